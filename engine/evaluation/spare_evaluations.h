#ifndef ZIPING_SPARE_EVALUATIONS_H
#define ZIPING_SPARE_EVALUATIONS_H

#include "internal.h"

/* Evaluations that were destroyed, with one block of memory each for the next: a batch makes and destroys one for every
   project, and its memory need not come and go as often. Any thread may take and keep at any time. */

/* NULL where memory is refused. */
struct spare_evaluations *spare_evaluations_create(const struct memory *memory);
/* NULL may be destroyed. */
void spare_evaluations_destroy(struct spare_evaluations *spares, const struct memory *memory);

/* NULL where there is none. Nothing of it holds anything but its arena, rewound. */
struct zp_evaluation *spare_evaluations_take(struct spare_evaluations *spares);

/* Answers whether it was kept. It holds nothing but its arena, rewound. */
bool spare_evaluations_keep(struct spare_evaluations *spares, struct zp_evaluation *evaluation);

#endif
