#ifndef ZIPING_PROGRAM_EVALUATOR_H
#define ZIPING_PROGRAM_EVALUATOR_H

#include "batch.h"
#include "content.h"

/* What one thread evaluates files with. */
struct evaluator {
    const struct batch_work *work;
    zp_session *session;
    struct content content;
};

/* Gets each evaluation of a file, to be destroyed by it. `weight_bytes` stands for the memory that it takes. Answers
   whether to go on. */
struct evaluation_receiver {
    bool (*take)(void *context, zp_evaluation *evaluation, size_t weight_bytes);
    void *context;
};

zp_status evaluator_begin(struct evaluator *evaluator, const struct batch_work *work);
void evaluator_end(struct evaluator *evaluator);

/* Hands on one evaluation at least, for a file that cannot be read too, unless memory is used up: ZP_NO_MEMORY. */
zp_status evaluator_file(struct evaluator *evaluator, size_t file_index, struct evaluation_receiver receiver);

#endif
