#include "quick.h"
#include "quick_date.h"
#include "reader.h"

/* VALUE_BLANK is what all zero says. */
_Static_assert(VALUE_BLANK == 0, "a value that is all zero is blank");

void value_read_to(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                   int32_t year, struct value *value_out)
{
    static const struct value blank;
    struct quick_number number;
    if (text_is_empty(text)) {
        *value_out = blank;
        return;
    }
    if (may_begin_with_year(text) && !workspace->numbers.is_unsafe && date_read_plainly(text, value_out)) {
        return;
    }
    if (quick_number_find(&workspace->numbers, text, &number)) {
        *value_out = quick_number_value(&number, arena, role);
        return;
    }
    const struct memo_entry *entry = memo_find(&workspace->memo, text, role, year);
    if (entry == NULL) {
        *value_out = value_read_anew(workspace, arena, text, role, year);
    } else {
        *value_out = entry->has_own_unit ? memo_value(entry, arena) : entry->value;
    }
}
