/* The library as its users see it: ziping.h and nothing else. */
#include "purse.h"
#include "run_suite.h"

#include <ziping.h>

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static zp_text text(const char *terminated)
{
    return (zp_text){ terminated, strlen(terminated) };
}

static const char form[] =
    "项目名称: 培训\n年度: 2023\n主管部门: {代码: 238, 名称: 某局}\n"
    "资金:\n  资金总额: {全年预算数: 10, 全年执行数: 9, 得分: 9}\n  省级: {全年预算数: 10, 全年执行数: 9}\n"
    "绩效指标:\n"
    "  产出指标:\n"
    "    数量指标:\n"
    "      - {名称: 人数, 指标值: ≥60人, 完成值: 54人, 分值: 40, 得分: 40}\n"
    "      - {名称: 标准, 分值: 10, 得分: 9, 分项: [{名称: 甲, 指标值: ≥3次, 完成值: 1次},\n"
    "          {名称: 乙, 指标值: 年底前, 完成值: 2024年1月}, {名称: 丙, 指标值: 良好, 完成值: 达成}]}\n"
    "  效益指标: [{名称: 效果, 指标值: 良好, 完成值: 部分达成预期指标, 分值: 30, 得分: 20}]\n"
    "  满意度指标: [{名称: 满意, 指标值: ≥85%, 完成值: 96.80%, 分值: 10, 得分: 10}]\n"
    "自评: {总分: 89, 等级: 优}\n"
    "---\n项目名称：坏\n年度: 2023\n---\n项目名称: 培训\n年度: 2023\n";

static const char department_file[] = "部门: 某局\n年度: 2023\n规则集: mof-2020\n"
                                      "公开数: {项目个数: 2, 涉及资金: 20, 等级: {优: 1, 良: 1}}\n";

static const char own_rules[] = "规则集: own\n名称: 自定\n继承: mof-2020\n"
                                "否决: [{条件: {执行率: \"<95%\"}, 上限: 良}]\n";

static zp_settings settings_of(struct purse *purse)
{
    zp_settings settings;
    zp_settings_default(&settings);
    settings.take = purse_take;
    settings.give_back = purse_give_back;
    settings.memory_context = purse;
    return settings;
}

/* ---- sinks ---- */

struct paper {
    char *bytes;
    size_t size_bytes;
    size_t room_bytes; /* puts beyond it fail */
};

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct paper *paper = context;
    if (size_bytes > paper->room_bytes - paper->size_bytes) {
        return false;
    }
    memcpy(paper->bytes + paper->size_bytes, bytes, size_bytes);
    paper->size_bytes += size_bytes;
    return true;
}

enum { PAPER_BYTES = 1 << 20 };

static struct paper paper_of(size_t room_bytes)
{
    struct paper paper = { calloc(1, PAPER_BYTES + 1), 0, room_bytes };
    ck_assert_ptr_nonnull(paper.bytes);
    return paper;
}

static zp_sink sink_of(struct paper *paper)
{
    return (zp_sink){ put, paper };
}

/* ---- inputs ---- */

/* Gives the form a few bytes at a time. */
struct pages {
    size_t given_bytes;
    size_t fails_at; /* bytes; 0: never */
};

static bool turn(void *context, char *buffer, size_t room_bytes, size_t *size_bytes_out)
{
    enum { AT_ONCE = 10 };
    struct pages *pages = context;
    zp_text whole = text(form);
    size_t left = whole.size_bytes - pages->given_bytes;
    size_t size = left < AT_ONCE ? left : AT_ONCE;
    *size_bytes_out = size < room_bytes ? size : room_bytes;
    memcpy(buffer, whole.bytes + pages->given_bytes, *size_bytes_out);
    pages->given_bytes += *size_bytes_out;
    return pages->fails_at == 0 || pages->given_bytes < pages->fails_at;
}

/* ---- the whole job ---- */

struct job {
    bool has_input; /* its form comes by pages */
    struct pages pages;
    zp_report report;
    zp_format format;
    zp_sink sink;
    zp_store store;
    zp_engine *engine;
    zp_session *session;
    zp_department *department;
    zp_source *source;
    zp_batch *batch;
    zp_totals totals;
};

