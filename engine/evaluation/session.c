#include "department_load.h"
#include "internal.h"

zp_status zp_session_create(const zp_engine *engine, zp_session **session_out)
{
    struct zp_session *session = engine_take(engine, sizeof(*session));
    if (session == NULL) {
        return ZP_NO_MEMORY;
    }
    session->engine = engine;
    arena_begin(&session->scratch, &engine->memory, engine->settings.memory_bytes);
    session->values = value_workspace_create(engine->value_reader);
    session->keys = document_keys_create(&engine->memory);
    if (session->values == NULL || session->keys == NULL) {
        zp_session_destroy(session);
        return ZP_NO_MEMORY;
    }
    *session_out = session;
    return ZP_OK;
}

void zp_session_destroy(zp_session *session)
{
    if (session == NULL) {
        return;
    }
    spare_source_destroy(session);
    value_workspace_destroy(session->values);
    document_keys_destroy(session->keys);
    arena_end(&session->scratch);
    engine_give_back(session->engine, session);
}

zp_reading_counts zp_session_reading_counts(const zp_session *session)
{
    return session->counts;
}

struct reading {
    struct zp_session *session;
    struct text text;
    enum value_role role;
    int32_t year;
    struct writer *writer;
};

static void read_value(void *context)
{
    struct reading *reading = context;
    struct text text = arena_text(&reading->session->scratch, reading->text);
    struct value value =
        value_read(reading->session->values, &reading->session->scratch, text, reading->role, reading->year);
    json_line_reading(reading->writer, text, reading->role, &value);
}

zp_status zp_value_read(zp_session *session, zp_text text, zp_role role, int32_t year, zp_sink sink)
{
    struct writer writer;
    struct reading reading = { session, text_from_api(text), role == ZP_ACHIEVED ? VALUE_ACHIEVED : VALUE_TARGET, year,
                               &writer };
    writer_to_sink(&writer, &sink);
    zp_status status = guarded(&session->scratch, read_value, &reading);
    arena_rewind(&session->scratch);
    return status == ZP_OK ? writer_end(&writer) : status;
}

zp_status zp_finding_explain(zp_text code, const zp_style *style, zp_sink sink)
{
    enum finding_code found;
    if (!finding_code_find(text_from_api(code), &found)) {
        return ZP_NOT_FOUND;
    }
    struct writer writer;
    struct report_style report_style = style_from_api(style);
    writer_to_sink(&writer, &sink);
    text_explanation(&writer, found, &report_style);
    return writer_end(&writer);
}

zp_text zp_finding_code_at(size_t index)
{
    return index < FINDING_CODE_COUNT ? text_to_api(text_of(finding_code_name((enum finding_code)index)))
                                      : (zp_text){ NULL, 0 };
}

zp_text zp_finding_code_title(size_t index, zp_language language)
{
    return index < FINDING_CODE_COUNT
               ? text_to_api(text_of(finding_code_title((enum finding_code)index, language_from_api(language))))
               : (zp_text){ NULL, 0 };
}

zp_severity zp_finding_code_severity(size_t index)
{
    return index < FINDING_CODE_COUNT ? (zp_severity)finding_code_severity((enum finding_code)index) : ZP_NOTE;
}

struct department_request {
    struct zp_department *department;
    struct text source;
    struct text file;
    struct document_reader *reader;
};

static void check_rules(struct zp_department *department)
{
    const struct cell *id = &department->department->rule_set;
    if (!id->is_given) {
        return;
    }
    if (engine_rule_set(department->engine, id->text, 0) == NULL) {
        finding_report(&department->findings, MESSAGE_rule_set_unknown, id->place, TEXT(""), TEXT_ARGUMENT(id->text),
                       TEXT_ARGUMENT(engine_rule_set_ids(department->engine, &department->arena)));
    }
}

static void load_department(void *context)
{
    struct department_request *request = context;
    struct zp_department *department = request->department;
    struct arena *arena = &department->arena;
    struct document_limits limits = engine_document_limits(department->engine);
    department->file = arena_text(arena, request->file);
    finding_list_begin(&department->findings, arena);
    const struct node *root = sole_document(arena, request->source, &limits, &department->findings, &request->reader);
    if (root == NULL) {
        return;
    }
    struct loading loading = { .arena = arena, .findings = &department->findings, .is_scorable = true };
    department->department = department_load(&loading, root);
    if (department->department != NULL) {
        check_rules(department);
    }
}

zp_status zp_department_load(zp_session *session, zp_text source, zp_text file, zp_department **department_out)
{
    struct zp_department *department = engine_take(session->engine, sizeof(*department));
    if (department == NULL) {
        return ZP_NO_MEMORY;
    }
    department->engine = session->engine;
    arena_begin(&department->arena, &session->engine->memory, session->engine->settings.memory_bytes);
    struct department_request request = { department, text_from_api(source), text_from_api(file), NULL };
    zp_status status = guarded(&department->arena, load_department, &request);
    document_reader_close(request.reader);
    if (status != ZP_OK) {
        zp_department_destroy(department);
        return status;
    }
    finding_list_sort(&department->findings);
    *department_out = department;
    return department->department == NULL ? ZP_REJECTED : ZP_OK;
}

void zp_department_destroy(zp_department *department)
{
    if (department == NULL) {
        return;
    }
    arena_end(&department->arena);
    engine_give_back(department->engine, department);
}
