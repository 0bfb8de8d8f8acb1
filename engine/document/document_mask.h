#ifndef ZIPING_DOCUMENT_MASK_H
#define ZIPING_DOCUMENT_MASK_H

#include "arena.h"
#include "document_source.h"
#include "text.h"

#include <stdbool.h>

/* libyaml reads two things otherwise than JSON and YAML 1.2: it refuses a character that is escaped as a surrogate
   pair (\uD83D\uDE00), and it ends lines at U+0085, U+2028 and U+2029. Both are hidden from it behind code points that
   the source does not use, one character for one, so that places stay right; what it reads is shown again afterwards.

   The hiding place is one of the blocks U+A800, U+B800, U+C800 and U+E800 of 2048 code points each: those whose
   escapes differ from the surrogates' in the letter of the first digit only. */
struct document_mask {
    bool is_used;
    char letter; /* the first hexadecimal digit of the block: A, B, C or E */
};

/* Gives the text to parse in `text_out`: the slice's own, or a masked copy in `arena`. False where there is no memory.
   A source that uses all four blocks is left as it is. */
bool document_mask_begin(const struct document_slice *slice, struct arena *arena, struct document_mask *mask_out,
                         struct text *text_out);

/* Shows what is hidden in a text that was read, in place; answers the new size. `has_escapes`: the text stood in
   double quotes, where escapes have been read already. */
size_t document_mask_end(struct document_mask mask, char *bytes, size_t size_bytes, bool has_escapes);

#endif
