#include "text_finding.h"
#include "text_why.h"

/* Which values were written into a form: a line each, old → new. */

enum { CHANGE_INDENT_CELLS = 4 };

static const enum label problems[EDIT_STATUS_COUNT] = {
    [EDIT_MADE] = LABEL_nothing,
    [EDIT_REPEATED] = LABEL_value_repeated,
    [EDIT_GIVEN_TWICE] = LABEL_value_given_twice,
    [EDIT_UNUSUAL] = LABEL_value_unusual,
};

static void write_heading(struct writer *writer, const struct report_writing *report, const struct report_style *style)
{
    static const struct {
        enum mark mark;
        enum label label;
    } outcomes[] = {
        [WRITING_NOTHING] = { MARK_GOOD, LABEL_nothing_to_write },
        [WRITING_FILLED] = { MARK_GOOD, LABEL_written },
        [WRITING_UNSCORED] = { MARK_BAD, LABEL_not_written_unscored },
        [WRITING_REFUSED] = { MARK_BAD, LABEL_not_written },
        [WRITING_DOUBTED] = { MARK_BAD, LABEL_written_in_doubt },
    };
    struct wrap wrap;
    enum mark mark = outcomes[report->outcome].mark;
    bool would_be = report->is_rehearsal && report->outcome == WRITING_FILLED;
    ink_begin(writer, mark_ink(mark), style);
    writer_text(writer, mark_text(mark));
    writer_character(writer, ' ');
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    writer_text(&wrap.pieces, report_title(report->project));
    if (report->project->project != NULL && project_year(report->project->project) > 0) {
        writer_character(&wrap.pieces, ' ');
        writer_count(&wrap.pieces, (uint64_t)project_year(report->project->project));
    }
    write_label(&wrap.pieces, LABEL_colon, style);
    write_label(&wrap.pieces, would_be ? LABEL_would_be_written : outcomes[report->outcome].label, style);
    if (report->outcome == WRITING_FILLED) {
        writer_count(&wrap.pieces, report->filling->value_count);
        write_label(&wrap.pieces, LABEL_written_values, style);
    }
    wrap_end(&wrap);
    ink_end(writer, mark_ink(mark), style);
}

static void write_file(struct writer *writer, struct text file, const struct report_style *style)
{
    struct wrap wrap;
    ink_begin(writer, INK_DIM, style);
    writer_repeat(writer, ' ', 2);
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    writer_text(&wrap.pieces, file);
    wrap_end(&wrap);
    ink_end(writer, INK_DIM, style);
}

/* Why a computed score is what it is, where it rests on a judgement: whoever made it may know better. */
static void write_judgement(struct writer *writer, const struct indicator_score *score,
                            const struct report_style *style)
{
    if (decimal_equals(score->low, score->high)) {
        return;
    }
    write_label(writer, LABEL_opening, style);
    writer_text(writer, verdict_words(score->verdict, &score->assessment, style->language));
    write_label(writer, LABEL_comma, style);
    write_label(writer, LABEL_admissible, style);
    write_interval(writer, score->low, score->high);
    write_label(writer, LABEL_closing, style);
}

/* 12:7 培训干部人数 得分 */
static void write_field(struct writer *writer, const struct filled_value *value, const struct report_style *style)
{
    write_place(writer, value->place);
    writer_character(writer, ' ');
    if (!text_is_empty(value->row)) {
        writer_text(writer, value->row);
        writer_character(writer, ' ');
    }
    writer_text(writer, filled_field_name(value->field, style->language));
    write_label(writer, LABEL_colon, style);
}

static void begin_line(struct wrap *wrap, struct writer *writer, const struct report_style *style)
{
    writer_repeat(writer, ' ', CHANGE_INDENT_CELLS);
    wrap_begin(wrap, writer, CHANGE_INDENT_CELLS, CHANGE_INDENT_CELLS, style_columns(style));
}

static void write_change(struct writer *writer, const struct filled_value *value, const struct report_style *style)
{
    struct wrap wrap;
    begin_line(&wrap, writer, style);
    write_field(&wrap.pieces, value, style);
    writer_text(&wrap.pieces,
                text_is_empty(value->before) ? text_of(label_words(LABEL_none, style->language)) : value->before);
    writer_string(&wrap.pieces, " → ");
    writer_text(&wrap.pieces, value->after);
    if (value->score != NULL) {
        write_judgement(&wrap.pieces, value->score, style);
    }
    wrap_end(&wrap);
}

static void write_changes(struct writer *writer, const struct filling *filling, const struct report_style *style)
{
    for (const struct filled_mapping *mapping = filling->first; mapping != NULL; mapping = mapping->next) {
        for (size_t i = 0; i < mapping->count; i++) {
            if (mapping->values[i].is_wanted) {
                write_change(writer, &mapping->filled[i], style);
            }
        }
    }
}

static void write_problem(struct writer *writer, const struct report_writing *report, const struct report_style *style)
{
    struct wrap wrap;
    begin_line(&wrap, writer, style);
    write_field(&wrap.pieces, report->failed, style);
    write_label(&wrap.pieces, problems[report->problem], style);
    if (report->problem == EDIT_UNUSUAL) {
        writer_text(&wrap.pieces, report->failed->after);
    }
    wrap_end(&wrap);
}

/* What is wrong with the form besides its scores. */
static void write_left(struct writer *writer, const struct finding_list *findings, const struct report_style *style)
{
    struct wrap wrap;
    uint64_t errors = findings->count_by_severity[SEVERITY_ERROR];
    uint64_t warnings = findings->count_by_severity[SEVERITY_WARNING];
    if (errors == 0 && warnings == 0) {
        return;
    }
    begin_line(&wrap, writer, style);
    write_label(&wrap.pieces, LABEL_left_to_mend, style);
    if (errors > 0) {
        write_label(&wrap.pieces, LABEL_error_count, style);
        writer_count(&wrap.pieces, errors);
    }
    if (warnings > 0) {
        write_label(&wrap.pieces, errors > 0 ? LABEL_comma : LABEL_nothing, style);
        write_label(&wrap.pieces, LABEL_warning_count, style);
        writer_count(&wrap.pieces, warnings);
    }
    wrap_end(&wrap);
}

static void write_errors(struct writer *writer, const struct finding_list *findings, struct text file,
                         const struct report_style *style)
{
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        if (finding_code_severity(message_code(finding->message)) == SEVERITY_ERROR) {
            text_finding(writer, file, finding, style);
        }
    }
}

void text_writing(struct writer *writer, const struct report_writing *report, const struct report_style *style)
{
    if (report->outcome == WRITING_NOTHING && style->is_quiet) {
        return;
    }
    write_heading(writer, report, style);
    write_file(writer, report->project->file, style);
    switch (report->outcome) {
    case WRITING_FILLED:
        write_changes(writer, report->filling, style);
        write_left(writer, report->left_findings, style);
        break;
    case WRITING_UNSCORED:
        write_errors(writer, report->project->findings, report->project->file, style);
        break;
    case WRITING_REFUSED:
        write_problem(writer, report, style);
        break;
    case WRITING_NOTHING:
        write_left(writer, report->left_findings, style);
        break;
    case WRITING_DOUBTED:
        break;
    }
    writer_character(writer, '\n');
}
