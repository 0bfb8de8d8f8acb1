#include "field.h"

#include "field_report.h"
#include "field_table.h"

const struct node *field_value(const struct field *field, const struct node *mapping)
{
    for (const struct node *value = mapping->first_child; value != NULL; value = value->next) {
        if (field_is_named(field, value->key)) {
            return value;
        }
    }
    return NULL;
}

/* ---- plain values ---- */

enum { PLAIN_NUMBER_MOST_BYTES = 14 }; /* a digit, a point and DECIMAL_MOST_PLACES; fits 64 bits */

static inline unsigned digit_of(char byte)
{
    return (unsigned)(unsigned char)byte - '0';
}

/* Reads digits, with or without a point and places: the form of nearly all numbers. False for all else, a number or
   not. */
static inline bool plain_number_read(struct text text, struct decimal *number_out)
{
    if (text_is_empty(text) || text.size_bytes > PLAIN_NUMBER_MOST_BYTES || digit_of(text.bytes[0]) > 9) {
        return false;
    }
    const char *byte = text.bytes;
    const char *end = byte + text.size_bytes;
    int64_t coefficient = digit_of(*byte);
    while (++byte != end && digit_of(*byte) <= 9) {
        coefficient = coefficient * 10 + digit_of(*byte);
    }
    if (byte == end) {
        *number_out = (struct decimal){ coefficient, 0 };
        return true;
    }
    uint32_t places = (uint32_t)(end - byte) - 1;
    if (*byte != '.' || places == 0) {
        return false;
    }
    while (++byte != end) {
        if (digit_of(*byte) > 9) {
            return false;
        }
        coefficient = coefficient * 10 + digit_of(*byte);
    }
    *number_out = (struct decimal){ coefficient, places };
    return true;
}

/* What of the text of a figure is to be a number at a glance; no bytes where its kind needs more than that. */
static inline struct text plain_number_text(enum field_kind kind, struct text text)
{
    bool has_per_cent = false;
    switch (kind) {
    case FIELD_NUMBER:
    case FIELD_POSITIVE_NUMBER:
        return text;
    case FIELD_PER_CENT:
        has_per_cent = !text_is_empty(text) && text.bytes[text.size_bytes - 1] == '%';
        return (struct text){ text.bytes, text.size_bytes - has_per_cent };
    case FIELD_YEAR:
        if (text.size_bytes == 4 && text.bytes[0] != '0' && memchr(text.bytes, '.', 4) == NULL) {
            return text;
        }
        break;
    case FIELD_COUNT:
    case FIELD_SHARE:
    case FIELD_TEXT:
    case FIELD_NODE:
        break;
    }
    return (struct text){ 0 };
}

/* Puts a value where its field belongs, if a glance shows what it says and that nothing is wrong with it. Otherwise
   answers false: there is more to look at. */
static inline bool plain_field_fill(enum field_kind kind, const struct node *node, void *slot)
{
    if (node->kind != NODE_SCALAR) {
        if (kind == FIELD_NODE) {
            *(const struct node **)slot = node;
        }
        return kind == FIELD_NODE;
    }
    if (kind == FIELD_TEXT) {
        if (is_plainly_written(node->text)) {
            *(struct cell *)slot = (struct cell){ node->text, node->place, true };
            return true;
        }
        return false;
    }
    struct decimal value;
    if (!plain_number_read(plain_number_text(kind, node->text), &value)) {
        return false;
    }
    *(struct figure *)slot = (struct figure){ value, node->text, node->place, true, false };
    return true;
}

/* ---- single fields ---- */

/* Puts what a field holds where it belongs; answers whether anything is given. */
static bool field_fill(struct loading *loading, const struct field *field, const struct node *node, void *slot)
{
    if (field->kind == FIELD_NODE) {
        const struct node **node_slot = slot;
        *node_slot = node_is_blank(node) ? NULL : node;
        return *node_slot != NULL;
    }
    if (field->kind == FIELD_TEXT) {
        struct cell *cell = slot;
        *cell = cell_load(loading, field->key, node);
        return cell->is_given;
    }
    struct figure *figure = slot;
    *figure = figure_load(loading, field->key, field->kind, node);
    return figure->is_given;
}

