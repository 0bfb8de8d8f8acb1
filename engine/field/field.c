#include "field.h"

#include "must.h"
#include "nearest.h"
#include "value.h"
#include "writer.h"

#include <stdlib.h>

#define FULL_WIDTH_COLON TEXT("：")
#define LITERAL(literal)                                                                                               \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

/* What people write into a cell for a number that they do not have. */
static const struct text blank_marks[] = { LITERAL("-"), LITERAL("—"), LITERAL("——"), LITERAL("/"), LITERAL("未填报") };

/* ---- findings ---- */

enum term node_kind_term(enum node_kind kind)
{
    static const enum term terms[] = {
        [NODE_SCALAR] = TERM_scalar,
        [NODE_SEQUENCE] = TERM_sequence,
        [NODE_MAPPING] = TERM_mapping,
    };
    return terms[kind];
}

void report_wrong_type(struct loading *loading, struct text field, enum term expected, const struct node *found)
{
    bool could_be_mapping = expected != TERM_scalar && expected != TERM_sequence;
    if (could_be_mapping && found->kind == NODE_SCALAR && text_contains(found->text, FULL_WIDTH_COLON)) {
        finding_report(loading->findings, MESSAGE_wrong_type_full_width_colon, found->place, loading->indicator,
                       TEXT_ARGUMENT(field), TEXT_ARGUMENT(found->text));
        return;
    }
    finding_report(loading->findings, MESSAGE_wrong_type, found->place, loading->indicator, TEXT_ARGUMENT(field),
                   TERM_ARGUMENT(expected), TERM_ARGUMENT(node_kind_term(found->kind)));
}

void report_missing(struct loading *loading, struct text field, struct place place)
{
    finding_report(loading->findings, MESSAGE_missing_field, place, loading->indicator, TEXT_ARGUMENT(field));
}

void report_empty(struct loading *loading, struct text field, struct place place)
{
    finding_report(loading->findings, MESSAGE_empty_field, place, loading->indicator, TEXT_ARGUMENT(field));
}

void report_duplicate_field(struct loading *loading, struct text field, struct place place, struct text other,
                            struct place other_place)
{
    finding_report(loading->findings, MESSAGE_duplicate_field, place, loading->indicator, TEXT_ARGUMENT(field),
                   TEXT_ARGUMENT(other), COUNT_ARGUMENT(other_place.line));
}

static void report_wrong_word(struct loading *loading, struct text field, struct place place, struct text text,
                              struct text words)
{
    finding_report(loading->findings, MESSAGE_wrong_word, place, loading->indicator, TEXT_ARGUMENT(field),
                   TEXT_ARGUMENT(text), TEXT_ARGUMENT(words));
}

void report_wrong_list(struct loading *loading, struct text field, struct text words, const struct node *list)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, loading->arena);
    writer_character(&writer, '[');
    for (const struct node *item = list->first_child; item != NULL; item = item->next) {
        writer_string(&writer, item == list->first_child ? "" : ", ");
        writer_text(&writer, item->kind == NODE_SCALAR ? item->text : TEXT("…"));
    }
    writer_character(&writer, ']');
    report_wrong_word(loading, field, list->place, collected_text(&writer, &collected), words);
}

struct text texts_joined(struct arena *arena, const struct text *texts, size_t count)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    for (size_t i = 0; i < count; i++) {
        writer_string(&writer, i == 0 ? "" : "、");
        writer_text(&writer, texts[i]);
    }
    return collected_text(&writer, &collected);
}

/* ---- single nodes ---- */

bool node_is_blank(const struct node *node)
{
    if (node->kind != NODE_SCALAR) {
        return false;
    }
    struct text text = text_trimmed(node->text);
    bool is_null = text_equals(text, TEXT("~")) || text_equals(text, TEXT("null"));
    return text_is_empty(text) || (is_null && !node->is_quoted);
}

static bool is_number_blank(const struct node *node)
{
    if (node->kind != NODE_SCALAR) {
        return false;
    }
    struct text text = text_trimmed(node->text);
    for (size_t i = 0; i < sizeof(blank_marks) / sizeof(blank_marks[0]); i++) {
        if (text_equals(text, blank_marks[i])) {
            return true;
        }
    }
    return node_is_blank(node);
}

