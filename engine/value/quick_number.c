#include "quick_number.h"

#include "fold.h"
#include "key.h"
#include "measure.h"
#include "must.h"
#include "number.h"
#include "utf8.h"

/* Every step is a case of what the rules do, which are the reference (value_read_by_rules); tests hold the two against
   each other. What makes a number here:
   - the text before its digits is nothing, or [sign word][约][-]. No pattern of a day begins so, and no other pattern
     of numbers matches what has only one run of digits and none of - ~ — 至 到 ± behind it;
   - the text behind is [余][scale][known unit][suffix word], without digits;
   - with nothing before the digits it could still be a day: 3月, 2023年, 2023.12内. These are left to the rules. */

struct number_parts {
    struct text head;
    struct text digits;
    struct text tail;
    struct decimal number;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* False where there are no digits, or too much around them. */
static bool number_split(struct text text, struct number_parts *parts_out)
{
    size_t offset = 0;
    while (offset < text.size_bytes && !is_digit(text.bytes[offset])) {
        offset++;
        if (offset > HEAD_MOST_BYTES) {
            return false;
        }
    }
    parts_out->head = (struct text){ text.bytes, offset };
    struct text rest = { text.bytes + offset, text.size_bytes - offset };
    const char *digits = rest.bytes;
    if (!digits_take(&rest, &parts_out->number)) {
        return false;
    }
    parts_out->digits = (struct text){ digits, (size_t)(rest.bytes - digits) };
    parts_out->tail = rest;
    return rest.size_bytes <= TAIL_MOST_BYTES;
}

/* ---- what stands before the digits ---- */

static struct known_head *head_slot(struct number_memory *known, struct text text)
{
    return &known->heads[key_hash(text, 0) % HEAD_SLOTS];
}

static bool head_is_known(const struct known_head *slot, struct text text)
{
    return slot->size_bytes == text.size_bytes && key_equals(slot->bytes, text);
}

static bool head_learn(struct known_head *slot, struct text text)
{
    char bytes[FOLD_ROOM_BYTES(HEAD_MOST_BYTES)];
    struct head head;
    if (utf8_valid_bytes(text) != text.size_bytes || !head_read(fold_text(text, bytes).text, &head)) {
        return false;
    }
    memcpy(slot->bytes, text.bytes, text.size_bytes);
    slot->head = head;
    slot->size_bytes = (uint8_t)text.size_bytes;
    return true;
}

/* ---- what stands behind them ---- */

#define WORD(literal)                                                                                                  \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }
#define COUNT(words) (sizeof(words) / sizeof((words)[0]))

static bool starts_with_any(struct text text, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_starts_with(text, words[i])) {
            return true;
        }
    }
    return false;
}

static struct known_tail *tail_slot(struct number_memory *known, struct text text)
{
    return &known->tails[key_hash(text, 0) % TAIL_SLOTS];
}

static bool tail_is_known(const struct known_tail *slot, struct text text)
{
    return slot->size_bytes == text.size_bytes && key_equals(slot->bytes, text);
}

static bool tail_keep_unit(struct known_tail *tail, const struct vocabulary *vocabulary, struct arena *arena,
                           struct text unit)
{
    struct text normal = unit_normal(vocabulary, arena, unit);
    const struct unit_word *known = vocabulary_unit(vocabulary, normal);
    bool is_of_vocabulary = text_is_empty(normal) || (known != NULL && text_equals(known->normal, normal));
    if (normal.size_bytes > (is_of_vocabulary ? UINT8_MAX : TAIL_UNIT_MOST_BYTES)) {
        return false;
    }
    tail->unit_size_bytes = (uint8_t)normal.size_bytes;
    tail->unit_bytes = NULL;
    if (is_of_vocabulary && known != NULL) {
        tail->unit_bytes = known->normal.bytes;
    } else {
        memcpy(tail->unit, normal.bytes, normal.size_bytes);
    }
    return true;
}

/* `text` is folded. */
static bool tail_understand(struct known_tail *tail, const struct vocabulary *vocabulary, struct arena *arena,
                            struct text text)
{
    static const struct text days[] = { WORD("年"), WORD("月"), WORD("季") };
    static const struct text month_ends[] = { WORD("月"), WORD("底"), WORD("末"), WORD("前"),
                                              WORD("之"), WORD("以"), WORD("内") };
    static const struct text cuts[] = { WORD("."), WORD(",") };
    tail->may_be_date = starts_with_any(text, days, COUNT(days));
    tail->may_be_month = starts_with_any(text, month_ends, COUNT(month_ends));
    bool may_be_cut = starts_with_any(text, cuts, COUNT(cuts)); /* 5. and 5, are no numbers */
    text = text_without_closing(text);
    struct suffix suffix;
    if (may_be_cut || !suffix_take(&text, &suffix)) {
        return false;
    }
    struct tail read = tail_read(vocabulary, text);
    if (read.standing != UNIT_KNOWN || !tail_keep_unit(tail, vocabulary, arena, read.unit)) {
        return false;
    }
    tail->may_be_year = text_starts_with(read.unit, TEXT("年"));
    tail->power = (uint8_t)read.power;
    tail->suffix = (uint8_t)suffix.comparison;
    tail->is_approximate = read.is_approximate || suffix.is_approximate;
    return true;
}

