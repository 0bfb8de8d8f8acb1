#ifndef ZIPING_UNIT_H
#define ZIPING_UNIT_H

#include "vocabulary.h"

enum unit_standing {
    UNIT_KNOWN,  /* every word of it is in the vocabulary */
    UNIT_LIKELY, /* it looks like one: a short run of letters, no part of a sentence */
    UNIT_UNLIKELY,
};

/* How a folded text stands as a unit: 次, 元/人, 元/天.人, 次/每年, 元/(人·天). */
enum unit_standing unit_judge(const struct vocabulary *vocabulary, struct text text);

/* The normal form of a text that was not UNIT_UNLIKELY: synonyms folded, what stands below the line sorted, / between.
   It lies in `arena` or in the vocabulary. */
struct text unit_normal(const struct vocabulary *vocabulary, struct arena *arena, struct text text);

#endif
