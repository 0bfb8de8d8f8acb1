#include "corpus_writer.h"
#include <stdlib.h>
#include <string.h>

static void put(struct page *page, const char *text)
{
    size_t size = strlen(text);
    if (size > sizeof(page->bytes) - page->size) {
        abort();
    }
    memcpy(page->bytes + page->size, text, size);
    page->size += size;
}

static void put_indent(struct corpus_writer *writer)
{
    for (int i = 0; i < writer->depth; i++) {
        put(&writer->yaml, "  ");
    }
}

/* What stands before a key or a dash: a comma in JSON; a comma or a new line in YAML. */
static void begin_entry(struct corpus_writer *writer)
{
    bool is_first = writer->is_first[writer->depth];
    writer->is_first[writer->depth] = false;
    put(&writer->json, is_first ? "" : ", ");
    if (writer->style == BLOCK) {
        if (!writer->is_after_dash) {
            put_indent(writer);
        }
        writer->is_after_dash = false;
    } else if (!is_first && writer->is_split) {
        put(&writer->yaml, ",\n");
        put_indent(writer);
        writer->is_split = false;
    } else {
        put(&writer->yaml, is_first ? "" : ", ");
    }
}

/* No text of the corpus holds a character that JSON must escape. */
static void put_quoted(struct page *page, const char *text, const char *quote)
{
    put(page, quote);
    put(page, text);
    put(page, quote);
}

static void put_key(struct corpus_writer *writer, const char *key)
{
    begin_entry(writer);
    put(&writer->yaml, key);
    put(&writer->yaml, ":");
    put_quoted(&writer->json, key, "\"");
    put(&writer->json, ": ");
}

static void go_deeper(struct corpus_writer *writer, const char *opening, const char *closing)
{
    put(&writer->json, opening);
    writer->depth++;
    writer->is_first[writer->depth] = true;
    writer->closing[writer->depth] = closing;
}

void writer_begin(struct corpus_writer *writer)
{
    writer->yaml.size = 0;
    writer->json.size = 0;
    writer->depth = 0;
    writer->style = BLOCK;
    writer->is_first[0] = true;
    writer->is_after_dash = false;
    writer->is_split = false;
    put(&writer->json, "{");
}

void writer_end(struct corpus_writer *writer)
{
    put(&writer->json, "}\n");
}

void write_comment(struct corpus_writer *writer, const char *comment)
{
    put_indent(writer);
    put(&writer->yaml, "# ");
    put(&writer->yaml, comment);
    put(&writer->yaml, "\n");
}

void open_mapping(struct corpus_writer *writer, const char *key, enum style style)
{
    put_key(writer, key);
    put(&writer->yaml, style == FLOW ? " {" : "\n");
    writer->style = style;
    go_deeper(writer, "{", "}");
}

void open_list(struct corpus_writer *writer, const char *key)
{
    put_key(writer, key);
    put(&writer->yaml, "\n");
    go_deeper(writer, "[", "]");
}

void open_item(struct corpus_writer *writer, enum style style)
{
    begin_entry(writer);
    put(&writer->yaml, style == FLOW ? "- {" : "- ");
    writer->is_after_dash = style == BLOCK;
    writer->style = style;
    go_deeper(writer, "{", "}");
}

void close_last(struct corpus_writer *writer)
{
    put(&writer->json, writer->closing[writer->depth]);
    writer->depth--;
    if (writer->style == FLOW) {
        put(&writer->yaml, "}\n");
        writer->style = BLOCK;
    }
}

static bool needs_quotes(const char *text)
{
    return text[0] == '\0' || strchr(">|&*!%@#?{}[]'\"`,", text[0]) != NULL || strpbrk(text, ",[]{}#") != NULL ||
           strstr(text, ": ") != NULL || strcmp(text, "-") == 0;
}

static void put_text(struct corpus_writer *writer, const char *value, enum scalar scalar)
{
    put(&writer->yaml, " ");
    if (scalar != NUMBER && needs_quotes(value)) {
        put_quoted(&writer->yaml, value, "\"");
    } else if (scalar == QUOTED_TEXT) {
        put_quoted(&writer->yaml, value, "'");
    } else {
        put(&writer->yaml, value);
    }
}

static void put_folded(struct corpus_writer *writer, const char *value)
{
    put(&writer->yaml, " >-\n");
    writer->depth++;
    put_indent(writer);
    writer->depth--;
    put(&writer->yaml, value);
}

void write_pair(struct corpus_writer *writer, const char *key, const char *value, enum scalar scalar)
{
    put_key(writer, key);
    if (scalar == FOLDED_TEXT && writer->style == BLOCK) {
        put_folded(writer, value);
    } else {
        put_text(writer, value, scalar);
    }
    put(&writer->yaml, writer->style == BLOCK ? "\n" : "");
    put_quoted(&writer->json, value, scalar == NUMBER ? "" : "\"");
}
