#ifndef ZIPING_DOCUMENT_ANCHOR_H
#define ZIPING_DOCUMENT_ANCHOR_H

#include "arena.h"
#include "document.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>

/* How much a node holds, aliases in it counted as often as they are used. */
struct extent {
    size_t nodes;
    size_t text_bytes; /* of scalars and keys */
    size_t height;     /* sequences and mappings in one another; 0 for a scalar */
};

struct written;

/* What an alias refers to. */
struct anchor {
    struct anchor *children[4];
    struct text name;
    bool is_complete; /* until then an alias to it would make a circle */
    struct node node;
    struct extent extent;
    struct written *written; /* in a layout */
};

/* The anchors of one document, by name. */
struct anchor_table {
    struct anchor *root;
};

/* The anchor of that name, NULL where there is none. */
struct anchor *anchor_find(const struct anchor_table *table, struct text name);

/* The anchor of that name, incomplete; a name that stands again means the later node. The name is copied into `arena`.
   NULL where there is no memory. */
struct anchor *anchor_add(struct anchor_table *table, struct arena *arena, struct text name);

#endif
