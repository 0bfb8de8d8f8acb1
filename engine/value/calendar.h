#ifndef ZIPING_CALENDAR_H
#define ZIPING_CALENDAR_H

#include "value.h"

struct year_month {
    int32_t year;  /* 0 where it is not known */
    int32_t month; /* 1 to 12 */
};

/* A February of an unknown year may have 29 days. */
int32_t last_day(struct year_month of);

/* False, with `date_out` untouched, where there is no such day. */
bool date_make(struct year_month of, int32_t day, struct date *date_out);

#endif
