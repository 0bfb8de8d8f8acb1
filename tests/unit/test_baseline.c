/* Known findings, as users of ziping.h see them. */
#include "purse.h"
#include "run_suite.h"

#include <ziping.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static zp_text text(const char *terminated)
{
    return (zp_text){ terminated, terminated == NULL ? 0 : strlen(terminated) };
}

/* ---- sinks ---- */

struct paper {
    char *bytes; /* terminated by a zero */
    size_t size_bytes;
    size_t room_bytes; /* puts beyond it fail */
};

enum { PAPER_BYTES = 8 << 20 };

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct paper *paper = context;
    if (size_bytes > paper->room_bytes - paper->size_bytes) {
        return false;
    }
    memcpy(paper->bytes + paper->size_bytes, bytes, size_bytes);
    paper->size_bytes += size_bytes;
    paper->bytes[paper->size_bytes] = '\0';
    return true;
}

static struct paper paper_of(size_t room_bytes)
{
    struct paper paper = { calloc(1, room_bytes + 1), 0, room_bytes };
    ck_assert_ptr_nonnull(paper.bytes);
    return paper;
}

static zp_sink sink_of(struct paper *paper)
{
    return (zp_sink){ put, paper };
}

/* ---- a run ---- */

struct run {
    const char *form;
    const char *file;       /* NULL: form.yaml */
    const char *department; /* department.yaml; NULL: none */
    const char *known;      /* NULL: nothing is known yet */
    zp_report report;
    zp_date today; /* unless given: 2026-11-23 */
    bool is_recording;
    /* what comes of it */
    struct paper findings; /* in the file of known findings */
    struct paper printed;
    struct paper written;
    zp_totals totals;
    zp_baseline_totals known_totals;
};

struct parts {
    zp_engine *engine;
    zp_session *session;
    zp_baseline *baseline;
    zp_department *department;
    zp_batch *batch;
    zp_source *source;
};

static zp_status admit_all(const struct parts *parts)
{
    zp_evaluation *evaluation = NULL;
    zp_status status;
    while ((status = zp_source_next(parts->source, &evaluation)) == ZP_OK) {
        status = zp_batch_admit(parts->batch, evaluation);
        zp_evaluation_destroy(evaluation);
        if (status != ZP_OK) {
            return status;
        }
    }
    return status == ZP_END ? ZP_OK : status;
}

static zp_status open_baseline(struct run *run, struct parts *parts)
{
    zp_baseline_description description = {
        .source = text(run->known),
        .file = text("known.yaml"),
        .today = run->today.year == 0 ? (zp_date){ 2026, 11, 23 } : run->today,
        .is_recording = run->is_recording,
        .reason = text("待说明"),
        .until = { 2027, 11, 23 },
    };
    return zp_baseline_load(parts->engine, &description, NULL, sink_of(&run->findings), &parts->baseline);
}

static zp_status open_all(struct run *run, struct parts *parts, const zp_settings *settings)
{
    zp_status status = zp_engine_create(settings, &parts->engine);
    if (status == ZP_OK) {
        status = open_baseline(run, parts);
    }
    if (status == ZP_OK) {
        status = zp_session_create(parts->engine, &parts->session);
    }
    if (status == ZP_OK && run->department != NULL) {
        status = zp_department_load(parts->session, text(run->department), text("department.yaml"), &parts->department);
    }
    zp_batch_settings batch = { .report = run->report, .sink = sink_of(&run->printed), .baseline = parts->baseline };
    if (status == ZP_OK) {
        status = zp_batch_create(parts->engine, &batch, &parts->batch);
    }
    if (status == ZP_OK && run->department != NULL) {
        status = zp_batch_admit_department(parts->batch, parts->department);
    }
    zp_source_description description = { .bytes = text(run->form),
                                          .file = text(run->file == NULL ? "form.yaml" : run->file),
                                          .department = parts->department,
                                          .is_only_checked = run->report == ZP_REPORT_CHECK };
    return status == ZP_OK ? zp_source_open(parts->session, &description, &parts->source) : status;
}

