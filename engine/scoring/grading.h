#ifndef ZIPING_GRADING_H
#define ZIPING_GRADING_H

#include "arena.h"
#include "score.h"

/* Band, vetoes and possible grades of a project whose indicators, execution and totals are there. */
void project_grade(struct arena *arena, const struct rule_set *rules, struct project_score *score);

/* Band and grade of a total, and the veto between them: `holds` says of every veto, in order, whether it does. */
void grade_compute(const struct rule_set *rules, struct decimal total, const bool *holds, struct grade_result *grade);

/* What a veto on a level looks at: the computed scores of the level (`upper`) and their weights. False where the
   project has nothing of it. */
bool level_share(const struct veto *veto, const struct project_score *score, struct decimal *upper_out,
                 struct decimal *lower_out);

/* For showing: the share that a veto is on, rounded half up to 6 decimals, and whether the veto holds. False where the
   project has nothing of it. */
bool veto_look(const struct veto *veto, const struct project_score *score, struct decimal *share_out, bool *holds_out);

#endif
