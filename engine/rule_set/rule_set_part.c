#include "rule_set_part.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* A part that a file states without saying on what it rests has no basis: the inherited one is for other values. */
static void basis_take(struct rule_set_work *work, enum rule_part part, const struct cell *basis)
{
    work->rules->basis[part] = basis->is_given ? basis->text : TEXT("没有写明");
}

/* ---- 适用年度 ---- */

struct years_draft {
    struct figure from;
    struct figure until;
};
static const struct field years_fields[] = {
    FIELD("自", "from", FIELD_YEAR, FIELD_OPTIONAL, struct years_draft, from),
    FIELD("至", "until", FIELD_YEAR, FIELD_OPTIONAL, struct years_draft, until),
};
static const struct field_table years_table = FIELD_TABLE("适用年度", years_fields);

void years_load(struct rule_set_work *work, const struct node *node)
{
    struct years_draft draft = { 0 };
    fields_load(work->loading, &years_table, node, &draft);
    /* A new beginning leaves the end open, unless it is stated; a new end keeps the beginning. */
    if (draft.from.is_given) {
        work->rules->from_year = (int32_t)draft.from.value.coefficient;
        work->rules->until_year = 0;
        value_is_stated(work, RULE_VALUE_FROM_YEAR);
        value_is_stated(work, RULE_VALUE_UNTIL_YEAR);
    }
    if (draft.until.is_given) {
        work->rules->until_year = (int32_t)draft.until.value.coefficient;
        value_is_stated(work, RULE_VALUE_UNTIL_YEAR);
    }
    work->rules->years_place = node->place;
}

/* ---- 权重 ---- */

struct weights_draft {
    struct figure execution;
    struct cell basis;
};
static const struct field weights_fields[] = {
    FIELD("预算执行率", "execution", FIELD_POSITIVE_NUMBER, FIELD_INHERITABLE, struct weights_draft, execution),
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct weights_draft, basis),
};
static const struct field_table weights_table = FIELD_TABLE_WITH_DATA_KEYS("权重", weights_fields);

static struct level_weight **level_weight_slot(struct level_weight **levels, struct text name)
{
    while (*levels != NULL && !text_equals((*levels)->level, name)) {
        levels = &(*levels)->next;
    }
    return levels;
}

static void level_weight_put(struct arena *arena, struct level_weight **levels, const struct level_weight *stated)
{
    struct level_weight **slot = level_weight_slot(levels, stated->level);
    if (*slot == NULL) {
        *slot = ARENA_NEW(arena, struct level_weight);
        (*slot)->level = stated->level;
    }
    (*slot)->weight = stated->weight;
    (*slot)->file = stated->file;
}

static bool make_full_marks(const struct rule_set *rules, const struct level_weight *levels)
{
    struct decimal sum = rules->execution_weight;
    for (; levels != NULL; levels = levels->next) {
        sum = decimal_add(sum, levels->weight);
    }
    return decimal_is_in_range(sum) && decimal_equals(sum, rules->full_marks);
}

/* What is inherited is copied: the parent keeps its own. */
static struct level_weight *levels_overridden(struct arena *arena, const struct level_weight *inherited,
                                              const struct level_weight *stated)
{
    struct level_weight *levels = NULL;
    for (; inherited != NULL; inherited = inherited->next) {
        level_weight_put(arena, &levels, inherited);
    }
    for (; stated != NULL; stated = stated->next) {
        level_weight_put(arena, &levels, stated);
    }
    return levels;
}

/* Weights that make up 满分 with a 预算执行率 of their own stand for themselves. Others override the inherited ones;
   where only the other reading makes up 满分, it is the one that was meant. */
static void level_weights_take(struct rule_set_work *work, struct level_weight *stated, bool has_own_execution)
{
    struct rule_set *rules = work->rules;
    struct level_weight *merged = levels_overridden(work->loading->arena, rules->level_weights, stated);
    bool is_whole = make_full_marks(rules, stated);
    bool stands_alone = is_whole && (has_own_execution || !make_full_marks(rules, merged));
    rules->level_weights = stands_alone ? stated : merged;
}

