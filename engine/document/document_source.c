#include "document_source.h"

#include "document_fast_bytes.h"
#include "utf8.h"

enum {
    MOST_LINES = UINT32_MAX / 2, /* that are counted: no number of a line in a document behind them overflows */
    LEAST_FORGOTTEN = 16,        /* what a shortened line has is less */
};

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

static bool may_begin_marker(char first)
{
    return first == '-' || first == '.';
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
    return !may_begin_marker(text.bytes[0]) || (!begins_with_marker(text, '-') && !begins_with_marker(text, '.'));
}

/* What may stand behind `...`, or is it. */
static bool is_behind_document(struct text text)
{
    return begins_with_marker(text, '.') || begins_with_idle_line(text);
}

/* ---- the lines of a document ---- */

static bool is_any(struct text text)
{
    (void)text;
    return true;
}

static bool is_beginning(struct text text)
{
    return begins_with_marker(text, '-');
}

/* Lines that follow one another in a document. */
struct stretch {
    bool (*is_such)(struct text text); /* looks at the text from the line on, and no further than the line's end */
    uint32_t most_lines;
};

static const struct stretch stretches_of_yaml[] = {
    { is_before_document, UINT32_MAX },
    { is_beginning, 1 },
    { is_in_document, UINT32_MAX },
    { is_behind_document, UINT32_MAX },
};
static const struct stretch stretches_of_json_lines[] = { { is_any, 1 } };

enum {
    STRETCHES_OF_YAML = sizeof(stretches_of_yaml) / sizeof(stretches_of_yaml[0]),
    STRETCHES_OF_JSON_LINES = sizeof(stretches_of_json_lines) / sizeof(stretches_of_json_lines[0]),
};

struct document_source document_source_begin(struct text text, enum document_syntax syntax, size_t limit_bytes)
{
    struct document_source source = document_source_begin_empty(syntax, limit_bytes);
    document_source_continue(&source, text, 0, true);
    return source;
}

struct document_source document_source_begin_empty(enum document_syntax syntax, size_t limit_bytes)
{
    return (struct document_source){ .line = 1, .syntax = syntax, .limit_bytes = limit_bytes };
}

void document_source_continue(struct document_source *source, struct text rest, size_t new_from, bool is_whole)
{
    static const size_t mark_bytes = 3;
    source->rest = rest;
    source->is_whole = is_whole;
    source->new_bytes += rest.size_bytes - new_from;
    if (!source->has_begun && (is_whole || rest.size_bytes >= mark_bytes)) {
        source->has_begun = true;
        source->rest = text_starts_with(rest, TEXT("\xEF\xBB\xBF")) ? text_without_first(rest, mark_bytes) : rest;
    }
}

/* How many bytes the line has that begins the text, its end included; 0 where there is none, or where what is in memory
   does not tell. What was searched for an end once is not searched again. */
static size_t complete_line_bytes(struct document_source *source, struct text text)
{
    struct scan *scan = &source->scan;
    size_t bytes = scan->searched_bytes + line_bytes(text_without_first(text, scan->searched_bytes));
    bool has_end = bytes > 0 && is_line_end(text.bytes[bytes - 1]);
    bool may_have_feed = has_end && bytes == text.size_bytes && text.bytes[bytes - 1] == '\r';
    if (!source->is_whole && (!has_end || may_have_feed)) {
        scan->searched_bytes = has_end ? bytes - 1 : bytes;
        return 0;
    }
    return bytes;
}

static void take_lines(struct scan *scan, size_t bytes, size_t lines)
{
    scan->bytes += bytes;
    scan->lines = lines < MOST_LINES - scan->lines ? scan->lines + (uint32_t)lines : MOST_LINES;
    scan->forgotten_bytes += scan->forgotten_of_line;
    scan->forgotten_of_line = 0;
    scan->searched_bytes = 0;
}

/* Takes the lines of a stretch. Answers false where it takes more bytes to tell how far it goes. */
static bool take_stretch(struct document_source *source, const struct stretch *stretch)
{
    for (uint32_t lines = 0; lines < stretch->most_lines; lines++) {
        struct text text = text_without_first(source->rest, source->scan.bytes);
        size_t bytes = complete_line_bytes(source, text);
        if (bytes == 0) {
            return source->is_whole;
        }
        if (!stretch->is_such(text)) {
            return true;
        }
        take_lines(&source->scan, bytes, 1);
    }
    return true;
}

