#include "natural.h"

#include "must.h"

#include <string.h>

static void drop_leading_zeros(struct natural *natural)
{
    while (natural->limb_count > 0 && natural->limbs[natural->limb_count - 1] == 0) {
        natural->limb_count--;
    }
}

static void append_limb(struct natural *natural, uint32_t limb)
{
    must(natural->limb_count < NATURAL_LIMBS);
    natural->limbs[natural->limb_count++] = limb;
}

void natural_set(struct natural *natural, uint128 value)
{
    natural->limb_count = 0;
    for (; value > 0; value >>= 32) {
        natural->limbs[natural->limb_count++] = (uint32_t)value;
    }
}

void natural_copy(struct natural *copy, const struct natural *original)
{
    copy->limb_count = original->limb_count;
    memcpy(copy->limbs, original->limbs, original->limb_count * sizeof(original->limbs[0]));
}

bool natural_is_zero(const struct natural *natural)
{
    return natural->limb_count == 0;
}

static uint32_t bits_of_limb(uint32_t limb)
{
    uint32_t bits = 0;
    for (; limb > 0; limb >>= 1) {
        bits++;
    }
    return bits;
}

uint32_t natural_bits(const struct natural *natural)
{
    if (natural_is_zero(natural)) {
        return 0;
    }
    return (uint32_t)(natural->limb_count - 1) * 32 + bits_of_limb(natural->limbs[natural->limb_count - 1]);
}

int natural_compare(const struct natural *a, const struct natural *b)
{
    if (a->limb_count != b->limb_count) {
        return a->limb_count < b->limb_count ? -1 : 1;
    }
    for (size_t i = a->limb_count; i > 0; i--) {
        if (a->limbs[i - 1] != b->limbs[i - 1]) {
            return a->limbs[i - 1] < b->limbs[i - 1] ? -1 : 1;
        }
    }
    return 0;
}

void natural_increase(struct natural *a, const struct natural *b)
{
    while (a->limb_count < b->limb_count) {
        append_limb(a, 0);
    }
    uint64_t carry = 0;
    for (size_t i = 0; i < a->limb_count; i++) {
        carry += (uint64_t)a->limbs[i] + (i < b->limb_count ? b->limbs[i] : 0);
        a->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry > 0) {
        append_limb(a, (uint32_t)carry);
    }
}

void natural_decrease(struct natural *a, const struct natural *b)
{
    must(natural_compare(a, b) >= 0);
    uint64_t borrow = 0;
    for (size_t i = 0; i < a->limb_count; i++) {
        uint64_t taken = (i < b->limb_count ? b->limbs[i] : 0) + borrow;
        borrow = a->limbs[i] < taken;
        a->limbs[i] = (uint32_t)(a->limbs[i] - taken);
    }
    drop_leading_zeros(a);
}

void natural_multiply(const struct natural *a, const struct natural *b, struct natural *product_out)
{
    must(a->limb_count + b->limb_count <= NATURAL_LIMBS);
    product_out->limb_count = a->limb_count + b->limb_count;
    memset(product_out->limbs, 0, product_out->limb_count * sizeof(product_out->limbs[0]));
    for (size_t i = 0; i < a->limb_count; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < b->limb_count; j++) {
            carry += (uint64_t)a->limbs[i] * b->limbs[j] + product_out->limbs[i + j];
            product_out->limbs[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
        product_out->limbs[i + b->limb_count] = (uint32_t)carry;
    }
    drop_leading_zeros(product_out);
}

static void multiply_by_limb(struct natural *natural, uint32_t factor)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < natural->limb_count; i++) {
        carry += (uint64_t)natural->limbs[i] * factor;
        natural->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry > 0) {
        append_limb(natural, (uint32_t)carry);
    }
}

void natural_shift(struct natural *natural, uint32_t power)
{
    static const uint32_t powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
    for (; power >= 9; power -= 9) {
        multiply_by_limb(natural, 1000000000);
    }
    multiply_by_limb(natural, powers_of_ten[power]);
}

