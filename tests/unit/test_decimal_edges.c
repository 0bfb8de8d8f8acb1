/* Floor 1: every operation on pairs of decimals at the edges between the quick paths and the wide ones, against GMP:
   all pairs of places, coefficients about 2^63 and powers of ten, as printed zeros, out of range. ZIPING_MUTANTS says
   how many pairs, ZIPING_SEED which. */
#include "decimal.h"
#include "decimal_oracle.h"
#include "run_suite.h"

#include <check.h>
#include <limits.h>
#include <stdlib.h>

enum { USUAL_PAIRS = 100000 };

static int128 power_of_ten(uint32_t power)
{
    int128 product = 1;
    while (power-- > 0) {
        product *= 10;
    }
    return product;
}

static int128 most_coefficient(void)
{
    return power_of_ten(DECIMAL_MOST_DIGITS) - 1;
}

static int128 edge_coefficient(uint64_t *state)
{
    int128 near = (int128)random_below(state, 5) - 2;
    int128 coefficient = near;
    switch (random_below(state, 6)) {
    case 0:
        coefficient += (int128)1 << 63;
        break;
    case 1:
        coefficient += (int128)1 << random_below(state, 126);
        break;
    case 2:
        coefficient += power_of_ten(random_below(state, DECIMAL_MOST_DIGITS));
        break;
    case 3:
        coefficient += 5 * power_of_ten(random_below(state, DECIMAL_MOST_DIGITS - 1));
        break;
    case 4:
        coefficient = most_coefficient() - random_below(state, 3);
        break;
    default:
        coefficient = random_coefficient(state, DECIMAL_MOST_DIGITS);
        break;
    }
    return random_below(state, 2) == 0 ? coefficient : -coefficient;
}

struct pair {
    struct decimal a;
    struct decimal b;
    mpq_t exact_a;
    mpq_t exact_b;
    mpq_t expected;
    size_t number;
};

static void expect(const struct pair *pair, struct decimal found, const char *what)
{
    ck_assert_msg(oracle_agrees(pair->expected, found), "pair %zu: %s", pair->number, what);
}

static int sign_of(int order)
{
    return (order > 0) - (order < 0);
}

static void expect_sums(struct pair *pair)
{
    mpq_add(pair->expected, pair->exact_a, pair->exact_b);
    expect(pair, decimal_add(pair->a, pair->b), "sum");
    mpq_sub(pair->expected, pair->exact_a, pair->exact_b);
    expect(pair, decimal_subtract(pair->a, pair->b), "difference");
    mpq_mul(pair->expected, pair->exact_a, pair->exact_b);
    expect(pair, decimal_multiply(pair->a, pair->b), "product");
}

static void expect_order(struct pair *pair)
{
    int order = sign_of(mpq_cmp(pair->exact_a, pair->exact_b));
    ck_assert_msg(sign_of(decimal_compare(pair->a, pair->b)) == order, "pair %zu: order", pair->number);
    ck_assert_msg(decimal_equals(pair->a, pair->b) == (order == 0), "pair %zu: equality", pair->number);
    ck_assert_msg(decimal_sign(pair->a) == mpq_sgn(pair->exact_a), "pair %zu: sign", pair->number);
    ck_assert_msg(decimal_is_zero(pair->a) == (mpq_sgn(pair->exact_a) == 0), "pair %zu: zero", pair->number);
    mpq_set(pair->expected, order <= 0 ? pair->exact_a : pair->exact_b);
    expect(pair, decimal_least(pair->a, pair->b), "least");
    mpq_set(pair->expected, order >= 0 ? pair->exact_a : pair->exact_b);
    expect(pair, decimal_greatest(pair->a, pair->b), "greatest");
}

static void expect_roundings(struct pair *pair, uint32_t places, int power)
{
    mpq_set(pair->expected, pair->exact_a);
    oracle_round(pair->expected, places, ORACLE_HALF_UP);
    expect(pair, decimal_rounded_half_up(pair->a, places), "rounded");
    mpq_set(pair->expected, pair->exact_a);
    oracle_shift(pair->expected, power);
    expect(pair, decimal_shifted(pair->a, power), "shifted");
    if (decimal_is_zero(pair->b)) {
        return;
    }
    struct decimal seven = { 7, places };
    mpq_t exact_seven;
    mpq_init(exact_seven);
    oracle_set(exact_seven, seven);
    mpq_mul(pair->expected, pair->exact_a, exact_seven);
    mpq_div(pair->expected, pair->expected, pair->exact_b);
    oracle_round(pair->expected, places, ORACLE_HALF_UP);
    expect(pair, decimal_product_quotient_rounded_half_up(pair->a, seven, pair->b, places), "a × 7 ÷ b");
    if (decimal_sign(pair->b) > 0) {
        mpq_div(pair->expected, pair->exact_a, pair->exact_b);
        ck_assert_msg(sign_of(decimal_compare_quotients(pair->a, pair->b, seven, seven)) ==
                          sign_of(mpq_cmp_ui(pair->expected, 1, 1)),
                      "pair %zu: order of a ÷ b and 7 ÷ 7", pair->number);
    }
    mpq_clear(exact_seven);
}

