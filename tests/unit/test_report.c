#include "labels.h"
#include "marks.h"
#include "report.h"
#include "run_suite.h"
#include "shown.h"
#include "text_wrap.h"
#include "width.h"

#include <check.h>
#include <stdlib.h>

/* ---- what is written, kept ---- */

struct output {
    char bytes[1 << 20];
    size_t size_bytes;
    size_t refuse_after_bytes; /* 0: never */
};

#define COUNT(rows) ((int)(sizeof(rows) / sizeof((rows)[0])))

static struct output output;
static struct writer writer;

static bool keep(void *context, const char *bytes, size_t size_bytes)
{
    struct output *kept = context;
    if (kept->refuse_after_bytes > 0 && kept->size_bytes + size_bytes > kept->refuse_after_bytes) {
        return false;
    }
    ck_assert_uint_le(kept->size_bytes + size_bytes, sizeof(kept->bytes) - 1);
    memcpy(kept->bytes + kept->size_bytes, bytes, size_bytes);
    kept->size_bytes += size_bytes;
    return true;
}

static void begin_output(void)
{
    output.size_bytes = 0;
    output.refuse_after_bytes = 0;
    writer_begin(&writer, keep, &output);
}

static const char *end_output(void)
{
    ck_assert(writer_flush(&writer));
    output.bytes[output.size_bytes] = '\0';
    return output.bytes;
}

/* ---- a project with one of everything ---- */

