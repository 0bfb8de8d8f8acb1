#include "fold.h"
#include "reader.h"

static struct text tier_row(const struct vocabulary *vocabulary, struct text folded)
{
    struct text rest;
    const struct tier_word *word = vocabulary_tier(vocabulary, folded);
    word = word == NULL ? vocabulary_cut_tier(vocabulary, folded) : word;
    word = word == NULL ? vocabulary_leading_tier(vocabulary, folded, &rest) : word;
    return word == NULL ? folded : word->word;
}

static struct text blank_row(const struct vocabulary *vocabulary, struct text folded, enum value_role role)
{
    const struct blank_word *word = vocabulary_blank(vocabulary, folded, role);
    return word == NULL ? TEXT("") : word->word;
}

/* The longest other spelling of the unit that the cell has. */
static struct text unit_row(const struct vocabulary *vocabulary, struct text folded, struct text unit)
{
    struct text row = TEXT("");
    if (text_is_empty(unit) || text_contains(folded, unit)) {
        return row;
    }
    for (size_t i = 0; i < vocabulary->given.unit_word_count; i++) {
        const struct unit_word *word = &vocabulary->given.unit_words[i];
        if (text_equals(word->normal, unit) && word->word.size_bytes > row.size_bytes &&
            text_contains(folded, word->word)) {
            row = word->word;
        }
    }
    return row;
}

struct text value_row(const struct value_reader *reader, struct arena *arena, struct text cell, enum value_role role,
                      const struct value *value)
{
    const struct vocabulary *vocabulary = &reader->vocabulary;
    switch (value->kind) {
    case VALUE_TIER:
        return tier_row(vocabulary, value_folded(arena, cell));
    case VALUE_BLANK:
        return blank_row(vocabulary, value_folded(arena, cell), role);
    case VALUE_NUMBER:
    case VALUE_RANGE:
        return text_contains(cell, value->unit) ? TEXT("")
                                                : unit_row(vocabulary, value_folded(arena, cell), value->unit);
    case VALUE_DEADLINE:
    case VALUE_TEXT:
    case VALUE_UNREADABLE:
        break;
    }
    return TEXT("");
}