struct cell cell_load(struct loading *loading, struct text field, const struct node *node)
{
    struct cell cell = { .place = node->place };
    if (node->kind != NODE_SCALAR) {
        report_wrong_type(loading, field, TERM_scalar, node);
    } else if (!node_is_blank(node)) {
        cell.text = text_trimmed(node->text);
        cell.is_given = true;
    }
    return cell;
}

/* Whether `text` is a year; if so, its number. */
static bool year_read(struct loading *loading, struct text text, struct decimal *year_out)
{
    struct text folded = value_folded(loading->arena, text);
    struct decimal year;
    /* decimal_read takes a minus and a point, but with four digits of them there is no room for either. */
    bool has_sign_or_point = text_contains(folded, TEXT("-")) || text_contains(folded, TEXT("."));
    if (folded.size_bytes != 4 || has_sign_or_point || decimal_read(folded, &year) != DECIMAL_READ ||
        decimal_is_zero(year)) {
        return false;
    }
    *year_out = year;
    return true;
}

static bool is_whole(struct decimal number)
{
    return decimal_equals(number, decimal_truncated(number, 0));
}

/* As a word processor writes them. */
static bool is_in_chinese_quotes(struct text text)
{
    return text_starts_with(text, TEXT("“")) || text_starts_with(text, TEXT("‘")) || text_starts_with(text, TEXT("”"));
}

/* Reads a number of any kind. MESSAGE_COUNT when it is one; else the message that says what is wrong with it. */
static enum message figure_read(struct loading *loading, struct text text, enum field_kind kind,
                                struct decimal *value_out)
{
    if (kind == FIELD_YEAR) {
        enum message wrong = is_in_chinese_quotes(text) ? MESSAGE_number_quotes : MESSAGE_number_year;
        return year_read(loading, text, value_out) ? MESSAGE_COUNT : wrong;
    }
    struct decimal value;
    enum decimal_status status = number_read(text, kind == FIELD_PER_CENT || kind == FIELD_SHARE, &value);
    if (status == DECIMAL_TOO_LARGE) {
        return MESSAGE_number_too_large;
    }
    if (status == DECIMAL_NOT_A_NUMBER) {
        return is_in_chinese_quotes(text) ? MESSAGE_number_quotes : MESSAGE_unreadable_number;
    }
    if ((kind == FIELD_POSITIVE_NUMBER || kind == FIELD_COUNT) && decimal_sign(value) < 0) {
        return MESSAGE_number_negative;
    }
    if (kind == FIELD_COUNT && !is_whole(value)) {
        return MESSAGE_number_count;
    }
    if (kind == FIELD_SHARE) {
        if (!text_ends_with(value_folded(loading->arena, text), TEXT("%"))) {
            return MESSAGE_number_share;
        }
        value = decimal_shifted(value, -2);
    }
    *value_out = value;
    return MESSAGE_COUNT;
}

struct figure figure_load(struct loading *loading, struct text field, enum field_kind kind, const struct node *node)
{
    struct figure figure = { .place = node->place };
    if (node->kind != NODE_SCALAR) {
        report_wrong_type(loading, field, TERM_scalar, node);
        return figure;
    }
    if (is_number_blank(node)) {
        return figure;
    }
    figure.text = text_trimmed(node->text);
    enum message problem = figure_read(loading, figure.text, kind, &figure.value);
    if (problem == MESSAGE_COUNT) {
        figure.is_given = true;
    } else {
        figure.is_garbled = true;
        finding_report(loading->findings, problem, figure.place, loading->indicator, TEXT_ARGUMENT(field),
                       TEXT_ARGUMENT(figure.text));
    }
    return figure;
}

struct figure figure_load_required(struct loading *loading, struct text field, enum field_kind kind,
                                   const struct node *node)
{
    if (is_number_blank(node)) {
        report_empty(loading, field, node->place);
    }
    return figure_load(loading, field, kind, node);
}

