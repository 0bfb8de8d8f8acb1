#ifndef ZIPING_FRACTION_H
#define ZIPING_FRACTION_H

#include "decimal.h"

/* An exact sum of quotients: what the parts of one indicator add up to before the one rounding. Whole numbers of up to
   FRACTION_MOST_BITS above and below the line; a sum that needs more is out of range. */
enum { FRACTION_MOST_BITS = 2048, FRACTION_LIMBS = FRACTION_MOST_BITS / 32 };

struct natural {
    uint32_t limb_count;
    uint32_t limbs[FRACTION_LIMBS]; /* least first */
};

struct fraction {
    bool is_in_range;
    bool is_negative;
    struct natural above;
    struct natural below;
};

void fraction_zero(struct fraction *sum);

/* sum += a × b ÷ c. c must not be 0. */
void fraction_add_product_quotient(struct fraction *sum, struct decimal a, struct decimal b, struct decimal c);

/* <0, 0, >0; only for sums in range. */
int fraction_compare(const struct fraction *a, const struct fraction *b);
int fraction_compare_decimal(const struct fraction *a, struct decimal b);

struct decimal fraction_rounded_half_up(const struct fraction *sum, uint32_t places);

/* Whether the sum is a decimal of at most DECIMAL_MOST_PLACES places; then `decimal_out` has it. */
bool fraction_is_decimal(const struct fraction *sum, struct decimal *decimal_out);

#endif
