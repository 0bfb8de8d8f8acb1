#include "review_parts.h"

static inline void review_deduction(const struct review *review, enum message message, struct text name,
                                    struct decimal weight, const struct figure *declared)
{
    if (declared->is_given && decimal_compare(declared->value, weight) < 0) {
        finding_report(review->findings, message, declared->place, name,
                       DECIMAL_ARGUMENT(decimal_subtract(weight, declared->value)), DECIMAL_ARGUMENT(weight),
                       DECIMAL_ARGUMENT(declared->value));
    }
}

/* Whether a ÷ t is at least the share, for t above 0: as a and share × t, unless that is beyond any figure. */
static inline bool reaches_share(const struct assessment *assessment, struct decimal share)
{
    struct decimal least = decimal_multiply(share, assessment->compared_target);
    if (!decimal_is_in_range(least)) {
        return decimal_compare_quotients(assessment->compared_achieved, assessment->compared_target, share,
                                         decimal_from_integer(1)) >= 0;
    }
    return decimal_compare(assessment->compared_achieved, least) >= 0;
}

/* Whether the achieved number reaches the rule set's 超额说明. */
static inline bool is_overachieved(const struct assessment *assessment, const struct rule_set *rules)
{
    bool has_lower_limit = assessment->comparison == COMPARISON_AT_LEAST ||
                           assessment->comparison == COMPARISON_ABOVE || assessment->comparison == COMPARISON_EQUAL;
    return assessment->is_compared && assessment->target.kind == VALUE_NUMBER && has_lower_limit &&
           decimal_sign(assessment->compared_target) > 0 && reaches_share(assessment, rules->overachievement_share);
}

static void report_overachievement(const struct review *review, const struct indicator *indicator,
                                   const struct assessment *assessment, const struct cell *achieved)
{
    struct decimal threshold = decimal_shifted(review->rules->overachievement_share, 2);
    struct decimal per_cent;
    if (share_in_per_cent(assessment->compared_achieved, assessment->compared_target, &per_cent)) {
        finding_report(review->findings, MESSAGE_overachievement_unexplained, achieved->place, indicator->name.text,
                       TEXT_ARGUMENT(achieved->text), TEXT_ARGUMENT(assessment->target_text),
                       DECIMAL_ARGUMENT(per_cent), DECIMAL_ARGUMENT(threshold));
    } else {
        finding_report(review->findings, MESSAGE_overachievement_unexplained_far, achieved->place, indicator->name.text,
                       TEXT_ARGUMENT(achieved->text), TEXT_ARGUMENT(assessment->target_text),
                       DECIMAL_ARGUMENT(threshold));
    }
}

static bool is_met(const struct assessment *assessment)
{
    return assessment->verdict == VERDICT_MET || assessment->verdict == VERDICT_SAME_TEXT ||
           assessment->verdict == VERDICT_ON_TIME ||
           (assessment->verdict == VERDICT_TIER && assessment->tier == TIER_ACHIEVED);
}

static bool deviates(const struct indicator_score *score, const struct rule_set *rules)
{
    if (score->indicator->part_count == 0) {
        return !is_met(&score->assessment) || is_overachieved(&score->assessment, rules);
    }
    for (size_t i = 0; i < score->indicator->part_count; i++) {
        if (!is_met(&score->part_assessments[i]) || is_overachieved(&score->part_assessments[i], rules)) {
            return true;
        }
    }
    return false;
}

static void review_needless_reason(const struct review *review, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    if (indicator->declared_score.is_given &&
        decimal_equals(indicator->declared_score.value, indicator->weight.value) && !deviates(score, review->rules)) {
        finding_add(review->findings, MESSAGE_reason_without_deviation, indicator->reason.place, indicator->name.text,
                    NULL, 0);
    }
}

static void review_missing_reason(const struct review *review, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    review_deduction(review, MESSAGE_reason_missing, indicator->name.text, indicator->weight.value,
                     &indicator->declared_score);
    if (indicator->part_count == 0 && is_overachieved(&score->assessment, review->rules)) {
        report_overachievement(review, indicator, &score->assessment, &indicator->achieved);
    }
    const struct assessment *assessment = score->part_assessments;
    for (const struct indicator_part *part = indicator->parts; part != NULL; part = part->next, assessment++) {
        if (is_overachieved(assessment, review->rules)) {
            report_overachievement(review, indicator, assessment, &part->achieved);
        }
    }
}

void review_reasons(const struct review *review)
{
    const struct fund_line *total = &review->project->total;
    if (!total->reason.is_given) {
        review_deduction(review, MESSAGE_reason_missing_execution, (struct text){ NULL, 0 },
                         review->rules->execution_weight, &total->score);
    }
    for (size_t i = 0; i < review->score->indicator_count; i++) {
        const struct indicator_score *score = &review->score->indicators[i];
        if (score->indicator->reason.is_given) {
            review_needless_reason(review, score);
        } else {
            review_missing_reason(review, score);
        }
    }
}
