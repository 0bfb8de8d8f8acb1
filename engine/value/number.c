#include "number.h"

#include "digits.h"
#include "fold.h"
#include "utf8.h"
#include "value.h"

enum {
    NUMBER_MOST_BYTES = 160, /* of a text that can be a number, folded or not */
    NUMERAL_MOST_CHARACTERS = 32,
};

/* Whether a whole part is separated as it should be: one to three digits, then groups of three. */
static bool separators_are_right(struct text whole)
{
    size_t group = 0;
    bool is_first = true;
    for (size_t i = 0; i < whole.size_bytes; i++) {
        if (is_digit(whole.bytes[i])) {
            group++;
        } else if (whole.bytes[i] == ',' && group > 0 && group <= 3 && (is_first || group == 3)) {
            group = 0;
            is_first = false;
        } else {
            return false;
        }
    }
    return is_first || group == 3;
}

/* What stands before the point; `rest_out` is the point and what stands behind it. */
static struct text whole_part(struct text text, struct text *rest_out)
{
    const char *point = memchr(text.bytes, '.', text.size_bytes);
    size_t bytes = point == NULL ? text.size_bytes : (size_t)(point - text.bytes);
    *rest_out = text_without_first(text, bytes);
    struct text whole = { text.bytes, bytes };
    return text_starts_with(whole, TEXT("-")) ? text_without_first(whole, 1) : whole;
}

enum decimal_status digits_read(struct text text, struct decimal *decimal_out)
{
    if (!text_contains(text, TEXT(","))) {
        return decimal_read(text, decimal_out);
    }
    struct text rest;
    if (!separators_are_right(whole_part(text, &rest)) || text_contains(rest, TEXT(","))) {
        return DECIMAL_NOT_A_NUMBER;
    }
    if (text.size_bytes > NUMBER_MOST_BYTES) {
        return DECIMAL_TOO_LARGE;
    }
    char bytes[NUMBER_MOST_BYTES];
    size_t size_bytes = 0;
    for (size_t i = 0; i < text.size_bytes; i++) {
        if (text.bytes[i] != ',') {
            bytes[size_bytes++] = text.bytes[i];
        }
    }
    return decimal_read((struct text){ bytes, size_bytes }, decimal_out);
}

/* Most numbers are plain digits. */
static bool plain_number_read(struct text text, bool may_be_per_cent, struct decimal *decimal_out)
{
    size_t begin = text.size_bytes > 0 && text.bytes[0] == '-' ? 1 : 0;
    struct decimal decimal = { 0, 0 };
    size_t end = digits_take(text, begin, &decimal);
    bool has_per_cent = may_be_per_cent && end + 1 == text.size_bytes && text.bytes[end] == '%';
    if (end == begin || (end != text.size_bytes && !has_per_cent)) {
        return false;
    }
    *decimal_out = (struct decimal){ begin > 0 ? -decimal.coefficient : decimal.coefficient, decimal.places };
    return true;
}

enum decimal_status number_read(struct text text, bool may_be_per_cent, struct decimal *decimal_out)
{
    if (plain_number_read(text, may_be_per_cent, decimal_out)) {
        return DECIMAL_READ;
    }
    text = text_trimmed(text);
    if (text.size_bytes > NUMBER_MOST_BYTES || utf8_valid_bytes(text) != text.size_bytes) {
        return DECIMAL_NOT_A_NUMBER;
    }
    char bytes[FOLD_ROOM_BYTES(NUMBER_MOST_BYTES)];
    text = fold_text(text, bytes).text;
    if (may_be_per_cent && text_ends_with(text, TEXT("%"))) {
        text = text_without_last(text, 1);
    }
    return digits_read(text, decimal_out);
}

enum numeral_kind { NUMERAL_DIGIT, NUMERAL_ZERO, NUMERAL_SCALE, NUMERAL_POINT };

struct numeral {
    uint32_t code_point;
    enum numeral_kind kind;
    int value; /* of a digit; the power of ten of a scale */
};

