#include "seen_projects.h"

static uint64_t hash_of(struct text name, int32_t year)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)(uint32_t)year;
    for (size_t i = 0; i < name.size_bytes; i++) {
        hash = (hash ^ (unsigned char)name.bytes[i]) * UINT64_C(1099511628211);
    }
    return hash ^ (hash >> 29);
}

static struct seen_project **slot_of(struct seen_project **slots, size_t slot_count, struct text name, int32_t year,
                                     uint64_t hash)
{
    size_t i = (size_t)hash & (slot_count - 1);
    while (slots[i] != NULL &&
           (slots[i]->hash != hash || slots[i]->year != year || !text_equals(slots[i]->name, name))) {
        i = (i + 1) & (slot_count - 1);
    }
    return &slots[i];
}

static void seen_grow(struct seen_projects *seen, struct arena *arena)
{
    enum { FIRST_SLOTS = 256 };
    size_t slot_count = seen->slot_count == 0 ? FIRST_SLOTS : seen->slot_count * 2;
    struct seen_project **slots = ARENA_ARRAY(arena, struct seen_project *, slot_count);
    for (size_t i = 0; i < seen->slot_count; i++) {
        struct seen_project *project = seen->slots[i];
        if (project != NULL) {
            *slot_of(slots, slot_count, project->name, project->year, project->hash) = project;
        }
    }
    seen->slots = slots;
    seen->slot_count = slot_count;
}

const struct seen_project *seen_first(struct seen_projects *seen, struct arena *arena, struct text name, int32_t year,
                                      struct text file)
{
    if (seen->count * 4 >= seen->slot_count * 3) {
        seen_grow(seen, arena);
    }
    uint64_t hash = hash_of(name, year);
    struct seen_project **slot = slot_of(seen->slots, seen->slot_count, name, year, hash);
    if (*slot != NULL) {
        return *slot;
    }
    struct seen_project *project = ARENA_NEW(arena, struct seen_project);
    *project = (struct seen_project){ arena_text(arena, name), year, arena_text(arena, file), hash };
    *slot = project;
    seen->count++;
    return NULL;
}
