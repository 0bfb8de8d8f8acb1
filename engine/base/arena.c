#include "arena.h"

#include "must.h"

#include <stdalign.h>

struct arena_block {
    struct arena_block *older;
    size_t room_bytes;
    alignas(max_align_t) unsigned char bytes[];
};

enum {
    FIRST_BLOCK_BYTES = 16 * 1024,
    LARGEST_USUAL_BLOCK_BYTES = 1024 * 1024,
};

void arena_begin(struct arena *arena, const struct memory *memory, size_t limit_bytes)
{
    *arena = (struct arena){ .memory = *memory, .limit_bytes = limit_bytes };
}

static void give_back_all(struct arena *arena, struct arena_block *newest)
{
    while (newest != NULL) {
        struct arena_block *older = newest->older;
        arena->memory.give_back(arena->memory.context, newest);
        newest = older;
    }
}

void arena_end(struct arena *arena)
{
    give_back_all(arena, arena->newest);
    arena->newest = NULL;
    arena->next = NULL;
    arena->left_bytes = 0;
    arena->taken_bytes = 0;
}

/* Takes the largest block out of a list that has at least one. */
static struct arena_block *unlink_largest(struct arena_block **newest)
{
    struct arena_block **largest = newest;
    for (struct arena_block **link = newest; *link != NULL; link = &(*link)->older) {
        if ((*link)->room_bytes > (*largest)->room_bytes) {
            largest = link;
        }
    }
    struct arena_block *found = *largest;
    *largest = found->older;
    return found;
}

static void begin_block(struct arena *arena, struct arena_block *block)
{
    arena->newest = block;
    arena->next = block->bytes;
    arena->left_bytes = block->room_bytes;
}

void arena_rewind(struct arena *arena)
{
    if (arena->newest == NULL) {
        return;
    }
    /* The largest one, so that a run over many documents of one kind soon needs no second block. */
    struct arena_block *kept = unlink_largest(&arena->newest);
    give_back_all(arena, arena->newest);
    kept->older = NULL;
    begin_block(arena, kept);
    arena->taken_bytes = sizeof(struct arena_block) + kept->room_bytes;
}

/* How large the next block had better be: twice the last one, but neither more than the limit leaves nor less than is
   needed. 0 when the limit does not leave what is needed. */
static size_t next_room_bytes(const struct arena *arena, size_t needed_bytes)
{
    size_t left_bytes = arena->limit_bytes - arena->taken_bytes;
    if (left_bytes < sizeof(struct arena_block) || left_bytes - sizeof(struct arena_block) < needed_bytes) {
        return 0;
    }
    left_bytes -= sizeof(struct arena_block);
    size_t usual_bytes = FIRST_BLOCK_BYTES;
    if (arena->newest != NULL) {
        usual_bytes = arena->newest->room_bytes < LARGEST_USUAL_BLOCK_BYTES / 2 ? 2 * arena->newest->room_bytes
                                                                                : LARGEST_USUAL_BLOCK_BYTES;
    }
    if (usual_bytes > left_bytes) {
        usual_bytes = left_bytes;
    }
    return usual_bytes > needed_bytes ? usual_bytes : needed_bytes;
}

static bool add_block(struct arena *arena, size_t needed_bytes)
{
    size_t room_bytes = next_room_bytes(arena, needed_bytes);
    if (room_bytes == 0) {
        return false;
    }
    size_t block_bytes = sizeof(struct arena_block) + room_bytes;
    struct arena_block *block = arena->memory.take(arena->memory.context, block_bytes);
    if (block == NULL) {
        return false;
    }
    block->older = arena->newest;
    block->room_bytes = room_bytes;
    begin_block(arena, block);
    arena->taken_bytes += block_bytes;
    return true;
}

void *arena_try_new_block(struct arena *arena, size_t padded_bytes)
{
    return padded_bytes == 0 || !add_block(arena, padded_bytes) ? NULL : arena_try_unset(arena, padded_bytes);
}

void *arena_try(struct arena *arena, size_t size_bytes)
{
    void *taken = arena_try_unset(arena, size_bytes);
    return taken == NULL ? NULL : memset(taken, 0, size_bytes);
}

void *arena_take(struct arena *arena, size_t size_bytes)
{
    return memset(arena_take_unset(arena, size_bytes), 0, size_bytes);
}

void arena_escape(struct arena *arena)
{
    must(arena->escape != NULL);
    longjmp(*arena->escape, 1);
}

struct text arena_text(struct arena *arena, struct text text)
{
    if (text_is_empty(text)) {
        return TEXT("");
    }
    char *bytes = arena_take_unset(arena, text.size_bytes);
    memcpy(bytes, text.bytes, text.size_bytes);
    return (struct text){ bytes, text.size_bytes };
}
