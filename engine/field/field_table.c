#include "field_table.h"

#include "must.h"

size_t table_find(const struct field_table *table, struct text key, size_t expected)
{
    for (size_t i = 0; i < table->field_count; i++) {
        size_t index = expected + i < table->field_count ? expected + i : expected + i - table->field_count;
        if (field_is_named(&table->fields[index], key)) {
            return index;
        }
    }
    return table->field_count;
}

bool table_names_field(const struct field_table *table, struct text key)
{
    return table_find(table, key, 0) < table->field_count;
}

void spellings_begin(struct field_spellings *spellings, const struct field_table *table)
{
    must(table->field_count <= FIELD_TABLE_MOST_FIELDS);
    spellings->table = table;
    for (size_t i = 0; i < table->field_count; i++) {
        spellings->keys[i] = spellings->is_english ? table->fields[i].alias : table->fields[i].key;
    }
    spellings->keys[table->field_count] = (struct text){ NULL, SIZE_MAX };
}

size_t fields_to_pass(const struct field *fields, size_t count, struct text *spellings, struct text key)
{
    for (size_t passed = 0; passed < count && fields[passed].need == FIELD_OPTIONAL; passed++) {
        struct text *next = &spellings[passed + 1];
        if (short_text_equals(key, *next)) {
            next->bytes = key.bytes;
            return passed + 1;
        }
    }
    return SIZE_MAX;
}
