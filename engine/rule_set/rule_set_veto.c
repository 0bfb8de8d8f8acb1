#include "rule_set_part.h"

#include "writer.h"

struct veto_draft {
    const struct node *condition;
    struct cell grade;
    struct cell cap;
    struct cell basis;
};
static const struct field veto_fields[] = {
    FIELD("条件", "condition", FIELD_NODE, FIELD_REQUIRED, struct veto_draft, condition),
    FIELD("等级", "grade", FIELD_TEXT, FIELD_OPTIONAL, struct veto_draft, grade),
    FIELD("上限", "cap", FIELD_TEXT, FIELD_OPTIONAL, struct veto_draft, cap),
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct veto_draft, basis),
};
static const struct field_table veto_table = FIELD_TABLE("否决", veto_fields);

static const struct outlined_table outlined_table = { "veto", &veto_table };
const struct field_outline rule_set_veto_outline = { .tables = &outlined_table, .table_count = 1 };

static const struct text execution_rate = { "执行率", sizeof("执行率") - 1 };
static const struct text execution_rate_alias = { "execution_rate", sizeof("execution_rate") - 1 };

/* The grade that a veto names. Nothing is said about it where no bands could be read: that has its own finding. */
static void veto_grade_find(struct rule_set_work *work, struct veto *veto, struct text grade, struct place place)
{
    const struct rule_set *rules = work->rules;
    veto->grade = rule_set_grade(rules, grade);
    if (veto->grade != NULL || rules->bands == NULL) {
        return;
    }
    size_t count = 0;
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        count++;
    }
    struct text *grades = ARENA_ARRAY(work->loading->arena, struct text, count);
    count = 0;
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        grades[count++] = band->grade;
    }
    finding_report(work->loading->findings, MESSAGE_rule_set_veto_grade, place, work->loading->indicator,
                   TEXT_ARGUMENT(grade), TEXT_ARGUMENT(texts_joined(work->loading->arena, grades, count)));
}

/* Nothing is said where no weights could be read. */
static void veto_subject_check(struct rule_set_work *work, const struct veto *veto, struct place place)
{
    if (veto->is_on_execution_rate || work->rules->weights_place.line == 0) {
        return;
    }
    for (const struct level_weight *level = work->rules->level_weights; level != NULL; level = level->next) {
        if (text_equals(level->level, veto->level)) {
            return;
        }
    }
    finding_report(work->loading->findings, MESSAGE_rule_set_veto_subject, place, work->loading->indicator,
                   TEXT_ARGUMENT(veto->level));
}

static void veto_condition_read(struct rule_set_work *work, struct veto *veto, const struct cell *condition)
{
    struct value value = value_read(work->values, work->loading->arena, condition->text, VALUE_TARGET, 0);
    bool is_share = value.kind == VALUE_NUMBER && value.comparison != COMPARISON_NONE && !value.is_approximate &&
                    text_equals(value.unit, TEXT("%"));
    if (!is_share) {
        finding_report(work->loading->findings, MESSAGE_rule_set_veto_condition, condition->place,
                       work->loading->indicator, TEXT_ARGUMENT(condition->text));
        return;
    }
    veto->comparison = value.comparison;
    veto->bound = decimal_shifted(value.number, -2);
}

static struct text veto_title(struct rule_set_work *work, struct text subject, struct text condition)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, work->loading->arena);
    writer_text(&writer, subject);
    writer_character(&writer, ' ');
    writer_text(&writer, condition);
    return collected_text(&writer, &collected);
}

/* 条件 is one pair: what is looked at, and how it compares. */
static void veto_condition_load(struct rule_set_work *work, struct veto *veto, const struct node *node)
{
    struct loading *loading = work->loading;
    if (node->kind != NODE_MAPPING) {
        report_wrong_type(loading, TEXT("条件"), TERM_mapping, node);
        return;
    }
    struct entries conditions = data_entries(loading->arena, NULL, node);
    if (conditions.count == 0) {
        report_empty(loading, TEXT("条件"), node->place);
        return;
    }
    const struct node *first = conditions.nodes[0];
    if (conditions.count > 1) {
        const struct node *second = conditions.nodes[1];
        report_duplicate_field(loading, second->key, second->key_place, first->key, first->key_place);
    }
    struct text subject = text_trimmed(first->key);
    veto->is_on_execution_rate = text_equals(subject, execution_rate) || text_equals(subject, execution_rate_alias);
    if (veto->is_on_execution_rate) {
        subject = execution_rate;
    } else {
        veto->level = subject;
    }
    struct cell condition = cell_load(loading, subject, first);
    if (condition.is_given) {
        veto_condition_read(work, veto, &condition);
    } else if (node_is_blank(first)) {
        report_empty(loading, subject, first->place);
    }
    veto->title = veto_title(work, subject, condition.text);
    veto_subject_check(work, veto, first->key_place);
}

