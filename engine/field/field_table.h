#ifndef ZIPING_FIELD_TABLE_H
#define ZIPING_FIELD_TABLE_H

#include "field.h"

/* Which field a key names. */

/* The number of the field in the table, or field_count where none has that name. Keys mostly come in the order of the
   table, so the look begins at `expected`. */
size_t table_find(const struct field_table *table, struct text key, size_t expected);

bool table_names_field(const struct field_table *table, struct text key);

/* Forgets the table before and its spellings. */
void spellings_begin(struct field_spellings *spellings, const struct field_table *table);

/* How each field of the table is spelt, as far as mappings by it were the last ones loaded; of the others, how it
   probably is. Behind the last field stands what no key is. */
static inline struct text *spellings_of(struct field_spellings *spellings, const struct field_table *table)
{
    if (spellings->table != table) {
        spellings_begin(spellings, table);
    }
    return spellings->keys;
}

/* How many of `count` fields `key`, which is not spelt as the first one, passes over before it comes to one that is
   spelt so; that is then remembered to be spelt with the bytes of `key`. SIZE_MAX where there is none, or one would be
   passed over that is needed. */
size_t fields_to_pass(const struct field *fields, size_t count, struct text *spellings, struct text key);

#endif
