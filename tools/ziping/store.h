#ifndef ZIPING_PROGRAM_STORE_H
#define ZIPING_PROGRAM_STORE_H

#include <ziping.h>

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Keeps what a batch remembers of its projects: in memory while it is little, then in a file without a name. */
struct store {
    char *bytes; /* what came last */
    size_t used_bytes;
    FILE *file;          /* holds what came before `bytes`; NULL: nothing did */
    uint64_t file_bytes; /* how much that is */
    int error;           /* errno of the first failure */
};

void store_begin(struct store *store);
void store_end(struct store *store);
zp_store store_of(struct store *store);

#endif
