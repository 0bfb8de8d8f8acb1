#include "measure.h"

#include "number.h"
#include "reader.h"
#include "sign.h"
#include "utf8.h"

/* The alternatives end with a blank one, which is no word at all. */
#define OR_WORD(word, comparison, is_weak) word "|"
#define SIGN "(?<sign>" SIGN_WORDS(OR_WORD) ")"
#define OR_ABOUT(word) word "|"
#define ABOUT "(?<about>" ABOUT_WORDS(OR_ABOUT) ")"
#define SHARE(name) "(?<" name ">百分之|千分之)?"
/* Once read, digits are not given back: 1,2345 is not 1,234 and something. */
#define DIGITS "(?>-?(?:\\d{1,3}(?:,\\d{3})++|\\d++)(?:\\.\\d++)?+)"
#define NUMERAL_CHARACTERS "零〇一二两三四五六七八九十百千万亿半点"
#define NUMERAL "[" NUMERAL_CHARACTERS "]{1,24}+"
#define NUMBER(name) "(?<" name ">" DIGITS "|" NUMERAL ")"
/* Without digits, but for m2 and m3. */
#define TAIL(name) "(?<" name ">(?:[^\\d≥≤<>=~±—-]|(?<=m)[23]){0,24}?)"
#define INCLUDED "(?:\\(不?含[^()]{0,8}\\))?"
#define SUFFIX "(?<about_after>左右|上下|多)?(?<suffix>" INCLUDED "[及或]?(?:以上|以下|以内|之内|内)" INCLUDED ")?"
#define JOINER "(?:-|~{1,2}|—{1,2}|至|到)"

#define NUMBER_PATTERN SIGN ABOUT SHARE("share") NUMBER("number") TAIL("tail") SUFFIX "\\z"
#define EVERY_PATTERN "每(?<every>\\p{Han}{1,8}?)" NUMBER_PATTERN
#define RANGE_PATTERN                                                                                                  \
    "(?:控制在|介于|在)?" ABOUT SHARE("share") NUMBER("number") TAIL("tail") JOINER SHARE("upper_share")               \
        NUMBER("upper") TAIL("upper_tail") "(?:之间)?\\z"
#define TOLERANCE_PATTERN "(?<number>" DIGITS ")" TAIL("tail") "±(?<upper>" DIGITS ")" TAIL("upper_tail") "\\z"
#define FRACTION_PATTERN                                                                                               \
    SIGN ABOUT "(?<number>" DIGITS ")" TAIL("tail") "/(?<upper>" DIGITS ")" TAIL("upper_tail") "\\z"

static bool take_about(struct text *text)
{
    static const struct text words[] = { { "余", sizeof("余") - 1 }, { "多", sizeof("多") - 1 } };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (text_starts_with(*text, words[i])) {
            *text = text_without_first(*text, words[i].size_bytes);
            return true;
        }
    }
    return false;
}

static enum unit_standing standing_of(const struct vocabulary *vocabulary, struct text unit)
{
    return text_is_empty(unit) ? UNIT_KNOWN : unit_judge(vocabulary, unit);
}

struct tail tail_read(const struct vocabulary *vocabulary, struct text text)
{
    enum { MOST_SCALES = 4 };
    struct tail tail = { .unit = text };
    tail.is_approximate = take_about(&tail.unit);
    /* The shortest scale that leaves a known unit: 千克 is one, of 万千瓦 only 千瓦 is. */
    for (int scales = 0;; scales++) {
        tail.standing = standing_of(vocabulary, tail.unit);
        struct text rest = tail.unit;
        int power = 0;
        bool is_scale = !text_is_empty(rest) && scales < MOST_SCALES && scale_find(utf8_take(&rest), &power);
        if (tail.standing == UNIT_KNOWN || !is_scale) {
            return tail;
        }
        tail.power += power;
        tail.is_approximate = take_about(&rest) || tail.is_approximate;
        tail.unit = rest;
    }
}

bool number_scaled(struct decimal number, int power, struct decimal *scaled_out)
{
    *scaled_out = decimal_shifted(number, power);
    return decimal_is_in_range(*scaled_out);
}

bool number_is_year(struct text number, struct text unit)
{
    return number.size_bytes == 4 && (text_starts_with(number, TEXT("19")) || text_starts_with(number, TEXT("20"))) &&
           text_starts_with(unit, TEXT("年"));
}

