#include "rounding_order.h"

#include "fraction.h"

static const enum rounding_way ways[] = { ROUNDING_HALF_UP, ROUNDING_HALF_EVEN, ROUNDING_TRUNCATED };
static const uint32_t rate_places[] = { 0, 1, 2, 4 };

enum {
    WAYS = sizeof(ways) / sizeof(ways[0]),
    RATE_PLACES = sizeof(rate_places) / sizeof(rate_places[0]),
    MOST_POINT_PLACES = 2,
    MOST_PRINTED_RATE_PLACES = 4,
};

static struct decimal whole(void)
{
    return decimal_from_integer(1);
}

static bool is_odd(struct decimal decimal)
{
    return decimal.coefficient % 2 != 0;
}

/* 10^-places */
static struct decimal unit_of(uint32_t places)
{
    return (struct decimal){ 1, places };
}

/* Half way from the next number of as many places that is nearer to 0. */
static struct decimal half_below(struct decimal rounded)
{
    struct decimal half = { decimal_sign(rounded) < 0 ? -5 : 5, rounded.places + 1 };
    return decimal_subtract(rounded, half);
}

/* The next number of as many places that is nearer to 0. */
static struct decimal next_below(struct decimal rounded)
{
    struct decimal unit = unit_of(rounded.places);
    return decimal_sign(rounded) < 0 ? decimal_add(rounded, unit) : decimal_subtract(rounded, unit);
}

/* Whether a × b ÷ c is `decimal`; c is above 0. */
static bool is_quotient(struct decimal a, struct decimal b, struct decimal c, struct decimal decimal)
{
    if (decimal_sign(b) <= 0) {
        struct decimal turned = decimal_subtract(decimal_from_integer(0), b);
        return decimal_sign(b) == 0 ? decimal_is_zero(decimal)
                                    : is_quotient(decimal_subtract(decimal_from_integer(0), a), turned, c, decimal);
    }
    return decimal_compare_quotients(a, c, decimal, b) == 0;
}

/* a × b ÷ c. */
static struct decimal quotient_rounded(struct decimal a, struct decimal b, struct decimal c, enum rounding_way way,
                                       uint32_t places)
{
    if (way == ROUNDING_TRUNCATED) {
        return decimal_product_quotient_truncated(a, b, c, places);
    }
    struct decimal rounded = decimal_product_quotient_rounded_half_up(a, b, c, places);
    /* Half up went away from 0 at exactly a half; where that made it odd, half even would not have. */
    bool may_be_tie = way == ROUNDING_HALF_EVEN && decimal_is_in_range(rounded) && rounded.places == places &&
                      is_odd(rounded) && decimal_is_in_range(half_below(rounded));
    return may_be_tie && is_quotient(a, b, c, half_below(rounded)) ? next_below(rounded) : rounded;
}

static struct decimal decimal_rounded(struct decimal decimal, const struct rounding_step *step)
{
    return step->is_taken ? quotient_rounded(decimal, whole(), whole(), step->way, step->places) : decimal;
}

static bool is_declared(struct decimal decimal, struct decimal declared)
{
    return decimal_is_in_range(decimal) && decimal_equals(decimal, declared);
}

/* ---- the last step ---- */

/* The places that a decimal needs: none for 4.00. */
static uint32_t needed_places(struct decimal decimal)
{
    while (decimal.places > 0 && decimal.coefficient % 10 == 0) {
        decimal.coefficient /= 10;
        decimal.places--;
    }
    return decimal.places;
}

/* Half up to every number of places, then the other ways. To fewer places than `declared` needs nothing gives it. */
static bool last_step_find(struct decimal a, struct decimal b, struct decimal c, struct decimal declared,
                           struct rounding_step *step_out)
{
    uint32_t least_places = needed_places(declared);
    for (size_t way = 0; way < WAYS; way++) {
        for (uint32_t places = least_places; places <= MOST_POINT_PLACES; places++) {
            if (is_declared(quotient_rounded(a, b, c, ways[way], places), declared)) {
                *step_out = (struct rounding_step){ true, ways[way], places };
                return true;
            }
        }
    }
    return false;
}

/* ---- a rate, then points ---- */

static bool points_give(struct decimal points, struct decimal declared, struct rounding_step *last_out)
{
    return decimal_is_in_range(points) &&
           (decimal_equals(points, declared) || last_step_find(points, whole(), whole(), declared, last_out));
}

