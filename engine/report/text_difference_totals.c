#include "report_difference.h"
#include "shown.h"
#include "text_table.h"

/* Below the table of projects: how many change, in which departments, and why. */

enum { TERM_CELLS = 16 };

enum column {
    COLUMN_DEPARTMENT,
    COLUMN_PROJECTS,
    COLUMN_CHANGED,
    COLUMN_RAISED,
    COLUMN_LOWERED,
    COLUMN_POINTS,
    COLUMN_GRADES,
};

static const struct table_column columns[] = {
    [COLUMN_DEPARTMENT] = { LABEL_department, .least_cells = 12, .most_cells = 36 },
    [COLUMN_PROJECTS] = { LABEL_projects, .least_cells = 8, .gap_cells = 1, .is_right = true },
    [COLUMN_CHANGED] = { LABEL_changed, .least_cells = 7, .gap_cells = 1, .is_right = true },
    [COLUMN_RAISED] = { LABEL_raised, .least_cells = 7, .gap_cells = 1, .is_right = true, .rank = 3 },
    [COLUMN_LOWERED] = { LABEL_lowered, .least_cells = 7, .gap_cells = 1, .is_right = true, .rank = 3 },
    [COLUMN_POINTS] = { LABEL_points_altogether, .least_cells = 9, .gap_cells = 1, .is_right = true, .rank = 2 },
    [COLUMN_GRADES] = { LABEL_grade, .least_cells = 16, .most_cells = 40, .gap_cells = 2, .rank = 1 },
};

static void begin_entry(struct wrap *wrap, struct writer *writer, enum label term, const struct report_style *style)
{
    entry_begin(wrap, writer, text_of(label_words(term, style->language)), TERM_CELLS, style);
}

static void write_tally(struct wrap *wrap, enum label before, enum label words, uint64_t count,
                        const struct report_style *style)
{
    write_label(&wrap->pieces, before, style);
    write_label(&wrap->pieces, words, style);
    writer_character(&wrap->pieces, ' ');
    writer_count(&wrap->pieces, count);
}

static void write_compared(struct writer *writer, const struct difference_counts *counts,
                           const struct report_style *style)
{
    struct wrap wrap;
    begin_entry(&wrap, writer, LABEL_projects, style);
    writer_count(&wrap.pieces, counts->projects);
    write_tally(&wrap, LABEL_colon, LABEL_compared, counts->compared, style);
    write_tally(&wrap, LABEL_comma, LABEL_unreadable, counts->projects - counts->compared, style);
    wrap_end(&wrap);
}

static void write_changed(struct writer *writer, const struct difference_counts *counts,
                          const struct report_style *style)
{
    struct wrap wrap;
    begin_entry(&wrap, writer, LABEL_changed, style);
    writer_count(&wrap.pieces, counts->changed);
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        write_tally(&wrap, change == 0 ? LABEL_colon : LABEL_comma, label_of_change((enum change)change),
                    counts->by_change[change], style);
    }
    wrap_end(&wrap);
    begin_entry(&wrap, writer, LABEL_total, style);
    write_tally(&wrap, LABEL_nothing, LABEL_raised, counts->raised, style);
    write_tally(&wrap, LABEL_comma, LABEL_lowered, counts->lowered, style);
    if (decimal_is_in_range(counts->points)) {
        write_label(&wrap.pieces, LABEL_points_together, style);
        char bytes[GAINED_MOST_BYTES];
        writer_text(&wrap.pieces, (struct text){ bytes, gained_to_text(counts->points, bytes) });
    }
    wrap_end(&wrap);
}

static void write_grade_name(struct writer *writer, struct text grade, const struct report_style *style)
{
    if (text_is_empty(grade)) {
        write_label(writer, LABEL_none, style);
    } else {
        writer_shown(writer, grade);
    }
}

/* 优→良 3，良→差 1，不变 14 */
static void write_moves(struct wrap *wrap, const struct difference_counts *counts, const struct report_style *style)
{
    uint64_t unchanged = 0;
    bool is_first = true;
    for (const struct grade_move *move = counts->moves; move != NULL; move = move->next) {
        if (text_equals(move->from, move->to)) {
            unchanged += move->count;
            continue;
        }
        write_label(&wrap->pieces, is_first ? LABEL_nothing : LABEL_comma, style);
        write_grade_name(&wrap->pieces, move->from, style);
        writer_string(&wrap->pieces, "→");
        write_grade_name(&wrap->pieces, move->to, style);
        writer_character(&wrap->pieces, ' ');
        writer_count(&wrap->pieces, move->count);
        is_first = false;
    }
    if (unchanged > 0 || is_first) {
        write_tally(wrap, is_first ? LABEL_nothing : LABEL_comma, LABEL_unchanged, unchanged, style);
    }
}