static void *take(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static void give_back(void *context, void *block)
{
    (void)context;
    free(block);
}

static const struct memory memory = { take, give_back, NULL };
static struct arena arena;

static struct decimal number(const char *text)
{
    struct decimal decimal = { 0 };
    ck_assert_int_eq(decimal_read(text_of(text), &decimal), DECIMAL_READ);
    return decimal;
}

static struct figure figure(const char *text)
{
    return text == NULL ? (struct figure){ .is_given = false }
                        : (struct figure){ .value = number(text), .text = text_of(text), .is_given = true };
}

static struct cell cell(const char *text)
{
    return (struct cell){ .text = text_of(text), .is_given = text != NULL };
}

static struct share_interval share(const char *low, const char *high, const char *value)
{
    return (struct share_interval){ .low = number(low), .high = number(high), .value = number(value) };
}

enum { INDICATORS = 6, PARTS = 2 };

struct sample {
    struct rule_set rules;
    struct level_weight level_weights[2];
    struct grade_band bands[2];
    struct veto veto;
    struct project project;
    struct indicator indicators[INDICATORS];
    struct indicator_part parts[PARTS];
    struct indicator_score scores[INDICATORS];
    struct assessment part_assessments[PARTS];
    const struct grade_band *possible[2];
    struct project_score score;
    struct finding_list findings;
    struct report_project report;
};

static struct sample sample;

static void make_rules(void)
{
    sample.bands[0] = (struct grade_band){ .grade = TEXT("优"), .lower_bound = number("90"), .next = &sample.bands[1] };
    sample.bands[1] = (struct grade_band){ .grade = TEXT("差"), .lower_bound = number("0") };
    sample.level_weights[0] =
        (struct level_weight){ .level = TEXT("产出指标"), .weight = number("60"), .next = &sample.level_weights[1] };
    sample.level_weights[1] = (struct level_weight){ .level = TEXT("满意度指标"), .weight = number("30") };
    sample.veto = (struct veto){
        .is_on_execution_rate = true,
        .comparison = COMPARISON_EQUAL,
        .bound = number("0"),
        .grade = &sample.bands[1],
        .title = TEXT("执行率 =0%"),
        .basis = TEXT("推断"),
    };
    sample.rules = (struct rule_set){
        .id = TEXT("sample-2023"),
        .name = TEXT("样例"),
        .extends = TEXT("mof-2020"),
        .from_year = 2023,
        .full_marks = number("100"),
        .execution_weight = number("10"),
        .level_weights = sample.level_weights,
        .zero_budget_points = number("0"),
        .execution_places = 2,
        .overachievement_share = number("1.3"),
        .tiers = { share("0.8", "1", "1"), share("0.6", "0.8", "0.7"), share("0", "0.6", "0") },
        .late = share("0", "0.8", "0.6"),
        .blank_target = share("0", "0.5", "0.5"),
        .bands = sample.bands,
        .vetoes = &sample.veto,
        .basis = { [RULE_PART_WHOLE] = TEXT("财预〔2020〕10号"), [RULE_PART_BANDS] = TEXT("推断") },
    };
}

static void make_indicator(size_t index, const char *level2, const char *name, const char *weight, const char *declared)
{
    struct indicator *next = index + 1 < INDICATORS ? &sample.indicators[index + 1] : NULL;
    sample.indicators[index] = (struct indicator){
        .place = { (uint32_t)(10 + index), 9 },
        .level1 = TEXT("产出指标"),
        .level2 = text_of(level2),
        .name = cell(name),
        .weight = figure(weight),
        .declared_score = figure(declared),
        .next = next,
    };
    sample.scores[index].indicator = &sample.indicators[index];
}

static void make_score(size_t index, enum verdict verdict, const char *low, const char *high, const char *computed)
{
    struct indicator_score *score = &sample.scores[index];
    score->verdict = verdict;
    score->assessment.verdict = verdict;
    score->low = number(low);
    score->high = number(high);
    score->computed = number(computed);
}

static void make_values(size_t index, struct value target, const char *target_text, struct value achieved,
                        const char *achieved_text)
{
    struct assessment *assessment = &sample.scores[index].assessment;
    assessment->target = target;
    assessment->target_text = text_of(target_text);
    assessment->achieved = achieved;
    assessment->achieved_text = text_of(achieved_text);
}

static struct value number_value(enum comparison comparison, const char *text, const char *unit)
{
    return (
        struct value){ .kind = VALUE_NUMBER, .comparison = comparison, .number = number(text), .unit = text_of(unit) };
}

static void make_indicators(void)
{
    const struct value words = { .kind = VALUE_TEXT };
    make_indicator(0, "数量指标", "参评人数", "6", "4");
    make_values(0, number_value(COMPARISON_AT_LEAST, "400", "人"), "≥400人", number_value(COMPARISON_NONE, "293", "人"),
                "≥293人");
    make_score(0, VERDICT_MISSED, "4", "4", "4");
    sample.scores[0].assessment.quotient_upper = number("293");
    sample.scores[0].assessment.quotient_lower = number("400");
    sample.scores[0].exact = number("4.395");
    sample.scores[0].is_rounded = true;

    make_indicator(1, "数量指标", "Wi-Fi “覆盖率” ≥ 目标 (A/B) α", "24", "24");
    make_values(1, number_value(COMPARISON_NONE, "2600000", "元"), "260万元",
                number_value(COMPARISON_NONE, "2600000", ""), "260万");
    make_score(1, VERDICT_MET, "24", "24", "24");

    make_indicator(2, "质量指标", "成果应用", "20", "19");
    make_values(2, words, "良好", (struct value){ .kind = VALUE_TIER, .tier = TIER_PARTLY_ACHIEVED },
                "部分达成预期指标并具有一定效果");
    make_score(2, VERDICT_TIER, "12", "16", "16");
    sample.scores[2].assessment.tier = TIER_PARTLY_ACHIEVED;

    make_indicator(3, "时效指标", "完成时限", "10", NULL);
    make_values(3, (struct value){ .kind = VALUE_DEADLINE, .date = { 2023, 12, 31 } }, "年底前", words, "按计划推进");
    make_score(3, VERDICT_UNVERIFIABLE, "0", "10", "0");

    make_indicator(4, NULL, "成本", "10", "10");
    make_score(4, VERDICT_PARTS, "8.75", "8.75", "8.75");
    make_indicator(5, NULL, "培训\"满意度\"", "20", "20");
    make_values(5,
                (struct value){ .kind = VALUE_RANGE, .number = number("80"), .upper = number("90"), .unit = TEXT("%") },
                "80%-90%", number_value(COMPARISON_NONE, "85.5", "%"), "85.5%");
    make_score(5, VERDICT_MET, "20", "20", "20");
}

static void make_parts(void)
{
    sample.parts[0] = (struct indicator_part){ .name = cell("水费"), .next = &sample.parts[1] };
    sample.parts[1] = (struct indicator_part){ .name = cell("电费") };
    sample.indicators[4].parts = sample.parts;
    sample.indicators[4].part_count = PARTS;
    sample.part_assessments[0] =
        (struct assessment){ .target_text = TEXT("≤1000元"), .achieved_text = TEXT("900元"), .verdict = VERDICT_MET };
    sample.part_assessments[1] = (struct assessment){
        .target_text = TEXT("≤3000元"),
        .achieved_text = TEXT("4000元"),
        .verdict = VERDICT_MISSED,
        .comparison = COMPARISON_AT_MOST,
        .is_compared = true,
        .compared_achieved = number("4000"),
        .compared_target = number("3000"),
        .quotient_upper = number("3000"),
        .quotient_lower = number("4000"),
    };
    sample.scores[4].part_assessments = sample.part_assessments;
    sample.scores[4].exact = number("8.75");
    sample.scores[4].has_missed_part = true;
}

static void make_project(void)
{
    sample.project = (struct project){
        .name = cell("样例项目"),
        .year = figure("2023"),
        .total = { .annual_budget = figure("268.75"),
                   .executed = figure("235.249"),
                   .rate = figure("87.5"),
                   .score = figure("8.75") },
        .indicators = sample.indicators,
        .indicator_count = INDICATORS,
        .declared_total = figure("85.75"),
        .declared_grade = cell("优"),
        .is_scorable = true,
    };
    sample.possible[0] = &sample.bands[0];
    sample.possible[1] = &sample.bands[1];
    sample.score = (struct project_score){
        .indicators = sample.scores,
        .indicator_count = INDICATORS,
        .execution = { .budget = number("268.75"),
                       .executed = number("235.249"),
                       .has_rate = true,
                       .rate_per_cent = number("87.5345"),
                       .score = number("8.75") },
        .total = number("81.5"),
        .total_low = number("77.5"),
        .total_high = number("91.5"),
        .declared_sum = number("85.75"),
        .has_declared_scores = true,
        .grade = { .band = &sample.bands[1],
                   .computed = &sample.bands[1],
                   .possible = sample.possible,
                   .possible_count = 2 },
        .is_in_range = true,
    };
}

static void make_findings(void)
{
    finding_list_begin(&sample.findings, &arena);
    finding_report(&sample.findings, MESSAGE_budget_adjusted, ((struct place){ 5, 11 }), TEXT(""),
                   DECIMAL_ARGUMENT(number("268.75")), DECIMAL_ARGUMENT(number("270")));
    finding_report(&sample.findings, MESSAGE_score_overclaimed, ((struct place){ 12, 30 }), TEXT("成果应用"),
                   DECIMAL_ARGUMENT(number("19")), DECIMAL_ARGUMENT(number("12")), DECIMAL_ARGUMENT(number("16")),
                   TERM_ARGUMENT(TERM_why_tier_partly_achieved));
    finding_report(&sample.findings, MESSAGE_score_missing_unverifiable, ((struct place){ 13, 9 }), TEXT("完成时限"),
                   DECIMAL_ARGUMENT(number("0")), DECIMAL_ARGUMENT(number("10")));
    finding_report(&sample.findings, MESSAGE_grade_mismatch, ((struct place){ 20, 21 }), TEXT(""),
                   TEXT_ARGUMENT(TEXT("优")), TEXT_ARGUMENT(TEXT("差")), DECIMAL_ARGUMENT(number("81.5")),
                   DECIMAL_ARGUMENT(number("0")));
}

static void set_up(void)
{
    static jmp_buf no_memory;
    arena_begin(&arena, &memory, SIZE_MAX);
    arena.escape = &no_memory;
    ck_assert_int_eq(setjmp(no_memory), 0);
    memset(&sample, 0, sizeof(sample));
    make_rules();
    make_indicators();
    make_parts();
    make_project();
    make_findings();
    sample.report = (struct report_project){
        .file = TEXT("projects/样例.yaml"),
        .project = &sample.project,
        .rules = &sample.rules,
        .score = &sample.score,
        .findings = &sample.findings,
    };
    begin_output();
}

static void tear_down(void)
{
    arena_end(&arena);
}

static struct finding_list no_findings;

static struct report_project unreadable(void)
{
    finding_list_begin(&sample.findings, &arena);
    finding_add(&sample.findings, MESSAGE_document_not_utf8, (struct place){ 3, 7 }, TEXT(""), NULL, 0);
    return (struct report_project){ .file = TEXT("projects/坏.yaml"), .findings = &sample.findings };
}

static struct report_style style_of(enum language language, size_t columns)
{
    return (struct report_style){ .language = language, .columns = columns };
}

/* ---- consistency ---- */

static const struct {
    const char *total;
    const char *grade;
    bool is_scored;
    int expected;
} consistencies[] = {
    { "91", "差", true, 1 },  { "91", "优", true, 0 },   { NULL, "差", true, 1 },   { "91", NULL, true, 0 },
    { NULL, NULL, true, -1 }, { "91", "优", false, -1 }, { "91", "上等", true, 0 },
};

START_TEST(test_consistency)
{
    sample.project.declared_total = figure(consistencies[_i].total);
    sample.project.declared_grade = cell(consistencies[_i].grade);
    sample.report.score = consistencies[_i].is_scored ? &sample.score : NULL;
    ck_assert_msg(report_consistency(&sample.report) == consistencies[_i].expected, "row %d", _i);
}
END_TEST

static const struct {
    bool is_only_checked;
    bool is_scorable;
    bool is_scored;
    const char *expected;
} statuses[] = {
    { false, true, true, "scored" },
    { false, true, false, "unreadable" },
    { true, true, false, "checked" },
    { true, false, false, "unreadable" },
};

START_TEST(test_status)
{
    sample.report.is_only_checked = statuses[_i].is_only_checked;
    sample.project.is_scorable = statuses[_i].is_scorable;
    sample.report.score = statuses[_i].is_scored ? &sample.score : NULL;
    ck_assert_str_eq(report_status(&sample.report), statuses[_i].expected);
    sample.report.project = NULL;
    sample.report.score = NULL;
    ck_assert_str_eq(report_status(&sample.report), "unreadable");
}
END_TEST

/* ---- JSON ---- */

static const struct {
    const char *text;
    const char *expected;
} json_strings[] = {
    { "", "\"\"" },
    { "培训 a", "\"培训 a\"" },
    { "a\"b\\c", "\"a\\\"b\\\\c\"" },
    { "\"", "\"\\\"\"" },
    { "a\nb\tc", "\"a\\u000ab\\u0009c\"" },
    { "\x1B[31m", "\"\\u001b[31m\"" },
    { "a\xFF\x62", "\"a\xEF\xBF\xBD\x62\"" },
    { "\xE5\x9F", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
    { "\xE2\x80\xA8", "\"\xE2\x80\xA8\"" },
};

/* Every byte at every place of texts around the sizes that are looked at in one go. */
START_TEST(test_marks)
{
    static const struct marks marks = { '"', '\\', 0x1F };
    for (size_t size_bytes = 0; size_bytes <= 40; size_bytes++) {
        char *bytes = malloc(size_bytes + 1);
        size_t wrong = 0;
        ck_assert_ptr_nonnull(bytes);
        memset(bytes, 0xE6, size_bytes);
        ck_assert(!text_has_marks((struct text){ bytes, size_bytes }, marks));
        for (size_t i = 0; i < 256 * size_bytes; i++) {
            unsigned byte = (unsigned)i % 256;
            bytes[i / 256] = (char)byte;
            bool is_marked = byte == '"' || byte == '\\' || byte <= 0x1F;
            wrong += text_has_marks((struct text){ bytes, size_bytes }, marks) != is_marked;
            bytes[i / 256] = (char)0xE6;
        }
        ck_assert_msg(wrong == 0, "%zu of %zu bytes", wrong, size_bytes);
        free(bytes);
    }
}
END_TEST

START_TEST(test_json_string)
{
    json_string(&writer, text_of(json_strings[_i].text));
    ck_assert_msg(strcmp(end_output(), json_strings[_i].expected) == 0, "row %d: %s", _i, output.bytes);
}
END_TEST

START_TEST(test_json_project)
{
    json_line_project(&writer, &sample.report, LANGUAGE_ENGLISH);
    ck_assert_str_eq(
        end_output(),
        "{\"project\": \"样例项目\", \"year\": 2023, \"file\": \"projects/样例.yaml\", \"rules\": \"sample-2023\", "
        "\"status\": \"scored\", "
        "\"execution\": {\"budget\": 268.75, \"executed\": 235.249, \"rate\": 87.5345, \"score\": 8.75, "
        "\"declared_rate\": 87.5, \"declared_score\": 8.75}, "
        "\"indicators\": ["
        "{\"level1\": \"产出指标\", \"level2\": \"数量指标\", \"name\": \"参评人数\", \"weight\": 6, "
        "\"target\": \"≥400人\", \"achieved\": \"≥293人\", \"kind\": \"number\", \"comparison\": \">=\", "
        "\"target_value\": 400, \"achieved_value\": 293, \"unit\": \"人\", "
        "\"low\": 4, \"high\": 4, \"computed\": 4, \"declared\": 4}, "
        "{\"level1\": \"产出指标\", \"level2\": \"数量指标\", \"name\": \"Wi-Fi “覆盖率” ≥ 目标 (A/B) α\", "
        "\"weight\": 24, \"target\": \"260万元\", \"achieved\": \"260万\", \"kind\": \"number\", \"comparison\": null, "
        "\"target_value\": 2600000, \"achieved_value\": 2600000, \"unit\": \"元\", "
        "\"low\": 24, \"high\": 24, \"computed\": 24, \"declared\": 24}, "
        "{\"level1\": \"产出指标\", \"level2\": \"质量指标\", \"name\": \"成果应用\", \"weight\": 20, "
        "\"target\": \"良好\", \"achieved\": \"部分达成预期指标并具有一定效果\", \"kind\": \"text\", "
        "\"comparison\": null, \"target_value\": null, \"achieved_value\": null, \"unit\": null, "
        "\"low\": 12, \"high\": 16, \"computed\": 16, \"declared\": 19}, "
        "{\"level1\": \"产出指标\", \"level2\": \"时效指标\", \"name\": \"完成时限\", \"weight\": 10, "
        "\"target\": \"年底前\", \"achieved\": \"按计划推进\", \"kind\": \"deadline\", "
        "\"comparison\": null, \"target_value\": null, \"achieved_value\": null, \"unit\": null, "
        "\"low\": 0, \"high\": 10, \"computed\": 0, \"declared\": null}, "
        "{\"level1\": \"产出指标\", \"level2\": null, \"name\": \"成本\", \"weight\": 10, "
        "\"target\": null, \"achieved\": null, \"kind\": \"parts\", "
        "\"comparison\": null, \"target_value\": null, \"achieved_value\": null, \"unit\": null, "
        "\"low\": 8.75, \"high\": 8.75, \"computed\": 8.75, \"declared\": 10}, "
        "{\"level1\": \"产出指标\", \"level2\": null, \"name\": \"培训\\\"满意度\\\"\", \"weight\": 20, "
        "\"target\": \"80%-90%\", \"achieved\": \"85.5%\", \"kind\": \"range\", "
        "\"comparison\": null, \"target_value\": 80, \"achieved_value\": 85.5, \"unit\": \"%\", "
        "\"low\": 20, \"high\": 20, \"computed\": 20, \"declared\": 20}], "
        "\"total\": {\"computed\": 81.5, \"low\": 77.5, \"high\": 91.5, \"declared\": 85.75, \"declared_sum\": 85.75}, "
        "\"grade\": {\"computed\": \"差\", \"band\": \"差\", \"possible\": [\"优\", \"差\"], \"declared\": \"优\", "
        "\"consistent\": false, \"veto\": null}, "
        "\"findings\": ["
        "{\"code\": \"budget-adjusted\", \"severity\": \"note\", "
        "\"message\": \"budgeted 268.75, annual budget 270: adjusted during the year\", "
        "\"file\": \"projects/样例.yaml\", \"line\": 5, \"column\": 11, \"indicator\": null}, "
        "{\"code\": \"score-overclaimed\", \"severity\": \"error\", "
        "\"message\": \"19 points declared, more than the admissible 12–16: "
        "the achieved value is of the tier 部分达成\", "
        "\"file\": \"projects/样例.yaml\", \"line\": 12, \"column\": 30, \"indicator\": \"成果应用\"}, "
        "{\"code\": \"score-missing\", \"severity\": \"warning\", "
        "\"message\": \"no score declared and the result cannot be verified; 0 counted (admissible 0–10)\", "
        "\"file\": \"projects/样例.yaml\", \"line\": 13, \"column\": 9, \"indicator\": \"完成时限\"}, "
        "{\"code\": \"grade-mismatch\", \"severity\": \"error\", "
        "\"message\": \"the grade is \\\"优\\\"; the computed total 81.5 (0 points and above) gives \\\"差\\\"\", "
        "\"file\": \"projects/样例.yaml\", \"line\": 20, \"column\": 21, \"indicator\": null}]}\n");
}
END_TEST

START_TEST(test_json_veto_and_money_unit)
{
    sample.project.is_in_yuan = true;
    sample.score.execution.budget = number("2687500");
    sample.score.execution.executed = number("235249");
    sample.score.grade.veto = &sample.veto;
    sample.project.declared_grade = cell("差");
    json_line_project(&writer, &sample.report, LANGUAGE_CHINESE);
    end_output();
    ck_assert_ptr_nonnull(strstr(output.bytes, "\"execution\": {\"budget\": 268.75, \"executed\": 23.5249, "));
    ck_assert_ptr_nonnull(strstr(output.bytes, "\"consistent\": true, \"veto\": \"执行率 =0%\"}"));
}
END_TEST

START_TEST(test_json_unreadable)
{
    struct report_project report = unreadable();
    json_line_project(&writer, &report, LANGUAGE_CHINESE);
    ck_assert_str_eq(end_output(),
                     "{\"project\": null, \"year\": null, \"file\": \"projects/坏.yaml\", \"rules\": null, "
                     "\"status\": \"unreadable\", \"execution\": null, \"indicators\": [], \"total\": null, "
                     "\"grade\": null, \"findings\": [{\"code\": \"unreadable-document\", \"severity\": \"error\", "
                     "\"message\": \"不是 UTF-8 编码的文本；请另存为 UTF-8 后重试\", \"file\": \"projects/坏.yaml\", "
                     "\"line\": 3, \"column\": 7, \"indicator\": null}]}\n");
}
END_TEST

START_TEST(test_json_known_but_not_scored)
{
    sample.report.score = NULL;
    sample.report.findings = &no_findings;
    json_line_project(&writer, &sample.report, LANGUAGE_CHINESE);
    ck_assert_str_eq(end_output(), "{\"project\": null, \"year\": null, \"file\": \"projects/样例.yaml\", "
                                   "\"rules\": null, \"status\": \"unreadable\", \"execution\": null, "
                                   "\"indicators\": [], \"total\": null, \"grade\": null, \"findings\": []}\n");
}
END_TEST

static struct published_grade published[2] = {
    { .grade = { "优", 3 }, .count = 1, .next = &published[1] },
    { .grade = { "差", 3 }, .count = 0 },
};

static struct department department;

static struct report_department department_report(void)
{
    department = (struct department){
        .name = cell("某局"),
        .year = figure("2023"),
        .published_projects = figure("1"),
        .published_funds = figure("82993.77"),
        .published_grades = published,
    };
    return (struct report_department){
        .file = TEXT("projects/department.yaml"),
        .department = &department,
        .projects = 1,
        .funds = number("268.75"),
        .declared_grades = { { { TEXT("优"), 1 } }, 1 },
        .computed_grades = { { { TEXT("优"), 0 }, { TEXT("差"), 1 } }, 2 },
        .findings = &no_findings,
    };
}

static struct report_summary summary_report(void)
{
    return (struct report_summary){
        .projects = 2,
        .scored = 1,
        .unreadable = 1,
        .inconsistent = 1,
        .grades = { { { TEXT("优"), 0 }, { TEXT("差"), 1 } }, 2 },
        .findings = { 3, 1, 2 },
    };
}

START_TEST(test_json_frame)
{
    struct report_department department_result = department_report();
    struct report_summary summary = summary_report();
    json_begin(&writer, TEXT(""));
    json_departments_begin(&writer);
    json_department(&writer, &department_result, LANGUAGE_CHINESE, true);
    department_result.department = NULL;
    json_department(&writer, &department_result, LANGUAGE_CHINESE, false);
    json_end(&writer, &summary);
    ck_assert_str_eq(
        end_output(),
        "{\"version\": 1, \"rules\": null, \"projects\": [\n"
        "], \"departments\": [\n"
        "{\"department\": \"某局\", \"year\": 2023, \"file\": \"projects/department.yaml\", "
        "\"published\": {\"projects\": 1, \"funds\": 82993.77, \"grades\": {\"优\": 1, \"差\": 0}}, "
        "\"counted\": {\"projects\": 1, \"funds\": 268.75, \"declared_grades\": {\"优\": 1}, "
        "\"computed_grades\": {\"优\": 0, \"差\": 1}}, \"findings\": []},\n"
        "{\"department\": null, \"year\": null, \"file\": \"projects/department.yaml\", \"published\": null, "
        "\"counted\": {\"projects\": 1, \"funds\": 268.75, \"declared_grades\": {\"优\": 1}, "
        "\"computed_grades\": {\"优\": 0, \"差\": 1}}, \"findings\": []}\n"
        "], \"summary\": {\"projects\": 2, \"scored\": 1, \"unreadable\": 1, \"consistent\": 0, \"inconsistent\": 1, "
        "\"grades\": {\"优\": 0, \"差\": 1}, \"findings\": {\"error\": 3, \"warning\": 1, \"note\": 2}}}\n");
}
END_TEST

START_TEST(test_json_projects_are_parted_by_commas)
{
    sample.report.score = NULL;
    sample.report.findings = &no_findings;
    json_begin(&writer, TEXT("mof-2020"));
    json_project(&writer, &sample.report, LANGUAGE_CHINESE, true);
    json_project(&writer, &sample.report, LANGUAGE_CHINESE, false);
    json_departments_begin(&writer);
    end_output();
    ck_assert_ptr_nonnull(strstr(output.bytes, "\"rules\": \"mof-2020\", \"projects\": [\n{\"project\""));
    ck_assert_ptr_nonnull(strstr(output.bytes, "\"findings\": []},\n{\"project\""));
    ck_assert_ptr_nonnull(strstr(output.bytes, "\"findings\": []}\n], \"departments\": ["));
}
END_TEST

START_TEST(test_json_message_longer_than_a_buffer)
{
    /* Three bytes a character, at every offset to the writer's buffer: none may be parted. */
    char name[9004];
    for (size_t i = 0; i < sizeof(name); i += 3) {
        memcpy(name + i, "项", 3 < sizeof(name) - i ? 3 : sizeof(name) - i);
    }
    finding_list_begin(&sample.findings, &arena);
    struct text key = { name, 9003 - 3 * (size_t)_i };
    finding_report(&sample.findings, MESSAGE_unknown_key, ((struct place){ 1, 1 }), TEXT(""), TEXT_ARGUMENT(key));
    json_line_project(&writer, &sample.report, LANGUAGE_CHINESE);
    end_output();
    ck_assert_ptr_null(strstr(output.bytes, "\xEF\xBF\xBD"));
}
END_TEST

static const struct {
    const char *text;
    enum value_role role;
    struct value value; /* numbers as whole ones */
    const char *expected;
} readings[] = {
    { "≥60人",
      VALUE_TARGET,
      { .kind = VALUE_NUMBER,
        .comparison = COMPARISON_AT_LEAST,
        .number = { .coefficient = 60, .places = 0 },
        .unit = { "人", 3 } },
      "{\"text\": \"≥60人\", \"role\": \"target\", \"kind\": \"number\", \"comparison\": \">=\", \"value\": 60, "
      "\"unit\": \"人\", \"upper\": null, \"tier\": null, \"date\": null, \"findings\": []}\n" },
    { "约≥7.50",
      VALUE_ACHIEVED,
      { .kind = VALUE_NUMBER, .number = { .coefficient = 750, .places = 2 }, .has_sign = true, .is_approximate = true },
      "{\"text\": \"约≥7.50\", \"role\": \"achieved\", \"kind\": \"number\", \"comparison\": null, \"value\": 7.5, "
      "\"unit\": null, \"upper\": null, \"tier\": null, \"date\": null, "
      "\"findings\": [\"achieved-operator\", \"value-approximate\"]}\n" },
    { "80%-90%",
      VALUE_TARGET,
      { .kind = VALUE_RANGE, .number = { .coefficient = 80 }, .upper = { .coefficient = 90 }, .unit = { "%", 1 } },
      "{\"text\": \"80%-90%\", \"role\": \"target\", \"kind\": \"range\", \"comparison\": null, \"value\": 80, "
      "\"unit\": \"%\", \"upper\": 90, \"tier\": null, \"date\": null, \"findings\": []}\n" },
    { "9月底前",
      VALUE_TARGET,
      { .kind = VALUE_DEADLINE, .date = { 2023, 9, 30 } },
      "{\"text\": \"9月底前\", \"role\": \"target\", \"kind\": \"deadline\", \"comparison\": null, \"value\": null, "
      "\"unit\": null, \"upper\": null, \"tier\": null, \"date\": \"2023-09-30\", \"findings\": []}\n" },
    { "年底前",
      VALUE_TARGET,
      { .kind = VALUE_DEADLINE, .date = { 0, 12, 31 } },
      "{\"text\": \"年底前\", \"role\": \"target\", \"kind\": \"deadline\", \"comparison\": null, \"value\": null, "
      "\"unit\": null, \"upper\": null, \"tier\": null, \"date\": \"Y-12-31\", \"findings\": []}\n" },
    { "每月25日前",
      VALUE_TARGET,
      { .kind = VALUE_DEADLINE },
      "{\"text\": \"每月25日前\", \"role\": \"target\", \"kind\": \"deadline\", \"comparison\": null, \"value\": null, "
      "\"unit\": null, \"upper\": null, \"tier\": null, \"date\": null, \"findings\": []}\n" },
    { "未完成预期指",
      VALUE_ACHIEVED,
      { .kind = VALUE_TIER, .tier = TIER_NOT_ACHIEVED, .is_cut = true },
      "{\"text\": \"未完成预期指\", \"role\": \"achieved\", \"kind\": \"tier\", \"comparison\": null, "
      "\"value\": null, \"unit\": null, \"upper\": null, \"tier\": \"未达成\", \"date\": null, "
      "\"findings\": [\"value-truncated\"]}\n" },
    { "290$",
      VALUE_TARGET,
      { .kind = VALUE_UNREADABLE },
      "{\"text\": \"290$\", \"role\": \"target\", \"kind\": \"unreadable\", \"comparison\": null, \"value\": null, "
      "\"unit\": null, \"upper\": null, \"tier\": null, \"date\": null, \"findings\": []}\n" },
};

START_TEST(test_json_reading)
{
    json_line_reading(&writer, text_of(readings[_i].text), readings[_i].role, &readings[_i].value);
    ck_assert_str_eq(end_output(), readings[_i].expected);
}
END_TEST

/* ---- CSV ---- */

static const struct {
    const char *text;
    bool is_last;
    const char *expected;
} csv_cells[] = {
    { "", false, "," },
    { "", true, "\r\n" },
    { "培训", true, "培训\r\n" },
    { "a,b", false, "\"a,b\"," },
    { "a\"b", false, "\"a\"\"b\"," },
    { "\"", false, "\"\"\"\"," },
    { "a\nb", false, "\"a\nb\"," },
    { "=11市", false, "'=11市," },
    { "=SUM(A1,A2)", false, "\"'=SUM(A1,A2)\"," },
    { "＝1+1", false, "'＝1+1," },
    { "@x", false, "'@x," },
    { "\tx", false, "'\tx," },
    { "\rx", false, "\"'\rx\"," },
    { "-", false, "'-," },
    { "-5", false, "-5," },
    { "+5.25", false, "+5.25," },
    { "-5%", false, "'-5%," },
    { "+-5", false, "'+-5," },
    { "-5+cmd", false, "'-5+cmd," },
    { "≥60人", false, "≥60人," },
    { "a\xFF", false, "a\xEF\xBF\xBD," },
};

START_TEST(test_csv_cell)
{
    csv_cell(&writer, text_of(csv_cells[_i].text), csv_cells[_i].is_last);
    ck_assert_msg(strcmp(end_output(), csv_cells[_i].expected) == 0, "row %d: %s", _i, output.bytes);
}
END_TEST

START_TEST(test_csv_audit)
{
    csv_audit_head(&writer, LANGUAGE_ENGLISH);
    csv_audit_project(&writer, &sample.report, LANGUAGE_ENGLISH);
    sample.score.grade.possible_count = 1;
    sample.score.grade.veto = &sample.veto;
    csv_audit_project(&writer, &sample.report, LANGUAGE_ENGLISH);
    struct report_project report = unreadable();
    csv_audit_project(&writer, &report, LANGUAGE_ENGLISH);
    ck_assert_str_eq(
        end_output(),
        "\xEF\xBB\xBF"
        "file,project,year,rules,status,budget (万元),executed (万元),rate (%),execution score computed,"
        "execution score declared,total computed,total low,total high,total declared,declared sum,grade computed,"
        "grade band,grade declared,grades possible,consistent,veto,errors,warnings,notes,findings\r\n"
        "projects/样例.yaml,样例项目,2023,sample-2023,scored,268.75,235.249,87.5345,8.75,8.75,81.5,77.5,91.5,85.75,"
        "85.75,差,差,优,\"优 差\",false,,2,1,1,budget-adjusted score-overclaimed score-missing grade-mismatch\r\n"
        "projects/样例.yaml,样例项目,2023,sample-2023,scored,268.75,235.249,87.5345,8.75,8.75,81.5,77.5,91.5,85.75,"
        "85.75,差,差,优,优,false,执行率 =0%,2,1,1,"
        "budget-adjusted score-overclaimed score-missing grade-mismatch\r\n"
        "projects/坏.yaml,,,,unreadable,,,,,,,,,,,,,,,,,1,0,0,unreadable-document\r\n");
}
END_TEST

START_TEST(test_csv_score)
{
    csv_score_head(&writer, LANGUAGE_CHINESE);
    csv_score_project(&writer, &sample.report, LANGUAGE_CHINESE);
    sample.report.score = NULL;
    csv_score_project(&writer, &sample.report, LANGUAGE_CHINESE);
    ck_assert_str_eq(
        end_output(),
        "\xEF\xBB\xBF"
        "文件,项目名称,一级指标,二级指标,名称,分值,指标值,完成值,可得下限,可得上限,复算得分,自评得分,说明\r\n"
        "projects/样例.yaml,样例项目,产出指标,数量指标,参评人数,6,≥400人,≥293人,4,4,4,4,未达到\r\n"
        "projects/样例.yaml,样例项目,产出指标,数量指标,Wi-Fi “覆盖率” ≥ 目标 (A/B) α,24,260万元,260万,24,24,24,24,"
        "达到\r\n"
        "projects/样例.yaml,样例项目,产出指标,质量指标,成果应用,20,良好,部分达成预期指标并具有一定效果,12,16,16,19,"
        "部分达成\r\n"
        "projects/样例.yaml,样例项目,产出指标,时效指标,完成时限,10,年底前,按计划推进,0,10,0,,无法核实\r\n"
        "projects/样例.yaml,样例项目,产出指标,,成本,10,,,8.75,8.75,8.75,10,分项之和\r\n"
        "projects/样例.yaml,样例项目,产出指标,,\"培训\"\"满意度\"\"\",20,80%-90%,85.5%,20,20,20,20,达到\r\n"
        "projects/样例.yaml,样例项目,预算执行率,,预算执行率,10,268.75,235.249,8.75,8.75,8.75,8.75,87.5345%\r\n"
        "projects/样例.yaml,样例项目,总分,,总分,100,,,77.5,91.5,81.5,85.75,差\r\n"
        "projects/样例.yaml,样例项目,,,,,,,,,,,无法评分\r\n");
}
END_TEST

START_TEST(test_csv_findings)
{
    csv_findings_head(&writer, LANGUAGE_CHINESE);
    finding_report(&sample.findings, MESSAGE_overspent, ((struct place){ 6, 1 }), TEXT(""), TEXT_ARGUMENT(TEXT("=A1")),
                   DECIMAL_ARGUMENT(number("2")), DECIMAL_ARGUMENT(number("1")));
    csv_findings(&writer, sample.report.file, &sample.findings, LANGUAGE_ENGLISH);
    ck_assert_str_eq(
        end_output(),
        "\xEF\xBB\xBF"
        "文件,行,列,级别,代码,指标,说明\r\n"
        "projects/样例.yaml,5,11,note,budget-adjusted,,"
        "\"budgeted 268.75, annual budget 270: adjusted during the year\"\r\n"
        "projects/样例.yaml,12,30,error,score-overclaimed,成果应用,"
        "\"19 points declared, more than the admissible 12–16: the achieved value is of the tier 部分达成\"\r\n"
        "projects/样例.yaml,13,9,warning,score-missing,完成时限,"
        "\"no score declared and the result cannot be verified; 0 counted (admissible 0–10)\"\r\n"
        "projects/样例.yaml,20,21,error,grade-mismatch,,"
        "\"the grade is \"\"优\"\"; the computed total 81.5 (0 points and above) gives \"\"差\"\"\"\r\n"
        "projects/样例.yaml,6,1,warning,overspent,,\"'=A1: executed 2 is more than the budget 1\"\r\n");
}
END_TEST

/* ---- characters and lines ---- */

static const struct {
    const char *text;
    size_t cells;
    const char *expected;
} shown[] = {
    { "培训", 4, "培训" },
    { "培训费", 5, "培训…" },
    { "培训费", 4, "培…" },
    { "培训费", 1, "…" },
    { "培训费", 0, "" },
    { "abc", 2, "a…" },
    { "a\nb", 9, "a b" },
    { "\x1B[31m红", 9, "\xEF\xBF\xBD[31m红" },
    { "a\xC2\x9B\xE2\x80\xAE\x62", 9, "a\xEF\xBF\xBD\xEF\xBF\xBD\x62" },
    { "\xE5\x9F", 9, "\xEF\xBF\xBD\xEF\xBF\xBD" },
};

START_TEST(test_shown)
{
    size_t cells = writer_shown_within(&writer, text_of(shown[_i].text), shown[_i].cells);
    ck_assert_msg(strcmp(end_output(), shown[_i].expected) == 0, "row %d: %s", _i, output.bytes);
    ck_assert_uint_eq(cells, width_cells(text_of(output.bytes)));
}
END_TEST

static const struct {
    const char *text;
    size_t used_cells;
    size_t indent_cells;
    size_t columns;
    const char *expected;
} wraps[] = {
    { "", 0, 0, 10, "\n" },
    { "预算执行得分", 0, 0, 12, "预算执行得分\n" },
    { "预算执行得分", 0, 2, 8, "预算执行\n  得分\n" },
    { "预算执行，得分", 0, 0, 8, "预算执\n行，得分\n" },
    { "预算（执行）", 0, 0, 6, "预算\n（执\n行）\n" },
    { "填“优”者", 0, 0, 4, "填\n“优”\n者\n" },
    { "the sum of scores", 0, 2, 10, "the sum of\n  scores\n" },
    { "得分 4.395 分", 0, 0, 9, "得分\n4.395 分\n" },
    { "得分4.395分", 0, 0, 6, "得分\n4.395\n分\n" },
    { "abcdefghij", 0, 1, 4, "abcd\n efg\n hij\n" },
    { "abcd efgh", 6, 2, 12, "abcd\n  efgh\n" },
    { "abcd", 10, 2, 12, "\n  abcd\n" },
    { " a  b\nc ", 0, 0, 20, "a b c\n" },
    { "a\x1B[31mb", 0, 0, 20, "a\xEF\xBF\xBD[31mb\n" },
    { "中文", 0, 8, 4, "中文\n" },
};

START_TEST(test_wrap)
{
    struct wrap wrap;
    wrap_begin(&wrap, &writer, wraps[_i].used_cells, wraps[_i].indent_cells, wraps[_i].columns);
    writer_string(&wrap.pieces, wraps[_i].text);
    wrap_end(&wrap);
    ck_assert_msg(strcmp(end_output(), wraps[_i].expected) == 0, "row %d: %s", _i, output.bytes);
}
END_TEST

START_TEST(test_wrap_run_longer_than_its_room)
{
    struct wrap wrap;
    wrap_begin(&wrap, &writer, 0, 0, 100);
    for (size_t i = 0; i < 3 * WRAP_RUN_BYTES; i++) {
        writer_character(&wrap.pieces, 'a');
    }
    wrap_end(&wrap);
    end_output();
    size_t letters = 0;
    for (size_t i = 0; i < output.size_bytes; i++) {
        letters += output.bytes[i] == 'a';
    }
    ck_assert_uint_eq(letters, 3 * WRAP_RUN_BYTES);
}
END_TEST

/* ---- text ---- */

START_TEST(test_text_score)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    text_score_project(&writer, &sample.report, &style);
    ck_assert_str_eq(
        end_output(),
        "样例项目 2023\n"
        "  文件  projects/样例.yaml\n"
        "  规则  sample-2023 样例\n"
        "\n"
        "✗ 等级不符：填 85.75 优，复算 81.5 差（可得 77.5–91.5）\n"
        "\n"
        "  指标                     分值   自评   复算  可得区间     说明\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "  产出指标 · 数量指标\n"
        "  参评人数                    6      4      4  4            ≥400人 → ≥293人，未达到：6 × 293 ÷ 400 =\n"
        "                                                            4.395 → 4\n"
        "  Wi-Fi “覆盖率” ≥ 目标 (…   24     24     24  24           260万元 → 260万，达到\n"
        "  产出指标 · 质量指标\n"
        "✗ 成果应用                   20     19     16  12–16        良好 → 部分达成预期指标并具有一定效果，\n"
        "                                                            部分达成 60%–80%\n"
        "  产出指标 · 时效指标\n"
        "! 完成时限                   10      —      0  0–10         年底前 → 按计划推进，无法核实\n"
        "  产出指标\n"
        "  成本                       10     10   8.75  8.75         2 个分项之和\n"
        "    水费                                                    ≤1000元 → 900元，达到\n"
        "    电费                                                    ≤3000元 → 4000元，超过上限：3,000 ÷\n"
        "                                                            4,000 = 75%\n"
        "  培训\"满意度\"               20     20     20  20           80%-90% → 85.5%，达到\n"
        "  资金\n"
        "  预算执行率                 10   8.75   8.75  8.75         235.249 ÷ 268.75 ≈ 87.5345%（填 87.5%）\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "  总分                      100  85.75   81.5  77.5–91.5    各项自评之和 85.75\n"
        "✗ 等级                              优     差  优、差       0 分及以上\n"
        "\n"
        "projects/样例.yaml:12:30: 错误 score-overclaimed\n"
        "    成果应用：得分填 19，高于可得的 12–16 分：完成值为“部分达成”一档\n"
        "projects/样例.yaml:20:21: 错误 grade-mismatch\n"
        "    等级填“优”，复算总分 81.5，按规则（0 分及以上）应为“差”\n"
        "projects/样例.yaml:13:9: 警告 score-missing\n"
        "    完成时限：没有填得分，且完成情况无法核实，按 0 分计（可得 0–10）\n"
        "projects/样例.yaml:5:11: 提示 budget-adjusted\n"
        "    预算编制数 268.75，全年预算数 270：年中有调整\n"
        "\n");
}
END_TEST

/* Why an indicator of 6 points gets what it gets, in both languages. */
static const struct {
    enum verdict verdict;
    enum tier tier;
    const char *upper;
    const char *lower;
    const char *exact;
    bool is_missed_at_bound;
    const char *chinese;
    const char *english;
} whys[] = {
    { VERDICT_MET, 0, "0", "0", "0", false, "达到\n", "met\n" },
    { VERDICT_MISSED, 0, "1", "3", "2", false, "未达到：6 × 1 ÷ 3 = 2\n", "missed: 6 × 1 ÷ 3 = 2\n" },
    { VERDICT_MISSED, 0, "1", "7", "0.857143", false, "未达到：6 × 1 ÷ 7 ≈ 0.857143\n",
      "missed: 6 × 1 ÷ 7 ≈ 0.857143\n" },
    { VERDICT_MISSED, 0, "0", "0", "0", false, "未达到，不得分\n", "missed, no points\n" },
    { VERDICT_MISSED, 0, "-1", "3", "0", false, "未达到，不得分\n", "missed, no points\n" },
    { VERDICT_MISSED, 0, "1", "1", "6", true, "恰等于不含的界限，不算达到\n",
      "equals the bound, which is not included: not met\n" },
    { VERDICT_TIER, TIER_ACHIEVED, "0", "0", "0", false, "达成 80%–100%\n", "achieved 80%–100%\n" },
    { VERDICT_TIER, TIER_NOT_ACHIEVED, "0", "0", "0", false, "未达成 0%–60%\n", "not achieved 0%–60%\n" },
    { VERDICT_SAME_TEXT, 0, "0", "0", "0", false, "与指标值相同，按达成 80%–100%\n",
      "repeats the target, as achieved 80%–100%\n" },
    { VERDICT_ON_TIME, 0, "0", "0", "0", false, "按时，按达成 80%–100%\n", "on time, as achieved 80%–100%\n" },
    { VERDICT_LATE, 0, "0", "0", "0", false, "超过时限 0%–80%\n", "late 0%–80%\n" },
    { VERDICT_TARGET_BLANK, 0, "0", "0", "0", false, "指标值空白 0%–50%\n", "target blank 0%–50%\n" },
    { VERDICT_ACHIEVED_BLANK, 0, "0", "0", "0", false, "没有完成值，不得分\n", "nothing stated, no points\n" },
    { VERDICT_UNVERIFIABLE, 0, "0", "0", "0", false, "无法核实\n", "cannot be verified\n" },
};

static void write_why_of(int row, enum language language)
{
    struct indicator_score *score = &sample.scores[0];
    struct report_style style = style_of(language, 140);
    make_score(0, whys[row].verdict, "0", "6", "0");
    score->assessment.target_text = TEXT("≥7人");
    score->assessment.achieved_text = TEXT("");
    score->assessment.tier = whys[row].tier;
    score->assessment.quotient_upper = number(whys[row].upper);
    score->assessment.quotient_lower = number(whys[row].lower);
    score->assessment.is_missed_at_bound = whys[row].is_missed_at_bound;
    score->exact = number(whys[row].exact);
    score->is_rounded = false;
    sample.score.indicator_count = 1;
    begin_output();
    text_score_project(&writer, &sample.report, &style);
    end_output();
}

static const char *why_words(const char *arrow)
{
    const char *found = strstr(output.bytes, arrow);
    ck_assert_ptr_nonnull(found);
    return found + strlen(arrow);
}

START_TEST(test_text_score_why)
{
    write_why_of(_i, LANGUAGE_CHINESE);
    const char *words = why_words("≥7人 → —，");
    ck_assert_msg(strncmp(words, whys[_i].chinese, strlen(whys[_i].chinese)) == 0, "row %d: %.80s", _i, words);
    write_why_of(_i, LANGUAGE_ENGLISH);
    words = why_words("≥7人 → —, ");
    ck_assert_msg(strncmp(words, whys[_i].english, strlen(whys[_i].english)) == 0, "row %d: %.80s", _i, words);
}
END_TEST

static const struct {
    const char *total;
    const char *grade;
    size_t errors;
    bool has_veto;
    const char *verdict;
    const char *grade_row;
} verdicts[] = {
    { "81.5", "差", 0, false, "✓ 等级一致：填 81.5 差，复算 81.5 差（可得 77.5–91.5）\n", "差           0 分及以上\n" },
    { "81.5", "差", 2, false, "✗ 等级一致：填 81.5 差，复算 81.5 差（可得 77.5–91.5）；但还有 2 个错误要改，见下\n",
      "" },
    { "91", "优", 1, true, "✗ 等级不符：填 91 优，复算 81.5 差（可得 77.5–91.5）\n",
      "81.5 属 优，因“执行率 =0%”定为 差\n" },
    { "91", NULL, 1, false, "✗ 填了总分而没有等级：填 91，复算 81.5 差（可得 77.5–91.5）\n", "" },
    { NULL, NULL, 0, false, "✓ 没有填总分和等级：复算 81.5 差（可得 77.5–91.5）\n", "" },
};

START_TEST(test_text_score_verdict)
{
    const struct grade_band *possible[] = { &sample.bands[1] };
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    sample.project.declared_total = figure(verdicts[_i].total);
    sample.project.declared_grade = cell(verdicts[_i].grade);
    sample.findings =
        (struct finding_list){ .count = verdicts[_i].errors, .count_by_severity = { verdicts[_i].errors, 0, 0 } };
    if (verdicts[_i].has_veto) {
        sample.score.grade.veto = &sample.veto;
        sample.score.grade.band = &sample.bands[0];
    }
    sample.score.grade.possible = possible;
    sample.score.grade.possible_count = 1;
    text_score_project(&writer, &sample.report, &style);
    end_output();
    ck_assert_msg(strstr(output.bytes, verdicts[_i].verdict) != NULL, "row %d: %s", _i, output.bytes);
    ck_assert_msg(strstr(output.bytes, verdicts[_i].grade_row) != NULL, "row %d: %s", _i, output.bytes);
}
END_TEST

START_TEST(test_text_score_without_budget)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 120);
    sample.score.execution.has_rate = false;
    text_score_project(&writer, &sample.report, &style);
    ck_assert_ptr_nonnull(strstr(end_output(), "全年预算数为 0，没有执行率，按规则得 8.75 分\n"));
}
END_TEST