/* A number with what stands behind it. */
struct measure {
    struct decimal number; /* without the scale */
    bool is_numeral;       /* in Chinese */
    struct tail tail;
};

/* A scale behind a numeral (十余万) is no more than the numeral's own (二十万). */
static bool measure_has_scale(const struct measure *measure)
{
    return !measure->is_numeral && measure->tail.power != 0;
}

static bool is_ascii_number(struct text text)
{
    return text.bytes[0] == '-' || (text.bytes[0] >= '0' && text.bytes[0] <= '9');
}

/* In 五千克 the numeral takes 千, but 千克 is a unit. */
static void give_scale_to_unit(const struct vocabulary *vocabulary, struct text *number, struct text *tail)
{
    const size_t scale_bytes = sizeof("千") - 1;
    struct text last = text_without_first(*number, number->size_bytes - scale_bytes);
    int power = 0;
    if (number->size_bytes <= scale_bytes || text_is_empty(*tail) || !scale_find(utf8_take(&last), &power)) {
        return;
    }
    /* The numeral and the tail are neighbours in one text. */
    struct text longer = { tail->bytes - scale_bytes, tail->size_bytes + scale_bytes };
    if (vocabulary_unit(vocabulary, longer) != NULL) {
        *number = text_without_last(*number, scale_bytes);
        *tail = longer;
    }
}

/* 百 alone is a number only in 百分之百. */
static enum decimal_status printed_read(struct text number, bool is_share, struct decimal *decimal_out)
{
    if (is_ascii_number(number)) {
        return digits_read(number, decimal_out);
    }
    if (is_share && text_equals(number, TEXT("百"))) {
        *decimal_out = decimal_from_integer(100);
        return DECIMAL_READ;
    }
    return numeral_read(number, decimal_out);
}

/* `share` is 百分之, 千分之 or blank. */
static enum rule_outcome measure_read(const struct reading *reading, struct text share, struct text number,
                                      struct text tail, struct measure *measure_out)
{
    *measure_out = (struct measure){ .is_numeral = !is_ascii_number(number) };
    if (measure_out->is_numeral) {
        give_scale_to_unit(reading_vocabulary(reading), &number, &tail);
    }
    bool is_share = !text_is_empty(share);
    enum decimal_status status = printed_read(number, is_share, &measure_out->number);
    if (status != DECIMAL_READ) {
        return status == DECIMAL_TOO_LARGE ? RULE_TOO_LARGE : RULE_DIFFERS;
    }
    if (is_share) {
        measure_out->tail.unit = text_starts_with(share, TEXT("百")) ? TEXT("%") : TEXT("‰");
        measure_out->tail.standing = UNIT_KNOWN;
        return text_is_empty(tail) ? RULE_READ : RULE_DIFFERS;
    }
    measure_out->tail = tail_read(reading_vocabulary(reading), tail);
    /* Numerals begin many words (一般, 一等奖, 三公经费): only a known unit makes one a number. */
    enum unit_standing least = measure_out->is_numeral ? UNIT_KNOWN : UNIT_LIKELY;
    return measure_out->tail.standing <= least ? RULE_READ : RULE_DIFFERS;
}

static void value_set_sign(struct value *value, enum value_role role, struct text sign, enum comparison comparison)
{
    value->comparison = role == VALUE_TARGET ? comparison : COMPARISON_NONE;
    value->has_sign = role == VALUE_ACHIEVED && !text_is_empty(sign);
}

static bool match_has(const struct pattern_match *match, enum pattern_group group)
{
    return !text_is_empty(match_group(match, group));
}

/* The parts of NUMBER_PATTERN. */
struct number_texts {
    struct text sign;
    struct text share;
    struct text number;
    struct text tail;
    struct text suffix;
    bool is_about;
};

static struct number_texts match_texts(const struct pattern_match *match)
{
    return (struct number_texts){
        .sign = match_group(match, GROUP_SIGN),
        .share = match_group(match, GROUP_SHARE),
        .number = match_group(match, GROUP_NUMBER),
        .tail = match_group(match, GROUP_TAIL),
        .suffix = match_group(match, GROUP_SUFFIX),
        .is_about = match_has(match, GROUP_ABOUT) || match_has(match, GROUP_ABOUT_AFTER),
    };
}

