#ifndef ZIPING_DOCUMENT_LAYOUT_H
#define ZIPING_DOCUMENT_LAYOUT_H

#include "arena.h"
#include "document.h"
#include "document_source.h"
#include "document_yaml.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a document is written: where in its bytes each key and value begins and ends, and in what style. For whoever
   changes values in place. */

enum written_style {
    WRITTEN_PLAIN,
    WRITTEN_IN_SINGLE_QUOTES,
    WRITTEN_IN_DOUBLE_QUOTES,
    WRITTEN_AS_BLOCK,    /* a scalar behind | or >; a sequence or mapping by its indentation */
    WRITTEN_IN_BRACKETS, /* a sequence or mapping */
    WRITTEN_AS_ALIAS,    /* *name: what it stands for is written elsewhere */
};

/* Offsets are of bytes in the layout's text. */
struct written_key {
    struct text text;
    enum written_style style;
    size_t begin;
    size_t end;
    uint32_t column; /* from 1, in characters */
};

struct written {
    enum node_kind kind; /* of an alias: NODE_SCALAR */
    enum written_style style;
    bool has_properties; /* an anchor or a tag stands before it, and is part of its bytes */
    bool is_repeated;    /* an alias stands for it once more */
    struct place place;  /* of the node */
    struct text text;    /* of a scalar */
    size_t begin;
    size_t end;             /* not of a sequence or mapping by indentation: its last child's counts */
    struct written_key key; /* in a mapping */
    struct written *parent;
    struct written *first_child;
    struct written *last_child;
    struct written *next;
};

struct document_layout {
    struct text text;                /* the document as it stands in the source, with the comments around it */
    struct place place;              /* of its first character */
    size_t height;                   /* sequences and mappings in one another */
    const struct written **mappings; /* in the order of their places; not those that aliases stand for again */
    size_t mapping_count;
};

/* The layout of a slice that has been read without a fault. DOCUMENT_UNREADABLE where a key is no plain text. */
enum document_status layout_read(struct yaml_reading *yaml, const struct document_slice *slice, struct arena *arena,
                                 struct document_layout *layout_out);

/* The mapping at a place; NULL where none begins there. */
const struct written *layout_mapping(const struct document_layout *layout, struct place place);

/* Whether it is written once and stands for several: itself, or what it stands in. */
bool written_is_repeated(const struct written *written);

/* Nothing is written for it: `key:`. */
static inline bool written_is_left_out(const struct written *written)
{
    return written->kind == NODE_SCALAR && written->style == WRITTEN_PLAIN && written->begin == written->end;
}

/* The pair with a key or its other name in a mapping; NULL where there is none. */
struct written *written_pair(const struct written *mapping, struct text key, struct text alias);

#endif
