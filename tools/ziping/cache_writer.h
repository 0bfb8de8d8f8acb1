#ifndef ZIPING_PROGRAM_CACHE_WRITER_H
#define ZIPING_PROGRAM_CACHE_WRITER_H

#include "cache_file.h"

/* Writes a cache beside its place, and puts it there when it is whole. Until then what stood there stays, whatever
   happens to this program. The unfinished file has always the same name and a lock on it: one run writes, a second one
   at the same time does not, and what a run left behind that was killed is written over by the next. */
struct cache_writer {
    char *target;    /* where the file belongs; links are followed */
    char *temporary; /* NULL: not begun */
    int descriptor;
    int error; /* errno of the first failure */
    char *buffer;
    size_t used_bytes;
    uint64_t offset; /* of the next record */
    uint64_t *index;
    size_t record_count;
    size_t settled_count; /* of the index, sorted and written */
    size_t index_room;
};

/* EWOULDBLOCK: another run is writing. `error` says so too. */
int cache_writer_begin(struct cache_writer *writer, const char *path);

/* Completes head and checksum of a record whose bytes begin with room for a head, and writes it. */
void cache_writer_add(struct cache_writer *writer, struct record_head *head, char *bytes);

/* After this cache_writer_has may be asked about what was added so far. */
void cache_writer_settle(struct cache_writer *writer);
bool cache_writer_has(struct cache_writer *writer, uint64_t name_hash);

/* Answers 0 where the new file stands in its place, else an errno; then the old one does. */
int cache_writer_finish(struct cache_writer *writer);

/* Leaves no file behind. Does nothing where none was begun. */
void cache_writer_forsake(struct cache_writer *writer);

#endif
