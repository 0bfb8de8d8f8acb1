#include "rule_set_load.h"

#include "rule_set_part.h"
#include "rule_set_proof.h"

/* More than anybody writes; a chain of 继承 that is longer goes in a circle. */
enum { MOST_ANCESTORS = 32 };

struct rule_set_draft {
    struct cell id;
    struct cell name;
    struct cell extends;
    struct cell basis;
    struct figure full_marks;
    const struct node *years;
    const struct node *weights;
    const struct node *execution;
    const struct node *quantitative;
    const struct node *qualitative;
    const struct node *late;
    const struct node *blank_target;
    const struct node *bands;
    const struct node *vetoes;
};
/* Looked at before the others: what is inherited need not be stated. */
static const struct field extends_field =
    FIELD("继承", "extends", FIELD_TEXT, FIELD_OPTIONAL, struct rule_set_draft, extends);
static const struct field rule_set_fields[] = {
    FIELD("规则集", "rules", FIELD_TEXT, FIELD_REQUIRED, struct rule_set_draft, id),
    FIELD("名称", "name", FIELD_TEXT, FIELD_OPTIONAL, struct rule_set_draft, name),
    FIELD("继承", "extends", FIELD_TEXT, FIELD_OPTIONAL, struct rule_set_draft, extends),
    FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct rule_set_draft, basis),
    FIELD("适用年度", "years", FIELD_NODE, FIELD_OPTIONAL, struct rule_set_draft, years),
    FIELD("满分", "full_marks", FIELD_POSITIVE_NUMBER, FIELD_INHERITABLE, struct rule_set_draft, full_marks),
    FIELD("权重", "weights", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, weights),
    FIELD("预算执行", "execution", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, execution),
    FIELD("定量指标", "quantitative", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, quantitative),
    FIELD("定性指标", "qualitative", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, qualitative),
    FIELD("时限未达", "late", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, late),
    FIELD("指标值空白", "blank_target", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, blank_target),
    FIELD("等级", "grades", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, bands),
    FIELD("否决", "vetoes", FIELD_NODE, FIELD_INHERITABLE, struct rule_set_draft, vetoes),
};
static const struct field_table rule_set_table = FIELD_TABLE("规则集", rule_set_fields);

static const struct outlined_table outlined_table = { "rule_set", &rule_set_table };
const struct field_outline rule_set_outline = { .tables = &outlined_table, .table_count = 1 };

/* Whether `id` is the rule set that is extended, or one that this one extends, and so on. */
static bool is_own_ancestor(const struct rule_set_source *source, struct text id, const struct rule_set *parent)
{
    for (size_t i = 0; i < MOST_ANCESTORS; i++) {
        if (parent == NULL || text_is_empty(parent->extends)) {
            return false;
        }
        if (text_equals(parent->extends, id)) {
            return true;
        }
        parent = source->find(source->context, parent->extends);
    }
    return true;
}

/* The rule set of 继承; NULL, with a finding, where it cannot be extended. */
static const struct rule_set *parent_find(struct loading *loading, const struct rule_set_source *source,
                                          const struct rule_set_draft *draft)
{
    bool is_itself = draft->id.is_given && text_equals(draft->id.text, draft->extends.text);
    const struct rule_set *parent = is_itself ? NULL : source->find(source->context, draft->extends.text);
    if (is_itself || (draft->id.is_given && is_own_ancestor(source, draft->id.text, parent))) {
        finding_report(loading->findings, MESSAGE_rule_set_cycle, draft->extends.place, loading->indicator,
                       TEXT_ARGUMENT(draft->id.text));
        return NULL;
    }
    if (parent == NULL) {
        finding_report(loading->findings, MESSAGE_rule_set_unknown, draft->extends.place, loading->indicator,
                       TEXT_ARGUMENT(draft->extends.text), TEXT_ARGUMENT(source->known));
    }
    return parent;
}

static struct grade_band *bands_copied(struct arena *arena, const struct grade_band *bands, struct place place)
{
    struct grade_band *first = NULL;
    struct grade_band **end = &first;
    for (; bands != NULL; bands = bands->next) {
        struct grade_band *band = ARENA_NEW(arena, struct grade_band);
        *band = *bands;
        band->place = place;
        band->next = NULL;
        *end = band;
        end = &band->next;
    }
    return first;
}