static zp_status admit_all(struct job *job)
{
    zp_evaluation *evaluation = NULL;
    zp_status status;
    while ((status = zp_source_next(job->source, &evaluation)) == ZP_OK) {
        status = zp_batch_admit(job->batch, evaluation);
        zp_evaluation_destroy(evaluation);
        evaluation = NULL;
        if (status != ZP_OK) {
            return status;
        }
    }
    return status == ZP_END ? zp_batch_finish(job->batch, &job->totals) : status;
}

static zp_status run_job(struct job *job, const zp_settings *settings)
{
    zp_status status = zp_engine_create(settings, &job->engine);
    const zp_rule_set *rules = NULL;
    if (status == ZP_OK) {
        status = zp_rule_set_load(job->engine, text(own_rules), text("own.yaml"), NULL, job->sink, &rules);
    }
    if (status == ZP_OK) {
        status = zp_session_create(job->engine, &job->session);
    }
    if (status == ZP_OK) {
        status = zp_department_load(job->session, text(department_file), text("department.yaml"), &job->department);
    }
    zp_batch_settings batch_settings = {
        .report = job->report, .format = job->format, .sink = job->sink, .store = job->store
    };
    if (status == ZP_OK) {
        status = zp_batch_create(job->engine, &batch_settings, &job->batch);
    }
    if (status == ZP_OK) {
        status = zp_batch_admit_department(job->batch, job->department);
    }
    zp_source_description description = { .bytes = text(form),
                                          .file = text("form.yaml"),
                                          .department = job->department,
                                          .is_only_checked = job->report == ZP_REPORT_CHECK };
    if (job->has_input) {
        description.bytes = (zp_text){ NULL, 0 };
        description.input = (zp_input){ turn, &job->pages };
    }
    if (status == ZP_OK) {
        status = zp_source_open(job->session, &description, &job->source);
    }
    return status == ZP_OK ? admit_all(job) : status;
}

static void end_job(struct job *job)
{
    zp_source_close(job->source);
    zp_batch_destroy(job->batch);
    zp_department_destroy(job->department);
    zp_session_destroy(job->session);
    zp_engine_destroy(job->engine);
}

static const zp_report reports[] = { ZP_REPORT_SCORE, ZP_REPORT_AUDIT, ZP_REPORT_CHECK };
static const zp_format formats[] = { ZP_TEXT_FORMAT, ZP_JSON, ZP_JSON_LINES, ZP_CSV };

static struct job job_of(int row, struct paper *paper)
{
    return (struct job){ .report = reports[(size_t)row / COUNT_OF(formats)],
                         .format = formats[(size_t)row % COUNT_OF(formats)],
                         .sink = sink_of(paper) };
}

enum { JOBS = COUNT_OF(reports) * COUNT_OF(formats) };

/* ---- tests ---- */

START_TEST(the_job_is_done)
{
    struct paper paper = paper_of(PAPER_BYTES);
    struct job job = job_of(_i, &paper);
    ck_assert_int_eq(run_job(&job, NULL), ZP_OK);
    ck_assert_uint_eq(job.totals.projects, 3);
    ck_assert_uint_eq(job.totals.unreadable, 2);
    ck_assert_uint_eq(job.totals.scored, job.report == ZP_REPORT_CHECK ? 0 : 1);
    ck_assert_uint_gt(paper.size_bytes, 0);
    end_job(&job);
    free(paper.bytes);
}
END_TEST

START_TEST(refused_memory_is_a_status_and_nothing_leaks)
{
    bool is_done = false;
    for (long takes = 0; !is_done; takes++) {
        struct purse purse = { 0, takes };
        zp_settings settings = settings_of(&purse);
        struct paper paper = paper_of(PAPER_BYTES);
        struct job job = job_of(_i, &paper);
        job.has_input = _i % 2 == 1;
        zp_status status = run_job(&job, &settings);
        is_done = purse.takes_left > 0;
        ck_assert_msg(status == ZP_OK || status == ZP_NO_MEMORY, "status %d after %ld blocks", (int)status, takes);
        ck_assert_msg(!is_done || status == ZP_OK, "status %d", (int)status);
        end_job(&job);
        ck_assert_int_eq(purse.blocks_out, 0);
        free(paper.bytes);
    }
}
END_TEST

