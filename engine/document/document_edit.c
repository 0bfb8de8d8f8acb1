#include "document_edit_parts.h"

void edits_begin(struct document_edits *edits, const struct document_layout *layout, struct arena *arena)
{
    *edits = (struct document_edits){ .layout = layout, .arena = arena };
}

/* Edits come in the order of the text but for a few, so that each mostly belongs behind the one before it. */
void edits_add(struct document_edits *edits, size_t begin, size_t end, struct text text)
{
    struct document_edit *edit = ARENA_NEW(edits->arena, struct document_edit);
    bool is_behind_recent = edits->recent != NULL && edits->recent->begin <= begin;
    struct document_edit **link = is_behind_recent ? &edits->recent->next : &edits->first;
    while (*link != NULL && (*link)->begin <= begin) {
        link = &(*link)->next;
    }
    *edit = (struct document_edit){ begin, end, text, *link };
    *link = edit;
    edits->recent = edit;
}

/* ---- bytes ---- */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

size_t offset_behind_blanks(struct text text, size_t offset)
{
    while (offset < text.size_bytes && is_blank(text.bytes[offset])) {
        offset++;
    }
    return offset;
}

size_t offset_of_line_end(struct text text, size_t offset)
{
    while (offset < text.size_bytes && text.bytes[offset] != '\n' && text.bytes[offset] != '\r') {
        offset++;
    }
    return offset;
}

size_t line_end_bytes(struct text text, size_t offset)
{
    if (offset >= text.size_bytes || (text.bytes[offset] != '\n' && text.bytes[offset] != '\r')) {
        return 0;
    }
    bool has_both = text.bytes[offset] == '\r' && offset + 1 < text.size_bytes && text.bytes[offset + 1] == '\n';
    return has_both ? 2 : 1;
}

struct text usual_line_end(struct text text, size_t offset)
{
    size_t end = offset_of_line_end(text, offset);
    if (end == text.size_bytes) {
        end = offset_of_line_end(text, 0);
    }
    return end == text.size_bytes ? TEXT("\n") : (struct text){ text.bytes + end, line_end_bytes(text, end) };
}

/* ---- the manner of a pair ---- */

static char quote_of(enum written_style style)
{
    switch (style) {
    case WRITTEN_IN_SINGLE_QUOTES:
        return '\'';
    case WRITTEN_IN_DOUBLE_QUOTES:
        return '"';
    case WRITTEN_PLAIN:
    case WRITTEN_AS_BLOCK:
    case WRITTEN_IN_BRACKETS:
    case WRITTEN_AS_ALIAS:
        break;
    }
    return 0;
}

/* What stands between two offsets, if that is a sign with only blanks around it; else `usual`. */
static struct text separator(struct text text, size_t begin, size_t end, char sign, struct text usual)
{
    size_t at = offset_behind_blanks(text, begin);
    bool is_plain = at < end && text.bytes[at] == sign && offset_behind_blanks(text, at + 1) == end;
    return is_plain ? (struct text){ text.bytes + begin, end - begin } : usual;
}

/* The comma in front of the pair behind this one, else of this one. */
static struct text comma_beside(const struct document_edits *edits, const struct written *pair, struct text usual)
{
    const struct written *before = pair;
    const struct written *after = pair->next;
    size_t begin = 0;
    if (after == NULL) {
        after = pair;
        before = pair->parent == NULL ? NULL : pair->parent->first_child;
        while (before != NULL && before->next != pair) {
            before = before->next;
        }
    }
    if (before == NULL || !offset_behind_value(edits, before, &begin)) {
        return usual;
    }
    return separator(edits->layout->text, begin, after->key.begin, ',', usual);
}

struct manner manner_beside(const struct document_edits *edits, const struct written *pair)
{
    struct text text = edits->layout->text;
    struct manner manner = {
        .is_english = !text_is_empty(pair->key.text) && (unsigned char)pair->key.text.bytes[0] < 0x80,
        .quote = quote_of(pair->key.style),
        .colon = TEXT(": "),
    };
    if (!written_is_left_out(pair) && !pair->has_properties) {
        manner.colon = separator(text, pair->key.end, pair->begin, ':', manner.colon);
    }
    bool is_tight = manner.colon.size_bytes == 1;
    if (is_tight && manner.quote == 0) {
        manner.colon = TEXT(": "); /* behind a plain key it takes a blank before a plain value */
    }
    manner.comma = comma_beside(edits, pair, is_tight ? TEXT(",") : TEXT(", "));
    return manner;
}

/* ---- writing pairs ---- */

/* Digits, and what else numbers have. */
static bool is_number(struct text text)
{
    size_t i = 0;
    while (i < text.size_bytes && ((text.bytes[i] >= '0' && text.bytes[i] <= '9') || text.bytes[i] == '.' ||
                                   (text.bytes[i] == '-' && i == 0))) {
        i++;
    }
    return i == text.size_bytes && i > 0;
}

