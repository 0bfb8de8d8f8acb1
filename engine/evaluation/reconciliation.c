#include "reconciliation.h"

static const struct text no_indicator = { NULL, 0 };

static uint64_t count_of(const struct grade_counts *counts, struct text grade)
{
    for (size_t i = 0; i < counts->grade_count; i++) {
        if (text_equals(counts->grades[i].grade, grade)) {
            return counts->grades[i].count;
        }
    }
    return 0;
}

static uint64_t published_count(const struct department *department, struct text grade)
{
    for (const struct published_grade *published = department->published_grades; published != NULL;
         published = published->next) {
        if (text_equals(published->grade, grade)) {
            return published->count;
        }
    }
    return 0;
}

static bool are_grades_equal(const struct department *department, const struct grade_counts *computed)
{
    for (const struct published_grade *published = department->published_grades; published != NULL;
         published = published->next) {
        if (published->count != count_of(computed, published->grade)) {
            return false;
        }
    }
    for (size_t i = 0; i < computed->grade_count; i++) {
        if (computed->grades[i].count != published_count(department, computed->grades[i].grade)) {
            return false;
        }
    }
    return true;
}

static void write_count(struct writer *writer, bool is_first, struct text grade, uint64_t count)
{
    writer_text(writer, is_first ? TEXT("") : TEXT("、"));
    writer_text(writer, grade);
    writer_character(writer, ' ');
    writer_count(writer, count);
}

/* 优 13、良 0、中 0、差 3 */
static struct text counts_as_text(struct arena *arena, const struct grade_counts *counts)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    for (size_t i = 0; i < counts->grade_count; i++) {
        write_count(&writer, i == 0, counts->grades[i].grade, counts->grades[i].count);
    }
    return collected_text(&writer, &collected);
}

static struct text published_as_text(struct arena *arena, const struct department *department)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    for (const struct published_grade *published = department->published_grades; published != NULL;
         published = published->next) {
        write_count(&writer, published == department->published_grades, published->grade, published->count);
    }
    return collected_text(&writer, &collected);
}

static void reconcile_grades(struct finding_list *findings, const struct report_department *report)
{
    const struct department *department = report->department;
    if (department->published_grades == NULL || department->has_garbled_grades ||
        are_grades_equal(department, &report->computed_grades)) {
        return;
    }
    finding_report(findings, MESSAGE_department_grades, department->published_grades_place, no_indicator,
                   TEXT_ARGUMENT(published_as_text(findings->arena, department)),
                   TEXT_ARGUMENT(counts_as_text(findings->arena, &report->computed_grades)),
                   TEXT_ARGUMENT(counts_as_text(findings->arena, &report->declared_grades)));
}

void department_reconcile(struct finding_list *findings, const struct report_department *report)
{
    const struct department *department = report->department;
    const struct figure *projects = &department->published_projects;
    const struct figure *funds = &department->published_funds;
    struct decimal found = decimal_from_integer((int64_t)report->projects);
    if (projects->is_given && !decimal_equals(projects->value, found)) {
        finding_report(findings, MESSAGE_department_count, projects->place, no_indicator,
                       DECIMAL_ARGUMENT(projects->value), DECIMAL_ARGUMENT(found));
    }
    if (!decimal_is_in_range(report->funds)) {
        finding_report(findings, MESSAGE_number_overflow, department->published_place, no_indicator,
                       TEXT_ARGUMENT(TEXT("涉及资金")));
    } else if (funds->is_given && !decimal_equals(funds->value, report->funds)) {
        finding_report(findings, MESSAGE_department_funds, funds->place, no_indicator, AMOUNT_ARGUMENT(funds->value),
                       AMOUNT_ARGUMENT(report->funds), AMOUNT_ARGUMENT(decimal_subtract(funds->value, report->funds)));
    }
    reconcile_grades(findings, report);
}