START_TEST(a_sink_that_fails_is_noticed)
{
    struct paper all = paper_of(PAPER_BYTES);
    struct job whole = job_of(_i, &all);
    ck_assert_int_eq(run_job(&whole, NULL), ZP_OK);
    end_job(&whole);
    for (size_t room = 0; room < all.size_bytes; room += 1 + all.size_bytes / 7) {
        struct paper paper = paper_of(room);
        struct job job = job_of(_i, &paper);
        ck_assert_int_eq(run_job(&job, NULL), ZP_OUTPUT_FAILED);
        end_job(&job);
        ck_assert_int_eq(memcmp(paper.bytes, all.bytes, paper.size_bytes), 0);
        free(paper.bytes);
    }
    free(all.bytes);
}
END_TEST

/* A store that fails after a while. */
struct shelf {
    char bytes[4096];
    size_t size_bytes;
    size_t puts_left;
    size_t gets_left;
};

static bool shelf_put(void *context, const char *bytes, size_t size_bytes)
{
    struct shelf *shelf = context;
    if (shelf->puts_left == 0) {
        return false;
    }
    shelf->puts_left--;
    ck_assert_uint_le(size_bytes, sizeof(shelf->bytes) - shelf->size_bytes);
    memcpy(shelf->bytes + shelf->size_bytes, bytes, size_bytes);
    shelf->size_bytes += size_bytes;
    return true;
}

static bool shelf_get(void *context, uint64_t offset, char *bytes_out, size_t size_bytes)
{
    struct shelf *shelf = context;
    if (shelf->gets_left == 0) {
        return false;
    }
    shelf->gets_left--;
    ck_assert_uint_le(offset + size_bytes, shelf->size_bytes);
    memcpy(bytes_out, shelf->bytes + offset, size_bytes);
    return true;
}

static zp_status run_with_shelf(struct shelf *shelf, struct paper *paper)
{
    struct job job = { .report = ZP_REPORT_AUDIT, .format = ZP_JSON, .sink = sink_of(paper) };
    job.store = (zp_store){ shelf_put, shelf_get, shelf };
    zp_status status = run_job(&job, NULL);
    end_job(&job);
    return status;
}

START_TEST(what_a_store_keeps_is_what_memory_keeps)
{
    struct paper kept = paper_of(PAPER_BYTES);
    struct paper stored = paper_of(PAPER_BYTES);
    struct job job = { .report = ZP_REPORT_AUDIT, .format = ZP_JSON, .sink = sink_of(&kept) };
    ck_assert_int_eq(run_job(&job, NULL), ZP_OK);
    end_job(&job);
    struct shelf shelf = { .puts_left = SIZE_MAX, .gets_left = SIZE_MAX };
    ck_assert_int_eq(run_with_shelf(&shelf, &stored), ZP_OK);
    ck_assert_uint_eq(stored.size_bytes, kept.size_bytes);
    ck_assert_int_eq(memcmp(stored.bytes, kept.bytes, kept.size_bytes), 0);
    ck_assert_ptr_nonnull(strstr(kept.bytes, "duplicate-project"));
    size_t puts = SIZE_MAX - shelf.puts_left;
    size_t gets = SIZE_MAX - shelf.gets_left;
    ck_assert_uint_gt(puts, 0);
    ck_assert_uint_gt(gets, 0);
    for (size_t i = 0; i < puts + gets; i++) {
        struct shelf failing = { .puts_left = i < puts ? i : puts, .gets_left = i < puts ? gets : i - puts };
        stored.size_bytes = 0;
        ck_assert_int_eq(run_with_shelf(&failing, &stored), ZP_OUTPUT_FAILED);
    }
    free(kept.bytes);
    free(stored.bytes);
}
END_TEST

