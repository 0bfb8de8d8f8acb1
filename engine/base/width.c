#include "width.h"

#include "utf8.h"

#include <utf8proc.h>

static size_t cells_of(uint32_t code_point)
{
    if (code_point >= ' ' && code_point <= '~') {
        return 1;
    }
    int cells = utf8proc_charwidth((utf8proc_int32_t)code_point);
    return cells > 0 ? (size_t)cells : 0;
}

size_t width_cells(struct text text)
{
    size_t cells = 0;
    while (!text_is_empty(text)) {
        cells += cells_of(utf8_take(&text));
    }
    return cells;
}

struct text width_first(struct text text, size_t cells)
{
    struct text rest = text;
    while (!text_is_empty(rest)) {
        struct text after = rest;
        size_t needed_cells = cells_of(utf8_take(&after));
        if (needed_cells > cells) {
            break;
        }
        cells -= needed_cells;
        rest = after;
    }
    return text_without_last(text, rest.size_bytes);
}
