/* Floor 1: exact sums of quotients and the whole numbers they rest on, by hand-stated tables and against GMP. */
#include "decimal_oracle.h"
#include "fraction.h"
#include "natural.h"
#include "run_suite.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

enum { SEEDS = 6 };

static struct decimal whole(int64_t integer)
{
    return decimal_from_integer(integer);
}

static bool is_value(struct decimal found, int64_t coefficient, uint32_t places)
{
    return decimal_is_in_range(found) && decimal_equals(found, (struct decimal){ coefficient, places });
}

/* Sums of up to four terms a × b ÷ c; a term with c = 0 is none. */
static const struct {
    int64_t terms[4][3];
    uint32_t places;
    int64_t rounded;
    uint32_t rounded_places;
    bool is_decimal;
    int64_t decimal;
    uint32_t decimal_places;
} sums[] = {
    { { { 0 } }, 2, 0, 0, true, 0, 0 },
    { { { 6, 293, 400 } }, 0, 4, 0, true, 4395, 3 },
    { { { 5, 1, 3 }, { 5, 1, 3 }, { 5, 1, 3 } }, 2, 5, 0, true, 5, 0 },
    { { { 1, 1, 3 }, { 1, 1, 6 } }, 0, 1, 0, true, 5, 1 },
    { { { 1, 1, 3 }, { 1, 1, 7 } }, 4, 4762, 4, false, 0, 0 },
    { { { 1, 1, 3 }, { -1, 1, 3 } }, 2, 0, 0, true, 0, 0 },
    { { { 1, 1, 3 }, { -1, 1, 2 } }, 2, -17, 2, false, 0, 0 },
    { { { -1, 1, 4 }, { -1, 1, 4 } }, 0, -1, 0, true, -5, 1 },
    { { { -1, 1, 3 }, { 1, 1, 2 }, { 1, 1, 3 } }, 0, 1, 0, true, 5, 1 },
    { { { 10, 71, 60 }, { 10, 22, 60 }, { 1, 1, -2 } }, 0, 15, 0, true, 15, 0 },
    { { { 1, 1, 4096 } }, 12, 244140625, 12, true, 244140625, 12 },
    { { { 1, 1, 8192 } }, 12, 122070313, 12, false, 0, 0 },
    { { { 0, 5, 7 }, { 5, 0, 3 } }, 2, 0, 0, true, 0, 0 },
    /* 2/3 thrice, less a little: 2 would round up, this is 1.9999… */
    { { { 2, 1, 3 }, { 2, 1, 3 }, { 2, 1, 3 }, { -1, 1, 1000000000 } }, 0, 2, 0, true, 1999999999, 9 },
    /* half a point short by 10^-18 */
    { { { 1, 1, 2 }, { -1, 1, 1000000000000000000 } }, 0, 0, 0, false, 0, 0 },
};

static void sum_row(int row, struct fraction *sum)
{
    fraction_zero(sum);
    for (int i = 0; i < 4 && sums[row].terms[i][2] != 0; i++) {
        const int64_t *term = sums[row].terms[i];
        fraction_add_product_quotient(sum, whole(term[0]), whole(term[1]), whole(term[2]));
    }
}

START_TEST(sums_are_rounded_once)
{
    struct fraction sum;
    sum_row(_i, &sum);
    ck_assert_msg(is_value(fraction_rounded_half_up(&sum, sums[_i].places), sums[_i].rounded, sums[_i].rounded_places),
                  "row %d: rounded", _i);
    struct decimal decimal = { 77, 7 };
    ck_assert_msg(fraction_is_decimal(&sum, &decimal) == sums[_i].is_decimal, "row %d: is decimal", _i);
    if (sums[_i].is_decimal) {
        ck_assert_msg(is_value(decimal, sums[_i].decimal, sums[_i].decimal_places), "row %d: decimal", _i);
        ck_assert_msg(fraction_compare_decimal(&sum, decimal) == 0, "row %d: compares with its decimal", _i);
    } else {
        ck_assert_msg(decimal.coefficient == 77 && decimal.places == 7, "row %d: changed on failure", _i);
    }
}
END_TEST

