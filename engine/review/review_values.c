#include "review_parts.h"

#include "assessment.h"

/* One assessment with the cells that it read: of an indicator or of one of its 分项. */
struct subject {
    const struct review *review;
    const struct assessment *assessment;
    const struct cell *stated;
    const struct cell *adjusted;
    const struct cell *achieved;
    const struct place *place; /* of the indicator or part */
    const struct indicator_score *score;
};

static const struct cell *counting_cell(const struct subject *subject)
{
    return subject->assessment->has_adjusted_target || !subject->stated->is_given ? subject->adjusted : subject->stated;
}

static struct place place_of(const struct subject *subject, const struct cell *cell)
{
    return cell->is_given ? cell->place : *subject->place;
}

#define REPORT(subject, message, where, ...)                                                                           \
    finding_report((subject)->review->findings, (message), (where), (subject)->score->indicator->name.text, __VA_ARGS__)

/* The points of a share of what the subject weighs: of its part of the weight, where there are 分项. */
static struct decimal share_in_points(const struct indicator *indicator, struct decimal share)
{
    enum { SHOWN_PLACES = 2 };
    struct decimal points = decimal_multiply(indicator->weight.value, share);
    if (indicator->part_count == 0) {
        return points;
    }
    struct decimal part_count = decimal_from_integer((int64_t)indicator->part_count);
    return decimal_quotient_rounded_half_up(points, part_count, SHOWN_PLACES);
}

static void review_blank_target(const struct subject *subject)
{
    struct place place = place_of(subject, counting_cell(subject));
    if (subject->assessment->verdict == VERDICT_ACHIEVED_BLANK) {
        finding_add(subject->review->findings, MESSAGE_target_missing_too, place, subject->score->indicator->name.text,
                    NULL, 0);
        return;
    }
    const struct indicator *indicator = subject->score->indicator;
    const struct share_interval *shares = &subject->review->rules->blank_target;
    REPORT(subject, MESSAGE_target_missing, place, DECIMAL_ARGUMENT(share_in_points(indicator, shares->low)),
           DECIMAL_ARGUMENT(share_in_points(indicator, shares->high)));
}

static void report_target(const struct subject *subject, enum message message)
{
    const struct cell *cell = counting_cell(subject);
    REPORT(subject, message, place_of(subject, cell), TEXT_ARGUMENT(cell->text));
}

static void review_target(const struct subject *subject)
{
    const struct value *target = &subject->assessment->target;
    if (target->kind == VALUE_BLANK) {
        review_blank_target(subject);
    } else if (target->kind == VALUE_UNREADABLE) {
        report_target(subject, MESSAGE_target_unreadable);
    } else if (target->kind == VALUE_NUMBER && decimal_is_zero(target->number) &&
               subject->assessment->comparison == COMPARISON_AT_LEAST) {
        report_target(subject, MESSAGE_target_vacuous);
    }
    if (subject->score->indicator->is_cost &&
        (target->comparison == COMPARISON_AT_LEAST || target->comparison == COMPARISON_ABOVE)) {
        report_target(subject, MESSAGE_cost_direction);
    }
}

static struct text date_text(const struct subject *subject, struct date date)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, subject->review->findings->arena);
    writer_date(&writer, date);
    return collected_text(&writer, &collected);
}

static void review_stale_deadline(const struct subject *subject)
{
    struct date date = subject->assessment->target.date;
    int32_t year = project_year(subject->review->project);
    const struct cell *cell = counting_cell(subject);
    if (date.year != 0 && date.year < year) {
        REPORT(subject, MESSAGE_stale_deadline, place_of(subject, cell), TEXT_ARGUMENT(cell->text),
               TEXT_ARGUMENT(date_text(subject, date)), COUNT_ARGUMENT((uint64_t)year));
    }
}

static void review_deadline(const struct subject *subject)
{
    const struct assessment *assessment = subject->assessment;
    if (assessment->target.kind == VALUE_DEADLINE) {
        review_stale_deadline(subject);
    }
    if (assessment->verdict == VERDICT_LATE) {
        REPORT(subject, MESSAGE_deadline_missed, subject->achieved->place,
               TEXT_ARGUMENT(date_text(subject, assessment->achieved.date)),
               TEXT_ARGUMENT(date_text(subject, assessment->target.date)));
    }
}

static bool is_target_changed(const struct subject *subject)
{
    const struct value *stated = subject->assessment->stated_target;
    const struct value *adjusted = subject->assessment->adjusted_target;
    bool is_cost = subject->score->indicator->is_cost;
    if (stated->kind != adjusted->kind) {
        return true;
    }
    if (subject->assessment->is_target_restated) {
        return false;
    }
    if (!value_is_measure(stated)) {
        struct arena *arena = subject->review->findings->arena;
        return !text_equals(value_folded(arena, subject->stated->text), value_folded(arena, subject->adjusted->text));
    }
    return !decimal_equals(stated->number, adjusted->number) ||
           (stated->kind == VALUE_RANGE && !decimal_equals(stated->upper, adjusted->upper)) ||
           (stated->kind == VALUE_NUMBER && target_comparison(stated, is_cost) != target_comparison(adjusted, is_cost));
}

