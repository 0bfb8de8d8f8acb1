#include "derive_assessment.h"

/* The cell, its reading, the comparison. */

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

static struct text mirrored_sign_of(enum comparison comparison)
{
    switch (comparison) {
    case COMPARISON_AT_LEAST:
        return sign_of(COMPARISON_AT_MOST);
    case COMPARISON_ABOVE:
        return sign_of(COMPARISON_BELOW);
    case COMPARISON_AT_MOST:
        return sign_of(COMPARISON_AT_LEAST);
    case COMPARISON_BELOW:
        return sign_of(COMPARISON_ABOVE);
    case COMPARISON_EQUAL:
    case COMPARISON_NONE:
        break;
    }
    return sign_of(comparison);
}

bool assessment_is_mirrored(const struct assessment *assessment)
{
    return assessment->verdict == VERDICT_MISSED && !assessment->is_missed_at_bound &&
           decimal_sign(assessment->compared_target) < 0 && !decimal_is_zero(assessment->quotient_lower);
}

static struct decimal negated(struct decimal number)
{
    return decimal_subtract(decimal_from_integer(0), number);
}

static void add_mirroring(struct steps *steps, const struct assessment *assessment, struct decimal target,
                          enum comparison comparison)
{
    struct decimal achieved = assessment->achieved_in_target_unit;
    if (assessment_is_mirrored(assessment)) {
        steps_take(steps, STEP_mirrored, number_value(achieved), text_value(sign_of(comparison)), number_value(target),
                   number_value(negated(achieved)), text_value(mirrored_sign_of(comparison)),
                   number_value(negated(target)));
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
        add_mirroring(steps, assessment, target->number, COMPARISON_AT_LEAST);
    } else {
        steps_take(steps, STEP_is_above_range, achieved, number_value(target->upper));
        add_mirroring(steps, assessment, target->upper, COMPARISON_AT_MOST);
    }
}

static enum step_kind judgement_of(const struct assessment *assessment)
{
    if (assessment->verdict == VERDICT_MET) {
        return STEP_is_met;
    }
    if (assessment->is_missed_at_bound) {
        return STEP_is_missed_at_bound;
    }
    if (!assessment_exceeds_limit(assessment)) {
        return STEP_is_missed;
    }
    return assessment->comparison == COMPARISON_EQUAL ? STEP_is_exceeded_equal : STEP_is_exceeded;
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
    enum step_kind kind = judgement_of(assessment);
    steps_take(steps, kind, number_value(assessment->achieved_in_target_unit),
               text_value(sign_of(assessment->comparison)), number_value(assessment->target.number));
    add_mirroring(steps, assessment, assessment->target.number, assessment->comparison);
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

void derive_assessment(struct steps *steps, const struct cells *cells, const struct assessment *assessment)
{
    add_cells(steps, cells, assessment);
    add_measures(steps, assessment);
    add_verdict(steps, assessment);
}
