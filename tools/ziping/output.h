#ifndef ZIPING_PROGRAM_OUTPUT_H
#define ZIPING_PROGRAM_OUTPUT_H

#include <ziping.h>

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { OUTPUT_BUFFER_BYTES = 65536 };

/* Where the report goes: the standard output, or a file that is written beside its place and put there when it is
   whole. Until then what stood there stays. */
struct output {
    zp_language language;
    const char *path; /* as it was given; NULL: the standard output */
    char *target;     /* where the file belongs in the end; NULL: the descriptor is written to directly */
    char *temporary;
    int descriptor;
    int error; /* errno of the first failure */
    bool is_terminal;
    void (*before_write)(void *context); /* NULL: none */
    void *before_write_context;
    bool (*may_replace)(void *context); /* asked last, before the file is put in its place; NULL: it may */
    void *may_replace_context;
    size_t used_bytes;
    char buffer[OUTPUT_BUFFER_BYTES];
};

/* `path` NULL or "-": the standard output. Answers whether it could, and says why not. */
bool output_open(struct output *output, const char *path, zp_language language);

/* A file of the run itself, which is none to be read as a project. */
struct own_file {
    const char *path; /* NULL: there is none, or it is not there yet */
    dev_t device;
    ino_t inode;
    bool looks_like_project; /* by the ending of its real name, so that a folder that is searched may have it */
};
struct own_files {
    struct own_file output;
    struct own_file baseline;
    struct own_file cache;
};

/* `path` may be NULL, and must stay. */
struct own_file own_file_find(const char *path);

/* Whether a path names that regular file. `path` may be NULL. */
bool path_is_file(const char *path, dev_t device, ino_t inode);

/* `own` may be NULL. */
bool is_own_file(const struct own_files *own, dev_t device, ino_t inode);

zp_sink output_sink(struct output *output);
void output_text(struct output *output, const char *text);
void output_line(struct output *output, const char *text);
void output_bytes(struct output *output, zp_text text);

/* Hands on what is still here and ends. `is_complete` false: nothing is left behind. Answers whether the report stands
   where it belongs, and says why not, except when a reader closed the pipe. */
bool output_close(struct output *output, bool is_complete);

/* Removes the unfinished file, wherever the program stands. */
void output_forsake(void);

#endif
