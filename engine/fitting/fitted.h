#ifndef ZIPING_FITTED_H
#define ZIPING_FITTED_H

#include "witness.h"

/* What declared results say about one parameter of a rule set, the others held as they are. A result is evidence where
   some values of the parameter reproduce it and others do not; what every value reproduces says nothing, and what none
   does is counted apart. */

/* a ÷ b, exact; b is above 0. */
struct quotient_of_decimals {
    struct decimal upper;
    struct decimal lower;
};

static inline struct quotient_of_decimals quotient_of_one(struct decimal decimal)
{
    return (struct quotient_of_decimals){ decimal, decimal_from_integer(1) };
}

/* One end of what is allowed, and the result that makes it: of several, the first. */
struct fitted_end {
    bool is_given; /* else there is no end on this side */
    bool is_closed;
    struct quotient_of_decimals value;
    struct witness witness;
};

/* All values that reproduce every result that is evidence. Without ends: nothing is evidence. With low above high, no
   value does, and the two results contradict each other. */
struct fitted_interval {
    struct fitted_end low;
    struct fitted_end high;
    uint64_t evidence;
    uint64_t unreproduced;
};

/* Shares of a weight that were declared where one 区间 admits the score. That 区间 may begin anywhere from 0 to the
   least of them, and end anywhere from the greatest to 1. */
struct fitted_shares {
    struct fitted_end least;
    struct fitted_end greatest;
    uint64_t evidence;
    uint64_t unreproduced; /* no share of the weight: below nothing or above all */
};

/* Whole numbers of decimal places. */
enum { FITTED_PLACES = 7 };
struct fitted_places {
    uint64_t reproduced[FITTED_PLACES];   /* of the evidence, by the number of places */
    struct witness missed[FITTED_PLACES]; /* the first that this number of places does not reproduce */
    uint64_t evidence;
    uint64_t unreproduced;
};

/* Where witnesses get their blocks; see witness_keep. */
struct keeping {
    const struct memory *memory;
    struct arena *scratch;
};

/* The value must be at least so much (closed), or more (open); at most, or less. */
void fitted_raise_low(struct fitted_interval *interval, struct quotient_of_decimals value, bool is_closed,
                      const struct declared_result *result, const struct keeping *keeping);
void fitted_lower_high(struct fitted_interval *interval, struct quotient_of_decimals value, bool is_closed,
                       const struct declared_result *result, const struct keeping *keeping);
bool fitted_interval_is_empty(const struct fitted_interval *interval);
bool fitted_interval_holds(const struct fitted_interval *interval, struct quotient_of_decimals value);

/* A share from 0 to 1. */
void fitted_shares_add(struct fitted_shares *shares, struct quotient_of_decimals share,
                       const struct declared_result *result, const struct keeping *keeping);

/* `is_reproduced` by the number of places. */
void fitted_places_add(struct fitted_places *places, const bool *is_reproduced, const struct declared_result *result,
                       const struct keeping *keeping);
/* Whether so many places reproduce all the evidence. */
bool fitted_places_allow(const struct fitted_places *places, size_t count);

void fitted_interval_end(struct fitted_interval *interval, const struct memory *memory);
void fitted_shares_end(struct fitted_shares *shares, const struct memory *memory);
void fitted_places_end(struct fitted_places *places, const struct memory *memory);

#endif
