#ifndef ZIPING_RULE_SET_MIX_H
#define ZIPING_RULE_SET_MIX_H

#include "arena.h"
#include "rule_set.h"

/* Two rule sets, and what lies between them: the one with some parts of the other. Parts are bits of enum rule_part;
   RULE_PART_WHOLE stands for 适用年度, and 满分 goes with 权重, which have to make it up. */

enum { RULE_SET_MIXES = 1 << RULE_PART_COUNT };

static inline unsigned part_bit(enum rule_part part)
{
    return 1U << (unsigned)part;
}

struct rule_set_mixer {
    struct arena *arena; /* of the mixes */
    const struct rule_set *before;
    const struct rule_set *after;
    unsigned differing;                           /* parts in which the two differ */
    const struct rule_set *mixes[RULE_SET_MIXES]; /* those made so far */
    bool cannot_be[RULE_SET_MIXES];
};

/* Nothing is kept but the two, which must stay. The places and texts of a part are no difference. */
void rule_set_mixer_begin(struct rule_set_mixer *mixer, struct arena *arena, const struct rule_set *before,
                          const struct rule_set *after);

/* `before` with the `parts` of `after`; NULL where these cannot be changed without others: where a veto would name a
   grade that there is not. Leaves through the arena's escape. */
const struct rule_set *rule_set_mixed(struct rule_set_mixer *mixer, unsigned parts);

#endif
