#include "trial.h"

#include "changes.h"

static struct trial trial_begin(const struct what_if *what_if, const struct changed_row *row)
{
    struct trial trial = {
        .what_if = what_if, .indicator = row->indicator, .score = *row->indicator, .part = row->part
    };
    if (row->part == NULL) {
        trial.as_it_is = row->indicator->assessment;
        return trial;
    }
    struct arena *arena = what_if->source->arena;
    struct part_sums *others = ARENA_NEW(arena, struct part_sums);
    trial.as_it_is = row->indicator->part_assessments[row->part_index];
    trial.assessment = ARENA_NEW(arena, struct assessment);
    *others = indicator_other_parts(row->indicator, row->all_parts, &trial.as_it_is, what_if->source->rules);
    trial.other_parts = others;
    return trial;
}

struct assessment *trial_assessment(struct trial *trial)
{
    return trial->part == NULL ? &trial->score.assessment : trial->assessment;
}

void trial_score_again(struct trial *trial)
{
    const struct rule_set *rules = trial->what_if->source->rules;
    if (trial->part == NULL) {
        indicator_score_again(&trial->score, rules);
    } else {
        indicator_score_with_part(&trial->score, trial->other_parts, trial->assessment, rules);
    }
}

struct outcome trial_outcome(const struct trial *trial, struct decimal points)
{
    return what_if_outcome(trial->what_if, &trial->what_if->execution, trial->indicator, points);
}

void trial_conclude(const struct trial *trial, struct achieved_change *change, struct decimal points)
{
    struct outcome outcome = trial_outcome(trial, points);
    change->points = points;
    change->total = outcome.total;
    change->grade = outcome.grade;
}

static struct text row_name(struct arena *arena, const struct indicator_score *indicator,
                            const struct indicator_part *part)
{
    struct writer writer;
    struct collected collected;
    if (part == NULL) {
        return indicator->indicator->name.text;
    }
    writer_to_arena(&writer, &collected, arena);
    writer_text(&writer, indicator->indicator->name.text);
    writer_string(&writer, "·");
    writer_text(&writer, part->name.text);
    return collected_text(&writer, &collected);
}

bool achieved_change_find(const struct what_if *what_if, const struct changed_row *row,
                          struct achieved_change *change_out)
{
    const struct indicator_score *indicator = row->indicator;
    struct achieved_change change = { .indicator = indicator, .part = row->part };
    struct trial trial = trial_begin(what_if, row);
    enum value_kind target = trial.as_it_is.target.kind;
    if (decimal_sign(indicator->indicator->weight.value) <= 0) {
        return false;
    }
    if (value_is_measure(&trial.as_it_is.target)) {
        trial_find_number(&trial, &change);
    } else if (target == VALUE_TEXT || target == VALUE_DEADLINE) {
        trial_find_tier(&trial, &change);
    } else {
        return false;
    }
    change.row = row_name(what_if->source->arena, indicator, row->part);
    *change_out = change;
    return change.is_found || (what_if->is_upwards && decimal_compare(change.points, indicator->computed) > 0);
}
