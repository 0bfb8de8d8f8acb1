#include "writer.h"

void writer_begin(struct writer *writer, bool (*put)(void *context, const char *bytes, size_t size_bytes),
                  void *context)
{
    /* Field by field: an initializer would clear the whole buffer. */
    writer->put = put;
    writer->context = context;
    writer->failed = false;
    writer->used_bytes = 0;
}

static void hand_on(struct writer *writer, const char *bytes, size_t size_bytes)
{
    if (!writer->failed && size_bytes > 0) {
        writer->failed = !writer->put(writer->context, bytes, size_bytes);
    }
}

bool writer_flush(struct writer *writer)
{
    /* Forgotten first: a put that leaves through an arena's escape must not find the same bytes again. */
    size_t used_bytes = writer->used_bytes;
    writer->used_bytes = 0;
    hand_on(writer, writer->buffer, used_bytes);
    return !writer->failed;
}

void writer_text(struct writer *writer, struct text text)
{
    if (text.size_bytes > sizeof(writer->buffer) - writer->used_bytes) {
        writer_flush(writer);
    }
    if (text.size_bytes >= sizeof(writer->buffer)) {
        hand_on(writer, text.bytes, text.size_bytes);
    } else if (text.size_bytes > 0) {
        memcpy(writer->buffer + writer->used_bytes, text.bytes, text.size_bytes);
        writer->used_bytes += text.size_bytes;
    }
}

void writer_string(struct writer *writer, const char *terminated)
{
    writer_text(writer, text_of(terminated));
}

void writer_character(struct writer *writer, char ascii)
{
    if (writer->used_bytes == sizeof(writer->buffer)) {
        writer_flush(writer);
    }
    writer->buffer[writer->used_bytes++] = ascii;
}

void writer_repeat(struct writer *writer, char ascii, size_t times)
{
    for (; times > 0 && !writer->failed; times--) {
        writer_character(writer, ascii);
    }
}

void writer_count(struct writer *writer, uint64_t count)
{
    char digits[20];
    size_t first = sizeof(digits);
    do {
        digits[--first] = (char)('0' + count % 10);
        count /= 10;
    } while (count > 0);
    writer_text(writer, (struct text){ digits + first, sizeof(digits) - first });
}

enum { FIRST_ROOM_BYTES = 128 };

static void move_to_larger_room(struct collected *collected, size_t needed_bytes)
{
    size_t room_bytes = collected->room_bytes == 0 ? FIRST_ROOM_BYTES : collected->room_bytes;
    while (room_bytes < needed_bytes) {
        room_bytes *= 2;
    }
    char *bytes = arena_take(collected->arena, room_bytes);
    if (collected->size_bytes > 0) {
        memcpy(bytes, collected->bytes, collected->size_bytes);
    }
    collected->bytes = bytes;
    collected->room_bytes = room_bytes;
}

static bool collect(void *context, const char *bytes, size_t size_bytes)
{
    struct collected *collected = context;
    size_t needed_bytes = collected->size_bytes + size_bytes;
    if (needed_bytes > collected->room_bytes) {
        move_to_larger_room(collected, needed_bytes);
    }
    memcpy(collected->bytes + collected->size_bytes, bytes, size_bytes);
    collected->size_bytes = needed_bytes;
    return true;
}

void writer_to_arena(struct writer *writer, struct collected *collected, struct arena *arena)
{
    *collected = (struct collected){ .arena = arena };
    writer_begin(writer, collect, collected);
}

struct text collected_text(struct writer *writer, struct collected *collected)
{
    writer_flush(writer);
    if (collected->size_bytes == 0) {
        return TEXT("");
    }
    return (struct text){ collected->bytes, collected->size_bytes };
}
