/* An indicator of a made-up project: what it promises, what came of it, what is declared for it. */
#ifndef ZIPING_BENCH_CORPUS_INDICATOR_H
#define ZIPING_BENCH_CORPUS_INDICATOR_H

#include "corpus_text.h"

/* Scores and weights are hundredths of a point. */
struct indicator {
    const char *level_1;
    const char *level_2;
    const char *name;
    const char *reason; /* NULL: none */
    struct short_text target;
    struct short_text achieved;
    int64_t weight;
    int64_t declared;
    int64_t computed; /* what the declared score comes to by the rules */
    bool has_adjusted;
    bool is_misspelt; /* the key of the achieved value */
};

enum { INDICATORS = 21 };

/* What its indicators share. */
struct circumstances {
    int year;
    int missed_per_mille; /* how often a target is missed */
};

/* All indicators of a project, without faults; weights add up to 90 points. */
void indicators_make(struct chance *chance, struct circumstances circumstances,
                     struct indicator indicators[INDICATORS]);

/* A number target that is missed, with full marks: 60 of 100. */
void indicator_overclaim(struct indicator *indicator);

#endif
