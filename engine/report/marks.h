#ifndef ZIPING_MARKS_H
#define ZIPING_MARKS_H

#include "text.h"

#include <stdint.h>

/* The bytes that a format cannot write as they are: two signs, and the control characters up to one of them. Hardly any
   text has one, and that is found out sixteen bytes at a time. */
struct marks {
    unsigned char first;
    unsigned char second;
    unsigned char last_control;
};

/* Compilers make of this whatever the machine has: SSE2, NEON, or plain words. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));
#define BYTES16(byte)                                                                                                  \
    ((bytes16){ (byte), (byte), (byte), (byte), (byte), (byte), (byte), (byte), (byte), (byte), (byte), (byte),        \
                (byte), (byte), (byte), (byte) })

/* Not 0 where a byte is a mark. */
static inline bytes16 marked(bytes16 bytes, struct marks marks)
{
    return (bytes16)((bytes == BYTES16(marks.first)) | (bytes == BYTES16(marks.second)) |
                     (bytes <= BYTES16(marks.last_control)));
}

static inline bytes16 bytes16_at(const char *bytes)
{
    bytes16 copy;
    memcpy(&copy, bytes, sizeof(copy));
    return copy;
}

/* A text of less than 16 bytes, some of them twice; what is left is no mark. */
static inline bytes16 short_bytes16(struct text text)
{
    const char *bytes = text.bytes;
    size_t size_bytes = text.size_bytes;
    uint64_t words[2] = { UINT64_MAX, UINT64_MAX };
    if (size_bytes >= 8) {
        memcpy(&words[0], bytes, 8);
        memcpy(&words[1], bytes + size_bytes - 8, 8);
    } else if (size_bytes >= 4) {
        memcpy(&words[0], bytes, 4);
        memcpy(&words[1], bytes + size_bytes - 4, 4);
    } else if (size_bytes > 0) {
        const unsigned char *values = (const unsigned char *)bytes;
        words[0] = UINT64_MAX << 24 | (uint64_t)values[size_bytes - 1] << 16 | (uint64_t)values[size_bytes / 2] << 8 |
                   values[0];
    }
    bytes16 copy;
    memcpy(&copy, words, sizeof(copy));
    return copy;
}

static inline bool text_has_marks(struct text text, struct marks marks)
{
    uint64_t found[2];
    bytes16 any;
    if (text.size_bytes < sizeof(bytes16)) {
        any = marked(short_bytes16(text), marks);
    } else {
        any = marked(bytes16_at(text.bytes + text.size_bytes - sizeof(bytes16)), marks);
        for (size_t i = 0; i + sizeof(bytes16) < text.size_bytes; i += sizeof(bytes16)) {
            any |= marked(bytes16_at(text.bytes + i), marks);
        }
    }
    memcpy(found, &any, sizeof(found));
    return (found[0] | found[1]) != 0;
}

#endif
