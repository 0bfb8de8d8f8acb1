#include "decimal.h"

#include "must.h"
#include "natural.h"

#define TEN_TO_19 ((uint128)10000000000000000000u)

static const uint128 powers_of_ten[DECIMAL_MOST_DIGITS + 1] = {
    1u,
    10u,
    100u,
    1000u,
    10000u,
    100000u,
    1000000u,
    10000000u,
    100000000u,
    1000000000u,
    10000000000u,
    100000000000u,
    1000000000000u,
    10000000000000u,
    100000000000000u,
    1000000000000000u,
    10000000000000000u,
    100000000000000000u,
    1000000000000000000u,
    TEN_TO_19,
    TEN_TO_19 * 10u,
    TEN_TO_19 * 100u,
    TEN_TO_19 * 1000u,
    TEN_TO_19 * 10000u,
    TEN_TO_19 * 100000u,
    TEN_TO_19 * 1000000u,
    TEN_TO_19 * 10000000u,
    TEN_TO_19 * 100000000u,
    TEN_TO_19 * 1000000000u,
    TEN_TO_19 * 10000000000u,
    TEN_TO_19 * 100000000000u,
    TEN_TO_19 * 1000000000000u,
    TEN_TO_19 * 10000000000000u,
    TEN_TO_19 * 100000000000000u,
    TEN_TO_19 * 1000000000000000u,
    TEN_TO_19 * 10000000000000000u,
    TEN_TO_19 * 100000000000000000u,
    TEN_TO_19 * 1000000000000000000u,
    TEN_TO_19 * 10000000000000000000u,
};

const int64_t decimal_narrow_powers_of_ten[DECIMAL_NARROW_PLACES + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

enum rounding { HALF_UP, TOWARDS_ZERO };

static int sign_of(int128 number)
{
    return (number > 0) - (number < 0);
}

int decimal_sign_widely(int128 coefficient, uint32_t places)
{
    must(decimal_is_in_range((struct decimal){ coefficient, places }));
    return sign_of(coefficient);
}

/* Answers whether a × b fits 128 bits, without the division that asking the product would take. */
static bool product_fits(uint128 a, uint128 b, uint128 *product_out)
{
    uint128 a_high = a >> 64;
    uint128 b_high = b >> 64;
    if (a_high != 0 && b_high != 0) {
        return false;
    }
    uint128 crossed = a_high * (uint64_t)b + b_high * (uint64_t)a;
    uint128 low = (uint128)(uint64_t)a * (uint64_t)b;
    *product_out = (crossed << 64) + low;
    return crossed >> 64 == 0 && *product_out >= low;
}

/* number × 10^power, where that fits 128 bits. */
static bool shifted_fits(uint128 number, uint32_t power, uint128 *shifted_out)
{
    return power <= DECIMAL_MOST_DIGITS && product_fits(number, powers_of_ten[power], shifted_out);
}

static int compare_widely(struct decimal a, struct decimal b)
{
    int a_sign = decimal_sign(a);
    int b_sign = decimal_sign(b);
    if (a_sign != b_sign) {
        return a_sign - b_sign;
    }
    uint128 a_aligned = decimal_magnitude(a);
    uint128 b_aligned = decimal_magnitude(b);
    /* What does not fit 128 bits is more than the other one, which is not moved and does. */
    if (a.places < b.places && !shifted_fits(a_aligned, b.places - a.places, &a_aligned)) {
        return a_sign;
    }
    if (b.places < a.places && !shifted_fits(b_aligned, a.places - b.places, &b_aligned)) {
        return -a_sign;
    }
    return a_sign * ((a_aligned > b_aligned) - (a_aligned < b_aligned));
}

int decimal_compare_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places)
{
    return compare_widely((struct decimal){ a, a_places }, (struct decimal){ b, b_places });
}

/* A result in the two pieces that the header takes it in. */
static int128 in_pieces(struct decimal decimal, uint32_t *places_out)
{
    *places_out = decimal.places;
    return decimal.coefficient;
}

static void set_product(struct decimal a, struct decimal b, struct natural *product_out)
{
    struct natural factors[2];
    natural_set(&factors[0], decimal_magnitude(a));
    natural_set(&factors[1], decimal_magnitude(b));
    natural_multiply(&factors[0], &factors[1], product_out);
}

static struct decimal signed_decimal(uint128 magnitude, bool is_negative, uint32_t places)
{
    if (magnitude >= (uint128)decimal_limit() || places > DECIMAL_MOST_DIGITS) {
        struct natural natural;
        natural_set(&natural, magnitude);
        return natural_to_decimal(&natural, is_negative, places);
    }
    return (struct decimal){ is_negative ? -(int128)magnitude : (int128)magnitude, places };
}

