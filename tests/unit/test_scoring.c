#include "engine_fixture.h"

/* ---- one indicator: tests/cases/scores.tsv ---- */

enum { COLUMNS = 11, MOST_ROWS = 400, MOST_LINE_BYTES = 1000 };

static char rows[MOST_ROWS][MOST_LINE_BYTES];
static int row_count;

static void read_rows(void)
{
    FILE *file = fopen(ZIPING_TEST_DATA "/cases/scores.tsv", "r");
    while (file != NULL && row_count < MOST_ROWS && fgets(rows[row_count], MOST_LINE_BYTES, file) != NULL) {
        rows[row_count][strcspn(rows[row_count], "\n")] = '\0';
        row_count += rows[row_count][0] != '#';
    }
    if (file != NULL) {
        fclose(file);
    }
}

static void split(char *line, char **columns)
{
    for (int i = 0; i < COLUMNS; i++) {
        columns[i] = line;
        line += strcspn(line, "\t");
        if (*line != '\0') {
            *line++ = '\0';
        }
    }
}

static void append(char *source, size_t room_bytes, const char *key, const char *value)
{
    if (strcmp(value, "-") != 0) {
        size_t used = strlen(source);
        snprintf(source + used, room_bytes - used, "        %s: \"%s\"\n", key, value);
    }
}

static const struct project_score *score_row(char **columns)
{
    char source[4096];
    snprintf(source, sizeof(source),
             "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 1, 全年执行数: 1}}\n"
             "绩效指标:\n  %s指标:\n    %s指标:\n      - 名称: 乙\n",
             strcmp(columns[1], "成本") == 0 ? "产出" : columns[1], columns[1]);
    append(source, sizeof(source), "分值", columns[2]);
    append(source, sizeof(source), "指标值", columns[3]);
    append(source, sizeof(source), "调整后指标值", columns[4]);
    append(source, sizeof(source), "完成值", columns[5]);
    append(source, sizeof(source), "得分", columns[6]);
    const struct project *project = project_of(text_of(source));
    ck_assert_msg(findings.first == NULL, "%s: %s", source, findings.first == NULL ? "" : first_message());
    return project_assess(&arena, values, reader, project, rules_named(columns[0]));
}

static const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = {
        [VERDICT_MET] = "met",
        [VERDICT_MISSED] = "missed",
        [VERDICT_TIER] = "tier",
        [VERDICT_SAME_TEXT] = "same",
        [VERDICT_ON_TIME] = "on-time",
        [VERDICT_LATE] = "late",
        [VERDICT_TARGET_BLANK] = "blank-target",
        [VERDICT_ACHIEVED_BLANK] = "blank-achieved",
        [VERDICT_UNVERIFIABLE] = "unverifiable",
        [VERDICT_PARTS] = "parts",
    };
    return names[verdict];
}

START_TEST(one_indicator_is_scored)
{
    char line[MOST_LINE_BYTES];
    char *columns[COLUMNS];
    strcpy(line, rows[_i]);
    split(line, columns);
    const struct indicator_score *score = &score_row(columns)->indicators[0];
    ck_assert_msg(strcmp(number(score->low), columns[7]) == 0 && strcmp(number(score->high), columns[8]) == 0 &&
                      strcmp(number(score->computed), columns[9]) == 0 &&
                      strcmp(verdict_name(score->verdict), columns[10]) == 0,
                  "%s\nwas [%s, %s] %s %s", rows[_i], number(score->low), number(score->high), number(score->computed),
                  verdict_name(score->verdict));
}
END_TEST

/* ---- parts ---- */

struct parts_row {
    const char *rules;
    const char *weight;
    const char *parts; /* target and achieved value, by / and ; */
    const char *low;
    const char *high;
};

static const struct parts_row parts_rows[] = {
    /* Three met thirds of 10 are 10, not 9.99. */
    { "mof", "10", "≥1人|1人;≥1人|1人;≥1人|1人", "10", "10" },
    { "mof", "10", "≥2人|1人;≥1人|1人;≥1人|1人", "8.33", "8.33" },
    { "shanxi", "10", "≥2人|1人;≥1人|1人;≥1人|1人", "8", "8" },
    /* 10/3 × (1/3 + 1/7 + 1/11) = 10/3 × 131/231 = 1310/693 = 1.8903… */
    { "mof", "10", "≥3人|1人;≥7人|1人;≥11人|1人", "1.89", "1.89" },
    /* Nothing missed: ends are not rounded, except one without an end. */
    { "shanxi", "10", "≥1人|1人;≥1人|1人;≥1人|1人;良好|达成", "9.5", "10" },
    { "shanxi", "10", "≥1人|1人;≥1人|1人;良好|达成", "9.33", "10" },
    { "shanxi", "2.5", "≥1人|1人;≥1人|1人", "2.5", "2.5" },
    { "mof", "10", "≥1人|1人;≥1人|", "5", "5" },
    { "mof", "9", "≥1人|1人;≥1人|完成;≥4人|1人", "3.75", "6.75" },
};

