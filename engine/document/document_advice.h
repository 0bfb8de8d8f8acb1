#ifndef ZIPING_DOCUMENT_ADVICE_H
#define ZIPING_DOCUMENT_ADVICE_H

#include "document_source.h"
#include "finding.h"
#include "text.h"

#include <stdbool.h>

/* What a parser stumbled over, put into what the writer of the file should change: the source around the place tells
   more than the parser's words. */

struct syntax_error {
    const char *problem; /* the parser's words */
    const char *context; /* the same, what it was about to do; "" where it does not say */
    struct place place;
    struct place context_place;    /* where that began */
    struct place collection_place; /* of the innermost sequence or mapping that is open; line 0 where none is */
    struct place quote_place; /* of the value read last, if it was in quotes and took more than a line; else line 0 */
    struct place quote_end;   /* of the first character behind it */
};

/* A message about the document and its value, if it has one. The value lies in the source or is a constant. */
struct advice {
    enum message message;
    struct place place;
    struct text value;
    bool has_value;
};

struct advice document_advise(const struct document_slice *slice, const struct syntax_error *error);

/* `指标值: >5` is YAML for a block of no lines. Whether the block scalar whose header begins at `place` of the source,
   and which turned out to hold nothing, rather is a value without quotes. `text`: the source from there on. */
bool document_advise_empty_block(struct text text, struct place place, struct advice *advice_out);

/* A character with a meaning of its own at the beginning of a value. */
struct advice document_advise_reserved(struct text character, struct place place);

#endif
