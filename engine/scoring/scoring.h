#ifndef ZIPING_SCORING_H
#define ZIPING_SCORING_H

#include "arena.h"
#include "score.h"

/* Scores a project by a rule set: scoring.md, from An indicator's score to Total and grade. `project` must be scorable.
   Everything lies in `arena`. */
const struct project_score *project_assess(struct arena *arena, struct value_workspace *values,
                                           const struct value_reader *reader, const struct project *project,
                                           const struct rule_set *rules);

#endif
