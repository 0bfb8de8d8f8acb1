#ifndef ZIPING_DOCUMENT_FAST_STATE_H
#define ZIPING_DOCUMENT_FAST_STATE_H

#include "arena.h"
#include "document.h"
#include "document_fast_bytes.h"
#include "document_keys.h"

/* What the parts of the fast reader share. One pass over a copy of the document that ends with zeros, so that looking
   a few bytes ahead needs no test. Texts are unescaped where they stand. Whatever answers false or NULL means: this is
   for libyaml. */

enum {
    MOST_DEPTH = 64,
    MOST_KEY_BYTES = 500, /* libyaml's limit is 1024 characters, blanks before the colon included */
};

#define IN_BRACKETS UINT32_MAX

struct fast {
    const struct document_limits *limits;
    struct arena *arena;
    unsigned char *end;
    unsigned char *at;
    unsigned char *line_begin;
    uint32_t line;
    uint32_t origin;     /* what to take from an address to get its column */
    struct level *level; /* the innermost; the first one of all is never open, and at column 0 */
    struct level *highest_level;
    struct document_keys *keys;
    struct node *root;
    struct node *open; /* its value may still come in a line below */
    struct node *spare;
    struct node *spare_end;
    size_t nodes_left; /* that may be taken, besides spare ones */
    bool is_open;      /* a document may follow */
    bool is_flow;      /* the root is in brackets; then tabs are blanks */
    bool has_repeats;  /* or so many keys that nobody looked */
};

/* ---- places and lines ---- */

/* As much of an address as is needed to tell places of one line apart. */
static inline uint32_t address_of(const unsigned char *at)
{
    return (uint32_t)(uintptr_t)at;
}

static inline struct place place_at(const struct fast *fast, const unsigned char *at)
{
    return (struct place){ fast->line, address_of(at) - fast->origin };
}

static inline void pass_blanks(struct fast *fast)
{
    unsigned char *at = fast->at;
    while (*at == ' ') {
        at++;
    }
    fast->at = at;
}

static inline void begin_line(struct fast *fast, unsigned char *at)
{
    fast->at = at;
    fast->line_begin = at;
    fast->line++;
    fast->origin = address_of(at) - 1;
}

/* Passes over the end of a line, or stays at the end of all. */
bool end_line(struct fast *fast);

/* A comment may stand where a line begins, or behind a blank. */
bool pass_comment(struct fast *fast);

/* What is left of a line behind a value: blanks, a comment, its end. */
bool end_longer_line(struct fast *fast);

static inline bool end_value_line(struct fast *fast)
{
    if (*fast->at == '\n') {
        begin_line(fast, fast->at + 1);
        return true;
    }
    return end_longer_line(fast);
}

/* find_line where the line is blank or a comment. */
bool find_further_line(struct fast *fast);

/* Goes to the next line that is neither blank nor a comment, or to the end. */
static inline bool find_line(struct fast *fast)
{
    fast->at += count_blanks(fast->at);
    return (*fast->at > ' ' && *fast->at != '#') || find_further_line(fast);
}

/* Whether a line `---` or `...` begins here, alone or with something behind a blank: just what bounds the documents of
   a source. */
static inline bool is_marker(const struct fast *fast, char sign)
{
    const unsigned char *at = fast->at;
    return at[0] == (unsigned char)sign && at[1] == at[0] && at[2] == at[0] && at == fast->line_begin &&
           (at[3] == '\n' || at[3] == ' ' || at[3] == '\r' || at[3] == '\t' || at + 3 == fast->end);
}

/* ---- nodes ---- */

/* Makes spare nodes where there are none. False where there is no memory for them, or there may be no more. */
bool add_spare_nodes(struct fast *fast);

/* Whether take_node may be called. */
static inline bool has_spare_node(struct fast *fast)
{
    return fast->spare != fast->spare_end || add_spare_nodes(fast);
}

/* A node of zeros. */
static inline struct node *take_node(struct fast *fast)
{
    return fast->spare++;
}

