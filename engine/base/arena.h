#ifndef ZIPING_ARENA_H
#define ZIPING_ARENA_H

#include "text.h"

#include <setjmp.h>
#include <stddef.h>

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
    size_t limit_bytes; /* of all blocks together */
    size_t taken_bytes; /* of all blocks together */
    jmp_buf *escape;    /* where arena_take goes when a block is refused or the limit is reached */
};

void arena_begin(struct arena *arena, const struct memory *memory, size_t limit_bytes);

/* Gives every block back. An arena that has ended may begin again. */
void arena_end(struct arena *arena);

/* Forgets everything taken, but keeps one block for what comes next. */
void arena_rewind(struct arena *arena);

/* Zeroed, aligned for any type, never NULL: where there is no more, leaves through `arena->escape`, which must be
   set. Whoever holds something that is not in an arena takes with arena_try. */
void *arena_take(struct arena *arena, size_t size_bytes);

/* The same, but NULL where there is no more. */
void *arena_try(struct arena *arena, size_t size_bytes);

#define ARENA_NEW(arena, type) ((type *)arena_take((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_take_array((arena), (count), sizeof(type)))

/* arena_take for `count` things of `size_bytes` each; a product that does not fit is a refusal. */
void *arena_take_array(struct arena *arena, size_t count, size_t size_bytes);

/* A copy in the arena. */
struct text arena_text(struct arena *arena, struct text text);

#endif
