/* How cells are read: the rows of tests/cases/notations.tsv (agreed with the users of the engine) and values.tsv (what
   scoring.md says beyond them), with the words of indicators/. */

#include "reader.h"
#include "utf8.h"
#include "value.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

#ifndef ZIPING_TEST_DATA
#error "ZIPING_TEST_DATA must be the path of the folder tests/"
#endif

enum { PROJECT_YEAR = 2023, ARENA_BYTES = 64 * 1024 * 1024 };

/* ---- memory that counts and refuses ---- */

struct counted_memory {
    long taken;       /* blocks that are out */
    long takes;       /* ever */
    long refuse_from; /* this take and the later ones are refused; -1 for none */
};

static void *counted_take(void *context, size_t size_bytes)
{
    struct counted_memory *counted = context;
    if (counted->refuse_from >= 0 && counted->takes >= counted->refuse_from) {
        return NULL;
    }
    counted->takes++;
    counted->taken++;
    return malloc(size_bytes);
}

static void counted_give_back(void *context, void *block)
{
    struct counted_memory *counted = context;
    counted->taken -= block != NULL;
    free(block);
}

static void *plain_take(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static void plain_give_back(void *context, void *block)
{
    (void)context;
    free(block);
}

static const struct memory plain_memory = { plain_take, plain_give_back, NULL };

/* ---- files; they are read before the first test begins ---- */

_Noreturn static void give_up(const char *why)
{
    fprintf(stderr, "test_value: %s\n", why);
    exit(EXIT_FAILURE);
}

static void require(bool holds, const char *what)
{
    if (!holds) {
        give_up(what);
    }
}

enum { MOST_FILES = 8 };

static char *files[MOST_FILES]; /* the words and rows lie in them */
static size_t file_count;

static void files_free(void)
{
    while (file_count > 0) {
        free(files[--file_count]);
    }
}

static char *file_read(const char *path)
{
    char full_path[1024];
    int length = snprintf(full_path, sizeof(full_path), "%s/%s", ZIPING_TEST_DATA, path);
    require(length < (int)sizeof(full_path), "the path is too long");
    FILE *file = fopen(full_path, "rb");
    if (file == NULL) {
        give_up(full_path);
    }
    enum { MOST_BYTES = 256 * 1024 };
    require(file_count < MOST_FILES, "too many files");
    char *bytes = malloc(MOST_BYTES + 1);
    files[file_count++] = bytes;
    size_t size_bytes = fread(bytes, 1, MOST_BYTES, file);
    require(size_bytes < MOST_BYTES, "a file is too large for this test");
    fclose(file);
    bytes[size_bytes] = '\0';
    return bytes;
}

/* ---- the words of indicators/, by the few forms of YAML that they are written in ---- */

enum { MOST_WORDS = 1000 };

static struct tier_word tier_words[MOST_WORDS];
static struct blank_word blank_words[MOST_WORDS];
static struct unit_word unit_words[MOST_WORDS];
static struct value_vocabulary vocabulary = { tier_words, 0, blank_words, 0, unit_words, 0 };

struct word_text {
    const char *at; /* what is still to be read */
};

static void skip_blanks(struct word_text *text)
{
    for (; strchr(" \n,", *text->at) != NULL && *text->at != '\0'; text->at++) {
    }
}

/* A plain or double-quoted scalar, up to one of `ends` or the line's end. */
static struct text scalar_take(struct word_text *text, const char *ends)
{
    skip_blanks(text);
    if (*text->at == '"') {
        const char *begin = ++text->at;
        text->at += strcspn(text->at, "\"");
        struct text quoted = { begin, (size_t)(text->at - begin) };
        text->at++;
        return quoted;
    }
    size_t bytes = strcspn(text->at, ends);
    struct text plain = { text->at, bytes };
    text->at += bytes;
    return text_trimmed(plain);
}

static bool accept(struct word_text *text, char wanted)
{
    skip_blanks(text);
    if (*text->at != wanted) {
        return false;
    }
    text->at++;
    return true;
}

/* Blanks out comments, so that the readers below need not know them. No word of ours holds a #. */
static void drop_comments(char *bytes)
{
    for (char *hash = strchr(bytes, '#'); hash != NULL; hash = strchr(hash, '#')) {
        size_t length = strcspn(hash, "\n");
        memset(hash, ' ', length);
    }
}

static char *yaml_read(const char *path)
{
    char *bytes = file_read(path);
    drop_comments(bytes);
    return bytes;
}

/* `key:` and then lines `- word`, several times. */
static void list_words_read(const char *path, void (*add)(struct text key, struct text word))
{
    struct word_text text = { yaml_read(path) };
    struct text key = TEXT("");
    for (skip_blanks(&text); *text.at != '\0'; skip_blanks(&text)) {
        if (strncmp(text.at, "- ", 2) == 0) {
            text.at += 2;
            add(key, scalar_take(&text, "\n"));
        } else {
            key = scalar_take(&text, ":\n");
            require(accept(&text, ':'), "no : where one belongs");
        }
    }
}

static void add_tier_word(struct text key, struct text word)
{
    static const char *const names[] = { "达成", "部分达成", "未达成" };
    for (size_t tier = 0; tier < TIER_COUNT; tier++) {
        if (text_equals(key, text_of(names[tier]))) {
            tier_words[vocabulary.tier_word_count++] = (struct tier_word){ word, (enum tier)tier };
            return;
        }
    }
    give_up("unknown tier");
}

static void add_blank_word(struct text key, struct text word)
{
    bool in_both = text_equals(key, TEXT("两者"));
    require(in_both || text_equals(key, TEXT("指标值")), "unknown role");
    blank_words[vocabulary.blank_word_count++] = (struct blank_word){ word, true, in_both };
}

static void add_unit_word(struct text word, struct text normal, struct text dimension, struct decimal factor)
{
    require(vocabulary.unit_word_count < MOST_WORDS, "too many words or rows");
    unit_words[vocabulary.unit_word_count++] = (struct unit_word){ word, normal, dimension, factor };
}

static const struct unit_word *unit_word_named(struct text word)
{
    for (size_t i = 0; i < vocabulary.unit_word_count; i++) {
        if (text_equals(unit_words[i].word, word)) {
            return &unit_words[i];
        }
    }
    return NULL;
}

static void counting_units_read(struct word_text *text)
{
    require(accept(text, '['), "no [ where one belongs");
    while (!accept(text, ']')) {
        struct text word = scalar_take(text, ",]\n");
        add_unit_word(word, word, TEXT(""), decimal_from_integer(1));
    }
}

static void dimension_units_read(struct word_text *text, struct text dimension)
{
    require(accept(text, '{'), "no { where one belongs");
    while (!accept(text, '}')) {
        struct text word = scalar_take(text, ":");
        require(accept(text, ':'), "no : where one belongs");
        struct decimal factor;
        bool is_number = decimal_read(scalar_take(text, ",}"), &factor) == DECIMAL_READ;
        require(is_number && decimal_sign(factor) > 0 && factor.places == 0, "a factor is no positive whole number");
        add_unit_word(word, word, dimension, factor);
    }
}

static void other_spellings_read(struct word_text *text, struct text normal)
{
    const struct unit_word *unit = unit_word_named(normal);
    if (unit == NULL) {
        give_up("a synonym of what is no unit");
    }
    struct unit_word of = *unit;
    require(accept(text, '['), "no [ where one belongs");
    while (!accept(text, ']')) {
        add_unit_word(scalar_take(text, ",]"), of.word, of.dimension, of.factor);
    }
}

static void units_read(void)
{
    struct word_text text = { yaml_read("../indicators/units.yaml") };
    struct text section = TEXT("");
    for (skip_blanks(&text); *text.at != '\0'; skip_blanks(&text)) {
        struct text key = scalar_take(&text, ":");
        require(accept(&text, ':'), "no : where one belongs");
        while (*text.at == ' ') {
            text.at++;
        }
        if (*text.at == '\n') {
            section = key;
        } else if (text_equals(key, TEXT("计数"))) {
            counting_units_read(&text);
        } else if (text_equals(section, TEXT("维度"))) {
            dimension_units_read(&text, key);
        } else {
            require(text_equals(section, TEXT("同义")), "an unknown section");
            other_spellings_read(&text, key);
        }
    }
}

/* ---- rows ---- */

struct row {
    enum value_role role;
    struct text text;
    const char *expected; /* kind, comparison, value, unit, also, as in the file */
    bool shows_flags;     /* also says has-scale and too-large */
    char place[64];
};

enum { MOST_ROWS = 2000 };

static struct row rows[MOST_ROWS];
static size_t row_count;

static void rows_read(const char *path, const char *name, bool shows_flags)
{
    char *line = file_read(path);
    for (int number = 1; line != NULL && *line != '\0'; number++) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        if (number > 1 && *line != '#') {
            require(row_count < MOST_ROWS, "too many words or rows");
            struct row *row = &rows[row_count++];
            char *text = strchr(line, '\t');
            char *expected = text == NULL ? NULL : strchr(text + 1, '\t');
            require(expected != NULL, "a row has too few columns");
            row->role = strncmp(line, "target\t", 7) == 0 ? VALUE_TARGET : VALUE_ACHIEVED;
            row->text = (struct text){ text + 1, (size_t)(expected - text - 1) };
            row->expected = expected + 1;
            row->shows_flags = shows_flags;
            snprintf(row->place, sizeof(row->place), "%s:%d", name, number);
        }
        line = end == NULL ? NULL : end + 1;
    }
}