/* Another child of the innermost level. Takes a node. */
static inline struct node *add_child(struct fast *fast)
{
    struct node *child = take_node(fast);
    struct level *level = fast->level;
    *level->link = child;
    level->link = &child->next;
    level->node->child_count++;
    return child;
}

/* ---- levels ---- */

/* What may come first in a mapping that begins here. */
static inline struct followers *first_followers(const struct fast *fast)
{
    struct level *level = fast->level;
    return level->followers != NULL ? &level->followers[INSIDE - BESIDE] : &level[1].first_keys;
}

static inline bool begin_level(struct fast *fast, struct node *node, enum node_kind kind, uint32_t column)
{
    struct level *level = fast->level + 1;
    if (level > fast->highest_level) {
        return false;
    }
    struct followers *followers = first_followers(fast);
    node->kind = kind;
    fast->level = level;
    level->node = node;
    level->link = &node->first_child;
    level->followers = kind == NODE_MAPPING ? followers : NULL;
    level->seen[0] = 0;
    level->seen[1] = 0;
    level->column = column;
    level->may_repeat = false;
    return true;
}

/* Looks for repeated keys of a mapping that has keys which are not known. */
void look_for_repeats(struct fast *fast, const struct node *mapping);

static inline void end_level(struct fast *fast)
{
    const struct level *level = fast->level--;
    if (level->may_repeat) {
        look_for_repeats(fast, level->node);
    }
}

/* ---- scalars: they set text, place and is_quoted of a node, or of what keeps a key until it has one ---- */

/* The rest of a plain one that begins where the reader is and has no end before `at`. Its place is set. */
bool read_longer_block_plain(struct fast *fast, struct node *scalar, unsigned char *at);
bool read_longer_flow_plain(struct fast *fast, struct node *scalar, unsigned char *at);

/* Any of one line; `ends` is ENDS_BLOCK or ENDS_FLOW. Stops behind a quote, blanks passed over. */
bool read_scalar(struct fast *fast, unsigned ends, struct node *scalar);

/* As far as the line goes. */
unsigned char *pass_line(unsigned char *at, uint32_t *hidden);

/* From its | or > on. */
bool read_block_scalar(struct fast *fast, struct node *scalar);

static inline void set_text(struct node *scalar, const unsigned char *begin, const unsigned char *end)
{
    scalar->text = (struct text){ (const char *)begin, (size_t)(end - begin) };
}

/* Plain ones of one line, into a node of zeros. Stops at what ends it, blanks passed over: a colon, a comment, a line
   end, or a bracket or comma. Most are a few ASCII characters, ideographs behind them, and the end of the line or a
   comma. `ends` is ENDS_BLOCK or ENDS_FLOW. */
static inline bool read_plain(struct fast *fast, unsigned ends, struct node *scalar)
{
    unsigned char *begin = fast->at;
    scalar->place = place_at(fast, begin);
    unsigned char *end = begin;
    if (is_comparison_sign(begin)) {
        end += 3;
        fast->origin += 2;
    }
    end += *end < 0x80 ? count_usual(end, ends) : 0; /* fewer bytes than scalars may have in any case */
    if (*end >= 0x80) {
        end = pass_ideographs(end, &fast->origin);
        if ((size_t)(end - begin) > fast->limits->scalar_bytes) {
            return false;
        }
    }
    if (ends == ENDS_FLOW && *end != ',' && *end != '}') {
        return read_longer_flow_plain(fast, scalar, end);
    }
    if (ends == ENDS_BLOCK && *end != '\n') {
        return read_longer_block_plain(fast, scalar, end);
    }
    fast->at = end;
    set_text(scalar, begin, end);
    return true;
}

/* ---- documents ---- */

/* What begins with a bracket, as far as that is closed. */
bool read_flow(struct fast *fast, struct node *node);

/* A node that begins where the line does, or behind dashes; NULL for another item of the sequence. */
bool read_block_node(struct fast *fast, struct node *node);

/* The lines that follow, up to the end or the marker of an end, where the reader stops. */
bool read_lines(struct fast *fast);

#endif
