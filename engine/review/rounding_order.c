#include "review_parts.h"

/* Ways of rounding that people use, the likeliest first. */
struct order {
    enum term term;
    uint32_t places;
    bool is_truncated;
};

static const struct order score_orders[] = {
    { TERM_order_whole, 0, false },
    { TERM_order_one_decimal, 1, false },
    { TERM_order_two_decimals, 2, false },
    { TERM_order_whole_truncated, 0, true },
    { TERM_order_one_decimal_truncated, 1, true },
    { TERM_order_two_decimals_truncated, 2, true },
};

static const struct order rate_orders[] = {
    { TERM_order_rate_whole, 0, false },
    { TERM_order_rate_one_decimal, 1, false },
    { TERM_order_rate_two_decimals, 2, false },
};

enum { ORDERS = sizeof(score_orders) / sizeof(score_orders[0]) };
enum { RATE_ORDERS = sizeof(rate_orders) / sizeof(rate_orders[0]) };

static bool gives(const struct order *order, const struct rounding_question *question)
{
    struct decimal score =
        order->is_truncated
            ? decimal_product_quotient_truncated(question->weight, question->upper, question->lower, order->places)
            : decimal_product_quotient_rounded_half_up(question->weight, question->upper, question->lower,
                                                       order->places);
    return decimal_is_in_range(score) && decimal_equals(score, question->declared);
}

/* The rate rounded first, then the points as they come or rounded to at most two decimals. */
static bool rate_first_gives(const struct order *order, const struct rounding_question *question)
{
    struct decimal rate = decimal_product_quotient_rounded_half_up(decimal_from_integer(100), question->upper,
                                                                   question->lower, order->places);
    struct decimal score = decimal_shifted(decimal_multiply(rate, question->weight), -2);
    if (!decimal_is_in_range(score)) {
        return false;
    }
    for (uint32_t places = 0; places <= 2; places++) {
        if (decimal_equals(decimal_rounded_half_up(score, places), question->declared)) {
            return true;
        }
    }
    return decimal_equals(score, question->declared);
}

enum term rounding_order(const struct rounding_question *question)
{
    for (size_t i = 0; i < ORDERS; i++) {
        if (gives(&score_orders[i], question)) {
            return score_orders[i].term;
        }
    }
    for (size_t i = 0; i < RATE_ORDERS; i++) {
        if (rate_first_gives(&rate_orders[i], question)) {
            return rate_orders[i].term;
        }
    }
    return TERM_nothing;
}

enum term total_rounding_order(struct decimal exact, struct decimal declared)
{
    for (size_t i = 0; i < ORDERS; i++) {
        struct decimal total = score_orders[i].is_truncated ? decimal_truncated(exact, score_orders[i].places)
                                                            : decimal_rounded_half_up(exact, score_orders[i].places);
        if (decimal_equals(total, declared)) {
            return score_orders[i].term;
        }
    }
    return TERM_nothing;
}
