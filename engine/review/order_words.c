#include "assessment.h"
#include "catalogue.h"
#include "fraction.h"
#include "review_parts.h"
#include "rounding_order.h"

enum { EXACT_PLACES = 6 }; /* of a sum that is only shown */

/* ---- an order in words ---- */

#define write_term(writer, language, term, ...)                                                                        \
    term_write((writer), (term), (const struct argument[]){ __VA_ARGS__ },                                             \
               sizeof((const struct argument[]){ __VA_ARGS__ }) / sizeof(struct argument), (language))

static struct argument nothing_to_say(void)
{
    return TERM_ARGUMENT(TERM_nothing);
}

static struct argument way_words(const struct rounding_step *step)
{
    static const enum term ways[] = {
        [ROUNDING_HALF_UP] = TERM_way_half_up,
        [ROUNDING_HALF_EVEN] = TERM_way_half_even,
        [ROUNDING_TRUNCATED] = TERM_way_truncated,
    };
    return TERM_ARGUMENT(ways[step->way]);
}

static void write_more_places(struct writer *writer, const void *subject, enum language language)
{
    const uint32_t *places = subject;
    write_term(writer, language, TERM_places_more, COUNT_ARGUMENT(*places));
}

static struct argument places_words(const uint32_t *places)
{
    static const enum term terms[] = { TERM_places_whole, TERM_places_one, TERM_places_two, TERM_places_three,
                                       TERM_places_four };
    bool has_term = *places < sizeof(terms) / sizeof(terms[0]);
    return has_term ? TERM_ARGUMENT(terms[*places]) : WORDS_ARGUMENT(write_more_places, places);
}

static struct argument rate_places_words(const uint32_t *places)
{
    return *places > 0 ? places_words(places) : TERM_ARGUMENT(TERM_places_whole_per_cent);
}

/* 四舍五入到一位小数 */
static void write_step(struct writer *writer, const void *subject, enum language language)
{
    const struct rounding_step *step = subject;
    write_term(writer, language, TERM_step, way_words(step), places_words(&step->places));
}

static struct argument step_words(const struct rounding_step *step)
{
    return WORDS_ARGUMENT(write_step, step);
}

static void write_rate_step(struct writer *writer, const void *subject, enum language language)
{
    const struct rounding_step *step = subject;
    write_term(writer, language, TERM_step, way_words(step), rate_places_words(&step->places));
}

static void write_order(struct writer *writer, const struct rounding_order *order, enum term rate,
                        enum language language)
{
    if (!order->rate.is_taken && !order->last.is_taken) {
        term_write(writer, TERM_order_unrounded, NULL, 0, language);
    } else if (!order->rate.is_taken) {
        write_term(writer, language, TERM_order_points, step_words(&order->last));
    } else if (!order->last.is_taken) {
        write_term(writer, language, TERM_order_rate, TERM_ARGUMENT(rate), way_words(&order->rate),
                   DECIMAL_ARGUMENT(order->rate_per_cent));
    } else {
        write_term(writer, language, TERM_order_rate_points, TERM_ARGUMENT(rate), way_words(&order->rate),
                   DECIMAL_ARGUMENT(order->rate_per_cent), step_words(&order->last));
    }
}

static void write_no_order(struct writer *writer, enum language language)
{
    term_write(writer, TERM_order_none, NULL, 0, language);
}

/* What is said of a sum, by the steps that are taken: none, the last, that of each part, both. */
enum sum_kind { SUM_OF_PRINTED, SUM_OF_EXACT, SUM_OF_RATES, SUM_OF_PARTS, SUM_KIND_COUNT };

static const enum term sum_terms[SUM_KIND_COUNT][4] = {
    [SUM_OF_PRINTED] = { TERM_order_added, TERM_order_sum, TERM_order_parts, TERM_order_parts_sum },
    [SUM_OF_EXACT] = { TERM_order_exact, TERM_order_exact_sum, TERM_order_exact_parts, TERM_order_exact_parts_sum },
    [SUM_OF_RATES] = { TERM_order_rates, TERM_order_rates_sum, TERM_order_rates_parts, TERM_order_rates_parts_sum },
    /* 分项 have no printed scores, so there is nothing that they are rounded instead of. */
    [SUM_OF_PARTS] = { TERM_order_exact, TERM_order_sum, TERM_order_parts, TERM_order_parts_sum },
};

