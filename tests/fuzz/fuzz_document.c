/* Any bytes, read with libyaml alone and with the fast reader before it, as a whole and in pieces: the trees and
   findings must be the same. It looks inside, and links the floors. */
#include "reader_comparison.h"

#include <stdint.h>
#include <stdio.h>

/* What libFuzzer calls, and run_corpus.c. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    struct text source = { (const char *)data, size_bytes };
    for (int syntax = DOCUMENT_YAML; syntax <= DOCUMENT_JSON_LINES; syntax++) {
        struct reader_counts counts = { 0, 0, 0 };
        const char *difference = compare_readers(source, (enum document_syntax)syntax, &counts);
        if (difference == NULL) {
            enum { MOST_PIECE_BYTES = 16 };
            difference = compare_pieces(source, (enum document_syntax)syntax, 1 + size_bytes % MOST_PIECE_BYTES);
        }
        if (difference != NULL) {
            (void)fprintf(stderr, "%s\n", difference);
            abort();
        }
    }
    return 0;
}
