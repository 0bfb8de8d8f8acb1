#include "document_layout.h"

#include "document_anchor.h"
#include "document_mask.h"

/* A sequence or mapping that is open. */
struct open_written {
    struct open_written *below;
    struct written *written;
    bool has_key; /* the key of the next value was met: */
    struct written_key key;
};

struct mapping_entry {
    const struct written *mapping;
    struct mapping_entry *next;
};

/* The character that was looked at last. */
struct character_cursor {
    size_t offset;
    size_t line; /* from 0, as libyaml counts */
    size_t column;
};

struct layout_reading {
    struct yaml_reading *yaml;
    const struct document_slice *slice;
    struct arena *arena;
    struct anchor_table anchors;
    struct character_cursor cursor;
    struct open_written *top;
    struct open_written *spare;
    size_t height;
    size_t most_height;
    struct mapping_entry *first_mapping;
    struct mapping_entry **last_mapping;
    size_t mapping_count;
};

/* ---- marks of libyaml ---- */

static void step(struct character_cursor *cursor, struct text text)
{
    char byte = text.bytes[cursor->offset++];
    if (byte == '\r' && cursor->offset < text.size_bytes && text.bytes[cursor->offset] == '\n') {
        cursor->offset++;
    }
    if (byte == '\r' || byte == '\n') {
        cursor->line++;
        cursor->column = 0;
        return;
    }
    while (cursor->offset < text.size_bytes && ((unsigned char)text.bytes[cursor->offset] & 0xC0) == 0x80) {
        cursor->offset++;
    }
    cursor->column++;
}

static bool is_at_or_behind(const struct character_cursor *cursor, yaml_mark_t mark)
{
    return cursor->line > mark.line || (cursor->line == mark.line && cursor->column >= mark.column);
}

/* Marks come in the order of the text but for a few, so that it is gone through about once. */
static size_t offset_of(struct layout_reading *reading, yaml_mark_t mark)
{
    struct character_cursor *cursor = &reading->cursor;
    struct text text = reading->slice->text;
    if (cursor->line > mark.line || (cursor->line == mark.line && cursor->column > mark.column)) {
        *cursor = (struct character_cursor){ 0 };
    }
    while (cursor->offset < text.size_bytes && !is_at_or_behind(cursor, mark)) {
        step(cursor, text);
    }
    return cursor->offset;
}

static struct place place_of(const struct layout_reading *reading, yaml_mark_t mark)
{
    struct place first = reading->slice->place;
    uint32_t first_column = mark.line == 0 ? first.column : 1;
    return (struct place){ first.line + (uint32_t)mark.line, first_column + (uint32_t)mark.column };
}

/* ---- keys and values ---- */

static bool copy_text(struct layout_reading *reading, const yaml_event_t *event, struct text *copy_out)
{
    char *bytes = arena_try(reading->arena, event->data.scalar.length);
    if (bytes == NULL) {
        return false;
    }
    memcpy(bytes, event->data.scalar.value, event->data.scalar.length);
    *copy_out = (struct text){ bytes, event->data.scalar.length };
    return true;
}

static enum written_style style_of_scalar(const yaml_event_t *event)
{
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return WRITTEN_IN_SINGLE_QUOTES;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return WRITTEN_IN_DOUBLE_QUOTES;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
        return WRITTEN_AS_BLOCK;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
        break;
    }
    return WRITTEN_PLAIN;
}

static enum document_status take_key(struct layout_reading *reading, const yaml_event_t *event)
{
    struct open_written *top = reading->top;
    if (event->type != YAML_SCALAR_EVENT) {
        return DOCUMENT_UNREADABLE;
    }
    top->has_key = true;
    top->key = (struct written_key){ .style = style_of_scalar(event),
                                     .begin = offset_of(reading, event->start_mark),
                                     .column = place_of(reading, event->start_mark).column };
    top->key.end = offset_of(reading, event->end_mark);
    return copy_text(reading, event, &top->key.text) ? DOCUMENT_READ : DOCUMENT_NO_MEMORY;
}

