#include "report.h"

const struct project_score *report_score(const struct report_project *report)
{
    return report->score != NULL && report->score->is_in_range ? report->score : NULL;
}

const char *report_status(const struct report_project *report)
{
    if (report_score(report) != NULL) {
        return "scored";
    }
    return report->is_only_checked && report->project != NULL && report->project->is_scorable ? "checked"
                                                                                              : "unreadable";
}

int report_consistency(const struct report_project *report)
{
    const struct project_score *score = report_score(report);
    if (score == NULL || report->project == NULL) {
        return -1;
    }
    if (!report->project->declared_grade.is_given) {
        return report->project->declared_total.is_given ? 0 : -1;
    }
    const struct grade_band *computed = score->grade.computed;
    return computed != NULL && text_equals(report->project->declared_grade.text, computed->grade) ? 1 : 0;
}