/* natural ÷ divisor, in place; answers the remainder. */
static uint32_t divide_by_limb(struct natural *natural, uint32_t divisor)
{
    uint64_t rest = 0;
    for (size_t i = natural->limb_count; i > 0; i--) {
        rest = rest << 32 | natural->limbs[i - 1];
        natural->limbs[i - 1] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    drop_leading_zeros(natural);
    return (uint32_t)rest;
}

/* `limbs` moved up by `bits` < 32; answers what left at the top. */
static uint32_t move_up(const uint32_t *limbs, size_t limb_count, uint32_t bits, uint32_t *moved_out)
{
    uint32_t carry = 0;
    for (size_t i = 0; i < limb_count; i++) {
        uint64_t wide = (uint64_t)limbs[i] << bits | carry;
        moved_out[i] = (uint32_t)wide;
        carry = (uint32_t)(wide >> 32);
    }
    return carry;
}

static void move_down(uint32_t *limbs, size_t limb_count, uint32_t bits)
{
    for (size_t i = 0; i < limb_count; i++) {
        uint64_t above = i + 1 < limb_count ? limbs[i + 1] : 0;
        limbs[i] = (uint32_t)((above << 32 | limbs[i]) >> bits);
    }
}

/* The next limb of the quotient, at most one too large, from the three highest limbs of the rest and the two highest
   of the divisor. */
static uint64_t estimated_limb(const uint32_t *rest, const uint32_t *divisor, size_t count)
{
    const uint64_t base = (uint64_t)1 << 32;
    uint64_t highest = (uint64_t)rest[count] << 32 | rest[count - 1];
    uint64_t estimate = highest / divisor[count - 1];
    uint64_t left = highest % divisor[count - 1];
    while (estimate >= base || estimate * divisor[count - 2] > (left << 32 | rest[count - 2])) {
        estimate--;
        left += divisor[count - 1];
        if (left >= base) {
            break;
        }
    }
    return estimate;
}

/* rest -= factor × divisor; answers whether that was too much, and then the rest has wrapped. */
static bool take_away(uint32_t *rest, const uint32_t *divisor, size_t count, uint64_t factor)
{
    uint64_t carry = 0;
    uint64_t borrow = 0;
    for (size_t i = 0; i <= count; i++) {
        carry += i < count ? factor * divisor[i] : 0;
        uint64_t taken = (uint32_t)carry + borrow;
        borrow = rest[i] < taken;
        rest[i] = (uint32_t)(rest[i] - taken);
        carry >>= 32;
    }
    return borrow > 0;
}

static void put_back(uint32_t *rest, const uint32_t *divisor, size_t count)
{
    uint64_t carry = 0;
    for (size_t i = 0; i <= count; i++) {
        carry += (uint64_t)rest[i] + (i < count ? divisor[i] : 0);
        rest[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

/* Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D: a ≥ b, and b has two limbs or more. */
static void divide_long(const struct natural *a, const struct natural *b, struct natural *quotient_out,
                        struct natural *remainder_out)
{
    size_t count = b->limb_count;
    uint32_t rest[NATURAL_LIMBS + 1];
    uint32_t divisor[NATURAL_LIMBS];
    uint32_t bits = 32 - bits_of_limb(b->limbs[count - 1]);
    rest[a->limb_count] = move_up(a->limbs, a->limb_count, bits, rest);
    move_up(b->limbs, count, bits, divisor);

    quotient_out->limb_count = a->limb_count - count + 1;
    for (size_t i = quotient_out->limb_count; i > 0; i--) {
        uint32_t *part = rest + i - 1;
        uint64_t limb = estimated_limb(part, divisor, count);
        if (take_away(part, divisor, count, limb)) {
            put_back(part, divisor, count);
            limb--;
        }
        quotient_out->limbs[i - 1] = (uint32_t)limb;
    }
    drop_leading_zeros(quotient_out);

    move_down(rest, count, bits);
    remainder_out->limb_count = count;
    memcpy(remainder_out->limbs, rest, count * sizeof(rest[0]));
    drop_leading_zeros(remainder_out);
}

void natural_divide(const struct natural *a, const struct natural *b, struct natural *quotient_out,
                    struct natural *remainder_out)
{
    must(!natural_is_zero(b));
    if (natural_compare(a, b) < 0) {
        quotient_out->limb_count = 0;
        natural_copy(remainder_out, a);
    } else if (b->limb_count == 1) {
        natural_copy(quotient_out, a);
        natural_set(remainder_out, divide_by_limb(quotient_out, b->limbs[0]));
    } else {
        divide_long(a, b, quotient_out, remainder_out);
    }
}

/* Of a number with at most two limbs. */
static uint64_t small_value(const struct natural *natural)
{
    uint64_t value = 0;
    for (size_t i = natural->limb_count; i > 0; i--) {
        value = value << 32 | natural->limbs[i - 1];
    }
    return value;
}

static uint64_t small_greatest_divisor(uint64_t a, uint64_t b)
{
    while (b > 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

void natural_greatest_divisor(const struct natural *a, const struct natural *b, struct natural *divisor_out)
{
    struct natural runs[3];
    struct natural quotient;
    struct natural *larger = &runs[0];
    struct natural *smaller = &runs[1];
    struct natural *rest = &runs[2];
    bool is_ordered = natural_compare(a, b) >= 0;
    natural_copy(larger, is_ordered ? a : b);
    natural_copy(smaller, is_ordered ? b : a);
    while (larger->limb_count > 2 && !natural_is_zero(smaller)) {
        natural_divide(larger, smaller, &quotient, rest);
        struct natural *spare = larger;
        larger = smaller;
        smaller = rest;
        rest = spare;
    }
    if (natural_is_zero(smaller)) {
        natural_copy(divisor_out, larger);
    } else {
        natural_set(divisor_out, small_greatest_divisor(small_value(larger), small_value(smaller)));
    }
}

/* Answers whether the number has at most DECIMAL_MOST_DIGITS. */
static bool fits_coefficient(const struct natural *natural, int128 *coefficient_out)
{
    if (natural_bits(natural) > 127) {
        return false;
    }
    int128 coefficient = 0;
    for (size_t i = natural->limb_count; i > 0; i--) {
        coefficient = coefficient << 32 | natural->limbs[i - 1];
    }
    *coefficient_out = coefficient;
    return decimal_is_in_range((struct decimal){ coefficient, 0 });
}

struct decimal natural_to_decimal(struct natural *natural, bool is_negative, uint32_t places)
{
    if (natural_is_zero(natural)) {
        return (struct decimal){ 0, places < DECIMAL_MOST_DIGITS ? places : DECIMAL_MOST_DIGITS };
    }
    int128 coefficient;
    while (places > DECIMAL_MOST_DIGITS || !fits_coefficient(natural, &coefficient)) {
        bool has_last_zero = places > 0 && divide_by_limb(natural, 10) == 0;
        if (!has_last_zero) {
            return decimal_out_of_range();
        }
        places--;
    }
    return (struct decimal){ is_negative ? -coefficient : coefficient, places };
}
