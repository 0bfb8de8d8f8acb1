#include "fit_parts.h"
#include "scoring.h"

/* A number of decimal places is one of seven, so that each is tried. */

/* A missed target is one quotient. */
static void try_quotient(const struct indicator_score *score, bool *is_reproduced_out)
{
    const struct assessment *assessment = &score->assessment;
    struct decimal weight = score->indicator->weight.value;
    struct decimal declared = score->indicator->declared_score.value;
    bool has_quotient = !decimal_is_zero(assessment->quotient_lower);
    for (uint32_t places = 0; places < FITTED_PLACES; places++) {
        struct decimal points = decimal_from_integer(0);
        if (has_quotient) {
            points = decimal_product_quotient_rounded_half_up(weight, assessment->quotient_upper,
                                                              assessment->quotient_lower, places);
            points = decimal_least(points, weight);
        }
        is_reproduced_out[places] = decimal_is_in_range(points) && decimal_equals(points, declared);
    }
}

/* Whether the declared score lies in the interval that the indicator has by `rules`, whose decimal places alone are
   other ones than it was assessed by. */
static bool is_admitted(const struct indicator_score *score, const struct rule_set *rules)
{
    struct indicator_score again = *score;
    struct decimal declared = score->indicator->declared_score.value;
    indicator_score_again(&again, rules);
    return decimal_is_in_range(again.low) && decimal_is_in_range(again.high) &&
           decimal_compare(declared, again.low) >= 0 && decimal_compare(declared, again.high) <= 0;
}

/* Of 分项 the sum is rounded: the indicator is scored with each number of places. */
static void try_parts(const struct fit *fit, const struct indicator_score *score, bool *is_reproduced_out)
{
    struct rule_set rules = *fit->rules;
    for (uint32_t places = 0; places < FITTED_PLACES; places++) {
        rules.indicator_places = places;
        is_reproduced_out[places] = is_admitted(score, &rules);
    }
}

static bool are_alike(const bool *is_reproduced)
{
    for (uint32_t places = 1; places < FITTED_PLACES; places++) {
        if (is_reproduced[places] != is_reproduced[0]) {
            return false;
        }
    }
    return true;
}

static void fit_indicator(struct fit *fit, const struct fitting *fitting, const struct indicator_score *indicator)
{
    bool is_reproduced[FITTED_PLACES] = { false };
    if (indicator->verdict == VERDICT_MISSED) {
        try_quotient(indicator, is_reproduced);
    } else if (indicator->indicator->parts != NULL) {
        /* Without a missed one, an end of the interval may be a share without an end: a third of 22 points. */
        try_parts(fit, indicator, is_reproduced);
        if (!indicator->has_missed_part && are_alike(is_reproduced)) {
            return;
        }
    } else {
        return;
    }
    struct declared_result result = result_of_indicator(fitting, indicator->indicator);
    struct keeping keeping = keeping_of(fitting);
    fitted_places_add(&fit->indicator_places, is_reproduced, &result, &keeping);
}

static void fit_execution(struct fit *fit, const struct fitting *fitting, const struct execution_score *execution)
{
    bool is_reproduced[FITTED_PLACES] = { false };
    const struct figure *declared = &fitting->project->total.score;
    struct decimal weight = fit->rules->execution_weight;
    if (!declared->is_given || !execution->has_rate) {
        return;
    }
    bool is_whole = decimal_compare(execution->executed, execution->budget) >= 0;
    for (uint32_t places = 0; places < FITTED_PLACES; places++) {
        struct decimal points =
            is_whole ? decimal_rounded_half_up(weight, places)
                     : decimal_product_quotient_rounded_half_up(weight, execution->executed, execution->budget, places);
        is_reproduced[places] = decimal_is_in_range(points) && decimal_equals(points, declared->value);
    }
    struct declared_result result = { .file = fitting->file,
                                      .project = fitting->project->name.text,
                                      .points = declared->value };
    struct keeping keeping = keeping_of(fitting);
    fitted_places_add(&fit->execution_places, is_reproduced, &result, &keeping);
}

void fit_places(struct fit *fit, const struct fitting *fitting, const struct project_score *score)
{
    for (size_t i = 0; i < score->indicator_count; i++) {
        if (score->indicators[i].indicator->declared_score.is_given) {
            fit_indicator(fit, fitting, &score->indicators[i]);
        }
    }
    fit_execution(fit, fitting, &score->execution);
}
