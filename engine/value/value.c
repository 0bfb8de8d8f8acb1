#include "value.h"

#include "measure.h"
#include "number.h"
#include "reader.h"
#include "utf8.h"

#include <stdint.h>

/* Digits in names are no numbers: 5G基站, 3A级景区, ISO9001, 晋财绩〔2020〕10号, 12345热线 (the public service numbers
 * 123xx). */
#define NAME_PATTERN                                                                                                         \
    "(?:[A-Za-z]+[-.]?\\d+(?:[-.]\\d+)*[A-Za-z]*|\\d{1,2}[A-Z](?![A-Za-z\\d])|[〔\\[(【]\\d{4}[〕\\])】](?:第?\\d+号)" \
    "?"                                                                                                                      \
    "|第\\d+号|\\d+号文|(?<!\\d)123\\d\\d(?=\\p{Han})|[^\\d])*+\\z"

enum {
    MATCH_LIMIT = 200000,
    DEPTH_LIMIT = 2000,
    HEAP_LIMIT_KIBIBYTES = 2048,
    QUICK_MOST_BYTES = 48, /* behind the number */
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

static const struct rule *rule_at(size_t index)
{
    return index < DEADLINE_RULE_COUNT ? &deadline_rules[index] : &measure_rules[index - DEADLINE_RULE_COUNT];
}

static bool reader_compile(struct value_reader *reader)
{
    reader->general = pcre2_general_context_create(take_for_pcre2, give_back_for_pcre2, &reader->memory);
    bool done = reader->general != NULL && pattern_create(&reader->name_pattern, NAME_PATTERN, reader->general);
    for (size_t i = 0; done && i < RULE_COUNT; i++) {
        done = pattern_create(&reader->rule_patterns[i], rule_at(i)->pattern, reader->general);
    }
    return done;
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
    if (!vocabulary_create(&reader->vocabulary, &reader->arena, vocabulary) || !reader_compile(reader)) {
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
    for (size_t i = 0; i < RULE_COUNT; i++) {
        pattern_destroy(&reader->rule_patterns[i]);
    }
    pattern_destroy(&reader->name_pattern);
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
    memset(workspace, 0, sizeof(*workspace));
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
    pcre2_match_data_free(workspace->block);
    pcre2_match_data_free(workspace->name_block);
    pcre2_match_context_free(workspace->limits);
    const struct memory *memory = &workspace->reader->memory;
    memory->give_back(memory->context, workspace);
}

/* Where the matcher is refused memory there is no reading, not even an unreadable one. */
static enum pattern_outcome reading_match(const struct reading *reading, const struct pattern *pattern,
                                          pcre2_match_data *block, struct pattern_match *match_out)
{
    enum pattern_outcome outcome = pattern_find(pattern, reading->text, block, reading->workspace->limits, match_out);
    if (outcome == PATTERN_NO_MEMORY) {
        (void)arena_take(reading->arena, SIZE_MAX); /* leaves */
    }
    return outcome;
}

bool reading_has_only_names(const struct reading *reading)
{
    const struct value_workspace *workspace = reading->workspace;
    struct pattern_match match;
    return !reading->is_long &&
           reading_match(reading, &workspace->reader->name_pattern, workspace->name_block, &match) == PATTERN_MATCHES;
}

static bool rule_applies(const struct rule *rule, const struct reading *reading)
{
    bool is_for_role = reading->role == VALUE_TARGET ? rule->in_target : rule->in_achieved;
    return is_for_role && (reading->features & rule->any_feature) != 0 &&
           (reading->features & rule->every_feature) == rule->every_feature && (rule->may_lead || !reading->is_long);
}

static enum rule_outcome rule_try(size_t index, const struct reading *reading, struct value *value_out)
{
    struct pattern_match match;
    const struct value_workspace *workspace = reading->workspace;
    switch (reading_match(reading, &workspace->reader->rule_patterns[index], workspace->block, &match)) {
    case PATTERN_MATCHES:
        *value_out = (struct value){ .kind = VALUE_UNREADABLE };
        return rule_at(index)->read(reading, &match, value_out);
    case PATTERN_DIFFERS:
        return RULE_DIFFERS;
    case PATTERN_OVER_LIMIT:
    case PATTERN_NO_MEMORY:
        break;
    }
    return RULE_UNREADABLE;
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

static struct value value_by_rules(const struct reading *reading)
{
    struct value value;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        enum rule_outcome outcome = rule_applies(rule_at(i), reading) ? rule_try(i, reading, &value) : RULE_DIFFERS;
        if (outcome == RULE_READ) {
            return value;
        }
        if (outcome != RULE_DIFFERS) {
            return (struct value){ .kind = VALUE_UNREADABLE, .is_too_large = outcome == RULE_TOO_LARGE };
        }
    }
    unsigned features = reading->features | reading->features_beyond;
    if ((features & (FOLD_HAS_SIGN | FOLD_HAS_MARK)) != 0) {
        return value_of_kind(VALUE_UNREADABLE);
    }
    bool is_text = (features & FOLD_HAS_DIGIT) == 0 || reading_has_only_names(reading);
    return value_of_kind(is_text ? VALUE_TEXT : VALUE_UNREADABLE);
}

static struct text without_closing(struct text text)
{
    static const char *const closings[] = { "。", ";", "!", "、" };
    for (size_t i = 0; i < sizeof(closings) / sizeof(closings[0]); i++) {
        struct text closing = text_of(closings[i]);
        if (text_ends_with(text, closing)) {
            return without_closing(text_without_last(text, closing.size_bytes));
        }
    }
    /* A point or comma behind a digit may be a number that was cut. */
    bool is_stop = text_ends_with(text, TEXT(".")) || text_ends_with(text, TEXT(","));
    bool is_after_digit =
        text.size_bytes > 1 && text.bytes[text.size_bytes - 2] >= '0' && text.bytes[text.size_bytes - 2] <= '9';
    return is_stop && !is_after_digit ? without_closing(text_without_last(text, 1)) : text;
}

struct value value_read_by_rules(struct value_workspace *workspace, struct arena *arena, struct text text,
                                 enum value_role role, int32_t year)
{
    const struct vocabulary *vocabulary = &workspace->reader->vocabulary;
    if (utf8_valid_bytes(text) != text.size_bytes) {
        return value_of_kind(VALUE_UNREADABLE);
    }
    struct text first = utf8_first(text, READING_MOST_CHARACTERS);
    struct folded folded = fold_text(first, workspace->folded);
    bool is_long = first.size_bytes < text.size_bytes;
    struct text closed = is_long ? folded.text : without_closing(folded.text);
    if (!is_long && (text_is_empty(folded.text) || vocabulary_blank(vocabulary, folded.text, role) != NULL ||
                     vocabulary_blank(vocabulary, closed, role) != NULL)) {
        return value_of_kind(VALUE_BLANK);
    }
    struct reading reading = {
        .workspace = workspace,
        .arena = arena,
        .text = closed,
        .features = folded.features,
        .is_long = is_long,
        .features_beyond = is_long ? fold_features(text_without_first(text, first.size_bytes)) : 0,
        .role = role,
        .year = year,
    };
    struct value value;
    if (role == VALUE_ACHIEVED && !is_long && tier_read(&reading, &value)) {
        return value;
    }
    return value_by_rules(&reading);
}

static struct text leading_sign(struct text text, enum comparison *comparison_out)
{
    static const struct {
        struct text sign;
        enum comparison comparison;
    } signs[] = {
        { { "≥", sizeof("≥") - 1 }, COMPARISON_AT_LEAST },
        { { "≤", sizeof("≤") - 1 }, COMPARISON_AT_MOST },
        { { "=", 1 }, COMPARISON_EQUAL },
        { { ">", 1 }, COMPARISON_ABOVE },
        { { "<", 1 }, COMPARISON_BELOW },
    };
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (text_starts_with(text, signs[i].sign)) {
            *comparison_out = signs[i].comparison;
            return signs[i].sign;
        }
    }
    *comparison_out = COMPARISON_NONE;
    return TEXT("");
}

static struct text leading_number(struct text text)
{
    size_t bytes = 0;
    while (bytes < text.size_bytes &&
           ((text.bytes[bytes] >= '0' && text.bytes[bytes] <= '9') || text.bytes[bytes] == '.')) {
        bytes++;
    }
    return (struct text){ text.bytes, bytes };
}

/* 年, 月 and 季度 behind a number may be a date. */
static bool may_be_date(struct text unit)
{
    return text_starts_with(unit, TEXT("年")) || text_starts_with(unit, TEXT("月")) ||
           text_starts_with(unit, TEXT("季"));
}

/* [sign] digits [scale] [known unit], written plainly: most cells are so. What it does not settle is left to the rules.
 */
static bool number_read_quickly(const struct vocabulary *vocabulary, struct arena *arena, struct text text,
                                enum value_role role, struct value *value_out)
{
    enum comparison comparison;
    struct text sign = leading_sign(text, &comparison);
    struct text number = leading_number(text_without_first(text, sign.size_bytes));
    struct text behind = text_without_first(text, sign.size_bytes + number.size_bytes);
    struct decimal decimal;
    if (text_is_empty(number) || behind.size_bytes > QUICK_MOST_BYTES || may_be_date(behind) ||
        decimal_read(number, &decimal) != DECIMAL_READ || utf8_valid_bytes(behind) != behind.size_bytes) {
        return false;
    }
    struct tail tail = tail_read(vocabulary, behind);
    if (tail.standing != UNIT_KNOWN || !number_scaled(decimal, tail.power, &decimal)) {
        return false;
    }
    *value_out = (struct value){ .kind = VALUE_NUMBER, .number = decimal, .is_approximate = tail.is_approximate };
    value_out->has_scale = tail.power != 0;
    value_out->scale_power = tail.power;
    value_out->unit = unit_normal(vocabulary, arena, tail.unit);
    value_out->comparison = role == VALUE_TARGET ? comparison : COMPARISON_NONE;
    value_out->has_sign = role == VALUE_ACHIEVED && !text_is_empty(sign);
    return true;
}

struct value value_read(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                        int32_t year)
{
    const struct vocabulary *vocabulary = &workspace->reader->vocabulary;
    struct value value;
    if (number_read_quickly(vocabulary, arena, text, role, &value)) {
        return value;
    }
    if (vocabulary_blank(vocabulary, text, role) != NULL) {
        return value_of_kind(VALUE_BLANK);
    }
    const struct tier_word *word = role == VALUE_ACHIEVED ? vocabulary_tier(vocabulary, text) : NULL;
    return word != NULL ? tier_value(word->tier, false) : value_read_by_rules(workspace, arena, text, role, year);
}
