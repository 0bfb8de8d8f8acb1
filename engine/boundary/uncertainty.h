#ifndef ZIPING_BOUNDARY_UNCERTAINTY_H
#define ZIPING_BOUNDARY_UNCERTAINTY_H

#include "boundary.h"

/* Fills in `uncertain`. */
void uncertainty_find(const struct boundary_source *source, struct boundaries *boundaries);

#endif
