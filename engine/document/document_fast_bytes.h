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
   look PADDING_BYTES further than the document's end, where zeros stand; what counts looks at MOST_LOOKED_AT. */

enum { PADDING_BYTES = 64, MOST_LOOKED_AT = 48 };

/* What a byte may end, or begin. */
enum {
    ENDS_BLOCK = 1, /* a plain scalar outside of brackets */
    ENDS_FLOW = 2,  /* a plain scalar inside */
    ENDS_DOUBLE = 4,
    ENDS_SINGLE = 8,
    ENDS_LINE = 16,
    IS_MULTIBYTE = 32,    /* not ASCII */
    BEGINS_NO_PLAIN = 64, /* a plain scalar may not begin with it */
    ENDS_ALL = 31 | 64,   /* control characters */
    IS_TAB = 15 | 64,     /* they do not end a comment */
    IS_BRACKET = 2 | 64,
};

extern const unsigned char byte_classes[256];

/* Blanks, line ends, and the end. Other control characters are refused by whoever looks at them next. */
static inline bool is_blank_or_end(unsigned char byte)
{
    return byte <= ' ';
}

static inline bool may_begin_plain(unsigned char byte)
{
    return (byte_classes[byte] & BEGINS_NO_PLAIN) == 0;
}

/* Whether the colon at `at` ends a plain scalar. Inside of brackets libyaml refuses some others. */
static inline bool is_colon(const unsigned char *at)
{
    return *at == ':' && is_blank_or_end(at[1]);
}

/* ---- several at once ---- */

/* Eight bytes, the first one lowest: one instruction where that is how the machine reads them. */
static inline uint64_t word_at(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* Then, once with SSE2 and once without:
   begins_alike      whether the first COMPARED_AT_ONCE bytes at `a` and at `b` are the same; `beyond` is bits_beyond of
                     how many bytes that has to be true of
   is_same_bytes     whether the `size_bytes` bytes at `a` and at `b` are the same; there must be some
   count_blanks      how many blanks stand at `at`
   count_usual       how many bytes stand before the first one that ends what is asked for, or may do so; no more than
                     are looked at at once
   count_ideographs  how many characters from U+4000 to U+BFFF or about, as most of Chinese is; MOST_AT_ONCE at most.
                     What begins with E4 to EB may have any further bytes, and needs no second look. */
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

enum { COMPARED_AT_ONCE = 16 };

static inline uint32_t bits_beyond(size_t size_bytes)
{
    return size_bytes < COMPARED_AT_ONCE ? 0xFFFFU >> size_bytes << size_bytes : 0;
}

static inline bool begins_alike(const unsigned char *a, const unsigned char *b, uint32_t beyond)
{
    return (bits_of(_mm_cmpeq_epi8(sixteen_at(a), sixteen_at(b))) | beyond) == 0xFFFF;
}

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
    uint32_t count;
    do {
        count = first_bit(~bits_of(_mm_cmpeq_epi8(sixteen_at(at + blanks), sixteen_times(' '))));
        blanks += count;
    } while (count == 16);
    return blanks;
}

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

enum { MOST_AT_ONCE = 5 };

/* Added to the first of these, each byte that may stand there, and no other, is a signed byte greater than the second.
   As first bytes these are E3 to EC. */
static inline size_t count_ideographs(const unsigned char *at)
{
    enum { F = 0x7F - 0xEC, R = 0x7F - 0xBF, G = F + 0xE3 - 1, S = R + 0x80 - 1, NEVER = 0x7F };
    static const unsigned char thirds[16] = { 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5 };
    const __m128i added = _mm_setr_epi8(F, R, R, F, R, R, F, R, R, F, R, R, F, R, R, 0);
    const __m128i bounds = _mm_setr_epi8(G, S, S, G, S, S, G, S, S, G, S, S, G, S, S, NEVER);
    return thirds[first_bit(~bits_of(_mm_cmpgt_epi8(_mm_add_epi8(sixteen_at(at), added), bounds)))];
}

#else

enum { COMPARED_AT_ONCE = 0 };

static inline uint32_t bits_beyond(size_t size_bytes)
{
    (void)size_bytes;
    return 0;
}

