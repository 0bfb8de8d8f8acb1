#include "document_fast_keys.h"

static bool pass_flow_lines(struct fast *fast)
{
    for (;;) {
        pass_blanks(fast);
        unsigned char byte = *fast->at;
        if (byte > ' ' && byte != '#') {
            return true;
        }
        if (byte == '\t' && fast->is_flow) {
            fast->at++;
        } else if (byte == '#') {
            if (!pass_comment(fast)) {
                return false;
            }
        } else if (fast->at == fast->end || !end_line(fast) || is_marker(fast, '-') || is_marker(fast, '.')) {
            return false;
        }
    }
}

/* Blanks, comments and line ends between what stands in brackets. */
static inline bool pass_flow_blanks(struct fast *fast)
{
    if (*fast->at == ' ') {
        fast->at++;
    }
    return (*fast->at > ' ' && *fast->at != '#') || pass_flow_lines(fast);
}

static bool begin_flow(struct fast *fast, struct node *node)
{
    node->place = place_at(fast, fast->at);
    enum node_kind kind = *fast->at == '{' ? NODE_MAPPING : NODE_SEQUENCE;
    fast->at++;
    return begin_level(fast, node, kind, IN_BRACKETS);
}

/* The key of a pair that came here before, if one stands where the reader is, and its colon. */
static inline struct node *read_expected_flow_key(struct fast *fast)
{
    struct known_key *expected = find_expected(fast->at, fast->level->followers, true);
    return expected == NULL ? NULL : add_known_pair(fast, expected);
}

/* The key of any pair, and its colon. */
static struct node *read_flow_key(struct fast *fast)
{
    struct node *expected = read_expected_flow_key(fast);
    if (expected != NULL) {
        return expected;
    }
    const unsigned char *begin = fast->at;
    struct node key;
    if (!read_scalar(fast, ENDS_FLOW, &key) || *fast->at != ':' || !is_key(fast, begin)) {
        return NULL;
    }
    struct node *child = add_pair(fast, &key, begin);
    fast->at++;
    return child;
}

/* Reads a value, or begins it if it is in brackets itself, and says so. */
static bool read_other_flow_value(struct fast *fast, struct node *node, bool *is_begun_out)
{
    if (!pass_flow_blanks(fast)) {
        return false;
    }
    unsigned char first = *fast->at;
    if (first == '{' || first == '[') {
        *is_begun_out = true;
        return begin_flow(fast, node);
    }
    if (node->key_place.line != 0 && (first == ',' || first == '}')) {
        node->place = place_at(fast, fast->at);
        return true;
    }
    return read_scalar(fast, ENDS_FLOW, node) && pass_flow_blanks(fast);
}

/* Adds the next item or pair, its key read; none where the end of what is in brackets comes first. */
static inline bool add_flow_child(struct fast *fast, bool is_mapping, struct node **child_out)
{
    if (*fast->at == ' ') {
        fast->at++;
    }
    *child_out = is_mapping ? read_expected_flow_key(fast) : NULL;
    if (*child_out != NULL) {
        return true;
    }
    if (!pass_flow_blanks(fast)) {
        return false;
    }
    if (*fast->at == (is_mapping ? '}' : ']')) {
        return true;
    }
    *child_out = is_mapping ? read_flow_key(fast) : has_spare_node(fast) ? add_child(fast) : NULL;
    return *child_out != NULL;
}

/* What an item is or a pair has, and the blanks behind it. */
static inline bool read_flow_value(struct fast *fast, bool is_mapping, struct node *child, bool *is_begun_out)
{
    if (is_mapping && *fast->at == ' ') {
        fast->at++;
    }
    if (!may_begin_plain(*fast->at)) {
        return read_other_flow_value(fast, child, is_begun_out);
    }
    return read_plain(fast, ENDS_FLOW, child) && (*fast->at == ',' || pass_flow_blanks(fast));
}

static inline bool is_innermost_mapping(const struct fast *fast)
{
    return fast->level->node->kind == NODE_MAPPING;
}

bool read_flow(struct fast *fast, struct node *node)
{
    const struct level *outside = fast->level;
    struct node *child;
    if (!begin_flow(fast, node)) {
        return false;
    }
    bool is_mapping = is_innermost_mapping(fast);
    while (add_flow_child(fast, is_mapping, &child)) {
        bool is_begun = false;
        if (child != NULL && !read_flow_value(fast, is_mapping, child, &is_begun)) {
            return false;
        }
        if (is_begun) {
            is_mapping = is_innermost_mapping(fast);
            continue;
        }
        while (*fast->at != ',') {
            if (*fast->at != (is_mapping ? '}' : ']')) {
                return false;
            }
            fast->at++;
            end_level(fast);
            if (fast->level == outside) {
                return true;
            }
            is_mapping = is_innermost_mapping(fast);
            if (!pass_flow_blanks(fast)) {
                return false;
            }
        }
        fast->at++;
    }
    return false;
}
