#include "document_edit_parts.h"

/* Pairs that are not there yet. By indentation each gets a line of its own; in brackets one too, where the pair before
   it has one, else it follows on the same line. */

/* ---- by indentation ---- */

/* Where new lines go: in front of the end of a line, or at the beginning of one. */
struct line_gap {
    size_t offset;
    bool is_at_beginning;
};

static bool gap_behind(const struct document_edits *edits, const struct written *pair, struct line_gap *gap_out)
{
    struct text text = edits->layout->text;
    size_t end = 0;
    if (!offset_behind_value(edits, pair, &end)) {
        return false;
    }
    /* A block of text ends where the next line begins. */
    bool is_at_beginning = end > 0 && line_end_bytes(text, end - 1) > 0;
    *gap_out = (struct line_gap){ is_at_beginning ? end : offset_of_line_end(text, end), is_at_beginning };
    return true;
}

/* Passes over comments that are set in by more than `indentation`, and blank lines before these: they belong to what
   stands above them. */
static void pass_comments(struct text text, size_t indentation, struct line_gap *gap)
{
    size_t at = gap->is_at_beginning ? gap->offset : gap->offset + line_end_bytes(text, gap->offset);
    while (at < text.size_bytes) {
        size_t first = offset_behind_blanks(text, at);
        size_t end = offset_of_line_end(text, first);
        bool is_comment = first < text.size_bytes && text.bytes[first] == '#' && first - at > indentation;
        if (!is_comment && first != end) {
            return;
        }
        if (is_comment) {
            *gap = (struct line_gap){ end, false };
        }
        if (end == text.size_bytes) {
            return;
        }
        at = end + line_end_bytes(text, end);
    }
}

/* Lines are written with their ends in front or behind. */
struct lines {
    struct writer writer;
    struct collected collected;
    struct line_gap gap;
    struct text line_end;
};

static void lines_begin(struct lines *lines, const struct document_edits *edits, struct line_gap gap)
{
    lines->gap = gap;
    lines->line_end = usual_line_end(edits->layout->text, gap.is_at_beginning ? 0 : gap.offset);
    writer_to_arena(&lines->writer, &lines->collected, edits->arena);
}

static void line_begin(struct lines *lines, size_t indentation)
{
    if (!lines->gap.is_at_beginning) {
        writer_text(&lines->writer, lines->line_end);
    }
    writer_repeat(&lines->writer, ' ', indentation);
}

static void line_end(struct lines *lines)
{
    if (lines->gap.is_at_beginning) {
        writer_text(&lines->writer, lines->line_end);
    }
}

static void lines_end(struct lines *lines, struct document_edits *edits)
{
    edits_add(edits, lines->gap.offset, lines->gap.offset, collected_text(&lines->writer, &lines->collected));
}

static size_t indentation_of(const struct written *mapping)
{
    return mapping->first_child->key.column - 1;
}

static enum edit_status insert_lines(struct document_edits *edits, const struct insertion *insertion)
{
    struct lines lines;
    struct line_gap gap;
    struct manner manner = manner_beside(edits, insertion->behind);
    if (!gap_behind(edits, insertion->behind, &gap)) {
        return EDIT_UNUSUAL;
    }
    lines_begin(&lines, edits, gap);
    for (size_t i = 0; i < insertion->count; i++) {
        line_begin(&lines, indentation_of(insertion->mapping));
        write_pair(&lines.writer, &manner, &insertion->values[i]);
        line_end(&lines);
    }
    lines_end(&lines, edits);
    return EDIT_MADE;
}

/* ---- in brackets ---- */

/* A text to put in, and where. */
struct piece {
    struct writer writer;
    struct collected collected;
};

static void piece_begin(struct piece *piece, const struct document_edits *edits)
{
    writer_to_arena(&piece->writer, &piece->collected, edits->arena);
}

static void piece_end(struct piece *piece, struct document_edits *edits, size_t offset)
{
    edits_add(edits, offset, offset, collected_text(&piece->writer, &piece->collected));
}

static void insert_in_line(struct document_edits *edits, const struct insertion *insertion, size_t offset)
{
    struct piece piece;
    struct manner manner = manner_beside(edits, insertion->behind);
    piece_begin(&piece, edits);
    for (size_t i = 0; i < insertion->count; i++) {
        writer_text(&piece.writer, manner.comma);
        write_pair(&piece.writer, &manner, &insertion->values[i]);
    }
    piece_end(&piece, edits, offset);
}

