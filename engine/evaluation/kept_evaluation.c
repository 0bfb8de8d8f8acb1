#include "kept_evaluation.h"

#include <string.h>

/* The bytes: this head, then the texts in its order. They never leave the machine, so numbers stand as they lie in
   memory, and who keeps the bytes sees that they come back to the same build. They may come back damaged all the same:
   every size is held against what there is, and every number against what it can be. */

enum kept_text {
    KEPT_NAME,
    KEPT_RULES,
    KEPT_COMPUTED_GRADE,
    KEPT_DECLARED_GRADE,
    KEPT_FIRST_FILE,
    KEPT_TABLE,
    KEPT_BELOW,
    KEPT_TEXTS
};

enum kept_fact {
    FACT_PROJECT = 1 << 0, /* the document could be read */
    FACT_SCORABLE = 1 << 1,
    FACT_SCORED = 1 << 2,
    FACT_NAMED = 1 << 3,
    FACT_IN_YUAN = 1 << 4,
    FACT_BUDGET = 1 << 5,
    FACT_DECLARED_TOTAL = 1 << 6,
    FACT_DECLARED_GRADE = 1 << 7,
    FACT_COMPUTED_GRADE = 1 << 8,
    FACT_ONLY_CHECKED = 1 << 9,
    FACT_INCONSISTENT = 1 << 10,
    FACT_DUPLICATE = 1 << 11,
    FACT_COLOUR = 1 << 12,
    FACT_QUIET = 1 << 13,
    FACT_CHECKLIST = 1 << 14,
    ALL_FACTS = (1 << 15) - 1,
};

struct kept_head {
    int128 budget_coefficient;
    uint32_t budget_places;
    uint32_t facts;
    uint32_t report;
    uint32_t format;
    uint32_t language;
    uint32_t columns;
    int32_t year;
    uint32_t findings[SEVERITY_COUNT];
    uint32_t text_sizes[KEPT_TEXTS];
};

struct kept_content {
    struct kept_head head;
    struct text texts[KEPT_TEXTS];
};

/* ---- keeping ---- */

static uint32_t fact_if(bool holds, enum kept_fact fact)
{
    return holds ? (uint32_t)fact : 0;
}

static void keep_project(struct kept_content *content, const struct project *project)
{
    struct kept_head *head = &content->head;
    head->facts |= FACT_PROJECT;
    head->facts |= fact_if(project->is_scorable, FACT_SCORABLE);
    head->facts |= fact_if(project->name.is_given, FACT_NAMED);
    head->facts |= fact_if(project->is_in_yuan, FACT_IN_YUAN);
    head->facts |= fact_if(project->total.annual_budget.is_given, FACT_BUDGET);
    head->facts |= fact_if(project->declared_total.is_given, FACT_DECLARED_TOTAL);
    head->facts |= fact_if(project->declared_grade.is_given, FACT_DECLARED_GRADE);
    head->year = project_year(project);
    head->budget_coefficient = project->total.annual_budget.value.coefficient;
    head->budget_places = project->total.annual_budget.value.places;
    content->texts[KEPT_NAME] = project->name.text;
    content->texts[KEPT_DECLARED_GRADE] = project->declared_grade.text;
}

static void keep_score(struct kept_content *content, const struct project_score *score)
{
    content->head.facts |= FACT_SCORED;
    if (score->grade.computed != NULL) {
        content->head.facts |= FACT_COMPUTED_GRADE;
        content->texts[KEPT_COMPUTED_GRADE] = score->grade.computed->grade;
    }
}

static void keep_form(struct kept_head *head, const struct zp_batch_settings *settings)
{
    head->report = settings->report;
    head->format = settings->format;
    head->language = settings->style.language;
    head->columns = (uint32_t)settings->style.columns;
    head->facts |= fact_if(settings->style.has_colour, FACT_COLOUR);
    head->facts |= fact_if(settings->style.is_quiet, FACT_QUIET);
    head->facts |= fact_if(settings->style.has_checklist, FACT_CHECKLIST);
}

