#include "arena.h"
#include "catalogue.h"
#include "decimal.h"
#include "finding.h"
#include "text.h"
#include "utf8.h"
#include "width.h"
#include "writer.h"

#include <check.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- an arena for each test ---- */

static void *take_block(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static void give_back_block(void *context, void *block)
{
    (void)context;
    free(block);
}

static struct arena arena; /* without an escape: a refusal would stop the test */

static void begin(void)
{
    arena_begin(&arena, &(struct memory){ take_block, give_back_block, NULL }, 1 << 20);
}

static void end(void)
{
    arena_end(&arena);
}

/* ---- the catalogue ---- */

struct code_row {
    enum severity severity;
    const char *name;
};

/* findings.md, row by row; codes that begin with rule-set- or baseline- are ours. */
static const struct code_row code_rows[] = {
    { SEVERITY_ERROR, "unreadable-document" },
    { SEVERITY_ERROR, "duplicate-key" },
    { SEVERITY_WARNING, "unknown-key" },
    { SEVERITY_ERROR, "missing-field" },
    { SEVERITY_ERROR, "wrong-type" },
    { SEVERITY_ERROR, "unreadable-number" },
    { SEVERITY_ERROR, "weight-sum" },
    { SEVERITY_WARNING, "weight-split" },
    { SEVERITY_ERROR, "weight-not-positive" },
    { SEVERITY_ERROR, "rate-mismatch" },
    { SEVERITY_ERROR, "execution-score-mismatch" },
    { SEVERITY_ERROR, "carryover-mismatch" },
    { SEVERITY_ERROR, "fund-sum" },
    { SEVERITY_WARNING, "overspent" },
    { SEVERITY_WARNING, "zero-budget" },
    { SEVERITY_NOTE, "budget-adjusted" },
    { SEVERITY_WARNING, "target-missing" },
    { SEVERITY_WARNING, "target-unreadable" },
    { SEVERITY_WARNING, "target-changed" },
    { SEVERITY_WARNING, "target-vacuous" },
    { SEVERITY_WARNING, "cost-direction" },
    { SEVERITY_WARNING, "stale-deadline" },
    { SEVERITY_ERROR, "achieved-missing" },
    { SEVERITY_WARNING, "achieved-unreadable" },
    { SEVERITY_WARNING, "achieved-not-numeric" },
    { SEVERITY_NOTE, "achieved-operator" },
    { SEVERITY_WARNING, "unit-mismatch" },
    { SEVERITY_NOTE, "value-approximate" },
    { SEVERITY_NOTE, "value-truncated" },
    { SEVERITY_NOTE, "target-not-met" },
    { SEVERITY_WARNING, "deadline-missed" },
    { SEVERITY_ERROR, "score-overclaimed" },
    { SEVERITY_WARNING, "score-underclaimed" },
    { SEVERITY_WARNING, "unmet-full-marks" },
    { SEVERITY_WARNING, "score-missing" },
    { SEVERITY_ERROR, "total-mismatch" },
    { SEVERITY_ERROR, "total-out-of-range" },
    { SEVERITY_ERROR, "grade-mismatch" },
    { SEVERITY_ERROR, "grade-missing" },
    { SEVERITY_ERROR, "grade-unknown" },
    { SEVERITY_NOTE, "grade-vetoed" },
    { SEVERITY_NOTE, "grade-uncertain" },
    { SEVERITY_WARNING, "reason-missing" },
    { SEVERITY_WARNING, "overachievement-unexplained" },
    { SEVERITY_NOTE, "reason-without-deviation" },
    { SEVERITY_WARNING, "copied-values" },
    { SEVERITY_WARNING, "duplicate-indicator" },
    { SEVERITY_WARNING, "duplicate-project" },
    { SEVERITY_ERROR, "department-count" },
    { SEVERITY_ERROR, "department-funds" },
    { SEVERITY_ERROR, "department-grades" },
    { SEVERITY_ERROR, "rule-set-unknown" },
    { SEVERITY_WARNING, "rule-set-not-in-force" },
    { SEVERITY_ERROR, "rule-set-cycle" },
    { SEVERITY_ERROR, "rule-set-bands" },
    { SEVERITY_ERROR, "rule-set-weights" },
    { SEVERITY_ERROR, "rule-set-interval" },
    { SEVERITY_WARNING, "rule-set-tiers" },
    { SEVERITY_ERROR, "rule-set-veto" },
    { SEVERITY_WARNING, "rule-set-veto-idle" },
    { SEVERITY_ERROR, "rule-set-years" },
    { SEVERITY_WARNING, "baseline-expired" },
};
enum { CODE_ROW_COUNT = sizeof(code_rows) / sizeof(code_rows[0]) };

START_TEST(test_code_is_known)
{
    const struct code_row *row = &code_rows[_i];
    enum finding_code code;
    ck_assert_msg(finding_code_find(text_of(row->name), &code), "%s is not in the catalogue", row->name);
    ck_assert_str_eq(finding_code_name(code), row->name);
    ck_assert_msg(finding_code_severity(code) == row->severity, "%s is a %s", row->name,
                  severity_name(finding_code_severity(code)));
}
END_TEST

START_TEST(test_no_further_codes)
{
    ck_assert_uint_eq(FINDING_CODE_COUNT, CODE_ROW_COUNT);
    enum finding_code code = FINDING_weight_sum;
    ck_assert(!finding_code_find(TEXT("weight_sum"), &code));
    ck_assert(!finding_code_find(TEXT("weight-su"), &code));
    ck_assert(!finding_code_find(TEXT(""), &code));
    ck_assert_msg(code == FINDING_weight_sum, "touched although nothing was found");
}
END_TEST

static const char *const identifiers[] = {
#define FINDING(code, ...) #code,
#define MESSAGE(...)
#include "catalogue.def"
#undef FINDING
#undef MESSAGE
};

START_TEST(test_name_is_identifier_with_hyphens)
{
    const char *name = finding_code_name((enum finding_code)_i);
    ck_assert_uint_eq(strlen(name), strlen(identifiers[_i]));
    for (size_t i = 0; name[i] != '\0'; i++) {
        ck_assert_msg((name[i] >= 'a' && name[i] <= 'z') || name[i] == '-', "%s", name);
        ck_assert_msg(name[i] == (identifiers[_i][i] == '_' ? '-' : identifiers[_i][i]), "%s", name);
    }
}
END_TEST

static const char *const labels[LANGUAGE_COUNT][4] = {
    [LANGUAGE_CHINESE] = { "含义    ", "例      ", "怎么办  ", "依据    " },
    [LANGUAGE_ENGLISH] = { "Meaning     ", "Example     ", "What to do  ", "Basis       " },
};
static const char *const indents[LANGUAGE_COUNT] = { "        ", "            " };

static void check_explanation(const char *name, const char *explanation, enum language language)
{
    size_t label_count = 0;
    const char *line = explanation;
    while (*line != '\0') {
        const char *line_end = strchr(line, '\n');
        ck_assert_msg(line_end != NULL, "%s: the last line is not ended", name);
        struct text text = { line, (size_t)(line_end - line) };
        ck_assert_msg(width_cells(text) <= 90, "%s: too wide: %.*s", name, (int)text.size_bytes, line);
        ck_assert_msg(!text_ends_with(text, TEXT(" ")), "%s: a blank at the end: %.*s", name, (int)text.size_bytes,
                      line);
        line = line_end + 1;
        if (label_count < 4 && text_starts_with(text, text_of(labels[language][label_count]))) {
            label_count++;
        } else {
            ck_assert_msg(text_starts_with(text, text_of(indents[language])), "%s: neither label nor indent: %.*s",
                          name, (int)text.size_bytes, text.bytes);
        }
    }
    ck_assert_msg(label_count == 4, "%s: %zu of 4 labels", name, label_count);
}

START_TEST(test_code_is_explained)
{
    enum finding_code code = (enum finding_code)_i;
    for (size_t language = 0; language < LANGUAGE_COUNT; language++) {
        ck_assert(finding_code_title(code, (enum language)language)[0] != '\0');
        const char *explanation = finding_code_explanation(code, (enum language)language);
        ck_assert_uint_eq(utf8_valid_bytes(text_of(explanation)), strlen(explanation));
        check_explanation(finding_code_name(code), explanation, (enum language)language);
    }
}
END_TEST

START_TEST(test_severities)
{
    static const char *const names[] = { "error", "warning", "note" };
    static const char *const titles[] = { "错误", "警告", "提示" };
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        enum severity severity;
        ck_assert_str_eq(severity_name((enum severity)i), names[i]);
        ck_assert_str_eq(severity_title((enum severity)i, LANGUAGE_CHINESE), titles[i]);
        ck_assert_str_eq(severity_title((enum severity)i, LANGUAGE_ENGLISH), names[i]);
        ck_assert(severity_find(text_of(names[i]), &severity));
        ck_assert(severity == (enum severity)i);
    }
    enum severity severity = SEVERITY_NOTE;
    ck_assert(!severity_find(TEXT("never"), &severity));
    ck_assert(severity == SEVERITY_NOTE);
}
END_TEST

