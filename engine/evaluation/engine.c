#include "build_fingerprint.h"
#include "embedded.h"
#include "internal.h"
#include "must.h"
#include "spare_evaluations.h"
#include "vocabulary_load.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *take_from_heap(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static void give_back_to_heap(void *context, void *block)
{
    (void)context;
    free(block);
}

void zp_settings_default(zp_settings *settings_out)
{
    *settings_out = (zp_settings){
        .take = take_from_heap,
        .give_back = give_back_to_heap,
        .document_bytes = (size_t)64 << 20,
        .depth = 64,
        .nodes = 2000000,
        .scalar_bytes = (size_t)1 << 20,
        .memory_bytes = (size_t)1 << 30,
    };
}

const char *zp_version(void)
{
    return ZP_VERSION;
}

const char *zp_build(void)
{
    return build_fingerprint;
}

/* Loading what is embedded: our own data, so that a finding in it is our own mistake and the engine is not made. */
struct start {
    struct zp_engine *engine;
    struct finding_list findings;
    struct document_reader *reader; /* the one that is open, so that it can be closed after an escape */
    bool is_good;
};

static const struct document_limits no_limits = { SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX };

static const struct node *embedded_root(struct start *start, const char *name)
{
    struct arena *arena = &start->engine->arena;
    const struct node *root = NULL;
    for (size_t i = 0; i < embedded_file_count && root == NULL; i++) {
        if (strcmp(embedded_files[i].name, name) == 0) {
            struct text source = { embedded_files[i].bytes, embedded_files[i].size_bytes };
            root = sole_document(arena, source, &no_limits, &start->findings, &start->reader);
        }
    }
    document_reader_close(start->reader);
    start->reader = NULL;
    must(root != NULL);
    return root;
}

static void load_vocabulary(void *context)
{
    struct start *start = context;
    struct loading loading = { .arena = &start->engine->arena, .findings = &start->findings };
    finding_list_begin(&start->findings, loading.arena);
    const struct node *tiers = embedded_root(start, "vocabulary/tiers.yaml");
    const struct node *blanks = embedded_root(start, "vocabulary/blanks.yaml");
    const struct node *units = embedded_root(start, "units.yaml");
    start->is_good = vocabulary_load(&loading, tiers, blanks, units, &start->engine->vocabulary);
}

static void load_embedded_rule_sets(void *context)
{
    struct start *start = context;
    start->is_good = true;
    finding_list_begin(&start->findings, &start->engine->arena);
    for (size_t i = 0; i < embedded_file_count; i++) {
        struct text source = { embedded_files[i].bytes, embedded_files[i].size_bytes };
        if (strncmp(embedded_files[i].name, "rules/", strlen("rules/")) != 0) {
            continue;
        }
        struct zp_rule_set *rules =
            engine_load_rule_set(start->engine, source, text_of(embedded_files[i].name), &no_limits, &start->findings);
        start->is_good = start->is_good && rules != NULL;
        if (rules != NULL) {
            rules->is_built_in = true;
        }
    }
}

static zp_status start_engine(struct start *start)
{
    struct zp_engine *engine = start->engine;
    zp_status status = guarded(&engine->arena, load_vocabulary, start);
    document_reader_close(start->reader);
    if (status != ZP_OK || !start->is_good) {
        return status != ZP_OK ? status : ZP_REJECTED;
    }
    engine->value_reader = value_reader_create(&engine->memory, &engine->vocabulary);
    engine->spares = spare_evaluations_create(&engine->memory);
    if (engine->value_reader == NULL || engine->spares == NULL) {
        return ZP_NO_MEMORY;
    }
    status = guarded(&engine->arena, load_embedded_rule_sets, start);
    return status == ZP_OK && !start->is_good ? ZP_REJECTED : status;
}

zp_status zp_engine_create(const zp_settings *settings, zp_engine **engine_out)
{
    struct zp_engine start_values = { 0 };
    if (settings == NULL) {
        zp_settings_default(&start_values.settings);
    } else {
        start_values.settings = *settings;
    }
    settings = &start_values.settings;
    start_values.memory = (struct memory){ settings->take, settings->give_back, settings->memory_context };
    struct zp_engine *engine = engine_take(&start_values, sizeof(*engine));
    if (engine == NULL) {
        return ZP_NO_MEMORY;
    }
    *engine = start_values;
    /* memory_bytes is for each evaluation; rule sets are bounded by the limits of documents. */
    arena_begin(&engine->arena, &engine->memory, SIZE_MAX);
    struct start start = { .engine = engine };
    zp_status status = start_engine(&start);
    if (status != ZP_OK) {
        zp_engine_destroy(engine);
        return status;
    }
    *engine_out = engine;
    return ZP_OK;
}

void zp_engine_destroy(zp_engine *engine)
{
    if (engine == NULL) {
        return;
    }
    spare_evaluations_destroy(engine->spares, &engine->memory);
    value_reader_destroy(engine->value_reader);
    arena_end(&engine->arena);
    engine_give_back(engine, engine);
}
