#ifndef ZIPING_ROUNDING_ORDER_H
#define ZIPING_ROUNDING_ORDER_H

#include "decimal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In which order, and how, somebody may have rounded a score that is not the computed one: the rate first, or only the
   points; the parts of a sum, or only the sum. */

enum rounding_way { ROUNDING_HALF_UP, ROUNDING_HALF_EVEN, ROUNDING_TRUNCATED };

struct rounding_step {
    bool is_taken;
    enum rounding_way way;
    uint32_t places;
};

/* Steps in the order in which they are taken. */
struct rounding_order {
    struct rounding_step rate; /* of the rate in per cent, or of those of all parts of a sum: 0, 1, 2 or 4 places */
    struct rounding_step each; /* of each part of a sum: 0, 1 or 2 places */
    struct rounding_step last; /* of the points, or of the sum: 0, 1 or 2 places */
    bool is_of_exact_parts;    /* of a sum: its parts are not the printed ones, but those before their own rounding */
    struct decimal rate_per_cent; /* of a score: what the step made of the rate */
};

/* declared = weight × upper ÷ lower, rounded somehow; lower must be above 0. Answers whether an order of rounding gives
   it, and the likeliest that does: fewer steps before more, half up before the other ways; no step is taken where it is
   the score before any rounding. Above the weight no order gives anything. */
bool rounding_order_find(struct decimal weight, struct decimal upper, struct decimal lower, struct decimal declared,
                         struct rounding_order *order_out);

/* declared = a rate in per cent, 100 × upper ÷ lower, rounded to up to four places or to those that it prints. */
bool rounding_order_of_rate_find(struct decimal upper, struct decimal lower, struct decimal declared,
                                 struct rounding_order *order_out);

/* weight × upper ÷ lower; lower is above 0. */
struct quotient_term {
    struct decimal weight;
    struct decimal upper;
    struct decimal lower;
};

/* One part of a sum: as it was printed, and the terms that it is the sum of before it is rounded. `most`: what rounding
   does not lift it above, its weight; not looked at unless `has_most`. */
struct rounded_part {
    struct decimal printed;
    const struct quotient_term *terms;
    size_t term_count;
    struct decimal most;
    bool has_most;
};

struct rounded_sum {
    const struct rounded_part *parts;
    size_t part_count;
    bool is_printed; /* else only the parts before their rounding are there */
};

/* Whether no rounding can have changed anything: of a score, whose rate is a whole number of per cent too, and of a sum
   of whole numbers. */
bool rounding_cannot_matter(struct decimal weight, struct decimal upper, struct decimal lower);
bool rounding_cannot_matter_in_sum(const struct rounded_sum *sum);

enum { ROUNDED_SUM_MOST_TERMS = 1000 }; /* of all parts; more than any form has */

enum rounding_answer {
    ROUNDING_ORDER_FOUND,
    ROUNDING_ORDER_NOT_THERE,
    ROUNDING_NOT_ALL_TRIED, /* too many parts, or the exact sum needs too many digits */
};

/* declared = the sum of the parts, printed, or exact with or without a rounding of their rates; each rounded or not,
   and the sum rounded or not. `order_out` is set where one is found. */
enum rounding_answer rounding_order_of_sum_find(const struct rounded_sum *sum, struct decimal declared,
                                                struct rounding_order *order_out);

#endif