bool word_load(struct loading *loading, struct text field, const struct cell *cell, const struct word *words,
               size_t word_count, int *value_out)
{
    struct text *choices = ARENA_ARRAY(loading->arena, struct text, word_count);
    for (size_t i = 0; i < word_count; i++) {
        if (text_equals(cell->text, words[i].word) || text_equals(cell->text, words[i].alias)) {
            *value_out = words[i].value;
            return true;
        }
        choices[i] = words[i].word;
    }
    report_wrong_word(loading, field, cell->place, cell->text, texts_joined(loading->arena, choices, word_count));
    return false;
}

/* ---- mappings ---- */

bool field_is_named(const struct field *field, struct text key)
{
    return text_equals(key, field->key) || text_equals(key, field->alias);
}

const struct node *field_value(const struct field *field, const struct node *mapping)
{
    for (const struct node *value = mapping->first_child; value != NULL; value = value->next) {
        if (field_is_named(field, value->key)) {
            return value;
        }
    }
    return NULL;
}

enum { MOST_FIELDS = 16 }; /* of a table */

/* What a mapping has for a field: the first value, which counts, and the first under the field's other name. */
struct field_found {
    const struct node *value;
    const struct node *other;
};

/* The field that `key` names, or field_count. Keys mostly come in the order of the table, so the look begins at
 * `expected`. */
static size_t table_find(const struct field_table *table, struct text key, size_t expected)
{
    for (size_t i = 0; i < table->field_count; i++) {
        size_t index = expected + i < table->field_count ? expected + i : expected + i - table->field_count;
        if (field_is_named(&table->fields[index], key)) {
            return index;
        }
    }
    return table->field_count;
}

static bool names_field(const struct field_table *table, struct text key)
{
    return table_find(table, key, 0) < table->field_count;
}

static void field_found_add(struct field_found *found, const struct node *value)
{
    if (found->value == NULL) {
        found->value = value;
    } else if (found->other == NULL && !text_equals(value->key, found->value->key)) {
        found->other = value;
    }
}

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

static void field_place_absent(const struct field *field, struct place place, void *slot)
{
    if (field->kind == FIELD_TEXT) {
        struct cell *cell = slot;
        cell->place = place;
    } else if (field->kind != FIELD_NODE) {
        struct figure *figure = slot;
        figure->place = place;
    }
}

static void field_load(struct loading *loading, const struct field *field, const struct field_found *found,
                       struct place mapping_place, void *slot)
{
    bool is_needed = field->need != FIELD_OPTIONAL;
    bool is_given = false;
    const struct node *node = found->value;
    if (node == NULL) {
        field_place_absent(field, mapping_place, slot);
        if (is_needed && !(field->need == FIELD_INHERITABLE && loading->is_extending)) {
            report_missing(loading, field->key, mapping_place);
        }
    } else {
        /* The same key twice is reported by whoever read the document; both names of one field only a table can know.
         */
        if (found->other != NULL) {
            report_duplicate_field(loading, found->other->key, found->other->key_place, node->key, node->key_place);
        }
        is_given = field_fill(loading, field, node, slot);
        bool is_number = field->kind != FIELD_TEXT && field->kind != FIELD_NODE;
        if (is_needed && (is_number ? is_number_blank(node) : node_is_blank(node))) {
            report_empty(loading, field->key, node->place);
        }
    }
    if (field->need == FIELD_DECISIVE && !is_given) {
        loading->is_scorable = false;
    }
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool ends_in_digit(struct text text)
{
    return text.size_bytes > 0 && is_digit(text.bytes[text.size_bytes - 1]);
}

/* {全年预算数: 1,270.92} is the number 1 and a key 270.92: three digits, no value, behind a number. */
static bool is_cut_number(const struct node *value, const struct node *previous)
{
    struct text key = value->key;
    return previous != NULL && previous->kind == NODE_SCALAR && !previous->is_quoted && ends_in_digit(previous->text) &&
           node_is_blank(value) && key.size_bytes >= 3 && is_digit(key.bytes[0]) && is_digit(key.bytes[1]) &&
           is_digit(key.bytes[2]) && (key.size_bytes == 3 || !is_digit(key.bytes[3]));
}

/* {指标值:≥300天} is a key with a colon in it. */
static bool is_field_with_colon(const struct field_table *table, struct text key)
{
    for (size_t i = 0; i < table->field_count * 2; i++) {
        struct text name = i % 2 == 0 ? table->fields[i / 2].key : table->fields[i / 2].alias;
        if (text_starts_with(key, name) && key.size_bytes > name.size_bytes && key.bytes[name.size_bytes] == ':') {
            return true;
        }
    }
    return false;
}

static void report_unknown_key(struct loading *loading, const struct field_table *table, const struct node *value,
                               const struct node *previous)
{
    if (is_cut_number(value, previous)) {
        finding_report(loading->findings, MESSAGE_number_cut, value->key_place, loading->indicator,
                       TEXT_ARGUMENT(value->key));
        loading->is_scorable = false;
        return;
    }
    struct text nearest = { 0 };
    size_t nearest_found = NEAREST_TOO_FAR;
    for (size_t i = 0; i < table->field_count * 2; i++) {
        const struct field *field = &table->fields[i / 2];
        struct text name = i % 2 == 0 ? field->key : field->alias;
        size_t distance = nearest_distance(value->key, name);
        if (distance < nearest_found) {
            nearest_found = distance;
            nearest = name;
        }
    }
    if (is_field_with_colon(table, value->key)) {
        finding_report(loading->findings, MESSAGE_unknown_key_colon, value->key_place, loading->indicator,
                       TEXT_ARGUMENT(value->key));
    } else if (text_contains(value->key, FULL_WIDTH_COLON)) {
        finding_report(loading->findings, MESSAGE_unknown_key_full_width_colon, value->key_place, loading->indicator,
                       TEXT_ARGUMENT(value->key));
    } else if (nearest_found < NEAREST_TOO_FAR) {
        finding_report(loading->findings, MESSAGE_unknown_key_nearest, value->key_place, loading->indicator,
                       TEXT_ARGUMENT(value->key), TEXT_ARGUMENT(nearest));
    } else {
        finding_report(loading->findings, MESSAGE_unknown_key, value->key_place, loading->indicator,
                       TEXT_ARGUMENT(value->key));
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
            expected = index + 1;
        } else if (!table->has_data_keys) {
            report_unknown_key(loading, table, value, previous);
        }
    }
}

