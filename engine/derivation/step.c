#include "steps.h"

struct step_row {
    const char *name;
    const char *values; /* names with blanks between them */
    enum step_basis basis;
    const char *words[LANGUAGE_COUNT];
};

const unsigned char step_value_counts[STEP_COUNT] = {
#define STEP_BASIS(name, chinese_label, english_label, chinese, english)
#define STEP(name, value_count, values, basis, chinese, english) [STEP_##name] = (value_count),
#include "steps.def"
#undef STEP
#undef STEP_BASIS
};

static const struct step_row rows[STEP_COUNT] = {
#define STEP_BASIS(name, chinese_label, english_label, chinese, english)
#define STEP(name, value_count, values, basis, chinese, english)                                                       \
    [STEP_##name] = { #name, values, STEP_BASIS_##basis, { chinese, english } },
#include "steps.def"
#undef STEP
#undef STEP_BASIS
};

static const struct {
    const char *labels[LANGUAGE_COUNT];
    const char *words[LANGUAGE_COUNT];
} own_rules[STEP_OWN_BASIS_COUNT] = {
#define STEP_BASIS(name, chinese_label, english_label, chinese, english)                                               \
    [STEP_BASIS_##name] = { { chinese_label, english_label }, { chinese, english } },
#define STEP(name, value_count, values, basis, chinese, english)
#include "steps.def"
#undef STEP
#undef STEP_BASIS
};

/* Parts of the rule set, in the order of their bases. */
static const struct {
    const char *labels[LANGUAGE_COUNT];
    enum rule_part part;
} parts[STEP_ALL_BASIS_COUNT - STEP_OWN_BASIS_COUNT] = {
    { { "预算执行", "budget execution" }, RULE_PART_EXECUTION },
    { { "定量指标", "number targets" }, RULE_PART_QUANTITATIVE },
    { { "定性指标", "worded targets" }, RULE_PART_QUALITATIVE },
    { { "时限未达", "late" }, RULE_PART_LATE },
    { { "指标值空白", "blank target" }, RULE_PART_BLANK_TARGET },
    { { "等级", "grades" }, RULE_PART_BANDS },
    { { "否决", "vetoes" }, RULE_PART_VETOES },
};

static const char *const tier_words[TIER_COUNT][LANGUAGE_COUNT] = {
    [TIER_ACHIEVED] = { "达成", "achieved" },
    [TIER_PARTLY_ACHIEVED] = { "部分达成", "partly achieved" },
    [TIER_NOT_ACHIEVED] = { "未达成", "not achieved" },
};

const char *step_name(enum step_kind kind)
{
    return rows[kind].name;
}

/* Takes the first word off a list of names; blank at its end. */
static struct text name_take(struct text *names)
{
    const char *blank = text_is_empty(*names) ? NULL : memchr(names->bytes, ' ', names->size_bytes);
    struct text name = { names->bytes, blank == NULL ? names->size_bytes : (size_t)(blank - names->bytes) };
    *names = text_without_first(*names, name.size_bytes + 1);
    return name;
}

size_t step_value_count(enum step_kind kind)
{
    return step_value_counts[kind];
}

struct text step_value_name(enum step_kind kind, size_t index)
{
    struct text names = text_of(rows[kind].values);
    struct text name = name_take(&names);
    while (index-- > 0) {
        name = name_take(&names);
    }
    return name;
}

void step_value_write(struct writer *writer, const struct step_value *value, enum language language)
{
    switch (value->kind) {
    case STEP_VALUE_TEXT:
        writer_text(writer, value->text);
        return;
    case STEP_VALUE_NUMBER:
        writer_decimal_grouped(writer, value->number);
        return;
    case STEP_VALUE_SHARE:
        writer_decimal(writer, decimal_shifted(value->number, 2));
        writer_character(writer, '%');
        return;
    case STEP_VALUE_DATE:
        writer_date(writer, value->date);
        return;
    case STEP_VALUE_TIER:
        writer_string(writer, tier_words[value->tier][language]);
        return;
    }
}

static const struct step_value *value_named(const struct step *step, struct text name)
{
    struct text names = text_of(rows[step->kind].values);
    for (size_t i = 0;; i++) {
        struct text found = name_take(&names);
        must(!text_is_empty(found));
        if (text_equals(found, name)) {
            return &step->values[i];
        }
    }
}

void step_write_words(struct writer *writer, const struct step *step, enum language language)
{
    struct text words = text_of(rows[step->kind].words[language]);
    while (!text_is_empty(words)) {
        const char *open = memchr(words.bytes, '{', words.size_bytes);
        size_t before = open == NULL ? words.size_bytes : (size_t)(open - words.bytes);
        writer_text(writer, (struct text){ words.bytes, before });
        words = text_without_first(words, before);
        if (!text_is_empty(words)) {
            const char *close = memchr(words.bytes, '}', words.size_bytes);
            must(close != NULL);
            size_t name_bytes = (size_t)(close - words.bytes) - 1;
            step_value_write(writer, value_named(step, (struct text){ words.bytes + 1, name_bytes }), language);
            words = text_without_first(words, name_bytes + 2);
        }
    }
}

enum step_basis step_basis_of(enum step_kind kind)
{
    return rows[kind].basis;
}

struct text basis_label(enum step_basis basis, enum language language)
{
    return text_of(basis < STEP_OWN_BASIS_COUNT ? own_rules[basis].labels[language]
                                                : parts[basis - STEP_OWN_BASIS_COUNT].labels[language]);
}

struct text basis_text(enum step_basis basis, const struct rule_set *rules, enum language language)
{
    return basis < STEP_OWN_BASIS_COUNT ? text_of(own_rules[basis].words[language])
                                        : rules->basis[parts[basis - STEP_OWN_BASIS_COUNT].part];
}
