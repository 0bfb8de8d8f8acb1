#ifndef ZIPING_DIFFERENCE_TOTALS_H
#define ZIPING_DIFFERENCE_TOTALS_H

#include "arena.h"
#include "difference.h"
#include "project.h"

/* What a change of rule sets does to many projects: all together, and department by department. */

/* So many projects went from one grade to another, or kept it. A grade without a name: below all bands. */
struct grade_move {
    struct text from;
    struct text to;
    uint64_t count;
    struct grade_move *next;
};

struct difference_counts {
    uint64_t projects;
    uint64_t compared; /* the others could not be scored by both */
    uint64_t changed;  /* in any way */
    uint64_t by_change[CHANGE_COUNT];
    uint64_t raised; /* their total is higher */
    uint64_t lowered;
    struct decimal points;    /* Σ of what their totals gained, less what they lost */
    struct grade_move *moves; /* in the order in which they were met */
};

struct difference_department {
    struct text key; /* 代码 where there is one, else 名称 */
    struct text name;
    struct difference_counts counts;
    struct difference_department *next; /* in the order in which they were met */
};

/* Departments are told apart until there are so many; what comes then, or has a longer name, is counted with those that
   name none. */
enum { DIFFERENCE_MOST_DEPARTMENTS = 4096, DIFFERENCE_MOST_NAME_BYTES = 256 };

struct difference_totals {
    struct arena *arena;
    struct difference_counts all;
    uint64_t by_part[RULE_PART_COUNT]; /* projects that the part changes alone */
    uint64_t together;                 /* projects with a change that takes several parts */
    struct difference_department *first_department;
    struct difference_department **last_link;
    size_t department_count;
    struct difference_department *slots[2 * DIFFERENCE_MOST_DEPARTMENTS]; /* by a hash of the key */
    struct difference_department others;
    bool has_others;
};

void difference_totals_begin(struct difference_totals *totals, struct arena *arena);

/* The department of a project; `folder` is the name of the one whose folder it lies in, without bytes where there is
   none, which counts where the form names none. Never NULL. Leaves through the arena's escape. */
struct difference_department *difference_department_of(struct difference_totals *totals, const struct project *project,
                                                       struct text folder);

/* Adds a project; `difference` NULL: it could not be compared. Leaves through the arena's escape, then with nothing
   counted. */
void difference_count(struct difference_totals *totals, struct difference_department *department,
                      const struct judgement *before, const struct judgement *after,
                      const struct difference *difference);

#endif
