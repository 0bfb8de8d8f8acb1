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
    /* The rest is known once the slice has been looked over. */
    enum slice_fault fault;
    size_t fault_bytes;      /* offset of the fault in the text */
    bool has_surrogate_pair; /* \uD83D\uDE00, as JSON escapes what lies beyond U+FFFF */
    bool has_unusual_break;  /* U+0085, U+2028 or U+2029 */
};

struct document_source {
    struct text rest;
    uint32_t line; /* of the first character of `rest` */
    enum document_syntax syntax;
    bool has_carriage_returns;
};

struct document_source document_source_begin(struct text text, enum document_syntax syntax);

/* Takes the next slice off; false at the end. A line that begins with --- or ... bounds a document wherever it
   stands, since YAML lets neither begin a line of a text. */
bool document_source_next(struct document_source *source, struct document_slice *slice_out);

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
