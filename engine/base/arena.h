#ifndef ZIPING_ARENA_H
#define ZIPING_ARENA_H

#include "text.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Where blocks come from and go to. `take` answers NULL when it refuses. Blocks are aligned as by malloc. */
struct memory {
    void *(*take)(void *context, size_t size_bytes);
    void (*give_back)(void *context, void *block);
    void *context;
};

struct arena_block;

/* One lifetime: everything taken from an arena lives until it is rewound or ended. Nothing is resized or given
   back singly. */
struct arena {
    struct memory memory;
    struct arena_block *newest;
    unsigned char *next; /* what is left of the newest block */
    size_t left_bytes;
    size_t limit_bytes; /* of all blocks together */
    size_t taken_bytes; /* of all blocks together */
    jmp_buf *escape;    /* where arena_take goes when a block is refused or the limit is reached */
};

void arena_begin(struct arena *arena, const struct memory *memory, size_t limit_bytes);

/* Gives every block back. An arena that has ended may begin again. */
void arena_end(struct arena *arena);

/* Forgets everything taken, but keeps one block for what comes next. */
void arena_rewind(struct arena *arena);

/* How many bytes of an arena things of `size_bytes` take: nothing takes some too, so that any two things taken have
   different addresses. 0 where there are no so many. */
static inline size_t arena_padded_bytes(size_t size_bytes)
{
    enum { ALIGNMENT_BYTES = alignof(max_align_t) };
    size_t padded_bytes = (size_bytes + ALIGNMENT_BYTES - 1) & ~((size_t)ALIGNMENT_BYTES - 1);
    return size_bytes == 0 ? ALIGNMENT_BYTES : padded_bytes < size_bytes ? 0 : padded_bytes;
}

/* As arena_try_unset, from a new block. */
void *arena_try_new_block(struct arena *arena, size_t padded_bytes);

/* Leaves through `arena->escape`. */
_Noreturn void arena_escape(struct arena *arena);

/* What is taken is aligned for any type. There are four ways to take it: zeroed, or with whatever bytes (then the taker
   sets all of it at once); and NULL where there is no more, or never NULL: then the way out is `arena->escape`,
   which must be set. Whoever holds something that is not in an arena takes with arena_try. */
static inline void *arena_try_unset(struct arena *arena, size_t size_bytes)
{
    size_t padded_bytes = arena_padded_bytes(size_bytes);
    if (padded_bytes == 0 || padded_bytes > arena->left_bytes) {
        return arena_try_new_block(arena, padded_bytes);
    }
    void *taken = arena->next;
    arena->next += padded_bytes;
    arena->left_bytes -= padded_bytes;
    return taken;
}

void *arena_try(struct arena *arena, size_t size_bytes);

static inline void *arena_take_unset(struct arena *arena, size_t size_bytes)
{
    void *taken = arena_try_unset(arena, size_bytes);
    if (taken == NULL) {
        arena_escape(arena);
    }
    return taken;
}

/* No inline function: where a compiler knows the size it zeroes a few hundred bytes by an instruction that takes longer
   than a call. */
void *arena_take(struct arena *arena, size_t size_bytes);

/* `count` things of `size_bytes` each; a product that does not fit is a refusal. */
static inline void *arena_take_array(struct arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes != 0 && count > SIZE_MAX / size_bytes) {
        arena_escape(arena);
    }
    return arena_take(arena, count * size_bytes);
}
static inline void *arena_take_array_unset(struct arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes != 0 && count > SIZE_MAX / size_bytes) {
        arena_escape(arena);
    }
    return arena_take_unset(arena, count * size_bytes);
}

#define ARENA_NEW(arena, type) ((type *)arena_take((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_take_array((arena), (count), sizeof(type)))
#define ARENA_NEW_UNSET(arena, type) ((type *)arena_take_unset((arena), sizeof(type)))
#define ARENA_ARRAY_UNSET(arena, type, count) ((type *)arena_take_array_unset((arena), (count), sizeof(type)))

/* A copy in the arena. */
struct text arena_text(struct arena *arena, struct text text);

#endif
