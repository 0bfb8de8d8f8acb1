#ifndef ZIPING_FIELD_REPORT_H
#define ZIPING_FIELD_REPORT_H

#include "field.h"

/* Findings that only this floor reports; those that loaders report too are in field.h. */

/* wrong-type: `text` is none of `words`. */
void report_wrong_word(struct loading *loading, struct text field, struct place place, struct text text,
                       struct text words);

/* unknown-key, with what was probably meant, or unreadable-number where it is the rest of one. `previous` is the value
   before, NULL at the first. */
void report_unknown_key(struct loading *loading, const struct field_table *table, const struct node *value,
                        const struct node *previous);

#endif
