#include "document_fast.h"

#include "document_fast_state.h"
#include "document_node.h"

#include <string.h>

enum {
    MOST_BYTES = 1 << 20, /* of what is given up, the copy stays in the arena */
};

/* ---- lines ---- */

bool end_line(struct fast *fast)
{
    unsigned char *at = fast->at;
    if (at == fast->end) {
        fast->line_begin = at;
        return true;
    }
    at += *at == '\r';
    if (*at != '\n' || at == fast->end) {
        return false;
    }
    begin_line(fast, at + 1);
    return true;
}

bool pass_comment(struct fast *fast)
{
    if (fast->at != fast->line_begin && fast->at[-1] != ' ') {
        return false;
    }
    fast->at = pass_line(fast->at, &fast->origin);
    return true;
}

bool end_longer_line(struct fast *fast)
{
    pass_blanks(fast);
    return (*fast->at != '#' || pass_comment(fast)) && end_line(fast);
}

bool find_further_line(struct fast *fast)
{
    while (is_blank_or_end(*fast->at) || *fast->at == '#') {
        if (!end_value_line(fast)) {
            return false;
        }
        if (fast->at == fast->end) {
            return true;
        }
        fast->at += count_blanks(fast->at);
    }
    return true;
}

/* ---- nodes ---- */

bool add_spare_nodes(struct fast *fast)
{
    enum { CHUNK_NODES = 24 };
    size_t count = fast->nodes_left < CHUNK_NODES ? fast->nodes_left : CHUNK_NODES;
    struct node *nodes = count == 0 ? NULL : arena_try(fast->arena, count * sizeof(struct node));
    if (nodes != NULL) {
        fast->spare = nodes;
        fast->spare_end = nodes + count;
        fast->nodes_left -= count;
    }
    return nodes != NULL;
}

/* ---- documents ---- */

static bool read_root(struct fast *fast)
{
    if (!find_line(fast)) {
        return false;
    }
    if (is_marker(fast, '-')) {
        fast->at += 3;
        if (!end_value_line(fast) || !find_line(fast)) {
            return false;
        }
    }
    if (!has_spare_node(fast)) {
        return false;
    }
    fast->root = take_node(fast);
    fast->is_flow = *fast->at == '{' || *fast->at == '[';
    return fast->at != fast->end && !is_marker(fast, '-') && !is_marker(fast, '.') && read_block_node(fast, fast->root);
}

/* What may follow: blank lines, comments, and markers of the end. Stops where the line begins that does not belong to
   it. */
static bool pass_end(struct fast *fast)
{
    bool has_end = false;
    while (find_line(fast)) {
        if (fast->at == fast->end) {
            fast->line_begin = fast->end;
            return true;
        }
        if (!is_marker(fast, '.')) {
            return fast->is_open && (has_end || is_marker(fast, '-'));
        }
        has_end = true;
        fast->at += 3;
        if (!end_value_line(fast)) {
            return false;
        }
    }
    return false;
}

static bool read_document(struct fast *fast)
{
    if (!read_root(fast) || (!fast->is_flow && !read_lines(fast)) || !pass_end(fast)) {
        return false;
    }
    while (fast->level != fast->keys->levels) {
        end_level(fast);
    }
    return true;
}

/* In the order in which mappings end. */
static bool report_repeats(const struct node *node, struct arena *arena, struct finding_list *findings)
{
    bool is_reported = true;
    for (const struct node *child = node->first_child; child != NULL && is_reported; child = child->next) {
        is_reported = child->kind == NODE_SCALAR || report_repeats(child, arena, findings);
    }
    return is_reported && (node->kind != NODE_MAPPING || node_report_duplicate_keys(node, arena, findings));
}

static void begin_levels(struct fast *fast, struct document_keys *keys)
{
    size_t most = MOST_LEVELS - 1;
    document_keys_begin(keys);
    fast->keys = keys;
    fast->level = keys->levels;
    fast->level->column = 0;
    fast->level->followers = NULL;
    fast->highest_level = keys->levels + (fast->limits->depth < most ? fast->limits->depth : most);
}

/* A copy that ends with zeros. */
static unsigned char *copy_of(struct text text, struct arena *arena)
{
    unsigned char *copy = arena_try_unset(arena, text.size_bytes + PADDING_BYTES);
    if (copy != NULL) {
        if (text.size_bytes > 0) { /* no bytes may be at no address */
            memcpy(copy, text.bytes, text.size_bytes);
        }
        memset(copy + text.size_bytes, 0, PADDING_BYTES);
    }
    return copy;
}

static struct document_keys *keys_of_one(struct arena *arena)
{
    struct document_keys *keys = arena_try_unset(arena, sizeof(*keys));
    if (keys != NULL) {
        document_keys_forget(keys);
    }
    return keys;
}

enum fast_outcome document_fast_read(const struct document_slice *slice, const struct document_limits *limits,
                                     struct document_keys *keys, struct arena *arena, struct finding_list *findings,
                                     const struct node **root_out, struct slice_extent *extent_out)
{
    /* Keys that are known are not held to the limit again. */
    if (slice->text.size_bytes > MOST_BYTES || limits->scalar_bytes < MOST_WRITTEN_BYTES) {
        return FAST_GAVE_UP;
    }
    unsigned char *copy = copy_of(slice->text, arena);
    keys = keys != NULL ? keys : keys_of_one(arena);
    if (copy == NULL || keys == NULL) {
        return FAST_GAVE_UP;
    }
    struct fast fast = {
        .limits = limits,
        .arena = arena,
        .end = copy + slice->text.size_bytes,
        .at = copy,
        .line_begin = copy,
        .line = slice->place.line,
        .origin = address_of(copy) - slice->place.column,
        .nodes_left = limits->nodes,
        .is_open = slice->is_open,
    };
    begin_levels(&fast, keys);
    if (!read_document(&fast)) {
        return FAST_GAVE_UP;
    }
    if (fast.has_repeats && !report_repeats(fast.root, arena, findings)) {
        return FAST_NO_MEMORY;
    }
    *root_out = fast.root;
    *extent_out = (struct slice_extent){ (size_t)(fast.line_begin - copy), fast.line - slice->place.line };
    return FAST_READ;
}
