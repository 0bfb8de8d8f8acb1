#ifndef ZIPING_BOUNDARY_TRIAL_H
#define ZIPING_BOUNDARY_TRIAL_H

#include "scoring.h"
#include "what_if.h"

/* An achieved value that may be another one. */
struct trial {
    const struct what_if *what_if;
    const struct indicator_score *indicator; /* as it is */
    struct indicator_score score;            /* a copy, with what is tried */
    struct assessment *assessment;           /* the one that is changed */
    struct assessment as_it_is;
    const struct indicator_part *part;   /* NULL: none */
    const struct part_sums *other_parts; /* of a part */
    struct decimal from;
    struct decimal unit; /* of the grid; below 0 towards smaller values */
    bool is_outwards;    /* from where the target is met to where the goal is reached no longer */
};

/* The assessment to be changed, before trial_score_again. */
struct assessment *trial_assessment(struct trial *trial);

/* The score that follows from it. */
void trial_score_again(struct trial *trial);

/* The project with `points` for the indicator. */
struct outcome trial_outcome(const struct trial *trial, struct decimal points);

/* Points, total and grade of a change. */
void trial_conclude(const struct trial *trial, struct achieved_change *change, struct decimal points);

/* The nearest number, or the nearest tier, that reaches the goal; where there is none, what the best one gives. */
void trial_find_number(struct trial *trial, struct achieved_change *change);
void trial_find_tier(struct trial *trial, struct achieved_change *change);

#endif
