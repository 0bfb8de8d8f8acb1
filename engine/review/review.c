#include "review.h"

#include "review_parts.h"

bool share_in_per_cent(struct decimal a, struct decimal b, struct decimal *per_cent_out)
{
    *per_cent_out = decimal_product_quotient_rounded_half_up(decimal_from_integer(100), a, b, 2);
    return decimal_is_in_range(*per_cent_out);
}

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
