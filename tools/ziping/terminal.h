#ifndef ZIPING_PROGRAM_TERMINAL_H
#define ZIPING_PROGRAM_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the descriptor is a terminal that understands more than plain text. */
bool terminal_is_capable(int descriptor);

/* Cells of a line; 0 where that is not known. */
size_t terminal_columns(int descriptor);

/* Gives each of the three standard descriptors something to refer to, so that no file we open is taken for one of
   them. What was closed stays unusable: writing to it fails, and is noticed. */
void standard_descriptors_keep(void);

#endif
