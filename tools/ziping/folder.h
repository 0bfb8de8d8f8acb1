#ifndef ZIPING_PROGRAM_FOLDER_H
#define ZIPING_PROGRAM_FOLDER_H

#include "growth.h"

#include <stdbool.h>
#include <stddef.h>

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
    THING_OUTPUT,      /* where the report goes */
    THING_UNSEEN       /* not there, or not to be looked at */
};

/* `folder` is a descriptor, or AT_FDCWD for a path. `output_path` may be NULL. */
enum thing thing_at(int folder, const char *name, const char *output_path);

/* The names in one folder that a walk has to do with. Those of folders end in a slash, by which names are in the order
   of the paths below them. */
struct folder_names {
    struct text_buffer text;
    size_t *offsets;
    size_t count;
    size_t room;
    const char **sorted;
    bool is_checkout; /* the folder holds .git */
};

/* Answers an errno where the folder could not be read to its end; what was read is in `names_out` then too. */
int folder_read(const char *path, const char *output_path, struct folder_names *names_out);
void folder_names_end(struct folder_names *names);

/* One of `sorted`. */
enum thing folder_thing(const char *name);
bool folder_holds_file(const struct folder_names *names, const char *name);

#endif
