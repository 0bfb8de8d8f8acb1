#ifndef ZIPING_PROGRAM_WALK_H
#define ZIPING_PROGRAM_WALK_H

#include "folder.h"
#include "lending.h"
#include "output.h"
#include "request.h"

#include <ziping.h>

#include <stdbool.h>
#include <stddef.h>

/* The files that the paths of a command line stand for, one after another in the order in which they are read. No more
   of them is held than the names of the folder at hand and of those above it, since there may be a million. */

/* How a department.yaml came to be here. */
enum department_origin {
    DEPARTMENT_OF_FOLDER, /* its folder is walked: all its projects come next */
    DEPARTMENT_LENT,      /* it stands beside or above what was named: lends only its rule set */
    DEPARTMENT_NAMED      /* it was named itself */
};

/* Told about each department before the first of its files; answers what to evaluate these with, which may be NULL. */
struct department_receiver {
    zp_department *(*take)(void *context, const char *path, enum department_origin origin);
    void *context;
};

/* A folder that is open, so that its files need not be looked for by their whole paths. */
struct open_folder {
    int descriptor;
    size_t users; /* the walk, and whoever kept it */
};

struct walked_file {
    const char *path;           /* until the next file is taken */
    size_t name_offset;         /* of its last part */
    struct open_folder *folder; /* that has it; NULL: not open */
    zp_department *department;  /* NULL: none */
    bool is_regular;            /* to open it means no waiting */
    int error;                  /* not 0: an errno, the path could not be looked at */
};

struct level;

struct walk {
    const struct request *request;
    size_t next_operand;
    zp_language language;
    struct own_files own; /* are none to be read; NULL where they are not there yet */
    bool has_missed;      /* a folder had nothing to read; said */
    bool has_found;       /* in the folder that was named */
    struct department_receiver departments;
    struct lending lending;
    struct text_buffer path;
    size_t root_length;   /* of the folder that was named */
    struct level *levels; /* the folders that are being walked, the innermost last */
    size_t level_count;
    size_t level_room;
    size_t open_folders;
    size_t most_open_folders;
    struct walked_file file;
    bool has_file; /* `file` was found and not taken */
};

/* The request must stay. `baseline` may be NULL. */
void walk_begin(struct walk *walk, const struct request *request, const char *baseline,
                struct department_receiver departments);
void walk_end(struct walk *walk);

/* Whether the paths can be meant; says why not. */
bool walk_is_sensible(struct walk *walk);

/* Whether there is another file: looks for it. */
bool walk_has_next(struct walk *walk);

/* Takes the next file; false behind the last. */
bool walk_next(struct walk *walk, struct walked_file *file_out);

/* For whoever uses a folder of a file beyond the next one. NULL may be kept and released. */
void walk_keep_folder(struct open_folder *folder);
void walk_release_folder(struct walk *walk, struct open_folder *folder);

#endif
