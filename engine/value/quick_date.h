#ifndef ZIPING_QUICK_DATE_H
#define ZIPING_QUICK_DATE_H

#include "reader.h"

/* Days without patterns: 年底前, 2022年10月底前, 12月5日, 2022-12-31前. The value that value_read_by_rules would read;
   false where these quick looks do not settle it. */
bool date_read_quickly(const struct reading *reading, struct value *value_out);

enum { YEAR_BYTES = 4 };

/* Whether a text may begin as 2023年 or 2023- does. */
static inline bool may_begin_with_year(struct text text)
{
    return text.size_bytes > YEAR_BYTES &&
           ((unsigned char)text.bytes[YEAR_BYTES] == 0xE5 || text.bytes[YEAR_BYTES] == '-');
}

/* The same of a text as it stands that may begin with a year. What this settles is written so plainly that it would be
   folded to itself, and names its own year. */
bool date_read_plainly(struct text text, struct value *value_out);

#endif
