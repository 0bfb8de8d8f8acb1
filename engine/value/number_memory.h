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
    HEAD_SET_BITS = 7,
    TAIL_MOST_BYTES = KEY_MOST_BYTES,
    TAIL_UNIT_MOST_BYTES = 20,
    TAIL_SET_BITS = 9,
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
    uint8_t doubts; /* TAIL_MAY_… */
    bool is_approximate;
};

/* What the digits may be part of. */
enum {
    TAIL_MAY_DATE = 1,      /* 年, 月 or 季 follows them: a day */
    TAIL_MAY_END_MONTH = 2, /* what follows may make 2023.12 the end of a month */
    TAIL_MAY_BE_YEAR = 4,   /* 年 follows them or their scale: a year */
};

/* Of one thread. Two may be kept in each set, the newer one first. */
struct number_memory {
    bool is_unsafe; /* a tier or a blank has a digit in its word: then nothing may be read by what is known here */
    struct known_head heads[1 << HEAD_SET_BITS][2];
    struct known_tail tails[1 << TAIL_SET_BITS][2];
};

/* Where the digits of a text may begin: at the first one, unless that is behind more than a head can be. */
static inline size_t head_bytes(struct text text)
{
    size_t bytes = 0;
    size_t most = text.size_bytes <= HEAD_MOST_BYTES ? text.size_bytes : HEAD_MOST_BYTES + 1;
    while (bytes < most) {
        unsigned char byte = (unsigned char)text.bytes[bytes];
        /* Over a Chinese character or a sign. Where a text is broken it may be over a digit: what is before the digits
           is then no head that is known. */
        if (byte >= 0xE0) {
            bytes += 3;
        } else if (!is_digit(text.bytes[bytes])) {
            bytes++;
        } else {
            break;
        }
    }
    return bytes;
}

/* What is kept of a head or a tail of eight bytes or more; NULL where that is nothing. */
const struct known_head *head_find_long(const struct number_memory *memory, struct text text);
const struct known_tail *tail_find_long(const struct number_memory *memory, struct text text);

/* The same of any; of a blank one, nothing that is said. */
static inline const struct known_head *head_find(const struct number_memory *memory, struct text text)
{
    static const struct known_head none;
    if (text.size_bytes >= 8) {
        return head_find_long(memory, text);
    }
    if (text_is_empty(text)) {
        return &none;
    }
    uint64_t word = key_few_bytes(text);
    const struct known_head *places = memory->heads[key_few_hash(word, text.size_bytes, HEAD_SET_BITS)];
    return key_is_few(&places[0].key, word, text.size_bytes)   ? &places[0]
           : key_is_few(&places[1].key, word, text.size_bytes) ? &places[1]
                                                               : NULL;
}

static inline const struct known_tail *tail_find(const struct number_memory *memory, struct text text)
{
    static const struct known_tail none;
    if (text.size_bytes >= 8) {
        return tail_find_long(memory, text);
    }
    if (text_is_empty(text)) {
        return &none;
    }
    uint64_t word = key_few_bytes(text);
    const struct known_tail *places = memory->tails[key_few_hash(word, text.size_bytes, TAIL_SET_BITS)];
    return key_is_few(&places[0].key, word, text.size_bytes)   ? &places[0]
           : key_is_few(&places[1].key, word, text.size_bytes) ? &places[1]
                                                               : NULL;
}

/* Knows nothing yet. Writes only what says so: most pages stay untouched until they are used. */
void number_memory_begin(struct number_memory *memory, const struct vocabulary *vocabulary);

/* Finds out what stands around the digits of a text, and keeps it; false where that is no matter of a quick look. */
bool number_learn(struct number_memory *memory, const struct vocabulary *vocabulary, struct arena *arena,
                  struct text text);

#endif