/* ---- templates ---- */

struct message_row {
    const char *message;
    const char *names;
    const char *templates[LANGUAGE_COUNT];
};

static const struct message_row message_rows[] = {
#define FINDING(...)
#define MESSAGE(message, code, names, chinese, english) { #message, names, { chinese, english } },
#include "catalogue.def"
#undef FINDING
#undef MESSAGE
};

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_';
}

/* Whether `name` is one of the words of `names`. */
static bool is_listed(const char *names, const char *name, size_t size)
{
    for (const char *at = names; *at != '\0';) {
        size_t word = strcspn(at, " ");
        if (word == size && memcmp(at, name, size) == 0) {
            return true;
        }
        at += word + (at[word] == ' ' ? 1 : 0);
    }
    return false;
}

START_TEST(test_placeholders_are_listed)
{
    const struct message_row *row = &message_rows[_i];
    for (size_t language = 0; language < LANGUAGE_COUNT; language++) {
        const char *template = row->templates[language];
        ck_assert_msg(template[0] != '\0' && strchr(template, '\n') == NULL, "%s: no single line", row->message);
        for (const char *brace = strchr(template, '{'); brace != NULL; brace = strchr(brace + 1, '{')) {
            size_t size = 0;
            while (is_name_character(brace[1 + size])) {
                size++;
            }
            ck_assert_msg(size == 0 || brace[1 + size] == '}', "%s: a brace without its end: %s", row->message, brace);
            ck_assert_msg(size == 0 || is_listed(row->names, brace + 1, size), "%s: not listed: %s", row->message,
                          brace);
        }
    }
}
END_TEST

