#ifndef ZIPING_PROGRAM_EVALUATOR_H
#define ZIPING_PROGRAM_EVALUATOR_H

#include "batch.h"
#include "portion.h"
#include "reading.h"

/* What one thread evaluates files with. */
struct evaluator {
    const struct batch_work *work;
    zp_session *session;
    struct reading reading;
    struct cache_window window; /* on the cache, where there is one */
};

/* Gets each evaluation of a file, to be destroyed by it. `file` is its place in the portion, `weight_bytes` stands for
   the memory that it takes. Answers whether to go on. */
struct evaluation_receiver {
    bool (*take)(void *context, zp_evaluation *evaluation, size_t file, size_t weight_bytes);
    void *context;
};

zp_status evaluator_begin(struct evaluator *evaluator, const struct batch_work *work);
void evaluator_end(struct evaluator *evaluator);

/* Hands on one evaluation at least for each file, for those that cannot be read too, until the receiver wants no more.
   ZP_NO_MEMORY where memory is used up. Where files turn out not to be in memory, those that come next are asked for
   together. */
zp_status evaluator_portion(struct evaluator *evaluator, struct portion *portion, struct evaluation_receiver receiver);

/* The same for one of its files. */
zp_status evaluator_file(struct evaluator *evaluator, struct portion *portion, size_t file,
                         struct evaluation_receiver receiver);

#endif
