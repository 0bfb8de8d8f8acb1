#include "document_source.h"

#include "utf8.h"

struct document_source document_source_begin(struct text text, enum document_syntax syntax)
{
    return (struct document_source){
        .rest = text_starts_with(text, TEXT("\xEF\xBB\xBF")) ? text_without_first(text, 3) : text,
        .line = 1,
        .syntax = syntax,
        .has_carriage_returns = !text_is_empty(text) && memchr(text.bytes, '\r', text.size_bytes) != NULL,
    };
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* How many bytes of `text` stand before its first line end, if one is among the first `size_bytes`. */
static size_t bytes_before_end(struct text text, size_t size_bytes)
{
    const char *feed = memchr(text.bytes, '\n', size_bytes);
    size_t before = feed == NULL ? size_bytes : (size_t)(feed - text.bytes);
    const char *carriage = before == 0 ? NULL : memchr(text.bytes, '\r', before);
    return carriage == NULL ? before : (size_t)(carriage - text.bytes);
}

/* How many bytes the first line has, its end included. Looked for piece by piece: a source that has only the one kind
   of end would be searched for the other as a whole, line after line. */
static size_t line_bytes(struct text text)
{
    enum { PIECE_BYTES = 1024 };
    size_t i = 0;
    while (i < text.size_bytes && !is_line_end(text.bytes[i])) {
        size_t left_bytes = text.size_bytes - i;
        size_t piece_bytes = left_bytes < PIECE_BYTES ? left_bytes : PIECE_BYTES;
        i += bytes_before_end((struct text){ text.bytes + i, left_bytes }, piece_bytes);
    }
    if (i < text.size_bytes) {
        i += text.bytes[i] == '\r' && i + 1 < text.size_bytes && text.bytes[i + 1] == '\n' ? 2 : 1;
    }
    return i;
}

struct text document_line(struct text text)
{
    struct text line = { text.bytes, line_bytes(text) };
    while (line.size_bytes > 0 && is_line_end(line.bytes[line.size_bytes - 1])) {
        line.size_bytes--;
    }
    return line;
}

/* Whether the text begins with a line `---` or `...`, alone or with something behind a blank. */
static bool begins_with_marker(struct text text, char sign)
{
    for (size_t i = 0; i < 3; i++) {
        if (i == text.size_bytes || text.bytes[i] != sign) {
            return false;
        }
    }
    return text.size_bytes == 3 || memchr(" \t\r\n", text.bytes[3], 4) != NULL;
}

static bool begins_with_idle_line(struct text text)
{
    size_t i = 0;
    while (i < text.size_bytes && (text.bytes[i] == ' ' || text.bytes[i] == '\t')) {
        i++;
    }
    return i == text.size_bytes || text.bytes[i] == '#' || is_line_end(text.bytes[i]);
}

/* What may stand before `---`. */
static bool is_before_document(struct text text)
{
    return text.bytes[0] == '%' || begins_with_idle_line(text);
}

static bool is_in_document(struct text text)
{
    return (text.bytes[0] != '-' && text.bytes[0] != '.') ||
           (!begins_with_marker(text, '-') && !begins_with_marker(text, '.'));
}

/* What may stand behind `...`, or is it. */
static bool is_behind_document(struct text text)
{
    return begins_with_marker(text, '.') || begins_with_idle_line(text);
}

struct run {
    size_t bytes;
    uint32_t lines;
};

static void run_add_line(struct run *run, struct text text)
{
    run->bytes += line_bytes(text_without_first(text, run->bytes));
    run->lines++;
}

/* Adds the lines that follow and are such. */
static void run_add_lines(struct run *run, struct text text, bool (*is_such)(struct text text))
{
    while (run->bytes < text.size_bytes && is_such(text_without_first(text, run->bytes))) {
        run_add_line(run, text);
    }
}

/* Adds the lines of a document. The same as run_add_lines with is_in_document, for sources that have no carriage
   returns: most lines of most sources are these. */
static void run_add_document(struct run *run, struct text text)
{
    const char *end = text.bytes + text.size_bytes;
    const char *at = text.bytes + run->bytes;
    while (at < end && is_in_document((struct text){ at, (size_t)(end - at) })) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        at = feed == NULL ? end : feed + 1;
        run->lines++;
    }
    run->bytes = (size_t)(at - text.bytes);
}

static struct run first_document(struct text text, bool has_carriage_returns)
{
    struct run run = { 0, 0 };
    run_add_lines(&run, text, is_before_document);
    if (run.bytes < text.size_bytes && begins_with_marker(text_without_first(text, run.bytes), '-')) {
        run_add_line(&run, text);
    }
    if (has_carriage_returns) {
        run_add_lines(&run, text, is_in_document);
    } else {
        run_add_document(&run, text);
    }
    run_add_lines(&run, text, is_behind_document);
    return run;
}

static struct run first_line(struct text text)
{
    struct run run = { 0, 0 };
    run_add_line(&run, text);
    return run;
}