static void write_sum_order(struct writer *writer, const struct rounding_order *order, bool is_printed,
                            enum language language)
{
    struct argument steps[4];
    size_t step_count = 0;
    enum sum_kind kind = is_printed ? SUM_OF_EXACT : SUM_OF_PARTS;
    if (!order->is_of_exact_parts) {
        kind = SUM_OF_PRINTED;
    }
    if (order->rate.is_taken) {
        kind = SUM_OF_RATES;
        steps[step_count++] = way_words(&order->rate);
        steps[step_count++] = rate_places_words(&order->rate.places);
    }
    if (order->each.is_taken) {
        steps[step_count++] = step_words(&order->each);
    }
    if (order->last.is_taken) {
        steps[step_count++] = step_words(&order->last);
    }
    enum term term = sum_terms[kind][2 * order->each.is_taken + order->last.is_taken];
    term_write(writer, term, steps, step_count, language);
}

/* ---- quotients ---- */

struct quotient_question {
    struct quotient_term quotient;
    struct decimal declared;
    enum term rate; /* what the quotient is called */
};

static void answer_of_quotient(struct writer *writer, const void *subject, enum language language)
{
    const struct quotient_question *question = subject;
    const struct quotient_term *quotient = &question->quotient;
    struct rounding_order order;
    if (rounding_cannot_matter(quotient->weight, quotient->upper, quotient->lower)) {
        return;
    }
    if (rounding_order_find(quotient->weight, quotient->upper, quotient->lower, question->declared, &order)) {
        write_order(writer, &order, question->rate, language);
    } else {
        write_no_order(writer, language);
    }
}

static struct argument quotient_order(const struct review *review, struct quotient_term quotient,
                                      struct decimal declared, enum term rate)
{
    struct quotient_question *question = ARENA_NEW(review->findings->arena, struct quotient_question);
    *question = (struct quotient_question){ quotient, declared, rate };
    return WORDS_ARGUMENT(answer_of_quotient, question);
}

struct argument score_order(const struct review *review, const struct indicator_score *score)
{
    const struct quotient_term quotient = { score->indicator->weight.value, score->assessment.quotient_upper,
                                            score->assessment.quotient_lower };
    return quotient_order(review, quotient, score->indicator->declared_score.value, TERM_rate_of_indicator);
}

static bool is_execution_quotient(const struct execution_score *execution)
{
    return execution->has_rate && decimal_compare(execution->executed, execution->budget) < 0;
}

struct argument execution_order(const struct review *review)
{
    const struct execution_score *execution = &review->score->execution;
    const struct quotient_term quotient = { review->rules->execution_weight, execution->executed, execution->budget };
    if (!is_execution_quotient(execution)) {
        return nothing_to_say();
    }
    return quotient_order(review, quotient, review->project->total.score.value, TERM_rate_of_execution);
}

static void answer_of_rate(struct writer *writer, const void *subject, enum language language)
{
    const struct fund_line *line = subject;
    struct rounding_order order;
    if (rounding_cannot_matter(decimal_from_integer(100), line->executed.value, line->annual_budget.value)) {
        return;
    }
    if (rounding_order_of_rate_find(line->executed.value, line->annual_budget.value, line->rate.value, &order)) {
        write_term(writer, language, TERM_order_points, WORDS_ARGUMENT(write_rate_step, &order.rate));
    } else {
        write_no_order(writer, language);
    }
}

struct argument rate_order(const struct fund_line *line)
{
    return WORDS_ARGUMENT(answer_of_rate, line);
}

/* ---- sums ---- */

static struct quotient_term points_term(struct decimal points)
{
    return (struct quotient_term){ points, decimal_from_integer(1), decimal_from_integer(1) };
}

/* The least that an assessment admits, of a weight that `part_count` parts share. */
static struct quotient_term assessed_term(const struct review *review, const struct assessment *assessment,
                                          struct decimal weight, size_t part_count)
{
    struct decimal shared_by = decimal_from_integer((int64_t)part_count);
    if (assessment->verdict != VERDICT_MISSED) {
        return (struct quotient_term){ weight, assessment_shares(assessment, review->rules)->low, shared_by };
    }
    if (decimal_is_zero(assessment->quotient_lower)) {
        return points_term(decimal_from_integer(0));
    }
    return (struct quotient_term){ weight, assessment->quotient_upper,
                                   decimal_multiply(assessment->quotient_lower, shared_by) };
}

static const struct quotient_term *terms_of_parts(const struct review *review, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    struct quotient_term *terms = ARENA_ARRAY(review->findings->arena, struct quotient_term, indicator->part_count);
    for (size_t i = 0; i < indicator->part_count; i++) {
        terms[i] = assessed_term(review, &score->part_assessments[i], indicator->weight.value, indicator->part_count);
    }
    return terms;
}

struct sum_question {
    struct rounded_sum sum;
    struct decimal declared;
};

