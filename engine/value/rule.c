#include "reader.h"
#include "utf8.h"

#include <stdint.h>

/* Digits in names are no numbers: 5G基站, 3A级景区, ISO9001, 晋财绩〔2020〕10号, 12345热线 (the public service numbers
 * 123xx). */
#define NAME_PATTERN                                                                                                         \
    "(?:[A-Za-z]+[-.]?\\d+(?:[-.]\\d+)*[A-Za-z]*|\\d{1,2}[A-Z](?![A-Za-z\\d])|[〔\\[(【]\\d{4}[〕\\])】](?:第?\\d+号)" \
    "?"                                                                                                                      \
    "|第\\d+号|\\d+号文|(?<!\\d)123\\d\\d(?=\\p{Han})|[^\\d])*+\\z"

static const struct rule *rule_at(size_t index)
{
    return index < DEADLINE_RULE_COUNT ? &deadline_rules[index] : &measure_rules[index - DEADLINE_RULE_COUNT];
}

/* Compiled when it is first needed: most runs need few of them. */
static const struct pattern *reading_pattern(const struct reading *reading, struct pattern *pattern, const char *text)
{
    if (pattern->code == NULL && !pattern_create(pattern, text, reading->workspace->reader->general)) {
        arena_escape(reading->arena);
    }
    return pattern;
}

/* Where the matcher is refused memory there is no reading, not even an unreadable one. */
static enum pattern_outcome reading_match(const struct reading *reading, const struct pattern *pattern,
                                          pcre2_match_data *block, struct pattern_match *match_out)
{
    enum pattern_outcome outcome = pattern_find(pattern, reading->text, block, reading->workspace->limits, match_out);
    if (outcome == PATTERN_NO_MEMORY) {
        arena_escape(reading->arena);
    }
    return outcome;
}

bool reading_has_only_names(const struct reading *reading)
{
    struct value_workspace *workspace = reading->workspace;
    struct pattern_match match;
    if (reading->is_long) {
        return false;
    }
    const struct pattern *pattern = reading_pattern(reading, &workspace->name_pattern, NAME_PATTERN);
    return reading_match(reading, pattern, workspace->name_block, &match) == PATTERN_MATCHES;
}

/* Whether a text that begins so can match at all. */
static bool rule_may_begin_with(const struct rule *rule, struct text first_character)
{
    return text_contains(text_of(rule->first_characters), first_character);
}

static bool rule_applies(const struct rule *rule, const struct reading *reading)
{
    bool is_for_role = reading->role == VALUE_TARGET ? rule->in_target : rule->in_achieved;
    return is_for_role && (reading->features & rule->any_feature) != 0 &&
           (reading->features & rule->every_feature) == rule->every_feature && (rule->may_lead || !reading->is_long) &&
           (reading->tries_all_rules || rule_may_begin_with(rule, utf8_first(reading->text, 1)));
}

static enum rule_outcome rule_try(size_t index, const struct reading *reading, struct value *value_out)
{
    struct pattern_match match;
    struct value_workspace *workspace = reading->workspace;
    const struct pattern *pattern = reading_pattern(reading, &workspace->rule_patterns[index], rule_at(index)->pattern);
    switch (reading_match(reading, pattern, workspace->block, &match)) {
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

struct value reading_value_by_rules(const struct reading *reading)
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
