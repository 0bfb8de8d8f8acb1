#ifndef ZIPING_KEY_H
#define ZIPING_KEY_H

#include "text.h"

#include <stdint.h>

/* Short texts as keys of tables, looked at eight bytes at a time and never beyond their ends. A hash only says where to
   look: all bytes are always compared, so that a text made to collide costs time and nothing else. */

enum { KEY_MOST_BYTES = 24 };

/* All bytes of a text; equal when the texts are. */
struct key {
    uint64_t words[KEY_MOST_BYTES / 8];
    uint32_t size_bytes;
};

static inline uint64_t key_eight_bytes(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof(word));
    return word;
}

/* All of fewer than eight bytes. */
static inline uint64_t key_few_bytes(struct text text)
{
    if (text.size_bytes >= 4) {
        uint32_t first;
        uint32_t last;
        memcpy(&first, text.bytes, sizeof(first));
        memcpy(&last, text.bytes + text.size_bytes - sizeof(last), sizeof(last));
        return (uint64_t)last << 32 | first;
    }
    if (text.size_bytes == 0) {
        return 0;
    }
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    return (uint64_t)bytes[0] | (uint64_t)bytes[text.size_bytes / 2] << 8 | (uint64_t)bytes[text.size_bytes - 1] << 16;
}

/* Of a text of at most KEY_MOST_BYTES. */
static inline struct key key_of(struct text text)
{
    struct key key = { { 0, 0, 0 }, (uint32_t)text.size_bytes };
    if (text.size_bytes < 8) {
        key.words[0] = key_few_bytes(text);
        return key;
    }
    key.words[0] = key_eight_bytes(text.bytes);
    key.words[1] = key_eight_bytes(text.bytes + text.size_bytes - 8);
    if (text.size_bytes > 16) {
        key.words[2] = key_eight_bytes(text.bytes + 8);
    }
    return key;
}

static inline bool key_equals(const struct key *a, const struct key *b)
{
    return a->size_bytes == b->size_bytes && a->words[0] == b->words[0] && a->words[1] == b->words[1] &&
           a->words[2] == b->words[2];
}

/* 2^64 divided by the golden ratio: spreads what is close over the upper bits. */
#define KEY_MULTIPLIER UINT64_C(0x9E3779B97F4A7C15)

/* Of so many bits, of a key of fewer than eight bytes. */
static inline size_t key_few_hash(uint64_t word, size_t size_bytes, int bits)
{
    return (size_t)((word + size_bytes) * KEY_MULTIPLIER >> (64 - bits));
}

static inline bool key_is_few(const struct key *key, uint64_t word, size_t size_bytes)
{
    return key->size_bytes == size_bytes && key->words[0] == word;
}

/* Of so many bits, of any key. */
static inline size_t key_hash(const struct key *key, int bits)
{
    return key_few_hash(key->words[0] + 3 * key->words[1] + 5 * key->words[2], key->size_bytes, bits);
}

static inline uint64_t key_mixed(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * KEY_MULTIPLIER;
    return hash ^ hash >> 32;
}

/* Of a text of any size. `salt` tells apart what is asked of it. */
static inline uint64_t text_hash(struct text text, uint64_t salt)
{
    uint64_t hash = salt << 32 ^ text.size_bytes;
    if (text.size_bytes < 8) {
        return key_mixed(hash, key_few_bytes(text));
    }
    for (size_t offset = 0; offset + 8 < text.size_bytes; offset += 8) {
        hash = key_mixed(hash, key_eight_bytes(text.bytes + offset));
    }
    return key_mixed(hash, key_eight_bytes(text.bytes + text.size_bytes - 8));
}

/* text_equals of two texts of one size, without a call. */
static inline bool text_same_bytes(const char *bytes, struct text text)
{
    if (text.size_bytes < 8) {
        return key_few_bytes((struct text){ bytes, text.size_bytes }) == key_few_bytes(text);
    }
    for (size_t offset = 0; offset + 8 < text.size_bytes; offset += 8) {
        if (key_eight_bytes(bytes + offset) != key_eight_bytes(text.bytes + offset)) {
            return false;
        }
    }
    size_t last = text.size_bytes - 8;
    return key_eight_bytes(bytes + last) == key_eight_bytes(text.bytes + last);
}

#endif