static void write_counts(struct writer *writer, const struct difference_counts *counts,
                         const struct report_style *style)
{
    struct wrap wrap;
    write_compared(writer, counts, style);
    write_changed(writer, counts, style);
    begin_entry(&wrap, writer, LABEL_grade, style);
    write_moves(&wrap, counts, style);
    wrap_end(&wrap);
}

static void write_by_part(struct writer *writer, const struct difference_totals *totals,
                          const struct report_style *style)
{
    struct wrap wrap;
    bool is_first = true;
    begin_entry(&wrap, writer, LABEL_cause, style);
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        if (totals->by_part[part] > 0) {
            write_tally(&wrap, is_first ? LABEL_nothing : LABEL_comma, label_of_part((enum rule_part)part),
                        totals->by_part[part], style);
            is_first = false;
        }
    }
    if (totals->together > 0) {
        write_tally(&wrap, is_first ? LABEL_nothing : LABEL_comma, LABEL_several_together, totals->together, style);
        is_first = false;
    }
    if (is_first) {
        write_label(&wrap.pieces, LABEL_none, style);
    }
    wrap_end(&wrap);
}

/* 238 某局: names come more than once. */
static void write_name(struct table *table, const struct difference_department *department)
{
    char bytes[2 * DIFFERENCE_MOST_NAME_BYTES + 1];
    struct text key = department->key;
    struct text name = department->name;
    if (text_equals(key, name)) {
        table_cell(table, COLUMN_DEPARTMENT, name, INK_PLAIN);
        return;
    }
    bytes_copy(bytes, key.bytes, key.size_bytes);
    bytes[key.size_bytes] = ' ';
    bytes_copy(bytes + key.size_bytes + 1, name.bytes, name.size_bytes);
    table_cell(table, COLUMN_DEPARTMENT, (struct text){ bytes, key.size_bytes + 1 + name.size_bytes }, INK_PLAIN);
}

static void write_department(struct table *table, const struct difference_counts *counts)
{
    struct wrap wrap;
    char bytes[GAINED_MOST_BYTES];
    table_count(table, COLUMN_PROJECTS, counts->projects, INK_PLAIN);
    table_count(table, COLUMN_CHANGED, counts->changed, INK_PLAIN);
    table_count(table, COLUMN_RAISED, counts->raised, INK_PLAIN);
    table_count(table, COLUMN_LOWERED, counts->lowered, INK_PLAIN);
    if (decimal_is_in_range(counts->points)) {
        table_cell(table, COLUMN_POINTS, (struct text){ bytes, gained_to_text(counts->points, bytes) }, INK_PLAIN);
    }
    table_wrap(table, COLUMN_GRADES, &wrap);
    write_moves(&wrap, counts, table->style);
    wrap_end(&wrap);
}

/* One department is all there is to say anyway. */
static void write_departments(struct writer *writer, const struct difference_totals *totals,
                              const struct report_style *style)
{
    struct table table;
    if (totals->department_count + totals->has_others < 2) {
        return;
    }
    write_title(writer, LABEL_by_department, style);
    table_begin(&table, writer, style, columns, sizeof(columns) / sizeof(columns[0]));
    table_head(&table);
    for (const struct difference_department *department = totals->first_department; department != NULL;
         department = department->next) {
        write_name(&table, department);
        write_department(&table, &department->counts);
    }
    if (totals->has_others) {
        table_label(&table, COLUMN_DEPARTMENT, LABEL_other_departments, INK_PLAIN);
        write_department(&table, &totals->others.counts);
    }
}

void text_difference_totals(struct writer *writer, const struct difference_totals *totals,
                            const struct report_style *style)
{
    write_departments(writer, totals, style);
    write_title(writer, LABEL_summary, style);
    write_counts(writer, &totals->all, style);
    write_by_part(writer, totals, style);
}
