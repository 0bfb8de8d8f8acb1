#include "loading_fixture.h"

#include "project_load.h"

#include <setjmp.h>

static const struct project *load(const char *source)
{
    return project_load(&loading, document_of(text_of(source)));
}

/* ---- one change to a form that is as it should be ---- */

#define FUNDS "资金: {资金总额: {全年预算数: 25.6, 全年执行数: 22.4}}\n"
#define INDICATORS "绩效指标: {产出指标: {数量指标: [{名称: 甲, 分值: 90}]}}\n"
#define HEAD "项目名称: 培训\n年度: 2023\n"
/* The head is lines 1 and 2, the funds line 3, the indicators line 4. */
#define FORM HEAD FUNDS INDICATORS

struct row {
    const char *source;
    const char *findings;
    bool is_scorable;
};

static const struct row accepted_rows[] = {
    { FORM, "", true },
    { "project: 培训\nyear: 2023\nfunds: {total: {annual_budget: 1, executed: 1}}\n"
      "indicators: {output: {quantity: [{name: a, weight: 90}]}}\n",
      "", true },
    { "{\"项目名称\": \"培训\", \"year\": \"2023\", \"资金\": {\"total\": {\"全年预算数\": 1, \"executed\": 1}},\n"
      "\"绩效指标\": {\"产出指标\": [{\"name\": \"甲\", \"分值\": 90, \"得分\": null, \"完成值\": null}]}}",
      "", true },
    { FORM "项目编码: 0012\n主管部门: 省局\n预算单位: {代码: 238001, name: 省局}\n金额单位: 元\n规则集: mof-2020\n"
           "自评: {总分: 98.77, 等级: 优}\n说明: {年度目标: 办班, 随便什么: ''}\n",
      "", true },
    { FORM "self_evaluation: {total: 98.77, grade: 优}\nnotes: {}\nunit: {code: 1}\nmoney_unit: wan_yuan\n", "", true },
    { FORM "主管部门: \n自评: \n说明: ~\n", "", true },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 2, 结转结余: -1, 执行率: '-', 得分: }, 金额单位: 元,\n"
           " 省级: {全年预算数: 1, 全年执行数: 2}}\n" INDICATORS,
      "", true },
    { HEAD FUNDS "绩效指标: {产出指标: {数量指标: [], 质量指标: }, 效益指标: [], 满意度指标: ,\n"
                 " 其他: [{名称: 甲, 分值: 0}]}\n",
      "", true },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 分项: [{指标值: 1}, {名称: 乙}]}]}\n", "", true },
};

START_TEST(test_accepted)
{
    const struct row *row = &accepted_rows[_i];
    const struct project *project = load(row->source);
    assert_found(row->source, row->findings);
    ck_assert(project->is_scorable);
    ck_assert_uint_ge(project->indicator_count, 1);
}
END_TEST

