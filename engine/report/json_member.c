#include "json_member.h"

#include "marks.h"
#include "report.h"
#include "shown.h"

/* ---- texts ---- */

static const struct marks string_marks = { '"', '\\', 0x1F };

static void write_escaped_byte(struct writer *writer, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    writer_character(writer, '\\');
    if (byte >= ' ') {
        writer_character(writer, (char)byte);
    } else {
        writer_string(writer, byte < 0x10 ? "u000" : "u001");
        writer_character(writer, digits[byte & 0xF]);
    }
}

void json_escaped(struct writer *writer, struct text text)
{
    if (!text_has_marks(text, string_marks)) {
        writer_text(writer, text);
        return;
    }
    size_t begin_bytes = 0;
    for (size_t i = 0; i < text.size_bytes; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < ' ' || byte == '"' || byte == '\\') {
            writer_text(writer, (struct text){ text.bytes + begin_bytes, i - begin_bytes });
            begin_bytes = i + 1;
            write_escaped_byte(writer, byte);
        }
    }
    writer_text(writer, (struct text){ text.bytes + begin_bytes, text.size_bytes - begin_bytes });
}

void json_string(struct writer *writer, struct text text)
{
    writer_character(writer, '"');
    while (!text_is_empty(text)) {
        json_escaped(writer, valid_take(&text));
    }
    writer_character(writer, '"');
}

void member_null(struct json *json, const struct key *key)
{
    enum { NULL_BYTES = 4 };
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + NULL_BYTES);
    size_t key_bytes = put_key(json, key, member);
    memcpy(member + key_bytes, "null", NULL_BYTES);
    writer_took(json->writer, key_bytes + NULL_BYTES);
}

void member_name(struct json *json, const struct key *key, struct text text)
{
    member_begin(json, key);
    json_string(json->writer, text);
}

void member_text(struct json *json, const struct key *key, struct text text)
{
    if (text.size_bytes > MOST_USUAL_BYTES || text_has_marks(text, string_marks)) {
        member_begin(json, key);
        writer_character(json->writer, '"');
        json_escaped(json->writer, text);
        writer_character(json->writer, '"');
    } else {
        member_word(json, key, text);
    }
}

void member_text_or_null(struct json *json, const struct key *key, struct text text)
{
    if (text_is_empty(text)) {
        member_null(json, key);
    } else {
        member_text(json, key, text);
    }
}

/* ---- numbers ---- */

void member_decimal(struct json *json, const struct key *key, struct decimal decimal)
{
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + DECIMAL_MOST_TEXT_BYTES);
    size_t key_bytes = put_key(json, key, member);
    writer_took(json->writer, key_bytes + decimal_to_text(decimal, member + key_bytes));
}

void written_decimal_set(struct written_decimal *written, struct decimal decimal)
{
    written->decimal = decimal;
    written->size_bytes = decimal_to_text(decimal, written->bytes);
}

void member_decimal_again(struct json *json, const struct key *key, struct decimal decimal,
                          const struct written_decimal *written)
{
    if (decimal.coefficient != written->decimal.coefficient || decimal.places != written->decimal.places) {
        member_decimal(json, key, decimal);
        return;
    }
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + DECIMAL_MOST_TEXT_BYTES);
    size_t key_bytes = put_key(json, key, member);
    bytes_copy(member + key_bytes, written->bytes, written->size_bytes);
    writer_took(json->writer, key_bytes + written->size_bytes);
}

void member_decimal_if(struct json *json, const struct key *key, bool is_given, struct decimal decimal)
{
    if (is_given && decimal_is_in_range(decimal)) {
        member_decimal(json, key, decimal);
    } else {
        member_null(json, key);
    }
}

void member_figure(struct json *json, const struct key *key, const struct figure *figure)
{
    member_decimal_if(json, key, figure->is_given, figure->value);
}

void member_count(struct json *json, const struct key *key, uint64_t count)
{
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + COUNT_MOST_DIGITS);
    size_t key_bytes = put_key(json, key, member);
    writer_took(json->writer, key_bytes + count_to_text(count, member + key_bytes));
}