bool fields_load(struct loading *loading, const struct field_table *table, const struct node *node, void *struct_out)
{
    struct field_found found[MOST_FIELDS] = { { NULL, NULL } };
    must(table->field_count <= MOST_FIELDS);
    if (node->kind != NODE_MAPPING) {
        report_wrong_type(loading, text_of(table->title), TERM_mapping, node);
        return false;
    }
    fields_find(loading, table, node, found);
    for (size_t i = 0; i < table->field_count; i++) {
        const struct field *field = &table->fields[i];
        field_load(loading, field, &found[i], node->place, (char *)struct_out + field->offset_bytes);
    }
    return true;
}

/* ---- keys that are data ---- */

struct ordered_node {
    const struct node *node;
    size_t position;
};

static int compare_keys(const void *a, const void *b)
{
    const struct ordered_node *first = a;
    const struct ordered_node *second = b;
    int order = text_compare(first->node->key, second->node->key);
    return order != 0 ? order : first->position < second->position ? -1 : 1;
}

struct entries data_entries(struct arena *arena, const struct field_table *table, const struct node *mapping)
{
    must(mapping->kind == NODE_MAPPING);
    size_t count = 0;
    struct ordered_node *ordered = ARENA_ARRAY(arena, struct ordered_node, mapping->child_count + 1);
    const struct node **nodes = ARENA_ARRAY(arena, const struct node *, mapping->child_count + 1);
    for (const struct node *value = mapping->first_child; value != NULL; value = value->next) {
        if (table == NULL || !names_field(table, value->key)) {
            nodes[count] = value;
            ordered[count] = (struct ordered_node){ value, count };
            count++;
        }
    }
    /* Sorted, so that a document with very many keys does not take the square of the time. */
    qsort(ordered, count, sizeof(ordered[0]), compare_keys);
    for (size_t i = 1; i < count; i++) {
        if (text_equals(ordered[i - 1].node->key, ordered[i].node->key)) {
            nodes[ordered[i].position] = NULL;
        }
    }
    struct entries entries = { nodes, 0 };
    for (size_t i = 0; i < count; i++) {
        if (nodes[i] != NULL) {
            nodes[entries.count++] = nodes[i];
        }
    }
    return entries;
}
