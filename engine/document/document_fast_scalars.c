#include "document_fast_state.h"

#include "utf8.h"

#include <string.h>

unsigned char *pass_line(unsigned char *at, uint32_t *hidden)
{
    return pass(at, ENDS_LINE, hidden);
}

/* ---- plain ---- */

static inline bool is_refused_colon(const unsigned char *at, unsigned ends)
{
    return ends == ENDS_FLOW && *at == ':' && (at[1] == '?' || (byte_classes[at[1]] & ENDS_FLOW) != 0);
}

/* From `at` on, where it is not known to have ended. */
static inline bool read_longer_plain(struct fast *fast, unsigned ends, struct node *scalar, unsigned char *at)
{
    unsigned char *begin = fast->at;
    const unsigned char *text_end;
    for (;;) {
        at = pass(at, ends, &fast->origin);
        text_end = at;
        if (*at == ' ') {
            do {
                at++;
            } while (*at == ' ');
            if (*at == '#' || ((byte_classes[*at] & ends) != 0 && *at != ':')) {
                break;
            }
        }
        if (is_colon(at)) {
            break;
        }
        if (*at == ':') {
            if (is_refused_colon(at, ends)) {
                return false;
            }
            at++;
        } else if ((byte_classes[*at] & ends) != 0) {
            break;
        } else if (text_end == at) {
            return false;
        }
    }
    fast->at = at;
    set_text(scalar, begin, text_end);
    return scalar->text.size_bytes <= fast->limits->scalar_bytes;
}

bool read_longer_block_plain(struct fast *fast, struct node *scalar, unsigned char *at)
{
    return read_longer_plain(fast, ENDS_BLOCK, scalar, at);
}

bool read_longer_flow_plain(struct fast *fast, struct node *scalar, unsigned char *at)
{
    return read_longer_plain(fast, ENDS_FLOW, scalar, at);
}

/* ---- quoted ---- */

/* Where the text goes on behind what stands for a quote or an escaped character, which is put to `*out`. */
static unsigned char *read_two_quotes(unsigned char *at, unsigned char **out)
{
    *(*out)++ = '\'';
    return at + 2;
}

static unsigned hexadecimal(unsigned char digit)
{
    return digit >= '0' && digit <= '9'   ? (unsigned)digit - '0'
           : digit >= 'a' && digit <= 'f' ? (unsigned)digit - 'a' + 10
           : digit >= 'A' && digit <= 'F' ? (unsigned)digit - 'A' + 10
                                          : 16;
}

/* \u0000 and halves of pairs are left to libyaml. */
static unsigned char *read_code_point(unsigned char *at, unsigned char **out)
{
    uint32_t code_point = 0;
    for (size_t i = 2; i < 6; i++) {
        unsigned digit = hexadecimal(at[i]);
        if (digit > 15) {
            return NULL;
        }
        code_point = code_point << 4 | digit;
    }
    if (code_point == 0 || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        return NULL;
    }
    char bytes[4];
    size_t size_bytes = utf8_put(code_point, bytes);
    memcpy(*out, bytes, size_bytes);
    *out += size_bytes;
    return at + 6;
}

/* NULL where the escape is none of JSON's. */
static unsigned char *read_escape(unsigned char *at, unsigned char **out)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    if (at[1] == 'u') {
        return read_code_point(at, out);
    }
    const char *letter = memchr(letters, at[1], sizeof(letters) - 1);
    if (letter == NULL) {
        return NULL;
    }
    *(*out)++ = (unsigned char)meanings[letter - letters];
    return at + 2;
}

/* Stops behind the quote, blanks passed over. */
static inline bool read_quoted(struct fast *fast, unsigned ends, struct node *scalar)
{
    unsigned char quote = *fast->at;
    scalar->is_quoted = true;
    scalar->place = place_at(fast, fast->at);
    unsigned char *begin = fast->at + 1;
    unsigned char *at = pass(begin, ends, &fast->origin);
    unsigned char *out = at;
    while (*at != quote || (ends == ENDS_SINGLE && at[1] == quote)) {
        if (*at != quote && *at != '\\') {
            return false;
        }
        at = ends == ENDS_SINGLE ? read_two_quotes(at, &out) : read_escape(at, &out);
        if (at == NULL) {
            return false;
        }
        unsigned char *run = at;
        at = pass(at, ends, &fast->origin);
        memmove(out, run, (size_t)(at - run));
        out += at - run;
    }
    fast->at = at + 1;
    pass_blanks(fast);
    set_text(scalar, begin, out);
    return scalar->text.size_bytes <= fast->limits->scalar_bytes;
}