static void close_all(struct parts *parts)
{
    zp_source_close(parts->source);
    zp_batch_destroy(parts->batch);
    zp_department_destroy(parts->department);
    zp_session_destroy(parts->session);
    zp_baseline_destroy(parts->baseline);
    zp_engine_destroy(parts->engine);
}

static zp_status try(struct run *run, const zp_settings *settings)
{
    struct parts parts = { 0 };
    zp_status status = open_all(run, &parts, settings);
    if (status == ZP_OK) {
        status = admit_all(&parts);
    }
    if (status == ZP_OK) {
        status = zp_batch_finish(parts.batch, &run->totals);
    }
    if (status == ZP_OK) {
        run->known_totals = zp_baseline_count(parts.baseline);
        status = zp_baseline_write(parts.baseline, sink_of(&run->written));
    }
    close_all(&parts);
    return status;
}

static void begin_papers(struct run *run)
{
    run->findings = paper_of(PAPER_BYTES);
    run->printed = paper_of(PAPER_BYTES);
    run->written = paper_of(PAPER_BYTES);
}

static void end(struct run *run)
{
    free(run->findings.bytes);
    free(run->printed.bytes);
    free(run->written.bytes);
}

static struct run made(struct run run)
{
    begin_papers(&run);
    ck_assert_int_eq(try(&run, NULL), ZP_OK);
    return run;
}

static uint64_t finding_count(const struct run *run)
{
    return run->totals.findings[ZP_ERROR] + run->totals.findings[ZP_WARNING] + run->totals.findings[ZP_NOTE];
}

static bool has(const struct paper *paper, const char *words)
{
    return strstr(paper->bytes, words) != NULL;
}

/* ---- forms ---- */

/* 54 of 60 is 45 of 50; 36 of 40 under another level, where the name is the same. */
#define BEFORE_INDICATORS                                                                                              \
    "项目名称: 培训\n年度: 2023\n资金: {资金总额: {全年预算数: 10, 全年执行数: 10, 得分: 10}}\n绩效指标:\n"
#define FIRST                                                                                                                                    \
    "  产出指标:\n    数量指标:\n      - {名称: 人数, 指标值: ≥60人, 完成值: 54人, 分值: 50, 得分: 50, 偏差原因: " \
    "甲}\n"
#define SECOND "  效益指标:\n    - {名称: 人数, 指标值: ≥60人, 完成值: 54人, 分值: 40, 得分: 40, 偏差原因: 甲}\n"
#define BEHIND_INDICATORS "自评: {总分: 100, 等级: 优}\n"

static const char form[] = BEFORE_INDICATORS FIRST SECOND BEHIND_INDICATORS;

#define HEAD                                                                                                                           \
    "# 已知问题：看过、暂时留着的发现，到期日（含）以前不再报告。由 ziping --write-baseline 写出；\n" \
    "# 理由和到期可以修改，再次写出时保留，注释和顺序不保留。\n"
#define WRITTEN_LATER "    理由: 待说明\n    到期: 2027-11-23\n"
#define OF_FORM "  - 项目: 培训\n    年度: 2023\n"

/* Sorted by indicator, those about none first, and by code. */
static const char written[] =
    HEAD "已知问题:\n" /* */
    OF_FORM "    代码: total-out-of-range\n" WRITTEN_LATER OF_FORM
         "    代码: weight-split\n    个数: 2\n" WRITTEN_LATER OF_FORM
         "    指标: 产出指标/数量指标/人数\n    代码: score-overclaimed\n" WRITTEN_LATER OF_FORM
         "    指标: 产出指标/数量指标/人数\n    代码: target-not-met\n" WRITTEN_LATER OF_FORM
         "    指标: 效益指标/人数\n    代码: score-overclaimed\n" WRITTEN_LATER OF_FORM
         "    指标: 效益指标/人数\n    代码: target-not-met\n" WRITTEN_LATER;

