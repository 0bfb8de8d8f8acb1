#include "field_table.h"
#include "must.h"

#include <stdlib.h>

/* Up to here comparing every key with those before it is cheaper than sorting them. */
enum { FEW_KEYS = 16 };

static bool is_data(const struct field_table *table, const struct node *value)
{
    return table == NULL || !table_names_field(table, value->key);
}

static struct entries few_entries(struct arena *arena, const struct field_table *table, const struct node *mapping)
{
    struct entries entries = { ARENA_ARRAY(arena, const struct node *, mapping->child_count), 0 };
    for (const struct node *value = mapping->first_child; value != NULL; value = value->next) {
        size_t i = 0;
        while (i < entries.count && !short_text_equals(entries.nodes[i]->key, value->key)) {
            i++;
        }
        if (i == entries.count && is_data(table, value)) {
            entries.nodes[entries.count++] = value;
        }
    }
    return entries;
}

struct ordered_node {
    const struct node *node;
    size_t position;
};

static int compare_keys(const void *a, const void *b)
{
    const struct ordered_node *first = a;
    const struct ordered_node *second = b;
    int order = text_compare(first->node->key, second->node->key);
    return order != 0 ? order : first->position < second->position ? -1 : 1;
}

/* Sorted, so that a document with very many keys does not take the square of the time. */
static struct entries many_entries(struct arena *arena, const struct field_table *table, const struct node *mapping)
{
    size_t count = 0;
    struct ordered_node *ordered = ARENA_ARRAY(arena, struct ordered_node, mapping->child_count);
    const struct node **nodes = ARENA_ARRAY(arena, const struct node *, mapping->child_count);
    for (const struct node *value = mapping->first_child; value != NULL; value = value->next) {
        if (is_data(table, value)) {
            nodes[count] = value;
            ordered[count] = (struct ordered_node){ value, count };
            count++;
        }
    }
    qsort(ordered, count, sizeof(ordered[0]), compare_keys);
    for (size_t i = 1; i < count; i++) {
        if (text_equals(ordered[i - 1].node->key, ordered[i].node->key)) {
            nodes[ordered[i].position] = NULL;
        }
    }
    struct entries entries = { nodes, 0 };
    for (size_t i = 0; i < count; i++) {
        if (nodes[i] != NULL) {
            nodes[entries.count++] = nodes[i];
        }
    }
    return entries;
}

struct entries data_entries(struct arena *arena, const struct field_table *table, const struct node *mapping)
{
    must(mapping->kind == NODE_MAPPING);
    return mapping->child_count <= FEW_KEYS ? few_entries(arena, table, mapping) : many_entries(arena, table, mapping);
}
