#ifndef ZIPING_TEXT_WRAP_H
#define ZIPING_TEXT_WRAP_H

#include "text.h"
#include "writer.h"

#include <stdbool.h>
#include <stddef.h>

/* Running text in lines of a terminal, with a hanging indentation. Chinese may be parted anywhere but before closing
   and after opening punctuation, Latin only at blanks; what is wider than a line is parted where the line ends. Nothing
   is kept but the run of characters that may not be parted, so that the text may be of any length. */

enum { WRAP_RUN_BYTES = 1024 };

struct wrap {
    struct writer pieces; /* the text goes here, in pieces that part no character */
    struct writer *writer;
    size_t columns;
    size_t indent_cells; /* of the lines after the first */
    size_t used_cells;   /* of the line so far */
    bool has_blank;      /* between what is written and the run */
    bool is_wide_last;   /* the run's last character may be parted from the next */
    bool is_open_last;   /* … but not this one */
    size_t run_bytes;
    size_t run_cells;
    char run[WRAP_RUN_BYTES];
};

/* `used_cells` are on the line already. */
void wrap_begin(struct wrap *wrap, struct writer *writer, size_t used_cells, size_t indent_cells, size_t columns);
/* Writes what is left, and ends the line. */
void wrap_end(struct wrap *wrap);

#endif
