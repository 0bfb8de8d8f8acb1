#include "rounding_order.h"

#include "fraction.h"

#include <string.h>

static const enum rounding_way ways[] = { ROUNDING_HALF_UP, ROUNDING_HALF_EVEN, ROUNDING_TRUNCATED };
static const uint32_t rate_places[] = { 0, 1, 2, 4 };

enum {
    WAYS = sizeof(ways) / sizeof(ways[0]),
    RATE_PLACES = sizeof(rate_places) / sizeof(rate_places[0]),
    MOST_POINT_PLACES = 2,
    MOST_PRINTED_RATE_PLACES = 4,
    MOST_QUOTIENTS = 32,
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

/* Of a number in range. */
static struct decimal number_rounded(struct decimal number, enum rounding_way way, uint32_t places)
{
    if (number.places <= places) {
        return number;
    }
    if (way == ROUNDING_TRUNCATED) {
        return decimal_truncated(number, places);
    }
    struct decimal rounded = decimal_rounded_half_up(number, places);
    bool may_be_tie = way == ROUNDING_HALF_EVEN && is_odd(rounded) && decimal_is_in_range(half_below(rounded));
    return may_be_tie && decimal_equals(number, half_below(rounded)) ? next_below(rounded) : rounded;
}

static struct decimal decimal_rounded(struct decimal decimal, const struct rounding_step *step)
{
    bool is_rounded = step->is_taken && decimal_is_in_range(decimal);
    return is_rounded ? number_rounded(decimal, step->way, step->places) : decimal;
}

static bool is_declared(struct decimal decimal, struct decimal declared)
{
    return decimal_is_in_range(decimal) && decimal_equals(decimal, declared);
}

/* ---- the last step ---- */

/* Half up to every number of places, then the other ways. To fewer places than `declared` needs nothing gives it. */
static bool last_step_find(struct decimal a, struct decimal b, struct decimal c, struct decimal declared,
                           struct rounding_step *step_out)
{
    uint32_t least_places = decimal_needed_places(declared);
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

static struct decimal magnitude(struct decimal decimal)
{
    return decimal_sign(decimal) < 0 ? decimal_subtract(decimal_from_integer(0), decimal) : decimal;
}

/* Whether two numbers in range lie farther apart than that. */
static bool are_apart(struct decimal a, struct decimal b, struct decimal distance)
{
    struct decimal difference = decimal_subtract(a, b);
    return !decimal_is_in_range(difference) || !decimal_is_in_range(distance) ||
           decimal_compare(magnitude(difference), distance) > 0;
}

/* Rounding to whole points or more places moves by less than one point. */
static bool points_give(struct decimal points, struct decimal declared, struct rounding_step *last_out)
{
    if (!decimal_is_in_range(points) || are_apart(points, declared, whole())) {
        return false;
    }
    uint32_t least_places = decimal_needed_places(declared);
    if (decimal_equals(points, declared)) {
        return true;
    }
    for (size_t way = 0; way < WAYS; way++) {
        for (uint32_t places = least_places; places <= MOST_POINT_PLACES; places++) {
            if (decimal_equals(number_rounded(points, ways[way], places), declared)) {
                *last_out = (struct rounding_step){ true, ways[way], places };
                return true;
            }
        }
    }
    return false;
}

enum { NEAR_PLACES = 6 };

/* Whether no order can give `declared`, since none moves the points that far: the rate by less than one per cent, the
   points by less than one. A little more is left to what the quotient is cut off by. */
static bool is_out_of_reach(struct decimal weight, struct decimal upper, struct decimal lower, struct decimal declared)
{
    struct decimal near = decimal_product_quotient_rounded_half_up(weight, upper, lower, NEAR_PLACES);
    return decimal_is_in_range(near) && decimal_is_in_range(weight) &&
           are_apart(near, declared, decimal_add(decimal_shifted(magnitude(weight), -2), decimal_from_integer(2)));
}

static bool rate_first_find(struct decimal weight, struct decimal upper, struct decimal lower, struct decimal declared,
                            struct rounding_order *order_out)
{
    for (size_t way = 0; way < WAYS; way++) {
        for (size_t i = 0; i < RATE_PLACES; i++) {
            struct decimal rate = quotient_rounded(decimal_from_integer(100), upper, lower, ways[way], rate_places[i]);
            struct rounding_order order = { .rate = { true, ways[way], rate_places[i] }, .rate_per_cent = rate };
            if (points_give(decimal_multiply(decimal_shifted(rate, -2), weight), declared, &order.last)) {
                /* A rate that ends there was not rounded: the score is what comes of it. */
                order.rate.is_taken = !is_quotient(decimal_from_integer(100), upper, lower, rate);
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
    bool is_above_weight = decimal_sign(weight) > 0 && decimal_compare(declared, weight) > 0;
    if (is_above_weight || is_out_of_reach(weight, upper, lower, declared)) {
        return false; /* rounded or not, a score is at most the weight */
    }
    return last_step_find(weight, upper, lower, declared, &order_out->last) ||
           rate_first_find(weight, upper, lower, declared, order_out) || is_quotient(weight, upper, lower, declared);
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

/* Points as they are, no quotient: most parts of a total. */
static bool is_plain(const struct rounded_part *part)
{
    const struct quotient_term *term = part->terms;
    return part->term_count == 1 && decimal_equals(term->upper, term->lower) && decimal_is_in_range(term->weight);
}

static struct decimal exact_part_rounded(const struct rounded_part *part, const struct rounding_step *step)
{
    const struct quotient_term *term = part->terms;
    if (is_plain(part)) {
        return number_rounded(term->weight, step->way, step->places);
    }
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
    if (is_plain(part)) {
        return part->terms->weight;
    }
    for (size_t i = 0; i < part->term_count; i++) {
        const struct quotient_term *term = &part->terms[i];
        struct decimal rate =
            quotient_rounded(decimal_from_integer(100), term->upper, term->lower, step->way, step->places);
        points = decimal_add(points, decimal_multiply(decimal_shifted(rate, -2), term->weight));
    }
    return points;
}

static struct decimal part_as_rounded(const struct rounded_part *part, const struct rounding_order *order)
{
    if (order->rate.is_taken) {
        return decimal_rounded(part_of_rounded_rates(part, &order->rate), &order->each);
    }
    return order->is_of_exact_parts ? exact_part_rounded(part, &order->each)
                                    : decimal_rounded(part->printed, &order->each);
}

/* Nobody gets more than the weight because it was rounded. */
static struct decimal at_most(const struct rounded_part *part, struct decimal points)
{
    return part->has_most && decimal_is_in_range(points) ? decimal_least(points, part->most) : points;
}

static struct decimal part_rounded(const struct rounded_part *part, const struct rounding_order *order)
{
    struct decimal points = part_as_rounded(part, order);
    return order->each.is_taken ? at_most(part, points) : points;
}

/* What is looked for in a sum, and how far each step can move it: most orders are out of reach of what was declared,
   and need not be tried. */
struct sum_search {
    const struct rounded_sum *sum;
    struct decimal declared;
    bool has_reach;                              /* else nothing below is set */
    struct decimal printed;                      /* the sum of the parts as they were printed */
    struct decimal exact;                        /* the sum before any rounding, to a few places */
    struct decimal rated;                        /* the weights whose rates may be rounded */
    size_t printed_moved[MOST_POINT_PLACES + 1]; /* how many parts rounding to so many places moves */
    size_t exact_moved[MOST_POINT_PLACES + 1];
    /* Points are the same whatever becomes of the rates: they are added up once. The other parts are few. */
    struct decimal plain;
    struct decimal plain_rounded[WAYS][MOST_POINT_PLACES + 1];
    const struct rounded_part *quotients[MOST_QUOTIENTS];
    size_t quotient_count; /* more than there is room for: nothing was added up */
};

static void count_moved(struct sum_search *search, const struct rounded_part *part, bool is_plain_part)
{
    for (uint32_t places = 0; places <= MOST_POINT_PLACES; places++) {
        search->printed_moved[places] += part->printed.places > places;
        search->exact_moved[places] += !is_plain_part || part->terms->weight.places > places;
    }
}

static void add_plain(struct sum_search *search, const struct rounded_part *part)
{
    struct decimal points = part->terms->weight;
    search->plain = decimal_add(search->plain, points);
    for (size_t way = 0; way < WAYS; way++) {
        for (uint32_t places = 0; places <= MOST_POINT_PLACES; places++) {
            struct decimal *sum = &search->plain_rounded[ways[way]][places];
            *sum = decimal_add(*sum, at_most(part, number_rounded(points, ways[way], places)));
        }
    }
}

static void sort_part(struct sum_search *search, const struct rounded_part *part, bool is_plain_part)
{
    if (is_plain_part) {
        add_plain(search, part);
        return;
    }
    if (search->quotient_count < MOST_QUOTIENTS) {
        search->quotients[search->quotient_count] = part;
    }
    search->quotient_count++;
}

static struct sum_search search_begin(const struct rounded_sum *sum, struct decimal declared)
{
    struct decimal zero = decimal_from_integer(0);
    struct sum_search search = {
        .sum = sum, .declared = declared, .printed = zero, .exact = zero, .rated = zero, .plain = zero
    };
    memset(search.plain_rounded, 0, sizeof(search.plain_rounded)); /* a decimal of no bits is 0 */
    for (size_t i = 0; i < sum->part_count; i++) {
        const struct rounded_part *part = &sum->parts[i];
        bool is_plain_part = is_plain(part);
        search.printed = decimal_add(search.printed, part->printed);
        count_moved(&search, part, is_plain_part);
        sort_part(&search, part, is_plain_part);
        for (size_t j = 0; j < part->term_count; j++) {
            const struct quotient_term *term = &part->terms[j];
            struct decimal near = is_plain_part ? term->weight
                                                : decimal_product_quotient_rounded_half_up(term->weight, term->upper,
                                                                                           term->lower, NEAR_PLACES);
            search.exact = decimal_add(search.exact, near);
            if (!is_plain_part && decimal_is_in_range(term->weight)) {
                search.rated = decimal_add(search.rated, magnitude(term->weight));
            }
        }
    }
    search.has_reach =
        decimal_is_in_range(search.printed) && decimal_is_in_range(search.exact) && decimal_is_in_range(search.rated);
    return search;
}

/* A rate moves by less than a unit of its last place, of per cent; a part and the sum by less than one of theirs. */
static bool is_sum_out_of_reach(const struct sum_search *search, const struct rounding_order *order)
{
    bool is_exact = order->rate.is_taken || order->is_of_exact_parts;
    struct decimal distance = decimal_from_integer(2);
    if (!search->has_reach) {
        return false;
    }
    if (order->rate.is_taken) {
        distance = decimal_add(distance, decimal_shifted(search->rated, -2 - (int)order->rate.places));
    }
    if (order->each.is_taken) {
        size_t moved = is_exact ? search->exact_moved[order->each.places] : search->printed_moved[order->each.places];
        struct decimal units = decimal_from_integer((int64_t)moved);
        distance = decimal_add(distance, decimal_multiply(units, unit_of(order->each.places)));
    }
    return are_apart(is_exact ? search->exact : search->printed, search->declared, distance);
}

static struct decimal sum_of_all(const struct rounded_sum *sum, const struct rounding_order *order)
{
    struct decimal total = decimal_from_integer(0);
    for (size_t i = 0; i < sum->part_count; i++) {
        total = decimal_add(total, part_rounded(&sum->parts[i], order));
    }
    return total;
}

static struct decimal sum_of(const struct sum_search *search, const struct rounding_order *order)
{
    bool is_exact = order->rate.is_taken || order->is_of_exact_parts;
    if (!is_exact || search->quotient_count > MOST_QUOTIENTS) {
        return sum_of_all(search->sum, order);
    }
    struct decimal total =
        order->each.is_taken ? search->plain_rounded[order->each.way][order->each.places] : search->plain;
    for (size_t i = 0; i < search->quotient_count; i++) {
        total = decimal_add(total, part_rounded(search->quotients[i], order));
    }
    return total;
}

static bool sum_gives(const struct sum_search *search, struct rounding_order *order)
{
    return !is_sum_out_of_reach(search, order) && points_give(sum_of(search, order), search->declared, &order->last);
}

/* Each part rounded, then the sum as it comes, or rounded. What `order_out` has taken before stays. */
static bool each_first_find(const struct sum_search *search, struct rounding_order *order_out)
{
    for (size_t way = 0; way < WAYS; way++) {
        for (uint32_t places = 0; places <= MOST_POINT_PLACES; places++) {
            order_out->each = (struct rounding_step){ true, ways[way], places };
            if (sum_gives(search, order_out)) {
                return true;
            }
        }
    }
    return false;
}

static bool rates_first_find(const struct sum_search *search, struct rounding_order *order_out)
{
    for (size_t way = 0; way < WAYS; way++) {
        for (size_t i = 0; i < RATE_PLACES; i++) {
            *order_out =
                (struct rounding_order){ .rate = { true, ways[way], rate_places[i] }, .is_of_exact_parts = true };
            if (sum_gives(search, order_out) || each_first_find(search, order_out)) {
                return true;
            }
        }
    }
    return false;
}

static bool printed_sum_find(const struct sum_search *search, struct rounding_order *order_out)
{
    *order_out = (struct rounding_order){ .is_of_exact_parts = false };
    return sum_gives(search, order_out) || each_first_find(search, order_out);
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
    size_t term_count = 0;
    for (size_t i = 0; i < sum->part_count; i++) {
        term_count += sum->parts[i].term_count;
    }
    if (term_count > ROUNDED_SUM_MOST_TERMS) {
        return ROUNDING_NOT_ALL_TRIED;
    }
    const struct sum_search search = search_begin(sum, declared);
    if (sum->is_printed && printed_sum_find(&search, order_out)) {
        return ROUNDING_ORDER_FOUND;
    }
    enum rounding_answer answer = exact_sum_find(sum, declared, order_out);
    if (answer == ROUNDING_ORDER_FOUND) {
        return answer;
    }
    *order_out = (struct rounding_order){ .is_of_exact_parts = true };
    bool has_rates = search.quotient_count > 0;
    bool is_found = each_first_find(&search, order_out) || (has_rates && rates_first_find(&search, order_out));
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
        if (sum->is_printed && decimal_needed_places(part->printed) > 0) {
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