void weights_load(struct rule_set_work *work, const struct node *node)
{
    struct loading *loading = work->loading;
    struct weights_draft draft = { 0 };
    if (!fields_load(loading, &weights_table, node, &draft)) {
        return;
    }
    work->rules->weights_place = node->place;
    if (draft.execution.is_given) {
        work->rules->execution_weight = draft.execution.value;
        value_is_stated(work, RULE_VALUE_EXECUTION_WEIGHT);
    }
    basis_take(work, RULE_PART_WEIGHTS, &draft.basis);
    struct level_weight *stated = NULL;
    struct entries levels = data_entries(loading->arena, &weights_table, node);
    if (levels.count > RULE_SET_MOST_LEVELS) {
        finding_report(loading->findings, MESSAGE_rule_set_weights_many, node->place, loading->indicator,
                       COUNT_ARGUMENT(RULE_SET_MOST_LEVELS));
        return;
    }
    for (size_t i = 0; i < levels.count; i++) {
        struct text name = text_trimmed(levels.nodes[i]->key);
        const struct level_weight level = {
            .level = name,
            .weight = figure_load_required(loading, name, FIELD_POSITIVE_NUMBER, levels.nodes[i]).value,
            .file = work->rules->file,
        };
        level_weight_put(loading->arena, &stated, &level);
    }
    level_weights_take(work, stated, draft.execution.is_given);
}

/* ---- 预算执行, 定量指标 ---- */

static const struct word decimal_places[] = {
    WORD("0", "0", 0), WORD("1", "1", 1), WORD("2", "2", 2), WORD("3", "3", 3),
    WORD("4", "4", 4), WORD("5", "5", 5), WORD("6", "6", 6),
};

static void places_take(struct rule_set_work *work, const struct cell *cell, enum rule_value value,
                        uint32_t *places_out)
{
    int places = 0;
    if (cell->is_given &&
        word_load(work->loading, TEXT("小数位"), cell, decimal_places, COUNT_OF(decimal_places), &places)) {
        *places_out = (uint32_t)places;
        value_is_stated(work, value);
    }
}

struct execution_draft {
    struct figure zero_budget;
    struct cell decimals;
    struct cell basis;
};
static const struct field execution_fields[] = {
    FIELD("预算为零", "zero_budget", FIELD_POSITIVE_NUMBER, FIELD_INHERITABLE, struct execution_draft, zero_budget),
    FIELD("小数位", "decimals", FIELD_TEXT, FIELD_INHERITABLE, struct execution_draft, decimals),
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct execution_draft, basis),
};
static const struct field_table execution_table = FIELD_TABLE("预算执行", execution_fields);

void execution_load(struct rule_set_work *work, const struct node *node)
{
    struct execution_draft draft = { 0 };
    fields_load(work->loading, &execution_table, node, &draft);
    if (draft.zero_budget.is_given) {
        work->rules->zero_budget_points = draft.zero_budget.value;
        value_is_stated(work, RULE_VALUE_ZERO_BUDGET);
    }
    work->rules->execution_place = draft.zero_budget.is_given ? draft.zero_budget.place : node->place;
    places_take(work, &draft.decimals, RULE_VALUE_EXECUTION_PLACES, &work->rules->execution_places);
    basis_take(work, RULE_PART_EXECUTION, &draft.basis);
}

struct quantitative_draft {
    struct cell shortfall;
    struct cell excess;
    struct cell surplus;
    struct cell decimals;
    struct figure overachievement;
    struct cell basis;
};
static const struct field quantitative_fields[] = {
    FIELD("未达标", "shortfall", FIELD_TEXT, FIELD_INHERITABLE, struct quantitative_draft, shortfall),
    FIELD("超上限", "excess", FIELD_TEXT, FIELD_INHERITABLE, struct quantitative_draft, excess),
    FIELD("等号超额", "surplus", FIELD_TEXT, FIELD_INHERITABLE, struct quantitative_draft, surplus),
    FIELD("小数位", "decimals", FIELD_TEXT, FIELD_INHERITABLE, struct quantitative_draft, decimals),
    FIELD("超额说明", "overachievement", FIELD_SHARE, FIELD_INHERITABLE, struct quantitative_draft, overachievement),
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct quantitative_draft, basis),
};
static const struct field_table quantitative_table = FIELD_TABLE("定量指标", quantitative_fields);

