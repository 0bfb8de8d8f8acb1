#include "project_load.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- 主管部门, 预算单位 ---- */

static const struct field party_fields[] = {
    FIELD("代码", "code", FIELD_TEXT, FIELD_OPTIONAL, struct party, code),
    FIELD("名称", "name", FIELD_TEXT, FIELD_OPTIONAL, struct party, name),
};
static const struct field_table party_table = FIELD_TABLE("主管部门、预算单位", party_fields);

static struct party party_load(struct loading *loading, struct text field, const struct node *node, struct place absent)
{
    struct party party = { .code.place = absent, .name.place = absent };
    if (node == NULL) {
        return party;
    }
    switch (node->kind) {
    case NODE_MAPPING:
        fields_load(loading, &party_table, node, &party);
        break;
    case NODE_SCALAR:
        party.name = cell_load(loading, field, node);
        break;
    case NODE_SEQUENCE:
        report_wrong_type(loading, field, TERM_mapping_or_scalar, node);
        break;
    }
    return party;
}

/* ---- 资金 ---- */

/* A budget may be overspent, so that its carryover may be negative. */
#define FUND_LINE_FIELDS(need_of_what_is_scored)                                                                       \
    FIELD("目标申报数", "requested", FIELD_POSITIVE_NUMBER, FIELD_OPTIONAL, struct fund_line, requested),              \
        FIELD("预算编制数", "budgeted", FIELD_POSITIVE_NUMBER, FIELD_OPTIONAL, struct fund_line, budgeted),            \
        FIELD("全年预算数", "annual_budget", FIELD_POSITIVE_NUMBER, (need_of_what_is_scored), struct fund_line,        \
              annual_budget),                                                                                          \
        FIELD("全年执行数", "executed", FIELD_POSITIVE_NUMBER, (need_of_what_is_scored), struct fund_line, executed),  \
        FIELD("结转结余", "carryover", FIELD_NUMBER, FIELD_OPTIONAL, struct fund_line, carryover),                     \
        FIELD("执行率", "rate", FIELD_PER_CENT, FIELD_OPTIONAL, struct fund_line, rate),                               \
        FIELD("得分", "score", FIELD_NUMBER, FIELD_OPTIONAL, struct fund_line, score),                                 \
        FIELD("偏差原因", "reason", FIELD_TEXT, FIELD_OPTIONAL, struct fund_line, reason)

static const struct field total_fields[] = { FUND_LINE_FIELDS(FIELD_DECISIVE) };
static const struct field_table total_table = FIELD_TABLE("资金总额", total_fields);

static const struct field source_fields[] = { FUND_LINE_FIELDS(FIELD_REQUIRED) };
static const struct field_table source_table = FIELD_TABLE("资金来源", source_fields);

struct funds_draft {
    const struct node *total;
    struct cell money_unit;
};
static const struct field funds_fields[] = {
    FIELD("资金总额", "total", FIELD_NODE, FIELD_DECISIVE, struct funds_draft, total),
    FIELD("金额单位", "money_unit", FIELD_TEXT, FIELD_OPTIONAL, struct funds_draft, money_unit),
};
static const struct field_table funds_table = FIELD_TABLE_WITH_DATA_KEYS("资金", funds_fields);

static const struct word money_units[] = { WORD("元", "yuan", true), WORD("万元", "wan_yuan", false) };

static void money_unit_load(struct loading *loading, struct project *project, const struct cell *money_unit)
{
    int is_in_yuan = false;
    if (money_unit->is_given) {
        /* By another unit every amount would be wrong by a factor. */
        loading->is_scorable &=
            word_load(loading, TEXT("金额单位"), money_unit, money_units, COUNT_OF(money_units), &is_in_yuan);
    }
    project->is_in_yuan = is_in_yuan != 0;
}