START_TEST(test_text_score_marks_the_right_one_of_two_names)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    sample.indicators[0].name = cell("成果应用");
    text_score_project(&writer, &sample.report, &style);
    end_output();
    ck_assert_ptr_nonnull(strstr(output.bytes, "\n  成果应用                    6 "));
    ck_assert_ptr_nonnull(strstr(output.bytes, "\n✗ 成果应用                   20 "));
}
END_TEST

START_TEST(test_text_score_unreadable)
{
    struct report_style style = style_of(LANGUAGE_ENGLISH, 100);
    struct report_project report = unreadable();
    text_score_project(&writer, &report, &style);
    ck_assert_str_eq(end_output(), "坏.yaml\n"
                                   "  file   projects/坏.yaml\n"
                                   "\n"
                                   "? cannot be scored; the reason stands below\n"
                                   "\n"
                                   "projects/坏.yaml:3:7: error unreadable-document\n"
                                   "    not UTF-8 text; save the file as UTF-8 and try again\n"
                                   "\n");
}
END_TEST

/* Chinese, Latin and signs of ambiguous width must all line up. */
START_TEST(test_text_audit_table)
{
    static const char *const names[] = {
        "2023年中小企业发展专项资金（省级）支持“专精特新”企业高质量发展奖励项目",
        "A/B 测试 Wi-Fi α≥β",
        "Ziping",
    };
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    text_audit_head(&writer, &style);
    text_audit_row(&writer, &sample.report, &style);
    struct report_project good = sample.report;
    good.findings = &no_findings;
    sample.project.declared_grade = cell("差");
    for (int i = 0; i < COUNT(names); i++) {
        sample.project.name = cell(names[i]);
        text_audit_row(&writer, &good, &style);
    }
    sample.project.declared_grade = cell(NULL);
    sample.project.declared_total = figure(NULL);
    sample.score.execution.has_rate = false;
    text_audit_row(&writer, &good, &style);
    struct report_project report = unreadable();
    text_audit_row(&writer, &report, &style);
    ck_assert_str_eq(
        end_output(),
        "  项目                                           执行率   自评        复算      可得区间    错 警 提\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "✗ 样例项目                                     87.5345%  85.75 优     81.5 差   77.5–91.5    2  1  1\n"
        "✓ 2023年中小企业发展专项资金（省级）支持“专精… 87.5345%  85.75 差     81.5 差   77.5–91.5\n"
        "✓ A/B 测试 Wi-Fi α≥β                           87.5345%  85.75 差     81.5 差   77.5–91.5\n"
        "✓ Ziping                                       87.5345%  85.75 差     81.5 差   77.5–91.5\n"
        "✓ Ziping                                              —      — —      81.5 差   77.5–91.5\n"
        "? 坏.yaml                                      无法评分                                      1\n");
}
END_TEST

