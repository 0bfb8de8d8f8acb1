#include "printed.h"

#include "fuzz.h"

#include <string.h>

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct printed *printed = context;
    if (size_bytes > printed->room_bytes - printed->size_bytes) {
        printed->room_bytes = 2 * (printed->size_bytes + size_bytes);
        printed->bytes = realloc(printed->bytes, printed->room_bytes);
        EXPECT(printed->bytes != NULL);
    }
    if (size_bytes > 0) {
        memcpy(printed->bytes + printed->size_bytes, bytes, size_bytes);
    }
    printed->size_bytes += size_bytes;
    return true;
}

zp_sink printed_sink(struct printed *printed)
{
    return (zp_sink){ put, printed };
}

void printed_end(struct printed *printed)
{
    free(printed->bytes);
    *printed = (struct printed){ 0 };
}

bool printed_is_same(const struct printed *a, const struct printed *b)
{
    return a->size_bytes == b->size_bytes && (a->size_bytes == 0 || memcmp(a->bytes, b->bytes, a->size_bytes) == 0);
}

/* ---- characters ---- */

static unsigned char byte_at(const struct printed *printed, size_t offset)
{
    return offset < printed->size_bytes ? (unsigned char)printed->bytes[offset] : 0;
}

static size_t bytes_by_first(unsigned char first)
{
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first >= 0xF5) {
        return 0;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* How many bytes the character at `offset` has, 0 where it is none. */
static size_t character_bytes(const struct printed *printed, size_t offset)
{
    const unsigned char first = byte_at(printed, offset);
    const unsigned char second = byte_at(printed, offset + 1);
    const size_t bytes = bytes_by_first(first);
    for (size_t i = 1; i < bytes; i++) {
        if ((byte_at(printed, offset + i) & 0xC0) != 0x80) {
            return 0;
        }
    }
    const bool is_overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool is_no_scalar = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return is_overlong || is_no_scalar ? 0 : bytes;
}

static void expect_characters(const struct printed *printed)
{
    for (size_t i = 0; i < printed->size_bytes;) {
        const size_t bytes = character_bytes(printed, i);
        EXPECT(bytes > 0);
        i += bytes;
    }
}

void expect_text(const struct printed *printed, bool has_colour)
{
    expect_characters(printed);
    for (size_t i = 0; i < printed->size_bytes; i++) {
        const unsigned char byte = byte_at(printed, i);
        const bool is_high_control = byte == 0xC2 && byte_at(printed, i + 1) < 0xA0;
        EXPECT((byte >= 0x20 && byte != 0x7F) || byte == '\n' || (has_colour && byte == 0x1B));
        EXPECT(!is_high_control);
    }
}

/* ---- JSON ---- */

struct cursor {
    const struct printed *printed;
    size_t at;
};

static unsigned char next(const struct cursor *cursor)
{
    return byte_at(cursor->printed, cursor->at);
}

static bool takes(struct cursor *cursor, const char *word)
{
    const size_t size = strlen(word);
    const bool is_there = cursor->printed->size_bytes - cursor->at >= size &&
                          memcmp(cursor->printed->bytes + cursor->at, word, size) == 0;
    cursor->at += is_there ? size : 0;
    return is_there;
}

static void pass_blanks(struct cursor *cursor)
{
    while (next(cursor) == ' ' || next(cursor) == '\n') {
        cursor->at++;
    }
}

static void pass_string(struct cursor *cursor)
{
    EXPECT(takes(cursor, "\""));
    while (!takes(cursor, "\"")) {
        EXPECT(next(cursor) >= 0x20);
        if (takes(cursor, "\\")) {
            EXPECT(strchr("\"\\/bfnrtu", next(cursor)) != NULL);
        }
        cursor->at++;
    }
}

static size_t pass_digits(struct cursor *cursor)
{
    const size_t begin = cursor->at;
    while (next(cursor) >= '0' && next(cursor) <= '9') {
        cursor->at++;
    }
    return cursor->at - begin;
}

static void pass_number(struct cursor *cursor)
{
    takes(cursor, "-");
    const bool begins_with_zero = next(cursor) == '0';
    const size_t digits = pass_digits(cursor);
    EXPECT(digits == 1 || (digits > 1 && !begins_with_zero));
    if (takes(cursor, ".")) {
        EXPECT(pass_digits(cursor) > 0);
    }
}

static void pass_value(struct cursor *cursor);

static void pass_members(struct cursor *cursor, const char *end, bool has_keys)
{
    pass_blanks(cursor);
    if (takes(cursor, end)) {
        return;
    }
    do {
        pass_blanks(cursor);
        if (has_keys) {
            pass_string(cursor);
            EXPECT(takes(cursor, ": "));
        }
        pass_value(cursor);
        pass_blanks(cursor);
    } while (takes(cursor, ","));
    EXPECT(takes(cursor, end));
}

static void pass_value(struct cursor *cursor)
{
    if (next(cursor) == '"') {
        pass_string(cursor);
    } else if (takes(cursor, "{")) {
        pass_members(cursor, "}", true);
    } else if (takes(cursor, "[")) {
        pass_members(cursor, "]", false);
    } else if (!takes(cursor, "null") && !takes(cursor, "true") && !takes(cursor, "false")) {
        pass_number(cursor);
    }
}

void expect_json_lines(const struct printed *printed)
{
    struct cursor cursor = { printed, 0 };
    expect_characters(printed);
    while (cursor.at < printed->size_bytes) {
        const char *end = memchr(printed->bytes + cursor.at, '\n', printed->size_bytes - cursor.at);
        EXPECT(end != NULL);
        pass_value(&cursor);
        EXPECT(cursor.at == (size_t)(end - printed->bytes));
        cursor.at++;
    }
}

void expect_json(const struct printed *printed)
{
    struct cursor cursor = { printed, 0 };
    expect_characters(printed);
    pass_value(&cursor);
    EXPECT(takes(&cursor, "\n") && cursor.at == printed->size_bytes);
}

/* ---- CSV ---- */

static void pass_field(struct cursor *cursor)
{
    if (!takes(cursor, "\"")) {
        while (cursor->at < cursor->printed->size_bytes && memchr(",\"\r\n", next(cursor), 4) == NULL) {
            cursor->at++;
        }
        return;
    }
    for (;;) {
        EXPECT(cursor->at < cursor->printed->size_bytes);
        if (takes(cursor, "\"\"")) {
            continue;
        }
        if (takes(cursor, "\"")) {
            return;
        }
        cursor->at++;
    }
}

void expect_csv(const struct printed *printed)
{
    struct cursor cursor = { printed, 0 };
    size_t fields_of_first = 0;
    expect_characters(printed);
    takes(&cursor, "\xEF\xBB\xBF");
    while (cursor.at < printed->size_bytes) {
        size_t fields = 0;
        do {
            pass_field(&cursor);
            fields++;
        } while (takes(&cursor, ","));
        EXPECT(takes(&cursor, "\r\n") || takes(&cursor, "\n"));
        fields_of_first = fields_of_first == 0 ? fields : fields_of_first;
        EXPECT(fields == fields_of_first);
    }
}
