#ifndef ZIPING_PROGRAM_EXPLAIN_SCORE_H
#define ZIPING_PROGRAM_EXPLAIN_SCORE_H

#include "request.h"
#include "status.h"

/* explain PATH [指标名]: why a score is what it is. explain PATH --to 等级: how far that grade is. */
enum exit_status explain_score(const struct request *request);

#endif