/* The same text in both cells was read once. */
static void review_change(const struct subject *subject)
{
    if (!subject->assessment->has_adjusted_target || subject->assessment->stated_target->kind == VALUE_BLANK ||
        subject->assessment->stated_target == subject->assessment->adjusted_target) {
        return;
    }
    if (is_target_changed(subject)) {
        REPORT(subject, MESSAGE_target_changed, subject->adjusted->place, TEXT_ARGUMENT(subject->stated->text),
               TEXT_ARGUMENT(subject->adjusted->text));
    } else if (value_is_measure(subject->assessment->stated_target) && !subject->assessment->is_target_restated &&
               !text_is_empty(subject->assessment->stated_target->unit) &&
               !text_is_empty(subject->assessment->adjusted_target->unit) &&
               !text_equals(subject->assessment->stated_target->unit, subject->assessment->adjusted_target->unit)) {
        REPORT(subject, MESSAGE_unit_changed, subject->adjusted->place,
               TEXT_ARGUMENT(subject->assessment->stated_target->unit),
               TEXT_ARGUMENT(subject->assessment->adjusted_target->unit));
    }
}

/* With 分项 the points may be for the others. */
static void review_blank_achieved(const struct subject *subject)
{
    const struct figure *declared = &subject->score->indicator->declared_score;
    bool is_part = subject->score->indicator->part_count > 0;
    if (declared->is_given && decimal_sign(declared->value) > 0 &&
        decimal_compare(declared->value, subject->score->high) > 0) {
        REPORT(subject, is_part ? MESSAGE_achieved_missing_part : MESSAGE_achieved_missing,
               place_of(subject, subject->achieved), DECIMAL_ARGUMENT(declared->value));
    }
}

static void report_achieved_unreadable(const struct subject *subject)
{
    REPORT(subject, MESSAGE_achieved_unreadable, place_of(subject, subject->achieved),
           TEXT_ARGUMENT(subject->achieved->text));
}

static void review_achieved_kind(const struct subject *subject)
{
    const struct assessment *assessment = subject->assessment;
    const struct value *achieved = &assessment->achieved;
    switch (achieved->kind) {
    case VALUE_BLANK:
        review_blank_achieved(subject);
        return;
    case VALUE_UNREADABLE:
        report_achieved_unreadable(subject);
        return;
    case VALUE_NUMBER:
        /* A fraction of something else. */
        if (!decimal_is_zero(achieved->denominator) && value_is_measure(&assessment->target) &&
            !assessment->is_compared && assessment->units != UNITS_INCOMPARABLE) {
            report_achieved_unreadable(subject);
        }
        return;
    case VALUE_TIER:
    case VALUE_TEXT:
    case VALUE_DEADLINE:
        if (value_is_measure(&assessment->target)) {
            REPORT(subject, MESSAGE_achieved_not_numeric, place_of(subject, subject->achieved),
                   TEXT_ARGUMENT(counting_cell(subject)->text), TEXT_ARGUMENT(subject->achieved->text));
        }
        return;
    case VALUE_RANGE:
        return;
    }
}

static struct text tier_title(enum tier tier)
{
    static const struct text titles[TIER_COUNT] = { { "达成", 6 }, { "部分达成", 12 }, { "未达成", 9 } };
    return titles[tier];
}

static void report_approximate(const struct subject *subject, const struct value *value, const struct cell *cell)
{
    if (cell->is_given) {
        REPORT(subject, MESSAGE_value_approximate, cell->place, TEXT_ARGUMENT(cell->text),
               DECIMAL_ARGUMENT(value->number));
    }
}

static bool is_bare(const struct value *value)
{
    return value_is_measure(value) && text_is_empty(value->unit) && !value->has_scale &&
           !decimal_is_zero(value->number);
}

static bool is_in_scaled_money(const struct value *value)
{
    return value->scale_power != 0 && value_is_measure(value) && text_equals(value->unit, TEXT("元"));
}

/* ≥10万元 and 12: read as 12万元, but whoever left the unit out may have meant 元. */
static void review_unclear_unit(const struct subject *subject)
{
    const struct value *target = &subject->assessment->target;
    const struct value *achieved = &subject->assessment->achieved;
    if (is_in_scaled_money(target) && is_bare(achieved)) {
        REPORT(subject, MESSAGE_unit_unclear, place_of(subject, subject->achieved),
               TEXT_ARGUMENT(subject->achieved->text), TEXT_ARGUMENT(subject->assessment->target_text));
    } else if (is_in_scaled_money(achieved) && is_bare(target)) {
        REPORT(subject, MESSAGE_unit_unclear, place_of(subject, counting_cell(subject)),
               TEXT_ARGUMENT(subject->assessment->target_text), TEXT_ARGUMENT(subject->achieved->text));
    }
}

