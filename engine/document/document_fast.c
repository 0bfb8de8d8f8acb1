#include "document_fast.h"

#include "document_node.h"
#include "utf8.h"

/* One pass over a copy of the document that ends with zeros, so that looking a few bytes ahead needs no test. Texts
   are unescaped where they stand. Whatever answers false here means: this is for libyaml. */

enum {
    MOST_BYTES = 1 << 20, /* of what is given up, the copy stays in the arena */
    MOST_DEPTH = 64,
    MOST_KEY_BYTES = 500, /* libyaml's limit is 1024 characters, blanks before the colon included */
    PADDING_BYTES = 16,
    MOST_GUESSES = 3,
};

/* What a byte may end, or begin. */
enum {
    ENDS_BLOCK = 1, /* a plain scalar outside of brackets */
    ENDS_FLOW = 2,  /* a plain scalar inside */
    ENDS_DOUBLE = 4,
    ENDS_SINGLE = 8,
    ENDS_LINE = 16,
    BEGINS_THREE = 32,     /* a character of three bytes, the further two of any value */
    BEGINS_OTHER = 64,     /* another character that is not ASCII, or none at all */
    BEGINS_NO_PLAIN = 128, /* a plain scalar may not begin with it */
    ENDS_ALL = 31 | 128,   /* control characters */
    IS_TAB = 15 | 128,     /* they do not end a comment */
    IS_BRACKET = 2 | 128,
    MULTIBYTE = 32 | 64,
};

enum { A = ENDS_ALL, B = IS_BRACKET, I = BEGINS_NO_PLAIN, O = BEGINS_OTHER, T = BEGINS_THREE };
enum { BLANK = ENDS_BLOCK | ENDS_FLOW | I, COLON = BLANK, TAB = IS_TAB };
enum { DOUBLE = ENDS_DOUBLE | I, SINGLE = ENDS_SINGLE | I, ESCAPE = ENDS_DOUBLE };

/* clang-format off */
static const unsigned char classes[256] = {
    A, A, A, A, A, A, A, A, A, TAB, A, A, A, A, A, A,                     /* 00 */
    A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,                       /* 10 */
    BLANK, I, DOUBLE, I, 0, I, I, SINGLE, 0, 0, I, 0, B, I, 0, 0,         /* 20 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, COLON, 0, 0, 0, I, I,                   /* 30 */
    I, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                       /* 40 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, B, ESCAPE, B, 0, 0,                  /* 50 */
    I, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                       /* 60 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, B, I, B, 0, A,                       /* 70 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* 80 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* 90 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* A0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* B0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* C0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* D0 */
    O, T, O, T, T, T, T, T, T, T, T, T, T, O, T, O,                       /* E0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,                       /* F0 */
};
/* clang-format on */

/* An open sequence or mapping. */
struct level {
    struct node *node;
    struct node **link;       /* where the next child belongs */
    size_t column;            /* from 0; of what is in brackets IN_BRACKETS */
    const struct node *guess; /* in the model: whose key may come next */
    bool is_like_model;       /* all keys so far are the model's, in its order, some of them left out */
    bool is_plain;            /* so are all keys */
    bool may_repeat;          /* two keys had the same bit */
    uint64_t seen[4];         /* a bit for each key, by its hash, once it is not like the model */
};

#define IN_BRACKETS SIZE_MAX

struct fast {
    const struct document_limits *limits;
    struct arena *arena;
    unsigned char *begin;
    unsigned char *end;
    unsigned char *at;
    unsigned char *line_begin;
    uint32_t line;
    uint32_t hidden; /* what to take from an offset to get its column */
    struct node *root;
    struct node *open; /* its value may still come in a line below */
    struct node *spare;
    struct node *spare_end;
    size_t nodes; /* taken, spare ones included */
    /* The mapping with plain keys that ended last, outside and inside of brackets. Mappings of one document are often
       alike, and a key that was read once need not be read again. */
    const struct node *models[2];
    size_t most_depth;
    size_t depth;
    bool is_flow;     /* the root is in brackets; then tabs are blanks */
    bool has_repeats; /* or so many keys that nobody looked */
    struct level levels[MOST_DEPTH];
};

/* ---- bytes ---- */

