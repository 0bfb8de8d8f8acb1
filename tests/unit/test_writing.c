/* Scores written into files: tests/cases/write holds files and, beside each that is changed, NAME.expected; and what
   must hold of any file is tried with all the forms that there are, as they are and turned about. */
#define _POSIX_C_SOURCE 200809L

#include "purse.h"
#include "run_suite.h"
#include "writing_check.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#define CASES ZIPING_TEST_DATA "/cases/write"

static zp_session *session_of(zp_engine *engine)
{
    zp_session *session = NULL;
    ck_assert_int_eq(zp_session_create(engine, &session), ZP_OK);
    return session;
}

static zp_engine *engine_of(zp_reader reader)
{
    zp_settings settings;
    zp_engine *engine = NULL;
    zp_settings_default(&settings);
    settings.reader = reader;
    ck_assert_int_eq(zp_engine_create(&settings, &engine), ZP_OK);
    return engine;
}

/* ---- files ---- */

/* NULL bytes where there is no such file. */
static struct sheet file_read(const char *path)
{
    struct sheet sheet = { NULL, 0, 0 };
    char piece[4096];
    size_t size_bytes = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return sheet;
    }
    sheet.bytes = calloc(1, 1);
    sheet.room_bytes = 1;
    while ((size_bytes = fread(piece, 1, sizeof(piece), file)) > 0) {
        sheet_put(&sheet, piece, size_bytes);
    }
    fclose(file);
    return sheet;
}

static bool ends_with(const char *name, const char *ending)
{
    return text_ends_with(text_of(name), text_of(ending));
}

/* Calls `use` for each file below a folder, but for those of departments and rule sets. */
static void each_file(const char *folder, void (*use)(void *context, const char *path, struct text source),
                      void *context)
{
    DIR *entries = opendir(folder);
    ck_assert_msg(entries != NULL, "%s cannot be opened", folder);
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        char path[1024];
        struct stat about;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.' || stat(path, &about) != 0 || strcmp(entry->d_name, "rule-sets") == 0 ||
            ends_with(path, "department.yaml") || ends_with(path, "rules.yaml") || ends_with(path, ".expected")) {
            continue;
        }
        if (S_ISDIR(about.st_mode)) {
            each_file(path, use, context);
            continue;
        }
        struct sheet source = file_read(path);
        use(context, path, sheet_text(&source));
        free(source.bytes);
    }
    closedir(entries);
}

/* ---- what is expected ---- */

struct expecting {
    zp_session *session;
    size_t cases;
    size_t wrong;
};

static void compare_with_expected(void *context, const char *path, struct text source)
{
    struct expecting *expecting = context;
    struct written_file written;
    char expected_path[1100];
    snprintf(expected_path, sizeof(expected_path), "%s.expected", path);
    struct sheet expected = file_read(expected_path);
    ck_assert_int_eq(write_file(expecting->session, source, ends_with(path, ".jsonl"), &written), ZP_OK);
    struct text should_be = expected.bytes == NULL ? source : sheet_text(&expected);
    if (!text_equals(sheet_text(&written.bytes), should_be)) {
        expecting->wrong++;
        printf("%s: written\n%.*s\n", path, (int)written.bytes.size_bytes, written.bytes.bytes);
    }
    ck_assert_msg((written.counts.values > 0) == (expected.bytes != NULL), "%s", path);
    expecting->cases++;
    free(expected.bytes);
    written_file_end(&written);
}

START_TEST(files_are_as_expected)
{
    enum { LEAST_CASES = 40 };
    zp_engine *engine = engine_of(_i == 0 ? ZP_READER_AUTO : ZP_READER_LIBYAML);
    struct expecting expecting = { .session = session_of(engine) };
    each_file(CASES, compare_with_expected, &expecting);
    ck_assert_uint_eq(expecting.wrong, 0);
    ck_assert_uint_ge(expecting.cases, LEAST_CASES);
    zp_session_destroy(expecting.session);
    zp_engine_destroy(engine);
}
END_TEST

/* ---- what holds of any ---- */

