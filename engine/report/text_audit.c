#include "shown.h"
#include "text_finding.h"
#include "text_table.h"

/* The batch: a line a project, and what is wrong with those where something is. */

enum column {
    COLUMN_MARK,
    COLUMN_PROJECT,
    COLUMN_RATE,
    COLUMN_DECLARED,
    COLUMN_DECLARED_GRADE,
    COLUMN_COMPUTED,
    COLUMN_COMPUTED_GRADE,
    COLUMN_INTERVAL,
    COLUMN_ERRORS,
    COLUMN_WARNINGS,
    COLUMN_NOTES,
};

static const struct table_column columns[] = {
    [COLUMN_MARK] = { LABEL_nothing, .least_cells = 1 },
    [COLUMN_PROJECT] = { LABEL_project, .least_cells = 12, .most_cells = 56, .gap_cells = 1 },
    [COLUMN_RATE] = { LABEL_rate, .least_cells = 8, .gap_cells = 1, .is_right = true, .rank = 4 },
    [COLUMN_DECLARED] = { LABEL_declared, .least_cells = 6, .gap_cells = 1, .is_right = true },
    [COLUMN_DECLARED_GRADE] = { LABEL_nothing, .least_cells = 4, .gap_cells = 1 },
    [COLUMN_COMPUTED] = { LABEL_computed, .least_cells = 6, .gap_cells = 1, .is_right = true },
    [COLUMN_COMPUTED_GRADE] = { LABEL_nothing, .least_cells = 4, .gap_cells = 1 },
    [COLUMN_INTERVAL] = { LABEL_interval, .least_cells = 11, .gap_cells = 1, .rank = 3 },
    [COLUMN_ERRORS] = { LABEL_errors, .least_cells = 2, .gap_cells = 1, .is_right = true, .rank = 1 },
    [COLUMN_WARNINGS] = { LABEL_warnings, .least_cells = 2, .gap_cells = 1, .is_right = true, .rank = 1 },
    [COLUMN_NOTES] = { LABEL_notes, .least_cells = 2, .gap_cells = 1, .is_right = true, .rank = 2 },
};

static void begin_table(struct table *table, struct writer *writer, const struct report_style *style)
{
    table_begin(table, writer, style, columns, sizeof(columns) / sizeof(columns[0]));
}

void text_audit_head(struct writer *writer, const struct report_style *style)
{
    struct table table;
    begin_table(&table, writer, style);
    table_head(&table);
}

static void write_counts(struct table *table, const struct finding_list *findings)
{
    static const enum column count_columns[SEVERITY_COUNT] = {
        [SEVERITY_ERROR] = COLUMN_ERRORS,
        [SEVERITY_WARNING] = COLUMN_WARNINGS,
        [SEVERITY_NOTE] = COLUMN_NOTES,
    };
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        size_t count = findings->count_by_severity[severity];
        if (count > 0) {
            table_count(table, count_columns[severity], count, ink_of_severity(severity));
        }
    }
}

static void write_declared(struct table *table, const struct project *project, enum ink grade_ink)
{
    if (project->declared_total.is_given) {
        table_decimal(table, COLUMN_DECLARED, project->declared_total.value, INK_PLAIN);
    } else {
        table_label(table, COLUMN_DECLARED, LABEL_none, INK_DIM);
    }
    if (project->declared_grade.is_given) {
        table_cell(table, COLUMN_DECLARED_GRADE, project->declared_grade.text, grade_ink);
    } else {
        table_label(table, COLUMN_DECLARED_GRADE, LABEL_none, INK_DIM);
    }
}

static void write_computed(struct table *table, const struct project_score *score)
{
    table_decimal(table, COLUMN_COMPUTED, score->total, INK_PLAIN);
    if (score->grade.computed != NULL) {
        table_cell(table, COLUMN_COMPUTED_GRADE, score->grade.computed->grade, INK_PLAIN);
    } else {
        table_label(table, COLUMN_COMPUTED_GRADE, LABEL_none, INK_DIM);
    }
    table_interval(table, COLUMN_INTERVAL, score->total_low, score->total_high, INK_PLAIN);
}

