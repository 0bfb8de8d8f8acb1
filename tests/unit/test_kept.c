/* Evaluations that are kept and restored, seen from outside: ziping.h and nothing else. */
#include "purse.h"
#include "run_suite.h"

#include <ziping.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static zp_text text(const char *terminated)
{
    return (zp_text){ terminated, strlen(terminated) };
}

/* ---- sinks ---- */

struct paper {
    char *bytes;
    size_t size_bytes;
    size_t room_bytes;
};

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct paper *paper = context;
    if (size_bytes > paper->room_bytes - paper->size_bytes) {
        paper->room_bytes = 2 * (paper->size_bytes + size_bytes);
        paper->bytes = realloc(paper->bytes, paper->room_bytes);
        ck_assert_ptr_nonnull(paper->bytes);
    }
    memcpy(paper->bytes + paper->size_bytes, bytes, size_bytes);
    paper->size_bytes += size_bytes;
    return true;
}

static bool refuse(void *context, const char *bytes, size_t size_bytes)
{
    (void)context;
    (void)bytes;
    (void)size_bytes;
    return false;
}

static zp_sink sink_of(struct paper *paper)
{
    return (zp_sink){ put, paper };
}

static zp_text text_of(const struct paper *paper)
{
    return (zp_text){ paper->bytes, paper->size_bytes };
}

/* ---- documents ---- */

#define FUNDS "资金: {资金总额: {全年预算数: 10.5, 全年执行数: 9, 得分: 8.57}}\n"
#define INDICATORS                                                                                                     \
    "绩效指标:\n  产出指标:\n    数量指标:\n"                                                              \
    "      - {名称: 人数, 指标值: ≥60人, 完成值: 54人, 分值: 90, 得分: 90}\n"

struct document {
    const char *file;
    const char *bytes;
};

static const struct document documents[] = {
    { "training.yaml", "项目名称: 培训\n年度: 2023\n" FUNDS INDICATORS "自评: {总分: 98.57, 等级: 优}\n" },
    { "yuan.yaml", "项目名称: 以元计\n年度: 2023\n规则集: shanxi-2023\n金额单位: 元\n" FUNDS INDICATORS
                   "自评: {总分: 90, 等级: 良}\n" },
    { "no-grade.yaml", "项目名称: 无等级\n年度: 2023\n" FUNDS INDICATORS "自评: {总分: 90}\n" },
    { "odd-grade.yaml", "项目名称: 怪等级\n年度: 2023\n" FUNDS INDICATORS "自评: {等级: 很好}\n" },
    { "nothing-declared.yaml", "项目名称: 未自评\n年度: 2023\n" FUNDS INDICATORS },
    { "no-year.yaml", "项目名称: 无年度\n" FUNDS INDICATORS },
    { "unreadable.yaml", "项目名称：坏\n年度: 2023\n" },
    { "no-indicators.yaml", "项目名称: 无指标\n年度: 2023\n" FUNDS },
    { "unknown-rules.yaml", "项目名称: 不知\n年度: 2023\n规则集: 没有\n" FUNDS INDICATORS },
    { "duplicate.yaml", "项目名称: 培训\n年度: 2023\n" FUNDS INDICATORS "自评: {总分: 88, 等级: 良}\n" },
};
enum { DOCUMENTS = COUNT_OF(documents) };

static const char department_file[] = "部门: 某局\n年度: 2023\n规则集: mof-2020\n"
                                      "公开数: {项目个数: 2, 涉及资金: 20, 等级: {优: 1, 良: 1}}\n";

/* ---- runs ---- */

struct run {
    zp_batch_settings settings;
    zp_engine *engine;
    zp_session *session;
    zp_department *department;
    zp_batch *batch;
    struct paper report;
    zp_totals totals;
};

static void begin_run(struct run *run, zp_batch_settings settings)
{
    *run = (struct run){ .settings = settings };
    ck_assert_int_eq(zp_engine_create(NULL, &run->engine), ZP_OK);
    ck_assert_int_eq(zp_session_create(run->engine, &run->session), ZP_OK);
    ck_assert_int_eq(zp_department_load(run->session, text(department_file), text("department.yaml"), &run->department),
                     ZP_OK);
    run->settings.sink = sink_of(&run->report);
    ck_assert_int_eq(zp_batch_create(run->engine, &run->settings, &run->batch), ZP_OK);
    ck_assert_int_eq(zp_batch_admit_department(run->batch, run->department), ZP_OK);
}