/* ---- what is written ---- */

START_TEST(all_that_is_found_is_written)
{
    struct run run = made((struct run){ .form = form, .is_recording = true });
    ck_assert_str_eq(run.written.bytes, written);
    ck_assert_uint_eq(run.known_totals.added, 7);
    ck_assert_uint_eq(run.known_totals.left_out, 7);
    ck_assert_uint_eq(finding_count(&run), 0);
    end(&run);
}
END_TEST

START_TEST(what_was_written_is_known)
{
    struct run run = made((struct run){ .form = form, .known = written });
    ck_assert_uint_eq(finding_count(&run), 0);
    ck_assert_uint_eq(run.known_totals.left_out, 7);
    ck_assert_uint_eq(run.known_totals.added, 0);
    ck_assert_uint_eq(run.known_totals.gone + run.known_totals.elsewhere + run.known_totals.expired, 0);
    ck_assert_str_eq(run.findings.bytes, "");
    ck_assert(has(&run.printed, "已知问题 7 个，没有列出\n"));
    ck_assert_str_eq(run.written.bytes, written);
    end(&run);
}
END_TEST

START_TEST(the_score_stays_what_it_is)
{
    struct run run = made((struct run){ .form = form, .known = written });
    ck_assert_uint_eq(run.totals.scored, 1);
    ck_assert_uint_eq(run.totals.consistent, 1);
    ck_assert(has(&run.printed, "复算 91 优")); /* 45 + 36 + 10 */
    end(&run);
}
END_TEST

START_TEST(lines_and_files_do_not_matter)
{
    static const char moved[] =
        "# 一行\n\n---\n年度: 2023\n项目名称: 培训\n自评: {等级: 优, 总分: 100}\n"
        "资金: {资金总额: {全年预算数: 10, 全年执行数: 10, 得分: 10}}\n绩效指标:\n\n\n" SECOND "# 换了先后\n" FIRST;
    struct run run = made((struct run){ .form = moved, .file = "别的名字.yaml", .known = written });
    ck_assert_uint_eq(finding_count(&run), 0);
    ck_assert_str_eq(run.written.bytes, written);
    end(&run);
}
END_TEST

START_TEST(another_name_or_year_is_another_project)
{
    static const char *const others[] = {
        "项目名称: 培训班\n年度: 2023\n",
        "项目名称: 培训\n年度: 2022\n",
        "项目名称: 培训\n",
    };
    char other[1024];
    const char *rest = strstr(form, "资金:");
    (void)snprintf(other, sizeof(other), "%s%s", others[_i], rest);
    struct run run = made((struct run){ .form = other, .known = written });
    ck_assert_uint_eq(run.totals.findings[ZP_ERROR], _i == 2 ? 4 : 3);
    ck_assert_uint_eq(run.known_totals.left_out, 0);
    ck_assert_uint_eq(run.known_totals.gone, 0);
    ck_assert_uint_eq(run.known_totals.elsewhere, 6);
    end(&run);
}
END_TEST

/* ---- counting ---- */

#define UNKNOWN_KEYS(keys)                                                                                             \
    "项目名称: 培训\n年度: 2023\n资金: {资金总额: {全年预算数: 10, 全年执行数: 10}}\n"         \
    "绩效指标:\n  产出指标: [{名称: 人数, 分值: 90, " keys "}]\n"
#define KNOWN_UNKNOWN_KEYS(count, reason)                                                                              \
    HEAD "已知问题:\n" OF_FORM "    指标: 产出指标/人数\n    代码: unknown-key\n" count "    理由: " reason            \
         "\n    到期: 2027-06-30\n"

START_TEST(one_more_than_known_is_new)
{
    struct run run = made((struct run){ .form = UNKNOWN_KEYS("甲: 1, 乙: 2, 丙: 3"),
                                        .report = ZP_REPORT_CHECK,
                                        .known = KNOWN_UNKNOWN_KEYS("    个数: 2\n", "旧表") });
    ck_assert_uint_eq(finding_count(&run), 1);
    ck_assert(has(&run.printed, "丙") && !has(&run.printed, "乙"));
    end(&run);
}
END_TEST

