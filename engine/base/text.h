#ifndef ZIPING_TEXT_H
#define ZIPING_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A run of UTF-8 bytes that somebody else owns. Not terminated by a zero; a blank text has size 0 and
   may have no bytes at all. */
struct text {
    const char *bytes;
    size_t size_bytes;
};

/* A text from a string literal. */
#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })

static inline struct text text_of(const char *terminated)
{
    return (struct text){ terminated, terminated == NULL ? 0 : strlen(terminated) };
}

static inline bool text_is_empty(struct text text)
{
    return text.size_bytes == 0;
}

static inline bool text_equals(struct text a, struct text b)
{
    return a.size_bytes == b.size_bytes && (a.size_bytes == 0 || memcmp(a.bytes, b.bytes, a.size_bytes) == 0);
}

/* Orders by bytes, which for UTF-8 is the order of code points. <0, 0, >0. */
int text_compare(struct text a, struct text b);

bool text_starts_with(struct text text, struct text beginning);
bool text_ends_with(struct text text, struct text ending);
bool text_contains(struct text text, struct text part);

/* `text` without its first / last `bytes` bytes; blank when it has no more than that. */
struct text text_without_first(struct text text, size_t bytes);
struct text text_without_last(struct text text, size_t bytes);

/* `text` without ASCII blanks, tabs, line ends and ideographic spaces (U+3000) at its ends. */
struct text text_trimmed(struct text text);

#endif
