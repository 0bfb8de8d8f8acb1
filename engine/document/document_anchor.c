#include "document_anchor.h"

#include <stdint.h>

/* A tree with four ways at each step, taken by two bits of the name's hash after the other: no table to enlarge, and
   names that agree in many bits only make it deeper. */

static uint64_t hash_of(struct text name)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < name.size_bytes; i++) {
        hash = (hash ^ (unsigned char)name.bytes[i]) * UINT64_C(0x100000001B3);
    }
    /* The multiplication mixes upwards only, and the upper bits are used first. */
    return hash ^ hash >> 32;
}

static struct anchor **slot_of(struct anchor **slot, struct text name)
{
    for (uint64_t hash = hash_of(name); *slot != NULL && !text_equals((*slot)->name, name); hash <<= 2) {
        slot = &(*slot)->children[hash >> 62];
    }
    return slot;
}

struct anchor *anchor_find(const struct anchor_table *table, struct text name)
{
    struct anchor *root = table->root;
    return *slot_of(&root, name);
}

struct anchor *anchor_add(struct anchor_table *table, struct arena *arena, struct text name)
{
    struct anchor **slot = slot_of(&table->root, name);
    if (*slot != NULL) {
        (*slot)->is_complete = false;
        return *slot;
    }
    struct anchor *added = arena_try(arena, sizeof(*added));
    char *bytes = arena_try(arena, name.size_bytes);
    if (added == NULL || bytes == NULL) {
        return NULL;
    }
    memcpy(bytes, name.bytes, name.size_bytes);
    added->name = (struct text){ bytes, name.size_bytes };
    *slot = added;
    return added;
}
