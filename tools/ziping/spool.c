#include "spool.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SPOOL_BYTES = 1 << 20, REPLAY_BYTES = 1 << 16 };

void spool_begin(struct spool *spool)
{
    *spool = (struct spool){ 0 };
}

void spool_end(struct spool *spool)
{
    free(spool->bytes);
    if (spool->file != NULL) {
        fclose(spool->file);
    }
    spool_begin(spool);
}

static bool fail(struct spool *spool)
{
    spool->error = errno != 0 ? errno : EIO;
    return false;
}

static bool move_to_file(struct spool *spool)
{
    errno = 0;
    if (spool->file == NULL) {
        spool->file = tmpfile();
        if (spool->file == NULL) {
            return fail(spool);
        }
    }
    if (fwrite(spool->bytes, 1, spool->used_bytes, spool->file) != spool->used_bytes) {
        return fail(spool);
    }
    spool->used_bytes = 0;
    return true;
}

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct spool *spool = context;
    if (spool->bytes == NULL) {
        errno = ENOMEM;
        spool->bytes = malloc(SPOOL_BYTES);
        if (spool->bytes == NULL) {
            return fail(spool);
        }
    }
    while (size_bytes > 0) {
        size_t room = SPOOL_BYTES - spool->used_bytes;
        size_t part = size_bytes < room ? size_bytes : room;
        memcpy(spool->bytes + spool->used_bytes, bytes, part);
        spool->used_bytes += part;
        bytes += part;
        size_bytes -= part;
        if (spool->used_bytes == SPOOL_BYTES && !move_to_file(spool)) {
            return false;
        }
    }
    return true;
}

static bool replay_file(struct spool *spool, zp_sink sink)
{
    errno = 0;
    if (fflush(spool->file) != 0 || fseek(spool->file, 0, SEEK_SET) != 0) {
        return fail(spool);
    }
    char *part = malloc(REPLAY_BYTES);
    if (part == NULL) {
        return fail(spool);
    }
    bool is_taken = true;
    for (size_t size = 0; is_taken && (size = fread(part, 1, REPLAY_BYTES, spool->file)) > 0;) {
        is_taken = sink.put(sink.context, part, size);
    }
    free(part);
    return ferror(spool->file) != 0 ? fail(spool) : is_taken;
}

static bool replay(void *context, zp_sink sink)
{
    struct spool *spool = context;
    if (spool->file != NULL && !replay_file(spool, sink)) {
        return false;
    }
    return spool->used_bytes == 0 || sink.put(sink.context, spool->bytes, spool->used_bytes);
}

zp_spool spool_of(struct spool *spool)
{
    return (zp_spool){ .put = put, .replay = replay, .context = spool };
}
