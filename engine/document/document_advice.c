#include "document_advice.h"

#include "utf8.h"

/* What messages quote is cut, so that one of them stays one line. */
enum { QUOTED_CHARACTERS = 60, KEY_CHARACTERS = 40 };

static const struct text full_width_colon = { "\xEF\xBC\x9A", 3 };
static const struct text full_width_comma = { "\xEF\xBC\x8C", 3 };

/* An error with the offsets of its places. */
struct scene {
    const struct document_slice *slice;
    const struct syntax_error *error;
    struct text text;
    size_t at;
    size_t context_at;
};

/* ---- looking around ---- */

static size_t offset_of(const struct document_slice *slice, struct place place)
{
    struct line_cursor cursor = line_cursor_begin(slice);
    return line_cursor_offset(&cursor, slice, place);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

static char byte_at(struct text text, size_t offset)
{
    return offset < text.size_bytes ? text.bytes[offset] : '\0';
}

static bool has_at(struct text text, size_t offset, struct text part)
{
    return text_starts_with(text_without_first(text, offset), part);
}

static struct text stretch(struct text text, size_t begin, size_t end)
{
    return (struct text){ text.bytes + begin, end - begin };
}

static size_t line_begin(struct text text, size_t offset)
{
    while (offset > 0 && !is_line_end(text.bytes[offset - 1])) {
        offset--;
    }
    return offset;
}

static size_t line_end(struct text text, size_t offset)
{
    while (offset < text.size_bytes && !is_line_end(text.bytes[offset])) {
        offset++;
    }
    return offset;
}

static size_t behind_blanks(struct text text, size_t offset)
{
    while (offset < text.size_bytes && is_blank(text.bytes[offset])) {
        offset++;
    }
    return offset;
}

/* The first character of the line that begins at `begin`, blanks and dashes of a list passed over. */
static size_t content_begin(struct text text, size_t begin)
{
    size_t content = behind_blanks(text, begin);
    while (byte_at(text, content) == '-' && is_blank(byte_at(text, content + 1))) {
        content = behind_blanks(text, content + 1);
    }
    return content;
}

static bool is_first_of_line(struct text text, size_t offset)
{
    return behind_blanks(text, line_begin(text, offset)) == offset;
}

/* Behind the last character that is no white space. */
static size_t end_of_writing(struct text text)
{
    size_t end = text.size_bytes;
    while (end > 0 && (is_blank(text.bytes[end - 1]) || is_line_end(text.bytes[end - 1]))) {
        end--;
    }
    return end;
}

static bool is_at_end(const struct scene *scene)
{
    return scene->at >= end_of_writing(scene->text);
}

/* Finds where the line before the one that begins at `begin` begins, passing over blank lines and comments. */
static bool find_line_before(struct text text, size_t begin, size_t *begin_out)
{
    while (begin > 0) {
        begin--;
        if (begin > 0 && text.bytes[begin] == '\n' && text.bytes[begin - 1] == '\r') {
            begin--;
        }
        begin = line_begin(text, begin);
        char first = byte_at(text, behind_blanks(text, begin));
        if (first != '\0' && first != '#' && !is_line_end(first)) {
            *begin_out = begin;
            return true;
        }
    }
    return false;
}

/* ---- answers ---- */

static bool answer(const struct scene *scene, enum message message, size_t offset, struct advice *advice_out)
{
    *advice_out = (struct advice){ .message = message, .place = document_slice_place(scene->slice, offset) };
    return true;
}

static bool answer_with(const struct scene *scene, enum message message, size_t offset, struct text value,
                        struct advice *advice_out)
{
    *advice_out = (struct advice){ .message = message,
                                   .place = document_slice_place(scene->slice, offset),
                                   .value = utf8_first(value, QUOTED_CHARACTERS),
                                   .has_value = true };
    return true;
}

struct advice document_advise_reserved(struct text character, struct place place)
{
    return (struct advice){
        .message = MESSAGE_document_reserved_character, .place = place, .value = character, .has_value = true
    };
}

static bool answer_reserved(const struct scene *scene, size_t offset, struct advice *advice_out)
{
    struct text character = utf8_first(text_without_first(scene->text, offset), 1);
    *advice_out = document_advise_reserved(character, document_slice_place(scene->slice, offset));
    return !text_is_empty(character) && !is_line_end(character.bytes[0]);
}

/* ---- colons ---- */

/* A colon that the writer took for the one behind a key. */
struct wrong_colon {
    size_t key_at;
    size_t colon_at;
    bool is_full_width;
};

/* Behind the closing quote of a text that begins at `offset`, on the same line; `offset` when it is not in quotes. */
static size_t behind_quotes(struct text text, size_t offset)
{
    char quote = byte_at(text, offset);
    if (quote != '"' && quote != '\'') {
        return offset;
    }
    size_t end = offset + 1;
    while (byte_at(text, end) != '\0' && byte_at(text, end) != quote && !is_line_end(byte_at(text, end))) {
        end++;
    }
    return end + (byte_at(text, end) == quote);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* 网址 http://… and 9:30 have colons that mean something else. */
static bool is_colon_of_key(struct text text, size_t colon)
{
    bool is_address = has_at(text, colon, TEXT("://"));
    bool is_time = colon > 0 && is_digit(text.bytes[colon - 1]) && is_digit(byte_at(text, colon + 1));
    return !is_address && !is_time;
}

static bool ends_key(char byte)
{
    return is_blank(byte) || is_line_end(byte) || byte == '\0';
}

/* Looks for the first colon from `key_at` to the end of its line, and whether it is a wrong one. */
static bool find_wrong_colon(struct text text, size_t key_at, struct wrong_colon *wrong_out)
{
    size_t end = line_end(text, key_at);
    if (memchr("{[#>|", byte_at(text, key_at), 6) != NULL) {
        return false;
    }
    for (size_t i = behind_quotes(text, key_at); i < end; i++) {
        bool is_full_width = has_at(text, i, full_width_colon);
        if (text.bytes[i] == ':' && ends_key(byte_at(text, i + 1))) {
            return false;
        }
        if (i > key_at && (is_full_width || (text.bytes[i] == ':' && is_colon_of_key(text, i)))) {
            *wrong_out = (struct wrong_colon){ key_at, i, is_full_width };
            return utf8_characters(stretch(text, key_at, i)) <= KEY_CHARACTERS;
        }
    }
    return false;
}

static bool answer_colon(const struct scene *scene, struct wrong_colon wrong, struct advice *advice_out)
{
    struct text key = text_trimmed(stretch(scene->text, wrong.key_at, wrong.colon_at));
    if (key.size_bytes >= 2 && behind_quotes(key, 0) == key.size_bytes) {
        key = stretch(key, 1, key.size_bytes - 1);
    }
    return answer_with(scene,
                       wrong.is_full_width ? MESSAGE_document_full_width_colon : MESSAGE_document_colon_without_blank,
                       wrong.colon_at, key, advice_out);
}

/* The offset of the first colon with a blank behind it, or the end of the line. */
static size_t right_colon(struct text text, size_t offset)
{
    size_t end = line_end(text, offset);
    while (offset < end && (text.bytes[offset] != ':' || !ends_key(byte_at(text, offset + 1)))) {
        offset++;
    }
    return offset;
}

/* Whether a line with a key has a value behind it. */
static bool has_value(struct text text, size_t begin)
{
    size_t colon = right_colon(text, begin);
    char first = byte_at(text, behind_blanks(text, colon + 1));
    return colon < line_end(text, begin) && first != '\0' && first != '#' && !is_line_end(first);
}

/* Whether the line that begins at `begin` continues the value of a line above. */
static bool is_continuation(struct text text, size_t begin)
{
    size_t above = 0;
    return find_line_before(text, begin, &above) && has_value(text, above) &&
           content_begin(text, above) - above < content_begin(text, begin) - begin;
}

/* Lines with wrong colons run together into one text, until a line with a right one cannot. The first is shown. */
static bool find_wrong_colon_above(struct text text, size_t begin, struct wrong_colon *wrong_out)
{
    bool is_found = false;
    struct wrong_colon wrong;
    while (find_line_before(text, begin, &begin) && find_wrong_colon(text, content_begin(text, begin), &wrong) &&
           !is_continuation(text, begin)) {
        *wrong_out = wrong;
        is_found = true;
    }
    return is_found;
}

/* ---- what to do about which error ---- */

static bool advise_tab(const struct scene *scene, struct advice *advice_out)
{
    return answer(scene, MESSAGE_document_tab, scene->at, advice_out);
}

static bool advise_unclosed_quote(const struct scene *scene, struct advice *advice_out)
{
    return answer(scene, MESSAGE_document_unclosed_quote, scene->context_at, advice_out);
}

/* A line up to a comment at its end. */
static struct text without_comment(struct text line)
{
    for (size_t i = 1; i < line.size_bytes; i++) {
        if (line.bytes[i] == '#' && is_blank(line.bytes[i - 1])) {
            line.size_bytes = i;
        }
    }
    return text_trimmed(line);
}

static bool advise_block_scalar(const struct scene *scene, struct advice *advice_out)
{
    if (byte_at(scene->text, scene->context_at) != '>') {
        return answer_reserved(scene, scene->context_at, advice_out);
    }
    struct text value = without_comment(document_line(text_without_first(scene->text, scene->context_at)));
    return answer_with(scene, MESSAGE_document_unquoted_sign, scene->context_at, value, advice_out);
}

static bool advise_context_character(const struct scene *scene, struct advice *advice_out)
{
    return answer_reserved(scene, scene->context_at, advice_out);
}

static bool advise_directive(const struct scene *scene, struct advice *advice_out)
{
    bool is_directive =
        has_at(scene->text, scene->context_at, TEXT("%YAML")) || has_at(scene->text, scene->context_at, TEXT("%TAG"));
    return !is_directive && answer_reserved(scene, scene->context_at, advice_out);
}

static bool advise_character(const struct scene *scene, struct advice *advice_out)
{
    char byte = byte_at(scene->text, scene->at);
    if (byte == '\t') {
        return advise_tab(scene, advice_out);
    }
    if (byte != '>') {
        return answer_reserved(scene, scene->at, advice_out);
    }
    /* Only between brackets: elsewhere a block scalar begins. */
    size_t end = scene->at;
    while (end < scene->text.size_bytes && memchr(",]}\r\n", scene->text.bytes[end], 5) == NULL) {
        end++;
    }
    struct text value = text_trimmed(stretch(scene->text, scene->at, end));
    return answer_with(scene, MESSAGE_document_unquoted_sign, scene->at, value, advice_out);
}

static bool advise_missing_colon(const struct scene *scene, struct advice *advice_out)
{
    struct wrong_colon wrong;
    return find_wrong_colon(scene->text, scene->context_at, &wrong)
               ? answer_colon(scene, wrong, advice_out)
               : answer_with(scene, MESSAGE_document_syntax, scene->context_at, text_of(scene->error->problem),
                             advice_out);
}

static bool advise_second_colon(const struct scene *scene, struct advice *advice_out)
{
    size_t begin = line_begin(scene->text, scene->at);
    struct wrong_colon wrong;
    if (find_wrong_colon_above(scene->text, begin, &wrong)) {
        return answer_colon(scene, wrong, advice_out);
    }
    /* 资金：{全年预算数: 1} has its wrong colon and a right one on one line. */
    if (find_wrong_colon(scene->text, content_begin(scene->text, begin), &wrong) && wrong.colon_at < scene->at) {
        return answer_colon(scene, wrong, advice_out);
    }
    if (right_colon(scene->text, begin) != scene->at) {
        return answer(scene, MESSAGE_document_second_colon, scene->at, advice_out);
    }
    return is_continuation(scene->text, begin) &&
           answer(scene, MESSAGE_document_bad_indentation, behind_blanks(scene->text, begin), advice_out);
}

/* A quote that was not closed ends at the next one, lines below, and what stands there is too much. */
static bool advise_quote_before(const struct scene *scene, struct advice *advice_out)
{
    const struct syntax_error *error = scene->error;
    bool is_just_before = error->quote_place.line != 0 && error->quote_end.line == error->place.line &&
                          error->quote_end.column <= error->place.column;
    return is_just_before &&
           answer(scene, MESSAGE_document_unclosed_quote, offset_of(scene->slice, error->quote_place), advice_out);
}

static bool advise_colon_behind_quotes(const struct scene *scene, struct advice *advice_out)
{
    struct wrong_colon wrong;
    size_t key_at = content_begin(scene->text, line_begin(scene->text, scene->at));
    return find_wrong_colon(scene->text, key_at, &wrong) && wrong.colon_at == scene->at &&
           answer_colon(scene, wrong, advice_out);
}

static bool advise_closing_bracket(const struct scene *scene, struct advice *advice_out)
{
    char byte = byte_at(scene->text, scene->at);
    struct wrong_colon wrong;
    if (byte != '}' && byte != ']' && byte != ',') {
        return false;
    }
    if (find_wrong_colon(scene->text, content_begin(scene->text, line_begin(scene->text, scene->at)), &wrong) &&
        wrong.is_full_width && wrong.colon_at < scene->at) {
        return answer_colon(scene, wrong, advice_out);
    }
    return answer(scene, MESSAGE_document_unclosed_bracket, scene->at, advice_out);
}

static bool advise_indentation(const struct scene *scene, struct advice *advice_out)
{
    bool is_sign = byte_at(scene->text, scene->at) == ':' || has_at(scene->text, scene->at, TEXT("..."));
    if (is_sign || is_at_end(scene) || !is_first_of_line(scene->text, scene->at)) {
        return false;
    }
    struct wrong_colon wrong;
    return find_wrong_colon_above(scene->text, line_begin(scene->text, scene->at), &wrong)
               ? answer_colon(scene, wrong, advice_out)
               : answer(scene, MESSAGE_document_bad_indentation, scene->at, advice_out);
}

/* Something behind the whole document: the brackets of JSON have no indentation to get wrong. */
static bool advise_second_root(const struct scene *scene, struct advice *advice_out)
{
    size_t above = 0;
    if (find_line_before(scene->text, line_begin(scene->text, scene->at), &above)) {
        struct text line = text_trimmed(document_line(text_without_first(scene->text, above)));
        if (text_ends_with(line, TEXT("}")) || text_ends_with(line, TEXT("]"))) {
            return false;
        }
    }
    return advise_indentation(scene, advice_out);
}

/* Where the item begins that the error is in: behind the last comma, bracket or colon. */
static size_t item_begin(const struct scene *scene)
{
    size_t begin = scene->at;
    while (begin > scene->context_at && memchr(",:{[", scene->text.bytes[begin - 1], 4) == NULL) {
        begin--;
    }
    return begin;
}

static bool advise_full_width_comma(const struct scene *scene, struct advice *advice_out)
{
    size_t begin = item_begin(scene);
    for (size_t i = scene->at + 1; i > begin; i--) {
        if (has_at(scene->text, i - 1, full_width_comma)) {
            return answer(scene, MESSAGE_document_unclosed_bracket, i - 1, advice_out);
        }
    }
    return false;
}

static bool advise_colon_in_brackets(const struct scene *scene, struct advice *advice_out)
{
    struct wrong_colon wrong = { behind_blanks(scene->text, item_begin(scene)), scene->at,
                                 has_at(scene->text, scene->at, full_width_colon) };
    bool is_colon = wrong.is_full_width || byte_at(scene->text, scene->at) == ':';
    return is_colon && wrong.key_at < wrong.colon_at && answer_colon(scene, wrong, advice_out);
}

static bool advise_full_width_colon_in_brackets(const struct scene *scene, struct advice *advice_out)
{
    return has_at(scene->text, scene->at, full_width_colon) && advise_colon_in_brackets(scene, advice_out);
}

/* A bracket that is still open at the end, or at a line that is not indented more than its own, was not closed; else
   the error is where it was noticed. */
static bool advise_bracket(const struct scene *scene, struct advice *advice_out)
{
    struct place open = strncmp(scene->error->context, "while parsing a flow node", 25) == 0
                            ? scene->error->collection_place
                            : scene->error->context_place;
    size_t open_at = open.line == 0 ? scene->at : offset_of(scene->slice, open);
    size_t open_line = line_begin(scene->text, open_at);
    size_t line = line_begin(scene->text, scene->at);
    bool is_left_behind = line > open_line &&
                          behind_blanks(scene->text, line) - line <= behind_blanks(scene->text, open_line) - open_line;
    bool is_closing = memchr("}]", byte_at(scene->text, scene->at), 3) != NULL;
    return answer(scene, MESSAGE_document_unclosed_bracket,
                  is_at_end(scene) || (is_left_behind && !is_closing) ? open_at : scene->at, advice_out);
}

static bool advise_missing_content(const struct scene *scene, struct advice *advice_out)
{
    char byte = byte_at(scene->text, scene->at);
    return (byte == '-' || byte == '?') && answer_reserved(scene, scene->at, advice_out);
}

/* The first rule whose beginnings fit and whose function has an answer. */
static const struct rule {
    const char *context;
    const char *problem;
    bool (*advise)(const struct scene *scene, struct advice *advice_out);
} rules[] = {
    { "", "found a tab character", advise_tab },
    { "while scanning a quoted scalar", "", advise_unclosed_quote },
    { "while scanning a block scalar", "", advise_block_scalar },
    { "while scanning an anchor", "", advise_context_character },
    { "while scanning an alias", "", advise_context_character },
    { "while scanning a tag", "", advise_context_character },
    { "while parsing a tag", "", advise_context_character },
    { "while parsing a node", "found undefined tag handle", advise_context_character },
    { "while scanning a directive", "", advise_directive },
    { "", "found character that cannot start any token", advise_character },
    { "while scanning a simple key", "", advise_missing_colon },
    { "", "mapping values are not allowed in this context", advise_second_colon },
    { "", "block sequence entries are not allowed in this context", advise_character },
    { "", "mapping keys are not allowed in this context", advise_character },
    { "while scanning a plain scalar", "found unexpected ':'", advise_colon_in_brackets },
    { "", "did not find expected", advise_quote_before },
    { "", "did not find expected", advise_colon_behind_quotes },
    { "", "did not find expected node content", advise_missing_content },
    { "while parsing a flow", "did not find expected", advise_full_width_colon_in_brackets },
    { "while parsing a flow", "did not find expected", advise_full_width_comma },
    { "while parsing a flow", "did not find expected", advise_bracket },
    { "", "did not find expected", advise_closing_bracket },
    { "while parsing a block", "did not find expected", advise_indentation },
    { "", "did not find expected <document start>", advise_second_root },
};

static bool begins_with(const char *words, const char *beginning)
{
    return strncmp(words, beginning, strlen(beginning)) == 0;
}

struct advice document_advise(const struct document_slice *slice, const struct syntax_error *error)
{
    struct scene scene = { .slice = slice,
                           .error = error,
                           .text = slice->text,
                           .at = offset_of(slice, error->place),
                           .context_at = offset_of(slice, error->context_place) };
    struct advice advice;
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (begins_with(error->context, rules[i].context) && begins_with(error->problem, rules[i].problem) &&
            rules[i].advise(&scene, &advice)) {
            return advice;
        }
    }
    size_t at = is_at_end(&scene) ? end_of_writing(scene.text) : scene.at;
    (void)answer_with(&scene, MESSAGE_document_syntax, at, text_of(error->problem), &advice);
    return advice;
}

bool document_advise_empty_block(struct text text, struct place place, struct advice *advice_out)
{
    struct text line = document_line(text);
    size_t begin = 0;
    while (begin < line.size_bytes && line.bytes[begin] != '>' && line.bytes[begin] != '|') {
        begin++;
    }
    size_t end = begin;
    bool has_digit = false;
    while (end < line.size_bytes && !is_blank(line.bytes[end])) {
        has_digit = has_digit || is_digit(line.bytes[end]);
        end++;
    }
    place.column += (uint32_t)utf8_characters(stretch(line, 0, begin));
    struct text value = stretch(line, begin, end);
    *advice_out = byte_at(value, 0) == '>' ? (struct advice){ .message = MESSAGE_document_unquoted_sign,
                                                              .place = place,
                                                              .value = value,
                                                              .has_value = true }
                                           : document_advise_reserved(TEXT("|"), place);
    return has_digit;
}
