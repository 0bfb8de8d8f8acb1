/* Floor 1: exact decimals, by hand-stated tables and against GMP. */
#include "decimal.h"
#include "decimal_oracle.h"
#include "run_suite.h"

#include <check.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

enum { SEEDS = 6, CASES_OF_SEED = 4000 };

/* A text as the tables state it, of up to 38 digits; "out" is out of range. */
static struct decimal stated(const char *text)
{
    if (strcmp(text, "out") == 0) {
        return decimal_out_of_range();
    }
    struct decimal decimal = { 0, 0 };
    bool is_negative = *text == '-';
    bool is_behind_point = false;
    for (const char *byte = text + is_negative; *byte != '\0'; byte++) {
        if (*byte == '.') {
            is_behind_point = true;
        } else {
            decimal.coefficient = decimal.coefficient * 10 + (*byte - '0');
            decimal.places += is_behind_point;
        }
    }
    decimal.coefficient = is_negative ? -decimal.coefficient : decimal.coefficient;
    return decimal;
}

static const char *shown(struct decimal decimal, char bytes[DECIMAL_MOST_TEXT_BYTES + 1])
{
    if (!decimal_is_in_range(decimal)) {
        return "out";
    }
    bytes[decimal_to_text(decimal, bytes)] = '\0';
    return bytes;
}

static void assert_decimal(int row, const char *what, struct decimal found, const char *expected)
{
    char bytes[DECIMAL_MOST_TEXT_BYTES + 1];
    struct decimal expected_decimal = stated(expected);
    bool agrees = decimal_is_in_range(found) == decimal_is_in_range(expected_decimal) &&
                  (!decimal_is_in_range(found) || decimal_equals(found, expected_decimal));
    ck_assert_msg(agrees, "row %d: %s is %s, expected %s", row, what, shown(found, bytes), expected);
}

