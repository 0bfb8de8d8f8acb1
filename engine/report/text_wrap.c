#include "text_wrap.h"

#include "shown.h"
#include "width.h"

#include <string.h>

static const char closing[] = "，。、；：？！）】》〉”’〕」』…％,.;:!?%)]}";
static const char opening[] = "（【《〈“‘〔「『([{";

struct character {
    struct text bytes;
    size_t cells;
    bool is_wide; /* may be parted from its neighbours: Chinese, or punctuation that goes with it */
    bool is_closing;
    bool is_opening;
};

static struct character character_of(struct text bytes)
{
    struct character character = { .bytes = bytes, .cells = width_cells(bytes) };
    character.is_closing = text_contains(text_of(closing), bytes);
    character.is_opening = text_contains(text_of(opening), bytes);
    bool is_ascii = bytes.size_bytes == 1;
    character.is_wide = character.cells == 2 || (!is_ascii && (character.is_closing || character.is_opening));
    return character;
}

static void begin_line(struct wrap *wrap)
{
    writer_character(wrap->writer, '\n');
    writer_repeat(wrap->writer, ' ', wrap->indent_cells);
    wrap->used_cells = wrap->indent_cells;
}

static void place_parted(struct wrap *wrap, struct text run)
{
    while (!text_is_empty(run)) {
        size_t left_cells = wrap->columns > wrap->used_cells ? wrap->columns - wrap->used_cells : 0;
        struct text part = width_first(run, left_cells);
        if (text_is_empty(part) && wrap->used_cells <= wrap->indent_cells) {
            part = run;
        }
        writer_text(wrap->writer, part);
        wrap->used_cells += width_cells(part);
        run = text_without_first(run, part.size_bytes);
        if (!text_is_empty(run)) {
            begin_line(wrap);
        }
    }
}

static void place_run(struct wrap *wrap)
{
    if (wrap->run_bytes == 0) {
        return;
    }
    bool is_first = wrap->used_cells <= wrap->indent_cells;
    size_t blank_cells = wrap->has_blank && !is_first ? 1 : 0;
    if (!is_first && wrap->used_cells + blank_cells + wrap->run_cells > wrap->columns) {
        begin_line(wrap);
        blank_cells = 0;
    }
    writer_repeat(wrap->writer, ' ', blank_cells);
    wrap->used_cells += blank_cells;
    place_parted(wrap, (struct text){ wrap->run, wrap->run_bytes });
    wrap->run_bytes = 0;
    wrap->run_cells = 0;
    wrap->has_blank = false;
}

static bool may_part_before(const struct wrap *wrap, const struct character *character)
{
    return character->cells > 0 && !character->is_closing && !wrap->is_open_last &&
           (wrap->is_wide_last || character->is_wide);
}

static void add_character(struct wrap *wrap, const struct character *character)
{
    bool is_full = wrap->run_bytes + character->bytes.size_bytes > sizeof(wrap->run);
    if (is_full || may_part_before(wrap, character)) {
        place_run(wrap);
    }
    memcpy(wrap->run + wrap->run_bytes, character->bytes.bytes, character->bytes.size_bytes);
    wrap->run_bytes += character->bytes.size_bytes;
    wrap->run_cells += character->cells;
    if (character->cells > 0) {
        wrap->is_wide_last = character->is_wide;
        wrap->is_open_last = character->is_opening;
    }
}

static bool take_piece(void *context, const char *bytes, size_t size_bytes)
{
    struct wrap *wrap = context;
    struct text rest = { bytes, size_bytes };
    while (!text_is_empty(rest)) {
        struct text shown = shown_take(&rest);
        if (text_equals(shown, TEXT(" "))) {
            place_run(wrap);
            wrap->has_blank = true;
            wrap->is_wide_last = false;
            wrap->is_open_last = false;
            continue;
        }
        struct character character = character_of(shown);
        add_character(wrap, &character);
    }
    return !wrap->writer->failed;
}

void wrap_begin(struct wrap *wrap, struct writer *writer, size_t used_cells, size_t indent_cells, size_t columns)
{
    writer_begin(&wrap->pieces, take_piece, wrap);
    wrap->writer = writer;
    wrap->columns = columns;
    wrap->indent_cells = indent_cells;
    wrap->used_cells = used_cells;
    wrap->has_blank = false;
    wrap->is_wide_last = false;
    wrap->is_open_last = false;
    wrap->run_bytes = 0;
    wrap->run_cells = 0;
}

void wrap_end(struct wrap *wrap)
{
    writer_flush(&wrap->pieces);
    place_run(wrap);
    writer_character(wrap->writer, '\n');
}