/* ---- a value as a row says it ---- */

struct shown {
    char bytes[512];
    size_t size_bytes;
};

static void show_text(struct shown *shown, struct text text)
{
    ck_assert_uint_lt(shown->size_bytes + text.size_bytes, sizeof(shown->bytes));
    if (text.size_bytes > 0) {
        memcpy(shown->bytes + shown->size_bytes, text.bytes, text.size_bytes);
    }
    shown->size_bytes += text.size_bytes;
    shown->bytes[shown->size_bytes] = '\0';
}

static void show(struct shown *shown, const char *terminated)
{
    show_text(shown, text_of(terminated));
}

static void show_decimal(struct shown *shown, struct decimal decimal)
{
    char bytes[DECIMAL_MOST_TEXT_BYTES];
    show_text(shown, (struct text){ bytes, decimal_to_text(decimal, bytes) });
}

static void show_date(struct shown *shown, struct date date)
{
    char bytes[64];
    if (date.year == 0) {
        return;
    }
    if (date.year == PROJECT_YEAR) {
        snprintf(bytes, sizeof(bytes), "Y-%02" PRId32 "-%02" PRId32, date.month, date.day);
    } else {
        snprintf(bytes, sizeof(bytes), "%04" PRId32 "-%02" PRId32 "-%02" PRId32, date.year, date.month, date.day);
    }
    show(shown, bytes);
}

