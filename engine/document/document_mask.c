#include "document_mask.h"

#include "utf8.h"

#include <stdint.h>

/* Inside a block: what stands for a high surrogate, for a low one, and, where a low one has no high one before it, for
   a line break. */
enum { LOW_OFFSET = 0x400, BLOCK_SIZE = 0x800 };

static const uint32_t breaks[] = { 0x85, 0x2028, 0x2029 };
enum { BREAK_COUNT = sizeof(breaks) / sizeof(breaks[0]) };

static char upper(char letter)
{
    return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

static bool is_upper_half_digit(char digit)
{
    return digit == '8' || digit == '9' || (upper(digit) >= 'A' && upper(digit) <= 'F');
}

static uint32_t block_of(struct document_mask mask)
{
    return (uint32_t)(mask.letter - 'A' + 10) << 12 | BLOCK_SIZE;
}

/* How many bytes of `text` from `offset` on are \u or \U0000: what an escape has before its last four digits. */
static size_t escape_bytes(struct text text, size_t offset)
{
    struct text rest = text_without_first(text, offset);
    return text_starts_with(rest, TEXT("\\u")) ? 2 : text_starts_with(rest, TEXT("\\U0000")) ? 6 : 0;
}

/* The upper half of the block's 4096 code points begins with its second byte, or second hexadecimal digit. */
static bool uses_block(struct text text, char letter)
{
    unsigned char lead = (unsigned char)(0xE0 + (letter - 'A' + 10));
    for (size_t i = 0; i < text.size_bytes; i++) {
        size_t bytes = text.bytes[i] == '\\' ? escape_bytes(text, i) : 0;
        bool escapes_it = bytes > 0 && text.size_bytes - i > bytes + 1 && upper(text.bytes[i + bytes]) == letter &&
                          is_upper_half_digit(text.bytes[i + bytes + 1]);
        bool has_it = (unsigned char)text.bytes[i] == lead && (unsigned char)text.bytes[i + 1] >= 0xA0;
        if (escapes_it || has_it) {
            return true;
        }
    }
    return false;
}

static bool find_letter(struct text text, char *letter_out)
{
    static const char letters[] = { 'E', 'A', 'B', 'C' };
    for (size_t i = 0; i < sizeof(letters); i++) {
        if (!uses_block(text, letters[i])) {
            *letter_out = letters[i];
            return true;
        }
    }
    return false;
}

static bool is_hexadecimal(char digit)
{
    return (digit >= '0' && digit <= '9') || (upper(digit) >= 'A' && upper(digit) <= 'F');
}

/* Whether `bytes` begin with \u, the letter and three digits, the first of them from `least` to `most`. */
static bool is_escape(const char *bytes, char letter, char least, char most)
{
    return bytes[0] == '\\' && bytes[1] == 'u' && upper(bytes[2]) == letter && upper(bytes[3]) >= least &&
           upper(bytes[3]) <= most && is_hexadecimal(bytes[3]) && is_hexadecimal(bytes[4]) && is_hexadecimal(bytes[5]);
}

static bool is_pair(const char *bytes, size_t size_bytes, char letter)
{
    return size_bytes >= 12 && is_escape(bytes, letter, '8', 'B') && is_escape(bytes + 6, letter, 'C', 'F');
}

/* Writes `letter` for the first digits of a pair of escapes, in the case that they have. */
static void put_letter(char *bytes, char letter)
{
    for (size_t i = 2; i < 12; i += 6) {
        bytes[i] = (char)(letter | (bytes[i] & 0x20));
    }
}

static size_t break_index(uint32_t code_point)
{
    size_t i = 0;
    while (i < BREAK_COUNT && breaks[i] != code_point) {
        i++;
    }
    return i;
}

static struct text masked(struct document_mask mask, struct text text, char *bytes)
{
    size_t size_bytes = 0;
    while (!text_is_empty(text)) {
        if (is_pair(text.bytes, text.size_bytes, 'D')) {
            memcpy(bytes + size_bytes, text.bytes, 12);
            put_letter(bytes + size_bytes, mask.letter);
            size_bytes += 12;
            text = text_without_first(text, 12);
            continue;
        }
        uint32_t code_point = utf8_take(&text);
        size_t index = break_index(code_point);
        size_bytes += utf8_put(index < BREAK_COUNT ? block_of(mask) + LOW_OFFSET + (uint32_t)index : code_point,
                               bytes + size_bytes);
        /* What is escaped is no beginning of an escape: \\uD83D. */
        if (code_point == '\\' && !text_is_empty(text) && text.bytes[0] == '\\') {
            bytes[size_bytes++] = '\\';
            text = text_without_first(text, 1);
        }
    }
    return (struct text){ bytes, size_bytes };
}

bool document_mask_begin(const struct document_slice *slice, struct arena *arena, struct document_mask *mask_out,
                         struct text *text_out)
{
    *mask_out = (struct document_mask){ false, 0 };
    *text_out = slice->text;
    if ((!slice->has_surrogate_pair && !slice->has_unusual_break) || !find_letter(slice->text, &mask_out->letter)) {
        return true;
    }
    /* U+0085 takes two bytes, what stands for it three. */
    char *bytes = slice->text.size_bytes <= SIZE_MAX / 2 ? arena_try(arena, slice->text.size_bytes / 2 * 3 + 3) : NULL;
    if (bytes == NULL) {
        return false;
    }
    mask_out->is_used = true;
    *text_out = masked(*mask_out, slice->text, bytes);
    return true;
}

/* What a code point that was read stands for, and the one behind it, if that belongs to it. */
static uint32_t shown(struct document_mask mask, uint32_t code_point, struct text *rest)
{
    if (code_point < block_of(mask) || code_point - block_of(mask) >= BLOCK_SIZE) {
        return code_point;
    }
    uint32_t index = code_point - block_of(mask);
    if (index >= LOW_OFFSET) {
        return breaks[index - LOW_OFFSET];
    }
    uint32_t low = utf8_take(rest) - block_of(mask) - LOW_OFFSET;
    return 0x10000 + (index << 10 | low);
}

size_t document_mask_end(struct document_mask mask, char *bytes, size_t size_bytes, bool has_escapes)
{
    struct text rest = { bytes, size_bytes };
    size_t shown_bytes = 0;
    while (!text_is_empty(rest)) {
        if (!has_escapes && is_pair(rest.bytes, rest.size_bytes, mask.letter)) {
            memmove(bytes + shown_bytes, rest.bytes, 12);
            put_letter(bytes + shown_bytes, 'D');
            shown_bytes += 12;
            rest = text_without_first(rest, 12);
            continue;
        }
        shown_bytes += utf8_put(shown(mask, utf8_take(&rest), &rest), bytes + shown_bytes);
    }
    return shown_bytes;
}