static const struct row rejected_rows[] = {
    /* the project */
    { "培训", "wrong-type 1:1", false },
    { "- 项目名称: 培训", "wrong-type 1:1", false },
    { "项目名称：培训\n年度：2023", "wrong-type 1:1", false },
    { "年度: 2023\n" FUNDS INDICATORS, "missing-field 1:1", true },
    { "项目名称: 培训\n" FUNDS INDICATORS, "missing-field 1:1", true },
    { HEAD INDICATORS, "missing-field 1:1", false },
    { HEAD FUNDS, "missing-field 1:1", false },
    { "{}", "missing-field 1:1, missing-field 1:1, missing-field 1:1, missing-field 1:1", false },
    { FORM "项目类型: 培训\n", "unknown-key 5:1", true },
    { FORM "project: 培训\n", "duplicate-key 5:1", true },
    { FORM "项目名称: 培训\n", "duplicate-key 5:1", true },
    { "项目名称: [培训]\n年度: 二三\n" FUNDS INDICATORS, "wrong-type 1:7, unreadable-number 2:5", true },
    { FORM "主管部门: [甲, 乙]\n", "wrong-type 5:7", true },
    { FORM "主管部门: {编号: 238}\n", "unknown-key 5:8", true },
    { FORM "预算单位: {代码: {一: 二}}\n", "wrong-type 5:12", true },
    { FORM "自评: 优\n", "wrong-type 5:5", true },
    { FORM "自评: {总分: 优, 等级: [优]}\n", "unreadable-number 5:10, wrong-type 5:17", true },
    { FORM "自评: {得分: 90}\n", "unknown-key 5:6", true },
    { FORM "说明: 办班\n", "wrong-type 5:5", true },
    { FORM "说明: {年度目标: [办班]}\n", "wrong-type 5:12", true },
    { FORM "金额单位: 亿元\n", "wrong-type 5:7", false },
    { FORM "金额单位: [元]\n", "wrong-type 5:7", true },
    /* 资金 */
    { HEAD "资金: 25.6\n" INDICATORS, "wrong-type 3:5", false },
    { HEAD "资金:\n" INDICATORS, "missing-field 3:4", false },
    { HEAD "资金: {省级: {全年预算数: 1, 全年执行数: 1}}\n" INDICATORS, "missing-field 3:5", false },
    { HEAD "资金: {资金总额: 25.6}\n" INDICATORS, "wrong-type 3:12", false },
    { HEAD "资金: {资金总额: {全年执行数: 1}}\n" INDICATORS, "missing-field 3:12", false },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: /}}\n" INDICATORS, "missing-field 3:30", false },
    { HEAD "资金: {资金总额: {全年预算数: 1万, 全年执行数: 1}}\n" INDICATORS, "unreadable-number 3:20", false },
    { HEAD "资金: {资金总额: {全年预算数: -1, 全年执行数: 1}}\n" INDICATORS, "unreadable-number 3:20", false },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1, 执行率: 一半, 得分: 十}}\n" INDICATORS,
      "unreadable-number 3:38, unreadable-number 3:46", true },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1, 执行率说明: 无, 备注: 无}}\n" INDICATORS,
      "unknown-key 3:33, unknown-key 3:43", true },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1}, total: {}}\n" INDICATORS, "duplicate-key 3:34", true },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1}, 省级: 25.6}\n" INDICATORS, "wrong-type 3:38", true },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1}, 省级: {全年预算数: 1}}\n" INDICATORS, "missing-field 3:38",
      true },
    { HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1}, 金额单位: 元}\n" INDICATORS "金额单位: 元\n",
      "duplicate-key 5:7", true },
    /* 绩效指标 */
    { HEAD FUNDS "绩效指标: 培训\n", "wrong-type 4:7", false },
    { HEAD FUNDS "绩效指标: [{名称: 甲, 分值: 90}]\n", "wrong-type 4:7", false },
    { HEAD FUNDS "绩效指标: {}\n", "missing-field 4:7", false },
    { HEAD FUNDS "绩效指标: {产出指标: {数量指标: []}}\n", "missing-field 4:7", false },
    { HEAD FUNDS "绩效指标: {产出指标: 甲}\n", "wrong-type 4:14", false },
    { HEAD FUNDS "绩效指标: {产出指标: {数量指标: {名称: 甲, 分值: 90}}}\n", "wrong-type 4:21", false },
    { HEAD FUNDS "绩效指标: {产出指标: {数量指标: 甲}}\n", "wrong-type 4:21", false },
    { HEAD FUNDS "绩效指标:\n  产出指标:\n    - 名称：甲\n", "wrong-type 6:7", false },
    { HEAD FUNDS "绩效指标: {产出指标: [甲, {名称: 乙, 分值: 9}]}\n", "wrong-type 4:15", false },
    { HEAD FUNDS "绩效指标: {产出指标: [{分值: 90}]}\n", "missing-field 4:15", true },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲}]}\n", "missing-field 4:15", false },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: }]}\n", "missing-field 4:27", false },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 十分}]}\n", "unreadable-number 4:27", false },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 目标值: 3}]}\n", "unknown-key 4:31", true },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 得分: 良}]}\n", "unreadable-number 4:35", true },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 指标值: [1]}]}\n", "wrong-type 4:36", true },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, score: 1, 得分: 2}]}\n", "duplicate-key 4:41", true },
    /* 分项 */
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 分项: []}]}\n", "wrong-type 4:35", false },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 分项: {指标值: 1}}]}\n", "wrong-type 4:35", false },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 分项: [甲]}]}\n", "wrong-type 4:36", false },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 分项: [{分值: 4}]}]}\n", "unknown-key 4:37", true },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 90, 指标值: 3, 完成值: 4, 分项: [{指标值: 1}]}]}\n",
      "wrong-type 4:36, wrong-type 4:44", true },
};

START_TEST(test_rejected)
{
    const struct row *row = &rejected_rows[_i];
    const struct project *project = load(row->source);
    assert_found(row->source, row->findings);
    ck_assert_msg(project->is_scorable == row->is_scorable, "is_scorable of:\n%s", row->source);
}
END_TEST

struct message_row {
    const char *source;
    const char *indicator; /* that the finding is about */
    const char *message;
};

