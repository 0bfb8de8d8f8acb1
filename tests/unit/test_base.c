/* Floor 0: arena, text, UTF-8, width, writer. */
#include "arena.h"
#include "run_suite.h"
#include "text.h"
#include "utf8.h"
#include "width.h"
#include "writer.h"

#include <check.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

static void assert_text(int row, struct text found, struct text expected)
{
    ck_assert_msg(text_equals(found, expected), "row %d: found '%.*s', expected '%.*s'", row, (int)found.size_bytes,
                  found.bytes == NULL ? "" : found.bytes, (int)expected.size_bytes,
                  expected.bytes == NULL ? "" : expected.bytes);
}

/* Memory that refuses the nth block and knows what was not given back. */
struct counted_memory {
    size_t blocks_until_refusal;
    size_t taken_blocks;
    size_t given_back_blocks;
    size_t largest_block_bytes;
};

static void *counted_take(void *context, size_t size_bytes)
{
    struct counted_memory *counted = context;
    if (counted->taken_blocks == counted->blocks_until_refusal) {
        return NULL;
    }
    counted->taken_blocks++;
    if (size_bytes > counted->largest_block_bytes) {
        counted->largest_block_bytes = size_bytes;
    }
    void *block = malloc(size_bytes);
    ck_assert_ptr_nonnull(block);
    return memset(block, 0xA5, size_bytes);
}

static void counted_give_back(void *context, void *block)
{
    struct counted_memory *counted = context;
    counted->given_back_blocks++;
    free(block);
}

static void begin_counted(struct arena *arena, struct counted_memory *counted, size_t blocks, size_t limit_bytes)
{
    *counted = (struct counted_memory){ .blocks_until_refusal = blocks };
    const struct memory memory = { counted_take, counted_give_back, counted };
    arena_begin(arena, &memory, limit_bytes);
}

static void end_counted(struct arena *arena, const struct counted_memory *counted)
{
    arena_end(arena);
    ck_assert_uint_eq(counted->taken_blocks, counted->given_back_blocks);
}

static bool is_all_zero(const unsigned char *bytes, size_t size_bytes)
{
    for (size_t i = 0; i < size_bytes; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

START_TEST(arena_gives_zeroed_aligned_separate_runs)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, SIZE_MAX);
    const unsigned char *before = NULL;
    size_t before_bytes = 0;
    for (size_t round = 0; round < 3; round++) {
        for (size_t size_bytes = 0; size_bytes < 3000; size_bytes += 7) {
            unsigned char *taken = arena_try(&arena, size_bytes);
            ck_assert_ptr_nonnull(taken);
            ck_assert_uint_eq((uintptr_t)taken % alignof(max_align_t), 0);
            ck_assert_msg(is_all_zero(taken, size_bytes), "%zu bytes are not zeroed", size_bytes);
            ck_assert(taken != before);
            ck_assert(before == NULL || taken > before + before_bytes - 1 || taken + size_bytes <= before);
            memset(taken, 0xFF, size_bytes);
            before = taken;
            before_bytes = size_bytes;
        }
        arena_rewind(&arena);
        before = NULL;
    }
    end_counted(&arena, &counted);
}
END_TEST

START_TEST(arena_keeps_its_largest_block_when_rewound)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, SIZE_MAX);
    arena_rewind(&arena);
    ck_assert_ptr_nonnull(arena_try(&arena, 1));
    ck_assert_ptr_nonnull(arena_try(&arena, 5000000));
    ck_assert_ptr_nonnull(arena_try(&arena, 100000));
    ck_assert_uint_eq(counted.taken_blocks, 3);
    arena_rewind(&arena);
    ck_assert_uint_eq(counted.given_back_blocks, 2);
    ck_assert_uint_eq(arena.taken_bytes, counted.largest_block_bytes);
    ck_assert_ptr_nonnull(arena_try(&arena, 4000000));
    ck_assert_uint_eq(counted.taken_blocks, 3);
    end_counted(&arena, &counted);
    ck_assert_uint_eq(arena.taken_bytes, 0);
    ck_assert_ptr_nonnull(arena_try(&arena, 10));
    end_counted(&arena, &counted);
}
END_TEST

