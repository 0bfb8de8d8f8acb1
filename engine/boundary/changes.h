#ifndef ZIPING_BOUNDARY_CHANGES_H
#define ZIPING_BOUNDARY_CHANGES_H

#include "path.h"
#include "scoring.h"
#include "what_if.h"

/* The nearest executed amount that reaches the goal. */
struct executed_change executed_change_find(const struct what_if *what_if);

/* The nearest executed amount at which none of these vetoes holds; `execution_out` is rate and score there. False where
 * there is none. */
bool executed_change_lift(const struct what_if *what_if, const struct veto *const *vetoes, size_t veto_count,
                          struct executed_change *change_out, struct execution_score *execution_out);

/* An indicator, or one of its 分项. */
struct changed_row {
    const struct indicator_score *indicator;
    const struct indicator_part *part; /* NULL: the indicator has none */
    size_t part_index;
    const struct part_sums *all_parts; /* of an indicator that has some */
};

/* The nearest achieved value of a row that reaches the goal. False where there is nothing to say: a value that changes
   nothing, or full marks that cannot be more. */
bool achieved_change_find(const struct what_if *what_if, const struct changed_row *row,
                          struct achieved_change *change_out);

#endif
