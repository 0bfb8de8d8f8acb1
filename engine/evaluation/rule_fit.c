#include "fit.h"
#include "internal.h"
#include "report_fit.h"
#include "scoring.h"

/* Projects held against all rule sets of an engine. */

struct zp_fit {
    const struct zp_engine *engine;
    struct zp_fit_settings settings;
    struct report_style style;
    struct arena arena; /* of the fits */
    struct arena scratch;
    struct arena trial;
    struct value_workspace *values;
    struct fit *fits; /* in the order of the rule sets */
    size_t fit_count;
    uint64_t declared[DECLARED_COUNT];
    uint64_t projects;
    uint64_t scored;
    struct writer writer;
};

/* ---- one project ---- */

struct admission_to_fit {
    struct zp_fit *fit;
    const struct zp_evaluation *evaluation;
    bool is_scored;
};

/* As scoring it would take memory, this does. */
static void try_to_score(void *context)
{
    struct admission_to_fit *admission = context;
    struct zp_fit *fit = admission->fit;
    admission->is_scored = project_assess(&fit->trial, fit->values, fit->engine->value_reader,
                                          admission->evaluation->project, fit->fits[0].rules)
                               ->is_in_range;
}

static void fit_all(void *context)
{
    struct admission_to_fit *admission = context;
    struct zp_fit *fit = admission->fit;
    const struct fitting fitting = {
        .scratch = &fit->scratch,
        .trial = &fit->trial,
        .memory = &fit->engine->memory,
        .values = fit->values,
        .reader = fit->engine->value_reader,
        .file = admission->evaluation->file,
        .project = admission->evaluation->project,
    };
    for (size_t i = 0; i < fit->fit_count; i++) {
        (void)fit_project(&fit->fits[i], &fitting);
        arena_rewind(&fit->scratch);
    }
    fit_count_declared(fitting.project, fit->declared);
}

static void escape_to(struct zp_fit *fit, jmp_buf *escape)
{
    fit->scratch.escape = escape;
    fit->trial.escape = escape;
}

static zp_status guarded_in_both(struct zp_fit *fit, void (*work)(void *context), void *context)
{
    jmp_buf escape;
    if (setjmp(escape) != 0) {
        escape_to(fit, NULL);
        return ZP_NO_MEMORY;
    }
    escape_to(fit, &escape);
    work(context);
    escape_to(fit, NULL);
    return ZP_OK;
}

zp_status zp_fit_admit(zp_fit *fit, const zp_evaluation *evaluation)
{
    struct admission_to_fit admission = { .fit = fit, .evaluation = evaluation };
    if (evaluation->kept != NULL) {
        return ZP_REJECTED;
    }
    bool is_scorable = evaluation->project != NULL && evaluation->project->is_scorable;
    fit->projects++;
    fit->trial.limit_bytes = fit->engine->settings.memory_bytes;
    /* A project that takes more memory than one may have is not scored; the others go on. */
    if (!is_scorable || guarded_in_both(fit, try_to_score, &admission) != ZP_OK || !admission.is_scored) {
        arena_rewind(&fit->trial);
        return ZP_OK;
    }
    /* From here on a refusal would leave a fit that has seen half a project: it ends the run. */
    arena_rewind(&fit->trial);
    fit->trial.limit_bytes = SIZE_MAX;
    fit->scored++;
    zp_status status = guarded_in_both(fit, fit_all, &admission);
    arena_rewind(&fit->scratch);
    arena_rewind(&fit->trial);
    return status;
}

/* ---- the whole ---- */

static size_t count_rule_sets(const struct zp_engine *engine)
{
    size_t count = 0;
    for (const struct zp_rule_set *rules = engine->first_rules; rules != NULL; rules = rules->next) {
        count++;
    }
    return count;
}

static void begin_fits(void *context)
{
    struct zp_fit *fit = context;
    fit->fits = ARENA_ARRAY(&fit->arena, struct fit, count_rule_sets(fit->engine));
    for (const struct zp_rule_set *rules = fit->engine->first_rules; rules != NULL; rules = rules->next) {
        fit_begin(&fit->fits[fit->fit_count], &fit->arena, rules->rules);
        fit->fit_count++;
    }
}

zp_status zp_fit_create(const zp_engine *engine, const zp_fit_settings *settings, zp_fit **fit_out)
{
    struct zp_fit *fit = engine_take(engine, sizeof(*fit));
    if (fit == NULL) {
        return ZP_NO_MEMORY;
    }
    fit->engine = engine;
    fit->settings = *settings;
    fit->style = style_from_api(&settings->style);
    arena_begin(&fit->arena, &engine->memory, SIZE_MAX);
    arena_begin(&fit->scratch, &engine->memory, SIZE_MAX);
    arena_begin(&fit->trial, &engine->memory, SIZE_MAX);
    fit->values = value_workspace_create(engine->value_reader);
    if (fit->values == NULL || guarded(&fit->arena, begin_fits, fit) != ZP_OK) {
        zp_fit_destroy(fit);
        return ZP_NO_MEMORY;
    }
    *fit_out = fit;
    return ZP_OK;
}

/* The one that was named, else the one that reproduces the most; of several the first. */
static const struct fit *chosen_fit(const struct zp_fit *fit)
{
    const struct fit *best = &fit->fits[0];
    for (size_t i = 0; i < fit->fit_count; i++) {
        if (fit->settings.rules != NULL && fit->fits[i].rules == fit->settings.rules->rules) {
            return &fit->fits[i];
        }
        if (fit_reproduced(&fit->fits[i]) > fit_reproduced(best)) {
            best = &fit->fits[i];
        }
    }
    return best;
}

zp_status zp_fit_finish(zp_fit *fit, zp_fit_totals *totals_out)
{
    const struct fit *chosen = chosen_fit(fit);
    struct report_fit report = {
        .fits = fit->fits,
        .fit_count = fit->fit_count,
        .chosen = chosen,
        .is_named = fit->settings.rules != NULL,
        .projects = fit->projects,
        .scored = fit->scored,
    };
    for (size_t i = 0; i < DECLARED_COUNT; i++) {
        report.declared[i] = fit->declared[i];
    }
    writer_to_sink(&fit->writer, &fit->settings.sink);
    switch (fit->settings.format) {
    case ZP_TEXT_FORMAT:
        text_fit(&fit->writer, &report, &fit->style);
        break;
    case ZP_JSON:
        json_fit(&fit->writer, &report);
        break;
    case ZP_JSON_LINES:
        json_lines_fit(&fit->writer, &report);
        break;
    case ZP_CSV:
        csv_fit(&fit->writer, &report, fit->style.language);
        break;
    }
    *totals_out = (zp_fit_totals){ .projects = fit->projects, .unreadable = fit->projects - fit->scored };
    return writer_end(&fit->writer);
}

void zp_fit_destroy(zp_fit *fit)
{
    if (fit == NULL) {
        return;
    }
    for (size_t i = 0; i < fit->fit_count; i++) {
        fit_end(&fit->fits[i], &fit->engine->memory);
    }
    value_workspace_destroy(fit->values);
    arena_end(&fit->trial);
    arena_end(&fit->scratch);
    arena_end(&fit->arena);
    engine_give_back(fit->engine, fit);
}
