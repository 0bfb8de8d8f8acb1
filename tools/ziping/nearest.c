#include "nearest.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_WORD = 255 }; /* bytes */

static char folded(char letter)
{
    if (letter >= 'A' && letter <= 'Z') {
        return (char)(letter - 'A' + 'a');
    }
    return letter == '_' ? '-' : letter;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A word in characters, each a number: a Chinese one has three bytes, and is one letter to whoever mistypes it. Answers
   how many there are. */
static size_t characters_of(const char *word, size_t size, uint32_t *characters)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)folded(word[i]);
        bool goes_on = (byte & 0xC0) == 0x80 && count > 0;
        if (goes_on) {
            characters[count - 1] = characters[count - 1] << 8 | byte;
        } else {
            characters[count++] = byte;
        }
    }
    return count;
}

/* Levenshtein's distance, one row at a time. */
static size_t edits(const uint32_t *typed, size_t typed_count, const uint32_t *known, size_t known_count)
{
    size_t row[LONGEST_WORD + 1];
    for (size_t k = 0; k <= known_count; k++) {
        row[k] = k;
    }
    for (size_t t = 1; t <= typed_count; t++) {
        size_t diagonal = row[0];
        row[0] = t;
        for (size_t k = 1; k <= known_count; k++) {
            size_t replaced = diagonal + (typed[t - 1] == known[k - 1] ? 0 : 1);
            diagonal = row[k];
            row[k] = least(replaced, least(row[k], row[k - 1]) + 1);
        }
    }
    return row[known_count];
}

static int contains(const char *known, size_t known_size, const char *typed, size_t typed_size)
{
    for (size_t from = 0; from + typed_size <= known_size; from++) {
        size_t same = 0;
        while (same < typed_size && folded(known[from + same]) == folded(typed[same])) {
            same++;
        }
        if (same == typed_size) {
            return 1;
        }
    }
    return 0;
}

size_t nearness(const char *typed, const char *known, size_t known_size)
{
    enum { LEAST_PART = 3 };
    uint32_t typed_characters[LONGEST_WORD];
    uint32_t known_characters[LONGEST_WORD];
    size_t typed_size = strlen(typed);
    if (typed_size > LONGEST_WORD || known_size > LONGEST_WORD) {
        return NOT_NEAR;
    }
    size_t typed_count = characters_of(typed, typed_size, typed_characters);
    size_t distance =
        edits(typed_characters, typed_count, known_characters, characters_of(known, known_size, known_characters));
    if (distance <= 1 + typed_count / 4) {
        return distance;
    }
    size_t name_size = strspn(typed, "-");
    if (typed_size >= name_size + LEAST_PART && contains(known, known_size, typed, typed_size)) {
        return distance;
    }
    return NOT_NEAR;
}