static const struct numeral numerals[] = {
    { 0x96F6, NUMERAL_ZERO, 0 },  /* 零 */
    { 0x3007, NUMERAL_ZERO, 0 },  /* 〇 */
    { 0x4E00, NUMERAL_DIGIT, 1 }, /* 一 */
    { 0x4E8C, NUMERAL_DIGIT, 2 }, /* 二 */
    { 0x4E24, NUMERAL_DIGIT, 2 }, /* 两 */
    { 0x4E09, NUMERAL_DIGIT, 3 }, /* 三 */
    { 0x56DB, NUMERAL_DIGIT, 4 }, /* 四 */
    { 0x4E94, NUMERAL_DIGIT, 5 }, /* 五 */
    { 0x516D, NUMERAL_DIGIT, 6 }, /* 六 */
    { 0x4E03, NUMERAL_DIGIT, 7 }, /* 七 */
    { 0x516B, NUMERAL_DIGIT, 8 }, /* 八 */
    { 0x4E5D, NUMERAL_DIGIT, 9 }, /* 九 */
    { 0x5341, NUMERAL_SCALE, 1 }, /* 十 */
    { 0x767E, NUMERAL_SCALE, 2 }, /* 百 */
    { 0x5343, NUMERAL_SCALE, 3 }, /* 千 */
    { 0x4E07, NUMERAL_SCALE, 4 }, /* 万 */
    { 0x4EBF, NUMERAL_SCALE, 8 }, /* 亿 */
    { 0x70B9, NUMERAL_POINT, 0 }, /* 点 */
};

static const struct numeral *numeral_find(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++) {
        if (numerals[i].code_point == code_point) {
            return &numerals[i];
        }
    }
    return NULL;
}

bool scale_find(uint32_t code_point, int *power_out)
{
    const struct numeral *numeral = numeral_find(code_point);
    if (numeral == NULL || numeral->kind != NUMERAL_SCALE) {
        return false;
    }
    *power_out = numeral->value;
    return true;
}

/* A numeral while it is read from left to right. 一亿二千三百万 is total 一亿, then section 二千三百 that 万 closes. */
struct numeral_sum {
    int64_t total;
    int64_t section;
    int digit;          /* -1 when none waits for its scale */
    int section_power;  /* of the last scale within the section; the next one must be smaller */
    int last_power;     /* of the last scale at all, 0 when there was none */
    bool is_after_zero; /* 三千零五: the digit is not of the next smaller scale */
    bool is_any;
};

static const int64_t LARGEST_NUMERAL = 1000000000000000; /* 千万亿: nobody writes more in words */

static int64_t power_of_ten(int power)
{
    int64_t product = 1;
    while (power-- > 0) {
        product *= 10;
    }
    return product;
}

static bool sum_add_digit(struct numeral_sum *sum, int digit)
{
    if (sum->digit >= 0) {
        return false; /* 三五 is no number: three to five */
    }
    sum->digit = digit;
    sum->is_any = true;
    return true;
}

static bool sum_add_zero(struct numeral_sum *sum)
{
    if (sum->digit >= 0 || sum->is_after_zero) {
        return false;
    }
    sum->is_after_zero = true;
    sum->is_any = true;
    return true;
}

static bool sum_add_small_scale(struct numeral_sum *sum, int power)
{
    if (power >= sum->section_power) {
        return false;
    }
    if (sum->digit < 0 && power == 1) {
        sum->digit = 1; /* 十五 */
    }
    if (sum->digit < 0) {
        return false;
    }
    sum->section += sum->digit * power_of_ten(power);
    sum->digit = -1;
    sum->section_power = power;
    sum->last_power = power;
    sum->is_after_zero = false;
    sum->is_any = true;
    return true;
}

/* 万 and 亿 multiply what stands before them; 亿 also what 万 closed (一万亿). */
static bool sum_add_large_scale(struct numeral_sum *sum, int power)
{
    int64_t section = sum->section + (sum->digit > 0 ? sum->digit : 0);
    int64_t multiplied = power == 8 ? sum->total + section : section;
    if (multiplied == 0 || multiplied > LARGEST_NUMERAL / power_of_ten(power)) {
        return false;
    }
    if (power == 4 && sum->last_power == 4) {
        return false;
    }
    sum->total = (power == 8 ? 0 : sum->total) + multiplied * power_of_ten(power);
    sum->section = 0;
    sum->digit = -1;
    sum->section_power = 4;
    sum->last_power = power;
    sum->is_after_zero = false;
    return true;
}

