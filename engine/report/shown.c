#include "shown.h"

#include "utf8.h"
#include "width.h"

#include <stdint.h>

enum { MOST_CHARACTER_BYTES = 4 };

struct code_points {
    uint32_t first;
    uint32_t last;
    const char *shown;
};

static const char replacement[] = "\xEF\xBF\xBD";
static const char blank[] = " ";

/* Whatever a terminal would obey instead of print. */
static const struct code_points replaced[] = {
    { 0x0009, 0x000A, blank },       { 0x000D, 0x000D, blank },       { 0x2028, 0x2029, blank },
    { 0x0000, 0x001F, replacement }, { 0x007F, 0x009F, replacement }, { 0x200E, 0x200F, replacement },
    { 0x202A, 0x202E, replacement }, { 0x2066, 0x2069, replacement },
};

struct text valid_take(struct text *rest)
{
    struct text valid = { rest->bytes, utf8_valid_bytes(*rest) };
    if (text_is_empty(valid)) {
        *rest = text_without_first(*rest, 1);
        return text_of(replacement);
    }
    *rest = text_without_first(*rest, valid.size_bytes);
    return valid;
}

struct text shown_take(struct text *rest)
{
    size_t looked_at = rest->size_bytes < MOST_CHARACTER_BYTES ? rest->size_bytes : MOST_CHARACTER_BYTES;
    if (utf8_valid_bytes((struct text){ rest->bytes, looked_at }) == 0) {
        return valid_take(rest);
    }
    struct text after = *rest;
    uint32_t code_point = utf8_take(&after);
    struct text character = { rest->bytes, rest->size_bytes - after.size_bytes };
    *rest = after;
    for (size_t i = 0; i < sizeof(replaced) / sizeof(replaced[0]); i++) {
        if (code_point >= replaced[i].first && code_point <= replaced[i].last) {
            return text_of(replaced[i].shown);
        }
    }
    return character;
}

size_t shown_cells(struct text text)
{
    size_t cells = 0;
    while (!text_is_empty(text)) {
        cells += width_cells(shown_take(&text));
    }
    return cells;
}

void writer_shown(struct writer *writer, struct text text)
{
    while (!text_is_empty(text)) {
        writer_text(writer, shown_take(&text));
    }
}

size_t writer_shown_within(struct writer *writer, struct text text, size_t cells)
{
    size_t needed_cells = shown_cells(text);
    if (needed_cells <= cells) {
        writer_shown(writer, text);
        return needed_cells;
    }
    size_t used_cells = 0;
    while (!text_is_empty(text)) {
        struct text character = shown_take(&text);
        size_t character_cells = width_cells(character);
        if (used_cells + character_cells + 1 > cells) {
            break;
        }
        writer_text(writer, character);
        used_cells += character_cells;
    }
    if (used_cells < cells) {
        writer_string(writer, "…");
        used_cells++;
    }
    return used_cells;
}
