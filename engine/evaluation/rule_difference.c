#include "difference_totals.h"
#include "internal.h"
#include "report_difference.h"

/* Projects scored by two rule sets, and by those between them where they differ. */

struct zp_difference {
    const struct zp_engine *engine;
    struct zp_difference_settings settings;
    struct report_style style;
    struct arena arena;   /* of mixes and totals */
    struct arena project; /* of the two judgements of one project */
    struct arena trial;   /* of one more */
    struct value_workspace *values;
    struct rule_set_mixer mixer;
    struct difference_totals totals;
    struct writer writer;
    bool has_projects; /* one was written */
};

/* ---- the report ---- */

static void write_head(struct zp_difference *difference)
{
    const struct report_difference_head head = { difference->mixer.before, difference->mixer.after,
                                                 difference->mixer.differing };
    switch (difference->settings.format) {
    case ZP_TEXT_FORMAT:
        text_difference_head(&difference->writer, &head, &difference->style);
        return;
    case ZP_JSON:
        json_difference_begin(&difference->writer, &head);
        return;
    case ZP_CSV:
        csv_difference_head(&difference->writer, difference->style.language);
        return;
    case ZP_JSON_LINES:
        return;
    }
}

static void write_project(struct zp_difference *difference, const struct report_difference *report)
{
    switch (difference->settings.format) {
    case ZP_TEXT_FORMAT:
        text_difference_project(&difference->writer, report, &difference->style);
        break;
    case ZP_JSON:
        json_difference_project(&difference->writer, report, !difference->has_projects);
        break;
    case ZP_CSV:
        csv_difference_project(&difference->writer, report);
        break;
    case ZP_JSON_LINES:
        json_line_difference(&difference->writer, report);
        break;
    }
    difference->has_projects = true;
}

static void write_totals(struct zp_difference *difference)
{
    if (difference->settings.format == ZP_TEXT_FORMAT) {
        text_difference_totals(&difference->writer, &difference->totals, &difference->style);
    } else if (difference->settings.format == ZP_JSON) {
        json_difference_end(&difference->writer, &difference->totals);
    }
}

/* ---- one project ---- */

struct comparison_of_project {
    struct zp_difference *whole;
    const struct zp_evaluation *evaluation;
    struct finding_list findings[2];
    struct report_difference report;
    struct difference found;
    struct difference_department *department;
};

static struct judgement judge_by(struct zp_difference *whole, const struct project *project,
                                 const struct rule_set *rules, struct arena *arena, struct finding_list *findings)
{
    const struct judge judge = { whole->engine, whole->values };
    finding_list_begin(findings, arena);
    struct judgement judgement = { project_judge(&judge, project, rules, findings), findings };
    finding_list_sort(findings);
    return judgement;
}

/* With a rule set between the two, of which nothing is kept but what it changes. */
static unsigned try_rules(void *context, const struct rule_set *rules)
{
    struct comparison_of_project *comparison = context;
    struct zp_difference *whole = comparison->whole;
    struct finding_list findings;
    struct judgement tried = judge_by(whole, comparison->evaluation->project, rules, &whole->trial, &findings);
    unsigned changes = tried.score == NULL ? ~0U : judgements_compare(&comparison->report.before, &tried);
    arena_rewind(&whole->trial);
    return changes;
}

static void compare_project(void *context)
{
    struct comparison_of_project *comparison = context;
    struct zp_difference *whole = comparison->whole;
    const struct project *project = comparison->evaluation->project;
    struct report_difference *report = &comparison->report;
    report->before = judge_by(whole, project, whole->mixer.before, &whole->project, &comparison->findings[0]);
    report->after = judge_by(whole, project, whole->mixer.after, &whole->project, &comparison->findings[1]);
    if (report->before.score != NULL && report->after.score != NULL) {
        const struct trial_of_rules trial = { try_rules, comparison };
        difference_find(&whole->mixer, &report->before, &report->after, &trial, &comparison->found);
        report->difference = &comparison->found;
    }
}

static void find_department(void *context)
{
    struct comparison_of_project *comparison = context;
    const struct zp_department *folder = comparison->evaluation->department;
    bool has_folder = folder != NULL && folder->department != NULL;
    comparison->department =
        difference_department_of(&comparison->whole->totals, comparison->evaluation->project,
                                 has_folder ? folder->department->name.text : (struct text){ NULL, 0 });
    comparison->report.department = comparison->department->name;
}

