#ifndef ZIPING_PROGRAM_SPOOL_H
#define ZIPING_PROGRAM_SPOOL_H

#include <ziping.h>

#include <stddef.h>
#include <stdio.h>

/* Keeps what an audit prints below its table: in memory while it is little, then in a file without a name. */
struct spool {
    char *bytes;
    size_t used_bytes;
    FILE *file; /* holds what came before `bytes`; NULL: nothing did */
    int error;  /* errno of the first failure */
};

void spool_begin(struct spool *spool);
void spool_end(struct spool *spool);
zp_spool spool_of(struct spool *spool);

#endif