/* Everything but what names the rule set. */
static void inherit(struct rule_set_work *work, const struct rule_set *parent, const struct rule_set_draft *draft)
{
    struct rule_set *rules = work->rules;
    *rules = *parent;
    /* Inherited weights and bands can only come to contradict 满分. */
    struct place place = draft->full_marks.is_given ? draft->full_marks.place : draft->extends.place;
    rules->years_place = place;
    rules->weights_place = place;
    rules->execution_place = draft->weights != NULL ? draft->weights->place : place;
    rules->quantitative_place = place;
    rules->bands = bands_copied(work->loading->arena, parent->bands, place);
    rules->vetoes = NULL;
}

static void parts_load(struct rule_set_work *work, const struct rule_set_draft *draft)
{
    const struct {
        const struct node *node;
        void (*load)(struct rule_set_work *work, const struct node *node);
    } parts[] = {
        { draft->years, years_load },
        { draft->weights, weights_load },
        { draft->execution, execution_load },
        { draft->quantitative, quantitative_load },
        { draft->qualitative, qualitative_load },
        { draft->late, late_load },
        { draft->blank_target, blank_target_load },
        { draft->bands, bands_load },
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i].node != NULL) {
            parts[i].load(work, parts[i].node);
        }
    }
}

static void whole_load(struct rule_set_work *work, const struct rule_set_draft *draft)
{
    struct rule_set *rules = work->rules;
    rules->id = draft->id.text;
    rules->name = draft->name.is_given ? draft->name.text : draft->id.text;
    rules->extends = draft->extends.text;
    if (draft->full_marks.is_given) {
        rules->full_marks = draft->full_marks.value;
        value_is_stated(work, RULE_VALUE_FULL_MARKS);
    }
    if (draft->basis.is_given) {
        rules->basis[RULE_PART_WHOLE] = draft->basis.text;
    }
}

static void vetoes_of_rule_set_load(struct rule_set_work *work, const struct rule_set *parent,
                                    const struct rule_set_draft *draft)
{
    if (draft->vetoes != NULL) {
        vetoes_load(work, draft->vetoes);
    } else if (parent != NULL) {
        struct place extends = draft->extends.place;
        const struct inherited_places places = {
            .extends = extends,
            .weights = draft->weights != NULL ? draft->weights->place : extends,
            .bands = draft->bands != NULL ? draft->bands->place : extends,
        };
        vetoes_inherit(work, parent->vetoes, &places);
    }
}

struct text rule_set_extended(const struct node *root)
{
    const struct node *extends = root->kind == NODE_MAPPING ? field_value(&extends_field, root) : NULL;
    return extends != NULL && extends->kind == NODE_SCALAR ? text_trimmed(extends->text) : (struct text){ 0 };
}

/* The years of a version of what is extended are also those of the rule set that it makes. */
static void keep_within_version(struct rule_set *rules, const struct rule_set *version,
                                const struct rule_set_source *source)
{
    if (source->has_earlier_version && version->from_year > rules->from_year) {
        rules->from_year = version->from_year;
    }
    bool is_longer = rules->until_year == 0 || rules->until_year > version->until_year;
    if (source->has_later_version && version->until_year != 0 && is_longer) {
        rules->until_year = version->until_year;
    }
}

const struct rule_set *rule_set_load(struct loading *loading, const struct node *root,
                                     const struct rule_set_source *source, struct value_workspace *values)
{
    const size_t *errors = &loading->findings->count_by_severity[SEVERITY_ERROR];
    size_t errors_before = *errors;
    struct rule_set_draft draft = { 0 };
    loading->indicator = (struct text){ 0 };
    const struct node *extends = root->kind == NODE_MAPPING ? field_value(&extends_field, root) : NULL;
    loading->is_extending = extends != NULL && !node_is_blank(extends);
    if (!fields_load(loading, &rule_set_table, root, &draft)) {
        return NULL;
    }
    struct rule_set_work work = { loading, ARENA_NEW(loading->arena, struct rule_set), values };
    const struct rule_set *parent = draft.extends.is_given ? parent_find(loading, source, &draft) : NULL;
    if (parent != NULL) {
        inherit(&work, parent, &draft);
    }
    work.rules->file = source->file;
    whole_load(&work, &draft);
    parts_load(&work, &draft);
    /* A part that could not be read contradicts the others without meaning to. */
    if (*errors == errors_before) {
        rule_set_check(loading, work.rules, root->place);
    }
    vetoes_of_rule_set_load(&work, parent, &draft);
    if (*errors == errors_before) {
        rule_set_prove(loading, work.rules);
    }
    if (parent != NULL) {
        keep_within_version(work.rules, parent, source);
    }
    return *errors == 0 ? work.rules : NULL;
}
