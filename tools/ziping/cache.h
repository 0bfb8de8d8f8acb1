#ifndef ZIPING_PROGRAM_CACHE_H
#define ZIPING_PROGRAM_CACHE_H

#include "cache_file.h"

#include <ziping.h>

/* --cache: what earlier runs reported of files that have not changed since. A record answers for a file when it is of
   the same path and the same key, and the file has either not been touched since it was read, which is seen without
   reading it, or still has the same bytes.

   Whatever is wrong with the cache costs time, never a result: it is said on the standard error output, and files are
   read. */
struct cache;

/* Never NULL. */
struct cache *cache_open(const char *path, zp_language language);

/* Whether any file may be found in it. */
bool cache_has_records(const struct cache *cache);

/* Puts the cache of this run in the place of the one before, if there is anything new and `is_complete`. */
void cache_close(struct cache *cache, bool is_complete);

/* ---- on the threads that read files ---- */

enum file_state {
    FILE_UNKNOWN, /* its evaluations cannot be kept */
    FILE_AS_KEPT, /* its evaluations came from the cache */
    FILE_READ     /* its evaluations can be kept */
};

/* What is known of a file that was looked at; goes with its evaluations to the thread that reports them. */
struct cached_file {
    enum file_state state;
    bool is_compared;   /* as kept, by its bytes */
    bool has_new_stamp; /* and not the one that was kept */
    bool can_be_kept;   /* it is a regular file: what others hold may be another thing each time */
    uint64_t record;    /* where it lies, and how long it is, of FILE_AS_KEPT */
    uint64_t record_bytes;
    struct file_stamp stamp; /* from before it was read */
    struct digest content;   /* of FILE_READ */
};

/* A window on the cache's own file, for one thread, to be ended by cache_window_end. */
void cache_look_begin(struct cache *cache, struct cache_window *window);

/* Where a file is: from a folder on, a descriptor or AT_FDCWD. */
struct file_place {
    int folder;
    const char *name;
};

/* Looks at a file without reading it, and for its record. `about_out` has its stamp, and the state FILE_AS_KEPT where
   the record answers for it. Answers whether there is a record, which may answer once the bytes are there. */
bool cache_look(struct cache_window *window, const struct file_place *place, const struct record_name *name,
                struct cached_file *about_out, struct record *record_out);

/* With all the bytes of the file, read after cache_look: FILE_AS_KEPT where the record, which may be NULL, answers for
   them, else FILE_READ. */
void cache_compare(const struct record *record, const void *bytes, size_t size_bytes, struct cached_file *about);

/* Of a file whose bytes are never there all at once: it can be kept, but only its stamp will answer for it. */
void cache_do_not_compare(struct cached_file *about);

/* ---- on the thread that reports, file after file ---- */

/* Forgets what was kept of the file before, if it was not ended. */
void cache_begin_file(struct cache *cache, const struct record_name *name);

/* Where zp_batch_admit_and_keep puts the next evaluation of the file. */
zp_sink cache_keep(struct cache *cache);

/* When all evaluations of the file were admitted. */
void cache_end_file(struct cache *cache, const struct cached_file *about);

#endif
