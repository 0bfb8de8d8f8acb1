#include "fit_parts.h"
#include "grading.h"

/* ---- the threshold of the veto ---- */

static const struct grade_band *worst_grade(const struct rule_set *rules)
{
    const struct grade_band *band = rules->bands;
    while (band != NULL && band->next != NULL) {
        band = band->next;
    }
    return band;
}

static bool is_replaced(const struct veto *veto, const struct grade_band *worst)
{
    return veto->is_on_execution_rate && !veto->is_cap && veto->grade == worst;
}

/* The vetoes but those that are replaced. The first of these is where the new one stands; without any it comes last. */
static struct veto *vetoes_with(const struct fit *fit, struct arena *arena, const struct veto *new)
{
    const struct grade_band *worst = worst_grade(fit->rules);
    struct veto *first = NULL;
    struct veto **end = &first;
    const struct veto *veto = fit->rules->vetoes;
    bool has_new = new == NULL;
    while (veto != NULL || !has_new) {
        bool is_place_of_new = !has_new && (veto == NULL || is_replaced(veto, worst));
        if (is_place_of_new || !is_replaced(veto, worst)) {
            *end = ARENA_NEW(arena, struct veto);
            **end = is_place_of_new ? *new : *veto;
            (*end)->next = NULL;
            end = &(*end)->next;
        }
        has_new |= is_place_of_new;
        veto = veto == NULL ? NULL : veto->next;
    }
    return first;
}

void fit_vetoes_begin(struct fit *fit, struct arena *arena)
{
    const struct veto always = {
        .is_on_execution_rate = true,
        .comparison = COMPARISON_AT_LEAST, /* 0, which every rate is */
        .grade = worst_grade(fit->rules),
    };
    fit->without_veto = *fit->rules;
    fit->without_veto.vetoes = vetoes_with(fit, arena, NULL);
    fit->always_vetoed = *fit->rules;
    fit->always_vetoed.vetoes = vetoes_with(fit, arena, &always);
}

/* The grade that a rule set gives to the scores of another; no bytes below all bands. */
static struct text grade_by(const struct fitting *fitting, const struct rule_set *rules,
                            const struct project_score *score)
{
    struct project_score copy = *score;
    project_grade(fitting->scratch, rules, &copy);
    return copy.grade.computed == NULL ? (struct text){ NULL, 0 } : copy.grade.computed->grade;
}

static struct declared_result result_of_grade(const struct fitting *fitting, const struct project_score *score)
{
    return (struct declared_result){
        .file = fitting->file,
        .project = fitting->project->name.text,
        .grade = fitting->project->declared_grade.text,
        .points = score->total,
    };
}

/* The rate that a veto looks at: 0 without a budget. */
static struct quotient_of_decimals rate_of(const struct execution_score *execution)
{
    const struct quotient_of_decimals rate = { execution->executed, execution->budget };
    return execution->has_rate ? rate : quotient_of_one(decimal_from_integer(0));
}

/* What must hold so that one of two sides is taken, where that alone decides whether a grade is reproduced. */
static bool is_evidence(struct fitted_interval *interval, bool is_one, bool is_other)
{
    interval->evidence += is_one != is_other;
    interval->unreproduced += !is_one && !is_other;
    return is_one != is_other;
}

static void fit_veto(struct fit *fit, const struct fitting *fitting, const struct project_score *score)
{
    struct text declared = fitting->project->declared_grade.text;
    bool is_vetoed = text_equals(grade_by(fitting, &fit->always_vetoed, score), declared);
    bool is_free = text_equals(grade_by(fitting, &fit->without_veto, score), declared);
    struct declared_result result = result_of_grade(fitting, score);
    struct keeping keeping = keeping_of(fitting);
    if (!is_evidence(&fit->veto, is_vetoed, is_free)) {
        return;
    }
    if (is_vetoed) {
        fitted_raise_low(&fit->veto, rate_of(&score->execution), true, &result, &keeping);
    } else {
        fitted_lower_high(&fit->veto, rate_of(&score->execution), false, &result, &keeping);
    }
}

/* ---- bands ---- */

/* The grade of the project if its total lay in `band`. */
static struct text grade_in(const struct fit *fit, const struct fitting *fitting, const struct project_score *score,
                            const struct grade_band *band)
{
    struct project_score moved = *score;
    moved.total = band->lower_bound;
    return grade_by(fitting, fit->rules, &moved);
}

/* The total lies in `upper` or in the one below it: where the bound of `upper` lies decides in which. It lies above the
   next bound and not above full marks, so that at these ends nothing is left to decide. */
static void fit_band(struct fit *fit, const struct fitting *fitting, const struct project_score *score,
                     const struct grade_band *upper)
{
    struct text declared = fitting->project->declared_grade.text;
    struct fitted_interval *interval = &fit->bands[grade_rank(fit->rules, upper)];
    bool is_upper = text_equals(grade_in(fit, fitting, score, upper), declared);
    bool is_lower = text_equals(grade_in(fit, fitting, score, upper->next), declared);
    if (decimal_compare(score->total, upper->next->lower_bound) <= 0) {
        is_upper = is_lower;
    } else if (decimal_compare(score->total, fit->rules->full_marks) >= 0) {
        is_lower = is_upper;
    }
    if (!is_evidence(interval, is_upper, is_lower)) {
        return;
    }
    struct declared_result result = result_of_grade(fitting, score);
    struct keeping keeping = keeping_of(fitting);
    if (is_upper) {
        fitted_lower_high(interval, quotient_of_one(score->total), true, &result, &keeping);
    } else {
        fitted_raise_low(interval, quotient_of_one(score->total), false, &result, &keeping);
    }
}

void fit_grade(struct fit *fit, const struct fitting *fitting, const struct project_score *score)
{
    if (!fitting->project->declared_grade.is_given) {
        return;
    }
    fit_veto(fit, fitting, score);
    for (const struct grade_band *band = fit->rules->bands; band != NULL && band->next != NULL; band = band->next) {
        if (score->grade.band == band || score->grade.band == band->next) {
            fit_band(fit, fitting, score, band);
        }
    }
}
