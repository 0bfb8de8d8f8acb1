#include "filling.h"

enum { RATE_PLACES = 2 };

#define NAMED(key_text, alias_text)                                                                                    \
    {                                                                                                                  \
        .key = { (key_text), sizeof(key_text) - 1 }, .alias = {(alias_text), sizeof(alias_text) - 1 }                  \
    }

static const struct wanted_value fields[FILLED_FIELD_COUNT] = {
    [FILLED_SCORE] = NAMED("得分", "score"),
    [FILLED_RATE] = NAMED("执行率", "rate"),
    [FILLED_TOTAL] = NAMED("总分", "total"),
    [FILLED_GRADE] = NAMED("等级", "grade"),
};
static const struct wanted_value behind_of_indicator[] = { NAMED("分值", "weight") };
static const struct wanted_value behind_of_funds[] = { NAMED("结转结余", "carryover"),
                                                       NAMED("全年执行数", "executed") };

struct text filling_self_evaluation_key(void)
{
    return TEXT("自评");
}

struct text filling_self_evaluation_alias(void)
{
    return TEXT("self_evaluation");
}

struct text filled_field_name(enum filled_field field, enum language language)
{
    return language == LANGUAGE_ENGLISH ? fields[field].alias : fields[field].key;
}

/* ---- one mapping ---- */

struct filler {
    struct arena *arena;
    struct filling *filling;
    struct filled_mapping **link;
    struct filled_mapping *recent_by_place;
};

static struct filled_mapping *mapping_begin(struct filler *filler, struct place place)
{
    struct filled_mapping *mapping = ARENA_NEW(filler->arena, struct filled_mapping);
    mapping->place = place;
    *filler->link = mapping;
    filler->link = &mapping->next;
    return mapping;
}

/* The field has its place in the mapping, and stays as it is. */
static struct wanted_value *add_field(struct filled_mapping *mapping, enum filled_field field)
{
    struct wanted_value *value = &mapping->values[mapping->count];
    *value = fields[field];
    mapping->filled[mapping->count].field = field;
    mapping->count++;
    return value;
}

static void want(struct filler *filler, struct filled_mapping *mapping, const struct filled_value *filled)
{
    size_t index = mapping->count - 1;
    mapping->values[index].text = filled->after;
    mapping->values[index].is_wanted = true;
    mapping->filled[index] = *filled;
    filler->filling->value_count++;
}

