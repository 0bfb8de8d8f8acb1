#include "review_parts.h"

static const struct text no_indicator = { NULL, 0 };

static struct decimal level_sum(const struct project *project, struct text level)
{
    struct decimal sum = decimal_from_integer(0);
    for (const struct indicator *indicator = project->indicators; indicator != NULL; indicator = indicator->next) {
        if (text_equals(indicator->level1, level)) {
            sum = decimal_add(sum, indicator->weight.value);
        }
    }
    return sum;
}

static void review_sum(const struct review *review)
{
    struct decimal indicators = decimal_from_integer(0);
    for (const struct indicator *indicator = review->project->indicators; indicator != NULL;
         indicator = indicator->next) {
        indicators = decimal_add(indicators, indicator->weight.value);
    }
    struct decimal sum = decimal_add(indicators, review->rules->execution_weight);
    if (!decimal_equals(sum, review->rules->full_marks)) {
        finding_report(review->findings, MESSAGE_weight_sum, review->project->indicators_place, no_indicator,
                       DECIMAL_ARGUMENT(indicators), DECIMAL_ARGUMENT(review->rules->execution_weight),
                       DECIMAL_ARGUMENT(sum), DECIMAL_ARGUMENT(review->rules->full_marks));
    }
}

static const struct indicator *first_of_level(const struct project *project, struct text level)
{
    const struct indicator *indicator = project->indicators;
    while (indicator != NULL && !text_equals(indicator->level1, level)) {
        indicator = indicator->next;
    }
    return indicator;
}

static void review_known_levels(const struct review *review)
{
    for (const struct level_weight *share = review->rules->level_weights; share != NULL; share = share->next) {
        struct decimal sum = level_sum(review->project, share->level);
        const struct indicator *first = first_of_level(review->project, share->level);
        if (!decimal_equals(sum, share->weight)) {
            finding_report(review->findings, MESSAGE_weight_split,
                           first == NULL ? review->project->indicators_place : first->place, no_indicator,
                           TEXT_ARGUMENT(share->level), DECIMAL_ARGUMENT(sum), DECIMAL_ARGUMENT(share->weight));
        }
    }
}

static bool is_known_level(const struct rule_set *rules, struct text level)
{
    for (const struct level_weight *share = rules->level_weights; share != NULL; share = share->next) {
        if (text_equals(share->level, level)) {
            return true;
        }
    }
    return false;
}

/* The indicators of a level stand together. */
static void review_other_levels(const struct review *review)
{
    const struct indicator *indicator = review->project->indicators;
    while (indicator != NULL) {
        const struct indicator *first = indicator;
        struct decimal sum = decimal_from_integer(0);
        for (; indicator != NULL && text_equals(indicator->level1, first->level1); indicator = indicator->next) {
            sum = decimal_add(sum, indicator->weight.value);
        }
        if (!is_known_level(review->rules, first->level1)) {
            finding_report(review->findings, MESSAGE_weight_split_unknown, first->place, no_indicator,
                           TEXT_ARGUMENT(first->level1), DECIMAL_ARGUMENT(sum));
        }
    }
}

void review_weights(const struct review *review)
{
    review_sum(review);
    review_known_levels(review);
    review_other_levels(review);
    for (const struct indicator *indicator = review->project->indicators; indicator != NULL;
         indicator = indicator->next) {
        if (decimal_sign(indicator->weight.value) <= 0) {
            finding_report(review->findings, MESSAGE_weight_not_positive, indicator->weight.place, indicator->name.text,
                           DECIMAL_ARGUMENT(indicator->weight.value));
        }
    }
}