/* Passes over whole lines of which none may begin with a marker, nor may the one behind them; not over all of them. */
static const char *pass_lines(const char *at, const char *end, size_t *lines_out)
{
    size_t lines = 0;
#if ZIPING_SIXTEEN_AT_ONCE
    for (const char *from = at; end - from > 32; from += 32) {
        const unsigned char *bytes = (const unsigned char *)from;
        uint32_t feeds = bits_of(_mm_cmpeq_epi8(sixteen_at(bytes), sixteen_times('\n'))) |
                         bits_of(_mm_cmpeq_epi8(sixteen_at(bytes + 16), sixteen_times('\n'))) << 16;
        for (; feeds != 0; feeds &= feeds - 1) {
            at = from + first_bit(feeds) + 1;
            lines++;
            if (may_begin_marker(*at)) {
                *lines_out = lines;
                return at;
            }
        }
    }
#else
    (void)end;
#endif
    *lines_out = lines;
    return at;
}

/* The same as take_stretch for the lines in a document, where there are no carriage returns: most lines of most sources
   are these. */
static bool take_lines_in_document(struct document_source *source)
{
    struct scan *scan = &source->scan;
    const char *at = source->rest.bytes + scan->bytes;
    const char *end = source->rest.bytes + source->rest.size_bytes;
    while (at < end) {
        if (scan->searched_bytes == 0 && !may_begin_marker(*at)) {
            size_t lines = 0;
            const char *behind = pass_lines(at, end, &lines);
            if (lines > 0) {
                take_lines(scan, (size_t)(behind - at), lines);
                at = behind;
            }
        }
        const char *from = at + scan->searched_bytes;
        const char *feed = from < end ? memchr(from, '\n', (size_t)(end - from)) : NULL;
        if (feed == NULL && !source->is_whole) {
            scan->searched_bytes = (size_t)(end - at);
            return false;
        }
        if (!is_in_document((struct text){ at, (size_t)(end - at) })) {
            return true;
        }
        const char *next = feed == NULL ? end : feed + 1;
        take_lines(scan, (size_t)(next - at), 1);
        at = next;
    }
    return source->is_whole;
}

static void look_for_carriage_returns(struct document_source *source)
{
    size_t new_bytes = source->new_bytes < source->rest.size_bytes ? source->new_bytes : source->rest.size_bytes;
    const char *end = source->rest.bytes + source->rest.size_bytes;
    source->new_bytes = 0;
    if (new_bytes > 0 && !source->has_carriage_returns) {
        source->has_carriage_returns = memchr(end - new_bytes, '\r', new_bytes) != NULL;
    }
}