START_TEST(test_text_quiet_leaves_out_what_is_in_order)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    style.is_quiet = true;
    sample.project.declared_grade = cell("差");
    sample.report.findings = &no_findings;
    text_audit_row(&writer, &sample.report, &style);
    text_check_document(&writer, sample.report.file, &no_findings, &style);
    ck_assert_str_eq(end_output(), "");
}
END_TEST

START_TEST(test_text_audit_inconsistency)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    finding_report(&sample.findings, MESSAGE_grade_vetoed, ((struct place){ 0, 0 }), TEXT(""),
                   TEXT_ARGUMENT(TEXT("执行率 =0%")), DECIMAL_ARGUMENT(number("90")), TEXT_ARGUMENT(TEXT("优")),
                   TEXT_ARGUMENT(TEXT("差")));
    ck_assert(text_audit_inconsistency(&writer, &sample.report, &style));
    sample.project.declared_grade = cell("差");
    sample.report.findings = &no_findings;
    ck_assert(!text_audit_inconsistency(&writer, &sample.report, &style));
    ck_assert_str_eq(end_output(), "\n"
                                   "✗ 样例项目\n"
                                   "  projects/样例.yaml\n"
                                   "    12:30 score-overclaimed\n"
                                   "      成果应用：得分填 19，高于可得的 12–16 分：完成值为“部分达成”一档\n"
                                   "    20:21 grade-mismatch\n"
                                   "      等级填“优”，复算总分 81.5，按规则（0 分及以上）应为“差”\n"
                                   "    grade-vetoed\n"
                                   "      总分 90 属“优”，因“执行率 =0%”定为“差”\n");
}
END_TEST

