#include "review_parts.h"

#include <stdlib.h>
#include <string.h>

enum { COPIED_AT_LEAST = 5, COPIED_PER_CENT = 80 };

static const struct text no_indicator = { NULL, 0 };

struct copied_count {
    uint64_t targets;
    uint64_t achieved; /* that are not blank */
    uint64_t equal;
};

static void count_copied(struct copied_count *count, const struct assessment *assessment)
{
    if (assessment->target.kind != VALUE_NUMBER) {
        return;
    }
    count->targets++;
    count->achieved += assessment->achieved.kind != VALUE_BLANK;
    if (assessment->is_compared && decimal_equals(assessment->compared_achieved, assessment->compared_target)) {
        count->equal++;
    }
}

static void review_copied(const struct review *review)
{
    struct copied_count count = { 0, 0, 0 };
    for (size_t i = 0; i < review->score->indicator_count; i++) {
        const struct indicator_score *score = &review->score->indicators[i];
        if (score->indicator->part_count == 0) {
            count_copied(&count, &score->assessment);
        }
        for (size_t part = 0; part < score->indicator->part_count; part++) {
            count_copied(&count, &score->part_assessments[part]);
        }
    }
    if (count.targets >= COPIED_AT_LEAST && count.achieved > 0 &&
        count.equal * 100 >= count.achieved * COPIED_PER_CENT) {
        finding_report(review->findings, MESSAGE_copied_values, review->project->indicators_place, no_indicator,
                       COUNT_ARGUMENT(count.equal), COUNT_ARGUMENT(count.achieved));
    }
}

/* ---- the same name twice ---- */

/* A number that the same texts have in common, from their ends. */
static uint64_t ends_of(struct text text)
{
    uint64_t begin = 0;
    uint64_t end = 0;
    if (text.size_bytes >= sizeof(begin)) {
        memcpy(&begin, text.bytes, sizeof(begin));
        memcpy(&end, text.bytes + text.size_bytes - sizeof(end), sizeof(end));
    } else if (text.size_bytes > 0) {
        memcpy(&begin, text.bytes, text.size_bytes);
    }
    return (begin + (end << 32 | end >> 32) + text.size_bytes) * UINT64_C(0x9E3779B97F4A7C15);
}

enum { FEW_INDICATORS = 64, SLOTS = 2 * FEW_INDICATORS, SLOT_SHIFT = 57 };

/* Numbers of names, each in the first free slot from its own on. */
struct name_table {
    uint64_t numbers[FEW_INDICATORS];
    unsigned char slots[SLOTS]; /* of `numbers`, counted from 1; 0 where free */
    unsigned char count;
};

/* False where the number was there already. */
static bool name_put(struct name_table *table, uint64_t number)
{
    size_t slot = number >> SLOT_SHIFT;
    for (; table->slots[slot] != 0; slot = (slot + 1) % SLOTS) {
        if (table->numbers[table->slots[slot] - 1] == number) {
            return false;
        }
    }
    table->numbers[table->count++] = number;
    table->slots[slot] = table->count;
    return true;
}

/* Hardly any project has one: told without looking at every byte and without memory. */
static bool may_have_duplicates(const struct project *project)
{
    if (project->indicator_count > FEW_INDICATORS) {
        return true;
    }
    struct name_table table;
    memset(table.slots, 0, sizeof(table.slots));
    table.count = 0;
    const struct indicator *before = NULL;
    uint64_t level_number = 0;
    for (const struct indicator *indicator = project->indicators; indicator != NULL; indicator = indicator->next) {
        if (before == NULL || indicator->level2.bytes != before->level2.bytes ||
            indicator->level1.bytes != before->level1.bytes) {
            before = indicator;
            level_number = ends_of(indicator->level1) * 3 + ends_of(indicator->level2) * 5;
        }
        if (indicator->name.is_given && !name_put(&table, ends_of(indicator->name.text) + level_number)) {
            return true;
        }
    }
    return false;
}

/* Same name under one 二级指标 stand next to each other, in their order in the document. */
static int compare_indicators(const void *a, const void *b)
{
    const struct indicator *first = *(const struct indicator *const *)a;
    const struct indicator *second = *(const struct indicator *const *)b;
    int order = text_compare(first->name.text, second->name.text);
    order = order != 0 ? order : text_compare(first->level2, second->level2);
    order = order != 0 ? order : text_compare(first->level1, second->level1);
    if (order != 0) {
        return order;
    }
    return first->place.line != second->place.line ? (first->place.line < second->place.line ? -1 : 1)
                                                   : (first->place.column < second->place.column ? -1 : 1);
}

static bool is_same_indicator(const struct indicator *a, const struct indicator *b)
{
    return text_equals(a->name.text, b->name.text) && text_equals(a->level2, b->level2) &&
           text_equals(a->level1, b->level1);
}

static void review_duplicates(const struct review *review)
{
    size_t count = 0;
    const struct indicator **sorted =
        ARENA_ARRAY(review->findings->arena, const struct indicator *, review->project->indicator_count);
    for (const struct indicator *indicator = review->project->indicators; indicator != NULL;
         indicator = indicator->next) {
        if (indicator->name.is_given) {
            sorted[count++] = indicator;
        }
    }
    if (count > 1) {
        qsort(sorted, count, sizeof(sorted[0]), compare_indicators);
    }
    const struct indicator *first = count > 0 ? sorted[0] : NULL;
    for (size_t i = 1; i < count; i++) {
        const struct indicator *indicator = sorted[i];
        if (!is_same_indicator(first, indicator)) {
            first = indicator;
            continue;
        }
        finding_report(review->findings, MESSAGE_duplicate_indicator, indicator->name.place, indicator->name.text,
                       TEXT_ARGUMENT(indicator->name.text),
                       TEXT_ARGUMENT(text_is_empty(indicator->level2) ? indicator->level1 : indicator->level2),
                       COUNT_ARGUMENT(first->name.place.line));
    }
}

void review_repetition(const struct review *review)
{
    review_copied(review);
    if (may_have_duplicates(review->project)) {
        review_duplicates(review);
    }
}
