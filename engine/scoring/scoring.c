#include "scoring.h"

#include "assessment.h"
#include "fraction.h"
#include "grading.h"

enum {
    TOTAL_PLACES = 2,
    RATE_PLACES = 4,
    EXACT_PLACES = 6,            /* of a quotient that is only shown */
    ENDLESS_INTERVAL_PLACES = 2, /* at least, of an interval end that is no decimal: a third of a weight */
};

static struct decimal zero(void)
{
    return decimal_from_integer(0);
}

static struct decimal clamped(struct decimal score, struct decimal low, struct decimal high)
{
    return decimal_least(decimal_greatest(score, low), high);
}

/* What is admitted, and what is taken where nothing is declared. */
struct admitted {
    struct decimal low;
    struct decimal high;
    struct decimal value;
};

static struct admitted admit_missed(struct indicator_score *score, const struct rule_set *rules)
{
    const struct assessment *assessment = &score->assessment;
    struct decimal weight = score->indicator->weight.value;
    struct decimal points = zero();
    score->exact = zero();
    if (!decimal_is_zero(assessment->quotient_lower)) {
        struct decimal upper = assessment->quotient_upper;
        struct decimal lower = assessment->quotient_lower;
        points = decimal_least(decimal_product_quotient_rounded_half_up(weight, upper, lower, rules->indicator_places),
                               weight);
        score->exact = decimal_product_quotient_rounded_half_up(weight, upper, lower, EXACT_PLACES);
        struct decimal product = decimal_multiply(weight, upper);
        score->is_rounded = !decimal_is_in_range(product) ||
                            decimal_compare_quotients(product, lower, points, decimal_from_integer(1)) != 0;
    }
    return (struct admitted){ points, points, points };
}

static struct admitted admit_whole(struct indicator_score *score, const struct rule_set *rules)
{
    score->verdict = score->assessment.verdict;
    if (score->verdict == VERDICT_MISSED) {
        return admit_missed(score, rules);
    }
    struct decimal weight = score->indicator->weight.value;
    if (score->verdict == VERDICT_MET) {
        return (struct admitted){ weight, weight, weight };
    }
    const struct share_interval *shares = assessment_shares(&score->assessment, rules);
    struct decimal low = decimal_multiply(weight, shares->low);
    struct decimal high = decimal_multiply(weight, shares->high);
    struct decimal value = decimal_multiply(weight, shares->value);
    bool is_turned = decimal_is_in_range(low) && decimal_is_in_range(high) && decimal_compare(low, high) > 0;
    /* Only of a weight below 0, which has its finding. */
    return is_turned ? (struct admitted){ high, low, value } : (struct admitted){ low, high, value };
}

struct part_sums {
    struct fraction low;
    struct fraction high;
    struct fraction value;
};

static void part_add(struct part_sums *sums, const struct assessment *part, struct decimal weight,
                     struct decimal part_count, const struct rule_set *rules)
{
    if (part->verdict == VERDICT_MISSED) {
        if (!decimal_is_zero(part->quotient_lower)) {
            struct decimal lower = decimal_multiply(part->quotient_lower, part_count);
            fraction_add_product_quotient(&sums->low, weight, part->quotient_upper, lower);
            fraction_add_product_quotient(&sums->high, weight, part->quotient_upper, lower);
            fraction_add_product_quotient(&sums->value, weight, part->quotient_upper, lower);
        }
        return;
    }
    const struct share_interval *shares = assessment_shares(part, rules);
    fraction_add_product_quotient(&sums->low, weight, shares->low, part_count);
    fraction_add_product_quotient(&sums->high, weight, shares->high, part_count);
    fraction_add_product_quotient(&sums->value, weight, shares->value, part_count);
}

/* Only the sum is rounded, and only where something is: a missed part is a quotient, rounded as any; an interval end is
   kept as it is, unless it has no end (a third of a weight). */
static struct decimal part_sum(const struct fraction *sum, bool has_missed_part, struct decimal weight,
                               const struct rule_set *rules)
{
    struct decimal exact;
    uint32_t places = rules->indicator_places;
    if (!has_missed_part) {
        if (fraction_is_decimal(sum, &exact)) {
            return exact;
        }
        places = places > ENDLESS_INTERVAL_PLACES ? places : ENDLESS_INTERVAL_PLACES;
    }
    struct decimal rounded = fraction_rounded_half_up(sum, places);
    return decimal_is_in_range(rounded) ? decimal_least(rounded, weight) : rounded;
}

