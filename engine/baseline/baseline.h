#ifndef ZIPING_BASELINE_H
#define ZIPING_BASELINE_H

#include "catalogue.h"
#include "value.h"

#include <stdbool.h>

/* Known findings: those of earlier runs that somebody has looked at and leaves for a while. */

/* What a finding is known by: no line and no file, since they change when nothing else does. */
struct fingerprint {
    bool is_of_department;
    struct text owner; /* the name of the project or department */
    int32_t year;      /* of it; 0 where it has none */
    struct text indicator; /* 产出指标/数量指标/培训人数, as far as there are levels; no bytes where it is about none */
    enum finding_code code;
};

struct known_finding {
    struct fingerprint fingerprint;
    uint64_t count; /* so many findings are alike */
    struct text reason;
    struct date until; /* the last day on which they are left out */
    struct place place;
};

/* Sorted by fingerprint, each of which stands once. */
struct baseline {
    const struct known_finding **entries;
    size_t count;
};

/* <0, 0, >0: by owner, year, indicator and the name of the code, projects in front of departments. */
int fingerprint_compare(const struct fingerprint *a, const struct fingerprint *b);

/* The same by owner and year alone. */
int fingerprint_compare_owner(const struct fingerprint *a, const struct fingerprint *b);

/* The first entry that does not come before `fingerprint`, by one of the two orders; count where there is none. */
size_t baseline_find(const struct baseline *baseline, const struct fingerprint *fingerprint,
                     int (*compare)(const struct fingerprint *a, const struct fingerprint *b));

#endif