void text_audit_row(struct writer *writer, const struct report_project *report, const struct report_style *style)
{
    struct table table;
    const struct project_score *score = report->score;
    enum mark mark = mark_of_project(report);
    if (style->is_quiet && mark == MARK_GOOD) {
        return;
    }
    begin_table(&table, writer, style);
    table_cell(&table, COLUMN_MARK, mark_text(mark), mark_ink(mark));
    table_cell(&table, COLUMN_PROJECT, report_title(report), INK_PLAIN);
    if (score == NULL) {
        table_label(&table, COLUMN_RATE, LABEL_unreadable, INK_ERROR);
    } else {
        if (score->execution.has_rate) {
            table_per_cent(&table, COLUMN_RATE, score->execution.rate_per_cent, INK_PLAIN);
        } else {
            table_label(&table, COLUMN_RATE, LABEL_none, INK_DIM);
        }
        write_declared(&table, report->project, report_consistency(report) == 0 ? INK_ERROR : INK_PLAIN);
        write_computed(&table, score);
    }
    write_counts(&table, report->findings);
    table_end_row(&table);
}

void text_audit_inconsistencies_title(struct writer *writer, const struct report_style *style)
{
    write_title(writer, LABEL_inconsistencies, style);
}

static void write_inconsistent_project(struct writer *writer, const struct report_project *report,
                                       const struct report_style *style)
{
    enum mark mark = mark_of_project(report);
    struct wrap wrap;
    writer_character(writer, '\n');
    write_mark(writer, mark, style);
    writer_character(writer, ' ');
    ink_begin(writer, INK_BOLD, style);
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    writer_text(&wrap.pieces, report_title(report));
    wrap_end(&wrap);
    ink_end(writer, INK_BOLD, style);
    ink_begin(writer, INK_DIM, style);
    writer_repeat(writer, ' ', 2);
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    writer_text(&wrap.pieces, report->file);
    wrap_end(&wrap);
    ink_end(writer, INK_DIM, style);
}

/* 31:5 total-mismatch, and below it the message. */
static void write_inconsistency(struct writer *writer, const struct finding *finding, const struct report_style *style)
{
    enum { HEAD_INDENT_CELLS = 4, MESSAGE_INDENT_CELLS = 6 };
    enum ink ink = ink_of_severity(finding_code_severity(message_code(finding->message)));
    struct wrap wrap;
    writer_repeat(writer, ' ', HEAD_INDENT_CELLS);
    ink_begin(writer, ink, style);
    wrap_begin(&wrap, writer, HEAD_INDENT_CELLS, HEAD_INDENT_CELLS, style_columns(style));
    if (finding->place.line > 0) {
        write_place(&wrap.pieces, finding->place);
        writer_character(&wrap.pieces, ' ');
    }
    writer_string(&wrap.pieces, finding_code_name(message_code(finding->message)));
    wrap_end(&wrap);
    ink_end(writer, ink, style);
    write_message(writer, finding, MESSAGE_INDENT_CELLS, style);
}

/* Warnings that put a score itself in question, and what was not read at all; what else a reviewer may look at, `score`
   shows. */
static bool is_questioned_by(enum finding_code code)
{
    static const enum finding_code codes[] = {
        FINDING_score_underclaimed, FINDING_unmet_full_marks, FINDING_achieved_not_numeric, FINDING_achieved_unreadable,
        FINDING_cost_direction,     FINDING_copied_values,    FINDING_duplicate_project,
    };
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (codes[i] == code) {
            return true;
        }
    }
    return false;
}

static bool is_flagged(const struct finding *finding, bool is_grade_wrong)
{
    enum finding_code code = message_code(finding->message);
    /* A veto is a note, but where the grade is wrong it is the reason. */
    bool is_reason = is_grade_wrong && code == FINDING_grade_vetoed;
    return is_reason || finding_code_severity(code) == SEVERITY_ERROR || is_questioned_by(code);
}

static void write_flagged(struct writer *writer, const struct report_project *report, bool are_errors,
                          const struct report_style *style)
{
    bool is_grade_wrong = report_consistency(report) == 0;
    for (const struct finding *finding = report->findings->first; finding != NULL; finding = finding->next) {
        bool is_error = finding_code_severity(message_code(finding->message)) == SEVERITY_ERROR;
        if (is_error == are_errors && is_flagged(finding, is_grade_wrong)) {
            write_inconsistency(writer, finding, style);
        }
    }
}

bool text_audit_inconsistency(struct writer *writer, const struct report_project *report,
                              const struct report_style *style)
{
    bool is_grade_wrong = report_consistency(report) == 0;
    const struct finding *finding = report->findings->first;
    while (finding != NULL && !is_flagged(finding, is_grade_wrong)) {
        finding = finding->next;
    }
    /* Where what made the grade wrong is known, there is nothing new to say. */
    if (finding == NULL && (!is_grade_wrong || report->findings->known_count > 0)) {
        return false;
    }
    write_inconsistent_project(writer, report, style);
    write_flagged(writer, report, true, style);
    write_flagged(writer, report, false, style);
    return true;
}
