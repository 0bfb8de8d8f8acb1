#include "corpus_indicator.h"
#include "corpus_words.h"

/* The sign of a target stands before or after its number. */
struct sign {
    const char *before;
    const char *between;
    const char *after;
};

static const struct sign least_signs[] = {
    { "≥", "", "" },      { "≥", "", "" },      { "≥", "", "" },    { "≥", "", "" },   { "≥", "", "" },
    { "≥", "", "" },      { "≥", "", "" },      { "≥", "", "" },    { "", "", "" },    { "", "", "" },
    { "不少于", "", "" }, { "不低于", "", "" }, { "", "", "以上" }, { "≥ ", " ", "" }, { "=", "", "" },
    { "至少", "", "" },   { ">=", "", "" },     { "≧", "", "" },    { "＝", "", "" },  { "达到", "", "" },
};
static const struct sign most_signs[] = {
    { "≤", "", "" },          { "≤", "", "" },      { "≤", "", "" },    { "≤", "", "" },  { "≤", "", "" },
    { "控制在", "", "以内" }, { "不超过", "", "" }, { "", "", "以内" }, { "<=", "", "" }, { "不高于", "", "" },
};

static struct short_text target_of(const struct sign *sign, struct short_text number, const char *unit)
{
    return TEXT_OF(sign->before, number.bytes, sign->between, unit, sign->after);
}

/* As people write what was achieved: often with the sign of the target. */
static struct short_text achieved_of(struct chance *chance, struct short_text number, const char *unit,
                                     const char *sign)
{
    static const char *const characters[] = { "〇", "一", "两", "三", "四", "五", "六", "七", "八", "九" };
    int64_t manner = chance_between(chance, 0, 99);
    if (manner < 10 && number.bytes[1] == '\0') {
        return TEXT_OF(characters[number.bytes[0] - '0'], unit);
    }
    if (manner < 20) {
        return TEXT_OF(sign, number.bytes, unit);
    }
    if (manner < 26) {
        return number;
    }
    if (manner < 28) {
        return TEXT_OF("约", number.bytes, unit);
    }
    return TEXT_OF(number.bytes, unit);
}

static void declare(struct indicator *indicator, int64_t score)
{
    indicator->declared = score;
    indicator->computed = score;
}

/* What was achieved of a target of at least so much; missed now and then, and scored in proportion. */
static int64_t least_achieve(struct chance *chance, struct circumstances circumstances, struct indicator *indicator,
                             int64_t target)
{
    if (target >= 10 && chance_is(chance, circumstances.missed_per_mille)) {
        int64_t achieved = target * chance_between(chance, 20, 98) / 100;
        declare(indicator, quotient_rounded(indicator->weight * achieved, target));
        return achieved;
    }
    return chance_is(chance, 350) ? target : quotient_rounded(target * chance_between(chance, 100, 127), 100);
}

static void count_make(struct chance *chance, struct circumstances circumstances, struct indicator *indicator)
{
    const char *unit = CHANCE_OF(chance, units);
    int64_t target = chance_is(chance, 500) ? chance_between(chance, 1, 30) : 10 * chance_between(chance, 3, 400);
    int64_t achieved = least_achieve(chance, circumstances, indicator, target);
    struct short_text number = chance_is(chance, 200) ? text_of_thousands(target) : text_of_number(target);
    indicator->target = target_of(&CHANCE_OF(chance, least_signs), number, unit);
    indicator->achieved = achieved_of(chance, text_of_number(achieved), unit, "≥");
}

