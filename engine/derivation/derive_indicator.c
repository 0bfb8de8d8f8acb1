#include "derive_assessment.h"

/* From the cells over the verdict and the points to the declared score: in the order in which scoring goes. */

/* What an assessment decides over: the weight of an indicator, or the share of it that one of its 分项 has. */
struct stake {
    struct decimal weight; /* of the indicator */
    struct decimal parts;  /* that share it; 1: it has none */
    struct decimal points; /* weight ÷ parts, to EXACT_PLACES */
    bool is_rounded;       /* points are not just that */
};

enum { EXACT_PLACES = 6 };

/* The points that a share of 1 of the stake is. */
static struct decimal share_of(const struct stake *stake, struct decimal share)
{
    if (decimal_equals(stake->parts, decimal_from_integer(1))) {
        return decimal_multiply(stake->weight, share);
    }
    return decimal_product_quotient_rounded_half_up(stake->weight, share, stake->parts, EXACT_PLACES);
}

static struct stake stake_of(const struct indicator *indicator)
{
    struct stake stake = { .weight = indicator->weight.value, .parts = decimal_from_integer(1) };
    if (indicator->part_count > 0) {
        stake.parts = decimal_from_integer((int64_t)indicator->part_count);
    }
    stake.points = share_of(&stake, decimal_from_integer(1));
    stake.is_rounded = !decimal_equals(decimal_multiply(stake.points, stake.parts), stake.weight);
    return stake;
}

/* The quotient as the form would write it, in the target's unit, where that is exactly the same one. */
static void tell_in_target_unit(const struct assessment *assessment, struct decimal *upper, struct decimal *lower)
{
    struct decimal sign = decimal_from_integer(assessment_is_mirrored(assessment) ? -1 : 1);
    struct decimal compared = decimal_multiply(assessment->compared_achieved, sign);
    struct decimal achieved = decimal_multiply(assessment->achieved_in_target_unit, sign);
    struct decimal target = decimal_multiply(assessment->target.number, sign);
    bool is_proportional = decimal_equals(*upper, compared);
    bool is_inverse = decimal_equals(*lower, compared);
    struct decimal told_upper = is_proportional ? achieved : target;
    struct decimal told_lower = is_proportional ? target : achieved;
    if (assessment->units == UNITS_CONVERTIBLE && (is_proportional || is_inverse) && decimal_sign(told_lower) > 0 &&
        decimal_compare_quotients(told_upper, told_lower, *upper, *lower) == 0) {
        *upper = told_upper;
        *lower = told_lower;
    }
}

static struct step_value equals_quotient(const struct stake *stake, struct decimal exact, struct decimal upper,
                                         struct decimal lower)
{
    /* What is about a third of a weight is about the quotient of it too, even where that one ends. */
    return stake->is_rounded ? text_value(TEXT("≈"))
                             : equals_value(exact, decimal_multiply(stake->points, upper), lower);
}

/* points × upper ÷ lower, told by the curve that it comes from. */
static void add_curve(struct steps *steps, const struct assessment *assessment, const struct stake *stake,
                      struct decimal exact)
{
    struct decimal upper = assessment->quotient_upper;
    struct decimal lower = assessment->quotient_lower;
    struct step_value points = number_value(stake->points);
    bool is_above = assessment_exceeds_limit(assessment);
    if (is_above && steps->source->rules->excess == EXCESS_LINEAR && assessment->comparison != COMPARISON_EQUAL) {
        struct decimal achieved = decimal_subtract(decimal_add(lower, lower), upper);
        steps_take(steps, STEP_curve_linear, points, number_value(lower), number_value(achieved),
                   equals_quotient(stake, exact, upper, lower), number_value(exact));
        return;
    }
    tell_in_target_unit(assessment, &upper, &lower);
    steps_take(steps, is_above != assessment_is_mirrored(assessment) ? STEP_curve_ratio : STEP_curve_proportional,
               points, number_value(upper), number_value(lower), equals_quotient(stake, exact, upper, lower),
               number_value(exact));
}

static void add_rounding(struct steps *steps, const struct indicator_score *score)
{
    uint32_t places = steps->source->rules->indicator_places;
    if (score->is_rounded && places == 0) {
        steps_take(steps, STEP_rounds_to_whole, number_value(score->exact), number_value(score->high));
    } else if (score->is_rounded) {
        steps_take(steps, STEP_rounds, number_value(score->exact), count_value(places), number_value(score->high));
    }
}

/* What a missed number keeps. */
static void add_kept(struct steps *steps, const struct assessment *assessment, const struct stake *stake)
{
    if (assessment->is_missed_at_bound) {
        return;
    }
    if (decimal_is_zero(assessment->quotient_lower)) {
        steps_take(steps, STEP_curve_zero, number_value(decimal_from_integer(0)));
        return;
    }
    struct decimal lower = decimal_multiply(assessment->quotient_lower, stake->parts);
    add_curve(steps, assessment, stake,
              decimal_product_quotient_rounded_half_up(stake->weight, assessment->quotient_upper, lower, EXACT_PLACES));
}

static void add_shares(struct steps *steps, const struct assessment *assessment, const struct stake *stake,
                       enum step_kind interval, enum step_kind sole)
{
    const struct share_interval *shares = assessment_shares(assessment, steps->source->rules);
    struct decimal low = share_of(stake, shares->low);
    struct decimal high = share_of(stake, shares->high);
    if (decimal_equals(low, high)) {
        steps_take(steps, sole, share_value(shares->high), number_value(stake->points), number_value(high));
    } else {
        steps_take(steps, interval, share_value(shares->low), share_value(shares->high), number_value(stake->points),
                   number_value(decimal_least(low, high)), number_value(decimal_greatest(low, high)));
    }
}

