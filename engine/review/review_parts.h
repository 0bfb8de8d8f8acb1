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

/* In what way a number target was missed. */
enum term missed_how(const struct assessment *assessment);

/* What a message says of rounding behind a figure that is not the computed one: the order that gives what was declared,
   that none does, or nothing where rounding cannot be the cause. It is looked for when the message is written. */
struct argument score_order(const struct review *review, const struct indicator_score *score);
/* Of an indicator with 分项 whose interval is one value; `exact_out` is their sum, cut where it has no end. */
struct argument parts_order(const struct review *review, const struct indicator_score *score, struct decimal *exact_out,
                            bool *is_exact_out);
struct argument execution_order(const struct review *review);
struct argument rate_order(const struct fund_line *line);
/* Of the total against the declared scores, all of which must be there. */
struct argument declared_total_order(const struct review *review);
/* Of the total against the computed scores. */
struct argument computed_total_order(const struct review *review);

#endif