static struct admitted admit_parts(struct indicator_score *score, const struct assessor *assessor)
{
    const struct indicator *indicator = score->indicator;
    struct decimal weight = indicator->weight.value;
    struct decimal part_count = decimal_from_integer((int64_t)indicator->part_count);
    struct part_sums sums;
    fraction_zero(&sums.low);
    fraction_zero(&sums.high);
    fraction_zero(&sums.value);
    score->verdict = VERDICT_PARTS;
    score->part_assessments = ARENA_ARRAY_UNSET(assessor->arena, struct assessment, indicator->part_count);
    assessment_clear(&score->assessment);
    size_t i = 0;
    for (const struct indicator_part *part = indicator->parts; part != NULL; part = part->next) {
        struct assessment *assessment = &score->part_assessments[i++];
        assess(assessor, &part->target, &part->adjusted_target, &part->achieved, indicator->is_cost, assessment);
        part_add(&sums, assessment, weight, part_count, assessor->rules);
        score->has_missed_part |= assessment->verdict == VERDICT_MISSED;
    }
    struct admitted admitted = {
        part_sum(&sums.low, score->has_missed_part, weight, assessor->rules),
        part_sum(&sums.high, score->has_missed_part, weight, assessor->rules),
        part_sum(&sums.value, score->has_missed_part, weight, assessor->rules),
    };
    if (score->has_missed_part && decimal_is_in_range(admitted.high)) {
        score->exact = fraction_rounded_half_up(&sums.high, EXACT_PLACES);
        score->is_rounded = fraction_compare_decimal(&sums.high, admitted.high) != 0;
    }
    return admitted;
}

static void score_indicator(struct indicator_score *score, const struct indicator *indicator,
                            const struct assessor *assessor)
{
    struct admitted admitted;
    score->indicator = indicator;
    score->exact = zero();
    score->has_missed_part = false;
    score->is_rounded = false;
    if (indicator->part_count > 0) {
        admitted = admit_parts(score, assessor);
    } else {
        score->part_assessments = NULL;
        assess(assessor, &indicator->target, &indicator->adjusted_target, &indicator->achieved, indicator->is_cost,
               &score->assessment);
        admitted = admit_whole(score, assessor->rules);
    }
    score->low = admitted.low;
    score->high = admitted.high;
    score->computed = admitted.value;
    if (indicator->declared_score.is_given && decimal_is_in_range(score->low) && decimal_is_in_range(score->high)) {
        score->computed = clamped(indicator->declared_score.value, score->low, score->high);
    }
}

static void score_execution(struct execution_score *execution, const struct project *project,
                            const struct rule_set *rules)
{
    struct decimal weight = rules->execution_weight;
    execution->budget = project->total.annual_budget.value;
    execution->executed = project->total.executed.value;
    execution->has_rate = !decimal_is_zero(execution->budget);
    if (!execution->has_rate) {
        execution->rate_per_cent = zero();
        execution->score = rules->zero_budget_points;
        return;
    }
    execution->rate_per_cent = decimal_product_quotient_rounded_half_up(decimal_from_integer(100), execution->executed,
                                                                        execution->budget, RATE_PLACES);
    execution->score = decimal_compare(execution->executed, execution->budget) >= 0
                           ? decimal_rounded_half_up(weight, rules->execution_places)
                           : decimal_product_quotient_rounded_half_up(weight, execution->executed, execution->budget,
                                                                      rules->execution_places);
}

struct sums {
    struct decimal low;
    struct decimal computed;
    struct decimal high;
    struct decimal declared;
};

static struct sums add_up(struct project_score *score)
{
    struct sums sums = { zero(), zero(), zero(), zero() };
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        const struct figure *declared = &indicator->indicator->declared_score;
        sums.low = decimal_add(sums.low, indicator->low);
        sums.computed = decimal_add(sums.computed, indicator->computed);
        sums.high = decimal_add(sums.high, indicator->high);
        sums.declared = decimal_add(sums.declared, declared->value);
        score->has_declared_scores |= declared->is_given;
    }
    return sums;
}

static void score_total(struct project_score *score, const struct project *project)
{
    struct sums sums = add_up(score);
    struct decimal execution = score->execution.score;
    const struct figure *declared_execution = &project->total.score;
    score->indicator_sum = sums.computed;
    score->total = decimal_rounded_half_up(decimal_add(sums.computed, execution), TOTAL_PLACES);
    score->total_low = decimal_rounded_half_up(decimal_add(sums.low, execution), TOTAL_PLACES);
    score->total_high = decimal_rounded_half_up(decimal_add(sums.high, execution), TOTAL_PLACES);
    score->declared_indicator_sum = sums.declared;
    score->declared_execution = declared_execution->is_given ? declared_execution->value : execution;
    score->declared_sum = decimal_add(score->declared_indicator_sum, score->declared_execution);
    score->is_in_range = decimal_is_in_range(score->total) && decimal_is_in_range(score->total_low) &&
                         decimal_is_in_range(score->total_high) && decimal_is_in_range(score->declared_sum) &&
                         decimal_is_in_range(score->execution.rate_per_cent);
}

const struct project_score *project_assess(struct arena *arena, struct value_workspace *values,
                                           const struct value_reader *reader, const struct project *project,
                                           const struct rule_set *rules)
{
    struct assessor assessor = { arena, values, reader, rules, project_year(project) };
    struct project_score *score = ARENA_NEW(arena, struct project_score);
    score->indicator_count = project->indicator_count;
    score->indicators = ARENA_ARRAY_UNSET(arena, struct indicator_score, project->indicator_count);
    struct indicator_score *indicator_score = score->indicators;
    for (const struct indicator *indicator = project->indicators; indicator != NULL; indicator = indicator->next) {
        score_indicator(indicator_score++, indicator, &assessor);
    }
    score_execution(&score->execution, project, rules);
    score_total(score, project);
    if (score->is_in_range) {
        project_grade(arena, rules, score);
    }
    return score;
}
