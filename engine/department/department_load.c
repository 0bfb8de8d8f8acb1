#include "department_load.h"

/* ---- 公开数 ---- */

struct published_draft {
    struct figure projects;
    struct figure funds;
    const struct node *grades;
};
static const struct field published_fields[] = {
    FIELD("项目个数", "projects", FIELD_COUNT, FIELD_OPTIONAL, struct published_draft, projects),
    FIELD("涉及资金", "funds", FIELD_POSITIVE_NUMBER, FIELD_OPTIONAL, struct published_draft, funds),
    FIELD("等级", "grades", FIELD_NODE, FIELD_OPTIONAL, struct published_draft, grades),
};
static const struct field_table published_table = FIELD_TABLE("公开数", published_fields);

static void grades_load(struct loading *loading, struct department *department, const struct node *node)
{
    if (node->kind != NODE_MAPPING) {
        report_wrong_type(loading, TEXT("等级"), TERM_mapping, node);
        return;
    }
    department->published_grades_place = node->place;
    struct published_grade **end = &department->published_grades;
    struct entries grades = data_entries(loading->arena, NULL, node);
    enum { MOST_GRADES = 32 };
    if (grades.count > MOST_GRADES) {
        finding_report(loading->findings, MESSAGE_too_many_entries, node->place, loading->indicator,
                       TEXT_ARGUMENT(TEXT("等级")), COUNT_ARGUMENT(MOST_GRADES));
        department->has_garbled_grades = true;
        return;
    }
    for (size_t i = 0; i < grades.count; i++) {
        struct text name = text_trimmed(grades.nodes[i]->key);
        struct figure count = figure_load_required(loading, name, FIELD_COUNT, grades.nodes[i]);
        if (!count.is_given) {
            department->has_garbled_grades = true;
            continue;
        }
        struct published_grade *grade = ARENA_NEW(loading->arena, struct published_grade);
        grade->grade = name;
        grade->place = count.place;
        grade->count = (uint64_t)decimal_truncated(count.value, 0).coefficient;
        *end = grade;
        end = &grade->next;
    }
}

static void published_load(struct loading *loading, struct department *department, const struct node *node)
{
    struct published_draft draft = { .projects.place = node->place, .funds.place = node->place };
    department->published_place = node->place;
    department->published_grades_place = node->place;
    fields_load(loading, &published_table, node, &draft);
    department->published_projects = draft.projects;
    department->published_funds = draft.funds;
    if (draft.grades != NULL) {
        grades_load(loading, department, draft.grades);
    }
}

/* ---- the department ---- */

struct department_draft {
    struct department department;
    const struct node *published;
};
static const struct field department_fields[] = {
    FIELD("部门", "department", FIELD_TEXT, FIELD_REQUIRED, struct department_draft, department.name),
    FIELD("年度", "year", FIELD_YEAR, FIELD_OPTIONAL, struct department_draft, department.year),
    FIELD("规则集", "rules", FIELD_TEXT, FIELD_OPTIONAL, struct department_draft, department.rule_set),
    FIELD("公开数", "published", FIELD_NODE, FIELD_OPTIONAL, struct department_draft, published),
};
static const struct field_table department_table = FIELD_TABLE("部门", department_fields);

static const struct outlined_table outlined_tables[] = {
    { "department", &department_table },
    { "published", &published_table },
};
const struct field_outline department_outline = { .tables = outlined_tables,
                                                  .table_count = sizeof(outlined_tables) / sizeof(outlined_tables[0]) };

const struct department *department_load(struct loading *loading, const struct node *root)
{
    struct department_draft *draft = ARENA_NEW(loading->arena, struct department_draft);
    struct department *department = &draft->department;
    loading->indicator = (struct text){ 0 };
    loading->is_extending = false;
    loading->spellings = (struct field_spellings){ 0 };
    department->place = root->place;
    department->published_place = root->place;
    department->published_projects.place = root->place;
    department->published_funds.place = root->place;
    department->published_grades_place = root->place;
    if (!fields_load(loading, &department_table, root, draft)) {
        return NULL;
    }
    if (draft->published != NULL) {
        published_load(loading, department, draft->published);
    }
    return department;
}