static const struct message_row message_rows[] = {
    { HEAD FUNDS "绩效指标: {产出指标: [{分值: 十, 名称: 到课率}]}\n", "到课率",
      "“分值”的“十”不是数字；请只写数字，单位不写在这里" },
    { HEAD FUNDS "绩效指标: {产出指标: [{name: 到课率, 分值: 1, 分项: [{指标: 1}]}]}\n", "到课率",
      "不认识“指标”，它没有被读取；是不是“指标值”？" },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 1}, 名称：乙]}\n", "",
      "“指标”应当是“键: 值”的形式，而“名称：乙”里的冒号是全角的“：”；请改为半角冒号加空格" },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 1}]}\n自评: 优\n", "", "“自评”应当是“键: 值”，这里是一个值" },
    { HEAD FUNDS "绩效指标: {产出指标: {数量指标: 甲}}\n", "", "“数量指标”应当是列表，这里是一个值" },
    { HEAD FUNDS "绩效指标: {产出指标: 甲}\n", "", "“产出指标”应当是“键: 值”或列表，这里是一个值" },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 1, 分项: []}]}\n", "甲",
      "“分项”不能是“[]”；可以是：[{名称: …, 指标值: …, 完成值: …}, …]" },
    { HEAD FUNDS "绩效指标: {产出指标: [{名称: 甲, 分值: 1, 完成值: 4, 分项: [{完成值: 1}]}]}\n", "甲",
      "“完成值”不能是“4”；可以是：空白（有“分项”时写在各分项里）" },
    { FORM "金额单位: 亿元\n", "", "“金额单位”不能是“亿元”；可以是：元、万元" },
};

START_TEST(test_message)
{
    const struct message_row *row = &message_rows[_i];
    load(row->source);
    ck_assert_str_eq(first_message(), row->message);
    assert_text(findings.first->indicator, row->indicator);
}
END_TEST

/* ---- what is kept ---- */

static const char whole_form[] = "项目名称: 培训\n"
                                 "项目编码: 0012\n"
                                 "年度: 2023\n"
                                 "主管部门: {代码: 0238, 名称: 省局}\n"
                                 "预算单位: 中心\n"
                                 "规则集: mof-2020\n"
                                 "资金:\n"
                                 "  资金总额:\n"
                                 "    目标申报数: 1\n"
                                 "    预算编制数: 2\n"
                                 "    全年预算数: 3\n"
                                 "    全年执行数: 4\n"
                                 "    结转结余: -1\n"
                                 "    执行率: 133.30%\n"
                                 "    得分: 10\n"
                                 "    偏差原因: 追加\n"
                                 "  省级: {全年预算数: 3, 全年执行数: 4}\n"
                                 "  市级: {全年预算数: 0, 全年执行数: 0}\n"
                                 "  money_unit: yuan\n"
                                 "绩效指标:\n"
                                 "  产出指标:\n"
                                 "    数量指标:\n"
                                 "      - 名称: 人数\n"
                                 "        指标值: ≥60人\n"
                                 "        调整后指标值: ≥70人\n"
                                 "        完成值: ≥71人\n"
                                 "        分值: 20\n"
                                 "        得分: 19.5\n"
                                 "        偏差原因: 无\n"
                                 "    成本指标:\n"
                                 "      - {名称: 标准, 指标值: ~, 完成值: '~', 分值: 10}\n"
                                 "  满意度指标:\n"
                                 "    - 名称: 满意度\n"
                                 "      分值: 10\n"
                                 "      分项: [{名称: 学员, 指标值: ≥85%, 完成值: 95%}, {}]\n"
                                 "自评: {总分: 98.77, 等级: 优}\n";

START_TEST(test_project_fields)
{
    const struct project *project = load(whole_form);
    assert_found(whole_form, "");
    assert_text(project->name.text, "培训");
    assert_text(project->code.text, "0012");
    ck_assert_int_eq(project_year(project), 2023);
    assert_text(project->department.code.text, "0238");
    assert_text(project->department.name.text, "省局");
    assert_text(project->unit.name.text, "中心");
    ck_assert(!project->unit.code.is_given);
    assert_text(project->rule_set.text, "mof-2020");
    assert_text(project->total.source, "资金总额");
    ck_assert_str_eq(number(project->total.requested.value), "1");
    ck_assert_str_eq(number(project->total.budgeted.value), "2");
    ck_assert_str_eq(number(project->total.annual_budget.value), "3");
    ck_assert_str_eq(number(project->total.executed.value), "4");
    ck_assert_str_eq(number(project->total.carryover.value), "-1");
    ck_assert_str_eq(number(project->total.rate.value), "133.3");
    ck_assert_uint_eq(project->total.rate.value.places, 2);
    ck_assert_str_eq(number(project->total.score.value), "10");
    assert_text(project->total.reason.text, "追加");
    assert_text(project->sources->source, "省级");
    assert_text(project->sources->next->source, "市级");
    ck_assert_ptr_null(project->sources->next->next);
    ck_assert(project->is_in_yuan);
    ck_assert_str_eq(number(project_amount_in_wan_yuan(project, decimal_from_integer(25))), "0.0025");
    ck_assert_str_eq(number(project->declared_total.value), "98.77");
    assert_text(project->declared_grade.text, "优");
    ck_assert_uint_eq(project->self_evaluation_place.line, 36);
}
END_TEST