START_TEST(arena_stays_within_its_limit)
{
    static const size_t limits_bytes[] = { 0, 1, 32, 100, 1000, 16384, 40000, 100000, 3000000 };
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, limits_bytes[_i]);
    size_t runs = 0;
    while (arena_try(&arena, 48) != NULL) {
        runs++;
        ck_assert_uint_le(arena.taken_bytes, arena.limit_bytes);
    }
    /* What the limit allows is used: blocks waste less than a tenth, once there is room for some runs at all. */
    if (limits_bytes[_i] >= 1000) {
        ck_assert_uint_ge(runs * 48 + 200, limits_bytes[_i] - limits_bytes[_i] / 10);
    }
    /* Volatile, so that the compiler does not see what is asked for, and object. */
    volatile size_t all = SIZE_MAX;
    ck_assert_ptr_null(arena_try(&arena, all));
    ck_assert_ptr_null(arena_try(&arena, all - 64));
    end_counted(&arena, &counted);
}
END_TEST

START_TEST(arena_gives_exactly_what_the_limit_leaves)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, 1000000);
    ck_assert_ptr_nonnull(arena_try(&arena, 900000));
    ck_assert_ptr_null(arena_try(&arena, 110000));
    ck_assert_ptr_nonnull(arena_try(&arena, 90000));
    end_counted(&arena, &counted);
}
END_TEST

/* Takes `runs` of 1,000 bytes; answers whether it came to the end. */
static bool takes_runs(struct arena *arena, size_t runs)
{
    jmp_buf escape;
    arena->escape = &escape;
    if (setjmp(escape) != 0) {
        return false;
    }
    for (size_t i = 0; i < runs; i++) {
        char *taken = arena_take(arena, 1000);
        taken[0] = 'x';
    }
    return true;
}

START_TEST(arena_escapes_when_the_nth_block_is_refused)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, (size_t)_i, SIZE_MAX);
    /* Blocks of 16, 32, 64 and 128 KiB hold 200 runs between them. */
    ck_assert_msg(takes_runs(&arena, 200) == (_i >= 4), "with %d blocks", _i);
    ck_assert_uint_eq(counted.taken_blocks, (size_t)(_i < 4 ? _i : 4));
    end_counted(&arena, &counted);
}
END_TEST

START_TEST(arena_refuses_an_array_that_does_not_fit)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, SIZE_MAX);
    jmp_buf escape;
    arena.escape = &escape;
    if (setjmp(escape) == 0) {
        arena_take_array(&arena, SIZE_MAX / 8 + 2, 8);
        ck_abort_msg("took an array of more bytes than there are addresses");
    }
    ck_assert_uint_eq(counted.taken_blocks, 0);
    if (setjmp(escape) != 0) {
        ck_abort_msg("refused a small array");
    }
    const uint64_t *numbers = ARENA_ARRAY(&arena, uint64_t, 5);
    ck_assert_uint_eq(numbers[4], 0);
    ck_assert_ptr_nonnull(arena_take_array(&arena, 0, 8));
    ck_assert_ptr_nonnull(arena_take_array(&arena, 8, 0));
    const struct text *text = ARENA_NEW(&arena, struct text);
    ck_assert_uint_eq(text->size_bytes, 0);
    end_counted(&arena, &counted);
}
END_TEST

static void expect_copies(struct arena *arena)
{
    char original[] = "绩效";
    struct text copy = arena_text(arena, text_of(original));
    original[0] = 'x';
    assert_text(0, copy, TEXT("绩效"));
    assert_text(1, arena_text(arena, (struct text){ NULL, 0 }), TEXT(""));
}