/* The parts of the last column, a blank between them. */
static void show_also(struct shown *shown, const struct value *value, bool shows_flags)
{
    static const char *const tiers[] = { "达成", "部分达成", "未达成" };
    struct shown also = { .bytes = "" };
    switch (value->kind) {
    case VALUE_RANGE:
        show_decimal(&also, value->number);
        show(&also, "..");
        show_decimal(&also, value->upper);
        break;
    case VALUE_DEADLINE:
        show_date(&also, value->date);
        break;
    case VALUE_TIER:
        show(&also, tiers[value->tier]);
        break;
    case VALUE_NUMBER:
    case VALUE_BLANK:
    case VALUE_TEXT:
    case VALUE_UNREADABLE:
        break;
    }
    const char *marks[] = { value->has_sign ? "achieved-operator" : NULL,
                            value->is_approximate ? "value-approximate" : NULL,
                            value->is_cut ? "value-truncated" : NULL,
                            shows_flags && value->has_scale ? "has-scale" : NULL,
                            shows_flags && value->is_too_large ? "too-large" : NULL };
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (marks[i] != NULL) {
            show(&also, also.size_bytes > 0 ? " " : "");
            show(&also, marks[i]);
        }
    }
    if (!decimal_is_zero(value->denominator)) {
        show(&also, also.size_bytes > 0 ? " of:" : "of:");
        show_decimal(&also, value->denominator);
    }
    show(shown, also.bytes);
}

static struct shown value_shown(const struct value *value, bool shows_flags)
{
    static const char *const kinds[] = { "blank", "number", "range", "deadline", "tier", "text", "unreadable" };
    static const char *const comparisons[] = { "", ">=", ">", "<=", "<", "=" };
    struct shown shown = { .bytes = "" };
    show(&shown, kinds[value->kind]);
    show(&shown, "\t");
    show(&shown, comparisons[value->comparison]);
    show(&shown, "\t");
    if (value->kind == VALUE_NUMBER) {
        show_decimal(&shown, value->number);
    }
    show(&shown, "\t");
    show_text(&shown, value->unit);
    show(&shown, "\t");
    show_also(&shown, value, shows_flags);
    return shown;
}

/* As expected: the file writes the project's year as Y, or in digits. */
static struct shown expected_shown(const char *expected)
{
    struct shown shown = { .bytes = "" };
    char year[16];
    snprintf(year, sizeof(year), "\t%d-", PROJECT_YEAR);
    const char *found = strstr(expected, year);
    if (found == NULL) {
        show(&shown, expected);
        return shown;
    }
    show_text(&shown, (struct text){ expected, (size_t)(found - expected) });
    show(&shown, "\tY-");
    show(&shown, found + strlen(year));
    return shown;
}

/* ---- what every test uses ---- */

static struct value_reader *reader;
static struct value_workspace *workspace;
static struct arena arena;
static jmp_buf escape;

static void begin(void)
{
    if (row_count == 0) {
        list_words_read("../indicators/vocabulary/tiers.yaml", add_tier_word);
        list_words_read("../indicators/vocabulary/blanks.yaml", add_blank_word);
        units_read();
        rows_read("cases/notations.tsv", "notations.tsv", false);
        rows_read("cases/values.tsv", "values.tsv", true);
    }
}

static void set_up(void)
{
    reader = value_reader_create(&plain_memory, &vocabulary);
    ck_assert_ptr_nonnull(reader);
    workspace = value_workspace_create(reader);
    ck_assert_ptr_nonnull(workspace);
    arena_begin(&arena, &plain_memory, ARENA_BYTES);
    arena.escape = &escape;
}

static void tear_down(void)
{
    arena_end(&arena);
    value_workspace_destroy(workspace);
    value_reader_destroy(reader);
}

static struct value read_as(struct text text, enum value_role role)
{
    return value_read(workspace, &arena, text, role, PROJECT_YEAR);
}

/* ---- tests ---- */

