#include "what_if.h"

#include "grading.h"
#include "possible.h"
#include "scoring.h"

struct what_if what_if_begin(const struct boundary_source *source)
{
    struct what_if what_if = { .source = source, .execution = source->score->execution };
    for (const struct veto *veto = source->rules->vetoes; veto != NULL; veto = veto->next) {
        what_if.share_count++;
    }
    what_if.shares = ARENA_ARRAY(source->arena, struct veto_share, what_if.share_count);
    struct veto_share *share = what_if.shares;
    for (const struct veto *veto = source->rules->vetoes; veto != NULL; veto = veto->next, share++) {
        share->veto = veto;
        share->has_subject =
            !veto->is_on_execution_rate && level_share(veto, source->score, &share->upper, &share->lower);
    }
    return what_if;
}

static bool is_on_level_of(const struct veto *veto, const struct indicator_score *changed)
{
    return !veto->is_on_execution_rate && changed != NULL && text_equals(veto->level, changed->indicator->level1);
}

/* The level's computed scores, with those of the changed indicator. */
static struct decimal level_points(const struct veto_share *share, const struct indicator_score *changed,
                                   struct decimal points)
{
    return is_on_level_of(share->veto, changed) ? decimal_add(decimal_subtract(share->upper, changed->computed), points)
                                                : share->upper;
}

static bool share_holds(const struct veto_share *share, const struct execution_score *execution,
                        const struct indicator_score *changed, struct decimal points)
{
    if (share->veto->is_on_execution_rate) {
        return execution_veto_holds(share->veto, execution);
    }
    return share->has_subject && veto_holds(share->veto, level_points(share, changed, points), share->lower);
}

struct outcome what_if_outcome(const struct what_if *what_if, const struct execution_score *execution,
                               const struct indicator_score *changed, struct decimal points)
{
    const struct project_score *score = what_if->source->score;
    const struct rule_set *rules = what_if->source->rules;
    bool holds[RULE_SET_MOST_VETOES];
    struct grade_result grade;
    struct decimal sum = score->indicator_sum;
    if (changed != NULL) {
        sum = decimal_add(decimal_subtract(sum, changed->computed), points);
    }
    for (size_t i = 0; i < what_if->share_count; i++) {
        holds[i] = share_holds(&what_if->shares[i], execution, changed, points);
    }
    struct outcome outcome = { .total = project_total(sum, execution->score) };
    grade_compute(rules, outcome.total, holds, &grade);
    size_t rank = grade_rank(rules, grade.computed);
    outcome.grade = grade.computed;
    outcome.is_goal = what_if->is_upwards ? rank <= what_if->goal : rank >= what_if->goal;
    return outcome;
}

/* 0 below the bound, 1 at it, 2 above it. */
static int bound_passed(const struct veto *veto, struct decimal upper, struct decimal lower)
{
    int order = decimal_compare_quotients(upper, lower, veto->bound, decimal_from_integer(1));
    return order < 0 ? 0 : 1 + (order > 0);
}

int what_if_bounds_passed(const struct what_if *what_if, const struct execution_score *execution,
                          const struct indicator_score *changed, struct decimal points)
{
    int passed = 0;
    for (size_t i = 0; i < what_if->share_count; i++) {
        const struct veto_share *share = &what_if->shares[i];
        if (share->has_subject && is_on_level_of(share->veto, changed)) {
            passed += bound_passed(share->veto, level_points(share, changed, points), share->lower);
        } else if (changed == NULL && share->veto->is_on_execution_rate && execution->has_rate) {
            passed += bound_passed(share->veto, execution->executed, execution->budget);
        }
    }
    return passed;
}
