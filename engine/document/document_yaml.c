#include "document_yaml.h"

#include "document_advice.h"
#include "document_anchor.h"
#include "document_mask.h"
#include "document_node.h"

/* Its limit of nesting is one for the whole process, so that it is left alone and ours comes first. */

/* What comes next in an open sequence or mapping. */
enum expectation {
    EXPECTS_ITEM,
    EXPECTS_KEY,
    EXPECTS_VALUE,
    EXPECTS_NOTHING, /* the value of a key that is no text */
};

/* A sequence or mapping that is open. */
struct frame {
    struct frame *below;
    struct node node; /* copied to where it belongs when it ends */
    struct node *last_child;
    struct anchor *anchor;
    struct extent before; /* the document's when it began */
    size_t height;        /* of its highest child */
    enum expectation expects;
    struct text key;
    struct place key_place;
};

/* One document while it is read. */
struct tree {
    struct yaml_reading *reading;
    const struct document_limits *limits;
    struct document_slice slice;
    struct arena *arena;
    struct finding_list *findings;
    struct document_mask mask;
    struct line_cursor cursor;
    struct anchor_table anchors;
    struct frame *top;
    struct frame *spare;
    struct extent extent; /* its height is that of `top` */
    const struct node *root;
    struct place quote_place; /* as in struct syntax_error */
    struct place quote_end;
};

static struct place place_of(const struct tree *tree, yaml_mark_t mark)
{
    uint32_t first_column = mark.line == 0 ? tree->slice.place.column : 1;
    return (struct place){ tree->slice.place.line + (uint32_t)mark.line, first_column + (uint32_t)mark.column };
}

/* ---- refusing ---- */

static enum document_status refuse(struct tree *tree, enum message message, struct place place)
{
    finding_add(tree->findings, message, place, TEXT(""), NULL, 0);
    return DOCUMENT_UNREADABLE;
}

/* The text is copied to the findings, which may outlive source and tree. */
static enum document_status refuse_text(struct tree *tree, enum message message, struct place place, struct text text)
{
    finding_report(tree->findings, message, place, TEXT(""), TEXT_ARGUMENT(arena_text(tree->findings->arena, text)));
    return DOCUMENT_UNREADABLE;
}

static enum document_status refuse_limit(struct tree *tree, enum message message, struct place place, size_t limit)
{
    finding_report(tree->findings, message, place, TEXT(""), COUNT_ARGUMENT(limit));
    return DOCUMENT_UNREADABLE;
}

static enum document_status refuse_with_advice(struct tree *tree, struct advice advice)
{
    return advice.has_value ? refuse_text(tree, advice.message, advice.place, advice.value)
                            : refuse(tree, advice.message, advice.place);
}

static enum document_status refuse_syntax(struct tree *tree)
{
    const yaml_parser_t *parser = &tree->reading->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return DOCUMENT_NO_MEMORY;
    }
    struct syntax_error error = {
        .problem = parser->problem == NULL ? "" : parser->problem,
        .context = parser->context == NULL ? "" : parser->context,
        .place = place_of(tree, parser->problem_mark),
        .context_place = place_of(tree, parser->context_mark),
        .quote_place = tree->quote_place,
        .quote_end = tree->quote_end,
    };
    if (tree->top != NULL) {
        error.collection_place = tree->top->node.place;
    }
    return refuse_with_advice(tree, document_advise(&tree->slice, &error));
}

/* ---- growing the tree ---- */

/* Room for a node is asked for before it is made, so that a hostile document cannot make many. */
static enum document_status count(struct tree *tree, struct extent added, struct place place)
{
    const struct document_limits *limits = tree->limits;
    if (added.nodes > limits->nodes - tree->extent.nodes) {
        return refuse_limit(tree, MESSAGE_document_too_many_nodes, place, limits->nodes);
    }
    tree->extent.nodes += added.nodes;
    tree->extent.text_bytes += added.text_bytes;
    return DOCUMENT_READ;
}

static inline bool append(struct tree *tree, struct frame *frame, const struct node *node)
{
    struct node *child = arena_try_unset(tree->arena, sizeof(*child));
    if (child == NULL) {
        return false;
    }
    *child = *node;
    child->next = NULL;
    child->key = frame->key;
    child->key_place = frame->key_place;
    if (frame->last_child == NULL) {
        frame->node.first_child = child;
    } else {
        frame->last_child->next = child;
    }
    frame->last_child = child;
    frame->node.child_count++;
    return true;
}