START_TEST(test_listed_names_are_used)
{
    const struct message_row *row = &message_rows[_i];
    size_t count = 0;
    for (const char *at = row->names; *at != '\0';) {
        size_t size = strcspn(at, " ");
        char placeholder[64];
        ck_assert_msg(size > 0 && size + 3 < sizeof(placeholder), "%s: %s", row->message, at);
        snprintf(placeholder, sizeof(placeholder), "{%.*s}", (int)size, at);
        for (size_t language = 0; language < LANGUAGE_COUNT; language++) {
            ck_assert_msg(strstr(row->templates[language], placeholder) != NULL, "%s: %s is not used in %s",
                          row->message, placeholder, row->templates[language]);
        }
        at += size + (at[size] == ' ' ? 1 : 0);
        count++;
    }
    ck_assert_uint_eq(message_value_count((enum message)_i), count);
}
END_TEST

/* ---- rendering ---- */

static struct decimal number(const char *text)
{
    struct decimal decimal;
    ck_assert_msg(decimal_read(text_of(text), &decimal) == DECIMAL_READ, "%s", text);
    return decimal;
}

static const char *words(const struct finding *finding, enum language language)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, &arena);
    finding_write_message(&writer, finding, language);
    writer_character(&writer, '\0');
    return collected_text(&writer, &collected).bytes;
}

static const struct place nowhere = { 0, 0 };
static const struct text no_indicator = { NULL, 0 };

static void expect_words(const struct finding_list *list, const char *chinese, const char *english)
{
    ck_assert_str_eq(words(list->last, LANGUAGE_CHINESE), chinese);
    ck_assert_str_eq(words(list->last, LANGUAGE_ENGLISH), english);
}

START_TEST(test_message_without_values)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_add(&list, MESSAGE_document_empty, nowhere, no_indicator, NULL, 0);
    expect_words(&list, "文件是空的，没有可以评分的内容", "the document is empty: there is nothing to score");
}
END_TEST

START_TEST(test_message_with_texts)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_unknown_key_nearest, nowhere, no_indicator, TEXT_ARGUMENT(TEXT("完成植")),
                   TEXT_ARGUMENT(TEXT("完成值")));
    expect_words(&list, "不认识“完成植”，它没有被读取；是不是“完成值”？",
                 "\"完成植\" is not known and was not read; did you mean \"完成值\"?");
}
END_TEST

