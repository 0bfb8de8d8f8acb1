#ifndef ZIPING_FUZZ_H
#define ZIPING_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "ziping.h"

/* What libFuzzer calls, and run_corpus.c. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static inline bool drop(void *context, const char *bytes, size_t size_bytes)
{
    (void)context;
    (void)bytes;
    (void)size_bytes;
    return true;
}

/* Takes every report and keeps none. */
static const zp_sink nowhere = { drop, NULL };

/* A copy of the input that ends where its block ends, so that reading on is noticed. The caller frees it. */
static inline char *copy_of(const uint8_t *data, size_t size_bytes)
{
    char *copy = malloc(size_bytes == 0 ? 1 : size_bytes);
    if (copy == NULL) {
        abort();
    }
    for (size_t i = 0; i < size_bytes; i++) {
        copy[i] = (char)data[i];
    }
    return copy;
}

static inline void expect(bool holds)
{
    if (!holds) {
        abort();
    }
}

#endif
