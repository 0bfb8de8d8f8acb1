#ifndef ZIPING_PROGRAM_DEPARTMENT_FILE_H
#define ZIPING_PROGRAM_DEPARTMENT_FILE_H

#include "content.h"

#include <ziping.h>

#include <stddef.h>

/* A department.yaml that a walk has met. */
struct department_file {
    zp_department *department; /* to be destroyed; never NULL */
    zp_text bytes;             /* in the content; none where they could not be had */
    zp_status status;          /* ZP_REJECTED: it cannot be used, and what names no rule set is not scored */
    int error;                 /* an errno: it could not be read */
};

/* Reads and loads it, `most_bytes` at most. Ends the program where memory is used up. */
struct department_file department_file_load(zp_session *session, struct content *content, const char *path,
                                            size_t most_bytes, zp_language language);

/* Says on the standard error output that it cannot be used, for whoever gets no report of it. */
void department_file_say(const struct department_file *file, const char *path, zp_language language);

#endif
