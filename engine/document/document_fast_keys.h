#ifndef ZIPING_DOCUMENT_FAST_KEYS_H
#define ZIPING_DOCUMENT_FAST_KEYS_H

#include "document_fast_state.h"

/* Pairs of the innermost mapping. The nodes of one key mostly share its text. */

/* Whether what was read from `begin` on is a key that libyaml would not find too long. */
static inline bool is_key(const struct fast *fast, const unsigned char *begin)
{
    return fast->at - begin <= MOST_KEY_BYTES;
}

/* A pair with the key that was `read` and begins at `begin`; its colon is where the reader is. */
struct node *add_pair(struct fast *fast, const struct node *read, const unsigned char *begin);

static inline void note_key(struct fast *fast, struct level *level, struct known_key *key)
{
    uint64_t seen = level->seen[key->part];
    if ((seen & key->bit) != 0) {
        fast->has_repeats = true;
    }
    level->seen[key->part] = seen | key->bit;
    level->followers = &key->followers[BESIDE];
}

/* Whether this key, its colon and what must follow on that stand at `at`. */
static inline bool is_written(const unsigned char *at, const struct known_key *key, bool is_in_brackets)
{
    if (!begins_alike(at, key->written, key->beyond) ||
        (key->written_bytes > COMPARED_AT_ONCE && !is_same_bytes(at + COMPARED_AT_ONCE, key->written + COMPARED_AT_ONCE,
                                                                 key->written_bytes - COMPARED_AT_ONCE))) {
        return false;
    }
    bool is_colon = is_blank_or_end(at[key->written_bytes]);
    return is_in_brackets ? key->is_for_brackets && (is_colon || key->is_quoted) : is_colon;
}

/* The key that stands at `at`, if it is one that came here before. */
static inline struct known_key *find_expected(const unsigned char *at, const struct followers *followers,
                                              bool is_in_brackets)
{
    struct known_key *key = followers == NULL ? NULL : followers->likely[0];
    if (key == NULL || is_written(at, key, is_in_brackets)) {
        return key;
    }
    key = followers->likely[1];
    return key != NULL && is_written(at, key, is_in_brackets) ? key : NULL;
}

/* A pair with a key that stands where the reader is. Passes over its colon. */
static inline struct node *add_known_pair(struct fast *fast, struct known_key *key)
{
    if (!has_spare_node(fast)) {
        return NULL;
    }
    struct node *child = add_child(fast);
    unsigned char *at = fast->at;
    document_keys_share(fast->keys, key, (const char *)at + key->is_quoted);
    child->key = (struct text){ key->shared, key->text_bytes };
    child->key_place = place_at(fast, at);
    note_key(fast, fast->level, key);
    fast->origin += key->hidden;
    fast->at = at + key->written_bytes;
    return child;
}

#endif
