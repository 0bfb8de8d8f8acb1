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

/* `text` without its first / last `bytes` bytes; blank when it has no more than that. */
static inline struct text text_without_first(struct text text, size_t bytes)
{
    return bytes < text.size_bytes ? (struct text){ text.bytes + bytes, text.size_bytes - bytes }
                                   : (struct text){ text.bytes, 0 };
}
static inline struct text text_without_last(struct text text, size_t bytes)
{
    return (struct text){ text.bytes, bytes < text.size_bytes ? text.size_bytes - bytes : 0 };
}

static inline bool text_starts_with(struct text text, struct text beginning)
{
    return text.size_bytes >= beginning.size_bytes &&
           text_equals((struct text){ text.bytes, beginning.size_bytes }, beginning);
}

static inline bool text_ends_with(struct text text, struct text ending)
{
    return text.size_bytes >= ending.size_bytes &&
           text_equals(text_without_first(text, text.size_bytes - ending.size_bytes), ending);
}

bool text_contains(struct text text, struct text part);

/* text_trimmed where there is something to trim, or may be. */
struct text text_trimmed_slowly(struct text text);

/* Whether a text that begins or ends with this byte may have a blank there: U+3000 is E3 80 80. */
static inline bool text_may_be_blank_at(char byte)
{
    unsigned char value = (unsigned char)byte;
    return value <= ' ' || value == 0xE3 || value == 0x80;
}

/* `text` without ASCII blanks, tabs, line ends and ideographic spaces (U+3000) at its ends. */
static inline struct text text_trimmed(struct text text)
{
    bool is_trim = !text_is_empty(text) && !text_may_be_blank_at(text.bytes[0]) &&
                   !text_may_be_blank_at(text.bytes[text.size_bytes - 1]);
    return is_trim ? text : text_trimmed_slowly(text);
}

#endif
