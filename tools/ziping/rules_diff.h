#ifndef ZIPING_PROGRAM_RULES_DIFF_H
#define ZIPING_PROGRAM_RULES_DIFF_H

#include "request.h"
#include "status.h"

/* rules diff A B PATH…: what changes when rule set B takes the place of A. The first operand is `diff`. */
enum exit_status rules_diff(const struct request *request);

#endif
