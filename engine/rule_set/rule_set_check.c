#include "rule_set_load.h"

#include <stdint.h>

static const struct text no_indicator;

static void check_years(struct loading *loading, const struct rule_set *rules, struct place place)
{
    bool is_closed = rules->from_year != 0 && rules->until_year != 0;
    if (is_closed && rules->from_year > rules->until_year) {
        finding_report(loading->findings, MESSAGE_rule_set_years, place, no_indicator,
                       COUNT_ARGUMENT((uint64_t)rules->from_year), COUNT_ARGUMENT((uint64_t)rules->until_year));
    }
}

static void check_weights(struct loading *loading, const struct rule_set *rules, struct place place)
{
    struct decimal sum = rules->execution_weight;
    for (const struct level_weight *level = rules->level_weights; level != NULL; level = level->next) {
        sum = decimal_add(sum, level->weight);
    }
    if (!decimal_is_in_range(sum)) {
        finding_report(loading->findings, MESSAGE_number_overflow, place, no_indicator, TEXT_ARGUMENT(TEXT("权重")));
    } else if (!decimal_equals(sum, rules->full_marks)) {
        finding_report(loading->findings, MESSAGE_rule_set_weights, place, no_indicator, DECIMAL_ARGUMENT(sum),
                       DECIMAL_ARGUMENT(rules->full_marks));
    }
}

static void check_band(struct loading *loading, const struct rule_set *rules, const struct grade_band *band)
{
    if (decimal_sign(band->lower_bound) < 0) {
        finding_report(loading->findings, MESSAGE_rule_set_band_below_zero, band->place, no_indicator,
                       TEXT_ARGUMENT(band->grade), DECIMAL_ARGUMENT(band->lower_bound));
    } else if (decimal_compare(band->lower_bound, rules->full_marks) > 0) {
        finding_report(loading->findings, MESSAGE_rule_set_band_unreachable, band->place, no_indicator,
                       TEXT_ARGUMENT(band->grade), DECIMAL_ARGUMENT(band->lower_bound),
                       DECIMAL_ARGUMENT(rules->full_marks));
    }
}

/* The grades of the official form, best first: one may not begin below another that is worse. SIZE_MAX for other words.
 */
