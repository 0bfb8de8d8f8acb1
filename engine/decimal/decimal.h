#ifndef ZIPING_DECIMAL_H
#define ZIPING_DECIMAL_H

#include "text.h"
#include "writer.h"

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;
/* An int128 needs 16 bytes' alignment, and a decimal of one would take 32 bytes, a quarter of them for nothing. */
typedef int128 int128_of_words __attribute__((aligned(8)));

/* An exact decimal: coefficient ÷ 10^places. `places` is kept as it was printed (87.70 has two), so that a printed
   rate can be compared at the digits that it prints; comparison and arithmetic look at the value only.
   In range are coefficients of up to DECIMAL_MOST_DIGITS digits with up to as many places. A result that does not fit
   (however its last zeros are written) is decimal_out_of_range(), which every later operation hands on: it cannot wrap,
   and it cannot be mistaken for a number. Only decimals in range have a sign, compare, equal and print. */
struct decimal {
    int128_of_words coefficient;
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

/* A narrow decimal is one that a form may really hold: sums, products and comparisons of two of them fit 128 bits and
   are in range, so they are done on the spot. The functions named _widely do the same for any decimals. */
enum { DECIMAL_NARROW_PLACES = 18 };
extern const int64_t decimal_narrow_powers_of_ten[DECIMAL_NARROW_PLACES + 1];

bool decimal_is_in_range_widely(struct decimal decimal);
int decimal_sign_widely(struct decimal decimal);
int decimal_compare_widely(struct decimal a, struct decimal b);
struct decimal decimal_add_widely(struct decimal a, struct decimal b);
struct decimal decimal_subtract_widely(struct decimal a, struct decimal b);
struct decimal decimal_multiply_widely(struct decimal a, struct decimal b);
struct decimal decimal_least_widely(struct decimal a, struct decimal b);
struct decimal decimal_greatest_widely(struct decimal a, struct decimal b);
struct decimal decimal_rounded_half_up_widely(struct decimal a, uint32_t places);

static inline bool decimal_is_narrow(struct decimal decimal)
{
    return decimal.coefficient == (int64_t)decimal.coefficient && decimal.places <= DECIMAL_NARROW_PLACES;
}

/* The coefficient that a narrow decimal has with `places`, which must be neither fewer than its own nor more than a
   narrow one's: less than 10^38. */
static inline int128 decimal_narrow_coefficient(struct decimal decimal, uint32_t places)
{
    return (int128)(int64_t)decimal.coefficient * decimal_narrow_powers_of_ten[places - decimal.places];
}

static inline uint32_t decimal_more_places(struct decimal a, struct decimal b)
{
    return a.places > b.places ? a.places : b.places;
}

static inline struct decimal decimal_from_integer(int64_t integer)
{
    return (struct decimal){ integer, 0 };
}

/* per_cent% of one: decimal_from_per_cent(60) is 0.6. */
static inline struct decimal decimal_from_per_cent(int64_t per_cent)
{
    return (struct decimal){ per_cent, 2 };
}

struct decimal decimal_out_of_range(void);

static inline bool decimal_is_in_range(struct decimal decimal)
{
    return decimal_is_narrow(decimal) || decimal_is_in_range_widely(decimal);
}

/* False for what is out of range. */
static inline bool decimal_is_zero(struct decimal decimal)
{
    return decimal.coefficient == 0;
}

/* The coefficient without its sign. */
static inline uint128 decimal_magnitude(struct decimal decimal)
{
    return (uint128)(decimal.coefficient < 0 ? -decimal.coefficient : decimal.coefficient);
}

/* -1, 0 or 1. */
static inline int decimal_sign(struct decimal decimal)
{
    if (!decimal_is_narrow(decimal)) {
        return decimal_sign_widely(decimal);
    }
    int64_t coefficient = (int64_t)decimal.coefficient;
    return (coefficient > 0) - (coefficient < 0);
}

/* <0, 0, >0. Exact for any two decimals in range. */
static inline int decimal_compare(struct decimal a, struct decimal b)
{
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b)) {
        return decimal_compare_widely(a, b);
    }
    if (a.places == b.places) {
        return ((int64_t)a.coefficient > (int64_t)b.coefficient) - ((int64_t)a.coefficient < (int64_t)b.coefficient);
    }
    uint32_t places = decimal_more_places(a, b);
    int128 difference = decimal_narrow_coefficient(a, places) - decimal_narrow_coefficient(b, places);
    return (difference > 0) - (difference < 0);
}

static inline bool decimal_equals(struct decimal a, struct decimal b)
{
    return decimal_compare(a, b) == 0;
}

static inline struct decimal decimal_add(struct decimal a, struct decimal b)
{
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b)) {
        return decimal_add_widely(a, b);
    }
    if (a.places == b.places) {
        return (struct decimal){ a.coefficient + b.coefficient, a.places };
    }
    uint32_t places = decimal_more_places(a, b);
    return (struct decimal){ decimal_narrow_coefficient(a, places) + decimal_narrow_coefficient(b, places), places };
}

static inline struct decimal decimal_subtract(struct decimal a, struct decimal b)
{
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b)) {
        return decimal_subtract_widely(a, b);
    }
    uint32_t places = decimal_more_places(a, b);
    return (struct decimal){ decimal_narrow_coefficient(a, places) - decimal_narrow_coefficient(b, places), places };
}

static inline struct decimal decimal_multiply(struct decimal a, struct decimal b)
{
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b)) {
        return decimal_multiply_widely(a, b);
    }
    return (struct decimal){ (int128)(int64_t)a.coefficient * (int64_t)b.coefficient, a.places + b.places };
}

static inline struct decimal decimal_least(struct decimal a, struct decimal b)
{
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b)) {
        return decimal_least_widely(a, b);
    }
    return decimal_compare(b, a) < 0 ? b : a;
}

static inline struct decimal decimal_greatest(struct decimal a, struct decimal b)
{
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b)) {
        return decimal_greatest_widely(a, b);
    }
    return decimal_compare(b, a) > 0 ? b : a;
}

/* a × 10^power; power may be negative. */
struct decimal decimal_shifted(struct decimal a, int power);

/* Half up is away from zero at exactly a half. What has no more places stays as it is; more than DECIMAL_MOST_DIGITS
   places of a quotient are out of range. */
static inline struct decimal decimal_rounded_half_up(struct decimal a, uint32_t places)
{
    return decimal_is_narrow(a) && a.places <= places ? a : decimal_rounded_half_up_widely(a, places);
}

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