/* What is too large to be counted is not kept. */
static bool count_sizes(struct kept_content *content, const struct zp_batch_settings *settings,
                        const struct finding_list *findings)
{
    bool fits = settings->style.columns <= UINT32_MAX;
    for (size_t i = 0; i < KEPT_TEXTS; i++) {
        fits = fits && content->texts[i].size_bytes <= UINT32_MAX;
        content->head.text_sizes[i] = (uint32_t)content->texts[i].size_bytes;
    }
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        fits = fits && findings->count_by_severity[i] <= UINT32_MAX;
        content->head.findings[i] = (uint32_t)findings->count_by_severity[i];
    }
    return fits;
}

static void hand_out(const struct kept_content *content, const zp_sink *keep)
{
    const struct kept_head *head = &content->head;
    bool is_taken = keep->put(keep->context, (const char *)head, sizeof(*head));
    for (size_t i = 0; is_taken && i < KEPT_TEXTS; i++) {
        if (content->texts[i].size_bytes > 0) {
            is_taken = keep->put(keep->context, content->texts[i].bytes, content->texts[i].size_bytes);
        }
    }
}

/* ---- writing ---- */

/* In JSON a comma stands between two projects, and the lines that are kept are those of the first. */
static void write_table(struct zp_batch *batch, struct text table)
{
    if (batch->settings.format == ZP_JSON && batch->summary.projects > 1) {
        writer_character(&batch->table, ',');
    }
    writer_text(&batch->table, table);
}

bool kept_fits(const struct kept_evaluation *kept, const struct zp_batch *batch)
{
    const struct zp_batch_settings *then = &kept->settings;
    const struct zp_batch_settings *now = &batch->settings;
    return now->baseline == NULL && then->report == now->report && then->format == now->format &&
           then->style.language == now->style.language && then->style.columns == now->style.columns &&
           then->style.has_colour == now->style.has_colour && then->style.is_quiet == now->style.is_quiet &&
           then->style.has_checklist == now->style.has_checklist;
}

void kept_write(struct zp_batch *batch, const struct zp_evaluation *evaluation)
{
    const struct kept_evaluation *kept = evaluation->kept;
    write_table(batch, kept->table);
    writer_text(&batch->below, kept->below);
    batch->has_inconsistencies |= kept->has_inconsistencies;
}

void kept_write_and_keep(struct zp_batch *batch, const struct zp_evaluation *evaluation, const struct text *first_file,
                         const zp_sink *keep)
{
    struct kept_content content;
    struct writer table;
    struct writer below;
    struct collected table_bytes;
    struct collected below_bytes;
    struct report_project report = evaluation_report(evaluation);
    arena_rewind(&batch->lines_arena);
    writer_to_arena(&table, &table_bytes, &batch->lines_arena);
    writer_to_arena(&below, &below_bytes, &batch->lines_arena);
    struct batch_lines lines = { &table, &below, true };
    bool is_inconsistent = batch_write_project(&lines, batch, &report);
    batch->has_inconsistencies |= is_inconsistent;

    memset(&content, 0, sizeof(content)); /* its padding is kept too */
    content.texts[KEPT_TABLE] = collected_text(&table, &table_bytes);
    content.texts[KEPT_BELOW] = collected_text(&below, &below_bytes);
    write_table(batch, content.texts[KEPT_TABLE]);
    writer_text(&batch->below, content.texts[KEPT_BELOW]);

    keep_form(&content.head, &batch->settings);
    content.head.facts |= fact_if(is_inconsistent, FACT_INCONSISTENT);
    content.head.facts |= fact_if(evaluation->is_only_checked, FACT_ONLY_CHECKED);
    if (evaluation->project != NULL) {
        keep_project(&content, evaluation->project);
    }
    if (evaluation->rules != NULL) {
        content.texts[KEPT_RULES] = evaluation->rules->id;
    }
    if (evaluation->score != NULL) {
        keep_score(&content, evaluation->score);
    }
    if (first_file != NULL) {
        content.head.facts |= FACT_DUPLICATE;
        content.texts[KEPT_FIRST_FILE] = *first_file;
    }
    bool is_whole = !evaluation->has_failed && batch->settings.baseline == NULL;
    if (is_whole && count_sizes(&content, &batch->settings, &evaluation->findings)) {
        hand_out(&content, keep);
    }
}

