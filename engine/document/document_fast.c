#include "document_fast.h"

#include "document_fast_state.h"
#include "document_node.h"

#include <string.h>

enum {
    MOST_BYTES = 1 << 20,    /* of what is given up, the copy stays in the arena */
    LEAST_SCALAR_BYTES = 16, /* a limit that short plain scalars need not be held to */
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
    fast->at = pass_line(fast->at, &fast->hidden);
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

struct node *take_further_node(struct fast *fast)
{
    enum { CHUNK_NODES = 24 };
    size_t count = CHUNK_NODES;
    fast->spare = fast->nodes < fast->limits->nodes ? arena_try(fast->arena, count * sizeof(struct node)) : NULL;
    fast->spare_end = fast->spare == NULL ? NULL : fast->spare + count;
    fast->nodes += count;
    return fast->spare == NULL ? NULL : fast->spare++;
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
    fast->root = take_node(fast);
    fast->is_flow = *fast->at == '{' || *fast->at == '[';
    return fast->root != NULL && fast->at != fast->end && !is_marker(fast, '-') && !is_marker(fast, '.') &&
           read_block_node(fast, fast->root);
}

static bool read_document(struct fast *fast)
{
    if (!read_root(fast)) {
        return false;
    }
    bool is_over = fast->is_flow;
    for (;;) {
        if (!find_line(fast)) {
            return false;
        }
        if (fast->at == fast->end) {
            break;
        }
        if (is_marker(fast, '.')) {
            fast->at += 3;
            is_over = true;
            if (!end_value_line(fast)) {
                return false;
            }
        } else if (is_over || !read_line(fast)) {
            return false;
        }
    }
    while (fast->level != fast->levels) {
        end_level(fast);
    }
    return fast->nodes - (size_t)(fast->spare_end - fast->spare) <= fast->limits->nodes;
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

/* Sets all but limits and arena, and known keys and levels, which are set when there are any. */
static void begin_reading(struct fast *fast, const struct document_slice *slice, unsigned char *copy)
{
    fast->begin = copy;
    fast->end = copy + slice->text.size_bytes;
    fast->at = copy;
    fast->line_begin = copy;
    fast->line = slice->place.line;
    fast->hidden = 0 - slice->place.column;
    fast->root = NULL;
    fast->open = NULL;
    fast->spare = NULL;
    fast->spare_end = NULL;
    fast->nodes = 0;
    fast->level = fast->levels;
    fast->level->column = 0;
    fast->highest = fast->levels;
    fast->is_flow = false;
    fast->has_repeats = false;
    fast->known_key_count = 0;
    memset(fast->key_slots, 0, sizeof(fast->key_slots));
}

enum fast_outcome document_fast_read(const struct document_slice *slice, const struct document_limits *limits,
                                     struct arena *arena, struct finding_list *findings, const struct node **root_out)
{
    size_t size_bytes = slice->text.size_bytes;
    unsigned char *copy = size_bytes <= MOST_BYTES && limits->scalar_bytes >= LEAST_SCALAR_BYTES ? arena_try_unset(arena, size_bytes + PADDING_BYTES) : NULL;
    if (copy == NULL) {
        return FAST_GAVE_UP;
    }
    memcpy(copy, slice->text.bytes, size_bytes);
    memset(copy + size_bytes, 0, PADDING_BYTES);
    struct fast fast;
    begin_reading(&fast, slice, copy);
    fast.limits = limits;
    fast.arena = arena;
    fast.highest_allowed = fast.levels + (limits->depth < MOST_DEPTH ? limits->depth : MOST_DEPTH);
    if (!read_document(&fast)) {
        return FAST_GAVE_UP;
    }
    if (fast.has_repeats && !report_repeats(fast.root, arena, findings)) {
        return FAST_NO_MEMORY;
    }
    *root_out = fast.root;
    return FAST_READ;
}
