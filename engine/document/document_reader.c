#include "document.h"

#include "document_fast.h"
#include "document_layout.h"
#include "document_source.h"
#include "document_window.h"
#include "document_yaml.h"

/* The documents of a source, one after another, each by the reader that can read it. */

struct document_reader {
    struct document_limits limits;
    struct document_source source;
    struct document_window window;
    enum document_reading reading;
    struct document_keys *keys; /* or NULL */
    size_t fast_documents;
    size_t fallbacks;
    bool has_document;          /* something was read, or refused */
    bool is_endless;            /* a document of the input came to no end, and its end is no longer looked for */
    struct document_slice last; /* that was read */
    struct yaml_reading yaml;
};

struct document_reader *document_reader_open(struct arena *arena, struct text source, enum document_syntax syntax,
                                             const struct document_limits *limits)
{
    struct document_reader *reader = arena_try(arena, sizeof(*reader));
    if (reader != NULL) {
        reader->limits = *limits;
        reader->source = document_source_begin(source, syntax, limits->document_bytes);
    }
    return reader;
}

struct document_reader *document_reader_open_input(struct arena *arena, struct document_input input,
                                                   struct text beginning, enum document_syntax syntax,
                                                   const struct document_limits *limits)
{
    struct document_reader *reader = arena_try(arena, sizeof(*reader));
    if (reader != NULL) {
        reader->limits = *limits;
        reader->source = document_source_begin_empty(syntax, limits->document_bytes);
        reader->window = (struct document_window){
            .input = input, .beginning = beginning, .memory = arena->memory, .most_bytes = arena->limit_bytes
        };
    }
    return reader;
}

void document_reader_choose(struct document_reader *reader, enum document_reading reading)
{
    reader->reading = reading;
}

void document_reader_remember(struct document_reader *reader, struct document_keys *keys)
{
    reader->keys = keys;
}

size_t document_reader_fast_documents(const struct document_reader *reader)
{
    return reader->fast_documents;
}

size_t document_reader_fallbacks(const struct document_reader *reader)
{
    return reader->fallbacks;
}

void document_reader_close(struct document_reader *reader)
{
    if (reader != NULL) {
        yaml_reading_end(&reader->yaml);
        document_window_end(&reader->window);
    }
}

/* ---- */

static enum document_status refuse(struct finding_list *findings, enum message message, struct place place)
{
    finding_add(findings, message, place, TEXT(""), NULL, 0);
    return DOCUMENT_UNREADABLE;
}

/* A document over the limit is passed over, so that those behind it can be read. But an input may never end. Where all
   is in memory nothing is ever forgotten. */
static bool is_beyond_all_ends(const struct document_reader *reader)
{
    enum { MOST_LIMITS = 8, LEAST_BYTES = 1 << 24 };
    const struct scan *scan = &reader->source.scan;
    size_t forgotten_bytes =
        scan->forgotten_bytes > scan->forgotten_of_line ? scan->forgotten_bytes : scan->forgotten_of_line;
    return forgotten_bytes > LEAST_BYTES && forgotten_bytes / MOST_LIMITS > reader->limits.document_bytes;
}

static enum document_status next_slice(struct document_reader *reader, struct document_slice *slice_out)
{
    if (reader->is_endless) {
        return DOCUMENT_END;
    }
    for (;;) {
        switch (document_source_next(&reader->source, slice_out)) {
        case CUT_SLICE:
            return DOCUMENT_READ;
        case CUT_END:
            return DOCUMENT_END;
        case CUT_NEEDS_MORE:
            break;
        }
        if (is_beyond_all_ends(reader)) {
            reader->is_endless = true;
            *slice_out = (struct document_slice){ .place = { reader->source.line, 1 }, .is_too_large = true };
            return DOCUMENT_READ;
        }
        switch (document_window_advance(&reader->window, &reader->source)) {
        case WINDOW_READ:
            break;
        case WINDOW_FAILED:
            return DOCUMENT_INPUT_FAILED;
        case WINDOW_NO_MEMORY:
            return DOCUMENT_NO_MEMORY;
        }
    }
}

/* What is not for the fast reader, or was given up by it. An empty document, which is for libyaml to see, is not
   counted. */
