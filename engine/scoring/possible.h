#ifndef ZIPING_POSSIBLE_H
#define ZIPING_POSSIBLE_H

#include "arena.h"
#include "score.h"

/* Whether a veto on the execution rate holds; the rate is 0 where there is no budget. */
bool execution_veto_holds(const struct veto *veto, const struct execution_score *execution);

/* Finds every grade that some total in [low, high] gets, after vetoes. */
void find_possible_grades(struct arena *arena, const struct rule_set *rules, struct project_score *score);

#endif