static bool rate_first_find(struct decimal weight, struct decimal upper, struct decimal lower, struct decimal declared,
                            struct rounding_order *order_out)
{
    for (size_t way = 0; way < WAYS; way++) {
        for (size_t i = 0; i < RATE_PLACES; i++) {
            struct decimal rate = quotient_rounded(decimal_from_integer(100), upper, lower, ways[way], rate_places[i]);
            struct rounding_order order = { .rate = { true, ways[way], rate_places[i] }, .rate_per_cent = rate };
            if (points_give(decimal_multiply(decimal_shifted(rate, -2), weight), declared, &order.last)) {
                *order_out = order;
                return true;
            }
        }
    }
    return false;
}

bool rounding_order_find(struct decimal weight, struct decimal upper, struct decimal lower, struct decimal declared,
                         struct rounding_order *order_out)
{
    *order_out = (struct rounding_order){ .rate_per_cent = decimal_from_integer(0) };
    return last_step_find(weight, upper, lower, declared, &order_out->last) ||
           rate_first_find(weight, upper, lower, declared, order_out);
}

static bool rate_gives(struct decimal upper, struct decimal lower, struct decimal declared,
                       const struct rounding_step *step)
{
    return is_declared(quotient_rounded(decimal_from_integer(100), upper, lower, step->way, step->places), declared);
}