START_TEST(every_row_is_read_as_it_says)
{
    const struct row *row = &rows[_i];
    struct value value = read_as(row->text, row->role);
    struct shown shown = value_shown(&value, row->shows_flags);
    struct shown expected = expected_shown(row->expected);
    ck_assert_msg(strcmp(shown.bytes, expected.bytes) == 0, "%s: %.*s\n expected %s\n read as  %s", row->place,
                  (int)row->text.size_bytes, row->text.bytes, expected.bytes, shown.bytes);
}
END_TEST

static void assert_quick_is_right(struct text text, enum value_role role)
{
    struct value quick = read_as(text, role);
    struct value slow = value_read_by_rules(workspace, &arena, text, role, PROJECT_YEAR);
    struct shown quick_shown = value_shown(&quick, true);
    struct shown slow_shown = value_shown(&slow, true);
    ck_assert_msg(strcmp(quick_shown.bytes, slow_shown.bytes) == 0, "%.*s\n quickly  %s\n by rules %s",
                  (int)text.size_bytes, text.bytes, quick_shown.bytes, slow_shown.bytes);
}

/* Of a mutant only this is known: it is read, the same way twice, and folding it again changes nothing. */
static void assert_mutant_is_sound(struct text text)
{
    assert_quick_is_right(text, VALUE_TARGET);
    assert_quick_is_right(text, VALUE_ACHIEVED);
    struct text folded = value_folded(&arena, text);
    struct text again = value_folded(&arena, folded);
    ck_assert_msg(text_equals(folded, again), "%.*s is folded twice", (int)text.size_bytes, text.bytes);
    struct value value = read_as(text, VALUE_TARGET);
    struct value folded_value = read_as(folded, VALUE_TARGET);
    struct shown shown = value_shown(&value, true);
    struct shown folded_shown = value_shown(&folded_value, true);
    ck_assert_msg(strcmp(shown.bytes, folded_shown.bytes) == 0, "%.*s is read otherwise when it is folded",
                  (int)text.size_bytes, text.bytes);
}

static const char *const pieces[] = { "0",  "1",  "9",  ".",    ",",    "-",           "~",  "±",    "/",  "≥",
                                      "≤",  "<",  ">",  "=",    "%",    "‰",           "万", "亿",   "千", "百",
                                      "十", "一", "两", "半",   "零",   "点",          "年", "月",   "日", "季度",
                                      "底", "前", "内", "以上", "以内", "约",          "余", "多",   "每", "元",
                                      "人", "次", "个", "至",   "到",   "达成",        "未", "完成", "无", "(",
                                      ")",  "、", "。", " ",    "　",   "\xEF\xBC\x95" };

enum { PIECE_COUNT = sizeof(pieces) / sizeof(pieces[0]) };

/* Cuts a character out, or puts pieces in, at every place of a row. */
static void assert_mutants_are_sound(const struct row *row, size_t piece)
{
    assert_mutant_is_sound(row->text);
    for (struct text rest = row->text; !text_is_empty(rest);) {
        size_t offset = row->text.size_bytes - rest.size_bytes;
        struct text after = rest;
        utf8_take(&rest);
        char bytes[512];
        memcpy(bytes, row->text.bytes, offset);
        memcpy(bytes + offset, rest.bytes, rest.size_bytes);
        assert_mutant_is_sound((struct text){ bytes, offset + rest.size_bytes });
        for (int i = 0; i < 4; i++) {
            const char *put = pieces[piece++ % PIECE_COUNT];
            size_t put_bytes = strlen(put);
            memcpy(bytes + offset, put, put_bytes);
            memcpy(bytes + offset + put_bytes, after.bytes, after.size_bytes);
            assert_mutant_is_sound((struct text){ bytes, row->text.size_bytes + put_bytes });
        }
    }
}

enum { MUTANT_TESTS = 8 };

START_TEST(mutants_are_sound)
{
    for (size_t i = (size_t)_i; i < row_count; i += MUTANT_TESTS) {
        assert_mutants_are_sound(&rows[i], i);
        arena_rewind(&arena);
    }
}
END_TEST

/* Any few pieces after each other; the numbers are drawn by hand, so that the run is the same everywhere. */
START_TEST(pieces_are_sound)
{
    uint32_t drawn = 12345u + (uint32_t)_i;
    for (int round = 0; round < 1000; round++) {
        char bytes[128];
        size_t size_bytes = 0;
        for (int i = 0; i < 2 + round % 7; i++) {
            drawn = drawn * 1664525u + 1013904223u;
            const char *put = pieces[(drawn >> 16) % PIECE_COUNT];
            memcpy(bytes + size_bytes, put, strlen(put));
            size_bytes += strlen(put);
        }
        assert_mutant_is_sound((struct text){ bytes, size_bytes });
    }
}
END_TEST

struct folding_row {
    const char *text;
    const char *folded;
};

