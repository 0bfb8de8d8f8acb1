#include "fraction.h"

#include "must.h"

void fraction_zero(struct fraction *sum)
{
    sum->is_in_range = true;
    sum->is_negative = false;
    natural_set(&sum->above, 0);
    natural_set(&sum->below, 1);
}

/* ±a × b ÷ c as it stands: above and below the line at most 10^(3 × 38), which is less than 2^379. */
static void set_term(struct fraction *term, struct decimal a, struct decimal b, struct decimal c)
{
    struct natural factors[2];
    natural_set(&factors[0], decimal_magnitude(a));
    natural_set(&factors[1], decimal_magnitude(b));
    natural_multiply(&factors[0], &factors[1], &term->above);
    natural_set(&term->below, decimal_magnitude(c));
    uint32_t places = a.places + b.places;
    if (c.places > places) {
        natural_shift(&term->above, c.places - places);
    } else {
        natural_shift(&term->below, places - c.places);
    }
    term->is_in_range = true;
    term->is_negative = ((a.coefficient < 0) != (b.coefficient < 0)) != (c.coefficient < 0);
}

/* natural × factor, in place. */
static void multiply_by(struct natural *natural, const struct natural *factor)
{
    struct natural product;
    natural_multiply(natural, factor, &product);
    natural_copy(natural, &product);
}

/* natural ÷ divisor, in place, where nothing remains. */
static void divide_by(struct natural *natural, const struct natural *divisor)
{
    struct natural quotient;
    struct natural rest;
    natural_divide(natural, divisor, &quotient, &rest);
    must(natural_is_zero(&rest));
    natural_copy(natural, &quotient);
}

/* Brings both to their least common denominator. */
static void align(struct fraction *sum, struct fraction *term)
{
    if (natural_compare(&sum->below, &term->below) == 0) {
        return;
    }
    struct natural divisor;
    natural_greatest_divisor(&sum->below, &term->below, &divisor);
    struct natural for_sum;
    natural_copy(&for_sum, &term->below);
    divide_by(&for_sum, &divisor);
    struct natural for_term;
    natural_copy(&for_term, &sum->below);
    divide_by(&for_term, &divisor);
    multiply_by(&sum->above, &for_sum);
    multiply_by(&sum->below, &for_sum);
    multiply_by(&term->above, &for_term);
    natural_copy(&term->below, &sum->below);
}

/* sum += term, where both have one denominator. */
static void add_above(struct fraction *sum, struct fraction *term)
{
    if (sum->is_negative == term->is_negative) {
        natural_increase(&sum->above, &term->above);
    } else if (natural_compare(&sum->above, &term->above) >= 0) {
        natural_decrease(&sum->above, &term->above);
    } else {
        natural_decrease(&term->above, &sum->above);
        natural_copy(&sum->above, &term->above);
        sum->is_negative = term->is_negative;
    }
}

static bool fits(const struct fraction *sum)
{
    return natural_bits(&sum->above) <= FRACTION_MOST_BITS && natural_bits(&sum->below) <= FRACTION_MOST_BITS;
}

static void reduce(struct fraction *sum)
{
    struct natural divisor;
    natural_greatest_divisor(&sum->above, &sum->below, &divisor);
    divide_by(&sum->above, &divisor);
    divide_by(&sum->below, &divisor);
}

static void leave_range(struct fraction *sum)
{
    fraction_zero(sum);
    sum->is_in_range = false;
}

void fraction_add_product_quotient(struct fraction *sum, struct decimal a, struct decimal b, struct decimal c)
{
    if (!sum->is_in_range) {
        return;
    }
    if (!decimal_is_in_range(a) || !decimal_is_in_range(b) || !decimal_is_in_range(c)) {
        leave_range(sum);
        return;
    }
    must(c.coefficient != 0);
    struct fraction term;
    set_term(&term, a, b, c);
    if (natural_is_zero(&term.above)) {
        return;
    }
    align(sum, &term);
    add_above(sum, &term);
    if (natural_is_zero(&sum->above)) {
        fraction_zero(sum);
        return;
    }
    /* Only now: most sums never come near the limit, and lowest terms cost far more than the sum. */
    if (!fits(sum)) {
        reduce(sum);
    }
    if (!fits(sum)) {
        leave_range(sum);
    }
}

