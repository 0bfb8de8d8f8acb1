#include "department_load.h"
#include "internal.h"

struct department_request {
    struct zp_department *department;
    struct text source;
    struct text file;
    const struct text *failure; /* why the source could not be had; NULL: it is there */
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
    if (request->failure != NULL) {
        finding_report(&department->findings, MESSAGE_document_not_opened, (struct place){ 0 }, TEXT(""),
                       TEXT_ARGUMENT(arena_text(arena, *request->failure)));
        return;
    }
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

static zp_status make_department(const zp_session *session, struct department_request *request,
                                 zp_department **department_out)
{
    struct zp_department *department = engine_take(session->engine, sizeof(*department));
    if (department == NULL) {
        return ZP_NO_MEMORY;
    }
    department->engine = session->engine;
    arena_begin(&department->arena, &session->engine->memory, session->engine->settings.memory_bytes);
    request->department = department;
    zp_status status = guarded(&department->arena, load_department, request);
    document_reader_close(request->reader);
    if (status != ZP_OK) {
        zp_department_destroy(department);
        return status;
    }
    finding_list_sort(&department->findings);
    *department_out = department;
    return ZP_OK;
}

zp_status zp_department_load(zp_session *session, zp_text source, zp_text file, zp_department **department_out)
{
    struct department_request request = { .source = text_from_api(source), .file = text_from_api(file) };
    zp_status status = make_department(session, &request, department_out);
    return status == ZP_OK && (*department_out)->department == NULL ? ZP_REJECTED : status;
}

zp_status zp_department_of_failure(zp_session *session, zp_text file, zp_text reason, zp_department **department_out)
{
    struct text why = text_from_api(reason);
    struct department_request request = { .file = text_from_api(file), .failure = &why };
    return make_department(session, &request, department_out);
}

void zp_department_destroy(zp_department *department)
{
    if (department == NULL) {
        return;
    }
    arena_end(&department->arena);
    engine_give_back(department->engine, department);
}
