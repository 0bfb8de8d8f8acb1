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

/* A number, and what is known of what stands around it. */
struct quick_number {
    struct decimal number; /* with its scale */
    enum comparison comparison;
    const struct head *head;
    const struct known_tail *tail;
};

/* 3月, 2023年 and 2023.12内 are days where nothing stands before them that is more than a blank. 约2023年 is a year. */
static inline bool may_be_date(struct text digits, const struct head *head, const struct known_tail *tail)
{
    bool has_head = head->comparison != COMPARISON_NONE || head->is_approximate || head->is_negative;
    bool is_year_and_month = digits.size_bytes > 4 && digits.bytes[4] == '.';
    return (digits.size_bytes == 4 && (tail->doubts & TAIL_MAY_BE_YEAR) != 0) ||
           (!has_head && (tail->doubts & TAIL_MAY_DATE) != 0) ||
           (!has_head && is_year_and_month && (tail->doubts & TAIL_MAY_END_MONTH) != 0);
}

/* number_scaled, at once for the amounts that people write. */
static inline bool quick_number_scale(struct decimal *number, uint32_t power)
{
    static const int64_t powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
    const int64_t most = 1000000000; /* times the greatest of these powers it fits */
    if (power >= sizeof(powers_of_ten) / sizeof(powers_of_ten[0]) || number->coefficient == 0 ||
        number->coefficient > most) {
        return number_scaled(*number, (int)power, number);
    }
    uint32_t places = number->places < power ? number->places : power;
    *number = (struct decimal){ (int64_t)number->coefficient * powers_of_ten[power - places], number->places - places };
    return true;
}

/* Finds the number that value_read_by_rules would read; false where what is known does not settle it. */
static inline bool quick_number_find(const struct number_memory *memory, struct text text,
                                     struct quick_number *found_out)
{
    size_t begin = head_bytes(text);
    size_t end = digits_take(text, begin, &found_out->number);
    const struct known_head *head = end == begin ? NULL : head_find(memory, (struct text){ text.bytes, begin });
    if (head == NULL || memory->is_unsafe) {
        return false;
    }
    const struct known_tail *tail = tail_find(memory, (struct text){ text.bytes + end, text.size_bytes - end });
    const struct text digits = { text.bytes + begin, end - begin };
    if (tail == NULL || (tail->doubts != 0 && may_be_date(digits, &head->head, tail)) ||
        !comparison_read(head->head.comparison, head->head.is_weak, (enum comparison)tail->suffix,
                         &found_out->comparison) ||
        (tail->power != 0 && !quick_number_scale(&found_out->number, tail->power))) {
        return false;
    }
    if (head->head.is_negative) {
        found_out->number.coefficient = -found_out->number.coefficient;
    }
    found_out->head = &head->head;
    found_out->tail = tail;
    return true;
}

/* A unit that is put together is copied to `arena`. */
static inline struct text tail_unit(const struct known_tail *tail, struct arena *arena)
{
    bool is_of_vocabulary = tail->unit_bytes != NULL || tail->unit_size_bytes == 0;
    return is_of_vocabulary ? (struct text){ tail->unit_bytes, tail->unit_size_bytes }
                            : arena_text(arena, (struct text){ tail->unit, tail->unit_size_bytes });
}

/* Every field is given: compilers then write the value where it is wanted, and neither clear it before nor copy it. */
static inline struct value quick_number_value(const struct quick_number *found, struct arena *arena,
                                              enum value_role role)
{
    return (struct value){
        .kind = VALUE_NUMBER,
        .comparison = role == VALUE_TARGET ? found->comparison : COMPARISON_NONE,
        .number = found->number,
        .upper = { 0, 0 },
        .denominator = { 0, 0 },
        .unit = tail_unit(found->tail, arena),
        .tier = TIER_ACHIEVED,
        .date = { 0, 0, 0 },
        .has_sign = role == VALUE_ACHIEVED && found->head->comparison != COMPARISON_NONE,
        .is_approximate = found->head->is_approximate || found->tail->is_approximate,
        .is_cut = false,
        .is_too_large = false,
        .has_scale = found->tail->power != 0,
        .scale_power = found->tail->power,
    };
}

#endif
