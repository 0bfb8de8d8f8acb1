#include "fit_parts.h"

/* Which 区间 an indicator's score comes from. Answers false where from none: its interval is a quotient, or does not
   depend on the rule set. The score of 分项 comes from several, and is left out. */
static bool share_of(const struct assessment *assessment, enum fitted_share *share_out)
{
    static const enum fitted_share tiers[TIER_COUNT] = {
        [TIER_ACHIEVED] = FITTED_ACHIEVED,
        [TIER_PARTLY_ACHIEVED] = FITTED_PARTLY_ACHIEVED,
        [TIER_NOT_ACHIEVED] = FITTED_NOT_ACHIEVED,
    };
    switch (assessment->verdict) {
    case VERDICT_TIER:
        *share_out = tiers[assessment->tier];
        return true;
    case VERDICT_SAME_TEXT:
    case VERDICT_ON_TIME:
        *share_out = FITTED_ACHIEVED;
        return true;
    case VERDICT_LATE:
        *share_out = FITTED_LATE;
        return true;
    case VERDICT_TARGET_BLANK:
        *share_out = FITTED_BLANK_TARGET;
        return true;
    case VERDICT_MET:
    case VERDICT_MISSED:
    case VERDICT_ACHIEVED_BLANK:
    case VERDICT_UNVERIFIABLE:
    case VERDICT_PARTS:
        break;
    }
    return false;
}

static void fit_share(struct fitted_shares *shares, const struct fitting *fitting, const struct indicator *indicator)
{
    struct decimal weight = indicator->weight.value;
    struct decimal points = indicator->declared_score.value;
    if (decimal_sign(weight) < 0) { /* which has its finding; a share of it is one all the same */
        weight = decimal_subtract(decimal_from_integer(0), weight);
        points = decimal_subtract(decimal_from_integer(0), points);
    }
    bool is_share = decimal_sign(points) >= 0 && decimal_compare(points, weight) <= 0;
    shares->unreproduced += !is_share;
    if (is_share && !decimal_is_zero(weight)) {
        const struct quotient_of_decimals share = { points, weight };
        struct declared_result result = result_of_indicator(fitting, indicator);
        struct keeping keeping = keeping_of(fitting);
        fitted_shares_add(shares, share, &result, &keeping);
    }
}

void fit_shares(struct fit *fit, const struct fitting *fitting, const struct project_score *score)
{
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        enum fitted_share share;
        bool has_parts = indicator->indicator->part_count > 0;
        if (!has_parts && indicator->indicator->declared_score.is_given && share_of(&indicator->assessment, &share)) {
            fit_share(&fit->shares[share], fitting, indicator->indicator);
        }
    }
}