static const struct word shortfalls[] = {
    WORD("按比例", "proportional", SHORTFALL_PROPORTIONAL),
    WORD("不得分", "zero", SHORTFALL_ZERO),
};
static const struct word excesses[] = {
    WORD("反比", "ratio", EXCESS_RATIO),
    WORD("线性", "linear", EXCESS_LINEAR),
    WORD("不得分", "zero", EXCESS_ZERO),
};
static const struct word surpluses[] = {
    WORD("满分", "full", SURPLUS_FULL),
    WORD("反比", "ratio", SURPLUS_RATIO),
};

/* One of `words`, or `inherited` where none is given or it is none of them. */
static int choice_load(struct rule_set_work *work, enum rule_value value, struct text field, const struct cell *cell,
                       const struct word *words, size_t word_count, int inherited)
{
    int choice = inherited;
    if (cell->is_given) {
        word_load(work->loading, field, cell, words, word_count, &choice);
        value_is_stated(work, value);
    }
    return choice;
}

void quantitative_load(struct rule_set_work *work, const struct node *node)
{
    struct rule_set *rules = work->rules;
    struct quantitative_draft draft = { 0 };
    fields_load(work->loading, &quantitative_table, node, &draft);
    rules->shortfall = (enum shortfall)choice_load(work, RULE_VALUE_SHORTFALL, TEXT("未达标"), &draft.shortfall,
                                                   shortfalls, COUNT_OF(shortfalls), (int)rules->shortfall);
    rules->excess = (enum excess)choice_load(work, RULE_VALUE_EXCESS, TEXT("超上限"), &draft.excess, excesses,
                                             COUNT_OF(excesses), (int)rules->excess);
    rules->surplus = (enum surplus)choice_load(work, RULE_VALUE_SURPLUS, TEXT("等号超额"), &draft.surplus, surpluses,
                                               COUNT_OF(surpluses), (int)rules->surplus);
    rules->quantitative_place = draft.overachievement.is_given ? draft.overachievement.place : node->place;
    places_take(work, &draft.decimals, RULE_VALUE_INDICATOR_PLACES, &rules->indicator_places);
    if (draft.overachievement.is_given) {
        rules->overachievement_share = draft.overachievement.value;
        value_is_stated(work, RULE_VALUE_OVERACHIEVEMENT);
    }
    basis_take(work, RULE_PART_QUANTITATIVE, &draft.basis);
}

/* ---- 定性指标, 时限未达, 指标值空白 ---- */

struct shares_draft {
    const struct node *interval;
    struct figure value;
    struct cell basis;
};
#define SHARES_FIELDS                                                                                                  \
    FIELD("区间", "interval", FIELD_NODE, FIELD_INHERITABLE, struct shares_draft, interval),                           \
        FIELD("取值", "value", FIELD_SHARE, FIELD_INHERITABLE, struct shares_draft, value)

/* A tier rests on the basis of 定性指标. */
static const struct field tier_fields[] = { SHARES_FIELDS };
static const struct field_table tier_table = FIELD_TABLE("定性指标", tier_fields);

static const struct field shares_fields[] = {
    SHARES_FIELDS,
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct shares_draft, basis),
};
static const struct field_table late_table = FIELD_TABLE("时限未达", shares_fields);
static const struct field_table blank_target_table = FIELD_TABLE("指标值空白", shares_fields);