static void finish_run(struct run *run)
{
    ck_assert_int_eq(zp_batch_finish(run->batch, &run->totals), ZP_OK);
}

static void end_run(struct run *run)
{
    zp_batch_destroy(run->batch);
    zp_department_destroy(run->department);
    zp_session_destroy(run->session);
    zp_engine_destroy(run->engine);
    free(run->report.bytes);
}

static zp_source_description describe(const struct run *run, const struct document *document)
{
    return (zp_source_description){ .bytes = text(document->bytes),
                                    .file = text(document->file),
                                    .department = run->department,
                                    .is_only_checked = run->settings.report == ZP_REPORT_CHECK };
}

static zp_evaluation *evaluated(const struct run *run, const struct document *document)
{
    zp_source_description description = describe(run, document);
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    ck_assert_int_eq(zp_source_open(run->session, &description, &source), ZP_OK);
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
    zp_source_close(source);
    return evaluation;
}

/* Evaluates a document, admits it, and keeps it where `kept` is not NULL. */
static void admit_evaluated(struct run *run, const struct document *document, struct paper *kept)
{
    zp_evaluation *evaluation = evaluated(run, document);
    if (kept == NULL) {
        ck_assert_int_eq(zp_batch_admit(run->batch, evaluation), ZP_OK);
    } else {
        ck_assert_int_eq(zp_batch_admit_and_keep(run->batch, evaluation, sink_of(kept)), ZP_OK);
    }
    zp_evaluation_destroy(evaluation);
}

static zp_status admit_restored(struct run *run, const struct document *document, zp_text kept)
{
    zp_source_description description = describe(run, document);
    zp_evaluation *evaluation = NULL;
    zp_status status = zp_evaluation_restore(run->engine, &description, kept, &evaluation);
    if (status == ZP_OK) {
        status = zp_batch_admit(run->batch, evaluation);
        zp_evaluation_destroy(evaluation);
    }
    return status;
}

static void assert_same_outcome(const struct run *a, const struct run *b)
{
    ck_assert_uint_eq(a->report.size_bytes, b->report.size_bytes);
    ck_assert(memcmp(a->report.bytes, b->report.bytes, a->report.size_bytes) == 0);
    ck_assert(memcmp(&a->totals, &b->totals, sizeof(a->totals)) == 0);
}

static void keep_all(struct run *run, struct paper *kept)
{
    for (size_t i = 0; i < DOCUMENTS; i++) {
        kept[i] = (struct paper){ 0 };
        admit_evaluated(run, &documents[i], &kept[i]);
    }
}

static void free_all(struct paper *kept)
{
    for (size_t i = 0; i < DOCUMENTS; i++) {
        free(kept[i].bytes);
    }
}

static const zp_report reports[] = { ZP_REPORT_SCORE, ZP_REPORT_AUDIT, ZP_REPORT_CHECK };
static const zp_format formats[] = { ZP_TEXT_FORMAT, ZP_JSON, ZP_JSON_LINES, ZP_CSV };
enum { FORMS = COUNT_OF(reports) * COUNT_OF(formats) };

static zp_batch_settings form_of(int row)
{
    return (zp_batch_settings){ .report = reports[(size_t)row / COUNT_OF(formats)],
                                .format = formats[(size_t)row % COUNT_OF(formats)] };
}

static const zp_batch_settings audit_as_csv = { .report = ZP_REPORT_AUDIT, .format = ZP_CSV };

/* ---- tests ---- */