/* Forgets the values that are written: `, 得分: 20` and lines `得分: 20`, and a line 自评 in brackets. */
static struct sheet without_values(struct text source)
{
    static const char *const keys[] = { "得分: ", "score: ", "执行率: ", "自评: {" };
    struct sheet sheet = { NULL, 0, 0 };
    for (size_t i = 0; i < source.size_bytes;) {
        struct text rest = text_without_first(source, i);
        size_t key = 0;
        while (key < sizeof(keys) / sizeof(keys[0]) && !text_starts_with(rest, text_of(keys[key]))) {
            key++;
        }
        if (key == sizeof(keys) / sizeof(keys[0])) {
            sheet_put(&sheet, source.bytes + i++, 1);
            continue;
        }
        const char *ends = key == 3 ? "}\n\r" : ",}\n\r";
        while (i < source.size_bytes && strchr(ends, source.bytes[i]) == NULL) {
            i++;
        }
        i += key == 3 && i < source.size_bytes && source.bytes[i] == '}';
        while (sheet.size_bytes > 0 && sheet.bytes[sheet.size_bytes - 1] == ' ') {
            sheet.size_bytes--;
        }
        if (sheet.size_bytes > 0 && sheet.bytes[sheet.size_bytes - 1] == ',') {
            sheet.size_bytes--;
        }
    }
    return sheet;
}

static struct sheet with_line_ends(struct text source, const char *line_end)
{
    struct sheet sheet = { NULL, 0, 0 };
    for (size_t i = 0; i < source.size_bytes; i++) {
        bool is_line_end = source.bytes[i] == '\n';
        sheet_put(&sheet, is_line_end ? line_end : source.bytes + i, is_line_end ? strlen(line_end) : 1);
    }
    return sheet;
}

static struct sheet with_mark(struct text source)
{
    struct sheet sheet = { NULL, 0, 0 };
    sheet_put(&sheet, "\xEF\xBB\xBF", 3);
    sheet_put(&sheet, source.bytes, source.size_bytes);
    return sheet;
}

struct checking {
    zp_session *session;
    size_t files;
    size_t wrong;
};

static void check_one(struct checking *checking, const char *path, const char *way, struct text source)
{
    /* In these a # stands behind a blank in a text. */
    bool has_comments = !ends_with(path, ".json") && !ends_with(path, ".jsonl");
    const char *difference = check_writing(checking->session, source, ends_with(path, ".jsonl"), has_comments);
    if (difference != NULL) {
        checking->wrong++;
        printf("%s (%s): %s\n", path, way, difference);
    }
    checking->files++;
}

static void check_sheet(struct checking *checking, const char *path, const char *way, struct sheet sheet)
{
    check_one(checking, path, way, sheet_text(&sheet));
    free(sheet.bytes);
}

static void check_in_all_ways(void *context, const char *path, struct text source)
{
    struct checking *checking = context;
    struct sheet bare = without_values(source);
    check_one(checking, path, "as it is", source);
    check_one(checking, path, "without values", sheet_text(&bare));
    check_sheet(checking, path, "CRLF", with_line_ends(sheet_text(&bare), "\r\n"));
    check_sheet(checking, path, "CR", with_line_ends(sheet_text(&bare), "\r"));
    check_sheet(checking, path, "byte order mark", with_mark(sheet_text(&bare)));
    check_one(checking, path, "without its last line end", text_without_last(sheet_text(&bare), 1));
    free(bare.bytes);
}

START_TEST(nothing_but_values_changes)
{
    enum { LEAST_FILES = 2000 };
    static const char *const folders[] = { CASES, ZIPING_TEST_DATA "/cases/accept", ZIPING_TEST_DATA "/cases/findings",
                                           ZIPING_SOURCE_DIR "/projects" };
    zp_engine *engine = engine_of(ZP_READER_AUTO);
    struct checking checking = { .session = session_of(engine) };
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        each_file(folders[i], check_in_all_ways, &checking);
    }
    ck_assert_uint_eq(checking.wrong, 0);
    ck_assert_uint_ge(checking.files, LEAST_FILES);
    zp_session_destroy(checking.session);
    zp_engine_destroy(engine);
}
END_TEST

/* ---- what is told ---- */

static const char form[] = "项目名称: 培训\n年度: 2023\n"
                           "资金: {资金总额: {全年预算数: 25.6, 全年执行数: 22.452, 执行率: 89}}\n"
                           "绩效指标:\n"
                           "  产出指标:\n"
                           "    - {名称: 人数, 指标值: ≥60人, 完成值: 54人, 分值: 60, 得分: 60}\n"
                           "    - {名称: 效果, 指标值: 良好, 完成值: 部分达成, 分值: 30}\n"
                           "自评: {总分: 98.77, 等级: 优}\n";