START_TEST(a_count_is_written_anew_and_a_reason_kept)
{
    struct run more = made((struct run){ .form = UNKNOWN_KEYS("甲: 1, 乙: 2, 丙: 3"),
                                         .report = ZP_REPORT_CHECK,
                                         .known = KNOWN_UNKNOWN_KEYS("", "旧表"),
                                         .is_recording = true });
    ck_assert_str_eq(more.written.bytes, KNOWN_UNKNOWN_KEYS("    个数: 3\n", "旧表"));
    ck_assert_uint_eq(more.known_totals.added, 2);
    ck_assert_uint_eq(finding_count(&more), 0);
    end(&more);
    struct run fewer = made((struct run){ .form = UNKNOWN_KEYS("甲: 1"),
                                          .report = ZP_REPORT_CHECK,
                                          .known = KNOWN_UNKNOWN_KEYS("    个数: 3\n", "旧表"),
                                          .is_recording = true });
    ck_assert_str_eq(fewer.written.bytes, KNOWN_UNKNOWN_KEYS("", "旧表"));
    end(&fewer);
}
END_TEST

/* Those of others were not looked for, nor were those of a score where nothing is scored. */
START_TEST(what_is_gone_is_counted_and_dropped)
{
    static const char known[] = "已知问题:\n"
                                "- {项目: 培训, 年度: 2023, 代码: wrong-type, 理由: 甲, 到期: 2027-06-30}\n"
                                "- {项目: 培训, 年度: 2023, 代码: fund-sum, 理由: 乙, 到期: 2027-06-30}\n"
                                "- {项目: 别的, 年度: 2023, 代码: wrong-type, 理由: 丙, 到期: 2027-06-30}\n"
                                "- {部门: 培训, 年度: 2023, 代码: wrong-type, 个数: 4, 理由: 丁, 到期: 2027-06-30}\n";
    bool is_check = _i == 0;
    struct run run = made((struct run){ .form = UNKNOWN_KEYS("甲: 1"),
                                        .report = is_check ? ZP_REPORT_CHECK : ZP_REPORT_SCORE,
                                        .known = known,
                                        .is_recording = true });
    ck_assert_uint_eq(run.known_totals.gone, is_check ? 1 : 2);
    ck_assert_uint_eq(run.known_totals.elsewhere, is_check ? 3 : 2);
    ck_assert(!has(&run.written, "甲"));
    ck_assert(has(&run.written, "乙") == is_check);
    ck_assert(has(&run.written, "丙") && has(&run.written, "    个数: 4\n    理由: 丁") &&
              has(&run.written, "unknown-key"));
    end(&run);
}
END_TEST

START_TEST(entries_of_what_cannot_be_scored_stay)
{
    static const char unscorable[] = "项目名称: 培训\n年度: 2023\n绩效指标: {产出指标: [{名称: 人数, 分值: 90}]}\n";
    struct run run = made((struct run){ .form = unscorable, .known = written, .is_recording = true });
    ck_assert_str_eq(run.written.bytes, written);
    ck_assert_uint_eq(run.known_totals.elsewhere, 6);
    end(&run);
}
END_TEST

START_TEST(nothing_found_is_an_empty_list)
{
    struct run run = made((struct run){ .form = UNKNOWN_KEYS(""), .report = ZP_REPORT_CHECK, .is_recording = true });
    ck_assert_str_eq(run.written.bytes, HEAD "已知问题: []\n");
    end(&run);
}
END_TEST

/* ---- days ---- */

