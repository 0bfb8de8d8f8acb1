#include "fit.h"

#include "fit_parts.h"
#include "scoring.h"

void fit_begin(struct fit *fit, struct arena *arena, const struct rule_set *rules)
{
    *fit = (struct fit){ .rules = rules };
    fit_vetoes_begin(fit, arena);
}

void fit_end(struct fit *fit, const struct memory *memory)
{
    fitted_interval_end(&fit->veto, memory);
    for (size_t i = 0; i < RULE_SET_MOST_GRADES; i++) {
        fitted_interval_end(&fit->bands[i], memory);
    }
    fitted_places_end(&fit->indicator_places, memory);
    fitted_places_end(&fit->execution_places, memory);
    for (size_t i = 0; i < FITTED_SHARE_COUNT; i++) {
        fitted_shares_end(&fit->shares[i], memory);
    }
}

void fit_count_declared(const struct project *project, uint64_t *declared)
{
    for (const struct indicator *indicator = project->indicators; indicator != NULL; indicator = indicator->next) {
        declared[DECLARED_INDICATOR_SCORE] += indicator->declared_score.is_given;
    }
    declared[DECLARED_EXECUTION_SCORE] += project->total.score.is_given;
    declared[DECLARED_TOTAL] += project->declared_total.is_given;
    declared[DECLARED_GRADE] += project->declared_grade.is_given;
}

static bool lies_between(const struct figure *declared, struct decimal low, struct decimal high)
{
    return declared->is_given && decimal_compare(declared->value, low) >= 0 &&
           decimal_compare(declared->value, high) <= 0;
}

static void count_reproduced(struct fit *fit, const struct project *project, const struct project_score *score)
{
    const struct cell *grade = &project->declared_grade;
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        fit->reproduced[DECLARED_INDICATOR_SCORE] +=
            lies_between(&indicator->indicator->declared_score, indicator->low, indicator->high);
    }
    fit->reproduced[DECLARED_EXECUTION_SCORE] +=
        lies_between(&project->total.score, score->execution.score, score->execution.score);
    fit->reproduced[DECLARED_TOTAL] += lies_between(&project->declared_total, score->total_low, score->total_high);
    fit->reproduced[DECLARED_GRADE] +=
        grade->is_given && score->grade.computed != NULL && text_equals(grade->text, score->grade.computed->grade);
}

bool fit_project(struct fit *fit, const struct fitting *fitting)
{
    const struct project_score *score =
        project_assess(fitting->scratch, fitting->values, fitting->reader, fitting->project, fit->rules);
    if (!score->is_in_range) {
        return false;
    }
    fit_grade(fit, fitting, score);
    fit_places(fit, fitting, score);
    fit_shares(fit, fitting, score);
    count_reproduced(fit, fitting->project, score);
    return true;
}

uint64_t fit_reproduced(const struct fit *fit)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < DECLARED_COUNT; i++) {
        sum += fit->reproduced[i];
    }
    return sum;
}
