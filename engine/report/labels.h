#ifndef ZIPING_LABELS_H
#define ZIPING_LABELS_H

#include "finding.h"

/* The reports' own words, in both languages. */

enum label {
#define LABEL(label, chinese, english) LABEL_##label,
#include "labels.def"
#undef LABEL
    LABEL_COUNT
};

const char *label_words(enum label label, enum language language);

#endif