/* In tenths of a per cent, at most all. */
static void rate_make(struct chance *chance, struct circumstances circumstances, struct indicator *indicator)
{
    static const int64_t rates[] = { 800, 850, 900, 900, 950, 950, 980, 1000 };
    int64_t target = CHANCE_OF(chance, rates);
    int64_t achieved = least_achieve(chance, circumstances, indicator, target);
    achieved = achieved < 1000 ? achieved : 1000;
    struct short_text number = text_of_decimal(target, 1, false);
    indicator->target = target < 1000 && chance_is(chance, 30)
                            ? TEXT_OF(number.bytes, "%-100%")
                            : target_of(&CHANCE_OF(chance, least_signs), number, chance_is(chance, 30) ? "％" : "%");
    indicator->achieved = achieved_of(chance, text_of_decimal(achieved, 1, chance_is(chance, 100)), "%", "≥");
}

/* In tenths of 万元: met, or exceeded and scored by the inverse ratio. */
static void cost_make(struct chance *chance, struct circumstances circumstances, struct indicator *indicator)
{
    bool is_amount = chance_is(chance, 500);
    const char *unit = is_amount ? "万元" : CHANCE_OF(chance, rates_of_cost);
    int64_t target = is_amount ? chance_between(chance, 50, 9000) : 100 * chance_between(chance, 10, 300);
    int64_t achieved = target * chance_between(chance, 80, 100) / 100;
    if (chance_is(chance, circumstances.missed_per_mille)) {
        achieved = target + target * chance_between(chance, 2, 30) / 100;
        declare(indicator,
                achieved == target ? indicator->weight : quotient_rounded(indicator->weight * target, achieved));
    }
    indicator->target = target_of(&CHANCE_OF(chance, most_signs), text_of_decimal(target, 1, false), unit);
    struct short_text number = text_of_decimal(achieved, 1, false);
    if (!is_amount) {
        indicator->achieved = achieved_of(chance, number, unit, "≤");
    } else if (chance_is(chance, 150)) {
        indicator->achieved = TEXT_OF(text_of_thousands(achieved).bytes, ",000元");
    } else {
        /* Never without its unit: it would be in doubt whether 万 is left out too. */
        indicator->achieved = TEXT_OF(number.bytes, unit);
    }
}

static void words_make(struct chance *chance, struct circumstances circumstances, struct indicator *indicator)
{
    if (!chance_is(chance, circumstances.missed_per_mille)) {
        indicator->achieved = TEXT_OF(CHANCE_OF(chance, full_words));
        declare(indicator, chance_is(chance, 60) ? indicator->weight * 9 / 10 : indicator->weight);
    } else if (chance_is(chance, 700)) {
        indicator->achieved = TEXT_OF(CHANCE_OF(chance, partial_words));
        declare(indicator, indicator->weight * 7 / 10);
    } else {
        indicator->achieved = TEXT_OF(CHANCE_OF(chance, failing_words));
        declare(indicator, indicator->weight * 3 / 10);
    }
}

static void aim_make(struct chance *chance, struct circumstances circumstances, struct indicator *indicator)
{
    indicator->target = TEXT_OF(CHANCE_OF(chance, aims));
    words_make(chance, circumstances, indicator);
}

/* The date achieved is on time. */
static void deadline_make(struct chance *chance, struct circumstances circumstances, struct indicator *indicator)
{
    struct short_text year_text = text_of_number(circumstances.year);
    int64_t month = chance_between(chance, 6, 12);
    struct short_text month_text = text_of_number(month);
    switch (chance_between(chance, 0, 5)) {
    case 0:
        indicator->target = TEXT_OF("年底前");
        break;
    case 1:
        indicator->target = TEXT_OF(year_text.bytes, "年底前");
        break;
    case 2:
        indicator->target = TEXT_OF("年内");
        break;
    case 3:
        indicator->target = TEXT_OF(year_text.bytes, "年", month_text.bytes, "月底前");
        break;
    case 4:
        indicator->target = TEXT_OF(month_text.bytes, "月底前");
        break;
    default:
        indicator->target = TEXT_OF(year_text.bytes, "-12-31前");
        break;
    }
    if (chance_is(chance, 500)) {
        words_make(chance, circumstances, indicator);
    } else {
        indicator->achieved = TEXT_OF(year_text.bytes, "年", text_of_number(chance_between(chance, 1, month - 1)).bytes,
                                      "月", text_of_number(chance_between(chance, 1, 28)).bytes, "日");
    }
}