static const struct folding_row folding_rows[] = {
    { "", "" },
    { "  良好 ", "良好" },
    { "　良　好　", "良好" },
    { "ＡＢＣ１２３％", "ABC123%" },
    { "98﹪", "98%" },
    { "≧ 735 人次", "≥735人次" },
    { "═ 100 %", "=100%" },
    { "> = 95", "≥95" },
    { "＞＝", "≥" },
    { "=>", "≥" },
    { ">==", "≥" },
    { "===", "=" },
    { "=<", "≤" },
    { "A B", "A B" },
    { "A  B", "A B" },
    { "ISO 9001", "ISO9001" },
    { "12 34", "12 34" },
    { "1, 270", "1,270" },
    { "中文 English 中文", "中文English中文" },
    { "广泛知晓， 报名积极", "广泛知晓,报名积极" },
    { "80%～90%", "80%~90%" },
    { "80%\xE2\x80\x93"
      "90%",
      "80%-90%" },
    { "60\xE2\x80\x8B人", "60人" },
    { "60\xC2\xA0人", "60人" },
    { "元／天．人", "元/天.人" },
    { "（含）", "(含)" },
    { "￥5", "¥5" },
    { "良好\n及时", "良好及时" },
};

START_TEST(texts_are_folded)
{
    const struct folding_row *row = &folding_rows[_i];
    struct text folded = value_folded(&arena, text_of(row->text));
    ck_assert_msg(text_equals(folded, text_of(row->folded)), "%s is folded to %.*s, not to %s", row->text,
                  (int)folded.size_bytes, folded.bytes, row->folded);
}
END_TEST

struct number_row {
    const char *text;
    bool may_be_per_cent;
    enum decimal_status status;
    const char *number;
};

static const struct number_row number_rows[] = {
    { "0", false, DECIMAL_READ, "0" },
    { "12", false, DECIMAL_READ, "12" },
    { " 12 ", false, DECIMAL_READ, "12" },
    { "１２．５", false, DECIMAL_READ, "12.5" },
    { "-3.5", false, DECIMAL_READ, "-3.5" },
    { "－3.5", false, DECIMAL_READ, "-3.5" },
    { "87.70", true, DECIMAL_READ, "87.7" },
    { "87.70%", true, DECIMAL_READ, "87.7" },
    { "87.70 ％", true, DECIMAL_READ, "87.7" },
    { "87.70﹪", true, DECIMAL_READ, "87.7" },
    { "87.70%", false, DECIMAL_NOT_A_NUMBER, "" },
    { "87.70%%", true, DECIMAL_NOT_A_NUMBER, "" },
    { "1,270.92", false, DECIMAL_READ, "1270.92" },
    { "1, 270.92", false, DECIMAL_READ, "1270.92" },
    { "1，270，000", false, DECIMAL_READ, "1270000" },
    { "-1,270", false, DECIMAL_READ, "-1270" },
    { "", false, DECIMAL_NOT_A_NUMBER, "" },
    { "%", true, DECIMAL_NOT_A_NUMBER, "" },
    { "12.", false, DECIMAL_NOT_A_NUMBER, "" },
    { ".5", false, DECIMAL_NOT_A_NUMBER, "" },
    { "1,2,3", false, DECIMAL_NOT_A_NUMBER, "" },
    { "1,27", false, DECIMAL_NOT_A_NUMBER, "" },
    { ",270", false, DECIMAL_NOT_A_NUMBER, "" },
    { "1,,270", false, DECIMAL_NOT_A_NUMBER, "" },
    { "1270,000", false, DECIMAL_NOT_A_NUMBER, "" },
    { "1.270,000", false, DECIMAL_NOT_A_NUMBER, "" },
    { "1 270", false, DECIMAL_NOT_A_NUMBER, "" },
    { "12万", false, DECIMAL_NOT_A_NUMBER, "" },
    { "12元", false, DECIMAL_NOT_A_NUMBER, "" },
    { "十二", false, DECIMAL_NOT_A_NUMBER, "" },
    { "≥12", false, DECIMAL_NOT_A_NUMBER, "" },
    { "+12", false, DECIMAL_NOT_A_NUMBER, "" },
    { "1e5", false, DECIMAL_NOT_A_NUMBER, "" },
    { "\xFF", false, DECIMAL_NOT_A_NUMBER, "" },
    { "9999999999999999999", false, DECIMAL_TOO_LARGE, "" },
};

START_TEST(numbers_are_read)
{
    const struct number_row *row = &number_rows[_i];
    struct decimal decimal = { 77, 0 };
    enum decimal_status status = number_read(text_of(row->text), row->may_be_per_cent, &decimal);
    ck_assert_msg(status == row->status, "%s: status %d", row->text, (int)status);
    if (status != DECIMAL_READ) {
        ck_assert_msg(decimal.coefficient == 77, "%s: touched", row->text);
        return;
    }
    struct shown shown = { .bytes = "" };
    show_decimal(&shown, decimal);
    ck_assert_str_eq(shown.bytes, row->number);
}
END_TEST

struct relation_row {
    const char *a;
    const char *b;
    enum unit_relation relation;
    const char *a_factor;
    const char *b_factor;
};