START_TEST(sums_compare)
{
    struct fraction sum;
    struct fraction other;
    for (int i = 0; i < ROWS(sums); i++) {
        sum_row(_i, &sum);
        sum_row(i, &other);
        int order = fraction_compare(&sum, &other);
        int back = fraction_compare(&other, &sum);
        ck_assert_msg((order > 0) == (back < 0) && (order < 0) == (back > 0), "rows %d and %d", _i, i);
        ck_assert_msg(_i != i || order == 0, "row %d", _i);
    }
    sum_row(_i, &sum);
    ck_assert_int_lt(fraction_compare_decimal(&sum, whole(1000)), 0);
    ck_assert_int_gt(fraction_compare_decimal(&sum, whole(-1000)), 0);
}
END_TEST

START_TEST(places_on_both_sides_count)
{
    struct fraction sum;
    fraction_zero(&sum);
    const struct decimal weight = { 25, 1 };
    const struct decimal achieved = { 1350, 3 };
    const struct decimal target = { 150, 2 };
    fraction_add_product_quotient(&sum, weight, achieved, target);
    ck_assert(is_value(fraction_rounded_half_up(&sum, 2), 225, 2));
    fraction_add_product_quotient(&sum, whole(1), whole(1), (struct decimal){ 4, 12 });
    ck_assert(is_value(fraction_rounded_half_up(&sum, 2), 25000000000225, 2));
}
END_TEST

START_TEST(out_of_range_stays)
{
    struct fraction sum;
    fraction_zero(&sum);
    fraction_add_product_quotient(&sum, whole(1), decimal_out_of_range(), whole(1));
    ck_assert(!sum.is_in_range);
    fraction_add_product_quotient(&sum, whole(1), whole(1), whole(1));
    ck_assert(!sum.is_in_range);
    struct decimal decimal = { 77, 7 };
    ck_assert(!fraction_is_decimal(&sum, &decimal));
    ck_assert_int_eq(decimal.places, 7);
    ck_assert(!decimal_is_in_range(fraction_rounded_half_up(&sum, 2)));
    fraction_zero(&sum);
    ck_assert(sum.is_in_range);
    ck_assert(!decimal_is_in_range(fraction_rounded_half_up(&sum, DECIMAL_MOST_DIGITS + 1)));
}
END_TEST

START_TEST(results_that_do_not_fit_a_decimal)
{
    struct fraction sum;
    struct decimal decimal;
    fraction_zero(&sum);
    const struct decimal large = decimal_shifted(whole(1), 37);
    fraction_add_product_quotient(&sum, large, large, whole(1));
    ck_assert(sum.is_in_range);
    ck_assert(!fraction_is_decimal(&sum, &decimal));
    ck_assert(!decimal_is_in_range(fraction_rounded_half_up(&sum, 2)));
    ck_assert_int_gt(fraction_compare_decimal(&sum, large), 0);
    fraction_add_product_quotient(&sum, large, large, whole(-1));
    fraction_add_product_quotient(&sum, large, whole(1), whole(1));
    ck_assert(fraction_is_decimal(&sum, &decimal));
    ck_assert(decimal_equals(decimal, large));
    ck_assert(decimal_equals(fraction_rounded_half_up(&sum, 12), large));
}
END_TEST

static void compare_out_of_range(void)
{
    struct fraction sum;
    fraction_zero(&sum);
    fraction_compare_decimal(&sum, decimal_out_of_range());
}

static void compare_sum_out_of_range(void)
{
    struct fraction sum;
    fraction_zero(&sum);
    sum.is_in_range = false;
    fraction_compare_decimal(&sum, whole(0));
}

static void divide_by_zero(void)
{
    struct fraction sum;
    fraction_zero(&sum);
    fraction_add_product_quotient(&sum, whole(1), whole(1), whole(0));
}

static void (*const mistakes[])(void) = { compare_out_of_range, compare_sum_out_of_range, divide_by_zero };

START_TEST(mistakes_of_ours_end_the_program)
{
    mistakes[_i]();
}
END_TEST

static bool fits_bits(mpq_srcptr value)
{
    return mpz_sizeinbase(mpq_numref(value), 2) <= FRACTION_MOST_BITS &&
           mpz_sizeinbase(mpq_denref(value), 2) <= FRACTION_MOST_BITS;
}

