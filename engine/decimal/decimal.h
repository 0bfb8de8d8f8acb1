#ifndef ZIPING_DECIMAL_H
#define ZIPING_DECIMAL_H

#include "text.h"
#include "writer.h"

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/* An exact decimal: coefficient ÷ 10^places. `places` is kept as it was printed (87.70 has two), so that a printed
   rate can be compared at the digits that it prints; comparison and arithmetic look at the value only.
   In range are coefficients of up to DECIMAL_MOST_DIGITS digits with up to as many places. A result that does not fit
   (however its last zeros are written) is decimal_out_of_range(), which every later operation hands on: it cannot wrap,
   and it cannot be mistaken for a number. Only decimals in range have a sign, compare, equal and print. */
struct decimal {
    int128 coefficient;
    uint32_t places;
};

enum {
    DECIMAL_MOST_PLACES = 12,       /* that a text may print */
    DECIMAL_MOST_WHOLE_DIGITS = 18, /* that a text may print */
    DECIMAL_MOST_DIGITS = 38,       /* of any coefficient; also the most places of any decimal */
    DECIMAL_MOST_TEXT_BYTES = 80,   /* of any decimal, as text, with any number of places */
};

enum decimal_status { DECIMAL_READ, DECIMAL_NOT_A_NUMBER, DECIMAL_TOO_LARGE };

/* ASCII digits with an optional leading minus and an optional point with digits on both sides of it; nothing else.
   `decimal_out` is untouched unless DECIMAL_READ. */
enum decimal_status decimal_read(struct text text, struct decimal *decimal_out);

struct decimal decimal_from_integer(int64_t integer);
/* per_cent% of one: decimal_from_per_cent(60) is 0.6. */
struct decimal decimal_from_per_cent(int64_t per_cent);
struct decimal decimal_out_of_range(void);

bool decimal_is_in_range(struct decimal decimal);
/* False for what is out of range. */
bool decimal_is_zero(struct decimal decimal);
/* -1, 0 or 1. */
int decimal_sign(struct decimal decimal);
/* <0, 0, >0. Exact for any two decimals in range. */
int decimal_compare(struct decimal a, struct decimal b);
bool decimal_equals(struct decimal a, struct decimal b);

struct decimal decimal_add(struct decimal a, struct decimal b);
struct decimal decimal_subtract(struct decimal a, struct decimal b);
struct decimal decimal_multiply(struct decimal a, struct decimal b);
struct decimal decimal_least(struct decimal a, struct decimal b);
struct decimal decimal_greatest(struct decimal a, struct decimal b);

/* a × 10^power; power may be negative. */
struct decimal decimal_shifted(struct decimal a, int power);

/* Half up is away from zero at exactly a half. What has no more places stays as it is; more than DECIMAL_MOST_DIGITS
   places of a quotient are out of range. */
struct decimal decimal_rounded_half_up(struct decimal a, uint32_t places);

/* Towards zero. Only for naming the rounding order that somebody else used. */
struct decimal decimal_truncated(struct decimal a, uint32_t places);

/* a ÷ b and a × b ÷ c, exact until rounded once, half up. The divisor must not be 0. */
struct decimal decimal_quotient_rounded_half_up(struct decimal a, struct decimal b, uint32_t places);
struct decimal decimal_product_quotient_rounded_half_up(struct decimal a, struct decimal b, struct decimal c,
                                                        uint32_t places);
/* a × b ÷ c cut after `places`, towards zero. */
struct decimal decimal_product_quotient_truncated(struct decimal a, struct decimal b, struct decimal c,
                                                  uint32_t places);

/* Compares a ÷ b with c ÷ d, exactly; b and d must be positive. */
int decimal_compare_quotients(struct decimal a, struct decimal b, struct decimal c, struct decimal d);

/* Without needless zeros: 87.70 is 87.7, 10.00 is 10, -0 is 0. Writes at most DECIMAL_MOST_TEXT_BYTES, answers how
 * many. */
size_t decimal_to_text(struct decimal decimal, char *bytes_out);
/* With exactly `places`, which must not be fewer than the value has, nor more than DECIMAL_MOST_DIGITS. */
size_t decimal_to_text_with_places(struct decimal decimal, uint32_t places, char *bytes_out);
void writer_decimal(struct writer *writer, struct decimal decimal);
/* With a comma after every three whole digits: 82,993.77. For people, never for programs. */
void writer_decimal_grouped(struct writer *writer, struct decimal decimal);

#endif
