#ifndef ZIPING_DIGITS_H
#define ZIPING_DIGITS_H

#include "decimal.h"

/* Numbers in ASCII digits, off the beginning of a text. In a header because every cell with a number comes here. */

enum { TAKEN_MOST_DIGITS = 18 }; /* so that a number fits 64 bits, and the limits of decimal_read */

static inline bool is_digit(char byte)
{
    return (unsigned char)(byte - '0') <= 9;
}

/* Adds the digits from `offset` on to `coefficient`; answers where they end. */
static inline size_t behind_digits(struct text text, size_t offset, uint64_t *coefficient)
{
    for (; offset < text.size_bytes; offset++) {
        unsigned digit = (unsigned)(unsigned char)text.bytes[offset] - '0';
        if (digit > 9) {
            break;
        }
        *coefficient = *coefficient * 10 + digit;
    }
    return offset;
}

/* ,123 */
static inline bool is_group_at(struct text text, size_t offset)
{
    const char *bytes = text.bytes + offset;
    return text.size_bytes - offset >= 4 && bytes[0] == ',' && is_digit(bytes[1]) && is_digit(bytes[2]) &&
           is_digit(bytes[3]);
}

/* Takes a number without a minus from `offset` on, as much of it as there is: digits, separators where they belong,
   places. Answers where it ends; `offset` where there is none, or one so long that digits_read has to say what it is,
   and `decimal_out` is untouched then. */
static inline size_t digits_take(struct text text, size_t offset, struct decimal *decimal_out)
{
    uint64_t coefficient = 0; /* wraps where there are too many digits, and is thrown away then */
    size_t end = offset >= text.size_bytes ? offset : behind_digits(text, offset, &coefficient);
    size_t digits = end - offset;
    if (digits == 0) {
        return offset;
    }
    for (bool may_be_grouped = digits <= 3; may_be_grouped && is_group_at(text, end); end += 4) {
        digits += behind_digits((struct text){ text.bytes + end + 1, 3 }, 0, &coefficient);
    }
    size_t places = 0;
    if (text.size_bytes - end >= 2 && text.bytes[end] == '.' && is_digit(text.bytes[end + 1])) {
        size_t point = end;
        end = behind_digits(text, point + 1, &coefficient);
        places = end - point - 1;
    }
    if (digits + places > TAKEN_MOST_DIGITS || places > DECIMAL_MOST_PLACES) {
        return offset;
    }
    *decimal_out = (struct decimal){ (int128)coefficient, (uint32_t)places };
    return end;
}

#endif