static void interval_load(struct loading *loading, const struct node *node, struct share_interval *shares)
{
    if (node->kind != NODE_SEQUENCE) {
        report_wrong_type(loading, TEXT("区间"), TERM_sequence, node);
        return;
    }
    if (node->child_count != 2) {
        report_wrong_list(loading, TEXT("区间"), TEXT("[60%, 80%]"), node);
        return;
    }
    shares->low = figure_load_required(loading, TEXT("区间"), FIELD_SHARE, node->first_child).value;
    shares->high = figure_load_required(loading, TEXT("区间"), FIELD_SHARE, node->first_child->next).value;
    shares->place = node->place;
}

static struct cell shares_load(struct rule_set_work *work, const struct field_table *table, const struct node *node,
                               struct share_interval *shares)
{
    struct shares_draft draft = { 0 };
    fields_load(work->loading, table, node, &draft);
    shares->place = node->place;
    shares->value_place = node->place;
    if (draft.interval != NULL) {
        interval_load(work->loading, draft.interval, shares);
        shares->file = work->rules->file;
    }
    if (draft.value.is_given) {
        shares->value = draft.value.value;
        shares->value_place = draft.value.place;
        shares->value_file = work->rules->file;
    }
    return draft.basis;
}

void late_load(struct rule_set_work *work, const struct node *node)
{
    struct cell basis = shares_load(work, &late_table, node, &work->rules->late);
    basis_take(work, RULE_PART_LATE, &basis);
}

void blank_target_load(struct rule_set_work *work, const struct node *node)
{
    struct cell basis = shares_load(work, &blank_target_table, node, &work->rules->blank_target);
    basis_take(work, RULE_PART_BLANK_TARGET, &basis);
}

struct qualitative_draft {
    const struct node *tiers[TIER_COUNT];
    struct cell basis;
};
static const struct field qualitative_fields[] = {
    FIELD("达成", "achieved", FIELD_NODE, FIELD_INHERITABLE, struct qualitative_draft, tiers[TIER_ACHIEVED]),
    FIELD("部分达成", "partly_achieved", FIELD_NODE, FIELD_INHERITABLE, struct qualitative_draft,
          tiers[TIER_PARTLY_ACHIEVED]),
    FIELD("未达成", "not_achieved", FIELD_NODE, FIELD_INHERITABLE, struct qualitative_draft, tiers[TIER_NOT_ACHIEVED]),
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct qualitative_draft, basis),
};
static const struct field_table qualitative_table = FIELD_TABLE("定性指标", qualitative_fields);

void qualitative_load(struct rule_set_work *work, const struct node *node)
{
    struct qualitative_draft draft = { 0 };
    fields_load(work->loading, &qualitative_table, node, &draft);
    for (size_t tier = 0; tier < TIER_COUNT; tier++) {
        if (draft.tiers[tier] != NULL) {
            shares_load(work, &tier_table, draft.tiers[tier], &work->rules->tiers[tier]);
        }
    }
    basis_take(work, RULE_PART_QUALITATIVE, &draft.basis);
}

/* ---- 等级 ---- */

struct bands_draft {
    struct cell basis;
};
static const struct field bands_fields[] = {
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct bands_draft, basis),
};
static const struct field_table bands_table = FIELD_TABLE_WITH_DATA_KEYS("等级", bands_fields);

static const struct outlined_table outlined_tables[] = {
    { "years", &years_table },
    { "weights", &weights_table },
    { "execution", &execution_table },
    { "quantitative", &quantitative_table },
    { "qualitative", &qualitative_table },
    { "tier", &tier_table },
    { "late", &late_table },
    { "blank_target", &blank_target_table },
    { "bands", &bands_table },
};
static const struct outlined_words outlined_words[] = {
    { &execution_table, "小数位", decimal_places, COUNT_OF(decimal_places) },
    { &quantitative_table, "小数位", decimal_places, COUNT_OF(decimal_places) },
    { &quantitative_table, "未达标", shortfalls, COUNT_OF(shortfalls) },
    { &quantitative_table, "超上限", excesses, COUNT_OF(excesses) },
    { &quantitative_table, "等号超额", surpluses, COUNT_OF(surpluses) },
};
const struct field_outline rule_set_part_outline = { outlined_tables, COUNT_OF(outlined_tables), outlined_words,
                                                     COUNT_OF(outlined_words) };

