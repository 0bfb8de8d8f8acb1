#ifndef ZIPING_GRADING_H
#define ZIPING_GRADING_H

#include "arena.h"
#include "score.h"

/* Band, vetoes and possible grades of a project whose indicators, execution and totals are there. */
void project_grade(struct arena *arena, const struct rule_set *rules, struct project_score *score);

#endif
