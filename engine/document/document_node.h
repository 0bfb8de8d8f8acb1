#ifndef ZIPING_DOCUMENT_NODE_H
#define ZIPING_DOCUMENT_NODE_H

#include "arena.h"
#include "document.h"
#include "finding.h"

#include <stdbool.h>

/* Reports every key of a mapping that stood before (duplicate-key), in at most n log n steps. What it needs besides it
   takes from `arena`; false where there is no memory. Findings quote copies of the keys. */
bool node_report_duplicate_keys(const struct node *mapping, struct arena *arena, struct finding_list *findings);

#endif
