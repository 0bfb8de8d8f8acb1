#ifndef ZIPING_TEXT_WHY_H
#define ZIPING_TEXT_WHY_H

#include "report.h"

/* Why an indicator may get what it may get, with the arithmetic: ≥400人 → ≥293人，未达到：6 × 293 ÷ 400 = 4.395 → 4 */
void write_why(struct writer *writer, const struct indicator_score *score, const struct rule_set *rules,
               enum language language);

/* The same of one of its 分项, without points: it has none of its own. */
void write_part_why(struct writer *writer, const struct assessment *assessment, const struct rule_set *rules,
                    enum language language);

/* A verdict in one or two words; that of 分项 is not an assessment's. */
struct text verdict_words(enum verdict verdict, const struct assessment *assessment, enum language language);

/* = where `shown` is `upper` ÷ `lower`, ≈ where it was rounded. */
void write_equality(struct writer *writer, struct decimal shown, struct decimal upper, struct decimal lower);

#endif