START_TEST(test_message_uses_a_value_twice)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_document_colon_without_blank, nowhere, no_indicator, TEXT_ARGUMENT(TEXT("得分")));
    expect_words(&list, "“得分”的冒号后面缺一个空格；请写成“得分: …”",
                 "the colon after \"得分\" needs a blank behind it: \"得分: …\"");
}
END_TEST

START_TEST(test_message_with_decimals_and_term)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_score_overclaimed_quotient, nowhere, TEXT("服务企业数"),
                   DECIMAL_ARGUMENT(number("3")), DECIMAL_ARGUMENT(number("2.90")), DECIMAL_ARGUMENT(number("3.0")),
                   DECIMAL_ARGUMENT(number("387")), DECIMAL_ARGUMENT(number("400")), TEXT_ARGUMENT(TEXT("=")),
                   DECIMAL_ARGUMENT(number("2.9025")), TERM_ARGUMENT(TERM_order_none));
    expect_words(&list, "得分填 3，而 3 × 387 ÷ 400 = 2.9025，应为 2.9；各种取整方法都得不出这个数",
                 "3 points declared, but 3 × 387 ÷ 400 = 2.9025, should be 2.9; no way of rounding gives that");
}
END_TEST

static size_t times_written;

static void write_step(struct writer *writer, const void *subject, enum language language)
{
    const struct argument values[] = { TERM_ARGUMENT(TERM_way_half_even), *(const struct argument *)subject };
    times_written++;
    term_write(writer, TERM_step, values, 2, language);
}

static void write_order(struct writer *writer, const void *subject, enum language language)
{
    const struct argument values[] = { TERM_ARGUMENT(TERM_rate_of_execution), TERM_ARGUMENT(TERM_way_truncated),
                                       DECIMAL_ARGUMENT(number("87.50")), WORDS_ARGUMENT(write_step, subject) };
    times_written++;
    term_write(writer, TERM_order_rate_points, values, 4, language);
}

/* Nothing is asked for words before the message is written; what writes them may have words written in them. */
START_TEST(test_message_with_words)
{
    struct finding_list list;
    const struct argument places = TERM_ARGUMENT(TERM_places_one);
    finding_list_begin(&list, &arena);
    times_written = 0;
    finding_report(&list, MESSAGE_execution_score_mismatch, nowhere, no_indicator, DECIMAL_ARGUMENT(number("8.7")),
                   DECIMAL_ARGUMENT(number("8.75")), DECIMAL_ARGUMENT(number("87.53")), DECIMAL_ARGUMENT(number("10")),
                   WORDS_ARGUMENT(write_order, &places));
    finding_list_sort(&list);
    ck_assert_uint_eq(times_written, 0);
    expect_words(&list,
                 "预算执行得分填 8.7，按执行率 87.53% × 10 分应为 8.75"
                 "；与先将执行率舍去尾数为 87.5%、得分再四舍六入五成双到一位小数一致",
                 "the execution score is printed as 8.7; 87.53% × 10 points is 8.75"
                 "; that is what comes of cutting the execution rate to 87.5% first and then rounding half to even to "
                 "one decimal");
    ck_assert_uint_eq(times_written, 4); /* both, in both languages */
}
END_TEST

static const char *const term_texts[][2] = {
#define TERM(term, chinese, english) { chinese, english },
#include "terms.def"
#undef TERM
};
enum { TERM_TEXT_COUNT = sizeof(term_texts) / sizeof(term_texts[0]) };

/* A bit for each of {1} to {9}; any other brace fails. */
static unsigned placeholders_of(const char *text)
{
    unsigned bits = 0;
    for (const char *brace = strchr(text, '{'); brace != NULL; brace = strchr(brace + 1, '{')) {
        ck_assert_msg(brace[1] >= '1' && brace[1] <= '9' && brace[2] == '}', "%s", text);
        bits |= 1U << (brace[1] - '1');
    }
    return bits;
}

START_TEST(test_terms_have_the_same_values)
{
    unsigned bits = placeholders_of(term_texts[_i][LANGUAGE_CHINESE]);
    ck_assert_msg(bits == placeholders_of(term_texts[_i][LANGUAGE_ENGLISH]), "%s", term_texts[_i][LANGUAGE_CHINESE]);
    ck_assert_msg((bits & (bits + 1)) == 0, "%s: a number is left out", term_texts[_i][LANGUAGE_CHINESE]);
}
END_TEST

