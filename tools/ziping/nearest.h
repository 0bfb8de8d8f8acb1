#ifndef ZIPING_PROGRAM_NEAREST_H
#define ZIPING_PROGRAM_NEAREST_H

#include <stddef.h>

enum { NOT_NEAR = 1000 };

/* How far a word that was typed is from one that is known: letters to add, take away or replace. NOT_NEAR where
   nobody would have meant it. Capitals and _ count as what they stand for. */
size_t nearness(const char *typed, const char *known, size_t known_size);

#endif
