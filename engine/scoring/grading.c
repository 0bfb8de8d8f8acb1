#include "grading.h"

#include <assert.h>

/* A share of points as a quotient, which stays exact: what the lowest, the computed and the highest scores of a level
   make of its weights; the execution rate is all three at once. */
struct share {
    struct decimal low;
    struct decimal computed;
    struct decimal high;
    struct decimal of; /* above 0 */
};

static bool holds(const struct veto *veto, struct decimal upper, struct decimal lower)
{
    int order = decimal_compare_quotients(upper, lower, veto->bound, decimal_from_integer(1));
    switch (veto->comparison) {
    case COMPARISON_AT_LEAST:
        return order >= 0;
    case COMPARISON_ABOVE:
        return order > 0;
    case COMPARISON_AT_MOST:
        return order <= 0;
    case COMPARISON_BELOW:
        return order < 0;
    case COMPARISON_EQUAL:
    case COMPARISON_NONE:
        return order == 0;
    }
    return false;
}

/* Answers false where the project has nothing that the veto is on. */
static bool share_find(const struct veto *veto, const struct project_score *score, struct share *share_out)
{
    struct share share = { decimal_from_integer(0), decimal_from_integer(0), decimal_from_integer(0),
                           decimal_from_integer(0) };
    if (veto->is_on_execution_rate) {
        const struct execution_score *execution = &score->execution;
        struct decimal rate_upper = execution->has_rate ? execution->executed : decimal_from_integer(0);
        *share_out = (struct share){ rate_upper, rate_upper, rate_upper,
                                     execution->has_rate ? execution->budget : decimal_from_integer(1) };
        return true;
    }
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        if (text_equals(indicator->indicator->level1, veto->level)) {
            share.low = decimal_add(share.low, indicator->low);
            share.computed = decimal_add(share.computed, indicator->computed);
            share.high = decimal_add(share.high, indicator->high);
            share.of = decimal_add(share.of, indicator->indicator->weight.value);
        }
    }
    *share_out = share;
    return decimal_sign(share.of) > 0;
}

static bool can_hold(const struct veto *veto, const struct share *share)
{
    if (holds(veto, share->low, share->of) || holds(veto, share->high, share->of)) {
        return true;
    }
    /* Only = can hold between two ends at which it does not. */
    return veto->comparison == COMPARISON_EQUAL &&
           decimal_compare_quotients(share->low, share->of, veto->bound, decimal_from_integer(1)) < 0 &&
           decimal_compare_quotients(share->high, share->of, veto->bound, decimal_from_integer(1)) > 0;
}

static bool can_fail(const struct veto *veto, const struct share *share)
{
    return !holds(veto, share->low, share->of) || !holds(veto, share->high, share->of);
}

/* Grades by their rank, the best is 0. */
static size_t rank_of(const struct rule_set *rules, const struct grade_band *grade)
{
    size_t rank = 0;
    for (const struct grade_band *band = rules->bands; band != NULL && band != grade; band = band->next) {
        rank++;
    }
    return rank;
}

static size_t band_count(const struct rule_set *rules)
{
    return rank_of(rules, NULL);
}

/* What a veto that holds makes of a grade. */
static size_t vetoed_rank(const struct rule_set *rules, const struct veto *veto, size_t rank)
{
    size_t named = rank_of(rules, veto->grade);
    return veto->is_cap && rank > named ? rank : named;
}

static const struct grade_band *band_at(const struct rule_set *rules, size_t rank)
{
    const struct grade_band *band = rules->bands;
    while (band != NULL && rank-- > 0) {
        band = band->next;
    }
    return band;
}

static void compute_grade(const struct rule_set *rules, struct project_score *score)
{
    struct grade_result *grade = &score->grade;
    grade->band = rule_set_band(rules, score->total);
    grade->computed = grade->band;
    if (grade->band == NULL) {
        return;
    }
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        struct share share;
        if (!share_find(veto, score, &share) || !holds(veto, share.computed, share.of)) {
            continue;
        }
        const struct grade_band *vetoed = band_at(rules, vetoed_rank(rules, veto, rank_of(rules, grade->computed)));
        if (vetoed != grade->computed) {
            grade->computed = vetoed;
            grade->veto = veto;
        }
    }
    if (grade->computed == grade->band) {
        grade->veto = NULL;
    }
}

static void mark_reachable_bands(const struct rule_set *rules, const struct project_score *score, bool *is_possible)
{
    const struct grade_band *better = NULL;
    size_t rank = 0;
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        is_possible[rank++] = decimal_compare(score->total_high, band->lower_bound) >= 0 &&
                              (better == NULL || decimal_compare(score->total_low, better->lower_bound) < 0);
        better = band;
    }
}

static void apply_veto(const struct rule_set *rules, const struct veto *veto, const struct share *share,
                       bool *is_possible, bool *is_possible_after, size_t count)
{
    for (size_t rank = 0; rank < count; rank++) {
        is_possible_after[rank] = is_possible[rank] && can_fail(veto, share);
    }
    for (size_t rank = 0; rank < count && can_hold(veto, share); rank++) {
        if (is_possible[rank]) {
            is_possible_after[vetoed_rank(rules, veto, rank)] = true;
        }
    }
    for (size_t rank = 0; rank < count; rank++) {
        is_possible[rank] = is_possible_after[rank];
    }
}

static void find_possible_grades(struct arena *arena, const struct rule_set *rules, struct project_score *score)
{
    size_t count = band_count(rules);
    bool *is_possible = ARENA_ARRAY(arena, bool, count * 2);
    mark_reachable_bands(rules, score, is_possible);
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        struct share share;
        if (share_find(veto, score, &share)) {
            apply_veto(rules, veto, &share, is_possible, is_possible + count, count);
        }
    }
    score->grade.possible = ARENA_ARRAY(arena, const struct grade_band *, count);
    for (size_t rank = 0; rank < count; rank++) {
        if (is_possible[rank]) {
            score->grade.possible[score->grade.possible_count++] = band_at(rules, rank);
        }
    }
}

void project_grade(struct arena *arena, const struct rule_set *rules, struct project_score *score)
{
    compute_grade(rules, score);
    find_possible_grades(arena, rules, score);
}
