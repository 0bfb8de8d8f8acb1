#ifndef ZIPING_PROGRAM_CACHE_FILE_H
#define ZIPING_PROGRAM_CACHE_FILE_H

#include "digest.h"

#include <ziping.h>

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The file of --cache: a head, records one after another in the order in which the last run that wrote came upon them,
   and an index. It is read from its beginning to its end in step with the files of a run; the index is looked into only
   where a run comes upon them in another order. It never changes: who has something new writes another one and renames
   it. Numbers stand as they lie in memory.

   Whatever is in such a file, nothing is believed that its checksum does not confirm, and nothing is read beyond what
   there is. What cannot be believed was never there. */

/* By which a file is seen to be the one that was read: as long as none of these change, its bytes have not. All zero:
   it had changed so lately that a further change might not show. */
struct file_stamp {
    uint64_t device;
    uint64_t inode;
    uint64_t size_bytes;
    int64_t modified_seconds;
    int64_t modified_nanoseconds;
    int64_t changed_seconds;
    int64_t changed_nanoseconds;
};

/* Whose record it is. */
struct record_name {
    const char *path; /* as the run was given it */
    size_t path_bytes;
    const struct digest *key; /* of all that decides what is reported of a file, but for its bytes */
};

/* As a record begins; then the path, then evaluations, each behind its size as a uint64_t, then zeros up to a multiple
   of 8. */
struct record_head {
    uint64_t checksum; /* of what follows */
    uint64_t size_bytes;
    uint64_t name_hash;
    uint64_t path_bytes;
    uint64_t evaluation_count;
    uint64_t unused_runs; /* that wrote, one after another */
    struct file_stamp stamp;
    struct digest key;
    struct digest content;
};

/* A record that is believed. Its bytes stand in the window that it was read with, until that reads on. */
struct record {
    uint64_t offset;
    struct record_head head;
    const char *bytes;
};

enum { RECORD_ALIGNMENT = 8, MOST_RECORD_BYTES = 1 << 28 };

uint64_t record_name_hash(const struct record_name *name);
/* Of a record whose head and rest stand in `bytes`, without its first field. */
uint64_t record_checksum(const char *bytes, size_t size_bytes);
size_t record_padded(size_t size_bytes);

/* The evaluations of a record one after another; `*position` is 0 for the first. Answers false behind the last. */
bool record_next_evaluation(const struct record *record, size_t *position, zp_text *evaluation_out);

struct cache_head {
    char magic[16];
    uint32_t format;
    uint32_t byte_order;
    struct digest build; /* of program and library */
    uint64_t record_count;
    uint64_t index_offset; /* where the records end */
    uint64_t file_bytes;
    uint64_t index_checksum;
    uint64_t checksum; /* of the fields above */
};

/* Fills in all but the counts and offsets. */
void cache_head_begin(struct cache_head *head_out);
uint64_t cache_head_checksum(const struct cache_head *head);
uint64_t cache_checksum(const void *bytes, size_t size_bytes);

struct cache_file {
    int descriptor;         /* -1: nothing is kept */
    int64_t opened_seconds; /* of the clock by which files are stamped */
    struct cache_head head;
    bool has_damage;       /* something in it was not believed. Under the mutex while several threads read */
    bool is_index_read;    /* under the mutex */
    uint64_t *index;       /* sorted; NULL: not read, or not to be believed */
    pthread_mutex_t mutex; /* of what is read late */
};

enum cache_state {
    CACHE_FINE,
    CACHE_NEW,     /* there is no such file yet, or there is nothing in it */
    CACHE_OTHER,   /* of another version of the program */
    CACHE_DAMAGED, /* ours, but not as it was written */
    CACHE_FOREIGN, /* not ours, so it must not be replaced */
    CACHE_UNREADABLE
};

/* `error_out` is an errno for CACHE_UNREADABLE. Unless the answer is CACHE_FINE the file holds nothing. */
enum cache_state cache_file_open(struct cache_file *file, const char *path, int *error_out);
void cache_file_close(struct cache_file *file);

/* What one thread reads records with. */
struct cache_window {
    struct cache_file *file;
    char *bytes;
    size_t room_bytes;
    uint64_t from; /* offset of its first byte */
    size_t size_bytes;
    uint64_t next; /* offset of the record that is expected next */
};

void cache_window_begin(struct cache_window *window, struct cache_file *file);
void cache_window_end(struct cache_window *window);

/* Looks for a record, near the one that was found last first. Answers whether there is one. */
bool cache_window_find(struct cache_window *window, const struct record_name *name, struct record *record_out);

/* The record at an offset. Answers false where none is to be believed there; then `size_bytes_out`, which may be NULL,
   is how far it is to the next one, 0 where that is not known. */
bool cache_window_read(struct cache_window *window, uint64_t offset, struct record *record_out,
                       uint64_t *size_bytes_out);

/* The index: a number for each record, sorted. Its upper bits are those of the name's hash, the lower ones say where
   the record is. */
uint64_t index_entry(uint64_t name_hash, uint64_t offset);
uint64_t index_offset(uint64_t entry);
bool index_is_of(uint64_t entry, uint64_t name_hash);
/* Where entries of that hash begin, if there are any. */
size_t index_first(const uint64_t *index, size_t count, uint64_t name_hash);

#endif
