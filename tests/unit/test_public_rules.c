/* Rule sets held against projects, as users of the library see it: ziping.h and nothing else. */
#include "purse.h"
#include "run_suite.h"

#include <ziping.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static zp_text text(const char *terminated)
{
    return (zp_text){ terminated, strlen(terminated) };
}

/* 7 of 10 with 3.5 of 5 points, two 分项 of which one is missed, a late payment, a blank target; then one that cannot
   be scored, and one of another department. */
static const char forms[] =
    "项目名称: 甲\n年度: 2023\n主管部门: {代码: 238, 名称: 某局}\n"
    "资金: {资金总额: {全年预算数: 10, 全年执行数: 3, 得分: 3}}\n绩效指标:\n"
    "  产出指标:\n"
    "    - {名称: 次数, 指标值: ≥10次, 完成值: 7次, 分值: 5, 得分: 3.5}\n"
    "    - {名称: 标准, 分值: 15, 得分: 10, 分项: [{名称: 一, 指标值: ≥3次, 完成值: 1次}, {名称: 二, 指标值: 良好, "
    "完成值: 达成}]}\n"
    "    - {名称: 付款, 指标值: 2023年6月底前, 完成值: 2023年8月, 分值: 20, 得分: 16}\n"
    "    - {名称: 成本, 指标值: /, 完成值: 达成, 分值: 10, 得分: 5}\n"
    "  效益指标: [{名称: 效果, 指标值: 良好, 完成值: 部分达成预期指标, 分值: 40, 得分: 30}]\n"
    "自评: {总分: 67.5, 等级: 差}\n"
    "---\n项目名称: 坏\n年度: 2023\n---\n"
    "项目名称: 乙\n年度: 2023\n主管部门: 另一局\n资金: {资金总额: {全年预算数: 10, 全年执行数: 9}}\n"
    "绩效指标: {产出指标: [{名称: 次数, 指标值: ≥10次, 完成值: 12次, 分值: 90, 得分: 90}]}\n"
    "自评: {总分: 99, 等级: 优}\n";

static const char own_rules[] = "规则集: own\n名称: 自定\n继承: mof-2020\n定量指标: {未达标: 不得分, 小数位: 0}\n"
                                "等级: {优: 95}\n否决: [{条件: {执行率: \"<40%\"}, 等级: 差}]\n";

/* ---- paper that ends ---- */

enum { PAPER_BYTES = 1 << 18 };

