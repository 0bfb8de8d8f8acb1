#ifndef ZIPING_BOUNDARY_WHAT_IF_H
#define ZIPING_BOUNDARY_WHAT_IF_H

#include "boundary.h"

/* A project in which one thing is changed, graded as scoring grades it, without going over the whole form again. */

struct veto_share {
    const struct veto *veto;
    bool has_subject;     /* the project has something of it */
    struct decimal upper; /* of a veto on a level: its computed scores ÷ its weights */
    struct decimal lower;
};

struct what_if {
    const struct boundary_source *source;
    struct execution_score execution; /* as it is, or as it has to be first */
    struct veto_share *shares;        /* one for each veto, in order */
    size_t share_count;
    size_t goal; /* rank of the grade to be reached */
    bool is_upwards;
};

struct outcome {
    struct decimal total;
    const struct grade_band *grade; /* NULL: below all bands */
    bool is_goal;                   /* the grade or, upwards, a better one, downwards a worse one */
};

struct what_if what_if_begin(const struct boundary_source *source);

/* With `points` for an indicator instead of its computed score. NULL: with nothing changed but the execution. */
struct outcome what_if_outcome(const struct what_if *what_if, const struct execution_score *execution,
                               const struct indicator_score *changed, struct decimal points);

/* How many bounds of vetoes lie below the share that they are on: it never falls while the share rises. Of vetoes on
   the level of `changed`, or, where that is NULL, on the execution rate. */
int what_if_bounds_passed(const struct what_if *what_if, const struct execution_score *execution,
                          const struct indicator_score *changed, struct decimal points);

#endif
