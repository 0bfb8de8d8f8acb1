#ifndef ZIPING_DOCUMENT_EDIT_H
#define ZIPING_DOCUMENT_EDIT_H

#include "arena.h"
#include "document_layout.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>

/* Values put into a document in place: their own bytes change and no others. What is there keeps its quotes; what is
   not there is written as the pairs around it are. Memory comes from an arena with an escape. */

enum edit_status {
    EDIT_MADE,
    EDIT_REPEATED,    /* it is written once and stands for several, or is a reference to such */
    EDIT_GIVEN_TWICE, /* the key stands twice */
    EDIT_UNUSUAL,     /* it is written in a way that is not known here */
    EDIT_STATUS_COUNT
};

struct document_edit {
    size_t begin; /* of the bytes that go; as `end` where none do */
    size_t end;
    struct text text; /* that comes instead */
    struct document_edit *next;
};

/* In the order of the text; what comes to stand at one offset, in the order in which it was put there. */
struct document_edits {
    const struct document_layout *layout;
    struct arena *arena;
    struct document_edit *first;
    struct document_edit *recent; /* the one that was put there last */
};

/* One of the values that belong together in a mapping, in the order in which they are usually written. */
struct wanted_value {
    struct text key;
    struct text alias; /* the key in English */
    struct text text;
    bool is_wanted; /* else it stays as it is, and only tells where the next one belongs */
};

struct wanted_values {
    const struct wanted_value *values;
    size_t count;
    /* Behind which key the first ones belong that are not there: the first of these that is there, else the mapping's
       last one. */
    const struct wanted_value *behind;
    size_t behind_count;
};

void edits_begin(struct document_edits *edits, const struct document_layout *layout, struct arena *arena);

/* Puts values into the mapping at a place. Where it cannot, edits that were made so far are of no use. */
enum edit_status edits_set(struct document_edits *edits, struct place place, const struct wanted_values *wanted);

/* Puts values into a mapping that is to be there: `key` of the mapping at `place`, where it has no value or is not
   there yet. A mapping by indentation is made where the one at `like` is one, else one in brackets. */
enum edit_status edits_set_within(struct document_edits *edits, struct place place, struct text key, struct text alias,
                                  struct place like, const struct wanted_values *wanted);

/* The document with the edits, in the arena. */
struct text edits_applied(const struct document_edits *edits);

#endif
