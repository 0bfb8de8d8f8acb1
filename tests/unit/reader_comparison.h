#ifndef ZIPING_READER_COMPARISON_H
#define ZIPING_READER_COMPARISON_H

#include "document.h"
#include "finding.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Reads a source in two ways, document by document, and says what differs first: with libyaml alone and with the fast
   reader before it; as a whole and in pieces. Used by unit tests and by the fuzz target. */

static struct document_limits comparison_limits = {
    .document_bytes = 64 << 20, .depth = 64, .nodes = 1 << 20, .scalar_bytes = 1 << 20
};

/* What the fast reader remembers from one source to the next. No result may depend on it, and one source in four is
   read without. */
static struct document_keys *comparison_keys;

struct reader_counts {
    size_t fast;
    size_t fallbacks;
    size_t needless; /* fallbacks that libyaml could read */
};

static inline void *comparison_take(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static inline void comparison_give_back(void *context, void *block)
{
    (void)context;
    free(block);
}

/* One source being read one way. */
struct reading {
    struct arena reader_arena;
    struct arena document_arena;
    struct arena finding_arena;
    struct finding_list findings;
    char *copy;       /* ends where its block ends, so that reading on is noticed */
    struct text left; /* of the copy, to be read in pieces */
    size_t piece_bytes;
    struct document_reader *reader;
    const struct node *root;
};

static const struct memory comparison_memory = { comparison_take, comparison_give_back, NULL };

static inline void reading_copy(struct reading *reading, struct text source)
{
    arena_begin(&reading->reader_arena, &comparison_memory, SIZE_MAX);
    arena_begin(&reading->document_arena, &comparison_memory, SIZE_MAX);
    arena_begin(&reading->finding_arena, &comparison_memory, SIZE_MAX);
    reading->copy = malloc(source.size_bytes == 0 ? 1 : source.size_bytes);
    if (reading->copy == NULL) {
        abort();
    }
    memcpy(reading->copy, source.bytes, source.size_bytes);
}

static inline void reading_begin(struct reading *reading, struct text source, enum document_syntax syntax,
                                 enum document_reading how)
{
    reading_copy(reading, source);
    reading->reader = document_reader_open(&reading->reader_arena, (struct text){ reading->copy, source.size_bytes },
                                           syntax, &comparison_limits);
    if (reading->reader == NULL) {
        abort();
    }
    document_reader_choose(reading->reader, how);
    if (comparison_keys == NULL) {
        comparison_keys = document_keys_create(&comparison_memory);
    }
    document_reader_remember(reading->reader, source.size_bytes % 4 == 0 ? NULL : comparison_keys);
}

static inline bool read_piece(void *context, char *buffer, size_t room_bytes, size_t *size_out)
{
    struct reading *reading = context;
    size_t size_bytes =
        reading->left.size_bytes < reading->piece_bytes ? reading->left.size_bytes : reading->piece_bytes;
    *size_out = size_bytes < room_bytes ? size_bytes : room_bytes;
    memcpy(buffer, reading->left.bytes, *size_out);
    reading->left = text_without_first(reading->left, *size_out);
    return true;
}

/* The first piece is there before the input is asked. */
static inline void reading_begin_in_pieces(struct reading *reading, struct text source, enum document_syntax syntax,
                                           size_t piece_bytes)
{
    reading_copy(reading, source);
    size_t first_bytes = source.size_bytes < piece_bytes ? source.size_bytes : piece_bytes;
    struct text copy = { reading->copy, source.size_bytes };
    reading->left = text_without_first(copy, first_bytes);
    reading->piece_bytes = piece_bytes;
    reading->reader =
        document_reader_open_input(&reading->reader_arena, (struct document_input){ read_piece, reading },
                                   (struct text){ reading->copy, first_bytes }, syntax, &comparison_limits);
    if (reading->reader == NULL) {
        abort();
    }
}

static inline enum document_status reading_next(struct reading *reading)
{
    arena_rewind(&reading->document_arena);
    arena_rewind(&reading->finding_arena);
    finding_list_begin(&reading->findings, &reading->finding_arena);
    reading->root = NULL;
    return document_read(reading->reader, &reading->document_arena, &reading->findings, &reading->root);
}

static inline void reading_end(struct reading *reading)
{
    document_reader_close(reading->reader);
    arena_end(&reading->document_arena);
    arena_end(&reading->finding_arena);
    arena_end(&reading->reader_arena);
    free(reading->copy);
}

static inline bool is_same_place(struct place a, struct place b)
{
    return a.line == b.line && a.column == b.column;
}

/* What differs first between two trees; NULL where nothing does. */
static inline const char *compare_nodes(const struct node *a, const struct node *b)
{
    const char *difference = a->kind != b->kind                           ? "kinds differ"
                             : a->is_quoted != b->is_quoted               ? "quotes differ"
                             : !is_same_place(a->place, b->place)         ? "places differ"
                             : !text_equals(a->text, b->text)             ? "texts differ"
                             : !text_equals(a->key, b->key)               ? "keys differ"
                             : !is_same_place(a->key_place, b->key_place) ? "places of keys differ"
                             : a->child_count != b->child_count           ? "numbers of children differ"
                                                                          : NULL;
    const struct node *left = a->first_child;
    const struct node *right = b->first_child;
    size_t count = 0;
    while (difference == NULL && left != NULL && right != NULL) {
        difference = compare_nodes(left, right);
        left = left->next;
        right = right->next;
        count++;
    }
    if (difference == NULL && (left != NULL || right != NULL || count != a->child_count)) {
        difference = "children differ";
    }
    return difference;
}

static inline bool is_same_argument(const struct argument *a, const struct argument *b)
{
    return a->kind == b->kind && (a->kind == ARGUMENT_TEXT ? text_equals(a->text, b->text)
                                                           : a->kind == ARGUMENT_COUNT && a->count == b->count);
}

static inline bool is_same_finding(const struct finding *a, const struct finding *b)
{
    bool is_same = a->message == b->message && is_same_place(a->place, b->place) &&
                   text_equals(a->indicator, b->indicator) && a->argument_count == b->argument_count;
    for (size_t i = 0; is_same && i < a->argument_count; i++) {
        is_same = is_same_argument(&a->arguments[i], &b->arguments[i]);
    }
    return is_same;
}

static inline const char *compare_documents(const struct reading *a, enum document_status a_status,
                                            const struct reading *b, enum document_status b_status)
{
    if (a_status != b_status) {
        return "one can be read, one cannot";
    }
    const struct finding *left = a->findings.first;
    const struct finding *right = b->findings.first;
    while (left != NULL && right != NULL && is_same_finding(left, right)) {
        left = left->next;
        right = right->next;
    }
    if (left != NULL || right != NULL) {
        return "findings differ";
    }
    return a_status == DOCUMENT_READ ? compare_nodes(a->root, b->root) : NULL;
}

/* NULL where both read the same. */
static inline const char *compare_readers(struct text source, enum document_syntax syntax, struct reader_counts *counts)
{
    struct reading fast;
    struct reading slow;
    reading_begin(&fast, source, syntax, DOCUMENT_AUTO);
    reading_begin(&slow, source, syntax, DOCUMENT_LIBYAML);
    const char *difference = NULL;
    enum document_status status = DOCUMENT_READ;
    size_t fallbacks = 0;
    while (difference == NULL && status != DOCUMENT_END) {
        status = reading_next(&fast);
        difference = compare_documents(&fast, status, &slow, reading_next(&slow));
        counts->needless += status == DOCUMENT_READ && document_reader_fallbacks(fast.reader) > fallbacks;
        fallbacks = document_reader_fallbacks(fast.reader);
    }
    counts->fast += document_reader_fast_documents(fast.reader);
    counts->fallbacks += fallbacks;
    reading_end(&fast);
    reading_end(&slow);
    return difference;
}

/* NULL where a source reads the same in pieces of so many bytes. */
static inline const char *compare_pieces(struct text source, enum document_syntax syntax, size_t piece_bytes)
{
    struct reading whole;
    struct reading pieces;
    reading_begin(&whole, source, syntax, DOCUMENT_AUTO);
    reading_begin_in_pieces(&pieces, source, syntax, piece_bytes);
    const char *difference = NULL;
    enum document_status status = DOCUMENT_READ;
    while (difference == NULL && status != DOCUMENT_END) {
        status = reading_next(&whole);
        difference = compare_documents(&whole, status, &pieces, reading_next(&pieces));
    }
    reading_end(&whole);
    reading_end(&pieces);
    return difference;
}

#endif
