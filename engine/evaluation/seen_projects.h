#ifndef ZIPING_SEEN_PROJECTS_H
#define ZIPING_SEEN_PROJECTS_H

#include "ziping.h"

#include "arena.h"
#include "text.h"
#include "writer.h"

#include <stddef.h>
#include <stdint.h>

/* What is remembered of the projects of a run, to know one that comes again. Their names and files go to a store, which
   need not be memory; what stays here is a row of 8 bytes for each, in tables of which more than half is taken: less
   than 16 bytes a project. */

struct seen_row {
    uint32_t hash;
    uint32_t record; /* where it is in the store, in units of SEEN_RECORD_UNIT_BYTES and from 1; 0: the row is free */
};

/* Open addressing over rows that are never taken out. */
struct seen_table {
    struct seen_row *rows;
    uint32_t row_count;
    uint32_t used_rows;
};

/* Many tables, so that while one moves to a larger place only a little is there twice. */
enum { SEEN_TABLES = 64, SEEN_RECORD_UNIT_BYTES = 16 };

struct seen_projects {
    const struct memory *memory; /* of the tables */
    zp_store store;
    struct writer records; /* to the store */
    uint64_t stored_bytes; /* those that the writer still has included */
    uint64_t seed;
    bool has_lost_records; /* the store did not take or did not give them */
    struct seen_table tables[SEEN_TABLES];
};

/* `memory` and `store` must stay. */
void seen_begin(struct seen_projects *seen, const struct memory *memory, const zp_store *store);
void seen_end(struct seen_projects *seen);

/* Whether a project of that name and year came before: then `first_file_out` is the file of the first one, in `arena`.
   If not, this one is remembered. False where the store fails, and from then on. Leaves through the arena's escape
   where there is no more memory, and where the store holds more than a row can point to (64 GiB). */
bool seen_before(struct seen_projects *seen, struct arena *arena, struct text name, int32_t year, struct text file,
                 struct text *first_file_out);

/* The same, but nothing is remembered. */
bool seen_find(struct seen_projects *seen, struct arena *arena, struct text name, int32_t year,
               struct text *first_file_out);

#endif
