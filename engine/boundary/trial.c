#include "trial.h"

#include "changes.h"

struct trial trial_begin(const struct what_if *what_if, const struct indicator_score *indicator,
                         const struct indicator_part *part, size_t part_index)
{
    struct trial trial = { .what_if = what_if, .indicator = indicator, .score = *indicator, .part = part };
    if (part == NULL) {
        trial.as_it_is = indicator->assessment;
        return trial;
    }
    size_t part_count = indicator->indicator->part_count;
    trial.score.part_assessments = ARENA_ARRAY_UNSET(what_if->source->arena, struct assessment, part_count);
    memcpy(trial.score.part_assessments, indicator->part_assessments, part_count * sizeof(struct assessment));
    trial.as_it_is = indicator->part_assessments[part_index];
    trial.assessment = &trial.score.part_assessments[part_index];
    return trial;
}

struct assessment *trial_assessment(struct trial *trial)
{
    return trial->assessment == NULL ? &trial->score.assessment : trial->assessment;
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

bool achieved_change_find(const struct what_if *what_if, const struct indicator_score *indicator,
                          const struct indicator_part *part, size_t part_index, struct achieved_change *change_out)
{
    struct achieved_change change = { .indicator = indicator, .part = part };
    struct trial trial = trial_begin(what_if, indicator, part, part_index);
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
    change.row = row_name(what_if->source->arena, indicator, part);
    *change_out = change;
    return change.is_found || (what_if->is_upwards && decimal_compare(change.points, indicator->computed) > 0);
}
