#ifndef ZIPING_NEAREST_H
#define ZIPING_NEAREST_H

#include "text.h"

#include <stddef.h>

/* Guesses which word somebody meant. */

/* How far a written word is from a known one: 0 is the same but for case, more is further. Words that nobody would take
   for each other are NEAREST_TOO_FAR. Bounded: long words are too far from everything. */
enum { NEAREST_TOO_FAR = 1000 };
size_t nearest_distance(struct text written, struct text known);

#endif