START_TEST(a_last_day_counts_to_its_end)
{
    static const struct {
        zp_date today;
        bool is_expired;
    } rows[] = {
        { { 2027, 6, 29 }, false }, { { 2027, 6, 30 }, false },  { { 2027, 7, 1 }, true },
        { { 2028, 1, 1 }, true },   { { 2026, 12, 31 }, false },
    };
    struct run run = made((struct run){ .form = UNKNOWN_KEYS("甲: 1"),
                                        .report = ZP_REPORT_CHECK,
                                        .known = KNOWN_UNKNOWN_KEYS("", "旧表"),
                                        .today = rows[_i].today });
    ck_assert_uint_eq(finding_count(&run), rows[_i].is_expired);
    ck_assert_uint_eq(run.known_totals.expired, rows[_i].is_expired);
    ck_assert(has(&run.findings, "baseline-expired") == rows[_i].is_expired);
    ck_assert(has(&run.findings, "理由：旧表") == rows[_i].is_expired);
    end(&run);
}
END_TEST

START_TEST(recording_does_not_prolong)
{
    struct run run = made((struct run){ .form = UNKNOWN_KEYS("甲: 1"),
                                        .report = ZP_REPORT_CHECK,
                                        .known = KNOWN_UNKNOWN_KEYS("", "旧表"),
                                        .is_recording = true,
                                        .today = { 2027, 7, 1 } });
    ck_assert_str_eq(run.written.bytes, KNOWN_UNKNOWN_KEYS("", "旧表"));
    ck_assert_uint_eq(finding_count(&run), 1);
    end(&run);
}
END_TEST

/* ---- what a finding is about ---- */

START_TEST(what_cannot_be_scored_is_reported_whole)
{
    static const char unscorable[] =
        "项目名称: 培训\n年度: 2023\n多余: 1\n绩效指标: {产出指标: [{名称: 人数, 分值: 90}]}\n";
    struct run run = made((struct run){ .form = unscorable, .report = ZP_REPORT_CHECK, .is_recording = true });
    ck_assert_uint_eq(finding_count(&run), 2);
    ck_assert_uint_eq(run.totals.unreadable, 1);
    ck_assert_str_eq(run.written.bytes, HEAD "已知问题: []\n");
    end(&run);
}
END_TEST

START_TEST(a_project_without_a_name_is_reported_whole)
{
    static const char nameless[] = "年度: 2023\n资金: {资金总额: {全年预算数: 10, 全年执行数: 10}}\n"
                                   "绩效指标: {产出指标: [{名称: 人数, 分值: 90}]}\n";
    struct run run = made((struct run){ .form = nameless, .report = ZP_REPORT_CHECK, .is_recording = true });
    ck_assert_uint_eq(finding_count(&run), 1);
    ck_assert_str_eq(run.written.bytes, HEAD "已知问题: []\n");
    end(&run);
}
END_TEST

START_TEST(departments_have_known_findings_too)
{
    static const char department[] = "部门: 某局\n年度: 2023\n公开数: {项目个数: 2}\n";
    struct run first =
        made((struct run){ .form = form, .department = department, .report = ZP_REPORT_AUDIT, .is_recording = true });
    ck_assert(has(&first.written, "  - 部门: 某局\n    年度: 2023\n    代码: department-count\n"));
    ck_assert_uint_eq(finding_count(&first), 0);
    struct run second = made((struct run){
        .form = form, .department = department, .report = ZP_REPORT_AUDIT, .known = first.written.bytes });
    ck_assert_uint_eq(finding_count(&second), 0);
    ck_assert_uint_eq(second.known_totals.left_out, 8);
    ck_assert_str_eq(second.written.bytes, first.written.bytes);
    end(&first);
    end(&second);
}
END_TEST

/* Indicators of an anchor stand at one place and under two levels. */
START_TEST(aliases_have_a_path)
{
    static const char aliased[] = BEFORE_INDICATORS "  产出指标: {数量指标: &a [{名称: 人数, 分值: 45, 多余: 1}]}\n"
                                                    "  效益指标: {社会效益指标: *a}\n";
    struct run first = made((struct run){ .form = aliased, .report = ZP_REPORT_CHECK, .is_recording = true });
    struct run second = made((struct run){ .form = aliased, .report = ZP_REPORT_CHECK, .known = first.written.bytes });
    ck_assert_uint_eq(first.known_totals.added, 2);
    ck_assert_uint_eq(finding_count(&second), 0);
    end(&first);
    end(&second);
}
END_TEST