/* ---- restoring ---- */

/* What the evaluation points at. */
struct restored {
    struct kept_evaluation kept;
    struct project project;
    struct project_score score;
};

static struct decimal kept_budget(const struct kept_head *head)
{
    return (struct decimal){ head->budget_coefficient, head->budget_places };
}

static bool is_coherent(const struct kept_head *head)
{
    bool is_read = (head->facts & FACT_PROJECT) != 0;
    bool is_scored = (head->facts & FACT_SCORED) != 0;
    bool has_rules = head->text_sizes[KEPT_RULES] > 0;
    return (head->facts & ~(uint32_t)ALL_FACTS) == 0 && head->report <= ZP_REPORT_CHECK && head->format <= ZP_CSV &&
           head->language <= ZP_ENGLISH && (!is_scored || (is_read && has_rules)) && head->year >= 0 &&
           decimal_is_in_range(kept_budget(head));
}

/* Answers whether the bytes are a head and texts of just the sizes that it states. */
static bool take_apart(struct text bytes, struct kept_content *content_out)
{
    struct kept_head *head = &content_out->head;
    if (bytes.size_bytes < sizeof(*head)) {
        return false;
    }
    memcpy(head, bytes.bytes, sizeof(*head));
    struct text rest = text_without_first(bytes, sizeof(*head));
    for (size_t i = 0; i < KEPT_TEXTS; i++) {
        if (head->text_sizes[i] > rest.size_bytes) {
            return false;
        }
        content_out->texts[i] = (struct text){ rest.bytes, head->text_sizes[i] };
        rest = text_without_first(rest, head->text_sizes[i]);
    }
    return rest.size_bytes == 0 && is_coherent(head);
}

static void restore_project(struct project *project, const struct kept_content *content)
{
    const struct kept_head *head = &content->head;
    project->is_scorable = (head->facts & FACT_SCORABLE) != 0;
    project->is_in_yuan = (head->facts & FACT_IN_YUAN) != 0;
    project->name.is_given = (head->facts & FACT_NAMED) != 0;
    project->name.text = content->texts[KEPT_NAME];
    project->year.value = decimal_from_integer(head->year);
    project->total.annual_budget.is_given = (head->facts & FACT_BUDGET) != 0;
    project->total.annual_budget.value = kept_budget(head);
    project->declared_total.is_given = (head->facts & FACT_DECLARED_TOTAL) != 0;
    project->declared_grade.is_given = (head->facts & FACT_DECLARED_GRADE) != 0;
    project->declared_grade.text = content->texts[KEPT_DECLARED_GRADE];
}

/* Answers whether the grade is one of the rule set. */
static bool restore_score(struct project_score *score, const struct kept_content *content, const struct rule_set *rules)
{
    score->is_in_range = true;
    if ((content->head.facts & FACT_COMPUTED_GRADE) == 0) {
        return true;
    }
    score->grade.computed = rule_set_grade(rules, content->texts[KEPT_COMPUTED_GRADE]);
    return score->grade.computed != NULL;
}

/* NULL where none are to be had under that id, or other ones were asked for. */
static const struct rule_set *rules_of(const struct zp_evaluation *evaluation, const zp_source_description *description,
                                       struct text id)
{
    bool is_other = description->rules != NULL && !text_equals(description->rules->rules->id, id);
    if (evaluation->project == NULL || text_is_empty(id) || is_other) {
        return NULL;
    }
    return engine_rule_set(evaluation->engine, id, project_year(evaluation->project));
}