START_TEST(test_message_with_empty_term)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_execution_score_mismatch, nowhere, no_indicator, DECIMAL_ARGUMENT(number("8")),
                   DECIMAL_ARGUMENT(number("8.75")), DECIMAL_ARGUMENT(number("87.53")), DECIMAL_ARGUMENT(number("10")),
                   TERM_ARGUMENT(TERM_nothing));
    expect_words(&list, "预算执行得分填 8，按执行率 87.53% × 10 分应为 8.75",
                 "the execution score is printed as 8; 87.53% × 10 points is 8.75");
}
END_TEST

START_TEST(test_message_with_amounts)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_department_funds, nowhere, no_indicator, AMOUNT_ARGUMENT(number("82993.77")),
                   AMOUNT_ARGUMENT(number("73340.17")), AMOUNT_ARGUMENT(number("9653.60")));
    expect_words(
        &list, "公开涉及资金 82,993.77 万元，各项目全年预算数合计 73,340.17 万元，相差 9,653.6 万元",
        "published funds 82,993.77 万元, the projects' annual budgets add up to 73,340.17 万元, a difference of "
        "9,653.6 万元");
}
END_TEST

START_TEST(test_message_with_counts)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_copied_values, nowhere, no_indicator, COUNT_ARGUMENT(7), COUNT_ARGUMENT(8));
    expect_words(&list, "8 个数值指标的完成值中有 7 个与指标值相同，请核对是否照抄",
                 "7 of the 8 achieved values of number targets equal the target; check whether they were copied");
    finding_report(&list, MESSAGE_document_too_large, nowhere, no_indicator, COUNT_ARGUMENT(UINT64_MAX));
    expect_words(&list, "文件超过 18446744073709551615 字节的上限；请拆分后重试",
                 "the document is over the limit of 18446744073709551615 bytes; split it");
}
END_TEST

START_TEST(test_braces_stand_for_themselves)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_add(&list, MESSAGE_document_unclosed_bracket, nowhere, no_indicator, NULL, 0);
    expect_words(&list, "“{”或“[”没有配对，或两项之间缺半角逗号；请检查这一处的括号和逗号",
                 "a { or [ is not closed, or a comma is missing between two items; check the brackets and commas here");
    /* In a value a name in braces is nothing special. */
    finding_report(&list, MESSAGE_unknown_key, nowhere, no_indicator, TEXT_ARGUMENT(TEXT("{key}")));
    expect_words(&list, "不认识“{key}”，它没有被读取", "\"{key}\" is not known and was not read");
}
END_TEST

#define TEN_CHARACTERS "一二三四五六七八九十"
#define FORTY_CHARACTERS TEN_CHARACTERS TEN_CHARACTERS TEN_CHARACTERS TEN_CHARACTERS
#define EIGHTY_CHARACTERS FORTY_CHARACTERS FORTY_CHARACTERS

static const struct {
    const char *text;
    const char *written;
} quoted_rows[] = {
    { "", "" },
    { "≥60人 ", "≥60人 " },
    { "a\nb\r\nc\td", "a b  c d" },
    { "\x1b[31m\x7f", " [31m " },
    { "a\xc2\x85z\xc2\xa0z", "a z\xc2\xa0z" },                            /* U+0085 next line; U+00A0 stays */
    { "a\xe2\x80\xa8z\xe2\x80\xa9z", "a z z" },                           /* U+2028, U+2029 */
    { "a\xe2\x80\xaez\xe2\x81\xa6z\xe2\x80\x8fz\xd8\x9cz", "a z z z z" }, /* U+202E, U+2066, U+200F, U+061C */
    { "𠮷野家", "𠮷野家" },
    { "a\xe4\xbd.yaml", "a\xef\xbf\xbd\xef\xbf\xbd.yaml" }, /* not UTF-8, as the name of a file may be */
    { "\xed\xa0\x80\xe4\xbd", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { EIGHTY_CHARACTERS, EIGHTY_CHARACTERS },
    { EIGHTY_CHARACTERS "X", EIGHTY_CHARACTERS "…" },
    { TEN_CHARACTERS "\n" EIGHTY_CHARACTERS,
      TEN_CHARACTERS " " TEN_CHARACTERS TEN_CHARACTERS TEN_CHARACTERS TEN_CHARACTERS TEN_CHARACTERS TEN_CHARACTERS
                     "一二三四五六七八九…" },
};
enum { QUOTED_ROW_COUNT = sizeof(quoted_rows) / sizeof(quoted_rows[0]) };

START_TEST(test_quoted_text)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_document_not_opened, nowhere, no_indicator,
                   TEXT_ARGUMENT(text_of(quoted_rows[_i].text)));
    char expected[512];
    snprintf(expected, sizeof(expected), "cannot be opened or read: %s", quoted_rows[_i].written);
    ck_assert_str_eq(words(list.last, LANGUAGE_ENGLISH), expected);
}
END_TEST

