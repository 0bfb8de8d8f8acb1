#include "text.h"

int text_compare(struct text a, struct text b)
{
    size_t common_bytes = a.size_bytes < b.size_bytes ? a.size_bytes : b.size_bytes;
    int order = common_bytes == 0 ? 0 : memcmp(a.bytes, b.bytes, common_bytes);
    if (order != 0) {
        return order;
    }
    return (a.size_bytes > b.size_bytes) - (a.size_bytes < b.size_bytes);
}

bool text_contains(struct text text, struct text part)
{
    if (text_is_empty(part)) {
        return true;
    }
    while (text.size_bytes >= part.size_bytes) {
        const char *found = memchr(text.bytes, part.bytes[0], text.size_bytes - part.size_bytes + 1);
        if (found == NULL) {
            return false;
        }
        text = text_without_first(text, (size_t)(found - text.bytes));
        if (text_starts_with(text, part)) {
            return true;
        }
        text = text_without_first(text, 1);
    }
    return false;
}

static const struct text blanks[] = {
    { " ", 1 }, { "\t", 1 }, { "\n", 1 }, { "\r", 1 }, { "\xE3\x80\x80", 3 }, /* the last one is U+3000 */
};

enum { BLANK_COUNT = sizeof(blanks) / sizeof(blanks[0]) };

static size_t leading_blank_bytes(struct text text)
{
    for (size_t i = 0; i < BLANK_COUNT; i++) {
        if (text_starts_with(text, blanks[i])) {
            return blanks[i].size_bytes;
        }
    }
    return 0;
}

static size_t trailing_blank_bytes(struct text text)
{
    for (size_t i = 0; i < BLANK_COUNT; i++) {
        if (text_ends_with(text, blanks[i])) {
            return blanks[i].size_bytes;
        }
    }
    return 0;
}

struct text text_trimmed_slowly(struct text text)
{
    for (size_t bytes = leading_blank_bytes(text); bytes > 0; bytes = leading_blank_bytes(text)) {
        text = text_without_first(text, bytes);
    }
    for (size_t bytes = trailing_blank_bytes(text); bytes > 0; bytes = trailing_blank_bytes(text)) {
        text = text_without_last(text, bytes);
    }
    return text;
}
