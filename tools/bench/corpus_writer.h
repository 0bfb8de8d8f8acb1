/* Writes one project at once in two notations: YAML as people write it, and a line of JSON. */
#ifndef ZIPING_BENCH_CORPUS_WRITER_H
#define ZIPING_BENCH_CORPUS_WRITER_H

#include "corpus_text.h"

enum { PROJECT_BYTES = 1 << 16, MOST_DEPTH = 8 };

struct page {
    char bytes[PROJECT_BYTES];
    size_t size;
};

/* Whether a mapping or list is { } on one line. */
enum style { BLOCK, FLOW };

enum scalar {
    TEXT,        /* quoted where YAML needs it */
    QUOTED_TEXT, /* quoted though nothing needs it */
    NUMBER,      /* a number in JSON too */
    FOLDED_TEXT, /* a block scalar, in block style only */
};

struct corpus_writer {
    struct page yaml;
    struct page json;
    int depth;
    enum style style;
    bool is_first[MOST_DEPTH];       /* nothing has been written yet at this depth */
    bool is_after_dash;              /* the next key stands on the line of its dash */
    bool is_split;                   /* the next flow mapping is broken over two lines */
    const char *closing[MOST_DEPTH]; /* of JSON */
};

void writer_begin(struct corpus_writer *writer);
void writer_end(struct corpus_writer *writer);
/* A line of its own in YAML, nothing in JSON. */
void write_comment(struct corpus_writer *writer, const char *comment);
void open_mapping(struct corpus_writer *writer, const char *key, enum style style);
void open_list(struct corpus_writer *writer, const char *key);
/* A mapping in a list. */
void open_item(struct corpus_writer *writer, enum style style);
void close_last(struct corpus_writer *writer);
void write_pair(struct corpus_writer *writer, const char *key, const char *value, enum scalar scalar);

#endif
