#include "uncertainty.h"

#include "possible.h"

enum { TOTAL_PLACES = 2 };

static bool is_open(const struct indicator_score *score)
{
    return decimal_compare(score->low, score->high) < 0;
}

/* A copy of the score, in which intervals may be closed. */
struct closing {
    const struct boundary_source *source;
    struct project_score copy;
};

static struct closing closing_begin(const struct boundary_source *source)
{
    struct closing closing = { source, *source->score };
    closing.copy.indicators = ARENA_ARRAY_UNSET(source->arena, struct indicator_score, closing.copy.indicator_count);
    return closing;
}

static size_t possible_grades_of(struct closing *closing)
{
    struct project_score *copy = &closing->copy;
    struct decimal low = copy->execution.score;
    struct decimal high = copy->execution.score;
    for (size_t i = 0; i < copy->indicator_count; i++) {
        low = decimal_add(low, copy->indicators[i].low);
        high = decimal_add(high, copy->indicators[i].high);
    }
    copy->total_low = decimal_rounded_half_up(low, TOTAL_PLACES);
    copy->total_high = decimal_rounded_half_up(high, TOTAL_PLACES);
    copy->grade.possible_count = 0;
    find_possible_grades(closing->source->arena, closing->source->rules, copy);
    return copy->grade.possible_count;
}

/* How many grades are possible where that interval alone is closed to its computed score, or all the others are. */
static size_t possible_grades_with(struct closing *closing, size_t index, bool are_others_closed)
{
    struct project_score *copy = &closing->copy;
    memcpy(copy->indicators, closing->source->score->indicators, copy->indicator_count * sizeof(*copy->indicators));
    for (size_t i = 0; i < copy->indicator_count; i++) {
        if ((i == index) != are_others_closed) {
            copy->indicators[i].low = copy->indicators[i].computed;
            copy->indicators[i].high = copy->indicators[i].computed;
        }
    }
    return possible_grades_of(closing);
}

static void collect(struct closing *closing, bool are_others_closed, struct boundaries *boundaries)
{
    const struct project_score *score = closing->source->score;
    for (size_t i = 0; i < score->indicator_count; i++) {
        bool is_reason = is_open(&score->indicators[i]) &&
                         (possible_grades_with(closing, i, are_others_closed) > 1) == are_others_closed;
        if (is_reason) {
            boundaries->uncertain[boundaries->uncertain_count++] = &score->indicators[i];
        }
    }
}

void uncertainty_find(const struct boundary_source *source, struct boundaries *boundaries)
{
    const struct project_score *score = source->score;
    size_t open_count = 0;
    for (size_t i = 0; i < score->indicator_count; i++) {
        open_count += is_open(&score->indicators[i]);
    }
    if (score->grade.possible_count < 2 || score->indicator_count > BOUNDARY_MOST_ROWS ||
        open_count > BOUNDARY_MOST_UNCERTAIN) {
        return;
    }
    boundaries->uncertain = ARENA_ARRAY(source->arena, const struct indicator_score *, open_count);
    boundaries->is_sole_reason = true;
    struct closing closing = closing_begin(source);
    collect(&closing, false, boundaries);
    if (boundaries->uncertain_count == 0) {
        boundaries->is_sole_reason = false;
        collect(&closing, true, boundaries);
    }
}