static bool is_before(struct place a, struct place b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

static bool has_wanted(const struct filled_mapping *mapping)
{
    bool has_any = false;
    for (size_t i = 0; i < mapping->count; i++) {
        has_any = has_any || mapping->values[i].is_wanted;
    }
    return has_any;
}

/* Mappings come in the order of their places but for a few, so that each mostly belongs behind the one before it. */
static void mapping_end(struct filler *filler, struct filled_mapping *mapping)
{
    if (!has_wanted(mapping)) {
        return;
    }
    struct filled_mapping *recent = filler->recent_by_place;
    bool is_behind_recent = recent != NULL && !is_before(mapping->place, recent->place);
    struct filled_mapping **link = is_behind_recent ? &recent->next_by_place : &filler->filling->first_by_place;
    while (*link != NULL && !is_before(mapping->place, (*link)->place)) {
        link = &(*link)->next_by_place;
    }
    mapping->next_by_place = *link;
    *link = mapping;
    filler->recent_by_place = mapping;
}

static struct text decimal_text(struct arena *arena, struct decimal decimal)
{
    char *bytes = arena_take(arena, DECIMAL_MOST_TEXT_BYTES);
    return (struct text){ bytes, decimal_to_text(decimal, bytes) };
}

static bool is_right(const struct figure *declared, struct decimal computed)
{
    return declared->is_given && decimal_equals(declared->value, computed);
}

/* ---- 资金 ---- */

/* Right at the digits that it prints. */
static bool is_right_rate(const struct fund_line *line)
{
    struct decimal hundred = decimal_from_integer(100);
    struct decimal rate = line->rate.value;
    if (!line->rate.is_given) {
        return false;
    }
    if (decimal_is_zero(line->annual_budget.value)) {
        return decimal_is_zero(rate);
    }
    struct decimal exact =
        decimal_product_quotient_rounded_half_up(hundred, line->executed.value, line->annual_budget.value, rate.places);
    return decimal_is_in_range(exact) && decimal_equals(exact, rate);
}

/* As many places as forms print, and a per cent sign where there was one. */
static struct text rate_text(struct arena *arena, const struct fund_line *line)
{
    static const char *const signs[] = { "%", "％", "﹪" };
    struct decimal rate = decimal_from_integer(0);
    struct text sign = TEXT("");
    if (!decimal_is_zero(line->annual_budget.value)) {
        rate = decimal_product_quotient_rounded_half_up(decimal_from_integer(100), line->executed.value,
                                                        line->annual_budget.value, RATE_PLACES);
    }
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        sign = text_ends_with(line->rate.text, text_of(signs[i])) ? text_of(signs[i]) : sign;
    }
    struct text number = decimal_text(arena, rate);
    char *bytes = arena_take(arena, number.size_bytes + sign.size_bytes);
    memcpy(bytes, number.bytes, number.size_bytes);
    memcpy(bytes + number.size_bytes, sign.bytes, sign.size_bytes);
    return (struct text){ bytes, number.size_bytes + sign.size_bytes };
}

static void fill_rate(struct filler *filler, struct filled_mapping *mapping, const struct fund_line *line)
{
    add_field(mapping, FILLED_RATE);
    if (!is_right_rate(line)) {
        want(filler, mapping,
             &(struct filled_value){ .field = FILLED_RATE,
                                     .row = line->source,
                                     .place = line->rate.place,
                                     .before = line->rate.text,
                                     .after = rate_text(filler->arena, line) });
    }
}

static struct filled_mapping *funds_begin(struct filler *filler, const struct fund_line *line)
{
    struct filled_mapping *mapping = mapping_begin(filler, line->place);
    mapping->behind = behind_of_funds;
    mapping->behind_count = sizeof(behind_of_funds) / sizeof(behind_of_funds[0]);
    return mapping;
}

static void fill_funds(struct filler *filler, const struct project *project, const struct execution_score *execution)
{
    const struct fund_line *total = &project->total;
    struct filled_mapping *mapping = funds_begin(filler, total);
    /* Without a budget there is no rate: nothing is written for it where nothing stands. */
    if (execution->has_rate || total->rate.is_given) {
        fill_rate(filler, mapping, total);
    }
    add_field(mapping, FILLED_SCORE);
    if (!is_right(&total->score, execution->score)) {
        want(filler, mapping,
             &(struct filled_value){ .field = FILLED_SCORE,
                                     .row = total->source,
                                     .place = total->score.place,
                                     .before = total->score.text,
                                     .after = decimal_text(filler->arena, execution->score) });
    }
    mapping_end(filler, mapping);
}

/* A source of the funds has a rate where somebody wrote one. */
static void fill_sources(struct filler *filler, const struct project *project)
{
    for (const struct fund_line *line = project->sources; line != NULL; line = line->next) {
        bool has_amounts = line->annual_budget.is_given && line->executed.is_given;
        if (line->rate.is_given && has_amounts) {
            struct filled_mapping *mapping = funds_begin(filler, line);
            fill_rate(filler, mapping, line);
            mapping_end(filler, mapping);
        }
    }
}

/* ---- indicators ---- */

