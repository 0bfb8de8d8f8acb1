#include "csv_row.h"

#include "report.h"

void csv_row_of_titles(struct writer *writer, const struct csv_column *columns, size_t column_count,
                       enum language language)
{
    struct csv_row row = { writer, column_count };
    writer_string(writer, "\xEF\xBB\xBF");
    for (size_t i = 0; i < column_count; i++) {
        csv_row_text(&row, text_of(columns[i].titles[language]));
    }
}

void csv_row_end_cell(struct csv_row *row)
{
    row->cells_left--;
    writer_string(row->writer, row->cells_left == 0 ? "\r\n" : ",");
}

void csv_row_text(struct csv_row *row, struct text text)
{
    row->cells_left--;
    csv_cell(row->writer, text, row->cells_left == 0);
}

void csv_row_decimal(struct csv_row *row, struct decimal decimal)
{
    if (decimal_is_in_range(decimal)) {
        writer_decimal(row->writer, decimal);
    }
    csv_row_end_cell(row);
}

void csv_row_count(struct csv_row *row, uint64_t count)
{
    writer_count(row->writer, count);
    csv_row_end_cell(row);
}

void csv_row_blanks(struct csv_row *row, size_t cells)
{
    for (size_t i = 0; i < cells; i++) {
        csv_row_end_cell(row);
    }
}