static bool field_is_number(const struct field *field)
{
    return field->kind != FIELD_TEXT && field->kind != FIELD_NODE;
}

static bool field_is_blank(const struct field *field, const struct node *node)
{
    return field_is_number(field) ? number_is_blank(node) : node_is_blank(node);
}

static inline void field_leave_out(const struct field *field, struct place place, void *slot)
{
    if (field->kind == FIELD_TEXT) {
        *(struct cell *)slot = (struct cell){ .place = place };
    } else if (field->kind == FIELD_NODE) {
        *(const struct node **)slot = NULL;
    } else {
        *(struct figure *)slot = (struct figure){ .place = place };
    }
}

/* ---- mappings as they mostly are ---- */

/* Fills a field with a scalar that is not plain, but nothing to report either: blank where it may be, or a text.
   Answers false for all else. */
static bool unplain_field_fill(struct loading *loading, const struct field *field, const struct node *node, void *slot)
{
    if (node->kind != NODE_SCALAR ||
        (field_is_blank(field, node) ? field->need != FIELD_OPTIONAL : field_is_number(field))) {
        return false;
    }
    field_fill(loading, field, node, slot);
    return true;
}

static inline void fields_leave_out(const struct field *field, const struct field *end, struct place place,
                                    char *struct_out)
{
    for (; field != end; field++) {
        field_leave_out(field, place, struct_out + field->offset_bytes);
    }
}

/* Whether a key is spelt like this. Readers may give equal keys the same bytes, so that where they are tells what they
   are; it is remembered where this one is. */
static inline bool is_spelt(struct text *spelling, struct text key)
{
    if (key.size_bytes != spelling->size_bytes) {
        return false;
    }
    if (key.bytes != spelling->bytes) {
        if (!short_text_equals(key, *spelling)) {
            return false;
        }
        spelling->bytes = key.bytes;
    }
    return true;
}

/* Where the load of a mapping is in its table. */
struct field_cursor {
    const struct field *field;
    const struct field *end;
    struct text *spelling; /* of `field` */
};

static bool find_further_field(struct field_cursor *cursor, struct text key, struct place place, char *struct_out)
{
    size_t passed = fields_to_pass(cursor->field, (size_t)(cursor->end - cursor->field), cursor->spelling, key);
    if (passed == SIZE_MAX) {
        return false;
    }
    fields_leave_out(cursor->field, cursor->field + passed, place, struct_out);
    cursor->field += passed;
    cursor->spelling += passed;
    return true;
}

/* Goes on to the field of a key, over those that are absent. Answers false where that is none that may come next. Where
   it is not the first one it is mostly the second. */
static inline bool find_field(struct field_cursor *cursor, struct text key, struct place place, char *struct_out)
{
    const struct field *field = cursor->field;
    if (is_spelt(cursor->spelling, key)) {
        return true;
    }
    if (field == cursor->end || field->need != FIELD_OPTIONAL || !is_spelt(cursor->spelling + 1, key)) {
        return find_further_field(cursor, key, place, struct_out);
    }
    field_leave_out(field, place, struct_out + field->offset_bytes);
    cursor->field++;
    cursor->spelling++;
    return true;
}

/* Loads a mapping whose keys come in the order of the table and spelt as before, with nothing to report. Answers false
   where it is not like that; then what is filled has to be filled again. */
static inline bool fields_load_in_order(struct loading *loading, const struct field_table *table,
                                        const struct node *mapping, char *struct_out)
{
    struct field_cursor cursor = { table->fields, table->fields + table->field_count,
                                   spellings_of(&loading->spellings, table) };
    for (const struct node *value = mapping->first_child; value != NULL; value = value->next) {
        if (!find_field(&cursor, value->key, mapping->place, struct_out)) {
            if (table->has_data_keys && !table_names_field(table, value->key)) {
                continue;
            }
            return false;
        }
        const struct field *field = cursor.field++;
        cursor.spelling++;
        if (!plain_field_fill(field->kind, value, struct_out + field->offset_bytes) &&
            !unplain_field_fill(loading, field, value, struct_out + field->offset_bytes)) {
            return false;
        }
    }
    const struct field *field = cursor.field;
    for (; field != cursor.end && field->need == FIELD_OPTIONAL; field++) {
        field_leave_out(field, mapping->place, struct_out + field->offset_bytes);
    }
    return field == cursor.end;
}

