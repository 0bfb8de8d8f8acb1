#ifndef ZIPING_PROGRAM_PROGRESS_H
#define ZIPING_PROGRAM_PROGRESS_H

#include <ziping.h>

#include <stdbool.h>
#include <stdint.h>

/* A line on the terminal that tells how far a long run has come. */
struct progress {
    zp_language language;
    bool is_wanted;
    bool is_shown;
    int64_t next_milliseconds; /* when it may be shown again */
};

void progress_begin(struct progress *progress, bool is_quiet, zp_language language);
/* `done`: files. */
void progress_show(struct progress *progress, size_t done);
/* `progress` is a struct progress; of this type so that an output can call it before it writes. */
void progress_erase(void *progress);

#endif
