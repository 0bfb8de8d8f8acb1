#include "nearest.h"

#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    MOST_LETTERS = 64,
    /* Behind every word that is only misspelt: one that is a piece of the other (项目 of 项目名称). */
    PIECE_DISTANCE = 100,
};

struct letters {
    uint32_t code_points[MOST_LETTERS];
    size_t count;
};

static bool letters_of(struct text text, struct letters *letters_out)
{
    letters_out->count = 0;
    while (!text_is_empty(text)) {
        if (letters_out->count == MOST_LETTERS) {
            return false;
        }
        uint32_t code_point = utf8_take(&text);
        bool is_capital = code_point >= 'A' && code_point <= 'Z';
        letters_out->code_points[letters_out->count++] = is_capital ? code_point + ('a' - 'A') : code_point;
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters have to be put in, left out or exchanged. */
static size_t edit_distance(const struct letters *a, const struct letters *b)
{
    size_t row[MOST_LETTERS + 1];
    for (size_t j = 0; j <= b->count; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a->count; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            size_t exchanged = diagonal + (a->code_points[i - 1] == b->code_points[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = least(exchanged, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b->count];
}

static bool is_ascii(const struct letters *letters)
{
    return letters->count > 0 && letters->code_points[0] < 0x80;
}

/* Chinese words are short: one sign of two, two of four may differ. */
static size_t accepted_distance(const struct letters *known)
{
    if (is_ascii(known)) {
        return known->count / 3;
    }
    return known->count < 2 ? 0 : known->count <= 3 ? 1 : 2;
}

/* Whether the shorter one stands in the longer one and is at least half of it. */
static bool is_piece(const struct letters *shorter, const struct letters *longer)
{
    size_t fewest = is_ascii(shorter) ? 3 : 2;
    if (shorter->count < fewest || shorter->count * 2 < longer->count) {
        return false;
    }
    size_t size_bytes = shorter->count * sizeof(shorter->code_points[0]);
    for (size_t start = 0; start + shorter->count <= longer->count; start++) {
        if (memcmp(longer->code_points + start, shorter->code_points, size_bytes) == 0) {
            return true;
        }
    }
    return false;
}

static size_t difference(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

size_t nearest_distance(struct text written, struct text known)
{
    struct letters a;
    struct letters b;
    if (!letters_of(written, &a) || !letters_of(known, &b)) {
        return NEAREST_TOO_FAR;
    }
    size_t lengths_apart = difference(a.count, b.count);
    if (lengths_apart <= accepted_distance(&b)) {
        size_t distance = edit_distance(&a, &b);
        if (distance <= accepted_distance(&b)) {
            return distance;
        }
    }
    bool is_part = a.count <= b.count ? is_piece(&a, &b) : is_piece(&b, &a);
    return is_part ? PIECE_DISTANCE + lengths_apart : NEAREST_TOO_FAR;
}