static bool tail_learn(struct known_tail *slot, const struct vocabulary *vocabulary, struct arena *arena,
                       struct text text)
{
    enum { SECOND_NUMBER = FOLD_HAS_DIGIT | FOLD_HAS_SIGN | FOLD_HAS_JOINER | FOLD_HAS_TOLERANCE };
    char bytes[FOLD_ROOM_BYTES(TAIL_MOST_BYTES)];
    if (utf8_valid_bytes(text) != text.size_bytes) {
        return false;
    }
    struct folded folded = fold_text(text, bytes);
    struct known_tail tail = { .size_bytes = (uint8_t)text.size_bytes };
    if ((folded.features & SECOND_NUMBER) != 0 || !tail_understand(&tail, vocabulary, arena, folded.text)) {
        return false;
    }
    memcpy(tail.bytes, text.bytes, text.size_bytes);
    *slot = tail;
    return true;
}

/* ---- all of it ---- */

/* 3月, 2023年 and 2023.12内 are days. */
static bool may_be_date(const struct number_parts *parts, const struct known_tail *tail)
{
    bool is_year_and_month = tail->may_be_month && parts->digits.size_bytes > 4 && parts->digits.bytes[4] == '.';
    return text_is_empty(parts->head) && (tail->may_be_date || is_year_and_month);
}

static bool number_put_together(const struct number_parts *parts, const struct head *head,
                                const struct known_tail *tail, enum value_role role, struct value *value_out)
{
    if (may_be_date(parts, tail) || (tail->may_be_year && parts->digits.size_bytes == 4)) {
        return false;
    }
    enum comparison comparison;
    struct decimal number = parts->number;
    if (!comparison_read(head->sign, (enum comparison)tail->suffix, &comparison) ||
        (tail->power != 0 && !number_scaled(number, tail->power, &number))) {
        return false;
    }
    if (head->is_negative) {
        number.coefficient = -number.coefficient;
    }
    *value_out = (struct value){ .kind = VALUE_NUMBER, .number = number };
    value_out->comparison = role == VALUE_TARGET ? comparison : COMPARISON_NONE;
    value_out->has_sign = role == VALUE_ACHIEVED && head->sign != NULL;
    value_out->is_approximate = head->is_approximate || tail->is_approximate;
    value_out->has_scale = tail->power != 0;
    value_out->scale_power = tail->power;
    return true;
}

static struct text tail_unit(const struct known_tail *tail, struct arena *arena)
{
    if (tail->unit_size_bytes == 0) {
        return TEXT("");
    }
    if (tail->unit_bytes != NULL) {
        return (struct text){ tail->unit_bytes, tail->unit_size_bytes };
    }
    return arena_text(arena, (struct text){ tail->unit, tail->unit_size_bytes });
}

bool number_read_quickly(struct number_memory *known, const struct vocabulary *vocabulary, struct arena *arena,
                         struct text text, enum value_role role, struct value *value_out)
{
    static const struct head no_head;
    static const struct known_tail no_tail;
    const struct head *head = &no_head;
    const struct known_tail *tail = &no_tail;
    struct number_parts parts;
    if (!number_split(text, &parts)) {
        return false;
    }
    if (!text_is_empty(parts.head)) {
        struct known_head *slot = head_slot(known, parts.head);
        if (!head_is_known(slot, parts.head) && (vocabulary == NULL || !head_learn(slot, parts.head))) {
            return false;
        }
        head = &slot->head;
    }
    if (!text_is_empty(parts.tail)) {
        struct known_tail *slot = tail_slot(known, parts.tail);
        if (!tail_is_known(slot, parts.tail) &&
            (vocabulary == NULL || !tail_learn(slot, vocabulary, arena, parts.tail))) {
            return false;
        }
        tail = slot;
    }
    if (!number_put_together(&parts, head, tail, role, value_out)) {
        return false;
    }
    value_out->unit = tail_unit(tail, arena);
    return true;
}
