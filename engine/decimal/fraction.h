#ifndef ZIPING_FRACTION_H
#define ZIPING_FRACTION_H

#include "decimal.h"
#include "natural.h"

/* An exact sum of quotients: what the parts of one indicator add up to before the one rounding. Whole numbers of up to
   FRACTION_MOST_BITS above and below the line; a sum that needs more, in lowest terms, is out of range and stays so. */
enum { FRACTION_MOST_BITS = 2048 };

struct fraction {
    bool is_in_range;
    bool is_negative;
    struct natural above;
    struct natural below; /* never 0 */
};

void fraction_zero(struct fraction *sum);

/* sum += a × b ÷ c. c must not be 0. Out of range when one of them is. */
void fraction_add_product_quotient(struct fraction *sum, struct decimal a, struct decimal b, struct decimal c);

/* <0, 0, >0; only for sums and decimals in range. */
int fraction_compare(const struct fraction *a, const struct fraction *b);
int fraction_compare_decimal(const struct fraction *a, struct decimal b);

/* Out of range when the sum is, or when its decimal does not fit. */
struct decimal fraction_rounded_half_up(const struct fraction *sum, uint32_t places);

/* Whether the sum is a decimal of at most DECIMAL_MOST_PLACES places; then `decimal_out` has it. */
bool fraction_is_decimal(const struct fraction *sum, struct decimal *decimal_out);

#endif
