#include "shown.h"
#include "text_finding.h"
#include "text_table.h"

/* What a department published beside what its projects add up to, and the summary of a run. */

enum column { COLUMN_MARK, COLUMN_ITEM, COLUMN_PUBLISHED, COLUMN_COUNTED, COLUMN_DECLARED };

static const struct table_column columns[] = {
    [COLUMN_MARK] = { LABEL_nothing, .least_cells = 1 },
    [COLUMN_ITEM] = { LABEL_nothing, .least_cells = 16, .most_cells = 20, .gap_cells = 1 },
    [COLUMN_PUBLISHED] = { LABEL_published, .least_cells = 12, .most_cells = 16, .gap_cells = 1, .is_right = true },
    [COLUMN_COUNTED] = { LABEL_counted, .least_cells = 12, .most_cells = 16, .gap_cells = 1, .is_right = true },
    [COLUMN_DECLARED] = { LABEL_declared_by_projects, .least_cells = 10, .most_cells = 12, .gap_cells = 2,
                          .is_right = true, .rank = 1 },
};

static uint64_t count_of(const struct grade_counts *counts, struct text grade)
{
    for (size_t i = 0; i < counts->grade_count; i++) {
        if (text_equals(counts->grades[i].grade, grade)) {
            return counts->grades[i].count;
        }
    }
    return 0;
}

static const struct published_grade *published_of(const struct department *department, struct text grade)
{
    const struct published_grade *published = department->published_grades;
    while (published != NULL && !text_equals(published->grade, grade)) {
        published = published->next;
    }
    return published;
}

static void begin_row(struct table *table, struct text item, bool is_published, bool is_same)
{
    if (is_published) {
        enum mark mark = is_same ? MARK_GOOD : MARK_BAD;
        table_cell(table, COLUMN_MARK, mark_text(mark), mark_ink(mark));
    }
    table_cell(table, COLUMN_ITEM, item, INK_PLAIN);
}

static void write_amount_row(struct table *table, enum label item, const struct figure *published,
                             struct decimal counted)
{
    begin_row(table, text_of(label_words(item, table->style->language)), published->is_given,
              decimal_is_in_range(counted) && decimal_equals(published->value, counted));
    if (published->is_given) {
        table_amount(table, COLUMN_PUBLISHED, published->value, INK_PLAIN);
    } else {
        table_label(table, COLUMN_PUBLISHED, LABEL_none, INK_DIM);
    }
    if (decimal_is_in_range(counted)) {
        table_amount(table, COLUMN_COUNTED, counted, INK_PLAIN);
    } else {
        table_label(table, COLUMN_COUNTED, LABEL_none, INK_DIM);
    }
    table_end_row(table);
}

static void write_grade_row(struct table *table, const struct report_department *report, struct text grade)
{
    const struct published_grade *published = published_of(report->department, grade);
    uint64_t computed = count_of(&report->computed_grades, grade);
    bool is_published = report->department->published_grades != NULL;
    begin_row(table, grade, is_published, (published == NULL ? 0 : published->count) == computed);
    if (published != NULL) {
        table_count(table, COLUMN_PUBLISHED, published->count, INK_PLAIN);
    } else {
        table_label(table, COLUMN_PUBLISHED, LABEL_none, INK_DIM);
    }
    table_count(table, COLUMN_COUNTED, computed, INK_PLAIN);
    table_count(table, COLUMN_DECLARED, count_of(&report->declared_grades, grade), INK_PLAIN);
    table_end_row(table);
}

static void write_grade_rows(struct table *table, const struct report_department *report)
{
    for (const struct published_grade *published = report->department->published_grades; published != NULL;
         published = published->next) {
        write_grade_row(table, report, published->grade);
    }
    for (size_t i = 0; i < report->computed_grades.grade_count; i++) {
        struct text grade = report->computed_grades.grades[i].grade;
        if (published_of(report->department, grade) == NULL) {
            write_grade_row(table, report, grade);
        }
    }
}

