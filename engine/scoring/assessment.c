#include "assessment.h"

#include "must.h"
#include "short_text.h"

enum { CONVERTED_PLACES = 12 };

static const struct value no_value = { .kind = VALUE_BLANK };

static struct decimal nothing(void)
{
    return decimal_from_integer(0);
}

static struct decimal whole(void)
{
    return decimal_from_integer(1);
}

/* What neither the reading nor the judging sets in every case. */
static inline void assessment_begin(struct assessment *assessment)
{
    assessment->units = UNITS_SAME;
    assessment->is_compared = false;
    assessment->tier = TIER_ACHIEVED;
    assessment->quotient_upper = assessment->quotient_lower = nothing();
    assessment->is_missed_at_bound = false;
}

static bool has_fixed_day(const struct value *value)
{
    return value->kind == VALUE_DEADLINE && value->date.year != 0 && value->date.day != 0;
}

/* 无 in 完成值 against a number target is 0. */
static void take_none_for_zero(struct assessment *assessment)
{
    if (assessment->achieved.kind == VALUE_TEXT && value_is_measure(&assessment->target) &&
        text_equals(text_trimmed(assessment->achieved_text), TEXT("无"))) {
        assessment->achieved.kind = VALUE_NUMBER;
        assessment->achieved.number = nothing();
    }
}

/* A missing unit is the other one's, and 万元 is a unit: against ≥10万元, 12 is 12万元. */
static bool lacks_money_unit(const struct value *bare, const struct value *other)
{
    return other->scale_power != 0 && value_is_measure(bare) && text_is_empty(bare->unit) && !bare->has_scale &&
           value_is_measure(other) && text_equals(other->unit, TEXT("元"));
}

static void take_money_unit(struct value *bare, const struct value *other)
{
    struct decimal number = decimal_shifted(bare->number, other->scale_power);
    struct decimal upper = decimal_shifted(bare->upper, other->scale_power);
    if (decimal_is_in_range(number) && decimal_is_in_range(upper)) {
        bare->number = number;
        bare->upper = upper;
    } else {
        bare->kind = VALUE_UNREADABLE;
        bare->is_too_large = true;
    }
}

/* Before the target that counts becomes another one than was read. */
static void keep_target_as_read(struct assessment *assessment, struct arena *arena)
{
    struct value *as_read = ARENA_NEW_UNSET(arena, struct value);
    *as_read = assessment->target;
    if (assessment->stated_target == &assessment->target) {
        assessment->stated_target = as_read;
    }
    if (assessment->adjusted_target == &assessment->target) {
        assessment->adjusted_target = as_read;
    }
}

static void share_money_unit(struct assessment *assessment, struct arena *arena)
{
    if (lacks_money_unit(&assessment->achieved, &assessment->target)) {
        take_money_unit(&assessment->achieved, &assessment->target);
    }
    if (lacks_money_unit(&assessment->target, &assessment->achieved)) {
        keep_target_as_read(assessment, arena);
        take_money_unit(&assessment->target, &assessment->achieved);
    }
}

enum comparison target_comparison(const struct value *target, bool is_cost)
{
    if (target->comparison != COMPARISON_NONE) {
        return target->comparison;
    }
    return is_cost ? COMPARISON_AT_MOST : COMPARISON_AT_LEAST;
}

/* The achieved number as a quotient of the target: what a shortfall keeps in proportion. Below 0 both change sides:
   −2 against ≤ −3 is 2 against ≥ 3. */
static void keep_quotient(struct assessment *assessment, struct decimal upper, struct decimal lower)
{
    if (decimal_sign(lower) < 0) {
        upper = decimal_subtract(nothing(), upper);
        lower = decimal_subtract(nothing(), lower);
    }
    if (decimal_sign(lower) == 0 || decimal_sign(upper) <= 0) {
        return;
    }
    assessment->quotient_upper = upper;
    assessment->quotient_lower = lower;
}