START_TEST(arena_copies_text)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, SIZE_MAX);
    jmp_buf escape;
    arena.escape = &escape;
    if (setjmp(escape) != 0) {
        ck_abort_msg("refused a small text");
    }
    expect_copies(&arena);
    end_counted(&arena, &counted);
}
END_TEST

static const struct {
    struct text text, other;
    int order;
    bool starts, ends, contains;
} comparisons[] = {
    { { "", 0 }, { NULL, 0 }, 0, true, true, true },
    { { NULL, 0 }, { "a", 1 }, -1, false, false, false },
    { { "a", 1 }, { NULL, 0 }, 1, true, true, true },
    { { "abc", 3 }, { "abc", 3 }, 0, true, true, true },
    { { "abc", 3 }, { "ab", 2 }, 1, true, false, true },
    { { "abc", 3 }, { "bc", 2 }, -1, false, true, true },
    { { "abc", 3 }, { "b", 1 }, -1, false, false, true },
    { { "aaab", 4 }, { "aab", 3 }, -1, false, true, true },
    { { "aaaa", 4 }, { "ab", 2 }, -1, false, false, false },
    { { "ab", 2 }, { "abc", 3 }, -1, false, false, false },
    { { "a\0b", 3 }, { "\0b", 2 }, 1, false, true, true },
    { { "一百", 6 }, { "百", 3 }, -1, false, true, true },
    { { "\xEF\xBF\xBD", 3 }, { "z", 1 }, 1, false, false, false },
};

START_TEST(texts_compare_by_bytes)
{
    struct text text = comparisons[_i].text;
    struct text other = comparisons[_i].other;
    int order = text_compare(text, other);
    ck_assert_msg((order > 0) - (order < 0) == comparisons[_i].order, "row %d: order %d", _i, order);
    ck_assert_msg(text_equals(text, other) == (comparisons[_i].order == 0), "row %d: equals", _i);
    ck_assert_msg(text_starts_with(text, other) == comparisons[_i].starts, "row %d: starts", _i);
    ck_assert_msg(text_ends_with(text, other) == comparisons[_i].ends, "row %d: ends", _i);
    ck_assert_msg(text_contains(text, other) == comparisons[_i].contains, "row %d: contains", _i);
}
END_TEST

static const struct {
    const char *text, *trimmed;
} trimmings[] = {
    { "", "" },
    { "   ", "" },
    { "　", "" },
    { " \t\r\n　a　\n", "a" },
    { "一　二", "一　二" },
    { "　一 二 ", "一 二" },
    { "\xC2\xA0x\xC2\xA0", "\xC2\xA0x\xC2\xA0" }, /* U+00A0 stays */
    { "\xEF\xBB\xBFx", "\xEF\xBB\xBFx" },         /* U+FEFF stays */
    { "\vx\f", "\vx\f" },
    { "\xE3\x80\x81x\xE3\x80\x80", "、x" },
};

START_TEST(texts_are_trimmed)
{
    assert_text(_i, text_trimmed(text_of(trimmings[_i].text)), text_of(trimmings[_i].trimmed));
}
END_TEST

START_TEST(texts_lose_bytes_at_their_ends)
{
    assert_text(0, text_without_first(TEXT("abc"), 0), TEXT("abc"));
    assert_text(1, text_without_first(TEXT("abc"), 2), TEXT("c"));
    assert_text(2, text_without_first(TEXT("abc"), 3), TEXT(""));
    assert_text(3, text_without_first(TEXT("abc"), SIZE_MAX), TEXT(""));
    assert_text(4, text_without_last(TEXT("abc"), 0), TEXT("abc"));
    assert_text(5, text_without_last(TEXT("abc"), 2), TEXT("a"));
    assert_text(6, text_without_last(TEXT("abc"), SIZE_MAX), TEXT(""));
    assert_text(7, text_without_first((struct text){ NULL, 0 }, 0), TEXT(""));
    assert_text(8, text_without_last((struct text){ NULL, 0 }, 1), TEXT(""));
    ck_assert(text_is_empty(text_of(NULL)));
    assert_text(9, text_trimmed((struct text){ NULL, 0 }), TEXT(""));
}
END_TEST