static bool read_double(struct fast *fast, struct node *scalar)
{
    return read_quoted(fast, ENDS_DOUBLE, scalar);
}

static bool read_single(struct fast *fast, struct node *scalar)
{
    return read_quoted(fast, ENDS_SINGLE, scalar);
}

bool read_scalar(struct fast *fast, unsigned ends, struct node *scalar)
{
    unsigned char first = *fast->at;
    if (first == '"') {
        return read_double(fast, scalar);
    }
    if (first == '\'') {
        return read_single(fast, scalar);
    }
    if (!may_begin_plain(first) && (first != '-' || is_blank_or_end(fast->at[1]))) {
        return false;
    }
    scalar->is_quoted = false;
    scalar->place = place_at(fast, fast->at);
    return ends == ENDS_FLOW ? read_longer_flow_plain(fast, scalar, fast->at)
                             : read_longer_block_plain(fast, scalar, fast->at);
}

/* ---- block scalars ---- */

/* Passes over the end of a line and the empty lines behind it; answers how many ends that were, 0 for trouble. */
static size_t pass_breaks(struct fast *fast)
{
    size_t breaks = 0;
    while (fast->at != fast->end && (*fast->at == '\n' || *fast->at == '\r')) {
        if (!end_line(fast)) {
            return 0;
        }
        breaks++;
    }
    return breaks;
}

static unsigned char *put_breaks(unsigned char *out, size_t breaks, bool is_folded)
{
    if (is_folded && breaks == 1) {
        *out = ' ';
        return out + 1;
    }
    breaks -= is_folded;
    memset(out, '\n', breaks);
    return out + breaks;
}

/* The lines from the first on, indented by `indentation`, put together where the first begins. Answers their end, NULL
   for trouble: tabs, lines of blanks, lines of a folded text that are indented more. */
static unsigned char *join_lines(struct fast *fast, size_t indentation, bool is_folded, bool is_stripped)
{
    unsigned char *out = fast->at + indentation;
    for (;;) {
        unsigned char *begin = fast->at + indentation;
        if (*begin == '\t' || is_blank_or_end(begin[count_blanks(begin)]) || (is_folded && *begin == ' ')) {
            return NULL;
        }
        fast->at = pass_line(begin, &fast->origin);
        if (out != begin) {
            memmove(out, begin, (size_t)(fast->at - begin));
        }
        out += fast->at - begin;
        size_t breaks = pass_breaks(fast);
        if (breaks == 0) {
            return NULL;
        }
        size_t blanks = count_blanks(fast->at);
        if (blanks < indentation) {
            bool is_blank_line = blanks > 0 && is_blank_or_end(fast->at[blanks]);
            return is_blank_line ? NULL : put_breaks(out, is_stripped ? 0 : 1, false);
        }
        out = put_breaks(out, breaks, is_folded);
    }
}

bool read_block_scalar(struct fast *fast, struct node *node)
{
    if (fast->level == fast->keys->levels) {
        return false;
    }
    bool is_folded = *fast->at == '>';
    node->is_quoted = true;
    node->place = place_at(fast, fast->at);
    fast->at++;
    bool is_stripped = *fast->at == '-';
    fast->at += is_stripped;
    if (fast->at == fast->end || !end_line(fast)) {
        return false;
    }
    size_t indentation = count_blanks(fast->at);
    if (indentation < fast->level->column) {
        return false;
    }
    const unsigned char *begin = fast->at + indentation;
    const unsigned char *end = join_lines(fast, indentation, is_folded, is_stripped);
    if (end == NULL) {
        return false;
    }
    node->text = (struct text){ (const char *)begin, (size_t)(end - begin) };
    return node->text.size_bytes <= fast->limits->scalar_bytes;
}
