#ifndef ZIPING_DIGITS_H
#define ZIPING_DIGITS_H

#include "decimal.h"
#include "writer.h"

/* decimal_to_text, quicker for what hardly any number is not: without a sign, in 64 bits. */
static inline size_t digits_of_decimal(struct decimal decimal, char *bytes_out)
{
    bool is_usual =
        decimal.coefficient >= 0 && decimal.coefficient <= INT64_MAX && decimal.places <= DECIMAL_MOST_DIGITS;
    return is_usual ? scaled_to_text((uint64_t)decimal.coefficient, decimal.places, bytes_out)
                    : decimal_to_text(decimal, bytes_out);
}

#endif
