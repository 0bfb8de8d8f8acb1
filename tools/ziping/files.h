#ifndef ZIPING_PROGRAM_FILES_H
#define ZIPING_PROGRAM_FILES_H

#include "lending.h"
#include "words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The files that the paths of a command line stand for, in the order in which they are read. Held tightly, since there
   may be a million. */

#define NO_DEPARTMENT UINT32_MAX

/* How a department.yaml came to be here. */
enum department_origin {
    DEPARTMENT_OF_FOLDER, /* its folder was walked: all its projects are in the list */
    DEPARTMENT_LENT,      /* it stands beside or above what was named: lends only its rule set */
    DEPARTMENT_NAMED      /* it was named itself */
};

struct listed_file {
    size_t path; /* offset into `bytes` of the list */
    uint32_t department;
    int error; /* not 0: an errno, the path could not be looked at */
};

struct listed_department {
    size_t path;
    enum department_origin origin;
};

struct file_list {
    char *bytes; /* paths, each ended by a zero */
    size_t used_bytes;
    size_t room_bytes;
    struct listed_file *files;
    size_t file_count;
    size_t file_room;
    struct listed_department *departments;
    size_t department_count;
    size_t department_room;
    zp_language language;
    const char *output_path; /* the report's own file is none to be read; may be NULL */
    bool is_quiet;
    bool has_standard_input;
    struct lending lending;
};

void file_list_begin(struct file_list *list, const char *output_path, zp_language language, bool is_quiet);
void file_list_end(struct file_list *list);

enum listing {
    LISTED,
    LISTED_NOTHING, /* a folder without a file to read; said */
    LISTED_WRONGLY  /* a path that cannot be meant; said */
};

/* Adds what a path of the command line stands for. What cannot be looked at is in the list too, with its error. */
enum listing file_list_add(struct file_list *list, const char *path);

const char *listed_path(const struct file_list *list, size_t path);

#endif
