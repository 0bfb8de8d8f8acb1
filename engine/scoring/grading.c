#include "grading.h"

#include "possible.h"

enum { SHARE_PLACES = 6 };

bool level_share(const struct veto *veto, const struct project_score *score, struct decimal *upper_out,
                 struct decimal *lower_out)
{
    struct decimal computed = decimal_from_integer(0);
    struct decimal weight = decimal_from_integer(0);
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        if (text_equals(indicator->indicator->level1, veto->level)) {
            computed = decimal_add(computed, indicator->computed);
            weight = decimal_add(weight, indicator->indicator->weight.value);
        }
    }
    *upper_out = computed;
    *lower_out = weight;
    return decimal_sign(weight) > 0;
}

static bool holds_for(const struct veto *veto, const struct project_score *score)
{
    struct decimal upper;
    struct decimal lower;
    if (veto->is_on_execution_rate) {
        return execution_veto_holds(veto, &score->execution);
    }
    return level_share(veto, score, &upper, &lower) && veto_holds(veto, upper, lower);
}

bool veto_look(const struct veto *veto, const struct project_score *score, struct decimal *share_out, bool *holds_out)
{
    struct decimal upper;
    struct decimal lower;
    *holds_out = holds_for(veto, score);
    if (veto->is_on_execution_rate) {
        *share_out = decimal_shifted(score->execution.rate_per_cent, -2);
        return true;
    }
    if (!level_share(veto, score, &upper, &lower)) {
        return false;
    }
    *share_out = decimal_quotient_rounded_half_up(upper, lower, SHARE_PLACES);
    return true;
}

void grade_compute(const struct rule_set *rules, struct decimal total, const bool *holds, struct grade_result *grade)
{
    grade->band = rule_set_band(rules, total);
    grade->computed = grade->band;
    grade->veto = NULL;
    if (grade->band == NULL) {
        return;
    }
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        if (!*holds++) {
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
    bool holds[RULE_SET_MOST_VETOES];
    bool *next = holds;
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        *next++ = holds_for(veto, score);
    }
    grade_compute(rules, score->total, holds, &score->grade);
    find_possible_grades(arena, rules, score);
}
