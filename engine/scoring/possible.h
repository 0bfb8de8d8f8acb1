#ifndef ZIPING_POSSIBLE_H
#define ZIPING_POSSIBLE_H

#include "arena.h"
#include "score.h"

/* Whether a veto's condition holds for the share upper ÷ lower; lower must be above 0. */
bool veto_holds(const struct veto *veto, struct decimal upper, struct decimal lower);

/* The same for a veto on the execution rate, which is 0 where there is no budget. */
bool execution_veto_holds(const struct veto *veto, const struct execution_score *execution);

/* What a veto that holds makes of a grade, by rank; the best grade has rank 0. */
size_t veto_rank(const struct rule_set *rules, const struct veto *veto, size_t rank);
size_t grade_rank(const struct rule_set *rules, const struct grade_band *grade);
const struct grade_band *grade_at(const struct rule_set *rules, size_t rank);

/* Finds every grade that some total in [low, high] gets, after vetoes. */
void find_possible_grades(struct arena *arena, const struct rule_set *rules, struct project_score *score);

#endif
