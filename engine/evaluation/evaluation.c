#include "internal.h"
#include "project_load.h"
#include "review.h"
#include "scoring.h"
#include "spare_evaluations.h"

#include <string.h>

static const struct text usual_rule_set = { "mof-2020", 8 };
static const struct text no_indicator = { NULL, 0 };

/* ---- making one ---- */

struct zp_evaluation *evaluation_begin(const struct zp_engine *engine)
{
    struct zp_evaluation *evaluation = spare_evaluations_take(engine->spares);
    if (evaluation == NULL) {
        evaluation = engine_take(engine, sizeof(*evaluation));
        if (evaluation == NULL) {
            return NULL;
        }
        arena_begin(&evaluation->arena, &engine->memory, engine->settings.memory_bytes);
    }
    const struct arena arena = evaluation->arena;
    *evaluation = (struct zp_evaluation){ .engine = engine, .arena = arena };
    finding_list_begin(&evaluation->findings, &evaluation->arena);
    return evaluation;
}

void zp_evaluation_destroy(zp_evaluation *evaluation)
{
    if (evaluation == NULL) {
        return;
    }
    arena_rewind(&evaluation->arena);
    if (!spare_evaluations_keep(evaluation->engine->spares, evaluation)) {
        arena_end(&evaluation->arena);
        engine_give_back(evaluation->engine, evaluation);
    }
}

/* Forgets what was read so far, and says instead why there is no more. */
struct failure {
    struct zp_evaluation *evaluation;
    struct text file;
    struct text reason;
};

static void record_failure(void *context)
{
    struct failure *failure = context;
    struct zp_evaluation *evaluation = failure->evaluation;
    const struct place first = { 1, 1 };
    const struct place whole = { 0, 0 };
    evaluation->file = arena_text(&evaluation->arena, failure->file);
    finding_list_begin(&evaluation->findings, &evaluation->arena);
    if (failure->reason.bytes == NULL) {
        finding_add(&evaluation->findings, MESSAGE_document_needs_memory, first, no_indicator, NULL, 0);
    } else {
        finding_report(&evaluation->findings, MESSAGE_document_not_opened, whole, no_indicator,
                       TEXT_ARGUMENT(arena_text(&evaluation->arena, failure->reason)));
    }
}

static zp_status evaluation_fail(struct zp_evaluation *evaluation, struct text file, struct text reason)
{
    struct failure failure = { evaluation, file, reason };
    arena_rewind(&evaluation->arena);
    evaluation->has_failed = true;
    evaluation->project = NULL;
    evaluation->rules = NULL;
    evaluation->score = NULL;
    evaluation->derivations = (struct derivations){ 0 };
    return guarded(&evaluation->arena, record_failure, &failure);
}

zp_status zp_evaluation_of_failure(zp_session *session, const zp_source_description *description, zp_text reason,
                                   zp_evaluation **evaluation_out)
{
    struct zp_evaluation *evaluation = evaluation_begin(session->engine);
    if (evaluation == NULL) {
        return ZP_NO_MEMORY;
    }
    struct text why = reason.bytes == NULL ? TEXT("") : text_from_api(reason);
    evaluation->department = description->department;
    evaluation->is_only_checked = description->is_only_checked;
    zp_status status = evaluation_fail(evaluation, text_from_api(description->file), why);
    if (status != ZP_OK) {
        zp_evaluation_destroy(evaluation);
        return status;
    }
    *evaluation_out = evaluation;
    return ZP_OK;
}

/* ---- sources ---- */

static enum document_reading reading_from_api(zp_reader reader)
{
    switch (reader) {
    case ZP_READER_LIBYAML:
        return DOCUMENT_LIBYAML;
    case ZP_READER_FAST:
        return DOCUMENT_FAST_ONLY;
    case ZP_READER_AUTO:
        break;
    }
    return DOCUMENT_AUTO;
}

static void open_source(void *context)
{
    struct zp_source *source = context;
    const zp_source_description *description = &source->description;
    const struct zp_engine *engine = source->session->engine;
    struct document_limits limits = engine_document_limits(engine);
    enum document_syntax syntax = description->is_json_lines ? DOCUMENT_JSON_LINES : DOCUMENT_YAML;
    struct text bytes = text_from_api(description->bytes);
    source->file = arena_text(&source->arena, text_from_api(description->file));
    if (description->input.read == NULL) {
        source->reader = document_reader_open(&source->arena, bytes, syntax, &limits);
    } else {
        struct document_input input = { description->input.read, description->input.context };
        source->reader = document_reader_open_input(&source->arena, input, bytes, syntax, &limits);
    }
    if (source->reader != NULL) {
        document_reader_choose(source->reader, reading_from_api(engine->settings.reader));
        document_reader_remember(source->reader, source->session->keys);
    }
}

