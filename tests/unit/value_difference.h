#ifndef ZIPING_VALUE_DIFFERENCE_H
#define ZIPING_VALUE_DIFFERENCE_H

#include "reader.h"

/* Whether two readings of a cell are the same. Used by a unit test and by a measurement. */

static inline bool same_printed(struct decimal a, struct decimal b)
{
    return a.coefficient == b.coefficient && a.places == b.places;
}

/* The name of the first field that differs; NULL where the values are the same. */
static inline const char *value_difference(const struct value *a, const struct value *b)
{
    const struct {
        const char *name;
        bool is_same;
    } fields[] = {
        { "kind", a->kind == b->kind },
        { "comparison", a->comparison == b->comparison },
        { "number", same_printed(a->number, b->number) },
        { "upper", same_printed(a->upper, b->upper) },
        { "denominator", same_printed(a->denominator, b->denominator) },
        { "unit", text_equals(a->unit, b->unit) },
        { "tier", a->tier == b->tier },
        { "date", a->date.year == b->date.year && a->date.month == b->date.month && a->date.day == b->date.day },
        { "has_sign", a->has_sign == b->has_sign },
        { "is_approximate", a->is_approximate == b->is_approximate },
        { "is_cut", a->is_cut == b->is_cut },
        { "is_too_large", a->is_too_large == b->is_too_large },
        { "has_scale", a->has_scale == b->has_scale },
        { "scale_power", a->scale_power == b->scale_power },
    };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (!fields[i].is_same) {
            return fields[i].name;
        }
    }
    return NULL;
}

#endif
