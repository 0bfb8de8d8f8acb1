#include "utf8.h"

#include "must.h"

/* The forms of RFC 3629, section 4: which second bytes a first byte allows is what rules out overlong forms,
   surrogates and everything beyond U+10FFFF. Further bytes are 80..BF. */
struct form {
    unsigned char first_least, first_most;
    unsigned char second_least, second_most;
    unsigned char bytes;
};

static const struct form forms[] = {
    { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 }, { 0xE1, 0xEC, 0x80, 0xBF, 3 },
    { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 }, { 0xF0, 0xF0, 0x90, 0xBF, 4 },
    { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

static unsigned char byte_at(struct text text, size_t offset)
{
    return (unsigned char)text.bytes[offset];
}

static bool is_further(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

static const struct form *form_of(unsigned char first)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (first <= forms[i].first_most) {
            return first >= forms[i].first_least ? &forms[i] : NULL;
        }
    }
    return NULL;
}

/* How many bytes the code point at `offset` takes, 0 when there is none. */
static size_t valid_bytes_at(struct text text, size_t offset)
{
    if (byte_at(text, offset) < 0x80) {
        return 1;
    }
    const struct form *form = form_of(byte_at(text, offset));
    if (form == NULL || text.size_bytes - offset < form->bytes) {
        return 0;
    }
    unsigned char second = byte_at(text, offset + 1);
    if (second < form->second_least || second > form->second_most) {
        return 0;
    }
    for (size_t i = 2; i < form->bytes; i++) {
        if (!is_further(byte_at(text, offset + i))) {
            return 0;
        }
    }
    return form->bytes;
}

static bool is_eight_ascii(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof(word));
    return (word & UINT64_C(0x8080808080808080)) == 0;
}

/* How many bytes from `offset` on are the usual ones: ASCII, eight at a time where that can be, and characters of three
   bytes of which the first allows any further ones. */
static size_t usual_bytes(struct text text, size_t offset)
{
    const unsigned char *begin = (const unsigned char *)text.bytes + offset;
    const unsigned char *end = (const unsigned char *)text.bytes + text.size_bytes;
    const unsigned char *at = begin;
    while (at < end) {
        if (at[0] < 0x80) {
            at += end - at >= 8 && is_eight_ascii(at) ? 8 : 1;
        } else if (end - at >= 3 && at[0] > 0xE0 && at[0] < 0xED && is_further(at[1]) && is_further(at[2])) {
            at += 3;
        } else {
            break;
        }
    }
    return (size_t)(at - begin);
}

size_t utf8_valid_bytes(struct text text)
{
    size_t offset = 0;
    while (offset < text.size_bytes) {
        offset += usual_bytes(text, offset);
        if (offset == text.size_bytes) {
            break;
        }
        size_t bytes = valid_bytes_at(text, offset);
        if (bytes == 0) {
            break;
        }
        offset += bytes;
    }
    return offset;
}

uint32_t utf8_take(struct text *rest)
{
    must(rest->size_bytes > 0);
    unsigned char first = byte_at(*rest, 0);
    size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    must(rest->size_bytes >= bytes);
    static const unsigned char first_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    uint32_t code_point = first & first_bits[bytes];
    for (size_t i = 1; i < bytes; i++) {
        code_point = code_point << 6 | (byte_at(*rest, i) & 0x3Fu);
    }
    *rest = text_without_first(*rest, bytes);
    return code_point;
}

size_t utf8_put(uint32_t code_point, char *bytes_out)
{
    must(code_point <= 0x10FFFF);
    if (code_point < 0x80) {
        bytes_out[0] = (char)code_point;
        return 1;
    }
    size_t bytes = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned char first_marks[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = bytes - 1; i > 0; i--) {
        bytes_out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    bytes_out[0] = (char)(first_marks[bytes] | code_point);
    return bytes;
}

size_t utf8_characters(struct text text)
{
    size_t characters = 0;
    for (size_t i = 0; i < text.size_bytes; i++) {
        characters += !is_further(byte_at(text, i));
    }
    return characters;
}

struct text utf8_first(struct text text, size_t characters)
{
    for (size_t i = 0; i < text.size_bytes; i++) {
        if (is_further(byte_at(text, i))) {
            continue;
        }
        if (characters == 0) {
            return (struct text){ text.bytes, i };
        }
        characters--;
    }
    return text;
}
