#include "review.h"

#include "review_parts.h"

void project_review(struct finding_list *findings, const struct project *project, const struct rule_set *rules,
                    const struct project_score *score)
{
    struct review review = { findings, project, rules, score };
    review_weights(&review);
    review_funds(&review);
    review_values(&review);
    review_scores(&review);
    review_grade(&review);
    review_reasons(&review);
    review_repetition(&review);
}
