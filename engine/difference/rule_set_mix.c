#include "rule_set_mix.h"

/* ---- what differs ---- */

static bool are_same_shares(const struct share_interval *a, const struct share_interval *b)
{
    return decimal_equals(a->low, b->low) && decimal_equals(a->high, b->high) && decimal_equals(a->value, b->value);
}

static bool have_same_years(const struct rule_set *a, const struct rule_set *b)
{
    return a->from_year == b->from_year && a->until_year == b->until_year;
}

static const struct level_weight *level_find(const struct level_weight *level, struct text name)
{
    while (level != NULL && !text_equals(level->level, name)) {
        level = level->next;
    }
    return level;
}

/* In whatever order the levels stand. */
static bool have_levels_of(const struct rule_set *a, const struct rule_set *b)
{
    for (const struct level_weight *level = b->level_weights; level != NULL; level = level->next) {
        const struct level_weight *own = level_find(a->level_weights, level->level);
        if (own == NULL || !decimal_equals(own->weight, level->weight)) {
            return false;
        }
    }
    return true;
}

static bool have_same_weights(const struct rule_set *a, const struct rule_set *b)
{
    return decimal_equals(a->full_marks, b->full_marks) && decimal_equals(a->execution_weight, b->execution_weight) &&
           have_levels_of(a, b) && have_levels_of(b, a);
}

static bool have_same_execution(const struct rule_set *a, const struct rule_set *b)
{
    return decimal_equals(a->zero_budget_points, b->zero_budget_points) && a->execution_places == b->execution_places;
}

static bool are_same_quantitatively(const struct rule_set *a, const struct rule_set *b)
{
    return a->shortfall == b->shortfall && a->excess == b->excess && a->surplus == b->surplus &&
           a->indicator_places == b->indicator_places &&
           decimal_equals(a->overachievement_share, b->overachievement_share);
}

static bool are_same_qualitatively(const struct rule_set *a, const struct rule_set *b)
{
    for (size_t tier = 0; tier < TIER_COUNT; tier++) {
        if (!are_same_shares(&a->tiers[tier], &b->tiers[tier])) {
            return false;
        }
    }
    return true;
}

static bool have_same_late(const struct rule_set *a, const struct rule_set *b)
{
    return are_same_shares(&a->late, &b->late);
}

static bool have_same_blank_target(const struct rule_set *a, const struct rule_set *b)
{
    return are_same_shares(&a->blank_target, &b->blank_target);
}

static bool have_same_bands(const struct rule_set *a, const struct rule_set *b)
{
    const struct grade_band *one = a->bands;
    const struct grade_band *other = b->bands;
    while (one != NULL && other != NULL && text_equals(one->grade, other->grade) &&
           decimal_equals(one->lower_bound, other->lower_bound)) {
        one = one->next;
        other = other->next;
    }
    return one == NULL && other == NULL;
}

static bool are_same_vetoes(const struct veto *a, const struct veto *b)
{
    return a->is_on_execution_rate == b->is_on_execution_rate && text_equals(a->level, b->level) &&
           a->comparison == b->comparison && decimal_equals(a->bound, b->bound) && a->is_cap == b->is_cap &&
           text_equals(a->grade->grade, b->grade->grade);
}

/* In one order, too: a later veto has the last word. */
static bool have_same_vetoes(const struct rule_set *a, const struct rule_set *b)
{
    const struct veto *one = a->vetoes;
    const struct veto *other = b->vetoes;
    while (one != NULL && other != NULL && are_same_vetoes(one, other)) {
        one = one->next;
        other = other->next;
    }
    return one == NULL && other == NULL;
}

/* ---- parts put in ---- */

static void take_years(struct rule_set *mix, const struct rule_set *after)
{
    mix->from_year = after->from_year;
    mix->until_year = after->until_year;
    mix->years_place = after->years_place;
}

static void take_weights(struct rule_set *mix, const struct rule_set *after)
{
    mix->full_marks = after->full_marks;
    mix->execution_weight = after->execution_weight;
    mix->level_weights = after->level_weights;
    mix->weights_place = after->weights_place;
}

