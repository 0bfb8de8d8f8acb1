#include "printed_number.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* What of a text is a number in digits. */
struct digits {
    size_t begin;
    size_t end;
    uint32_t places;
    bool is_grouped;
    struct decimal number;
};

static size_t first_digit(struct text text)
{
    size_t begin = 0;
    while (begin < text.size_bytes && !is_digit(text.bytes[begin])) {
        begin++;
    }
    return begin;
}

static bool digit_follows(struct text text, size_t at)
{
    return at + 1 < text.size_bytes && is_digit(text.bytes[at + 1]);
}

/* The first number in digits: 1,270.92. Answers whether there is one that can be computed. */
static bool digits_find(struct text text, struct digits *digits_out)
{
    char bare[DECIMAL_MOST_TEXT_BYTES];
    size_t bare_bytes = 0;
    struct digits digits = { .begin = first_digit(text) };
    bool has_point = false;
    size_t end = digits.begin;
    if (end > 0 && text.bytes[end - 1] == '-') {
        digits.begin--;
        bare[bare_bytes++] = '-';
    }
    while (end < text.size_bytes && bare_bytes < sizeof(bare)) {
        char byte = text.bytes[end];
        bool is_point = byte == '.' && !has_point && digit_follows(text, end);
        bool is_comma = byte == ',' && !has_point && digit_follows(text, end);
        if (!is_digit(byte) && !is_point && !is_comma) {
            break;
        }
        digits.places += has_point;
        digits.is_grouped |= is_comma;
        has_point |= is_point;
        if (!is_comma) {
            bare[bare_bytes++] = byte;
        }
        end++;
    }
    digits.end = end;
    *digits_out = digits;
    return decimal_read((struct text){ bare, bare_bytes }, &digits_out->number) == DECIMAL_READ;
}

static bool is_scaled_to(struct decimal digits, int scale_power, struct decimal number)
{
    struct decimal scaled = decimal_shifted(digits, scale_power);
    return decimal_is_in_range(scaled) && decimal_equals(scaled, number);
}

static struct printed_number in_its_own_unit(const struct value *value)
{
    return (struct printed_number){ .behind = value->unit, .places = decimal_needed_places(value->number) };
}

struct printed_number printed_number_find(struct arena *arena, struct text cell, const struct value *value,
                                          int shared_scale_power)
{
    struct text folded = value_folded(arena, cell);
    int scale_power = value->has_scale ? value->scale_power : shared_scale_power;
    struct digits digits;
    if (!digits_find(folded, &digits) || !is_scaled_to(digits.number, scale_power, value->number)) {
        return in_its_own_unit(value);
    }
    return (struct printed_number){
        .before = (struct text){ folded.bytes, digits.begin },
        .behind = text_without_first(folded, digits.end),
        .places = digits.places,
        .scale_power = scale_power,
        .is_grouped = digits.is_grouped,
        .is_of_the_text = true,
    };
}

static struct text behind_last_digits(struct text text)
{
    while (first_digit(text) < text.size_bytes) {
        text = text_without_first(text, first_digit(text) + 1);
    }
    return text;
}

struct printed_number printed_number_like_target(struct arena *arena, struct text cell, const struct value *target)
{
    bool has_two_scales = target->kind == VALUE_RANGE && target->has_scale && target->scale_power == 0;
    struct printed_number printed = printed_number_find(arena, cell, target, 0);
    if (!printed.is_of_the_text || has_two_scales) {
        return in_its_own_unit(target);
    }
    printed.before = (struct text){ 0 };
    if (target->kind == VALUE_RANGE) {
        printed.behind = behind_last_digits(printed.behind);
    }
    return printed;
}

struct decimal printed_number_of(const struct printed_number *printed, struct decimal number)
{
    return decimal_shifted(number, -printed->scale_power);
}

struct text printed_number_replaced(struct arena *arena, const struct printed_number *printed, struct decimal number)
{
    struct writer writer;
    struct collected collected;
    struct decimal shown = printed_number_of(printed, number);
    uint32_t places = decimal_needed_places(shown);
    char digits[DECIMAL_MOST_TEXT_BYTES];
    writer_to_arena(&writer, &collected, arena);
    writer_text(&writer, printed->before);
    if (printed->is_grouped) {
        writer_decimal_grouped(&writer, shown);
    } else {
        places = places > printed->places ? places : printed->places;
        writer_text(&writer, (struct text){ digits, decimal_to_text_with_places(shown, places, digits) });
    }
    writer_text(&writer, printed->behind);
    return collected_text(&writer, &collected);
}
