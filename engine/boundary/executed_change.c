#include "changes.h"
#include "possible.h"
#include "scoring.h"

/* Amounts of the form, in its money unit, on a grid of as many decimals as it prints. */
struct amounts {
    const struct what_if *what_if;
    const struct veto *const *vetoes; /* to be lifted; NULL: the goal is to be reached */
    size_t veto_count;
    struct decimal unit; /* of the grid; below 0 towards smaller amounts */
};

static struct execution_score execution_at(const struct amounts *amounts, uint128 step)
{
    const struct what_if *what_if = amounts->what_if;
    struct execution_score execution = what_if->source->score->execution;
    struct decimal moved = decimal_multiply(amounts->unit, (struct decimal){ (int128)step, 0 });
    execution.executed = decimal_add(execution.executed, moved);
    if (decimal_is_in_range(execution.executed) && decimal_sign(execution.executed) >= 0) {
        execution_score_again(&execution, what_if->source->rules);
    }
    return execution;
}

static bool are_lifted(const struct amounts *amounts, const struct execution_score *execution)
{
    for (size_t i = 0; i < amounts->veto_count; i++) {
        if (execution_veto_holds(amounts->vetoes[i], execution)) {
            return false;
        }
    }
    return true;
}

static struct path_place look_at_amount(void *context, uint128 step)
{
    const struct amounts *amounts = context;
    const struct what_if *what_if = amounts->what_if;
    struct execution_score execution = execution_at(amounts, step);
    if (!decimal_is_in_range(execution.executed) || decimal_sign(execution.executed) < 0 ||
        !decimal_is_in_range(execution.rate_per_cent)) {
        return (struct path_place){ .is_behind_end = true };
    }
    int passed = what_if_bounds_passed(what_if, &execution, NULL, decimal_from_integer(0));
    struct path_place place = { .stretch = decimal_sign(amounts->unit) > 0 ? passed : -passed };
    place.does = amounts->vetoes == NULL ? what_if_outcome(what_if, &execution, NULL, decimal_from_integer(0)).is_goal
                                         : are_lifted(amounts, &execution);
    return place;
}

/* The two amounts print the same decimals, mostly; the finer of them counts. */
static struct decimal unit_of_amounts(const struct execution_score *execution)
{
    uint32_t places = decimal_more_places(execution->executed, execution->budget);
    return (struct decimal){ 1, places };
}

static struct executed_change change_to(const struct what_if *what_if, const struct execution_score *execution)
{
    const struct project *project = what_if->source->project;
    struct outcome outcome = what_if_outcome(what_if, execution, NULL, decimal_from_integer(0));
    return (struct executed_change){
        .is_found = true,
        .from = project_amount_in_wan_yuan(project, what_if->source->score->execution.executed),
        .to = project_amount_in_wan_yuan(project, execution->executed),
        .rate_per_cent = execution->rate_per_cent,
        .points = execution->score,
        .total = outcome.total,
        .grade = outcome.grade,
    };
}

static bool amount_find(const struct amounts *amounts, struct execution_score *execution_out)
{
    struct amounts less = *amounts;
    less.unit = decimal_subtract(decimal_from_integer(0), amounts->unit);
    struct amounts more = *amounts;
    const struct path paths[] = { { &more, look_at_amount, 1 }, { &less, look_at_amount, 1 } };
    uint128 step;
    bool is_less;
    if (!amounts->what_if->source->score->execution.has_rate || !nearer_step(&paths[0], &paths[1], &step, &is_less)) {
        return false;
    }
    *execution_out = execution_at(is_less ? &less : &more, step);
    return true;
}

struct executed_change executed_change_find(const struct what_if *what_if)
{
    struct amounts amounts = { .what_if = what_if, .unit = unit_of_amounts(&what_if->source->score->execution) };
    struct execution_score execution;
    if (!amount_find(&amounts, &execution)) {
        return (struct executed_change){ .is_found = false };
    }
    return change_to(what_if, &execution);
}

bool executed_change_lift(const struct what_if *what_if, const struct veto *const *vetoes, size_t veto_count,
                          struct executed_change *change_out, struct execution_score *execution_out)
{
    struct amounts amounts = { what_if, vetoes, veto_count, unit_of_amounts(&what_if->source->score->execution) };
    if (!amount_find(&amounts, execution_out)) {
        return false;
    }
    *change_out = change_to(what_if, execution_out);
    return true;
}
