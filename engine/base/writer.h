#ifndef ZIPING_WRITER_H
#define ZIPING_WRITER_H

#include "arena.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { WRITER_BUFFER_BYTES = 4096, COUNT_MOST_DIGITS = 20 };

/* Where bytes go. `put` answers whether it took them all; after it once did not, nothing more is offered to it. */
struct writer {
    bool (*put)(void *context, const char *bytes, size_t size_bytes);
    void *context;
    bool failed;
    size_t used_bytes;
    char buffer[WRITER_BUFFER_BYTES];
};

void writer_begin(struct writer *writer, bool (*put)(void *context, const char *bytes, size_t size_bytes),
                  void *context);

/* Hands on what is still in the buffer. Answers whether everything since the beginning was taken. */
bool writer_flush(struct writer *writer);

/* Room for `size_bytes` in a row, at most WRITER_BUFFER_BYTES, for whoever puts bytes together in place; writer_took
   says how many of them there are now. Nothing else may be written in between. */
static inline char *writer_room(struct writer *writer, size_t size_bytes)
{
    if (sizeof(writer->buffer) - writer->used_bytes < size_bytes) {
        writer_flush(writer);
    }
    return writer->buffer + writer->used_bytes;
}

static inline void writer_took(struct writer *writer, size_t size_bytes)
{
    writer->used_bytes += size_bytes;
}

/* memcpy for what is short mostly, or of a size that the compiler knows: two moves that may overlap instead of a call.
   `from` may be NULL where there is nothing to copy. */
static inline void bytes_copy(char *to, const char *from, size_t size_bytes)
{
    if (size_bytes > 32) {
        memcpy(to, from, size_bytes);
    } else if (size_bytes >= 16) {
        memcpy(to, from, 16);
        memcpy(to + size_bytes - 16, from + size_bytes - 16, 16);
    } else if (size_bytes >= 8) {
        memcpy(to, from, 8);
        memcpy(to + size_bytes - 8, from + size_bytes - 8, 8);
    } else if (size_bytes >= 4) {
        memcpy(to, from, 4);
        memcpy(to + size_bytes - 4, from + size_bytes - 4, 4);
    } else if (size_bytes > 0) {
        to[0] = from[0];
        to[size_bytes / 2] = from[size_bytes / 2];
        to[size_bytes - 1] = from[size_bytes - 1];
    }
}

void writer_text(struct writer *writer, struct text text);

/* A string literal: a few moves. */
#define writer_literal(writer, literal) writer_known((writer), (literal), sizeof(literal) - 1)
static inline void writer_known(struct writer *writer, const char *bytes, size_t size_bytes)
{
    memcpy(writer_room(writer, size_bytes), bytes, size_bytes);
    writer_took(writer, size_bytes);
}

static inline void writer_character(struct writer *writer, char ascii)
{
    *writer_room(writer, 1) = ascii;
    writer_took(writer, 1);
}

void writer_string(struct writer *writer, const char *terminated);
void writer_repeat(struct writer *writer, char ascii, size_t times);
void writer_count(struct writer *writer, uint64_t count);

/* The digits of a count, as many as are answered; there is room for COUNT_MOST_DIGITS. */
size_t count_to_text(uint64_t count, char *bytes_out);
/* count ÷ 10^places without needless zeros: 8770 with 3 places is 8.77. Takes 2 bytes more than there are digits or
   places, whichever are more. */
size_t scaled_to_text(uint64_t count, uint32_t places, char *bytes_out);

/* A text that grows in an arena, for composing a message before its width or its quoting is known.
   writer_to_arena makes `writer` collect; collected_text flushes and gives the text, contiguous, in the same arena;
   it stays as it is when more is written. Leaves through the arena's escape where there is no more. */
struct collected {
    struct arena *arena;
    char *bytes;
    size_t size_bytes;
    size_t room_bytes;
};
void writer_to_arena(struct writer *writer, struct collected *collected, struct arena *arena);
struct text collected_text(struct writer *writer, struct collected *collected);

#endif
