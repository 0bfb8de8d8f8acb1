#ifndef ZIPING_PROGRAM_BATCH_H
#define ZIPING_PROGRAM_BATCH_H

#include "portion.h"
#include "walk.h"

#include <ziping.h>

#include <stdbool.h>
#include <stddef.h>

struct reuse;

/* Evaluates the files of a walk, on several threads, and hands the evaluations on in the order of the walk. How far
   threads run ahead is bounded, so that memory is too, however many files there are and documents in a file. */

struct batch_work {
    const zp_engine *engine;
    struct walk *walk;
    const zp_rule_set *rules; /* NULL: those of each project */
    bool is_only_checked;
    size_t document_bytes; /* the engine's limit */
    size_t thread_count;   /* from 1 */
    size_t files_ahead;    /* that a thread may open before their turn; set by batch_run */
    zp_language language;
    struct reuse *reuse; /* NULL: there is no cache */
};

/* Who gets the evaluations: called on the thread that called batch_run. What is not ZP_OK ends the run. The
   evaluation stays ours. `file` is its file's place in the portion. */
struct batch_receiver {
    zp_status (*take)(void *context, zp_evaluation *evaluation, struct portion *portion, size_t file);
    void (*pass)(void *context, size_t file_count); /* so many more files are done */
    void *context;
};

/* ZP_OK when all was handed on; otherwise why it ended, which may be what `take` answered. `counts_out` in either case.
   The walk goes on in it, on the calling thread. */
zp_status batch_run(struct batch_work *work, struct batch_receiver receiver, zp_reading_counts *counts_out);

#endif
