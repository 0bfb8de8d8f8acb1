#include "vocabulary.h"

#include "fold.h"
#include "utf8.h"

enum { CUT_LEAST_CHARACTERS = 4 };

/* FNV-1a. */
static uint32_t hash(struct text text)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.size_bytes; i++) {
        hash = (hash ^ (unsigned char)text.bytes[i]) * 16777619u;
    }
    return hash;
}

/* A word is told from most others by its first and its third byte, the ends of a Chinese character. Shorter ones have
   no bit. */
static uint64_t beginning_bit(struct text word)
{
    return word.size_bytes < 3
               ? 0
               : UINT64_C(1) << (((unsigned char)word.bytes[0] + 7u * (unsigned char)word.bytes[2]) % 64);
}

static bool index_create(struct word_index *index, struct arena *arena, size_t most_words)
{
    size_t slots = 8;
    while (slots < 2 * most_words && slots < UINT32_MAX / 4) {
        slots *= 2;
    }
    if (most_words > slots / 2) {
        return false;
    }
    index->slot_mask = (uint32_t)(slots - 1);
    index->slots = arena_try(arena, slots * sizeof(index->slots[0]));
    index->words = arena_try(arena, most_words * sizeof(index->words[0]));
    return index->slots != NULL && index->words != NULL;
}

/* The slot that holds `word`, or the free one where it belongs. */
static uint32_t *index_slot(const struct word_index *index, struct text word)
{
    uint32_t position = hash(word) & index->slot_mask;
    while (index->slots[position] != 0 && !text_equals(index->words[index->slots[position] - 1], word)) {
        position = (position + 1) & index->slot_mask;
    }
    return &index->slots[position];
}

/* Keeps the order of the words, so that a position here is one in the given table. Of a word that stands twice the
   first is found. */
static bool index_add(struct word_index *index, struct arena *arena, struct text word)
{
    if (utf8_valid_bytes(word) != word.size_bytes) {
        return false;
    }
    char *bytes = arena_try(arena, FOLD_ROOM_BYTES(word.size_bytes));
    if (bytes == NULL) {
        return false;
    }
    struct folded folded = fold_text(word, bytes);
    index->words[index->count++] = folded.text;
    index->features |= folded.features;
    index->beginnings |= beginning_bit(folded.text);
    if (folded.text.size_bytes > index->longest_bytes) {
        index->longest_bytes = folded.text.size_bytes;
    }
    uint32_t *slot = index_slot(index, folded.text);
    if (*slot == 0) {
        *slot = (uint32_t)index->count;
    }
    return true;
}

/* Position + 1; 0 when the text is no word. */
static size_t index_find(const struct word_index *index, struct text text)
{
    return text.size_bytes > index->longest_bytes ? 0 : *index_slot(index, text);
}

bool vocabulary_create(struct vocabulary *vocabulary, struct arena *arena, const struct value_vocabulary *given)
{
    vocabulary->given = *given;
    bool done = index_create(&vocabulary->tier_words, arena, given->tier_word_count) &&
                index_create(&vocabulary->blank_words, arena, given->blank_word_count) &&
                index_create(&vocabulary->unit_words, arena, given->unit_word_count);
    for (size_t i = 0; done && i < given->tier_word_count; i++) {
        done = index_add(&vocabulary->tier_words, arena, given->tier_words[i].word);
    }
    for (size_t i = 0; done && i < given->blank_word_count; i++) {
        done = index_add(&vocabulary->blank_words, arena, given->blank_words[i].word);
    }
    for (size_t i = 0; done && i < given->unit_word_count; i++) {
        done = index_add(&vocabulary->unit_words, arena, given->unit_words[i].word);
    }
    unsigned features = vocabulary->tier_words.features | vocabulary->blank_words.features;
    vocabulary->has_digit_in_words = (features & FOLD_HAS_DIGIT) != 0;
    return done;
}

const struct tier_word *vocabulary_tier(const struct vocabulary *vocabulary, struct text text)
{
    size_t found = index_find(&vocabulary->tier_words, text);
    return found == 0 ? NULL : &vocabulary->given.tier_words[found - 1];
}

const struct blank_word *vocabulary_blank(const struct vocabulary *vocabulary, struct text text, enum value_role role)
{
    size_t found = index_find(&vocabulary->blank_words, text);
    if (found == 0) {
        return NULL;
    }
    const struct blank_word *word = &vocabulary->given.blank_words[found - 1];
    return (role == VALUE_TARGET ? word->in_target : word->in_achieved) ? word : NULL;
}

const struct unit_word *vocabulary_unit(const struct vocabulary *vocabulary, struct text text)
{
    size_t found = index_find(&vocabulary->unit_words, text);
    return found == 0 ? NULL : &vocabulary->given.unit_words[found - 1];
}

const struct tier_word *vocabulary_cut_tier(const struct vocabulary *vocabulary, struct text text)
{
    const struct word_index *index = &vocabulary->tier_words;
    if (text.size_bytes > index->longest_bytes || (index->beginnings & beginning_bit(text)) == 0 ||
        utf8_characters(text) < CUT_LEAST_CHARACTERS) {
        return NULL;
    }
    const struct tier_word *found = NULL;
    for (size_t i = 0; i < index->count; i++) {
        /* The text has four bytes at least, since it has four characters. */
        struct text beginning = index->words[i];
        if (beginning.size_bytes < text.size_bytes || memcmp(beginning.bytes, text.bytes, 4) != 0 ||
            !text_starts_with(beginning, text)) {
            continue;
        }
        const struct tier_word *word = &vocabulary->given.tier_words[i];
        if (found != NULL && found->tier != word->tier) {
            return NULL;
        }
        found = word;
    }
    return found;
}

static bool starts_with_stop(struct text text)
{
    static const struct text stops[] = { { ",", 1 },
                                         { ";", 1 },
                                         { ":", 1 },
                                         { "\xE3\x80\x82", 3 } /* 。 */,
                                         { "\xE3\x80\x81", 3 } /* 、 */ };
    for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
        if (text_starts_with(text, stops[i])) {
            return true;
        }
    }
    return false;
}

const struct tier_word *vocabulary_leading_tier(const struct vocabulary *vocabulary, struct text text,
                                                struct text *rest_out)
{
    const struct tier_word *found = NULL;
    for (struct text rest = text; !text_is_empty(rest); utf8_take(&rest)) {
        if (!starts_with_stop(rest)) {
            continue;
        }
        struct text beginning = text_without_last(text, rest.size_bytes);
        const struct tier_word *word = vocabulary_tier(vocabulary, beginning);
        if (word != NULL) {
            found = word;
            *rest_out = rest;
        }
    }
    return found;
}