/* Every other document from what was kept, all of them, and none: the same report, the same totals. */
START_TEST(restored_evaluations_are_reported_like_read_ones)
{
    struct run plain, keeping, restoring, mixing;
    struct paper kept[DOCUMENTS];
    begin_run(&plain, form_of(_i));
    begin_run(&keeping, form_of(_i));
    begin_run(&restoring, form_of(_i));
    begin_run(&mixing, form_of(_i));
    keep_all(&keeping, kept);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        admit_evaluated(&plain, &documents[i], NULL);
        ck_assert_int_eq(admit_restored(&restoring, &documents[i], text_of(&kept[i])), ZP_OK);
        if (i % 2 == 0) {
            ck_assert_int_eq(admit_restored(&mixing, &documents[i], text_of(&kept[i])), ZP_OK);
        } else {
            admit_evaluated(&mixing, &documents[i], NULL);
        }
    }
    finish_run(&plain);
    finish_run(&keeping);
    finish_run(&restoring);
    finish_run(&mixing);
    ck_assert_uint_eq(plain.totals.projects, DOCUMENTS);
    assert_same_outcome(&plain, &keeping);
    assert_same_outcome(&plain, &restoring);
    assert_same_outcome(&plain, &mixing);
    free_all(kept);
    end_run(&plain);
    end_run(&keeping);
    end_run(&restoring);
    end_run(&mixing);
}
END_TEST

START_TEST(a_restored_evaluation_can_be_asked)
{
    struct run run;
    struct paper kept = { 0 };
    struct paper json = { 0 };
    zp_evaluation *restored = NULL;
    zp_finding finding;
    begin_run(&run, audit_as_csv);
    zp_evaluation *read = evaluated(&run, &documents[0]);
    ck_assert_int_eq(zp_batch_admit_and_keep(run.batch, read, sink_of(&kept)), ZP_OK);
    zp_source_description description = describe(&run, &documents[0]);
    ck_assert_int_eq(zp_evaluation_restore(run.engine, &description, text_of(&kept), &restored), ZP_OK);
    memset(kept.bytes, 0, kept.size_bytes); /* they were copied */
    ck_assert(zp_evaluation_is_scored(restored));
    ck_assert_str_eq(zp_evaluation_total(restored).text, "");
    ck_assert_str_eq(zp_evaluation_total_low(restored).text, "");
    ck_assert_str_eq(zp_evaluation_total_high(restored).text, "");
    ck_assert_str_eq(zp_evaluation_declared_total(restored).text, "");
    ck_assert_int_eq(zp_evaluation_consistency(restored), zp_evaluation_consistency(read));
    ck_assert_int_eq(memcmp(zp_evaluation_project(restored).bytes, "培训", strlen("培训")), 0);
    ck_assert_int_eq(memcmp(zp_evaluation_declared_grade(restored).bytes, "优", strlen("优")), 0);
    ck_assert_uint_eq(zp_evaluation_grade(restored).size_bytes, strlen("优"));
    ck_assert(!zp_evaluation_first_finding(restored, &finding));
    ck_assert_int_eq(zp_evaluation_write_json(restored, ZP_CHINESE, sink_of(&json)), ZP_REJECTED);
    ck_assert_int_eq(zp_evaluation_explain(restored, (zp_text){ NULL, 0 }, ZP_TEXT_FORMAT, NULL, sink_of(&json)),
                     ZP_REJECTED);
    ck_assert_uint_eq(json.size_bytes, 0);
    zp_evaluation_destroy(read);
    zp_evaluation_destroy(restored);
    free(kept.bytes);
    end_run(&run);
}
END_TEST

START_TEST(duplicates_that_come_or_go_are_outdated)
{
    const struct document *first = &documents[0];
    const struct document *duplicate = &documents[DOCUMENTS - 1];
    const struct document elsewhere = { "elsewhere.yaml", first->bytes };
    struct run run, again, plain;
    struct paper kept_first = { 0 };
    struct paper kept_duplicate = { 0 };
    begin_run(&run, audit_as_csv);
    admit_evaluated(&run, first, &kept_first);
    admit_evaluated(&run, duplicate, &kept_duplicate);
    end_run(&run);

    /* The first is not there any more. */
    begin_run(&again, audit_as_csv);
    begin_run(&plain, audit_as_csv);
    ck_assert_int_eq(admit_restored(&again, duplicate, text_of(&kept_duplicate)), ZP_OUTDATED);
    admit_evaluated(&again, duplicate, NULL);
    admit_evaluated(&plain, duplicate, NULL);
    /* What was the first now comes second. */
    ck_assert_int_eq(admit_restored(&again, first, text_of(&kept_first)), ZP_OUTDATED);
    admit_evaluated(&again, first, NULL);
    admit_evaluated(&plain, first, NULL);
    finish_run(&again);
    finish_run(&plain);
    assert_same_outcome(&again, &plain);
    end_run(&again);
    end_run(&plain);

    /* The first is another file. */
    begin_run(&again, audit_as_csv);
    admit_evaluated(&again, &elsewhere, NULL);
    ck_assert_int_eq(admit_restored(&again, duplicate, text_of(&kept_duplicate)), ZP_OUTDATED);
    end_run(&again);
    free(kept_first.bytes);
    free(kept_duplicate.bytes);
}
END_TEST

