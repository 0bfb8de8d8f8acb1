#include "report.h"

bool report_is_unreadable(const struct report_project *report)
{
    bool is_checked = report->is_only_checked && report->project != NULL && report->project->is_scorable;
    return report->score == NULL && !is_checked;
}

const char *report_status(const struct report_project *report)
{
    if (report->score != NULL) {
        return "scored";
    }
    return report_is_unreadable(report) ? "unreadable" : "checked";
}

int report_consistency(const struct report_project *report)
{
    const struct project_score *score = report->score;
    if (score == NULL || report->project == NULL) {
        return -1;
    }
    if (!report->project->declared_grade.is_given) {
        return report->project->declared_total.is_given ? 0 : -1;
    }
    const struct grade_band *computed = score->grade.computed;
    return computed != NULL && text_equals(report->project->declared_grade.text, computed->grade) ? 1 : 0;
}
