#include "quick.h"
#include "quick_date.h"
#include "reader.h"

/* VALUE_BLANK is what all zero says. */
_Static_assert(VALUE_BLANK == 0, "a value that is all zero is blank");

struct value value_read(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                        int32_t year)
{
    static const struct value blank;
    struct value date;
    struct quick_number number;
    if (text_is_empty(text)) {
        return blank;
    }
    if (may_begin_with_year(text) && !workspace->numbers.is_unsafe && date_read_plainly(text, &date)) {
        return date;
    }
    if (quick_number_find(&workspace->numbers, text, &number)) {
        return quick_number_value(&number, arena, role);
    }
    const struct memo_entry *entry = memo_find(&workspace->memo, text, role, year);
    if (entry == NULL) {
        return value_read_anew(workspace, arena, text, role, year);
    }
    return entry->has_own_unit ? memo_value(entry, arena) : entry->value;
}
