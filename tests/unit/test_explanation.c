/* Explanations of every document there is, by every rule set that is built in: what a sentence prints as a number is a
   value of its step, and every kind of step occurs. Looks at the JSON, in which a step is a line. */
#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <ziping.h>

enum { PATH_BYTES = 1024, MOST_KINDS = 256, KIND_BYTES = 64 };

/* Of steps.def. */
static const struct {
    const char *name;
} kinds[] = {
#define STEP_BASIS(name, chinese_label, english_label, chinese, english)
#define STEP(name, value_count, values, basis, chinese, english) { #name },
#include "steps.def"
#undef STEP
#undef STEP_BASIS
};
enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]) };

static bool seen[KIND_COUNT];
static zp_engine *engine;
static zp_session *session;
static size_t explained;

struct buffer {
    char *bytes; /* terminated by a zero */
    size_t size_bytes;
};

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct buffer *buffer = context;
    char *grown = realloc(buffer->bytes, buffer->size_bytes + size_bytes + 1);
    if (grown == NULL) {
        return false;
    }
    memcpy(grown + buffer->size_bytes, bytes, size_bytes);
    buffer->bytes = grown;
    buffer->size_bytes += size_bytes;
    grown[buffer->size_bytes] = '\0';
    return true;
}

/* ---- one step ---- */

static bool is_number_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || byte == '.';
}

/* The text between two marks of a line. */
static struct buffer between(const char *line, const char *begin, const char *end)
{
    const char *first = strstr(line, begin);
    ck_assert_msg(first != NULL, "no %s in %s", begin, line);
    first += strlen(begin);
    const char *last = strstr(first, end);
    ck_assert_msg(last != NULL, "no %s in %s", end, line);
    return (struct buffer){ strndup(first, (size_t)(last - first)), (size_t)(last - first) };
}

static bool has_number(const char *values, const char *number, size_t size_bytes)
{
    for (const char *at = values; *at != '\0'; at++) {
        bool begins = at == values || !is_number_byte(at[-1]);
        if (begins && strncmp(at, number, size_bytes) == 0 && !is_number_byte(at[size_bytes])) {
            return true;
        }
    }
    return false;
}

static void expect_numbers(const char *path, const char *words, const char *values)
{
    for (const char *at = words; *at != '\0';) {
        size_t size_bytes = 0;
        while (is_number_byte(at[size_bytes])) {
            size_bytes++;
        }
        if (size_bytes > 0 && !has_number(values, at, size_bytes)) {
            ck_abort_msg("%s: %.*s is no value of: %s {%s}", path, (int)size_bytes, at, words, values);
        }
        at += size_bytes > 0 ? size_bytes : 1;
    }
}

static void expect_step(const char *path, const char *line)
{
    struct buffer name = between(line, "{\"step\": \"", "\"");
    struct buffer values = between(line, "\"values\": {", "}, \"words\": \"");
    struct buffer words = between(line, "}, \"words\": \"", "\", \"basis\": ");
    struct buffer basis = between(line, ", \"text\": \"", "\"}}");
    bool is_known = false;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (strcmp(kinds[i].name, name.bytes) == 0) {
            is_known = true;
            seen[i] = true;
        }
    }
    if (!is_known || words.size_bytes == 0 || strchr(words.bytes, '{') != NULL) {
        ck_abort_msg("%s: step %s: %s", path, name.bytes, words.bytes);
    }
    expect_numbers(path, words.bytes, values.bytes);
    free(name.bytes);
    free(values.bytes);
    free(words.bytes);
    free(basis.bytes);
}

/* ---- documents ---- */

static void expect_explanation(const char *path, const zp_evaluation *evaluation, zp_language language)
{
    struct buffer json = { calloc(1, 1), 0 };
    struct buffer text = { calloc(1, 1), 0 };
    const zp_style style = { .language = language };
    const zp_text all = { NULL, 0 };
    zp_status status = zp_evaluation_explain(evaluation, all, ZP_JSON, &style, (zp_sink){ put, &json });
    ck_assert_int_eq(status, ZP_OK);
    status = zp_evaluation_explain(evaluation, all, ZP_TEXT_FORMAT, &style, (zp_sink){ put, &text });
    ck_assert_int_eq(status, ZP_OK);
    char *rest = NULL;
    for (char *line = strtok_r(json.bytes, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        if (strncmp(line, "{\"step\"", strlen("{\"step\"")) == 0) {
            expect_step(path, line);
            explained++;
        }
    }
    free(json.bytes);
    free(text.bytes);
}

static void expect_document(const char *path, zp_text bytes, const zp_rule_set *rules)
{
    const zp_source_description description = {
        .bytes = bytes, .file = { path, strlen(path) }, .rules = rules, .is_json_lines = strstr(path, ".jsonl") != NULL
    };
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    ck_assert_int_eq(zp_source_open(session, &description, &source), ZP_OK);
    while (zp_source_next(source, &evaluation) == ZP_OK) {
        if (zp_evaluation_is_scored(evaluation)) {
            expect_explanation(path, evaluation, ZP_CHINESE);
            expect_explanation(path, evaluation, ZP_ENGLISH);
        }
        zp_evaluation_destroy(evaluation);
    }
    zp_source_close(source);
}

static void expect_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    struct buffer content = { calloc(1, 1), 0 };
    char block[4096];
    for (size_t size_bytes; (size_bytes = fread(block, 1, sizeof(block), file)) > 0;) {
        ck_assert(put(&content, block, size_bytes));
    }
    fclose(file);
    const zp_rule_set *rules = NULL;
    for (size_t i = 0; (rules = zp_rule_set_at(engine, i)) != NULL; i++) {
        expect_document(path, (zp_text){ content.bytes, content.size_bytes }, rules);
    }
    free(content.bytes);
}

