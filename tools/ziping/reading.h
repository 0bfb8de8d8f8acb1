#ifndef ZIPING_PROGRAM_READING_H
#define ZIPING_PROGRAM_READING_H

#include "content.h"

#include <ziping.h>

#include <stdbool.h>
#include <stddef.h>

/* A file to be evaluated: its beginning in a block that is used again for the next one, which is all of most files, and
   an input that gives what comes behind it. */
struct reading {
    struct content content; /* the beginning */
    int descriptor;         /* -1: none is open */
    bool is_whole;          /* nothing comes behind the beginning */
    int error;              /* an errno, once the input failed */
    size_t given_bytes;     /* by the input */
};

void reading_begin(struct reading *reading);
void reading_end(struct reading *reading);

/* How many files and folders may be open that need not be: a part of what the process may have. */
size_t descriptors_to_spare(void);

/* Opens a file in `folder`, a descriptor or AT_FDCWD. Answers a descriptor, or -1 with errno. */
int reading_open(int folder, const char *name);

/* Asks for a file to be brought into memory while something else is done. */
void reading_announce(int descriptor);

/* Reads the beginning of an open file, which is closed by reading_close: all of it, or a few hundred kilobytes. `path`
   tells whether it takes more to see if it is JSON Lines, "-" that it is the standard input, where no more is waited
   for than that takes. Answers 0 or an errno. */
int reading_start(struct reading *reading, int descriptor, const char *path, size_t limit_bytes);

/* What comes behind the beginning; no input where that is all. */
zp_input reading_rest(struct reading *reading);

void reading_close(struct reading *reading);

#endif