/* Chinese characters and Latin letters only: a text that is the same in quotes and without. */
static bool is_plain_word(struct text text)
{
    size_t i = 0;
    while (i < text.size_bytes &&
           ((unsigned char)text.bytes[i] >= 0x80 || (text.bytes[i] >= 'A' && text.bytes[i] <= 'Z') ||
            (text.bytes[i] >= 'a' && text.bytes[i] <= 'z'))) {
        i++;
    }
    return i == text.size_bytes && i > 0 && !text_equals(text, TEXT("null"));
}

static void write_in_quotes(struct writer *writer, char quote, struct text text)
{
    for (size_t i = 0; i < text.size_bytes; i++) {
        if (quote == '\'' && text.bytes[i] == '\'') {
            writer_character(writer, '\'');
        } else if (quote == '"' && (text.bytes[i] == '"' || text.bytes[i] == '\\')) {
            writer_character(writer, '\\');
        }
        writer_character(writer, text.bytes[i]);
    }
}

void write_key(struct writer *writer, const struct manner *manner, struct text key, struct text alias)
{
    struct text word = manner->is_english ? alias : key;
    if (manner->quote == 0) {
        writer_text(writer, word);
        return;
    }
    writer_character(writer, manner->quote);
    writer_text(writer, word);
    writer_character(writer, manner->quote);
}

/* 87.7% */
static bool is_plain_rate(struct text text)
{
    static const char *const signs[] = { "%", "％", "﹪" };
    struct text number = { 0 };
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        struct text sign = text_of(signs[i]);
        number = text_ends_with(text, sign) ? text_without_last(text, sign.size_bytes) : number;
    }
    return is_number(number);
}

void write_value(struct writer *writer, const struct manner *manner, struct text text)
{
    bool needs_quotes = manner->quote == '"' || (!is_plain_word(text) && !is_plain_rate(text));
    if (is_number(text) || !needs_quotes) {
        writer_text(writer, text);
        return;
    }
    writer_character(writer, '"');
    write_in_quotes(writer, '"', text);
    writer_character(writer, '"');
}

void write_pair(struct writer *writer, const struct manner *manner, const struct wanted_value *value)
{
    write_key(writer, manner, value->key, value->alias);
    writer_text(writer, manner->colon);
    write_value(writer, manner, value->text);
}

/* ---- offsets of values ---- */

bool offset_behind_colon(const struct document_edits *edits, const struct written *pair, size_t *offset_out)
{
    struct text text = edits->layout->text;
    size_t at = offset_behind_blanks(text, pair->key.end);
    *offset_out = at + 1;
    return at < text.size_bytes && text.bytes[at] == ':';
}

bool offset_behind_value(const struct document_edits *edits, const struct written *value, size_t *offset_out)
{
    while (value->kind != NODE_SCALAR && value->style == WRITTEN_AS_BLOCK && value->last_child != NULL) {
        value = value->last_child;
    }
    bool is_pair = value->parent != NULL && value->parent->kind == NODE_MAPPING;
    if (written_is_left_out(value) && is_pair) {
        return offset_behind_colon(edits, value, offset_out);
    }
    *offset_out = value->end;
    return true;
}

/* ---- values that are there ---- */

static enum edit_status fill_left_out(struct document_edits *edits, const struct written *pair, struct text text)
{
    size_t offset = 0;
    struct writer writer;
    struct collected collected;
    struct manner manner = manner_beside(edits, pair);
    if (!offset_behind_colon(edits, pair, &offset)) {
        return EDIT_UNUSUAL;
    }
    writer_to_arena(&writer, &collected, edits->arena);
    writer_character(&writer, ' ');
    write_value(&writer, &manner, text);
    edits_add(edits, offset, offset, collected_text(&writer, &collected));
    return EDIT_MADE;
}

/* The text of a block, if it is one line: it keeps its header and its place. */
static enum edit_status replace_in_block(struct document_edits *edits, const struct written *pair, struct text text)
{
    struct text source = edits->layout->text;
    struct text line = text_trimmed(pair->text);
    size_t at = offset_of_line_end(source, pair->begin);
    while (at + line.size_bytes <= pair->end && memcmp(source.bytes + at, line.bytes, line.size_bytes) != 0) {
        at++;
    }
    if (text_is_empty(line) || at + line.size_bytes > pair->end) {
        return EDIT_UNUSUAL;
    }
    edits_add(edits, at, at + line.size_bytes, text);
    return EDIT_MADE;
}

