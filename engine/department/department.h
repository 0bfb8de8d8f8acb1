#ifndef ZIPING_DEPARTMENT_H
#define ZIPING_DEPARTMENT_H

#include "cell.h"

/* department.yaml: what a department published about all its projects. */

struct published_grade {
    struct text grade;
    struct place place;
    uint64_t count;
    struct published_grade *next;
};

struct department {
    struct place place;
    struct cell name;
    struct figure year;
    struct cell rule_set;
    struct place published_place;
    struct figure published_projects; /* how many */
    struct figure published_funds;    /* 万元 */
    struct published_grade *published_grades;
    struct place published_grades_place;
    bool has_garbled_grades; /* a count that is no number: the grades cannot be reconciled */
};

#endif
