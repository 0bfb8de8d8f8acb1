#include "review_parts.h"

#include "assessment.h"

static const struct text no_indicator = { NULL, 0 };

enum term missed_how(const struct assessment *assessment)
{
    if (!assessment_exceeds_limit(assessment)) {
        return TERM_missed_target;
    }
    return assessment->comparison == COMPARISON_EQUAL ? TERM_above_target : TERM_above_limit;
}

static enum term why_missed(const struct assessment *assessment)
{
    if (assessment->is_missed_at_bound) {
        return TERM_why_missed_at_bound;
    }
    if (!decimal_is_zero(assessment->quotient_lower)) {
        return TERM_why_missed;
    }
    return assessment_exceeds_limit(assessment) ? TERM_why_exceeded_zero : TERM_why_missed_zero;
}

static enum term why(const struct indicator_score *score)
{
    static const enum term tier_terms[TIER_COUNT] = { TERM_why_tier_achieved, TERM_why_tier_partly_achieved,
                                                      TERM_why_tier_not_achieved };
    switch (score->verdict) {
    case VERDICT_MET:
        return TERM_why_met;
    case VERDICT_MISSED:
        return why_missed(&score->assessment);
    case VERDICT_TIER:
        return tier_terms[score->assessment.tier];
    case VERDICT_SAME_TEXT:
        return TERM_why_same_text;
    case VERDICT_ON_TIME:
        return TERM_why_deadline_met;
    case VERDICT_LATE:
        return TERM_why_deadline_missed;
    case VERDICT_TARGET_BLANK:
        return TERM_why_target_blank;
    case VERDICT_ACHIEVED_BLANK:
        return TERM_why_achieved_blank;
    case VERDICT_UNVERIFIABLE:
        return TERM_why_unverifiable;
    case VERDICT_PARTS:
        return TERM_why_parts;
    }
    return TERM_nothing;
}

/* The ways of saying that a score lies outside its interval. */
struct outside_messages {
    enum message interval;
    enum message one_value;
    enum message quotient;
    enum message parts;
};

static const struct outside_messages above = { MESSAGE_score_overclaimed, MESSAGE_score_overclaimed_one,
                                               MESSAGE_score_overclaimed_quotient, MESSAGE_score_overclaimed_parts };
static const struct outside_messages below = { MESSAGE_score_underclaimed, MESSAGE_score_underclaimed_one,
                                               MESSAGE_score_underclaimed_quotient, MESSAGE_score_underclaimed_parts };

/* A quotient without an end is shown cut. */
static struct text equals_sign(const struct indicator_score *score)
{
    const struct assessment *assessment = &score->assessment;
    struct decimal product = decimal_multiply(score->indicator->weight.value, assessment->quotient_upper);
    bool is_exact =
        decimal_is_in_range(product) &&
        decimal_compare_quotients(product, assessment->quotient_lower, score->exact, decimal_from_integer(1)) == 0;
    return is_exact ? TEXT("=") : TEXT("≈");
}

static void report_outside_quotient(const struct review *review, const struct indicator_score *score,
                                    const struct outside_messages *messages)
{
    const struct figure *declared = &score->indicator->declared_score;
    const struct assessment *assessment = &score->assessment;
    finding_report(review->findings, messages->quotient, declared->place, score->indicator->name.text,
                   DECIMAL_ARGUMENT(declared->value), DECIMAL_ARGUMENT(score->high),
                   DECIMAL_ARGUMENT(score->indicator->weight.value), AMOUNT_ARGUMENT(assessment->quotient_upper),
                   AMOUNT_ARGUMENT(assessment->quotient_lower), TEXT_ARGUMENT(equals_sign(score)),
                   DECIMAL_ARGUMENT(score->exact), score_order(review, score));
}