START_TEST(test_indicator_fields)
{
    const struct project *project = load(whole_form);
    assert_found(whole_form, "");
    ck_assert_uint_eq(project->indicator_count, 3);
    const struct indicator *people = project->indicators;
    assert_text(people->level1, "产出指标");
    assert_text(people->level2, "数量指标");
    ck_assert(!people->is_cost);
    ck_assert_uint_eq(people->place.line, 23);
    ck_assert_uint_eq(people->place.column, 9);
    assert_text(people->name.text, "人数");
    assert_text(people->target.text, "≥60人");
    assert_text(people->adjusted_target.text, "≥70人");
    assert_text(people->achieved.text, "≥71人");
    ck_assert_str_eq(number(people->weight.value), "20");
    ck_assert_str_eq(number(people->declared_score.value), "19.5");
    assert_text(people->reason.text, "无");
    const struct indicator *standard = people->next;
    ck_assert(standard->is_cost);
    ck_assert(!standard->target.is_given);
    assert_text(standard->achieved.text, "~");
    ck_assert(!standard->declared_score.is_given);
    const struct indicator *satisfaction = standard->next;
    assert_text(satisfaction->level1, "满意度指标");
    ck_assert(text_is_empty(satisfaction->level2));
    ck_assert_uint_eq(satisfaction->part_count, 2);
    assert_text(satisfaction->parts->name.text, "学员");
    assert_text(satisfaction->parts->target.text, "≥85%");
    assert_text(satisfaction->parts->achieved.text, "95%");
    ck_assert(!satisfaction->parts->next->name.is_given);
    ck_assert_ptr_null(satisfaction->next);
}
END_TEST

START_TEST(test_cost_levels)
{
    const struct project *project =
        load(HEAD FUNDS "绩效指标:\n"
                        "  成本: [{名称: 甲, 分值: 1}]\n"
                        "  经济成本指标: {一: [{名称: 甲, 分值: 1}]}\n"
                        "  output: {COST: [{名称: 甲, 分值: 1}], costs: [{名称: 甲, 分值: 1}]}\n");
    const struct indicator *indicator = project->indicators;
    ck_assert_uint_eq(project->indicator_count, 4);
    ck_assert(indicator->is_cost && indicator->next->is_cost && indicator->next->next->is_cost);
    ck_assert(!indicator->next->next->next->is_cost);
}
END_TEST

/* What stands twice counts once, the first time. */
START_TEST(test_duplicates)
{
    const char *source = HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1}, 省级: {全年预算数: 1, 全年执行数: 1},\n"
                              " 省级: {全年预算数: 2, 全年执行数: 1}}\n"
                              "绩效指标: {产出指标: [{名称: 甲, 分值: 1}], 产出指标: [{名称: 乙, 分值: 2}]}\n";
    const struct project *project = load(source);
    assert_found(source, "duplicate-key 4:2, duplicate-key 5:32");
    ck_assert_str_eq(number(project->sources->annual_budget.value), "1");
    ck_assert_ptr_null(project->sources->next);
    ck_assert_uint_eq(project->indicator_count, 1);
    ck_assert(project->is_scorable);
}
END_TEST

/* A source that cannot be read stays a source. */
START_TEST(test_unreadable_source)
{
    const struct project *project =
        load(HEAD "资金: {资金总额: {全年预算数: 1, 全年执行数: 1}, 省级: 一元}\n" INDICATORS);
    assert_text(project->sources->source, "省级");
    ck_assert(!project->sources->annual_budget.is_given);
}
END_TEST

enum { MANY_SOURCES = 20000 };

static const struct node *many_sources(void)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, &arena);
    writer_string(&writer, HEAD "资金:\n  资金总额: {全年预算数: 1, 全年执行数: 1}\n");
    for (size_t i = 0; i < MANY_SOURCES; i++) {
        writer_string(&writer, "  来源");
        writer_count(&writer, i);
        writer_string(&writer, ": 1\n");
    }
    writer_string(&writer, INDICATORS);
    return document_of(collected_text(&writer, &collected));
}