static const struct {
    struct text text;
    size_t valid_bytes;
} encodings[] = {
    { { NULL, 0 }, 0 },
    { { "abc", 3 }, 3 },
    { { "a\0b", 3 }, 3 },
    { { "绩效≥90%", 12 }, 12 },
    { { "\xC2\x80", 2 }, 2 },          /* U+0080, the least of two bytes */
    { { "\xDF\xBF", 2 }, 2 },          /* U+07FF */
    { { "\xE0\xA0\x80", 3 }, 3 },      /* U+0800 */
    { { "\xED\x9F\xBF", 3 }, 3 },      /* U+D7FF, before the surrogates */
    { { "\xEE\x80\x80", 3 }, 3 },      /* U+E000, after them */
    { { "\xEF\xBF\xBF", 3 }, 3 },      /* U+FFFF */
    { { "\xF0\x90\x80\x80", 4 }, 4 },  /* U+10000 */
    { { "\xF3\xBF\xBF\xBF", 4 }, 4 },  /* U+FFFFF */
    { { "\xF4\x8F\xBF\xBF", 4 }, 4 },  /* U+10FFFF */
    { { "ab\x80", 3 }, 2 },            /* a further byte alone */
    { { "ab\xBF\x63", 4 }, 2 },        /* the same */
    { { "a\xC0\x80", 3 }, 1 },         /* overlong U+0000 */
    { { "a\xC1\xBF", 3 }, 1 },         /* overlong U+007F */
    { { "a\xE0\x9F\xBF", 4 }, 1 },     /* overlong U+07FF */
    { { "a\xF0\x8F\xBF\xBF", 5 }, 1 }, /* overlong U+FFFF */
    { { "a\xED\xA0\x80", 4 }, 1 },     /* surrogate U+D800 */
    { { "a\xED\xBF\xBF", 4 }, 1 },     /* surrogate U+DFFF */
    { { "a\xF4\x90\x80\x80", 5 }, 1 }, /* U+110000 */
    { { "a\xF5\x80\x80\x80", 5 }, 1 }, /* beyond */
    { { "a\xFE", 2 }, 1 },
    { { "a\xFF\xFF", 3 }, 1 },
    { { "a\xC2", 2 }, 1 },            /* cut after one byte of two */
    { { "a\xE4\xB8", 3 }, 1 },        /* cut after two of three */
    { { "a\xF0\x9F\x98", 4 }, 1 },    /* cut after three of four */
    { { "\xC2\x41", 2 }, 0 },         /* a letter where a further byte belongs */
    { { "\xE4\xB8\x41", 3 }, 0 },     /* the same, third */
    { { "\xF0\x9F\x98\x41", 4 }, 0 }, /* the same, fourth */
    { { "\xE4\xC0\x80", 3 }, 0 },     /* a first byte where a further one belongs */
    { { "\xD6\xD0\xB9\xFA", 4 }, 0 }, /* 中国 in GBK */
};

START_TEST(utf8_is_told_from_other_bytes)
{
    size_t valid_bytes = utf8_valid_bytes(encodings[_i].text);
    ck_assert_msg(valid_bytes == encodings[_i].valid_bytes, "row %d: %zu bytes, expected %zu", _i, valid_bytes,
                  encodings[_i].valid_bytes);
}
END_TEST

START_TEST(utf8_comes_back_for_every_code_point)
{
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        char bytes[4];
        struct text text = { bytes, utf8_put(code_point, bytes) };
        bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
        bool is_right = utf8_valid_bytes(text) == (is_surrogate ? 0 : text.size_bytes) &&
                        utf8_take(&text) == code_point && text_is_empty(text);
        /* Not ck_assert: it notes every passing one, and there are a million. */
        if (!is_right) {
            ck_abort_msg("U+%04X", code_point);
        }
    }
}
END_TEST