/* The blanks before a key that is the first of its line. */
static bool begins_line(struct text text, size_t offset, struct text *blanks_out)
{
    size_t begin = offset;
    while (begin > 0 && (text.bytes[begin - 1] == ' ' || text.bytes[begin - 1] == '\t')) {
        begin--;
    }
    *blanks_out = (struct text){ text.bytes + begin, offset - begin };
    return begin > 0 && line_end_bytes(text, begin - 1) > 0;
}

/* Whether nothing but a comment stands in a line from an offset on; if so, where the next one begins. */
static bool ends_line(struct text text, size_t offset, size_t *next_out)
{
    size_t at = offset_behind_blanks(text, offset);
    bool is_comment = at < text.size_bytes && at > offset && text.bytes[at] == '#';
    size_t end = is_comment ? offset_of_line_end(text, at) : at;
    *next_out = end + line_end_bytes(text, end);
    return line_end_bytes(text, end) > 0;
}

/* Lines of their own, behind the one that the pair before them has. The comma behind that may stand there already. */
static void insert_own_lines(struct document_edits *edits, const struct insertion *insertion, struct text blanks,
                             bool has_comma, size_t next)
{
    struct piece piece;
    struct manner manner = manner_beside(edits, insertion->behind);
    struct text line_end = usual_line_end(edits->layout->text, next);
    piece_begin(&piece, edits);
    for (size_t i = 0; i < insertion->count; i++) {
        writer_text(&piece.writer, blanks);
        write_pair(&piece.writer, &manner, &insertion->values[i]);
        writer_string(&piece.writer, has_comma || i + 1 < insertion->count ? "," : "");
        writer_text(&piece.writer, line_end);
    }
    piece_end(&piece, edits, next);
}

static enum edit_status insert_into_empty(struct document_edits *edits, const struct insertion *insertion)
{
    struct piece piece;
    struct manner manner = manner_beside(edits, insertion->mapping);
    piece_begin(&piece, edits);
    for (size_t i = 0; i < insertion->count; i++) {
        writer_text(&piece.writer, i == 0 ? TEXT("") : manner.comma);
        write_pair(&piece.writer, &manner, &insertion->values[i]);
    }
    piece_end(&piece, edits, insertion->mapping->begin + 1);
    return EDIT_MADE;
}

static enum edit_status insert_in_brackets(struct document_edits *edits, const struct insertion *insertion)
{
    struct text text = edits->layout->text;
    struct text blanks;
    size_t end = 0;
    size_t next = 0;
    if (insertion->mapping->has_properties || text.bytes[insertion->mapping->begin] != '{') {
        return EDIT_UNUSUAL;
    }
    if (insertion->behind == NULL) {
        return insert_into_empty(edits, insertion);
    }
    if (!offset_behind_value(edits, insertion->behind, &end)) {
        return EDIT_UNUSUAL;
    }
    size_t comma = offset_behind_blanks(text, end);
    bool has_comma = comma < text.size_bytes && text.bytes[comma] == ',';
    if (!begins_line(text, insertion->behind->key.begin, &blanks) ||
        !ends_line(text, has_comma ? comma + 1 : end, &next)) {
        insert_in_line(edits, insertion, end);
        return EDIT_MADE;
    }
    if (!has_comma) {
        edits_add(edits, end, end, TEXT(","));
    }
    insert_own_lines(edits, insertion, blanks, has_comma, next);
    return EDIT_MADE;
}

enum edit_status insert_pairs(struct document_edits *edits, const struct insertion *insertion)
{
    if (insertion->mapping->style == WRITTEN_IN_BRACKETS) {
        return insert_in_brackets(edits, insertion);
    }
    return insertion->behind == NULL ? EDIT_UNUSUAL : insert_lines(edits, insertion);
}

/* ---- mappings ---- */

/* {总分: 90, 等级: 优} */
static void write_in_brackets(struct writer *writer, const struct manner *manner, const struct wanted_values *wanted)
{
    bool is_first = true;
    struct manner inside = *manner;
    inside.comma = manner->colon.size_bytes == 1 ? TEXT(",") : TEXT(", ");
    writer_character(writer, '{');
    for (size_t i = 0; i < wanted->count; i++) {
        if (wanted->values[i].is_wanted) {
            writer_text(writer, is_first ? TEXT("") : inside.comma);
            write_pair(writer, &inside, &wanted->values[i]);
            is_first = false;
        }
    }
    writer_character(writer, '}');
}

