#ifndef ZIPING_WIDTH_H
#define ZIPING_WIDTH_H

#include "text.h"

#include <stddef.h>

/* How many terminal cells a valid UTF-8 text takes: a Chinese character 2, a Latin letter 1, a combining or control
   character 0. Signs of ambiguous width (≥ · “ ”) take 1, as in a UTF-8 terminal. */
size_t width_cells(struct text text);

/* The longest beginning of `text` that takes at most `cells`. */
struct text width_first(struct text text, size_t cells);

#endif
