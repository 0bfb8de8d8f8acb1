#include "difference.h"

#include "catalogue.h"

/* ---- two judgements ---- */

static bool are_same_intervals(const struct indicator_score *a, const struct indicator_score *b)
{
    return decimal_equals(a->low, b->low) && decimal_equals(a->high, b->high);
}

static bool are_same_grades(const struct grade_band *a, const struct grade_band *b)
{
    return a == b || (a != NULL && b != NULL && text_equals(a->grade, b->grade));
}

static bool have_same_possible_grades(const struct grade_result *a, const struct grade_result *b)
{
    if (a->possible_count != b->possible_count) {
        return false;
    }
    for (size_t i = 0; i < a->possible_count; i++) {
        if (!are_same_grades(a->possible[i], b->possible[i])) {
            return false;
        }
    }
    return true;
}

static unsigned compare_scores(const struct project_score *a, const struct project_score *b)
{
    bool is_score = !decimal_equals(a->total, b->total) || !decimal_equals(a->execution.score, b->execution.score);
    bool is_interval = !decimal_equals(a->total_low, b->total_low) || !decimal_equals(a->total_high, b->total_high);
    for (size_t i = 0; i < a->indicator_count; i++) {
        is_score |= !decimal_equals(a->indicators[i].computed, b->indicators[i].computed);
        is_interval |= !are_same_intervals(&a->indicators[i], &b->indicators[i]);
    }
    return (is_score ? change_bit(CHANGE_SCORE) : 0) | (is_interval ? change_bit(CHANGE_INTERVAL) : 0);
}

static unsigned compare_grades(const struct grade_result *a, const struct grade_result *b)
{
    return (are_same_grades(a->computed, b->computed) ? 0 : change_bit(CHANGE_GRADE)) |
           (have_same_possible_grades(a, b) ? 0 : change_bit(CHANGE_POSSIBLE));
}

/* As a list of findings is sorted. */
static int compare_findings(const struct finding *a, const struct finding *b)
{
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    if (a->place.column != b->place.column) {
        return a->place.column < b->place.column ? -1 : 1;
    }
    return text_compare(finding_code_text(message_code(a->message)), finding_code_text(message_code(b->message)));
}

const struct finding *finding_change_next(struct finding_changes *changes, bool *is_new_out)
{
    while (changes->before != NULL || changes->after != NULL) {
        int order = changes->before == NULL  ? 1
                    : changes->after == NULL ? -1
                                             : compare_findings(changes->before, changes->after);
        const struct finding *found = order <= 0 ? changes->before : changes->after;
        changes->before = order <= 0 ? changes->before->next : changes->before;
        changes->after = order >= 0 ? changes->after->next : changes->after;
        if (order != 0) {
            *is_new_out = order > 0;
            return found;
        }
    }
    return NULL;
}

unsigned judgements_compare(const struct judgement *before, const struct judgement *after)
{
    struct finding_changes findings = { before->findings->first, after->findings->first };
    bool is_new = false;
    bool has_finding = finding_change_next(&findings, &is_new) != NULL;
    return compare_scores(before->score, after->score) | compare_grades(&before->score->grade, &after->score->grade) |
           (has_finding ? change_bit(CHANGE_FINDINGS) : 0);
}

/* ---- which parts ---- */

struct search {
    struct rule_set_mixer *mixer;
    const struct trial_of_rules *trial;
    struct difference *difference;
    unsigned open; /* changes without a cause so far */
};

static size_t bits_in(unsigned bits)
{
    size_t count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

static void note_cause(struct cause *cause, unsigned parts, size_t part_count)
{
    if (part_count == 1) {
        cause->alone |= parts;
    } else if (cause->together_count < CAUSE_MOST_SETS) {
        cause->together[cause->together_count++] = parts;
    }
}

/* Tries each set of `part_count` parts. Answers which of the open changes one of them makes. */
static unsigned try_sets_of(struct search *search, size_t part_count)
{
    unsigned found = 0;
    unsigned differing = search->mixer->differing;
    for (unsigned parts = 1; parts < RULE_SET_MIXES; parts++) {
        bool is_set = (parts & ~differing) == 0 && bits_in(parts) == part_count;
        const struct rule_set *mix = is_set ? rule_set_mixed(search->mixer, parts) : NULL;
        if (mix == NULL) {
            continue;
        }
        unsigned made =
            parts == differing ? search->difference->changes : search->trial->compare(search->trial->context, mix);
        made &= search->open;
        for (size_t change = 0; change < CHANGE_COUNT; change++) {
            if ((made & change_bit((enum change)change)) != 0) {
                note_cause(&search->difference->causes[change], parts, part_count);
            }
        }
        found |= made;
    }
    return found;
}

void difference_find(struct rule_set_mixer *mixer, const struct judgement *before, const struct judgement *after,
                     const struct trial_of_rules *trial, struct difference *difference_out)
{
    *difference_out = (struct difference){ .changes = judgements_compare(before, after) };
    struct search search = { mixer, trial, difference_out, difference_out->changes };
    size_t differing = bits_in(mixer->differing);
    /* All of them together make every change, so that this ends with no change left open. */
    for (size_t part_count = 1; part_count <= differing && search.open != 0; part_count++) {
        search.open &= ~try_sets_of(&search, part_count);
    }
}
