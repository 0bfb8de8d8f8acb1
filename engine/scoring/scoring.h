#ifndef ZIPING_SCORING_H
#define ZIPING_SCORING_H

#include "arena.h"
#include "score.h"

/* Scores a project by a rule set: scoring.md, from An indicator's score to Total and grade. `project` must be scorable.
   Everything lies in `arena`. */
const struct project_score *project_assess(struct arena *arena, struct value_workspace *values,
                                           const struct value_reader *reader, const struct project *project,
                                           const struct rule_set *rules);

/* ---- what would be: parts of that, once more, of copies in which something was changed ---- */

/* The score of an indicator whose assessments were changed. */
void indicator_score_again(struct indicator_score *score, const struct rule_set *rules);
/* Rate and score where the executed amount was changed. */
void execution_score_again(struct execution_score *execution, const struct rule_set *rules);
struct decimal project_total(struct decimal indicator_sum, struct decimal execution_score);

#endif