START_TEST(test_text_department_and_summary)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    struct report_department department_result = department_report();
    struct report_summary summary = summary_report();
    text_department(&writer, &department_result, &style);
    text_summary(&writer, &summary, &style);
    ck_assert_str_eq(end_output(), "\n"
                                   "部门核对\n"
                                   "  某局 2023\n"
                                   "  projects/department.yaml\n"
                                   "\n"
                                   "                                   公开             复核    各项目自评\n"
                                   "──────────────────────────────────────────────────────────────────────\n"
                                   "✓ 项目个数                            1                1\n"
                                   "✗ 涉及资金（万元）            82,993.77           268.75\n"
                                   "✗ 优                                  1                0             1\n"
                                   "✗ 差                                  0                1             0\n"
                                   "\n"
                                   "汇总\n"
                                   "  项目个数          2：可评分 1，无法评分 1\n"
                                   "  自评等级          一致 0，不一致 1\n"
                                   "  复算等级          优 0，差 1\n"
                                   "  发现              错误 3，警告 1，提示 2\n");
}
END_TEST

START_TEST(test_text_department_that_published_nothing)
{
    struct report_style style = style_of(LANGUAGE_ENGLISH, 100);
    struct report_department report = department_report();
    department.published_projects = figure(NULL);
    department.published_funds = figure(NULL);
    department.published_grades = NULL;
    report.funds = decimal_out_of_range();
    text_department(&writer, &report, &style);
    ck_assert_str_eq(end_output(), "\n"
                                   "Reconciliation\n"
                                   "  某局 2023\n"
                                   "  projects/department.yaml\n"
                                   "\n"
                                   "                              published          counted      declared\n"
                                   "──────────────────────────────────────────────────────────────────────\n"
                                   "  projects                            —                1\n"
                                   "  funds (万元)                        —                —\n"
                                   "  优                                  —                0             1\n"
                                   "  差                                  —                1             0\n");
}
END_TEST