/* A value that was left out: `key:`, or the whole of a document of comments. */
static bool is_nothing(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node->is_quoted && text_is_empty(node->text);
}

static bool set_root(struct tree *tree, const struct node *node)
{
    if (is_nothing(node)) {
        return true;
    }
    struct node *root = arena_try_unset(tree->arena, sizeof(*root));
    if (root == NULL) {
        return false;
    }
    *root = *node;
    tree->root = root;
    return true;
}

static inline void take_key(struct tree *tree, struct frame *frame, const struct node *node, struct place place)
{
    if (node->kind == NODE_SCALAR) {
        frame->key = node->text;
        frame->key_place = place;
        frame->expects = EXPECTS_VALUE;
    } else {
        frame->expects = EXPECTS_NOTHING;
        (void)refuse(tree, MESSAGE_key_not_text, place);
    }
}

/* Puts a node that is complete where it belongs. `place` is where it stands, which for an alias is not its own. */
static inline enum document_status put(struct tree *tree, const struct node *node, size_t height, struct place place)
{
    struct frame *frame = tree->top;
    if (frame == NULL) {
        return set_root(tree, node) ? DOCUMENT_READ : DOCUMENT_NO_MEMORY;
    }
    if (height > frame->height) {
        frame->height = height;
    }
    bool is_put = true;
    switch (frame->expects) {
    case EXPECTS_ITEM:
        is_put = append(tree, frame, node);
        break;
    case EXPECTS_KEY:
        take_key(tree, frame, node, place);
        break;
    case EXPECTS_VALUE:
        is_put = append(tree, frame, node);
        frame->expects = EXPECTS_KEY;
        break;
    case EXPECTS_NOTHING:
        frame->expects = EXPECTS_KEY;
        break;
    }
    return is_put ? DOCUMENT_READ : DOCUMENT_NO_MEMORY;
}

static struct text name_of(const yaml_char_t *name)
{
    return name == NULL ? TEXT("") : text_of((const char *)name);
}

/* ---- events ---- */

/* A tag of YAML's own, which says nothing that the text does not: every scalar is text. */
static bool is_standard_tag(struct text tag)
{
    static const char *const names[] = { "str", "int", "float", "bool", "null", "timestamp", "binary" };
    struct text prefix = TEXT("tag:yaml.org,2002:");
    struct text name = text_starts_with(tag, prefix) ? text_without_first(tag, prefix.size_bytes) : TEXT("");
    size_t i = 0;
    while (i < sizeof(names) / sizeof(names[0]) && !text_equals(name, text_of(names[i]))) {
        i++;
    }
    return i < sizeof(names) / sizeof(names[0]);
}

static bool is_line_ends_only(struct text text)
{
    size_t i = 0;
    while (i < text.size_bytes && text.bytes[i] == '\n') {
        i++;
    }
    return i == text.size_bytes;
}

/* Some values are YAML without being what was meant: `!重要` a tag, `&甲` an anchor, `>5` a block of no lines. Refused,
   because their text would be lost without a word. */
static bool loses_text(struct tree *tree, struct text text, struct place place, struct advice *advice_out)
{
    const yaml_event_t *event = &tree->reading->event;
    yaml_scalar_style_t style = event->data.scalar.style;
    struct text tag = name_of(event->data.scalar.tag);
    if (!text_is_empty(tag) && !is_standard_tag(tag)) {
        *advice_out = document_advise_reserved(TEXT("!"), place);
        return true;
    }
    if (style == YAML_PLAIN_SCALAR_STYLE && text_is_empty(text) && event->data.scalar.anchor != NULL) {
        *advice_out = document_advise_reserved(TEXT("&"), place);
        return true;
    }
    bool is_block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    if (!is_block || !is_line_ends_only(text)) {
        return false;
    }
    size_t offset = line_cursor_offset(&tree->cursor, &tree->slice, place);
    return document_advise_empty_block(text_without_first(tree->slice.text, offset), place, advice_out);
}

static void note_quotes(struct tree *tree, bool is_double_or_single)
{
    const yaml_event_t *event = &tree->reading->event;
    bool is_noted = is_double_or_single && event->start_mark.line < event->end_mark.line;
    tree->quote_place = is_noted ? place_of(tree, event->start_mark) : (struct place){ 0, 0 };
    tree->quote_end = place_of(tree, event->end_mark);
}