static void miss_below(struct assessment *assessment, const struct rule_set *rules)
{
    assessment->verdict = VERDICT_MISSED;
    if (rules->shortfall == SHORTFALL_ZERO) {
        return;
    }
    if (decimal_sign(assessment->compared_target) >= 0) {
        keep_quotient(assessment, assessment->compared_achieved, assessment->compared_target);
    } else {
        keep_quotient(assessment, assessment->compared_target, assessment->compared_achieved);
    }
}

/* w × (1 − (a − t) ÷ t) = w × (2t − a) ÷ t */
static void lose_linearly(struct assessment *assessment, struct decimal target, struct decimal achieved)
{
    struct decimal upper = decimal_subtract(decimal_add(target, target), achieved);
    if (!decimal_is_in_range(upper)) {
        assessment->is_compared = false;
        assessment->verdict = VERDICT_UNVERIFIABLE;
    } else if (decimal_sign(target) > 0) {
        keep_quotient(assessment, upper, target);
    }
}

static void miss_above(struct assessment *assessment, enum excess excess)
{
    struct decimal achieved = assessment->compared_achieved;
    struct decimal target = assessment->compared_target;
    assessment->verdict = VERDICT_MISSED;
    switch (excess) {
    case EXCESS_RATIO:
        if (decimal_sign(target) >= 0) {
            keep_quotient(assessment, target, achieved);
        } else {
            keep_quotient(assessment, achieved, target);
        }
        return;
    case EXCESS_LINEAR:
        lose_linearly(assessment, target, achieved);
        return;
    case EXCESS_ZERO:
        return;
    }
}

/* A target of 0 gives all or nothing: ≥ is met from 0 up, ≤ and = from 0 down. */
static bool is_met_at_zero(enum comparison comparison, int sign_of_achieved)
{
    switch (comparison) {
    case COMPARISON_AT_LEAST:
        return sign_of_achieved >= 0;
    case COMPARISON_ABOVE:
        return sign_of_achieved > 0;
    case COMPARISON_AT_MOST:
    case COMPARISON_EQUAL:
        return sign_of_achieved <= 0;
    case COMPARISON_BELOW:
        return sign_of_achieved < 0;
    case COMPARISON_NONE:
        break;
    }
    must(false);
    return false;
}

/* > and < miss a value that equals the bound, but the ratio is the whole weight, whatever the rule set makes of misses.
 */
static void miss_at_bound(struct assessment *assessment)
{
    assessment->verdict = VERDICT_MISSED;
    assessment->is_missed_at_bound = true;
    assessment->quotient_upper = whole();
    assessment->quotient_lower = whole();
}

static void judge_strict_number(struct assessment *assessment, int order, const struct rule_set *rules)
{
    if (assessment->comparison == COMPARISON_ABOVE && order < 0) {
        miss_below(assessment, rules);
    } else if (assessment->comparison == COMPARISON_BELOW && order > 0) {
        miss_above(assessment, rules->excess);
    }
}

static void judge_number(struct assessment *assessment, const struct rule_set *rules)
{
    int order = decimal_compare(assessment->compared_achieved, assessment->compared_target);
    assessment->verdict = VERDICT_MET;
    if (decimal_is_zero(assessment->compared_target)) {
        if (!is_met_at_zero(assessment->comparison, decimal_sign(assessment->compared_achieved))) {
            assessment->verdict = VERDICT_MISSED;
        }
        return;
    }
    switch (assessment->comparison) {
    case COMPARISON_ABOVE:
    case COMPARISON_BELOW:
        if (order == 0) {
            miss_at_bound(assessment);
            return;
        }
        judge_strict_number(assessment, order, rules);
        return;
    case COMPARISON_AT_LEAST:
        if (order < 0) {
            miss_below(assessment, rules);
        }
        return;
    case COMPARISON_AT_MOST:
        if (order > 0) {
            miss_above(assessment, rules->excess);
        }
        return;
    case COMPARISON_EQUAL:
        if (order < 0) {
            miss_below(assessment, rules);
        } else if (order > 0 && rules->surplus == SURPLUS_RATIO) {
            miss_above(assessment, EXCESS_RATIO);
        }
        return;
    case COMPARISON_NONE:
        must(false);
        return;
    }
}

