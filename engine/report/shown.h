#ifndef ZIPING_SHOWN_H
#define ZIPING_SHOWN_H

#include "text.h"
#include "writer.h"

#include <stddef.h>

/* Texts of documents and file names on their way to a terminal. A document may hold anything: an escape sequence, a
   line end, a sign that turns the direction of writing; a file name need not be UTF-8. Line ends and tabs are shown as
   blanks, whatever else is not to be printed as U+FFFD. */

/* Takes the longest beginning that is UTF-8 off `rest` (which must not be blank) and answers it; where there is none, a
   byte, and answers U+FFFD. */
struct text valid_take(struct text *rest);

/* Takes the first character off `rest` (which must not be blank) and answers how it is shown. */
struct text shown_take(struct text *rest);

size_t shown_cells(struct text text);

void writer_shown(struct writer *writer, struct text text);

/* Writes at most `cells`; where that is not enough, the last one is “…”. Answers how many cells it wrote. */
size_t writer_shown_within(struct writer *writer, struct text text, size_t cells);

#endif
