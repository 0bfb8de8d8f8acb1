/* zp_evaluation_boundary of every document there is, by its own rule set; and without memory, and to a sink that fails.
 */
#define _POSIX_C_SOURCE 200809L

#include "purse.h"
#include "run_suite.h"

#include <check.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <ziping.h>

enum { PATH_BYTES = 1024 };

static const zp_text all = { NULL, 0 };

struct paper {
    char *bytes; /* terminated by a zero */
    size_t size_bytes;
    size_t most_bytes; /* puts beyond it fail */
};

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct paper *paper = context;
    char *grown = NULL;
    if (size_bytes <= paper->most_bytes - paper->size_bytes) {
        grown = realloc(paper->bytes, paper->size_bytes + size_bytes + 1);
    }
    if (grown == NULL) {
        return false;
    }
    memcpy(grown + paper->size_bytes, bytes, size_bytes);
    paper->bytes = grown;
    paper->size_bytes += size_bytes;
    grown[paper->size_bytes] = '\0';
    return true;
}

static struct paper paper_of(size_t most_bytes)
{
    return (struct paper){ calloc(1, 1), 0, most_bytes };
}

/* ---- every document ---- */

static zp_engine *engine;
static zp_session *session;
static size_t looked_at;

static void expect_form(const char *path, const zp_evaluation *evaluation, zp_format format, zp_language language)
{
    struct paper paper = paper_of(SIZE_MAX);
    const zp_style style = { .language = language };
    zp_status status = zp_evaluation_boundary(evaluation, all, format, &style, (zp_sink){ put, &paper });
    ck_assert_msg(status == ZP_OK || !zp_evaluation_is_scored(evaluation), "%s: status %d", path, (int)status);
    /* A sentence of ours has braces only where its values are not filled in. */
    if (strstr(paper.bytes, "{1}") != NULL) {
        ck_abort_msg("%s: %s", path, paper.bytes);
    }
    looked_at += status == ZP_OK;
    free(paper.bytes);
}

static void expect_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t room_bytes = (size_t)1 << 20;
    char *bytes = malloc(room_bytes);
    ck_assert(file != NULL && bytes != NULL);
    size_t size_bytes = fread(bytes, 1, room_bytes, file);
    fclose(file);
    const zp_source_description description = { .bytes = { bytes, size_bytes }, .file = { path, strlen(path) } };
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    ck_assert_int_eq(zp_source_open(session, &description, &source), ZP_OK);
    while (zp_source_next(source, &evaluation) == ZP_OK) {
        expect_form(path, evaluation, ZP_TEXT_FORMAT, ZP_ENGLISH);
        expect_form(path, evaluation, ZP_JSON, ZP_CHINESE);
        zp_evaluation_destroy(evaluation);
    }
    zp_source_close(source);
    free(bytes);
}

static void expect_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    ck_assert_msg(entries != NULL, "%s", folder);
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char path[PATH_BYTES];
        struct stat status;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.' || stat(path, &status) != 0) {
            continue;
        }
        if (S_ISDIR(status.st_mode)) {
            expect_folder(path);
        } else if (strstr(entry->d_name, ".yaml") != NULL) {
            expect_file(path);
        }
    }
    closedir(entries);
}

START_TEST(every_document_has_boundaries)
{
    ck_assert_int_eq(zp_engine_create(NULL, &engine), ZP_OK);
    ck_assert_int_eq(zp_session_create(engine, &session), ZP_OK);
    expect_folder(ZIPING_SOURCE_DIR "/projects");
    expect_folder(ZIPING_TEST_DATA "/cases/accept");
    expect_folder(ZIPING_TEST_DATA "/cases/findings");
    ck_assert_uint_gt(looked_at, 500);
    zp_session_destroy(session);
    zp_engine_destroy(engine);
}
END_TEST

/* ---- one document ---- */