START_TEST(test_text_check_document)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    text_check_document(&writer, TEXT("a.yaml"), &no_findings, &style);
    struct report_project report = unreadable();
    text_check_document(&writer, report.file, report.findings, &style);
    ck_assert_str_eq(end_output(), "✓ a.yaml：文件没有问题（没有评分）\n"
                                   "projects/坏.yaml:3:7: 错误 unreadable-document\n"
                                   "    不是 UTF-8 编码的文本；请另存为 UTF-8 后重试\n");
}
END_TEST

START_TEST(test_text_rule_set)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 60);
    sample.rules.basis[RULE_PART_LATE] = TEXT("推断，办法没有单说时限；晚了就不是达成，所以不高于达成一档的下限");
    text_rule_set(&writer, &sample.rules, &style);
    ck_assert_str_eq(end_output(), "sample-2023 样例\n"
                                   "  继承                  mof-2020\n"
                                   "  适用年度              2023–不限\n"
                                   "  满分                  100 分\n"
                                   "  依据                  财预〔2020〕10号\n"
                                   "\n"
                                   "权重\n"
                                   "  预算执行率            10 分\n"
                                   "  产出指标              60 分\n"
                                   "  满意度指标            30 分\n"
                                   "\n"
                                   "预算执行\n"
                                   "  预算为零              0 分\n"
                                   "  小数位                2\n"
                                   "\n"
                                   "定量指标\n"
                                   "  未达标                按比例：分值 × 完成值 ÷ 指标值\n"
                                   "  超上限                反比：分值 × 指标值 ÷ 完成值\n"
                                   "  等号超额              满分\n"
                                   "  小数位                0\n"
                                   "  超额说明              130% 的指标值起\n"
                                   "\n"
                                   "定性指标\n"
                                   "  达成                  80%–100%，取值 100%\n"
                                   "  部分达成              60%–80%，取值 70%\n"
                                   "  未达成                0%–60%，取值 0%\n"
                                   "\n"
                                   "时限未达\n"
                                   "  区间                  0%–80%，取值 60%\n"
                                   "  依据                  推断，办法没有单说时限；晚了就不是达\n"
                                   "                        成，所以不高于达成一档的下限\n"
                                   "\n"
                                   "指标值空白\n"
                                   "  区间                  0%–50%，取值 50%\n"
                                   "\n"
                                   "等级\n"
                                   "  优                    90 分及以上\n"
                                   "  差                    0 分及以上\n"
                                   "  依据                  推断\n"
                                   "\n"
                                   "否决\n"
                                   "  执行率 =0%            定为 差\n"
                                   "  依据                  推断\n");
}
END_TEST

