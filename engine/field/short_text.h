#ifndef ZIPING_SHORT_TEXT_H
#define ZIPING_SHORT_TEXT_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Keys and cells: a few characters each, a hundred and fifty of them in a form. At that size a call costs more than
   what it does, so what is asked of every one of them is answered here. */

static inline uint64_t eight_bytes_at(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof(word));
    return word;
}

static inline uint32_t four_bytes_at(const char *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof(word));
    return word;
}

/* The same as text_equals. The words that are compared overlap where the size is no multiple of theirs. */
static inline bool short_text_equals(struct text a, struct text b)
{
    size_t size_bytes = a.size_bytes;
    if (size_bytes != b.size_bytes) {
        return false;
    }
    if (size_bytes >= 8 && size_bytes <= 16) {
        return eight_bytes_at(a.bytes) == eight_bytes_at(b.bytes) &&
               eight_bytes_at(a.bytes + size_bytes - 8) == eight_bytes_at(b.bytes + size_bytes - 8);
    }
    if (size_bytes >= 4 && size_bytes < 8) {
        return four_bytes_at(a.bytes) == four_bytes_at(b.bytes) &&
               four_bytes_at(a.bytes + size_bytes - 4) == four_bytes_at(b.bytes + size_bytes - 4);
    }
    return text_equals(a, b);
}

/* What can stand at an end of a text that is blank or has blanks there: the bytes of the characters that text_trimmed
   takes off (U+3000 is E3 80 80), and the first ones of ~ and null. */
enum { AT_BEGINNING = 1, AT_END = 2 };
static const unsigned char blank_bytes[256] = {
    ['\t'] = AT_BEGINNING | AT_END, ['\n'] = AT_BEGINNING | AT_END, ['\r'] = AT_BEGINNING | AT_END,
    [' '] = AT_BEGINNING | AT_END,  [0xE3] = AT_BEGINNING,          [0x80] = AT_END,
    ['n'] = AT_BEGINNING,           ['~'] = AT_BEGINNING,
};

/* Whether a text that ends in 80 does not end in U+3000. */
static inline bool ends_in_another_character(struct text text)
{
    return text.bytes[text.size_bytes - 1] == '\x80' &&
           (text.size_bytes < 3 || memcmp(text.bytes + text.size_bytes - 3, "\xE3\x80\x80", 3) != 0);
}

/* Whether a text is not blank and has no blanks at its ends, as its first and its last bytes show. False where they do
   not show it. */
static inline bool is_plainly_written(struct text text)
{
    return !text_is_empty(text) && (blank_bytes[(unsigned char)text.bytes[0]] & AT_BEGINNING) == 0 &&
           ((blank_bytes[(unsigned char)text.bytes[text.size_bytes - 1]] & AT_END) == 0 ||
            ends_in_another_character(text));
}

/* The same as text_trimmed. */
static inline struct text short_text_trimmed(struct text text)
{
    return is_plainly_written(text) ? text : text_trimmed(text);
}

#endif