/* The sum where an aligned coefficient does not fit 128 bits; the sum itself may still. */
static struct decimal add_naturals(struct decimal a, struct decimal b)
{
    uint32_t places = a.places > b.places ? a.places : b.places;
    struct natural larger;
    struct natural smaller;
    bool is_negative = a.coefficient < 0;
    natural_set(&larger, decimal_magnitude(a));
    natural_shift(&larger, places - a.places);
    natural_set(&smaller, decimal_magnitude(b));
    natural_shift(&smaller, places - b.places);
    if ((a.coefficient < 0) == (b.coefficient < 0)) {
        natural_increase(&larger, &smaller);
        return natural_to_decimal(&larger, is_negative, places);
    }
    if (natural_compare(&larger, &smaller) >= 0) {
        natural_decrease(&larger, &smaller);
        return natural_to_decimal(&larger, is_negative, places);
    }
    natural_decrease(&smaller, &larger);
    return natural_to_decimal(&smaller, !is_negative, places);
}

/* Gives `decimal` the places of one that has more, where its coefficient then still is in range. */
static bool aligned(struct decimal *decimal, uint32_t places)
{
    if (decimal->places >= places) {
        return true;
    }
    uint128 magnitude;
    if (!shifted_fits(decimal_magnitude(*decimal), places - decimal->places, &magnitude) ||
        magnitude >= (uint128)decimal_limit()) {
        return false;
    }
    decimal->coefficient = decimal->coefficient < 0 ? -(int128)magnitude : (int128)magnitude;
    decimal->places = places;
    return true;
}

static struct decimal add_widely(struct decimal a, struct decimal b)
{
    if (!decimal_is_in_range(a) || !decimal_is_in_range(b)) {
        return decimal_out_of_range();
    }
    struct decimal a_aligned = a;
    struct decimal b_aligned = b;
    if (!aligned(&a_aligned, b.places) || !aligned(&b_aligned, a.places)) {
        return add_naturals(a, b);
    }
    /* Two coefficients of 38 digits may add up to more than an int128 holds, never to more than a uint128 does. */
    bool a_is_negative = a.coefficient < 0;
    bool b_is_negative = b.coefficient < 0;
    if (a_is_negative == b_is_negative) {
        return signed_decimal(decimal_magnitude(a_aligned) + decimal_magnitude(b_aligned), a_is_negative,
                              a_aligned.places);
    }
    return (struct decimal){ a_aligned.coefficient + b_aligned.coefficient, a_aligned.places };
}

int128 decimal_add_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places, uint32_t *places_out)
{
    return in_pieces(add_widely((struct decimal){ a, a_places }, (struct decimal){ b, b_places }), places_out);
}

static struct decimal negated(struct decimal decimal)
{
    if (!decimal_is_in_range(decimal)) {
        return decimal_out_of_range();
    }
    return (struct decimal){ -decimal.coefficient, decimal.places };
}

int128 decimal_subtract_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places, uint32_t *places_out)
{
    return in_pieces(add_widely((struct decimal){ a, a_places }, negated((struct decimal){ b, b_places })), places_out);
}

static struct decimal multiply_widely(struct decimal a, struct decimal b)
{
    if (!decimal_is_in_range(a) || !decimal_is_in_range(b)) {
        return decimal_out_of_range();
    }
    bool is_negative = (a.coefficient < 0) != (b.coefficient < 0);
    uint128 magnitude;
    if (product_fits(decimal_magnitude(a), decimal_magnitude(b), &magnitude)) {
        return signed_decimal(magnitude, is_negative, a.places + b.places);
    }
    struct natural product;
    set_product(a, b, &product);
    return natural_to_decimal(&product, is_negative, a.places + b.places);
}

int128 decimal_multiply_widely(int128 a, uint32_t a_places, int128 b, uint32_t b_places, uint32_t *places_out)
{
    return in_pieces(multiply_widely((struct decimal){ a, a_places }, (struct decimal){ b, b_places }), places_out);
}

DECIMAL_RARELY_CALLED static struct decimal shifted_widely(struct decimal a, int power)
{
    /* Nothing but 0 can be moved farther than by all its digits and all its places. */
    if (!decimal_is_in_range(a) || power > 2 * DECIMAL_MOST_DIGITS || power < -2 * DECIMAL_MOST_DIGITS) {
        return decimal_out_of_range();
    }
    int places = (int)a.places - power;
    uint128 magnitude = decimal_magnitude(a);
    if (places < 0) {
        if (!shifted_fits(magnitude, (uint32_t)-places, &magnitude)) {
            return decimal_out_of_range();
        }
        places = 0;
    }
    return signed_decimal(magnitude, a.coefficient < 0, (uint32_t)places);
}