/* A session with an engine of the given settings. */
struct desk {
    zp_engine *engine;
    zp_session *session;
};

static struct desk desk_open(const zp_settings *settings)
{
    struct desk desk;
    ck_assert_int_eq(zp_engine_create(settings, &desk.engine), ZP_OK);
    ck_assert_int_eq(zp_session_create(desk.engine, &desk.session), ZP_OK);
    return desk;
}

static void desk_close(struct desk *desk)
{
    zp_session_destroy(desk->session);
    zp_engine_destroy(desk->engine);
}

static zp_evaluation *first_of(struct desk *desk, const char *source, const zp_rule_set *rules)
{
    zp_source_description description = { .bytes = text(source), .file = text("a.yaml"), .rules = rules };
    zp_source *opened;
    zp_evaluation *evaluation;
    ck_assert_int_eq(zp_source_open(desk->session, &description, &opened), ZP_OK);
    ck_assert_int_eq(zp_source_next(opened, &evaluation), ZP_OK);
    zp_source_close(opened);
    return evaluation;
}

#define assert_text(found, expected)                                                                                   \
    ck_assert_msg((found).size_bytes == strlen(expected) && memcmp((found).bytes, (expected), strlen(expected)) == 0,  \
                  "%.*s, not %s", (int)(found).size_bytes, (found).bytes, (expected))

START_TEST(an_evaluation_can_be_asked)
{
    struct desk desk = desk_open(NULL);
    zp_evaluation *evaluation = first_of(&desk, form, NULL);
    ck_assert(zp_evaluation_is_scored(evaluation));
    assert_text(zp_evaluation_project(evaluation), "培训");
    assert_text(zp_evaluation_grade(evaluation), "良");
    assert_text(zp_evaluation_declared_grade(evaluation), "优");
    /* 36 + 5.78 … 7.11 + 20 + 10 + 9: the parts are 10/3 × (1/3, late 0–80 %, 80–100 %) = 3.78 … 7.11 */
    ck_assert_str_eq(zp_evaluation_total_low(evaluation).text, "76.78");
    ck_assert_str_eq(zp_evaluation_total_high(evaluation).text, "86.11");
    ck_assert_str_eq(zp_evaluation_total(evaluation).text, "82.11");
    ck_assert_str_eq(zp_evaluation_declared_total(evaluation).text, "89");
    ck_assert_int_eq(zp_evaluation_consistency(evaluation), 0);
    zp_evaluation_destroy(evaluation);
    desk_close(&desk);
}
END_TEST

START_TEST(findings_come_one_after_another)
{
    struct desk desk = desk_open(NULL);
    zp_evaluation *evaluation = first_of(&desk, form, NULL);
    zp_finding finding;
    size_t count = 0;
    uint32_t line = 0;
    for (bool more = zp_evaluation_first_finding(evaluation, &finding); more; more = zp_finding_next(&finding)) {
        struct paper paper = paper_of(PAPER_BYTES);
        ck_assert_uint_ge(finding.line, line);
        line = finding.line;
        ck_assert_int_eq(zp_finding_message(&finding, ZP_CHINESE, sink_of(&paper)), ZP_OK);
        ck_assert_uint_gt(paper.size_bytes, 0);
        free(paper.bytes);
        count++;
    }
    ck_assert_uint_eq(count, zp_evaluation_finding_count(evaluation));
    zp_evaluation_destroy(evaluation);
    desk_close(&desk);
}
END_TEST

START_TEST(an_unreadable_document_has_no_figures)
{
    struct desk desk = desk_open(NULL);
    zp_evaluation *evaluation = first_of(&desk, "项目名称：甲\n年度: 2023\n", NULL);
    ck_assert(!zp_evaluation_is_scored(evaluation));
    ck_assert_str_eq(zp_evaluation_total(evaluation).text, "");
    ck_assert_uint_eq(zp_evaluation_grade(evaluation).size_bytes, 0);
    ck_assert_int_eq(zp_evaluation_consistency(evaluation), -1);
    zp_finding finding;
    ck_assert(zp_evaluation_first_finding(evaluation, &finding));
    assert_text(finding.code, "unreadable-document");
    ck_assert_uint_eq(finding.line, 1);
    ck_assert_uint_eq(finding.column, 5);
    zp_evaluation_destroy(evaluation);
    desk_close(&desk);
}
END_TEST