START_TEST(utf8_counts_code_points)
{
    ck_assert_uint_eq(utf8_characters(TEXT("")), 0);
    ck_assert_uint_eq(utf8_characters(TEXT("≥60人")), 4);
    ck_assert_uint_eq(utf8_characters(TEXT("a\xCC\x81😀")), 3);
    assert_text(0, utf8_first(TEXT("≥60人"), 0), TEXT(""));
    assert_text(1, utf8_first(TEXT("≥60人"), 1), TEXT("≥"));
    assert_text(2, utf8_first(TEXT("≥60人"), 3), TEXT("≥60"));
    assert_text(3, utf8_first(TEXT("≥60人"), 4), TEXT("≥60人"));
    assert_text(4, utf8_first(TEXT("≥60人"), SIZE_MAX), TEXT("≥60人"));
    assert_text(5, utf8_first((struct text){ NULL, 0 }, 3), TEXT(""));
}
END_TEST

static const struct {
    const char *text;
    size_t cells;
} widths[] = {
    { "", 0 },
    { "abc ~", 5 },
    { "绩效", 4 },
    { "≥·“”…—①", 7 }, /* ambiguous */
    { "±×÷°℃→■★√≤≠─", 12 },
    { "，。；：（）《》、！？「」【】～％", 34 },
    { "０９ａ　￥", 10 },
    { "㎡", 2 },
    { "¥€", 2 },
    { "e\xCC\x81", 1 },                /* e and a combining acute accent */
    { "\xE3\x81\x8B\xE3\x82\x99", 2 }, /* か and a combining voicing mark */
    { "\t\n\x1B\x7F\xC2\x85", 0 },     /* control characters */
    { "\xE2\x80\x8B\xE2\x80\x8D\xEF\xBB\xBF\xEF\xB8\x8F", 0 },
    { "\xF0\x9F\x98\x80", 2 }, /* U+1F600 */
    { "\xF0\xA0\x80\x80", 2 }, /* U+20000, extension B */
    { "≥60人", 5 },
};

START_TEST(widths_are_cells)
{
    size_t cells = width_cells(text_of(widths[_i].text));
    ck_assert_msg(cells == widths[_i].cells, "row %d '%s': %zu cells, expected %zu", _i, widths[_i].text, cells,
                  widths[_i].cells);
}
END_TEST

static const struct {
    const char *text;
    size_t cells;
    const char *first;
} cuts[] = {
    { "", 0, "" },           { "绩效", 0, "" },     { "绩效", 1, "" },
    { "绩效", 2, "绩" },     { "绩效", 3, "绩" },   { "绩效", 4, "绩效" },
    { "绩效", 100, "绩效" }, { "a绩效", 3, "a绩" }, { "e\xCC\x81x", 1, "e\xCC\x81" },
    { "e\xCC\x81x", 0, "" },
};

START_TEST(widths_cut_between_characters)
{
    assert_text(_i, width_first(text_of(cuts[_i].text), cuts[_i].cells), text_of(cuts[_i].first));
}
END_TEST

/* Somewhere for bytes to go that fails at the nth put. */
struct sink {
    size_t puts_until_failure;
    size_t puts;
    size_t offers_after_failure;
    size_t size_bytes;
    char bytes[32768];
};

static bool sink_put(void *context, const char *bytes, size_t size_bytes)
{
    struct sink *sink = context;
    if (sink->puts >= sink->puts_until_failure) {
        sink->offers_after_failure++;
        return false;
    }
    ck_assert_uint_gt(size_bytes, 0);
    ck_assert_uint_le(size_bytes, sizeof(sink->bytes) - sink->size_bytes);
    sink->puts++;
    memcpy(sink->bytes + sink->size_bytes, bytes, size_bytes);
    sink->size_bytes += size_bytes;
    return true;
}

