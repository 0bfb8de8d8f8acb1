#include "text_why.h"

#include "assessment.h"
#include "labels.h"
#include "text_style.h"

static const enum label verdict_labels[] = {
    [VERDICT_MET] = LABEL_met,
    [VERDICT_MISSED] = LABEL_missed,
    [VERDICT_TIER] = LABEL_nothing,
    [VERDICT_SAME_TEXT] = LABEL_same_text,
    [VERDICT_ON_TIME] = LABEL_on_time,
    [VERDICT_LATE] = LABEL_late,
    [VERDICT_TARGET_BLANK] = LABEL_target_blank,
    [VERDICT_ACHIEVED_BLANK] = LABEL_achieved_blank,
    [VERDICT_UNVERIFIABLE] = LABEL_unverifiable,
    [VERDICT_PARTS] = LABEL_parts,
};

static const enum label tier_labels[TIER_COUNT] = {
    [TIER_ACHIEVED] = LABEL_achieved,
    [TIER_PARTLY_ACHIEVED] = LABEL_partly_achieved,
    [TIER_NOT_ACHIEVED] = LABEL_not_achieved,
};

static void write_words(struct writer *writer, enum label label, enum language language)
{
    writer_string(writer, label_words(label, language));
}

struct text verdict_words(enum verdict verdict, const struct assessment *assessment, enum language language)
{
    enum label label = verdict_labels[verdict];
    if (verdict == VERDICT_TIER) {
        label = tier_labels[assessment->tier];
    } else if (assessment_exceeds_limit(assessment)) {
        label = assessment->comparison == COMPARISON_EQUAL ? LABEL_exceeded_equal : LABEL_exceeded;
    }
    return text_of(label_words(label, language));
}

void write_equality(struct writer *writer, struct decimal shown, struct decimal upper, struct decimal lower)
{
    struct decimal product = decimal_multiply(shown, lower);
    bool is_exact = decimal_is_in_range(product) && decimal_is_in_range(upper) && decimal_equals(product, upper);
    writer_string(writer, is_exact ? " = " : " ≈ ");
}

/* The shares of the weight that a verdict admits; NULL where it is not shares that decide. */
static const struct share_interval *verdict_share(const struct assessment *assessment, const struct rule_set *rules)
{
    switch (assessment->verdict) {
    case VERDICT_TIER:
        return &rules->tiers[assessment->tier];
    case VERDICT_SAME_TEXT:
    case VERDICT_ON_TIME:
        return &rules->tiers[TIER_ACHIEVED];
    case VERDICT_LATE:
        return &rules->late;
    case VERDICT_TARGET_BLANK:
        return &rules->blank_target;
    case VERDICT_MET:
    case VERDICT_MISSED:
    case VERDICT_ACHIEVED_BLANK:
    case VERDICT_UNVERIFIABLE:
    case VERDICT_PARTS:
        break;
    }
    return NULL;
}

static void write_given(struct writer *writer, struct text text, enum language language)
{
    if (text_is_empty(text)) {
        write_words(writer, LABEL_none, language);
    } else {
        writer_text(writer, text);
    }
}

/* Writes all that is to be said but the arithmetic; answers whether there is arithmetic to show. */
static bool write_judgement(struct writer *writer, const struct assessment *assessment, const struct rule_set *rules,
                            enum language language)
{
    write_given(writer, assessment->target_text, language);
    writer_string(writer, " → ");
    write_given(writer, assessment->achieved_text, language);
    write_words(writer, LABEL_comma, language);
    bool is_missed = assessment->verdict == VERDICT_MISSED;
    if (is_missed && assessment->is_missed_at_bound) {
        write_words(writer, LABEL_missed_at_bound, language);
        return false;
    }
    writer_text(writer, verdict_words(assessment->verdict, assessment, language));
    const struct share_interval *share = verdict_share(assessment, rules);
    if (share != NULL) {
        writer_character(writer, ' ');
        write_share_interval(writer, share);
    }
    bool has_points = decimal_sign(assessment->quotient_lower) > 0 && decimal_sign(assessment->quotient_upper) > 0;
    if (is_missed && !has_points) {
        write_words(writer, LABEL_no_points, language);
    }
    return is_missed && has_points;
}

static void write_quotient(struct writer *writer, const struct assessment *assessment)
{
    writer_decimal_grouped(writer, assessment->quotient_upper);
    writer_string(writer, " ÷ ");
    writer_decimal_grouped(writer, assessment->quotient_lower);
}

void write_part_why(struct writer *writer, const struct assessment *assessment, const struct rule_set *rules,
                    enum language language)
{
    enum { SHOWN_PLACES = 2 };
    if (!write_judgement(writer, assessment, rules, language)) {
        return;
    }
    struct decimal hundred = decimal_from_integer(100);
    struct decimal per_cent = decimal_product_quotient_rounded_half_up(hundred, assessment->quotient_upper,
                                                                       assessment->quotient_lower, SHOWN_PLACES);
    write_words(writer, LABEL_colon, language);
    write_quotient(writer, assessment);
    write_equality(writer, per_cent, decimal_multiply(hundred, assessment->quotient_upper), assessment->quotient_lower);
    writer_decimal(writer, per_cent);
    writer_character(writer, '%');
}

void write_why(struct writer *writer, const struct indicator_score *score, const struct rule_set *rules,
               enum language language)
{
    const struct assessment *assessment = &score->assessment;
    if (score->verdict == VERDICT_PARTS) {
        writer_count(writer, score->indicator->part_count);
        write_words(writer, LABEL_sum_of_parts, language);
        if (score->is_rounded) {
            writer_string(writer, " ");
            writer_decimal(writer, score->exact);
            writer_string(writer, " → ");
            writer_decimal(writer, score->high);
        }
        return;
    }
    if (!write_judgement(writer, assessment, rules, language)) {
        return;
    }
    struct decimal weight = score->indicator->weight.value;
    write_words(writer, LABEL_colon, language);
    writer_decimal(writer, weight);
    writer_string(writer, " × ");
    write_quotient(writer, assessment);
    write_equality(writer, score->exact, decimal_multiply(weight, assessment->quotient_upper),
                   assessment->quotient_lower);
    writer_decimal(writer, score->exact);
    if (score->is_rounded) {
        writer_string(writer, " → ");
        writer_decimal(writer, score->high);
    }
}
