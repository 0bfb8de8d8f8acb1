#include "review_parts.h"

static const struct text no_indicator = { NULL, 0 };

static bool has_budget_and_executed(const struct fund_line *line)
{
    return line->annual_budget.is_given && line->executed.is_given;
}

static void review_rate(const struct review *review, const struct fund_line *line)
{
    struct decimal budget = line->annual_budget.value;
    if (!line->rate.is_given || !has_budget_and_executed(line)) {
        return;
    }
    if (decimal_is_zero(budget)) {
        if (!decimal_is_zero(line->rate.value)) {
            finding_report(review->findings, MESSAGE_rate_mismatch_zero_budget, line->rate.place, no_indicator,
                           TEXT_ARGUMENT(line->source), DECIMAL_ARGUMENT(line->rate.value));
        }
        return;
    }
    /* Right at the digits that it prints: 87.7 and 87.70 are both right for 87.7031. */
    struct decimal hundred = decimal_from_integer(100);
    struct decimal at_its_digits =
        decimal_product_quotient_rounded_half_up(hundred, line->executed.value, budget, line->rate.value.places);
    if (!decimal_is_in_range(at_its_digits) || !decimal_equals(at_its_digits, line->rate.value)) {
        struct decimal rate = decimal_product_quotient_rounded_half_up(hundred, line->executed.value, budget, 4);
        struct decimal hundredfold = decimal_multiply(hundred, line->executed.value);
        struct decimal product = decimal_multiply(rate, budget);
        bool is_exact = decimal_is_in_range(product) && decimal_equals(product, hundredfold);
        finding_report(review->findings, MESSAGE_rate_mismatch, line->rate.place, no_indicator,
                       TEXT_ARGUMENT(line->source), DECIMAL_ARGUMENT(line->rate.value), DECIMAL_ARGUMENT(rate),
                       AMOUNT_ARGUMENT(line->executed.value), AMOUNT_ARGUMENT(budget),
                       TEXT_ARGUMENT(is_exact ? TEXT("=") : TEXT("≈")), rate_order(line));
    }
}

static void review_carryover(const struct review *review, const struct fund_line *line)
{
    if (!line->carryover.is_given || !has_budget_and_executed(line)) {
        return;
    }
    struct decimal computed = decimal_subtract(line->annual_budget.value, line->executed.value);
    if (!decimal_equals(computed, line->carryover.value)) {
        finding_report(review->findings, MESSAGE_carryover_mismatch, line->carryover.place, no_indicator,
                       TEXT_ARGUMENT(line->source), AMOUNT_ARGUMENT(line->carryover.value), AMOUNT_ARGUMENT(computed),
                       AMOUNT_ARGUMENT(line->annual_budget.value), AMOUNT_ARGUMENT(line->executed.value));
    }
}

static void review_overspending(const struct review *review, const struct fund_line *line)
{
    if (has_budget_and_executed(line) && decimal_compare(line->executed.value, line->annual_budget.value) > 0) {
        finding_report(review->findings, MESSAGE_overspent, line->executed.place, no_indicator,
                       TEXT_ARGUMENT(line->source), AMOUNT_ARGUMENT(line->executed.value),
                       AMOUNT_ARGUMENT(line->annual_budget.value));
    }
}

static void review_line(const struct review *review, const struct fund_line *line)
{
    review_rate(review, line);
    review_carryover(review, line);
    review_overspending(review, line);
}

static void review_execution_score(const struct review *review)
{
    const struct fund_line *total = &review->project->total;
    const struct execution_score *execution = &review->score->execution;
    if (!total->score.is_given || decimal_equals(total->score.value, execution->score)) {
        return;
    }
    finding_report(review->findings, MESSAGE_execution_score_mismatch, total->score.place, no_indicator,
                   DECIMAL_ARGUMENT(total->score.value), DECIMAL_ARGUMENT(execution->score),
                   DECIMAL_ARGUMENT(execution->rate_per_cent), DECIMAL_ARGUMENT(review->rules->execution_weight),
                   execution_order(review));
}

/* The columns that must add up, by where they stand in a line. */
struct fund_column {
    enum term title;
    size_t offset_bytes;
};

static const struct fund_column fund_columns[] = {
    { TERM_requested, offsetof(struct fund_line, requested) },
    { TERM_budgeted, offsetof(struct fund_line, budgeted) },
    { TERM_annual_budget, offsetof(struct fund_line, annual_budget) },
    { TERM_executed, offsetof(struct fund_line, executed) },
    { TERM_carryover, offsetof(struct fund_line, carryover) },
};

static const struct figure *figure_of(const struct fund_line *line, const struct fund_column *column)
{
    return (const struct figure *)(const void *)((const char *)line + column->offset_bytes);
}

static void review_column(const struct review *review, const struct fund_column *column)
{
    const struct figure *total = figure_of(&review->project->total, column);
    const struct fund_line *first = review->project->sources;
    if (first == NULL || !total->is_given) {
        return;
    }
    struct decimal sum = figure_of(first, column)->value;
    bool is_stated = figure_of(first, column)->is_given;
    bool is_garbled = figure_of(first, column)->is_garbled;
    for (const struct fund_line *line = first->next; line != NULL; line = line->next) {
        const struct figure *amount = figure_of(line, column);
        is_stated |= amount->is_given;
        is_garbled |= amount->is_garbled;
        sum = decimal_add(sum, amount->value);
    }
    if (is_stated && !is_garbled && !decimal_equals(sum, total->value)) {
        finding_report(review->findings, MESSAGE_fund_sum, total->place, no_indicator, TERM_ARGUMENT(column->title),
                       AMOUNT_ARGUMENT(total->value), AMOUNT_ARGUMENT(sum));
    }
}

static void review_budget(const struct review *review)
{
    const struct fund_line *total = &review->project->total;
    if (!review->score->execution.has_rate) {
        finding_report(review->findings, MESSAGE_zero_budget, total->annual_budget.place, no_indicator,
                       DECIMAL_ARGUMENT(review->score->execution.score));
    }
    if (total->budgeted.is_given && !decimal_equals(total->budgeted.value, total->annual_budget.value)) {
        finding_report(review->findings, MESSAGE_budget_adjusted, total->annual_budget.place, no_indicator,
                       AMOUNT_ARGUMENT(total->budgeted.value), AMOUNT_ARGUMENT(total->annual_budget.value));
    }
}

void review_funds(const struct review *review)
{
    review_line(review, &review->project->total);
    for (const struct fund_line *line = review->project->sources; line != NULL; line = line->next) {
        review_line(review, line);
    }
    for (size_t i = 0; i < sizeof(fund_columns) / sizeof(fund_columns[0]); i++) {
        review_column(review, &fund_columns[i]);
    }
    review_execution_score(review);
    review_budget(review);
}