static const char form[] = "项目名称: 甲\n年度: 2023\n规则集: shanxi-2023\n"
                           "资金: {资金总额: {全年预算数: 25.6, 全年执行数: 0}}\n"
                           "绩效指标:\n  产出指标:\n"
                           "    - {名称: 人数, 指标值: ≥60人, 完成值: 31人, 分值: 30}\n"
                           "    - {名称: 期数, 分值: 20, 分项: [{名称: 子, 指标值: ≥5, 完成值: \"1\"},\n"
                           "       {名称: 丑, 指标值: 5-7, 完成值: \"9\"}]}\n"
                           "  效益指标:\n    - {名称: 效果, 指标值: 良好, 完成值: 部分达成, 分值: 30}\n"
                           "  满意度指标:\n    - {名称: 满意度, 指标值: ≥90%, 完成值: \"\", 分值: 10}\n";

static zp_status ask(struct purse *purse, zp_text grade, zp_format format, struct paper *paper)
{
    const zp_source_description description = { .bytes = { form, sizeof(form) - 1 }, .file = { "a.yaml", 6 } };
    const zp_style style = { .language = ZP_CHINESE };
    zp_settings settings;
    zp_engine *own = NULL;
    zp_session *own_session = NULL;
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    long takes = purse->takes_left;
    purse->takes_left = -1;
    zp_settings_default(&settings);
    settings.take = purse_take;
    settings.give_back = purse_give_back;
    settings.memory_context = purse;
    ck_assert_int_eq(zp_engine_create(&settings, &own), ZP_OK);
    ck_assert_int_eq(zp_session_create(own, &own_session), ZP_OK);
    ck_assert_int_eq(zp_source_open(own_session, &description, &source), ZP_OK);
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
    purse->takes_left = takes;
    zp_status status = zp_evaluation_boundary(evaluation, grade, format, &style, (zp_sink){ put, paper });
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    zp_session_destroy(own_session);
    zp_engine_destroy(own);
    return status;
}

START_TEST(refused_memory_is_a_status_and_nothing_leaks)
{
    bool is_done = false;
    for (long takes = 0; !is_done; takes++) {
        struct purse purse = { 0, takes };
        struct paper paper = paper_of(SIZE_MAX);
        zp_status status = ask(&purse, all, ZP_JSON, &paper);
        is_done = purse.takes_left > 0;
        ck_assert_int_eq(status, is_done ? ZP_OK : status);
        ck_assert_msg(status == ZP_OK || status == ZP_NO_MEMORY, "status %d after %ld blocks", (int)status, takes);
        ck_assert_int_eq(purse.blocks_out, 0);
        free(paper.bytes);
    }
}
END_TEST

START_TEST(a_sink_that_fails_is_noticed)
{
    static const zp_format formats[] = { ZP_TEXT_FORMAT, ZP_JSON };
    struct purse purse = { 0, -1 };
    struct paper whole = paper_of(SIZE_MAX);
    ck_assert_int_eq(ask(&purse, all, formats[_i], &whole), ZP_OK);
    for (size_t most = 0; most < whole.size_bytes; most += 1 + whole.size_bytes / 9) {
        struct paper paper = paper_of(most);
        ck_assert_int_eq(ask(&purse, all, formats[_i], &paper), ZP_OUTPUT_FAILED);
        free(paper.bytes);
    }
    free(whole.bytes);
}
END_TEST

START_TEST(one_grade_is_asked_for)
{
    struct purse purse = { 0, -1 };
    struct paper good = paper_of(SIZE_MAX);
    struct paper none = paper_of(SIZE_MAX);
    const zp_text grade = { "良", strlen("良") };
    const zp_text unknown = { "合格", strlen("合格") };
    ck_assert_int_eq(ask(&purse, grade, ZP_TEXT_FORMAT, &good), ZP_OK);
    ck_assert_ptr_nonnull(strstr(good.bytes, "升到“良”"));
    ck_assert_ptr_null(strstr(good.bytes, "升到“优”"));
    ck_assert_int_eq(ask(&purse, unknown, ZP_TEXT_FORMAT, &none), ZP_NOT_FOUND);
    ck_assert_uint_eq(none.size_bytes, 0);
    free(good.bytes);
    free(none.bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("boundary report");
    TCase *cases = tcase_create("boundaries");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, every_document_has_boundaries);
    tcase_add_test(cases, refused_memory_is_a_status_and_nothing_leaks);
    tcase_add_loop_test(cases, a_sink_that_fails_is_noticed, 0, 2);
    tcase_add_test(cases, one_grade_is_asked_for);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