static void judge_range(struct assessment *assessment, struct decimal lower, struct decimal upper,
                        const struct rule_set *rules)
{
    assessment->verdict = VERDICT_MET;
    assessment->compared_target = lower;
    if (decimal_compare(assessment->compared_achieved, lower) < 0) {
        miss_below(assessment, rules);
    } else if (decimal_compare(assessment->compared_achieved, upper) > 0) {
        assessment->compared_target = upper;
        if (decimal_is_zero(upper)) {
            assessment->verdict = VERDICT_MISSED;
        } else {
            miss_above(assessment, rules->excess);
        }
    }
}

/* Nearly always both units are one, or there is only one; then the numbers stand as they are. */
static bool is_one_unit(struct text a, struct text b)
{
    return text_is_empty(a) || text_is_empty(b) || (a.bytes == b.bytes && a.size_bytes == b.size_bytes) ||
           text_equals(a, b);
}

/* The factors by which both numbers, and the upper end of a range, are comparable. */
static void take_numbers(struct assessment *assessment, const struct assessor *assessor, struct decimal *upper_out)
{
    const struct value *target = &assessment->target;
    const struct value *achieved = &assessment->achieved;
    assessment->compared_achieved = achieved->number;
    assessment->compared_target = target->number;
    assessment->achieved_in_target_unit = achieved->number;
    *upper_out = target->upper;
    if (is_one_unit(achieved->unit, target->unit)) {
        return;
    }
    struct decimal achieved_factor;
    struct decimal target_factor;
    assessment->units = unit_relate(assessor->reader, achieved->unit, target->unit, &achieved_factor, &target_factor);
    if (assessment->units != UNITS_CONVERTIBLE) {
        return;
    }
    assessment->compared_achieved = decimal_multiply(achieved->number, achieved_factor);
    assessment->compared_target = decimal_multiply(target->number, target_factor);
    assessment->achieved_in_target_unit =
        decimal_product_quotient_rounded_half_up(achieved->number, achieved_factor, target_factor, CONVERTED_PLACES);
    *upper_out = decimal_multiply(target->upper, target_factor);
}

static void compare_numbers(struct assessment *assessment, const struct assessor *assessor)
{
    const struct value *target = &assessment->target;
    const struct value *achieved = &assessment->achieved;
    struct decimal upper;
    take_numbers(assessment, assessor, &upper);
    bool is_other_fraction = !decimal_is_zero(achieved->denominator) &&
                             (target->kind != VALUE_NUMBER || !decimal_equals(achieved->denominator, target->number));
    assessment->is_compared =
        assessment->units != UNITS_INCOMPARABLE && !is_other_fraction &&
        decimal_is_in_range(assessment->compared_achieved) && decimal_is_in_range(assessment->compared_target) &&
        (assessment->units != UNITS_CONVERTIBLE || decimal_is_in_range(assessment->achieved_in_target_unit)) &&
        (target->kind == VALUE_NUMBER || decimal_is_in_range(upper));
    if (!assessment->is_compared) {
        return;
    }
    if (target->kind == VALUE_NUMBER) {
        judge_number(assessment, assessor->rules);
    } else {
        judge_range(assessment, assessment->compared_target, upper, assessor->rules);
    }
}

void assess_number(const struct value_reader *reader, const struct rule_set *rules, struct decimal number,
                   struct assessment *assessment)
{
    const struct assessor assessor = { .reader = reader, .rules = rules };
    if (assessment->achieved.kind != VALUE_NUMBER) {
        assessment->achieved = (struct value){ .kind = VALUE_NUMBER, .unit = assessment->target.unit };
    }
    assessment->achieved.number = number;
    assessment->verdict = VERDICT_UNVERIFIABLE;
    assessment_begin(assessment);
    compare_numbers(assessment, &assessor);
}

