#include "steps.h"

#include "assessment.h"

/* The cell, its reading, the comparison, the points: in the order in which scoring goes. */

static struct text sign_of(enum comparison comparison)
{
    switch (comparison) {
    case COMPARISON_AT_LEAST:
        return TEXT("≥");
    case COMPARISON_ABOVE:
        return TEXT(">");
    case COMPARISON_AT_MOST:
        return TEXT("≤");
    case COMPARISON_BELOW:
        return TEXT("<");
    case COMPARISON_EQUAL:
        return TEXT("=");
    case COMPARISON_NONE:
        break;
    }
    return TEXT("");
}

/* ---- readings ---- */

static void add_scale(struct steps *steps, const struct value *value)
{
    if (value->has_scale && value->scale_power != 0 && value->kind == VALUE_NUMBER) {
        steps_take(steps, STEP_reads_scale, number_value(decimal_shifted(value->number, -value->scale_power)),
                   number_value(decimal_shifted(decimal_from_integer(1), value->scale_power)),
                   number_value(value->number));
    }
}

static void add_measure(struct steps *steps, const struct value *value)
{
    bool has_unit = !text_is_empty(value->unit);
    add_scale(steps, value);
    if (value->comparison != COMPARISON_NONE) {
        steps_take(steps, STEP_reads_sign, text_value(sign_of(value->comparison)));
    }
    if (value->kind == VALUE_RANGE && has_unit) {
        steps_take(steps, STEP_reads_range_of_unit, number_value(value->number), number_value(value->upper),
                   text_value(value->unit));
    } else if (value->kind == VALUE_RANGE) {
        steps_take(steps, STEP_reads_range, number_value(value->number), number_value(value->upper));
    } else if (has_unit) {
        steps_take(steps, STEP_reads_number_of_unit, number_value(value->number), text_value(value->unit));
    } else {
        steps_take(steps, STEP_reads_number, number_value(value->number));
    }
    if (!decimal_is_zero(value->denominator)) {
        steps_take(steps, STEP_reads_fraction, number_value(value->number), number_value(value->denominator));
    }
    if (value->is_approximate) {
        steps_take_bare(steps, STEP_reads_approximate);
    }
}

static void add_date(struct steps *steps, const struct value *value, enum value_role role)
{
    if (value->date.year == 0 || value->date.day == 0) {
        steps_take_bare(steps, STEP_reads_no_fixed_day);
    } else {
        steps_take(steps, role == VALUE_TARGET ? STEP_reads_deadline : STEP_reads_date, date_value(value->date));
    }
}

static void add_reading(struct steps *steps, struct text cell, enum value_role role, const struct value *value)
{
    struct text row = value_row(steps->source->reader, steps->source->arena, cell, role, value);
    bool is_measure = value_is_measure(value);
    if (is_measure && !text_is_empty(row)) {
        steps_take(steps, STEP_reads_unit_word, text_value(row), text_value(value->unit));
    }
    switch (value->kind) {
    case VALUE_BLANK:
        if (!text_is_empty(row)) {
            steps_take(steps, STEP_reads_blank, text_value(row));
        }
        return;
    case VALUE_NUMBER:
    case VALUE_RANGE:
        add_measure(steps, value);
        return;
    case VALUE_DEADLINE:
        add_date(steps, value, role);
        return;
    case VALUE_TIER:
        steps_take(steps, value->is_cut ? STEP_reads_cut_tier : STEP_reads_tier, text_value(row),
                   tier_value(value->tier));
        return;
    case VALUE_TEXT:
        steps_take_bare(steps, STEP_reads_text);
        return;
    case VALUE_UNREADABLE:
        steps_take_bare(steps, value->is_too_large ? STEP_reads_too_large : STEP_reads_nothing);
        return;
    }
}

static void add_target(struct steps *steps, const struct cell *cell, enum step_kind kind, const struct value *value)
{
    if (cell->is_given) {
        steps_take(steps, kind, text_value(cell->text));
        add_reading(steps, cell->text, VALUE_TARGET, value);
    } else if (kind == STEP_target_cell) {
        steps_take_bare(steps, STEP_target_missing);
    }
}

