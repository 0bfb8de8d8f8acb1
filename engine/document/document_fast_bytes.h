#ifndef ZIPING_DOCUMENT_FAST_BYTES_H
#define ZIPING_DOCUMENT_FAST_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__) && !defined(ZIPING_PORTABLE)
#include <emmintrin.h>
#define ZIPING_SIXTEEN_AT_ONCE 1
#else
#define ZIPING_SIXTEEN_AT_ONCE 0
#endif

/* The bytes of a document as the fast reader looks at them: eight or sixteen at once. Whoever is given a pointer may
   look PADDING_BYTES further than the document's end, where zeros stand. */

enum { PADDING_BYTES = 32 };

/* What a byte may end, or begin. */
enum {
    ENDS_BLOCK = 1, /* a plain scalar outside of brackets */
    ENDS_FLOW = 2,  /* a plain scalar inside */
    ENDS_DOUBLE = 4,
    ENDS_SINGLE = 8,
    ENDS_LINE = 16,
    BEGINS_THREE = 32,     /* a character of three bytes, the further two of any value */
    BEGINS_OTHER = 64,     /* another character that is not ASCII, or none at all */
    BEGINS_NO_PLAIN = 128, /* a plain scalar may not begin with it */
    ENDS_ALL = 31 | 128,   /* control characters */
    IS_TAB = 15 | 128,     /* they do not end a comment */
    IS_BRACKET = 2 | 128,
    MULTIBYTE = 32 | 64,
};

extern const unsigned char byte_classes[256];

/* The first byte from `at` on that ends what is asked for, or begins no character. Adds to `hidden` how many bytes
   before it are not the first of their character. */
unsigned char *pass_block(unsigned char *at, uint32_t *hidden);
unsigned char *pass_flow(unsigned char *at, uint32_t *hidden);
unsigned char *pass_double(unsigned char *at, uint32_t *hidden);
unsigned char *pass_single(unsigned char *at, uint32_t *hidden);
unsigned char *pass_line(unsigned char *at, uint32_t *hidden);

/* Blanks, line ends, and the end. Other control characters are refused by whoever looks at them next. */
static inline bool is_blank_or_end(unsigned char byte)
{
    return byte <= ' ';
}

static inline bool may_begin_plain(unsigned char byte)
{
    return (byte_classes[byte] & BEGINS_NO_PLAIN) == 0;
}

/* Eight bytes, the first one lowest: one instruction where that is how the machine reads them. */
static inline uint64_t word_at(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

#if ZIPING_SIXTEEN_AT_ONCE

static inline __m128i sixteen_at(const unsigned char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline __m128i sixteen_times(unsigned char byte)
{
    return _mm_set1_epi8((char)byte);
}

/* A bit for each byte, the first one lowest, from bytes that are all ones or all zeros. */
static inline uint32_t bits_of(__m128i bytes)
{
    return (uint32_t)_mm_movemask_epi8(bytes);
}

static inline uint32_t first_bit(uint32_t bits)
{
    return (uint32_t)__builtin_ctz(bits);
}

/* Whether the `size_bytes` bytes at `a` and at `b` are the same. There must be some. */
static inline bool is_same_bytes(const unsigned char *a, const unsigned char *b, size_t size_bytes)
{
    while (size_bytes > 16) {
        if (bits_of(_mm_cmpeq_epi8(sixteen_at(a), sixteen_at(b))) != 0xFFFF) {
            return false;
        }
        a += 16;
        b += 16;
        size_bytes -= 16;
    }
    return (~bits_of(_mm_cmpeq_epi8(sixteen_at(a), sixteen_at(b))) << (32 - size_bytes)) == 0;
}

static inline size_t count_blanks(const unsigned char *at)
{
    size_t blanks = 0;
    uint32_t others = bits_of(_mm_cmpeq_epi8(sixteen_at(at), sixteen_times(' '))) ^ 0xFFFF;
    while (others == 0) {
        blanks += 16;
        others = bits_of(_mm_cmpeq_epi8(sixteen_at(at + blanks), sixteen_times(' '))) ^ 0xFFFF;
    }
    return blanks + first_bit(others);
}

/* What ends it, characters that are not ASCII, and of a few others each: how many bytes stand before the first of
   these, 16 where there is none among so many. */
static inline size_t count_usual(const unsigned char *at, unsigned ends)
{
    __m128i bytes = sixteen_at(at);
    bool is_plain = ends == ENDS_BLOCK || ends == ENDS_FLOW;
    __m128i lowest = sixteen_times(is_plain ? ' ' : 0x1F);
    __m128i stops = _mm_or_si128(bytes, _mm_cmpeq_epi8(_mm_min_epu8(bytes, lowest), bytes));
    /* Brackets, 0x7F, and besides: Y y _ */
    __m128i highest = ends == ENDS_FLOW ? _mm_or_si128(bytes, sixteen_times(0x26)) : bytes;
    stops = _mm_or_si128(stops, _mm_cmpeq_epi8(highest, sixteen_times(0x7F)));
    if (ends != ENDS_LINE) {
        unsigned char sign = ends == ENDS_DOUBLE ? '"' : ends == ENDS_SINGLE ? '\'' : ':';
        stops = _mm_or_si128(stops, _mm_cmpeq_epi8(bytes, sixteen_times(sign)));
    }
    if (ends == ENDS_FLOW || ends == ENDS_DOUBLE) {
        unsigned char sign = ends == ENDS_FLOW ? ',' : '\\';
        stops = _mm_or_si128(stops, _mm_cmpeq_epi8(bytes, sixteen_times(sign)));
    }
    return first_bit(bits_of(stops) | 0x10000);
}

#else

/* Whether the `size_bytes` bytes at `a` and at `b` are the same. There must be some. */
static inline bool is_same_bytes(const unsigned char *a, const unsigned char *b, size_t size_bytes)
{
    while (size_bytes > 8) {
        if (word_at(a) != word_at(b)) {
            return false;
        }
        a += 8;
        b += 8;
        size_bytes -= 8;
    }
    return (word_at(a) ^ word_at(b)) << (64 - 8 * size_bytes) == 0;
}

static inline size_t count_blanks(const unsigned char *at)
{
    size_t blanks = 0;
    while (at[blanks] == ' ') {
        blanks++;
    }
    return blanks;
}

/* How many bytes stand before what ends it or is not ASCII, as far as that need not be looked at one by one. */
static inline size_t count_usual(const unsigned char *at, unsigned ends)
{
    size_t usual = 0;
    while (usual < 16 && (byte_classes[at[usual]] & (ends | MULTIBYTE)) == 0) {
        usual++;
    }
    return usual;
}

#endif

#endif
