#ifndef ZIPING_QUICK_DATE_H
#define ZIPING_QUICK_DATE_H

#include "reader.h"

/* Days without patterns: 年底前, 2022年10月底前, 12月5日, 2022-12-31前. The value that value_read_by_rules would read;
   false where these quick looks do not settle it. */
bool date_read_quickly(const struct reading *reading, struct value *value_out);

#endif
