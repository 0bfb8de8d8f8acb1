#ifndef ZIPING_KEPT_BYTES_H
#define ZIPING_KEPT_BYTES_H

#include "ziping.h"

#include "arena.h"

/* A store in memory, for whoever gives none. */
struct kept_bytes {
    struct arena *arena;
    char **pieces; /* of one size each */
    size_t piece_count;
    size_t piece_room; /* pointers that `pieces` has room for */
    uint64_t size_bytes;
};

/* The arena must stay; its escape is not used. */
zp_store kept_bytes_store(struct kept_bytes *kept, struct arena *arena);

#endif
