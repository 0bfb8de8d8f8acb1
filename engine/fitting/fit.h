#ifndef ZIPING_FIT_H
#define ZIPING_FIT_H

#include "fitted.h"
#include "score.h"

/* How well a rule set reproduces what projects declare, and which values of its parameters would do so. */

enum declared {
    DECLARED_INDICATOR_SCORE, /* reproduced where it lies in the admissible interval */
    DECLARED_EXECUTION_SCORE, /* where it is the computed one */
    DECLARED_TOTAL,           /* where it lies in the total's interval */
    DECLARED_GRADE,           /* where it is the computed one */
    DECLARED_COUNT,
};

/* 区间 of a rule set. */
enum fitted_share {
    FITTED_ACHIEVED,
    FITTED_PARTLY_ACHIEVED,
    FITTED_NOT_ACHIEVED,
    FITTED_LATE,
    FITTED_BLANK_TARGET,
    FITTED_SHARE_COUNT,
};

struct fit {
    const struct rule_set *rules;
    struct rule_set without_veto;  /* the same without the vetoes of the threshold */
    struct rule_set always_vetoed; /* with one in their place that always holds */
    uint64_t reproduced[DECLARED_COUNT];

    /* x of `执行率 ≤ x` → the worst grade, which takes the place of the vetoes that fix that grade by the rate: from
       the grades. */
    struct fitted_interval veto;
    /* The lower bound of each grade but the worst, best first: from the grades. It lies above that of the next grade,
       below that of the one before, and not above full marks; within that, the ends say where. */
    struct fitted_interval bands[RULE_SET_MOST_GRADES];
    /* From the scores of missed targets, and from those of the execution. */
    struct fitted_places indicator_places;
    struct fitted_places execution_places;
    /* From the scores of indicators without 分项. */
    struct fitted_shares shares[FITTED_SHARE_COUNT];
};

/* What a fit works with, for one project. All but the results goes when the scratch arena does. */
struct fitting {
    struct arena *scratch; /* has the escape */
    struct arena *trial;   /* has it too; is rewound in between */
    const struct memory *memory;
    struct value_workspace *values;
    const struct value_reader *reader;
    struct text file;
    const struct project *project;
};

/* `rules` and `arena` must stay. Leaves through the arena's escape. */
void fit_begin(struct fit *fit, struct arena *arena, const struct rule_set *rules);
/* Gives back what witnesses keep. */
void fit_end(struct fit *fit, const struct memory *memory);

/* Counts what a project declares into `declared`, by enum declared. */
void fit_count_declared(const struct project *project, uint64_t *declared);

/* Adds what the project declares, which must be scorable. Answers false where a figure is out of range; then nothing
   was added. Leaves through the escape with some of it added. */
bool fit_project(struct fit *fit, const struct fitting *fitting);

/* How many results it reproduces altogether. */
uint64_t fit_reproduced(const struct fit *fit);

#endif
