#ifndef ZIPING_BASELINE_LOAD_H
#define ZIPING_BASELINE_LOAD_H

#include "baseline.h"
#include "document.h"
#include "field.h"
#include "field_outline.h"

/* Loads known findings, in the loading's arena. NULL, with findings, when they cannot be used: when the loading's list
   has an error. Those whose last day lies before `today` are a finding too. */
const struct baseline *baseline_load(struct loading *loading, const struct node *root, struct date today);

extern const struct field_outline baseline_outline;

#endif
