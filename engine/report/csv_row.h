#ifndef ZIPING_CSV_ROW_H
#define ZIPING_CSV_ROW_H

#include "finding.h"
#include "writer.h"

/* A row of CSV, cell by cell. */

struct csv_column {
    const char *titles[LANGUAGE_COUNT];
};

struct csv_row {
    struct writer *writer;
    size_t cells_left;
};

/* The byte order mark and the titles. */
void csv_row_of_titles(struct writer *writer, const struct csv_column *columns, size_t column_count,
                       enum language language);

void csv_row_text(struct csv_row *row, struct text text);
void csv_row_decimal(struct csv_row *row, struct decimal decimal); /* out of range: blank */
void csv_row_count(struct csv_row *row, uint64_t count);
void csv_row_blanks(struct csv_row *row, size_t cells);

/* Ends a cell that was written without these: words of ours, in which nothing has to be quoted. */
void csv_row_end_cell(struct csv_row *row);

#endif
