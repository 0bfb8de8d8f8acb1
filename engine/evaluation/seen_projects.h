#ifndef ZIPING_SEEN_PROJECTS_H
#define ZIPING_SEEN_PROJECTS_H

#include "arena.h"
#include "text.h"

#include <stddef.h>
#include <stdint.h>

/* What is remembered of the projects of a run, to know one that comes again. */
struct seen_project {
    struct text name;
    int32_t year;
    struct text file;
    uint64_t hash;
};

/* Open addressing over rows that are never taken out; the arena keeps the outgrown tables, which together are smaller
   than the last one. */
struct seen_projects {
    struct seen_project **slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t count;
};

/* The project of that name and year that came first; NULL, and it is remembered, when this one is the first. */
const struct seen_project *seen_first(struct seen_projects *seen, struct arena *arena, struct text name, int32_t year,
                                      struct text file);

#endif
