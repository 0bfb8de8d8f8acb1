#include "rule_set.h"

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
