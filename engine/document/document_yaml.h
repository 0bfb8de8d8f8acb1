#ifndef ZIPING_DOCUMENT_YAML_H
#define ZIPING_DOCUMENT_YAML_H

#include "arena.h"
#include "document.h"
#include "document_source.h"
#include "finding.h"

#include <stdbool.h>

#include <yaml.h>

/* Documents read as libyaml's events. libyaml takes its memory from malloc: that is outside of the arenas, and is given
   back before yaml_read returns, or by yaml_reading_end when a finding left through the arena's escape. */
struct yaml_reading {
    bool has_parser;
    yaml_parser_t parser;
    yaml_event_t event;
};

/* Reads one slice. `root_out` is set on DOCUMENT_READ, to NULL where the document is empty. */
enum document_status yaml_read(struct yaml_reading *reading, const struct document_slice *slice,
                               const struct document_limits *limits, struct arena *arena, struct finding_list *findings,
                               const struct node **root_out);

void yaml_reading_end(struct yaml_reading *reading);

#endif
