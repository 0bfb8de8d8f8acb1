#ifndef ZIPING_BOUNDARY_CHANGES_H
#define ZIPING_BOUNDARY_CHANGES_H

#include "path.h"
#include "what_if.h"

/* The nearest executed amount that reaches the goal. */
struct executed_change executed_change_find(const struct what_if *what_if);

/* The nearest executed amount at which none of these vetoes holds; `execution_out` is rate and score there. False where
 * there is none. */
bool executed_change_lift(const struct what_if *what_if, const struct veto *const *vetoes, size_t veto_count,
                          struct executed_change *change_out, struct execution_score *execution_out);

/* The nearest achieved value of an indicator, or of one of its 分项 (`part` and its index), that reaches the goal.
   False where there is nothing to say: a value that changes nothing, or full marks that cannot be more. */
bool achieved_change_find(const struct what_if *what_if, const struct indicator_score *indicator,
                          const struct indicator_part *part, size_t part_index, struct achieved_change *change_out);

#endif
