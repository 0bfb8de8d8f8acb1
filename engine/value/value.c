#include "value.h"

#include "measure.h"
#include "quick.h"
#include "quick_date.h"
#include "reader.h"
#include "utf8.h"

#include <stdint.h>

enum {
    MATCH_LIMIT = 200000,
    DEPTH_LIMIT = 2000,
    HEAP_LIMIT_KIBIBYTES = 2048,
};

static void *take_for_pcre2(PCRE2_SIZE size_bytes, void *context)
{
    const struct memory *memory = context;
    return memory->take(memory->context, size_bytes);
}

static void give_back_for_pcre2(void *block, void *context)
{
    const struct memory *memory = context;
    if (block != NULL) {
        memory->give_back(memory->context, block);
    }
}

struct value_reader *value_reader_create(const struct memory *memory, const struct value_vocabulary *vocabulary)
{
    struct value_reader *reader = memory->take(memory->context, sizeof(*reader));
    if (reader == NULL) {
        return NULL;
    }
    memset(reader, 0, sizeof(*reader));
    reader->memory = *memory;
    arena_begin(&reader->arena, memory, SIZE_MAX);
    reader->general = pcre2_general_context_create(take_for_pcre2, give_back_for_pcre2, &reader->memory);
    if (reader->general == NULL || !vocabulary_create(&reader->vocabulary, &reader->arena, vocabulary)) {
        value_reader_destroy(reader);
        return NULL;
    }
    return reader;
}

void value_reader_destroy(struct value_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    pcre2_general_context_free(reader->general);
    arena_end(&reader->arena);
    reader->memory.give_back(reader->memory.context, reader);
}