bool rounding_order_of_rate_find(struct decimal upper, struct decimal lower, struct decimal declared,
                                 struct rounding_order *order_out)
{
    *order_out = (struct rounding_order){ .rate_per_cent = declared };
    for (size_t way = 0; way < WAYS; way++) {
        order_out->rate = (struct rounding_step){ true, ways[way], declared.places };
        if (rate_gives(upper, lower, declared, &order_out->rate)) {
            return true;
        }
        for (uint32_t places = 0; places <= MOST_PRINTED_RATE_PLACES; places++) {
            order_out->rate.places = places;
            if (rate_gives(upper, lower, declared, &order_out->rate)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- sums ---- */

static struct decimal fraction_rounded(const struct fraction *fraction, enum rounding_way way, uint32_t places)
{
    struct decimal rounded = fraction_rounded_half_up(fraction, places);
    if (way == ROUNDING_HALF_UP || !decimal_is_in_range(rounded) || !decimal_is_in_range(half_below(rounded))) {
        return rounded;
    }
    if (way == ROUNDING_HALF_EVEN) {
        bool is_tie = is_odd(rounded) && fraction_compare_decimal(fraction, half_below(rounded)) == 0;
        return is_tie ? next_below(rounded) : rounded;
    }
    bool is_away = decimal_sign(rounded) * fraction_compare_decimal(fraction, rounded) < 0;
    return is_away ? next_below(rounded) : rounded;
}

static void add_terms(struct fraction *sum, const struct rounded_part *part)
{
    for (size_t i = 0; i < part->term_count; i++) {
        fraction_add_product_quotient(sum, part->terms[i].weight, part->terms[i].upper, part->terms[i].lower);
    }
}

static struct decimal exact_part_rounded(const struct rounded_part *part, const struct rounding_step *step)
{
    const struct quotient_term *term = part->terms;
    if (part->term_count == 1) {
        return quotient_rounded(term->weight, term->upper, term->lower, step->way, step->places);
    }
    struct fraction exact;
    fraction_zero(&exact);
    add_terms(&exact, part);
    return fraction_rounded(&exact, step->way, step->places);
}

/* Its points by rates that were rounded first. */
static struct decimal part_of_rounded_rates(const struct rounded_part *part, const struct rounding_step *step)
{
    struct decimal points = decimal_from_integer(0);
    for (size_t i = 0; i < part->term_count; i++) {
        const struct quotient_term *term = &part->terms[i];
        struct decimal rate =
            quotient_rounded(decimal_from_integer(100), term->upper, term->lower, step->way, step->places);
        points = decimal_add(points, decimal_multiply(decimal_shifted(rate, -2), term->weight));
    }
    return points;
}

static struct decimal part_rounded(const struct rounded_part *part, const struct rounding_order *order)
{
    if (order->rate.is_taken) {
        return decimal_rounded(part_of_rounded_rates(part, &order->rate), &order->each);
    }
    return order->is_of_exact_parts ? exact_part_rounded(part, &order->each)
                                    : decimal_rounded(part->printed, &order->each);
}

static struct decimal sum_of(const struct rounded_sum *sum, const struct rounding_order *order)
{
    struct decimal total = decimal_from_integer(0);
    for (size_t i = 0; i < sum->part_count; i++) {
        total = decimal_add(total, part_rounded(&sum->parts[i], order));
    }
    return total;
}

static bool sum_gives(const struct rounded_sum *sum, struct decimal declared, struct rounding_order *order)
{
    return points_give(sum_of(sum, order), declared, &order->last);
}

/* Each part rounded, then the sum as it comes, or rounded. What `order_out` has taken before stays. */
static bool each_first_find(const struct rounded_sum *sum, struct decimal declared, struct rounding_order *order_out)
{
    for (size_t way = 0; way < WAYS; way++) {
        for (uint32_t places = 0; places <= MOST_POINT_PLACES; places++) {
            order_out->each = (struct rounding_step){ true, ways[way], places };
            if (sum_gives(sum, declared, order_out)) {
                return true;
            }
        }
    }
    return false;
}

static bool rates_first_find(const struct rounded_sum *sum, struct decimal declared, struct rounding_order *order_out)
{
    for (size_t way = 0; way < WAYS; way++) {
        for (size_t i = 0; i < RATE_PLACES; i++) {
            *order_out =
                (struct rounding_order){ .rate = { true, ways[way], rate_places[i] }, .is_of_exact_parts = true };
            if (sum_gives(sum, declared, order_out) || each_first_find(sum, declared, order_out)) {
                return true;
            }
        }
    }
    return false;
}

static bool printed_sum_find(const struct rounded_sum *sum, struct decimal declared, struct rounding_order *order_out)
{
    *order_out = (struct rounding_order){ .is_of_exact_parts = false };
    return sum_gives(sum, declared, order_out) || each_first_find(sum, declared, order_out);
}

/* The exact parts, and only their sum rounded. */
static enum rounding_answer exact_sum_find(const struct rounded_sum *sum, struct decimal declared,
                                           struct rounding_order *order_out)
{
    struct fraction exact;
    fraction_zero(&exact);
    for (size_t i = 0; i < sum->part_count; i++) {
        add_terms(&exact, &sum->parts[i]);
    }
    if (!exact.is_in_range) {
        return ROUNDING_NOT_ALL_TRIED;
    }
    *order_out = (struct rounding_order){ .is_of_exact_parts = true };
    if (fraction_compare_decimal(&exact, declared) == 0) {
        return ROUNDING_ORDER_FOUND;
    }
    for (size_t way = 0; way < WAYS; way++) {
        for (uint32_t places = 0; places <= MOST_POINT_PLACES; places++) {
            if (is_declared(fraction_rounded(&exact, ways[way], places), declared)) {
                order_out->last = (struct rounding_step){ true, ways[way], places };
                return ROUNDING_ORDER_FOUND;
            }
        }
    }
    return ROUNDING_ORDER_NOT_THERE;
}

enum rounding_answer rounding_order_of_sum_find(const struct rounded_sum *sum, struct decimal declared,
                                                struct rounding_order *order_out)
{
    if (sum->part_count > ROUNDED_SUM_MOST_PARTS) {
        return ROUNDING_NOT_ALL_TRIED;
    }
    if (sum->is_printed && printed_sum_find(sum, declared, order_out)) {
        return ROUNDING_ORDER_FOUND;
    }
    enum rounding_answer answer = exact_sum_find(sum, declared, order_out);
    if (answer == ROUNDING_ORDER_FOUND) {
        return answer;
    }
    *order_out = (struct rounding_order){ .is_of_exact_parts = true };
    bool is_found = each_first_find(sum, declared, order_out) || rates_first_find(sum, declared, order_out);
    return is_found ? ROUNDING_ORDER_FOUND : answer;
}

/* ---- whether there is anything to ask ---- */

static bool is_whole(const struct quotient_term *term)
{
    struct decimal rounded = decimal_product_quotient_rounded_half_up(term->weight, term->upper, term->lower, 0);
    return decimal_is_in_range(rounded) && is_quotient(term->weight, term->upper, term->lower, rounded);
}

bool rounding_cannot_matter(struct decimal weight, struct decimal upper, struct decimal lower)
{
    const struct quotient_term points = { weight, upper, lower };
    const struct quotient_term per_cent = { decimal_from_integer(100), upper, lower };
    return is_whole(&points) && is_whole(&per_cent);
}

bool rounding_cannot_matter_in_sum(const struct rounded_sum *sum)
{
    for (size_t i = 0; i < sum->part_count; i++) {
        const struct rounded_part *part = &sum->parts[i];
        if (sum->is_printed && needed_places(part->printed) > 0) {
            return false;
        }
        for (size_t term = 0; term < part->term_count; term++) {
            if (!is_whole(&part->terms[term])) {
                return false;
            }
        }
    }
    return true;
}
