#include "document_fast_keys.h"

#include "document_node.h"

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

static inline bool is_same_key(struct text a, struct text b)
{
    return a.size_bytes == b.size_bytes &&
           (a.size_bytes == 0 ||
            is_same_bytes((const unsigned char *)a.bytes, (const unsigned char *)b.bytes, a.size_bytes));
}

/* The key of this text, which gets to be known if it is not yet; NULL where too many are. */
static inline struct known_key *know_key(struct fast *fast, struct text text)
{
    enum { MOST_STEPS = 8 };
    size_t first_slot = (size_t)(hash_of(text) >> 56);
    for (size_t slot = first_slot; slot < first_slot + MOST_STEPS; slot++) {
        unsigned char *number = &fast->key_slots[slot % KNOWN_KEY_SLOTS];
        size_t known = fast->known_key_count;
        if (*number == 0) {
            if (known == MOST_KNOWN_KEYS) {
                return NULL;
            }
            struct known_key *key = &fast->known_keys[known];
            key->text = text;
            key->written_bytes = 0;
            key->bit = UINT64_C(1) << known % 64;
            key->part = (unsigned char)(known / 64);
            key->followers = (struct followers){ { NULL, NULL } };
            fast->known_key_count = known + 1;
            *number = (unsigned char)(known + 1);
            return key;
        }
        struct known_key *key = &fast->known_keys[*number - 1];
        if (is_same_key(key->text, text)) {
            return key;
        }
    }
    return NULL;
}

/* Notes how the key is written between `begin` and the colon, where the reader is. */
static inline void note_written(const struct fast *fast, struct known_key *key, const struct node *read,
                                const unsigned char *begin)
{
    const unsigned char *text_end = (const unsigned char *)read->text.bytes + read->text.size_bytes;
    if (read->is_quoted && text_end + 1 + count_blanks(text_end + 1) != fast->at) {
        return; /* It had escapes, and no longer stands there as it was written. */
    }
    key->written = begin;
    key->written_bytes = (uint32_t)(fast->at - begin) + 1;
    key->hidden = fast->hidden - ((uint32_t)(begin - fast->begin) - read->place.column);
    key->is_quoted = read->is_quoted;
    key->is_for_brackets = read->is_quoted || fast->level->column == IN_BRACKETS;
}

static inline void note_follower(struct followers *followers, struct known_key *key)
{
    if (followers != NULL && followers->likely[0] != key && key->written_bytes > 0) {
        followers->likely[1] = followers->likely[0];
        followers->likely[0] = key;
    }
}

struct node *add_pair(struct fast *fast, const struct node *read, const unsigned char *begin)
{
    struct node *child = add_child(fast);
    if (child == NULL) {
        return NULL;
    }
    child->key_place = read->place;
    struct level *level = fast->level;
    struct known_key *key = know_key(fast, read->text);
    if (key == NULL) {
        level->may_repeat = true;
        level->followers = NULL;
        child->key = read->text;
        return child;
    }
    child->key = key->text;
    note_written(fast, key, read, begin);
    note_follower(level->followers, key);
    note_key(fast, level, key);
    return child;
}