static void take_execution(struct rule_set *mix, const struct rule_set *after)
{
    mix->zero_budget_points = after->zero_budget_points;
    mix->execution_places = after->execution_places;
    mix->execution_place = after->execution_place;
}

static void take_quantitative(struct rule_set *mix, const struct rule_set *after)
{
    mix->shortfall = after->shortfall;
    mix->excess = after->excess;
    mix->surplus = after->surplus;
    mix->indicator_places = after->indicator_places;
    mix->overachievement_share = after->overachievement_share;
    mix->quantitative_place = after->quantitative_place;
}

static void take_qualitative(struct rule_set *mix, const struct rule_set *after)
{
    for (size_t tier = 0; tier < TIER_COUNT; tier++) {
        mix->tiers[tier] = after->tiers[tier];
    }
}

static void take_late(struct rule_set *mix, const struct rule_set *after)
{
    mix->late = after->late;
}

static void take_blank_target(struct rule_set *mix, const struct rule_set *after)
{
    mix->blank_target = after->blank_target;
}

static void take_bands(struct rule_set *mix, const struct rule_set *after)
{
    mix->bands = after->bands;
}

static void take_vetoes(struct rule_set *mix, const struct rule_set *after)
{
    mix->vetoes = after->vetoes;
}

static const struct {
    bool (*is_same)(const struct rule_set *a, const struct rule_set *b);
    void (*take)(struct rule_set *mix, const struct rule_set *after);
} parts_of_rule_set[RULE_PART_COUNT] = {
    [RULE_PART_WHOLE] = { have_same_years, take_years },
    [RULE_PART_WEIGHTS] = { have_same_weights, take_weights },
    [RULE_PART_EXECUTION] = { have_same_execution, take_execution },
    [RULE_PART_QUANTITATIVE] = { are_same_quantitatively, take_quantitative },
    [RULE_PART_QUALITATIVE] = { are_same_qualitatively, take_qualitative },
    [RULE_PART_LATE] = { have_same_late, take_late },
    [RULE_PART_BLANK_TARGET] = { have_same_blank_target, take_blank_target },
    [RULE_PART_BANDS] = { have_same_bands, take_bands },
    [RULE_PART_VETOES] = { have_same_vetoes, take_vetoes },
};

/* ---- mixes ---- */

void rule_set_mixer_begin(struct rule_set_mixer *mixer, struct arena *arena, const struct rule_set *before,
                          const struct rule_set *after)
{
    *mixer = (struct rule_set_mixer){ .arena = arena, .before = before, .after = after };
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        if (!parts_of_rule_set[part].is_same(before, after)) {
            mixer->differing |= part_bit((enum rule_part)part);
        }
    }
}

/* Vetoes name grades of their own rule set: here they must name the mix's. Answers whether there are such. */
static bool name_grades_of(struct rule_set *mix, struct arena *arena)
{
    const struct veto *original = mix->vetoes;
    struct veto **end = &mix->vetoes;
    for (; original != NULL; original = original->next) {
        struct veto *veto = ARENA_NEW(arena, struct veto);
        *veto = *original;
        veto->next = NULL;
        veto->grade = rule_set_grade(mix, original->grade->grade);
        if (veto->grade == NULL) {
            return false;
        }
        *end = veto;
        end = &veto->next;
    }
    return true;
}

const struct rule_set *rule_set_mixed(struct rule_set_mixer *mixer, unsigned parts)
{
    parts &= mixer->differing;
    if (parts == 0 || parts == mixer->differing) {
        return parts == 0 ? mixer->before : mixer->after;
    }
    if (mixer->mixes[parts] != NULL || mixer->cannot_be[parts]) {
        return mixer->mixes[parts];
    }
    struct rule_set *mix = ARENA_NEW(mixer->arena, struct rule_set);
    *mix = *mixer->before;
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        if ((parts & part_bit((enum rule_part)part)) != 0) {
            parts_of_rule_set[part].take(mix, mixer->after);
        }
    }
    if (name_grades_of(mix, mixer->arena)) {
        mixer->mixes[parts] = mix;
    } else {
        mixer->cannot_be[parts] = true;
    }
    return mixer->mixes[parts];
}
