#ifndef ZIPING_DOCUMENT_WINDOW_H
#define ZIPING_DOCUMENT_WINDOW_H

#include "arena.h"
#include "document.h"
#include "document_source.h"

#include <stdbool.h>
#include <stddef.h>

/* The piece of a long source that is in memory: what no document was cut from yet. It moves on through the source, and
   grows where a document is longer than it. */
struct document_window {
    struct document_input input;
    struct text beginning; /* what of the input is in memory already */
    struct memory memory;
    size_t most_bytes; /* of the window */
    char *block;       /* NULL until it is needed */
    size_t room_bytes;
};

enum window_status { WINDOW_READ, WINDOW_FAILED, WINDOW_NO_MEMORY };

/* Moves what is left of the source to the front and reads more behind it, once, and not more than there is at the
   moment. */
enum window_status document_window_advance(struct document_window *window, struct document_source *source);

void document_window_end(struct document_window *window);

#endif
