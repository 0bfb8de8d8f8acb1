#ifndef ZIPING_PROGRAM_REPORT_H
#define ZIPING_PROGRAM_REPORT_H

#include "output.h"
#include "request.h"
#include "status.h"

/* What becomes of evaluations where it is no report of score, audit or check. */
struct evaluation_use {
    /* Before any file is read, when the rule sets of the request are loaded; `rules` is the one that decides, NULL
       where none was named. What is not STATUS_FINE ends the run. NULL: there is nothing to do. */
    enum exit_status (*begin)(void *context, zp_engine *engine, const zp_rule_set *rules);
    /* Called for each in the order of the walk, on the thread that began. What is not ZP_OK ends the run. The
       evaluation stays the caller's. */
    zp_status (*take)(void *context, struct output *output, zp_evaluation *evaluation);
    /* Behind the last; NULL: there is nothing to do. */
    zp_status (*finish)(void *context, struct output *output);
    /* Whatever happened, once nothing more is called, while there still is an engine. NULL: there is nothing to do. */
    void (*end)(void *context);
    void *context;
    bool is_only_checked; /* no scores are asked for */
};

/* Evaluates the files and folders that the request names as score does, departments and rule sets included, for
   somebody else. */
enum exit_status run_evaluations(const struct request *request, const struct evaluation_use *use);

#endif