static void expect_folder(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    ck_assert_msg(count >= 0, "%s", path);
    for (int i = 0; i < count; i++) {
        char below[PATH_BYTES];
        struct stat about;
        snprintf(below, sizeof(below), "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && stat(below, &about) == 0) {
            if (S_ISDIR(about.st_mode)) {
                expect_folder(below);
            } else {
                expect_file(below);
            }
        }
        free(entries[i]);
    }
    free(entries);
}

/* A set of vetoes on everything, so that each kind of step about them occurs. */
static const char vetoes[] = "规则集: 否决\n"
                             "名称: 否决\n"
                             "继承: linear-excess\n"
                             "预算执行: {小数位: 0, 依据: 推断}\n"
                             "否决:\n"
                             "  - {条件: {执行率: \"<60%\"}, 等级: 差, 依据: 推断}\n"
                             "  - {条件: {产出指标: \"<90%\"}, 上限: 良, 依据: 推断}\n"
                             "  - {条件: {满意度指标: \"<90%\"}, 上限: 中, 依据: 推断}\n";

static void begin(void)
{
    const zp_rule_set *rules = NULL;
    const zp_style style = { .language = ZP_CHINESE };
    struct buffer findings = { calloc(1, 1), 0 };
    ck_assert_int_eq(zp_engine_create(NULL, &engine), ZP_OK);
    zp_status status = zp_rule_set_load(engine, (zp_text){ vetoes, sizeof(vetoes) - 1 }, (zp_text){ "v.yaml", 6 },
                                        &style, (zp_sink){ put, &findings }, &rules);
    ck_assert_msg(status == ZP_OK, "%s", findings.bytes);
    ck_assert_int_eq(zp_session_create(engine, &session), ZP_OK);
    free(findings.bytes);
}

static void end(void)
{
    zp_session_destroy(session);
    zp_engine_destroy(engine);
}

START_TEST(test_every_explanation)
{
    begin();
    expect_folder(ZIPING_SOURCE_DIR "/projects");
    expect_folder(ZIPING_TEST_DATA "/cases/accept");
    expect_folder(ZIPING_TEST_DATA "/cases/findings");
    expect_folder(ZIPING_TEST_DATA "/cases/explanations");
    ck_assert_uint_gt(explained, 10000);
    size_t missing = 0;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (!seen[i]) {
            fprintf(stderr, "no document has the step %s\n", kinds[i].name);
            missing++;
        }
    }
    ck_assert_uint_eq(missing, 0);
    end();
}
END_TEST

static const char one[] = "项目名称: 甲\n"
                          "年度: 2023\n"
                          "资金: {资金总额: {全年预算数: 12, 全年执行数: 9}}\n"
                          "绩效指标:\n"
                          "  产出指标:\n"
                          "    - {名称: 人数, 指标值: ≥60人, 完成值: 45人, 分值: 90, 得分: 70}\n";

static zp_evaluation *evaluation_of_one(zp_source **source_out)
{
    const zp_source_description description = { .bytes = { one, sizeof(one) - 1 }, .file = { "a.yaml", 6 } };
    zp_evaluation *evaluation = NULL;
    begin();
    ck_assert_int_eq(zp_source_open(session, &description, source_out), ZP_OK);
    ck_assert_int_eq(zp_source_next(*source_out, &evaluation), ZP_OK);
    return evaluation;
}

START_TEST(test_one_indicator)
{
    static const char *const sentences[] = {
        "指标值填的是“≥60人”", "方向读作“≥”",         "读作数 60，单位“人”",
        "完成值填的是“45人”",  "读作数 45，单位“人”", "45 ≥ 60 不成立",
        "90 × 45 ÷ 60 = 67.5", "只能是 67.5 分",      "自评 70 分，高于最高可得的 67.5 分",
        "复算得分 67.5 分",
    };
    zp_source *source = NULL;
    zp_evaluation *evaluation = evaluation_of_one(&source);
    struct buffer text = { calloc(1, 1), 0 };
    const zp_style style = { .language = ZP_CHINESE };
    zp_text name = { "人数", strlen("人数") };
    zp_sink sink = { put, &text };
    ck_assert_int_eq(zp_evaluation_explain(evaluation, name, ZP_TEXT_FORMAT, &style, sink), ZP_OK);
    const char *at = text.bytes;
    for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
        at = strstr(at, sentences[i]);
        ck_assert_msg(at != NULL, "%s is not where it should be in:\n%s", sentences[i], text.bytes);
    }
    name = (zp_text){ "个数", strlen("个数") };
    ck_assert_int_eq(zp_evaluation_explain(evaluation, name, ZP_TEXT_FORMAT, &style, sink), ZP_NOT_FOUND);
    free(text.bytes);
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explanation");
    TCase *cases = tcase_create("explanations");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, test_every_explanation);
    tcase_add_test(cases, test_one_indicator);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
