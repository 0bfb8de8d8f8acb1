#ifndef ZIPING_PROGRAM_DIGEST_H
#define ZIPING_PROGRAM_DIGEST_H

#include <nettle/sha2.h>

#include <stdbool.h>
#include <stddef.h>

/* SHA-256: what has the same digest is taken to be the same, also where somebody would like two things to be. */
struct digest {
    unsigned char bytes[SHA256_DIGEST_SIZE];
};

/* Of several pieces. Where one ends counts: "ab" "c" is not "a" "bc". */
struct digest_maker {
    struct sha256_ctx state;
};

void digest_begin(struct digest_maker *maker);
void digest_add(struct digest_maker *maker, const void *bytes, size_t size_bytes);
void digest_add_text(struct digest_maker *maker, const char *terminated);
struct digest digest_end(struct digest_maker *maker);

/* Of one piece. */
struct digest digest_of(const void *bytes, size_t size_bytes);

bool digest_equals(const struct digest *a, const struct digest *b);

#endif
