#include "internal.h"
#include "rule_set_load.h"

const zp_rule_set *zp_rule_set_at(const zp_engine *engine, size_t index)
{
    const struct zp_rule_set *rules = engine->first_rules;
    while (rules != NULL && index-- > 0) {
        rules = rules->next;
    }
    return rules;
}

/* A rule set of the same id that was loaded later takes the place of an earlier one in the years in which it is in
   force: they are versions of one. */
static const struct zp_rule_set *version_of(const struct zp_engine *engine, struct text id, int32_t year)
{
    const struct zp_rule_set *found = NULL;
    bool is_in_force = false;
    for (const struct zp_rule_set *rules = engine->first_rules; rules != NULL; rules = rules->next) {
        bool is_own = text_equals(rules->rules->id, id);
        bool holds = is_own && rule_set_is_in_force(rules->rules, year);
        if (is_own && (holds || !is_in_force)) {
            found = rules;
            is_in_force = holds;
        }
    }
    return found;
}

const zp_rule_set *zp_rule_set_find(const zp_engine *engine, zp_text id)
{
    return version_of(engine, text_from_api(id), 0);
}

const struct rule_set *engine_rule_set(const struct zp_engine *engine, struct text id, int32_t year)
{
    const struct zp_rule_set *found = version_of(engine, id, year);
    return found == NULL ? NULL : found->rules;
}

struct text engine_rule_set_ids(const struct zp_engine *engine, struct arena *arena)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    for (const struct zp_rule_set *rules = engine->first_rules; rules != NULL; rules = rules->next) {
        writer_text(&writer, rules == engine->first_rules ? TEXT("") : TEXT("、"));
        writer_text(&writer, rules->rules->id);
    }
    return collected_text(&writer, &collected);
}

zp_text zp_rule_set_id(const zp_rule_set *rules)
{
    return text_to_api(rules->rules->id);
}

zp_text zp_rule_set_name(const zp_rule_set *rules)
{
    return text_to_api(rules->rules->name);
}

static const struct rule_set *find_extended(void *context, struct text id)
{
    return engine_rule_set(context, id, 0);
}

/* What must be given back when loading leaves through the arena's escape. */
struct loan {
    struct zp_engine *engine;
    struct text source;
    struct text file;
    const struct document_limits *limits;
    struct finding_list *findings;
    struct document_reader *reader;
    struct value_workspace *values;
    struct zp_rule_set *loaded;
};

static void load(void *context)
{
    struct loan *loan = context;
    struct zp_engine *engine = loan->engine;
    struct arena *arena = &engine->arena;
    loan->values = value_workspace_create(engine->value_reader);
    if (loan->values == NULL) {
        longjmp(*arena->escape, 1);
    }
    const struct node *root = sole_document(arena, loan->source, loan->limits, loan->findings, &loan->reader);
    if (root == NULL) {
        return;
    }
    struct loading loading = { .arena = arena, .findings = loan->findings, .is_scorable = true };
    struct rule_set_source source = { find_extended, engine, engine_rule_set_ids(engine, arena),
                                      arena_text(arena, loan->file) };
    const struct rule_set *rules = rule_set_load(&loading, root, &source, loan->values);
    if (rules != NULL) {
        loan->loaded = ARENA_NEW(arena, struct zp_rule_set);
        loan->loaded->rules = rules;
    }
}

struct zp_rule_set *engine_load_rule_set(struct zp_engine *engine, struct text source, struct text file,
                                         const struct document_limits *limits, struct finding_list *findings)
{
    struct loan loan = { .engine = engine, .source = source, .file = file, .limits = limits, .findings = findings };
    zp_status status = guarded(&engine->arena, load, &loan);
    document_reader_close(loan.reader);
    value_workspace_destroy(loan.values);
    if (status != ZP_OK) {
        longjmp(*engine->arena.escape, 1);
    }
    if (loan.loaded != NULL) {
        struct zp_rule_set **link = engine->last_rules == NULL ? &engine->first_rules : &engine->last_rules->next;
        *link = loan.loaded;
        engine->last_rules = loan.loaded;
    }
    return loan.loaded;
}

struct request {
    struct zp_engine *engine;
    struct text source;
    struct text file;
    struct finding_list findings;
    struct zp_rule_set *loaded;
};

static void answer(void *context)
{
    struct request *request = context;
    finding_list_begin(&request->findings, &request->engine->arena);
    struct document_limits limits = engine_document_limits(request->engine);
    request->loaded =
        engine_load_rule_set(request->engine, request->source, request->file, &limits, &request->findings);
    finding_list_sort(&request->findings);
}

zp_status zp_rule_set_load(zp_engine *engine, zp_text source, zp_text file, const zp_style *style, zp_sink findings,
                           const zp_rule_set **rules_out)
{
    struct request request = { .engine = engine, .source = text_from_api(source), .file = text_from_api(file) };
    zp_status status = guarded(&engine->arena, answer, &request);
    if (status != ZP_OK) {
        return status;
    }
    status = write_findings(&request.findings, text_from_api(file), style, &findings);
    if (request.loaded == NULL) {
        return status == ZP_OK ? ZP_REJECTED : status;
    }
    *rules_out = request.loaded;
    return status;
}

zp_status zp_rule_set_write(const zp_rule_set *rules, const zp_style *style, zp_sink sink)
{
    struct writer writer;
    struct report_style report_style = style_from_api(style);
    writer_to_sink(&writer, &sink);
    text_rule_set(&writer, rules->rules, &report_style);
    return writer_end(&writer);
}

zp_status zp_rule_set_write_form(const zp_rule_set *rules, zp_language language, zp_sink sink)
{
    struct writer writer;
    writer_to_sink(&writer, &sink);
    form_to_fill_in(&writer, rules->rules, language_from_api(language));
    return writer_end(&writer);
}