START_TEST(test_text_with_a_zero_byte)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_report(&list, MESSAGE_unknown_key, nowhere, no_indicator, TEXT_ARGUMENT(TEXT("a\0b")));
    ck_assert_str_eq(words(list.last, LANGUAGE_ENGLISH), "\"a b\" is not known and was not read");
}
END_TEST

/* ---- lists ---- */

START_TEST(test_adding_counts_and_copies)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    ck_assert_ptr_null(list.first);
    ck_assert_ptr_null(list.last);

    struct argument argument = COUNT_ARGUMENT(16);
    finding_add(&list, MESSAGE_document_too_deep, (struct place){ 3, 5 }, TEXT("培训人数"), &argument, 1);
    argument.count = 17;
    finding_add(&list, MESSAGE_reason_without_deviation, nowhere, no_indicator, NULL, 0);
    finding_report(&list, MESSAGE_unknown_key, nowhere, no_indicator, TEXT_ARGUMENT(TEXT("k")));
    finding_add(&list, MESSAGE_document_empty, nowhere, no_indicator, NULL, 0);

    ck_assert_uint_eq(list.count, 4);
    ck_assert_uint_eq(list.count_by_severity[SEVERITY_ERROR], 2);
    ck_assert_uint_eq(list.count_by_severity[SEVERITY_WARNING], 1);
    ck_assert_uint_eq(list.count_by_severity[SEVERITY_NOTE], 1);
    ck_assert(list.first->message == MESSAGE_document_too_deep);
    ck_assert_uint_eq(list.first->place.line, 3);
    ck_assert_uint_eq(list.first->place.column, 5);
    ck_assert(text_equals(list.first->indicator, TEXT("培训人数")));
    ck_assert_uint_eq(list.first->argument_count, 1);
    ck_assert_uint_eq(list.first->arguments[0].count, 16);
    ck_assert_ptr_null(list.first->next->arguments);
    ck_assert(list.last->message == MESSAGE_document_empty);
    ck_assert_ptr_null(list.last->next);
}
END_TEST

START_TEST(test_refusal_leaves_the_list)
{
    /* Static, because they change between setjmp and longjmp. */
    static struct arena small;
    static struct finding_list list;
    arena_begin(&small, &(struct memory){ take_block, give_back_block, NULL }, 1 << 16);
    jmp_buf escape;
    small.escape = &escape;
    finding_list_begin(&list, &small);
    if (setjmp(escape) == 0) {
        for (;;) {
            finding_report(&list, MESSAGE_unknown_key, nowhere, no_indicator, TEXT_ARGUMENT(TEXT("k")));
        }
    }
    size_t count = 0;
    const struct finding *last = NULL;
    for (const struct finding *finding = list.first; finding != NULL; finding = finding->next) {
        last = finding;
        count++;
    }
    ck_assert_uint_gt(count, 0);
    ck_assert_uint_eq(count, list.count);
    ck_assert_uint_eq(count, list.count_by_severity[SEVERITY_WARNING]);
    ck_assert_ptr_eq(last, list.last);
    arena_end(&small);
}
END_TEST

/* The values of messages that are only sorted do not matter; there are as many as the message has. */
static void add_at(struct finding_list *list, enum message message, uint32_t line, uint32_t column,
                   struct text indicator)
{
    struct argument arguments[8];
    for (size_t i = 0; i < 8; i++) {
        arguments[i] = COUNT_ARGUMENT(i);
    }
    finding_add(list, message, (struct place){ line, column }, indicator, arguments, message_value_count(message));
}

/* Each line is a bit of `context`. */
static bool is_kept(void *context, const struct finding *finding)
{
    const int *kept = context;
    return (*kept >> finding->place.line & 1) != 0;
}