static void expect_out_of_range_with(struct decimal a, size_t number)
{
    struct decimal out = decimal_out_of_range();
    const struct decimal results[] = {
        decimal_add(a, out),      decimal_add(out, a),      decimal_subtract(a, out), decimal_subtract(out, a),
        decimal_multiply(a, out), decimal_least(a, out),    decimal_least(out, a),    decimal_greatest(a, out),
        decimal_multiply(out, a), decimal_greatest(out, a),
    };
    for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
        ck_assert_msg(!decimal_is_in_range(results[i]), "pair %zu: result %zu is in range", number, i);
    }
}

static size_t number_from(const char *variable, size_t otherwise)
{
    const char *value = getenv(variable);
    return value == NULL ? otherwise : (size_t)strtoull(value, NULL, 10);
}

START_TEST(pairs_at_the_edges_agree_with_gmp)
{
    enum { ALL_PLACES = DECIMAL_MOST_DIGITS + 1 };
    struct pair pair;
    size_t count = number_from("ZIPING_MUTANTS", USUAL_PAIRS);
    uint64_t state = number_from("ZIPING_SEED", 1);
    mpq_inits(pair.exact_a, pair.exact_b, pair.expected, NULL);
    for (pair.number = 0; pair.number < count; pair.number++) {
        pair.a = (struct decimal){ edge_coefficient(&state), (uint32_t)(pair.number % ALL_PLACES) };
        pair.b = (struct decimal){ edge_coefficient(&state), (uint32_t)(pair.number / ALL_PLACES % ALL_PLACES) };
        oracle_set(pair.exact_a, pair.a);
        oracle_set(pair.exact_b, pair.b);
        expect_sums(&pair);
        expect_order(&pair);
        expect_roundings(&pair, random_below(&state, ALL_PLACES), (int)random_below(&state, 60) - 30);
        expect_out_of_range_with(pair.a, pair.number);
    }
    mpq_clears(pair.exact_a, pair.exact_b, pair.expected, NULL);
}
END_TEST

/* What is narrow is decided at these. */
START_TEST(narrow_decimals_end_where_64_bits_do)
{
    const int128 most = INT64_MAX;
    const int128 least = INT64_MIN;
    ck_assert(decimal_is_narrow((struct decimal){ most, DECIMAL_MOST_DIGITS }));
    ck_assert(decimal_is_narrow((struct decimal){ least, 0 }));
    ck_assert(!decimal_is_narrow((struct decimal){ most + 1, 0 }));
    ck_assert(!decimal_is_narrow((struct decimal){ least - 1, 0 }));
    ck_assert(!decimal_is_narrow(decimal_out_of_range()));
    ck_assert(decimal_is_in_range((struct decimal){ most_coefficient(), 0 }));
    ck_assert(!decimal_is_in_range((struct decimal){ most_coefficient() + 1, 0 }));
    ck_assert(decimal_is_in_range((struct decimal){ -most_coefficient(), DECIMAL_MOST_DIGITS }));
    ck_assert(!decimal_is_in_range((struct decimal){ 0, DECIMAL_MOST_DIGITS + 1 }));
}
END_TEST

/* Moved by more than any power that the quick paths know. */
START_TEST(shifts_end_where_the_digits_do)
{
    static const int powers[] = { INT_MIN, -77, -76, -39, -38, -19, -18, 18, 19, 38, 39, 76, 77, INT_MAX };
    for (size_t i = 0; i < sizeof(powers) / sizeof(powers[0]); i++) {
        struct decimal zero = { 0, 3 };
        ck_assert(decimal_is_zero(decimal_shifted(zero, powers[i])));
        struct decimal moved = decimal_shifted((struct decimal){ 7, 0 }, powers[i]);
        bool fits = powers[i] >= -38 && powers[i] < 38;
        ck_assert_msg(decimal_is_in_range(moved) == fits, "7 × 10^%d", powers[i]);
        ck_assert(!fits || decimal_equals(decimal_shifted(moved, -powers[i]), decimal_from_integer(7)));
    }
}
END_TEST

static Suite *edges_suite(void)
{
    Suite *suite = suite_create("decimal edges");
    TCase *edges = tcase_create("edges");
    tcase_set_timeout(edges, 600);
    tcase_add_test(edges, narrow_decimals_end_where_64_bits_do);
    tcase_add_test(edges, shifts_end_where_the_digits_do);
    tcase_add_test(edges, pairs_at_the_edges_agree_with_gmp);
    suite_add_tcase(suite, edges);
    return suite;
}

int main(void)
{
    return run_suite(edges_suite());
}