/* Whatever stands in a name is read as it was written. */
START_TEST(odd_names_are_written_so_that_they_can_be_read)
{
    static const char *const names[] = {
        "\"a: b\"",      "\"# c\"",       "\"- d\"",         "\"null\"",    "\"~\"",     "\"'q'\"",
        "\"\\\"q\\\"\"", "\"\\\\\"",      "\"a\\nb\"",       "\"\\u0001\"", "\"\\x7F\"", "\"\\u0085\"",
        "\"a\\u2028b\"", "\"a\\uFEFFb\"", "\"[x], {y}\"",    "\"a, b\"",    "\"%x\"",    "\"@x\"",
        "\"`x\"",        "\"&x\"",        "\"*x\"",          "\"!x\"",      "\"|\"",     "\">\"",
        "\"a  b\"",      "\"a\\tb\"",     "\"？\"",          "\"x/y\"",     "\"/x\"",    "\"...\"",
        "\"---\"",       "\"=a\"",        "\"\\U0001F600\"", "\"是 否\"",   "\"a #b\"",  "\"a:\"",
    };
    char odd[1024];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        (void)snprintf(odd, sizeof(odd),
                       "项目名称: %s\n年度: 2023\n资金: {资金总额: {全年预算数: 10, 全年执行数: 10}}\n"
                       "绩效指标: {%s: {%s: [{名称: %s, 分值: 90, 多余: 1}]}}\n",
                       names[i], names[i], names[i], names[i]);
        struct run first = made((struct run){ .form = odd, .report = ZP_REPORT_CHECK, .is_recording = true });
        struct run second = made((struct run){ .form = odd, .report = ZP_REPORT_CHECK, .known = first.written.bytes });
        ck_assert_uint_eq(first.known_totals.added, 1);
        ck_assert_msg(finding_count(&second) == 0, "%s: %s%s", names[i], first.written.bytes, second.findings.bytes);
        ck_assert_str_eq(second.written.bytes, first.written.bytes);
        end(&first);
        end(&second);
    }
}
END_TEST

/* A form with very many indicators and findings, and a file with as many entries. */
START_TEST(very_many_take_no_square_of_time)
{
    enum { INDICATORS = 20000, ROW_BYTES = 96 };
    size_t room_bytes = INDICATORS * ROW_BYTES + sizeof(BEFORE_INDICATORS) + 64;
    char *many = malloc(room_bytes);
    ck_assert_ptr_nonnull(many);
    size_t used = (size_t)snprintf(many, room_bytes, "%s  产出指标:\n", BEFORE_INDICATORS);
    for (int i = 0; i < INDICATORS; i++) {
        used += (size_t)snprintf(many + used, room_bytes - used, "  - {名称: 人数%d, 分值: 1, 多余: 1}\n", i / 2);
    }
    struct run first = made((struct run){ .form = many, .report = ZP_REPORT_CHECK, .is_recording = true });
    struct run second = made((struct run){ .form = many, .report = ZP_REPORT_CHECK, .known = first.written.bytes });
    ck_assert_uint_eq(first.known_totals.added, INDICATORS);
    ck_assert_uint_eq(finding_count(&second), 0);
    ck_assert_str_eq(second.written.bytes, first.written.bytes);
    end(&first);
    end(&second);
    free(many);
}
END_TEST

/* ---- failures ---- */

