#include "document_window.h"

enum { FIRST_ROOM_BYTES = 1 << 18 };

/* Room for a document of the limit, a line of the limit behind it that may be the next one's, and something to read. */
static size_t sufficient_room(size_t limit_bytes)
{
    return limit_bytes < (SIZE_MAX - FIRST_ROOM_BYTES) / 2 ? 2 * limit_bytes + FIRST_ROOM_BYTES : SIZE_MAX;
}

static size_t next_room(const struct document_window *window, size_t limit_bytes)
{
    size_t doubled = window->room_bytes < SIZE_MAX / 2 ? 2 * window->room_bytes : SIZE_MAX;
    size_t sufficient = sufficient_room(limit_bytes);
    return window->room_bytes == 0 ? FIRST_ROOM_BYTES : doubled < sufficient ? doubled : sufficient;
}

/* Puts what is left to the front of a block that has room for more. */
static bool make_room(struct document_window *window, struct text left, size_t limit_bytes)
{
    if (window->block != NULL && left.size_bytes <= window->room_bytes / 2) {
        memmove(window->block, left.bytes, left.size_bytes);
        return true;
    }
    size_t room_bytes = next_room(window, limit_bytes);
    if (room_bytes <= left.size_bytes || room_bytes > window->most_bytes) {
        return false;
    }
    char *block = window->memory.take(window->memory.context, room_bytes);
    if (block == NULL) {
        return false;
    }
    if (!text_is_empty(left)) {
        memcpy(block, left.bytes, left.size_bytes);
    }
    document_window_end(window);
    window->block = block;
    window->room_bytes = room_bytes;
    return true;
}

/* Answers false where there was an error. */
static bool read_more(struct document_window *window, size_t used_bytes, size_t *size_out)
{
    char *buffer = window->block + used_bytes;
    size_t room_bytes = window->room_bytes - used_bytes;
    struct text *beginning = &window->beginning;
    if (text_is_empty(*beginning)) {
        *size_out = 0;
        return window->input.read(window->input.context, buffer, room_bytes, size_out) && *size_out <= room_bytes;
    }
    *size_out = beginning->size_bytes < room_bytes ? beginning->size_bytes : room_bytes;
    memcpy(buffer, beginning->bytes, *size_out);
    *beginning = text_without_first(*beginning, *size_out);
    return true;
}

enum window_status document_window_advance(struct document_window *window, struct document_source *source)
{
    if (window->block != NULL) {
        document_source_forget(source, window->block);
    }
    size_t left_bytes = source->rest.size_bytes;
    if (!make_room(window, source->rest, source->limit_bytes)) {
        return WINDOW_NO_MEMORY;
    }
    size_t size_bytes = 0;
    if (!read_more(window, left_bytes, &size_bytes)) {
        return WINDOW_FAILED;
    }
    struct text rest = { window->block, left_bytes + size_bytes };
    document_source_continue(source, rest, left_bytes, size_bytes == 0);
    return WINDOW_READ;
}

void document_window_end(struct document_window *window)
{
    if (window->block != NULL) {
        window->memory.give_back(window->memory.context, window->block);
        window->block = NULL;
    }
}
