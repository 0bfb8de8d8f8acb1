#include "document_node.h"

/* Up to here comparing every key with every one is cheaper than sorting them. */
enum { FEW_KEYS = 16 };

const struct node *node_value(const struct node *mapping, struct text key)
{
    if (mapping->kind != NODE_MAPPING) {
        return NULL;
    }
    const struct node *child = mapping->first_child;
    while (child != NULL && !text_equals(child->key, key)) {
        child = child->next;
    }
    return child;
}

static void report_duplicate(const struct node *again, const struct node *first, struct finding_list *findings)
{
    finding_report(findings, MESSAGE_duplicate_key, again->key_place, TEXT(""),
                   TEXT_ARGUMENT(arena_text(findings->arena, again->key)), COUNT_ARGUMENT(first->key_place.line));
}

/* The same as text_equals, for keys of one mapping: most that are of one size differ at one of their ends. */
static inline bool is_same_key(struct text a, struct text b)
{
    size_t size_bytes = a.size_bytes;
    return size_bytes == b.size_bytes &&
           (size_bytes == 0 || (a.bytes[0] == b.bytes[0] && a.bytes[size_bytes - 1] == b.bytes[size_bytes - 1] &&
                                memcmp(a.bytes, b.bytes, size_bytes) == 0));
}

static void report_among_few(const struct node *mapping, struct finding_list *findings)
{
    for (const struct node *again = mapping->first_child; again != NULL; again = again->next) {
        const struct node *first = mapping->first_child;
        while (first != again && !is_same_key(first->key, again->key)) {
            first = first->next;
        }
        if (first != again) {
            report_duplicate(again, first, findings);
        }
    }
}

/* Merges two sorted neighbours, [begin, middle) and [middle, end); of equal keys the earlier one comes first. */
static void merge(const struct node **from, const struct node **to, size_t begin, size_t middle, size_t end)
{
    size_t left = begin;
    size_t right = middle;
    for (size_t i = begin; i < end; i++) {
        bool takes_left = left < middle && (right == end || text_compare(from[left]->key, from[right]->key) <= 0);
        to[i] = takes_left ? from[left++] : from[right++];
    }
}

/* Sorts by key, keeping the order of equal ones; answers which of the two arrays holds the result. */
static const struct node **sort_by_key(const struct node **nodes, const struct node **spare, size_t count)
{
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t begin = 0; begin < count; begin += 2 * run) {
            size_t middle = begin + run < count ? begin + run : count;
            size_t end = begin + 2 * run < count ? begin + 2 * run : count;
            merge(nodes, spare, begin, middle, end);
        }
        const struct node **sorted = spare;
        spare = nodes;
        nodes = sorted;
    }
    return nodes;
}

bool node_report_duplicate_keys(const struct node *mapping, struct arena *arena, struct finding_list *findings)
{
    if (mapping->child_count <= FEW_KEYS) {
        report_among_few(mapping, findings);
        return true;
    }
    const struct node **nodes = arena_try(arena, 2 * mapping->child_count * sizeof(const struct node *));
    if (nodes == NULL) {
        return false;
    }
    size_t count = 0;
    for (const struct node *child = mapping->first_child; child != NULL; child = child->next) {
        nodes[count++] = child;
    }
    const struct node **sorted = sort_by_key(nodes, nodes + count, count);
    for (size_t i = 1, first = 0; i < count; i++) {
        if (!text_equals(sorted[i]->key, sorted[first]->key)) {
            first = i;
        } else {
            report_duplicate(sorted[i], sorted[first], findings);
        }
    }
    return true;
}
