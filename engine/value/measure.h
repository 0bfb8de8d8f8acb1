#ifndef ZIPING_MEASURE_H
#define ZIPING_MEASURE_H

#include "unit.h"

struct reading;

/* What stands behind a number, up to a suffix word: 万元, 余人, 千克. */
struct tail {
    int power; /* of ten, of the scale */
    struct text unit;
    enum unit_standing standing; /* UNIT_KNOWN for no unit */
    bool is_approximate;         /* 余 or 多 */
};

/* Splits a tail into scale and unit: 万元 is a scale and a unit, 千克 is a unit. */
struct tail tail_read(const struct vocabulary *vocabulary, struct text text);

/* The number with its scale; false where that is too large. */
bool number_scaled(struct decimal number, int power, struct decimal *scaled_out);

/* Chinese numerals without patterns: 两次, 十五人以上. The value that value_read_by_rules would read; false where this
   quick look does not settle it. */
bool numeral_read_quickly(const struct reading *reading, struct value *value_out);

/* 19xx and 20xx before 年: a year, never a number of years. */
bool number_is_year(struct text number, struct text unit);

#endif
