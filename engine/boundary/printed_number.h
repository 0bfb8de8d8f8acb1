#ifndef ZIPING_PRINTED_NUMBER_H
#define ZIPING_PRINTED_NUMBER_H

#include "arena.h"
#include "value.h"

/* Where the number of a cell stands in its text, so that the cell can be shown with another one. */

struct printed_number {
    struct text before;  /* folded: a sign, words */
    struct text behind;  /* unit, words */
    uint32_t places;     /* that are printed */
    int scale_power;     /* what is printed × 10^scale_power is the number that was read: 4 for 260万元 */
    bool is_grouped;     /* 1,270.92 */
    bool is_of_the_text; /* else the text says the number in other ways than digits, and `behind` is the unit */
};

/* `shared_scale_power` is that of 万 or the like that the cell does not print but takes from its target; else 0. */
struct printed_number printed_number_find(struct arena *arena, struct text cell, const struct value *value,
                                          int shared_scale_power);

/* How an achieved value would be printed in the manner of its target: the decimals, scale and unit of ≥23.4万元, of the
   upper end of a range. */
struct printed_number printed_number_like_target(struct arena *arena, struct text cell, const struct value *target);

/* The number as the cell prints it: without its scale. */
struct decimal printed_number_of(const struct printed_number *printed, struct decimal number);

/* The cell with another number, as it was read. */
struct text printed_number_replaced(struct arena *arena, const struct printed_number *printed, struct decimal number);

#endif