static struct grade_band *bands_of_grades(struct rule_set_work *work, const struct entries *grades)
{
    struct loading *loading = work->loading;
    struct grade_band *first = NULL;
    struct grade_band **end = &first;
    for (size_t i = 0; i < grades->count; i++) {
        struct text grade = text_trimmed(grades->nodes[i]->key);
        struct grade_band *band = ARENA_NEW(loading->arena, struct grade_band);
        band->grade = grade;
        band->lower_bound = figure_load_required(loading, grade, FIELD_NUMBER, grades->nodes[i]).value;
        band->place = grades->nodes[i]->place;
        band->file = work->rules->file;
        *end = band;
        end = &band->next;
    }
    return first;
}

/* Grades of one's own that reach down to 0 stand for themselves; others override the inherited ones of their name, and
   a new one takes its place among them by its bound. */
static bool stand_alone(const struct rule_set *rules, const struct grade_band *stated)
{
    bool has_new = rules->bands == NULL;
    bool reaches_zero = false;
    for (; stated != NULL; stated = stated->next) {
        has_new |= rule_set_grade(rules, stated->grade) == NULL;
        reaches_zero |= decimal_is_zero(stated->lower_bound);
    }
    return rules->bands == NULL || (has_new && reaches_zero);
}

static void band_override(struct rule_set_work *work, const struct grade_band *stated)
{
    struct grade_band **slot = &work->rules->bands;
    while (*slot != NULL && !text_equals((*slot)->grade, stated->grade)) {
        slot = &(*slot)->next;
    }
    if (*slot != NULL) {
        (*slot)->lower_bound = stated->lower_bound;
        (*slot)->place = stated->place;
        (*slot)->file = stated->file;
        return;
    }
    slot = &work->rules->bands;
    while (*slot != NULL && decimal_compare((*slot)->lower_bound, stated->lower_bound) > 0) {
        slot = &(*slot)->next;
    }
    struct grade_band *band = ARENA_NEW(work->loading->arena, struct grade_band);
    *band = *stated;
    band->next = *slot;
    *slot = band;
}

/* Listed from the worst to the best. */
static bool is_ascending(const struct grade_band *band)
{
    bool has_neighbour = band != NULL && band->next != NULL;
    while (band != NULL && band->next != NULL && decimal_compare(band->lower_bound, band->next->lower_bound) < 0) {
        band = band->next;
    }
    return has_neighbour && band->next == NULL;
}

static void turn_round(struct grade_band **bands)
{
    struct grade_band *turned = NULL;
    while (*bands != NULL) {
        struct grade_band *next = (*bands)->next;
        (*bands)->next = turned;
        turned = *bands;
        *bands = next;
    }
    *bands = turned;
}

void bands_load(struct rule_set_work *work, const struct node *node)
{
    struct loading *loading = work->loading;
    struct bands_draft draft = { 0 };
    if (!fields_load(loading, &bands_table, node, &draft)) {
        return;
    }
    basis_take(work, RULE_PART_BANDS, &draft.basis);
    struct entries grades = data_entries(loading->arena, &bands_table, node);
    if (grades.count > RULE_SET_MOST_GRADES) {
        finding_report(loading->findings, MESSAGE_rule_set_bands_many, node->place, loading->indicator,
                       COUNT_ARGUMENT(RULE_SET_MOST_GRADES));
        return;
    }
    struct grade_band *stated = bands_of_grades(work, &grades);
    if (stand_alone(work->rules, stated)) {
        work->rules->bands = stated;
    } else {
        for (const struct grade_band *band = stated; band != NULL; band = band->next) {
            band_override(work, band);
        }
    }
    if (is_ascending(work->rules->bands)) {
        turn_round(&work->rules->bands);
    }
    if (work->rules->bands == NULL) {
        report_empty(loading, TEXT("等级"), node->place);
    }
}