/* 无 and the like in 偏差原因 say that there is none. */
static bool says_nothing(struct text reason)
{
    static const struct text words[] = { { "无", 3 }, { "无。", 6 }, { "/", 1 },     { "-", 1 },
                                         { "—", 3 },  { "——", 6 },   { "未填报", 9 } };
    size_t i = 0;
    while (i < COUNT_OF(words) && !text_equals(reason, words[i])) {
        i++;
    }
    return i < COUNT_OF(words);
}

static void forget_empty_reason(struct cell *reason)
{
    if (reason->is_given && says_nothing(reason->text)) {
        reason->is_given = false;
    }
}

/* A source that cannot be read keeps its place among the others, with nothing given. */
static struct fund_line *source_load(struct loading *loading, const struct node *node)
{
    struct fund_line *line = ARENA_NEW(loading->arena, struct fund_line);
    line->source = short_text_trimmed(node->key);
    line->place = node->place;
    fields_load(loading, &source_table, node, line);
    forget_empty_reason(&line->reason);
    return line;
}

static bool is_before(struct place a, struct place b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

/* The money unit may stand in the project itself and in 资金; of two the first counts. */
static const struct cell *money_unit_of(struct loading *loading, const struct cell *in_project,
                                        const struct cell *in_funds)
{
    if (!in_project->is_given || !in_funds->is_given) {
        return in_project->is_given ? in_project : in_funds;
    }
    bool is_project_first = is_before(in_project->place, in_funds->place);
    const struct cell *first = is_project_first ? in_project : in_funds;
    const struct cell *second = is_project_first ? in_funds : in_project;
    report_duplicate_field(loading, TEXT("金额单位"), second->place, TEXT("金额单位"), first->place);
    return first;
}

/* `project_unit` is the money unit that stands in the project itself. */
static void funds_load(struct loading *loading, struct project *project, const struct cell *project_unit,
                       const struct node *node)
{
    struct funds_draft draft = { 0 };
    project->total.source = TEXT("资金总额");
    if (node == NULL || !fields_load(loading, &funds_table, node, &draft)) {
        loading->is_scorable = false;
        money_unit_load(loading, project, project_unit);
        return;
    }
    money_unit_load(loading, project, money_unit_of(loading, project_unit, &draft.money_unit));
    if (draft.total != NULL) {
        project->total.place = draft.total->place;
        if (!fields_load(loading, &total_table, draft.total, &project->total)) {
            loading->is_scorable = false;
        }
        forget_empty_reason(&project->total.reason);
    }
    struct fund_line **end = &project->sources;
    struct entries sources = data_entries(loading->arena, &funds_table, node);
    for (size_t i = 0; i < sources.count; i++) {
        *end = source_load(loading, sources.nodes[i]);
        end = &(*end)->next;
    }
}

/* ---- 分项 ---- */

static const struct field part_fields[] = {
    FIELD("名称", "name", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_part, name),
    FIELD("指标值", "target", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_part, target),
    FIELD("调整后指标值", "adjusted_target", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_part, adjusted_target),
    FIELD("完成值", "achieved", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_part, achieved),
};
static const struct field_table part_table = FIELD_TABLE("分项", part_fields);

/* The parts share the weight, so that each counts: one that cannot be read leaves nothing to score. */
static void parts_load(struct loading *loading, struct indicator *indicator, const struct node *list)
{
    if (list->kind != NODE_SEQUENCE) {
        report_wrong_type(loading, TEXT("分项"), TERM_sequence, list);
        loading->is_scorable = false;
        return;
    }
    if (list->first_child == NULL) {
        report_wrong_list(loading, TEXT("分项"), TEXT("[{名称: …, 指标值: …, 完成值: …}, …]"), list);
        loading->is_scorable = false;
    }
    struct indicator_part **end = &indicator->parts;
    for (const struct node *item = list->first_child; item != NULL; item = item->next) {
        struct indicator_part *part = ARENA_NEW(loading->arena, struct indicator_part);
        part->place = item->place;
        if (!fields_load(loading, &part_table, item, part)) {
            loading->is_scorable = false;
            continue;
        }
        *end = part;
        end = &part->next;
        indicator->part_count++;
    }
}

/* What stands in the parts cannot stand in the indicator too. */
static void value_belongs_to_parts(struct loading *loading, struct text field, struct cell *cell)
{
    if (cell->is_given) {
        finding_report(loading->findings, MESSAGE_wrong_word, cell->place, loading->indicator, TEXT_ARGUMENT(field),
                       TEXT_ARGUMENT(cell->text), TEXT_ARGUMENT(TEXT("空白（有“分项”时写在各分项里）")));
        *cell = (struct cell){ .place = cell->place };
    }
}

/* ---- 绩效指标 ---- */

struct indicator_draft {
    struct indicator indicator;
    const struct node *parts;
};
static const struct field indicator_fields[] = {
    FIELD("名称", "name", FIELD_TEXT, FIELD_REQUIRED, struct indicator_draft, indicator.name),
    FIELD("指标值", "target", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_draft, indicator.target),
    FIELD("调整后指标值", "adjusted_target", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_draft,
          indicator.adjusted_target),
    FIELD("完成值", "achieved", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_draft, indicator.achieved),
    FIELD("分值", "weight", FIELD_NUMBER, FIELD_DECISIVE, struct indicator_draft, indicator.weight),
    FIELD("得分", "score", FIELD_NUMBER, FIELD_OPTIONAL, struct indicator_draft, indicator.declared_score),
    FIELD("偏差原因", "reason", FIELD_TEXT, FIELD_OPTIONAL, struct indicator_draft, indicator.reason),
    FIELD("分项", "parts", FIELD_NODE, FIELD_OPTIONAL, struct indicator_draft, parts),
};
static const struct field_table indicator_table = FIELD_TABLE_OF_INDICATOR("指标", indicator_fields);

/* A level that indicators stand under. */
struct level {
    struct text name;
    bool is_cost;
};

/* Where the indicators being read stand, and where the next one goes. */
struct indicator_list {
    struct loading *loading;
    struct project *project;
    struct indicator **end;
    struct level level1;
    struct level level2;
};

/* The same as text_contains for a word of Chinese characters, which can begin nowhere within another one. */
static bool contains_chinese(struct text text, struct text word)
{
    enum { CHARACTER_BYTES = 3 };
    size_t i = 0;
    while (i + word.size_bytes <= text.size_bytes) {
        if (memcmp(text.bytes + i, word.bytes, word.size_bytes) == 0) {
            return true;
        }
        bool is_chinese = ((unsigned char)text.bytes[i] & 0xF0) == 0xE0;
        i += is_chinese ? CHARACTER_BYTES : 1;
    }
    return false;
}

static bool names_cost(struct text level)
{
    static const char cost[] = "cost";
    enum { COST_BYTES = sizeof(cost) - 1 };
    if (level.size_bytes != COST_BYTES) {
        return contains_chinese(level, TEXT("成本"));
    }
    size_t same = 0;
    for (size_t i = 0; i < COST_BYTES; i++) {
        char letter = level.bytes[i];
        bool is_capital = letter >= 'A' && letter <= 'Z';
        same += (is_capital ? letter + ('a' - 'A') : letter) == cost[i];
    }
    return same == COST_BYTES;
}

static struct level level_of(const struct node *node)
{
    struct text name = short_text_trimmed(node->key);
    return (struct level){ name, names_cost(name) };
}

static inline void indicator_load(struct indicator_list *list, const struct node *node)
{
    struct loading *loading = list->loading;
    /* Filled where it stays, and not zeroed before: there are too many to copy them. */
    struct indicator_draft *draft = ARENA_NEW_UNSET(loading->arena, struct indicator_draft);
    struct indicator *indicator = &draft->indicator;
    loading->indicator = (struct text){ 0 };
    if (!fields_load(loading, &indicator_table, node, draft)) {
        loading->is_scorable = false;
        return;
    }
    loading->indicator = indicator->name.text;
    indicator->place = node->place;
    indicator->level1 = list->level1.name;
    indicator->level2 = list->level2.name;
    indicator->is_cost = list->level1.is_cost || list->level2.is_cost;
    indicator->parts = NULL;
    indicator->part_count = 0;
    indicator->next = NULL;
    forget_empty_reason(&indicator->reason);
    if (draft->parts != NULL) {
        value_belongs_to_parts(loading, TEXT("指标值"), &indicator->target);
        value_belongs_to_parts(loading, TEXT("调整后指标值"), &indicator->adjusted_target);
        value_belongs_to_parts(loading, TEXT("完成值"), &indicator->achieved);
        parts_load(loading, indicator, draft->parts);
    }
    *list->end = indicator;
    list->end = &indicator->next;
    list->project->indicator_count++;
}

static void indicators_of_list_load(struct indicator_list *list, const struct node *sequence)
{
    for (const struct node *item = sequence->first_child; item != NULL; item = item->next) {
        indicator_load(list, item);
    }
    list->loading->indicator = (struct text){ 0 };
}

static void level2_load(struct indicator_list *list, const struct node *node)
{
    list->level2 = level_of(node);
    if (node->kind == NODE_SEQUENCE) {
        indicators_of_list_load(list, node);
    } else if (!node_is_blank(node)) {
        report_wrong_type(list->loading, list->level2.name, TERM_sequence, node);
        list->loading->is_scorable = false;
    }
}

static void level1_load(struct indicator_list *list, const struct node *node)
{
    list->level1 = level_of(node);
    list->level2 = (struct level){ 0 };
    if (node->kind == NODE_SEQUENCE) {
        indicators_of_list_load(list, node);
    } else if (node->kind == NODE_MAPPING) {
        struct entries levels = data_entries(list->loading->arena, NULL, node);
        for (size_t i = 0; i < levels.count; i++) {
            level2_load(list, levels.nodes[i]);
        }
    } else if (!node_is_blank(node)) {
        report_wrong_type(list->loading, list->level1.name, TERM_mapping_or_sequence, node);
        list->loading->is_scorable = false;
    }
}

static void indicators_load(struct loading *loading, struct project *project, const struct node *node)
{
    if (node->kind != NODE_MAPPING) {
        report_wrong_type(loading, TEXT("绩效指标"), TERM_mapping, node);
        loading->is_scorable = false;
        return;
    }
    size_t findings_before = loading->findings->count;
    struct indicator_list list = { .loading = loading, .project = project, .end = &project->indicators };
    struct entries levels = data_entries(loading->arena, NULL, node);
    for (size_t i = 0; i < levels.count; i++) {
        level1_load(&list, levels.nodes[i]);
    }
    if (project->indicator_count == 0) {
        loading->is_scorable = false;
        /* Where indicators are written but cannot be read, the findings about them say so. */
        if (loading->findings->count == findings_before) {
            report_empty(loading, TEXT("绩效指标"), node->place);
        }
    }
}

/* ---- 自评, 说明 ---- */

static const struct field self_evaluation_fields[] = {
    FIELD("总分", "total", FIELD_NUMBER, FIELD_OPTIONAL, struct project, declared_total),
    FIELD("等级", "grade", FIELD_TEXT, FIELD_OPTIONAL, struct project, declared_grade),
};
static const struct field_table self_evaluation_table = FIELD_TABLE("自评", self_evaluation_fields);

static void self_evaluation_load(struct loading *loading, struct project *project, const struct node *node)
{
    project->self_evaluation_place = node == NULL ? project->place : node->place;
    project->declared_total.place = project->self_evaluation_place;
    project->declared_grade.place = project->self_evaluation_place;
    if (node != NULL) {
        fields_load(loading, &self_evaluation_table, node, project);
    }
}

/* Notes are for people: only their form is looked at. */
static void notes_check(struct loading *loading, const struct node *node)
{
    if (node->kind != NODE_MAPPING) {
        report_wrong_type(loading, TEXT("说明"), TERM_mapping, node);
        return;
    }
    for (const struct node *note = node->first_child; note != NULL; note = note->next) {
        if (note->kind != NODE_SCALAR) {
            report_wrong_type(loading, note->key, TERM_scalar, note);
        }
    }
}

/* ---- the project ---- */

struct project_draft {
    struct project project;
    struct cell money_unit;
    const struct node *department;
    const struct node *unit;
    const struct node *funds;
    const struct node *indicators;
    const struct node *self_evaluation;
    const struct node *notes;
};
static const struct field project_fields[] = {
    FIELD("项目名称", "project", FIELD_TEXT, FIELD_REQUIRED, struct project_draft, project.name),
    FIELD("项目编码", "project_code", FIELD_TEXT, FIELD_OPTIONAL, struct project_draft, project.code),
    FIELD("年度", "year", FIELD_YEAR, FIELD_REQUIRED, struct project_draft, project.year),
    FIELD("主管部门", "department", FIELD_NODE, FIELD_OPTIONAL, struct project_draft, department),
    FIELD("预算单位", "unit", FIELD_NODE, FIELD_OPTIONAL, struct project_draft, unit),
    FIELD("金额单位", "money_unit", FIELD_TEXT, FIELD_OPTIONAL, struct project_draft, money_unit),
    FIELD("资金", "funds", FIELD_NODE, FIELD_DECISIVE, struct project_draft, funds),
    FIELD("绩效指标", "indicators", FIELD_NODE, FIELD_DECISIVE, struct project_draft, indicators),
    FIELD("规则集", "rules", FIELD_TEXT, FIELD_OPTIONAL, struct project_draft, project.rule_set),
    FIELD("自评", "self_evaluation", FIELD_NODE, FIELD_OPTIONAL, struct project_draft, self_evaluation),
    FIELD("说明", "notes", FIELD_NODE, FIELD_OPTIONAL, struct project_draft, notes),
};
static const struct field_table project_table = FIELD_TABLE("项目", project_fields);

static const struct outlined_table outlined_tables[] = {
    { "project", &project_table }, { "party", &party_table },
    { "funds", &funds_table },     { "total", &total_table },
    { "source", &source_table },   { "indicator", &indicator_table },
    { "part", &part_table },       { "self_evaluation", &self_evaluation_table },
};
static const struct outlined_words outlined_words[] = {
    { &project_table, "金额单位", money_units, COUNT_OF(money_units) },
    { &funds_table, "金额单位", money_units, COUNT_OF(money_units) },
};
const struct field_outline project_outline = { outlined_tables, COUNT_OF(outlined_tables), outlined_words,
                                               COUNT_OF(outlined_words) };

static void parts_of_project_load(struct loading *loading, struct project_draft *draft)
{
    struct project *project = &draft->project;
    project->department = party_load(loading, TEXT("主管部门"), draft->department, project->place);
    project->unit = party_load(loading, TEXT("预算单位"), draft->unit, project->place);
    funds_load(loading, project, &draft->money_unit, draft->funds);
    project->indicators_place = project->place;
    if (draft->indicators != NULL) {
        project->indicators_place = draft->indicators->key_place;
        indicators_load(loading, project, draft->indicators);
    }
    self_evaluation_load(loading, project, draft->self_evaluation);
    if (draft->notes != NULL) {
        notes_check(loading, draft->notes);
    }
}

const struct project *project_load(struct loading *loading, const struct node *root)
{
    struct project_draft *draft = ARENA_NEW(loading->arena, struct project_draft);
    draft->project.place = root->place;
    loading->indicator = (struct text){ 0 };
    loading->is_extending = false;
    loading->is_scorable = true;
    loading->spellings = (struct field_spellings){ 0 };
    if (fields_load(loading, &project_table, root, draft)) {
        parts_of_project_load(loading, draft);
    } else {
        loading->is_scorable = false;
    }
    draft->project.is_scorable = loading->is_scorable;
    return &draft->project;
}
