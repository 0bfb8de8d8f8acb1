#include "document_fast_keys.h"

#include "document_node.h"

#include <string.h>

void look_for_repeats(struct fast *fast, const struct node *mapping)
{
    enum { FEW_KEYS = 16 };
    if (mapping->child_count > FEW_KEYS) {
        fast->has_repeats = true;
    }
    for (const struct node *again = mapping->first_child; again != NULL && !fast->has_repeats; again = again->next) {
        fast->has_repeats = node_value(mapping, again->key) != again;
    }
}

/* Equal keys have equal hashes. The copy's padding makes it safe to look at eight bytes of a shorter key. */
static inline uint64_t hash_of(struct text key)
{
    const unsigned char *bytes = (const unsigned char *)key.bytes;
    uint64_t hash = word_at(bytes);
    if (key.size_bytes >= 8) {
        hash += word_at(bytes + key.size_bytes - 8) * UINT64_C(0x9E3779B97F4A7C15);
    } else {
        hash = key.size_bytes == 0 ? 0 : hash << (64 - 8 * key.size_bytes);
    }
    return (hash ^ hash >> 29 ^ key.size_bytes) * UINT64_C(0xBF58476D1CE4E5B9);
}

static inline bool is_same_key(const struct known_key *key, struct text text)
{
    return key->text_bytes == text.size_bytes &&
           (text.size_bytes == 0 ||
            is_same_bytes(key->written + key->is_quoted, (const unsigned char *)text.bytes, text.size_bytes));
}

static inline struct known_key *new_key(struct document_keys *keys, unsigned char *slot)
{
    size_t number = keys->count;
    if (number == MOST_KNOWN_KEYS) {
        return NULL;
    }
    struct known_key *key = &keys->keys[number];
    key->part = (unsigned char)(number / 64);
    key->bit = UINT64_C(1) << number % 64;
    key->written_bytes = 0;
    key->shared_since = 0;
    key->is_for_brackets = false;
    key->followers[BESIDE] = (struct followers){ { NULL, NULL } };
    key->followers[INSIDE] = (struct followers){ { NULL, NULL } };
    keys->count = number + 1;
    *slot = (unsigned char)(number + 1);
    return key;
}

/* The key of this text, if it is known; if not, a new one, but only if it `may_be_new`. */
static inline struct known_key *know_key(struct document_keys *keys, struct text text, bool may_be_new)
{
    enum { MOST_STEPS = 8 };
    size_t first_slot = (size_t)(hash_of(text) >> 56);
    for (size_t i = first_slot; i < first_slot + MOST_STEPS; i++) {
        unsigned char *slot = &keys->slots[i % KNOWN_KEY_SLOTS];
        if (*slot == 0) {
            return may_be_new ? new_key(keys, slot) : NULL;
        }
        struct known_key *key = &keys->keys[*slot - 1];
        if (is_same_key(key, text)) {
            return key;
        }
    }
    return NULL;
}

/* Whether the key stands between its beginning and the colon, where the reader is, as it was written: it may have had
   escapes. */
static inline bool is_as_written(const struct fast *fast, const struct node *read)
{
    const unsigned char *text_end = (const unsigned char *)read->text.bytes + read->text.size_bytes;
    return !read->is_quoted || text_end + 1 + count_blanks(text_end + 1) == fast->at;
}

/* Notes how the key is written from `begin` on. */
static inline void note_written(const struct fast *fast, struct known_key *key, const struct node *read,
                                const unsigned char *begin)
{
    uint32_t written_bytes = (uint32_t)(fast->at - begin) + 1;
    bool is_written_so = key->written_bytes == written_bytes && is_same_bytes(key->written, begin, written_bytes);
    memcpy(key->written, begin, MOST_WRITTEN_BYTES);
    key->written_bytes = written_bytes;
    key->beyond = bits_beyond(written_bytes);
    key->hidden = fast->origin - (address_of(begin) - read->place.column);
    document_keys_share(fast->keys, key, read->text.bytes);
    key->text_bytes = (uint32_t)read->text.size_bytes;
    key->is_quoted = read->is_quoted;
    key->is_for_brackets =
        read->is_quoted || fast->level->column == IN_BRACKETS || (is_written_so && key->is_for_brackets);
}

static inline void note_follower(struct followers *followers, struct known_key *key)
{
    if (followers != NULL && followers->likely[0] != key) {
        followers->likely[1] = followers->likely[0];
        followers->likely[0] = key;
    }
}

struct node *add_pair(struct fast *fast, const struct node *read, const unsigned char *begin)
{
    if (!has_spare_node(fast)) {
        return NULL;
    }
    struct node *child = add_child(fast);
    child->key = read->text;
    child->key_place = read->place;
    struct level *level = fast->level;
    bool can_be_noted = fast->at - begin < MOST_WRITTEN_BYTES && is_as_written(fast, read);
    struct known_key *key = know_key(fast->keys, read->text, can_be_noted);
    if (key == NULL) {
        level->may_repeat = true;
        level->followers = NULL;
        return child;
    }
    if (can_be_noted) {
        note_written(fast, key, read, begin);
    }
    note_follower(level->followers, key);
    note_key(fast, level, key);
    return child;
}
