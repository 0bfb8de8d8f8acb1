#include "document_fast_keys.h"

/* ---- blocks ---- */

static bool is_entry(const unsigned char *at)
{
    return *at == '-' && is_blank_or_end(at[1]);
}

/* From 1. All that stands before it in the line are blanks and dashes. */
static inline uint32_t column_of(const struct fast *fast, const unsigned char *at)
{
    return (uint32_t)(at - fast->line_begin) + 1;
}

static bool is_line_end(const unsigned char *at)
{
    return is_blank_or_end(*at) || *at == '#';
}

/* What may follow in the same line behind `key: `, or anywhere else but as a scalar or a block. */
static bool read_bracketed_or_lines(struct fast *fast, struct node *node)
{
    return *fast->at == '|' || *fast->at == '>' ? read_block_scalar(fast, node)
                                                : read_flow(fast, node) && end_value_line(fast);
}

static bool is_bracketed_or_lines(unsigned char first)
{
    return first == '{' || first == '[' || first == '|' || first == '>';
}

/* A value that is no plain scalar, or does not begin where it mostly does. */
static bool read_other_value(struct fast *fast, struct node *node)
{
    node->place = place_at(fast, fast->at);
    pass_blanks(fast);
    if (is_line_end(fast->at)) {
        fast->open = node;
        return end_value_line(fast);
    }
    if (is_bracketed_or_lines(*fast->at)) {
        return read_bracketed_or_lines(fast, node);
    }
    return read_scalar(fast, ENDS_BLOCK, node) && end_value_line(fast);
}

/* From behind the colon on. */
static inline bool read_value(struct fast *fast, struct node *node)
{
    const unsigned char *at = fast->at;
    if (*at != ' ' || !may_begin_plain(at[1])) {
        return read_other_value(fast, node);
    }
    fast->at++;
    return read_plain(fast, ENDS_BLOCK, node) && end_value_line(fast);
}

/* A pair whose key is one that was known. */
static inline bool read_known_pair(struct fast *fast, struct known_key *key)
{
    struct node *node = add_known_pair(fast, key);
    return node != NULL && read_value(fast, node);
}

/* From the colon on. */
static bool read_pair(struct fast *fast, const struct node *key, const unsigned char *begin)
{
    struct node *node = add_pair(fast, key, begin);
    fast->at++;
    return node != NULL && read_value(fast, node);
}

static void set_scalar(struct node *node, const struct node *scalar)
{
    node->is_quoted = scalar->is_quoted;
    node->place = scalar->place;
    node->text = scalar->text;
}

/* The first key of the mapping that may begin here, if it is one that came here before. */
static inline struct known_key *expected_first_key(const struct fast *fast)
{
    return fast->level < fast->highest_level ? find_expected(fast->at, first_followers(fast), false) : NULL;
}

/* A scalar, or the mapping that it is the first key of. */
static bool read_scalar_or_mapping(struct fast *fast, struct node *node)
{
    const unsigned char *begin = fast->at;
    struct known_key *expected = expected_first_key(fast);
    if (expected != NULL) {
        node->place = place_at(fast, begin);
        return begin_level(fast, node, NODE_MAPPING, column_of(fast, begin)) && read_known_pair(fast, expected);
    }
    struct node scalar;
    if (!read_scalar(fast, ENDS_BLOCK, &scalar)) {
        return false;
    }
    if (is_colon(fast->at)) {
        node->place = scalar.place;
        return is_key(fast, begin) && begin_level(fast, node, NODE_MAPPING, column_of(fast, begin)) &&
               read_pair(fast, &scalar, begin);
    }
    if (fast->level == fast->keys->levels) {
        return false;
    }
    set_scalar(node, &scalar);
    return end_value_line(fast);
}

/* A node that begins where the line does, or behind dashes. */
bool read_block_node(struct fast *fast, struct node *node)
{
    while (is_entry(fast->at)) {
        if (node != NULL) {
            node->place = place_at(fast, fast->at);
            if (!begin_level(fast, node, NODE_SEQUENCE, column_of(fast, fast->at))) {
                return false;
            }
        }
        if (!has_spare_node(fast)) {
            return false;
        }
        fast->at++;
        node = add_child(fast);
        node->place = place_at(fast, fast->at);
        pass_blanks(fast);
        if (is_line_end(fast->at)) {
            fast->open = node;
            return end_value_line(fast);
        }
    }
    return is_bracketed_or_lines(*fast->at) ? read_bracketed_or_lines(fast, node) : read_scalar_or_mapping(fast, node);
}

static bool read_unknown_pair(struct fast *fast)
{
    const unsigned char *begin = fast->at;
    struct node key;
    return read_scalar(fast, ENDS_BLOCK, &key) && is_colon(fast->at) && is_key(fast, begin) &&
           read_pair(fast, &key, begin);
}

static inline bool read_next_pair(struct fast *fast)
{
    struct known_key *expected = find_expected(fast->at, fast->level->followers, false);
    return expected != NULL ? read_known_pair(fast, expected) : read_unknown_pair(fast);
}

/* Ends the levels that a line at `column` is not part of. */
static inline bool end_levels(struct fast *fast, uint32_t column, bool has_dash)
{
    while (fast->level->column > column) {
        end_level(fast);
    }
    if (fast->level->column != column) {
        return false;
    }
    bool is_sequence = fast->level->node->kind == NODE_SEQUENCE;
    if (is_sequence && !has_dash) {
        /* A sequence may stand as far left as the key that it belongs to. */
        end_level(fast);
        return fast->level->column == column;
    }
    return is_sequence == has_dash;
}

static bool read_other_line(struct fast *fast)
{
    uint32_t column = column_of(fast, fast->at);
    bool has_dash = is_entry(fast->at);
    const struct level *level = fast->level;
    struct node *open = fast->open;
    fast->open = NULL;
    bool is_deeper = column > level->column;
    bool is_beside_key = has_dash && column == level->column && level->node->kind == NODE_MAPPING;
    if (open != NULL && (is_deeper || is_beside_key)) {
        return read_block_node(fast, open);
    }
    if (is_deeper || !end_levels(fast, column, has_dash)) {
        return false;
    }
    return has_dash ? read_block_node(fast, NULL) : read_next_pair(fast);
}

/* The key of the innermost mapping's next pair, if it is one that came here before and surely begins a pair. Of a
   sequence none is expected. */
static inline struct known_key *expected_next_key(const struct fast *fast, uint32_t column)
{
    const struct level *level = fast->level;
    return column == level->column && *fast->at > '.' ? find_expected(fast->at, level->followers, false) : NULL;
}

/* Whether a line is surely the next item of the innermost sequence. */
static inline bool is_next_item(const struct fast *fast, uint32_t column)
{
    const struct level *level = fast->level;
    return column == level->column && level->node->kind == NODE_SEQUENCE && is_entry(fast->at);
}

bool read_lines(struct fast *fast)
{
    while (find_line(fast)) {
        uint32_t column = column_of(fast, fast->at);
        struct known_key *expected = expected_next_key(fast, column);
        if (expected != NULL) {
            fast->open = NULL;
            if (!read_known_pair(fast, expected)) {
                return false;
            }
        } else if (is_next_item(fast, column)) {
            fast->open = NULL;
            if (!read_block_node(fast, NULL)) {
                return false;
            }
        } else if (fast->at == fast->end || is_marker(fast, '.') || (fast->is_open && is_marker(fast, '-'))) {
            return true;
        } else if (!read_other_line(fast)) {
            return false;
        }
    }
    return false;
}