static void write_some_of_everything(struct writer *writer)
{
    writer_string(writer, "得分");
    writer_character(writer, ' ');
    writer_repeat(writer, '-', 3);
    writer_repeat(writer, '-', 0);
    writer_count(writer, 0);
    writer_character(writer, ',');
    writer_count(writer, 1048576);
    writer_character(writer, ',');
    writer_count(writer, UINT64_MAX);
    writer_text(writer, (struct text){ NULL, 0 });
}

START_TEST(writer_hands_on_when_flushed)
{
    struct sink sink = { .puts_until_failure = SIZE_MAX };
    struct writer writer;
    writer_begin(&writer, sink_put, &sink);
    ck_assert(writer_flush(&writer));
    ck_assert_uint_eq(sink.puts, 0);
    write_some_of_everything(&writer);
    ck_assert_uint_eq(sink.puts, 0);
    ck_assert(writer_flush(&writer));
    ck_assert(writer_flush(&writer));
    ck_assert_uint_eq(sink.puts, 1);
    assert_text(0, (struct text){ sink.bytes, sink.size_bytes }, TEXT("得分 ---0,1048576,18446744073709551615"));
}
END_TEST

static const struct {
    uint64_t count;
    uint32_t places;
    const char *expected;
} scaled_counts[] = {
    { 0, 0, "0" },
    { 0, 3, "0" },
    { 5, 0, "5" },
    { 10, 0, "10" },
    { 99, 0, "99" },
    { 100, 0, "100" },
    { 9999, 0, "9999" },
    { 10000, 0, "10000" },
    { 12345678, 0, "12345678" },
    { 35, 1, "3.5" },
    { 8770, 3, "8.77" },
    { 5, 1, "0.5" },
    { 5, 2, "0.05" },
    { 50, 3, "0.05" },
    { 1000, 3, "1" },
    { 12345, 4, "1.2345" },
    { 99999, 5, "0.99999" },
    { 1, 38, "0.00000000000000000000000000000000000001" },
    { UINT64_MAX, 0, "18446744073709551615" },
    { UINT64_MAX, 20, "0.18446744073709551615" },
    { UINT64_MAX, 19, "1.8446744073709551615" },
    { 10000000000000000000u, 19, "1" },
};

START_TEST(writer_scales_counts)
{
    char bytes[64];
    memset(bytes, '#', sizeof(bytes));
    size_t size_bytes = scaled_to_text(scaled_counts[_i].count, scaled_counts[_i].places, bytes);
    assert_text(_i, (struct text){ bytes, size_bytes }, text_of(scaled_counts[_i].expected));
    size_t digits = strlen(scaled_counts[_i].expected);
    size_t most_bytes = 2 + (digits > scaled_counts[_i].places ? digits : scaled_counts[_i].places);
    for (size_t i = most_bytes; i < sizeof(bytes); i++) {
        ck_assert_int_eq(bytes[i], '#');
    }
}
END_TEST

/* Against the digits one by one, around every power of ten. */
START_TEST(writer_counts_any_number_of_digits)
{
    uint64_t power = 1;
    for (size_t digits = 1; digits <= 20; digits++) {
        for (uint64_t offset = 0; offset < 5; offset++) {
            uint64_t count = power + offset - 2;
            char expected[COUNT_MOST_DIGITS];
            size_t first = sizeof(expected);
            uint64_t rest = count;
            do {
                expected[--first] = (char)('0' + rest % 10);
                rest /= 10;
            } while (rest > 0);
            char found[COUNT_MOST_DIGITS];
            size_t size_bytes = count_to_text(count, found);
            assert_text((int)digits, (struct text){ found, size_bytes },
                        (struct text){ expected + first, sizeof(expected) - first });
        }
        power *= digits < 20 ? 10 : 1;
    }
}
END_TEST

