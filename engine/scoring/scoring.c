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

/* The declared score moved to the nearest end of an interval that is in range. */
static struct decimal clamped(struct decimal declared, struct decimal low, struct decimal high)
{
    if (!decimal_is_in_range(declared)) {
        return decimal_out_of_range();
    }
    struct decimal raised = decimal_compare(declared, low) < 0 ? low : declared;
    return decimal_compare(raised, high) > 0 ? high : raised;
}

/* An interval of one value. */
static void settle(struct indicator_score *score, struct decimal points)
{
    score->low = points;
    score->high = points;
    score->computed = points;
}

static void settle_missed(struct indicator_score *score, const struct rule_set *rules)
{
    const struct assessment *assessment = &score->assessment;
    struct decimal weight = score->indicator->weight.value;
    if (decimal_is_zero(assessment->quotient_lower)) {
        settle(score, zero());
        return;
    }
    struct decimal upper = assessment->quotient_upper;
    struct decimal lower = assessment->quotient_lower;
    struct decimal points =
        decimal_least(decimal_product_quotient_rounded_half_up(weight, upper, lower, rules->indicator_places), weight);
    struct decimal product = decimal_multiply(weight, upper);
    settle(score, points);
    score->exact = decimal_product_quotient_rounded_half_up(weight, upper, lower, EXACT_PLACES);
    score->is_rounded = !decimal_is_in_range(product) ||
                        decimal_compare_quotients(product, lower, points, decimal_from_integer(1)) != 0;
}

static void admit_shares(struct indicator_score *score, const struct share_interval *shares)
{
    struct decimal weight = score->indicator->weight.value;
    score->low = decimal_multiply(weight, shares->low);
    score->high = decimal_multiply(weight, shares->high);
    score->computed = decimal_multiply(weight, shares->value);
    /* A weight below 0, which has its finding, turns the interval round. */
    if (decimal_is_in_range(weight) && decimal_sign(weight) < 0) {
        struct decimal turned = score->low;
        score->low = score->high;
        score->high = turned;
    }
}

/* Answers whether that settles the score: what is declared then changes nothing. */
static bool admit_whole(struct indicator_score *score, const struct rule_set *rules)
{
    score->verdict = score->assessment.verdict;
    if (score->verdict == VERDICT_MET) {
        settle(score, score->indicator->weight.value);
        return true;
    }
    if (score->verdict == VERDICT_MISSED) {
        settle_missed(score, rules);
        return true;
    }
    admit_shares(score, assessment_shares(&score->assessment, rules));
    return false;
}

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

static struct decimal count_of_parts(const struct indicator_score *score)
{
    return decimal_from_integer((int64_t)score->indicator->part_count);
}

struct part_sums indicator_part_sums(const struct indicator_score *score, const struct rule_set *rules)
{
    struct part_sums sums = { .missed_count = 0 };
    fraction_zero(&sums.low);
    fraction_zero(&sums.high);
    fraction_zero(&sums.value);
    for (size_t i = 0; i < score->indicator->part_count; i++) {
        const struct assessment *part = &score->part_assessments[i];
        part_add(&sums, part, score->indicator->weight.value, count_of_parts(score), rules);
        sums.missed_count += part->verdict == VERDICT_MISSED;
    }
    return sums;
}

static void admit_part_sums(struct indicator_score *score, const struct part_sums *sums, const struct rule_set *rules)
{
    struct decimal weight = score->indicator->weight.value;
    score->verdict = VERDICT_PARTS;
    score->has_missed_part = sums->missed_count > 0;
    score->low = part_sum(&sums->low, score->has_missed_part, weight, rules);
    score->high = part_sum(&sums->high, score->has_missed_part, weight, rules);
    score->computed = part_sum(&sums->value, score->has_missed_part, weight, rules);
    if (score->has_missed_part && decimal_is_in_range(score->high)) {
        score->exact = fraction_rounded_half_up(&sums->high, EXACT_PLACES);
        score->is_rounded = fraction_compare_decimal(&sums->high, score->high) != 0;
    }
}

static void assess_parts(struct indicator_score *score, const struct assessor *assessor)
{
    const struct indicator *indicator = score->indicator;
    score->part_assessments = ARENA_ARRAY_UNSET(assessor->arena, struct assessment, indicator->part_count);
    assessment_clear(&score->assessment);
    size_t i = 0;
    for (const struct indicator_part *part = indicator->parts; part != NULL; part = part->next) {
        assess(assessor, &part->target, &part->adjusted_target, &part->achieved, indicator->is_cost,
               &score->part_assessments[i++]);
    }
}

static void clear_score(struct indicator_score *score)
{
    score->exact = zero();
    score->has_missed_part = false;
    score->is_rounded = false;
}

/* The declared score decides within the interval. */
static inline void compute_declared(struct indicator_score *score)
{
    const struct figure *declared = &score->indicator->declared_score;
    if (declared->is_given && decimal_is_in_range(score->low) && decimal_is_in_range(score->high)) {
        score->computed = clamped(declared->value, score->low, score->high);
    }
}

/* Everything that follows from the assessments. Answers whether the score is settled, so that what is declared changes
   nothing. */
static inline bool score_assessed(struct indicator_score *score, const struct rule_set *rules)
{
    bool is_settled = false;
    clear_score(score);
    if (score->indicator->part_count > 0) {
        struct part_sums sums = indicator_part_sums(score, rules);
        admit_part_sums(score, &sums, rules);
    } else {
        is_settled = admit_whole(score, rules);
    }
    if (!is_settled) {
        compute_declared(score);
    }
    return is_settled;
}