static void add_full_marks(struct steps *steps, const struct stake *stake)
{
    struct step_value points = number_value(stake->points);
    if (steps->is_in_part) {
        steps_take(steps, STEP_part_is_full, number_value(stake->weight), number_value(stake->parts),
                   equals_value(stake->points, stake->weight, stake->parts), points);
    } else {
        steps_take(steps, STEP_interval_of_full_marks, points);
    }
}

static void add_anything(struct steps *steps, const struct stake *stake)
{
    struct decimal nothing = decimal_from_integer(0);
    if (decimal_is_zero(stake->points)) {
        steps_take(steps, STEP_interval_of_nothing, number_value(nothing));
    } else {
        steps_take(steps, STEP_interval_of_all, number_value(decimal_least(nothing, stake->points)),
                   number_value(decimal_greatest(nothing, stake->points)));
    }
}

/* What an assessment, of an indicator or of one of its 分项, gives of its stake. */
static void add_points(struct steps *steps, const struct assessment *assessment, const struct stake *stake)
{
    switch (assessment->verdict) {
    case VERDICT_MET:
        add_full_marks(steps, stake);
        return;
    case VERDICT_MISSED:
        add_kept(steps, assessment, stake);
        return;
    case VERDICT_TIER:
    case VERDICT_SAME_TEXT:
    case VERDICT_ON_TIME:
        add_shares(steps, assessment, stake, STEP_interval_of_tier, STEP_sole_of_tier);
        return;
    case VERDICT_LATE:
        add_shares(steps, assessment, stake, STEP_interval_of_late, STEP_sole_of_late);
        return;
    case VERDICT_TARGET_BLANK:
        add_shares(steps, assessment, stake, STEP_interval_of_blank_target, STEP_sole_of_blank_target);
        return;
    case VERDICT_UNVERIFIABLE:
        add_anything(steps, stake);
        return;
    case VERDICT_ACHIEVED_BLANK:
    case VERDICT_PARTS:
        return;
    }
}

static void add_sum_of_parts(struct steps *steps, const struct indicator_score *score)
{
    bool is_sole = decimal_equals(score->low, score->high);
    if (score->has_missed_part) {
        steps_take(steps, is_sole ? STEP_sum_of_parts : STEP_sum_of_highest, number_value(score->exact));
        add_rounding(steps, score);
    }
    if (is_sole) {
        steps_take(steps, STEP_sole_of_parts, number_value(score->high));
    } else {
        steps_take(steps, STEP_interval_of_parts, number_value(score->low), number_value(score->high));
    }
}

static void add_declared(struct steps *steps, const struct indicator_score *score)
{
    const struct figure *declared = &score->indicator->declared_score;
    if (!declared->is_given) {
        steps_take_bare(steps, STEP_declared_missing);
    } else if (decimal_compare(declared->value, score->high) > 0) {
        steps_take(steps, STEP_declared_above, number_value(declared->value), number_value(score->high));
    } else if (decimal_compare(declared->value, score->low) < 0) {
        steps_take(steps, STEP_declared_below, number_value(declared->value), number_value(score->low));
    } else if (decimal_equals(score->low, score->high)) {
        steps_take(steps, STEP_declared_exactly, number_value(declared->value));
    } else {
        steps_take(steps, STEP_declared_within, number_value(declared->value), number_value(score->low),
                   number_value(score->high));
    }
    steps_take(steps, STEP_computed, number_value(score->computed));
}

static void add_parts(struct steps *steps, const struct indicator_score *score, const struct stake *stake)
{
    size_t i = 0;
    steps_take(steps, STEP_part_weight, number_value(stake->weight), number_value(stake->parts),
               equals_value(stake->points, stake->weight, stake->parts), number_value(stake->points));
    for (const struct indicator_part *part = score->indicator->parts; part != NULL; part = part->next, i++) {
        const struct assessment *assessment = &score->part_assessments[i];
        const struct cells cells = { &part->target, &part->adjusted_target, &part->achieved };
        steps_take(steps, STEP_part, count_value(i + 1), text_value(part->name.text));
        steps->is_in_part = true;
        derive_assessment(steps, &cells, assessment);
        add_points(steps, assessment, stake);
        if (assessment->is_missed_at_bound) {
            add_full_marks(steps, stake);
        }
        steps->is_in_part = false;
    }
    add_sum_of_parts(steps, score);
}

static void add_whole(struct steps *steps, const struct indicator_score *score, const struct stake *stake)
{
    const struct indicator *indicator = score->indicator;
    const struct cells cells = { &indicator->target, &indicator->adjusted_target, &indicator->achieved };
    derive_assessment(steps, &cells, &score->assessment);
    add_points(steps, &score->assessment, stake);
    if (score->verdict == VERDICT_MISSED) {
        add_rounding(steps, score);
        steps_take(steps, STEP_interval_of_one, number_value(score->high));
    }
}

struct derivation derive_indicator(const struct derivation_source *source, const struct indicator_score *score)
{
    const struct stake stake = stake_of(score->indicator);
    struct derivation derivation = { .subject = SUBJECT_INDICATOR, .indicator = score };
    struct steps steps = steps_begin(source, &derivation);
    steps_take(&steps, STEP_weight, number_value(stake.weight));
    if (score->verdict == VERDICT_PARTS) {
        add_parts(&steps, score, &stake);
    } else {
        add_whole(&steps, score, &stake);
    }
    add_declared(&steps, score);
    derivation.step_count = steps.count;
    return derivation;
}