START_TEST(lines_of_another_form_are_outdated)
{
    static const zp_batch_settings others[] = {
        { .report = ZP_REPORT_SCORE, .format = ZP_CSV },
        { .report = ZP_REPORT_AUDIT, .format = ZP_JSON_LINES },
        { .report = ZP_REPORT_AUDIT, .format = ZP_CSV, .style = { .language = ZP_ENGLISH } },
        { .report = ZP_REPORT_AUDIT, .format = ZP_CSV, .style = { .has_colour = true } },
        { .report = ZP_REPORT_AUDIT, .format = ZP_CSV, .style = { .is_quiet = true } },
        { .report = ZP_REPORT_AUDIT, .format = ZP_CSV, .style = { .columns = 40 } },
    };
    struct run run;
    struct paper kept = { 0 };
    begin_run(&run, audit_as_csv);
    admit_evaluated(&run, &documents[0], &kept);
    end_run(&run);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        begin_run(&run, others[i]);
        ck_assert_int_eq(admit_restored(&run, &documents[0], text_of(&kept)), ZP_OUTDATED);
        finish_run(&run);
        ck_assert_uint_eq(run.totals.projects, 0);
        end_run(&run);
    }
    free(kept.bytes);
}
END_TEST

/* How often a known finding was met is counted over all evaluations. */
START_TEST(where_known_findings_are_left_out_nothing_is_kept)
{
    struct run plain, knowing;
    struct paper kept = { 0 };
    struct paper none = { 0 };
    struct paper said = { 0 };
    zp_baseline *baseline = NULL;
    zp_batch_settings settings = audit_as_csv;
    begin_run(&plain, settings);
    admit_evaluated(&plain, &documents[0], &kept);
    zp_baseline_description description = { .file = text("known.yaml"), .today = { 2026, 11, 23 } };
    ck_assert_int_eq(zp_baseline_load(plain.engine, &description, NULL, sink_of(&said), &baseline), ZP_OK);
    settings.baseline = baseline;
    begin_run(&knowing, settings);
    ck_assert_int_eq(admit_restored(&knowing, &documents[0], text_of(&kept)), ZP_OUTDATED);
    admit_evaluated(&knowing, &documents[0], &none);
    ck_assert_uint_eq(none.size_bytes, 0);
    end_run(&knowing);
    zp_baseline_destroy(baseline);
    end_run(&plain);
    free(kept.bytes);
    free(said.bytes);
}
END_TEST

START_TEST(other_descriptions_are_rejected)
{
    struct run run;
    struct paper kept = { 0 };
    zp_evaluation *evaluation = NULL;
    begin_run(&run, audit_as_csv);
    admit_evaluated(&run, &documents[0], &kept);
    zp_source_description description = describe(&run, &documents[0]);
    description.is_only_checked = true;
    ck_assert_int_eq(zp_evaluation_restore(run.engine, &description, text_of(&kept), &evaluation), ZP_REJECTED);
    description.is_only_checked = false;
    description.rules = zp_rule_set_find(run.engine, text("shanxi-2023"));
    ck_assert_int_eq(zp_evaluation_restore(run.engine, &description, text_of(&kept), &evaluation), ZP_REJECTED);
    description.rules = zp_rule_set_find(run.engine, text("mof-2020"));
    ck_assert_int_eq(zp_evaluation_restore(run.engine, &description, text_of(&kept), &evaluation), ZP_OK);
    zp_evaluation_destroy(evaluation);
    free(kept.bytes);
    end_run(&run);
}
END_TEST