/* The next term, and its value. */
struct term {
    struct decimal a, b, c;
    mpq_t value;
};

static void draw_term(struct term *term, uint64_t *state, uint32_t most_digits, uint32_t most_places)
{
    mpq_t factor;
    mpq_init(factor);
    term->a = random_decimal(state, most_digits, most_places);
    term->b = random_decimal(state, most_digits, most_places);
    term->c = random_divisor(state, most_digits, most_places);
    oracle_set(term->value, term->a);
    oracle_set(factor, term->b);
    mpq_mul(term->value, term->value, factor);
    oracle_set(factor, term->c);
    mpq_div(term->value, term->value, factor);
    mpq_clear(factor);
}

static void assert_sum_agrees(const struct fraction *sum, mpq_srcptr expected, uint64_t *state, int seed, int number)
{
    uint32_t places = random_below(state, 13);
    mpq_t rounded;
    mpq_init(rounded);
    mpq_set(rounded, expected);
    oracle_round(rounded, places, ORACLE_HALF_UP);
    ck_assert_msg(oracle_agrees(rounded, fraction_rounded_half_up(sum, places)), "rounded, seed %d sum %d", seed,
                  number);
    struct decimal decimal;
    bool is_decimal = oracle_places(expected, DECIMAL_MOST_PLACES) >= 0 && oracle_is_in_range(expected);
    ck_assert_msg(fraction_is_decimal(sum, &decimal) == is_decimal, "is decimal, seed %d sum %d", seed, number);
    ck_assert_msg(!is_decimal || oracle_agrees(expected, decimal), "decimal, seed %d sum %d", seed, number);
    struct decimal close = fraction_rounded_half_up(sum, places);
    if (decimal_is_in_range(close)) {
        int order = mpq_cmp(expected, rounded);
        int found = fraction_compare_decimal(sum, close);
        ck_assert_msg((order > 0) - (order < 0) == (found > 0) - (found < 0), "order, seed %d sum %d", seed, number);
    }
    mpq_clear(rounded);
}

static const struct {
    uint32_t most_digits, most_places, most_terms;
    int sums;
} shapes[] = {
    { 4, 2, 8, 2000 },   /* parts of indicators as forms have them */
    { 12, 6, 10, 1000 }, /* amounts */
    { 38, 38, 60, 150 }, /* everything a decimal can be */
    { 19, 0, 300, 40 },  /* many denominators, until there is no more room */
};

static bool sum_agrees_while_in_range(uint64_t *state, int shape, int seed, int number)
{
    struct term term;
    mpq_t expected;
    mpq_init(expected);
    mpq_init(term.value);
    struct fraction sum;
    fraction_zero(&sum);
    uint32_t terms = random_below(state, shapes[shape].most_terms + 1);
    for (uint32_t i = 0; i < terms && sum.is_in_range; i++) {
        draw_term(&term, state, shapes[shape].most_digits, shapes[shape].most_places);
        fraction_add_product_quotient(&sum, term.a, term.b, term.c);
        mpq_add(expected, expected, term.value);
        ck_assert_msg(sum.is_in_range == fits_bits(expected), "range, seed %d sum %d", seed, number);
    }
    bool is_in_range = sum.is_in_range;
    if (is_in_range) {
        assert_sum_agrees(&sum, expected, state, seed, number);
    }
    mpq_clear(term.value);
    mpq_clear(expected);
    return is_in_range;
}

START_TEST(sums_agree_with_gmp)
{
    for (int shape = 0; shape < ROWS(shapes); shape++) {
        uint64_t state = (uint64_t)(_i * 100 + shape);
        int sums_in_range = 0;
        for (int i = 0; i < shapes[shape].sums; i++) {
            sums_in_range += sum_agrees_while_in_range(&state, shape, _i, i);
        }
        /* The last two shapes must have been on both sides of the limit. */
        ck_assert_int_gt(sums_in_range, 0);
        ck_assert_msg((sums_in_range < shapes[shape].sums) == (shape >= 2), "shape %d: %d in range", shape,
                      sums_in_range);
    }
}
END_TEST

