#include "batch.h"

#include "kept_evaluation.h"
#include "known_findings.h"
#include "reconciliation.h"

#include <string.h>

static const struct text no_indicator = { NULL, 0 };

/* ---- counting ---- */

static struct grade_count *grade_count_of(struct grade_counts *counts, struct text grade)
{
    for (size_t i = 0; i < counts->grade_count; i++) {
        if (text_equals(counts->grades[i].grade, grade)) {
            return &counts->grades[i];
        }
    }
    if (counts->grade_count == REPORT_MOST_GRADES) {
        return NULL;
    }
    counts->grades[counts->grade_count].grade = grade;
    return &counts->grades[counts->grade_count++];
}

/* Names the grades of a rule set, in its order, so that one which nobody has is counted as 0. */
static void name_grades(struct grade_counts *counts, const struct rule_set *rules)
{
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        (void)grade_count_of(counts, band->grade);
    }
}

static void count_grade(struct grade_counts *counts, struct arena *arena, struct text grade)
{
    struct grade_count *count = grade_count_of(counts, grade);
    if (count != NULL) {
        /* A declared grade may be any word of a document that goes before the count does. */
        count->grade = count->count == 0 ? arena_text(arena, grade) : count->grade;
        count->count++;
    }
}

static void count_findings(struct report_summary *summary, const struct finding_list *findings)
{
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        summary->findings[i] += findings->count_by_severity[i];
    }
}

static void count_project(struct zp_batch *batch, const struct zp_evaluation *evaluation)
{
    struct report_summary *summary = &batch->summary;
    struct report_project report = evaluation_report(evaluation);
    int consistency = report_consistency(&report);
    summary->projects++;
    summary->unreadable += report_is_unreadable(&report);
    summary->consistent += consistency == 1;
    summary->inconsistent += consistency == 0;
    count_findings(summary, &evaluation->findings);
    if (evaluation->score != NULL) {
        summary->scored++;
        if (batch->named_rules != evaluation->rules) {
            batch->named_rules = evaluation->rules;
            name_grades(&summary->grades, evaluation->rules);
        }
        if (evaluation->score->grade.computed != NULL) {
            count_grade(&summary->grades, &batch->arena, evaluation->score->grade.computed->grade);
        }
    }
}

static struct department_count *department_count_of(struct zp_batch *batch, const struct zp_department *department)
{
    struct department_count *count = batch->recent_department;
    /* The projects of a folder come one after another. */
    if (count != NULL && count->department == department) {
        return count;
    }
    for (count = batch->departments; count != NULL; count = count->next) {
        if (count->department == department) {
            batch->recent_department = count;
            return count;
        }
    }
    count = ARENA_NEW(&batch->arena, struct department_count);
    count->department = department;
    count->report.file = department->file;
    count->report.department = department->department;
    count->report.findings = &department->findings;
    count->report.funds = decimal_from_integer(0);
    if (batch->last_department == NULL) {
        batch->departments = count;
    } else {
        batch->last_department->next = count;
    }
    batch->last_department = count;
    return count;
}

static void count_for_department(struct zp_batch *batch, const struct zp_evaluation *evaluation)
{
    if (evaluation->department == NULL) {
        return;
    }
    struct department_count *count = department_count_of(batch, evaluation->department);
    struct report_department *report = &count->report;
    const struct project *project = evaluation->project;
    report->projects++;
    if (project != NULL && project->total.annual_budget.is_given) {
        report->funds =
            decimal_add(report->funds, project_amount_in_wan_yuan(project, project->total.annual_budget.value));
    }
    if (evaluation->score == NULL) {
        return;
    }
    if (count->named_rules != evaluation->rules) {
        count->named_rules = evaluation->rules;
        name_grades(&report->declared_grades, evaluation->rules);
        name_grades(&report->computed_grades, evaluation->rules);
    }
    if (project->declared_grade.is_given) {
        count_grade(&report->declared_grades, &batch->arena, project->declared_grade.text);
    }
    if (evaluation->score->grade.computed != NULL) {
        count_grade(&report->computed_grades, &batch->arena, evaluation->score->grade.computed->grade);
    }
}

