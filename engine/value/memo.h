#ifndef ZIPING_MEMO_H
#define ZIPING_MEMO_H

#include "vocabulary.h"

/* What texts were read as, so that the cells that all forms share (达成预期指标, 良好, 年底前) are understood once.
   Bounded: a new text takes the place of an old one. */

enum {
    MEMO_TEXT_MOST_BYTES = 48,
    MEMO_UNIT_MOST_BYTES = 24,
    MEMO_SETS = 1024,
    MEMO_WAYS = 2, /* places where a text may be kept, so that two frequent ones need not drive each other out */
};

struct memo_entry {
    char text[MEMO_TEXT_MOST_BYTES];
    struct value value;
    char unit[MEMO_UNIT_MOST_BYTES];
    int32_t year;
    uint8_t size_bytes;
    uint8_t role;
    bool is_of_any_year; /* is read alike in each */
    bool has_own_unit;   /* kept in `unit`, of the size that `value` says */
};

/* Of one thread. Only the tags have to be zero in the beginning: pages of entries that are never used are never
   touched. */
struct memo {
    uint16_t tags[MEMO_SETS][MEMO_WAYS]; /* of the hash; 0 where nothing is kept */
    uint32_t replaced;                   /* how often an entry was written */
    struct memo_entry entries[MEMO_SETS][MEMO_WAYS];
};

void memo_begin(struct memo *memo);

/* What the text was read as in that role and year; NULL where that is not known. Valid until something is kept. */
const struct memo_entry *memo_find(const struct memo *memo, struct text text, enum value_role role, int32_t year);

/* The value of an entry with its own unit, which is copied to `arena`. */
struct value memo_value(const struct memo_entry *entry, struct arena *arena);

/* Keeps what the text was read as; a text or a unit that is too long is not kept. `asks_year`: the text may be read
   differently in another year. */
void memo_keep(struct memo *memo, const struct vocabulary *vocabulary, struct text text, enum value_role role,
               int32_t year, bool asks_year, const struct value *value);

#endif
