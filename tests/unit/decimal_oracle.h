#ifndef ZIPING_TESTS_DECIMAL_ORACLE_H
#define ZIPING_TESTS_DECIMAL_ORACLE_H

/* GMP's rationals as the judge of our arithmetic, and seeded pseudo-random decimals that like the edges. */

#include "decimal.h"

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

/* SplitMix64: the same numbers everywhere. */
static inline uint64_t next_random(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15u;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)(next_random(state) % limit);
}

/* A whole number of at most `most_digits`: often small, often nines or a one with zeros. */
static inline int128 random_coefficient(uint64_t *state, uint32_t most_digits)
{
    uint32_t digits = random_below(state, most_digits + 1);
    uint32_t shape = random_below(state, 8);
    int128 coefficient = 0;
    for (uint32_t i = 0; i < digits; i++) {
        uint32_t digit = random_below(state, 10);
        if (shape == 0) {
            digit = 9;
        } else if (shape == 1) {
            digit = i == 0;
        } else if (shape == 2 && i > digits / 2) {
            digit = 0;
        } else if (shape == 3 && i > 0) {
            digit = i + 1 == digits ? 5 : 0;
        }
        coefficient = coefficient * 10 + digit;
    }
    return random_below(state, 3) == 0 ? -coefficient : coefficient;
}

static inline struct decimal random_decimal(uint64_t *state, uint32_t most_digits, uint32_t most_places)
{
    int128 coefficient = random_coefficient(state, most_digits);
    return (struct decimal){ coefficient, random_below(state, most_places + 1) };
}

static inline struct decimal random_divisor(uint64_t *state, uint32_t most_digits, uint32_t most_places)
{
    struct decimal decimal = random_decimal(state, most_digits, most_places);
    if (decimal.coefficient == 0) {
        decimal.coefficient = 1;
    }
    return decimal;
}

static inline void oracle_set(mpq_t value, struct decimal decimal)
{
    uint128 magnitude = (uint128)(decimal.coefficient < 0 ? -decimal.coefficient : decimal.coefficient);
    uint64_t words[2] = { (uint64_t)magnitude, (uint64_t)(magnitude >> 64) };
    mpz_import(mpq_numref(value), 2, -1, sizeof(words[0]), 0, 0, words);
    if (decimal.coefficient < 0) {
        mpz_neg(mpq_numref(value), mpq_numref(value));
    }
    mpz_ui_pow_ui(mpq_denref(value), 10, decimal.places);
    mpq_canonicalize(value);
}

/* value × 10^power. */
static inline void oracle_shift(mpq_t value, int power)
{
    mpz_t ten_to_power;
    mpz_init(ten_to_power);
    mpz_ui_pow_ui(ten_to_power, 10, (unsigned long)(power < 0 ? -power : power));
    mpz_ptr moved = power < 0 ? mpq_denref(value) : mpq_numref(value);
    mpz_mul(moved, moved, ten_to_power);
    mpq_canonicalize(value);
    mpz_clear(ten_to_power);
}

enum oracle_rounding { ORACLE_HALF_UP, ORACLE_TOWARDS_ZERO };

static inline void oracle_round(mpq_t value, uint32_t places, enum oracle_rounding rounding)
{
    oracle_shift(value, (int)places);
    if (rounding == ORACLE_HALF_UP) {
        mpq_t half;
        mpq_init(half);
        mpq_set_si(half, mpq_sgn(value) < 0 ? -1 : 1, 2);
        mpq_add(value, value, half);
        mpq_clear(half);
    }
    mpz_tdiv_q(mpq_numref(value), mpq_numref(value), mpq_denref(value));
    mpz_set_ui(mpq_denref(value), 1);
    oracle_shift(value, -(int)places);
}

/* The fewest places that write the value; -1 when more than `most_places` would be needed. */
static inline int oracle_places(mpq_srcptr value, uint32_t most_places)
{
    mpz_t ten_to_power;
    mpz_init_set_ui(ten_to_power, 1);
    int places = -1;
    for (uint32_t i = 0; i <= most_places && places < 0; i++) {
        if (mpz_divisible_p(ten_to_power, mpq_denref(value))) {
            places = (int)i;
        }
        mpz_mul_ui(ten_to_power, ten_to_power, 10);
    }
    mpz_clear(ten_to_power);
    return places;
}

/* Whether 38 digits with at most 38 places write the value. */
static inline bool oracle_is_in_range(mpq_srcptr value)
{
    int places = oracle_places(value, DECIMAL_MOST_DIGITS);
    if (places < 0) {
        return false;
    }
    mpq_t coefficient;
    mpz_t limit;
    mpq_init(coefficient);
    mpz_init(limit);
    mpq_set(coefficient, value);
    oracle_shift(coefficient, places);
    mpz_ui_pow_ui(limit, 10, DECIMAL_MOST_DIGITS);
    bool is_in_range = mpz_cmpabs(mpq_numref(coefficient), limit) < 0;
    mpz_clear(limit);
    mpq_clear(coefficient);
    return is_in_range;
}

/* Whether `found` is the value, or out of range because the value is. */
static inline bool oracle_agrees(mpq_srcptr value, struct decimal found)
{
    if (!oracle_is_in_range(value) || !decimal_is_in_range(found)) {
        return !oracle_is_in_range(value) && !decimal_is_in_range(found);
    }
    mpq_t found_value;
    mpq_init(found_value);
    oracle_set(found_value, found);
    bool agrees = mpq_equal(value, found_value) != 0;
    mpq_clear(found_value);
    return agrees;
}

#endif
