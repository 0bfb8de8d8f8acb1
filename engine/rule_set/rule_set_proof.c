#include "rule_set_proof.h"

static const struct text no_indicator;

/* What is proved here does no harm to a score, but it is hardly what the author meant: each finding names a share or a
   rate at which it shows. */

static struct decimal nothing(void)
{
    return decimal_from_integer(0);
}

static struct decimal whole(void)
{
    return decimal_from_integer(1);
}

static struct argument per_cent(struct decimal share)
{
    struct argument argument = DECIMAL_ARGUMENT(decimal_shifted(share, 2));
    return argument;
}

static struct decimal middle(struct decimal a, struct decimal b)
{
    return decimal_multiply(decimal_add(a, b), (struct decimal){ 5, 1 });
}

/* ---- tiers ---- */

static const struct text tier_names[TIER_COUNT] = {
    [TIER_ACHIEVED] = { "达成", sizeof("达成") - 1 },
    [TIER_PARTLY_ACHIEVED] = { "部分达成", sizeof("部分达成") - 1 },
    [TIER_NOT_ACHIEVED] = { "未达成", sizeof("未达成") - 1 },
};

static void prove_neighbouring_tiers(struct loading *loading, const struct rule_set *rules, enum tier upper)
{
    enum tier lower = (enum tier)(upper + 1);
    const struct share_interval *above = &rules->tiers[upper];
    const struct share_interval *below = &rules->tiers[lower];
    struct argument upper_name = TEXT_ARGUMENT(tier_names[upper]);
    struct argument lower_name = TEXT_ARGUMENT(tier_names[lower]);
    bool is_inverted = decimal_compare(above->low, below->low) < 0 || decimal_compare(above->high, below->high) < 0;
    if (is_inverted) {
        struct decimal witness = decimal_compare(above->high, below->high) < 0 ? below->high : above->low;
        finding_report(loading->findings, MESSAGE_rule_set_tier_order, above->place, no_indicator, upper_name,
                       lower_name, per_cent(witness));
    } else if (decimal_compare(below->high, above->low) > 0) {
        finding_report(loading->findings, MESSAGE_rule_set_tier_overlap, above->place, no_indicator, upper_name,
                       lower_name, per_cent(middle(above->low, below->high)));
    } else if (decimal_compare(below->high, above->low) < 0) {
        finding_report(loading->findings, MESSAGE_rule_set_tier_gap, above->place, no_indicator, upper_name, lower_name,
                       per_cent(below->high), per_cent(above->low), per_cent(middle(below->high, above->low)));
    }
}

static void prove_tiers(struct loading *loading, const struct rule_set *rules)
{
    const struct share_interval *best = &rules->tiers[TIER_ACHIEVED];
    const struct share_interval *worst = &rules->tiers[TIER_NOT_ACHIEVED];
    if (decimal_compare(best->high, whole()) < 0) {
        finding_report(loading->findings, MESSAGE_rule_set_tier_never_full, best->place, no_indicator,
                       TEXT_ARGUMENT(tier_names[TIER_ACHIEVED]), per_cent(best->high));
    }
    for (enum tier tier = TIER_ACHIEVED; tier < TIER_NOT_ACHIEVED; tier = (enum tier)(tier + 1)) {
        prove_neighbouring_tiers(loading, rules, tier);
    }
    if (decimal_sign(worst->low) > 0) {
        finding_report(loading->findings, MESSAGE_rule_set_tier_never_zero, worst->place, no_indicator,
                       TEXT_ARGUMENT(tier_names[TIER_NOT_ACHIEVED]), per_cent(worst->low));
    }
}

/* ---- vetoes ---- */

/* The vetoes on one subject, in order, and the shares at which the subject is tried: every bound, a share between each
   two, and what lies beyond. Between two bounds nothing changes, so that these stand for all shares there are.

   Other subjects are left aside: there is a share of them at which their vetoes do not hold, and where one of them
   always holds it has a finding itself. */