/* `unit_out` is the unit as it stands. */
static enum rule_outcome number_texts_read(const struct reading *reading, const struct number_texts *texts,
                                           struct value *value_out, struct text *unit_out)
{
    struct measure measure;
    enum rule_outcome outcome = measure_read(reading, texts->share, texts->number, texts->tail, &measure);
    if (outcome != RULE_READ) {
        return outcome;
    }
    bool is_bare = text_is_empty(texts->sign) && text_is_empty(texts->suffix);
    if (is_bare && measure.tail.standing == UNIT_LIKELY && reading_has_only_names(reading)) {
        return RULE_DIFFERS;
    }
    const struct sign_word *sign = sign_word_find(texts->sign);
    enum comparison comparison = sign == NULL ? COMPARISON_NONE : sign->comparison;
    if (number_is_year(texts->number, measure.tail.unit) ||
        !comparison_read(comparison, sign != NULL && sign->is_weak, suffix_comparison(texts->suffix), &comparison)) {
        return RULE_UNREADABLE;
    }
    if (!number_scaled(measure.number, measure.tail.power, &value_out->number)) {
        return RULE_TOO_LARGE;
    }
    value_out->kind = VALUE_NUMBER;
    value_out->has_scale = measure_has_scale(&measure);
    value_out->scale_power = value_out->has_scale ? measure.tail.power : 0;
    value_out->is_approximate = texts->is_about || measure.tail.is_approximate;
    value_set_sign(value_out, reading->role, texts->sign, comparison);
    *unit_out = measure.tail.unit;
    return RULE_READ;
}

static enum rule_outcome read_number(const struct reading *reading, const struct pattern_match *match,
                                     struct value *value_out)
{
    struct text unit = TEXT("");
    struct number_texts texts = match_texts(match);
    enum rule_outcome outcome = number_texts_read(reading, &texts, value_out, &unit);
    if (outcome == RULE_READ) {
        value_out->unit = unit_normal(reading_vocabulary(reading), reading->arena, unit);
    }
    return outcome;
}

/* How many bytes of numerals a text begins with. */
static size_t leading_numeral_bytes(struct text text)
{
    struct text rest = text;
    while (!text_is_empty(rest)) {
        struct text after = rest;
        utf8_take(&after);
        struct text character = { rest.bytes, rest.size_bytes - after.size_bytes };
        if (!text_contains(TEXT(NUMERAL_CHARACTERS), character)) {
            break;
        }
        rest = after;
    }
    return text.size_bytes - rest.size_bytes;
}

bool numeral_read_quickly(const struct reading *reading, struct value *value_out)
{
    enum {
        /* Of what only other rules read. */
        OTHER_RULES =
            FOLD_HAS_DIGIT | FOLD_HAS_SIGN | FOLD_HAS_CALENDAR | FOLD_HAS_JOINER | FOLD_HAS_EVERY | FOLD_HAS_TOLERANCE,
        MOST_BYTES = 24, /* of numeral and tail: fewer characters than their patterns allow */
    };
    struct text text = reading->text;
    size_t numeral_bytes = leading_numeral_bytes(text);
    struct text tail = text_without_first(text, numeral_bytes);
    struct suffix suffix;
    if (reading->is_long || (reading->features & OTHER_RULES) != 0 || numeral_bytes == 0 ||
        numeral_bytes > MOST_BYTES || tail.size_bytes > MOST_BYTES || text_starts_with(tail, TEXT("分之")) ||
        !suffix_take(&tail, &suffix)) {
        return false;
    }
    struct number_texts texts = {
        .number = { text.bytes, numeral_bytes },
        .tail = tail,
        .suffix = suffix.text,
        .is_about = suffix.is_approximate,
    };
    struct text unit = TEXT("");
    struct value value = { .kind = VALUE_UNREADABLE };
    if (number_texts_read(reading, &texts, &value, &unit) != RULE_READ) {
        return false;
    }
    value.unit = unit_normal(reading_vocabulary(reading), reading->arena, unit);
    *value_out = value;
    return true;
}

/* The unit 次/年 of 每年一次, put together as people would write it. */
static struct text unit_per(const struct reading *reading, struct text unit, struct text every)
{
    size_t size_bytes = unit.size_bytes + 1 + every.size_bytes;
    char *bytes = arena_take(reading->arena, size_bytes);
    memcpy(bytes, unit.bytes, unit.size_bytes);
    bytes[unit.size_bytes] = '/';
    memcpy(bytes + unit.size_bytes + 1, every.bytes, every.size_bytes);
    return (struct text){ bytes, size_bytes };
}