static const struct relation_row relation_rows[] = {
    { "人", "人", UNITS_SAME, "1", "1" },
    { "", "人", UNITS_SAME, "1", "1" },
    { "%", "", UNITS_SAME, "1", "1" },
    { "元/人/天", "元/人/天", UNITS_SAME, "1", "1" },
    { "公里", "米", UNITS_CONVERTIBLE, "1000000", "1000" },
    { "亩", "平方米", UNITS_CONVERTIBLE, "20000000", "30000" },
    { "公顷", "亩", UNITS_CONVERTIBLE, "300000000", "20000000" },
    { "%", "‰", UNITS_CONVERTIBLE, "10", "1" },
    { "年", "月", UNITS_CONVERTIBLE, "12", "1" },
    { "季度", "月", UNITS_CONVERTIBLE, "3", "1" },
    { "小时", "天", UNITS_CONVERTIBLE, "3600000", "86400000" },
    { "家", "户", UNITS_COUNTING, "1", "1" },
    { "人", "人次", UNITS_COUNTING, "1", "1" },
    { "棵树", "株", UNITS_COUNTING, "1", "1" },
    { "分", "级", UNITS_COUNTING, "1", "1" },
    { "人", "元", UNITS_INCOMPARABLE, "1", "1" },
    { "分", "元", UNITS_INCOMPARABLE, "1", "1" },
    { "天", "工作日", UNITS_INCOMPARABLE, "1", "1" },
    { "天", "月", UNITS_INCOMPARABLE, "1", "1" },
    { "元", "美元", UNITS_INCOMPARABLE, "1", "1" },
    { "元", "元/人", UNITS_INCOMPARABLE, "1", "1" },
    { "次", "次/年", UNITS_INCOMPARABLE, "1", "1" },
    /* 1 次/月 is 12 次/年: 1 × 12 ÷ 1 */
    { "次/月", "次/年", UNITS_CONVERTIBLE, "12", "1" },
    /* 1 元/公斤 is 1000 元/吨 */
    { "元/公斤", "元/吨", UNITS_CONVERTIBLE, "1000000000", "1000000" },
    /* 1 角/公里 is 0.0001 元/米: 1 × 1 × 1000 ÷ (10 × 1000000) */
    { "角/公里", "元/米", UNITS_CONVERTIBLE, "1000", "10000000" },
    { "元/家", "元/户", UNITS_COUNTING, "1", "1" },
    { "元/人/天", "元/人/小时", UNITS_CONVERTIBLE, "3600000", "86400000" },
    { "元/人/天", "元/人次/天", UNITS_COUNTING, "1", "1" },
    { "角/家", "元/户", UNITS_INCOMPARABLE, "1", "1" },
    { "元/人/天", "元/人", UNITS_INCOMPARABLE, "1", "1" },
    { "元/人", "元/天", UNITS_INCOMPARABLE, "1", "1" },
};

START_TEST(units_are_related)
{
    const struct relation_row *row = &relation_rows[_i];
    struct decimal a_factor;
    struct decimal b_factor;
    enum unit_relation relation = unit_relate(reader, text_of(row->a), text_of(row->b), &a_factor, &b_factor);
    struct shown a_shown = { .bytes = "" };
    struct shown b_shown = { .bytes = "" };
    show_decimal(&a_shown, a_factor);
    show_decimal(&b_shown, b_factor);
    ck_assert_msg(relation == row->relation && strcmp(a_shown.bytes, row->a_factor) == 0 &&
                      strcmp(b_shown.bytes, row->b_factor) == 0,
                  "%s and %s: relation %d, factors %s and %s", row->a, row->b, (int)relation, a_shown.bytes,
                  b_shown.bytes);
    enum unit_relation back = unit_relate(reader, text_of(row->b), text_of(row->a), &b_factor, &a_factor);
    ck_assert_msg(back == relation, "%s and %s: %d, the other way round %d", row->a, row->b, (int)relation, (int)back);
}
END_TEST

START_TEST(every_unit_of_the_vocabulary_is_read)
{
    for (size_t i = 0; i < vocabulary.unit_word_count; i++) {
        const struct unit_word *word = &unit_words[i];
        char bytes[128];
        int length = snprintf(bytes, sizeof(bytes), "≥5%.*s", (int)word->word.size_bytes, word->word.bytes);
        struct text text = { bytes, (size_t)length };
        struct value value = read_as(text, VALUE_TARGET);
        ck_assert_msg(value.kind == VALUE_NUMBER && text_equals(value.unit, word->normal), "%s: kind %d, unit %.*s",
                      bytes, (int)value.kind, (int)value.unit.size_bytes, value.unit.bytes);
        assert_mutant_is_sound(text);
    }
}
END_TEST

START_TEST(every_tier_word_is_read)
{
    for (size_t i = 0; i < vocabulary.tier_word_count; i++) {
        const struct tier_word *word = &tier_words[i];
        struct value value = read_as(word->word, VALUE_ACHIEVED);
        ck_assert_msg(value.kind == VALUE_TIER && value.tier == word->tier && !value.is_cut, "%.*s: kind %d",
                      (int)word->word.size_bytes, word->word.bytes, (int)value.kind);
        assert_mutant_is_sound(word->word);
    }
}
END_TEST

