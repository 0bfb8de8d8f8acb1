/* Any bytes as cells of the form: the whole input, and each of its lines. The quick looks and the memory of value_read
   give what its rules alone give. It looks inside, and links the floors. */
#include "value_difference.h"
#include "value_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What libFuzzer calls, and run_corpus.c. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static void *take(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static void give_back(void *context, void *block)
{
    (void)context;
    free(block);
}

static const struct memory heap = { take, give_back, NULL };

static struct value_workspace *workspace_create(void)
{
    static struct arena words;
    arena_begin(&words, &heap, SIZE_MAX);
    struct value_reader *reader = reader_of_folder(&words, &heap, ZIPING_SOURCE_DIR "/indicators");
    struct value_workspace *workspace = reader == NULL ? NULL : value_workspace_create(reader);
    if (workspace == NULL) {
        abort();
    }
    return workspace;
}

static void expect_same(const char *way, const struct value *value, const struct value *by_rules)
{
    const char *difference = value_difference(value, by_rules);
    if (difference != NULL) {
        (void)fprintf(stderr, "%s differs when it is read %s\n", difference, way);
        abort();
    }
}

static void read_cell(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                      int32_t year)
{
    struct value by_rules = value_read_by_rules(workspace, arena, text, role, year);
    struct value first = value_read(workspace, arena, text, role, year);
    expect_same("first", &first, &by_rules);
    struct value anew = value_read_anew(workspace, arena, text, role, year);
    expect_same("anew", &anew, &by_rules);
    struct value again = value_read(workspace, arena, text, role, year);
    expect_same("again", &again, &by_rules);
}

/* A copy that ends where its block ends, so that reading on is noticed. */
static void read_text(struct value_workspace *workspace, struct arena *arena, struct text text)
{
    char *copy = malloc(text.size_bytes + (text.size_bytes == 0));
    if (copy == NULL) {
        abort();
    }
    if (text.size_bytes > 0) {
        memcpy(copy, text.bytes, text.size_bytes);
    }
    const struct text cell = { copy, text.size_bytes };
    read_cell(workspace, arena, cell, VALUE_TARGET, 2023);
    read_cell(workspace, arena, cell, VALUE_ACHIEVED, 2024);
    read_cell(workspace, arena, cell, VALUE_TARGET, 0);
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    static struct value_workspace *workspace;
    struct arena arena;
    if (workspace == NULL) {
        workspace = workspace_create();
    }
    arena_begin(&arena, &heap, SIZE_MAX);
    struct text rest = { (const char *)data, size_bytes };
    read_text(workspace, &arena, rest);
    while (rest.size_bytes > 0) {
        const char *end = memchr(rest.bytes, '\n', rest.size_bytes);
        const size_t line_bytes = end == NULL ? rest.size_bytes : (size_t)(end - rest.bytes);
        read_text(workspace, &arena, (struct text){ rest.bytes, line_bytes });
        rest = text_without_first(rest, end == NULL ? line_bytes : line_bytes + 1);
    }
    arena_end(&arena);
    return 0;
}