static bool sum_add(struct numeral_sum *sum, const struct numeral *numeral)
{
    switch (numeral->kind) {
    case NUMERAL_DIGIT:
        return sum_add_digit(sum, numeral->value);
    case NUMERAL_ZERO:
        return sum_add_zero(sum);
    case NUMERAL_SCALE:
        return numeral->value < 4 ? sum_add_small_scale(sum, numeral->value) : sum_add_large_scale(sum, numeral->value);
    case NUMERAL_POINT:
        break;
    }
    return false;
}

/* The last digit of 三千五 is of the next smaller scale; that of 十五 and of 三千零五 is a one. */
static int64_t sum_end(const struct numeral_sum *sum)
{
    int64_t rest = sum->digit > 0 ? sum->digit : 0;
    if (sum->last_power > 1 && !sum->is_after_zero) {
        rest *= power_of_ten(sum->last_power - 1);
    }
    return sum->total + sum->section + rest;
}

/* Reads up to a point or the end, and takes it off `rest`. */
static bool whole_numeral_read(struct text *rest, int64_t *integer_out)
{
    struct numeral_sum sum = { .digit = -1, .section_power = 4 };
    while (!text_is_empty(*rest)) {
        struct text after = *rest;
        const struct numeral *numeral = numeral_find(utf8_take(&after));
        if (numeral == NULL) {
            return false;
        }
        if (numeral->kind == NUMERAL_POINT) {
            break;
        }
        if (!sum_add(&sum, numeral)) {
            return false;
        }
        *rest = after;
    }
    if (!sum.is_any || (sum.is_after_zero && sum.digit < 0 && sum.last_power > 0)) {
        return false;
    }
    *integer_out = sum_end(&sum);
    return *integer_out <= LARGEST_NUMERAL;
}

/* The digits behind 点. */
static bool numeral_places_read(struct text rest, struct decimal *decimal)
{
    int64_t coefficient = 0;
    int places = 0;
    while (!text_is_empty(rest)) {
        const struct numeral *numeral = numeral_find(utf8_take(&rest));
        if (numeral == NULL || numeral->kind > NUMERAL_ZERO || places == DECIMAL_MOST_PLACES) {
            return false;
        }
        coefficient = coefficient * 10 + numeral->value;
        places++;
    }
    *decimal = decimal_add(*decimal, decimal_shifted(decimal_from_integer(coefficient), -places));
    return places > 0;
}

enum decimal_status numeral_read(struct text text, struct decimal *decimal_out)
{
    static const struct decimal half = { 5, 1 };
    if (text_equals(text, TEXT("半"))) {
        *decimal_out = half;
        return DECIMAL_READ;
    }
    int64_t integer = 0;
    if (utf8_characters(text) > NUMERAL_MOST_CHARACTERS || !whole_numeral_read(&text, &integer)) {
        return DECIMAL_NOT_A_NUMBER;
    }
    struct decimal decimal = decimal_from_integer(integer);
    if (!text_is_empty(text) && !numeral_places_read(text_without_first(text, sizeof("点") - 1), &decimal)) {
        return DECIMAL_NOT_A_NUMBER;
    }
    *decimal_out = decimal;
    return DECIMAL_READ;
}

int32_t numeral_digits_read(struct text text)
{
    int32_t integer = 0;
    size_t digits = 0;
    while (!text_is_empty(text)) {
        const struct numeral *numeral = numeral_find(utf8_take(&text));
        if (numeral == NULL || numeral->kind > NUMERAL_ZERO || digits == 4) {
            return -1;
        }
        integer = integer * 10 + numeral->value;
        digits++;
    }
    return digits == 0 ? -1 : integer;
}
