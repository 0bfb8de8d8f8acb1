#ifndef ZIPING_KEPT_EVALUATION_H
#define ZIPING_KEPT_EVALUATION_H

#include "batch.h"

/* What a batch needs of an evaluation, and the lines that it wrote about it. */
struct kept_evaluation {
    struct zp_batch_settings settings; /* of the batch that kept it: report, format, style */
    bool has_inconsistencies;          /* something was written below the table */
    bool is_duplicate;
    struct text first_file; /* of the project that it is a duplicate of */
    struct text table;      /* what was written there, as the first of all */
    struct text below;
};

/* Whether the lines are of the batch's form. */
bool kept_fits(const struct kept_evaluation *kept, const struct zp_batch *batch);

/* Writes the lines of a restored evaluation. */
void kept_write(struct zp_batch *batch, const struct zp_evaluation *evaluation);

/* Writes the lines of an evaluation that was read from a document, and hands what it can be restored from to `keep`.
   `first_file` is that of the project that it is a duplicate of; NULL: it is none. */
void kept_write_and_keep(struct zp_batch *batch, const struct zp_evaluation *evaluation, const struct text *first_file,
                         const zp_sink *keep);

#endif