static void count_project(void *context)
{
    struct comparison_of_project *comparison = context;
    const struct report_difference *report = &comparison->report;
    difference_count(&comparison->whole->totals, comparison->department, &report->before, &report->after,
                     report->difference);
}

static void escape_to(struct zp_difference *difference, jmp_buf *escape)
{
    difference->arena.escape = escape;
    difference->project.escape = escape;
    difference->trial.escape = escape;
}

/* Work that takes from any of the arenas. */
static zp_status guarded_in_all(struct zp_difference *difference, void (*work)(void *context), void *context)
{
    jmp_buf escape;
    if (setjmp(escape) != 0) {
        escape_to(difference, NULL);
        return ZP_NO_MEMORY;
    }
    escape_to(difference, &escape);
    work(context);
    escape_to(difference, NULL);
    return ZP_OK;
}

zp_status zp_difference_admit(zp_difference *difference, const zp_evaluation *evaluation)
{
    struct comparison_of_project comparison = { .whole = difference, .evaluation = evaluation };
    if (evaluation->kept != NULL) {
        return ZP_REJECTED;
    }
    comparison.report.file = evaluation->file;
    comparison.report.project = evaluation->project;
    bool is_scorable = evaluation->project != NULL && evaluation->project->is_scorable;
    /* A project that takes more memory than one may have cannot be scored; the others go on. */
    if (is_scorable && guarded_in_all(difference, compare_project, &comparison) != ZP_OK) {
        comparison.report.difference = NULL;
        comparison.report.before.score = NULL;
        comparison.report.after.score = NULL;
    }
    zp_status status = guarded(&difference->arena, find_department, &comparison);
    if (status == ZP_OK) {
        status = guarded(&difference->arena, count_project, &comparison);
    }
    const struct difference *found = comparison.report.difference;
    if (status == ZP_OK && (found == NULL || found->changes != 0)) {
        write_project(difference, &comparison.report);
    }
    arena_rewind(&difference->project);
    arena_rewind(&difference->trial);
    return status != ZP_OK ? status : difference->writer.failed ? ZP_OUTPUT_FAILED : ZP_OK;
}

/* ---- the whole ---- */

zp_status zp_difference_create(const zp_engine *engine, const zp_difference_settings *settings,
                               zp_difference **difference_out)
{
    struct zp_difference *difference = engine_take(engine, sizeof(*difference));
    if (difference == NULL) {
        return ZP_NO_MEMORY;
    }
    difference->engine = engine;
    difference->settings = *settings;
    difference->style = style_from_api(&settings->style);
    arena_begin(&difference->arena, &engine->memory, SIZE_MAX);
    arena_begin(&difference->project, &engine->memory, engine->settings.memory_bytes);
    arena_begin(&difference->trial, &engine->memory, engine->settings.memory_bytes);
    difference->values = value_workspace_create(engine->value_reader);
    if (difference->values == NULL) {
        zp_difference_destroy(difference);
        return ZP_NO_MEMORY;
    }
    rule_set_mixer_begin(&difference->mixer, &difference->arena, settings->before->rules, settings->after->rules);
    difference_totals_begin(&difference->totals, &difference->arena);
    writer_to_sink(&difference->writer, &difference->settings.sink);
    write_head(difference);
    *difference_out = difference;
    return ZP_OK;
}

zp_status zp_difference_finish(zp_difference *difference, zp_difference_totals *totals_out)
{
    const struct difference_counts *counts = &difference->totals.all;
    write_totals(difference);
    *totals_out = (zp_difference_totals){
        .projects = counts->projects,
        .unreadable = counts->projects - counts->compared,
        .changed = counts->changed,
        .changed_scores = counts->by_change[CHANGE_SCORE],
        .changed_intervals = counts->by_change[CHANGE_INTERVAL],
        .changed_grades = counts->by_change[CHANGE_GRADE],
        .changed_findings = counts->by_change[CHANGE_FINDINGS],
    };
    return writer_end(&difference->writer);
}

void zp_difference_destroy(zp_difference *difference)
{
    if (difference == NULL) {
        return;
    }
    value_workspace_destroy(difference->values);
    arena_end(&difference->trial);
    arena_end(&difference->project);
    arena_end(&difference->arena);
    engine_give_back(difference->engine, difference);
}
