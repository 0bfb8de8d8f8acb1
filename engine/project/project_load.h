#ifndef ZIPING_PROJECT_LOAD_H
#define ZIPING_PROJECT_LOAD_H

#include "document.h"
#include "field.h"
#include "field_outline.h"
#include "project.h"

/* Loads a project from a document, in the loading's arena. Never NULL: what cannot be scored has is_scorable false, and
   findings that say why. */
const struct project *project_load(struct loading *loading, const struct node *root);

extern const struct field_outline project_outline;

#endif