enum kind { COUNT, RATE, DEADLINE, COST, AIM };

/* The 21 indicators: how many of them under each heading, and of which kinds they can be. */
struct heading {
    const char *level_1;
    const char *level_2;
    int count;
    enum kind kinds[4];
    const char *const *names;
    size_t name_count;
};

#define NAMES(names) names, COUNT_OF(names)

static const struct heading headings[] = {
    { "产出指标", "数量指标", 6, { COUNT, COUNT, COUNT, COUNT }, NAMES(quantities) },
    { "产出指标", "质量指标", 4, { RATE, RATE, RATE, AIM }, NAMES(qualities) },
    { "产出指标", "时效指标", 3, { DEADLINE, DEADLINE, AIM, RATE }, NAMES(deadlines) },
    { "产出指标", "成本指标", 2, { COST, COST, COST, AIM }, NAMES(costs) },
    { "效益指标", "经济效益指标", 1, { COUNT, AIM, AIM, RATE }, NAMES(effects) },
    { "效益指标", "社会效益指标", 2, { AIM, AIM, AIM, RATE }, NAMES(effects) },
    { "效益指标", "可持续影响指标", 1, { AIM, AIM, AIM, AIM }, NAMES(effects) },
    { "满意度指标", "服务对象满意度指标", 2, { RATE, RATE, RATE, RATE }, NAMES(satisfactions) },
};

static void indicator_make(struct chance *chance, struct circumstances circumstances, enum kind kind,
                           struct indicator *indicator)
{
    declare(indicator, indicator->weight);
    switch (kind) {
    case COUNT:
        count_make(chance, circumstances, indicator);
        break;
    case RATE:
        rate_make(chance, circumstances, indicator);
        break;
    case DEADLINE:
        deadline_make(chance, circumstances, indicator);
        break;
    case COST:
        cost_make(chance, circumstances, indicator);
        break;
    case AIM:
        aim_make(chance, circumstances, indicator);
        break;
    }
    indicator->has_adjusted = chance_is(chance, 400);
    indicator->is_misspelt = false;
    indicator->reason = indicator->declared < indicator->weight ? CHANCE_OF(chance, reasons) : NULL;
}

/* Shares so many half points among indicators, one at least for each. */
static void weights_share(struct chance *chance, int64_t half_points, struct indicator *first, int count)
{
    int64_t share = half_points / count;
    for (int i = 0; i < count; i++) {
        first[i].weight = 50 * share;
    }
    for (int64_t left = half_points - share * count; left > 0; left--) {
        first[chance_between(chance, 0, count - 1)].weight += 50;
    }
}

void indicators_make(struct chance *chance, struct circumstances circumstances, struct indicator indicators[INDICATORS])
{
    weights_share(chance, 100, indicators, 15);
    weights_share(chance, 60, indicators + 15, 4);
    weights_share(chance, 20, indicators + 19, 2);
    struct indicator *next = indicators;
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        const struct heading *heading = &headings[i];
        int64_t name = chance_between(chance, 0, (int64_t)heading->name_count - 1);
        for (int k = 0; k < heading->count; k++, next++) {
            next->level_1 = heading->level_1;
            next->level_2 = heading->level_2;
            next->name = heading->names[(size_t)(name + k) % heading->name_count];
            indicator_make(chance, circumstances, CHANCE_OF(chance, heading->kinds), next);
        }
    }
}

void indicator_overclaim(struct indicator *indicator)
{
    indicator->target = TEXT_OF("≥100人");
    indicator->achieved = TEXT_OF("60人");
    indicator->declared = indicator->weight;
    indicator->computed = indicator->weight * 60 / 100;
    indicator->reason = NULL;
}