/* What is assessed: an indicator, or one of its 分项. */
struct cells {
    const struct cell *target;
    const struct cell *adjusted_target;
    const struct cell *achieved;
};

static void add_cells(struct steps *steps, const struct cells *cells, const struct assessment *assessment)
{
    const struct value *adjusted = assessment->adjusted_target;
    add_target(steps, cells->target, STEP_target_cell, assessment->stated_target);
    if (!text_equals(cells->adjusted_target->text, cells->target->text)) {
        add_target(steps, cells->adjusted_target, STEP_adjusted_cell, adjusted);
    } else if (cells->adjusted_target->is_given) {
        steps_take_bare(steps, STEP_adjusted_same);
    }
    bool has_other_target =
        assessment->has_adjusted_target && !text_equals(cells->adjusted_target->text, cells->target->text);
    if (has_other_target) {
        steps_take(steps, STEP_adjusted_counts, text_value(assessment->target_text));
        if (assessment->is_target_restated) {
            steps_take_bare(steps, STEP_adjusted_restates);
        }
    }
    if (cells->achieved->is_given) {
        steps_take(steps, STEP_achieved_cell, text_value(cells->achieved->text));
        if (assessment->achieved.kind == VALUE_NUMBER && text_equals(cells->achieved->text, TEXT("无"))) {
            steps_take(steps, STEP_none_is_zero, number_value(assessment->achieved.number));
            return;
        }
        add_reading(steps, cells->achieved->text, VALUE_ACHIEVED, &assessment->achieved);
    } else {
        steps_take_bare(steps, STEP_achieved_missing);
    }
}

/* ---- comparison ---- */

static void add_units(struct steps *steps, const struct assessment *assessment)
{
    struct text achieved = assessment->achieved.unit;
    struct text target = assessment->target.unit;
    switch (assessment->units) {
    case UNITS_SAME:
        if (text_is_empty(achieved) != text_is_empty(target)) {
            steps_take(steps, STEP_unit_missing, text_value(text_is_empty(achieved) ? target : achieved));
        }
        return;
    case UNITS_CONVERTIBLE:
        steps_take(steps, STEP_units_converted, number_value(assessment->achieved.number), text_value(achieved),
                   number_value(assessment->achieved_in_target_unit), text_value(target));
        return;
    case UNITS_COUNTING:
        steps_take(steps, STEP_units_counting, text_value(achieved), text_value(target));
        return;
    case UNITS_INCOMPARABLE:
        steps_take(steps, STEP_units_incomparable, text_value(achieved), text_value(target));
        return;
    }
}

static void add_direction(struct steps *steps, const struct assessment *assessment)
{
    if (assessment->target.kind == VALUE_NUMBER && assessment->target.comparison == COMPARISON_NONE) {
        bool is_most = assessment->comparison == COMPARISON_AT_MOST;
        steps_take(steps, is_most ? STEP_direction_at_most : STEP_direction_at_least,
                   text_value(sign_of(assessment->comparison)));
    }
}

static void add_range_judgement(struct steps *steps, const struct assessment *assessment)
{
    struct step_value achieved = number_value(assessment->achieved_in_target_unit);
    const struct value *target = &assessment->target;
    if (assessment->verdict == VERDICT_MET) {
        steps_take(steps, STEP_is_within_range, achieved, number_value(target->number), number_value(target->upper));
    } else if (decimal_compare(assessment->achieved_in_target_unit, target->number) < 0) {
        steps_take(steps, STEP_is_below_range, achieved, number_value(target->number));
    } else {
        steps_take(steps, STEP_is_above_range, achieved, number_value(target->upper));
    }
}