START_TEST(dates_without_a_year)
{
    struct value value = value_read(workspace, &arena, TEXT("9月底前"), VALUE_TARGET, 0);
    ck_assert_int_eq(value.kind, VALUE_DEADLINE);
    ck_assert_int_eq(value.date.year, 0);
    ck_assert_int_eq(value.date.month, 9);
    ck_assert_int_eq(value.date.day, 30);
    value = value_read(workspace, &arena, TEXT("2月29日前"), VALUE_TARGET, 2024);
    ck_assert_int_eq(value.kind, VALUE_DEADLINE);
    ck_assert_int_eq(value.date.day, 29);
    value = value_read(workspace, &arena, TEXT("每月25日前"), VALUE_TARGET, 2024);
    ck_assert_int_eq(value.date.year, 0);
}
END_TEST

START_TEST(dates_are_ordered)
{
    static const struct date dates[] = {
        { 0, 9, 30 }, { 2022, 12, 31 }, { 2023, 1, 1 }, { 2023, 1, 2 }, { 2023, 2, 1 }
    };
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        for (size_t j = 0; j < sizeof(dates) / sizeof(dates[0]); j++) {
            int order = date_compare(dates[i], dates[j]);
            ck_assert_int_eq((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}
END_TEST

/* ---- hostile texts ---- */

struct hostile_row {
    const char *beginning;
    const char *repeated;
    enum value_kind as_target;
    enum value_kind as_achieved;
};

static const struct hostile_row hostile_rows[] = {
    { "", "9", VALUE_UNREADABLE, VALUE_UNREADABLE },
    { "", "1,234", VALUE_UNREADABLE, VALUE_UNREADABLE },
    { "", "一", VALUE_TEXT, VALUE_TEXT },
    { "", "一百", VALUE_TEXT, VALUE_TEXT },
    { "", "良好", VALUE_TEXT, VALUE_TEXT },
    { "", "完成，", VALUE_TEXT, VALUE_TEXT },
    { "", "每", VALUE_TEXT, VALUE_TEXT },
    { "5", "元/人", VALUE_UNREADABLE, VALUE_UNREADABLE },
    { "", "≥", VALUE_UNREADABLE, VALUE_UNREADABLE },
    { "", ">=", VALUE_UNREADABLE, VALUE_UNREADABLE },
    { "", "(", VALUE_TEXT, VALUE_TEXT },
    { "", "-", VALUE_TEXT, VALUE_TEXT },
    { "", "A1", VALUE_UNREADABLE, VALUE_UNREADABLE },
    { "2022年底前完成", "支付", VALUE_DEADLINE, VALUE_UNREADABLE },
    { "2022年底前完成", "5项", VALUE_UNREADABLE, VALUE_UNREADABLE },
    { "", " ", VALUE_TEXT, VALUE_TEXT },
};

enum { HOSTILE_BYTES = 4 * 1024 * 1024 };

/* A few characters of it, a few hundred, and megabytes: read as it is, in a time that grows no faster than the text. */
START_TEST(hostile_texts_cost_little)
{
    const struct hostile_row *row = &hostile_rows[_i];
    struct text beginning = text_of(row->beginning);
    struct text repeated = text_of(row->repeated);
    char *bytes = malloc(HOSTILE_BYTES);
    memcpy(bytes, beginning.bytes, beginning.size_bytes);
    size_t size_bytes = beginning.size_bytes;
    clock_t began = clock();
    for (; size_bytes + repeated.size_bytes <= HOSTILE_BYTES; size_bytes += repeated.size_bytes) {
        memcpy(bytes + size_bytes, repeated.bytes, repeated.size_bytes);
        if (size_bytes < 1200 && size_bytes % 7 == 0) {
            assert_quick_is_right((struct text){ bytes, size_bytes }, VALUE_TARGET);
            assert_quick_is_right((struct text){ bytes, size_bytes }, VALUE_ACHIEVED);
        }
    }
    struct text text = { bytes, size_bytes };
    ck_assert_int_eq(read_as(text, VALUE_TARGET).kind, row->as_target);
    ck_assert_int_eq(read_as(text, VALUE_ACHIEVED).kind, row->as_achieved);
    struct decimal decimal;
    ck_assert_int_ne(number_read(text, true, &decimal), DECIMAL_READ);
    /* Generous: valgrind and the sanitizers run this too. */
    ck_assert_int_lt((clock() - began) / CLOCKS_PER_SEC, 30);
    free(bytes);
}
END_TEST

START_TEST(what_is_not_utf8_is_unreadable)
{
    static const struct text texts[] = { { "\xFF", 1 }, { "\xE4\xBA", 2 }, { "60\x80", 3 }, { "\xC0\x80", 2 } };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        ck_assert_int_eq(read_as(texts[i], VALUE_TARGET).kind, VALUE_UNREADABLE);
        ck_assert_int_eq(read_as(texts[i], VALUE_ACHIEVED).kind, VALUE_UNREADABLE);
        ck_assert(text_equals(value_folded(&arena, texts[i]), texts[i]));
    }
    ck_assert_int_eq(read_as((struct text){ NULL, 0 }, VALUE_TARGET).kind, VALUE_BLANK);
    ck_assert_int_eq(read_as((struct text){ "6\0人", 5 }, VALUE_TARGET).kind, VALUE_UNREADABLE);
}
END_TEST

/* ---- memory and threads ---- */

/* Reads one text with memory that refuses from the nth block on. Answers whether all went well. */
static bool read_with(struct counted_memory *counted, const char *text)
{
    struct memory memory = { counted_take, counted_give_back, counted };
    struct value_reader *own_reader = value_reader_create(&memory, &vocabulary);
    if (own_reader == NULL) {
        return false;
    }
    struct value_workspace *volatile own_workspace = value_workspace_create(own_reader);
    struct arena own_arena;
    jmp_buf own_escape;
    arena_begin(&own_arena, &memory, ARENA_BYTES);
    own_arena.escape = &own_escape;
    volatile bool is_read = false;
    if (own_workspace != NULL && setjmp(own_escape) == 0) {
        struct value value = value_read(own_workspace, &own_arena, text_of(text), VALUE_TARGET, PROJECT_YEAR);
        ck_assert_int_eq(value.kind, VALUE_NUMBER);
        is_read = true;
    }
    arena_end(&own_arena);
    value_workspace_destroy(own_workspace);
    value_reader_destroy(own_reader);
    return is_read;
}

START_TEST(every_block_may_be_refused)
{
    struct counted_memory counted = { .refuse_from = -1 };
    ck_assert(read_with(&counted, "每人每天不超过400元"));
    ck_assert_int_eq(counted.taken, 0);
    long needed = counted.takes;
    bool is_read = false;
    for (long n = 0; n < needed; n++) {
        counted = (struct counted_memory){ .refuse_from = n };
        is_read = read_with(&counted, "每人每天不超过400元");
        ck_assert_msg(counted.taken == 0, "%ld blocks are out when block %ld is refused", counted.taken, n);
    }
    ck_assert(!is_read); /* without the last block */
}
END_TEST

static int read_all_rows(void *context)
{
    (void)context;
    struct value_workspace *own_workspace = value_workspace_create(reader);
    struct arena own_arena;
    jmp_buf own_escape;
    arena_begin(&own_arena, &plain_memory, ARENA_BYTES);
    own_arena.escape = &own_escape;
    int wrong = 0;
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < row_count; i++) {
            struct value value = value_read(own_workspace, &own_arena, rows[i].text, rows[i].role, PROJECT_YEAR);
            struct shown shown = value_shown(&value, rows[i].shows_flags);
            wrong += strcmp(shown.bytes, expected_shown(rows[i].expected).bytes) != 0;
        }
        arena_rewind(&own_arena);
    }
    arena_end(&own_arena);
    value_workspace_destroy(own_workspace);
    return wrong;
}

