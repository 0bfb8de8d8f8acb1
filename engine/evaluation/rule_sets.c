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
    bool is_first = true;
    for (const struct zp_rule_set *rules = engine->first_rules; rules != NULL; rules = rules->next) {
        if (version_of(engine, rules->rules->id, 0) == rules) {
            writer_text(&writer, is_first ? TEXT("") : TEXT("、"));
            writer_text(&writer, rules->rules->id);
            is_first = false;
        }
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

/* What must be given back when loading leaves through the arena's escape. */
struct loan {
    struct zp_engine *engine;
    struct text source;
    struct text file;
    const struct document_limits *limits;
    struct finding_list *findings;
    struct document_reader *reader;
    struct value_workspace *values;
    const struct node *root;
    const struct rule_set *version; /* of what is extended, to load with; NULL: there is none */
    struct zp_rule_set *first_loaded;
    struct zp_rule_set *last_loaded;
};

static const struct rule_set *find_extended(void *context, struct text id)
{
    const struct loan *loan = context;
    bool is_version = loan->version != NULL && text_equals(loan->version->id, id);
    return is_version ? loan->version : engine_rule_set(loan->engine, id, 0);
}

static bool has_version_beyond(const struct zp_engine *engine, const struct rule_set *version, bool before)
{
    for (const struct zp_rule_set *rules = engine->first_rules; rules != NULL; rules = rules->next) {
        const struct rule_set *other = rules->rules;
        bool begins_before = other->from_year < version->from_year;
        bool ends_after = other->until_year == 0 || other->until_year > version->until_year;
        bool is_beyond = before ? begins_before : version->until_year != 0 && ends_after;
        if (is_beyond && text_equals(other->id, version->id)) {
            return true;
        }
    }
    return false;
}

/* Whether versions that were loaded later have all the years of this one. */
static bool is_superseded(const struct zp_rule_set *version)
{
    for (const struct zp_rule_set *later = version->next; later != NULL; later = later->next) {
        if (text_equals(later->rules->id, version->rules->id) && rule_set_covers(later->rules, version->rules)) {
            return true;
        }
    }
    return false;
}

static void add_loaded(struct loan *loan, const struct rule_set *rules)
{
    struct zp_rule_set *loaded = ARENA_NEW(&loan->engine->arena, struct zp_rule_set);
    loaded->rules = rules;
    if (loan->last_loaded == NULL) {
        loan->first_loaded = loaded;
    } else {
        loan->last_loaded->next = loaded;
    }
    loan->last_loaded = loaded;
}

static struct text words_of(struct arena *arena, const struct finding *finding)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    finding_write_message(&writer, finding, LANGUAGE_CHINESE);
    return collected_text(&writer, &collected);
}

static bool is_same_finding(struct arena *arena, const struct finding *a, const struct finding *b)
{
    bool is_like = a->message == b->message && a->place.line == b->place.line && a->place.column == b->place.column;
    return is_like && text_equals(words_of(arena, a), words_of(arena, b));
}

/* Whether no finding in front of it in the list says the same. */
static bool is_new_finding(void *context, const struct finding *finding)
{
    const struct loan *loan = context;
    const struct finding *other = loan->findings->first;
    while (other != finding && !is_same_finding(&loan->engine->arena, other, finding)) {
        other = other->next;
    }
    return other == finding;
}

/* With the version of what is extended that the loan has. */
static void load_with_version(struct loan *loan, bool is_one_of_several)
{
    const struct zp_engine *engine = loan->engine;
    struct loading loading = { .arena = &loan->engine->arena, .findings = loan->findings, .is_scorable = true };
    struct rule_set_source source = {
        .find = find_extended,
        .context = loan,
        .known = engine_rule_set_ids(engine, loading.arena),
        .file = arena_text(loading.arena, loan->file),
        .has_earlier_version = is_one_of_several && has_version_beyond(engine, loan->version, true),
        .has_later_version = is_one_of_several && has_version_beyond(engine, loan->version, false),
    };
    const struct rule_set *rules = rule_set_load(&loading, loan->root, &source, loan->values);
    if (rules != NULL && rule_set_is_ever_in_force(rules)) {
        add_loaded(loan, rules);
    }
}

/* Once for each version of what it extends, so that a city's rule set of all years rests, in each year, on the
   province's of that year; where no version is of its years, on the newest. */
static void load_with_versions(struct loan *loan)
{
    struct text extended = rule_set_extended(loan->root);
    const size_t *errors = &loan->findings->count_by_severity[SEVERITY_ERROR];
    for (const struct zp_rule_set *rules = loan->engine->first_rules; rules != NULL && *errors == 0;
         rules = rules->next) {
        if (text_equals(rules->rules->id, extended) && !is_superseded(rules)) {
            loan->version = rules->rules;
            load_with_version(loan, true);
        }
    }
    if (loan->first_loaded == NULL && *errors == 0) {
        loan->version = engine_rule_set(loan->engine, extended, 0);
        load_with_version(loan, false);
    }
    finding_list_leave_out(loan->findings, is_new_finding, loan);
}

static void load(void *context)
{
    struct loan *loan = context;
    struct arena *arena = &loan->engine->arena;
    loan->values = value_workspace_create(loan->engine->value_reader);
    if (loan->values == NULL) {
        longjmp(*arena->escape, 1);
    }
    loan->root = sole_document(arena, loan->source, loan->limits, loan->findings, &loan->reader);
    if (loan->root != NULL) {
        load_with_versions(loan);
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
    bool is_usable = findings->count_by_severity[SEVERITY_ERROR] == 0;
    if (is_usable && loan.last_loaded != NULL) {
        struct zp_rule_set **link = engine->last_rules == NULL ? &engine->first_rules : &engine->last_rules->next;
        *link = loan.first_loaded;
        engine->last_rules = loan.last_loaded;
    }
    return is_usable ? loan.last_loaded : NULL;
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
    form_to_fill_in(&writer, rules->rules, rules->is_built_in, language_from_api(language));
    return writer_end(&writer);
}
