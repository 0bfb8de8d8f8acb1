#include "possible.h"

/* A veto on a level holds for some of the scores that the level may have and not for others, and the level's score
   moves the total with it. So the scores of every vetoed level are cut where one of its vetoes begins or ceases to
   hold; within a stretch between two cuts all vetoes are decided, and the total has an interval. */

enum { TOTAL_PLACES = 2 };

/* Scores of a level, in points. */
struct stretch {
    struct decimal low;
    struct decimal high;
    struct decimal sample; /* one of them, at which the vetoes are asked */
};

struct vetoed_level {
    struct text name;
    struct decimal weight;
    struct stretch *stretches;
    size_t stretch_count;
};

/* A veto as the search needs it, worked out once. */
struct ready_veto {
    const struct veto *veto;
    size_t rank;  /* that it names */
    size_t level; /* that it is on; level_count where it is on none */
    bool holds;   /* where it is on the execution rate */
};

struct search {
    const struct rule_set *rules;
    struct ready_veto *vetoes;
    size_t veto_count;
    struct project_score *score;
    struct vetoed_level *levels;
    size_t level_count;
    struct decimal *samples; /* of each level, while stretches are combined */
    bool *is_possible;       /* by rank */
};

bool execution_veto_holds(const struct veto *veto, const struct execution_score *execution)
{
    return execution->has_rate ? veto_holds(veto, execution->executed, execution->budget)
                               : veto_holds(veto, decimal_from_integer(0), decimal_from_integer(1));
}

/* ---- levels and their stretches ---- */

static struct vetoed_level *level_find(const struct search *search, struct text name)
{
    for (size_t i = 0; i < search->level_count; i++) {
        if (text_equals(search->levels[i].name, name)) {
            return &search->levels[i];
        }
    }
    return NULL;
}

/* What the level's indicators can score together. */
static struct stretch level_scores(const struct project_score *score, struct text name, struct decimal *weight_out)
{
    struct stretch all = { decimal_from_integer(0), decimal_from_integer(0), decimal_from_integer(0) };
    *weight_out = decimal_from_integer(0);
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        if (text_equals(indicator->indicator->level1, name)) {
            all.low = decimal_add(all.low, indicator->low);
            all.high = decimal_add(all.high, indicator->high);
            *weight_out = decimal_add(*weight_out, indicator->indicator->weight.value);
        }
    }
    all.sample = all.low;
    return all;
}

static struct decimal middle(struct decimal low, struct decimal high)
{
    return decimal_multiply(decimal_add(low, high), decimal_from_per_cent(50));
}

/* Cuts the stretch that holds `at` into what lies below it, the point itself, and what lies above. */
static void cut(struct vetoed_level *level, struct decimal at)
{
    for (size_t i = 0; i < level->stretch_count; i++) {
        struct stretch whole = level->stretches[i];
        if (decimal_compare(whole.low, whole.high) == 0 || decimal_compare(at, whole.low) < 0 ||
            decimal_compare(at, whole.high) > 0) {
            continue;
        }
        level->stretches[i] = (struct stretch){ at, at, at };
        if (decimal_compare(whole.low, at) < 0) {
            level->stretches[level->stretch_count++] = (struct stretch){ whole.low, at, middle(whole.low, at) };
        }
        if (decimal_compare(at, whole.high) < 0) {
            level->stretches[level->stretch_count++] = (struct stretch){ at, whole.high, middle(at, whole.high) };
        }
        return;
    }
}

static void level_add(struct search *search, struct arena *arena, const struct veto *first)
{
    size_t veto_count = 0;
    for (const struct veto *veto = search->rules->vetoes; veto != NULL; veto = veto->next) {
        veto_count += !veto->is_on_execution_rate && text_equals(veto->level, first->level);
    }
    struct vetoed_level *level = &search->levels[search->level_count];
    level->name = first->level;
    level->stretches = ARENA_ARRAY(arena, struct stretch, 3 + 2 * (veto_count + 2));
    level->stretches[0] = level_scores(search->score, first->level, &level->weight);
    level->stretch_count = 1;
    if (decimal_sign(level->weight) <= 0) {
        return;
    }
    search->level_count++;
    struct stretch all = level->stretches[0];
    /* The ends are points: = may hold at one of them alone. */
    cut(level, all.low);
    cut(level, all.high);
    for (const struct veto *veto = first; veto != NULL; veto = veto->next) {
        if (!veto->is_on_execution_rate && text_equals(veto->level, first->level)) {
            struct decimal at = decimal_multiply(veto->bound, level->weight);
            if (decimal_is_in_range(at)) {
                cut(level, at);
            }
        }
    }
}

/* ---- stretches combined ---- */

static bool holds_at(const struct search *search, const struct ready_veto *ready)
{
    return ready->level < search->level_count
               ? veto_holds(ready->veto, search->samples[ready->level], search->levels[ready->level].weight)
               : ready->holds;
}

/* A total that only comes near `high` from below rounds down where that lies half way. */
static struct decimal rounded_end(struct decimal high, bool is_open)
{
    struct decimal rounded = decimal_rounded_half_up(high, TOTAL_PLACES);
    if (!is_open) {
        return rounded;
    }
    struct decimal cent = decimal_shifted(decimal_from_integer(1), -(int)TOTAL_PLACES);
    struct decimal half = decimal_multiply(cent, decimal_from_per_cent(50));
    bool is_half_way = decimal_equals(decimal_subtract(rounded, high), half);
    return is_half_way ? decimal_subtract(rounded, cent) : rounded;
}

