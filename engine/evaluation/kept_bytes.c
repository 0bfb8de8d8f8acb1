#include "kept_bytes.h"

#include <string.h>

enum { PIECE_BYTES = 8192, FIRST_PIECES = 32 };

static bool add_piece(struct kept_bytes *kept)
{
    if (kept->piece_count == kept->piece_room) {
        size_t room = kept->piece_room == 0 ? FIRST_PIECES : 2 * kept->piece_room;
        char **pieces = arena_try(kept->arena, room * sizeof(*pieces));
        if (pieces == NULL) {
            return false;
        }
        for (size_t i = 0; i < kept->piece_count; i++) {
            pieces[i] = kept->pieces[i];
        }
        kept->pieces = pieces;
        kept->piece_room = room;
    }
    char *piece = arena_try_unset(kept->arena, PIECE_BYTES);
    if (piece == NULL) {
        return false;
    }
    kept->pieces[kept->piece_count++] = piece;
    return true;
}

static size_t part_bytes(uint64_t offset, size_t size_bytes)
{
    size_t left_bytes = PIECE_BYTES - (size_t)(offset % PIECE_BYTES);
    return size_bytes < left_bytes ? size_bytes : left_bytes;
}

static char *bytes_at(const struct kept_bytes *kept, uint64_t offset)
{
    return kept->pieces[offset / PIECE_BYTES] + offset % PIECE_BYTES;
}

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct kept_bytes *kept = context;
    while (size_bytes > 0) {
        if (kept->size_bytes == (uint64_t)kept->piece_count * PIECE_BYTES && !add_piece(kept)) {
            return false;
        }
        size_t part = part_bytes(kept->size_bytes, size_bytes);
        memcpy(bytes_at(kept, kept->size_bytes), bytes, part);
        kept->size_bytes += part;
        bytes += part;
        size_bytes -= part;
    }
    return true;
}

static bool get(void *context, uint64_t offset, char *bytes_out, size_t size_bytes)
{
    const struct kept_bytes *kept = context;
    while (size_bytes > 0) {
        size_t part = part_bytes(offset, size_bytes);
        memcpy(bytes_out, bytes_at(kept, offset), part);
        offset += part;
        bytes_out += part;
        size_bytes -= part;
    }
    return true;
}

zp_store kept_bytes_store(struct kept_bytes *kept, struct arena *arena)
{
    *kept = (struct kept_bytes){ .arena = arena };
    return (zp_store){ put, get, kept };
}
