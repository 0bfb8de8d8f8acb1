#include "path.h"
#include "trial.h"

/* Hundredths of a point between two scores of an interval, the nearer one first. */
struct tier_scores {
    const struct trial *trial;
    struct decimal nearest;
    struct decimal farthest;
    bool is_denied; /* looks for one that does not do */
};

static struct decimal score_at(const struct tier_scores *scores, uint128 step)
{
    enum { SCORE_PLACES = 2 };
    struct decimal moved = decimal_multiply((struct decimal){ 1, SCORE_PLACES }, (struct decimal){ (int128)step, 0 });
    bool is_rising = decimal_compare(scores->nearest, scores->farthest) <= 0;
    struct decimal score = is_rising ? decimal_add(scores->nearest, moved) : decimal_subtract(scores->nearest, moved);
    if (step > 0 && decimal_needed_places(score) > SCORE_PLACES) {
        struct decimal cut = decimal_truncated(score, SCORE_PLACES);
        score = is_rising ? cut : decimal_add(cut, (struct decimal){ 1, SCORE_PLACES });
    }
    int order = decimal_compare(score, scores->farthest);
    return is_rising == (order > 0) && order != 0 ? scores->farthest : score;
}

static struct path_place look_at_score(void *context, uint128 step)
{
    const struct tier_scores *scores = context;
    const struct trial *trial = scores->trial;
    bool is_rising = decimal_compare(scores->nearest, scores->farthest) <= 0;
    bool is_behind_end = step > 0 && decimal_equals(score_at(scores, step - 1), scores->farthest);
    struct decimal score = score_at(scores, step);
    int passed = what_if_bounds_passed(trial->what_if, &trial->what_if->execution, trial->indicator, score);
    return (struct path_place){
        .stretch = is_rising ? passed : -passed,
        .does = trial_outcome(trial, score).is_goal != scores->is_denied,
        .is_behind_end = is_behind_end,
    };
}

/* The tier that the achieved value is of; TIER_COUNT: none. */
static enum tier current_tier(const struct assessment *assessment)
{
    if (assessment->verdict == VERDICT_TIER) {
        return assessment->tier;
    }
    bool is_as_achieved = assessment->verdict == VERDICT_SAME_TEXT || assessment->verdict == VERDICT_ON_TIME;
    return is_as_achieved ? TIER_ACHIEVED : TIER_COUNT;
}

static void try_tier(struct trial *trial, enum tier tier)
{
    struct assessment *assessment = trial_assessment(trial);
    *assessment = trial->as_it_is;
    assessment->verdict = VERDICT_TIER;
    assessment->tier = tier;
    trial_score_again(trial);
}

/* Whether some score of the tier's interval reaches the goal: of another tier the one that asks for least, of the same
   tier the one nearest to the present score. */
static bool tier_does(struct trial *trial, enum tier tier, bool is_same, struct achieved_change *change)
{
    bool is_upwards = trial->what_if->is_upwards;
    try_tier(trial, tier);
    struct tier_scores scores = { .trial = trial };
    scores.nearest = is_upwards ? trial->score.low : trial->score.high;
    scores.farthest = is_upwards ? trial->score.high : trial->score.low;
    if (is_same) {
        scores.nearest = trial->indicator->computed;
    }
    struct path path = { &scores, look_at_score, is_same };
    uint128 step;
    if (!path_find(&path, &step)) {
        return false;
    }
    struct tier_scores denied = scores;
    denied.is_denied = true;
    struct path denied_path = { &denied, look_at_score, 0 };
    uint128 denied_step;
    change->is_certain = !path_find(&denied_path, &denied_step);
    change->tier = tier;
    change->low = trial->score.low;
    change->high = trial->score.high;
    trial_conclude(trial, change, score_at(&scores, step));
    return true;
}

/* Upwards from the worst tier that is no worse than the present one, downwards from the best that is no better. A date
   that is late can only be one that is not. */
void trial_find_tier(struct trial *trial, struct achieved_change *change)
{
    enum tier current = current_tier(&trial->as_it_is);
    bool is_late = trial->as_it_is.verdict == VERDICT_LATE;
    int first = current < TIER_COUNT ? (int)current : is_late ? TIER_ACHIEVED : TIER_NOT_ACHIEVED;
    int last = trial->what_if->is_upwards ? TIER_ACHIEVED : TIER_NOT_ACHIEVED;
    int direction = trial->what_if->is_upwards ? -1 : 1;
    bool is_open = trial->what_if->is_upwards || current < TIER_COUNT;
    change->is_tier = true;
    for (int tier = first; is_open && !change->is_found && tier != last + direction; tier += direction) {
        change->is_found = tier_does(trial, (enum tier)tier, tier == (int)current, change);
        change->keeps_tier = change->is_found && tier == (int)current;
    }
    if (!change->is_found) {
        try_tier(trial, TIER_ACHIEVED);
        trial_conclude(trial, change, decimal_greatest(trial->score.high, trial->indicator->computed));
    }
}
