#include "digest.h"

#include <stdint.h>
#include <string.h>

void digest_begin(struct digest_maker *maker)
{
    sha256_init(&maker->state);
}

void digest_add(struct digest_maker *maker, const void *bytes, size_t size_bytes)
{
    uint64_t size = size_bytes;
    sha256_update(&maker->state, sizeof(size), (const uint8_t *)&size);
    if (size_bytes > 0) {
        sha256_update(&maker->state, size_bytes, bytes);
    }
}

void digest_add_text(struct digest_maker *maker, const char *terminated)
{
    digest_add(maker, terminated, strlen(terminated));
}

struct digest digest_end(struct digest_maker *maker)
{
    struct digest digest;
    sha256_digest(&maker->state, sizeof(digest.bytes), digest.bytes);
    return digest;
}

struct digest digest_of(const void *bytes, size_t size_bytes)
{
    struct digest_maker maker;
    digest_begin(&maker);
    digest_add(&maker, bytes, size_bytes);
    return digest_end(&maker);
}

bool digest_equals(const struct digest *a, const struct digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}
