#include "field_report.h"

#include "nearest.h"
#include "writer.h"

#define FULL_WIDTH_COLON TEXT("：")

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

void report_wrong_word(struct loading *loading, struct text field, struct place place, struct text text,
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

/* ---- unknown keys ---- */

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

void report_unknown_key(struct loading *loading, const struct field_table *table, const struct node *value,
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