static bool copy_text(struct tree *tree, struct text text, bool has_escapes, struct text *copy_out)
{
    *copy_out = TEXT("");
    if (text_is_empty(text)) {
        return true;
    }
    char *bytes = arena_try_unset(tree->arena, text.size_bytes);
    if (bytes == NULL) {
        return false;
    }
    memcpy(bytes, text.bytes, text.size_bytes);
    size_t size_bytes =
        tree->mask.is_used ? document_mask_end(tree->mask, bytes, text.size_bytes, has_escapes) : text.size_bytes;
    *copy_out = (struct text){ bytes, size_bytes };
    return true;
}

/* An anchor for what just begins, incomplete. `anchor_out` is NULL where there is no name. */
static bool begin_anchor(struct tree *tree, const yaml_char_t *name, struct anchor **anchor_out)
{
    *anchor_out = name == NULL ? NULL : anchor_add(&tree->anchors, tree->arena, name_of(name));
    return name == NULL || *anchor_out != NULL;
}

static void end_anchor(struct anchor *anchor, const struct node *node, struct extent extent)
{
    if (anchor != NULL) {
        anchor->node = *node;
        anchor->extent = extent;
        anchor->is_complete = true;
    }
}

static enum document_status take_scalar(struct tree *tree)
{
    const yaml_event_t *event = &tree->reading->event;
    struct place place = place_of(tree, event->start_mark);
    struct text text = { (const char *)event->data.scalar.value, event->data.scalar.length };
    yaml_scalar_style_t style = event->data.scalar.style;
    note_quotes(tree, style == YAML_DOUBLE_QUOTED_SCALAR_STYLE || style == YAML_SINGLE_QUOTED_SCALAR_STYLE);
    struct advice advice;
    if (loses_text(tree, text, place, &advice)) {
        return refuse_with_advice(tree, advice);
    }
    if (text.size_bytes > tree->limits->scalar_bytes) {
        return refuse_limit(tree, MESSAGE_document_scalar_too_long, place, tree->limits->scalar_bytes);
    }
    bool is_key = tree->top != NULL && tree->top->expects == EXPECTS_KEY;
    struct extent extent = { .nodes = is_key ? 0 : 1, .text_bytes = text.size_bytes };
    enum document_status status = count(tree, extent, place);
    if (status != DOCUMENT_READ) {
        return status;
    }
    struct node node = { .kind = NODE_SCALAR, .is_quoted = style != YAML_PLAIN_SCALAR_STYLE, .place = place };
    struct anchor *anchor = NULL;
    if (!copy_text(tree, text, style == YAML_DOUBLE_QUOTED_SCALAR_STYLE, &node.text) ||
        !begin_anchor(tree, event->data.scalar.anchor, &anchor)) {
        return DOCUMENT_NO_MEMORY;
    }
    extent.nodes = 1;
    end_anchor(anchor, &node, extent);
    return put(tree, &node, 0, place);
}

static enum document_status take_alias(struct tree *tree)
{
    const struct document_limits *limits = tree->limits;
    struct text name = name_of(tree->reading->event.data.alias.anchor);
    struct place place = place_of(tree, tree->reading->event.start_mark);
    const struct anchor *anchor = anchor_find(&tree->anchors, name);
    if (anchor == NULL || !anchor->is_complete) {
        return refuse_text(tree, MESSAGE_document_unknown_alias, place, name);
    }
    if (anchor->extent.height > limits->depth - tree->extent.height) {
        return refuse_limit(tree, MESSAGE_document_too_deep, place, limits->depth);
    }
    enum document_status status = count(tree, anchor->extent, place);
    if (status != DOCUMENT_READ) {
        return status;
    }
    /* Few aliases of a long text are as much work for whoever reads the tree as many of a short one. */
    if (tree->extent.text_bytes > limits->document_bytes) {
        return refuse_limit(tree, MESSAGE_document_too_large, place, limits->document_bytes);
    }
    return put(tree, &anchor->node, anchor->extent.height, place);
}

static enum document_status begin_collection(struct tree *tree, enum node_kind kind, const yaml_char_t *anchor)
{
    const struct document_limits *limits = tree->limits;
    struct place place = place_of(tree, tree->reading->event.start_mark);
    if (tree->extent.height == limits->depth) {
        return refuse_limit(tree, MESSAGE_document_too_deep, place, limits->depth);
    }
    struct extent before = tree->extent;
    enum document_status status = count(tree, (struct extent){ .nodes = 1 }, place);
    if (status != DOCUMENT_READ) {
        return status;
    }
    struct frame *frame = tree->spare != NULL ? tree->spare : arena_try_unset(tree->arena, sizeof(*frame));
    if (frame == NULL) {
        return DOCUMENT_NO_MEMORY;
    }
    tree->spare = tree->spare != NULL ? tree->spare->below : NULL;
    *frame = (struct frame){
        .below = tree->top,
        .node = { .kind = kind, .place = place },
        .before = before,
        .expects = kind == NODE_MAPPING ? EXPECTS_KEY : EXPECTS_ITEM,
    };
    tree->top = frame;
    tree->extent.height++;
    return begin_anchor(tree, anchor, &frame->anchor) ? DOCUMENT_READ : DOCUMENT_NO_MEMORY;
}

