#ifndef ZIPING_WRITER_H
#define ZIPING_WRITER_H

#include "arena.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where bytes go. `put` answers whether it took them all; after it once did not, nothing more is offered to it. */
struct writer {
    bool (*put)(void *context, const char *bytes, size_t size_bytes);
    void *context;
    bool failed;
    size_t used_bytes;
    char buffer[4096];
};

void writer_begin(struct writer *writer, bool (*put)(void *context, const char *bytes, size_t size_bytes),
                  void *context);

/* Hands on what is still in the buffer. Answers whether everything since the beginning was taken. */
bool writer_flush(struct writer *writer);

void writer_text(struct writer *writer, struct text text);
void writer_string(struct writer *writer, const char *terminated);
void writer_character(struct writer *writer, char ascii);
void writer_repeat(struct writer *writer, char ascii, size_t times);
void writer_count(struct writer *writer, uint64_t count);

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