static inline bool begins_alike(const unsigned char *a, const unsigned char *b, uint32_t beyond)
{
    (void)a;
    (void)b;
    return beyond == 0;
}

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

static inline size_t count_usual(const unsigned char *at, unsigned ends)
{
    enum { MOST_BYTES_AT_ONCE = 16 };
    size_t usual = 0;
    while (usual < MOST_BYTES_AT_ONCE && (byte_classes[at[usual]] & (ends | IS_MULTIBYTE)) == 0) {
        usual++;
    }
    return usual;
}

enum { MOST_AT_ONCE = 2 };

static inline size_t count_ideographs(const unsigned char *at)
{
    uint64_t word = word_at(at);
    bool is_two = (word & UINT64_C(0x0000C0C0F0C0C0F0)) == UINT64_C(0x00008080E08080E0) &&
                  ((word ^ word << 1) & UINT64_C(0x08000008)) == UINT64_C(0x08000008);
    return is_two ? 2 : 0;
}

#endif

/* Passes over ideographs, and answers where they end, or others begin. Adds to `hidden` how many bytes that were which
   are not the first of their character. */
static inline unsigned char *pass_ideographs(unsigned char *at, uint32_t *hidden)
{
    size_t characters;
    size_t passed = 0;
    do {
        characters = count_ideographs(at);
        at += 3 * characters;
        passed += characters;
    } while (characters == MOST_AT_ONCE);
    *hidden += (uint32_t)(2 * passed);
    return at;
}

/* ---- characters ---- */

static inline bool is_further_byte(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Whether three bytes of the form of a character are one that may stand in a document: neither overlong nor a
   surrogate, no line end of libyaml's (U+2028, U+2029), no mark (U+FEFF), and none of U+FFFE and U+FFFF. */
static inline bool is_sound_three(const unsigned char *at)
{
    uint32_t bytes = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
    return (bytes | 1) != 0xE280A9 && bytes != 0xEFBBBF && bytes < 0xEFBFBE && bytes >= 0xE0A080 &&
           (bytes < 0xEDA080 || bytes > 0xEDBFBF);
}

/* character_bytes, for what does not begin with E0 to EF. */
size_t rare_character_bytes(const unsigned char *at);

/* How many bytes a character that is not ASCII takes; 0 where it is none, or one that libyaml takes for a line end or
   refuses. */
static inline size_t character_bytes(const unsigned char *at)
{
    if ((at[0] & 0xF0) == 0xE0) {
        return is_further_byte(at[1]) && is_further_byte(at[2]) && is_sound_three(at) ? 3 : 0;
    }
    return rare_character_bytes(at);
}

/* Punctuation of full width: ， ： （ ） and others from U+FF00 to U+FF7F. */
static inline bool is_wide_punctuation(const unsigned char *at)
{
    return at[0] == 0xEF && (at[1] & 0xFE) == 0xBC && is_further_byte(at[2]);
}

/* ≥ and ≤, as most targets begin, and others from U+2240 to U+227F. */
static inline bool is_comparison_sign(const unsigned char *at)
{
    return at[0] == 0xE2 && at[1] == 0x89 && is_further_byte(at[2]);
}

/* The first byte from `at` on that ends what is asked for (one of ENDS_BLOCK to ENDS_LINE), or begins no character.
   Adds to `hidden` how many bytes before it are not the first of their character. */
static inline unsigned char *pass(unsigned char *at, unsigned ends, uint32_t *hidden)
{
    uint32_t further_bytes = 0;
    while ((byte_classes[*at] & ends) == 0) {
        if (*at < 0x80) {
            size_t usual = count_usual(at, ends);
            at += usual == 0 ? 1 : usual;
            continue;
        }
        unsigned char *behind = pass_ideographs(at, &further_bytes);
        while (is_wide_punctuation(behind)) {
            further_bytes += 2;
            behind = pass_ideographs(behind + 3, &further_bytes);
        }
        if (behind == at) {
            size_t bytes = character_bytes(at);
            if (bytes == 0) {
                break;
            }
            behind += bytes;
            further_bytes += (uint32_t)bytes - 1;
        }
        at = behind;
    }
    *hidden += further_bytes;
    return at;
}

#endif
