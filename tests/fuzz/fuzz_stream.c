/* Any bytes between two documents of a stream, and as a line among lines of JSON: what stands around them is read as it
   is without them, and they are read as they are alone, some lines further down. It looks inside, and links the
   floors. */
#define _POSIX_C_SOURCE 200809L

#include "reader_comparison.h"

#include <stdint.h>
#include <stdio.h>

/* What libFuzzer calls, and run_corpus.c. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

/* Text around the input. */
struct surroundings {
    enum document_syntax syntax;
    const char *before;
    size_t documents_before;
    uint32_t lines_before;
    const char *end; /* of the input, also where it stands alone: an error may be told otherwise at the end of all */
    const char *after;
};

static const struct surroundings surroundings[] = {
    { DOCUMENT_YAML, "first: 1\n...\n", 1, 2, "\n...\n", "last: 9\n" },
    { DOCUMENT_YAML, "{first: 1}\n--- # c\n- a\n...\n", 2, 4, "\n...\n", "{last: 9}\n" },
    { DOCUMENT_JSON_LINES, "{\"first\": 1}\n", 1, 1, "\n", "{\"last\": 9}\n" },
};

static void fail(const char *what)
{
    (void)fprintf(stderr, "%s\n", what);
    abort();
}

/* The input between its surroundings. The caller frees the bytes. */
static struct text surrounded(const char *before, const uint8_t *data, size_t size_bytes, const char *end,
                              const char *after)
{
    const size_t whole_bytes = strlen(before) + size_bytes + strlen(end) + strlen(after);
    char *whole = malloc(whole_bytes + 1);
    if (whole == NULL) {
        abort();
    }
    char *at = stpcpy(whole, before);
    if (size_bytes > 0) {
        memcpy(at, data, size_bytes);
    }
    (void)stpcpy(stpcpy(at + size_bytes, end), after);
    return (struct text){ whole, whole_bytes };
}

static bool is_further_down(struct place place, struct place alone, uint32_t lines)
{
    return place.line == (alone.line == 0 ? 0 : alone.line + lines) && place.column == alone.column;
}

/* Whether two trees are the same but for the lines. */
static bool is_same_tree(const struct node *node, const struct node *alone, uint32_t lines)
{
    if (node->kind != alone->kind || node->is_quoted != alone->is_quoted || node->child_count != alone->child_count ||
        !text_equals(node->text, alone->text) || !text_equals(node->key, alone->key) ||
        !is_further_down(node->place, alone->place, lines) ||
        !is_further_down(node->key_place, alone->key_place, lines)) {
        return false;
    }
    const struct node *child = node->first_child;
    const struct node *child_alone = alone->first_child;
    while (child != NULL && child_alone != NULL && is_same_tree(child, child_alone, lines)) {
        child = child->next;
        child_alone = child_alone->next;
    }
    return child == NULL && child_alone == NULL;
}

/* Values of a finding are not looked at: a line may be among them. */
static bool has_same_findings(const struct finding_list *findings, const struct finding_list *alone, uint32_t lines)
{
    const struct finding *finding = findings->first;
    const struct finding *finding_alone = alone->first;
    while (finding != NULL && finding_alone != NULL && finding->message == finding_alone->message &&
           is_further_down(finding->place, finding_alone->place, lines)) {
        finding = finding->next;
        finding_alone = finding_alone->next;
    }
    return finding == NULL && finding_alone == NULL;
}

static bool is_blank_source(const struct reading *reading, enum document_status status)
{
    return status == DOCUMENT_UNREADABLE && reading->findings.first != NULL &&
           reading->findings.first->message == MESSAGE_document_empty;
}

/* The documents of the input alone stand between the first and the last of the whole. Blank input is no document where
   others stand around it. */
static void compare_middle(struct reading *whole, struct reading *alone, uint32_t lines)
{
    for (;;) {
        const enum document_status status = reading_next(alone);
        if (status == DOCUMENT_END || is_blank_source(alone, status)) {
            return;
        }
        if (reading_next(whole) != status) {
            fail("one can be read, one cannot");
        }
        if (status == DOCUMENT_READ && !is_same_tree(whole->root, alone->root, lines)) {
            fail("trees differ");
        }
        if (!has_same_findings(&whole->findings, &alone->findings, lines)) {
            fail("findings differ");
        }
    }
}

static void compare_with(const struct surroundings *around, const uint8_t *data, size_t size_bytes,
                         enum document_reading how)
{
    struct text text_alone = surrounded("", data, size_bytes, around->end, "");
    struct text whole_text = surrounded(around->before, data, size_bytes, around->end, around->after);
    struct reading alone;
    struct reading whole;
    reading_begin(&alone, text_alone, around->syntax, how);
    reading_begin(&whole, whole_text, around->syntax, how);
    for (size_t i = 0; i < around->documents_before; i++) {
        if (reading_next(&whole) != DOCUMENT_READ) {
            fail("what stands before is not read");
        }
    }
    compare_middle(&whole, &alone, around->lines_before);
    if (reading_next(&whole) != DOCUMENT_READ || whole.findings.first != NULL ||
        node_value(whole.root, text_of("last")) == NULL || reading_next(&whole) != DOCUMENT_END) {
        fail("what stands behind is not read");
    }
    reading_end(&alone);
    reading_end(&whole);
    free((void *)(uintptr_t)text_alone.bytes);
    free((void *)(uintptr_t)whole_text.bytes);
}

/* What is read otherwise at the begin of a source: a byte order mark, which is passed over there, and comments, which
   inside belong to the document before them. */
static bool begins_otherwise(const uint8_t *data, size_t size_bytes)
{
    return size_bytes == 0 || memchr("\xEF# \t\r\n.", data[0], 7) != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    if (begins_otherwise(data, size_bytes)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(surroundings) / sizeof(surroundings[0]); i++) {
        compare_with(&surroundings[i], data, size_bytes, DOCUMENT_AUTO);
        compare_with(&surroundings[i], data, size_bytes, DOCUMENT_LIBYAML);
    }
    return 0;
}
