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

static void check_bands(struct loading *loading, const struct rule_set *rules)
{
    const struct grade_band *lowest = rules->bands;
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        check_band(loading, rules, band);
        if (band->next != NULL) {
            check_neighbours(loading, band, band->next);
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

static struct place own_or(struct place own, struct place other)
{
    return own.line != 0 ? own : other;
}

void rule_set_check(struct loading *loading, const struct rule_set *rules, struct place place)
{
    check_years(loading, rules, own_or(rules->years_place, place));
    check_weights(loading, rules, own_or(rules->weights_place, place));
    check_bands(loading, rules);
    check_interval(loading, "达成", &rules->tiers[TIER_ACHIEVED]);
    check_interval(loading, "部分达成", &rules->tiers[TIER_PARTLY_ACHIEVED]);
    check_interval(loading, "未达成", &rules->tiers[TIER_NOT_ACHIEVED]);
    check_interval(loading, "时限未达", &rules->late);
    check_interval(loading, "指标值空白", &rules->blank_target);
}
