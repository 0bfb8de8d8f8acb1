#ifndef ZIPING_QUICK_H
#define ZIPING_QUICK_H

#include "measure.h"
#include "number_memory.h"

/* Numbers by what is known of their heads and tails. In a header so that value_read, where every cell begins, is one
   function. */

/* Every step is a case of what the rules do, which are the reference (value_read_by_rules); tests hold the two against
   each other. What makes a number here:
   - the text before its digits is nothing, or [sign word][约][-]. No pattern of a day begins so, and no other pattern
     of numbers matches what has only one run of digits and none of - ~ — 至 到 ± behind it;
   - the text behind is [余][scale][known unit][suffix word], without digits;
   - with nothing before the digits it could still be a day: 3月, 2023年, 2023.12内. These are left to the rules. */

/* 3月, 2023年 and 2023.12内 are days where nothing stands before them that is more than a blank. */
static inline bool may_be_date(const struct number_parts *parts, const struct head *head, const struct known_tail *tail)
{
    bool has_head = head->sign != NULL || head->is_approximate || head->is_negative;
    bool is_year_and_month = tail->may_be_month && parts->digits.size_bytes > 4 && parts->digits.bytes[4] == '.';
    return !has_head && (tail->may_be_date || is_year_and_month);
}

/* Field by field: compilers clear a struct of this size by a slow instruction. */
static inline void number_begin(struct value *value)
{
    static const struct decimal zero;
    value->kind = VALUE_NUMBER;
    value->upper = zero;
    value->denominator = zero;
    value->tier = TIER_ACHIEVED;
    value->date = (struct date){ 0, 0, 0 };
    value->is_cut = false;
    value->is_too_large = false;
}

static inline struct text tail_unit(const struct known_tail *tail, struct arena *arena)
{
    if (tail->unit_size_bytes == 0) {
        return TEXT("");
    }
    if (tail->unit_bytes != NULL) {
        return (struct text){ tail->unit_bytes, tail->unit_size_bytes };
    }
    return arena_text(arena, (struct text){ tail->unit, tail->unit_size_bytes });
}

static inline bool number_put_together(const struct number_parts *parts, const struct head *head,
                                       const struct known_tail *tail, struct arena *arena, enum value_role role,
                                       struct value *value_out)
{
    if (may_be_date(parts, head, tail) || (tail->may_be_year && parts->digits.size_bytes == 4)) {
        return false;
    }
    enum comparison comparison;
    struct decimal number = parts->number;
    if (!comparison_read(head->sign, (enum comparison)tail->suffix, &comparison) ||
        (tail->power != 0 && !number_scaled(number, tail->power, &number))) {
        return false;
    }
    number_begin(value_out);
    value_out->number = head->is_negative ? (struct decimal){ -number.coefficient, number.places } : number;
    value_out->comparison = role == VALUE_TARGET ? comparison : COMPARISON_NONE;
    value_out->has_sign = role == VALUE_ACHIEVED && head->sign != NULL;
    value_out->is_approximate = head->is_approximate || tail->is_approximate;
    value_out->has_scale = tail->power != 0;
    value_out->scale_power = tail->power;
    value_out->unit = tail_unit(tail, arena);
    return true;
}

/* The number that value_read_by_rules would read; false where what is known does not settle it. A unit that is put
   together is copied to `arena`. */
static inline bool number_read_quickly(const struct number_memory *memory, struct arena *arena, struct text text,
                                       enum value_role role, struct value *value_out)
{
    static const struct known_head no_head;
    static const struct known_tail no_tail;
    struct number_parts parts;
    if (!number_split(text, &parts) || memory->is_unsafe) {
        return false;
    }
    const struct known_head *head = text_is_empty(parts.head) ? &no_head : head_find(memory, parts.head);
    const struct known_tail *tail = text_is_empty(parts.tail) ? &no_tail : tail_find(memory, parts.tail);
    return head != NULL && tail != NULL && number_put_together(&parts, &head->head, tail, arena, role, value_out);
}

#endif