/* Sizes around each way of copying, at the end of a block that a sanitizer knows. */
START_TEST(writer_copies_texts_of_any_size)
{
    for (size_t size_bytes = 0; size_bytes <= 80; size_bytes++) {
        char *from = malloc(size_bytes + 1);
        char *to = malloc(size_bytes + 1);
        ck_assert(from != NULL && to != NULL);
        for (size_t i = 0; i < size_bytes; i++) {
            from[i] = (char)('!' + i);
        }
        to[size_bytes] = '#';
        bytes_copy(to, from, size_bytes);
        ck_assert_int_eq(memcmp(from, to, size_bytes), 0);
        ck_assert_int_eq(to[size_bytes], '#');
        free(from);
        free(to);
    }
    bytes_copy(NULL, NULL, 0);
}
END_TEST

START_TEST(writer_gives_room_in_a_row)
{
    struct sink sink = { .puts_until_failure = SIZE_MAX };
    struct writer writer;
    writer_begin(&writer, sink_put, &sink);
    memset(writer_room(&writer, WRITER_BUFFER_BYTES), 'a', WRITER_BUFFER_BYTES);
    writer_took(&writer, 3);
    ck_assert_ptr_eq(writer_room(&writer, WRITER_BUFFER_BYTES - 3), writer.buffer + 3);
    ck_assert_uint_eq(sink.puts, 0);
    ck_assert_ptr_eq(writer_room(&writer, WRITER_BUFFER_BYTES - 2), writer.buffer);
    writer_literal(&writer, "得分");
    ck_assert(writer_flush(&writer));
    assert_text(0, (struct text){ sink.bytes, sink.size_bytes }, TEXT("aaa得分"));
}
END_TEST

START_TEST(writer_keeps_order_over_its_buffer)
{
    static const size_t sizes_bytes[] = { 1, 2, 100, 4095, 4096, 4097, 10000 };
    struct sink sink = { .puts_until_failure = SIZE_MAX };
    struct writer writer;
    char expected[sizeof(sink.bytes)];
    size_t expected_bytes = 0;
    char large[10000];
    writer_begin(&writer, sink_put, &sink);
    for (int round = 0; round < 3; round++) {
        char letter = (char)('a' + round);
        memset(large, letter, sizeof(large));
        writer_text(&writer, (struct text){ large, sizes_bytes[_i] });
        writer_character(&writer, '|');
        memset(expected + expected_bytes, letter, sizes_bytes[_i]);
        expected_bytes += sizes_bytes[_i];
        expected[expected_bytes++] = '|';
    }
    ck_assert(writer_flush(&writer));
    assert_text(_i, (struct text){ sink.bytes, sink.size_bytes }, (struct text){ expected, expected_bytes });
}
END_TEST

START_TEST(writer_offers_nothing_after_a_failure)
{
    struct sink sink = { .puts_until_failure = (size_t)_i };
    struct writer writer;
    writer_begin(&writer, sink_put, &sink);
    writer_repeat(&writer, 'a', 4096 * 3);
    char large[5000];
    memset(large, 'b', sizeof(large));
    writer_text(&writer, (struct text){ large, sizeof(large) });
    writer_character(&writer, 'c');
    /* Three buffers, one large text, one letter. */
    ck_assert_msg(writer_flush(&writer) == (_i >= 5), "with %d puts", _i);
    ck_assert_uint_eq(sink.puts, (size_t)(_i < 5 ? _i : 5));
    ck_assert_uint_eq(sink.offers_after_failure, _i < 5 ? 1 : 0);
    ck_assert(writer_flush(&writer) == (_i >= 5));
    writer_repeat(&writer, 'd', SIZE_MAX * (size_t)(_i < 5));
    ck_assert_uint_eq(sink.offers_after_failure, _i < 5 ? 1 : 0);
}
END_TEST