START_TEST(parts_are_added_up_exactly)
{
    const struct parts_row *row = &parts_rows[_i];
    char source[4096];
    char list[1024];
    snprintf(source, sizeof(source),
             "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 1, 全年执行数: 1}}\n"
             "绩效指标: {产出指标: {数量指标: [{名称: 乙, 分值: %s, 分项: [",
             row->weight);
    strcpy(list, row->parts);
    for (char *part = strtok(list, ";"); part != NULL; part = strtok(NULL, ";")) {
        char *bar = strchr(part, '|');
        *bar = '\0';
        size_t used = strlen(source);
        snprintf(source + used, sizeof(source) - used, "{名称: 丙, 指标值: \"%s\", 完成值: \"%s\"},", part, bar + 1);
    }
    strcat(source, "]}]}}\n");
    const struct project *project = project_of(text_of(source));
    const struct project_score *score = project_assess(&arena, values, reader, project, rules_named(row->rules));
    ck_assert_int_eq(score->indicators[0].verdict, VERDICT_PARTS);
    ck_assert_msg(strcmp(number(score->indicators[0].low), row->low) == 0 &&
                      strcmp(number(score->indicators[0].high), row->high) == 0,
                  "%s: was [%s, %s]", row->parts, number(score->indicators[0].low), number(score->indicators[0].high));
}
END_TEST

/* ---- execution, total, grade ---- */

struct project_row {
    const char *rules; /* a rule set that extends mof-2020, or blank */
    const char *budget;
    const char *executed;
    const char *output;  /* achieved value of an indicator ≥100 under 产出指标, weight 50 */
    const char *benefit; /* tier word of a worded indicator under 效益指标, weight 40 */
    const char *rate;
    const char *execution;
    const char *total; /* computed [low, high] */
    const char *band;
    const char *grade;
    const char *possible;
};

static const struct project_row project_rows[] = {
    { "", "268.75", "235.249", "100", "达成", "87.5345", "8.75", "98.75 [90.75, 98.75]", "优", "优", "优" },
    { "", "3", "1", "100", "达成", "33.3333", "3.33", "93.33 [85.33, 93.33]", "优", "优", "优良" },
    { "", "3", "2", "100", "达成", "66.6667", "6.67", "96.67 [88.67, 96.67]", "优", "优", "优良" },
    { "", "100", "105", "100", "达成", "105", "10", "100 [92, 100]", "优", "优", "优" },
    { "", "0", "0", "100", "达成", "0", "0", "90 [82, 90]", "优", "优", "优良" },
    { "预算执行: {预算为零: 10}", "0", "0", "100", "达成", "0", "10", "100 [92, 100]", "优", "优", "优" },
    { "预算执行: {小数位: 0}", "100", "84.5", "0", "未达成", "84.5", "8", "8 [8, 32]", "差", "差", "差" },
    { "预算执行: {小数位: 0}", "100", "85", "0", "未达成", "85", "9", "9 [9, 33]", "差", "差", "差" },
    /* Bounds are included: exactly 60 is 中. */
    { "", "100", "100", "100", "未达成", "100", "10", "60 [60, 84]", "中", "中", "良中" },
    { "否决: [{条件: {执行率: \"=0%\"}, 等级: 差}]", "100", "0", "100", "达成", "0", "0", "90 [82, 90]", "优", "差",
      "差" },
    { "否决: [{条件: {执行率: \"<50%\"}, 上限: 中}]", "100", "49.99", "100", "达成", "49.99", "5", "95 [87, 95]", "优",
      "中", "中" },
    { "否决: [{条件: {执行率: \"<50%\"}, 上限: 中}]", "100", "50", "100", "达成", "50", "5", "95 [87, 95]", "优", "优",
      "优良" },
    /* A cap does not lift. */
    { "否决: [{条件: {执行率: \"<50%\"}, 上限: 良}]", "100", "0", "10", "未达成", "0", "0", "5 [5, 29]", "差", "差",
      "差" },
    /* In order: the cap first, then what fixes. */
    { "否决: [{条件: {执行率: \"<50%\"}, 上限: 中}, {条件: {产出指标: \"≤60%\"}, 等级: 差}]", "100", "40", "60", "达成",
      "40", "4", "74 [66, 74]", "中", "差", "差" },
    /* The share of 效益 may be 80 % to 100 %: the veto may hold or not. */
    { "否决: [{条件: {效益指标: \"<90%\"}, 上限: 中}]", "100", "100", "100", "达成", "100", "10", "100 [92, 100]", "优",
      "优", "优中" },
    /* A total in 良 needs a share below 90 %, which is 中 then: 良 is not possible. */
    { "权重: {产出指标: 50, 效益指标: 40, 满意度指标: 0}\n否决: [{条件: {效益指标: \"<90%\"}, 等级: 中}]", "100", "100",
      "90", "达成", "100", "10", "95 [87, 95]", "优", "优", "优中" },
    { "权重: {产出指标: 50, 效益指标: 40, 满意度指标: 0}\n否决: [{条件: {效益指标: \"=100%\"}, 上限: 良}]", "100",
      "100", "100", "达成", "100", "10", "100 [92, 100]", "优", "良", "优良" },
    { "否决: [{条件: {执行率: \"<33.3333%\"}, 等级: 差}]", "3", "1", "100", "达成", "33.3333", "3.33",
      "93.33 [85.33, 93.33]", "优", "优", "优良" },
    { "否决: [{条件: {执行率: \"≤33.3333%\"}, 等级: 差}]", "3", "1", "100", "达成", "33.3333", "3.33",
      "93.33 [85.33, 93.33]", "优", "优", "优良" },
    { "等级: {合格: 60, 不合格: 0}", "100", "100", "100", "达成", "100", "10", "100 [92, 100]", "合格", "合格",
      "合格" },
};

