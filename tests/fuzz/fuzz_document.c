/* Any bytes as a file of projects and as a department: read, scored, checked, and reported in every form there is. */
#include "fuzz.h"

struct report_row {
    zp_report report;
    zp_format format;
    zp_style style;
    bool is_json_lines;
};

static const struct report_row report_rows[] = {
    { ZP_REPORT_SCORE, ZP_TEXT_FORMAT, { .language = ZP_CHINESE, .has_colour = true }, false },
    { ZP_REPORT_SCORE, ZP_JSON, { .language = ZP_ENGLISH }, true },
    { ZP_REPORT_SCORE, ZP_CSV, { .language = ZP_CHINESE }, false },
    { ZP_REPORT_AUDIT, ZP_TEXT_FORMAT, { .language = ZP_ENGLISH, .columns = 40 }, false },
    { ZP_REPORT_AUDIT, ZP_TEXT_FORMAT, { .language = ZP_CHINESE, .is_quiet = true }, true },
    { ZP_REPORT_AUDIT, ZP_JSON_LINES, { .language = ZP_CHINESE }, false },
    { ZP_REPORT_AUDIT, ZP_CSV, { .language = ZP_ENGLISH }, false },
    { ZP_REPORT_CHECK, ZP_TEXT_FORMAT, { .language = ZP_CHINESE }, false },
};

/* Small enough for an input of a few kilobytes to reach them. */
static zp_engine *create_engine(void)
{
    zp_settings settings;
    zp_settings_default(&settings);
    settings.document_bytes = (size_t)1 << 16;
    settings.depth = 16;
    settings.nodes = 5000;
    settings.scalar_bytes = (size_t)1 << 12;
    settings.memory_bytes = (size_t)64 << 20;
    zp_engine *engine = NULL;
    expect(zp_engine_create(&settings, &engine) == ZP_OK);
    return engine;
}

/* Looks at everything that an evaluation says. What is not scored has a finding that says why, unless nobody asked. */
static void inspect(const zp_evaluation *evaluation, bool is_only_checked)
{
    const int consistency = zp_evaluation_consistency(evaluation);
    expect(consistency >= -1 && consistency <= 1);
    expect(zp_evaluation_is_scored(evaluation) || consistency == -1);
    expect(zp_evaluation_is_scored(evaluation) || is_only_checked || zp_evaluation_finding_count(evaluation) > 0);
    zp_finding finding;
    size_t count = 0;
    for (bool is_there = zp_evaluation_first_finding(evaluation, &finding); is_there;
         is_there = zp_finding_next(&finding)) {
        expect(zp_finding_message(&finding, ZP_ENGLISH, nowhere) == ZP_OK);
        count++;
    }
    expect(count == zp_evaluation_finding_count(evaluation));
}

static void report_projects(zp_batch *batch, zp_session *session, const zp_source_description *description)
{
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    expect(zp_source_open(session, description, &source) == ZP_OK);
    for (;;) {
        const zp_status status = zp_source_next(source, &evaluation);
        expect(status == ZP_OK || status == ZP_END);
        if (status == ZP_END) {
            break;
        }
        expect(zp_batch_admit(batch, evaluation) == ZP_OK);
        inspect(evaluation, description->is_only_checked);
        zp_evaluation_destroy(evaluation);
    }
    zp_source_close(source);
}

/* The same bytes as the projects of a folder and as its department. */
static void report_all(const zp_engine *engine, zp_text input, const struct report_row *row)
{
    const zp_batch_settings settings = {
        .report = row->report, .format = row->format, .style = row->style, .sink = nowhere
    };
    zp_session *session = NULL;
    zp_department *department = NULL;
    zp_batch *batch = NULL;
    zp_totals totals;
    expect(zp_session_create(engine, &session) == ZP_OK);
    const zp_status status = zp_department_load(session, input, (zp_text){ "department.yaml", 15 }, &department);
    expect(status == ZP_OK || status == ZP_REJECTED);
    const zp_source_description description = {
        .bytes = input,
        .file = { "projects.yaml", 13 },
        .is_json_lines = row->is_json_lines,
        .department = department,
        .is_only_checked = row->report == ZP_REPORT_CHECK,
    };
    expect(zp_batch_create(engine, &settings, &batch) == ZP_OK);
    report_projects(batch, session, &description);
    expect(zp_batch_admit_department(batch, department) == ZP_OK);
    expect(zp_batch_finish(batch, &totals) == ZP_OK);
    expect(totals.consistent + totals.inconsistent <= totals.scored);
    zp_batch_destroy(batch);
    zp_department_destroy(department);
    zp_session_destroy(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    static zp_engine *engine;
    if (engine == NULL) {
        engine = create_engine();
    }
    char *copy = copy_of(data, size_bytes);
    const zp_text input = { copy, size_bytes };
    for (size_t i = 0; i < sizeof(report_rows) / sizeof(report_rows[0]); i++) {
        report_all(engine, input, &report_rows[i]);
    }
    free(copy);
    return 0;
}