static void report_too_large(const struct subject *subject, const struct cell *cell, struct text field)
{
    REPORT(subject, MESSAGE_number_too_large, place_of(subject, cell), TEXT_ARGUMENT(field), TEXT_ARGUMENT(cell->text));
}

static void review_achieved_form(const struct subject *subject)
{
    const struct assessment *assessment = subject->assessment;
    const struct value *achieved = &assessment->achieved;
    if (achieved->has_sign) {
        REPORT(subject, MESSAGE_achieved_operator, place_of(subject, subject->achieved),
               TEXT_ARGUMENT(subject->achieved->text), DECIMAL_ARGUMENT(achieved->number));
    }
    if (achieved->is_cut) {
        REPORT(subject, MESSAGE_value_truncated, place_of(subject, subject->achieved),
               TEXT_ARGUMENT(subject->achieved->text), TEXT_ARGUMENT(tier_title(achieved->tier)));
    }
    if (achieved->is_approximate) {
        report_approximate(subject, achieved, subject->achieved);
    }
    if (assessment->target.is_approximate) {
        report_approximate(subject, &assessment->target, counting_cell(subject));
    }
    if (assessment->units == UNITS_COUNTING || assessment->units == UNITS_INCOMPARABLE) {
        REPORT(subject, assessment->units == UNITS_COUNTING ? MESSAGE_unit_mismatch : MESSAGE_unit_incomparable,
               place_of(subject, subject->achieved), TEXT_ARGUMENT(assessment->target.unit),
               TEXT_ARGUMENT(achieved->unit));
    }
}

/* `per_cent` NULL: the target is not above zero, so that there is no share of it. */
static void report_exceeded(const struct subject *subject, const struct decimal *per_cent)
{
    struct argument achieved = TEXT_ARGUMENT(subject->achieved->text);
    struct argument target = TEXT_ARGUMENT(counting_cell(subject)->text);
    struct argument above = TERM_ARGUMENT(missed_how(subject->assessment));
    if (per_cent != NULL) {
        REPORT(subject, MESSAGE_target_exceeded, subject->achieved->place, achieved, target,
               DECIMAL_ARGUMENT(*per_cent), above);
    } else {
        REPORT(subject, MESSAGE_target_exceeded_plain, subject->achieved->place, achieved, target, above);
    }
}

static void report_missed(const struct subject *subject)
{
    const struct assessment *assessment = subject->assessment;
    const struct cell *target = counting_cell(subject);
    const struct text achieved = subject->achieved->text;
    struct decimal per_cent;
    if (assessment->is_missed_at_bound) {
        REPORT(subject, MESSAGE_target_at_bound, subject->achieved->place, TEXT_ARGUMENT(achieved),
               TEXT_ARGUMENT(target->text));
        return;
    }
    bool has_share = decimal_sign(assessment->compared_target) > 0 &&
                     share_in_per_cent(assessment->compared_achieved, assessment->compared_target, &per_cent);
    if (assessment_exceeds_limit(assessment)) {
        report_exceeded(subject, has_share ? &per_cent : NULL);
    } else if (has_share) {
        REPORT(subject, MESSAGE_target_not_met, subject->achieved->place, TEXT_ARGUMENT(achieved),
               TEXT_ARGUMENT(target->text), DECIMAL_ARGUMENT(per_cent));
    } else {
        REPORT(subject, MESSAGE_target_not_met_plain, subject->achieved->place, TEXT_ARGUMENT(achieved),
               TEXT_ARGUMENT(target->text));
    }
}

static void review_subject(const struct subject *subject)
{
    review_target(subject);
    review_deadline(subject);
    review_change(subject);
    review_achieved_kind(subject);
    review_achieved_form(subject);
    if (subject->assessment->verdict == VERDICT_MISSED) {
        report_missed(subject);
    }
    review_unclear_unit(subject);
    if (subject->assessment->target.is_too_large) {
        report_too_large(subject, counting_cell(subject), TEXT("指标值"));
    }
    if (subject->assessment->achieved.is_too_large) {
        report_too_large(subject, subject->achieved, TEXT("完成值"));
    }
}

static void review_parts_of(const struct review *review, const struct indicator_score *score)
{
    const struct assessment *assessment = score->part_assessments;
    for (const struct indicator_part *part = score->indicator->parts; part != NULL; part = part->next) {
        struct subject subject = { review,          assessment++, &part->target, &part->adjusted_target,
                                   &part->achieved, &part->place, score };
        review_subject(&subject);
    }
}

void review_values(const struct review *review)
{
    for (size_t i = 0; i < review->score->indicator_count; i++) {
        const struct indicator_score *score = &review->score->indicators[i];
        const struct indicator *indicator = score->indicator;
        if (indicator->part_count > 0) {
            review_parts_of(review, score);
            continue;
        }
        struct subject subject = { review,
                                   &score->assessment,
                                   &indicator->target,
                                   &indicator->adjusted_target,
                                   &indicator->achieved,
                                   &indicator->place,
                                   score };
        review_subject(&subject);
    }
}
