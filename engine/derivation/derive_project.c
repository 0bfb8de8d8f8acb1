#include "steps.h"

#include "grading.h"

/* Execution rate, total, band and vetoes, in the order in which scoring goes. */

enum { EXACT_PLACES = 6 };

static void add_execution_rounding(struct steps *steps, struct decimal exact)
{
    struct decimal points = steps->source->score->execution.score;
    uint32_t places = steps->source->rules->execution_places;
    if (decimal_equals(exact, points)) {
        return;
    }
    if (places == 0) {
        steps_take(steps, STEP_execution_rounds_to_whole, number_value(exact), number_value(points));
    } else {
        steps_take(steps, STEP_execution_rounds, number_value(exact), count_value(places), number_value(points));
    }
}

static void add_execution(struct steps *steps)
{
    const struct project *project = steps->source->project;
    const struct execution_score *execution = &steps->source->score->execution;
    const struct rule_set *rules = steps->source->rules;
    const struct figure *declared = &project->total.score;
    struct step_value executed = number_value(execution->executed);
    struct step_value budget = number_value(execution->budget);
    steps_take(steps, STEP_funds, number_value(project_amount_in_wan_yuan(project, execution->executed)),
               number_value(project_amount_in_wan_yuan(project, execution->budget)));
    if (!execution->has_rate) {
        steps_take(steps, STEP_no_budget, number_value(execution->score));
    } else {
        struct decimal share = decimal_shifted(execution->rate_per_cent, -2);
        steps_take(steps, STEP_rate, executed, budget, equals_value(share, execution->executed, execution->budget),
                   share_value(share));
        if (decimal_compare(execution->executed, execution->budget) >= 0) {
            if (decimal_compare(execution->executed, execution->budget) > 0) {
                steps_take(steps, STEP_rate_is_whole, share_value(decimal_from_integer(1)));
            }
            steps_take(steps, STEP_execution_full, number_value(execution->score));
        } else {
            struct decimal exact = decimal_product_quotient_rounded_half_up(
                rules->execution_weight, execution->executed, execution->budget, EXACT_PLACES);
            struct decimal product = decimal_multiply(rules->execution_weight, execution->executed);
            steps_take(steps, STEP_execution_points, number_value(rules->execution_weight), executed, budget,
                       equals_value(exact, product, execution->budget), number_value(exact));
            add_execution_rounding(steps, exact);
        }
    }
    if (declared->is_given && !decimal_equals(declared->value, execution->score)) {
        steps_take(steps, STEP_execution_declared, number_value(declared->value), number_value(execution->score));
    }
}

static void add_total(struct steps *steps)
{
    const struct project_score *score = steps->source->score;
    for (size_t i = 0; i < score->indicator_count; i++) {
        steps_take(steps, STEP_indicator_line, text_value(score->indicators[i].indicator->name.text),
                   number_value(score->indicators[i].computed));
    }
    steps_take(steps, STEP_total, number_value(score->indicator_sum), number_value(score->execution.score),
               number_value(score->total));
    if (!decimal_equals(score->total_low, score->total_high)) {
        steps_take(steps, STEP_total_interval, number_value(score->total_low), number_value(score->total_high));
    }
    if (steps->source->project->declared_total.is_given) {
        steps_take(steps, STEP_total_declared, number_value(steps->source->project->declared_total.value));
    }
}

static void add_veto(struct steps *steps, const struct veto *veto)
{
    struct step_value title = text_value(veto->title);
    struct decimal share;
    bool holds = false;
    if (!veto_look(veto, steps->source->score, &share, &holds)) {
        steps_take(steps, STEP_veto_without_subject, title);
    } else if (holds) {
        steps_take(steps, veto->is_cap ? STEP_veto_caps : STEP_veto_holds, title, share_value(share),
                   text_value(veto->grade->grade));
    } else {
        steps_take(steps, STEP_veto_fails, title, share_value(share));
    }
    steps_rest_on(steps, veto->basis);
}

static void add_possible(struct steps *steps, const struct grade_result *grade)
{
    if (grade->possible_count < 2) {
        return;
    }
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, steps->source->arena);
    for (size_t i = 0; i < grade->possible_count; i++) {
        writer_string(&writer, i == 0 ? "" : "、");
        writer_text(&writer, grade->possible[i]->grade);
    }
    steps_take(steps, STEP_grade_possible, text_value(collected_text(&writer, &collected)));
}

static void add_declared_grade(struct steps *steps, const struct grade_result *grade)
{
    const struct cell *declared = &steps->source->project->declared_grade;
    if (!declared->is_given) {
        steps_take_bare(steps, STEP_grade_not_declared);
    } else {
        bool agrees = grade->computed != NULL && text_equals(declared->text, grade->computed->grade);
        steps_take(steps, agrees ? STEP_grade_agrees : STEP_grade_differs, text_value(declared->text));
    }
}

static void add_grade(struct steps *steps)
{
    const struct project_score *score = steps->source->score;
    const struct grade_result *grade = &score->grade;
    if (grade->band == NULL) {
        steps_take(steps, STEP_below_bands, number_value(score->total));
    } else {
        steps_take(steps, STEP_band, number_value(score->total), number_value(grade->band->lower_bound),
                   text_value(grade->band->grade));
        for (const struct veto *veto = steps->source->rules->vetoes; veto != NULL; veto = veto->next) {
            add_veto(steps, veto);
        }
        steps_take(steps, STEP_grade, text_value(grade->computed->grade));
    }
    add_possible(steps, grade);
    add_declared_grade(steps, grade);
}

struct derivation derive_figure(const struct derivation_source *source, enum subject figure)
{
    static void (*const add[SUBJECT_COUNT])(struct steps * steps) = {
        [SUBJECT_EXECUTION] = add_execution,
        [SUBJECT_TOTAL] = add_total,
        [SUBJECT_GRADE] = add_grade,
    };
    struct derivation derivation = { .subject = figure };
    struct steps steps = steps_begin(source, &derivation);
    add[figure](&steps);
    derivation.step_count = steps.count;
    return derivation;
}
