#ifndef ZIPING_RULE_SET_LOAD_H
#define ZIPING_RULE_SET_LOAD_H

#include "document.h"
#include "field.h"
#include "field_outline.h"
#include "rule_set.h"

/* Finds the rule set that another extends; NULL where there is none of that id. What it finds wrong with that one it
   keeps to itself. */
struct rule_set_source {
    const struct rule_set *(*find)(void *context, struct text id);
    void *context;
    struct text known; /* the ids there are, for messages */
    struct text file;  /* the name of what is loaded; must stay as long as the rule set */
    /* Of several versions of what is extended, `find` finds one. Where another has the years before its 适用年度, or
       after, the rule set is in force no longer than it is. */
    bool has_earlier_version;
    bool has_later_version;
};

/* The id of 继承 in the document of a rule set; no bytes where it has none. */
struct text rule_set_extended(const struct node *root);

/* Loads one rule set and checks that it does not contradict itself. NULL, with findings, when it cannot be used: when
   the loading's list, which has the findings of its document from the reader on, has an error. Texts lie in the
   loading's arena, which must outlive the rule set and what it extends. `values` reads the conditions of vetoes. A rule
   set that is in force in no year of the version that it extends begins after its end (rule_set_is_ever_in_force). */
const struct rule_set *rule_set_load(struct loading *loading, const struct node *root,
                                     const struct rule_set_source *source, struct value_workspace *values);

/* Of the file itself, of its parts, and of 否决. */
extern const struct field_outline rule_set_outline;
extern const struct field_outline rule_set_part_outline;
extern const struct field_outline rule_set_veto_outline;

/* The contradictions alone: bands (gap, overlap, order, out of reach), weights, intervals, years. `place` is where a
 * finding goes that has no line of its own. */
void rule_set_check(struct loading *loading, const struct rule_set *rules, struct place place);

#endif
