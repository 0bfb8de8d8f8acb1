#ifndef ZIPING_ASSESSMENT_H
#define ZIPING_ASSESSMENT_H

#include "arena.h"
#include "score.h"

/* What an assessment looks with. */
struct assessor {
    struct arena *arena;
    struct value_workspace *values;
    const struct value_reader *reader;
    const struct rule_set *rules;
    int32_t year; /* of the project */
};

/* The comparison of a target; without a sign it means ≤ for cost, else ≥. */
enum comparison target_comparison(const struct value *target, bool is_cost);

/* Holds one achieved value against its target. `is_cost`: the indicator stands under a cost level. */
void assess(const struct assessor *assessor, const struct cell *target, const struct cell *adjusted_target,
            const struct cell *achieved, bool is_cost, struct assessment *assessment_out);

/* Holds another achieved number, in the unit of the one that was read or, where none was, in that of the target,
   against a target that is a number or a range: for asking what would be. */
void assess_number(const struct value_reader *reader, const struct rule_set *rules, struct decimal number,
                   struct assessment *assessment);

/* Missed by going beyond it (≤, <, the upper end of a range, or = where a surplus counts), not by falling short. */
static inline bool assessment_exceeds_limit(const struct assessment *assessment)
{
    return assessment->verdict == VERDICT_MISSED && assessment->is_compared &&
           decimal_compare(assessment->compared_achieved, assessment->compared_target) > 0;
}

/* What stands in the place of an assessment where nothing is assessed. */
void assessment_clear(struct assessment *assessment_out);

/* The shares of the weight that an assessment admits, and the one it takes where nothing is declared: 区间 and 取值.
   For VERDICT_MISSED, whose share is a quotient, all three are 0. */
const struct share_interval *assessment_shares(const struct assessment *assessment, const struct rule_set *rules);

#endif
