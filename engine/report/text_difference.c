#include "report_difference.h"
#include "shown.h"
#include "text_table.h"

/* A line a project that changes, and below the table how many there are and where. */

enum { TERM_CELLS = 16 };

enum column {
    COLUMN_MARK,
    COLUMN_PROJECT,
    COLUMN_BEFORE,
    COLUMN_BEFORE_GRADE,
    COLUMN_AFTER,
    COLUMN_AFTER_GRADE,
    COLUMN_GAINED,
    COLUMN_NEW,
    COLUMN_GONE,
    COLUMN_CAUSE,
};

static const struct table_column columns[] = {
    [COLUMN_MARK] = { LABEL_nothing, .least_cells = 1 },
    [COLUMN_PROJECT] = { LABEL_project, .least_cells = 12, .most_cells = 30, .gap_cells = 1 },
    [COLUMN_BEFORE] = { LABEL_before, .least_cells = 6, .gap_cells = 1, .is_right = true },
    [COLUMN_BEFORE_GRADE] = { LABEL_nothing, .least_cells = 2, .gap_cells = 1 },
    [COLUMN_AFTER] = { LABEL_after, .least_cells = 6, .gap_cells = 1, .is_right = true },
    [COLUMN_AFTER_GRADE] = { LABEL_nothing, .least_cells = 2, .gap_cells = 1 },
    [COLUMN_GAINED] = { LABEL_gained, .least_cells = 6, .gap_cells = 1, .is_right = true },
    [COLUMN_NEW] = { LABEL_new_findings, .least_cells = 4, .gap_cells = 1, .is_right = true, .rank = 3 },
    [COLUMN_GONE] = { LABEL_gone_findings, .least_cells = 4, .gap_cells = 1, .is_right = true, .rank = 3 },
    [COLUMN_CAUSE] = { LABEL_cause, .least_cells = 24, .most_cells = 60, .gap_cells = 2, .rank = 1 },
};

static void begin_table(struct table *table, struct writer *writer, const struct report_style *style)
{
    table_begin(table, writer, style, columns, sizeof(columns) / sizeof(columns[0]));
}

/* ---- sets of parts ---- */

static void write_parts(struct writer *writer, unsigned parts, enum label between, const struct report_style *style)
{
    bool is_first = true;
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        if ((parts & part_bit((enum rule_part)part)) != 0) {
            write_label(writer, is_first ? LABEL_nothing : between, style);
            write_label(writer, label_of_part((enum rule_part)part), style);
            is_first = false;
        }
    }
}

static void write_cause(struct writer *writer, const struct cause *cause, const struct report_style *style)
{
    write_parts(writer, cause->alone, LABEL_list_comma, style);
    for (size_t i = 0; i < cause->together_count; i++) {
        write_label(writer, i == 0 ? LABEL_nothing : LABEL_or, style);
        write_parts(writer, cause->together[i], LABEL_and, style);
        write_label(writer, LABEL_only_together, style);
    }
}

static bool is_same_cause(const struct cause *a, const struct cause *b)
{
    bool is_same = a->alone == b->alone && a->together_count == b->together_count;
    for (size_t i = 0; is_same && i < a->together_count; i++) {
        is_same = a->together[i] == b->together[i];
    }
    return is_same;
}

/* 得分、发现：定量指标；等级：否决. What has one cause stands together. */
static void write_causes(struct writer *writer, const struct difference *difference, const struct report_style *style)
{
    unsigned left = difference->changes;
    bool is_first = true;
    for (size_t first = 0; first < CHANGE_COUNT; first++) {
        const struct cause *cause = &difference->causes[first];
        if ((left & change_bit((enum change)first)) == 0) {
            continue;
        }
        write_label(writer, is_first ? LABEL_nothing : LABEL_semicolon, style);
        is_first = false;
        for (size_t change = first; change < CHANGE_COUNT; change++) {
            if ((left & change_bit((enum change)change)) != 0 && is_same_cause(cause, &difference->causes[change])) {
                write_label(writer, change == first ? LABEL_nothing : LABEL_list_comma, style);
                write_label(writer, label_of_change((enum change)change), style);
                left &= ~change_bit((enum change)change);
            }
        }
        write_label(writer, LABEL_colon, style);
        write_cause(writer, cause, style);
    }
}

/* ---- the table ---- */

static void write_rule_set(struct writer *writer, const struct rule_set *rules)
{
    writer_shown(writer, rules->id);
    writer_character(writer, ' ');
    writer_shown(writer, rules->name);
}

