#ifndef ZIPING_WITNESS_H
#define ZIPING_WITNESS_H

#include "arena.h"
#include "decimal.h"
#include "text.h"

/* A declared result that says something about a parameter: where it stands, and what is declared there. Projects go
   before the fit does, so a witness keeps its texts itself, in one block that grows with the longest. */

struct declared_result {
    struct text file;
    struct text project;
    struct text indicator; /* no bytes where it is about none */
    struct text grade;     /* declared; no bytes where it is about points */
    struct decimal points; /* declared, of the indicator or the execution; of a grade the computed total */
};

struct witness {
    bool is_given;
    struct declared_result result;
    char *block;
    size_t block_bytes;
};

/* Keeps a copy in place of what was kept before. `scratch` has the escape, which is taken where `memory` refuses a
   block; then the witness is as it was. */
void witness_keep(struct witness *witness, const struct memory *memory, struct arena *scratch,
                  const struct declared_result *result);
/* Gives the block back. */
void witness_end(struct witness *witness, const struct memory *memory);

#endif