/* ---- writing ---- */

static bool keep_in_memory(void *context, const char *bytes, size_t size_bytes)
{
    struct zp_batch *batch = context;
    struct spooled *spooled = arena_try(&batch->arena, sizeof(*spooled));
    char *copy = arena_try(&batch->arena, size_bytes);
    if (spooled == NULL || copy == NULL) {
        return false;
    }
    memcpy(copy, bytes, size_bytes);
    *spooled = (struct spooled){ copy, size_bytes, NULL };
    if (batch->last_spooled == NULL) {
        batch->first_spooled = spooled;
    } else {
        batch->last_spooled->next = spooled;
    }
    batch->last_spooled = spooled;
    return true;
}

static bool replay_from_memory(void *context, zp_sink sink)
{
    const struct zp_batch *batch = context;
    for (const struct spooled *spooled = batch->first_spooled; spooled != NULL; spooled = spooled->next) {
        if (!sink.put(sink.context, spooled->bytes, spooled->size_bytes)) {
            return false;
        }
    }
    return true;
}

/* ---- the calls ---- */

static void begin(void *context)
{
    batch_write_head(context);
}

zp_status zp_batch_create(const zp_engine *engine, const zp_batch_settings *settings, zp_batch **batch_out)
{
    struct zp_batch *batch = engine_take(engine, sizeof(*batch));
    if (batch == NULL) {
        return ZP_NO_MEMORY;
    }
    batch->engine = engine;
    batch->settings = *settings;
    batch->style = style_from_api(&settings->style);
    if (settings->spool.put == NULL) {
        batch->settings.spool = (zp_spool){ keep_in_memory, replay_from_memory, batch };
    }
    arena_begin(&batch->arena, &engine->memory, SIZE_MAX);
    arena_begin(&batch->lines_arena, &engine->memory, SIZE_MAX);
    batch->is_kept = settings->store.put == NULL;
    if (batch->is_kept) {
        batch->settings.store = kept_bytes_store(&batch->kept, &batch->arena);
    }
    seen_begin(&batch->seen, &engine->memory, &batch->settings.store);
    writer_to_sink(&batch->table, &batch->settings.sink);
    writer_begin(&batch->below, batch->settings.spool.put, batch->settings.spool.context);
    zp_status status = guarded(&batch->arena, begin, batch);
    if (status != ZP_OK) {
        zp_batch_destroy(batch);
        return status;
    }
    *batch_out = batch;
    return ZP_OK;
}

void zp_batch_destroy(zp_batch *batch)
{
    if (batch == NULL) {
        return;
    }
    seen_end(&batch->seen);
    arena_end(&batch->lines_arena);
    arena_end(&batch->arena);
    engine_give_back(batch->engine, batch);
}

/* What has gone wrong for good. */
static zp_status batch_status(const struct zp_batch *batch)
{
    if (batch->seen.has_lost_records && batch->is_kept) {
        return ZP_NO_MEMORY;
    }
    return batch->table.failed || batch->below.failed || batch->seen.has_lost_records ? ZP_OUTPUT_FAILED : ZP_OK;
}

struct admission {
    struct zp_batch *batch;
    struct zp_evaluation *evaluation;
    const zp_sink *keep; /* NULL: nothing is to be kept */
    zp_status status;
};

static bool can_have_duplicates(const struct zp_batch *batch, const struct project *project)
{
    bool is_named = project != NULL && project->name.is_given && project_year(project) != 0;
    return is_named && batch->settings.report != ZP_REPORT_CHECK;
}

