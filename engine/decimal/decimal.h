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

/* What hardly ever runs stays a function of its own: taken into the ways that forms go, it would make them save
   registers for it. */
#define DECIMAL_RARELY_CALLED __attribute__((noinline, cold))

/* A narrow decimal is one that a form may really hold: its coefficient fits 64 bits. What does so all the way is done
   on the spot. The functions named _widely do the same for any decimals; they take and give them in pieces, which stay
   in registers: a structure would lie ready in memory for a call that is hardly ever made. */
enum { DECIMAL_NARROW_PLACES = 18 }; /* by which a narrow coefficient is moved on the spot */
extern const int64_t decimal_narrow_powers_of_ten[DECIMAL_NARROW_PLACES + 1];

int decimal_sign_widely(int128 coefficient, uint32_t places);
int decimal_compare_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places);
/* These answer the coefficient of the result. */
int128 decimal_add_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places, uint32_t *places_out);
int128 decimal_subtract_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places, uint32_t *places_out);
int128 decimal_multiply_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places, uint32_t *places_out);
int128 decimal_round_half_up_widely(int128 a, uint32_t a_places, uint32_t places, uint32_t *places_out);

static inline bool decimal_is_narrow(struct decimal decimal)
{
    return decimal.coefficient == (int64_t)decimal.coefficient;
}

/* coefficient × 10^power, where that fits. */
static inline bool decimal_move(int64_t coefficient, uint32_t power, int64_t *moved_out)
{
    return power <= DECIMAL_NARROW_PLACES &&
           !__builtin_mul_overflow(coefficient, decimal_narrow_powers_of_ten[power], moved_out);
}

/* The coefficients that two narrow decimals have with the same places, where those still fit 64 bits. */
static inline bool decimal_align(struct decimal a, struct decimal b, int64_t *a_out, int64_t *b_out)
{
    *a_out = (int64_t)a.coefficient;
    *b_out = (int64_t)b.coefficient;
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b)) {
        return false;
    }
    if (a.places < b.places) {
        return decimal_move(*a_out, b.places - a.places, a_out);
    }
    return a.places == b.places || decimal_move(*b_out, a.places - b.places, b_out);
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

/* Greater than any coefficient. */
static inline int128 decimal_limit(void)
{
    return (int128)10000000000000000000u * 10000000000000000000u;
}

static inline struct decimal decimal_out_of_range(void)
{
    return (struct decimal){ -decimal_limit(), 0 };
}

static inline bool decimal_is_in_range(struct decimal decimal)
{
    bool is_in_range =
        decimal_is_narrow(decimal) || (decimal.coefficient > -decimal_limit() && decimal.coefficient < decimal_limit());
    return is_in_range && decimal.places <= DECIMAL_MOST_DIGITS;
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
        return decimal_sign_widely(decimal.coefficient, decimal.places);
    }
    int64_t coefficient = (int64_t)decimal.coefficient;
    return (coefficient > 0) - (coefficient < 0);
}

/* <0, 0, >0. Exact for any two decimals in range. */
static inline int decimal_compare(struct decimal a, struct decimal b)
{
    int64_t a_aligned;
    int64_t b_aligned;
    if (!decimal_align(a, b, &a_aligned, &b_aligned)) {
        return decimal_compare_widely(a.coefficient, a.places, b.coefficient, b.places);
    }
    return (a_aligned > b_aligned) - (a_aligned < b_aligned);
}

static inline bool decimal_equals(struct decimal a, struct decimal b)
{
    return decimal_compare(a, b) == 0;
}

static inline struct decimal decimal_add(struct decimal a, struct decimal b)
{
    int64_t a_aligned;
    int64_t b_aligned;
    int64_t sum;
    if (decimal_align(a, b, &a_aligned, &b_aligned) && !__builtin_add_overflow(a_aligned, b_aligned, &sum)) {
        return (struct decimal){ sum, decimal_more_places(a, b) };
    }
    uint32_t wide_places;
    int128 wide = decimal_add_widely(a.coefficient, a.places, b.coefficient, b.places, &wide_places);
    return (struct decimal){ wide, wide_places };
}

static inline struct decimal decimal_subtract(struct decimal a, struct decimal b)
{
    int64_t a_aligned;
    int64_t b_aligned;
    int64_t difference;
    if (decimal_align(a, b, &a_aligned, &b_aligned) && !__builtin_sub_overflow(a_aligned, b_aligned, &difference)) {
        return (struct decimal){ difference, decimal_more_places(a, b) };
    }
    uint32_t wide_places;
    int128 wide = decimal_subtract_widely(a.coefficient, a.places, b.coefficient, b.places, &wide_places);
    return (struct decimal){ wide, wide_places };
}

static inline struct decimal decimal_multiply(struct decimal a, struct decimal b)
{
    if (decimal_is_narrow(a) && decimal_is_narrow(b) && a.places + b.places <= DECIMAL_MOST_DIGITS) {
        return (struct decimal){ (int128)(int64_t)a.coefficient * (int64_t)b.coefficient, a.places + b.places };
    }
    uint32_t wide_places;
    int128 wide = decimal_multiply_widely(a.coefficient, a.places, b.coefficient, b.places, &wide_places);
    return (struct decimal){ wide, wide_places };
}

static inline struct decimal decimal_least(struct decimal a, struct decimal b)
{
    if (!decimal_is_in_range(a) || !decimal_is_in_range(b)) {
        return decimal_out_of_range();
    }
    return decimal_compare(b, a) < 0 ? b : a;
}

static inline struct decimal decimal_greatest(struct decimal a, struct decimal b)
{
    if (!decimal_is_in_range(a) || !decimal_is_in_range(b)) {
        return decimal_out_of_range();
    }
    return decimal_compare(b, a) > 0 ? b : a;
}

/* The places that a value needs: none for 4.00. */
uint32_t decimal_needed_places(struct decimal decimal);

/* a × 10^power; power may be negative. */
struct decimal decimal_shifted(struct decimal a, int power);

/* Half up is away from zero at exactly a half. What has no more places stays as it is; more than DECIMAL_MOST_DIGITS
   places of a quotient are out of range. */
static inline struct decimal decimal_rounded_half_up(struct decimal a, uint32_t places)
{
    if (decimal_is_narrow(a) && a.places <= places) {
        return a;
    }
    uint32_t rounded_places;
    int128 rounded = decimal_round_half_up_widely(a.coefficient, a.places, places, &rounded_places);
    return (struct decimal){ rounded, rounded_places };
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
