#ifndef ZIPING_FUZZ_H
#define ZIPING_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ziping.h"

/* What libFuzzer calls, and run_corpus.c. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

#define EXPECT(holds) ((holds) ? (void)0 : fuzz_fail(#holds, __FILE__, __LINE__))

static inline void fuzz_fail(const char *what, const char *file, int line)
{
    (void)fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    abort();
}

/* A copy of the input that ends where its block ends, so that reading on is noticed. The caller frees it. */
static inline char *copy_of(const uint8_t *data, size_t size_bytes)
{
    char *copy = malloc(size_bytes == 0 ? 1 : size_bytes);
    EXPECT(copy != NULL);
    for (size_t i = 0; i < size_bytes; i++) {
        copy[i] = (char)data[i];
    }
    return copy;
}

/* A number that belongs to the input. */
static inline size_t sum_of(const uint8_t *data, size_t size_bytes)
{
    size_t sum = 0;
    for (size_t i = 0; i < size_bytes; i++) {
        sum += data[i];
    }
    return sum;
}

#endif
