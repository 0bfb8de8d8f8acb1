/* Orders of rounding against whole numbers: every weight to 20, target to 100 (ZIPING_TARGETS says to how many) and
   achieved value up to the target. A score that some order gives must be found, and every other one not. */
#define _POSIX_C_SOURCE 200809L

#include "rounding_order.h"
#include "run_suite.h"

#include <check.h>
#include <stdlib.h>

enum {
    MICRO_PLACES = 6, /* a rate of 4 places times a weight has no more */
    MICRO = 1000000,
    MOST_WEIGHT = 20,
    MOST_TARGET = 100,
    MOST_SCORES = 256,
};

static const int64_t power[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

/* upper ÷ lower to a whole number. */
static int64_t divided(int64_t upper, int64_t lower, enum rounding_way way)
{
    int64_t quotient = upper / lower;
    int64_t rest = upper % lower;
    bool is_up = (way == ROUNDING_HALF_UP && 2 * rest >= lower) ||
                 (way == ROUNDING_HALF_EVEN && (2 * rest > lower || (2 * rest == lower && quotient % 2 == 1)));
    return quotient + is_up;
}

struct scores {
    int64_t micro[MOST_SCORES];
    size_t count;
};

static void add(struct scores *scores, int64_t micro)
{
    for (size_t i = 0; i < scores->count; i++) {
        if (scores->micro[i] == micro) {
            return;
        }
    }
    if (scores->count == MOST_SCORES) {
        ck_abort_msg("more scores than expected");
    }
    scores->micro[scores->count++] = micro;
}

static bool has(const struct scores *scores, int64_t micro)
{
    for (size_t i = 0; i < scores->count; i++) {
        if (scores->micro[i] == micro) {
            return true;
        }
    }
    return false;
}

/* What somebody may print for weight × achieved ÷ target. */
static void find_scores(int64_t weight, int64_t achieved, int64_t target, struct scores *scores)
{
    static const int rate_places[] = { 0, 1, 2, 4 };
    scores->count = 0;
    if (weight * achieved * MICRO % target == 0) {
        add(scores, weight * achieved * MICRO / target); /* not rounded at all */
    }
    for (int way = ROUNDING_HALF_UP; way <= ROUNDING_TRUNCATED; way++) {
        for (int places = 0; places <= 2; places++) {
            add(scores, divided(weight * achieved * power[places], target, (enum rounding_way)way) *
                            power[MICRO_PLACES - places]);
        }
        for (size_t i = 0; i < sizeof(rate_places) / sizeof(rate_places[0]); i++) {
            int64_t rate = divided(100 * achieved * power[rate_places[i]], target, (enum rounding_way)way);
            int64_t points = rate * weight * power[MICRO_PLACES - 2 - rate_places[i]];
            add(scores, points);
            for (int last = ROUNDING_HALF_UP; last <= ROUNDING_TRUNCATED; last++) {
                for (int places = 0; places <= 2; places++) {
                    int64_t unit = power[MICRO_PLACES - places];
                    add(scores, divided(points, unit, (enum rounding_way)last) * unit);
                }
            }
        }
    }
}

static struct decimal micros(int64_t micro)
{
    return (struct decimal){ micro, MICRO_PLACES };
}

static bool is_found(int64_t weight, int64_t achieved, int64_t target, int64_t micro)
{
    struct rounding_order order;
    return rounding_order_find(decimal_from_integer(weight), decimal_from_integer(achieved),
                               decimal_from_integer(target), micros(micro), &order);
}

/* No ck_assert where millions are looked at: each notes in a file where it stands. */
static void expect_orders(int64_t weight, int64_t achieved, int64_t target)
{
    static const int64_t distances[] = { -MICRO, -100000, -10000, -1, 1, 10000, 100000, MICRO };
    struct scores scores;
    find_scores(weight, achieved, target, &scores);
    for (size_t i = 0; i < scores.count; i++) {
        if (!is_found(weight, achieved, target, scores.micro[i])) {
            ck_abort_msg("%lld × %lld ÷ %lld may be %lld micropoints", (long long)weight, (long long)achieved,
                         (long long)target, (long long)scores.micro[i]);
        }
    }
    /* Near misses; which of them is looked at changes from score to score, so that all distances come up. */
    for (size_t i = 0; i < 3; i++) {
        size_t pick = (size_t)(weight + achieved + target) + i * 7;
        int64_t near = scores.micro[pick % scores.count] + distances[pick % (sizeof(distances) / sizeof(distances[0]))];
        if (!has(&scores, near) && is_found(weight, achieved, target, near)) {
            ck_abort_msg("%lld × %lld ÷ %lld may not be %lld micropoints", (long long)weight, (long long)achieved,
                         (long long)target, (long long)near);
        }
    }
}

START_TEST(test_every_score_of_a_weight)
{
    const char *targets = getenv("ZIPING_TARGETS");
    long most_target = targets == NULL ? MOST_TARGET : strtol(targets, NULL, 10);
    for (int64_t target = 1; target <= most_target; target++) {
        for (int64_t achieved = 0; achieved <= target; achieved++) {
            expect_orders(_i, achieved, target);
        }
    }
}
END_TEST

static struct decimal number(const char *text)
{
    struct decimal decimal;
    ck_assert_int_eq(decimal_read(text_of(text), &decimal), DECIMAL_READ);
    return decimal;
}

static const struct {
    const char *weight, *upper, *lower, *declared;
    bool is_possible;
    struct rounding_step first, last;
} questions[] = {
    /* 10 × 1.296 ÷ 12 = 1.08 */
    { "10", "1.296", "12", "1.08", true, { 0 }, { true, ROUNDING_HALF_UP, 2 } },
    { "10", "1.296", "12", "1.1", true, { 0 }, { true, ROUNDING_HALF_UP, 1 } },
    { "6", "293", "400", "4", true, { 0 }, { true, ROUNDING_HALF_UP, 0 } }, /* 4.395 */
    { "6", "293", "400", "4.4", true, { 0 }, { true, ROUNDING_HALF_UP, 1 } },
    { "6", "293", "400", "4.39", true, { 0 }, { true, ROUNDING_TRUNCATED, 2 } },
    { "6", "293", "400", "4.38", true, { true, ROUNDING_HALF_UP, 0 }, { 0 } }, /* 73 % */
    { "6", "293", "400", "4.395", true, { 0 }, { 0 } },                        /* 73.25 %, which ends */
    { "4.6", "99", "100", "5", false, { 0 }, { 0 } }, /* 4.554, and 5 is more than the weight */
    { "4.6", "99", "100", "4.55", true, { 0 }, { true, ROUNDING_HALF_UP, 2 } },
    { "6", "293", "400", "4.398", true, { true, ROUNDING_HALF_UP, 1 }, { 0 } }, /* 73.3 % */
    { "6", "293", "400", "4.41", false, { 0 }, { 0 } },
    { "5", "1", "40", "0.12", true, { 0 }, { true, ROUNDING_HALF_EVEN, 2 } }, /* 0.125 */
    { "5", "3", "40", "0.38", true, { 0 }, { true, ROUNDING_HALF_UP, 2 } },   /* 0.375 */
    { "-6", "293", "400", "-4.39", true, { 0 }, { true, ROUNDING_TRUNCATED, 2 } },
    { "5", "-1", "40", "-0.12", true, { 0 }, { true, ROUNDING_HALF_EVEN, 2 } },
    { "99999999999999999999999999999999999999", "99999999999999999999", "1", "1", false, { 0 }, { 0 } },
};

static void expect_step(int row, const struct rounding_step *found, const struct rounding_step *expected)
{
    ck_assert_msg(found->is_taken == expected->is_taken, "row %d: taken", row);
    ck_assert_msg(!found->is_taken || (found->way == expected->way && found->places == expected->places),
                  "row %d: way %d, %u places", row, (int)found->way, found->places);
}

START_TEST(test_likeliest_order)
{
    struct rounding_order order;
    struct decimal weight =
        strlen(questions[_i].weight) > 18 ? (struct decimal){ (int128)1 << 120, 0 } : number(questions[_i].weight);
    struct decimal upper =
        strlen(questions[_i].upper) > 18 ? (struct decimal){ (int128)1 << 120, 0 } : number(questions[_i].upper);
    bool is_possible =
        rounding_order_find(weight, upper, number(questions[_i].lower), number(questions[_i].declared), &order);
    ck_assert_msg(is_possible == questions[_i].is_possible, "row %d", _i);
    if (is_possible) {
        expect_step(_i, &order.rate, &questions[_i].first);
        expect_step(_i, &order.last, &questions[_i].last);
    }
}
END_TEST

static const struct {
    const char *upper, *lower, *declared;
    bool is_possible;
    struct rounding_step first;
} rates[] = {
    { "22.452", "25.6", "87.7", true, { true, ROUNDING_HALF_UP, 1 } }, /* 87.703125 % */
    { "22.452", "25.6", "88", true, { true, ROUNDING_HALF_UP, 0 } },
    { "22.452", "25.6", "87", true, { true, ROUNDING_TRUNCATED, 0 } },
    { "22.452", "25.6", "87.7031", true, { true, ROUNDING_HALF_UP, 4 } },
    { "22.452", "25.6", "87.703", true, { true, ROUNDING_HALF_UP, 3 } },
    { "22.452", "25.6", "87.7032", false, { 0 } },
    { "22.452", "25.6", "87.70312", true, { true, ROUNDING_HALF_EVEN, 5 } }, /* 87.703125 % */
    { "22.452", "25.6", "87.71", false, { 0 } },
    { "1", "16", "6.2", true, { true, ROUNDING_HALF_EVEN, 1 } }, /* 6.25 % */
};

START_TEST(test_rates)
{
    struct rounding_order order;
    bool is_possible = rounding_order_of_rate_find(number(rates[_i].upper), number(rates[_i].lower),
                                                   number(rates[_i].declared), &order);
    ck_assert_msg(is_possible == rates[_i].is_possible, "row %d", _i);
    if (is_possible) {
        expect_step(_i, &order.rate, &rates[_i].first);
    }
}
END_TEST

static const struct {
    const char *declared;
    bool is_possible, is_of_exact_parts;
    struct rounding_step first, last;
} sums[] = {
    { "12.75", true, false, { 0 }, { 0 } }, /* 4.40 + 8.35 */
    { "12.8", true, false, { 0 }, { true, ROUNDING_HALF_UP, 1 } },
    { "13", true, false, { 0 }, { true, ROUNDING_HALF_UP, 0 } },
    { "12", true, false, { 0 }, { true, ROUNDING_TRUNCATED, 0 } },   /* or 4 + 8 */
    { "12.7", true, false, { 0 }, { true, ROUNDING_TRUNCATED, 1 } }, /* or 4.4 + 8.3 */
    { "12.741", true, true, { 0 }, { 0 } },                          /* 4.395 + 8.346 */
    { "12.74", true, true, { 0 }, { true, ROUNDING_HALF_UP, 2 } },
    { "12.73", true, true, { true, ROUNDING_TRUNCATED, 2 }, { 0 } }, /* 4.39 + 8.34 */
    { "12.726", true, true, { 0 }, { 0 } },                          /* 6 × 73 % + 8.346 */
    { "12.76", false, false, { 0 }, { 0 } },
};

START_TEST(test_sums)
{
    struct rounding_order order;
    const struct quotient_term a = { number("6"), number("293"), number("400") };
    const struct quotient_term b = { number("8.346"), number("1"), number("1") };
    const struct rounded_part parts[] = {
        { .printed = number("4.40"), .terms = &a, .term_count = 1 },
        { .printed = number("8.35"), .terms = &b, .term_count = 1 },
    };
    const struct rounded_sum sum = { parts, 2, true };
    bool is_possible = rounding_order_of_sum_find(&sum, number(sums[_i].declared), &order) == ROUNDING_ORDER_FOUND;
    ck_assert_msg(is_possible == sums[_i].is_possible, "row %d", _i);
    if (is_possible) {
        ck_assert_msg(order.is_of_exact_parts == sums[_i].is_of_exact_parts, "row %d: parts", _i);
        expect_step(_i, &order.each, &sums[_i].first);
        expect_step(_i, &order.last, &sums[_i].last);
    }
}
END_TEST

/* Sums are exact however they are made: thirds add up to one, and halves of a cent are halves. */
static const struct {
    const char *declared;
    bool is_possible;
    struct rounding_step first, last;
} thirds[] = {
    { "1", true, { 0 }, { 0 } },                            /* 3 × 1/3 */
    { "0.99", true, { true, ROUNDING_HALF_UP, 2 }, { 0 } }, /* 3 × 0.33 */
    { "0.9", true, { true, ROUNDING_HALF_UP, 1 }, { 0 } },  /* 3 × 0.3 */
    { "0", true, { true, ROUNDING_HALF_UP, 0 }, { 0 } },    /* 3 × 0 */
    { "1.01", false, { 0 }, { 0 } },
};

START_TEST(test_sums_of_thirds)
{
    struct rounding_order order;
    const struct quotient_term third = { number("1"), number("1"), number("3") };
    const struct rounded_part parts[] = { { .terms = &third, .term_count = 1 },
                                          { .terms = &third, .term_count = 1 },
                                          { .terms = &third, .term_count = 1 } };
    const struct rounded_sum sum = { parts, 3, false };
    bool is_possible = rounding_order_of_sum_find(&sum, number(thirds[_i].declared), &order) == ROUNDING_ORDER_FOUND;
    ck_assert_msg(is_possible == thirds[_i].is_possible, "row %d", _i);
    if (is_possible) {
        expect_step(_i, &order.each, &thirds[_i].first);
        expect_step(_i, &order.last, &thirds[_i].last);
    }
    ck_assert(!rounding_cannot_matter_in_sum(&sum));
}
END_TEST

/* A part of several terms is rounded as one: 1/3 + 1/3 + 1/8 + 5 = 5.791666… */
static const struct {
    const char *declared;
    bool is_possible;
    struct rounding_step first, last;
} several[] = {
    { "5.79", true, { 0 }, { true, ROUNDING_HALF_UP, 2 } },
    { "5.7", true, { 0 }, { true, ROUNDING_TRUNCATED, 1 } },
    { "6", true, { 0 }, { true, ROUNDING_HALF_UP, 0 } },
    { "5", true, { 0 }, { true, ROUNDING_TRUNCATED, 0 } },
    { "5.785", true, { 0 }, { 0 } }, /* 0.33 + 0.33 + 0.125 + 5 */
    { "5.77", false, { 0 }, { 0 } },
    { "5.75", false, { 0 }, { 0 } },
};

START_TEST(test_parts_of_several_terms)
{
    struct rounding_order order;
    const struct quotient_term terms[] = { { number("1"), number("1"), number("3") },
                                           { number("1"), number("1"), number("3") },
                                           { number("0.125"), number("1"), number("1") },
                                           { number("5"), number("1"), number("1") } };
    const struct rounded_part parts[] = { { .terms = terms, .term_count = 3 },
                                          { .terms = &terms[3], .term_count = 1 } };
    const struct rounded_sum sum = { parts, 2, false };
    bool is_possible = rounding_order_of_sum_find(&sum, number(several[_i].declared), &order) == ROUNDING_ORDER_FOUND;
    ck_assert_msg(is_possible == several[_i].is_possible, "row %d", _i);
    if (is_possible) {
        expect_step(_i, &order.each, &several[_i].first);
        expect_step(_i, &order.last, &several[_i].last);
    }
}
END_TEST

static const struct {
    const char *weight, *upper, *lower;
    bool matters;
} matters[] = {
    { "10", "8", "10", false },                               /* 80 %, 8 points */
    { "10", "0", "7", false },     { "5", "8", "10", false }, /* 80 %, 4 points */
    { "3", "8", "10", true },                                 /* 2.4 points */
    { "16", "293", "400", true },                             /* 73.25 %, 11.72 points */
    { "400", "293", "400", true },                            /* 73.25 %, though 293 points */
};

/* 24.5 points are full marks: nobody makes 25 of them. */
START_TEST(test_weights_are_not_exceeded)
{
    struct rounding_order order;
    const struct quotient_term term = { number("24.5"), number("1"), number("1") };
    const struct rounded_part part = {
        .printed = number("24.5"), .terms = &term, .term_count = 1, .most = number("24.5"), .has_most = true
    };
    const struct rounded_part parts[] = { part, part, part };
    const struct rounded_sum sum = { parts, 3, true };
    ck_assert_int_eq(rounding_order_of_sum_find(&sum, number("75"), &order), ROUNDING_ORDER_NOT_THERE);
    ck_assert_int_eq(rounding_order_of_sum_find(&sum, number("72"), &order), ROUNDING_ORDER_FOUND);
}
END_TEST

START_TEST(test_what_rounding_can_change)
{
    struct decimal printed = number(matters[_i].weight);
    const struct quotient_term term = { number(matters[_i].weight), number(matters[_i].upper),
                                        number(matters[_i].lower) };
    const struct rounded_part part = { .printed = printed, .terms = &term, .term_count = 1 };
    const struct rounded_sum sum = { &part, 1, true };
    ck_assert_msg(rounding_cannot_matter(term.weight, term.upper, term.lower) != matters[_i].matters, "row %d", _i);
    ck_assert_msg(rounding_cannot_matter_in_sum(&sum) || matters[_i].matters, "row %d", _i);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rounding order");
    TCase *cases = tcase_create("orders");
    tcase_set_timeout(cases, 600);
    tcase_add_loop_test(cases, test_every_score_of_a_weight, 1, MOST_WEIGHT + 1);
    tcase_add_loop_test(cases, test_likeliest_order, 0, sizeof(questions) / sizeof(questions[0]));
    tcase_add_loop_test(cases, test_rates, 0, sizeof(rates) / sizeof(rates[0]));
    tcase_add_loop_test(cases, test_sums, 0, sizeof(sums) / sizeof(sums[0]));
    tcase_add_loop_test(cases, test_sums_of_thirds, 0, sizeof(thirds) / sizeof(thirds[0]));
    tcase_add_loop_test(cases, test_parts_of_several_terms, 0, sizeof(several) / sizeof(several[0]));
    tcase_add_test(cases, test_weights_are_not_exceeded);
    tcase_add_loop_test(cases, test_what_rounding_can_change, 0, sizeof(matters) / sizeof(matters[0]));
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