START_TEST(orders_agree_with_gmp)
{
    uint64_t state = (uint64_t)_i + 4242;
    struct term term;
    mpq_t expected[2];
    mpq_inits(expected[0], expected[1], term.value, NULL);
    for (int i = 0; i < 1000; i++) {
        struct fraction both[2];
        fraction_zero(&both[0]);
        fraction_zero(&both[1]);
        mpq_set_ui(expected[0], 0, 1);
        mpq_set_ui(expected[1], 0, 1);
        /* The same terms in both, but for the last one. */
        for (int j = 0; j < 4; j++) {
            draw_term(&term, &state, 20, 10);
            for (int k = 0; k < 2; k++) {
                if (j == 3) {
                    term.a.coefficient = k;
                    oracle_set(term.value, term.a);
                    term.b = whole(1);
                    term.c = whole(1);
                }
                fraction_add_product_quotient(&both[k], term.a, term.b, term.c);
                mpq_add(expected[k], expected[k], term.value);
            }
        }
        int order = mpq_cmp(expected[0], expected[1]);
        int found = fraction_compare(&both[0], &both[1]);
        ck_assert_msg((order > 0) - (order < 0) == (found > 0) - (found < 0), "seed %d case %d", _i, i);
        ck_assert_int_eq(fraction_compare(&both[1], &both[1]), 0);
    }
    mpq_clears(expected[0], expected[1], term.value, NULL);
}
END_TEST

/* Sums that cancel again and again: only lowest terms keep them in range. */
START_TEST(sums_that_cancel_stay_in_range)
{
    static const int64_t primes[] = { 999999999999999989, 999999999999999967, 999999999999999877, 999999999999999863,
                                      999999999999999829, 999999999999999809, 999999999999999737, 999999999999999709 };
    struct fraction sum;
    fraction_zero(&sum);
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < ROWS(primes); i++) {
            fraction_add_product_quotient(&sum, whole(round + 1), whole(primes[(i + 1) % ROWS(primes)]),
                                          whole(primes[i]));
        }
        for (int i = 0; i < ROWS(primes); i++) {
            fraction_add_product_quotient(&sum, whole(-round - 1), whole(primes[(i + 1) % ROWS(primes)]),
                                          whole(primes[i]));
        }
        ck_assert_msg(sum.is_in_range && fraction_compare_decimal(&sum, whole(0)) == 0, "round %d", round);
    }
}
END_TEST

/* Limbs that make the estimate of a quotient's limb wrong: all ones, all zeros, only the highest bit. */
static void draw_natural(struct natural *natural, uint64_t *state, size_t most_limbs)
{
    static const uint32_t edges[] = { 0, 1, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFE, 0xFFFFFFFF };
    bool has_edges = random_below(state, 2) == 0;
    natural->limb_count = random_below(state, (uint32_t)most_limbs + 1);
    for (size_t i = 0; i < natural->limb_count; i++) {
        uint32_t limb = (uint32_t)next_random(state);
        natural->limbs[i] = has_edges ? edges[limb % ROWS(edges)] : limb;
    }
    while (natural->limb_count > 0 && natural->limbs[natural->limb_count - 1] == 0) {
        natural->limb_count--;
    }
}

static void oracle_set_natural(mpz_t value, const struct natural *natural)
{
    mpz_import(value, natural->limb_count, -1, sizeof(natural->limbs[0]), 0, 0, natural->limbs);
}

static void assert_natural(mpz_srcptr expected, const struct natural *found, const char *what, int seed, int number)
{
    mpz_t value;
    mpz_init(value);
    oracle_set_natural(value, found);
    bool has_leading_zero = found->limb_count > 0 && found->limbs[found->limb_count - 1] == 0;
    if (mpz_cmp(expected, value) != 0 || has_leading_zero) {
        ck_abort_msg("%s, seed %d case %d", what, seed, number);
    }
    mpz_clear(value);
}

