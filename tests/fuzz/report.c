#include "report.h"

#include "fuzz.h"

#include <string.h>

const struct report_row report_rows[REPORT_ROWS] = {
    { ZP_REPORT_SCORE, ZP_TEXT_FORMAT, { .language = ZP_CHINESE, .has_colour = true, .has_checklist = true } },
    { ZP_REPORT_SCORE, ZP_TEXT_FORMAT, { .language = ZP_ENGLISH, .has_checklist = true, .columns = 1 } },
    { ZP_REPORT_SCORE, ZP_TEXT_FORMAT, { .language = ZP_ENGLISH, .is_quiet = true, .columns = 300 } },
    { ZP_REPORT_SCORE, ZP_JSON, { .language = ZP_ENGLISH } },
    { ZP_REPORT_SCORE, ZP_CSV, { .language = ZP_CHINESE } },
    { ZP_REPORT_AUDIT, ZP_TEXT_FORMAT, { .language = ZP_ENGLISH, .columns = 40 } },
    { ZP_REPORT_AUDIT, ZP_TEXT_FORMAT, { .language = ZP_CHINESE, .has_colour = true, .columns = 17 } },
    { ZP_REPORT_AUDIT, ZP_TEXT_FORMAT, { .language = ZP_CHINESE, .is_quiet = true } },
    { ZP_REPORT_AUDIT, ZP_JSON, { .language = ZP_CHINESE } },
    { ZP_REPORT_AUDIT, ZP_JSON_LINES, { .language = ZP_CHINESE } },
    { ZP_REPORT_AUDIT, ZP_CSV, { .language = ZP_ENGLISH } },
    { ZP_REPORT_CHECK, ZP_TEXT_FORMAT, { .language = ZP_CHINESE } },
    { ZP_REPORT_CHECK, ZP_JSON_LINES, { .language = ZP_ENGLISH } },
};

zp_engine *small_engine_create(zp_reader reader)
{
    zp_settings settings;
    zp_settings_default(&settings);
    settings.document_bytes = (size_t)1 << 16;
    settings.depth = 16;
    settings.nodes = 5000;
    settings.scalar_bytes = (size_t)1 << 12;
    settings.memory_bytes = (size_t)64 << 20;
    settings.reader = reader;
    zp_engine *engine = NULL;
    EXPECT(zp_engine_create(&settings, &engine) == ZP_OK);
    return engine;
}

/* Looks at everything that an evaluation says. What is not scored has a finding that says why, unless nobody asked. */
static void inspect(const zp_evaluation *evaluation, bool is_only_checked)
{
    const int consistency = zp_evaluation_consistency(evaluation);
    EXPECT(consistency >= -1 && consistency <= 1);
    EXPECT(zp_evaluation_is_scored(evaluation) || consistency == -1);
    EXPECT(zp_evaluation_is_scored(evaluation) || is_only_checked || zp_evaluation_finding_count(evaluation) > 0);
    struct printed messages = { 0 };
    zp_finding finding;
    size_t count = 0;
    for (bool is_there = zp_evaluation_first_finding(evaluation, &finding); is_there;
         is_there = zp_finding_next(&finding)) {
        EXPECT(zp_finding_message(&finding, ZP_ENGLISH, printed_sink(&messages)) == ZP_OK);
        count++;
    }
    EXPECT(count == zp_evaluation_finding_count(evaluation));
    EXPECT(messages.size_bytes == 0 || memchr(messages.bytes, '\n', messages.size_bytes) == NULL);
    printed_end(&messages);
}

static void report_file(zp_batch *batch, zp_session *session, const zp_source_description *description)
{
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    EXPECT(zp_source_open(session, description, &source) == ZP_OK);
    for (;;) {
        const zp_status status = zp_source_next(source, &evaluation);
        EXPECT(status == ZP_OK || status == ZP_END);
        if (status == ZP_END) {
            break;
        }
        EXPECT(zp_batch_admit(batch, evaluation) == ZP_OK);
        inspect(evaluation, description->is_only_checked);
        zp_evaluation_destroy(evaluation);
    }
    zp_source_close(source);
}

static zp_department *load_department(zp_session *session, zp_text text)
{
    zp_department *department = NULL;
    if (text.size_bytes > 0) {
        const zp_status status = zp_department_load(session, text, (zp_text){ "department.yaml", 15 }, &department);
        EXPECT(status == ZP_OK || status == ZP_REJECTED);
        EXPECT(department != NULL);
    }
    return department;
}

static void expect_well_formed(const struct printed *printed, const struct report_row *row)
{
    switch (row->format) {
    case ZP_TEXT_FORMAT:
        expect_text(printed, row->style.has_colour);
        break;
    case ZP_JSON:
        expect_json(printed);
        break;
    case ZP_JSON_LINES:
        expect_json_lines(printed);
        break;
    case ZP_CSV:
        expect_csv(printed);
        break;
    }
}

static void expect_totals(const zp_totals *totals)
{
    EXPECT(totals->consistent + totals->inconsistent <= totals->scored);
    EXPECT(totals->scored + totals->unreadable <= totals->projects);
}

void report_folder(const zp_engine *engine, const struct folder *folder, const struct report_row *row,
                   struct printed *printed_out)
{
    const zp_batch_settings settings = {
        .report = row->report, .format = row->format, .style = row->style, .sink = printed_sink(printed_out)
    };
    zp_session *session = NULL;
    zp_batch *batch = NULL;
    zp_totals totals;
    EXPECT(zp_session_create(engine, &session) == ZP_OK);
    EXPECT(zp_batch_create(engine, &settings, &batch) == ZP_OK);
    zp_department *department = load_department(session, folder->department);
    if (department != NULL) {
        EXPECT(zp_batch_admit_department(batch, department) == ZP_OK);
    }
    for (size_t i = 0; i < folder->project_files; i++) {
        const zp_source_description description = {
            .bytes = folder->projects[i],
            .file = { "projects.yaml", 13 },
            .is_json_lines = folder->is_json_lines,
            .department = department,
            .is_only_checked = row->report == ZP_REPORT_CHECK,
        };
        report_file(batch, session, &description);
    }
    EXPECT(zp_batch_finish(batch, &totals) == ZP_OK);
    expect_totals(&totals);
    expect_well_formed(printed_out, row);
    zp_batch_destroy(batch);
    zp_department_destroy(department);
    zp_session_destroy(session);
}

void report_folder_in_ways(const zp_engine *engine, const struct folder *folder, size_t seed)
{
    for (size_t i = 0; i < WAYS_AT_ONCE; i++) {
        struct printed printed = { 0 };
        report_folder(engine, folder, &report_rows[(seed + i * (REPORT_ROWS / WAYS_AT_ONCE)) % REPORT_ROWS], &printed);
        printed_end(&printed);
    }
}
