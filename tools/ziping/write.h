#ifndef ZIPING_PROGRAM_WRITE_H
#define ZIPING_PROGRAM_WRITE_H

#include "request.h"

/* score --write: puts computed scores into the files that the request names, and lists what it changed. */
enum exit_status write_scores(const struct request *request);

#endif
