#ifndef ZIPING_PROGRAM_FOLDER_H
#define ZIPING_PROGRAM_FOLDER_H

#include "sorted_names.h"

#include <stdbool.h>
#include <stddef.h>

struct own_files;

/* What a folder holds. */

enum { DEPARTMENT_NAMES = 3 };

/* The first that a folder has is its department's. */
extern const char *const department_names[DEPARTMENT_NAMES];

bool is_department_name(const char *name);

/* What a name stands for. Links are followed. */
enum thing {
    THING_FILE, /* a link that leads nowhere too: that it cannot be read has to be said */
    THING_FOLDER,
    THING_FOLDER_LINK, /* not followed, so that no walk goes round in circles */
    THING_SPECIAL,     /* neither file nor folder, such as a pipe: reading it may wait forever */
    THING_OWN,         /* where the report goes, or a file of the run itself */
    THING_UNSEEN       /* not there, or not to be looked at */
};

/* `folder` is a descriptor, or AT_FDCWD for a path. `own` may be NULL. */
enum thing thing_at(int folder, const char *name, const struct own_files *own);

/* The names in one folder that a walk has to do with, in order. Those of folders end in a slash, by which they are in
   the order of the paths below them. */
struct folder_names {
    struct sorted_names names;
    size_t file_count;
    bool has_department[DEPARTMENT_NAMES]; /* as a file */
    bool is_checkout;                      /* the folder holds .git */
};

/* Answers an errno where the folder could not be read to its end; what was read is in `names_out` then too. */
int folder_read(const char *path, const struct own_files *own, struct folder_names *names_out);
void folder_names_end(struct folder_names *names);

/* The next name; NULL behind the last, and where it cannot be had: then `error_out` is an errno, else 0. */
const char *folder_next(struct folder_names *names, enum thing *thing_out, int *error_out);

#endif
