#include "assessment.h"
#include "path.h"
#include "printed_number.h"
#include "trial.h"

static struct decimal zero(void)
{
    return decimal_from_integer(0);
}

/* Answers whether that number can be compared, so that it has a score. */
static bool try_number(struct trial *trial, struct decimal number)
{
    const struct boundary_source *source = trial->what_if->source;
    struct assessment *assessment = trial_assessment(trial);
    if (!decimal_is_in_range(number)) {
        return false;
    }
    *assessment = trial->as_it_is;
    assess_number(source->reader, source->rules, number, assessment);
    if (!assessment->is_compared) {
        return false;
    }
    trial_score_again(trial);
    return decimal_is_in_range(trial->score.computed);
}

/* -1 below what meets the target, where scores rise with the value, 1 above it, where they fall, 0 between. */
static int side_of(const struct assessment *assessment)
{
    if (assessment->verdict == VERDICT_MET || assessment->is_missed_at_bound) {
        return 0;
    }
    int order = decimal_compare(assessment->compared_achieved, assessment->compared_target);
    if (order != 0) {
        return order;
    }
    return assessment->comparison == COMPARISON_BELOW ? 1 : -1; /* of >0 and <0 at 0 */
}

/* The sides follow each other, and on each of them bounds of vetoes are passed as the score rises or falls. */
static int stretch_of(const struct trial *trial, int side)
{
    enum { MOST_BOUNDS = 2 * RULE_SET_MOST_VETOES + 1 };
    int direction = decimal_sign(trial->unit);
    int passed =
        what_if_bounds_passed(trial->what_if, &trial->what_if->execution, trial->indicator, trial->score.computed);
    bool is_falling = side * direction > 0;
    return (side * direction + 1) * MOST_BOUNDS + (is_falling ? MOST_BOUNDS - 1 - passed : passed);
}

static struct decimal number_at(const struct trial *trial, uint128 step)
{
    return decimal_add(trial->from, decimal_multiply(trial->unit, (struct decimal){ (int128)step, 0 }));
}

static struct path_place look_at_number(void *context, uint128 step)
{
    struct trial *trial = context;
    if (!try_number(trial, number_at(trial, step))) {
        return (struct path_place){ .is_behind_end = true };
    }
    bool is_goal = trial_outcome(trial, trial->score.computed).is_goal;
    return (struct path_place){
        .stretch = stretch_of(trial, side_of(trial_assessment(trial))),
        .does = is_goal != trial->is_outwards,
    };
}

/* The power of ten that a printed number goes by. */
static int power_of(const struct printed_number *printed)
{
    return printed->scale_power - (int)printed->places;
}

static bool is_number(const struct assessment *assessment)
{
    return assessment->achieved.kind == VALUE_NUMBER && assessment->is_compared;
}

/* 万 of the target, where the achieved value has none of its own but was read with it. */
static int shared_scale_power(const struct assessment *assessment)
{
    return text_is_empty(assessment->achieved.unit) && !assessment->achieved.has_scale ? assessment->target.scale_power
                                                                                       : 0;
}

static struct printed_number printed_like_target(const struct trial *trial)
{
    return printed_number_like_target(trial->what_if->source->arena, trial->as_it_is.target_text,
                                      &trial->as_it_is.target);
}

static struct printed_number printed_achieved(const struct trial *trial)
{
    struct arena *arena = trial->what_if->source->arena;
    const struct assessment *assessment = &trial->as_it_is;
    struct printed_number printed =
        printed_number_find(arena, assessment->achieved_text, &assessment->achieved, shared_scale_power(assessment));
    if (!printed.is_of_the_text && shared_scale_power(assessment) != 0) {
        printed = printed_number_find(arena, assessment->achieved_text, &assessment->achieved, 0);
    }
    bool says_no_unit = !printed.is_of_the_text && text_is_empty(assessment->achieved.unit); /* 无 */
    return says_no_unit ? printed_like_target(trial) : printed;
}

/* The finer of the two grids on which the cell and its target lie. Of units that differ only the cell's is one. */
static int grid_power(const struct trial *trial, const struct printed_number *achieved)
{
    const struct assessment *assessment = &trial->as_it_is;
    bool shares_scale = text_is_empty(assessment->target.unit) && !assessment->target.has_scale;
    struct printed_number target =
        printed_number_find(trial->what_if->source->arena, assessment->target_text, &assessment->target,
                            shares_scale ? assessment->achieved.scale_power : 0);
    int power = power_of(achieved);
    if (assessment->target.kind == VALUE_RANGE) {
        uint32_t places = decimal_needed_places(printed_number_of(&target, assessment->target.upper));
        target.places = places > target.places ? places : target.places;
    }
    int target_power = power_of(&target);
    bool is_one_unit = assessment->units == UNITS_SAME;
    return is_one_unit && target_power < power ? target_power : power;
}

