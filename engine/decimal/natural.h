#ifndef ZIPING_NATURAL_H
#define ZIPING_NATURAL_H

#include "decimal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whole numbers from 0 up, for what does not fit 128 bits on its way to one rounding. No limb above the last one in
   use is ever read, so that small numbers are cheap. Results must not be the same objects as arguments, unless a
   function says that it changes its argument. A result beyond NATURAL_MOST_BITS is a mistake of ours: callers know
   how large theirs can get. */
enum { NATURAL_MOST_BITS = 2560, NATURAL_LIMBS = NATURAL_MOST_BITS / 32 };

struct natural {
    size_t limb_count;             /* the last limb in use is not 0; the number 0 has none */
    uint32_t limbs[NATURAL_LIMBS]; /* least first */
};

void natural_set(struct natural *natural, uint128 value);
void natural_copy(struct natural *copy, const struct natural *original);

bool natural_is_zero(const struct natural *natural);
uint32_t natural_bits(const struct natural *natural);
/* <0, 0, >0. */
int natural_compare(const struct natural *a, const struct natural *b);

/* a += b. */
void natural_increase(struct natural *a, const struct natural *b);
/* a -= b, which must not be more than a. */
void natural_decrease(struct natural *a, const struct natural *b);
void natural_multiply(const struct natural *a, const struct natural *b, struct natural *product_out);
/* natural × 10^power, in place. */
void natural_shift(struct natural *natural, uint32_t power);
/* b must not be 0. */
void natural_divide(const struct natural *a, const struct natural *b, struct natural *quotient_out,
                    struct natural *remainder_out);
/* The greatest that divides both; the other one when one is 0. */
void natural_greatest_divisor(const struct natural *a, const struct natural *b, struct natural *divisor_out);

/* The decimal ±natural ÷ 10^places, without so many of its last zeros as it must lose to fit; out of range if it
   does not fit. Changes `natural`. */
struct decimal natural_to_decimal(struct natural *natural, bool is_negative, uint32_t places);

#endif