START_TEST(cut_bytes_are_rejected)
{
    struct run run;
    struct paper kept[DOCUMENTS];
    begin_run(&run, form_of(_i));
    keep_all(&run, kept);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        for (size_t size = 0; size < kept[i].size_bytes; size++) {
            /* A copy of its own size, so that a byte too many is seen by the sanitizer. */
            char *cut = malloc(size + (size == 0));
            ck_assert_ptr_nonnull(cut);
            memcpy(cut, kept[i].bytes, size);
            ck_assert_int_eq(admit_restored(&run, &documents[i], (zp_text){ cut, size }), ZP_REJECTED);
            free(cut);
        }
    }
    free_all(kept);
    end_run(&run);
}
END_TEST

/* Nothing can be said about what comes out, except that nothing breaks. */
START_TEST(changed_bytes_do_no_harm)
{
    struct run run;
    struct paper kept[DOCUMENTS];
    begin_run(&run, form_of(_i));
    keep_all(&run, kept);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        for (size_t bit = 0; bit < 8 * kept[i].size_bytes; bit++) {
            kept[i].bytes[bit / 8] = (char)(kept[i].bytes[bit / 8] ^ (1 << bit % 8));
            zp_status status = admit_restored(&run, &documents[i], text_of(&kept[i]));
            ck_assert(status == ZP_OK || status == ZP_REJECTED || status == ZP_OUTDATED);
            kept[i].bytes[bit / 8] = (char)(kept[i].bytes[bit / 8] ^ (1 << bit % 8));
        }
    }
    ck_assert_int_eq(zp_batch_finish(run.batch, &run.totals), ZP_OK);
    free_all(kept);
    end_run(&run);
}
END_TEST

START_TEST(a_keeper_that_fails_changes_nothing)
{
    struct run keeping, plain;
    begin_run(&keeping, form_of(_i));
    begin_run(&plain, form_of(_i));
    for (size_t i = 0; i < DOCUMENTS; i++) {
        zp_evaluation *evaluation = evaluated(&keeping, &documents[i]);
        ck_assert_int_eq(zp_batch_admit_and_keep(keeping.batch, evaluation, (zp_sink){ refuse, NULL }), ZP_OK);
        zp_evaluation_destroy(evaluation);
        admit_evaluated(&plain, &documents[i], NULL);
    }
    finish_run(&keeping);
    finish_run(&plain);
    assert_same_outcome(&keeping, &plain);
    end_run(&keeping);
    end_run(&plain);
}
END_TEST

START_TEST(what_may_be_otherwise_another_time_is_not_kept)
{
    struct run run;
    struct paper kept = { 0 };
    zp_evaluation *evaluation = NULL;
    begin_run(&run, audit_as_csv);
    zp_source_description description = describe(&run, &documents[0]);
    ck_assert_int_eq(zp_evaluation_of_failure(run.session, &description, text("no device"), &evaluation), ZP_OK);
    ck_assert_int_eq(zp_batch_admit_and_keep(run.batch, evaluation, sink_of(&kept)), ZP_OK);
    ck_assert_uint_eq(kept.size_bytes, 0);
    zp_evaluation_destroy(evaluation);
    admit_evaluated(&run, &documents[0], &kept); /* the same block, used again */
    ck_assert_uint_gt(kept.size_bytes, 0);
    free(kept.bytes);
    end_run(&run);
}
END_TEST

START_TEST(what_has_no_memory_is_not_kept)
{
    enum { LARGE_BYTES = 1 << 16 };
    struct run run;
    struct paper kept = { 0 };
    zp_settings settings;
    zp_engine *engine = NULL;
    zp_session *session = NULL;
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    begin_run(&run, audit_as_csv);
    zp_settings_default(&settings);
    settings.memory_bytes = LARGE_BYTES / 2;
    ck_assert_int_eq(zp_engine_create(&settings, &engine), ZP_OK);
    ck_assert_int_eq(zp_session_create(engine, &session), ZP_OK);
    char *form = malloc(LARGE_BYTES);
    ck_assert_ptr_nonnull(form);
    for (size_t i = 0; i < LARGE_BYTES; i += 8) {
        memcpy(form + i, "- abcde\n", 8);
    }
    zp_source_description description = { .bytes = { form, LARGE_BYTES }, .file = text("large.yaml") };
    ck_assert_int_eq(zp_source_open(session, &description, &source), ZP_OK);
    ck_assert_int_eq(zp_source_next(source, &evaluation), ZP_OK);
    ck_assert_int_eq(zp_batch_admit_and_keep(run.batch, evaluation, sink_of(&kept)), ZP_OK);
    ck_assert_uint_eq(kept.size_bytes, 0);
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    zp_session_destroy(session);
    zp_engine_destroy(engine);
    free(form);
    end_run(&run);
}
END_TEST