/* Every choice of four findings, the odd ones of which are warnings. */
START_TEST(test_leaving_out)
{
    enum { FINDINGS = 4 };
    struct finding_list list;
    finding_list_begin(&list, &arena);
    for (uint32_t line = 0; line < FINDINGS; line++) {
        add_at(&list, line % 2 == 1 ? MESSAGE_unknown_key : MESSAGE_weight_sum, line, 1, no_indicator);
    }
    finding_list_leave_out(&list, is_kept, &_i);
    size_t counts[SEVERITY_COUNT] = { 0 };
    const struct finding *finding = list.first;
    for (uint32_t line = 0; line < FINDINGS; line++) {
        if ((_i >> line & 1) != 0) {
            ck_assert_uint_eq(finding->place.line, line);
            counts[line % 2 == 1 ? SEVERITY_WARNING : SEVERITY_ERROR]++;
            ck_assert(finding->next != NULL || finding == list.last);
            finding = finding->next;
        }
    }
    ck_assert_ptr_null(finding);
    ck_assert(list.first != NULL || list.last == NULL);
    ck_assert_uint_eq(list.count, counts[SEVERITY_ERROR] + counts[SEVERITY_WARNING]);
    ck_assert_uint_eq(list.count_by_severity[SEVERITY_ERROR], counts[SEVERITY_ERROR]);
    ck_assert_uint_eq(list.count_by_severity[SEVERITY_WARNING], counts[SEVERITY_WARNING]);
    add_at(&list, MESSAGE_weight_sum, FINDINGS, 1, no_indicator);
    ck_assert_uint_eq(list.last->place.line, FINDINGS);
    ck_assert_ptr_null(list.last->next);
}
END_TEST

START_TEST(test_sorting_few)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_list_sort(&list);
    ck_assert_ptr_null(list.first);
    ck_assert_ptr_null(list.last);

    add_at(&list, MESSAGE_weight_sum, 2, 1, no_indicator);
    finding_list_sort(&list);
    ck_assert_ptr_eq(list.first, list.last);
    ck_assert_ptr_null(list.first->next);
}
END_TEST

START_TEST(test_sorting_order)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    add_at(&list, MESSAGE_weight_sum, 10, 3, TEXT("7"));
    add_at(&list, MESSAGE_score_overclaimed, 9, 20, TEXT("4"));
    add_at(&list, MESSAGE_unmet_full_marks, 9, 3, TEXT("3"));
    add_at(&list, MESSAGE_total_mismatch, 10, 3, TEXT("5"));
    add_at(&list, MESSAGE_weight_split, 10, 3, TEXT("6"));
    add_at(&list, MESSAGE_score_underclaimed_one, 9, 20, TEXT("4a"));
    add_at(&list, MESSAGE_achieved_operator, 9, 3, TEXT("1"));
    add_at(&list, MESSAGE_target_not_met, 9, 3, TEXT("2"));
    add_at(&list, MESSAGE_score_overclaimed_one, 9, 20, TEXT("4"));
    add_at(&list, MESSAGE_unreadable_number, 0, 0, TEXT("0"));
    /* Stable: the two messages of score-overclaimed, one code, keep their order. */
    static const struct {
        enum message message;
        const char *indicator;
    } expected[] = {
        { MESSAGE_unreadable_number, "0" },
        { MESSAGE_achieved_operator, "1" },
        { MESSAGE_target_not_met, "2" },
        { MESSAGE_unmet_full_marks, "3" },
        { MESSAGE_score_overclaimed, "4" },
        { MESSAGE_score_overclaimed_one, "4" },
        { MESSAGE_score_underclaimed_one, "4a" },
        { MESSAGE_total_mismatch, "5" },
        { MESSAGE_weight_split, "6" },
        { MESSAGE_weight_sum, "7" },
    };
    finding_list_sort(&list);
    const struct finding *finding = list.first;
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        ck_assert_ptr_nonnull(finding);
        ck_assert_msg(finding->message == expected[i].message, "at %zu: %s", i,
                      finding_code_name(message_code(finding->message)));
        ck_assert(text_equals(finding->indicator, text_of(expected[i].indicator)));
        finding = finding->next;
    }
    ck_assert_ptr_null(finding);
    ck_assert(list.last->message == MESSAGE_weight_sum);
    ck_assert_uint_eq(list.count, 10);
}
END_TEST

