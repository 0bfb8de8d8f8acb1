#ifndef ZIPING_SCORING_H
#define ZIPING_SCORING_H

#include "arena.h"
#include "fraction.h"
#include "score.h"

/* Scores a project by a rule set: scoring.md, from An indicator's score to Total and grade. `project` must be scorable.
   Everything lies in `arena`. */
const struct project_score *project_assess(struct arena *arena, struct value_workspace *values,
                                           const struct value_reader *reader, const struct project *project,
                                           const struct rule_set *rules);

/* ---- what would be: parts of that, once more, of copies in which something was changed ---- */

/* The score of an indicator whose assessments were changed. */
void indicator_score_again(struct indicator_score *score, const struct rule_set *rules);

/* What the 分项 of an indicator come to, before rounding. */
struct part_sums {
    struct fraction low;
    struct fraction high;
    struct fraction value;
    size_t missed_count;
};

struct part_sums indicator_part_sums(const struct indicator_score *score, const struct rule_set *rules);
/* Those of all but one of them: from the sums of all, so that trying another value for each takes no sum of the
   others. */
struct part_sums indicator_other_parts(const struct indicator_score *score, const struct part_sums *all,
                                       const struct assessment *part, const struct rule_set *rules);
/* The score of the indicator with these others and one more. */
void indicator_score_with_part(struct indicator_score *score, const struct part_sums *others,
                               const struct assessment *part, const struct rule_set *rules);

/* Rate and score where the executed amount was changed. */
void execution_score_again(struct execution_score *execution, const struct rule_set *rules);
struct decimal project_total(struct decimal indicator_sum, struct decimal execution_score);

#endif