/* 每年一次 is exactly one; 每月至少2次 says itself what it is. */
static enum rule_outcome read_every(const struct reading *reading, const struct pattern_match *match,
                                    struct value *value_out)
{
    struct text unit = TEXT("");
    struct number_texts texts = match_texts(match);
    enum rule_outcome outcome = number_texts_read(reading, &texts, value_out, &unit);
    if (outcome != RULE_READ) {
        return outcome;
    }
    if (text_is_empty(unit)) {
        return RULE_DIFFERS;
    }
    unit = unit_per(reading, unit, match_group(match, GROUP_EVERY));
    if (unit_judge(reading_vocabulary(reading), unit) != UNIT_KNOWN) {
        return RULE_DIFFERS;
    }
    value_out->unit = unit_normal(reading_vocabulary(reading), reading->arena, unit);
    if (reading->role == VALUE_TARGET && value_out->comparison == COMPARISON_NONE && !value_out->is_approximate) {
        value_out->comparison = COMPARISON_EQUAL;
    }
    return RULE_READ;
}

/* 三到五万元: is 三 three or thirty thousand? Digits are read as people mean them, 3-5万元; words are not clear. */
static bool numerals_are_unclear(struct text lower, struct text upper)
{
    struct text last = text_without_first(upper, upper.size_bytes < 3 ? 0 : upper.size_bytes - 3);
    int power = 0;
    bool ends_with_scale = !text_is_empty(last) && !is_ascii_number(last) && scale_find(utf8_take(&last), &power);
    if (!ends_with_scale || text_equals(upper, TEXT("十"))) {
        return false;
    }
    while (!text_is_empty(lower)) {
        if (scale_find(utf8_take(&lower), &power)) {
            return false;
        }
    }
    return true;
}

/* Scale and unit stand once for both ends, or with each. */
static bool range_share_tails(const struct reading *reading, struct measure *lower, struct measure *upper,
                              struct value *value_out)
{
    if (text_is_empty(lower->tail.unit)) {
        lower->tail.power = lower->tail.power == 0 ? upper->tail.power : lower->tail.power;
        lower->tail.unit = upper->tail.unit;
    }
    if (text_is_empty(upper->tail.unit)) {
        upper->tail.unit = lower->tail.unit;
    }
    const struct vocabulary *vocabulary = reading_vocabulary(reading);
    value_out->unit = unit_normal(vocabulary, reading->arena, lower->tail.unit);
    return text_equals(value_out->unit, unit_normal(vocabulary, reading->arena, upper->tail.unit));
}

static enum rule_outcome range_ends_read(const struct reading *reading, const struct pattern_match *match,
                                         struct measure *lower_out, struct measure *upper_out)
{
    enum rule_outcome outcome = measure_read(reading, match_group(match, GROUP_SHARE), match_group(match, GROUP_NUMBER),
                                             match_group(match, GROUP_TAIL), lower_out);
    if (outcome != RULE_READ) {
        return outcome;
    }
    return measure_read(reading, match_group(match, GROUP_UPPER_SHARE), match_group(match, GROUP_UPPER),
                        match_group(match, GROUP_UPPER_TAIL), upper_out);
}

static enum rule_outcome read_range(const struct reading *reading, const struct pattern_match *match,
                                    struct value *value_out)
{
    struct measure lower;
    struct measure upper;
    enum rule_outcome outcome = range_ends_read(reading, match, &lower, &upper);
    if (outcome != RULE_READ) {
        return outcome;
    }
    if (lower.is_numeral && text_is_empty(lower.tail.unit) &&
        numerals_are_unclear(match_group(match, GROUP_NUMBER), match_group(match, GROUP_UPPER))) {
        return RULE_DIFFERS;
    }
    if (!range_share_tails(reading, &lower, &upper, value_out)) {
        return RULE_UNREADABLE;
    }
    if (!number_scaled(lower.number, lower.tail.power, &value_out->number) ||
        !number_scaled(upper.number, upper.tail.power, &value_out->upper)) {
        return RULE_TOO_LARGE;
    }
    if (decimal_compare(value_out->number, value_out->upper) > 0) {
        return RULE_UNREADABLE;
    }
    value_out->kind = VALUE_RANGE;
    value_out->has_scale = measure_has_scale(&lower) || measure_has_scale(&upper);
    value_out->scale_power = value_out->has_scale && lower.tail.power == upper.tail.power ? lower.tail.power : 0;
    value_out->is_approximate = match_has(match, GROUP_ABOUT) || lower.tail.is_approximate || upper.tail.is_approximate;
    return RULE_READ;
}

