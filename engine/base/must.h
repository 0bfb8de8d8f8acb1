#ifndef ZIPING_MUST_H
#define ZIPING_MUST_H

#include <stdbool.h>
#include <stdlib.h>

/* An assertion about our own code that is kept in release, where assert() is compiled out: no score is better than a
   wrong one. What a document or a caller may get wrong is a finding or a status, never this. */
static inline void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

#endif