struct decimal decimal_shifted(struct decimal a, int power)
{
    if (decimal_is_zero(a)) {
        return decimal_is_in_range(a) ? a : decimal_out_of_range();
    }
    if (!decimal_is_narrow(a) || power > DECIMAL_MOST_DIGITS || power < -DECIMAL_MOST_DIGITS) {
        return shifted_widely(a, power);
    }
    int places = (int)a.places - power;
    int64_t coefficient = (int64_t)a.coefficient;
    if (places > DECIMAL_MOST_DIGITS || (places < 0 && !decimal_move(coefficient, (uint32_t)-places, &coefficient))) {
        return shifted_widely(a, power);
    }
    return (struct decimal){ coefficient, places < 0 ? 0 : (uint32_t)places };
}

static uint128 divided(uint128 above, uint128 below, enum rounding rounding)
{
    uint128 quotient;
    uint128 rest;
    /* The compiler's 128-bit division costs a call even where one instruction would do. */
    if (above >> 64 == 0 && below >> 64 == 0) {
        quotient = (uint64_t)above / (uint64_t)below;
        rest = (uint64_t)above % (uint64_t)below;
    } else {
        quotient = above / below;
        rest = above - quotient * below;
    }
    return quotient + (rounding == HALF_UP && rest >= below - rest);
}

static struct decimal rounded(struct decimal a, uint32_t places, enum rounding rounding)
{
    if (!decimal_is_in_range(a)) {
        return decimal_out_of_range();
    }
    if (a.places <= places) {
        return a;
    }
    uint128 magnitude = divided(decimal_magnitude(a), powers_of_ten[a.places - places], rounding);
    return signed_decimal(magnitude, a.coefficient < 0, places);
}

int128 decimal_round_half_up_widely(int128 a, uint32_t a_places, uint32_t places, uint32_t *places_out)
{
    return in_pieces(rounded((struct decimal){ a, a_places }, places, HALF_UP), places_out);
}

uint32_t decimal_needed_places(struct decimal decimal)
{
    while (decimal.places > 0 && decimal.coefficient % 10 == 0) {
        decimal.coefficient /= 10;
        decimal.places--;
    }
    return decimal.places;
}

struct decimal decimal_truncated(struct decimal a, uint32_t places)
{
    return rounded(a, places, TOWARDS_ZERO);
}

/* |a × b ÷ c| × 10^power as one quotient of whole numbers, each within 10^(4 × 38), which is less than 2^506. */
static void divide_widely(struct decimal a, struct decimal b, struct decimal c, int power, enum rounding rounding,
                          struct natural *quotient_out)
{
    struct natural above;
    struct natural below;
    struct natural rest;
    set_product(a, b, &above);
    natural_set(&below, decimal_magnitude(c));
    natural_shift(power > 0 ? &above : &below, (uint32_t)(power > 0 ? power : -power));
    natural_divide(&above, &below, quotient_out, &rest);
    struct natural complement;
    natural_copy(&complement, &below);
    natural_decrease(&complement, &rest);
    if (rounding == HALF_UP && natural_compare(&rest, &complement) >= 0) {
        struct natural one;
        natural_set(&one, 1);
        natural_increase(quotient_out, &one);
    }
}

/* The same where everything fits 128 bits, as it does for the amounts of real forms. */
static bool divide_in_128_bits(struct decimal a, struct decimal b, struct decimal c, int power, enum rounding rounding,
                               uint128 *quotient_out)
{
    uint128 above;
    uint128 below = decimal_magnitude(c);
    if (!product_fits(decimal_magnitude(a), decimal_magnitude(b), &above) ||
        !shifted_fits(power > 0 ? above : below, (uint32_t)(power > 0 ? power : -power), power > 0 ? &above : &below)) {
        return false;
    }
    *quotient_out = divided(above, below, rounding);
    return true;
}

/* a × b ÷ c where everything fits 64 bits, as it does for the scores of real forms. */
static inline bool divide_narrowly(struct decimal a, struct decimal b, struct decimal c, uint32_t places,
                                   enum rounding rounding, struct decimal *quotient_out)
{
    uint32_t above_places = a.places + b.places;
    uint32_t below_places = places + c.places;
    int64_t above;
    int64_t below = (int64_t)c.coefficient;
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b) || !decimal_is_narrow(c) || below <= 0 ||
        places > DECIMAL_MOST_DIGITS ||
        __builtin_mul_overflow((int64_t)a.coefficient, (int64_t)b.coefficient, &above) ||
        (below_places > above_places && !decimal_move(above, below_places - above_places, &above)) ||
        (below_places < above_places && !decimal_move(below, above_places - below_places, &below))) {
        return false;
    }
    int64_t quotient = above / below;
    int64_t rest = above % below; /* has the sign of what is above */
    if (rounding == HALF_UP && (rest < 0 ? -rest : rest) >= below - (rest < 0 ? -rest : rest)) {
        quotient += above < 0 ? -1 : 1;
    }
    *quotient_out = (struct decimal){ quotient, places };
    return true;
}

