#ifndef ZIPING_PROGRAM_CONTENT_H
#define ZIPING_PROGRAM_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes of a file, in a block that is used again for the next one. */
struct content {
    char *bytes;
    size_t size_bytes;
    size_t room_bytes;
};

void content_begin(struct content *content);
void content_end(struct content *content);

/* Reads a file, or the standard input where `path` is "-". Of what is longer than the limit it reads one byte more than
   that, enough to see that it is too long. Answers 0, or the errno of what failed. */
int content_read(struct content *content, const char *path, size_t limit_bytes);

/* Gives a block back that grew far beyond the usual. */
void content_forget(struct content *content);

/* Room for twice as many bytes. Answers whether there is memory for them. */
bool content_grow(struct content *content);

/* Whether there is one JSON document a line. The name decides where it has one of the four endings; otherwise, and for
   the standard input, it is so when each of the first two lines that are not blank begins with `{`. */
bool content_is_json_lines(const struct content *content, const char *path);

/* Whether that can be told from a beginning. */
bool content_shows_lines(const struct content *content, const char *path);

bool has_ending(const char *name, const char *ending);
/* .yaml .yml .json .jsonl */
bool has_known_ending(const char *name);

#endif