/* 22.452 ÷ 25.6 = 87.703125 %, of 10 points 8.7703…; 60 × 54 ÷ 60 = 54; 70 % of 30 are 21; together 83.77. */
START_TEST(changes_are_told_by_value)
{
    zp_engine *engine = engine_of(ZP_READER_AUTO);
    zp_session *session = session_of(engine);
    struct written_file written;
    ck_assert_int_eq(write_file(session, TEXT(form), false, &written), ZP_OK);
    ck_assert_uint_eq(written.counts.documents, 1);
    ck_assert_uint_eq(written.counts.values, 6);
    ck_assert_uint_eq(written.counts.left, 0);
    ck_assert_uint_eq(written.counts.findings[ZP_ERROR], 0);
    sheet_put(&written.report, "", 1);
    ck_assert_str_eq(written.report.bytes, "✓ 培训 2023：写入 6 处\n"
                                           "  form.yaml\n"
                                           "    3:46 资金总额 执行率：89 → 87.7\n"
                                           "    3:12 资金总额 得分：— → 8.77\n"
                                           "    6:49 人数 得分：60 → 54\n"
                                           "    7:7 效果 得分：— → 21（部分达成，可得 18–24）\n"
                                           "    8:10 总分：98.77 → 83.77\n"
                                           "    8:21 等级：优 → 良\n"
                                           "    还有没解决的：警告 6\n"
                                           "\n");
    written_file_end(&written);
    zp_session_destroy(session);
    zp_engine_destroy(engine);
}
END_TEST

/* ---- refusals ---- */

/* Whatever is refused, the file is changed as it should be or not at all. */
START_TEST(refused_memory_leaves_files_whole)
{
    enum { MOST_BLOCKS = 10000 };
    struct purse purse = { 0, -1 };
    zp_settings settings;
    zp_settings_default(&settings);
    settings.take = purse_take;
    settings.give_back = purse_give_back;
    settings.memory_context = &purse;
    settings.reader = _i == 0 ? ZP_READER_AUTO : ZP_READER_LIBYAML;
    zp_engine *engine = NULL;
    struct written_file whole;
    ck_assert_int_eq(zp_engine_create(&settings, &engine), ZP_OK);
    zp_session *first_session = session_of(engine);
    ck_assert_int_eq(write_file(first_session, TEXT(form), false, &whole), ZP_OK);
    zp_session_destroy(first_session);
    bool is_refused = true;
    for (long blocks = 0; is_refused && blocks < MOST_BLOCKS; blocks++) {
        struct written_file written;
        purse.takes_left = -1;
        zp_session *session = session_of(engine);
        purse.takes_left = blocks;
        zp_status status = write_file(session, TEXT(form), false, &written);
        is_refused = purse.takes_left == 0;
        ck_assert(status == ZP_OK || status == ZP_NO_MEMORY);
        if (status == ZP_OK) {
            struct text bytes = sheet_text(&written.bytes);
            ck_assert(text_equals(bytes, written.counts.left > 0 ? TEXT(form) : sheet_text(&whole.bytes)));
        }
        written_file_end(&written);
        zp_session_destroy(session);
    }
    ck_assert(!is_refused);
    written_file_end(&whole);
    zp_engine_destroy(engine);
    ck_assert_int_eq(purse.blocks_out, 0);
}
END_TEST

static bool refuse(void *context, const char *bytes, size_t size_bytes)
{
    (void)context;
    (void)bytes;
    (void)size_bytes;
    return false;
}

START_TEST(refused_output_is_told)
{
    zp_engine *engine = engine_of(ZP_READER_AUTO);
    zp_session *session = session_of(engine);
    struct sheet sheet = { NULL, 0, 0 };
    zp_writing counts = { .documents = 7 };
    zp_source_description description = { .bytes = { form, sizeof(form) - 1 } };
    zp_writing_request request = { .revised = { refuse, NULL }, .report = { sheet_put, &sheet } };
    ck_assert_int_eq(zp_scores_write(session, &description, &request, &counts), ZP_OUTPUT_FAILED);
    request = (zp_writing_request){ .revised = { sheet_put, &sheet }, .report = { refuse, NULL } };
    ck_assert_int_eq(zp_scores_write(session, &description, &request, &counts), ZP_OUTPUT_FAILED);
    ck_assert_uint_eq(counts.documents, 7);
    free(sheet.bytes);
    zp_session_destroy(session);
    zp_engine_destroy(engine);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("writing");
    TCase *cases = tcase_create("writing");
    tcase_set_timeout(cases, 300);
    tcase_add_loop_test(cases, files_are_as_expected, 0, 2);
    tcase_add_test(cases, nothing_but_values_changes);
    tcase_add_test(cases, changes_are_told_by_value);
    tcase_add_loop_test(cases, refused_memory_leaves_files_whole, 0, 2);
    tcase_add_test(cases, refused_output_is_told);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
