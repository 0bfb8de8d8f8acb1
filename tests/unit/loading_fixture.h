#ifndef ZIPING_LOADING_FIXTURE_H
#define ZIPING_LOADING_FIXTURE_H

/* For tests of what is loaded from documents: an arena for each test, documents from texts and files, and findings as
   one line of text, such as "unknown-key 2:3, missing-field 1:1", in the order of their places. */

#include "arena.h"
#include "catalogue.h"
#include "document.h"
#include "field.h"
#include "finding.h"
#include "run_suite.h"
#include "text.h"
#include "writer.h"

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static struct arena arena; /* without an escape: a refusal stops the test */
static struct finding_list findings;
static struct loading loading;

static void *take_block(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static void give_back_block(void *context, void *block)
{
    (void)context;
    free(block);
}

static const struct memory heap = { take_block, give_back_block, NULL };

static void begin(void)
{
    arena_begin(&arena, &heap, (size_t)64 << 20);
    finding_list_begin(&findings, &arena);
    loading = (struct loading){ .arena = &arena, .findings = &findings };
}

static void end(void)
{
    arena_end(&arena);
}

static inline struct document_reader *reader_of(struct text source)
{
    const struct document_limits limits = {
        .document_bytes = 1 << 20, .depth = 32, .nodes = 100000, .scalar_bytes = 1 << 16
    };
    struct document_reader *reader = document_reader_open(&arena, source, DOCUMENT_YAML, &limits);
    ck_assert_ptr_nonnull(reader);
    return reader;
}

/* The first document of a source; its findings go to `findings`. */
static inline const struct node *document_of(struct text source)
{
    struct document_reader *reader = reader_of(source);
    const struct node *root = NULL;
    enum document_status status = document_read(reader, &arena, &findings, &root);
    document_reader_close(reader);
    ck_assert_int_eq(status, DOCUMENT_READ);
    return root;
}

/* A file of the project, below its root. */
static inline struct text file_text(const char *path)
{
    char full_path[4096];
    snprintf(full_path, sizeof(full_path), "%s/%s", ZIPING_SOURCE_DIR, path);
    FILE *file = fopen(full_path, "rb");
    ck_assert_msg(file != NULL, "%s cannot be opened", full_path);
    size_t room_bytes = (size_t)1 << 20;
    char *bytes = arena_take(&arena, room_bytes);
    size_t size_bytes = fread(bytes, 1, room_bytes, file);
    fclose(file);
    return (struct text){ bytes, size_bytes };
}

static inline const char *terminated(struct text text)
{
    char *copy = arena_take(&arena, text.size_bytes + 1);
    if (text.size_bytes > 0) {
        memcpy(copy, text.bytes, text.size_bytes);
    }
    return copy;
}

/* Every finding with its code, line and column. */
static inline const char *found(void)
{
    struct writer writer;
    struct collected collected;
    finding_list_sort(&findings);
    writer_to_arena(&writer, &collected, &arena);
    for (const struct finding *finding = findings.first; finding != NULL; finding = finding->next) {
        writer_string(&writer, finding == findings.first ? "" : ", ");
        writer_string(&writer, finding_code_name(message_code(finding->message)));
        writer_character(&writer, ' ');
        writer_count(&writer, finding->place.line);
        writer_character(&writer, ':');
        writer_count(&writer, finding->place.column);
    }
    return terminated(collected_text(&writer, &collected));
}

/* The first finding in Chinese. */
static inline const char *first_message(void)
{
    struct writer writer;
    struct collected collected;
    ck_assert_ptr_nonnull(findings.first);
    writer_to_arena(&writer, &collected, &arena);
    finding_write_message(&writer, findings.first, LANGUAGE_CHINESE);
    return terminated(collected_text(&writer, &collected));
}

static inline const char *number(struct decimal decimal)
{
    char bytes[DECIMAL_MOST_TEXT_BYTES];
    return terminated((struct text){ bytes, decimal_to_text(decimal, bytes) });
}

/* A test that fails says which document it was. */
#define assert_found(source, expected)                                                                                 \
    do {                                                                                                               \
        const char *findings_found = found();                                                                          \
        ck_assert_msg(strcmp(findings_found, (expected)) == 0, "findings \"%s\", not \"%s\", of:\n%s", findings_found, \
                      (expected), (source));                                                                           \
    } while (0)
#define assert_text(text_found, expected) ck_assert_str_eq(terminated(text_found), (expected))

#endif
