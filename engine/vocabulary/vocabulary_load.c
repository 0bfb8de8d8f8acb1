#include "vocabulary_load.h"

#include <stdlib.h>

/* The words of one document, in order. */
struct stated_word {
    struct text word;
    struct place place;
    size_t group; /* what the word stands for: a tier, a list of blanks, a unit */
};
struct stated_words {
    struct loading *loading;
    struct stated_word *words;
    size_t count;
};

/* How many words there can be in a document: no more than it has scalars. */
static size_t scalar_count(const struct node *node)
{
    size_t count = node->kind == NODE_SCALAR;
    for (const struct node *child = node->first_child; child != NULL; child = child->next) {
        count += scalar_count(child);
    }
    return count;
}

static struct stated_words words_of(struct loading *loading, const struct node *document)
{
    return (struct stated_words){
        .loading = loading,
        .words = ARENA_ARRAY(loading->arena, struct stated_word, scalar_count(document)),
    };
}

static void word_add(struct stated_words *words, struct text word, struct place place, size_t group)
{
    words->words[words->count++] = (struct stated_word){ word, place, group };
}

static void list_add(struct stated_words *words, struct text field, const struct node *list, size_t group)
{
    if (list->kind != NODE_SEQUENCE) {
        report_wrong_type(words->loading, field, TERM_sequence, list);
        return;
    }
    for (const struct node *item = list->first_child; item != NULL; item = item->next) {
        struct cell word = cell_load(words->loading, field, item);
        if (word.is_given) {
            word_add(words, word.text, word.place, group);
        } else if (node_is_blank(item)) {
            report_empty(words->loading, field, item->place);
        }
    }
}

static int compare_words(const void *a, const void *b)
{
    const struct stated_word *first = a;
    const struct stated_word *second = b;
    int order = text_compare(first->word, second->word);
    if (order != 0) {
        return order;
    }
    bool is_before = first->place.line != second->place.line ? first->place.line < second->place.line
                                                             : first->place.column < second->place.column;
    return is_before ? -1 : 1;
}

/* A word that stands for two things stands for neither. Sorts the words. */
static void report_repeated(struct stated_words *words)
{
    if (words->count == 0) {
        return;
    }
    qsort(words->words, words->count, sizeof(words->words[0]), compare_words);
    for (size_t i = 1; i < words->count; i++) {
        const struct stated_word *first = &words->words[i - 1];
        const struct stated_word *second = &words->words[i];
        if (text_equals(first->word, second->word)) {
            finding_report(words->loading->findings, MESSAGE_duplicate_key, second->place, words->loading->indicator,
                           TEXT_ARGUMENT(second->word), COUNT_ARGUMENT(first->place.line));
        }
    }
}

/* ---- tiers ---- */

struct tiers_draft {
    const struct node *lists[TIER_COUNT];
};
static const struct field tier_fields[TIER_COUNT] = {
    FIELD("达成", "achieved", FIELD_NODE, FIELD_REQUIRED, struct tiers_draft, lists[TIER_ACHIEVED]),
    FIELD("部分达成", "partly_achieved", FIELD_NODE, FIELD_REQUIRED, struct tiers_draft, lists[TIER_PARTLY_ACHIEVED]),
    FIELD("未达成", "not_achieved", FIELD_NODE, FIELD_REQUIRED, struct tiers_draft, lists[TIER_NOT_ACHIEVED]),
};
static const struct field_table tier_table = FIELD_TABLE("完成值用语", tier_fields);

static void tiers_load(struct loading *loading, const struct node *document, struct value_vocabulary *vocabulary)
{
    struct tiers_draft draft = { 0 };
    struct stated_words words = words_of(loading, document);
    fields_load(loading, &tier_table, document, &draft);
    for (size_t tier = 0; tier < TIER_COUNT; tier++) {
        if (draft.lists[tier] != NULL) {
            list_add(&words, tier_fields[tier].key, draft.lists[tier], tier);
        }
    }
    struct tier_word *tier_words = ARENA_ARRAY(loading->arena, struct tier_word, words.count);
    for (size_t i = 0; i < words.count; i++) {
        tier_words[i] = (struct tier_word){ words.words[i].word, (enum tier)words.words[i].group };
    }
    vocabulary->tier_words = tier_words;
    vocabulary->tier_word_count = words.count;
    report_repeated(&words);
}

/* ---- blanks ---- */

enum { BLANK_IN_BOTH, BLANK_IN_TARGET, BLANK_LIST_COUNT };
struct blanks_draft {
    const struct node *lists[BLANK_LIST_COUNT];
};
static const struct field blank_fields[BLANK_LIST_COUNT] = {
    FIELD("两者", "both", FIELD_NODE, FIELD_REQUIRED, struct blanks_draft, lists[BLANK_IN_BOTH]),
    FIELD("指标值", "target", FIELD_NODE, FIELD_REQUIRED, struct blanks_draft, lists[BLANK_IN_TARGET]),
};
static const struct field_table blank_table = FIELD_TABLE("空白用语", blank_fields);