/* Blanks and tabs at the beginning of a line of JSON, where YAML would take them for indentation. */
static void pass_over_blanks(struct document_slice *slice)
{
    size_t blanks = 0;
    while (blanks < slice->text.size_bytes && (slice->text.bytes[blanks] == ' ' || slice->text.bytes[blanks] == '\t')) {
        blanks++;
    }
    slice->text = text_without_first(slice->text, blanks);
    slice->place.column += (uint32_t)blanks;
}

/* Bytes that look_at looks at; all others may stand in any document. */
static const bool is_special[256] = {
    1,          1,          1,          1,          1,          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 00..0F */
    1,          1,          1,          1,          1,          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 10..1F */
    ['\\'] = 1, [0x7F] = 1, [0xC2] = 1, [0xE2] = 1, [0xEF] = 1,
};

static unsigned char byte_or_zero(struct text text, size_t offset)
{
    return offset < text.size_bytes ? (unsigned char)text.bytes[offset] : 0;
}

static bool is_surrogate_escape(struct text text, size_t offset, unsigned char least, unsigned char most)
{
    unsigned char third = byte_or_zero(text, offset + 3);
    third = third >= 'a' ? (unsigned char)(third - 'a' + 'A') : third;
    return byte_or_zero(text, offset) == '\\' && byte_or_zero(text, offset + 1) == 'u' &&
           (byte_or_zero(text, offset + 2) | 0x20) == 'd' && third >= least && third <= most;
}

/* Notes what is special about a byte that is not a plain character. Answers whether it may stand in a document. */
static bool look_at(struct document_slice *slice, size_t offset)
{
    unsigned char first = (unsigned char)slice->text.bytes[offset];
    unsigned char second = byte_or_zero(slice->text, offset + 1);
    unsigned char third = byte_or_zero(slice->text, offset + 2);
    switch (first) {
    case '\t':
    case '\n':
    case '\r':
        return true;
    case '\\':
        slice->has_surrogate_pair = slice->has_surrogate_pair || is_surrogate_escape(slice->text, offset, '8', 'B');
        return true;
    case 0xC2:
        slice->has_unusual_break = slice->has_unusual_break || second == 0x85;
        return second >= 0xA0 || second == 0x85;
    case 0xE2:
        slice->has_unusual_break = slice->has_unusual_break || (second == 0x80 && (third == 0xA8 || third == 0xA9));
        return true;
    case 0xEF:
        return second != 0xBF || third < 0xBE;
    default:
        return first >= 0x20 && first != 0x7F;
    }
}

void document_slice_look_over(struct document_slice *slice)
{
    size_t valid_bytes = utf8_valid_bytes(slice->text);
    if (valid_bytes < slice->text.size_bytes) {
        slice->fault = SLICE_NOT_UTF8;
        slice->fault_bytes = valid_bytes;
        return;
    }
    for (size_t i = 0; i < slice->text.size_bytes; i++) {
        if (is_special[(unsigned char)slice->text.bytes[i]] && !look_at(slice, i)) {
            slice->fault = SLICE_CONTROL_CHARACTER;
            slice->fault_bytes = i;
            return;
        }
    }
}

bool document_source_next(struct document_source *source, struct document_slice *slice_out)
{
    if (text_is_empty(source->rest)) {
        return false;
    }
    bool is_yaml = source->syntax == DOCUMENT_YAML;
    struct run run = is_yaml ? first_document(source->rest, source->has_carriage_returns) : first_line(source->rest);
    *slice_out = (struct document_slice){
        .text = { source->rest.bytes, run.bytes },
        .place = { source->line, 1 },
    };
    source->rest = text_without_first(source->rest, run.bytes);
    source->line += run.lines;
    if (!is_yaml) {
        pass_over_blanks(slice_out);
    }
    return true;
}

struct place document_slice_place(const struct document_slice *slice, size_t offset_bytes)
{
    struct place place = slice->place;
    struct text rest = { slice->text.bytes, offset_bytes };
    size_t bytes = line_bytes(rest);
    while (bytes > 0 && is_line_end(rest.bytes[bytes - 1])) {
        rest = text_without_first(rest, bytes);
        place.line++;
        place.column = 1;
        bytes = line_bytes(rest);
    }
    place.column += (uint32_t)utf8_characters(rest);
    return place;
}

struct line_cursor line_cursor_begin(const struct document_slice *slice)
{
    return (struct line_cursor){ .begin = 0, .line = slice->place.line };
}

size_t line_cursor_offset(struct line_cursor *cursor, const struct document_slice *slice, struct place place)
{
    while (cursor->line < place.line && cursor->begin < slice->text.size_bytes) {
        cursor->begin += line_bytes(text_without_first(slice->text, cursor->begin));
        cursor->line++;
    }
    uint32_t first_column = place.line == slice->place.line ? slice->place.column : 1;
    size_t characters = place.column > first_column ? place.column - first_column : 0;
    struct text line = document_line(text_without_first(slice->text, cursor->begin));
    return cursor->begin + utf8_first(line, characters).size_bytes;
}
