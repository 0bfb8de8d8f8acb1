#ifndef ZIPING_PROGRAM_RULES_FIT_H
#define ZIPING_PROGRAM_RULES_FIT_H

#include "request.h"
#include "status.h"

/* rules fit PATH…: which rule sets reproduce what projects declare, and which values of each parameter would. The first
   operand is `fit`. */
enum exit_status rules_fit(const struct request *request);

#endif