static void write_reconciliation(struct writer *writer, const struct report_department *report,
                                 const struct report_style *style)
{
    struct table table;
    table_begin(&table, writer, style, columns, sizeof(columns) / sizeof(columns[0]));
    table_head(&table);
    write_amount_row(&table, LABEL_project_count, &report->department->published_projects,
                     decimal_from_integer((int64_t)report->projects));
    write_amount_row(&table, LABEL_funds, &report->department->published_funds, report->funds);
    write_grade_rows(&table, report);
}

void text_department(struct writer *writer, const struct report_department *report, const struct report_style *style)
{
    struct wrap wrap;
    write_title(writer, LABEL_reconciliation, style);
    writer_repeat(writer, ' ', 2);
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    if (report->department != NULL) {
        writer_text(&wrap.pieces, report->department->name.text);
        writer_character(&wrap.pieces, ' ');
        writer_text(&wrap.pieces, report->department->year.text);
        wrap_end(&wrap);
        writer_repeat(writer, ' ', 2);
        wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    }
    writer_text(&wrap.pieces, report->file);
    wrap_end(&wrap);
    if (report->department != NULL) {
        writer_character(writer, '\n');
        write_reconciliation(writer, report, style);
    }
    if (shown_findings(report->findings, style) > 0) {
        writer_character(writer, '\n');
        text_findings(writer, report->file, report->findings, style);
    }
}

struct tally {
    const char *words;
    uint64_t count;
};

/* words count, words count: what is 0 is said too, so that a summary always has the same shape. */
static void write_tallies(struct wrap *wrap, const struct tally *tallies, size_t tally_count,
                          const struct report_style *style)
{
    for (size_t i = 0; i < tally_count; i++) {
        if (i > 0) {
            write_label(&wrap->pieces, LABEL_comma, style);
        }
        writer_string(&wrap->pieces, tallies[i].words);
        writer_character(&wrap->pieces, ' ');
        writer_count(&wrap->pieces, tallies[i].count);
    }
    wrap_end(wrap);
}

enum { TERM_CELLS = 16 };

static void begin_entry(struct wrap *wrap, struct writer *writer, enum label term, const struct report_style *style)
{
    entry_begin(wrap, writer, text_of(label_words(term, style->language)), TERM_CELLS, style);
}

static void write_grades(struct writer *writer, const struct grade_counts *grades, const struct report_style *style)
{
    struct wrap wrap;
    begin_entry(&wrap, writer, LABEL_computed_grades, style);
    for (size_t i = 0; i < grades->grade_count; i++) {
        if (i > 0) {
            write_label(&wrap.pieces, LABEL_comma, style);
        }
        writer_text(&wrap.pieces, grades->grades[i].grade);
        writer_character(&wrap.pieces, ' ');
        writer_count(&wrap.pieces, grades->grades[i].count);
    }
    if (grades->grade_count == 0) {
        write_label(&wrap.pieces, LABEL_none, style);
    }
    wrap_end(&wrap);
}

void text_summary(struct writer *writer, const struct report_summary *summary, const struct report_style *style)
{
    struct wrap wrap;
    enum language language = style->language;
    write_title(writer, LABEL_summary, style);

    begin_entry(&wrap, writer, LABEL_projects, style);
    writer_count(&wrap.pieces, summary->projects);
    write_label(&wrap.pieces, LABEL_colon, style);
    const struct tally projects[] = {
        { label_words(LABEL_scored, language), summary->scored },
        { label_words(LABEL_unreadable, language), summary->unreadable },
    };
    write_tallies(&wrap, projects, sizeof(projects) / sizeof(projects[0]), style);

    begin_entry(&wrap, writer, LABEL_declared_grades, style);
    const struct tally grades[] = {
        { label_words(LABEL_consistent, language), summary->consistent },
        { label_words(LABEL_inconsistent, language), summary->inconsistent },
    };
    write_tallies(&wrap, grades, sizeof(grades) / sizeof(grades[0]), style);

    write_grades(writer, &summary->grades, style);

    begin_entry(&wrap, writer, LABEL_findings, style);
    struct tally findings[SEVERITY_COUNT];
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        findings[severity] = (struct tally){ severity_title(severity, language), summary->findings[severity] };
    }
    write_tallies(&wrap, findings, SEVERITY_COUNT, style);
}
