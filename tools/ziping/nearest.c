#include "nearest.h"

#include <string.h>

enum { LONGEST_WORD = 255 }; /* bytes: names of indicators are Chinese, three to a character */

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

/* Levenshtein's distance, one row at a time. */
static size_t edits(const char *typed, size_t typed_size, const char *known, size_t known_size)
{
    size_t row[LONGEST_WORD + 1];
    for (size_t k = 0; k <= known_size; k++) {
        row[k] = k;
    }
    for (size_t t = 1; t <= typed_size; t++) {
        size_t diagonal = row[0];
        row[0] = t;
        for (size_t k = 1; k <= known_size; k++) {
            size_t replaced = diagonal + (folded(typed[t - 1]) == folded(known[k - 1]) ? 0 : 1);
            diagonal = row[k];
            row[k] = least(replaced, least(row[k], row[k - 1]) + 1);
        }
    }
    return row[known_size];
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
    size_t typed_size = strlen(typed);
    if (typed_size > LONGEST_WORD || known_size > LONGEST_WORD) {
        return NOT_NEAR;
    }
    size_t distance = edits(typed, typed_size, known, known_size);
    if (distance <= 1 + typed_size / 4) {
        return distance;
    }
    size_t name_size = strspn(typed, "-");
    if (typed_size >= name_size + LEAST_PART && contains(known, known_size, typed, typed_size)) {
        return distance;
    }
    return NOT_NEAR;
}