struct paper {
    char bytes[PAPER_BYTES + 1];
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

static struct paper *paper_of(size_t room_bytes)
{
    struct paper *paper = calloc(1, sizeof(*paper));
    ck_assert_ptr_nonnull(paper);
    paper->room_bytes = room_bytes;
    return paper;
}

/* ---- the whole job ---- */

struct job {
    bool is_fit; /* else a difference */
    const char *forms;
    bool is_only_checked;
    zp_format format;
    zp_language language;
    zp_sink sink;
    zp_engine *engine;
    zp_session *session;
    zp_source *source;
    zp_difference *difference;
    zp_fit *fit;
    zp_difference_totals changed;
    zp_fit_totals fitted;
};

static zp_status begin_study(struct job *job, const zp_rule_set *own)
{
    const zp_style style = { .language = job->language };
    const zp_difference_settings of_difference = {
        .before = zp_rule_set_find(job->engine, text("mof-2020")),
        .after = own,
        .format = job->format,
        .style = style,
        .sink = job->sink,
    };
    const zp_fit_settings of_fit = { .format = job->format, .style = style, .sink = job->sink };
    return job->is_fit ? zp_fit_create(job->engine, &of_fit, &job->fit)
                       : zp_difference_create(job->engine, &of_difference, &job->difference);
}

static zp_status admit_all(struct job *job)
{
    zp_evaluation *evaluation = NULL;
    zp_status status;
    while ((status = zp_source_next(job->source, &evaluation)) == ZP_OK) {
        status = job->is_fit ? zp_fit_admit(job->fit, evaluation) : zp_difference_admit(job->difference, evaluation);
        zp_evaluation_destroy(evaluation);
        if (status != ZP_OK) {
            return status;
        }
    }
    if (status != ZP_END) {
        return status;
    }
    return job->is_fit ? zp_fit_finish(job->fit, &job->fitted) : zp_difference_finish(job->difference, &job->changed);
}

static zp_status run_job(struct job *job, const zp_settings *settings)
{
    const zp_rule_set *own = NULL;
    const zp_source_description description = { .bytes = text(job->forms),
                                                .file = text("forms.yaml"),
                                                .is_only_checked = job->is_only_checked };
    zp_status status = zp_engine_create(settings, &job->engine);
    if (status == ZP_OK) {
        status = zp_rule_set_load(job->engine, text(own_rules), text("own.yaml"), NULL, job->sink, &own);
    }
    if (status == ZP_OK) {
        status = zp_session_create(job->engine, &job->session);
    }
    if (status == ZP_OK) {
        status = begin_study(job, own);
    }
    if (status == ZP_OK) {
        status = zp_source_open(job->session, &description, &job->source);
    }
    return status == ZP_OK ? admit_all(job) : status;
}

static void end_job(struct job *job)
{
    zp_source_close(job->source);
    zp_difference_destroy(job->difference);
    zp_fit_destroy(job->fit);
    zp_session_destroy(job->session);
    zp_engine_destroy(job->engine);
}

static const zp_format formats[] = { ZP_TEXT_FORMAT, ZP_JSON, ZP_JSON_LINES, ZP_CSV };
enum { JOBS = 2 * COUNT_OF(formats) };

static struct job job_of(int row, struct paper *paper)
{
    return (struct job){ .is_fit = row % 2 == 1,
                         .forms = forms,
                         .format = formats[(size_t)row / 2],
                         .is_only_checked = true,
                         .sink = { put, paper } };
}

/* ---- tests ---- */

START_TEST(the_job_is_done)
{
    struct paper *paper = paper_of(PAPER_BYTES);
    struct job job = job_of(_i, paper);
    ck_assert_int_eq(run_job(&job, NULL), ZP_OK);
    if (job.is_fit) {
        ck_assert_uint_eq(job.fitted.projects, 3);
        ck_assert_uint_eq(job.fitted.unreadable, 1);
    } else {
        /* 甲 loses 3.5 for the target and 2.5 for the part, rounds to whole points, is vetoed at 30%. 乙 has 99 in
           both. */
        ck_assert_uint_eq(job.changed.projects, 3);
        ck_assert_uint_eq(job.changed.unreadable, 1);
        ck_assert_uint_eq(job.changed.changed, 1);
        ck_assert_uint_eq(job.changed.changed_scores, 1);
        ck_assert_uint_eq(job.changed.changed_intervals, 1);
        ck_assert_uint_eq(job.changed.changed_grades, 1);
        ck_assert_uint_eq(job.changed.changed_findings, 1);
    }
    ck_assert_uint_gt(paper->size_bytes, 0);
    end_job(&job);
    free(paper);
}
END_TEST

START_TEST(it_does_not_matter_what_an_evaluation_was_made_for)
{
    struct paper *papers[2] = { paper_of(PAPER_BYTES), paper_of(PAPER_BYTES) };
    for (size_t i = 0; i < COUNT_OF(papers); i++) {
        struct job job = job_of(_i, papers[i]);
        job.is_only_checked = i == 0;
        job.language = ZP_ENGLISH;
        ck_assert_int_eq(run_job(&job, NULL), ZP_OK);
        end_job(&job);
    }
    ck_assert_str_eq(papers[0]->bytes, papers[1]->bytes);
    free(papers[0]);
    free(papers[1]);
}
END_TEST

START_TEST(refused_memory_is_a_status_and_nothing_leaks)
{
    bool is_done = false;
    for (long takes = 0; !is_done; takes++) {
        struct purse purse = { 0, takes };
        zp_settings settings;
        zp_settings_default(&settings);
        settings.take = purse_take;
        settings.give_back = purse_give_back;
        settings.memory_context = &purse;
        struct paper *paper = paper_of(PAPER_BYTES);
        struct job job = job_of(_i, paper);
        zp_status status = run_job(&job, &settings);
        is_done = purse.takes_left > 0;
        ck_assert_msg(status == ZP_OK || status == ZP_NO_MEMORY, "status %d after %ld blocks", (int)status, takes);
        ck_assert_msg(!is_done || status == ZP_OK, "status %d", (int)status);
        end_job(&job);
        ck_assert_int_eq(purse.blocks_out, 0);
        free(paper);
    }
}
END_TEST

/* A project that can be read within the limit, but not be scored, is one that cannot be compared; the other is. */
START_TEST(a_project_too_large_is_one_that_cannot_be_scored)
{
    enum { INDICATORS = 300, BYTES = 1 << 16 };
    static const char small[] =
        "项目名称: 小\n年度: 2023\n资金: {资金总额: {全年预算数: 1, 全年执行数: 1}}\n"
        "绩效指标: {产出指标: [{名称: 甲, 指标值: ≥2次, 完成值: 1次, 分值: 90, 得分: 45}]}\n---\n";
    static const char head[] = "项目名称: 大\n年度: 2023\n资金: {资金总额: {全年预算数: 1, 全年执行数: 1}}\n"
                               "绩效指标:\n  产出指标:\n";
    static const char line[] = "    - {名称: 甲, 指标值: ≥2次, 完成值: 1次, 分值: 1, 得分: 1}\n";
    struct paper *paper = paper_of(PAPER_BYTES);
    char *bytes = calloc(1, BYTES);
    bool has_refused = false;
    zp_settings settings;
    ck_assert_ptr_nonnull(bytes);
    strcat(strcpy(bytes, small), head);
    for (size_t i = 0, used = strlen(bytes); i < INDICATORS; i++, used += sizeof(line) - 1) {
        memcpy(bytes + used, line, sizeof(line));
    }
    zp_settings_default(&settings);
    for (settings.memory_bytes = 64 << 10; settings.memory_bytes < 8 << 20; settings.memory_bytes += 32 << 10) {
        struct job job = job_of(_i, paper);
        job.forms = bytes;
        paper->size_bytes = 0;
        zp_status status = run_job(&job, &settings);
        uint64_t unreadable = job.is_fit ? job.fitted.unreadable : job.changed.unreadable;
        ck_assert(status == ZP_OK || (status == ZP_NO_MEMORY && job.source == NULL));
        ck_assert(status != ZP_OK || (job.is_fit ? job.fitted.projects : job.changed.projects) == 2);
        has_refused |= status == ZP_OK && unreadable == 1 && !has_refused;
        end_job(&job);
    }
    ck_assert(has_refused);
    free(bytes);
    free(paper);
}
END_TEST

START_TEST(a_sink_that_fails_is_noticed)
{
    struct paper *all = paper_of(PAPER_BYTES);
    struct job whole = job_of(_i, all);
    ck_assert_int_eq(run_job(&whole, NULL), ZP_OK);
    end_job(&whole);
    for (size_t room = 0; room < all->size_bytes; room += 1 + all->size_bytes / 7) {
        struct paper *paper = paper_of(room);
        struct job job = job_of(_i, paper);
        ck_assert_int_eq(run_job(&job, NULL), ZP_OUTPUT_FAILED);
        end_job(&job);
        free(paper);
    }
    free(all);
}
END_TEST

static const char *text_of_job(bool is_fit, zp_language language)
{
    static struct paper paper;
    memset(&paper, 0, sizeof(paper));
    paper.room_bytes = PAPER_BYTES;
    struct job job = { .is_fit = is_fit, .forms = forms, .language = language, .sink = { put, &paper } };
    ck_assert_int_eq(run_job(&job, NULL), ZP_OK);
    end_job(&job);
    return paper.bytes;
}

#define assert_says(page, words) ck_assert_msg(strstr((page), (words)) != NULL, "no \"%s\" in:\n%s", (words), (page))

START_TEST(a_difference_reads_well)
{
    const char *page = text_of_job(false, ZP_CHINESE);
    /* 甲 by mof-2020: 3 + 3.5 + 15 × (1/3 + 1) ÷ 2 = 10, + 16 + 5 + 30 = 67.5. By the other 3 + 0 + 15 ÷ 2 rounded 8,
       declared 10 moved to 8 (the part's 达成 takes it from 6 to 8), + 16 + 5 + 30 = 62. */
    assert_says(page, "不同的部分        定量指标、等级、否决");
    assert_says(page, "67.5 中     62 差   -5.5");
    assert_says(page, "得分、可得区间：定量指标");
    assert_says(page, "级、可能的等级：否决");
    assert_says(page, "无法评分");
    assert_says(page, "各部门");
    assert_says(page, "中→差 1，不变 1");
    page = text_of_job(false, ZP_ENGLISH);
    assert_says(page, "they differ in    Number targets, Grades, Vetoes");
    assert_says(page, "中→差 1, unchanged 1");
}
END_TEST

START_TEST(a_fit_reads_well)
{
    const char *page = text_of_job(true, ZP_CHINESE);
    assert_says(page, "由这些表可以断定");
    assert_says(page, "30% ≤ x < 90%");
    assert_says(page, "时限未达的区间        下限 ≤ 80%，上限 ≥ 80%（依据 1 个得分）");
    assert_says(page, "没有一个已填的等级取决于它");
    page = text_of_job(true, ZP_ENGLISH);
    assert_says(page, "What these forms settle");
    assert_says(page, "rate ≤ x makes it \"差\": 30% ≤ x < 90% (evidence: 2 grade(s))");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rule sets held against projects");
    TCase *cases = tcase_create("rules");
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, the_job_is_done, 0, JOBS);
    tcase_add_loop_test(cases, it_does_not_matter_what_an_evaluation_was_made_for, 0, JOBS);
    tcase_add_loop_test(cases, refused_memory_is_a_status_and_nothing_leaks, 0, JOBS);
    tcase_add_loop_test(cases, a_project_too_large_is_one_that_cannot_be_scored, 0, 2);
    tcase_add_loop_test(cases, a_sink_that_fails_is_noticed, 0, JOBS);
    tcase_add_test(cases, a_difference_reads_well);
    tcase_add_test(cases, a_fit_reads_well);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