START_TEST(projects_are_graded)
{
    const struct project_row *row = &project_rows[_i];
    char source[4096];
    snprintf(source, sizeof(source), "规则集: own\n名称: 自定\n继承: mof-2020\n%s\n", row->rules);
    const struct rule_set *rules = rules_from(text_of(source));
    snprintf(source, sizeof(source),
             "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: %s, 全年执行数: %s}}\n绩效指标:\n"
             "  产出指标: [{名称: 乙, 指标值: ≥100, 完成值: \"%s\", 分值: 50}]\n"
             "  效益指标: [{名称: 丙, 指标值: 良好, 完成值: %s, 分值: 40}]\n",
             row->budget, row->executed, row->output, row->benefit);
    const struct project_score *score = project_assess(&arena, values, reader, project_of(text_of(source)), rules);
    char total[100];
    char possible[100] = "";
    snprintf(total, sizeof(total), "%s [%s, %s]", number(score->total), number(score->total_low),
             number(score->total_high));
    for (size_t i = 0; i < score->grade.possible_count; i++) {
        strcat(possible, terminated(score->grade.possible[i]->grade));
    }
    ck_assert_str_eq(number(score->execution.rate_per_cent), row->rate);
    ck_assert_str_eq(number(score->execution.score), row->execution);
    ck_assert_str_eq(total, row->total);
    assert_text(score->grade.band->grade, row->band);
    assert_text(score->grade.computed->grade, row->grade);
    ck_assert_str_eq(possible, row->possible);
    ck_assert_int_eq(score->grade.veto != NULL, strcmp(row->band, row->grade) != 0);
}
END_TEST

START_TEST(declared_scores_are_moved_to_the_nearest_end)
{
    const struct project *project = project_of(
        TEXT("项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 1, 全年执行数: 1, 得分: 9}}\n绩效指标:\n"
             "  产出指标: [{名称: 乙, 指标值: ≥100, 完成值: 50, 分值: 50, 得分: 60},"
             " {名称: 丙, 指标值: 良好, 完成值: 达成, 分值: 40, 得分: 8}]\n"));
    const struct project_score *score = project_assess(&arena, values, reader, project, rules_named("mof"));
    ck_assert_str_eq(number(score->indicators[0].computed), "25");
    ck_assert_str_eq(number(score->indicators[1].computed), "32");
    ck_assert_str_eq(number(score->total), "67");
    ck_assert_str_eq(number(score->declared_indicator_sum), "68");
    ck_assert_str_eq(number(score->declared_sum), "77");
}
END_TEST

START_TEST(figures_out_of_range_are_no_score)
{
    const struct project *project =
        project_of(TEXT("项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 0.000000000001, "
                        "全年执行数: 999999999999999999}}\n"
                        "绩效指标: {产出指标: [{名称: 乙, 指标值: ≥1, 完成值: 1, 分值: 1}]}\n"));
    const struct project_score *score = project_assess(&arena, values, reader, project, rules_named("mof"));
    /* 10^18 ÷ 10^-12 × 100 is 10^32: still exact. */
    ck_assert(score->is_in_range);
    ck_assert_str_eq(number(score->execution.rate_per_cent), "99999999999999999900000000000000");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scoring");
    TCase *indicators = tcase_create("indicators");
    read_rows();
    tcase_add_checked_fixture(indicators, begin_engine, end_engine);
    tcase_add_loop_test(indicators, one_indicator_is_scored, 0, row_count);
    tcase_add_loop_test(indicators, parts_are_added_up_exactly, 0, (int)COUNT_OF(parts_rows));
    tcase_add_loop_test(indicators, projects_are_graded, 0, (int)COUNT_OF(project_rows));
    tcase_add_test(indicators, declared_scores_are_moved_to_the_nearest_end);
    tcase_add_test(indicators, figures_out_of_range_are_no_score);
    suite_add_tcase(suite, indicators);
    if (row_count == 0) {
        fputs("cases/scores.tsv was not found\n", stderr);
        return EXIT_FAILURE;
    }
    return run_suite(suite);
}