static void report_outside_parts(const struct review *review, const struct indicator_score *score,
                                 const struct outside_messages *messages)
{
    const struct figure *declared = &score->indicator->declared_score;
    struct decimal exact;
    bool is_exact;
    struct argument order = parts_order(review, score, &exact, &is_exact);
    finding_report(review->findings, messages->parts, declared->place, score->indicator->name.text,
                   DECIMAL_ARGUMENT(declared->value), DECIMAL_ARGUMENT(score->high),
                   TEXT_ARGUMENT(is_exact ? TEXT("=") : TEXT("≈")), DECIMAL_ARGUMENT(exact), order);
}

static void report_outside(const struct review *review, const struct indicator_score *score,
                           const struct outside_messages *messages)
{
    const struct figure *declared = &score->indicator->declared_score;
    struct text name = score->indicator->name.text;
    const struct assessment *assessment = &score->assessment;
    bool is_one_value = decimal_equals(score->low, score->high);
    if (score->verdict == VERDICT_MISSED && !assessment->is_missed_at_bound &&
        !decimal_is_zero(assessment->quotient_lower)) {
        report_outside_quotient(review, score, messages);
    } else if (is_one_value && score->verdict == VERDICT_PARTS) {
        report_outside_parts(review, score, messages);
    } else if (is_one_value) {
        finding_report(review->findings, messages->one_value, declared->place, name, DECIMAL_ARGUMENT(declared->value),
                       DECIMAL_ARGUMENT(score->high), TERM_ARGUMENT(why(score)));
    } else {
        finding_report(review->findings, messages->interval, declared->place, name, DECIMAL_ARGUMENT(declared->value),
                       DECIMAL_ARGUMENT(score->low), DECIMAL_ARGUMENT(score->high), TERM_ARGUMENT(why(score)));
    }
}

/* Full marks for a missed target that only rounding lets pass. */
static void review_full_marks(const struct review *review, const struct indicator_score *score)
{
    const struct figure *declared = &score->indicator->declared_score;
    struct decimal weight = score->indicator->weight.value;
    struct text name = score->indicator->name.text;
    if (!decimal_equals(declared->value, weight) || !decimal_equals(score->high, weight)) {
        return;
    }
    if (score->verdict == VERDICT_MISSED) {
        finding_report(review->findings, MESSAGE_unmet_full_marks, declared->place, name,
                       TERM_ARGUMENT(missed_how(&score->assessment)), DECIMAL_ARGUMENT(weight),
                       AMOUNT_ARGUMENT(score->assessment.quotient_upper),
                       AMOUNT_ARGUMENT(score->assessment.quotient_lower), TEXT_ARGUMENT(equals_sign(score)),
                       DECIMAL_ARGUMENT(score->exact), DECIMAL_ARGUMENT(declared->value));
    } else if (score->has_missed_part) {
        finding_report(review->findings, MESSAGE_unmet_full_marks_parts, declared->place, name,
                       DECIMAL_ARGUMENT(declared->value), DECIMAL_ARGUMENT(score->exact));
    }
}

static bool has_unverifiable(const struct indicator_score *score)
{
    if (score->verdict == VERDICT_UNVERIFIABLE) {
        return true;
    }
    for (size_t i = 0; score->verdict == VERDICT_PARTS && i < score->indicator->part_count; i++) {
        if (score->part_assessments[i].verdict == VERDICT_UNVERIFIABLE) {
            return true;
        }
    }
    return false;
}

static void review_missing_score(const struct review *review, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    if (score->verdict == VERDICT_UNVERIFIABLE) {
        finding_report(review->findings, MESSAGE_score_missing_unverifiable, indicator->place, indicator->name.text,
                       DECIMAL_ARGUMENT(score->low), DECIMAL_ARGUMENT(score->high));
    } else if (!review->project->declared_total.is_given && !has_unverifiable(score)) {
        return;
    } else if (decimal_equals(score->low, score->high)) {
        finding_report(review->findings, MESSAGE_score_missing_one, indicator->place, indicator->name.text,
                       DECIMAL_ARGUMENT(score->computed));
    } else {
        finding_report(review->findings, MESSAGE_score_missing, indicator->place, indicator->name.text,
                       DECIMAL_ARGUMENT(score->computed), DECIMAL_ARGUMENT(score->low), DECIMAL_ARGUMENT(score->high));
    }
}