struct value_workspace *value_workspace_create(const struct value_reader *reader)
{
    struct value_workspace *workspace = reader->memory.take(reader->memory.context, sizeof(*workspace));
    if (workspace == NULL) {
        return NULL;
    }
    memset(workspace, 0, offsetof(struct value_workspace, folded));
    number_memory_begin(&workspace->numbers, &reader->vocabulary);
    memo_begin(&workspace->memo);
    workspace->reader = reader;
    workspace->limits = pcre2_match_context_create(reader->general);
    workspace->block = pcre2_match_data_create(PATTERN_MOST_PAIRS, reader->general);
    workspace->name_block = pcre2_match_data_create(1, reader->general);
    if (workspace->limits == NULL || workspace->block == NULL || workspace->name_block == NULL) {
        value_workspace_destroy(workspace);
        return NULL;
    }
    pcre2_set_match_limit(workspace->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(workspace->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(workspace->limits, HEAP_LIMIT_KIBIBYTES);
    return workspace;
}

void value_workspace_destroy(struct value_workspace *workspace)
{
    if (workspace == NULL) {
        return;
    }
    for (size_t i = 0; i < RULE_COUNT; i++) {
        pattern_destroy(&workspace->rule_patterns[i]);
    }
    pattern_destroy(&workspace->name_pattern);
    pcre2_match_data_free(workspace->block);
    pcre2_match_data_free(workspace->name_block);
    pcre2_match_context_free(workspace->limits);
    const struct memory *memory = &workspace->reader->memory;
    memory->give_back(memory->context, workspace);
}

static struct value value_of_kind(enum value_kind kind)
{
    return (struct value){ .kind = kind };
}

static struct value tier_value(enum tier tier, bool is_cut)
{
    return (struct value){ .kind = VALUE_TIER, .tier = tier, .is_cut = is_cut };
}

/* What, behind a tier word, makes a text say something else than the word. */
struct doubt {
    const char *word;
    bool spoils_done;     /* 完成，但… and 部分完成，… */
    bool spoils_not_done; /* 未完成，… */
};

static const struct doubt doubts[] = {
    { "未", true, false },   { "没", true, false },   { "尚", true, false },   { "不", true, false },
    { "无", true, false },   { "但", true, true },    { "部分", true, false }, { "基本", true, false },
    { "仅", true, false },   { "只", true, false },   { "除", true, true },    { "差", true, false },
    { "延期", true, false }, { "推迟", true, false }, { "逾期", true, false }, { "滞后", true, false },
    { "已", false, true },   { "补", true, true },
};

static bool has_doubt(struct text rest, enum tier tier)
{
    for (size_t i = 0; i < sizeof(doubts) / sizeof(doubts[0]); i++) {
        bool spoils = tier == TIER_NOT_ACHIEVED ? doubts[i].spoils_not_done : doubts[i].spoils_done;
        if (spoils && text_contains(rest, text_of(doubts[i].word))) {
            return true;
        }
    }
    return false;
}

/* A tier word, its cut beginning, or one that a stop and a harmless remark follow: 已完成，效果良好. 完成一半 is none.
 */
static bool tier_read(const struct reading *reading, struct value *value_out)
{
    const struct vocabulary *vocabulary = reading_vocabulary(reading);
    const struct tier_word *word = vocabulary_tier(vocabulary, reading->text);
    const struct tier_word *cut = word == NULL ? vocabulary_cut_tier(vocabulary, reading->text) : NULL;
    if (word == NULL && cut == NULL) {
        struct text rest;
        bool has_number = (reading->features & (FOLD_HAS_DIGIT | FOLD_HAS_SIGN | FOLD_HAS_MARK)) != 0;
        word = has_number ? NULL : vocabulary_leading_tier(vocabulary, reading->text, &rest);
        if (word == NULL || has_doubt(rest, word->tier)) {
            return false;
        }
    }
    *value_out = word != NULL ? tier_value(word->tier, false) : tier_value(cut->tier, true);
    return true;
}

/* Opens the reading of a text; true where that settles what it is: broken, blank, or a tier. */
static bool reading_begin(struct reading *reading, struct text text, struct value *value_out)
{
    const struct vocabulary *vocabulary = reading_vocabulary(reading);
    if (utf8_valid_bytes(text) != text.size_bytes) {
        *value_out = value_of_kind(VALUE_UNREADABLE);
        return true;
    }
    bool may_be_long = text.size_bytes > READING_MOST_CHARACTERS;
    struct text first = may_be_long ? utf8_first(text, READING_MOST_CHARACTERS) : text;
    struct folded folded = fold_text(first, reading->workspace->folded);
    reading->is_long = first.size_bytes < text.size_bytes;
    reading->text = reading->is_long ? folded.text : text_without_closing(folded.text);
    reading->features = folded.features;
    reading->features_beyond = reading->is_long ? fold_features(text_without_first(text, first.size_bytes)) : 0;
    if (!reading->is_long &&
        (text_is_empty(folded.text) || vocabulary_blank(vocabulary, folded.text, reading->role) != NULL ||
         vocabulary_blank(vocabulary, reading->text, reading->role) != NULL)) {
        *value_out = value_of_kind(VALUE_BLANK);
        return true;
    }
    return reading->role == VALUE_ACHIEVED && !reading->is_long && tier_read(reading, value_out);
}

struct value value_read_by_rules(struct value_workspace *workspace, struct arena *arena, struct text text,
                                 enum value_role role, int32_t year)
{
    struct reading reading = {
        .workspace = workspace, .arena = arena, .role = role, .year = year, .tries_all_rules = true
    };
    struct value value;
    return reading_begin(&reading, text, &value) ? value : reading_value_by_rules(&reading);
}

static bool number_learn_and_find(struct value_workspace *workspace, struct arena *arena, struct text text,
                                  struct quick_number *found_out)
{
    return number_learn(&workspace->numbers, &workspace->reader->vocabulary, arena, text) &&
           quick_number_find(&workspace->numbers, text, found_out);
}

struct value value_read_anew(struct value_workspace *workspace, struct arena *arena, struct text text,
                             enum value_role role, int32_t year)
{
    struct quick_number number;
    if (number_learn_and_find(workspace, arena, text, &number)) {
        return quick_number_value(&number, arena, role);
    }
    struct reading reading = { .workspace = workspace, .arena = arena, .role = role, .year = year };
    struct value value;
    bool is_settled = reading_begin(&reading, text, &value);
    if (!is_settled && !date_read_quickly(&reading, &value) && !numeral_read_quickly(&reading, &value)) {
        /* What is written in full-width forms is plain when it is folded. */
        value = number_learn_and_find(workspace, arena, reading.text, &number)
                    ? quick_number_value(&number, arena, role)
                    : reading_value_by_rules(&reading);
    }
    bool asks_year = !is_settled && (reading.features & FOLD_HAS_CALENDAR) != 0;
    memo_keep(&workspace->memo, reading_vocabulary(&reading), text, role, year, asks_year, &value);
    return value;
}

struct value value_read(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                        int32_t year)
{
    struct value value;
    value_read_to(workspace, arena, text, role, year, &value);
    return value;
}