START_TEST(refused_memory_is_a_status_and_nothing_leaks)
{
    static const char department[] = "部门: 某局\n年度: 2023\n公开数: {项目个数: 2}\n";
    bool is_done = false;
    for (long takes = 0; !is_done; takes++) {
        struct purse purse = { 0, takes };
        zp_settings settings;
        zp_settings_default(&settings);
        settings.take = purse_take;
        settings.give_back = purse_give_back;
        settings.memory_context = &purse;
        struct run run = { .form = form,
                           .department = department,
                           .report = ZP_REPORT_AUDIT,
                           .known = _i == 0 ? NULL : KNOWN_UNKNOWN_KEYS("", "旧表"),
                           .is_recording = _i != 2 };
        begin_papers(&run);
        zp_status status = try(&run, &settings);
        is_done = purse.takes_left > 0;
        ck_assert_msg(status == ZP_OK || status == ZP_NO_MEMORY, "status %d after %ld blocks", (int)status, takes);
        ck_assert_msg(!is_done || status == ZP_OK, "status %d", (int)status);
        ck_assert_int_eq(purse.blocks_out, 0);
        end(&run);
    }
}
END_TEST

START_TEST(a_sink_that_fails_is_noticed)
{
    for (size_t room_bytes = 0; room_bytes < sizeof(written) - 1; room_bytes += 100) {
        struct run run = { .form = form, .is_recording = true };
        run.findings = paper_of(PAPER_BYTES);
        run.printed = paper_of(PAPER_BYTES);
        run.written = paper_of(room_bytes);
        ck_assert_int_eq(try(&run, NULL), ZP_OUTPUT_FAILED);
        end(&run);
    }
}
END_TEST

START_TEST(what_cannot_be_used_is_rejected)
{
    static const char *const files[] = {
        "",
        "已知问题: [",
        "已知问题: 无\n",
        "已知问题: [{项目: 培训, 代码: weight-sum, 理由: 甲, 到期: 2027-6-30}]\n",
        "已知问题: []\n---\n已知问题: []\n",
        "\xFF\xFE",
    };
    struct run run = { .form = form, .known = files[_i] };
    begin_papers(&run);
    ck_assert_int_eq(try(&run, NULL), ZP_REJECTED);
    ck_assert(has(&run.findings, "known.yaml"));
    end(&run);
}
END_TEST

START_TEST(nothing_can_be_destroyed)
{
    zp_baseline_destroy(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("baseline");
    TCase *tcase = tcase_create("baseline");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, all_that_is_found_is_written);
    tcase_add_test(tcase, what_was_written_is_known);
    tcase_add_test(tcase, the_score_stays_what_it_is);
    tcase_add_test(tcase, lines_and_files_do_not_matter);
    tcase_add_loop_test(tcase, another_name_or_year_is_another_project, 0, 3);
    tcase_add_test(tcase, one_more_than_known_is_new);
    tcase_add_test(tcase, a_count_is_written_anew_and_a_reason_kept);
    tcase_add_loop_test(tcase, what_is_gone_is_counted_and_dropped, 0, 2);
    tcase_add_test(tcase, entries_of_what_cannot_be_scored_stay);
    tcase_add_test(tcase, nothing_found_is_an_empty_list);
    tcase_add_loop_test(tcase, a_last_day_counts_to_its_end, 0, 5);
    tcase_add_test(tcase, recording_does_not_prolong);
    tcase_add_test(tcase, what_cannot_be_scored_is_reported_whole);
    tcase_add_test(tcase, a_project_without_a_name_is_reported_whole);
    tcase_add_test(tcase, departments_have_known_findings_too);
    tcase_add_test(tcase, aliases_have_a_path);
    tcase_add_test(tcase, odd_names_are_written_so_that_they_can_be_read);
    tcase_add_test(tcase, very_many_take_no_square_of_time);
    tcase_add_loop_test(tcase, refused_memory_is_a_status_and_nothing_leaks, 0, 3);
    tcase_add_test(tcase, a_sink_that_fails_is_noticed);
    tcase_add_loop_test(tcase, what_cannot_be_used_is_rejected, 0, 6);
    tcase_add_test(tcase, nothing_can_be_destroyed);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