/* Whether the interval is one: with a weight below 0 its ends change places. */
static inline bool is_in_order(const struct indicator_score *score)
{
    return decimal_sign(score->indicator->weight.value) >= 0;
}

static void review_indicator_score(const struct review *review, const struct indicator_score *score)
{
    const struct figure *declared = &score->indicator->declared_score;
    if (!declared->is_given) {
        if (!declared->is_garbled) {
            review_missing_score(review, score);
        }
        return;
    }
    int against_high = decimal_compare(declared->value, score->high);
    if (against_high > 0) {
        report_outside(review, score, &above);
    } else if (!(against_high == 0 && is_in_order(score)) && decimal_compare(declared->value, score->low) < 0) {
        report_outside(review, score, &below);
    } else if (score->is_rounded) {
        review_full_marks(review, score);
    }
}

static bool has_garbled_score(const struct review *review)
{
    for (const struct indicator *indicator = review->project->indicators; indicator != NULL;
         indicator = indicator->next) {
        if (indicator->declared_score.is_garbled) {
            return true;
        }
    }
    return review->project->total.score.is_garbled;
}

static uint64_t missing_scores(const struct project_score *score)
{
    uint64_t missing = 0;
    for (size_t i = 0; i < score->indicator_count; i++) {
        missing += !score->indicators[i].indicator->declared_score.is_given;
    }
    return missing;
}

static void report_total_mismatch(const struct review *review, const struct figure *declared)
{
    const struct project_score *score = review->score;
    struct decimal difference = decimal_subtract(declared->value, score->declared_sum);
    uint64_t missing = missing_scores(score);
    if (missing > 0) {
        finding_report(review->findings, MESSAGE_total_mismatch_with_missing, declared->place, no_indicator,
                       DECIMAL_ARGUMENT(declared->value), DECIMAL_ARGUMENT(score->declared_sum),
                       DECIMAL_ARGUMENT(score->declared_indicator_sum), COUNT_ARGUMENT(missing),
                       DECIMAL_ARGUMENT(score->declared_execution), DECIMAL_ARGUMENT(difference));
        return;
    }
    finding_report(review->findings, MESSAGE_total_mismatch, declared->place, no_indicator,
                   DECIMAL_ARGUMENT(declared->value), DECIMAL_ARGUMENT(score->declared_sum),
                   DECIMAL_ARGUMENT(score->declared_indicator_sum), DECIMAL_ARGUMENT(score->declared_execution),
                   DECIMAL_ARGUMENT(difference), declared_total_order(review));
}

static void review_total(const struct review *review)
{
    const struct project_score *score = review->score;
    const struct figure *declared = &review->project->declared_total;
    if (!declared->is_given) {
        return;
    }
    /* A total is printed with at most two decimals. What is garbled cannot be added up. */
    if (!decimal_equals(declared->value, score->declared_sum) &&
        !decimal_equals(declared->value, decimal_rounded_half_up(score->declared_sum, 2)) &&
        !has_garbled_score(review)) {
        report_total_mismatch(review, declared);
    }
    if (decimal_compare(declared->value, score->total_high) > 0 ||
        decimal_compare(declared->value, score->total_low) < 0) {
        if (decimal_equals(score->total_low, score->total_high)) {
            finding_report(review->findings, MESSAGE_total_out_of_range_one, declared->place, no_indicator,
                           DECIMAL_ARGUMENT(declared->value), DECIMAL_ARGUMENT(score->total),
                           computed_total_order(review));
            return;
        }
        finding_report(review->findings, MESSAGE_total_out_of_range, declared->place, no_indicator,
                       DECIMAL_ARGUMENT(declared->value), DECIMAL_ARGUMENT(score->total_low),
                       DECIMAL_ARGUMENT(score->total_high), DECIMAL_ARGUMENT(score->total),
                       computed_total_order(review));
    }
}

void review_scores(const struct review *review)
{
    for (size_t i = 0; i < review->score->indicator_count; i++) {
        review_indicator_score(review, &review->score->indicators[i]);
    }
    review_total(review);
}