/* Whether the interval of a total touches a band. `better` is the next band above; NULL where there is none. */
static bool touches(struct decimal low, struct decimal high, const struct grade_band *band,
                    const struct grade_band *better)
{
    return decimal_compare(high, band->lower_bound) >= 0 &&
           (better == NULL || decimal_compare(low, better->lower_bound) < 0);
}

/* Every band that the interval touches, after the vetoes that hold at the samples. */
static void mark_grades(const struct search *search, struct decimal low, struct decimal high, bool is_open)
{
    const struct grade_band *better = NULL;
    size_t rank = 0;
    low = decimal_rounded_half_up(low, TOTAL_PLACES);
    high = rounded_end(high, is_open);
    for (const struct grade_band *band = search->rules->bands; band != NULL; better = band, band = band->next) {
        size_t vetoed = rank++;
        if (!touches(low, high, band, better)) {
            continue;
        }
        for (size_t i = 0; i < search->veto_count; i++) {
            const struct ready_veto *ready = &search->vetoes[i];
            if (holds_at(search, ready)) {
                vetoed = ready->veto->is_cap && vetoed > ready->rank ? vetoed : ready->rank;
            }
        }
        search->is_possible[vetoed] = true;
    }
}

/* Counts through the stretches of all levels like an odometer. */
static bool turn(const struct search *search, size_t *chosen)
{
    for (size_t i = 0; i < search->level_count; i++) {
        if (++chosen[i] < search->levels[i].stretch_count) {
            return true;
        }
        chosen[i] = 0;
    }
    return false;
}

/* What the execution score and the levels without vetoes can add up to. */
static void add_rest(const struct search *search, struct decimal *low_out, struct decimal *high_out)
{
    const struct project_score *score = search->score;
    *low_out = score->execution.score;
    *high_out = score->execution.score;
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        if (level_find(search, indicator->indicator->level1) == NULL) {
            *low_out = decimal_add(*low_out, indicator->low);
            *high_out = decimal_add(*high_out, indicator->high);
        }
    }
}

static void mark_all(const struct search *search, struct arena *arena)
{
    struct decimal rest_low;
    struct decimal rest_high;
    add_rest(search, &rest_low, &rest_high);
    size_t *chosen = ARENA_ARRAY(arena, size_t, search->level_count + 1);
    do {
        struct decimal low = rest_low;
        struct decimal high = rest_high;
        bool is_open = false;
        for (size_t i = 0; i < search->level_count; i++) {
            const struct stretch *stretch = &search->levels[i].stretches[chosen[i]];
            low = decimal_add(low, stretch->low);
            high = decimal_add(high, stretch->high);
            search->samples[i] = stretch->sample;
            is_open |= decimal_compare(stretch->low, stretch->high) != 0;
        }
        mark_grades(search, low, high, is_open);
    } while (turn(search, chosen));
}

static void vetoes_ready(struct search *search, struct arena *arena)
{
    search->vetoes = ARENA_ARRAY(arena, struct ready_veto, search->veto_count);
    struct ready_veto *ready = search->vetoes;
    for (const struct veto *veto = search->rules->vetoes; veto != NULL; veto = veto->next, ready++) {
        ready->veto = veto;
        ready->rank = grade_rank(search->rules, veto->grade);
        ready->level = search->level_count;
        if (veto->is_on_execution_rate) {
            ready->holds = execution_veto_holds(veto, &search->score->execution);
            continue;
        }
        const struct vetoed_level *level = level_find(search, veto->level);
        ready->level = level == NULL ? search->level_count : (size_t)(level - search->levels);
    }
}

static void add_possible(struct grade_result *grade, const struct grade_band *band)
{
    grade->possible[grade->possible_count++] = band;
}

static void find_with_vetoes(struct arena *arena, const struct rule_set *rules, struct project_score *score,
                             size_t grade_count)
{
    struct search search = { .rules = rules, .score = score };
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        search.veto_count++;
    }
    search.levels = ARENA_ARRAY(arena, struct vetoed_level, search.veto_count + 1);
    search.samples = ARENA_ARRAY(arena, struct decimal, search.veto_count + 1);
    search.is_possible = ARENA_ARRAY(arena, bool, grade_count);
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        if (!veto->is_on_execution_rate && level_find(&search, veto->level) == NULL) {
            level_add(&search, arena, veto);
        }
    }
    vetoes_ready(&search, arena);
    if (search.level_count == 0) {
        /* Nothing moves with a veto: the interval of the total is the only one. */
        mark_grades(&search, score->total_low, score->total_high, false);
    } else {
        mark_all(&search, arena);
    }
    for (size_t rank = 0; rank < grade_count; rank++) {
        if (search.is_possible[rank]) {
            add_possible(&score->grade, grade_at(rules, rank));
        }
    }
}

void find_possible_grades(struct arena *arena, const struct rule_set *rules, struct project_score *score)
{
    size_t grade_count = grade_rank(rules, NULL);
    score->grade.possible = ARENA_ARRAY(arena, const struct grade_band *, grade_count);
    if (rules->vetoes != NULL) {
        find_with_vetoes(arena, rules, score, grade_count);
        return;
    }
    const struct grade_band *better = NULL;
    for (const struct grade_band *band = rules->bands; band != NULL; better = band, band = band->next) {
        if (touches(score->total_low, score->total_high, band, better)) {
            add_possible(&score->grade, band);
        }
    }
}
