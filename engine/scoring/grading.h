#ifndef ZIPING_GRADING_H
#define ZIPING_GRADING_H

#include "arena.h"
#include "score.h"

/* Band, vetoes and possible grades of a project whose indicators, execution and totals are there. */
void project_grade(struct arena *arena, const struct rule_set *rules, struct project_score *score);

/* For showing: the share that a veto is on, rounded half up to 6 decimals, and whether the veto holds. False where the
   project has nothing of it. */
bool veto_look(const struct veto *veto, const struct project_score *score, struct decimal *share_out, bool *holds_out);

#endif