/* Tries the grid, then a finer one. */
static bool find_on_grids(struct trial *trial, int power, bool (*find)(struct trial *trial, struct decimal *number_out),
                          struct decimal *number_out)
{
    trial->unit = decimal_shifted(decimal_from_integer(1), power);
    if (find(trial, number_out)) {
        return true;
    }
    trial->unit = decimal_shifted(decimal_from_integer(1), power - BOUNDARY_FINER_PLACES);
    return find(trial, number_out);
}

/* From a number that is there, both ways. */
static bool find_nearest(struct trial *trial, struct decimal *number_out)
{
    struct trial less = *trial;
    less.unit = decimal_subtract(zero(), trial->unit);
    const struct path paths[] = { { trial, look_at_number, 1 }, { &less, look_at_number, 1 } };
    uint128 step;
    bool is_less;
    if (!nearer_step(&paths[0], &paths[1], &step, &is_less)) {
        return false;
    }
    *number_out = number_at(is_less ? &less : trial, step);
    return true;
}

/* What meets the target in its own unit, the worst such value. > and < are met at a bound of 0 only beyond it. */
static struct decimal best_number(const struct trial *trial)
{
    const struct value *target = &trial->as_it_is.target;
    bool is_zero = target->kind == VALUE_NUMBER && decimal_is_zero(target->number);
    if (is_zero && trial->as_it_is.comparison == COMPARISON_ABOVE) {
        return decimal_add(target->number, trial->unit);
    }
    if (is_zero && trial->as_it_is.comparison == COMPARISON_BELOW) {
        return decimal_subtract(target->number, trial->unit);
    }
    return target->number;
}

/* Without a number, the one that just does: outwards from the target, until one does no longer. */
static bool find_least(struct trial *trial, struct decimal *number_out)
{
    enum comparison comparison = trial->as_it_is.comparison;
    bool is_upper_limit = trial->as_it_is.target.kind == VALUE_NUMBER &&
                          (comparison == COMPARISON_AT_MOST || comparison == COMPARISON_BELOW);
    struct trial outwards = *trial;
    struct path path = { &outwards, look_at_number, 1 };
    uint128 step;
    outwards.from = best_number(trial);
    outwards.is_outwards = true;
    outwards.unit = is_upper_limit ? trial->unit : decimal_subtract(zero(), trial->unit);
    if (!try_number(&outwards, outwards.from) || !trial_outcome(&outwards, outwards.score.computed).is_goal ||
        !path_find(&path, &step)) {
        return false;
    }
    *number_out = number_at(&outwards, step - 1);
    return true;
}

/* What the target's own number would give. */
static void conclude_with_best(struct trial *trial, struct achieved_change *change)
{
    trial->as_it_is.achieved.kind = VALUE_BLANK;
    if (try_number(trial, best_number(trial))) {
        trial_conclude(trial, change, trial->score.computed);
    } else {
        trial_conclude(trial, change, trial->indicator->computed);
    }
}

void trial_find_number(struct trial *trial, struct achieved_change *change)
{
    struct arena *arena = trial->what_if->source->arena;
    struct printed_number printed = printed_like_target(trial);
    struct decimal number;
    change->has_from = is_number(&trial->as_it_is);
    trial->from = trial->as_it_is.achieved.number;
    if (change->has_from) {
        printed = printed_achieved(trial);
        change->from = printed_number_of(&printed, trial->from);
        change->is_found = find_on_grids(trial, grid_power(trial, &printed), find_nearest, &number);
    } else if (trial->what_if->is_upwards) {
        trial->as_it_is.achieved.kind = VALUE_BLANK;
        change->is_found = find_on_grids(trial, power_of(&printed), find_least, &number);
    }
    if (change->is_found) {
        try_number(trial, number);
        change->to = printed_number_of(&printed, number);
        change->to_text = printed_number_replaced(arena, &printed, number);
        trial_conclude(trial, change, trial->score.computed);
    } else {
        conclude_with_best(trial, change);
    }
}