static void fill_indicator(struct filler *filler, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    struct filled_mapping *mapping = mapping_begin(filler, indicator->place);
    mapping->behind = behind_of_indicator;
    mapping->behind_count = sizeof(behind_of_indicator) / sizeof(behind_of_indicator[0]);
    add_field(mapping, FILLED_SCORE);
    if (!is_right(&indicator->declared_score, score->computed)) {
        want(filler, mapping,
             &(struct filled_value){ .field = FILLED_SCORE,
                                     .row = indicator->name.text,
                                     .place = indicator->declared_score.place,
                                     .before = indicator->declared_score.text,
                                     .after = decimal_text(filler->arena, score->computed),
                                     .score = score });
    }
    mapping_end(filler, mapping);
}

/* ---- 自评 ---- */

static bool is_same_place(struct place a, struct place b)
{
    return a.line == b.line && a.column == b.column;
}

static void fill_total(struct filler *filler, struct filled_mapping *mapping, const struct project *project,
                       const struct project_score *score)
{
    const struct figure *declared = &project->declared_total;
    add_field(mapping, FILLED_TOTAL);
    /* The sum before it is rounded is right too. */
    if (!is_right(declared, score->total) &&
        !is_right(declared, decimal_add(score->indicator_sum, score->execution.score))) {
        want(filler, mapping,
             &(struct filled_value){ .field = FILLED_TOTAL,
                                     .place = declared->place,
                                     .before = declared->text,
                                     .after = decimal_text(filler->arena, score->total) });
    }
}

static void fill_grade(struct filler *filler, struct filled_mapping *mapping, const struct project *project,
                       const struct project_score *score)
{
    const struct cell *declared = &project->declared_grade;
    const struct grade_band *computed = score->grade.computed;
    add_field(mapping, FILLED_GRADE);
    if (computed != NULL && !(declared->is_given && text_equals(declared->text, computed->grade))) {
        want(filler, mapping,
             &(struct filled_value){
                 .field = FILLED_GRADE, .place = declared->place, .before = declared->text, .after = computed->grade });
    }
}

static void fill_self_evaluation(struct filler *filler, const struct project *project,
                                 const struct project_score *score)
{
    struct filled_mapping *mapping = mapping_begin(filler, project->self_evaluation_place);
    mapping->is_new = is_same_place(project->self_evaluation_place, project->place);
    fill_total(filler, mapping, project, score);
    fill_grade(filler, mapping, project, score);
    mapping_end(filler, mapping);
}

const struct filling *filling_of(struct arena *arena, const struct project *project, const struct project_score *score)
{
    struct filling *filling = ARENA_NEW(arena, struct filling);
    struct filler filler = { .arena = arena, .filling = filling, .link = &filling->first };
    fill_funds(&filler, project, &score->execution);
    fill_sources(&filler, project);
    for (size_t i = 0; i < score->indicator_count; i++) {
        fill_indicator(&filler, &score->indicators[i]);
    }
    fill_self_evaluation(&filler, project, score);
    return filling;
}

/* ---- into the document ---- */

static const struct filled_value *first_filled(const struct filled_mapping *mapping)
{
    return mapping->values[0].is_wanted ? &mapping->filled[0] : &mapping->filled[mapping->count - 1];
}

enum edit_status filling_edit(const struct filling *filling, struct place funds_total, struct document_edits *edits,
                              const struct filled_value **failed_out)
{
    /* In the order of the form: 自评 comes last, behind what may be put in at the end of what stands above it. */
    for (const struct filled_mapping *mapping = filling->first; mapping != NULL; mapping = mapping->next) {
        if (!has_wanted(mapping)) {
            continue;
        }
        struct wanted_values wanted = { mapping->values, mapping->count, mapping->behind, mapping->behind_count };
        enum edit_status status = mapping->is_new
                                      ? edits_set_within(edits, mapping->place, filling_self_evaluation_key(),
                                                         filling_self_evaluation_alias(), funds_total, &wanted)
                                      : edits_set(edits, mapping->place, &wanted);
        if (status != EDIT_MADE) {
            *failed_out = first_filled(mapping);
            return status;
        }
    }
    return EDIT_MADE;
}