struct part_sums indicator_other_parts(const struct indicator_score *score, const struct part_sums *all,
                                       const struct assessment *part, const struct rule_set *rules)
{
    struct part_sums others = *all;
    struct decimal weight = decimal_subtract(zero(), score->indicator->weight.value);
    part_add(&others, part, weight, count_of_parts(score), rules);
    others.missed_count -= part->verdict == VERDICT_MISSED;
    return others;
}

void indicator_score_with_part(struct indicator_score *score, const struct part_sums *others,
                               const struct assessment *part, const struct rule_set *rules)
{
    struct part_sums sums = *others;
    clear_score(score);
    part_add(&sums, part, score->indicator->weight.value, count_of_parts(score), rules);
    sums.missed_count += part->verdict == VERDICT_MISSED;
    admit_part_sums(score, &sums, rules);
    compute_declared(score);
}

void indicator_score_again(struct indicator_score *score, const struct rule_set *rules)
{
    score_assessed(score, rules);
}

/* A sum of points, not rounded. Points of real forms have few places; what has more, or is large, is kept aside. */
enum { USUAL_PLACES = 4 };
struct points_sum {
    int64_t usual; /* ten-thousandths of a point */
    struct decimal aside;
};

static inline void add_points(struct points_sum *sum, struct decimal points)
{
    int64_t moved;
    int64_t usual;
    if (decimal_is_narrow(points) && points.places <= USUAL_PLACES &&
        decimal_move((int64_t)points.coefficient, USUAL_PLACES - points.places, &moved) &&
        !__builtin_add_overflow(sum->usual, moved, &usual)) {
        sum->usual = usual;
    } else {
        sum->aside = decimal_add(sum->aside, points);
    }
}

static struct decimal points_total(const struct points_sum *sum)
{
    return decimal_add((struct decimal){ sum->usual, USUAL_PLACES }, sum->aside);
}

/* Over the indicators. */
struct sums {
    struct points_sum settled; /* of the scores that are one value, which the next three go without */
    struct points_sum low;
    struct points_sum computed;
    struct points_sum high;
    struct points_sum declared; /* what is missing counts 0 */
};

static void add_score(struct sums *sums, const struct indicator_score *score, bool is_settled)
{
    if (is_settled) {
        add_points(&sums->settled, score->computed);
    } else {
        add_points(&sums->low, score->low);
        add_points(&sums->computed, score->computed);
        add_points(&sums->high, score->high);
    }
    add_points(&sums->declared, score->indicator->declared_score.value);
}

/* Everything but the indicator, which is set. */
static void score_indicator(struct indicator_score *score, const struct assessor *assessor, struct sums *sums)
{
    const struct indicator *indicator = score->indicator;
    if (indicator->part_count > 0) {
        assess_parts(score, assessor);
    } else {
        score->part_assessments = NULL;
        assess(assessor, &indicator->target, &indicator->adjusted_target, &indicator->achieved, indicator->is_cost,
               &score->assessment);
    }
    bool is_settled = score_assessed(score, assessor->rules);
    add_score(sums, score, is_settled);
}

static void score_indicators(struct project_score *score, const struct project *project,
                             const struct assessor *assessor, struct sums *sums)
{
    score->indicator_count = project->indicator_count;
    score->indicators = ARENA_ARRAY_UNSET(assessor->arena, struct indicator_score, project->indicator_count);
    struct indicator_score *next = score->indicators;
    for (const struct indicator *indicator = project->indicators; indicator != NULL; indicator = indicator->next) {
        next->indicator = indicator;
        score_indicator(next++, assessor, sums);
        score->has_declared_scores |= indicator->declared_score.is_given;
    }
}

void execution_score_again(struct execution_score *execution, const struct rule_set *rules)
{
    struct decimal weight = rules->execution_weight;
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

static void score_execution(struct execution_score *execution, const struct project *project,
                            const struct rule_set *rules)
{
    execution->budget = project->total.annual_budget.value;
    execution->executed = project->total.executed.value;
    execution_score_again(execution, rules);
}

struct decimal project_total(struct decimal indicator_sum, struct decimal execution_score)
{
    return decimal_rounded_half_up(decimal_add(indicator_sum, execution_score), TOTAL_PLACES);
}

static void score_total(struct project_score *score, const struct sums *sums, const struct project *project)
{
    struct decimal settled = points_total(&sums->settled);
    struct decimal settled_and_execution = decimal_add(settled, score->execution.score);
    const struct figure *declared_execution = &project->total.score;
    score->indicator_sum = decimal_add(settled, points_total(&sums->computed));
    score->total = project_total(score->indicator_sum, score->execution.score);
    score->total_low =
        decimal_rounded_half_up(decimal_add(settled_and_execution, points_total(&sums->low)), TOTAL_PLACES);
    score->total_high =
        decimal_rounded_half_up(decimal_add(settled_and_execution, points_total(&sums->high)), TOTAL_PLACES);
    score->declared_indicator_sum = points_total(&sums->declared);
    score->declared_execution = declared_execution->is_given ? declared_execution->value : score->execution.score;
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
    struct sums sums = { 0 };
    struct project_score *score = ARENA_NEW(arena, struct project_score);
    score_indicators(score, project, &assessor, &sums);
    score_execution(&score->execution, project, rules);
    score_total(score, &sums, project);
    if (score->is_in_range) {
        project_grade(arena, rules, score);
    }
    return score;
}