static size_t official_rank(struct text grade)
{
    static const struct text grades[] = { { "优", 3 }, { "良", 3 }, { "中", 3 }, { "差", 3 } };
    for (size_t i = 0; i < sizeof(grades) / sizeof(grades[0]); i++) {
        if (text_equals(grades[i], grade)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Bands stand from best to worst, so that it is enough to look at neighbours. */
static void check_neighbours(struct loading *loading, const struct grade_band *upper, const struct grade_band *lower)
{
    int order = decimal_compare(upper->lower_bound, lower->lower_bound);
    bool is_inverted = official_rank(upper->grade) != SIZE_MAX && official_rank(lower->grade) != SIZE_MAX &&
                       official_rank(upper->grade) > official_rank(lower->grade);
    if (order == 0) {
        finding_report(loading->findings, MESSAGE_rule_set_band_overlap, lower->place, no_indicator,
                       TEXT_ARGUMENT(upper->grade), TEXT_ARGUMENT(lower->grade), DECIMAL_ARGUMENT(lower->lower_bound));
    } else if (order < 0 || is_inverted) {
        finding_report(loading->findings, MESSAGE_rule_set_band_order, lower->place, no_indicator,
                       TEXT_ARGUMENT(upper->grade), TEXT_ARGUMENT(lower->grade));
    }
}

/* Totals have two places: a band that begins and ends between two of them is nobody's. */
static void check_totals(struct loading *loading, const struct grade_band *upper, const struct grade_band *lower)
{
    enum { TOTAL_PLACES = 2 };
    const struct decimal least = { 1, TOTAL_PLACES };
    struct decimal total = decimal_truncated(lower->lower_bound, TOTAL_PLACES);
    if (decimal_compare(total, lower->lower_bound) < 0) {
        total = decimal_add(total, least);
    }
    if (decimal_compare(lower->lower_bound, upper->lower_bound) < 0 &&
        decimal_compare(total, upper->lower_bound) >= 0) {
        finding_report(loading->findings, MESSAGE_rule_set_band_without_totals, lower->place, no_indicator,
                       TEXT_ARGUMENT(lower->grade), DECIMAL_ARGUMENT(lower->lower_bound),
                       DECIMAL_ARGUMENT(upper->lower_bound), DECIMAL_ARGUMENT(total), TEXT_ARGUMENT(upper->grade));
    }
}

static void check_bands(struct loading *loading, const struct rule_set *rules)
{
    const struct grade_band *lowest = rules->bands;
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        check_band(loading, rules, band);
        if (band->next != NULL) {
            check_neighbours(loading, band, band->next);
            check_totals(loading, band, band->next);
        }
        if (decimal_compare(band->lower_bound, lowest->lower_bound) < 0) {
            lowest = band;
        }
    }
    if (lowest != NULL && decimal_sign(lowest->lower_bound) > 0) {
        finding_report(loading->findings, MESSAGE_rule_set_band_gap, lowest->place, no_indicator,
                       TEXT_ARGUMENT(lowest->grade), DECIMAL_ARGUMENT(lowest->lower_bound));
    }
}

static void check_interval(struct loading *loading, const char *part, const struct share_interval *shares)
{
    struct argument name = TEXT_ARGUMENT(text_of(part));
    struct argument low = DECIMAL_ARGUMENT(decimal_shifted(shares->low, 2));
    struct argument high = DECIMAL_ARGUMENT(decimal_shifted(shares->high, 2));
    bool is_in_range = decimal_sign(shares->low) >= 0 && decimal_compare(shares->high, decimal_from_integer(1)) <= 0;
    bool holds_value =
        decimal_compare(shares->low, shares->value) <= 0 && decimal_compare(shares->value, shares->high) <= 0;
    if (decimal_compare(shares->low, shares->high) > 0) {
        finding_report(loading->findings, MESSAGE_rule_set_interval_reversed, shares->place, no_indicator, name, low,
                       high);
    } else if (!is_in_range) {
        finding_report(loading->findings, MESSAGE_rule_set_interval_range, shares->place, no_indicator, name, low,
                       high);
    } else if (!holds_value) {
        finding_report(loading->findings, MESSAGE_rule_set_interval_value, shares->value_place, no_indicator, name,
                       DECIMAL_ARGUMENT(decimal_shifted(shares->value, 2)), low, high);
    }
}

static void check_execution(struct loading *loading, const struct rule_set *rules, struct place place)
{
    if (decimal_compare(rules->zero_budget_points, rules->execution_weight) > 0) {
        finding_report(loading->findings, MESSAGE_rule_set_zero_budget, place, no_indicator,
                       DECIMAL_ARGUMENT(rules->zero_budget_points), DECIMAL_ARGUMENT(rules->execution_weight));
    }
}

static void check_overachievement(struct loading *loading, const struct rule_set *rules, struct place place)
{
    if (decimal_compare(rules->overachievement_share, decimal_from_integer(1)) < 0) {
        finding_report(loading->findings, MESSAGE_rule_set_overachievement, place, no_indicator,
                       DECIMAL_ARGUMENT(decimal_shifted(rules->overachievement_share, 2)));
    }
}

static struct place own_or(struct place own, struct place other)
{
    return own.line != 0 ? own : other;
}

void rule_set_check(struct loading *loading, const struct rule_set *rules, struct place place)
{
    check_years(loading, rules, own_or(rules->years_place, place));
    check_weights(loading, rules, own_or(rules->weights_place, place));
    check_execution(loading, rules, own_or(rules->execution_place, place));
    check_overachievement(loading, rules, own_or(rules->quantitative_place, place));
    check_bands(loading, rules);
    check_interval(loading, "达成", &rules->tiers[TIER_ACHIEVED]);
    check_interval(loading, "部分达成", &rules->tiers[TIER_PARTLY_ACHIEVED]);
    check_interval(loading, "未达成", &rules->tiers[TIER_NOT_ACHIEVED]);
    check_interval(loading, "时限未达", &rules->late);
    check_interval(loading, "指标值空白", &rules->blank_target);
}