static void answer_of_sum(struct writer *writer, const void *subject, enum language language)
{
    const struct sum_question *question = subject;
    struct rounding_order order;
    if (rounding_cannot_matter_in_sum(&question->sum)) {
        return;
    }
    switch (rounding_order_of_sum_find(&question->sum, question->declared, &order)) {
    case ROUNDING_ORDER_FOUND:
        write_sum_order(writer, &order, question->sum.is_printed, language);
        break;
    case ROUNDING_ORDER_NOT_THERE:
        write_no_order(writer, language);
        break;
    case ROUNDING_NOT_ALL_TRIED:
        break;
    }
}

static struct argument sum_order(const struct review *review, struct rounded_sum sum, struct decimal declared)
{
    struct sum_question *question = ARENA_NEW(review->findings->arena, struct sum_question);
    *question = (struct sum_question){ sum, declared };
    return WORDS_ARGUMENT(answer_of_sum, question);
}

struct argument parts_order(const struct review *review, const struct indicator_score *score, struct decimal *exact_out,
                            bool *is_exact_out)
{
    size_t part_count = score->indicator->part_count;
    const struct quotient_term *terms = terms_of_parts(review, score);
    struct rounded_part *parts = ARENA_ARRAY(review->findings->arena, struct rounded_part, part_count);
    struct fraction exact;
    fraction_zero(&exact);
    for (size_t i = 0; i < part_count; i++) {
        parts[i] = (struct rounded_part){ .terms = &terms[i], .term_count = 1 };
        fraction_add_product_quotient(&exact, terms[i].weight, terms[i].upper, terms[i].lower);
    }
    *exact_out = fraction_rounded_half_up(&exact, EXACT_PLACES);
    *is_exact_out = fraction_compare_decimal(&exact, *exact_out) == 0;
    const struct rounded_sum sum = { .parts = parts, .part_count = part_count, .is_printed = false };
    return sum_order(review, sum, score->indicator->declared_score.value);
}

/* ---- totals ---- */

/* A part of a total. What is judged, and what is met, is before its rounding what it is behind it. */
static struct rounded_part part_of_total(const struct review *review, const struct indicator_score *score,
                                         struct decimal printed)
{
    struct rounded_part part = { .printed = printed,
                                 .most = decimal_greatest(score->indicator->weight.value, printed),
                                 .has_most = true,
                                 .term_count = 1 };
    if (score->has_missed_part && decimal_equals(score->low, score->high)) {
        part.terms = terms_of_parts(review, score);
        part.term_count = score->indicator->part_count;
        return part;
    }
    struct quotient_term *term = ARENA_NEW(review->findings->arena, struct quotient_term);
    *term = score->verdict == VERDICT_MISSED
                ? assessed_term(review, &score->assessment, score->indicator->weight.value, 1)
                : points_term(printed);
    part.terms = term;
    return part;
}

static struct rounded_part execution_part(const struct review *review, struct decimal printed)
{
    const struct execution_score *execution = &review->score->execution;
    struct quotient_term *term = ARENA_NEW(review->findings->arena, struct quotient_term);
    *term = is_execution_quotient(execution)
                ? (struct quotient_term){ review->rules->execution_weight, execution->executed, execution->budget }
                : points_term(printed);
    return (struct rounded_part){ .printed = printed,
                                  .most = decimal_greatest(review->rules->execution_weight, printed),
                                  .has_most = true,
                                  .terms = term,
                                  .term_count = 1 };
}

static struct argument total_order(const struct review *review, bool is_of_declared)
{
    const struct project_score *score = review->score;
    struct rounded_part *parts = ARENA_ARRAY(review->findings->arena, struct rounded_part, score->indicator_count + 1);
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        struct decimal declared = indicator->indicator->declared_score.value;
        parts[i] = part_of_total(review, indicator, is_of_declared ? declared : indicator->computed);
    }
    parts[score->indicator_count] =
        execution_part(review, is_of_declared ? score->declared_execution : score->execution.score);
    const struct rounded_sum sum = { parts, score->indicator_count + 1, true };
    return sum_order(review, sum, review->project->declared_total.value);
}

struct argument declared_total_order(const struct review *review)
{
    return total_order(review, true);
}

/* Nothing is said where other scores than the computed ones may be meant: judged ones, or the declared ones, whose rows
   then say what is wrong with them. */
struct argument computed_total_order(const struct review *review)
{
    const struct project_score *score = review->score;
    struct decimal declared = review->project->declared_total.value;
    bool is_judged = !decimal_equals(score->total_low, score->total_high);
    bool is_added_up = decimal_equals(declared, score->declared_sum) ||
                       decimal_equals(declared, decimal_rounded_half_up(score->declared_sum, 2));
    return is_judged || is_added_up ? nothing_to_say() : total_order(review, false);
}