/* Adds a finding where the project came before, in the file that is answered then. */
static bool find_duplicate(struct zp_batch *batch, struct zp_evaluation *evaluation, struct text *first_file_out)
{
    const struct project *project = evaluation->project;
    if (!can_have_duplicates(batch, project)) {
        return false;
    }
    bool is_duplicate = seen_before(&batch->seen, &evaluation->arena, project->name.text, project_year(project),
                                    evaluation->file, first_file_out);
    if (is_duplicate) {
        finding_report(&evaluation->findings, MESSAGE_duplicate_project, project->name.place, no_indicator,
                       TEXT_ARGUMENT(project->name.text), COUNT_ARGUMENT((uint64_t)project_year(project)),
                       TEXT_ARGUMENT(*first_file_out));
        finding_list_sort(&evaluation->findings);
    }
    return is_duplicate;
}

/* Whether the project is in this batch what it was when it was kept: the first of its name and year, or one that came
   before in the same file. What turns out to be outdated is not remembered. */
static bool is_kept_still_true(struct zp_batch *batch, struct zp_evaluation *evaluation)
{
    const struct project *project = evaluation->project;
    const struct kept_evaluation *kept = evaluation->kept;
    if (!can_have_duplicates(batch, project)) {
        return true;
    }
    struct text first_file;
    if (kept->is_duplicate) {
        return seen_find(&batch->seen, &evaluation->arena, project->name.text, project_year(project), &first_file) &&
               text_equals(first_file, kept->first_file);
    }
    return !seen_before(&batch->seen, &evaluation->arena, project->name.text, project_year(project), evaluation->file,
                        &first_file);
}

/* Made when it is known what the report is. */
static void make_checklist(const struct zp_batch *batch, struct zp_evaluation *evaluation)
{
    const struct project_score *score = evaluation->score;
    bool is_shown = batch->settings.report == ZP_REPORT_SCORE && batch->settings.format == ZP_TEXT_FORMAT &&
                    !batch->style.is_quiet && score != NULL;
    if (is_shown && (batch->style.has_checklist || project_declares_nothing(evaluation->project, score))) {
        evaluation->checklist =
            checklist_of(&evaluation->arena, evaluation->project, evaluation->rules, score, &evaluation->findings);
    }
}

static void admit(void *context)
{
    struct admission *admission = context;
    struct zp_batch *batch = admission->batch;
    struct zp_evaluation *evaluation = admission->evaluation;
    struct text first_file;
    bool is_duplicate = false;
    if (evaluation->kept == NULL) {
        is_duplicate = find_duplicate(batch, evaluation, &first_file);
        if (known_findings_leave_out(batch->settings.baseline, evaluation) != ZP_OK) {
            arena_escape(&batch->arena);
        }
    } else if (!kept_fits(evaluation->kept, batch) || !is_kept_still_true(batch, evaluation)) {
        admission->status = ZP_OUTDATED;
        return;
    }
    count_project(batch, evaluation);
    count_for_department(batch, evaluation);
    if (evaluation->kept == NULL) {
        make_checklist(batch, evaluation);
    }
    if (evaluation->kept != NULL) {
        kept_write(batch, evaluation);
    } else if (admission->keep != NULL) {
        kept_write_and_keep(batch, evaluation, is_duplicate ? &first_file : NULL, admission->keep);
    } else {
        struct report_project report = evaluation_report(evaluation);
        struct batch_lines lines = { &batch->table, &batch->below, batch->summary.projects == 1 };
        batch->has_inconsistencies |= batch_write_project(&lines, batch, &report);
    }
}

static zp_status admit_guarded(zp_batch *batch, zp_evaluation *evaluation, const zp_sink *keep)
{
    struct admission admission = { batch, evaluation, keep, ZP_OK };
    /* Findings go to the evaluation's arena, everything else to the batch's: one escape serves both. */
    jmp_buf escape;
    if (setjmp(escape) != 0) {
        batch->arena.escape = NULL;
        batch->lines_arena.escape = NULL;
        evaluation->arena.escape = NULL;
        return ZP_NO_MEMORY;
    }
    batch->arena.escape = &escape;
    batch->lines_arena.escape = &escape;
    evaluation->arena.escape = &escape;
    admit(&admission);
    batch->arena.escape = NULL;
    batch->lines_arena.escape = NULL;
    evaluation->arena.escape = NULL;
    zp_status status = batch_status(batch);
    return status != ZP_OK ? status : admission.status;
}