START_TEST(rule_sets_are_loaded_and_found)
{
    struct desk desk = desk_open(NULL);
    struct paper paper = paper_of(PAPER_BYTES);
    const zp_rule_set *rules = NULL;
    ck_assert_ptr_null(zp_rule_set_find(desk.engine, text("own")));
    ck_assert_int_eq(zp_rule_set_load(desk.engine, text(own_rules), text("own.yaml"), NULL, sink_of(&paper), &rules),
                     ZP_OK);
    ck_assert_ptr_eq(zp_rule_set_find(desk.engine, text("own")), rules);
    assert_text(zp_rule_set_id(rules), "own");
    assert_text(zp_rule_set_name(rules), "自定");
    size_t count = 0;
    while (zp_rule_set_at(desk.engine, count) != NULL) {
        count++;
    }
    ck_assert_ptr_eq(zp_rule_set_at(desk.engine, count - 1), rules);
    ck_assert_uint_eq(paper.size_bytes, 0);
    ck_assert_int_eq(zp_rule_set_write(rules, NULL, sink_of(&paper)), ZP_OK);
    ck_assert_ptr_nonnull(strstr(paper.bytes, "上限"));
    free(paper.bytes);
    desk_close(&desk);
}
END_TEST

START_TEST(a_contradictory_rule_set_is_rejected)
{
    struct desk desk = desk_open(NULL);
    struct paper paper = paper_of(PAPER_BYTES);
    const zp_rule_set *rules = NULL;
    ck_assert_int_eq(zp_rule_set_load(desk.engine, text("规则集: own\n继承: mof-2020\n等级: {优: 90, 差: 10}\n"),
                                      text("own.yaml"), NULL, sink_of(&paper), &rules),
                     ZP_REJECTED);
    ck_assert_ptr_null(rules);
    ck_assert_ptr_nonnull(strstr(paper.bytes, "own.yaml:3:"));
    ck_assert_ptr_nonnull(strstr(paper.bytes, "rule-set-bands"));
    ck_assert_ptr_null(zp_rule_set_find(desk.engine, text("own")));
    free(paper.bytes);
    desk_close(&desk);
}
END_TEST

START_TEST(limits_are_findings)
{
    static const struct {
        size_t document_bytes;
        size_t depth;
        size_t nodes;
        size_t scalar_bytes;
        size_t memory_bytes;
    } rows[] = {
        { 100, 64, 1000, 1000, 1 << 24 }, { 10000, 3, 1000, 1000, 1 << 24 },  { 10000, 64, 10, 1000, 1 << 24 },
        { 10000, 64, 1000, 5, 1 << 24 },  { 10000, 64, 1000, 1000, 4 << 10 },
    };
    zp_settings settings;
    zp_settings_default(&settings);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        settings.document_bytes = rows[i].document_bytes;
        settings.depth = rows[i].depth;
        settings.nodes = rows[i].nodes;
        settings.scalar_bytes = rows[i].scalar_bytes;
        settings.memory_bytes = rows[i].memory_bytes;
        struct desk desk = desk_open(&settings);
        zp_evaluation *evaluation = first_of(&desk, form, NULL);
        zp_finding finding;
        ck_assert_msg(!zp_evaluation_is_scored(evaluation), "limits %zu", i);
        ck_assert(zp_evaluation_first_finding(evaluation, &finding));
        assert_text(finding.code, "unreadable-document");
        zp_evaluation_destroy(evaluation);
        desk_close(&desk);
    }
}
END_TEST

START_TEST(values_are_read)
{
    struct desk desk = desk_open(NULL);
    struct paper paper = paper_of(PAPER_BYTES);
    ck_assert_int_eq(zp_value_read(desk.session, text("≤260万元"), ZP_TARGET, 2023, sink_of(&paper)), ZP_OK);
    ck_assert_str_eq(paper.bytes, "{\"text\": \"≤260万元\", \"role\": \"target\", \"kind\": \"number\", "
                                  "\"comparison\": \"<=\", \"value\": 2600000, \"unit\": \"元\", \"upper\": null, "
                                  "\"tier\": null, \"date\": null, \"findings\": []}\n");
    free(paper.bytes);
    desk_close(&desk);
}
END_TEST

