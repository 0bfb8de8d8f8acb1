#ifndef ZIPING_KEY_H
#define ZIPING_KEY_H

#include "text.h"

#include <stdint.h>

/* Short texts as keys of tables, looked at eight bytes at a time and never beyond their ends. What differs in its hash
   differs; what agrees is always compared byte by byte, so a bad hash costs time and nothing else. */

static inline uint64_t key_eight_bytes(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof(word));
    return word;
}

/* Of a key of fewer than eight bytes, all that it has. */
static inline uint64_t key_few_bytes(const char *bytes, size_t size_bytes)
{
    if (size_bytes >= 4) {
        uint32_t first;
        uint32_t last;
        memcpy(&first, bytes, sizeof(first));
        memcpy(&last, bytes + size_bytes - sizeof(last), sizeof(last));
        return (uint64_t)last << 32 | first;
    }
    uint64_t word = 0;
    for (size_t i = 0; i < size_bytes; i++) {
        word = word << 8 | (unsigned char)bytes[i];
    }
    return word;
}

static inline uint64_t key_mixed(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* `salt` tells tables or roles apart. The upper bits are as good as the lower ones. */
static inline uint64_t key_hash(struct text key, uint64_t salt)
{
    uint64_t hash = salt << 32 ^ key.size_bytes;
    if (key.size_bytes < 8) {
        return key_mixed(hash, key_few_bytes(key.bytes, key.size_bytes));
    }
    for (size_t offset = 0; offset + 8 < key.size_bytes; offset += 8) {
        hash = key_mixed(hash, key_eight_bytes(key.bytes + offset));
    }
    return key_mixed(hash, key_eight_bytes(key.bytes + key.size_bytes - 8));
}

/* Whether so many bytes of a table are the key. */
static inline bool key_equals(const char *bytes, struct text key)
{
    if (key.size_bytes < 8) {
        return key_few_bytes(bytes, key.size_bytes) == key_few_bytes(key.bytes, key.size_bytes);
    }
    for (size_t offset = 0; offset + 8 < key.size_bytes; offset += 8) {
        if (key_eight_bytes(bytes + offset) != key_eight_bytes(key.bytes + offset)) {
            return false;
        }
    }
    size_t last = key.size_bytes - 8;
    return key_eight_bytes(bytes + last) == key_eight_bytes(key.bytes + last);
}

#endif
