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
