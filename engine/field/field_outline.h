#ifndef ZIPING_FIELD_OUTLINE_H
#define ZIPING_FIELD_OUTLINE_H

#include "field.h"

/* What a loader knows of its files, for those who describe them to others: indicators/schema is held to it. */

struct outlined_table {
    const char *name; /* one word for each table of an outline, such as fund_line */
    const struct field_table *table;
};

/* The words that one text field of a table may have. */
struct outlined_words {
    const struct field_table *table;
    const char *key;
    const struct word *words;
    size_t word_count;
};

struct field_outline {
    const struct outlined_table *tables;
    size_t table_count;
    const struct outlined_words *words;
    size_t words_count;
};

#endif
