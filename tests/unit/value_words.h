#ifndef ZIPING_VALUE_WORDS_H
#define ZIPING_VALUE_WORDS_H

#include "document.h"
#include "reader.h"
#include "vocabulary_load.h"

#include <stdio.h>

/* A reader of values with the words of a folder like indicators/, for what looks inside without Check. */

static inline const struct node *words_of_file(struct loading *loading, const char *folder, const char *name)
{
    enum { MOST_BYTES = 1 << 20 };
    const struct document_limits limits = { SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX };
    char path[4096];
    int length = snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = length < 0 || (size_t)length >= sizeof(path) ? NULL : fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    char *bytes = arena_take(loading->arena, MOST_BYTES);
    struct text text = { bytes, fread(bytes, 1, MOST_BYTES, file) };
    (void)fclose(file);
    struct document_reader *reader = document_reader_open(loading->arena, text, DOCUMENT_YAML, &limits);
    const struct node *root = NULL;
    bool is_read = reader != NULL && document_read(reader, loading->arena, loading->findings, &root) == DOCUMENT_READ;
    document_reader_close(reader);
    return is_read ? root : NULL;
}

/* NULL where a file cannot be read or there is no memory. The words lie in `arena`, which must outlive the reader. */
static inline struct value_reader *reader_of_folder(struct arena *arena, const struct memory *memory,
                                                    const char *folder)
{
    struct finding_list findings;
    struct loading loading = { .arena = arena, .findings = &findings };
    struct value_vocabulary vocabulary;
    finding_list_begin(&findings, arena);
    const struct node *tiers = words_of_file(&loading, folder, "vocabulary/tiers.yaml");
    const struct node *blanks = words_of_file(&loading, folder, "vocabulary/blanks.yaml");
    const struct node *units = words_of_file(&loading, folder, "units.yaml");
    bool is_loaded = tiers != NULL && blanks != NULL && units != NULL &&
                     vocabulary_load(&loading, tiers, blanks, units, &vocabulary);
    return is_loaded ? value_reader_create(memory, &vocabulary) : NULL;
}

#endif
