#ifndef ZIPING_VOCABULARY_H
#define ZIPING_VOCABULARY_H

#include "value.h"

/* Words, folded, each found in one step. */
struct word_index {
    struct text *words;
    size_t count;
    uint32_t *slots; /* position + 1, 0 where free */
    uint32_t slot_mask;
    size_t longest_bytes;
    unsigned features;   /* of all words together, as of fold_text */
    uint64_t beginnings; /* a bit for each beginning that there is */
};

struct vocabulary {
    struct value_vocabulary given;
    struct word_index tier_words;
    struct word_index blank_words;
    struct word_index unit_words;
    bool has_digit_in_words; /* of tiers or blanks */
};

/* Takes from `arena` without leaving; false where there is no memory. */
bool vocabulary_create(struct vocabulary *vocabulary, struct arena *arena, const struct value_vocabulary *given);

/* The words of the table that are the folded text; NULL when there is none. */
const struct tier_word *vocabulary_tier(const struct vocabulary *vocabulary, struct text text);
const struct blank_word *vocabulary_blank(const struct vocabulary *vocabulary, struct text text, enum value_role role);
const struct unit_word *vocabulary_unit(const struct vocabulary *vocabulary, struct text text);

/* The tier word that `text` is the cut beginning of; all words that begin so must be of one tier. */
const struct tier_word *vocabulary_cut_tier(const struct vocabulary *vocabulary, struct text text);

/* The longest tier word that `text` begins with and a stop (，；：。、) follows; `rest_out` begins with the stop, and
   is untouched when there is none. */
const struct tier_word *vocabulary_leading_tier(const struct vocabulary *vocabulary, struct text text,
                                                struct text *rest_out);

#endif