static void add_number_judgement(struct steps *steps, const struct assessment *assessment)
{
    bool is_surplus = assessment->verdict == VERDICT_MET && assessment->comparison == COMPARISON_EQUAL &&
                      !decimal_equals(assessment->compared_achieved, assessment->compared_target);
    if (is_surplus) {
        steps_take(steps, STEP_is_met_by_surplus, number_value(assessment->achieved_in_target_unit),
                   number_value(assessment->target.number));
        return;
    }
    enum step_kind kind = assessment->verdict == VERDICT_MET ? STEP_is_met
                          : assessment->is_missed_at_bound   ? STEP_is_missed_at_bound
                                                             : STEP_is_missed;
    steps_take(steps, kind, number_value(assessment->achieved_in_target_unit),
               text_value(sign_of(assessment->comparison)), number_value(assessment->target.number));
}

static void add_measures(struct steps *steps, const struct assessment *assessment)
{
    if (!value_is_measure(&assessment->target) || assessment->achieved.kind != VALUE_NUMBER) {
        return;
    }
    add_direction(steps, assessment);
    add_units(steps, assessment);
    if (!assessment->is_compared) {
        return;
    }
    if (assessment->target.kind == VALUE_RANGE) {
        add_range_judgement(steps, assessment);
    } else {
        add_number_judgement(steps, assessment);
    }
}

static void add_verdict(struct steps *steps, const struct assessment *assessment)
{
    struct step_value achieved_tier = tier_value(TIER_ACHIEVED);
    switch (assessment->verdict) {
    case VERDICT_TIER:
        steps_take(steps, STEP_is_judged_by_word, tier_value(assessment->tier));
        return;
    case VERDICT_SAME_TEXT:
        steps_take(steps, STEP_is_same_text, achieved_tier);
        return;
    case VERDICT_ON_TIME:
        steps_take(steps, STEP_is_on_time, date_value(assessment->achieved.date), date_value(assessment->target.date),
                   achieved_tier);
        return;
    case VERDICT_LATE:
        steps_take(steps, STEP_is_late, date_value(assessment->achieved.date), date_value(assessment->target.date));
        return;
    case VERDICT_TARGET_BLANK:
        steps_take_bare(steps, STEP_is_without_target);
        return;
    case VERDICT_ACHIEVED_BLANK:
        steps_take(steps, STEP_is_without_achieved, number_value(decimal_from_integer(0)));
        return;
    case VERDICT_UNVERIFIABLE:
        steps_take_bare(steps, STEP_is_unverifiable);
        return;
    case VERDICT_MET:
    case VERDICT_MISSED:
    case VERDICT_PARTS:
        break;
    }
}

static void add_assessment(struct steps *steps, const struct cells *cells, const struct assessment *assessment)
{
    add_cells(steps, cells, assessment);
    add_measures(steps, assessment);
    add_verdict(steps, assessment);
}

/* ---- points ---- */

/* The quotient as the form would write it, in the target's unit, where that is exactly the same one. */
static void tell_in_target_unit(const struct assessment *assessment, struct decimal *upper, struct decimal *lower)
{
    struct decimal achieved = assessment->achieved_in_target_unit;
    struct decimal target = assessment->target.number;
    bool is_proportional = decimal_equals(*upper, assessment->compared_achieved);
    bool is_inverse = decimal_equals(*lower, assessment->compared_achieved);
    struct decimal told_upper = is_proportional ? achieved : target;
    struct decimal told_lower = is_proportional ? target : achieved;
    if (assessment->units == UNITS_CONVERTIBLE && (is_proportional || is_inverse) && decimal_sign(told_lower) > 0 &&
        decimal_compare_quotients(told_upper, told_lower, *upper, *lower) == 0) {
        *upper = told_upper;
        *lower = told_lower;
    }
}