static void assert_naturals_agree(uint64_t *state, size_t most_limbs, int seed, int number)
{
    struct natural a, b, quotient, remainder, product, divisor;
    mpz_t a_value, b_value, expected, rest;
    mpz_inits(a_value, b_value, expected, rest, NULL);
    draw_natural(&a, state, most_limbs);
    draw_natural(&b, state, most_limbs);
    oracle_set_natural(a_value, &a);
    oracle_set_natural(b_value, &b);
    mpz_mul(expected, a_value, b_value);
    natural_multiply(&a, &b, &product);
    assert_natural(expected, &product, "product", seed, number);
    mpz_gcd(expected, a_value, b_value);
    natural_greatest_divisor(&a, &b, &divisor);
    assert_natural(expected, &divisor, "greatest divisor", seed, number);
    if (!natural_is_zero(&b)) {
        natural_divide(&a, &b, &quotient, &remainder);
        mpz_tdiv_qr(expected, rest, a_value, b_value);
        assert_natural(expected, &quotient, "quotient", seed, number);
        assert_natural(rest, &remainder, "remainder", seed, number);
    }
    uint32_t bits = natural_is_zero(&a) ? 0 : (uint32_t)mpz_sizeinbase(a_value, 2);
    ck_assert_msg(natural_bits(&a) == bits, "bits, seed %d case %d", seed, number);
    mpz_add(expected, a_value, b_value);
    natural_copy(&product, &a);
    natural_increase(&product, &b);
    assert_natural(expected, &product, "sum", seed, number);
    natural_decrease(&product, &a);
    assert_natural(b_value, &product, "difference", seed, number);
    uint32_t power = random_below(state, 60);
    mpz_ui_pow_ui(expected, 10, power);
    mpz_mul(expected, expected, a_value);
    natural_shift(&a, power);
    assert_natural(expected, &a, "shifted", seed, number);
    mpz_clears(a_value, b_value, expected, rest, NULL);
}

START_TEST(naturals_agree_with_gmp)
{
    uint64_t state = (uint64_t)_i + 777;
    for (int i = 0; i < 4000; i++) {
        assert_naturals_agree(&state, 6, _i, i);
    }
    for (int i = 0; i < 200; i++) {
        assert_naturals_agree(&state, NATURAL_LIMBS / 2, _i, i);
    }
}
END_TEST

/* Found by hand: the estimate is one too large, so that the divisor must be put back. */
START_TEST(naturals_divide_where_the_estimate_is_too_large)
{
    const struct natural a = { 4, { 0, 0, 0x80000000, 0x7FFFFFFF } };
    const struct natural b = { 3, { 1, 0, 0x80000000 } };
    struct natural quotient;
    struct natural remainder;
    natural_divide(&a, &b, &quotient, &remainder);
    ck_assert_uint_eq(quotient.limb_count, 1);
    ck_assert_uint_eq(quotient.limbs[0], 0xFFFFFFFE);
    ck_assert_uint_eq(remainder.limb_count, 3);
    ck_assert_uint_eq(remainder.limbs[0], 2);
    ck_assert_uint_eq(remainder.limbs[1], 0xFFFFFFFF);
    ck_assert_uint_eq(remainder.limbs[2], 0x7FFFFFFF);
}
END_TEST

static Suite *fraction_suite(void)
{
    Suite *suite = suite_create("fraction");
    TCase *tables = tcase_create("tables");
    tcase_add_loop_test(tables, sums_are_rounded_once, 0, ROWS(sums));
    tcase_add_loop_test(tables, sums_compare, 0, ROWS(sums));
    tcase_add_test(tables, places_on_both_sides_count);
    tcase_add_test(tables, out_of_range_stays);
    tcase_add_test(tables, results_that_do_not_fit_a_decimal);
    tcase_add_test(tables, naturals_divide_where_the_estimate_is_too_large);
    suite_add_tcase(suite, tables);

    TCase *mistakes_case = tcase_create("mistakes");
    tcase_add_loop_test_raise_signal(mistakes_case, mistakes_of_ours_end_the_program, SIGABRT, 0, ROWS(mistakes));
    suite_add_tcase(suite, mistakes_case);

    TCase *oracle = tcase_create("oracle");
    tcase_set_timeout(oracle, 600);
    tcase_add_loop_test(oracle, sums_agree_with_gmp, 0, SEEDS);
    tcase_add_loop_test(oracle, orders_agree_with_gmp, 0, SEEDS);
    tcase_add_test(oracle, sums_that_cancel_stay_in_range);
    tcase_add_loop_test(oracle, naturals_agree_with_gmp, 0, SEEDS);
    suite_add_tcase(suite, oracle);
    return suite;
}

int main(void)
{
    return run_suite(fraction_suite());
}