static enum document_status read_with_libyaml(struct document_reader *reader, const struct document_slice *slice,
                                              struct arena *arena, struct finding_list *findings,
                                              const struct node **root_out)
{
    if (reader->reading == DOCUMENT_FAST_ONLY && !document_slice_is_empty(slice)) {
        reader->fallbacks++;
        return refuse(findings, MESSAGE_document_not_quick, slice->place);
    }
    enum document_status status = yaml_read(&reader->yaml, slice, &reader->limits, arena, findings, root_out);
    reader->fallbacks += status != DOCUMENT_READ || *root_out != NULL;
    return status;
}

/* Reads the next document of a source that is short enough without looking for its end before. `tried_bytes_out` is how
   much was tried to be read, 0 where nothing was. */
static enum fast_outcome read_rest(struct document_reader *reader, struct arena *arena, struct finding_list *findings,
                                   const struct node **root_out, size_t *tried_bytes_out)
{
    struct document_slice rest;
    struct slice_extent extent;
    *tried_bytes_out = 0;
    if (reader->reading == DOCUMENT_LIBYAML || !document_source_rest(&reader->source, &rest)) {
        return FAST_GAVE_UP;
    }
    *tried_bytes_out = rest.text.size_bytes;
    enum fast_outcome outcome =
        document_fast_read(&rest, &reader->limits, reader->keys, arena, findings, root_out, &extent);
    if (outcome == FAST_READ) {
        document_source_take(&reader->source, extent);
        reader->last = rest;
        reader->last.text.size_bytes = extent.bytes;
    }
    return outcome;
}

/* `root_out` is set on DOCUMENT_READ, to NULL where the document is empty. */
static enum document_status read_slice(struct document_reader *reader, const struct document_slice *slice,
                                       size_t tried_bytes, struct arena *arena, struct finding_list *findings,
                                       const struct node **root_out)
{
    if (slice->is_too_large) {
        finding_report(findings, reader->is_endless ? MESSAGE_document_endless : MESSAGE_document_too_large,
                       slice->place, TEXT(""), COUNT_ARGUMENT(reader->limits.document_bytes));
        return DOCUMENT_UNREADABLE;
    }
    if (reader->reading == DOCUMENT_LIBYAML || slice->text.size_bytes == tried_bytes) {
        return read_with_libyaml(reader, slice, arena, findings, root_out);
    }
    struct slice_extent extent;
    switch (document_fast_read(slice, &reader->limits, reader->keys, arena, findings, root_out, &extent)) {
    case FAST_READ:
        reader->fast_documents++;
        return DOCUMENT_READ;
    case FAST_NO_MEMORY:
        return DOCUMENT_NO_MEMORY;
    case FAST_GAVE_UP:
        break;
    }
    return read_with_libyaml(reader, slice, arena, findings, root_out);
}

/* As read_slice, for the next document, wherever it ends. `has_slice_out`: there was something to read. */
static enum document_status read_next(struct document_reader *reader, struct arena *arena,
                                      struct finding_list *findings, const struct node **root_out, bool *has_slice_out)
{
    size_t tried_bytes;
    *has_slice_out = true;
    switch (read_rest(reader, arena, findings, root_out, &tried_bytes)) {
    case FAST_READ:
        reader->fast_documents++;
        return DOCUMENT_READ;
    case FAST_NO_MEMORY:
        return DOCUMENT_NO_MEMORY;
    case FAST_GAVE_UP:
        break;
    }
    struct document_slice slice;
    enum document_status status = next_slice(reader, &slice);
    *has_slice_out = status == DOCUMENT_READ;
    if (*has_slice_out) {
        status = read_slice(reader, &slice, tried_bytes, arena, findings, root_out);
        reader->last = slice;
    }
    return status;
}

enum document_status document_read(struct document_reader *reader, struct arena *arena, struct finding_list *findings,
                                   const struct node **root_out)
{
    const struct node *root = NULL;
    bool has_slice = true;
    enum document_status status = DOCUMENT_READ;
    while (status == DOCUMENT_READ && root == NULL) {
        status = read_next(reader, arena, findings, &root, &has_slice);
    }
    if (status == DOCUMENT_END && !reader->has_document) {
        reader->has_document = true;
        return refuse(findings, MESSAGE_document_empty, (struct place){ 1, 1 });
    }
    reader->has_document |= has_slice;
    if (status == DOCUMENT_READ) {
        *root_out = root;
    }
    return status;
}

enum document_status document_read_layout(struct document_reader *reader, struct arena *arena,
                                          struct document_layout *layout_out)
{
    return layout_read(&reader->yaml, &reader->last, arena, layout_out);
}
