#ifndef ZIPING_REVIEW_PARTS_H
#define ZIPING_REVIEW_PARTS_H

#include "finding.h"
#include "score.h"

/* One review: what is held against what, and where findings go. */
struct review {
    struct finding_list *findings;
    const struct project *project;
    const struct rule_set *rules;
    const struct project_score *score;
};

/* The catalogue's sections, each in its file. */
void review_weights(const struct review *review);
void review_funds(const struct review *review);
void review_values(const struct review *review);
void review_scores(const struct review *review);
void review_grade(const struct review *review);
void review_reasons(const struct review *review);
void review_repetition(const struct review *review);

/* a ÷ b in per cent, half up to two decimals, for messages. b must not be 0. False where that is beyond any figure. */
bool share_in_per_cent(struct decimal a, struct decimal b, struct decimal *per_cent_out);

/* weight × upper ÷ lower, as somebody may have rounded it. */
struct rounding_question {
    struct decimal weight;
    struct decimal upper;
    struct decimal lower; /* above 0 */
    struct decimal declared;
};
/* The order of rounding that gives what was declared, as the words behind a message; TERM_nothing where none does.
 */
enum term rounding_order(const struct rounding_question *question);
/* The same for a sum that was only rounded to fewer places; TERM_nothing where that does not give it. */
enum term total_rounding_order(struct decimal exact, struct decimal declared);

#endif