static zp_status keep_and_restore(zp_engine *engine, zp_session *session, struct paper *kept)
{
    struct paper report = { 0 };
    zp_batch_settings settings = audit_as_csv;
    zp_source_description description = { .bytes = text(documents[0].bytes), .file = text("form.yaml") };
    zp_batch *batch = NULL;
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    settings.sink = sink_of(&report);
    zp_status status = zp_batch_create(engine, &settings, &batch);
    if (status == ZP_OK && kept->size_bytes > 0) {
        status = zp_evaluation_restore(engine, &description, text_of(kept), &evaluation);
        status = status == ZP_OK ? zp_batch_admit(batch, evaluation) : status;
    } else if (status == ZP_OK) {
        status = zp_source_open(session, &description, &source);
        status = status == ZP_OK ? zp_source_next(source, &evaluation) : status;
        status = status == ZP_OK ? zp_batch_admit_and_keep(batch, evaluation, sink_of(kept)) : status;
    }
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    zp_batch_destroy(batch);
    free(report.bytes);
    return status;
}

START_TEST(refused_memory_is_a_status_and_nothing_leaks)
{
    struct paper kept = { 0 };
    for (int round = 0; round < 2; round++) { /* the first keeps, the second restores */
        zp_status status = ZP_NO_MEMORY;
        for (long takes = 0; status != ZP_OK; takes++) {
            struct purse purse = { 0, -1 };
            struct paper part = kept;
            zp_settings settings;
            zp_engine *engine = NULL;
            zp_session *session = NULL;
            zp_settings_default(&settings);
            settings.take = purse_take;
            settings.give_back = purse_give_back;
            settings.memory_context = &purse;
            ck_assert_int_eq(zp_engine_create(&settings, &engine), ZP_OK);
            ck_assert_int_eq(zp_session_create(engine, &session), ZP_OK);
            purse.takes_left = takes;
            status = keep_and_restore(engine, session, &part);
            ck_assert(status == ZP_OK || status == ZP_NO_MEMORY);
            zp_session_destroy(session);
            zp_engine_destroy(engine);
            ck_assert_int_eq(purse.blocks_out, 0);
            if (status == ZP_OK) {
                kept = part;
            } else if (part.bytes != kept.bytes) {
                free(part.bytes);
            }
        }
    }
    free(kept.bytes);
}
END_TEST

START_TEST(a_build_has_a_word_of_its_own)
{
    ck_assert_uint_eq(strlen(zp_build()), 64);
    ck_assert_uint_eq(strspn(zp_build(), "0123456789abcdef"), 64);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kept");
    TCase *tests = tcase_create("kept");
    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, restored_evaluations_are_reported_like_read_ones, 0, FORMS);
    tcase_add_test(tests, a_restored_evaluation_can_be_asked);
    tcase_add_test(tests, duplicates_that_come_or_go_are_outdated);
    tcase_add_test(tests, lines_of_another_form_are_outdated);
    tcase_add_test(tests, where_known_findings_are_left_out_nothing_is_kept);
    tcase_add_test(tests, other_descriptions_are_rejected);
    tcase_add_loop_test(tests, cut_bytes_are_rejected, 0, FORMS);
    tcase_add_loop_test(tests, changed_bytes_do_no_harm, 0, FORMS);
    tcase_add_loop_test(tests, a_keeper_that_fails_changes_nothing, 0, FORMS);
    tcase_add_test(tests, what_may_be_otherwise_another_time_is_not_kept);
    tcase_add_test(tests, what_has_no_memory_is_not_kept);
    tcase_add_test(tests, refused_memory_is_a_status_and_nothing_leaks);
    tcase_add_test(tests, a_build_has_a_word_of_its_own);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