static void take_tier(struct assessment *assessment)
{
    assessment->verdict = VERDICT_TIER;
    assessment->tier = assessment->achieved.tier;
}

/* Most that repeat the target do so byte by byte. */
static bool is_same_text(struct arena *arena, struct text a, struct text b)
{
    return text_equals(a, b) || text_equals(value_folded(arena, a), value_folded(arena, b));
}

static void judge_text(struct assessment *assessment, const struct assessor *assessor)
{
    if (assessment->achieved.kind == VALUE_TIER) {
        take_tier(assessment);
    } else if (is_same_text(assessor->arena, assessment->target_text, assessment->achieved_text)) {
        assessment->verdict = VERDICT_SAME_TEXT;
    }
}

static void judge_deadline(struct assessment *assessment)
{
    if (assessment->achieved.kind == VALUE_TIER) {
        take_tier(assessment);
    } else if (has_fixed_day(&assessment->achieved) && has_fixed_day(&assessment->target)) {
        assessment->verdict =
            date_compare(assessment->achieved.date, assessment->target.date) <= 0 ? VERDICT_ON_TIME : VERDICT_LATE;
    }
}

/* Without two numbers to compare. */
static void judge_words(struct assessment *assessment, const struct assessor *assessor)
{
    assessment->compared_achieved = assessment->compared_target = nothing();
    assessment->achieved_in_target_unit = nothing();
    if (assessment->achieved.kind == VALUE_BLANK) {
        assessment->verdict = VERDICT_ACHIEVED_BLANK;
        return;
    }
    switch (assessment->target.kind) {
    case VALUE_BLANK:
        assessment->verdict = VERDICT_TARGET_BLANK;
        return;
    case VALUE_NUMBER:
    case VALUE_RANGE:
        if (assessment->achieved.kind == VALUE_TIER && assessment->achieved.tier == TIER_NOT_ACHIEVED) {
            take_tier(assessment);
        }
        return;
    case VALUE_TEXT:
        judge_text(assessment, assessor);
        return;
    case VALUE_DEADLINE:
        judge_deadline(assessment);
        return;
    case VALUE_TIER:
    case VALUE_UNREADABLE:
        return;
    }
}

static void judge(struct assessment *assessment, const struct assessor *assessor)
{
    assessment->verdict = VERDICT_UNVERIFIABLE;
    if (assessment->achieved.kind == VALUE_NUMBER && value_is_measure(&assessment->target)) {
        compare_numbers(assessment, assessor);
    } else {
        judge_words(assessment, assessor);
    }
}

/* Whether the adjusted target is the stated one in a unit that converts. */
static bool restates(const struct assessor *assessor, const struct value *stated, const struct value *adjusted)
{
    struct decimal stated_factor;
    struct decimal adjusted_factor;
    if (stated->kind != VALUE_NUMBER || adjusted->kind != VALUE_NUMBER || stated->comparison != adjusted->comparison ||
        is_one_unit(stated->unit, adjusted->unit) ||
        unit_relate(assessor->reader, stated->unit, adjusted->unit, &stated_factor, &adjusted_factor) !=
            UNITS_CONVERTIBLE) {
        return false;
    }
    struct decimal stated_number = decimal_multiply(stated->number, stated_factor);
    struct decimal adjusted_number = decimal_multiply(adjusted->number, adjusted_factor);
    return decimal_is_in_range(stated_number) && decimal_is_in_range(adjusted_number) &&
           decimal_equals(stated_number, adjusted_number);
}

static void read_target(const struct assessor *assessor, struct text text, struct value *target_out)
{
    value_read_to(assessor->values, assessor->arena, text, VALUE_TARGET, assessor->year, target_out);
}