static enum edit_status replace(struct document_edits *edits, const struct written *pair, struct text text)
{
    struct writer writer;
    struct collected collected;
    if (pair->kind != NODE_SCALAR || pair->has_properties) {
        return pair->is_repeated ? EDIT_REPEATED : EDIT_UNUSUAL;
    }
    if (written_is_left_out(pair)) {
        return fill_left_out(edits, pair, text);
    }
    if (pair->style == WRITTEN_AS_BLOCK) {
        return replace_in_block(edits, pair, text);
    }
    char quote = quote_of(pair->style);
    writer_to_arena(&writer, &collected, edits->arena);
    if (quote != 0) {
        write_in_quotes(&writer, quote, text);
    } else {
        struct manner manner = manner_beside(edits, pair);
        write_value(&writer, &manner, text);
    }
    edits_add(edits, pair->begin + (quote != 0), pair->end - (quote != 0), collected_text(&writer, &collected));
    return EDIT_MADE;
}

/* ---- mappings ---- */

static bool is_given_twice(const struct written *pair, const struct wanted_value *value)
{
    const struct written *other = pair->next;
    while (other != NULL && !text_equals(other->key.text, value->key) && !text_equals(other->key.text, value->alias)) {
        other = other->next;
    }
    return other != NULL;
}

/* The pair behind which the first values belong; NULL in a mapping without any. */
static const struct written *pair_before(const struct written *mapping, const struct wanted_values *wanted)
{
    for (size_t i = 0; i < wanted->behind_count; i++) {
        const struct written *pair = written_pair(mapping, wanted->behind[i].key, wanted->behind[i].alias);
        if (pair != NULL) {
            return pair;
        }
    }
    return mapping->last_child;
}

/* How many values from `from` on are not there and wanted. */
static size_t missing_count(const struct written *mapping, const struct wanted_values *wanted, size_t from)
{
    size_t to = from;
    while (to < wanted->count && wanted->values[to].is_wanted &&
           written_pair(mapping, wanted->values[to].key, wanted->values[to].alias) == NULL) {
        to++;
    }
    return to - from;
}

static enum edit_status set_values(struct document_edits *edits, const struct written *mapping,
                                   const struct wanted_values *wanted)
{
    enum edit_status status = EDIT_MADE;
    const struct written *before = pair_before(mapping, wanted);
    for (size_t i = 0; i < wanted->count && status == EDIT_MADE;) {
        const struct wanted_value *value = &wanted->values[i];
        const struct written *pair = written_pair(mapping, value->key, value->alias);
        size_t missing = missing_count(mapping, wanted, i);
        if (missing > 0) {
            status = insert_pairs(edits, &(struct insertion){ mapping, before, value, missing });
            i += missing;
            continue;
        }
        if (pair != NULL && value->is_wanted) {
            status = is_given_twice(pair, value) ? EDIT_GIVEN_TWICE : replace(edits, pair, value->text);
        }
        before = pair != NULL ? pair : before;
        i++;
    }
    return status;
}

enum edit_status edits_set(struct document_edits *edits, struct place place, const struct wanted_values *wanted)
{
    const struct written *mapping = layout_mapping(edits->layout, place);
    if (mapping == NULL) {
        return EDIT_UNUSUAL;
    }
    return written_is_repeated(mapping) ? EDIT_REPEATED : set_values(edits, mapping, wanted);
}

enum edit_status edits_set_within(struct document_edits *edits, struct place place, struct text key, struct text alias,
                                  struct place like, const struct wanted_values *wanted)
{
    const struct written *outer = layout_mapping(edits->layout, place);
    if (outer == NULL || outer->first_child == NULL) {
        return EDIT_UNUSUAL;
    }
    if (written_is_repeated(outer)) {
        return EDIT_REPEATED;
    }
    struct mapping_insertion insertion = { outer, layout_mapping(edits->layout, like), key, alias, wanted };
    const struct written *pair = written_pair(outer, key, alias);
    if (pair == NULL) {
        return insert_mapping(edits, &insertion);
    }
    if (is_given_twice(pair, &(struct wanted_value){ .key = key, .alias = alias })) {
        return EDIT_GIVEN_TWICE;
    }
    if (pair->style == WRITTEN_AS_ALIAS) {
        return EDIT_REPEATED;
    }
    bool is_scalar = pair->kind == NODE_SCALAR && !pair->has_properties && pair->style != WRITTEN_AS_BLOCK;
    return is_scalar ? fill_mapping(edits, &insertion, pair) : EDIT_UNUSUAL;
}

/* ---- all edits ---- */

struct text edits_applied(const struct document_edits *edits)
{
    struct text text = edits->layout->text;
    struct writer writer;
    struct collected collected;
    size_t offset = 0;
    writer_to_arena(&writer, &collected, edits->arena);
    for (const struct document_edit *edit = edits->first; edit != NULL; edit = edit->next) {
        size_t begin = edit->begin > offset ? edit->begin : offset;
        writer_text(&writer, (struct text){ text.bytes + offset, begin - offset });
        writer_text(&writer, edit->text);
        offset = edit->end > begin ? edit->end : begin;
    }
    writer_text(&writer, text_without_first(text, offset));
    return collected_text(&writer, &collected);
}