START_TEST(codes_are_listed_and_explained)
{
    size_t count = 0;
    for (zp_text code = zp_finding_code_at(0); code.size_bytes > 0; code = zp_finding_code_at(++count)) {
        struct paper paper = paper_of(PAPER_BYTES);
        ck_assert_int_eq(zp_finding_explain(code, NULL, sink_of(&paper)), ZP_OK);
        ck_assert_uint_gt(zp_finding_code_title(count, ZP_CHINESE).size_bytes, 0);
        ck_assert_uint_gt(zp_finding_code_title(count, ZP_ENGLISH).size_bytes, 0);
        free(paper.bytes);
    }
    ck_assert_uint_ge(count, 50);
    struct paper paper = paper_of(PAPER_BYTES);
    ck_assert_int_eq(zp_finding_explain(text("no-such-code"), NULL, sink_of(&paper)), ZP_NOT_FOUND);
    free(paper.bytes);
}
END_TEST

/* ---- threads ---- */

struct clerk {
    const zp_engine *engine;
    char json[1 << 16];
    size_t size_bytes;
};

static bool put_to_clerk(void *context, const char *bytes, size_t size_bytes)
{
    struct clerk *clerk = context;
    memcpy(clerk->json + clerk->size_bytes, bytes, size_bytes);
    clerk->size_bytes += size_bytes;
    return true;
}

static void *evaluate_often(void *context)
{
    struct clerk *clerk = context;
    zp_session *session;
    if (zp_session_create(clerk->engine, &session) != ZP_OK) {
        return NULL;
    }
    for (int i = 0; i < 50; i++) {
        zp_source_description description = { .bytes = text(form), .file = text("a.yaml") };
        zp_source *source;
        zp_evaluation *evaluation;
        clerk->size_bytes = 0;
        if (zp_source_open(session, &description, &source) != ZP_OK) {
            break;
        }
        if (zp_source_next(source, &evaluation) == ZP_OK) {
            zp_evaluation_write_json(evaluation, ZP_CHINESE, (zp_sink){ put_to_clerk, clerk });
            zp_evaluation_destroy(evaluation);
        }
        zp_source_close(source);
    }
    zp_session_destroy(session);
    return clerk;
}

START_TEST(threads_share_an_engine)
{
    enum { CLERKS = 4 };
    static struct clerk clerks[CLERKS];
    pthread_t threads[CLERKS];
    zp_engine *engine;
    ck_assert_int_eq(zp_engine_create(NULL, &engine), ZP_OK);
    for (size_t i = 0; i < CLERKS; i++) {
        clerks[i].engine = engine;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, evaluate_often, &clerks[i]), 0);
    }
    for (size_t i = 0; i < CLERKS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_gt(clerks[i].size_bytes, 1000);
        ck_assert_uint_eq(clerks[i].size_bytes, clerks[0].size_bytes);
        ck_assert_int_eq(memcmp(clerks[i].json, clerks[0].json, clerks[0].size_bytes), 0);
    }
    zp_engine_destroy(engine);
}
END_TEST

START_TEST(an_input_gives_what_bytes_give)
{
    struct paper whole = paper_of(PAPER_BYTES);
    struct paper pages = paper_of(PAPER_BYTES);
    struct job job = job_of(_i, &whole);
    ck_assert_int_eq(run_job(&job, NULL), ZP_OK);
    end_job(&job);
    job = job_of(_i, &pages);
    job.has_input = true;
    ck_assert_int_eq(run_job(&job, NULL), ZP_OK);
    end_job(&job);
    ck_assert_uint_eq(pages.size_bytes, whole.size_bytes);
    ck_assert_int_eq(memcmp(pages.bytes, whole.bytes, whole.size_bytes), 0);
    free(whole.bytes);
    free(pages.bytes);
}
END_TEST

