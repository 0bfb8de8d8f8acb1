#include "text_table.h"

#include "shown.h"
#include "width.h"

#include <assert.h>

enum { OWN_LINE_INDENT_CELLS = 6, CELL_TEXT_BYTES = 3 * DECIMAL_MOST_TEXT_BYTES };

/* A figure's words before it is known how wide they are. */
struct cell_text {
    char bytes[CELL_TEXT_BYTES];
    size_t size_bytes;
};

static bool keep(void *context, const char *bytes, size_t size_bytes)
{
    struct cell_text *cell = context;
    if (size_bytes > sizeof(cell->bytes) - cell->size_bytes) {
        return false;
    }
    memcpy(cell->bytes + cell->size_bytes, bytes, size_bytes);
    cell->size_bytes += size_bytes;
    return true;
}

static size_t spare_cells(const struct table *table)
{
    size_t columns = style_columns(table->style);
    size_t cells = table_cells(table);
    return cells < columns ? columns - cells : 0;
}

static void leave_out_dearest(struct table *table)
{
    size_t found = table->column_count;
    unsigned rank = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->cells[i] > 0 && table->columns[i].rank > rank) {
            rank = table->columns[i].rank;
            found = i;
        }
    }
    assert(found < table->column_count);
    table->cells[found] = 0;
}

void table_begin(struct table *table, struct writer *writer, const struct report_style *style,
                 const struct table_column *columns, size_t column_count)
{
    assert(column_count <= TABLE_MOST_COLUMNS);
    *table = (struct table){ .writer = writer, .style = style, .columns = columns, .column_count = column_count };
    for (size_t i = 0; i < column_count; i++) {
        size_t title_cells = width_cells(text_of(label_words(columns[i].title, style->language)));
        table->cells[i] = title_cells > columns[i].least_cells ? title_cells : columns[i].least_cells;
    }
    while (table_cells(table) > style_columns(style)) {
        leave_out_dearest(table);
    }
    for (size_t i = 0; i < column_count; i++) {
        if (table->cells[i] > 0 && columns[i].most_cells > table->cells[i]) {
            size_t wanted_cells = columns[i].most_cells - table->cells[i];
            size_t spare = spare_cells(table);
            table->cells[i] += wanted_cells < spare ? wanted_cells : spare;
        }
    }
}

bool table_has(const struct table *table, size_t column)
{
    return table->cells[column] > 0;
}

size_t table_column_start(const struct table *table, size_t column)
{
    size_t start = 0;
    for (size_t i = 0; i < column; i++) {
        start += table_has(table, i) ? table->columns[i].gap_cells + table->cells[i] : 0;
    }
    return start + table->columns[column].gap_cells;
}

size_t table_cells(const struct table *table)
{
    size_t cells = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        cells += table_has(table, i) ? table->columns[i].gap_cells + table->cells[i] : 0;
    }
    return cells;
}

static void move_to(struct table *table, size_t start)
{
    /* Blanks are written when something follows them, so that no line ends in blanks. */
    writer_repeat(table->writer, ' ', start - table->used_cells);
    table->used_cells = start;
}

static void write_cell(struct table *table, size_t column, size_t indent_cells, struct text text, enum ink ink)
{
    if (!table_has(table, column) || text_is_empty(text)) {
        return;
    }
    size_t cells = table->cells[column] - indent_cells;
    size_t start = table_column_start(table, column) + indent_cells;
    size_t needed_cells = shown_cells(text);
    if (table->columns[column].is_right && needed_cells < cells) {
        start += cells - needed_cells;
    }
    move_to(table, start);
    ink_begin(table->writer, ink, table->style);
    table->used_cells += writer_shown_within(table->writer, text, cells);
    ink_end(table->writer, ink, table->style);
}

void table_cell(struct table *table, size_t column, struct text text, enum ink ink)
{
    write_cell(table, column, 0, text, ink);
}

void table_cell_set_in(struct table *table, size_t column, struct text text, enum ink ink)
{
    enum { INDENT_CELLS = 2 };
    assert(table->columns[column].least_cells > INDENT_CELLS);
    write_cell(table, column, INDENT_CELLS, text, ink);
}

void table_label(struct table *table, size_t column, enum label label, enum ink ink)
{
    table_cell(table, column, text_of(label_words(label, table->style->language)), ink);
}

static void finish_cell(struct table *table, size_t column, struct writer *figure, struct cell_text *cell, enum ink ink)
{
    bool is_whole = writer_flush(figure);
    assert(is_whole);
    (void)is_whole;
    table_cell(table, column, (struct text){ cell->bytes, cell->size_bytes }, ink);
}

void table_decimal(struct table *table, size_t column, struct decimal decimal, enum ink ink)
{
    table_interval(table, column, decimal, decimal, ink);
}

void table_per_cent(struct table *table, size_t column, struct decimal per_cent, enum ink ink)
{
    struct cell_text cell = { .size_bytes = 0 };
    struct writer figure;
    writer_begin(&figure, keep, &cell);
    writer_decimal(&figure, per_cent);
    writer_character(&figure, '%');
    finish_cell(table, column, &figure, &cell, ink);
}

void table_interval(struct table *table, size_t column, struct decimal low, struct decimal high, enum ink ink)
{
    struct cell_text cell = { .size_bytes = 0 };
    struct writer figure;
    writer_begin(&figure, keep, &cell);
    write_interval(&figure, low, high);
    finish_cell(table, column, &figure, &cell, ink);
}

void table_amount(struct table *table, size_t column, struct decimal amount, enum ink ink)
{
    struct cell_text cell = { .size_bytes = 0 };
    struct writer figure;
    writer_begin(&figure, keep, &cell);
    writer_decimal_grouped(&figure, amount);
    finish_cell(table, column, &figure, &cell, ink);
}

void table_count(struct table *table, size_t column, uint64_t count, enum ink ink)
{
    struct cell_text cell = { .size_bytes = 0 };
    struct writer figure;
    writer_begin(&figure, keep, &cell);
    writer_count(&figure, count);
    finish_cell(table, column, &figure, &cell, ink);
}

void table_end_row(struct table *table)
{
    writer_character(table->writer, '\n');
    table->used_cells = 0;
}

void table_head(struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        table_label(table, i, table->columns[i].title, INK_BOLD);
    }
    table_end_row(table);
    write_line(table->writer, table_cells(table), table->style);
}

void table_wrap(struct table *table, size_t column, struct wrap *wrap)
{
    size_t start = OWN_LINE_INDENT_CELLS;
    if (table_has(table, column)) {
        start = table_column_start(table, column);
    } else {
        table_end_row(table);
    }
    move_to(table, start);
    table->used_cells = 0;
    wrap_begin(wrap, table->writer, start, start, style_columns(table->style));
}
