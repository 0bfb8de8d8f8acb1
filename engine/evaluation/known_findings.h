#ifndef ZIPING_KNOWN_FINDINGS_H
#define ZIPING_KNOWN_FINDINGS_H

#include "internal.h"

/* Leave known findings out of what is reported and counted; where the baseline records, all that have a project or
   department to be known by are known from now on. What cannot be scored is reported whole. `baseline` NULL: nothing is
   known. ZP_NO_MEMORY leaves the findings whole, though some may be left out already. */
zp_status known_findings_leave_out(struct zp_baseline *baseline, struct zp_evaluation *evaluation);
zp_status known_findings_leave_out_of_department(struct zp_baseline *baseline, struct zp_department *department,
                                                 bool is_only_checked);

#endif
