#ifndef ZIPING_PROGRAM_REUSE_H
#define ZIPING_PROGRAM_REUSE_H

#include "batch.h"
#include "cache.h"
#include "department_file.h"
#include "portion.h"
#include "request.h"

#include <ziping.h>

/* A run with --cache: evaluations that it holds take the place of reading files, and those of files that had to be read
   go into it. */
struct reuse;

/* NULL where the request names no cache. The request must stay. */
struct reuse *reuse_create(const struct request *request, zp_report kind);
/* For --verbose: how many files the cache answered for. */
void reuse_say_counts(const struct reuse *reuse);

/* `is_complete`: what was new is kept. NULL may be ended. */
void reuse_end(struct reuse *reuse, bool is_complete);

/* What else decides what is reported: takes in the rule sets that are loaded. NULL without a cache. */
struct digest_maker *reuse_rules(struct reuse *reuse);
void reuse_department(struct reuse *reuse, const char *path, const struct department_file *file);

/* The documents that had to be read anew, since what was kept of them is outdated. */
zp_reading_counts reuse_reading_counts(const struct reuse *reuse);

/* Opens the cache, when all that is known, and so is where the report goes. `work` is that of the batch, and stays. */
void reuse_begin(struct reuse *reuse, const struct batch_work *work, zp_batch *batch, const zp_style *style);

/* ---- on the thread that walks and receives ---- */

/* Tells the files of a portion by what they are kept. */
void reuse_mark(struct reuse *reuse, struct portion *portion);

/* Admits to the batch and keeps. Evaluates the file anew where its evaluation from the cache is outdated. */
zp_status reuse_admit(struct reuse *reuse, zp_evaluation *evaluation, struct portion *portion, size_t file);
/* When all evaluations of a portion were admitted. */
void reuse_end_portion(struct reuse *reuse);

/* ---- on each thread that evaluates ---- */

/* Whether a file may be there, so that it must not be opened before that is known. */
bool reuse_may_have(const struct reuse *reuse);

void reuse_look_begin(struct reuse *reuse, struct cache_window *window);

/* Looks at a file, of that path and key, in its folder, without reading it. `record_out` is its record, which may
   answer for its bytes; untouched, with false, where there is none. */
bool reuse_look(struct cache_window *window, const struct portion *portion, struct portion_file *file,
                struct record *record_out);

/* The evaluations of a record, which the caller destroys and frees; NULL where they cannot be restored. */
zp_evaluation **reuse_restore(const zp_engine *engine, const struct record *record,
                              const zp_source_description *description);

#endif
