#ifndef ZIPING_DOCUMENT_KEYS_H
#define ZIPING_DOCUMENT_KEYS_H

#include "arena.h"
#include "document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Keys that stood in the documents read so far, and which came after which. Forms are much alike: where a key came
   before it is looked for first, and if it stands there it need not be read again. */

enum {
    MOST_KNOWN_KEYS = 128,
    MANY_KNOWN_KEYS = 96, /* then a document begins without any, so that there is room for its own */
    KNOWN_KEY_SLOTS = 256,
    MOST_WRITTEN_BYTES = 48,
    WRITTEN_ROOM_BYTES = 64, /* sixteen are looked at at once */
    MOST_LEVELS = 65,
};

struct known_key;

/* Which keys came there; the latest first. NULL where there was none. */
struct followers {
    struct known_key *likely[2];
};

enum { BESIDE, INSIDE };

struct known_key {
    unsigned char written[WRITTEN_ROOM_BYTES]; /* with its quotes, up to and with its colon */
    uint32_t written_bytes;
    uint32_t beyond;       /* bits of what is compared at once, but is no more of it */
    uint32_t hidden;       /* how many of these are not the first of their character */
    const char *shared;    /* its text in the last document that it stood in, ... */
    uint64_t shared_since; /* ... which was this one */
    uint32_t text_bytes;
    bool is_quoted;
    bool is_for_brackets;          /* it would be the same key there */
    unsigned char part;            /* of what is seen of a level, ... */
    uint64_t bit;                  /* ... and its bit of that */
    struct followers followers[2]; /* BESIDE: behind its pair. INSIDE: as the first of the mapping that is its value */
};

/* An open sequence or mapping. */
struct level {
    struct node *node;
    struct node **link;          /* where the next child belongs */
    struct followers *followers; /* of what may come next; NULL where that is not known, and of a sequence */
    uint64_t seen[MOST_KNOWN_KEYS / 64];
    uint32_t column;             /* from 1; of what is in brackets IN_BRACKETS */
    bool may_repeat;             /* it has keys that are not known */
    struct followers first_keys; /* of mappings that are no value of a known key */
};

struct document_keys {
    struct memory memory;
    size_t count;
    uint64_t document;                    /* that is being read, from 1 */
    unsigned char slots[KNOWN_KEY_SLOTS]; /* numbers of keys by hash, from 1; 0 where there is none */
    struct known_key keys[MOST_KNOWN_KEYS];
    struct level levels[MOST_LEVELS];
};

/* Sets what is nowhere set before it is used: there are no keys. */
void document_keys_forget(struct document_keys *keys);

/* Gives a key the text that others of its document may share, where it has none yet. */
static inline void document_keys_share(const struct document_keys *keys, struct known_key *key, const char *text)
{
    if (key->shared_since != keys->document) {
        key->shared = text;
        key->shared_since = keys->document;
    }
}

/* Before each document. */
void document_keys_begin(struct document_keys *keys);

#endif