static void blanks_load(struct loading *loading, const struct node *document, struct value_vocabulary *vocabulary)
{
    struct blanks_draft draft = { 0 };
    struct stated_words words = words_of(loading, document);
    fields_load(loading, &blank_table, document, &draft);
    for (size_t list = 0; list < BLANK_LIST_COUNT; list++) {
        if (draft.lists[list] != NULL) {
            list_add(&words, blank_fields[list].key, draft.lists[list], list);
        }
    }
    struct blank_word *blank_words = ARENA_ARRAY(loading->arena, struct blank_word, words.count);
    for (size_t i = 0; i < words.count; i++) {
        blank_words[i] = (struct blank_word){
            .word = words.words[i].word,
            .in_target = true,
            .in_achieved = words.words[i].group == BLANK_IN_BOTH,
        };
    }
    vocabulary->blank_words = blank_words;
    vocabulary->blank_word_count = words.count;
    report_repeated(&words);
}

/* ---- units ---- */

struct units_draft {
    const struct node *counting;
    const struct node *dimensions;
    const struct node *synonyms;
};
static const struct field unit_fields[] = {
    FIELD("计数", "counting", FIELD_NODE, FIELD_REQUIRED, struct units_draft, counting),
    FIELD("维度", "dimensions", FIELD_NODE, FIELD_REQUIRED, struct units_draft, dimensions),
    FIELD("同义", "synonyms", FIELD_NODE, FIELD_REQUIRED, struct units_draft, synonyms),
};
static const struct field_table unit_table = FIELD_TABLE("计量单位", unit_fields);

static struct entries entries_of(struct loading *loading, struct text field, const struct node *node)
{
    if (node != NULL && node->kind == NODE_MAPPING) {
        return data_entries(loading->arena, NULL, node);
    }
    if (node != NULL) {
        report_wrong_type(loading, field, TERM_mapping, node);
    }
    return (struct entries){ 0 };
}

static void counting_load(struct stated_words *words, const struct node *list, struct unit_word *units)
{
    if (list == NULL) {
        return;
    }
    list_add(words, TEXT("计数"), list, 0);
    for (size_t i = 0; i < words->count; i++) {
        units[i] = (struct unit_word){
            .word = words->words[i].word,
            .normal = words->words[i].word,
            .factor = decimal_from_integer(1),
        };
    }
}

static void dimension_load(struct stated_words *words, const struct node *dimension, struct unit_word *units)
{
    struct entries entries = entries_of(words->loading, dimension->key, dimension);
    for (size_t i = 0; i < entries.count; i++) {
        const struct node *node = entries.nodes[i];
        struct figure factor = figure_load_required(words->loading, node->key, FIELD_COUNT, node);
        if (factor.is_given && decimal_is_zero(factor.value)) {
            finding_report(words->loading->findings, MESSAGE_unreadable_number, factor.place, words->loading->indicator,
                           TEXT_ARGUMENT(node->key), TEXT_ARGUMENT(factor.text));
        }
        if (node->kind == NODE_SCALAR) {
            units[words->count] = (struct unit_word){ node->key, node->key, dimension->key, factor.value };
            word_add(words, node->key, node->key_place, 0);
        }
    }
}

/* `synonyms` are other words for the unit that is its key. */
static void synonyms_load(struct stated_words *words, const struct node *synonyms, struct unit_word *units)
{
    size_t unit = 0;
    while (unit < words->count && !text_equals(units[unit].word, synonyms->key)) {
        unit++;
    }
    if (unit == words->count) {
        finding_report(words->loading->findings, MESSAGE_unknown_key, synonyms->key_place, words->loading->indicator,
                       TEXT_ARGUMENT(synonyms->key));
        return;
    }
    size_t first = words->count;
    list_add(words, synonyms->key, synonyms, unit);
    for (size_t i = first; i < words->count; i++) {
        units[i] = units[unit];
        units[i].word = words->words[i].word;
    }
}

static void units_load(struct loading *loading, const struct node *document, struct value_vocabulary *vocabulary)
{
    struct units_draft draft = { 0 };
    struct stated_words words = words_of(loading, document);
    struct unit_word *units = ARENA_ARRAY(loading->arena, struct unit_word, scalar_count(document));
    fields_load(loading, &unit_table, document, &draft);
    counting_load(&words, draft.counting, units);
    struct entries dimensions = entries_of(loading, TEXT("维度"), draft.dimensions);
    for (size_t i = 0; i < dimensions.count; i++) {
        dimension_load(&words, dimensions.nodes[i], units);
    }
    struct entries synonyms = entries_of(loading, TEXT("同义"), draft.synonyms);
    for (size_t i = 0; i < synonyms.count; i++) {
        synonyms_load(&words, synonyms.nodes[i], units);
    }
    vocabulary->unit_words = units;
    vocabulary->unit_word_count = words.count;
    report_repeated(&words);
}

bool vocabulary_load(struct loading *loading, const struct node *tiers, const struct node *blanks,
                     const struct node *units, struct value_vocabulary *vocabulary_out)
{
    size_t findings_before = loading->findings->count;
    struct value_vocabulary vocabulary = { 0 };
    loading->indicator = (struct text){ 0 };
    loading->is_extending = false;
    tiers_load(loading, tiers, &vocabulary);
    blanks_load(loading, blanks, &vocabulary);
    units_load(loading, units, &vocabulary);
    *vocabulary_out = vocabulary;
    return loading->findings->count == findings_before;
}
