#include "filling.h"

/* Two trees, gone through at once; the mappings to be filled come in the order of their places. */
struct trees {
    struct place first; /* of the document in its file */
    const struct filled_mapping *next;
};

static bool is_before(struct place a, struct place b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

static bool is_named(struct text key, struct text name, struct text alias)
{
    return text_equals(key, name) || text_equals(key, alias);
}

/* The value that a key is to have; NULL where it keeps its own. */
static const struct wanted_value *value_for(const struct filled_mapping *mapping, struct text key)
{
    for (size_t i = 0; mapping != NULL && !mapping->is_new && i < mapping->count; i++) {
        const struct wanted_value *value = &mapping->values[i];
        if (value->is_wanted && is_named(key, value->key, value->alias)) {
            return value;
        }
    }
    return NULL;
}

static bool is_text(const struct node *node, struct text text)
{
    return node->kind == NODE_SCALAR && text_equals(text_trimmed(node->text), text);
}

/* 自评 as it was made: these values and nothing else. */
static bool is_made(const struct filled_mapping *mapping, const struct node *node)
{
    const struct node *child = node->kind == NODE_MAPPING ? node->first_child : NULL;
    for (size_t i = 0; i < mapping->count; i++) {
        const struct wanted_value *value = &mapping->values[i];
        if (!value->is_wanted) {
            continue;
        }
        if (child == NULL || !is_named(child->key, value->key, value->alias) || !is_text(child, value->text)) {
            return false;
        }
        child = child->next;
    }
    return node->kind == NODE_MAPPING && child == NULL;
}

static bool is_same(struct trees *trees, const struct node *before, const struct node *after);

static struct place place_in_file(const struct trees *trees, struct place place)
{
    uint32_t columns_before = place.line == 1 ? trees->first.column - 1 : 0;
    return (struct place){ trees->first.line + place.line - 1, place.column + columns_before };
}

/* Takes the mapping to be filled that stands at this place, if there is one. */
static const struct filled_mapping *take_filled(struct trees *trees, const struct node *before)
{
    const struct filled_mapping *mapping = trees->next;
    struct place place = place_in_file(trees, before->place);
    if (mapping == NULL || before->kind != NODE_MAPPING || is_before(place, mapping->place) ||
        is_before(mapping->place, place)) {
        return NULL;
    }
    trees->next = mapping->next_by_place;
    return mapping;
}

/* Whether a pair behind the edits is what it should be. Goes on from the pair before them, if it is the same one. */
static bool is_as_filled(struct trees *trees, const struct filled_mapping *mapping, const struct node **before,
                         const struct node *after, size_t *filled_count)
{
    const struct wanted_value *value = value_for(mapping, after->key);
    bool is_self_evaluation = mapping != NULL && mapping->is_new &&
                              is_named(after->key, filling_self_evaluation_key(), filling_self_evaluation_alias());
    const struct node *old = *before;
    bool was_there = old != NULL && text_equals(old->key, after->key);
    if (was_there) {
        *before = old->next;
    }
    if (value != NULL || is_self_evaluation) {
        (*filled_count)++;
        return value != NULL ? is_text(after, value->text) : is_made(mapping, after);
    }
    return was_there && is_same(trees, old, after);
}

static size_t wanted_count(const struct filled_mapping *mapping)
{
    size_t count = 0;
    for (size_t i = 0; mapping != NULL && i < mapping->count; i++) {
        count += mapping->values[i].is_wanted;
    }
    return mapping != NULL && mapping->is_new ? 1 : count;
}

static bool has_same_children(struct trees *trees, const struct node *before, const struct node *after)
{
    const struct filled_mapping *mapping = take_filled(trees, before);
    const struct node *old = before->first_child;
    size_t filled_count = 0;
    for (const struct node *child = after->first_child; child != NULL; child = child->next) {
        if (!is_as_filled(trees, mapping, &old, child, &filled_count)) {
            return false;
        }
    }
    return old == NULL && filled_count == wanted_count(mapping);
}

static bool is_same(struct trees *trees, const struct node *before, const struct node *after)
{
    if (before->kind != after->kind || before->is_quoted != after->is_quoted) {
        return false;
    }
    return before->kind == NODE_SCALAR ? text_equals(text_trimmed(before->text), text_trimmed(after->text))
                                       : has_same_children(trees, before, after);
}

bool filling_is_all_that_differs(const struct filling *filling, struct place first, const struct node *before,
                                 const struct node *after)
{
    struct trees trees = { first, filling->first_by_place };
    return is_same(&trees, before, after) && trees.next == NULL;
}
