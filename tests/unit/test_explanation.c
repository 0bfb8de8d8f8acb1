/* Explanations of every document there is, by every rule set that is built in: what a sentence prints as a number is a
   value of its step, and every kind of step occurs. Looks at the JSON, in which a step is a line. */
#define _POSIX_C_SOURCE 200809L

#include "run_suite.h"
#include <check.h>
#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <ziping.h>

enum { PATH_BYTES = 1024, MOST_KINDS = 256, KIND_BYTES = 64, NUMBER_BYTES = 96 };

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

/* A comma with three digits behind it groups a number. */
static bool is_grouping(const char *at)
{
    return at[0] == ',' && isdigit((unsigned char)at[1]) && isdigit((unsigned char)at[2]) &&
           isdigit((unsigned char)at[3]) && !isdigit((unsigned char)at[4]);
}

/* Takes the number that `at` begins with, without the commas that group it; answers what it takes up. */
static size_t take_number(const char *at, char *number)
{
    size_t taken = 0;
    size_t used = 0;
    while (is_number_byte(at[taken]) || (used > 0 && is_grouping(at + taken))) {
        ck_assert_uint_lt(used, NUMBER_BYTES);
        if (at[taken] != ',') {
            number[used++] = at[taken];
        }
        taken++;
    }
    number[used] = '\0';
    return taken;
}