struct trial {
    const struct rule_set *rules;
    struct text subject;
    const struct veto *vetoes[RULE_SET_MOST_VETOES];
    bool is_idle[RULE_SET_MOST_VETOES]; /* found to be: the others are tried without it */
    size_t veto_count;
    struct decimal shares[2 * RULE_SET_MOST_VETOES + 3];
    size_t share_count;
};

static bool have_one_subject(const struct veto *a, const struct veto *b)
{
    return a->is_on_execution_rate == b->is_on_execution_rate && text_equals(a->level, b->level);
}

static void add_share(struct trial *trial, struct decimal share)
{
    size_t i = trial->share_count;
    while (i > 0 && decimal_compare(trial->shares[i - 1], share) > 0) {
        i--;
    }
    if (i > 0 && decimal_equals(trial->shares[i - 1], share)) {
        return;
    }
    for (size_t j = trial->share_count; j > i; j--) {
        trial->shares[j] = trial->shares[j - 1];
    }
    trial->shares[i] = share;
    trial->share_count++;
}

/* A level's points are at most its weight; more than the budget may be spent. */
static void choose_shares(struct trial *trial, bool is_on_execution_rate)
{
    struct decimal bounds[RULE_SET_MOST_VETOES + 2];
    struct decimal most = whole();
    add_share(trial, nothing());
    add_share(trial, whole());
    for (size_t i = 0; i < trial->veto_count; i++) {
        struct decimal bound = trial->vetoes[i]->bound;
        bool is_possible = decimal_sign(bound) >= 0 && (is_on_execution_rate || decimal_compare(bound, whole()) <= 0);
        if (is_possible) {
            add_share(trial, bound);
            most = decimal_greatest(most, bound);
        }
    }
    size_t bound_count = trial->share_count;
    for (size_t i = 0; i < bound_count; i++) {
        bounds[i] = trial->shares[i];
    }
    for (size_t i = 0; i + 1 < bound_count; i++) {
        add_share(trial, middle(bounds[i], bounds[i + 1]));
    }
    if (is_on_execution_rate) {
        add_share(trial, decimal_add(most, (struct decimal){ 1, 1 }));
    }
}

static void begin_trial(struct trial *trial, const struct rule_set *rules, const struct veto *first)
{
    trial->rules = rules;
    trial->subject = first->is_on_execution_rate ? TEXT("执行率") : first->level;
    trial->veto_count = 0;
    trial->share_count = 0;
    for (const struct veto *veto = first; veto != NULL; veto = veto->next) {
        if (have_one_subject(veto, first)) {
            trial->is_idle[trial->veto_count] = false;
            trial->vetoes[trial->veto_count++] = veto;
        }
    }
    choose_shares(trial, first->is_on_execution_rate);
}

/* What becomes of a grade, where the vetoes at `without` and `without_too` are left out; SIZE_MAX leaves out none. */
static size_t rank_after(const struct trial *trial, struct decimal share, size_t rank, size_t without,
                         size_t without_too)
{
    for (size_t i = 0; i < trial->veto_count; i++) {
        const struct veto *veto = trial->vetoes[i];
        bool counts = i != without && i != without_too && !trial->is_idle[i];
        if (counts && veto_holds(veto, share, whole())) {
            rank = veto_rank(trial->rules, veto, rank);
        }
    }
    return rank;
}

/* Whether the veto makes a difference to any grade at any share, where `hidden_by` is left out. */
static bool matters(const struct trial *trial, size_t index, size_t hidden_by)
{
    for (size_t i = 0; i < trial->share_count; i++) {
        struct decimal share = trial->shares[i];
        size_t rank = 0;
        for (const struct grade_band *band = trial->rules->bands; band != NULL; band = band->next, rank++) {
            if (veto_holds(trial->vetoes[index], share, whole()) &&
                rank_after(trial, share, rank, hidden_by, SIZE_MAX) !=
                    rank_after(trial, share, rank, hidden_by, index)) {
                return true;
            }
        }
    }
    return false;
}

