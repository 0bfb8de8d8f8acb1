#ifndef ZIPING_MARKS_H
#define ZIPING_MARKS_H

#include "text.h"

#include <stdint.h>

/* The bytes that a format cannot write as they are: two signs, and the control characters up to one of them. Hardly any
   text has one, and that is found out eight bytes at a time. */
struct marks {
    unsigned char first;
    unsigned char second;
    unsigned char last_control; /* below 0x7F */
};

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t marked_in_word(uint64_t word, struct marks marks)
{
    uint64_t first = word ^ EACH_BYTE(marks.first);
    uint64_t second = word ^ EACH_BYTE(marks.second);
    uint64_t found = ((first - EACH_BYTE(1)) & ~first) | ((second - EACH_BYTE(1)) & ~second) |
                     ((word - EACH_BYTE(marks.last_control + 1u)) & ~word);
    return found & EACH_BYTE(0x80u);
}

static inline uint64_t word_at(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof(word));
    return word;
}

/* A short text in one word, some of its bytes twice; `size_bytes` is 1 to 7. */
static inline uint64_t short_word(const char *bytes, size_t size_bytes)
{
    if (size_bytes >= 4) {
        uint32_t begin;
        uint32_t end;
        memcpy(&begin, bytes, sizeof(begin));
        memcpy(&end, bytes + size_bytes - sizeof(end), sizeof(end));
        return (uint64_t)begin << 32 | end;
    }
    /* What is left of the word is no mark: a byte of 0x80. */
    const unsigned char *values = (const unsigned char *)bytes;
    return UINT64_C(0x8080808080000000) | (uint64_t)values[size_bytes - 1] << 16 |
           (uint64_t)values[size_bytes / 2] << 8 | values[0];
}

static inline bool text_has_marks(struct text text, struct marks marks)
{
    if (text.size_bytes < sizeof(uint64_t)) {
        return text.size_bytes > 0 && marked_in_word(short_word(text.bytes, text.size_bytes), marks) != 0;
    }
    uint64_t found = marked_in_word(word_at(text.bytes + text.size_bytes - sizeof(uint64_t)), marks);
    for (size_t i = 0; i + sizeof(uint64_t) < text.size_bytes; i += sizeof(uint64_t)) {
        found |= marked_in_word(word_at(text.bytes + i), marks);
    }
    return found != 0;
}

#endif
