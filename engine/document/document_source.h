#ifndef ZIPING_DOCUMENT_SOURCE_H
#define ZIPING_DOCUMENT_SOURCE_H

#include "arena.h"
#include "document.h"
#include "finding.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A source before it is parsed: cut into documents, so that a broken one does not touch the next, and looked over for
   what no parser should see. */

enum slice_fault { SLICE_SOUND, SLICE_NOT_UTF8, SLICE_CONTROL_CHARACTER };

/* A run of lines that holds at most one document, directives and comments before it included. */
struct document_slice {
    struct text text;
    struct place place; /* of its first character */
    bool is_too_large;  /* over the limit: `text` need not be whole then */
    bool is_open;       /* the document need not go as far as the text; where a marker ends it others follow */
    /* The rest is known once the slice has been looked over. */
    enum slice_fault fault;
    size_t fault_bytes;      /* offset of the fault in the text */
    bool has_surrogate_pair; /* \uD83D\uDE00, as JSON escapes what lies beyond U+FFFF */
    bool has_unusual_break;  /* U+0085, U+2028 or U+2029 */
};

/* How far a document has been looked for. */
struct scan {
    size_t stretch;           /* of lines: before the document, in it and so on */
    size_t bytes;             /* of the lines that belong to it */
    uint32_t lines;           /* the same */
    size_t searched_bytes;    /* of the line behind these, which have no line end */
    size_t forgotten_bytes;   /* of the document, no longer in memory */
    size_t forgotten_of_line; /* of the line behind */
};

/* A source is in memory as a whole, or a piece of it is at a time, which is moved on when a document takes more. */
struct document_source {
    struct text rest;          /* what is in memory and was not taken off */
    bool is_whole;             /* nothing comes behind it */
    bool has_begun;            /* a byte order mark was looked for */
    bool has_carriage_returns; /* among those that were looked for */
    size_t new_bytes;          /* at the end of `rest`, where none were looked for yet */
    uint32_t line;             /* of the first character of `rest` */
    enum document_syntax syntax;
    size_t limit_bytes; /* of one document */
    struct scan scan;
};

/* A document over the limit is a slice all the same, which says so. */
struct document_source document_source_begin(struct text text, enum document_syntax syntax, size_t limit_bytes);

/* Begins with nothing in memory: document_source_continue comes next. */
struct document_source document_source_begin_empty(enum document_syntax syntax, size_t limit_bytes);

/* `rest` is what there was, and more behind it from `new_from` on; it may lie elsewhere. */
void document_source_continue(struct document_source *source, struct text rest, size_t new_from, bool is_whole);

/* Where a document or a line of it is over the limit, forgets what tells nothing more, so that it need not be kept to
   find its end. `bytes` is the block that `rest` lies in. */
void document_source_forget(struct document_source *source, char *bytes);

enum document_cut {
    CUT_SLICE,
    CUT_NEEDS_MORE, /* document_source_continue, and try again; never where all is in memory */
    CUT_END
};

/* Takes the next slice off. A line that begins with --- or ... bounds a document wherever it stands, since YAML lets
   neither begin a line of a text. Lines are looked at when they are complete, so that the slices are the same however
   the source comes into memory. */
enum document_cut document_source_next(struct document_source *source, struct document_slice *slice_out);

/* What a document takes of an open slice, with what belongs to it behind. */
struct slice_extent {
    size_t bytes;
    uint32_t lines;
};

/* All that is left, as an open slice, so that whoever reads it need not be told before where its document ends. False
   where that is too much, or cannot be had. */
bool document_source_rest(const struct document_source *source, struct document_slice *slice_out);

/* Takes off what a document took of an open slice. */
void document_source_take(struct document_source *source, struct slice_extent extent);

/* Whether there are only comments, directives and markers in it. */
bool document_slice_is_empty(const struct document_slice *slice);

/* Looks for what no parser should see, and for what libyaml reads in its own way. */
void document_slice_look_over(struct document_slice *slice);

/* The place of the byte at `offset_bytes`. What lies before it must be UTF-8. */
struct place document_slice_place(const struct document_slice *slice, size_t offset_bytes);

/* Finds places in a slice, line by line only forwards, so that finding many of them costs one pass. */
struct line_cursor {
    size_t begin; /* offset of the line */
    uint32_t line;
};

struct line_cursor line_cursor_begin(const struct document_slice *slice);

/* The offset of a place; that of the line's end, or of the slice's, where there is no such place. */
size_t line_cursor_offset(struct line_cursor *cursor, const struct document_slice *slice, struct place place);

/* `text` as far as the end of its first line, the end left out. */
struct text document_line(struct text text);

#endif
