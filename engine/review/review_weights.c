#include "review_parts.h"

static const struct text no_indicator = { NULL, 0 };

/* Whether an indicator stands under the same 一级指标 as another: those of a list share the very bytes of its name. */
static bool is_of_same_level(const struct indicator *indicator, const struct indicator *other)
{
    return indicator->level1.size_bytes == other->level1.size_bytes &&
           (indicator->level1.bytes == other->level1.bytes || text_equals(indicator->level1, other->level1));
}

static const struct indicator *behind_level(const struct indicator *first)
{
    const struct indicator *indicator = first->next;
    while (indicator != NULL && is_of_same_level(indicator, first)) {
        indicator = indicator->next;
    }
    return indicator;
}

static struct decimal weight_from_to(const struct indicator *first, const struct indicator *behind)
{
    struct decimal sum = first->weight.value;
    for (const struct indicator *indicator = first->next; indicator != behind; indicator = indicator->next) {
        sum = decimal_add(sum, indicator->weight.value);
    }
    return sum;
}

static void review_sum(const struct review *review, struct decimal indicators)
{
    struct decimal sum = decimal_add(indicators, review->rules->execution_weight);
    if (!decimal_equals(sum, review->rules->full_marks)) {
        finding_report(review->findings, MESSAGE_weight_sum, review->project->indicators_place, no_indicator,
                       DECIMAL_ARGUMENT(indicators), DECIMAL_ARGUMENT(review->rules->execution_weight),
                       DECIMAL_ARGUMENT(sum), DECIMAL_ARGUMENT(review->rules->full_marks));
    }
}

/* Answers what its indicators weigh. */
static struct decimal review_known_level(const struct review *review, const struct level_weight *share)
{
    struct decimal sum = decimal_from_integer(0);
    struct place place = review->project->indicators_place;
    bool is_found = false;
    const struct indicator *behind = NULL;
    for (const struct indicator *first = review->project->indicators; first != NULL; first = behind) {
        behind = behind_level(first);
        if (text_equals(first->level1, share->level)) {
            sum = decimal_add(sum, weight_from_to(first, behind));
            place = is_found ? place : first->place;
            is_found = true;
        }
    }
    if (!decimal_equals(sum, share->weight)) {
        finding_report(review->findings, MESSAGE_weight_split, place, no_indicator, TEXT_ARGUMENT(share->level),
                       DECIMAL_ARGUMENT(sum), DECIMAL_ARGUMENT(share->weight));
    }
    return sum;
}

static bool is_known_level(const struct rule_set *rules, struct text level)
{
    const struct level_weight *share = rules->level_weights;
    while (share != NULL && !text_equals(share->level, level)) {
        share = share->next;
    }
    return share != NULL;
}

/* The indicators of a level stand together. Answers what those of all of these levels weigh. */
static struct decimal review_other_levels(const struct review *review)
{
    struct decimal others = decimal_from_integer(0);
    const struct indicator *behind = NULL;
    for (const struct indicator *first = review->project->indicators; first != NULL; first = behind) {
        behind = behind_level(first);
        if (!is_known_level(review->rules, first->level1)) {
            struct decimal sum = weight_from_to(first, behind);
            others = decimal_add(others, sum);
            finding_report(review->findings, MESSAGE_weight_split_unknown, first->place, no_indicator,
                           TEXT_ARGUMENT(first->level1), DECIMAL_ARGUMENT(sum));
        }
    }
    return others;
}

void review_weights(const struct review *review)
{
    struct decimal indicators = decimal_from_integer(0);
    for (const struct level_weight *share = review->rules->level_weights; share != NULL; share = share->next) {
        indicators = decimal_add(indicators, review_known_level(review, share));
    }
    indicators = decimal_add(indicators, review_other_levels(review));
    review_sum(review, indicators);
    for (const struct indicator *indicator = review->project->indicators; indicator != NULL;
         indicator = indicator->next) {
        if (decimal_sign(indicator->weight.value) <= 0) {
            finding_report(review->findings, MESSAGE_weight_not_positive, indicator->weight.place, indicator->name.text,
                           DECIMAL_ARGUMENT(indicator->weight.value));
        }
    }
}