/* Answers false where it takes more bytes to tell how far the document goes. */
static bool take_document(struct document_source *source)
{
    look_for_carriage_returns(source);
    bool is_yaml = source->syntax == DOCUMENT_YAML;
    const struct stretch *stretches = is_yaml ? stretches_of_yaml : stretches_of_json_lines;
    size_t count = is_yaml ? STRETCHES_OF_YAML : STRETCHES_OF_JSON_LINES;
    for (; source->scan.stretch < count; source->scan.stretch++) {
        const struct stretch *stretch = &stretches[source->scan.stretch];
        bool is_plain = stretch->is_such == is_in_document && !source->has_carriage_returns;
        if (!(is_plain ? take_lines_in_document(source) : take_stretch(source, stretch))) {
            return false;
        }
    }
    return true;
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

/* How many bytes the characters from `offset` on take that need no look, as most of a document does; 0 towards its end,
   where that cannot be told several bytes at a time. */
static size_t unsuspicious_bytes(struct text text, size_t offset)
{
    const unsigned char *begin = (const unsigned char *)text.bytes + offset;
    const unsigned char *end = (const unsigned char *)text.bytes + text.size_bytes;
    const unsigned char *at = begin;
    size_t passed = 1;
    while (passed > 0 && end - at >= MOST_LOOKED_AT) {
        passed = *at < 0x80 ? count_usual(at, ENDS_DOUBLE) : 0;
        if (at[passed] < 0x80) {
            passed += at[passed] == '\n' || at[passed] == '"';
        } else {
            passed += 3 * count_ideographs(at + passed);
            passed += is_wide_punctuation(at + passed) ? 3 : 0;
        }
        at += passed;
    }
    return (size_t)(at - begin);
}

static size_t bytes_of_character(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

void document_slice_look_over(struct document_slice *slice)
{
    struct text text = slice->text;
    size_t i = unsuspicious_bytes(text, 0);
    while (i < text.size_bytes) {
        size_t left_bytes = text.size_bytes - i;
        size_t bytes = bytes_of_character((unsigned char)text.bytes[i]);
        if (utf8_valid_bytes((struct text){ text.bytes + i, bytes < left_bytes ? bytes : left_bytes }) != bytes) {
            slice->fault = SLICE_NOT_UTF8;
            slice->fault_bytes = i;
            return;
        }
        if (is_special[(unsigned char)text.bytes[i]] && !look_at(slice, i) && slice->fault == SLICE_SOUND) {
            slice->fault = SLICE_CONTROL_CHARACTER;
            slice->fault_bytes = i;
        }
        i += bytes;
        i += unsuspicious_bytes(text, i);
    }
}

void document_source_take(struct document_source *source, struct slice_extent extent)
{
    source->rest = text_without_first(source->rest, extent.bytes);
    source->line = source->line < MOST_LINES - extent.lines ? source->line + extent.lines : MOST_LINES;
}

enum document_cut document_source_next(struct document_source *source, struct document_slice *slice_out)
{
    struct scan *scan = &source->scan;
    if (text_is_empty(source->rest) && scan->forgotten_bytes == 0) {
        return source->is_whole ? CUT_END : CUT_NEEDS_MORE;
    }
    if (!source->has_begun || !take_document(source)) {
        return CUT_NEEDS_MORE;
    }
    size_t left_bytes = source->limit_bytes - (scan->bytes < source->limit_bytes ? scan->bytes : source->limit_bytes);
    *slice_out = (struct document_slice){
        .text = { source->rest.bytes, scan->bytes },
        .place = { source->line, 1 },
        .is_too_large = scan->bytes > source->limit_bytes || scan->forgotten_bytes > left_bytes,
    };
    document_source_take(source, (struct slice_extent){ scan->bytes, scan->lines });
    /* What was forgotten of the line that comes next belongs to the next document. */
    *scan = (struct scan){ .forgotten_of_line = scan->forgotten_of_line, .searched_bytes = scan->searched_bytes };
    if (source->syntax == DOCUMENT_JSON_LINES && !slice_out->is_too_large) {
        pass_over_blanks(slice_out);
    }
    return CUT_SLICE;
}

bool document_source_rest(const struct document_source *source, struct document_slice *slice_out)
{
    enum { MOST_OPEN_BYTES = 1 << 15 };
    const struct scan *scan = &source->scan;
    bool is_at_beginning =
        scan->stretch == 0 && scan->bytes == 0 && scan->forgotten_bytes == 0 && scan->forgotten_of_line == 0;
    *slice_out = (struct document_slice){ .text = source->rest, .place = { source->line, 1 }, .is_open = true };
    return source->is_whole && source->syntax == DOCUMENT_YAML && is_at_beginning &&
           source->rest.size_bytes <= MOST_OPEN_BYTES && source->rest.size_bytes <= source->limit_bytes;
}

bool document_slice_is_empty(const struct document_slice *slice)
{
    struct text rest = slice->text;
    bool may_have_directive = true;
    while (!text_is_empty(rest)) {
        bool begins = begins_with_marker(rest, '-');
        bool is_marker = begins || begins_with_marker(rest, '.');
        bool is_directive = may_have_directive && rest.bytes[0] == '%';
        if (!is_directive && !begins_with_idle_line(is_marker ? text_without_first(rest, 3) : rest)) {
            return false;
        }
        may_have_directive = may_have_directive && !is_marker;
        rest = text_without_first(rest, line_bytes(rest));
    }
    return true;
}

/* Of a line that goes on: one of the blanks it begins with, and of what comes then as much as tells a marker from a
   text. Answers how many bytes these are. A carriage return at its end may have its line feed still to come. */
static size_t shorten_line(char *line, size_t size_bytes)
{
    enum { MARKER_BYTES = 4 };
    bool is_returning = line[size_bytes - 1] == '\r';
    size_t end = size_bytes - is_returning;
    size_t blanks = 0;
    while (blanks < end && (line[blanks] == ' ' || line[blanks] == '\t')) {
        blanks++;
    }
    size_t kept = blanks > 0;
    for (size_t i = blanks; i < end && i < blanks + MARKER_BYTES; i++) {
        line[kept++] = line[i];
    }
    if (is_returning) {
        line[kept++] = '\r';
    }
    return kept;
}

void document_source_forget(struct document_source *source, char *bytes)
{
    struct scan *scan = &source->scan;
    if (scan->bytes > source->limit_bytes) {
        source->rest = text_without_first(source->rest, scan->bytes);
        scan->forgotten_bytes += scan->bytes;
        scan->bytes = 0;
    }
    size_t line_size = source->rest.size_bytes - scan->bytes;
    if (line_size > source->limit_bytes && line_size > LEAST_FORGOTTEN) {
        char *line = bytes + (source->rest.bytes - bytes) + scan->bytes;
        size_t kept = shorten_line(line, line_size);
        scan->forgotten_of_line += line_size - kept;
        scan->searched_bytes = kept - (line[kept - 1] == '\r');
        source->rest.size_bytes = scan->bytes + kept;
    }
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
