#ifndef ZIPING_CELL_H
#define ZIPING_CELL_H

#include "decimal.h"
#include "finding.h"
#include "text.h"

#include <stdbool.h>

/* A text of the form as it is printed, without white space at its ends. */
struct cell {
    struct text text;
    struct place place; /* of the text; of the mapping when it is absent */
    bool is_given;      /* present and not empty */
};

/* A number of the form. */
struct figure {
    struct decimal value;
    struct text text; /* as printed */
    struct place place;
    bool is_given;   /* present and readable; when not, value is 0 */
    bool is_garbled; /* present, but no number: a finding says so */
};

#endif
