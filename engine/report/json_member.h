#ifndef ZIPING_JSON_MEMBER_H
#define ZIPING_JSON_MEMBER_H

#include "decimal.h"
#include "project.h"
#include "writer.h"

#include <stdbool.h>

/* Objects and lists of JSON, and the members of objects. */

/* A key as it stands behind another member. All take the same room, so that one is copied without a look at its size.
 */
enum { KEY_ROOM_BYTES = 24, BEFORE_MEMBER_BYTES = 2 };
struct key {
    char bytes[KEY_ROOM_BYTES + BEFORE_MEMBER_BYTES];
    size_t size_bytes;
};
#define KEY(name)                                                                                                      \
    static const struct key key_##name = { ", \"" #name "\": ", sizeof(", \"" #name "\": ") - 1 };                     \
    _Static_assert(sizeof(", \"" #name "\": ") - 1 <= KEY_ROOM_BYTES, "room for every key")

/* An object or a list being written; its last bracket is written by whoever began it. */
struct json {
    struct writer *writer;
    bool has_member;
};

static inline struct json json_open(struct writer *writer, char bracket)
{
    writer_character(writer, bracket);
    return (struct json){ .writer = writer };
}

static inline void json_item(struct json *json)
{
    if (json->has_member) {
        writer_literal(json->writer, ", ");
    }
    json->has_member = true;
}

/* Puts a key where there is room for KEY_ROOM_BYTES; answers how many bytes count. */
static inline size_t put_key(struct json *json, const struct key *key, char *bytes_out)
{
    size_t before_bytes = json->has_member ? 0 : BEFORE_MEMBER_BYTES;
    json->has_member = true;
    memcpy(bytes_out, key->bytes + before_bytes, KEY_ROOM_BYTES);
    return key->size_bytes - before_bytes;
}

static inline void member_begin(struct json *json, const struct key *key)
{
    writer_took(json->writer, put_key(json, key, writer_room(json->writer, KEY_ROOM_BYTES)));
}

void member_null(struct json *json, const struct key *key);

/* A text that need not be UTF-8: the name of a file, or what a caller asked about. */
void member_name(struct json *json, const struct key *key, struct text text);

/* A text of ours, or of a document: UTF-8. */
void member_text(struct json *json, const struct key *key, struct text text);
void member_text_or_null(struct json *json, const struct key *key, struct text text); /* blank: null */

enum { MOST_USUAL_BYTES = 512, QUOTE_BYTES = 2 };

/* A text of at most MOST_USUAL_BYTES in which nothing has to be escaped: a word of ours. */
static inline void member_word(struct json *json, const struct key *key, struct text word)
{
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + MOST_USUAL_BYTES + QUOTE_BYTES);
    size_t key_bytes = put_key(json, key, member);
    member += key_bytes;
    member[0] = '"';
    bytes_copy(member + 1, word.bytes, word.size_bytes);
    member[1 + word.size_bytes] = '"';
    writer_took(json->writer, key_bytes + word.size_bytes + QUOTE_BYTES);
}

/* What is UTF-8, as the inside of a string. */
void json_escaped(struct writer *writer, struct text text);

void member_decimal(struct json *json, const struct key *key, struct decimal decimal);
void member_decimal_if(struct json *json, const struct key *key, bool is_given, struct decimal decimal); /* else null */
void member_figure(struct json *json, const struct key *key, const struct figure *figure);
void member_count(struct json *json, const struct key *key, uint64_t count);

/* A decimal with its digits, for one that comes again: most scores are the weight. */
struct written_decimal {
    struct decimal decimal;
    size_t size_bytes;
    char bytes[DECIMAL_MOST_TEXT_BYTES];
};
void written_decimal_set(struct written_decimal *written, struct decimal decimal);
void member_decimal_again(struct json *json, const struct key *key, struct decimal decimal,
                          const struct written_decimal *written);

#endif