START_TEST(threads_share_a_reader)
{
    thrd_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(thrd_create(&threads[i], read_all_rows, NULL), thrd_success);
    }
    for (size_t i = 0; i < 4; i++) {
        int wrong = -1;
        thrd_join(threads[i], &wrong);
        ck_assert_int_eq(wrong, 0);
    }
}
END_TEST

static TCase *case_of(Suite *suite, const char *name)
{
    TCase *cases = tcase_create(name);
    tcase_add_unchecked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 300);
    suite_add_tcase(suite, cases);
    return cases;
}

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
    begin();
    Suite *suite = suite_create("value");
    TCase *rows_case = case_of(suite, "rows");
    tcase_add_loop_test(rows_case, every_row_is_read_as_it_says, 0, (int)row_count);
    TCase *words_case = case_of(suite, "words");
    tcase_add_test(words_case, every_unit_of_the_vocabulary_is_read);
    tcase_add_test(words_case, every_tier_word_is_read);
    TCase *tables_case = case_of(suite, "tables");
    tcase_add_loop_test(tables_case, texts_are_folded, 0, COUNT(folding_rows));
    tcase_add_loop_test(tables_case, numbers_are_read, 0, COUNT(number_rows));
    tcase_add_loop_test(tables_case, units_are_related, 0, COUNT(relation_rows));
    tcase_add_test(tables_case, dates_without_a_year);
    tcase_add_test(tables_case, dates_are_ordered);
    TCase *mutants_case = case_of(suite, "mutants");
    tcase_add_loop_test(mutants_case, mutants_are_sound, 0, MUTANT_TESTS);
    tcase_add_loop_test(mutants_case, pieces_are_sound, 0, 8);
    TCase *hostile_case = case_of(suite, "hostile");
    tcase_add_loop_test(hostile_case, hostile_texts_cost_little, 0, COUNT(hostile_rows));
    tcase_add_test(hostile_case, what_is_not_utf8_is_unreadable);
    tcase_add_test(hostile_case, every_block_may_be_refused);
    tcase_add_test(hostile_case, threads_share_a_reader);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    files_free();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
