#include "boundary.h"

#include "changes.h"
#include "possible.h"
#include "uncertainty.h"

/* The rank of a better grade is less; below all bands it is that of no grade. */
static size_t rank_of(const struct boundary_source *source, const struct grade_band *grade)
{
    return grade_rank(source->rules, grade);
}

static enum boundary_relation relation_of(size_t rank, size_t computed)
{
    if (rank == computed) {
        return BOUNDARY_SAME;
    }
    return rank < computed ? BOUNDARY_BETTER : BOUNDARY_WORSE;
}

static size_t count_rows(const struct project_score *score)
{
    size_t count = 0;
    for (size_t i = 0; i < score->indicator_count; i++) {
        size_t part_count = score->indicators[i].indicator->part_count;
        count += part_count > 0 ? part_count : 1;
    }
    return count;
}

/* ---- vetoes that have to be lifted first ---- */

static void collect_blocking(const struct what_if *what_if, struct boundary *boundary)
{
    const struct boundary_source *source = what_if->source;
    boundary->lifted = ARENA_ARRAY(source->arena, const struct veto *, what_if->share_count);
    for (const struct veto *veto = source->rules->vetoes; veto != NULL; veto = veto->next) {
        if (veto->is_on_execution_rate && rank_of(source, veto->grade) > what_if->goal &&
            execution_veto_holds(veto, &what_if->execution)) {
            boundary->lifted[boundary->lifted_count++] = veto;
        }
    }
}

static struct text titles_of(struct arena *arena, const struct veto *const *vetoes, size_t veto_count)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    for (size_t i = 0; i < veto_count; i++) {
        writer_string(&writer, i == 0 ? "" : "、");
        writer_text(&writer, vetoes[i]->title);
    }
    return collected_text(&writer, &collected);
}

static void lift_vetoes(struct what_if *what_if, struct boundary *boundary)
{
    struct execution_score execution;
    collect_blocking(what_if, boundary);
    boundary->lifted_titles = titles_of(what_if->source->arena, boundary->lifted, boundary->lifted_count);
    if (boundary->lifted_count > 0 &&
        executed_change_lift(what_if, boundary->lifted, boundary->lifted_count, &boundary->lift, &execution)) {
        what_if->execution = execution;
    }
}

/* ---- one grade ---- */

static void add_row(const struct what_if *what_if, const struct changed_row *row, struct boundary *boundary)
{
    struct achieved_change *next = &boundary->achieved[boundary->achieved_count];
    boundary->achieved_count += achieved_change_find(what_if, row, next);
}

static void add_achieved(const struct what_if *what_if, const struct indicator_score *indicator,
                         struct boundary *boundary)
{
    struct changed_row row = { .indicator = indicator };
    if (indicator->indicator->part_count == 0) {
        add_row(what_if, &row, boundary);
        return;
    }
    struct part_sums all = indicator_part_sums(indicator, what_if->source->rules);
    row.all_parts = &all;
    for (row.part = indicator->indicator->parts; row.part != NULL; row.part = row.part->next) {
        add_row(what_if, &row, boundary);
        row.part_index++;
    }
}

/* Behind a lift that reaches the grade by itself nothing more has to change. */
static void find_achieved(const struct what_if *what_if, struct boundary *boundary)
{
    const struct project_score *score = what_if->source->score;
    if (what_if_outcome(what_if, &what_if->execution, NULL, decimal_from_integer(0)).is_goal) {
        return;
    }
    boundary->achieved = ARENA_ARRAY(what_if->source->arena, struct achieved_change, count_rows(score));
    for (size_t i = 0; i < score->indicator_count; i++) {
        add_achieved(what_if, &score->indicators[i], boundary);
    }
}

/* Where the total has to get to: up to the grade's own bound, or below that of the next better one. */
static struct decimal bound_of(const struct boundary_source *source, const struct grade_band *grade,
                               enum boundary_relation relation)
{
    size_t rank = rank_of(source, grade);
    return relation == BOUNDARY_WORSE ? grade_at(source->rules, rank - 1)->lower_bound : grade->lower_bound;
}

static struct boundary boundary_to(const struct boundary_source *source, const struct grade_band *grade, bool has_rows)
{
    size_t computed = rank_of(source, source->score->grade.computed);
    struct boundary boundary = { .grade = grade, .relation = relation_of(rank_of(source, grade), computed) };
    boundary.bound = bound_of(source, grade, boundary.relation);
    boundary.distance = decimal_subtract(boundary.bound, source->score->total);
    if (boundary.relation == BOUNDARY_SAME) {
        return boundary;
    }
    struct what_if what_if = what_if_begin(source);
    what_if.goal = rank_of(source, grade);
    what_if.is_upwards = boundary.relation == BOUNDARY_BETTER;
    boundary.executed = executed_change_find(&what_if);
    if (what_if.is_upwards) {
        lift_vetoes(&what_if, &boundary);
    }
    if (has_rows) {
        find_achieved(&what_if, &boundary);
    }
    return boundary;
}

static struct text possible_grades(const struct boundary_source *source)
{
    const struct grade_result *grade = &source->score->grade;
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, source->arena);
    for (size_t i = 0; i < grade->possible_count; i++) {
        writer_string(&writer, i == 0 ? "" : "、");
        writer_text(&writer, grade->possible[i]->grade);
    }
    return collected_text(&writer, &collected);
}

struct boundaries boundaries_find(const struct boundary_source *source, const struct grade_band *grade)
{
    struct boundaries found = { .has_too_many_rows = count_rows(source->score) > BOUNDARY_MOST_ROWS };
    found.possible = possible_grades(source);
    found.boundaries = ARENA_ARRAY(source->arena, struct boundary, rank_of(source, NULL));
    for (const struct grade_band *band = source->rules->bands; band != NULL; band = band->next) {
        if (grade == NULL || band == grade) {
            found.boundaries[found.boundary_count++] = boundary_to(source, band, !found.has_too_many_rows);
        }
    }
    uncertainty_find(source, &found);
    return found;
}
