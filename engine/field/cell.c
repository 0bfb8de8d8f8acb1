#include "field.h"
#include "field_report.h"
#include "value.h"

#define LITERAL(literal)                                                                                               \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

/* What people write into a cell for a number that they do not have. */
static const struct text blank_marks[] = { LITERAL("-"), LITERAL("—"), LITERAL("——"), LITERAL("/"), LITERAL("未填报") };

bool node_is_blank(const struct node *node)
{
    if (node->kind != NODE_SCALAR || is_plainly_written(node->text)) {
        return false;
    }
    struct text text = text_trimmed(node->text);
    bool is_null = text_equals(text, TEXT("~")) || text_equals(text, TEXT("null"));
    return text_is_empty(text) || (is_null && !node->is_quoted);
}

bool number_is_blank(const struct node *node)
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
    if (number_is_blank(node)) {
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
    if (number_is_blank(node)) {
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
