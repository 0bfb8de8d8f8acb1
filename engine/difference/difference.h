#ifndef ZIPING_DIFFERENCE_H
#define ZIPING_DIFFERENCE_H

#include "finding.h"
#include "rule_set_mix.h"
#include "score.h"

/* What becomes of one project when one rule set takes the place of another, and which of its parts make it so. */

/* A project as one rule set sees it. */
struct judgement {
    const struct project_score *score;   /* NULL where a figure is out of range */
    const struct finding_list *findings; /* sorted */
};

enum change {
    CHANGE_SCORE,    /* a computed score: of an indicator, of the execution, or the total */
    CHANGE_INTERVAL, /* what an indicator or the total may have */
    CHANGE_GRADE,    /* the computed one */
    CHANGE_POSSIBLE, /* the grades that are possible */
    CHANGE_FINDINGS, /* one is new or gone; the same one in other words is the same */
    CHANGE_COUNT,
};

static inline unsigned change_bit(enum change change)
{
    return 1U << (unsigned)change;
}

/* Bits of enum change. Both judgements have a score. */
unsigned judgements_compare(const struct judgement *before, const struct judgement *after);

/* Findings that only one of two judgements has, in the order of their places. Begin with both lists' first. A finding
   is known by its place and code. */
struct finding_changes {
    const struct finding *before;
    const struct finding *after;
};
/* NULL behind the last. */
const struct finding *finding_change_next(struct finding_changes *changes, bool *is_new_out);

/* Which parts of the rule set make a change. `alone`: those that make it without the others. Where none does, the
   smallest sets of parts that do when they come together, in their order, as many as there is room for. Bits of enum
   rule_part. */
enum { CAUSE_MOST_SETS = 16 };
struct cause {
    unsigned alone;
    unsigned together[CAUSE_MOST_SETS];
    size_t together_count;
};

struct difference {
    unsigned changes; /* bits of enum change */
    struct cause causes[CHANGE_COUNT];
};

/* Compares the project, as any rule set sees it, with `before`. Answers bits of enum change; all of them where that
   rule set cannot score it. */
struct trial_of_rules {
    unsigned (*compare)(void *context, const struct rule_set *rules);
    void *context;
};

/* What the mixer's rule sets make of a project; asks `trial` only where they differ on it. */
void difference_find(struct rule_set_mixer *mixer, const struct judgement *before, const struct judgement *after,
                     const struct trial_of_rules *trial, struct difference *difference_out);

#endif