/* How many of the shares it holds at, and the first of them at which `other` holds too, or else the first. */
static size_t count_holding(const struct trial *trial, const struct veto *veto, const struct veto *other,
                            struct decimal *witness_out)
{
    size_t count = 0;
    bool has_both = false;
    for (size_t i = 0; i < trial->share_count; i++) {
        if (veto_holds(veto, trial->shares[i], whole())) {
            bool is_both = other != NULL && veto_holds(other, trial->shares[i], whole());
            if (count == 0 || (is_both && !has_both)) {
                *witness_out = trial->shares[i];
            }
            has_both |= is_both;
            count++;
        }
    }
    return count;
}

/* The veto without which this one would matter; where it takes several, one that holds when this one does. */
static const struct veto *find_hider(const struct trial *trial, size_t index)
{
    const struct veto *other = NULL;
    for (size_t i = trial->veto_count; i-- > 0;) {
        bool is_candidate = i != index && !trial->is_idle[i];
        if (is_candidate && matters(trial, index, i)) {
            return trial->vetoes[i];
        }
        struct decimal witness = nothing();
        bool overlaps = is_candidate && count_holding(trial, trial->vetoes[index], trial->vetoes[i], &witness) > 0 &&
                        veto_holds(trial->vetoes[i], witness, whole());
        other = overlaps ? trial->vetoes[i] : other;
    }
    return other;
}

static void report_idle(struct loading *loading, const struct trial *trial, size_t index)
{
    const struct veto *veto = trial->vetoes[index];
    const struct veto *hider = find_hider(trial, index);
    struct argument title = TEXT_ARGUMENT(veto->title);
    struct argument subject = TEXT_ARGUMENT(trial->subject);
    struct decimal witness = nothing();
    if (count_holding(trial, veto, hider, &witness) == 0) {
        bool is_below = decimal_sign(veto->bound) <= 0;
        finding_report(loading->findings,
                       is_below ? MESSAGE_rule_set_veto_never_below : MESSAGE_rule_set_veto_never_above, veto->place,
                       no_indicator, title, subject);
    } else if (hider == NULL) {
        finding_report(loading->findings, MESSAGE_rule_set_veto_without_effect, veto->place, no_indicator, title,
                       TEXT_ARGUMENT(veto->grade->grade), subject, per_cent(witness));
    } else {
        finding_report(loading->findings, MESSAGE_rule_set_veto_hidden, veto->place, no_indicator, title,
                       TEXT_ARGUMENT(hider->title), subject, per_cent(witness));
    }
}

/* From the last to the first: of two that are alike it is the later one that is too many, and of one that a later one
   overrules it is the earlier. */
static void prove_vetoes_on_subject(struct loading *loading, struct trial *trial)
{
    for (size_t i = trial->veto_count; i-- > 0;) {
        const struct veto *veto = trial->vetoes[i];
        struct decimal witness = nothing();
        if (!matters(trial, i, SIZE_MAX)) {
            report_idle(loading, trial, i);
            trial->is_idle[i] = true;
        } else if (count_holding(trial, veto, NULL, &witness) == trial->share_count) {
            finding_report(loading->findings, MESSAGE_rule_set_veto_always, veto->place, no_indicator,
                           TEXT_ARGUMENT(veto->title), TEXT_ARGUMENT(trial->subject), TEXT_ARGUMENT(veto->grade->grade),
                           per_cent(whole()));
        }
    }
}

static void prove_vetoes(struct loading *loading, const struct rule_set *rules)
{
    struct trial trial;
    for (const struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        const struct veto *first = rules->vetoes;
        while (!have_one_subject(first, veto)) {
            first = first->next;
        }
        if (first == veto) {
            begin_trial(&trial, rules, veto);
            prove_vetoes_on_subject(loading, &trial);
        }
    }
}

void rule_set_prove(struct loading *loading, const struct rule_set *rules)
{
    prove_tiers(loading, rules);
    prove_vetoes(loading, rules);
}