/* A batch opens one for every file: the one that was closed last is used again. */
static struct zp_source *source_begin(struct zp_session *session)
{
    struct zp_source *source = session->spare;
    session->spare = NULL;
    if (source == NULL) {
        source = engine_take(session->engine, sizeof(*source));
        if (source == NULL) {
            return NULL;
        }
        arena_begin(&source->arena, &session->engine->memory, session->engine->settings.memory_bytes);
    }
    const struct arena arena = source->arena;
    *source = (struct zp_source){ .session = session, .arena = arena };
    return source;
}

static void source_end(struct zp_source *source)
{
    arena_end(&source->arena);
    engine_give_back(source->session->engine, source);
}

void spare_source_destroy(struct zp_session *session)
{
    if (session->spare != NULL) {
        source_end(session->spare);
    }
}

zp_status zp_source_open(zp_session *session, const zp_source_description *description, zp_source **source_out)
{
    struct zp_source *source = source_begin(session);
    if (source == NULL) {
        return ZP_NO_MEMORY;
    }
    source->description = *description;
    zp_status status = guarded(&source->arena, open_source, source);
    if (status != ZP_OK || source->reader == NULL) {
        zp_source_close(source);
        return ZP_NO_MEMORY;
    }
    *source_out = source;
    return ZP_OK;
}

void zp_source_close(zp_source *source)
{
    if (source == NULL) {
        return;
    }
    struct zp_session *session = source->session;
    if (source->reader != NULL) {
        session->counts.quick += document_reader_fast_documents(source->reader);
        session->counts.other += document_reader_fallbacks(source->reader);
        document_reader_close(source->reader);
    }
#ifdef ZIPING_NO_SPARES
    source_end(source); /* sanitizers see what is used after it was closed only if it is given back */
#else
    if (session->spare == NULL) {
        arena_rewind(&source->arena);
        session->spare = source;
    } else {
        source_end(source);
    }
#endif
}

/* The rule set that a project or its department names. Where there is none of that id the project is not scored: by
   another one it might come out wrong in silence. */
static void find_named_rules(struct zp_evaluation *evaluation, const struct cell *id, struct place place)
{
    evaluation->rules = engine_rule_set(evaluation->engine, id->text, project_year(evaluation->project));
    if (evaluation->rules == NULL) {
        finding_report(&evaluation->findings, MESSAGE_rule_set_unknown, place, no_indicator, TEXT_ARGUMENT(id->text),
                       TEXT_ARGUMENT(engine_rule_set_ids(evaluation->engine, &evaluation->arena)));
    }
}

/* The rule set that was asked for, in the version of the project's year, else the project's own, else the department's,
 * else the usual one. */
static void choose_rules(struct zp_evaluation *evaluation, const zp_source_description *description)
{
    const struct cell *own = &evaluation->project->rule_set;
    const struct department *department = description->department == NULL ? NULL : description->department->department;
    if (description->rules != NULL) {
        evaluation->rules =
            engine_rule_set(evaluation->engine, description->rules->rules->id, project_year(evaluation->project));
    } else if (own->is_given) {
        find_named_rules(evaluation, own, own->place);
    } else if (description->department != NULL && department == NULL) {
        finding_report(&evaluation->findings, MESSAGE_rule_set_of_unreadable_department, evaluation->project->place,
                       no_indicator, TEXT_ARGUMENT(description->department->file));
    } else if (department != NULL && department->rule_set.is_given) {
        find_named_rules(evaluation, &department->rule_set, evaluation->project->place);
    } else {
        evaluation->rules = engine_rule_set(evaluation->engine, usual_rule_set, project_year(evaluation->project));
    }
}