/* A line for each value, set in as the mapping `like` is in its own. */
static void write_lines_within(struct lines *lines, const struct mapping_insertion *insertion,
                               const struct manner *manner)
{
    const struct written *like = insertion->like;
    uint32_t outer_column = like->key.column;
    uint32_t inner_column = like->first_child->key.column;
    size_t step = inner_column > outer_column ? inner_column - outer_column : 2;
    for (size_t i = 0; i < insertion->wanted->count; i++) {
        if (insertion->wanted->values[i].is_wanted) {
            line_begin(lines, indentation_of(insertion->outer) + step);
            write_pair(&lines->writer, manner, &insertion->wanted->values[i]);
            line_end(lines);
        }
    }
}

/* Whether a new mapping is one by indentation. */
static bool is_by_indentation(const struct mapping_insertion *insertion)
{
    return insertion->outer->style == WRITTEN_AS_BLOCK && insertion->like != NULL &&
           insertion->like->style == WRITTEN_AS_BLOCK && insertion->like->first_child != NULL;
}

/* Within a mapping in brackets it is one more pair, written as a value that is no plain text. */
static enum edit_status insert_mapping_in_brackets(struct document_edits *edits,
                                                   const struct mapping_insertion *insertion)
{
    struct piece piece;
    size_t end = 0;
    struct text text = edits->layout->text;
    struct text blanks;
    const struct written *behind = insertion->outer->last_child;
    struct manner manner = manner_beside(edits, behind);
    if (insertion->outer->has_properties || text.bytes[insertion->outer->begin] != '{' ||
        !offset_behind_value(edits, behind, &end)) {
        return EDIT_UNUSUAL;
    }
    piece_begin(&piece, edits);
    if (begins_line(text, behind->key.begin, &blanks)) {
        writer_string(&piece.writer, ",");
        writer_text(&piece.writer, usual_line_end(text, behind->key.begin));
        writer_text(&piece.writer, blanks);
    } else {
        writer_text(&piece.writer, manner.comma);
    }
    write_key(&piece.writer, &manner, insertion->key, insertion->alias);
    writer_text(&piece.writer, manner.colon);
    write_in_brackets(&piece.writer, &manner, insertion->wanted);
    piece_end(&piece, edits, end);
    return EDIT_MADE;
}

enum edit_status insert_mapping(struct document_edits *edits, const struct mapping_insertion *insertion)
{
    struct lines lines;
    struct line_gap gap;
    const struct written *behind = insertion->outer->last_child;
    struct manner manner = manner_beside(edits, behind);
    manner.colon = TEXT(": ");
    if (insertion->outer->style == WRITTEN_IN_BRACKETS) {
        return insert_mapping_in_brackets(edits, insertion);
    }
    if (!gap_behind(edits, behind, &gap)) {
        return EDIT_UNUSUAL;
    }
    pass_comments(edits->layout->text, indentation_of(insertion->outer), &gap);
    lines_begin(&lines, edits, gap);
    line_begin(&lines, indentation_of(insertion->outer));
    write_key(&lines.writer, &manner, insertion->key, insertion->alias);
    writer_character(&lines.writer, ':');
    if (is_by_indentation(insertion)) {
        line_end(&lines);
        write_lines_within(&lines, insertion, &manner);
    } else {
        writer_character(&lines.writer, ' ');
        write_in_brackets(&lines.writer, &manner, insertion->wanted);
        line_end(&lines);
    }
    lines_end(&lines, edits);
    return EDIT_MADE;
}

enum edit_status fill_mapping(struct document_edits *edits, const struct mapping_insertion *insertion,
                              const struct written *pair)
{
    struct piece piece;
    struct lines lines;
    struct manner manner = manner_beside(edits, pair);
    size_t begin = pair->begin;
    bool is_left_out = written_is_left_out(pair);
    manner.colon = manner.quote == 0 ? TEXT(": ") : manner.colon;
    if (is_left_out && !offset_behind_colon(edits, pair, &begin)) {
        return EDIT_UNUSUAL;
    }
    if (is_left_out && is_by_indentation(insertion)) {
        lines_begin(&lines, edits, (struct line_gap){ offset_of_line_end(edits->layout->text, begin), false });
        write_lines_within(&lines, insertion, &manner);
        lines_end(&lines, edits);
        return EDIT_MADE;
    }
    piece_begin(&piece, edits);
    writer_string(&piece.writer, is_left_out ? " " : "");
    write_in_brackets(&piece.writer, &manner, insertion->wanted);
    edits_add(edits, begin, is_left_out ? begin : pair->end, collected_text(&piece.writer, &piece.collected));
    return EDIT_MADE;
}