/* Puts it where it belongs. */
static struct written *add(struct layout_reading *reading, enum node_kind kind, const yaml_event_t *event)
{
    struct open_written *top = reading->top;
    struct written *written = arena_try(reading->arena, sizeof(*written));
    if (written == NULL) {
        return NULL;
    }
    written->kind = kind;
    written->begin = offset_of(reading, event->start_mark);
    written->place = place_of(reading, event->start_mark);
    if (top == NULL) {
        return written;
    }
    written->parent = top->written;
    written->key = top->key;
    top->has_key = false;
    if (top->written->last_child == NULL) {
        top->written->first_child = written;
    } else {
        top->written->last_child->next = written;
    }
    top->written->last_child = written;
    return written;
}

static bool note_anchor(struct layout_reading *reading, const yaml_char_t *name, struct written *written)
{
    if (name == NULL) {
        return true;
    }
    struct anchor *anchor = anchor_add(&reading->anchors, reading->arena, text_of((const char *)name));
    if (anchor != NULL) {
        anchor->written = written;
    }
    return anchor != NULL;
}

static enum document_status take_scalar(struct layout_reading *reading, const yaml_event_t *event)
{
    struct written *written = add(reading, NODE_SCALAR, event);
    if (written == NULL || !copy_text(reading, event, &written->text) ||
        !note_anchor(reading, event->data.scalar.anchor, written)) {
        return DOCUMENT_NO_MEMORY;
    }
    written->style = style_of_scalar(event);
    written->has_properties = event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;
    written->end = offset_of(reading, event->end_mark);
    return DOCUMENT_READ;
}

static enum document_status take_alias(struct layout_reading *reading, const yaml_event_t *event)
{
    struct written *written = add(reading, NODE_SCALAR, event);
    if (written == NULL) {
        return DOCUMENT_NO_MEMORY;
    }
    written->style = WRITTEN_AS_ALIAS;
    written->end = offset_of(reading, event->end_mark);
    const struct anchor *anchor = anchor_find(&reading->anchors, text_of((const char *)event->data.alias.anchor));
    if (anchor != NULL && anchor->written != NULL) {
        anchor->written->is_repeated = true;
    }
    return DOCUMENT_READ;
}

/* ---- sequences and mappings ---- */

static bool note_mapping(struct layout_reading *reading, const struct written *mapping)
{
    struct mapping_entry *entry = arena_try(reading->arena, sizeof(*entry));
    if (entry == NULL) {
        return false;
    }
    entry->mapping = mapping;
    *reading->last_mapping = entry;
    reading->last_mapping = &entry->next;
    reading->mapping_count++;
    return true;
}

static enum document_status open_collection(struct layout_reading *reading, const yaml_event_t *event)
{
    bool is_mapping = event->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *anchor = is_mapping ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t *tag = is_mapping ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    bool is_in_brackets = is_mapping ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                                     : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    struct written *written = add(reading, is_mapping ? NODE_MAPPING : NODE_SEQUENCE, event);
    struct open_written *open = reading->spare != NULL ? reading->spare : arena_try(reading->arena, sizeof(*open));
    if (written == NULL || open == NULL || !note_anchor(reading, anchor, written) ||
        (is_mapping && !note_mapping(reading, written))) {
        return DOCUMENT_NO_MEMORY;
    }
    written->style = is_in_brackets ? WRITTEN_IN_BRACKETS : WRITTEN_AS_BLOCK;
    written->has_properties = anchor != NULL || tag != NULL;
    reading->spare = reading->spare != NULL ? reading->spare->below : NULL;
    *open = (struct open_written){ .below = reading->top, .written = written };
    reading->top = open;
    reading->height++;
    reading->most_height = reading->height > reading->most_height ? reading->height : reading->most_height;
    return DOCUMENT_READ;
}

static void close_collection(struct layout_reading *reading, const yaml_event_t *event)
{
    struct open_written *closed = reading->top;
    if (closed->written->style == WRITTEN_IN_BRACKETS) {
        closed->written->end = offset_of(reading, event->end_mark);
    }
    reading->top = closed->below;
    reading->height--;
    closed->below = reading->spare;
    reading->spare = closed;
}