/* Scored all the same: which rules held in another year is not for us to guess. */
static void check_year(struct finding_list *findings, const struct project *project, const struct rule_set *rules)
{
    int32_t year = project_year(project);
    if (!rule_set_is_in_force(rules, year)) {
        bool is_early = year < rules->from_year;
        finding_report(findings, is_early ? MESSAGE_rule_set_too_early : MESSAGE_rule_set_too_late, project->year.place,
                       no_indicator, COUNT_ARGUMENT((uint64_t)year), TEXT_ARGUMENT(rules->id),
                       COUNT_ARGUMENT((uint64_t)(is_early ? rules->from_year : rules->until_year)));
    }
}

const struct project_score *project_judge(const struct judge *judge, const struct project *project,
                                          const struct rule_set *rules, struct finding_list *findings)
{
    const struct project_score *score =
        project_assess(findings->arena, judge->values, judge->engine->value_reader, project, rules);
    if (!score->is_in_range) {
        finding_report(findings, MESSAGE_number_overflow, project->place, no_indicator,
                       TEXT_ARGUMENT(project->name.text));
        return NULL;
    }
    check_year(findings, project, rules);
    project_review(findings, project, rules, score);
    return score;
}

static void score(struct zp_evaluation *evaluation, struct value_workspace *values)
{
    const struct judge judge = { evaluation->engine, values };
    evaluation->score = project_judge(&judge, evaluation->project, evaluation->rules, &evaluation->findings);
    if (evaluation->score != NULL && evaluation->engine->settings.keeps_derivations) {
        evaluation->derivations = evaluation_derive(evaluation, &evaluation->arena);
    }
}

struct evaluating {
    struct zp_source *source;
    struct zp_evaluation *evaluation;
    enum document_status status;
};

static void evaluate(void *context)
{
    struct evaluating *evaluating = context;
    struct zp_source *source = evaluating->source;
    struct zp_evaluation *evaluation = evaluating->evaluation;
    const struct node *root = NULL;
    finding_list_begin(&evaluation->findings, &evaluation->arena);
    evaluation->file = arena_text(&evaluation->arena, source->file);
    evaluating->status = document_read(source->reader, &evaluation->arena, &evaluation->findings, &root);
    if (evaluating->status != DOCUMENT_READ) {
        return;
    }
    struct loading loading = { .arena = &evaluation->arena, .findings = &evaluation->findings, .is_scorable = true };
    evaluation->project = project_load(&loading, root);
    choose_rules(evaluation, &source->description);
    if (evaluation->project->is_scorable && evaluation->rules != NULL && !evaluation->is_only_checked) {
        score(evaluation, source->session->values);
    }
}

/* The document asks for more memory than one may have, or than there is. What stands behind it in the source is lost
   with it, and the finding says so. */
static zp_status give_up(struct zp_source *source, struct zp_evaluation *evaluation)
{
    source->is_at_end = true;
    return evaluation_fail(evaluation, source->file, no_indicator);
}

zp_status zp_source_next(zp_source *source, zp_evaluation **evaluation_out)
{
    if (source->is_at_end) {
        return ZP_END;
    }
    struct zp_evaluation *evaluation = evaluation_begin(source->session->engine);
    if (evaluation == NULL) {
        return ZP_NO_MEMORY;
    }
    evaluation->department = source->description.department;
    evaluation->is_only_checked = source->description.is_only_checked;
    struct evaluating evaluating = { source, evaluation, DOCUMENT_NO_MEMORY };
    zp_status status = guarded(&evaluation->arena, evaluate, &evaluating);
    if (status == ZP_OK && (evaluating.status == DOCUMENT_END || evaluating.status == DOCUMENT_INPUT_FAILED)) {
        source->is_at_end = true;
        zp_evaluation_destroy(evaluation);
        return evaluating.status == DOCUMENT_END ? ZP_END : ZP_INPUT_FAILED;
    }
    if (status != ZP_OK || evaluating.status == DOCUMENT_NO_MEMORY) {
        status = give_up(source, evaluation);
    }
    if (status != ZP_OK) {
        zp_evaluation_destroy(evaluation);
        return status;
    }
    finding_list_sort(&evaluation->findings);
    *evaluation_out = evaluation;
    return ZP_OK;
}

/* ---- what it says ---- */

struct report_project evaluation_report(const struct zp_evaluation *evaluation)
{
    return (struct report_project){
        .file = evaluation->file,
        .project = evaluation->project,
        .rules = evaluation->rules,
        .score = evaluation->score,
        .findings = &evaluation->findings,
        .checklist = evaluation->checklist,
        .is_only_checked = evaluation->is_only_checked,
    };
}

