#ifndef ZIPING_DOCUMENT_FAST_H
#define ZIPING_DOCUMENT_FAST_H

#include "arena.h"
#include "document.h"
#include "document_source.h"
#include "finding.h"

/* A second reader, of the part of YAML that people write: mappings and sequences in block and flow style, scalars of
   one line, simple block scalars, comments, JSON. What else there is in YAML, and every error, it leaves to libyaml: it
   gives up, which leaves no trace but some memory of the arena that stays taken. What it does read, it reads as libyaml
   does. */

enum fast_outcome { FAST_READ, FAST_GAVE_UP, FAST_NO_MEMORY };

/* Reads a slice that need not have been looked over, or what its document takes of it, where it is open. Nodes refer to
   a copy of the slice in `arena`. Findings, `root_out` and `extent_out` only on FAST_READ (findings also where memory
   for them runs out). `keys` of earlier documents may be NULL; what is read does not depend on them. */
enum fast_outcome document_fast_read(const struct document_slice *slice, const struct document_limits *limits,
                                     struct document_keys *keys, struct arena *arena, struct finding_list *findings,
                                     const struct node **root_out, struct slice_extent *extent_out);

#endif
