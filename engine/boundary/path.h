#ifndef ZIPING_BOUNDARY_PATH_H
#define ZIPING_BOUNDARY_PATH_H

#include "decimal.h"

#include <stdbool.h>

/* Steps on a grid, away from what is, and which of them is the first that does. Along the way there are stretches; in
   each of them what does and what does not do is parted once at most. So a few looks are enough for any number of
   steps. */

struct path_place {
    int stretch; /* never less than at a step before */
    bool does;
    bool is_behind_end;
};

struct path {
    void *context;
    struct path_place (*look)(void *context, uint128 step);
    uint128 first_step;
};

/* Answers whether a step does. */
bool path_find(const struct path *path, uint128 *step_out);

/* The first step that does on either of two ways from one point; the first of them where both are as near. */
bool nearer_step(const struct path *a, const struct path *b, uint128 *step_out, bool *is_b_out);

#endif