static void expect_collecting(struct arena *arena)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    assert_text(0, collected_text(&writer, &collected), TEXT(""));
    write_some_of_everything(&writer);
    struct text early = collected_text(&writer, &collected);
    for (uint64_t i = 10000; i < 30000; i++) {
        writer_count(&writer, i);
    }
    struct text text = collected_text(&writer, &collected);
    assert_text(1, early, TEXT("得分 ---0,1048576,18446744073709551615"));
    ck_assert(text_starts_with(text, early));
    ck_assert_uint_eq(text.size_bytes, early.size_bytes + 5 * 20000);
    for (size_t i = 0; i < 20000; i++) {
        size_t number = 0;
        for (size_t digit = 0; digit < 5; digit++) {
            number = number * 10 + (size_t)(text.bytes[early.size_bytes + 5 * i + digit] - '0');
        }
        ck_assert_uint_eq(number, i + 10000);
    }
    assert_text(2, collected_text(&writer, &collected), text);
}

START_TEST(writer_collects_in_an_arena)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, SIZE_MAX);
    jmp_buf escape;
    arena.escape = &escape;
    if (setjmp(escape) != 0) {
        ck_abort_msg("refused");
    }
    expect_collecting(&arena);
    end_counted(&arena, &counted);
}
END_TEST

START_TEST(writer_escapes_when_the_arena_is_full)
{
    struct arena arena;
    struct counted_memory counted;
    begin_counted(&arena, &counted, SIZE_MAX, 20000);
    jmp_buf escape;
    arena.escape = &escape;
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, &arena);
    if (setjmp(escape) == 0) {
        writer_repeat(&writer, 'x', 100000);
        ck_abort_msg("collected more than the arena may hold");
    }
    end_counted(&arena, &counted);
}
END_TEST

static Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *arena = tcase_create("arena");
    tcase_add_test(arena, arena_gives_zeroed_aligned_separate_runs);
    tcase_add_test(arena, arena_keeps_its_largest_block_when_rewound);
    tcase_add_loop_test(arena, arena_stays_within_its_limit, 0, 9);
    tcase_add_test(arena, arena_gives_exactly_what_the_limit_leaves);
    tcase_add_loop_test(arena, arena_escapes_when_the_nth_block_is_refused, 0, 6);
    tcase_add_test(arena, arena_refuses_an_array_that_does_not_fit);
    tcase_add_test(arena, arena_copies_text);
    suite_add_tcase(suite, arena);

    TCase *text = tcase_create("text");
    tcase_add_loop_test(text, texts_compare_by_bytes, 0, ROWS(comparisons));
    tcase_add_loop_test(text, texts_are_trimmed, 0, ROWS(trimmings));
    tcase_add_test(text, texts_lose_bytes_at_their_ends);
    suite_add_tcase(suite, text);

    TCase *utf8 = tcase_create("utf8");
    tcase_add_loop_test(utf8, utf8_is_told_from_other_bytes, 0, ROWS(encodings));
    tcase_add_test(utf8, utf8_comes_back_for_every_code_point);
    tcase_add_test(utf8, utf8_counts_code_points);
    tcase_set_timeout(utf8, 120);
    suite_add_tcase(suite, utf8);

    TCase *width = tcase_create("width");
    tcase_add_loop_test(width, widths_are_cells, 0, ROWS(widths));
    tcase_add_loop_test(width, widths_cut_between_characters, 0, ROWS(cuts));
    suite_add_tcase(suite, width);

    TCase *writer = tcase_create("writer");
    tcase_add_test(writer, writer_hands_on_when_flushed);
    tcase_add_loop_test(writer, writer_scales_counts, 0, ROWS(scaled_counts));
    tcase_add_test(writer, writer_counts_any_number_of_digits);
    tcase_add_test(writer, writer_copies_texts_of_any_size);
    tcase_add_test(writer, writer_gives_room_in_a_row);
    tcase_add_loop_test(writer, writer_keeps_order_over_its_buffer, 0, 7);
    tcase_add_loop_test(writer, writer_offers_nothing_after_a_failure, 0, 7);
    tcase_add_test(writer, writer_collects_in_an_arena);
    tcase_add_test(writer, writer_escapes_when_the_arena_is_full);
    suite_add_tcase(suite, writer);
    return suite;
}

int main(void)
{
    return run_suite(base_suite());
}