/* Both targets where they differ in text: the adjusted one counts, unless it turns out to be blank. */
static void read_two_targets(struct assessment *assessment, const struct assessor *assessor, struct text stated_text,
                             struct text adjusted_text)
{
    struct value *stated = ARENA_NEW_UNSET(assessor->arena, struct value);
    read_target(assessor, stated_text, stated);
    assessment->stated_target = stated;
    read_target(assessor, adjusted_text, &assessment->target);
    assessment->adjusted_target = &assessment->target;
    assessment->has_adjusted_target = assessment->target.kind != VALUE_BLANK;
    assessment->is_target_restated = restates(assessor, stated, &assessment->target);
    if (!assessment->has_adjusted_target) {
        assessment->target = *stated;
        assessment->adjusted_target = &no_value;
    }
}

/* Most forms repeat the target in both cells, or leave the second one out. */
static void read_targets(struct assessment *assessment, const struct assessor *assessor, struct text stated_text,
                         struct text adjusted_text)
{
    if (!text_is_empty(adjusted_text) && !short_text_equals(stated_text, adjusted_text)) {
        read_two_targets(assessment, assessor, stated_text, adjusted_text);
        return;
    }
    read_target(assessor, stated_text, &assessment->target);
    assessment->stated_target = &assessment->target;
    bool is_repeated = !text_is_empty(adjusted_text);
    assessment->adjusted_target = is_repeated ? &assessment->target : &no_value;
    assessment->has_adjusted_target = is_repeated && assessment->target.kind != VALUE_BLANK;
    assessment->is_target_restated = false;
}

void assess(const struct assessor *assessor, const struct cell *target, const struct cell *adjusted_target,
            const struct cell *achieved, bool is_cost, struct assessment *assessment_out)
{
    struct assessment *assessment = assessment_out;
    assessment_begin(assessment);
    assessment->achieved_text = achieved->text;
    read_targets(assessment, assessor, target->text, adjusted_target->text);
    value_read_to(assessor->values, assessor->arena, achieved->text, VALUE_ACHIEVED, assessor->year,
                  &assessment->achieved);
    assessment->target_text =
        assessment->has_adjusted_target || !target->is_given ? adjusted_target->text : target->text;
    assessment->comparison = target_comparison(&assessment->target, is_cost);
    take_none_for_zero(assessment);
    share_money_unit(assessment, assessor->arena);
    judge(assessment, assessor);
}

void assessment_clear(struct assessment *assessment_out)
{
    *assessment_out = (struct assessment){ .stated_target = &no_value, .adjusted_target = &no_value };
}

/* Of VERDICT_MISSED, too, which has no share but a quotient. */
static const struct share_interval no_share = { .low = { 0, 0 }, .high = { 0, 0 }, .value = { 0, 0 } };
static const struct share_interval whole_share = { .low = { 1, 0 }, .high = { 1, 0 }, .value = { 1, 0 } };
static const struct share_interval any_share = { .low = { 0, 0 }, .high = { 1, 0 }, .value = { 0, 0 } };

const struct share_interval *assessment_shares(const struct assessment *assessment, const struct rule_set *rules)
{
    switch (assessment->verdict) {
    case VERDICT_MET:
        return &whole_share;
    case VERDICT_TIER:
        return &rules->tiers[assessment->tier];
    case VERDICT_SAME_TEXT:
    case VERDICT_ON_TIME:
        return &rules->tiers[TIER_ACHIEVED];
    case VERDICT_LATE:
        return &rules->late;
    case VERDICT_TARGET_BLANK:
        return &rules->blank_target;
    case VERDICT_UNVERIFIABLE:
        return &any_share;
    case VERDICT_MISSED:
    case VERDICT_ACHIEVED_BLANK:
    case VERDICT_PARTS:
        break;
    }
    return &no_share;
}
