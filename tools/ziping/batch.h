#ifndef ZIPING_PROGRAM_BATCH_H
#define ZIPING_PROGRAM_BATCH_H

#include "files.h"

#include <ziping.h>

#include <stdbool.h>
#include <stddef.h>

/* Evaluates the files of a list, on several threads, and hands the evaluations on in the order of the list. How far
   threads run ahead is bounded, so that memory is too, however many files there are and documents in a file. */

struct batch_work {
    const zp_engine *engine;
    const struct file_list *files;
    zp_department *const *departments; /* as many as the list has */
    const zp_rule_set *rules;          /* NULL: those of each project */
    bool is_only_checked;
    size_t document_bytes; /* the engine's limit */
    size_t thread_count;   /* from 1 */
    zp_language language;
};

/* Who gets the evaluations: called on the thread that called batch_run. What is not ZP_OK ends the run. The
   evaluation stays ours. */
struct batch_receiver {
    zp_status (*take)(void *context, zp_evaluation *evaluation, size_t file_index);
    void *context;
};

/* ZP_OK when all was handed on; otherwise why it ended, which may be what `take` answered. */
zp_status batch_run(const struct batch_work *work, struct batch_receiver receiver);

#endif
