#ifndef ZIPING_PROGRAM_SORTED_NAMES_H
#define ZIPING_PROGRAM_SORTED_NAMES_H

#include "growth.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Names put in any order and taken in that of their bytes. A few hundred thousand are in memory; of more, sorted runs
   are in a temporary file and merged as they are taken, so that memory is the same however many there are. */

struct sorted_run;

struct sorted_names {
    struct text_buffer text; /* of the names that are in memory, each with its mark before it and a zero behind */
    const char **sorted;
    size_t count;            /* in memory */
    size_t next;             /* of `sorted` */
    FILE *file;              /* NULL: all are in memory */
    bool is_kept_in_memory;  /* there could be no file */
    struct sorted_run *runs; /* in the file */
    size_t run_count;
    size_t run_room;
    size_t run_taken; /* the name that was taken last is this run's */
    bool has_taken;
};

void sorted_names_begin(struct sorted_names *names);
void sorted_names_end(struct sorted_names *names);

/* `mark` is the caller's; `ending` is put behind the name. Answers 0, or an errno where the file could not be written.
 */
int sorted_names_put(struct sorted_names *names, char mark, const char *name, const char *ending);

/* To be called once, after all were put. Answers 0 or an errno. */
int sorted_names_sort(struct sorted_names *names);

/* NULL behind the last, and where the file could not be read: then `error_out` is an errno, else 0. The name stays
   until the next call. */
const char *sorted_names_take(struct sorted_names *names, char *mark_out, int *error_out);

#endif
