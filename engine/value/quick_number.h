#ifndef ZIPING_QUICK_NUMBER_H
#define ZIPING_QUICK_NUMBER_H

#include "sign.h"
#include "vocabulary.h"

/* Numbers without patterns: [what says how it compares] digits [what it is of]. Most numbers of forms are so, and
   what stands around their digits are the same few texts again and again: each is understood once and then kept, as
   it is written, blanks and full-width forms included. */

enum {
    HEAD_MOST_BYTES = 16,
    HEAD_SLOTS = 64,
    TAIL_MOST_BYTES = 24,
    TAIL_UNIT_MOST_BYTES = 20,
    TAIL_SLOTS = 1024,
};

struct known_head {
    char bytes[HEAD_MOST_BYTES];
    struct head head;
    uint8_t size_bytes; /* 0 where nothing is kept */
};

/* Scale, unit and suffix word: 万元以上, %, 元/人. */
struct known_tail {
    char bytes[TAIL_MOST_BYTES];
    const char *unit_bytes; /* of the vocabulary; NULL where the unit is put together and kept here */
    char unit[TAIL_UNIT_MOST_BYTES];
    uint8_t size_bytes; /* 0 where nothing is kept */
    uint8_t unit_size_bytes;
    uint8_t power;  /* of ten, of the scale */
    uint8_t suffix; /* enum comparison */
    bool is_approximate;
    bool may_be_date;  /* 年, 月 or 季 follows the digits */
    bool may_be_month; /* what follows may make 2023.12 the end of a month */
    bool may_be_year;  /* 年 follows the digits or their scale */
};

/* Of one thread. All zero in the beginning. */
struct number_memory {
    struct known_head heads[HEAD_SLOTS];
    struct known_tail tails[TAIL_SLOTS];
};

/* The value that value_read_by_rules would read; false where these quick looks do not settle it. A unit that is put
   together is copied to `arena`. With `vocabulary` what is not known yet is found out and kept; without (NULL) only
   what is known is used. */
bool number_read_quickly(struct number_memory *known, const struct vocabulary *vocabulary, struct arena *arena,
                         struct text text, enum value_role role, struct value *value_out);

#endif
