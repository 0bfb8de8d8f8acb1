#include "review_parts.h"

static const struct text no_indicator = { NULL, 0 };

/* 优、良、中、差 */
static struct text grades_as_text(struct arena *arena, const struct grade_band *const *grades, size_t count)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    for (size_t i = 0; i < count; i++) {
        writer_text(&writer, i == 0 ? TEXT("") : TEXT("、"));
        writer_text(&writer, grades[i]->grade);
    }
    return collected_text(&writer, &collected);
}

static struct text all_grades_as_text(struct arena *arena, const struct rule_set *rules)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        writer_text(&writer, band == rules->bands ? TEXT("") : TEXT("、"));
        writer_text(&writer, band->grade);
    }
    return collected_text(&writer, &collected);
}

static void review_mismatch(const struct review *review)
{
    const struct cell *declared = &review->project->declared_grade;
    const struct grade_result *grade = &review->score->grade;
    if (grade->computed == NULL || text_equals(declared->text, grade->computed->grade)) {
        return;
    }
    if (rule_set_grade(review->rules, declared->text) == NULL) {
        finding_report(review->findings, MESSAGE_grade_unknown, declared->place, no_indicator,
                       TEXT_ARGUMENT(declared->text),
                       TEXT_ARGUMENT(all_grades_as_text(review->findings->arena, review->rules)));
    } else if (grade->veto != NULL) {
        finding_report(review->findings, MESSAGE_grade_mismatch_veto, declared->place, no_indicator,
                       TEXT_ARGUMENT(declared->text), TEXT_ARGUMENT(grade->computed->grade),
                       DECIMAL_ARGUMENT(review->score->total), TEXT_ARGUMENT(grade->band->grade),
                       TEXT_ARGUMENT(grade->veto->title));
    } else {
        finding_report(review->findings, MESSAGE_grade_mismatch, declared->place, no_indicator,
                       TEXT_ARGUMENT(declared->text), TEXT_ARGUMENT(grade->computed->grade),
                       DECIMAL_ARGUMENT(review->score->total), DECIMAL_ARGUMENT(grade->computed->lower_bound));
    }
}

static struct place self_evaluation_place(const struct project *project)
{
    if (project->declared_grade.is_given) {
        return project->declared_grade.place;
    }
    if (project->declared_total.is_given) {
        return project->declared_total.place;
    }
    return project->place;
}

static void review_veto(const struct review *review)
{
    const struct grade_result *grade = &review->score->grade;
    struct place place = self_evaluation_place(review->project);
    if (grade->veto != NULL) {
        finding_report(review->findings, MESSAGE_grade_vetoed, place, no_indicator, TEXT_ARGUMENT(grade->veto->title),
                       DECIMAL_ARGUMENT(review->score->total), TEXT_ARGUMENT(grade->band->grade),
                       TEXT_ARGUMENT(grade->computed->grade));
    }
    if (grade->possible_count > 1) {
        struct text possible = grades_as_text(review->findings->arena, grade->possible, grade->possible_count);
        finding_report(review->findings, MESSAGE_grade_uncertain, place, no_indicator, TEXT_ARGUMENT(possible),
                       DECIMAL_ARGUMENT(review->score->total_low), DECIMAL_ARGUMENT(review->score->total_high));
    }
}

void review_grade(const struct review *review)
{
    const struct project *project = review->project;
    const struct grade_result *grade = &review->score->grade;
    if (project->declared_grade.is_given) {
        review_mismatch(review);
    } else if (project->declared_total.is_given && grade->computed != NULL) {
        finding_report(review->findings, MESSAGE_grade_missing, project->declared_total.place, no_indicator,
                       DECIMAL_ARGUMENT(project->declared_total.value), TEXT_ARGUMENT(grade->computed->grade),
                       DECIMAL_ARGUMENT(review->score->total));
    }
    review_veto(review);
}
