#ifndef ZIPING_NUMBER_H
#define ZIPING_NUMBER_H

#include "decimal.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>

/* Numbers in folded text. */

/* Digits as people print them: -1,270.92. `decimal_out` is untouched unless DECIMAL_READ. */
enum decimal_status digits_read(struct text text, struct decimal *decimal_out);

/* A Chinese numeral: 两, 十二, 一百二十, 三千五 (3500), 一点五, 半. The scales after it are part of it: 一亿二千万. A
   bare 百, 千, 万 or 亿 is none. `decimal_out` is untouched unless DECIMAL_READ. */
enum decimal_status numeral_read(struct text text, struct decimal *decimal_out);

/* A number one digit after the other: 二〇二三. -1 when it is none or has more than four. */
int32_t numeral_digits_read(struct text text);

/* Whether a code point is a scale, and its power of ten: 十 1, 百 2, 千 3, 万 4, 亿 8. */
bool scale_find(uint32_t code_point, int *power_out);

#endif