static void restore_kept(struct kept_evaluation *kept, const struct kept_content *content)
{
    const struct kept_head *head = &content->head;
    kept->settings.report = (zp_report)head->report;
    kept->settings.format = (zp_format)head->format;
    kept->settings.style.language = (zp_language)head->language;
    kept->settings.style.columns = (size_t)head->columns;
    kept->settings.style.has_colour = (head->facts & FACT_COLOUR) != 0;
    kept->settings.style.is_quiet = (head->facts & FACT_QUIET) != 0;
    kept->settings.style.has_checklist = (head->facts & FACT_CHECKLIST) != 0;
    kept->has_inconsistencies = (head->facts & FACT_INCONSISTENT) != 0;
    kept->is_duplicate = (head->facts & FACT_DUPLICATE) != 0;
    kept->first_file = content->texts[KEPT_FIRST_FILE];
    kept->table = content->texts[KEPT_TABLE];
    kept->below = content->texts[KEPT_BELOW];
}

/* Answers whether it is one of this description. */
static bool restore(struct zp_evaluation *evaluation, struct restored *restored,
                    const zp_source_description *description, const struct kept_content *content)
{
    uint32_t facts = content->head.facts;
    evaluation->department = description->department;
    evaluation->is_only_checked = description->is_only_checked;
    evaluation->kept = &restored->kept;
    restore_kept(&restored->kept, content);
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        evaluation->findings.count_by_severity[i] = content->head.findings[i];
    }
    if ((facts & FACT_PROJECT) != 0) {
        restore_project(&restored->project, content);
        evaluation->project = &restored->project;
    }
    evaluation->rules = rules_of(evaluation, description, content->texts[KEPT_RULES]);
    if (description->is_only_checked != ((facts & FACT_ONLY_CHECKED) != 0) ||
        (evaluation->rules == NULL && !text_is_empty(content->texts[KEPT_RULES]))) {
        return false;
    }
    if ((facts & FACT_SCORED) != 0) {
        evaluation->score = &restored->score;
        return restore_score(&restored->score, content, evaluation->rules);
    }
    return true;
}

/* Copies the bytes, with room to spare for the name of the file. NULL where memory is refused. */
static char *copied_bytes(struct arena *arena, struct text kept, struct text file)
{
    if (kept.size_bytes > SIZE_MAX / 4 || file.size_bytes > SIZE_MAX / 4) {
        return NULL;
    }
    char *bytes = arena_try_unset(arena, kept.size_bytes + file.size_bytes);
    if (bytes != NULL) {
        memcpy(bytes, kept.bytes, kept.size_bytes);
        if (file.size_bytes > 0) {
            memcpy(bytes + kept.size_bytes, file.bytes, file.size_bytes);
        }
    }
    return bytes;
}

zp_status zp_evaluation_restore(const zp_engine *engine, const zp_source_description *description, zp_text kept,
                                zp_evaluation **evaluation_out)
{
    struct kept_content content;
    struct text file = text_from_api(description->file);
    struct zp_evaluation *evaluation = evaluation_begin(engine);
    if (evaluation == NULL) {
        return ZP_NO_MEMORY;
    }
    zp_status status = ZP_NO_MEMORY;
    struct restored *restored = arena_try(&evaluation->arena, sizeof(*restored));
    char *bytes = restored == NULL ? NULL : copied_bytes(&evaluation->arena, text_from_api(kept), file);
    if (bytes != NULL) {
        evaluation->file = (struct text){ bytes + kept.size_bytes, file.size_bytes };
        bool is_restored = take_apart((struct text){ bytes, kept.size_bytes }, &content) &&
                           restore(evaluation, restored, description, &content);
        status = is_restored ? ZP_OK : ZP_REJECTED;
    }
    if (status != ZP_OK) {
        zp_evaluation_destroy(evaluation);
        return status;
    }
    *evaluation_out = evaluation;
    return ZP_OK;
}