static enum document_status end_collection(struct tree *tree)
{
    struct frame *frame = tree->top;
    struct extent extent = {
        .nodes = tree->extent.nodes - frame->before.nodes,
        .text_bytes = tree->extent.text_bytes - frame->before.text_bytes,
        .height = frame->height + 1,
    };
    if (frame->node.kind == NODE_MAPPING && !node_report_duplicate_keys(&frame->node, tree->arena, tree->findings)) {
        return DOCUMENT_NO_MEMORY;
    }
    end_anchor(frame->anchor, &frame->node, extent);
    tree->top = frame->below;
    tree->extent.height--;
    frame->below = tree->spare;
    tree->spare = frame;
    return put(tree, &frame->node, extent.height, frame->node.place);
}

static enum document_status take_event(struct tree *tree)
{
    const yaml_event_t *event = &tree->reading->event;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(tree);
    case YAML_ALIAS_EVENT:
        return take_alias(tree);
    case YAML_SEQUENCE_START_EVENT:
        return begin_collection(tree, NODE_SEQUENCE, event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return begin_collection(tree, NODE_MAPPING, event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return end_collection(tree);
    case YAML_DOCUMENT_START_EVENT:
        /* Only in a source that leaves no block to mask its line breaks in. */
        return tree->root == NULL ? DOCUMENT_READ
                                  : refuse_text(tree, MESSAGE_document_syntax, place_of(tree, event->start_mark),
                                                TEXT("did not find expected line break"));
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return DOCUMENT_READ;
    }
    return DOCUMENT_READ;
}

/* ---- documents ---- */

void yaml_reading_end(struct yaml_reading *reading)
{
    if (reading->has_parser) {
        yaml_event_delete(&reading->event);
        yaml_parser_delete(&reading->parser);
        reading->has_parser = false;
    }
}

static enum document_status parse(struct tree *tree, struct text text)
{
    struct yaml_reading *reading = tree->reading;
    if (!yaml_parser_initialize(&reading->parser)) {
        return DOCUMENT_NO_MEMORY;
    }
    reading->has_parser = true;
    yaml_parser_set_encoding(&reading->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading->parser, (const unsigned char *)text.bytes, text.size_bytes);
    enum document_status status = DOCUMENT_READ;
    bool is_end = false;
    while (status == DOCUMENT_READ && !is_end) {
        if (!yaml_parser_parse(&reading->parser, &reading->event)) {
            status = refuse_syntax(tree);
        } else {
            is_end = reading->event.type == YAML_STREAM_END_EVENT;
            status = take_event(tree);
            yaml_event_delete(&reading->event);
        }
    }
    yaml_reading_end(reading);
    return status;
}

static enum document_status refuse_fault(struct tree *tree)
{
    struct place place = document_slice_place(&tree->slice, tree->slice.fault_bytes);
    return tree->slice.fault == SLICE_NOT_UTF8 ? refuse(tree, MESSAGE_document_not_utf8, place)
                                               : refuse(tree, MESSAGE_document_control_character, place);
}

enum document_status yaml_read(struct yaml_reading *reading, const struct document_slice *slice,
                               const struct document_limits *limits, struct arena *arena, struct finding_list *findings,
                               const struct node **root_out)
{
    struct tree tree = { .reading = reading, .limits = limits, .slice = *slice, .arena = arena, .findings = findings };
    document_slice_look_over(&tree.slice);
    if (tree.slice.fault != SLICE_SOUND) {
        return refuse_fault(&tree);
    }
    struct text text;
    if (!document_mask_begin(&tree.slice, arena, &tree.mask, &text)) {
        return DOCUMENT_NO_MEMORY;
    }
    tree.cursor = line_cursor_begin(&tree.slice);
    enum document_status status = parse(&tree, text);
    if (status == DOCUMENT_READ) {
        *root_out = tree.root;
    }
    return status;
}
