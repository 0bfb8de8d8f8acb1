#ifndef ZIPING_UTF8_H
#define ZIPING_UTF8_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes the first code point off `rest` (which must not be blank and must be valid UTF-8) and answers it. */
uint32_t utf8_take(struct text *rest);

/* Writes one code point to `bytes_out`, which has room for 4; answers how many bytes it took. */
size_t utf8_put(uint32_t code_point, char *bytes_out);

/* The offset of the first byte that is not UTF-8 (overlong forms, surrogates and beyond U+10FFFF included), or the
   size of the text when all of it is. */
size_t utf8_valid_bytes(struct text text);

/* How many code points a valid text has. */
size_t utf8_characters(struct text text);

/* The beginning of a valid text that is at most `characters` code points long. */
struct text utf8_first(struct text text, size_t characters);

#endif
