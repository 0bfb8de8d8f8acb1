#include "document_fast_bytes.h"

#include "text.h"
#include "utf8.h"

enum { A = ENDS_ALL, B = IS_BRACKET, I = BEGINS_NO_PLAIN, O = BEGINS_OTHER, T = BEGINS_THREE };
enum { BLANK = ENDS_BLOCK | ENDS_FLOW | I, COLON = BLANK, TAB = IS_TAB };
enum { DOUBLE = ENDS_DOUBLE | I, SINGLE = ENDS_SINGLE | I, ESCAPE = ENDS_DOUBLE };

/* clang-format off */
const unsigned char byte_classes[256] = {
    A, A, A, A, A, A, A, A, A, TAB, A, A, A, A, A, A,                     /* 00 */
    A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,                       /* 10 */
    BLANK, I, DOUBLE, I, 0, I, I, SINGLE, 0, 0, I, 0, B, I, 0, 0,         /* 20 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, COLON, 0, 0, 0, I, I,                   /* 30 */
    I, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                       /* 40 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, B, ESCAPE, B, 0, 0,                  /* 50 */
    I, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                       /* 60 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, B, I, B, 0, A,                       /* 70 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* 80 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* 90 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* A0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* B0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* C0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* D0 */
    O, T, O, T, T, T, T, T, T, T, T, T, T, O, T, O,                       /* E0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* F0 */
};
/* clang-format on */

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

static size_t rare_character_bytes(const unsigned char *at)
{
    if (at[0] < 0xC2 || (at[0] == 0xC2 && at[1] < 0xA0)) {
        return 0;
    }
    size_t bytes = at[0] < 0xE0 ? 2 : 4;
    struct text character = { (const char *)at, bytes };
    return utf8_valid_bytes(character) == bytes ? bytes : 0;
}

/* How many bytes the character that is not ASCII takes; 0 where it is none, or one that libyaml takes for a line end or
   refuses. */
static inline size_t character_bytes(const unsigned char *at)
{
    if ((at[0] & 0xF0) == 0xE0) {
        return is_further_byte(at[1]) && is_further_byte(at[2]) && is_sound_three(at) ? 3 : 0;
    }
    return rare_character_bytes(at);
}

/* How many characters from U+4000 to U+BFFF, or with a few others (E4..EB, or with E3 and EC, and further bytes), stand
   at `at`: as most of Chinese is. They need no second look, and are counted several at a time, MOST_AT_ONCE at most. */
#if ZIPING_SIXTEEN_AT_ONCE

enum { MOST_AT_ONCE = 5 };

/* Added to the first of these, each byte that may stand there, and no other, is a signed byte greater than the second.
 */
static inline uint32_t count_ideographs(const unsigned char *at)
{
    enum { F = 0x7F - 0xEC, R = 0x7F - 0xBF, G = F + 0xE3 - 1, S = R + 0x80 - 1, NEVER = 0x7F };
    static const unsigned char thirds[16] = { 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5 };
    const __m128i added = _mm_setr_epi8(F, R, R, F, R, R, F, R, R, F, R, R, F, R, R, 0);
    const __m128i bounds = _mm_setr_epi8(G, S, S, G, S, S, G, S, S, G, S, S, G, S, S, NEVER);
    return thirds[first_bit(~bits_of(_mm_cmpgt_epi8(_mm_add_epi8(sixteen_at(at), added), bounds)))];
}

#else

enum { MOST_AT_ONCE = 2 };

static inline uint32_t count_ideographs(const unsigned char *at)
{
    uint64_t word = word_at(at);
    bool is_two = (word & UINT64_C(0x0000C0C0F0C0C0F0)) == UINT64_C(0x00008080E08080E0) &&
                  ((word ^ word << 1) & UINT64_C(0x08000008)) == UINT64_C(0x08000008);
    return is_two ? 2 : 0;
}

#endif

static inline unsigned char *pass_any(unsigned char *at, unsigned ends, uint32_t *hidden)
{
    uint32_t further_bytes = 0;
    while ((byte_classes[*at] & ends) == 0) {
        if (*at < 0x80) {
            size_t usual = count_usual(at, ends);
            at += usual == 0 ? 1 : usual;
            continue;
        }
        uint32_t count;
        uint32_t total = 0;
        do {
            count = count_ideographs(at);
            at += 3 * (size_t)count;
            total += count;
        } while (count == MOST_AT_ONCE);
        further_bytes += 2 * total;
        if (total == 0) {
            size_t bytes = character_bytes(at);
            if (bytes == 0) {
                break;
            }
            at += bytes;
            further_bytes += (uint32_t)bytes - 1;
        }
    }
    *hidden += further_bytes;
    return at;
}

unsigned char *pass_block(unsigned char *at, uint32_t *hidden)
{
    return pass_any(at, ENDS_BLOCK, hidden);
}

unsigned char *pass_flow(unsigned char *at, uint32_t *hidden)
{
    return pass_any(at, ENDS_FLOW, hidden);
}

unsigned char *pass_double(unsigned char *at, uint32_t *hidden)
{
    return pass_any(at, ENDS_DOUBLE, hidden);
}

unsigned char *pass_single(unsigned char *at, uint32_t *hidden)
{
    return pass_any(at, ENDS_SINGLE, hidden);
}

unsigned char *pass_line(unsigned char *at, uint32_t *hidden)
{
    return pass_any(at, ENDS_LINE, hidden);
}