/* 100±5. In 200±5% it is open whether 5% of 200 is meant. */
static enum rule_outcome read_tolerance(const struct reading *reading, const struct pattern_match *match,
                                        struct value *value_out)
{
    struct measure middle;
    struct measure width;
    enum rule_outcome outcome = range_ends_read(reading, match, &middle, &width);
    if (outcome != RULE_READ) {
        return outcome;
    }
    bool is_open = text_is_empty(middle.tail.unit) && text_equals(width.tail.unit, TEXT("%"));
    struct decimal centre;
    struct decimal reach;
    if (is_open || !range_share_tails(reading, &middle, &width, value_out) || decimal_sign(width.number) < 0) {
        return RULE_UNREADABLE;
    }
    if (!number_scaled(middle.number, middle.tail.power, &centre) ||
        !number_scaled(width.number, width.tail.power, &reach)) {
        return RULE_TOO_LARGE;
    }
    value_out->number = decimal_subtract(centre, reach);
    value_out->upper = decimal_add(centre, reach);
    if (!decimal_is_in_range(value_out->number) || !decimal_is_in_range(value_out->upper)) {
        return RULE_TOO_LARGE;
    }
    value_out->kind = VALUE_RANGE;
    value_out->has_scale = measure_has_scale(&middle) || measure_has_scale(&width);
    return RULE_READ;
}

static enum rule_outcome read_fraction(const struct reading *reading, const struct pattern_match *match,
                                       struct value *value_out)
{
    struct measure above;
    struct measure below;
    enum rule_outcome outcome = range_ends_read(reading, match, &above, &below);
    if (outcome != RULE_READ) {
        return outcome;
    }
    bool has_scale = above.tail.power != 0 || below.tail.power != 0;
    if (has_scale || decimal_sign(below.number) <= 0 || !range_share_tails(reading, &above, &below, value_out)) {
        return RULE_UNREADABLE;
    }
    value_out->kind = VALUE_NUMBER;
    value_out->number = above.number;
    value_out->denominator = below.number;
    value_out->is_approximate = match_has(match, GROUP_ABOUT) || above.tail.is_approximate || below.tail.is_approximate;
    value_set_sign(value_out, reading->role, match_group(match, GROUP_SIGN), COMPARISON_NONE);
    return RULE_READ;
}

enum { NUMBER_FEATURES = FOLD_HAS_DIGIT | FOLD_HAS_NUMERAL };

#define SIGN_FIRST "≥>≤<=不至最大达超高多逾未小控低少等"
#define ABOUT_FIRST "大约将接近"
#define DIGITS_FIRST "-0123456789"
#define NUMERAL_FIRST NUMERAL_CHARACTERS /* 百 and 千 begin 百分之 and 千分之 too */

const struct rule measure_rules[MEASURE_RULE_COUNT] = {
    { EVERY_PATTERN, NUMBER_FEATURES, FOLD_HAS_EVERY, true, true, false, "每", read_every },
    { FRACTION_PATTERN, FOLD_HAS_DIGIT, FOLD_HAS_LINE, false, true, false, SIGN_FIRST ABOUT_FIRST DIGITS_FIRST,
      read_fraction },
    { TOLERANCE_PATTERN, FOLD_HAS_DIGIT, FOLD_HAS_TOLERANCE, true, true, false, DIGITS_FIRST, read_tolerance },
    { RANGE_PATTERN, NUMBER_FEATURES, FOLD_HAS_JOINER, true, true, false,
      "控介在" ABOUT_FIRST DIGITS_FIRST NUMERAL_FIRST, read_range },
    { NUMBER_PATTERN, NUMBER_FEATURES, 0, true, true, false, SIGN_FIRST ABOUT_FIRST DIGITS_FIRST NUMERAL_FIRST,
      read_number },
};