/* weight × upper ÷ lower, told by the curve that it comes from. */
static void add_curve(struct steps *steps, const struct assessment *assessment, struct decimal weight,
                      struct decimal exact)
{
    struct decimal upper = assessment->quotient_upper;
    struct decimal lower = assessment->quotient_lower;
    bool is_above = decimal_compare(assessment->compared_achieved, assessment->compared_target) > 0;
    bool is_linear =
        is_above && steps->source->rules->excess == EXCESS_LINEAR && assessment->comparison != COMPARISON_EQUAL;
    if (is_linear) {
        struct decimal achieved = decimal_subtract(decimal_add(lower, lower), upper);
        steps_take(steps, STEP_curve_linear, number_value(weight), number_value(lower), number_value(achieved),
                   equals_value(exact, decimal_multiply(weight, upper), lower), number_value(exact));
        return;
    }
    tell_in_target_unit(assessment, &upper, &lower);
    steps_take(steps, is_above ? STEP_curve_ratio : STEP_curve_proportional, number_value(weight), number_value(upper),
               number_value(lower), equals_value(exact, decimal_multiply(weight, upper), lower), number_value(exact));
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

static void add_missed_points(struct steps *steps, const struct indicator_score *score)
{
    if (score->assessment.is_missed_at_bound) {
        return;
    }
    if (decimal_is_zero(score->assessment.quotient_lower)) {
        steps_take(steps, STEP_curve_zero, number_value(score->high));
        return;
    }
    add_curve(steps, &score->assessment, score->indicator->weight.value, score->exact);
    add_rounding(steps, score);
}

static void add_shares(struct steps *steps, const struct indicator_score *score, enum step_kind kind)
{
    const struct share_interval *shares = assessment_shares(&score->assessment, steps->source->rules);
    steps_take(steps, kind, share_value(shares->low), share_value(shares->high),
               number_value(score->indicator->weight.value), number_value(score->low), number_value(score->high));
}

static void add_interval(struct steps *steps, const struct indicator_score *score)
{
    switch (score->verdict) {
    case VERDICT_MET:
        steps_take(steps, STEP_interval_of_full_marks, number_value(score->high));
        return;
    case VERDICT_MISSED:
        add_missed_points(steps, score);
        steps_take(steps, STEP_interval_of_one, number_value(score->high));
        return;
    case VERDICT_TIER:
    case VERDICT_SAME_TEXT:
    case VERDICT_ON_TIME:
        add_shares(steps, score, STEP_interval_of_tier);
        return;
    case VERDICT_LATE:
        add_shares(steps, score, STEP_interval_of_late);
        return;
    case VERDICT_TARGET_BLANK:
        add_shares(steps, score, STEP_interval_of_blank_target);
        return;
    case VERDICT_UNVERIFIABLE:
        steps_take(steps, STEP_interval_of_all, number_value(score->low), number_value(score->high));
        return;
    case VERDICT_PARTS:
        if (score->has_missed_part) {
            steps_take(steps, STEP_sum_of_parts, number_value(score->exact));
            add_rounding(steps, score);
        }
        steps_take(steps, STEP_interval_of_parts, number_value(score->low), number_value(score->high));
        return;
    case VERDICT_ACHIEVED_BLANK:
        return;
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

static void add_parts(struct steps *steps, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    size_t i = 0;
    steps_take(steps, STEP_part_weight, number_value(indicator->weight.value), count_value(indicator->part_count));
    for (const struct indicator_part *part = indicator->parts; part != NULL; part = part->next, i++) {
        const struct cells cells = { &part->target, &part->adjusted_target, &part->achieved };
        steps_take(steps, STEP_part, count_value(i + 1), text_value(part->name.text));
        add_assessment(steps, &cells, &score->part_assessments[i]);
    }
}

struct derivation derive_indicator(const struct derivation_source *source, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    struct derivation derivation = { .subject = SUBJECT_INDICATOR, .indicator = score };
    struct steps steps = steps_begin(source, &derivation);
    steps_take(&steps, STEP_weight, number_value(indicator->weight.value));
    if (score->verdict == VERDICT_PARTS) {
        add_parts(&steps, score);
    } else {
        const struct cells cells = { &indicator->target, &indicator->adjusted_target, &indicator->achieved };
        add_assessment(&steps, &cells, &score->assessment);
    }
    add_interval(&steps, score);
    add_declared(&steps, score);
    derivation.step_count = steps.count;
    return derivation;
}
