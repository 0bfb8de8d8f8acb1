#include "grading.h"

#include "possible.h"

/* The share that a veto is on, at the computed scores. Answers false where the project has nothing of it. */
static bool holds_for(const struct veto *veto, const struct project_score *score)
{
    struct decimal computed = decimal_from_integer(0);
    struct decimal weight = decimal_from_integer(0);
    if (veto->is_on_execution_rate) {
        return execution_veto_holds(veto, &score->execution);
    }
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        if (text_equals(indicator->indicator->level1, veto->level)) {
            computed = decimal_add(computed, indicator->computed);
            weight = decimal_add(weight, indicator->indicator->weight.value);
        }
    }
    return decimal_sign(weight) > 0 && veto_holds(veto, computed, weight);
}

static void compute_grade(const struct rule_set *rules, struct project_score *score)
{
    struct grade_result *grade = &score->grade;
    grade->band = rule_set_band(rules, score->total);
    grade->computed = grade->band;
    if (grade->band == NULL) {
        return;
    }
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        if (!holds_for(veto, score)) {
            continue;
        }
        const struct grade_band *vetoed = grade_at(rules, veto_rank(rules, veto, grade_rank(rules, grade->computed)));
        if (vetoed != grade->computed) {
            grade->computed = vetoed;
            grade->veto = veto;
        }
    }
    if (grade->computed == grade->band) {
        grade->veto = NULL;
    }
}

void project_grade(struct arena *arena, const struct rule_set *rules, struct project_score *score)
{
    compute_grade(rules, score);
    find_possible_grades(arena, rules, score);
}