START_TEST(test_many_keys_take_little_time)
{
    const struct project *project = project_load(&loading, many_sources());
    ck_assert_uint_eq(findings.count, MANY_SOURCES);
    ck_assert(project->is_scorable);
}
END_TEST

/* ---- no memory ---- */

static void *take_few_blocks(void *context, size_t size_bytes)
{
    size_t *blocks_left = context;
    if (*blocks_left == 0) {
        return NULL;
    }
    --*blocks_left;
    return malloc(size_bytes);
}

/* Whether a project can be loaded with so many blocks of memory. */
static bool load_with(size_t blocks, const struct node *root)
{
    struct arena few;
    jmp_buf escape;
    volatile bool is_loaded = false;
    arena_begin(&few, &(struct memory){ take_few_blocks, give_back_block, &blocks }, (size_t)64 << 20);
    few.escape = &escape;
    if (setjmp(escape) == 0) {
        struct finding_list list;
        finding_list_begin(&list, &few);
        struct loading loading_few = { .arena = &few, .findings = &list };
        is_loaded = project_load(&loading_few, root)->is_scorable;
    }
    arena_end(&few);
    return is_loaded;
}

START_TEST(test_no_memory)
{
    const struct node *root = many_sources();
    size_t blocks = 0;
    while (!load_with(blocks, root)) {
        ck_assert_uint_lt(blocks, 100);
        blocks++;
    }
    ck_assert_uint_gt(blocks, 5);
}
END_TEST

/* ---- the sixteen ---- */

struct shanxi_row {
    const char *file;
    size_t indicator_count;
    const char *annual_budget;
    const char *declared_total;
    const char *declared_grade;
};

static const struct shanxi_row shanxi_rows[] = {
    { "01-operating-expenses", 26, "268.75", "96.75", "优" },
    { "02-office-building-management", 10, "46", "85", "差" },
    { "03-heating-water-electricity", 8, "50", "90", "差" },
    { "04-staff-training", 6, "25.6", "98.77", "优" },
    { "05-senior-title-review", 8, "10", "91.38", "优" },
    { "06-private-economy-task-force", 13, "0", "0", "差" },
    { "07-sme-public-services", 23, "400", "100", "优" },
    { "08-sme-special-fund-provincial", 27, "1281.82", "98.62", "优" },
    { "09-scale-up-award", 6, "37230", "100", "" },
    { "10-maker-contest-award", 6, "248", "100", "优" },
    { "11-model-county-award", 7, "600", "98", "优" },
    { "12-shareholding-reform-award", 7, "13800", "100", "优" },
    { "13-startup-base-award", 7, "1940", "100", "优" },
    { "14-distinctive-carrier-award", 6, "500", "100", "优" },
    { "15-sme-park-support", 8, "2100", "100", "优" },
    { "16-specialised-innovative-award", 8, "14840", "100", "优" },
};

START_TEST(test_shanxi)
{
    const struct shanxi_row *row = &shanxi_rows[_i];
    char path[256];
    snprintf(path, sizeof(path), "projects/shanxi-sme-bureau-2023/%s.yaml", row->file);
    const struct project *project = project_load(&loading, document_of(file_text(path)));
    assert_found(path, "");
    ck_assert(project->is_scorable);
    ck_assert_int_eq(project_year(project), 2023);
    ck_assert_uint_eq(project->indicator_count, row->indicator_count);
    ck_assert_str_eq(number(project->total.annual_budget.value), row->annual_budget);
    ck_assert_str_eq(number(project->declared_total.value), row->declared_total);
    assert_text(project->declared_grade.text, row->declared_grade);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("project_load");
    TCase *projects = tcase_create("projects");
    tcase_add_checked_fixture(projects, begin, end);
    tcase_add_loop_test(projects, test_accepted, 0, COUNT_OF(accepted_rows));
    tcase_add_loop_test(projects, test_rejected, 0, COUNT_OF(rejected_rows));
    tcase_add_loop_test(projects, test_message, 0, COUNT_OF(message_rows));
    tcase_add_test(projects, test_project_fields);
    tcase_add_test(projects, test_indicator_fields);
    tcase_add_test(projects, test_cost_levels);
    tcase_add_test(projects, test_duplicates);
    tcase_add_test(projects, test_unreadable_source);
    tcase_add_test(projects, test_many_keys_take_little_time);
    tcase_add_test(projects, test_no_memory);
    tcase_add_loop_test(projects, test_shanxi, 0, COUNT_OF(shanxi_rows));
    suite_add_tcase(suite, projects);
    return run_suite(suite);
}