START_TEST(test_sorting_many_is_stable)
{
    enum { COUNT = 1000 };
    struct finding_list list;
    finding_list_begin(&list, &arena);
    uint32_t state = 1;
    for (uint32_t i = 0; i < COUNT; i++) {
        state = state * 1664525u + 1013904223u;
        struct argument serial = COUNT_ARGUMENT(i);
        finding_add(&list, (state >> 16) % 2 == 0 ? MESSAGE_document_too_deep : MESSAGE_document_scalar_too_long,
                    (struct place){ (state >> 20) % 8, (state >> 24) % 4 }, no_indicator, &serial, 1);
    }
    finding_list_sort(&list);
    size_t count = 1;
    const struct finding *before = list.first;
    for (const struct finding *after = before->next; after != NULL; before = after, after = after->next) {
        bool is_same_place = before->place.line == after->place.line && before->place.column == after->place.column;
        ck_assert(before->place.line < after->place.line ||
                  (before->place.line == after->place.line && before->place.column <= after->place.column));
        ck_assert(!is_same_place || before->arguments[0].count < after->arguments[0].count);
        count++;
    }
    ck_assert_uint_eq(count, COUNT);
    ck_assert_ptr_eq(before, list.last);

    /* What is added behind a sorted list stands at its end. */
    add_at(&list, MESSAGE_weight_sum, 1, 1, no_indicator);
    ck_assert_ptr_eq(before->next, list.last);
}
END_TEST

START_TEST(test_wrong_number_of_values_stops)
{
    struct finding_list list;
    finding_list_begin(&list, &arena);
    finding_add(&list, MESSAGE_unknown_key, nowhere, no_indicator, NULL, 0);
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, &arena);
    finding_write_message(&writer, list.first, LANGUAGE_CHINESE);
}
END_TEST

static Suite *finding_suite(void)
{
    Suite *suite = suite_create("finding");

    TCase *catalogue = tcase_create("catalogue");
    tcase_add_loop_test(catalogue, test_code_is_known, 0, CODE_ROW_COUNT);
    tcase_add_test(catalogue, test_no_further_codes);
    tcase_add_loop_test(catalogue, test_name_is_identifier_with_hyphens, 0, FINDING_CODE_COUNT);
    tcase_add_loop_test(catalogue, test_code_is_explained, 0, FINDING_CODE_COUNT);
    tcase_add_test(catalogue, test_severities);
    tcase_add_loop_test(catalogue, test_placeholders_are_listed, 0, MESSAGE_COUNT);
    tcase_add_loop_test(catalogue, test_listed_names_are_used, 0, MESSAGE_COUNT);
    suite_add_tcase(suite, catalogue);

    TCase *message = tcase_create("messages");
    tcase_add_checked_fixture(message, begin, end);
    tcase_add_test(message, test_message_without_values);
    tcase_add_test(message, test_message_with_texts);
    tcase_add_test(message, test_message_uses_a_value_twice);
    tcase_add_test(message, test_message_with_decimals_and_term);
    tcase_add_test(message, test_message_with_empty_term);
    tcase_add_test(message, test_message_with_words);
    tcase_add_loop_test(message, test_terms_have_the_same_values, 0, TERM_TEXT_COUNT);
    tcase_add_test(message, test_message_with_amounts);
    tcase_add_test(message, test_message_with_counts);
    tcase_add_test(message, test_braces_stand_for_themselves);
    tcase_add_loop_test(message, test_quoted_text, 0, QUOTED_ROW_COUNT);
    tcase_add_test(message, test_text_with_a_zero_byte);
    suite_add_tcase(suite, message);

    TCase *list = tcase_create("lists");
    tcase_add_checked_fixture(list, begin, end);
    tcase_add_test(list, test_adding_counts_and_copies);
    tcase_add_test(list, test_refusal_leaves_the_list);
    tcase_add_loop_test(list, test_leaving_out, 0, 16);
    tcase_add_test(list, test_sorting_few);
    tcase_add_test(list, test_sorting_order);
    tcase_add_test(list, test_sorting_many_is_stable);
    suite_add_tcase(suite, list);

    return suite;
}

/* Ends by abort(), so it can only be run where each test is a process of its own. */
static Suite *own_mistakes_suite(void)
{
    Suite *suite = suite_create("finding, our own mistakes");
    TCase *mistake = tcase_create("own mistakes");
    tcase_add_checked_fixture(mistake, begin, end);
    tcase_add_test_raise_signal(mistake, test_wrong_number_of_values_stops, SIGABRT);
    suite_add_tcase(suite, mistake);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(finding_suite());
    if (srunner_fork_status(runner) == CK_FORK) {
        srunner_add_suite(runner, own_mistakes_suite());
    }
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
