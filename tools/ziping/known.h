#ifndef ZIPING_PROGRAM_KNOWN_H
#define ZIPING_PROGRAM_KNOWN_H

#include "request.h"

#include <ziping.h>

#include <stdbool.h>

/* --baseline and --write-baseline: the file of known findings. */

/* The file that the request names; NULL: none. */
const char *known_path(const struct request *request);

/* Whether the options can be meant together; if not, that is said. */
bool known_is_meant(const struct request *request);

/* What the request names; NULL where it names none. Answers STATUS_FINE, or what to exit with; then it was said. The
   file of --write-baseline need not be there. */
enum exit_status known_open(const zp_engine *engine, const struct request *request, zp_baseline **baseline_out);

/* After a report that is whole: writes the file of --write-baseline, and says what came of the entries. `baseline` may
   be NULL. */
enum exit_status known_settle(const struct request *request, zp_baseline *baseline);

#endif
