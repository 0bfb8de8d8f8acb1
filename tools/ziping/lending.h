#ifndef ZIPING_PROGRAM_LENDING_H
#define ZIPING_PROGRAM_LENDING_H

#include "growth.h"

#include <ziping.h>

#include <stdbool.h>

struct own_files;

/* Whose rule set the projects of a folder are scored by: the department's of the folder, else of the nearest folder
   above it, up to the root of the file system or to a folder that holds .git, that one included. Above is where the
   real path leads, through whatever links the folder was named. Each folder is looked at once. */

struct lender {
    zp_department *department; /* the caller's, once it is known; may be NULL */
    bool is_known;
    char path[]; /* of the department file */
};

struct lending {
    const struct own_files *own;
    struct text_buffer here;       /* the current folder; its slash ends it */
    struct text_buffer last_named; /* files of one folder mostly come one after the other */
    struct lender *last_lender;
    void *folders; /* a tree */
};

/* `own`, which may be NULL, must stay. */
void lending_begin(struct lending *lending, const struct own_files *own);
void lending_end(struct lending *lending);

/* `folder`, of `length` bytes, ends in a slash; no bytes: the current folder. NULL where there is no department. The
   lender lives as long as the lending. */
struct lender *lending_to(struct lending *lending, const char *folder, size_t length);

#endif
