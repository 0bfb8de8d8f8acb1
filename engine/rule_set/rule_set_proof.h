#ifndef ZIPING_RULE_SET_PROOF_H
#define ZIPING_RULE_SET_PROOF_H

#include "rule_set_load.h"

/* Proves that every part of a rule set without contradictions has an effect, and that its tiers leave no share of the
   points to nobody. Findings: rule-set-tiers, rule-set-veto-idle; both are warnings. */
void rule_set_prove(struct loading *loading, const struct rule_set *rules);

#endif
