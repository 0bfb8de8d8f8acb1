#ifndef ZIPING_DOCUMENT_H
#define ZIPING_DOCUMENT_H

#include "arena.h"
#include "finding.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Documents as trees of nodes. Two readers stand behind this: a fast one of what people usually write, and libyaml for
   all the rest. They give the same nodes, places and findings. */

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

/* One node. A mapping's children are its values, in order, each with its `key`; a key that is not a scalar is a finding
   and its pair is left out. Texts lie in the arena and are valid UTF-8. Equal keys of one document may share their
   bytes, which may tell sooner that they are equal; different bytes tell nothing. */
struct node {
    enum node_kind kind;
    bool is_quoted;     /* a scalar in ' or ", or in block style: never to be taken for blank by its look alone */
    struct place place; /* of the first character, the quote or bracket included */
    struct text text;   /* of a scalar, unquoted */
    struct text key;    /* under which it stands in a mapping */
    struct place key_place;
    struct node *first_child; /* of a sequence or mapping */
    struct node *next;        /* in the same sequence or mapping */
    size_t child_count;
};

struct document_limits {
    size_t document_bytes; /* of one document, with the comments around it */
    size_t depth;          /* of nodes in nodes */
    size_t nodes;          /* of one document, aliases counted as often as they are used */
    size_t scalar_bytes;
};

enum document_syntax {
    DOCUMENT_YAML,       /* one or more documents; JSON is one of its forms */
    DOCUMENT_JSON_LINES, /* a document a line; blank lines are passed over */
};

enum document_reading {
    DOCUMENT_AUTO,      /* fast where that can be, else with libyaml */
    DOCUMENT_LIBYAML,   /* always with libyaml */
    DOCUMENT_FAST_ONLY, /* what cannot be read fast is DOCUMENT_UNREADABLE, and no finding says where it stumbled */
};

enum document_status {
    DOCUMENT_READ,
    DOCUMENT_UNREADABLE, /* a finding says why; the next call goes on behind it where it can */
    DOCUMENT_END,
    DOCUMENT_NO_MEMORY,
    DOCUMENT_INPUT_FAILED, /* what is left of the source cannot be had; do not read on */
};

/* Where the bytes of a source come from that is not in memory as a whole. `read` puts the next of them into `buffer`,
   `room_bytes` at most, and their number into `size_out`: 0 at the end. Answers false where they cannot be had. */
struct document_input {
    bool (*read)(void *context, char *buffer, size_t room_bytes, size_t *size_out);
    void *context;
};

/* Between calls it holds no memory besides the arena's, and a window of the arena's memory where it reads from an
   input. During document_read it may: findings are taken from the arena of their list, and where that refuses and
   leaves through its escape, document_read does not return. The caller that catches the escape still calls
   document_reader_close, and then does not read on. */
struct document_reader;

/* Begins to read `source`, which must stay as long as the reader. The reader itself lies in `arena`, which must live
   longer and must not be rewound before the reader is closed. NULL where there is no memory. A byte order mark is
   passed over. */
struct document_reader *document_reader_open(struct arena *arena, struct text source, enum document_syntax syntax,
                                             const struct document_limits *limits);
/* The same for a source that comes from an input, `beginning`, which may be empty and must stay too, before it. A
   document is read as soon as it is known where it ends; of what comes behind it no more than a window is in memory. */
struct document_reader *document_reader_open_input(struct arena *arena, struct document_input input,
                                                   struct text beginning, enum document_syntax syntax,
                                                   const struct document_limits *limits);

/* How documents are read from the next one on; DOCUMENT_AUTO until then. */
void document_reader_choose(struct document_reader *reader, enum document_reading reading);

/* How many documents were read fast so far, and how many were not: left to libyaml, or with DOCUMENT_FAST_ONLY
   refused. */
size_t document_reader_fast_documents(const struct document_reader *reader);
size_t document_reader_fallbacks(const struct document_reader *reader);

/* What readers remember of the keys in earlier documents, so that they read the next ones sooner; no result depends on
   it. Serves one document_read at a time, of any reader, and must live as long as they. */
struct document_keys;

/* NULL where there is no memory. NULL may be destroyed. */
struct document_keys *document_keys_create(const struct memory *memory);
void document_keys_destroy(struct document_keys *keys);

/* From the next document on. Without it, a reader remembers nothing. */
void document_reader_remember(struct document_reader *reader, struct document_keys *keys);

/* NULL may be closed. */
void document_reader_close(struct document_reader *reader);

/* Reads the next document: nodes into `arena`, findings into `findings` (unreadable-document, duplicate-key; where a
   key stands twice both pairs are kept in order, so that the first can count). A document that is empty or only
   comments is passed over, unless it is the only one: then it is DOCUMENT_UNREADABLE. Nodes and findings do not refer
   to the source, and findings not to the nodes. `root_out` is set on DOCUMENT_READ only. */
enum document_status document_read(struct document_reader *reader, struct arena *arena, struct finding_list *findings,
                                   const struct node **root_out);

/* How the document is written that was read last, without a fault, from a source that is in memory as a whole. The
   layout refers to the source. DOCUMENT_UNREADABLE where it is written in a way that layouts do not know. */
struct document_layout;
enum document_status document_read_layout(struct document_reader *reader, struct arena *arena,
                                          struct document_layout *layout_out);

/* The value under `key`, or NULL; the first where it stands twice. */
const struct node *node_value(const struct node *mapping, struct text key);

#endif
