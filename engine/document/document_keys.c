#include "document_keys.h"

#include <string.h>

struct document_keys *document_keys_create(const struct memory *memory)
{
    struct document_keys *keys = memory->take(memory->context, sizeof(*keys));
    if (keys != NULL) {
        keys->memory = *memory;
        document_keys_forget(keys);
    }
    return keys;
}

void document_keys_destroy(struct document_keys *keys)
{
    if (keys != NULL) {
        keys->memory.give_back(keys->memory.context, keys);
    }
}

void document_keys_forget(struct document_keys *keys)
{
    keys->count = 0;
    keys->document = 0;
    memset(keys->slots, 0, sizeof(keys->slots));
    for (size_t i = 0; i < MOST_LEVELS; i++) {
        keys->levels[i].first_keys = (struct followers){ { NULL, NULL } };
    }
}

void document_keys_begin(struct document_keys *keys)
{
    if (keys->count > MANY_KNOWN_KEYS) {
        document_keys_forget(keys);
    }
    keys->document++;
}