static void write_head_entry(struct writer *writer, enum label term, const struct rule_set *rules,
                             const struct report_style *style)
{
    struct wrap wrap;
    entry_begin(&wrap, writer, text_of(label_words(term, style->language)), TERM_CELLS, style);
    write_rule_set(&wrap.pieces, rules);
    wrap_end(&wrap);
}

void text_difference_head(struct writer *writer, const struct report_difference_head *head,
                          const struct report_style *style)
{
    struct wrap wrap;
    struct table table;
    write_head_entry(writer, LABEL_before, head->before, style);
    write_head_entry(writer, LABEL_after, head->after, style);
    entry_begin(&wrap, writer, text_of(label_words(LABEL_differing_parts, style->language)), TERM_CELLS, style);
    if (head->differing == 0) {
        write_label(&wrap.pieces, LABEL_no_differing_parts, style);
    }
    write_parts(&wrap.pieces, head->differing, LABEL_list_comma, style);
    wrap_end(&wrap);
    writer_character(writer, '\n');
    begin_table(&table, writer, style);
    table_head(&table);
}

static enum mark mark_of(const struct report_difference *report)
{
    if (report->difference == NULL) {
        return MARK_UNKNOWN;
    }
    bool has_grade = (report->difference->changes & change_bit(CHANGE_GRADE)) != 0;
    bool has_score = (report->difference->changes & change_bit(CHANGE_SCORE)) != 0;
    return has_grade ? MARK_BAD : has_score ? MARK_WARNING : MARK_NOTE;
}

static struct text title_of(const struct report_difference *report)
{
    const struct report_project project = { .file = report->file, .project = report->project };
    return report_title(&project);
}

static void write_judgement(struct table *table, const struct judgement *judgement, enum column total,
                            enum column grade)
{
    table_decimal(table, total, judgement->score->total, INK_PLAIN);
    if (judgement->score->grade.computed != NULL) {
        table_cell(table, grade, judgement->score->grade.computed->grade, INK_PLAIN);
    } else {
        table_label(table, grade, LABEL_none, INK_DIM);
    }
}

static void write_gained(struct table *table, struct decimal gained)
{
    char bytes[GAINED_MOST_BYTES];
    table_cell(table, COLUMN_GAINED, (struct text){ bytes, gained_to_text(gained, bytes) }, INK_PLAIN);
}

static void write_finding_counts(struct table *table, const struct report_difference *report)
{
    struct finding_changes changes = { report->before.findings->first, report->after.findings->first };
    uint64_t counts[2] = { 0, 0 };
    bool is_new = false;
    while (finding_change_next(&changes, &is_new) != NULL) {
        counts[is_new]++;
    }
    if (counts[true] > 0) {
        table_count(table, COLUMN_NEW, counts[true], INK_PLAIN);
    }
    if (counts[false] > 0) {
        table_count(table, COLUMN_GONE, counts[false], INK_PLAIN);
    }
}

/* Quiet: only where a score or a grade changes. */
static bool is_shown(const struct report_difference *report, const struct report_style *style)
{
    unsigned shown = change_bit(CHANGE_SCORE) | change_bit(CHANGE_GRADE);
    return report->difference == NULL || !style->is_quiet || (report->difference->changes & shown) != 0;
}

void text_difference_project(struct writer *writer, const struct report_difference *report,
                             const struct report_style *style)
{
    struct table table;
    struct wrap wrap;
    if (!is_shown(report, style)) {
        return;
    }
    enum mark mark = mark_of(report);
    begin_table(&table, writer, style);
    table_cell(&table, COLUMN_MARK, mark_text(mark), mark_ink(mark));
    table_cell(&table, COLUMN_PROJECT, title_of(report), INK_PLAIN);
    if (report->difference == NULL) {
        table_wrap(&table, COLUMN_CAUSE, &wrap);
        write_label(&wrap.pieces, LABEL_unreadable, style);
        wrap_end(&wrap);
        return;
    }
    write_judgement(&table, &report->before, COLUMN_BEFORE, COLUMN_BEFORE_GRADE);
    write_judgement(&table, &report->after, COLUMN_AFTER, COLUMN_AFTER_GRADE);
    write_gained(&table, decimal_subtract(report->after.score->total, report->before.score->total));
    write_finding_counts(&table, report);
    table_wrap(&table, COLUMN_CAUSE, &wrap);
    write_causes(&wrap.pieces, report->difference, style);
    wrap_end(&wrap);
}