/* ---- all other mappings ---- */

/* What a mapping has for a field: the first value, which counts, and the first under the field's other name. */
struct field_found {
    const struct node *value;
    const struct node *other;
};

static void field_found_add(struct field_found *found, const struct node *value)
{
    if (found->value == NULL) {
        found->value = value;
    } else if (found->other == NULL && !text_equals(value->key, found->value->key)) {
        found->other = value;
    }
}

static void field_load(struct loading *loading, const struct field *field, const struct field_found *found,
                       struct place mapping_place, void *slot)
{
    bool is_needed = field->need != FIELD_OPTIONAL;
    bool is_given = false;
    const struct node *node = found->value;
    if (node == NULL) {
        field_leave_out(field, mapping_place, slot);
        if (is_needed && !(field->need == FIELD_INHERITABLE && loading->is_extending)) {
            report_missing(loading, field->key, mapping_place);
        }
    } else {
        /* The same key twice is reported by whoever read the document; both names of one field only a table can know.
         */
        if (found->other != NULL) {
            report_duplicate_field(loading, found->other->key, found->other->key_place, node->key, node->key_place);
        }
        is_given = plain_field_fill(field->kind, node, slot) || field_fill(loading, field, node, slot);
        if (is_needed && !is_given && field_is_blank(field, node)) {
            report_empty(loading, field->key, node->place);
        }
    }
    if (field->need == FIELD_DECISIVE && !is_given) {
        loading->is_scorable = false;
    }
}

/* Finds the value of each field, in one pass, and reports the keys that are none. */
static void fields_find(struct loading *loading, const struct field_table *table, const struct node *mapping,
                        struct field_found *found)
{
    const struct node *previous = NULL;
    size_t expected = 0;
    for (const struct node *value = mapping->first_child; value != NULL; previous = value, value = value->next) {
        size_t index = table_find(table, value->key, expected);
        if (index < table->field_count) {
            field_found_add(&found[index], value);
            loading->spellings.keys[index] = value->key;
            loading->spellings.is_english = text_equals(value->key, table->fields[index].alias);
            expected = index + 1;
        } else if (!table->has_data_keys) {
            report_unknown_key(loading, table, value, previous);
        }
    }
}

/* What is in a cell, without a finding where it is no text. */
static struct text written_text(const struct node *node)
{
    bool is_written = node->kind == NODE_SCALAR && !node_is_blank(node);
    return is_written ? text_trimmed(node->text) : (struct text){ 0 };
}

static void fields_load_in_any_order(struct loading *loading, const struct field_table *table,
                                     const struct node *mapping, char *struct_out)
{
    struct field_found found[FIELD_TABLE_MOST_FIELDS] = { { NULL, NULL } };
    if (table->names_indicator) {
        const struct node *name = field_value(&table->fields[0], mapping);
        loading->indicator = name == NULL ? (struct text){ 0 } : written_text(name);
    }
    fields_find(loading, table, mapping, found);
    for (size_t i = 0; i < table->field_count; i++) {
        const struct field *field = &table->fields[i];
        field_load(loading, field, &found[i], mapping->place, struct_out + field->offset_bytes);
    }
}

bool fields_load(struct loading *loading, const struct field_table *table, const struct node *node, void *struct_out)
{
    if (node->kind != NODE_MAPPING) {
        report_wrong_type(loading, text_of(table->title), TERM_mapping, node);
        return false;
    }
    if (!fields_load_in_order(loading, table, node, struct_out)) {
        fields_load_in_any_order(loading, table, node, struct_out);
    }
    return true;
}