zp_status zp_batch_admit(zp_batch *batch, zp_evaluation *evaluation)
{
    return admit_guarded(batch, evaluation, NULL);
}

zp_status zp_batch_admit_and_keep(zp_batch *batch, zp_evaluation *evaluation, zp_sink keep)
{
    return admit_guarded(batch, evaluation, &keep);
}

struct announcement {
    struct zp_batch *batch;
    struct zp_department *department;
};

static void announce(void *context)
{
    struct announcement *announcement = context;
    department_count_of(announcement->batch, announcement->department)->announced = announcement->department;
}

zp_status zp_batch_admit_department(zp_batch *batch, zp_department *department)
{
    struct announcement announcement = { batch, department };
    return guarded(&batch->arena, announce, &announcement);
}

static void finish_department(struct zp_batch *batch, struct department_count *count, bool is_first)
{
    struct zp_department *department = count->announced;
    department->arena.escape = batch->arena.escape;
    if (batch->settings.report == ZP_REPORT_AUDIT && department->department != NULL) {
        department_reconcile(&department->findings, &count->report);
        finding_list_sort(&department->findings);
    }
    department->arena.escape = NULL;
    bool is_only_checked = batch->settings.report == ZP_REPORT_CHECK;
    if (known_findings_leave_out_of_department(batch->settings.baseline, department, is_only_checked) != ZP_OK) {
        arena_escape(&batch->arena);
    }
    count_findings(&batch->summary, &department->findings);
    batch->unreadable_departments += department->department == NULL;
    batch_write_department(batch, &count->report, is_first);
}

static void finish(void *context)
{
    struct zp_batch *batch = context;
    bool is_text_audit = batch->settings.format == ZP_TEXT_FORMAT && batch->settings.report == ZP_REPORT_AUDIT;
    if (is_text_audit && batch->has_inconsistencies) {
        text_audit_inconsistencies_title(&batch->table, &batch->style);
        if (!writer_flush(&batch->table) || !writer_flush(&batch->below) ||
            !batch->settings.spool.replay(batch->settings.spool.context, batch->settings.sink)) {
            batch->table.failed = true;
        }
    }
    if (batch->settings.format == ZP_JSON) {
        json_departments_begin(&batch->table);
    }
    bool is_first = true;
    for (struct department_count *count = batch->departments; count != NULL; count = count->next) {
        if (count->announced != NULL) {
            finish_department(batch, count, is_first);
            is_first = false;
        }
    }
    if (batch->settings.format == ZP_JSON) {
        json_end(&batch->table, &batch->summary);
    } else if (is_text_audit) {
        text_summary(&batch->table, &batch->summary, &batch->style);
    }
    batch_write_left_out(batch);
}

zp_status zp_batch_finish(zp_batch *batch, zp_totals *totals_out)
{
    zp_status status = guarded(&batch->arena, finish, batch);
    if (status != ZP_OK) {
        return status;
    }
    const struct report_summary *summary = &batch->summary;
    *totals_out = (zp_totals){
        .projects = summary->projects,
        .scored = summary->scored,
        .unreadable = summary->unreadable,
        .unreadable_departments = batch->unreadable_departments,
        .consistent = summary->consistent,
        .inconsistent = summary->inconsistent,
        .findings = { summary->findings[SEVERITY_ERROR], summary->findings[SEVERITY_WARNING],
                      summary->findings[SEVERITY_NOTE] },
    };
    writer_flush(&batch->table);
    return batch_status(batch);
}