/* Everything there is, in one go. */
static void write_all_text(const struct report_style *style)
{
    struct report_department department_result = department_report();
    struct report_summary summary = summary_report();
    department_result.findings = &sample.findings;
    text_score_project(&writer, &sample.report, style);
    text_audit_head(&writer, style);
    text_audit_row(&writer, &sample.report, style);
    text_audit_inconsistencies_title(&writer, style);
    text_audit_inconsistency(&writer, &sample.report, style);
    text_department(&writer, &department_result, style);
    text_summary(&writer, &summary, style);
    text_check_document(&writer, sample.report.file, &sample.findings, style);
    text_check_document(&writer, sample.report.file, &no_findings, style);
    text_rule_set(&writer, &sample.rules, style);
    for (enum finding_code code = 0; code < FINDING_CODE_COUNT; code++) {
        text_explanation(&writer, code, style);
    }
}

static void make_hostile(void)
{
    static const char words[] = "很长的名称很长的名称很长的名称很长的名称 and a long name, with \x1B[31mcolour\x1B[0m\n"
                                "and\ttabs“引号”（括号）不可以断在这里，\xE2\x80\xAE反向"
                                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const struct text text = TEXT(words);
    const struct decimal long_number = number("123456789012345678.123456789012");
    sample.report.file = text;
    sample.project.name.text = text;
    sample.project.declared_grade.text = text;
    sample.rules.name = text;
    sample.rules.basis[RULE_PART_WHOLE] = text;
    sample.bands[1].grade = text;
    sample.veto.title = text;
    sample.score.total = long_number;
    sample.score.total_high = long_number;
    sample.score.execution.rate_per_cent = long_number;
    sample.indicators[0].level1 = text;
    sample.indicators[0].name.text = text;
    sample.indicators[0].weight.value = long_number;
    sample.scores[0].assessment.target_text = text;
    sample.scores[0].high = long_number;
    sample.parts[0].name.text = text;
    finding_report(&sample.findings, MESSAGE_unknown_key, ((struct place){ 123456, 789 }), text, TEXT_ARGUMENT(text));
}

