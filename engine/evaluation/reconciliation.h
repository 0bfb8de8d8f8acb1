#ifndef ZIPING_RECONCILIATION_H
#define ZIPING_RECONCILIATION_H

#include "finding.h"
#include "report.h"

/* Holds what a department published against what was counted: department-count, department-funds, department-grades. */
void department_reconcile(struct finding_list *findings, const struct report_department *report);

#endif
