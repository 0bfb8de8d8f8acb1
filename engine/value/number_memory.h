#ifndef ZIPING_NUMBER_MEMORY_H
#define ZIPING_NUMBER_MEMORY_H

#include "digits.h"
#include "key.h"
#include "sign.h"
#include "vocabulary.h"

/* What stands around the digits of numbers, [sign word] digits [unit], is the same few texts again and again: each is
   understood once and then kept, as it is written, blanks and full-width forms included. */

enum {
    HEAD_MOST_BYTES = 16,
    HEAD_SETS = 128,
    TAIL_MOST_BYTES = KEY_MOST_BYTES,
    TAIL_UNIT_MOST_BYTES = 20,
    TAIL_SETS = 512,
};

/* What stands before the digits. All zero it is what nothing says. */
struct known_head {
    struct key key; /* of size 0 where nothing is kept */
    struct head head;
};

/* Scale, unit and suffix word: 万元以上, %, 元/人. All zero it is what nothing says. */
struct known_tail {
    struct key key;         /* of size 0 where nothing is kept */
    const char *unit_bytes; /* of the vocabulary; NULL where the unit is put together and kept here */
    char unit[TAIL_UNIT_MOST_BYTES];
    uint8_t unit_size_bytes;
    uint8_t power;  /* of ten, of the scale */
    uint8_t suffix; /* enum comparison */
    bool is_approximate;
    bool may_be_date;  /* 年, 月 or 季 follows the digits */
    bool may_be_month; /* what follows may make 2023.12 the end of a month */
    bool may_be_year;  /* 年 follows the digits or their scale */
};

/* Of one thread. Two may be kept in each set, the newer one first. */
struct number_memory {
    bool is_unsafe; /* a tier or a blank has a digit in its word: then nothing may be read by what is known here */
    struct known_head heads[HEAD_SETS][2];
    struct known_tail tails[TAIL_SETS][2];
};

struct number_parts {
    struct text head;
    struct text digits;
    struct text tail;
    struct decimal number;
};

/* False where there are no digits, or too much around them. */
static inline bool number_split(struct text text, struct number_parts *parts_out)
{
    size_t begin = 0;
    while (begin < text.size_bytes && !is_digit(text.bytes[begin])) {
        /* Over a Chinese character or a sign. Where a text is broken it may be over a digit: what is before the digits
           is then no head that is known. */
        begin += (unsigned char)text.bytes[begin] >= 0xE0 ? 3 : 1;
        if (begin > HEAD_MOST_BYTES) {
            return false;
        }
    }
    if (begin >= text.size_bytes) {
        return false;
    }
    size_t end = digits_take(text, begin, &parts_out->number);
    parts_out->head = (struct text){ text.bytes, begin };
    parts_out->digits = (struct text){ text.bytes + begin, end - begin };
    parts_out->tail = (struct text){ text.bytes + end, text.size_bytes - end };
    return end > begin && parts_out->tail.size_bytes <= TAIL_MOST_BYTES;
}

/* NULL where it is not known. */
static inline const struct known_head *head_find(const struct number_memory *memory, struct text text)
{
    struct key key = key_of(text);
    const struct known_head *places = memory->heads[key_hash(&key) % HEAD_SETS];
    return key_equals(&places[0].key, &key) ? &places[0] : key_equals(&places[1].key, &key) ? &places[1] : NULL;
}

static inline const struct known_tail *tail_find(const struct number_memory *memory, struct text text)
{
    struct key key = key_of(text);
    const struct known_tail *places = memory->tails[key_hash(&key) % TAIL_SETS];
    return key_equals(&places[0].key, &key) ? &places[0] : key_equals(&places[1].key, &key) ? &places[1] : NULL;
}

/* Knows nothing yet. Writes only what says so: most pages stay untouched until they are used. */
void number_memory_begin(struct number_memory *memory, const struct vocabulary *vocabulary);

/* Finds out what stands around the digits of a text, and keeps it; false where that is no matter of a quick look. */
bool number_learn(struct number_memory *memory, const struct vocabulary *vocabulary, struct arena *arena,
                  struct text text);

#endif
