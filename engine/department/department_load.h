#ifndef ZIPING_DEPARTMENT_LOAD_H
#define ZIPING_DEPARTMENT_LOAD_H

#include "department.h"
#include "document.h"
#include "field.h"
#include "field_outline.h"

/* Loads what a department published. NULL, with findings, when the document is no mapping. */
const struct department *department_load(struct loading *loading, const struct node *root);

extern const struct field_outline department_outline;

#endif
