#include "quick.h"
#include "reader.h"

struct value value_read(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                        int32_t year)
{
    struct value value;
    if (number_read_quickly(&workspace->numbers, arena, text, role, &value)) {
        return value;
    }
    const struct memo_entry *entry = memo_find(&workspace->memo, text, role, year);
    if (entry == NULL) {
        return value_read_anew(workspace, arena, text, role, year);
    }
    value = entry->value;
    value.unit = memo_unit(entry, arena);
    return value;
}