static const size_t widths[] = { 0, 48, 60, 77, 80, 100, 120, 250 };

static void check_lines(size_t columns)
{
    const char *line = end_output();
    for (const char *end = strchr(line, '\n'); end != NULL; line = end + 1, end = strchr(line, '\n')) {
        struct text text = { line, (size_t)(end - line) };
        ck_assert_msg(width_cells(text) <= columns, "%d columns: %.*s", (int)columns, (int)text.size_bytes, line);
        ck_assert_msg(!text_ends_with(text, TEXT(" ")), "a blank at the end: %.*s", (int)text.size_bytes, line);
        ck_assert_msg(!text_contains(text, TEXT("\x1B")), "an escape: %.*s", (int)text.size_bytes, line);
    }
    ck_assert_str_eq(line, "");
}

START_TEST(test_text_is_never_wider_than_the_terminal)
{
    enum { NARROWEST_COLUMNS = 48 };
    size_t columns = widths[_i] < NARROWEST_COLUMNS ? NARROWEST_COLUMNS : widths[_i];
    for (int round = 0; round < 2; round++) {
        for (enum language language = LANGUAGE_CHINESE; language < LANGUAGE_COUNT; language++) {
            struct report_style style = style_of(language, widths[_i]);
            begin_output();
            write_all_text(&style);
            style.is_quiet = true;
            write_all_text(&style);
            check_lines(columns);
        }
        make_hostile();
    }
}
END_TEST

START_TEST(test_text_colours_only_add)
{
    static char plain[sizeof(output.bytes)];
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    write_all_text(&style);
    strcpy(plain, end_output());
    style.has_colour = true;
    begin_output();
    write_all_text(&style);
    end_output();
    ck_assert_ptr_nonnull(strstr(output.bytes, "\x1B[31m✗\x1B[0m"));
    size_t kept = 0;
    for (size_t i = 0; i < output.size_bytes; i++) {
        if (output.bytes[i] == '\x1B') {
            i = (size_t)(strchr(output.bytes + i, 'm') - output.bytes);
        } else {
            output.bytes[kept++] = output.bytes[i];
        }
    }
    output.bytes[kept] = '\0';
    ck_assert_str_eq(output.bytes, plain);
}
END_TEST

START_TEST(test_a_refusing_output_ends_everything)
{
    struct report_style style = style_of(LANGUAGE_CHINESE, 100);
    struct report_summary summary = summary_report();
    output.refuse_after_bytes = 5000;
    write_all_text(&style);
    json_project(&writer, &sample.report, LANGUAGE_CHINESE, true);
    json_end(&writer, &summary);
    csv_audit_project(&writer, &sample.report, LANGUAGE_CHINESE);
    ck_assert(!writer_flush(&writer));
    ck_assert_uint_le(output.size_bytes, 5000);
}
END_TEST

static Suite *report_suite(void)
{
    Suite *suite = suite_create("report");
    TCase *tests = tcase_create("report");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_consistency, 0, COUNT(consistencies));
    tcase_add_loop_test(tests, test_status, 0, COUNT(statuses));
    tcase_add_test(tests, test_marks);
    tcase_add_loop_test(tests, test_json_string, 0, COUNT(json_strings));
    tcase_add_test(tests, test_json_project);
    tcase_add_test(tests, test_json_veto_and_money_unit);
    tcase_add_test(tests, test_json_unreadable);
    tcase_add_test(tests, test_json_known_but_not_scored);
    tcase_add_test(tests, test_json_frame);
    tcase_add_test(tests, test_json_projects_are_parted_by_commas);
    tcase_add_loop_test(tests, test_json_message_longer_than_a_buffer, 0, 3);
    tcase_add_loop_test(tests, test_json_reading, 0, COUNT(readings));
    tcase_add_loop_test(tests, test_csv_cell, 0, COUNT(csv_cells));
    tcase_add_test(tests, test_csv_audit);
    tcase_add_test(tests, test_csv_score);
    tcase_add_test(tests, test_csv_findings);
    tcase_add_loop_test(tests, test_shown, 0, COUNT(shown));
    tcase_add_loop_test(tests, test_wrap, 0, COUNT(wraps));
    tcase_add_test(tests, test_wrap_run_longer_than_its_room);
    tcase_add_test(tests, test_text_score);
    tcase_add_test(tests, test_text_score_marks_the_right_one_of_two_names);
    tcase_add_loop_test(tests, test_text_score_why, 0, COUNT(whys));
    tcase_add_loop_test(tests, test_text_score_verdict, 0, COUNT(verdicts));
    tcase_add_test(tests, test_text_score_without_budget);
    tcase_add_test(tests, test_text_score_unreadable);
    tcase_add_test(tests, test_text_audit_table);
    tcase_add_test(tests, test_text_quiet_leaves_out_what_is_in_order);
    tcase_add_test(tests, test_text_audit_inconsistency);
    tcase_add_test(tests, test_text_department_and_summary);
    tcase_add_test(tests, test_text_department_that_published_nothing);
    tcase_add_test(tests, test_text_check_document);
    tcase_add_test(tests, test_text_rule_set);
    tcase_add_loop_test(tests, test_text_is_never_wider_than_the_terminal, 0, COUNT(widths));
    tcase_add_test(tests, test_text_colours_only_add);
    tcase_add_test(tests, test_a_refusing_output_ends_everything);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return run_suite(report_suite());
}
