#ifndef ZIPING_PROGRAM_PORTION_H
#define ZIPING_PROGRAM_PORTION_H

#include "cache.h"
#include "growth.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

/* Some files that come one after another: what one thread takes at a time. */

enum { MOST_FILES_OF_PORTION = 64 };

struct portion_file {
    size_t path; /* offset into `paths` */
    size_t name; /* the same, of the path's last part */
    struct open_folder *folder;
    const zp_department *department;
    bool is_regular;
    int error;                /* not 0: an errno, the path could not be looked at */
    int descriptor;           /* -1: not opened yet */
    const struct digest *key; /* by which the cache keeps it; NULL: there is none */
    struct cached_file about; /* for the cache */
};

struct portion {
    struct text_buffer paths;
    struct portion_file files[MOST_FILES_OF_PORTION];
    size_t file_count;
};

/* Takes the next files of a walk, `most` at most, which is up to MOST_FILES_OF_PORTION. */
void portion_fill(struct portion *portion, struct walk *walk, size_t most);

/* Forgets its files. On the thread that walks. */
void portion_clear(struct portion *portion, struct walk *walk);

/* Gives its memory back, once it is clear. */
void portion_end(struct portion *portion);

#endif
