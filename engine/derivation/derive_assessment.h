#ifndef ZIPING_DERIVE_ASSESSMENT_H
#define ZIPING_DERIVE_ASSESSMENT_H

#include "assessment.h"
#include "steps.h"

/* What is assessed: an indicator, or one of its 分项. */
struct cells {
    const struct cell *target;
    const struct cell *adjusted_target;
    const struct cell *achieved;
};

/* From the cells to the verdict. */
void derive_assessment(struct steps *steps, const struct cells *cells, const struct assessment *assessment);

/* A target below zero that was missed, and of which something is kept: both sides have changed their signs. */
bool assessment_is_mirrored(const struct assessment *assessment);

#endif
