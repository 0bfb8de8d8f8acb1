#ifndef ZIPING_DOCUMENT_EDIT_PARTS_H
#define ZIPING_DOCUMENT_EDIT_PARTS_H

#include "document_edit.h"
#include "writer.h"

/* What document_edit.c and document_insert.c share. */

/* How a pair is written beside another one. */
struct manner {
    bool is_english;   /* its key is */
    char quote;        /* of its key; 0: none */
    struct text colon; /* between key and value, with the blanks around it */
    struct text comma; /* between two pairs in brackets */
};

struct manner manner_beside(const struct document_edits *edits, const struct written *pair);
void write_pair(struct writer *writer, const struct manner *manner, const struct wanted_value *value);
void write_key(struct writer *writer, const struct manner *manner, struct text key, struct text alias);
/* A text as a value of its own, in quotes where it needs them or where keys have them. */
void write_value(struct writer *writer, const struct manner *manner, struct text text);

void edits_add(struct document_edits *edits, size_t begin, size_t end, struct text text);

/* Where a value that is left out belongs: behind its colon. False where that is not behind its key. */
bool offset_behind_colon(const struct document_edits *edits, const struct written *pair, size_t *offset_out);
/* Behind the last byte of a value. */
bool offset_behind_value(const struct document_edits *edits, const struct written *value, size_t *offset_out);

size_t offset_behind_blanks(struct text text, size_t offset);
size_t offset_of_line_end(struct text text, size_t offset);
/* How many bytes the line end at an offset has; 0 where there is none. */
size_t line_end_bytes(struct text text, size_t offset);
/* The line end that the document uses, at or behind an offset if there is one. */
struct text usual_line_end(struct text text, size_t offset);

/* Values that are not there yet, behind a pair of the mapping; `behind` is NULL where it has none. */
struct insertion {
    const struct written *mapping;
    const struct written *behind;
    const struct wanted_value *values;
    size_t count;
};
enum edit_status insert_pairs(struct document_edits *edits, const struct insertion *insertion);

/* A pair whose value is a mapping of the values, behind the last pair of `outer` and the comments set in below it. */
struct mapping_insertion {
    const struct written *outer;
    const struct written *like;
    struct text key;
    struct text alias;
    const struct wanted_values *wanted;
};
enum edit_status insert_mapping(struct document_edits *edits, const struct mapping_insertion *insertion);
/* The same for a key that is there without a value. */
enum edit_status fill_mapping(struct document_edits *edits, const struct mapping_insertion *insertion,
                              const struct written *pair);

#endif