/* One quotient of two that are compared. */
struct quotient {
    struct natural above;
    struct natural below;
    struct natural whole;
    struct natural rest;
};

static void take_whole(struct quotient *quotient)
{
    natural_divide(&quotient->above, &quotient->below, &quotient->whole, &quotient->rest);
}

/* Goes on with below ÷ rest. */
static void invert_rest(struct quotient *quotient)
{
    natural_copy(&quotient->above, &quotient->below);
    natural_copy(&quotient->below, &quotient->rest);
}

/* By the whole parts, then what is left the other way up, and so on (their continued fractions): never needs a number
   larger than those given, as multiplying crosswise would. */
static int compare_quotients(struct quotient *a, struct quotient *b)
{
    for (int direction = 1;; direction = -direction) {
        take_whole(a);
        take_whole(b);
        int order = natural_compare(&a->whole, &b->whole);
        if (order != 0) {
            return direction * order;
        }
        if (natural_is_zero(&a->rest) || natural_is_zero(&b->rest)) {
            return direction * (natural_is_zero(&b->rest) - natural_is_zero(&a->rest));
        }
        invert_rest(a);
        invert_rest(b);
    }
}

static int sign_of(const struct fraction *sum)
{
    return natural_is_zero(&sum->above) ? 0 : sum->is_negative ? -1 : 1;
}

static void set_quotient(struct quotient *quotient, const struct fraction *sum)
{
    natural_copy(&quotient->above, &sum->above);
    natural_copy(&quotient->below, &sum->below);
}

int fraction_compare(const struct fraction *a, const struct fraction *b)
{
    must(a->is_in_range && b->is_in_range);
    int a_sign = sign_of(a);
    int b_sign = sign_of(b);
    if (a_sign != b_sign) {
        return a_sign - b_sign;
    }
    if (natural_compare(&a->below, &b->below) == 0) {
        return a_sign * natural_compare(&a->above, &b->above);
    }
    struct quotient quotients[2];
    set_quotient(&quotients[0], a);
    set_quotient(&quotients[1], b);
    return a_sign * compare_quotients(&quotients[0], &quotients[1]);
}

int fraction_compare_decimal(const struct fraction *a, struct decimal b)
{
    must(decimal_is_in_range(b));
    struct fraction other;
    set_term(&other, b, decimal_from_integer(1), decimal_from_integer(1));
    return fraction_compare(a, &other);
}

struct decimal fraction_rounded_half_up(const struct fraction *sum, uint32_t places)
{
    if (!sum->is_in_range || places > DECIMAL_MOST_DIGITS) {
        return decimal_out_of_range();
    }
    struct natural above;
    struct natural quotient;
    struct natural rest;
    natural_copy(&above, &sum->above);
    natural_shift(&above, places);
    natural_divide(&above, &sum->below, &quotient, &rest);
    struct natural twice;
    natural_copy(&twice, &rest);
    natural_increase(&twice, &rest);
    if (natural_compare(&twice, &sum->below) >= 0) {
        struct natural one;
        natural_set(&one, 1);
        natural_increase(&quotient, &one);
    }
    return natural_to_decimal(&quotient, sum->is_negative, places);
}

bool fraction_is_decimal(const struct fraction *sum, struct decimal *decimal_out)
{
    if (!sum->is_in_range) {
        return false;
    }
    struct natural above;
    struct natural quotient;
    struct natural rest;
    natural_copy(&above, &sum->above);
    natural_shift(&above, DECIMAL_MOST_PLACES);
    natural_divide(&above, &sum->below, &quotient, &rest);
    struct decimal decimal = natural_to_decimal(&quotient, sum->is_negative, DECIMAL_MOST_PLACES);
    if (!natural_is_zero(&rest) || !decimal_is_in_range(decimal)) {
        return false;
    }
    *decimal_out = decimal;
    return true;
}