bool zp_evaluation_is_scored(const zp_evaluation *evaluation)
{
    return evaluation->score != NULL;
}

zp_text zp_evaluation_file(const zp_evaluation *evaluation)
{
    return text_to_api(evaluation->file);
}

zp_text zp_evaluation_project(const zp_evaluation *evaluation)
{
    return evaluation->project == NULL ? (zp_text){ NULL, 0 } : text_to_api(evaluation->project->name.text);
}

zp_text zp_evaluation_grade(const zp_evaluation *evaluation)
{
    bool has_grade = evaluation->score != NULL && evaluation->score->grade.computed != NULL;
    return has_grade ? text_to_api(evaluation->score->grade.computed->grade) : (zp_text){ NULL, 0 };
}

zp_text zp_evaluation_declared_grade(const zp_evaluation *evaluation)
{
    bool has_grade = evaluation->project != NULL && evaluation->project->declared_grade.is_given;
    return has_grade ? text_to_api(evaluation->project->declared_grade.text) : (zp_text){ NULL, 0 };
}

static zp_number number_to_api(struct decimal decimal)
{
    zp_number number;
    _Static_assert(sizeof(number.text) >= DECIMAL_MOST_TEXT_BYTES, "room for any decimal");
    char text[DECIMAL_MOST_TEXT_BYTES + 1];
    size_t size_bytes = decimal_to_text(decimal, text);
    memcpy(number.text, text, size_bytes);
    number.text[size_bytes] = '\0';
    return number;
}

static zp_number no_number(void)
{
    return (zp_number){ { '\0' } };
}

static bool has_totals(const zp_evaluation *evaluation)
{
    return evaluation->score != NULL && evaluation->kept == NULL;
}

zp_number zp_evaluation_total(const zp_evaluation *evaluation)
{
    return has_totals(evaluation) ? number_to_api(evaluation->score->total) : no_number();
}

zp_number zp_evaluation_total_low(const zp_evaluation *evaluation)
{
    return has_totals(evaluation) ? number_to_api(evaluation->score->total_low) : no_number();
}

zp_number zp_evaluation_total_high(const zp_evaluation *evaluation)
{
    return has_totals(evaluation) ? number_to_api(evaluation->score->total_high) : no_number();
}

zp_number zp_evaluation_declared_total(const zp_evaluation *evaluation)
{
    bool has_total =
        evaluation->kept == NULL && evaluation->project != NULL && evaluation->project->declared_total.is_given;
    return has_total ? number_to_api(evaluation->project->declared_total.value) : no_number();
}

int zp_evaluation_consistency(const zp_evaluation *evaluation)
{
    struct report_project report = evaluation_report(evaluation);
    return report_consistency(&report);
}

size_t zp_evaluation_finding_count(const zp_evaluation *evaluation)
{
    return evaluation->findings.count;
}

static bool finding_to_api(const struct finding *finding, zp_finding *finding_out)
{
    if (finding == NULL) {
        return false;
    }
    enum finding_code code = message_code(finding->message);
    *finding_out = (zp_finding){
        .code = text_to_api(text_of(finding_code_name(code))),
        .severity = (zp_severity)finding_code_severity(code),
        .line = finding->place.line,
        .column = finding->place.column,
        .indicator = text_to_api(finding->indicator),
        .entry = finding,
    };
    return true;
}

bool zp_evaluation_first_finding(const zp_evaluation *evaluation, zp_finding *finding_out)
{
    return finding_to_api(evaluation->findings.first, finding_out);
}

bool zp_finding_next(zp_finding *finding)
{
    const struct finding *entry = finding->entry;
    return finding_to_api(entry->next, finding);
}

zp_status zp_finding_message(const zp_finding *finding, zp_language language, zp_sink sink)
{
    struct writer writer;
    writer_to_sink(&writer, &sink);
    finding_write_message(&writer, finding->entry, language_from_api(language));
    return writer_end(&writer);
}

zp_status zp_evaluation_write_json(const zp_evaluation *evaluation, zp_language language, zp_sink sink)
{
    if (evaluation->kept != NULL) {
        return ZP_REJECTED;
    }
    struct report_project report = evaluation_report(evaluation);
    struct writer writer;
    writer_to_sink(&writer, &sink);
    json_line_project(&writer, &report, language_from_api(language));
    return writer_end(&writer);
}