static const struct {
    const char *text;
    enum decimal_status status;
    const char *printed; /* without needless zeros */
    uint32_t places;
} readings[] = {
    { "0", DECIMAL_READ, "0", 0 },
    { "-0", DECIMAL_READ, "0", 0 },
    { "-0.00", DECIMAL_READ, "0", 2 },
    { "7", DECIMAL_READ, "7", 0 },
    { "-7", DECIMAL_READ, "-7", 0 },
    { "007", DECIMAL_READ, "7", 0 },
    { "87.70", DECIMAL_READ, "87.7", 2 },
    { "10.00", DECIMAL_READ, "10", 2 },
    { "-0.05", DECIMAL_READ, "-0.05", 2 },
    { "1270.92", DECIMAL_READ, "1270.92", 2 },
    { "999999999999999999", DECIMAL_READ, "999999999999999999", 0 },
    { "999999999999999999.999999999999", DECIMAL_READ, "999999999999999999.999999999999", 12 },
    { "-999999999999999999.999999999999", DECIMAL_READ, "-999999999999999999.999999999999", 12 },
    { "0000000000000000000000000000000000000000000000001", DECIMAL_READ, "1", 0 },
    { "0.000000000001", DECIMAL_READ, "0.000000000001", 12 },
    { "0.00000000000100000000000000000000000000000000000000000", DECIMAL_READ, "0.000000000001", 12 },
    { "1.0000000000000", DECIMAL_READ, "1", 12 },
    { "1000000000000000000", DECIMAL_TOO_LARGE, NULL, 0 },
    { "-1000000000000000000", DECIMAL_TOO_LARGE, NULL, 0 },
    { "0.0000000000001", DECIMAL_TOO_LARGE, NULL, 0 },
    { "0.0000000000010000001", DECIMAL_TOO_LARGE, NULL, 0 },
    { "99999999999999999999999999999999999999999999999999999999", DECIMAL_TOO_LARGE, NULL, 0 },
    { "340282366920938463463374607431768211457", DECIMAL_TOO_LARGE, NULL, 0 }, /* 1 beyond 2^128 */
    { "", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "-", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { ".", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "-.", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { ".5", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "5.", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "-5.", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "+5", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "--5", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "5-", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { " 5", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "5 ", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "1,270", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "1.2.3", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "1e5", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "0x10", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "nan", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "１２", DECIMAL_NOT_A_NUMBER, NULL, 0 },
    { "99999999999999999999999999999999999999x", DECIMAL_NOT_A_NUMBER, NULL, 0 },
};

START_TEST(texts_are_read)
{
    struct decimal decimal = { 77, 7 };
    enum decimal_status status = decimal_read(text_of(readings[_i].text), &decimal);
    ck_assert_msg(status == readings[_i].status, "row %d '%s': status %d", _i, readings[_i].text, (int)status);
    if (status != DECIMAL_READ) {
        ck_assert_msg(decimal.coefficient == 77 && decimal.places == 7, "row %d: changed on failure", _i);
        return;
    }
    char bytes[DECIMAL_MOST_TEXT_BYTES + 1];
    ck_assert_msg(strcmp(shown(decimal, bytes), readings[_i].printed) == 0, "row %d '%s': printed %s", _i,
                  readings[_i].text, bytes);
    ck_assert_msg(decimal.places == readings[_i].places, "row %d: %u places", _i, decimal.places);
}
END_TEST

START_TEST(a_text_stops_where_its_size_says)
{
    struct decimal decimal;
    ck_assert_int_eq(decimal_read((struct text){ "12.50元", 4 }, &decimal), DECIMAL_READ);
    assert_decimal(0, "12.5", decimal, "12.5");
    ck_assert_int_eq(decimal_read((struct text){ "12.50", 3 }, &decimal), DECIMAL_NOT_A_NUMBER);
    ck_assert_int_eq(decimal_read((struct text){ "1\0002", 3 }, &decimal), DECIMAL_NOT_A_NUMBER);
    ck_assert_int_eq(decimal_read((struct text){ NULL, 0 }, &decimal), DECIMAL_NOT_A_NUMBER);
}
END_TEST

static const struct {
    const char *decimal;
    uint32_t places;
    const char *with_places;
    const char *grouped;
} printings[] = {
    { "0", 2, "0.00", "0" },
    { "0.000", 0, "0", "0" },
    { "8.8", 2, "8.80", "8.8" },
    { "87.700", 1, "87.7", "87.7" },
    { "-0.5", 4, "-0.5000", "-0.5" },
    { "10.00", 0, "10", "10" },
    { "999", 0, "999", "999" },
    { "1000", 1, "1000.0", "1,000" },
    { "-82993.770", 2, "-82993.77", "-82,993.77" },
    { "1234567.8901", 4, "1234567.8901", "1,234,567.8901" },
    { "-100000", 0, "-100000", "-100,000" },
    { "0.00000000000000000000000000000000000001", 38, "0.00000000000000000000000000000000000001",
      "0.00000000000000000000000000000000000001" },
    { "99999999999999999999999999999999999999", 12, "99999999999999999999999999999999999999.000000000000",
      "99,999,999,999,999,999,999,999,999,999,999,999,999" },
    { "-99999999999999999999999999999999999999", 38,
      "-99999999999999999999999999999999999999.00000000000000000000000000000000000000",
      "-99,999,999,999,999,999,999,999,999,999,999,999,999" },
    { "-18446744073709551616.5", 1, "-18446744073709551616.5", "-18,446,744,073,709,551,616.5" },
};

static bool collect_put(void *context, const char *bytes, size_t size_bytes)
{
    char *collected = context;
    strncat(collected, bytes, size_bytes);
    return true;
}

START_TEST(decimals_are_printed)
{
    struct decimal decimal = stated(printings[_i].decimal);
    char bytes[DECIMAL_MOST_TEXT_BYTES + 1];
    size_t size_bytes = decimal_to_text_with_places(decimal, printings[_i].places, bytes);
    ck_assert_uint_le(size_bytes, DECIMAL_MOST_TEXT_BYTES);
    bytes[size_bytes] = '\0';
    ck_assert_msg(strcmp(bytes, printings[_i].with_places) == 0, "row %d: printed %s", _i, bytes);

    char collected[DECIMAL_MOST_TEXT_BYTES * 2] = "";
    struct writer writer;
    writer_begin(&writer, collect_put, collected);
    writer_decimal(&writer, decimal);
    writer_character(&writer, ' ');
    writer_decimal_grouped(&writer, decimal);
    writer_flush(&writer);
    char expected[DECIMAL_MOST_TEXT_BYTES * 2] = "";
    strcat(strcat(strcat(expected, shown(decimal, bytes)), " "), printings[_i].grouped);
    ck_assert_msg(strcmp(collected, expected) == 0, "row %d: written %s", _i, collected);
}
END_TEST

static const struct {
    const char *a, *b;
    int order;
    const char *sum, *difference, *product;
} pairs[] = {
    { "0", "0.00", 0, "0", "0", "0" },
    { "87.70", "87.7", 0, "175.4", "0", "7691.29" },
    { "0.1", "0.2", -1, "0.3", "-0.1", "0.02" },
    { "-1", "1", -1, "0", "-2", "-1" },
    { "-1.5", "-1.25", -1, "-2.75", "-0.25", "1.875" },
    { "19.9", "19.90", 0, "39.8", "0", "396.01" },
    { "22.452", "25.6", -1, "48.052", "-3.148", "574.7712" },
    { "999999999999999.999999", "0.000001", 1, "1000000000000000", "999999999999999.999998", "999999999.999999999999" },
    /* 10^30 beside something with twelve places */
    { "1000000000000000000000000000000", "0.000000000001", 1, "out", "out", "1000000000000000000" },
    { "1000000000000000000000000000000", "1.000000000000", 1, "1000000000000000000000000000001",
      "999999999999999999999999999999", "1000000000000000000000000000000" },
    { "-1000000000000000000000000000000", "-0.000000000001", -1, "out", "out", "1000000000000000000" },
    { "99999999999999999999999999999999999999", "1", 1, "out", "99999999999999999999999999999999999998",
      "99999999999999999999999999999999999999" },
    { "-99999999999999999999999999999999999999", "-99999999999999999999999999999999999999", 0, "out", "0", "out" },
    { "9999999999999999999999999999999999999.9", "0.1", 1, "10000000000000000000000000000000000000",
      "9999999999999999999999999999999999999.8", "999999999999999999999999999999999999.99" },
    { "50000000000000000000000000000000000000", "50000000000000000000000000000000000000", 0, "out", "0", "out" },
    { "0.00000000000000000001", "0.00000000000000000001", 0, "0.00000000000000000002", "0", "out" },
    { "10000000000000000000", "10000000000000000000", 0, "20000000000000000000", "0", "out" },
    { "10000000000000000000", "9999999999999999999", 1, "19999999999999999999", "1",
      "99999999999999999990000000000000000000" },
    { "0.0000000000000000000000000005", "200000000000.00000000000000", -1, "out", "out", "0.0000000000000001" },
};

START_TEST(pairs_compare_and_calculate)
{
    struct decimal a = stated(pairs[_i].a);
    struct decimal b = stated(pairs[_i].b);
    ck_assert_msg(decimal_compare(a, b) * pairs[_i].order >= (pairs[_i].order != 0), "row %d: order", _i);
    ck_assert_msg(decimal_compare(b, a) * pairs[_i].order <= -(pairs[_i].order != 0), "row %d: order back", _i);
    ck_assert_msg(decimal_equals(a, b) == (pairs[_i].order == 0), "row %d: equals", _i);
    assert_decimal(_i, "sum", decimal_add(a, b), pairs[_i].sum);
    assert_decimal(_i, "sum back", decimal_add(b, a), pairs[_i].sum);
    assert_decimal(_i, "difference", decimal_subtract(a, b), pairs[_i].difference);
    assert_decimal(_i, "product", decimal_multiply(a, b), pairs[_i].product);
    assert_decimal(_i, "product back", decimal_multiply(b, a), pairs[_i].product);
    assert_decimal(_i, "least", decimal_least(a, b), pairs[_i].order <= 0 ? pairs[_i].a : pairs[_i].b);
    assert_decimal(_i, "greatest", decimal_greatest(a, b), pairs[_i].order >= 0 ? pairs[_i].a : pairs[_i].b);
}
END_TEST

static const struct {
    const char *decimal;
    uint32_t places;
    const char *half_up, *truncated;
} roundings[] = {
    { "4.395", 0, "4", "4" },
    { "2.9025", 0, "3", "2" },
    { "0.5", 0, "1", "0" },
    { "-0.5", 0, "-1", "0" },
    { "0.49999999999999999999", 0, "0", "0" },
    { "1.5", 0, "2", "1" },
    { "2.5", 0, "3", "2" },
    { "-2.5", 0, "-3", "-2" },
    { "-2.49", 0, "-2", "-2" },
    { "8.7703125", 2, "8.77", "8.77" },
    { "1.005", 2, "1.01", "1" },
    { "1.00499", 2, "1", "1" },
    { "99.995", 2, "100", "99.99" },
    { "98.7", 2, "98.7", "98.7" },
    { "7", 4294967295, "7", "7" },
    { "0.99999999999999999999999999999999999999", 0, "1", "0" },
    { "9999999999999999999999999999999999999.9", 0, "10000000000000000000000000000000000000",
      "9999999999999999999999999999999999999" },
    { "out", 2, "out", "out" },
};

START_TEST(decimals_are_rounded)
{
    struct decimal decimal = stated(roundings[_i].decimal);
    assert_decimal(_i, "half up", decimal_rounded_half_up(decimal, roundings[_i].places), roundings[_i].half_up);
    assert_decimal(_i, "truncated", decimal_truncated(decimal, roundings[_i].places), roundings[_i].truncated);
}
END_TEST

static const struct {
    const char *a, *b, *c;
    uint32_t places;
    const char *half_up, *truncated;
} quotients[] = {
    { "6", "293", "400", 0, "4", "4" },
    { "6", "293", "400", 2, "4.4", "4.39" },
    { "6", "293", "400", 3, "4.395", "4.395" },
    { "3", "387", "400", 0, "3", "2" },
    { "10", "22.452", "25.6", 2, "8.77", "8.77" },
    { "100", "22.452", "25.6", 4, "87.7031", "87.7031" },
    { "1", "1", "3", 12, "0.333333333333", "0.333333333333" },
    { "1", "2", "3", 12, "0.666666666667", "0.666666666666" },
    { "-1", "2", "3", 2, "-0.67", "-0.66" },
    { "1", "-2", "-3", 2, "0.67", "0.66" },
    { "1", "1", "-8", 2, "-0.13", "-0.12" },
    { "0", "5", "7", 2, "0", "0" },
    { "0", "5", "-7", 2, "0", "0" },
    { "1", "1", "200", 2, "0.01", "0" },
    { "1", "1", "201", 2, "0", "0" },
    { "20", "3600000000", "2600000", 2, "27692.31", "27692.3" },
    { "100", "999999999999999.999999", "1000000000000000", 2, "100", "99.99" },
    /* one part in 10^37 short of a half */
    { "4999999999999999999999999999999999999", "1", "10000000000000000000000000000000000000", 0, "0", "0" },
    { "5000000000000000000000000000000000000", "1", "10000000000000000000000000000000000000", 0, "1", "0" },
    { "10000000000000000000000000000000000000", "10000000000000000000000000000000000000",
      "10000000000000000000000000000000000000", 0, "10000000000000000000000000000000000000",
      "10000000000000000000000000000000000000" },
    { "10000000000000000000000000000000000000", "10000000000000000000000000000000000000",
      "10000000000000000000000000000000000000", 12, "10000000000000000000000000000000000000",
      "10000000000000000000000000000000000000" },
    { "10000000000000000000000000000000000000", "10000000000000000000000000000000000000", "3", 2, "out", "out" },
    { "10000000000000000000000000000000000000", "10000000000000000000000000000000000000",
      "99999999999999999999999999999999999999", 1, "1000000000000000000000000000000000000",
      "1000000000000000000000000000000000000" },
    { "10000000000000000000000000000000000000", "10000000000000000000000000000000000000",
      "99999999999999999999999999999999999999", 2, "out", "out" },
    { "1", "1", "3", 38, "0.33333333333333333333333333333333333333", "0.33333333333333333333333333333333333333" },
    { "1", "1", "1", 39, "out", "out" },
    { "0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001",
      "0.00000000000000000000000000000000000001", 38, "0.00000000000000000000000000000000000001",
      "0.00000000000000000000000000000000000001" },
    { "out", "1", "1", 2, "out", "out" },
    { "1", "out", "1", 2, "out", "out" },
    { "1", "1", "out", 2, "out", "out" },
};

START_TEST(quotients_are_rounded_once)
{
    struct decimal a = stated(quotients[_i].a);
    struct decimal b = stated(quotients[_i].b);
    struct decimal c = stated(quotients[_i].c);
    uint32_t places = quotients[_i].places;
    assert_decimal(_i, "half up", decimal_product_quotient_rounded_half_up(a, b, c, places), quotients[_i].half_up);
    assert_decimal(_i, "truncated", decimal_product_quotient_truncated(a, b, c, places), quotients[_i].truncated);
    if (strcmp(quotients[_i].b, "1") == 0) {
        assert_decimal(_i, "quotient", decimal_quotient_rounded_half_up(a, c, places), quotients[_i].half_up);
    }
}
END_TEST

static const struct {
    const char *decimal;
    int power;
    const char *shifted;
} shifts[] = {
    { "87.70", -2, "0.877" },
    { "260", 4, "2600000" },
    { "0.5", 1, "5" },
    { "-0.25", 3, "-250" },
    { "0", INT_MAX, "0" },
    { "0", INT_MIN, "0" },
    { "1", INT_MAX, "out" },
    { "1", INT_MIN, "out" },
    { "1", 37, "10000000000000000000000000000000000000" },
    { "1", 38, "out" },
    { "1", -38, "0.00000000000000000000000000000000000001" },
    { "1", -39, "out" },
    { "10", -39, "0.00000000000000000000000000000000000001" },
    { "10000000000000000000000000000000000000", -75, "0.00000000000000000000000000000000000001" },
    { "0.00000000000000000000000000000000000001", 75, "10000000000000000000000000000000000000" },
    { "0.00000000000000000000000000000000000001", 76, "out" },
    { "out", 0, "out" },
};

START_TEST(decimals_are_shifted)
{
    assert_decimal(_i, "shifted", decimal_shifted(stated(shifts[_i].decimal), shifts[_i].power), shifts[_i].shifted);
}
END_TEST

static const struct {
    const char *a, *b, *c, *d;
    int order;
} ratios[] = {
    { "1", "3", "2", "6", 0 },
    { "1", "3", "333333333333", "1000000000000", 1 },
    { "-1", "3", "-333333333333", "1000000000000", -1 },
    { "22.452", "25.6", "0.877", "1", 1 },
    { "0", "7", "0.00", "1", 0 },
    { "-1", "7", "0", "1", -1 },
    { "1", "7", "-5", "1", 1 },
    { "99999999999999999999999999999999999998", "99999999999999999999999999999999999999",
      "99999999999999999999999999999999999997", "99999999999999999999999999999999999998", 1 },
    { "0.00000000000000000000000000000000000001", "99999999999999999999999999999999999999",
      "0.00000000000000000000000000000000000001", "99999999999999999999999999999999999998", -1 },
    { "99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001",
      "99999999999999999999999999999999999999", "0.00000000000000000000000000000000000002", 1 },
};

START_TEST(ratios_compare)
{
    int order = decimal_compare_quotients(stated(ratios[_i].a), stated(ratios[_i].b), stated(ratios[_i].c),
                                          stated(ratios[_i].d));
    ck_assert_msg((order > 0) - (order < 0) == ratios[_i].order, "row %d: order %d", _i, order);
}
END_TEST

START_TEST(out_of_range_is_handed_on)
{
    struct decimal out = decimal_out_of_range();
    struct decimal one = decimal_from_integer(1);
    const struct decimal results[] = {
        decimal_add(out, one),
        decimal_add(one, out),
        decimal_subtract(out, one),
        decimal_subtract(one, out),
        decimal_subtract(out, out),
        decimal_multiply(out, decimal_from_integer(0)),
        decimal_multiply(decimal_from_integer(0), out),
        decimal_least(out, one),
        decimal_least(one, out),
        decimal_greatest(out, one),
        decimal_greatest(one, out),
        decimal_quotient_rounded_half_up(out, one, 2),
        decimal_quotient_rounded_half_up(one, out, 2),
    };
    for (int i = 0; i < ROWS(results); i++) {
        assert_decimal(i, "result", results[i], "out");
    }
    ck_assert(!decimal_is_zero(out));
    /* Nothing put together by hand slips in either. */
    ck_assert(!decimal_is_in_range((struct decimal){ 1, DECIMAL_MOST_DIGITS + 1 }));
    ck_assert(
        !decimal_is_in_range((struct decimal){ stated("99999999999999999999999999999999999999").coefficient + 1, 0 }));
}
END_TEST

START_TEST(integers_and_percentages)
{
    assert_decimal(0, "least integer", decimal_from_integer(INT64_MIN), "-9223372036854775808");
    assert_decimal(1, "most integer", decimal_from_integer(INT64_MAX), "9223372036854775807");
    assert_decimal(2, "60%", decimal_from_per_cent(60), "0.6");
    assert_decimal(3, "130%", decimal_from_per_cent(130), "1.3");
    ck_assert_int_eq(decimal_sign(stated("-0.01")), -1);
    ck_assert_int_eq(decimal_sign(stated("0.00")), 0);
    ck_assert_int_eq(decimal_sign(stated("0.01")), 1);
    ck_assert(decimal_is_zero(stated("0.00")));
    ck_assert(!decimal_is_zero(stated("0.01")));
}
END_TEST

/* 10^15 with six decimals, ten million times: ten thousand, a thousand times. */
START_TEST(large_sums_are_exact)
{
    struct decimal amount = stated("999999999999999.999999");
    struct decimal part = decimal_from_integer(0);
    for (int i = 0; i < 10000; i++) {
        part = decimal_add(part, amount);
    }
    struct decimal sum = decimal_from_integer(0);
    for (int i = 0; i < 1000; i++) {
        sum = decimal_add(sum, part);
    }
    assert_decimal(0, "sum", sum, "9999999999999999999990");
    assert_decimal(1, "mean", decimal_quotient_rounded_half_up(sum, decimal_from_integer(10000000), 6),
                   "999999999999999.999999");
}
END_TEST

static void compare_out_of_range(void)
{
    decimal_compare(decimal_out_of_range(), decimal_from_integer(0));
}

static void print_out_of_range(void)
{
    char bytes[DECIMAL_MOST_TEXT_BYTES];
    decimal_to_text(decimal_out_of_range(), bytes);
}

static void print_too_few_places(void)
{
    char bytes[DECIMAL_MOST_TEXT_BYTES];
    decimal_to_text_with_places(stated("1.25"), 1, bytes);
}

static void divide_by_zero(void)
{
    decimal_quotient_rounded_half_up(decimal_from_integer(1), stated("0.00"), 2);
}

static void (*const mistakes[])(void) = { compare_out_of_range, print_out_of_range, print_too_few_places,
                                          divide_by_zero };

START_TEST(mistakes_of_ours_end_the_program)
{
    mistakes[_i]();
}
END_TEST

static void assert_agrees(mpq_srcptr expected, struct decimal found, const char *what, uint64_t seed, int number)
{
    char bytes[DECIMAL_MOST_TEXT_BYTES + 1];
    if (!oracle_agrees(expected, found)) {
        ck_abort_msg("%s, seed %llu case %d: found %s, expected %s", what, (unsigned long long)seed, number,
                     shown(found, bytes), mpq_get_str(NULL, 10, expected));
    }
}

struct oracle_run {
    uint64_t state;
    uint64_t seed;
    mpq_t a, b, c, d;
    mpq_t expected;
};

static void begin_run(struct oracle_run *run, int seed)
{
    run->seed = (uint64_t)seed;
    run->state = (uint64_t)seed * 1000003u;
    mpq_inits(run->a, run->b, run->c, run->d, run->expected, NULL);
}

static void end_run(struct oracle_run *run)
{
    mpq_clears(run->a, run->b, run->c, run->d, run->expected, NULL);
}

/* Even seeds stay among the numbers of real forms, odd ones go everywhere. */
static uint32_t digits_of_seed(int seed)
{
    return seed % 2 == 0 ? 12 : DECIMAL_MOST_DIGITS;
}

static uint32_t places_of_seed(int seed)
{
    return seed % 2 == 0 ? 6 : DECIMAL_MOST_DIGITS;
}

START_TEST(sums_and_products_agree_with_gmp)
{
    struct oracle_run run;
    begin_run(&run, _i);
    for (int i = 0; i < CASES_OF_SEED; i++) {
        struct decimal a = random_decimal(&run.state, digits_of_seed(_i), places_of_seed(_i));
        struct decimal b = random_decimal(&run.state, digits_of_seed(_i), places_of_seed(_i));
        oracle_set(run.a, a);
        oracle_set(run.b, b);
        mpq_add(run.expected, run.a, run.b);
        assert_agrees(run.expected, decimal_add(a, b), "sum", run.seed, i);
        mpq_sub(run.expected, run.a, run.b);
        assert_agrees(run.expected, decimal_subtract(a, b), "difference", run.seed, i);
        mpq_mul(run.expected, run.a, run.b);
        assert_agrees(run.expected, decimal_multiply(a, b), "product", run.seed, i);
        int order = mpq_cmp(run.a, run.b);
        int found = decimal_compare(a, b);
        ck_assert_msg((order > 0) - (order < 0) == (found > 0) - (found < 0), "order, seed %d case %d", _i, i);
        int power = (int)random_below(&run.state, 160) - 80;
        mpq_set(run.expected, run.a);
        oracle_shift(run.expected, power);
        assert_agrees(run.expected, decimal_shifted(a, power), "shifted", run.seed, i);
    }
    end_run(&run);
}
END_TEST

START_TEST(roundings_agree_with_gmp)
{
    struct oracle_run run;
    begin_run(&run, _i);
    for (int i = 0; i < CASES_OF_SEED; i++) {
        struct decimal a = random_decimal(&run.state, digits_of_seed(_i), places_of_seed(_i));
        struct decimal b = random_decimal(&run.state, digits_of_seed(_i), places_of_seed(_i));
        struct decimal c = random_divisor(&run.state, digits_of_seed(_i), places_of_seed(_i));
        uint32_t places = random_below(&run.state, places_of_seed(_i) + 1);
        oracle_set(run.a, a);
        oracle_set(run.b, b);
        oracle_set(run.c, c);
        mpq_set(run.expected, run.a);
        oracle_round(run.expected, places, ORACLE_HALF_UP);
        assert_agrees(run.expected, decimal_rounded_half_up(a, places), "rounded", run.seed, i);
        mpq_set(run.expected, run.a);
        oracle_round(run.expected, places, ORACLE_TOWARDS_ZERO);
        assert_agrees(run.expected, decimal_truncated(a, places), "truncated", run.seed, i);
        mpq_div(run.expected, run.a, run.c);
        oracle_round(run.expected, places, ORACLE_HALF_UP);
        assert_agrees(run.expected, decimal_quotient_rounded_half_up(a, c, places), "quotient", run.seed, i);
        mpq_mul(run.expected, run.a, run.b);
        mpq_div(run.expected, run.expected, run.c);
        mpq_set(run.d, run.expected);
        oracle_round(run.expected, places, ORACLE_HALF_UP);
        assert_agrees(run.expected, decimal_product_quotient_rounded_half_up(a, b, c, places), "a × b ÷ c", run.seed,
                      i);
        oracle_round(run.d, places, ORACLE_TOWARDS_ZERO);
        assert_agrees(run.d, decimal_product_quotient_truncated(a, b, c, places), "a × b ÷ c cut", run.seed, i);
    }
    end_run(&run);
}
END_TEST

START_TEST(ratios_agree_with_gmp)
{
    struct oracle_run run;
    begin_run(&run, _i);
    for (int i = 0; i < CASES_OF_SEED; i++) {
        struct decimal a = random_decimal(&run.state, digits_of_seed(_i), places_of_seed(_i));
        struct decimal b = random_divisor(&run.state, digits_of_seed(_i), places_of_seed(_i));
        b.coefficient = b.coefficient < 0 ? -b.coefficient : b.coefficient;
        /* Every other time the neighbouring ratio, or the same one. */
        bool is_close = random_below(&run.state, 2) == 0;
        struct decimal c = random_decimal(&run.state, digits_of_seed(_i), places_of_seed(_i));
        struct decimal d = { 7, places_of_seed(_i) };
        if (is_close) {
            c = (struct decimal){ a.coefficient - a.coefficient % 7 + (int128)random_below(&run.state, 2), a.places };
            d = b;
        }
        oracle_set(run.a, a);
        oracle_set(run.b, b);
        oracle_set(run.c, c);
        oracle_set(run.d, d);
        mpq_div(run.a, run.a, run.b);
        mpq_div(run.c, run.c, run.d);
        int order = mpq_cmp(run.a, run.c);
        int found = decimal_compare_quotients(a, b, c, d);
        ck_assert_msg((order > 0) - (order < 0) == (found > 0) - (found < 0), "seed %d case %d", _i, i);
    }
    end_run(&run);
}
END_TEST

START_TEST(texts_come_back)
{
    struct oracle_run run;
    begin_run(&run, _i);
    for (int i = 0; i < CASES_OF_SEED; i++) {
        struct decimal decimal = random_decimal(&run.state, 30, DECIMAL_MOST_PLACES);
        char bytes[DECIMAL_MOST_TEXT_BYTES];
        struct text text = { bytes, decimal_to_text(decimal, bytes) };
        struct decimal back = decimal;
        enum decimal_status status = decimal_read(text, &back);
        bool is_too_large = decimal_compare(decimal, stated("1000000000000000000")) >= 0 ||
                            decimal_compare(decimal, stated("-1000000000000000000")) <= 0;
        ck_assert_msg(status == (is_too_large ? DECIMAL_TOO_LARGE : DECIMAL_READ), "seed %d case %d: %.*s", _i, i,
                      (int)text.size_bytes, text.bytes);
        ck_assert_msg(decimal_equals(decimal, back), "seed %d case %d: %.*s", _i, i, (int)text.size_bytes, text.bytes);
        bool has_needless_zero = text_contains(text, TEXT(".")) && text_ends_with(text, TEXT("0"));
        ck_assert_msg(!has_needless_zero, "seed %d case %d: %.*s", _i, i, (int)text.size_bytes, text.bytes);
    }
    end_run(&run);
}
END_TEST

static Suite *decimal_suite(void)
{
    Suite *suite = suite_create("decimal");
    TCase *tables = tcase_create("tables");
    tcase_add_loop_test(tables, texts_are_read, 0, ROWS(readings));
    tcase_add_test(tables, a_text_stops_where_its_size_says);
    tcase_add_loop_test(tables, decimals_are_printed, 0, ROWS(printings));
    tcase_add_loop_test(tables, pairs_compare_and_calculate, 0, ROWS(pairs));
    tcase_add_loop_test(tables, decimals_are_rounded, 0, ROWS(roundings));
    tcase_add_loop_test(tables, quotients_are_rounded_once, 0, ROWS(quotients));
    tcase_add_loop_test(tables, decimals_are_shifted, 0, ROWS(shifts));
    tcase_add_loop_test(tables, ratios_compare, 0, ROWS(ratios));
    tcase_add_test(tables, out_of_range_is_handed_on);
    tcase_add_test(tables, integers_and_percentages);
    suite_add_tcase(suite, tables);

    TCase *mistakes_case = tcase_create("mistakes");
    tcase_add_loop_test_raise_signal(mistakes_case, mistakes_of_ours_end_the_program, SIGABRT, 0, ROWS(mistakes));
    suite_add_tcase(suite, mistakes_case);

    TCase *oracle = tcase_create("oracle");
    tcase_set_timeout(oracle, 600);
    tcase_add_test(oracle, large_sums_are_exact);
    tcase_add_loop_test(oracle, sums_and_products_agree_with_gmp, 0, SEEDS);
    tcase_add_loop_test(oracle, roundings_agree_with_gmp, 0, SEEDS);
    tcase_add_loop_test(oracle, ratios_agree_with_gmp, 0, SEEDS);
    tcase_add_loop_test(oracle, texts_come_back, 0, SEEDS);
    suite_add_tcase(suite, oracle);
    return suite;
}

int main(void)
{
    return run_suite(decimal_suite());
}