static struct veto *veto_load(struct rule_set_work *work, const struct node *node)
{
    struct loading *loading = work->loading;
    struct veto *veto = ARENA_NEW(loading->arena, struct veto);
    struct veto_draft draft = { 0 };
    veto->place = node->place;
    veto->file = work->rules->file;
    if (!fields_load(loading, &veto_table, node, &draft)) {
        return veto;
    }
    if (draft.condition != NULL) {
        veto_condition_load(work, veto, draft.condition);
    }
    if (draft.grade.is_given && draft.cap.is_given) {
        report_duplicate_field(loading, TEXT("上限"), draft.cap.place, TEXT("等级"), draft.grade.place);
    }
    veto->is_cap = draft.cap.is_given;
    veto->basis = draft.basis.text;
    const struct cell *grade = draft.cap.is_given ? &draft.cap : &draft.grade;
    if (grade->is_given) {
        veto_grade_find(work, veto, grade->text, grade->place);
    } else {
        report_missing(loading, TEXT("等级"), node->place);
    }
    return veto;
}

static size_t vetoes_on(const struct veto *veto, struct text level)
{
    size_t count = 0;
    for (; veto != NULL; veto = veto->next) {
        count += !veto->is_on_execution_rate && text_equals(veto->level, level);
    }
    return count;
}

/* How many combinations of stretches the possible grades are looked for in: each veto cuts the scores of its level in
   two and is a stretch itself, and so are the two ends. */
static size_t combination_count(const struct rule_set *rules)
{
    size_t count = 1;
    for (const struct veto *veto = rules->vetoes; veto != NULL && count <= RULE_SET_MOST_COMBINATIONS;
         veto = veto->next) {
        /* Each level once, at its last veto. */
        if (!veto->is_on_execution_rate && vetoes_on(veto, veto->level) == 1) {
            count *= 2 * vetoes_on(rules->vetoes, veto->level) + 3;
        }
    }
    return count;
}

void vetoes_load(struct rule_set_work *work, const struct node *node)
{
    work->rules->vetoes = NULL;
    work->rules->basis[RULE_PART_VETOES] = (struct text){ 0 };
    if (node->kind != NODE_SEQUENCE) {
        report_wrong_type(work->loading, TEXT("否决"), TERM_sequence, node);
        return;
    }
    if (node->child_count > RULE_SET_MOST_VETOES) {
        finding_report(work->loading->findings, MESSAGE_rule_set_veto_many, node->place, work->loading->indicator,
                       COUNT_ARGUMENT(RULE_SET_MOST_VETOES));
        return;
    }
    struct veto **end = &work->rules->vetoes;
    for (const struct node *item = node->first_child; item != NULL; item = item->next) {
        *end = veto_load(work, item);
        end = &(*end)->next;
    }
    if (combination_count(work->rules) > RULE_SET_MOST_COMBINATIONS) {
        finding_report(work->loading->findings, MESSAGE_rule_set_veto_many_levels, node->place,
                       work->loading->indicator, COUNT_ARGUMENT(RULE_SET_MOST_COMBINATIONS));
    }
}

void vetoes_inherit(struct rule_set_work *work, const struct veto *inherited, const struct inherited_places *places)
{
    struct veto **end = &work->rules->vetoes;
    *end = NULL;
    for (; inherited != NULL; inherited = inherited->next) {
        struct veto *veto = ARENA_NEW(work->loading->arena, struct veto);
        *veto = *inherited;
        veto->next = NULL;
        veto->place = places->extends;
        veto_subject_check(work, veto, places->weights);
        veto_grade_find(work, veto, inherited->grade->grade, places->bands);
        *end = veto;
        end = &veto->next;
    }
}
