#include "review_parts.h"

#include "short_text.h"

static const struct text no_indicator = { NULL, 0 };

/* Indicators of one 一级指标 that stand together. */
struct level_run {
    const struct indicator *first;
    struct decimal weight;
};

struct level_runs {
    struct level_run *runs;
    size_t count;
};

/* Indicators of one list share the very bytes of its level. */
static inline bool is_of_level(const struct indicator *indicator, struct text level)
{
    return indicator->level1.size_bytes == level.size_bytes &&
           (indicator->level1.bytes == level.bytes || text_equals(indicator->level1, level));
}

static struct level_runs level_runs(const struct review *review)
{
    struct level_runs found = {
        ARENA_ARRAY_UNSET(review->findings->arena, struct level_run, review->project->indicator_count), 0
    };
    const struct indicator *indicator = review->project->indicators;
    while (indicator != NULL) {
        const struct indicator *first = indicator;
        struct decimal weight = first->weight.value;
        for (indicator = first->next; indicator != NULL && is_of_level(indicator, first->level1);
             indicator = indicator->next) {
            weight = decimal_add(weight, indicator->weight.value);
        }
        found.runs[found.count++] = (struct level_run){ first, weight };
    }
    return found;
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

static void review_known_level(const struct review *review, const struct level_runs *levels,
                               const struct level_weight *share)
{
    struct decimal sum = decimal_from_integer(0);
    const struct indicator *first = NULL;
    for (size_t i = 0; i < levels->count; i++) {
        const struct level_run *run = &levels->runs[i];
        if (short_text_equals(run->first->level1, share->level)) {
            sum = decimal_add(sum, run->weight);
            first = first == NULL ? run->first : first;
        }
    }
    if (!decimal_equals(sum, share->weight)) {
        finding_report(review->findings, MESSAGE_weight_split,
                       first == NULL ? review->project->indicators_place : first->place, no_indicator,
                       TEXT_ARGUMENT(share->level), DECIMAL_ARGUMENT(sum), DECIMAL_ARGUMENT(share->weight));
    }
}

static bool is_known_level(const struct rule_set *rules, struct text level)
{
    const struct level_weight *share = rules->level_weights;
    while (share != NULL && !short_text_equals(share->level, level)) {
        share = share->next;
    }
    return share != NULL;
}

static void review_other_level(const struct review *review, const struct level_run *run)
{
    if (!is_known_level(review->rules, run->first->level1)) {
        finding_report(review->findings, MESSAGE_weight_split_unknown, run->first->place, no_indicator,
                       TEXT_ARGUMENT(run->first->level1), DECIMAL_ARGUMENT(run->weight));
    }
}

void review_weights(const struct review *review)
{
    struct level_runs levels = level_runs(review);
    struct decimal indicators = decimal_from_integer(0);
    for (size_t i = 0; i < levels.count; i++) {
        indicators = decimal_add(indicators, levels.runs[i].weight);
    }
    review_sum(review, indicators);
    for (const struct level_weight *share = review->rules->level_weights; share != NULL; share = share->next) {
        review_known_level(review, &levels, share);
    }
    for (size_t i = 0; i < levels.count; i++) {
        review_other_level(review, &levels.runs[i]);
    }
    for (const struct indicator *indicator = review->project->indicators; indicator != NULL;
         indicator = indicator->next) {
        if (decimal_sign(indicator->weight.value) <= 0) {
            finding_report(review->findings, MESSAGE_weight_not_positive, indicator->weight.place, indicator->name.text,
                           DECIMAL_ARGUMENT(indicator->weight.value));
        }
    }
}