START_TEST(an_input_that_fails_ends_the_source)
{
    struct desk desk = desk_open(NULL);
    zp_text whole = text(form);
    struct pages pages = { .fails_at = whole.size_bytes - 10 };
    zp_source_description description = { .input = { turn, &pages }, .file = text("a.yaml") };
    zp_source *source;
    zp_evaluation *evaluation;
    ck_assert_int_eq(zp_source_open(desk.session, &description, &source), ZP_OK);
    for (int documents = 0; documents < 2; documents++) {
        ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
        zp_evaluation_destroy(evaluation);
    }
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_INPUT_FAILED);
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_END);
    zp_source_close(source);
    desk_close(&desk);
}
END_TEST

/* The first document of the form is for the quick reader, the second is no YAML. */
START_TEST(documents_are_counted_by_their_reader)
{
    static const struct {
        zp_reader reader;
        zp_reading_counts counts;
        size_t findings; /* of the second document */
    } rows[] = {
        { ZP_READER_AUTO, { 2, 1 }, 1 },
        { ZP_READER_LIBYAML, { 0, 3 }, 1 },
        { ZP_READER_FAST, { 2, 1 }, 1 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        zp_settings settings;
        zp_settings_default(&settings);
        settings.reader = rows[i].reader;
        struct desk desk = desk_open(&settings);
        zp_source_description description = { .bytes = text(form), .file = text("a.yaml") };
        zp_source *source;
        zp_evaluation *evaluation;
        ck_assert_int_eq(zp_source_open(desk.session, &description, &source), ZP_OK);
        for (int documents = 0; documents < 3; documents++) {
            ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
            ck_assert(documents != 1 || zp_evaluation_finding_count(evaluation) == rows[i].findings);
            zp_evaluation_destroy(evaluation);
        }
        ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_END);
        zp_source_close(source);
        zp_reading_counts counts = zp_session_reading_counts(desk.session);
        ck_assert_uint_eq(counts.quick, rows[i].counts.quick);
        ck_assert_uint_eq(counts.other, rows[i].counts.other);
        desk_close(&desk);
    }
}
END_TEST

START_TEST(nothing_can_be_destroyed)
{
    zp_engine_destroy(NULL);
    zp_session_destroy(NULL);
    zp_department_destroy(NULL);
    zp_source_close(NULL);
    zp_evaluation_destroy(NULL);
    zp_batch_destroy(NULL);
    ck_assert_str_eq(zp_version(), ZP_VERSION);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("public");
    TCase *jobs = tcase_create("jobs");
    tcase_set_timeout(jobs, 300);
    tcase_add_loop_test(jobs, the_job_is_done, 0, JOBS);
    tcase_add_loop_test(jobs, refused_memory_is_a_status_and_nothing_leaks, 0, JOBS);
    tcase_add_loop_test(jobs, a_sink_that_fails_is_noticed, 0, JOBS);
    tcase_add_test(jobs, what_a_store_keeps_is_what_memory_keeps);
    tcase_add_loop_test(jobs, an_input_gives_what_bytes_give, 0, JOBS);
    suite_add_tcase(suite, jobs);
    TCase *single = tcase_create("single calls");
    tcase_set_timeout(single, 300);
    tcase_add_test(single, an_evaluation_can_be_asked);
    tcase_add_test(single, findings_come_one_after_another);
    tcase_add_test(single, an_unreadable_document_has_no_figures);
    tcase_add_test(single, rule_sets_are_loaded_and_found);
    tcase_add_test(single, a_contradictory_rule_set_is_rejected);
    tcase_add_test(single, limits_are_findings);
    tcase_add_test(single, values_are_read);
    tcase_add_test(single, codes_are_listed_and_explained);
    tcase_add_test(single, threads_share_an_engine);
    tcase_add_test(single, an_input_that_fails_ends_the_source);
    tcase_add_test(single, documents_are_counted_by_their_reader);
    tcase_add_test(single, nothing_can_be_destroyed);
    suite_add_tcase(suite, single);
    return run_suite(suite);
}