static bool is_further(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Blanks, line ends, and the end. Other control characters are refused by whoever looks at them next. */
static bool is_blank_or_end(unsigned char byte)
{
    return byte <= ' ';
}

/* How many bytes the character that begins with BEGINS_OTHER takes; 0 where it is none, or one that libyaml takes for a
   line end or refuses. */
static size_t other_bytes(const unsigned char *at)
{
    if (at[0] == 0xE2 || at[0] == 0xEF) {
        bool is_character = is_further(at[1]) && is_further(at[2]);
        bool is_break = at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9);
        bool is_mark = at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF;
        bool is_none = at[0] == 0xEF && at[1] == 0xBF && at[2] >= 0xBE;
        return is_character && !is_break && !is_mark && !is_none ? 3 : 0;
    }
    if (at[0] < 0xC2 || (at[0] == 0xC2 && at[1] < 0xA0)) {
        return 0;
    }
    size_t bytes = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    struct text character = { (const char *)at, bytes };
    return utf8_valid_bytes(character) == bytes ? bytes : 0;
}

/* Eight bytes, the first one lowest: one instruction where that is how the machine reads them. */
static inline uint64_t word_at(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* Whether two characters of three bytes each follow, both from U+4000 to U+BFFF: E4..EB, and further bytes. That is
   most of Chinese, and no byte of theirs needs a second look. */
static inline bool is_two_ideographs(const unsigned char *at)
{
    uint64_t word = word_at(at);
    return (word & UINT64_C(0x0000C0C0F0C0C0F0)) == UINT64_C(0x00008080E08080E0) &&
           ((word ^ word << 1) & UINT64_C(0x08000008)) == UINT64_C(0x08000008);
}

/* The first byte from `at` on that ends what is asked for, or begins an unusual character. Calls nothing, and that is
   why it is apart. */
static unsigned char *pass_usual(unsigned char *at, unsigned ends, uint32_t *hidden)
{
    uint32_t further_bytes = 0;
    for (;;) {
        unsigned class = classes[*at] & (ends | MULTIBYTE);
        if (class == 0) {
            at++;
        } else if (class == BEGINS_THREE && is_further(at[1]) && is_further(at[2])) {
            at += 3;
            further_bytes += 2;
            while (is_two_ideographs(at)) {
                at += 6;
                further_bytes += 4;
            }
        } else {
            *hidden += further_bytes;
            return at;
        }
    }
}

/* The first byte from `at` on that ends what is asked for, or is not UTF-8. */
static inline unsigned char *pass(unsigned char *at, unsigned ends, uint32_t *hidden)
{
    at = pass_usual(at, ends, hidden);
    while ((classes[*at] & BEGINS_OTHER) != 0) {
        size_t bytes = other_bytes(at);
        if (bytes == 0) {
            break;
        }
        *hidden += (uint32_t)bytes - 1;
        at = pass_usual(at + bytes, ends, hidden);
    }
    return at;
}

static inline struct place place_at(const struct fast *fast, const unsigned char *at)
{
    return (struct place){ fast->line, (uint32_t)(at - fast->begin) - fast->hidden };
}

static inline void pass_blanks(struct fast *fast)
{
    unsigned char *at = fast->at;
    while (*at == ' ') {
        at++;
    }
    fast->at = at;
}

/* ---- lines ---- */

/* Passes over the end of a line, or stays at the end of all. */
static bool end_line(struct fast *fast)
{
    unsigned char *at = fast->at;
    if (at == fast->end) {
        fast->line_begin = at;
        return true;
    }
    at += *at == '\r';
    if (*at != '\n' || at == fast->end) {
        return false;
    }
    at++;
    fast->at = at;
    fast->line_begin = at;
    fast->line++;
    fast->hidden = (uint32_t)(at - fast->begin) - 1;
    return true;
}

/* A comment may stand where a line begins, or behind a blank. */
static bool pass_comment(struct fast *fast)
{
    if (fast->at != fast->line_begin && fast->at[-1] != ' ') {
        return false;
    }
    fast->at = pass(fast->at, ENDS_LINE, &fast->hidden);
    return true;
}

/* What is left of a line behind a value. */
static bool end_value_line(struct fast *fast)
{
    pass_blanks(fast);
    return (*fast->at != '#' || pass_comment(fast)) && end_line(fast);
}

/* Goes to the next line that is neither blank nor a comment, or to the end. */
static bool find_line(struct fast *fast)
{
    for (;;) {
        pass_blanks(fast);
        unsigned char first = *fast->at;
        if (first > ' ' && first != '#') {
            return true;
        }
        if (!end_value_line(fast)) {
            return false;
        }
        if (fast->at == fast->end) {
            return true;
        }
    }
}

static bool is_marker(const struct fast *fast, char sign)
{
    const unsigned char *at = fast->at;
    return at == fast->line_begin && at[0] == (unsigned char)sign && at[1] == at[0] && at[2] == at[0] &&
           is_blank_or_end(at[3]);
}

/* ---- nodes ---- */

static bool take_nodes(struct fast *fast)
{
    enum { CHUNK_NODES = 24 };
    size_t count = CHUNK_NODES;
    fast->spare = fast->nodes < fast->limits->nodes ? arena_try(fast->arena, count * sizeof(struct node)) : NULL;
    fast->spare_end = fast->spare == NULL ? NULL : fast->spare + count;
    fast->nodes += count;
    return fast->spare != NULL;
}

static inline struct node *take_node(struct fast *fast)
{
    if (fast->spare == fast->spare_end && !take_nodes(fast)) {
        return NULL;
    }
    return fast->spare++;
}

/* Another child of the innermost level. */
static inline struct node *add_child(struct fast *fast)
{
    struct node *child = take_node(fast);
    if (child != NULL) {
        struct level *level = &fast->levels[fast->depth - 1];
        *level->link = child;
        level->link = &child->next;
        level->node->child_count++;
    }
    return child;
}

/* Equal keys have equal hashes. The copy's padding makes it safe to look at eight bytes of a shorter key. */
static inline uint64_t hash_of(struct text key)
{
    const unsigned char *bytes = (const unsigned char *)key.bytes;
    uint64_t hash = word_at(bytes);
    if (key.size_bytes >= 8) {
        hash += word_at(bytes + key.size_bytes - 8) * UINT64_C(0x9E3779B97F4A7C15);
    } else {
        hash = key.size_bytes == 0 ? 0 : hash << (64 - 8 * key.size_bytes);
    }
    return (hash ^ hash >> 29 ^ key.size_bytes) * UINT64_C(0xBF58476D1CE4E5B9);
}

static inline void note_key(struct level *level, struct text key)
{
    uint64_t hash = hash_of(key);
    uint64_t bit = UINT64_C(1) << (hash >> 58);
    uint64_t *seen = &level->seen[hash >> 56 & 3];
    level->may_repeat = level->may_repeat || (*seen & bit) != 0;
    *seen |= bit;
}

/* The keys of the model are known to be different, or it has been noted that they are not. */
static void leave_model(struct level *level)
{
    for (const struct node *child = level->node->first_child; child != NULL; child = child->next) {
        note_key(level, child->key);
    }
    level->is_like_model = false;
}

static struct node *add_pair(struct fast *fast, const struct node *key)
{
    struct level *level = &fast->levels[fast->depth - 1];
    if (level->guess != NULL && text_equals(level->guess->key, key->text)) {
        level->guess = level->guess->next;
    } else if (level->is_like_model) {
        leave_model(level);
    }
    if (!level->is_like_model) {
        note_key(level, key->text);
    }
    level->is_plain = level->is_plain && !key->is_quoted;
    struct node *child = add_child(fast);
    if (child != NULL) {
        child->key = key->text;
        child->key_place = key->place;
    }
    return child;
}

/* Whether the key of `guess`, a colon and a blank stand at `at`. */
static inline bool is_guessed(const unsigned char *at, const struct node *guess)
{
    const unsigned char *key = (const unsigned char *)guess->key.bytes;
    size_t left_bytes = guess->key.size_bytes;
    while (left_bytes >= 8 && word_at(at) == word_at(key)) {
        at += 8;
        key += 8;
        left_bytes -= 8;
    }
    bool is_equal = left_bytes == 0 || (left_bytes < 8 && (word_at(at) ^ word_at(key)) << (64 - 8 * left_bytes) == 0);
    return is_equal && at[left_bytes] == ':' && at[left_bytes + 1] == ' ';
}

/* How many bytes of the key of `guess` are not the first of their character. Where its value follows in the same line,
   behind one blank, their columns tell. */
static inline uint32_t further_bytes_of(const struct node *guess)
{
    const struct text key = guess->key;
    if (guess->text.bytes == key.bytes + key.size_bytes + 2 && guess->place.line == guess->key_place.line &&
        !guess->is_quoted) {
        return (uint32_t)key.size_bytes + 2 - (guess->place.column - guess->key_place.column);
    }
    return (uint32_t)(key.size_bytes - utf8_characters(key));
}

/* Adds a pair if its key is one that the model lets guess, and passes over key, colon and blank. What was read as a
   plain scalar once is one again, in brackets or outside of them as it was. */
static inline struct node *add_guessed_pair(struct fast *fast)
{
    struct level *level = &fast->levels[fast->depth - 1];
    const struct node *guess = level->guess;
    for (size_t left = MOST_GUESSES; guess != NULL && !is_guessed(fast->at, guess); left--) {
        guess = left == 1 ? NULL : guess->next;
    }
    if (guess == NULL) {
        return NULL;
    }
    struct node *child = add_child(fast);
    if (child != NULL) {
        level->guess = guess->next;
        if (!level->is_like_model) {
            note_key(level, guess->key);
        }
        child->key = (struct text){ (const char *)fast->at, guess->key.size_bytes };
        child->key_place = place_at(fast, fast->at);
        fast->hidden += further_bytes_of(guess);
        fast->at += guess->key.size_bytes + 2;
    }
    return child;
}

static bool begin_level(struct fast *fast, struct node *node, enum node_kind kind, size_t column)
{
    if (fast->depth == fast->most_depth) {
        return false;
    }
    const struct node *model = kind == NODE_MAPPING ? fast->models[column == IN_BRACKETS] : NULL;
    node->kind = kind;
    fast->levels[fast->depth++] = (struct level){
        .node = node,
        .link = &node->first_child,
        .column = column,
        .guess = model == NULL ? NULL : model->first_child,
        .is_like_model = model != NULL,
        .is_plain = true,
    };
    return true;
}

static bool has_repeats(const struct node *mapping)
{
    enum { FEW_KEYS = 16 };
    if (mapping->child_count > FEW_KEYS) {
        return true;
    }
    for (const struct node *again = mapping->first_child; again != NULL; again = again->next) {
        if (node_value(mapping, again->key) != again) {
            return true;
        }
    }
    return false;
}

static void end_level(struct fast *fast)
{
    const struct level *level = &fast->levels[--fast->depth];
    if (level->node->kind == NODE_MAPPING && level->is_plain) {
        fast->models[level->column == IN_BRACKETS] = level->node;
    }
    if (level->may_repeat && !fast->has_repeats) {
        fast->has_repeats = has_repeats(level->node);
    }
}

static void set_scalar(struct node *node, const struct node *scalar)
{
    node->is_quoted = scalar->is_quoted;
    node->place = scalar->place;
    node->text = scalar->text;
}

/* ---- scalars of one line: they set text, place and is_quoted of a node, or of what keeps a key until it has one ----
 */

static void set_text(struct node *scalar, const unsigned char *begin, const unsigned char *end)
{
    scalar->text = (struct text){ (const char *)begin, (size_t)(end - begin) };
}

/* Whether the colon at `at` ends a plain scalar. Inside of brackets libyaml refuses some others. */
static inline bool is_colon(const unsigned char *at)
{
    return *at == ':' && is_blank_or_end(at[1]);
}

static inline bool is_refused_colon(const unsigned char *at, unsigned ends)
{
    return ends == ENDS_FLOW && *at == ':' && (at[1] == '?' || (classes[at[1]] & ENDS_FLOW) != 0);
}

/* Stops at what ends it, blanks passed over: a colon, a comment, a line end, or a bracket or comma. */
static inline bool read_plain(struct fast *fast, unsigned ends, struct node *scalar)
{
    unsigned char *begin = fast->at;
    if ((classes[*begin] & BEGINS_NO_PLAIN) != 0 && (*begin != '-' || is_blank_or_end(begin[1]))) {
        return false;
    }
    scalar->is_quoted = false;
    scalar->place = place_at(fast, begin);
    unsigned char *at = begin;
    const unsigned char *text_end;
    for (;;) {
        at = pass_usual(at, ends, &fast->hidden);
        text_end = at;
        if (*at == ' ') {
            do {
                at++;
            } while (*at == ' ');
            if (*at == '#' || ((classes[*at] & ends) != 0 && *at != ':')) {
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
        } else if ((classes[*at] & BEGINS_OTHER) != 0) {
            size_t bytes = other_bytes(at);
            if (bytes == 0) {
                return false;
            }
            at += bytes;
            fast->hidden += (uint32_t)bytes - 1;
        } else if ((classes[*at] & ends) != 0) {
            break;
        } else if (text_end == at) {
            return false;
        }
    }
    fast->at = at;
    set_text(scalar, begin, text_end);
    return scalar->text.size_bytes <= fast->limits->scalar_bytes;
}

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
    unsigned char *at = pass(begin, ends, &fast->hidden);
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
        at = pass(at, ends, &fast->hidden);
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

static inline bool read_scalar(struct fast *fast, unsigned ends, struct node *scalar)
{
    return *fast->at == '"'    ? read_double(fast, scalar)
           : *fast->at == '\'' ? read_single(fast, scalar)
                               : read_plain(fast, ends, scalar);
}

/* Whether what was read from `begin` on is a key that libyaml would not find too long. */
static inline bool is_key(const struct fast *fast, const unsigned char *begin)
{
    return fast->at - begin <= MOST_KEY_BYTES;
}

/* ---- block scalars ---- */

static size_t count_blanks(const unsigned char *at)
{
    size_t blanks = 0;
    while (at[blanks] == ' ') {
        blanks++;
    }
    return blanks;
}

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
        fast->at = pass(begin, ENDS_LINE, &fast->hidden);
        memmove(out, begin, (size_t)(fast->at - begin));
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

static bool read_block_scalar(struct fast *fast, struct node *node)
{
    if (fast->depth == 0) {
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
    if (indentation <= fast->levels[fast->depth - 1].column) {
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

/* ---- brackets ---- */

static bool pass_flow_lines(struct fast *fast)
{
    for (;;) {
        pass_blanks(fast);
        unsigned char byte = *fast->at;
        if (byte > ' ' && byte != '#') {
            return true;
        }
        if (byte == '\t' && fast->is_flow) {
            fast->at++;
        } else if (byte == '#') {
            if (!pass_comment(fast)) {
                return false;
            }
        } else if (fast->at == fast->end || !end_line(fast) || is_marker(fast, '-') || is_marker(fast, '.')) {
            return false;
        }
    }
}

/* Blanks, comments and line ends between what stands in brackets. */
static inline bool pass_flow_blanks(struct fast *fast)
{
    fast->at += *fast->at == ' ';
    return (*fast->at > ' ' && *fast->at != '#') || pass_flow_lines(fast);
}

static bool begin_flow(struct fast *fast, struct node *node)
{
    node->place = place_at(fast, fast->at);
    enum node_kind kind = *fast->at == '{' ? NODE_MAPPING : NODE_SEQUENCE;
    fast->at++;
    return begin_level(fast, node, kind, IN_BRACKETS);
}

/* The key of a pair, its colon and the blanks behind it. */
static struct node *read_flow_key(struct fast *fast)
{
    struct node *guessed = add_guessed_pair(fast);
    if (guessed != NULL) {
        return pass_flow_blanks(fast) ? guessed : NULL;
    }
    const unsigned char *begin = fast->at;
    struct node key;
    if (!read_scalar(fast, ENDS_FLOW, &key) || *fast->at != ':' || !is_key(fast, begin)) {
        return NULL;
    }
    fast->at++;
    return pass_flow_blanks(fast) ? add_pair(fast, &key) : NULL;
}

/* Reads a value, or begins it if it is in brackets itself. */
static bool read_flow_value(struct fast *fast, struct node *node)
{
    unsigned char first = *fast->at;
    if (first == '{' || first == '[') {
        return begin_flow(fast, node);
    }
    if (node->key_place.line != 0 && (first == ',' || first == '}')) {
        node->place = place_at(fast, fast->at);
        return true;
    }
    return read_scalar(fast, ENDS_FLOW, node);
}

static bool is_innermost_mapping(const struct fast *fast)
{
    return fast->levels[fast->depth - 1].node->kind == NODE_MAPPING;
}

/* The next item or pair. Answers through `may_begin_out` whether the one after it may come without a comma: the first
   of what began in brackets. */
static inline bool read_flow_child(struct fast *fast, bool is_mapping, bool *is_begun_out)
{
    struct node *child = is_mapping ? read_flow_key(fast) : add_child(fast);
    if (child == NULL) {
        return false;
    }
    size_t depth = fast->depth;
    bool is_read = read_flow_value(fast, child);
    *is_begun_out = fast->depth > depth;
    return is_read && pass_flow_blanks(fast);
}

static bool read_flow(struct fast *fast, struct node *node)
{
    size_t depth = fast->depth;
    if (!begin_flow(fast, node) || !pass_flow_blanks(fast)) {
        return false;
    }
    bool may_begin = true;
    bool is_mapping = node->kind == NODE_MAPPING;
    for (;;) {
        if (*fast->at == (is_mapping ? '}' : ']')) {
            fast->at++;
            end_level(fast);
            if (fast->depth == depth) {
                return true;
            }
            may_begin = false;
            is_mapping = is_innermost_mapping(fast);
            if (!pass_flow_blanks(fast)) {
                return false;
            }
        } else if (may_begin) {
            if (!read_flow_child(fast, is_mapping, &may_begin)) {
                return false;
            }
            is_mapping = may_begin ? is_innermost_mapping(fast) : is_mapping;
        } else if (*fast->at == ',') {
            fast->at++;
            may_begin = true;
            if (!pass_flow_blanks(fast)) {
                return false;
            }
        } else {
            return false;
        }
    }
}

/* ---- blocks ---- */

static bool is_entry(const unsigned char *at)
{
    return *at == '-' && is_blank_or_end(at[1]);
}

static bool is_line_end(const unsigned char *at)
{
    return is_blank_or_end(*at) || *at == '#';
}

/* What may follow in the same line behind `key: `, or anywhere else but as a scalar or a block. */
static bool read_bracketed_or_lines(struct fast *fast, struct node *node)
{
    return *fast->at == '|' || *fast->at == '>' ? read_block_scalar(fast, node)
                                                : read_flow(fast, node) && end_value_line(fast);
}

static bool is_bracketed_or_lines(unsigned char first)
{
    return first == '{' || first == '[' || first == '|' || first == '>';
}

/* From behind the colon on. */
static bool read_value(struct fast *fast, struct node *node)
{
    node->place = place_at(fast, fast->at);
    pass_blanks(fast);
    if (is_line_end(fast->at)) {
        fast->open = node;
        return end_value_line(fast);
    }
    if (is_bracketed_or_lines(*fast->at)) {
        return read_bracketed_or_lines(fast, node);
    }
    return read_scalar(fast, ENDS_BLOCK, node) && end_value_line(fast);
}

/* From the colon on. */
static bool read_pair(struct fast *fast, const struct node *key)
{
    struct node *node = add_pair(fast, key);
    fast->at++;
    return node != NULL && read_value(fast, node);
}

/* A scalar, or the mapping that it is the first key of. */
static bool read_scalar_or_mapping(struct fast *fast, struct node *node)
{
    const unsigned char *begin = fast->at;
    struct node scalar;
    if (!read_scalar(fast, ENDS_BLOCK, &scalar)) {
        return false;
    }
    if (is_colon(fast->at)) {
        node->place = scalar.place;
        return is_key(fast, begin) && begin_level(fast, node, NODE_MAPPING, (size_t)(begin - fast->line_begin)) &&
               read_pair(fast, &scalar);
    }
    if (fast->depth == 0) {
        return false;
    }
    set_scalar(node, &scalar);
    return end_value_line(fast);
}

/* A node that begins where the line does, or behind dashes. */
static bool read_block_node(struct fast *fast, struct node *node)
{
    while (is_entry(fast->at)) {
        if (node != NULL) {
            node->place = place_at(fast, fast->at);
            if (!begin_level(fast, node, NODE_SEQUENCE, (size_t)(fast->at - fast->line_begin))) {
                return false;
            }
        }
        fast->at++;
        node = add_child(fast);
        if (node == NULL) {
            return false;
        }
        node->place = place_at(fast, fast->at);
        pass_blanks(fast);
        if (is_line_end(fast->at)) {
            fast->open = node;
            return end_value_line(fast);
        }
    }
    return is_bracketed_or_lines(*fast->at) ? read_bracketed_or_lines(fast, node) : read_scalar_or_mapping(fast, node);
}

static bool read_next_pair(struct fast *fast)
{
    struct node *guessed = add_guessed_pair(fast);
    if (guessed != NULL) {
        fast->at--;
        return read_value(fast, guessed);
    }
    const unsigned char *begin = fast->at;
    struct node key;
    return read_scalar(fast, ENDS_BLOCK, &key) && is_colon(fast->at) && is_key(fast, begin) && read_pair(fast, &key);
}

/* Ends the levels that a line at `column` is not part of. */
static bool end_levels(struct fast *fast, size_t column, bool has_dash)
{
    while (fast->depth > 0 && fast->levels[fast->depth - 1].column > column) {
        end_level(fast);
    }
    if (fast->depth == 0 || fast->levels[fast->depth - 1].column != column) {
        return false;
    }
    bool is_sequence = fast->levels[fast->depth - 1].node->kind == NODE_SEQUENCE;
    if (is_sequence && !has_dash) {
        /* A sequence may stand as far left as the key that it belongs to. */
        end_level(fast);
        return fast->depth > 0 && fast->levels[fast->depth - 1].column == column;
    }
    return is_sequence == has_dash;
}

static bool read_line(struct fast *fast)
{
    size_t column = (size_t)(fast->at - fast->line_begin);
    bool has_dash = is_entry(fast->at);
    const struct level *level = &fast->levels[fast->depth - 1];
    struct node *open = fast->open;
    fast->open = NULL;
    bool is_deeper = column > level->column;
    bool is_beside_key = has_dash && column == level->column && level->node->kind == NODE_MAPPING;
    if (open != NULL && (is_deeper || is_beside_key)) {
        return read_block_node(fast, open);
    }
    if (is_deeper || !end_levels(fast, column, has_dash)) {
        return false;
    }
    return has_dash ? read_block_node(fast, NULL) : read_next_pair(fast);
}

/* ---- documents ---- */

static bool read_root(struct fast *fast)
{
    if (!find_line(fast)) {
        return false;
    }
    if (is_marker(fast, '-')) {
        fast->at += 3;
        if (!end_value_line(fast) || !find_line(fast)) {
            return false;
        }
    }
    fast->root = take_node(fast);
    fast->is_flow = *fast->at == '{' || *fast->at == '[';
    return fast->root != NULL && fast->at != fast->end && !is_marker(fast, '-') && !is_marker(fast, '.') &&
           read_block_node(fast, fast->root);
}

static bool read_document(struct fast *fast)
{
    if (!read_root(fast)) {
        return false;
    }
    bool is_over = fast->is_flow;
    for (;;) {
        if (!find_line(fast)) {
            return false;
        }
        if (fast->at == fast->end) {
            break;
        }
        if (is_marker(fast, '.')) {
            fast->at += 3;
            is_over = true;
            if (!end_value_line(fast)) {
                return false;
            }
        } else if (is_over || !read_line(fast)) {
            return false;
        }
    }
    while (fast->depth > 0) {
        end_level(fast);
    }
    return fast->nodes - (size_t)(fast->spare_end - fast->spare) <= fast->limits->nodes;
}

/* In the order in which mappings end. */
static bool report_repeats(const struct node *node, struct arena *arena, struct finding_list *findings)
{
    bool is_reported = true;
    for (const struct node *child = node->first_child; child != NULL && is_reported; child = child->next) {
        is_reported = child->kind == NODE_SCALAR || report_repeats(child, arena, findings);
    }
    return is_reported && (node->kind != NODE_MAPPING || node_report_duplicate_keys(node, arena, findings));
}

enum fast_outcome document_fast_read(const struct document_slice *slice, const struct document_limits *limits,
                                     struct arena *arena, struct finding_list *findings, const struct node **root_out)
{
    size_t size_bytes = slice->text.size_bytes;
    unsigned char *copy = size_bytes <= MOST_BYTES ? arena_try(arena, size_bytes + PADDING_BYTES) : NULL;
    if (copy == NULL) {
        return FAST_GAVE_UP;
    }
    memcpy(copy, slice->text.bytes, size_bytes);
    struct fast fast;
    fast.limits = limits;
    fast.arena = arena;
    fast.begin = copy;
    fast.end = copy + size_bytes;
    fast.at = copy;
    fast.line_begin = copy;
    fast.line = slice->place.line;
    fast.hidden = 0 - slice->place.column;
    fast.root = NULL;
    fast.open = NULL;
    fast.spare = NULL;
    fast.spare_end = NULL;
    fast.nodes = 0;
    fast.models[0] = NULL;
    fast.models[1] = NULL;
    fast.most_depth = limits->depth < MOST_DEPTH ? limits->depth : MOST_DEPTH;
    fast.depth = 0;
    fast.is_flow = false;
    fast.has_repeats = false;
    if (!read_document(&fast)) {
        return FAST_GAVE_UP;
    }
    if (fast.has_repeats && !report_repeats(fast.root, arena, findings)) {
        return FAST_NO_MEMORY;
    }
    *root_out = fast.root;
    return FAST_READ;
}
