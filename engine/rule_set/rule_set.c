#include "rule_set.h"

#include "must.h"

bool rule_set_is_in_force(const struct rule_set *rules, int32_t year)
{
    bool has_begun = rules->from_year == 0 || year >= rules->from_year;
    bool has_ended = rules->until_year != 0 && year > rules->until_year;
    return year == 0 || (has_begun && !has_ended);
}

bool rule_set_is_ever_in_force(const struct rule_set *rules)
{
    return rules->from_year == 0 || rules->until_year == 0 || rules->from_year <= rules->until_year;
}

bool rule_set_covers(const struct rule_set *rules, const struct rule_set *other)
{
    bool begins_in_time = rules->from_year == 0 || (other->from_year != 0 && rules->from_year <= other->from_year);
    bool ends_in_time = rules->until_year == 0 || (other->until_year != 0 && rules->until_year >= other->until_year);
    return begins_in_time && ends_in_time;
}

const struct grade_band *rule_set_band(const struct rule_set *rules, struct decimal total)
{
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        if (decimal_compare(total, band->lower_bound) >= 0) {
            return band;
        }
    }
    return NULL;
}

const struct grade_band *rule_set_grade(const struct rule_set *rules, struct text grade)
{
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        if (text_equals(grade, band->grade)) {
            return band;
        }
    }
    return NULL;
}

bool veto_holds(const struct veto *veto, struct decimal upper, struct decimal lower)
{
    int order = decimal_compare_quotients(upper, lower, veto->bound, decimal_from_integer(1));
    switch (veto->comparison) {
    case COMPARISON_AT_LEAST:
        return order >= 0;
    case COMPARISON_ABOVE:
        return order > 0;
    case COMPARISON_AT_MOST:
        return order <= 0;
    case COMPARISON_BELOW:
        return order < 0;
    case COMPARISON_EQUAL:
        return order == 0;
    case COMPARISON_NONE:
        break;
    }
    must(false);
    return false;
}

size_t grade_rank(const struct rule_set *rules, const struct grade_band *grade)
{
    size_t rank = 0;
    for (const struct grade_band *band = rules->bands; band != NULL && band != grade; band = band->next) {
        rank++;
    }
    return rank;
}

const struct grade_band *grade_at(const struct rule_set *rules, size_t rank)
{
    const struct grade_band *band = rules->bands;
    while (band != NULL && rank-- > 0) {
        band = band->next;
    }
    return band;
}

size_t veto_rank(const struct rule_set *rules, const struct veto *veto, size_t rank)
{
    size_t named = grade_rank(rules, veto->grade);
    return veto->is_cap && rank > named ? rank : named;
}
