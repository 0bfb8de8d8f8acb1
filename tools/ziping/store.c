#include "store.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STORE_BYTES = 1 << 20 };

void store_begin(struct store *store)
{
    *store = (struct store){ 0 };
}

void store_end(struct store *store)
{
    free(store->bytes);
    if (store->file != NULL) {
        fclose(store->file);
    }
    store_begin(store);
}

static bool fail(struct store *store)
{
    if (store->error == 0) {
        store->error = errno != 0 ? errno : EIO;
    }
    return false;
}

static bool move_to_file(struct store *store)
{
    errno = 0;
    if (store->file == NULL) {
        store->file = tmpfile();
        if (store->file == NULL) {
            return fail(store);
        }
    }
    for (size_t moved = 0; moved < store->used_bytes;) {
        ssize_t written = pwrite(fileno(store->file), store->bytes + moved, store->used_bytes - moved,
                                 (off_t)(store->file_bytes + moved));
        if (written > 0) {
            moved += (size_t)written;
        } else if (written == 0 || errno != EINTR) {
            return fail(store);
        }
    }
    store->file_bytes += store->used_bytes;
    store->used_bytes = 0;
    return true;
}

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct store *store = context;
    if (store->bytes == NULL) {
        errno = ENOMEM;
        store->bytes = malloc(STORE_BYTES);
        if (store->bytes == NULL) {
            return fail(store);
        }
    }
    while (size_bytes > 0) {
        size_t room = STORE_BYTES - store->used_bytes;
        size_t part = size_bytes < room ? size_bytes : room;
        memcpy(store->bytes + store->used_bytes, bytes, part);
        store->used_bytes += part;
        bytes += part;
        size_bytes -= part;
        if (store->used_bytes == STORE_BYTES && !move_to_file(store)) {
            return false;
        }
    }
    return true;
}

static bool get_from_file(struct store *store, uint64_t offset, char *bytes_out, size_t size_bytes)
{
    errno = 0;
    while (size_bytes > 0) {
        ssize_t got = pread(fileno(store->file), bytes_out, size_bytes, (off_t)offset);
        if (got > 0) {
            bytes_out += got;
            offset += (uint64_t)got;
            size_bytes -= (size_t)got;
        } else if (got == 0 || errno != EINTR) {
            return fail(store);
        }
    }
    return true;
}

static bool get(void *context, uint64_t offset, char *bytes_out, size_t size_bytes)
{
    struct store *store = context;
    if (offset < store->file_bytes) {
        uint64_t left_bytes = store->file_bytes - offset;
        size_t part = size_bytes < left_bytes ? size_bytes : (size_t)left_bytes;
        if (!get_from_file(store, offset, bytes_out, part)) {
            return false;
        }
        offset += part;
        bytes_out += part;
        size_bytes -= part;
    }
    if (size_bytes > 0) {
        memcpy(bytes_out, store->bytes + (offset - store->file_bytes), size_bytes);
    }
    return true;
}

zp_store store_of(struct store *store)
{
    return (zp_store){ .put = put, .get = get, .context = store };
}
