#ifndef ZIPING_TEXT_TABLE_H
#define ZIPING_TEXT_TABLE_H

#include "labels.h"
#include "text_style.h"

/* Rows of cells that line up by display width. A table never gets wider than the terminal: columns give up their spare
   cells first, then the dearest to miss last (the highest rank goes first). What does not fit its column is cut with
   “…”; a figure too, so that a cut figure can never be taken for a smaller one. */

enum { TABLE_MOST_COLUMNS = 12 };

struct table_column {
    enum label title;
    size_t least_cells; /* or what the title takes, if that is more */
    size_t most_cells;  /* where there is room; columns share it from left to right */
    size_t gap_cells;   /* before the column */
    bool is_right;
    unsigned rank; /* 0: never left out */
};

struct table {
    struct writer *writer;
    const struct report_style *style;
    const struct table_column *columns;
    size_t column_count;
    size_t cells[TABLE_MOST_COLUMNS]; /* 0: left out */
    size_t used_cells;                /* of the row so far */
};

void table_begin(struct table *table, struct writer *writer, const struct report_style *style,
                 const struct table_column *columns, size_t column_count);
size_t table_cells(const struct table *table); /* of a whole row */
bool table_has(const struct table *table, size_t column);
size_t table_column_start(const struct table *table, size_t column);

void table_head(struct table *table);

/* The cells of a row, from left to right; a column may be passed over. */
void table_cell(struct table *table, size_t column, struct text text, enum ink ink);
/* A cell below the one that it belongs to. */
void table_cell_set_in(struct table *table, size_t column, struct text text, enum ink ink);
void table_label(struct table *table, size_t column, enum label label, enum ink ink);
void table_decimal(struct table *table, size_t column, struct decimal decimal, enum ink ink);
void table_per_cent(struct table *table, size_t column, struct decimal per_cent, enum ink ink);
void table_interval(struct table *table, size_t column, struct decimal low, struct decimal high, enum ink ink);
void table_amount(struct table *table, size_t column, struct decimal amount, enum ink ink); /* 82,993.77 */
void table_count(struct table *table, size_t column, uint64_t count, enum ink ink);
void table_end_row(struct table *table);

/* Goes on with wrapped words in a column, down to the end of the row; the words are written to the wrap's pieces, and
   wrap_end ends the row. Where the column is left out the words get lines of their own. */
void table_wrap(struct table *table, size_t column, struct wrap *wrap);

#endif
