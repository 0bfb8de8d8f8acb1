#ifndef ZIPING_REVIEW_H
#define ZIPING_REVIEW_H

#include "finding.h"
#include "score.h"

/* Holds what a project declares against what it scores, and adds what differs to `findings`: the catalogue's sections
   weights to reasons, and what can be seen within one project of "across projects". Source: findings.md. */
void project_review(struct finding_list *findings, const struct project *project, const struct rule_set *rules,
                    const struct project_score *score);

#endif