static enum document_status take_event(struct layout_reading *reading, const yaml_event_t *event)
{
    struct open_written *top = reading->top;
    bool is_end = event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT;
    if (!is_end && top != NULL && top->written->kind == NODE_MAPPING && !top->has_key) {
        return take_key(reading, event);
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(reading, event);
    case YAML_ALIAS_EVENT:
        return take_alias(reading, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_collection(reading, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_collection(reading, event);
        return DOCUMENT_READ;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return DOCUMENT_READ;
    }
    return DOCUMENT_READ;
}

/* ---- the whole ---- */

static enum document_status parse(struct layout_reading *reading, struct text text)
{
    struct yaml_reading *yaml = reading->yaml;
    if (!yaml_parser_initialize(&yaml->parser)) {
        return DOCUMENT_NO_MEMORY;
    }
    yaml->has_parser = true;
    yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml->parser, (const unsigned char *)text.bytes, text.size_bytes);
    enum document_status status = DOCUMENT_READ;
    bool is_end = false;
    while (status == DOCUMENT_READ && !is_end) {
        if (!yaml_parser_parse(&yaml->parser, &yaml->event)) {
            status = yaml->parser.error == YAML_MEMORY_ERROR ? DOCUMENT_NO_MEMORY : DOCUMENT_UNREADABLE;
        } else {
            is_end = yaml->event.type == YAML_STREAM_END_EVENT;
            status = take_event(reading, &yaml->event);
            yaml_event_delete(&yaml->event);
        }
    }
    yaml_reading_end(yaml);
    return status;
}

static bool list_mappings(const struct layout_reading *reading, struct document_layout *layout_out)
{
    const struct written **mappings =
        arena_try(reading->arena, reading->mapping_count * sizeof(const struct written *));
    if (mappings == NULL) {
        return false;
    }
    size_t count = 0;
    for (const struct mapping_entry *entry = reading->first_mapping; entry != NULL; entry = entry->next) {
        mappings[count++] = entry->mapping;
    }
    *layout_out =
        (struct document_layout){ reading->slice->text, reading->slice->place, reading->most_height, mappings, count };
    return true;
}

enum document_status layout_read(struct yaml_reading *yaml, const struct document_slice *slice, struct arena *arena,
                                 struct document_layout *layout_out)
{
    struct document_slice looked_over = *slice;
    struct layout_reading reading = { .yaml = yaml, .slice = slice, .arena = arena };
    struct document_mask mask;
    struct text text;
    reading.last_mapping = &reading.first_mapping;
    document_slice_look_over(&looked_over);
    if (looked_over.fault != SLICE_SOUND) {
        return DOCUMENT_UNREADABLE;
    }
    if (!document_mask_begin(&looked_over, arena, &mask, &text)) {
        return DOCUMENT_NO_MEMORY;
    }
    enum document_status status = parse(&reading, text);
    if (status == DOCUMENT_READ && !list_mappings(&reading, layout_out)) {
        status = DOCUMENT_NO_MEMORY;
    }
    return status;
}

/* ---- finding one's way ---- */

static bool is_before(struct place a, struct place b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

const struct written *layout_mapping(const struct document_layout *layout, struct place place)
{
    size_t begin = 0;
    size_t end = layout->mapping_count;
    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        if (is_before(layout->mappings[middle]->place, place)) {
            begin = middle + 1;
        } else {
            end = middle;
        }
    }
    const struct written *found = begin < layout->mapping_count ? layout->mappings[begin] : NULL;
    return found != NULL && !is_before(place, found->place) ? found : NULL;
}

bool written_is_repeated(const struct written *written)
{
    while (written != NULL && !written->is_repeated) {
        written = written->parent;
    }
    return written != NULL;
}

struct written *written_pair(const struct written *mapping, struct text key, struct text alias)
{
    struct written *pair = mapping->first_child;
    while (pair != NULL && !text_equals(pair->key.text, key) && !text_equals(pair->key.text, alias)) {
        pair = pair->next;
    }
    return pair;
}