DECIMAL_RARELY_CALLED static struct decimal product_quotient_widely(const struct decimal *a, const struct decimal *b,
                                                                    const struct decimal *c, uint32_t places,
                                                                    enum rounding rounding)
{
    if (!decimal_is_in_range(*a) || !decimal_is_in_range(*b) || !decimal_is_in_range(*c) ||
        places > DECIMAL_MOST_DIGITS) {
        return decimal_out_of_range();
    }
    must(c->coefficient != 0);
    bool is_negative = (sign_of(a->coefficient) * sign_of(b->coefficient) * sign_of(c->coefficient)) < 0;
    int power = (int)(places + c->places) - (int)(a->places + b->places);
    uint128 magnitude;
    if (divide_in_128_bits(*a, *b, *c, power, rounding, &magnitude)) {
        return signed_decimal(magnitude, is_negative, places);
    }
    struct natural quotient;
    divide_widely(*a, *b, *c, power, rounding, &quotient);
    return natural_to_decimal(&quotient, is_negative, places);
}

static inline struct decimal product_quotient(struct decimal a, struct decimal b, struct decimal c, uint32_t places,
                                              enum rounding rounding)
{
    struct decimal narrow;
    return divide_narrowly(a, b, c, places, rounding, &narrow) ? narrow
                                                               : product_quotient_widely(&a, &b, &c, places, rounding);
}

struct decimal decimal_quotient_rounded_half_up(struct decimal a, struct decimal b, uint32_t places)
{
    return product_quotient(a, decimal_from_integer(1), b, places, HALF_UP);
}

struct decimal decimal_product_quotient_rounded_half_up(struct decimal a, struct decimal b, struct decimal c,
                                                        uint32_t places)
{
    return product_quotient(a, b, c, places, HALF_UP);
}

struct decimal decimal_product_quotient_truncated(struct decimal a, struct decimal b, struct decimal c, uint32_t places)
{
    return product_quotient(a, b, c, places, TOWARDS_ZERO);
}

/* Compares a × b × 10^power with c × d without their signs. */
static int compare_products(struct decimal a, struct decimal b, int power, struct decimal c, struct decimal d)
{
    uint32_t left_power = (uint32_t)(power > 0 ? power : 0);
    uint32_t right_power = (uint32_t)(power < 0 ? -power : 0);
    uint128 left;
    uint128 right;
    if (product_fits(decimal_magnitude(a), decimal_magnitude(b), &left) && shifted_fits(left, left_power, &left) &&
        product_fits(decimal_magnitude(c), decimal_magnitude(d), &right) && shifted_fits(right, right_power, &right)) {
        return (left > right) - (left < right);
    }
    struct natural left_product;
    struct natural right_product;
    set_product(a, b, &left_product);
    natural_shift(&left_product, left_power);
    set_product(c, d, &right_product);
    natural_shift(&right_product, right_power);
    return natural_compare(&left_product, &right_product);
}

/* Of two shares of real forms everything fits 64 bits. */
static inline bool compare_quotients_narrowly(struct decimal a, struct decimal b, struct decimal c, struct decimal d,
                                              int *order_out)
{
    int64_t left;
    int64_t right;
    if (!decimal_is_narrow(a) || !decimal_is_narrow(b) || !decimal_is_narrow(c) || !decimal_is_narrow(d) ||
        __builtin_mul_overflow((int64_t)a.coefficient, (int64_t)d.coefficient, &left) ||
        __builtin_mul_overflow((int64_t)c.coefficient, (int64_t)b.coefficient, &right) ||
        !decimal_align((struct decimal){ left, a.places + d.places }, (struct decimal){ right, c.places + b.places },
                       &left, &right)) {
        return false;
    }
    must((int64_t)b.coefficient > 0 && (int64_t)d.coefficient > 0);
    *order_out = (left > right) - (left < right);
    return true;
}

DECIMAL_RARELY_CALLED static int compare_quotients_widely(const struct decimal *a, const struct decimal *b,
                                                          const struct decimal *c, const struct decimal *d)
{
    must(decimal_sign(*b) > 0 && decimal_sign(*d) > 0);
    int a_sign = decimal_sign(*a);
    int c_sign = decimal_sign(*c);
    if (a_sign != c_sign) {
        return a_sign - c_sign;
    }
    int power = (int)(b->places + c->places) - (int)(a->places + d->places);
    return a_sign * compare_products(*a, *d, power, *c, *b);
}

int decimal_compare_quotients(struct decimal a, struct decimal b, struct decimal c, struct decimal d)
{
    int order;
    return compare_quotients_narrowly(a, b, c, d, &order) ? order : compare_quotients_widely(&a, &b, &c, &d);
}