/* What is quoted of a cell stands among the values as it is printed, what we print ourselves without commas. */
static void expect_numbers(const char *path, const char *words, const char *values)
{
    char number[NUMBER_BYTES + 1];
    for (const char *at = words; *at != '\0';) {
        size_t taken = take_number(at, number);
        if (taken > 0 && !has_number(values, number, strlen(number)) && !has_number(values, at, taken)) {
            ck_abort_msg("%s: %s is no value of: %s {%s}", path, number, words, values);
        }
        at += taken > 0 ? taken : 1;
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

/* One in which nothing is left to judgement. */
static const char fixed[] = "规则集: 定值\n"
                            "名称: 定值\n"
                            "继承: mof-2020\n"
                            "定量指标: {等号超额: 反比, 依据: 推断}\n"
                            "定性指标:\n"
                            "  达成: {区间: [100%, 100%], 取值: 100%}\n"
                            "  部分达成: {区间: [60%, 60%], 取值: 60%}\n"
                            "  未达成: {区间: [0%, 0%], 取值: 0%}\n"
                            "  依据: 推断\n"
                            "时限未达: {区间: [50%, 50%], 取值: 50%, 依据: 推断}\n"
                            "指标值空白: {区间: [0%, 0%], 取值: 0%, 依据: 推断}\n";

static void load_rules(const char *source)
{
    const zp_rule_set *rules = NULL;
    const zp_style style = { .language = ZP_CHINESE };
    struct buffer findings = { calloc(1, 1), 0 };
    zp_status status = zp_rule_set_load(engine, (zp_text){ source, strlen(source) }, (zp_text){ "v.yaml", 6 }, &style,
                                        (zp_sink){ put, &findings }, &rules);
    ck_assert_msg(status == ZP_OK, "%s", findings.bytes);
    free(findings.bytes);
}

static void begin(void)
{
    ck_assert_int_eq(zp_engine_create(NULL, &engine), ZP_OK);
    load_rules(vetoes);
    load_rules(fixed);
    ck_assert_int_eq(zp_session_create(engine, &session), ZP_OK);
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

static const char form[] = "项目名称: 甲\n"
                           "年度: 2023\n"
                           "资金: {资金总额: {全年预算数: 12000, 全年执行数: 9000}}\n"
                           "绩效指标:\n"
                           "  产出指标:\n"
                           "    数量指标:\n"
                           "      - {名称: 人数, 指标值: ≥60人, 完成值: 45人, 分值: 40, 得分: 40}\n"
                           "    成本指标:\n"
                           "      - {名称: 人数, 指标值: ≤60人, 完成值: 75人, 分值: 10}\n"
                           "      - {名称: 降幅, 指标值: ≥-3%, 完成值: -5%, 分值: 10}\n"
                           "  效益指标:\n"
                           "    - 名称: 补助\n"
                           "      分值: 30\n"
                           "      分项:\n"
                           "        - {名称: 甲类, 指标值: ≥4户, 完成值: 3户}\n"
                           "        - {名称: 乙类, 指标值: ≥4户, 完成值: 5户}\n"
                           "        - {名称: 丙类, 指标值: 有效, 完成值: 达成预期指标}\n"
                           "自评: {总分: 90, 等级: 优}\n";

enum { MOST_SENTENCES = 12 };

/* What is asked for, and sentences that must stand in the answer in this order; the first that is NULL ends them. */
static const struct {
    const char *name;
    const char *sentences[MOST_SENTENCES];
} asked[] = {
    { "产出指标/数量指标/人数",
      { "人数（产出指标 · 数量指标）", "指标值填的是“≥60人”", "方向读作“≥”", "读作数 60，单位“人”",
        "完成值填的是“45人”", "读作数 45，单位“人”", "45 ≥ 60 不成立：没有达到", "40 × 45 ÷ 60 = 30", "只能是 30 分",
        "自评 40 分，高于最高可得的 30 分", "复算得分 30 分" } },
    { "　成本指标 / 人数 ", { "75 ≤ 60 不成立：超过上限", "10 × 60 ÷ 75 = 8" } },
    /* −5 against ≥ −3 is 5 against ≤ 3: 10 × 3 ÷ 5. */
    { "降幅", { "-5 对“≥-3”，按 5 对“≤3”", "按反比得分：10 × 3 ÷ 5 = 6" } },
    /* 7.5 + 10 + 8 to 10. */
    { "效益指标/补助",
      { "30 ÷ 3 = 10 分", "分项 1：甲类", "按比例得分：10 × 3 ÷ 4 = 7.5 〔定量指标〕", "分项 2：乙类",
        "得这一份的满分：30 ÷ 3 = 10 分 〔定量指标〕", "分项 3：丙类",
        "可得 10 分的 80% 到 100%，即 8 到 10 分 〔定性指标〕", "各分项最多可得的相加：27.5 〔分项〕",
        "可得 25.5 到 27.5 分 〔分项〕" } },
    { "乙类", { "补助（效益指标）", "分项 2：乙类" } },
    { "预算执行", { "预算执行率\n", "9,000 万元", "9,000 ÷ 12,000 = 75%", "10 × 9,000 ÷ 12,000 = 7.5" } },
    { "Total Score", { "总分\n", "补助：27.5 分", "= 79 〔合计〕" } },
    { "等级", { "等级\n", "79 不低于 60：属“中”" } },
};

START_TEST(test_names)
{
    static const char *const unknown[] = { "个数", "", "/", "数量指标", "效益指标/人数", "数量指标/人", "多人数" };
    const zp_source_description description = { .bytes = { form, sizeof(form) - 1 }, .file = { "a.yaml", 6 } };
    const zp_style style = { .language = ZP_CHINESE };
    zp_evaluation *evaluation = NULL;
    zp_source *source = NULL;
    begin();
    ck_assert_int_eq(zp_source_open(session, &description, &source), ZP_OK);
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        struct buffer text = { calloc(1, 1), 0 };
        zp_text name = { asked[i].name, strlen(asked[i].name) };
        ck_assert_int_eq(zp_evaluation_explain(evaluation, name, ZP_TEXT_FORMAT, &style, (zp_sink){ put, &text }),
                         ZP_OK);
        const char *at = text.bytes;
        for (size_t k = 0; k < MOST_SENTENCES && asked[i].sentences[k] != NULL; k++) {
            at = strstr(at, asked[i].sentences[k]);
            ck_assert_msg(at != NULL, "%s is not where it should be in:\n%s", asked[i].sentences[k], text.bytes);
        }
        free(text.bytes);
    }
    for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
        zp_text name = { unknown[i], strlen(unknown[i]) };
        ck_assert_int_eq(zp_evaluation_explain(evaluation, name, ZP_TEXT_FORMAT, &style, (zp_sink){ put, NULL }),
                         ZP_NOT_FOUND);
    }
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    end();
}
END_TEST

START_TEST(test_what_there_is_to_explain)
{
    static const char *const names[] = { "人数", "人数", "降幅", "补助", "execution rate", "total", "grade" };
    enum { NAME_COUNT = sizeof(names) / sizeof(names[0]) };
    const zp_source_description description = { .bytes = { form, sizeof(form) - 1 }, .file = { "a.yaml", 6 } };
    const zp_source_description blank = { .bytes = { "", 0 }, .file = { "b.yaml", 6 } };
    zp_evaluation *evaluation = NULL;
    zp_source *source = NULL;
    begin();
    ck_assert_int_eq(zp_source_open(session, &description, &source), ZP_OK);
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
    for (size_t i = 0; i < NAME_COUNT; i++) {
        zp_text name = zp_evaluation_explained_at(evaluation, i, ZP_ENGLISH);
        ck_assert_uint_eq(name.size_bytes, strlen(names[i]));
        ck_assert_mem_eq(name.bytes, names[i], name.size_bytes);
    }
    ck_assert_ptr_null(zp_evaluation_explained_at(evaluation, NAME_COUNT, ZP_ENGLISH).bytes);
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    ck_assert_int_eq(zp_source_open(session, &blank, &source), ZP_OK);
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
    ck_assert_ptr_null(zp_evaluation_explained_at(evaluation, 0, ZP_ENGLISH).bytes);
    zp_text file = zp_evaluation_file(evaluation);
    ck_assert_uint_eq(file.size_bytes, strlen("b.yaml"));
    ck_assert_mem_eq(file.bytes, "b.yaml", file.size_bytes);
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
    tcase_add_test(cases, test_names);
    tcase_add_test(cases, test_what_there_is_to_explain);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
