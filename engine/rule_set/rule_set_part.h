#ifndef ZIPING_RULE_SET_PART_H
#define ZIPING_RULE_SET_PART_H

#include "rule_set_load.h"

/* The parts of a rule set, one function each. Each lays what its node states over what `rules` has from the
   rule set that it extends, key by key; 权重 and 等级 as wholes where they stand for themselves, 否决 always. */

/* A rule set while it is being read. */
struct rule_set_work {
    struct loading *loading;
    struct rule_set *rules;
    struct value_workspace *values;
};

/* Notes that the file of this rule set states a value. */
static inline void value_is_stated(struct rule_set_work *work, enum rule_value value)
{
    work->rules->value_files[value] = work->rules->file;
}

void years_load(struct rule_set_work *work, const struct node *node);
void weights_load(struct rule_set_work *work, const struct node *node);
void execution_load(struct rule_set_work *work, const struct node *node);
void quantitative_load(struct rule_set_work *work, const struct node *node);
void qualitative_load(struct rule_set_work *work, const struct node *node);
void late_load(struct rule_set_work *work, const struct node *node);
void blank_target_load(struct rule_set_work *work, const struct node *node);
void bands_load(struct rule_set_work *work, const struct node *node);

/* Needs the weights and the bands. */
void vetoes_load(struct rule_set_work *work, const struct node *node);

/* Where findings go about inherited vetoes: the parts that they no longer agree with. */
struct inherited_places {
    struct place extends;
    struct place weights;
    struct place bands;
};
void vetoes_inherit(struct rule_set_work *work, const struct veto *inherited, const struct inherited_places *places);

#endif
