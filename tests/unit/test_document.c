#include "document.h"
#include "finding.h"
#include "run_suite.h"

#include <check.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- memory ---- */

static size_t blocks_taken;

static void *take(void *context, size_t size_bytes)
{
    (void)context;
    blocks_taken++;
    return malloc(size_bytes);
}

static void give_back(void *context, void *block)
{
    (void)context;
    blocks_taken--;
    free(block);
}

static const struct memory memory = { take, give_back, NULL };
static const struct document_limits usual_limits = {
    .document_bytes = 64 << 20, .depth = 64, .nodes = 1 << 20, .scalar_bytes = 1 << 20
};

/* ---- what was read, as text ---- */

struct dump {
    char bytes[8192];
    size_t size_bytes;
};

static void dump_bytes(struct dump *dump, const char *bytes, size_t size_bytes)
{
    ck_assert_uint_lt(size_bytes, sizeof(dump->bytes) - dump->size_bytes);
    memcpy(dump->bytes + dump->size_bytes, bytes, size_bytes);
    dump->size_bytes += size_bytes;
}

static void dump_string(struct dump *dump, const char *terminated)
{
    dump_bytes(dump, terminated, strlen(terminated));
}

static void dump_count(struct dump *dump, uint64_t count)
{
    char digits[24];
    (void)snprintf(digits, sizeof(digits), "%llu", (unsigned long long)count);
    dump_string(dump, digits);
}

static void dump_text(struct dump *dump, struct text text)
{
    for (size_t i = 0; i < text.size_bytes; i++) {
        if (text.bytes[i] == '\n') {
            dump_string(dump, "\\n");
        } else {
            dump_bytes(dump, text.bytes + i, 1);
        }
    }
}

static void dump_place(struct dump *dump, struct place place)
{
    dump_count(dump, place.line);
    dump_string(dump, ":");
    dump_count(dump, place.column);
}

static void dump_node(struct dump *dump, const struct node *node)
{
    static const char *const begins[] = { "", "[", "{" };
    static const char *const ends[] = { "", "]", "}" };
    const char *quote = node->is_quoted ? "'" : "";
    dump_string(dump, begins[node->kind]);
    dump_string(dump, quote);
    dump_text(dump, node->text);
    size_t count = 0;
    for (const struct node *child = node->first_child; child != NULL; child = child->next) {
        dump_string(dump, count > 0 ? ", " : "");
        if (node->kind == NODE_MAPPING) {
            dump_text(dump, child->key);
            dump_string(dump, "@");
            dump_place(dump, child->key_place);
            dump_string(dump, ": ");
        }
        dump_node(dump, child);
        count++;
    }
    ck_assert_uint_eq(count, node->child_count);
    dump_string(dump, quote);
    dump_string(dump, ends[node->kind]);
    dump_string(dump, "@");
    dump_place(dump, node->place);
}

static const char *message_name(enum message message)
{
#define FINDING(...)
#define MESSAGE(message, ...) #message,
    static const char *const names[] = {
#include "catalogue.def"
    };
#undef FINDING
#undef MESSAGE
    return names[message];
}

static void dump_findings(struct dump *dump, const struct finding_list *findings)
{
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        dump_string(dump, finding == findings->first ? "" : "; ");
        dump_place(dump, finding->place);
        dump_string(dump, " ");
        dump_string(dump, message_name(finding->message));
        for (size_t i = 0; i < finding->argument_count; i++) {
            dump_string(dump, " ");
            if (finding->arguments[i].kind == ARGUMENT_TEXT) {
                dump_text(dump, finding->arguments[i].text);
            } else {
                ck_assert_int_eq(finding->arguments[i].kind, ARGUMENT_COUNT);
                dump_count(dump, finding->arguments[i].count);
            }
        }
    }
}

/* ---- reading a whole source ---- */

struct outcome {
    struct dump trees; /* of all documents, " | " between them; ! for one that cannot be read */
    struct dump findings;
    size_t document_count;
    size_t finding_count;
    enum document_status last;
};

static void read_all(struct text source, enum document_syntax syntax, const struct document_limits *limits,
                     bool is_dumped, struct outcome *outcome)
{
    memset(outcome, 0, sizeof(*outcome));
    struct arena findings_arena;
    struct arena reader_arena;
    struct arena document_arena;
    arena_begin(&findings_arena, &memory, SIZE_MAX);
    arena_begin(&reader_arena, &memory, SIZE_MAX);
    arena_begin(&document_arena, &memory, SIZE_MAX);
    /* A block of its own, so that a byte read behind its end is noticed. */
    char *copy = malloc(source.size_bytes + (source.size_bytes == 0));
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, source.bytes, source.size_bytes);
    struct finding_list findings;
    finding_list_begin(&findings, &findings_arena);
    struct document_reader *reader =
        document_reader_open(&reader_arena, (struct text){ copy, source.size_bytes }, syntax, limits);
    ck_assert_ptr_nonnull(reader);
    for (;;) {
        const struct node *root = NULL;
        arena_rewind(&document_arena);
        outcome->last = document_read(reader, &document_arena, &findings, &root);
        if (outcome->last != DOCUMENT_READ && outcome->last != DOCUMENT_UNREADABLE) {
            break;
        }
        outcome->document_count++;
        if (is_dumped) {
            dump_string(&outcome->trees, outcome->document_count > 1 ? " | " : "");
            if (outcome->last == DOCUMENT_READ) {
                dump_node(&outcome->trees, root);
            } else {
                dump_string(&outcome->trees, "!");
            }
        }
    }
    document_reader_close(reader);
    arena_end(&document_arena);
    arena_end(&reader_arena);
    free(copy);
    outcome->finding_count = findings.count;
    if (is_dumped) {
        dump_findings(&outcome->findings, &findings);
    }
    arena_end(&findings_arena);
    ck_assert_uint_eq(blocks_taken, 0);
}

struct reading {
    struct text source;
    const char *trees;
    const char *findings;
};

/* A literal that may hold zeros. */
#define SOURCE(literal)                                                                                                \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

static void expect(const struct reading *row, enum document_syntax syntax)
{
    static struct outcome outcome;
    read_all(row->source, syntax, &usual_limits, true, &outcome);
    if (strcmp(outcome.trees.bytes, row->trees) != 0 || strcmp(outcome.findings.bytes, row->findings) != 0) {
        ck_abort_msg("%.*s\n  read     %s\n  expected %s\n  findings %s\n  expected %s", (int)row->source.size_bytes,
                     row->source.bytes, outcome.trees.bytes, row->trees, outcome.findings.bytes, row->findings);
    }
    ck_assert_int_eq(outcome.last, DOCUMENT_END);
}

/* ---- trees ---- */

static const struct reading trees[] = {
    { SOURCE("a: 1"), "{a@1:1: 1@1:4}@1:1", "" },
    { SOURCE("项目名称: 培训\n年度: 2023\n"), "{项目名称@1:1: 培训@1:7, 年度@2:1: 2023@2:5}@1:1", "" },
    { SOURCE("a: 0012\nb: no\nc: 1:30\nd: ~\n"), "{a@1:1: 0012@1:4, b@2:1: no@2:4, c@3:1: 1:30@3:4, d@4:1: ~@4:4}@1:1",
      "" },
    { SOURCE("a:\nb: ''\nc:\n  - x\n  - y: z\n"),
      "{a@1:1: @1:3, b@2:1: ''@2:4, c@3:1: [x@4:5, {y@5:5: z@5:8}@5:5]@4:3}@1:1", "" },
    { SOURCE("x: {名称: 甲, 指标值: ≥60人, 分值: 20}\n"),
      "{x@1:1: {名称@1:5: 甲@1:9, 指标值@1:12: ≥60人@1:17, 分值@1:23: 20@1:27}@1:4}@1:1", "" },
    { SOURCE("[a, [], {}, 'b', \"c\"]"), "[a@1:2, []@1:5, {}@1:9, 'b'@1:13, 'c'@1:18]@1:1", "" },
    { SOURCE("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: x\n  y\n"),
      "{a@1:1: 'x\\ny\\n'@1:4, b@4:1: 'x y'@4:4, c@7:1: x y@7:4}@1:1", "" },
    { SOURCE("just text\n"), "just text@1:1", "" },
    { SOURCE("# c\n\na: 1 # d\n"), "{a@3:1: 1@3:4}@3:1", "" },
    { SOURCE("a: 达到 #1\n"), "{a@1:1: 达到@1:4}@1:1", "" },
    /* line ends, byte order mark */
    { SOURCE("a: 1\r\nb: [2,\r\n  3]\r\n"), "{a@1:1: 1@1:4, b@2:1: [2@2:5, 3@3:3]@2:4}@1:1", "" },
    { SOURCE("a: 1\rb: 2\r"), "{a@1:1: 1@1:4, b@2:1: 2@2:4}@1:1", "" },
    { SOURCE("\xEF\xBB\xBF"
             "a: 1\n"),
      "{a@1:1: 1@1:4}@1:1", "" },
    { SOURCE("a: x\xE2\x80\xA8y\nb: \"p\xC2\x85 q\"\n"), "{a@1:1: x\xE2\x80\xA8y@1:4, b@2:1: 'p\xC2\x85 q'@2:4}@1:1",
      "" },
    /* documents */
    { SOURCE("a: 1\n---\nb: 2\n...\n---\nc: 3\n"), "{a@1:1: 1@1:4}@1:1 | {b@3:1: 2@3:4}@3:1 | {c@6:1: 3@6:4}@6:1", "" },
    { SOURCE("--- a\n--- b\n...\n# c\n...\nd\n"), "a@1:5 | b@2:5 | d@6:1", "" },
    { SOURCE("%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n# x\n--- b\n"), "{a@3:1: 1@3:4}@3:1 | b@7:5", "" },
    { SOURCE("--- a\n...\n...\n# x\n\n...\n%YAML 1.1\n---\nb\n"), "a@1:5 | b@9:1", "" },
    { SOURCE("---\n\n---\n# x\n---\na\n---\n"), "a@6:1", "" },
    { SOURCE("a: ---\nb: x---\nc: d ---\n"), "{a@1:1: ---@1:4, b@2:1: x---@2:4, c@3:1: d ---@3:4}@1:1", "" },
    /* JSON */
    { SOURCE("{\n\t\"a\": 1,\n\t\"b\":[\"x\\/y\", \"\\u4e2d\"],\"c\":null\n}\n"),
      "{a@2:2: 1@2:7, b@3:2: ['x/y'@3:7, '\xE4\xB8\xAD'@3:15]@3:6, c@3:25: null@3:29}@1:1", "" },
    { SOURCE("{\"a\":\"x\\uD83D\\uDe00y\",\"\\ud83d\\ude00\":1}\n"),
      "{a@1:2: 'x\xF0\x9F\x98\x80y'@1:6, \xF0\x9F\x98\x80@1:23: 1@1:38}@1:1", "" },
    /* outside of double quotes an escape is text, and a code point of the hiding place stays what it is */
    { SOURCE("a: \\ud83d\\uDE00\nb: '\\uD83D\\uDE00'\nc: |\n  \\uD83D\\ude00\nd: \"\\uD83D\\uDE00\"\n"),
      "{a@1:1: \\ud83d\\uDE00@1:4, b@2:1: '\\uD83D\\uDE00'@2:4, c@3:1: '\\uD83D\\ude00\\n'@3:4, "
      "d@5:1: '\xF0\x9F\x98\x80'@5:4}@1:1",
      "" },
    { SOURCE("\"\xEE\xA0\x80 \\uE83D\\uEE00 \\U0000A800 \xEB\xA0\x80 \\\\\\uD83D\\uDE00 \xE2\x80\xA9\"\n"),
      "'\xEE\xA0\x80 \xEE\xA0\xBD\xEE\xB8\x80 \xEA\xA0\x80 \xEB\xA0\x80 \\\xF0\x9F\x98\x80 \xE2\x80\xA9'@1:1", "" },
    { SOURCE("\"\\\\uD83D\\\\uDE00 \\uD83D\\uDE00\"\n"), "'\\uD83D\\uDE00 \xF0\x9F\x98\x80'@1:1", "" },
    /* aliases, tags */
    { SOURCE("- &a x\n- {*a : 1, &b y: 2}\n- *b\n- &c {d: 1}\n- *c\n"),
      "[x@1:3, {x@2:4: 1@2:9, y@2:12: 2@2:18}@2:3, y@2:12, {d@4:7: 1@4:10}@4:3, {d@4:7: 1@4:10}@4:3]@1:1", "" },
    { SOURCE("- &a 1\n- &a 2\n- *a\n"), "[1@1:3, 2@2:3, 2@2:3]@1:1", "" },
    { SOURCE("a: !!int 12\nb: !!map {c: d}\n"), "{a@1:1: 12@1:4, b@2:1: {c@2:11: d@2:14}@2:4}@1:1", "" },
    /* what only looks wrong */
    { SOURCE("a: x：y\nb: '> 95'\nc: ＞95\nd: <5\ne: =5\nf: 10:30\ng: http://x\n"),
      "{a@1:1: x：y@1:4, b@2:1: '> 95'@2:4, c@3:1: ＞95@3:4, d@4:1: <5@4:4, e@5:1: =5@5:4, f@6:1: 10:30@6:4, "
      "g@7:1: http://x@7:4}@1:1",
      "" },
    { SOURCE("a: >2\n    x\nb: |\nc: >\n"), "{a@1:1: '  x\\n'@1:4, b@3:1: ''@3:4, c@4:1: ''@4:4}@1:1", "" },
    { SOURCE("- a@b\n- 5%\n- -5\n- a*b\n- a&b\n- a!\n- --\n- ——\n"),
      "[a@b@1:3, 5%@2:3, -5@3:3, a*b@4:3, a&b@5:3, a!@6:3, --@7:3, ——@8:3]@1:1", "" },
    { SOURCE("x: {a: -, b: /, c：d}\n"), "{x@1:1: {a@1:5: -@1:8, b@1:11: /@1:14, c：d@1:17: @1:20}@1:4}@1:1", "" },
    /* keys */
    { SOURCE("a: 1\nb: 2\na: 3\n<<: {a: 4}\na: 5\n"),
      "{a@1:1: 1@1:4, b@2:1: 2@2:4, a@3:1: 3@3:4, <<@4:1: {a@4:6: 4@4:9}@4:5, a@5:1: 5@5:4}@1:1",
      "3:1 duplicate_key a 1; 5:1 duplicate_key a 1" },
    { SOURCE("{a: 1, \"a\": 2}\n"), "{a@1:2: 1@1:5, a@1:8: 2@1:13}@1:1", "1:8 duplicate_key a 1" },
    { SOURCE("? [a, &x b]\n: {c: &y d}\n? {e: f}\ng: *x\nh: *y\n"), "{g@4:1: b@1:7, h@5:1: d@2:7}@1:1",
      "1:3 key_not_text; 3:3 key_not_text" },
    { SOURCE("- &x [1]\n- {*x : 1, a: 2}\n"), "[[1@1:7]@1:3, {a@2:12: 2@2:15}@2:3]@1:1", "2:4 key_not_text" },
};

START_TEST(test_tree)
{
    expect(&trees[_i], DOCUMENT_YAML);
}
END_TEST

/* ---- errors ---- */

static const struct reading errors[] = {
    /* nothing there */
    { SOURCE(""), "!", "1:1 document_empty" },
    { SOURCE("\xEF\xBB\xBF"), "!", "1:1 document_empty" },
    { SOURCE("# nothing\n---\n\n---\n"), "!", "1:1 document_empty" },
    /* not text */
    { SOURCE("a: \xFF\n"), "!", "1:4 document_not_utf8" },
    { SOURCE("a: b\r\n中文\x80"), "!", "2:3 document_not_utf8" },
    { SOURCE("\xEF\xBB\xBF"
             "a\xED\xA0\x80"),
      "!", "1:2 document_not_utf8" },
    { SOURCE("\xFF\xFE"
             "a\0"),
      "!", "1:1 document_not_utf8" },
    { SOURCE("a: 1\nb: x\0y\n"), "!", "2:5 document_control_character" },
    { SOURCE("a: 1\nb: \xC2\x81\n"), "!", "2:4 document_control_character" },
    { SOURCE("a: \xEF\xBF\xBF\n"), "!", "1:4 document_control_character" },
    { SOURCE("a: \"\\ud83d\"\n"), "!", "1:7 document_syntax found invalid Unicode character escape code" },
    /* nowhere left to hide what libyaml reads otherwise */
    { SOURCE("- \xEE\xA0\x80\xEA\xA0\x80\n- \\uB83D\\uc8ff\n- \"\\uD83D\\uDE00\"\n"), "!",
      "3:6 document_syntax found invalid Unicode character escape code" },
    { SOURCE("# \xEE\xA0\x80\xEA\xA0\x80\xEB\xA0\x80\xEC\xA0\x80\na\xE2\x80\xA8--- b\n"), "!",
      "3:1 document_syntax did not find expected line break" },
    /* full-width colon */
    { SOURCE("项目名称：x\n年度: 2023\n"), "!", "1:5 document_full_width_colon 项目名称" },
    { SOURCE("年度: 2023\n项目名称 ：x\nb: 1\n"), "!", "2:6 document_full_width_colon 项目名称" },
    { SOURCE("年度: 2023\n项目名称：x"), "!", "2:5 document_full_width_colon 项目名称" },
    { SOURCE("项目名称：x\n资金：\n\n# c\n  资金总额: 1\n"), "!", "1:5 document_full_width_colon 项目名称" },
    { SOURCE("项目名称：x\r\n\r\n资金：\r\n  资金总额: 1\r\n"), "!", "1:5 document_full_width_colon 项目名称" },
    { SOURCE("资金:\n  资金总额：\n    全年预算数: 1\n"), "!", "2:7 document_full_width_colon 资金总额" },
    { SOURCE("- 名称: a\n  指标值：5\n  分值: 5\n"), "!", "2:6 document_full_width_colon 指标值" },
    { SOURCE("x:\n  - 名称：a\n    分值: 5\n"), "!", "2:7 document_full_width_colon 名称" },
    { SOURCE("\"名称\"：x\nb: 1\n"), "!", "1:5 document_full_width_colon 名称" },
    { SOURCE("x: {\"名称\"：\"a\"}\n"), "!", "1:9 document_full_width_colon 名称" },
    { SOURCE("说明: 第一行\n  其中：甲\n  合计: 6\n"), "!",
      "3:5 document_syntax mapping values are not allowed in this context" },
    /* colon without a blank */
    { SOURCE("项目名称:x\n年度: 2023\n"), "!", "1:5 document_colon_without_blank 项目名称" },
    { SOURCE("a: 1\n\"b\":2\n"), "!", "2:4 document_colon_without_blank b" },
    { SOURCE("{名称:[1]}\n"), "!", "1:4 document_colon_without_blank 名称" },
    { SOURCE("a: 1\n9:30 开会\nb: 2\n"), "!", "2:1 document_syntax could not find expected ':'" },
    { SOURCE("a: 1\nhttp://x y\nb: 2\n"), "!", "2:1 document_syntax could not find expected ':'" },
    /* tabs */
    { SOURCE("a:\n\tb: 1\n"), "!", "2:1 document_tab" },
    { SOURCE("a:\n  b: 1\n \tc: 2\n"), "!", "3:2 document_tab" },
    { SOURCE("a: |\n\tb\n"), "!", "2:1 document_tab" },
    { SOURCE("-\ta\n"), "!", "1:2 document_tab" },
    /* signs */
    { SOURCE("指标值: >= 95\nb: 1\n"), "!", "1:6 document_unquoted_sign >= 95" },
    { SOURCE("指标值: > 95\n"), "!", "1:6 document_unquoted_sign > 95" },
    { SOURCE("- >95%\r\n- a\n"), "!", "1:3 document_unquoted_sign >95%" },
    { SOURCE("指标值: >0\n"), "!", "1:6 document_unquoted_sign >0" },
    { SOURCE("指标值: >5\nb: 1\n"), "!", "1:6 document_unquoted_sign >5" },
    { SOURCE("- |\n- >\n-\n  - >-5 # c\n"), "!", "4:5 document_unquoted_sign >-5" },
    { SOURCE("- &a >5\n"), "!", "1:6 document_unquoted_sign >5" },
    { SOURCE("x: {指标值: >95 , a: b}\n"), "!", "1:10 document_unquoted_sign >95" },
    { SOURCE("指标值: |5\n"), "!", "1:6 document_reserved_character |" },
    { SOURCE("指标值: |x\n"), "!", "1:6 document_reserved_character |" },
    /* characters with a meaning */
    { SOURCE("a: @x\n"), "!", "1:4 document_reserved_character @" },
    { SOURCE("a: `x\n"), "!", "1:4 document_reserved_character `" },
    { SOURCE("a: %5\n"), "!", "1:4 document_reserved_character %" },
    { SOURCE("%5\n"), "!", "1:1 document_reserved_character %" },
    { SOURCE("x: [a, |b]\n"), "!", "1:8 document_reserved_character |" },
    { SOURCE("完成值: **月**日前\n"), "!", "1:6 document_reserved_character *" },
    { SOURCE("a: &甲 乙\n"), "!", "1:4 document_reserved_character &" },
    { SOURCE("a: &x\nb: 1\n"), "!", "1:4 document_reserved_character &" },
    { SOURCE("a: !重要\n"), "!", "1:4 document_reserved_character !" },
    { SOURCE("a: !important\n"), "!", "1:4 document_reserved_character !" },
    { SOURCE("a: !x!y z\n"), "!", "1:4 document_reserved_character !" },
    { SOURCE("a: !!important\n"), "!", "1:4 document_reserved_character !" },
    { SOURCE("a: ! x\n"), "!", "1:4 document_reserved_character !" },
    { SOURCE("完成值: -\n"), "!", "1:6 document_reserved_character -" },
    { SOURCE("x: {完成值: - , a: b}\n"), "!", "1:10 document_reserved_character -" },
    { SOURCE("a: ? b\n"), "!", "1:4 document_reserved_character ?" },
    /* aliases */
    { SOURCE("a: *abc\n"), "!", "1:4 document_unknown_alias abc" },
    { SOURCE("a: &x [1, *x]\n"), "!", "1:11 document_unknown_alias x" },
    { SOURCE("- &x 1\n- &x {a: *x}\n"), "!", "2:10 document_unknown_alias x" },
    /* quotes */
    { SOURCE("a: \"x\nb: y\n"), "!", "1:4 document_unclosed_quote" },
    { SOURCE("a: 'x\n"), "!", "1:4 document_unclosed_quote" },
    { SOURCE("a: \"x\nb: \"y\"\nc: 1\n"), "!", "1:4 document_unclosed_quote" },
    { SOURCE("a: {b: \"x, c: 1}\nd: \"y\"\n"), "!", "1:8 document_unclosed_quote" },
    { SOURCE("{\"a\": \"b\n"), "!", "1:7 document_unclosed_quote" },
    { SOURCE("a: \"x\" y\n"), "!", "1:8 document_syntax did not find expected key" },
    /* brackets */
    { SOURCE("a: {b: 1\nc: 2\n"), "!", "1:4 document_unclosed_bracket" },
    { SOURCE("- {名称: a, 分值: 5\n- {名称: b}\n"), "!", "1:3 document_unclosed_bracket" },
    { SOURCE("{\"a\": 1,\n"), "!", "1:1 document_unclosed_bracket" },
    { SOURCE("x: {a: [1, 2}\n"), "!", "1:13 document_unclosed_bracket" },
    { SOURCE("x: {\n  a: 1\n  b: 2\n}\n"), "!", "3:4 document_unclosed_bracket" },
    { SOURCE("x: {名称: a，分值: 5}\n"), "!", "1:10 document_unclosed_bracket" },
    { SOURCE("x: {\"名称\": \"a\"，\"分值\": 5}\n"), "!", "1:14 document_unclosed_bracket" },
    { SOURCE("[a,,b]\n"), "!", "1:4 document_unclosed_bracket" },
    { SOURCE("a: }\n"), "!", "1:4 document_unclosed_bracket" },
    { SOURCE("{a: 1}}\n"), "!", "1:7 document_unclosed_bracket" },
    /* indentation */
    { SOURCE("a: 1\n  b: 2\n"), "!", "2:3 document_bad_indentation" },
    { SOURCE("a: 'x'\n  b: 2\n"), "!", "2:3 document_bad_indentation" },
    { SOURCE("a:\n  b: 1\n c: 2\n"), "!", "3:2 document_bad_indentation" },
    { SOURCE("  a: 1\nb: 2\n"), "!", "2:1 document_bad_indentation" },
    { SOURCE("- a\nb: 1\n"), "!", "2:1 document_bad_indentation" },
    /* the rest */
    { SOURCE("a: b: c\n"), "!", "1:5 document_second_colon" },
    { SOURCE("资金：{代码: 1, 名称: 甲}\n"), "!", "1:3 document_full_width_colon 资金" },
    { SOURCE("a: 1\n资金：{代码: 1, 名称: 甲}\n"), "!", "2:3 document_full_width_colon 资金" },
    { SOURCE("a: 1\nfoo bar\nb: 2\n"), "!", "2:1 document_syntax could not find expected ':'" },
    { SOURCE("a: 1\nfoo bar\n\n\n"), "!", "2:1 document_syntax could not find expected ':'" },
    { SOURCE("{\"a\":1}\n{\"b\":2}\n"), "!", "2:1 document_syntax did not find expected <document start>" },
    { SOURCE("a: \"\\q\"\n"), "!", "1:5 document_syntax found unknown escape character" },
    { SOURCE("%YAML 1.1 x\n---\na: 1\n"), "!", "1:11 document_syntax did not find expected comment or line break" },
    { SOURCE(": x\n"), "!", "1:1 document_syntax did not find expected key" },
    { SOURCE("# x\n...\na: 1\n"), "! | {a@3:1: 1@3:4}@3:1", "2:1 document_syntax did not find expected node content" },
    { SOURCE("%YAML 1.1\n"), "!", "1:10 document_syntax did not find expected <document start>" },
    /* a broken document and its neighbours */
    { SOURCE("a: 1\n---\n}\n---\nb: 2\n---\nc: [\n...\nd: *x\n"), "{a@1:1: 1@1:4}@1:1 | ! | {b@5:1: 2@5:4}@5:1 | ! | !",
      "3:1 document_unclosed_bracket; 7:4 document_unclosed_bracket; 9:4 document_unknown_alias x" },
    { SOURCE("a: \xFF\r\n---\r\nb: \x01\r\n---\r\nc: &x 1\r\n---\r\nd: *x\r\n--- e"),
      "! | ! | {c@5:1: 1@5:4}@5:1 | ! | e@8:5",
      "1:4 document_not_utf8; 3:4 document_control_character; 7:4 document_unknown_alias x" },
    { SOURCE("a: 'x\n--- y'\n---\n# c\n"), "! | y'@2:5", "1:4 document_unclosed_quote" },
    { SOURCE("a: 1\na: 2\n}\n---\n"), "!", "3:1 document_unclosed_bracket" },
};

START_TEST(test_error)
{
    expect(&errors[_i], DOCUMENT_YAML);
}
END_TEST

static const struct reading lines[] = {
    { SOURCE("{\"a\":1}\n{\"a\":2}"), "{a@1:2: 1@1:6}@1:1 | {a@2:2: 2@2:6}@2:1", "" },
    { SOURCE("\xEF\xBB\xBF{\"a\":1}\r\n\r\n \t{\"a\":\t2}\r\n"), "{a@1:2: 1@1:6}@1:1 | {a@3:4: 2@3:9}@3:3", "" },
    { SOURCE("{\"a\"\n[1]\n\"x\"\n\xFF\n{\"b\":1} 2\n\n{c: \"\\uD83D\\uDE00\"}\n"),
      "! | [1@2:2]@2:1 | 'x'@3:1 | ! | ! | {c@7:2: '\xF0\x9F\x98\x80'@7:5}@7:1",
      "1:1 document_unclosed_bracket; 4:1 document_not_utf8; "
      "5:9 document_syntax did not find expected <document start>" },
    { SOURCE("{\"a\":1,\n\"b\":2}\n"), "! | !", "1:1 document_unclosed_bracket; 2:4 document_colon_without_blank b" },
    { SOURCE("\n \t\n"), "!", "1:1 document_empty" },
    { SOURCE(""), "!", "1:1 document_empty" },
};

START_TEST(test_line)
{
    expect(&lines[_i], DOCUMENT_JSON_LINES);
}
END_TEST

/* ---- limits ---- */

static const struct limited {
    struct reading reading;
    struct document_limits limits; /* 0: the usual one */
} limited[] = {
    { { SOURCE("a: 123"), "{a@1:1: 123@1:4}@1:1", "" }, { .document_bytes = 6 } },
    { { SOURCE("a: 1234"), "!", "1:1 document_too_large 6" }, { .document_bytes = 6 } },
    { { SOURCE("[[a]]"), "[[a@1:3]@1:2]@1:1", "" }, { .depth = 2 } },
    { { SOURCE("[[[]]]\n---\nb"), "! | b@3:1", "1:3 document_too_deep 2" }, { .depth = 2 } },
    { { SOURCE("- &a [x]\n- *a\n"), "[[x@1:7]@1:3, [x@1:7]@1:3]@1:1", "" }, { .depth = 2 } },
    { { SOURCE("- &a [x]\n- [*a]\n"), "!", "2:4 document_too_deep 2" }, { .depth = 2 } },
    { { SOURCE("{a: 1, b: [2]}"), "{a@1:2: 1@1:5, b@1:8: [2@1:12]@1:11}@1:1", "" }, { .nodes = 4 } },
    { { SOURCE("{a: 1, b: [2, 3]}"), "!", "1:15 document_too_many_nodes 4" }, { .nodes = 4 } },
    { { SOURCE("[1, [2]]"), "!", "1:5 document_too_many_nodes 2" }, { .nodes = 2 } },
    { { SOURCE("[&a [1, 2], *a]"), "[[1@1:6, 2@1:9]@1:2, [1@1:6, 2@1:9]@1:2]@1:1", "" }, { .nodes = 7 } },
    { { SOURCE("[&a [1, 2], *a]"), "!", "1:13 document_too_many_nodes 6" }, { .nodes = 6 } },
    { { SOURCE("a: b\n---\na: b"), "{a@1:1: b@1:4}@1:1 | {a@3:1: b@3:4}@3:1", "" }, { .nodes = 2 } },
    { { SOURCE("abc: 中"), "{abc@1:1: 中@1:6}@1:1", "" }, { .scalar_bytes = 3 } },
    { { SOURCE("abc: 中x"), "!", "1:6 document_scalar_too_long 3" }, { .scalar_bytes = 3 } },
    { { SOURCE("abcd: x"), "!", "1:1 document_scalar_too_long 3" }, { .scalar_bytes = 3 } },
    { { SOURCE("[&a 1234567, *a, *a, *a]"), "!", "1:22 document_too_large 24" }, { .document_bytes = 24 } },
};

static size_t usual(size_t limit, size_t usual_limit)
{
    return limit == 0 ? usual_limit : limit;
}

START_TEST(test_limit)
{
    static struct outcome outcome;
    const struct limited *row = &limited[_i];
    struct document_limits limits = { usual(row->limits.document_bytes, usual_limits.document_bytes),
                                      usual(row->limits.depth, usual_limits.depth),
                                      usual(row->limits.nodes, usual_limits.nodes),
                                      usual(row->limits.scalar_bytes, usual_limits.scalar_bytes) };
    read_all(row->reading.source, DOCUMENT_YAML, &limits, true, &outcome);
    ck_assert_str_eq(outcome.trees.bytes, row->reading.trees);
    ck_assert_str_eq(outcome.findings.bytes, row->reading.findings);
}
END_TEST

/* ---- hostile sources ---- */

static const struct hostile {
    const char *first;
    const char *repeated; /* %u is replaced by the number of the repetition */
    const char *last;
    unsigned times;
    size_t documents;
    size_t findings;
} hostile[] = {
    { "", "[", "", 200000, 1, 1 },
    { "", "{a: ", "", 200000, 1, 1 },
    { "", "- ", "x", 200000, 1, 1 },
    { "", "? ", "x", 200000, 1, 1 },
    { "", "- &a%u [x]\n", "- *a199999\n", 200000, 1, 0 },
    { "- &a [x]\n", "- &a [*a]\n", "", 20000, 1, 1 },
    { "- &a [x, x]\n", "- &b [*a, *a]\n- &a [*b, *b]\n", "", 200, 1, 1 },
    { "", "k%u: x\n", "", 50000, 1, 0 },
    { "", "k%u: x\n", "k7: y\nk3: z\n", 50000, 1, 2 },
    { "{", "a, ", "}", 50000, 1, 49999 },
    { "", "---\n", "", 5000, 1, 1 },
    { "", "---\n}\n", "", 5000, 5000, 5000 },
    { "", "- >\n", "", 50000, 1, 0 },
    { "", "a：x\n", "b: 1\n", 50000, 1, 1 },
    { "", "\r", "", 200000, 1, 1 },
    { "", "\"", "", 200001, 1, 1 },
    { "[\"", "\\uD83D\\uDE00", "\"]", 20000, 1, 0 },
    { "", "%%\n", "", 50000, 1, 1 },
};

START_TEST(test_hostile)
{
    static struct outcome outcome;
    const struct hostile *row = &hostile[_i];
    size_t room_bytes = strlen(row->first) + row->times * (strlen(row->repeated) + 16) + strlen(row->last) + 1;
    char *bytes = malloc(room_bytes);
    ck_assert_ptr_nonnull(bytes);
    struct text source = { bytes, 0 };
    source.size_bytes += (size_t)snprintf(bytes, room_bytes, "%s", row->first);
    const char *number = strstr(row->repeated, "%u");
    int before = number == NULL ? (int)strlen(row->repeated) : (int)(number - row->repeated);
    for (unsigned i = 0; i < row->times; i++) {
        char *end = bytes + source.size_bytes;
        size_t left_bytes = room_bytes - source.size_bytes;
        source.size_bytes +=
            (size_t)(number == NULL ? snprintf(end, left_bytes, "%s", row->repeated)
                                    : snprintf(end, left_bytes, "%.*s%u%s", before, row->repeated, i, number + 2));
    }
    source.size_bytes += (size_t)snprintf(bytes + source.size_bytes, room_bytes - source.size_bytes, "%s", row->last);
    read_all(source, DOCUMENT_YAML, &usual_limits, false, &outcome);
    free(bytes);
    ck_assert_int_eq(outcome.last, DOCUMENT_END);
    ck_assert_uint_eq(outcome.document_count, row->documents);
    ck_assert_uint_eq(outcome.finding_count, row->findings);
}
END_TEST

/* ---- memory that is refused ---- */

static const char refused_source[] = "- &a \"\\uD83D\\uDE00 x\"\n- {b: *a, b: [1, 2], ? [c] : d}\n- [[[[1]]]]\n"
                                     "- {a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, r}\n"
                                     "--- >= 95\n--- *b\n--- \"a\n";

/* Reads with so much for nodes and so much for findings; answers whether that was enough. */
static bool is_enough(size_t document_bytes, size_t finding_bytes)
{
    struct arena arenas[3];
    jmp_buf escape;
    struct finding_list findings;
    volatile bool is_read = false;
    arena_begin(&arenas[0], &memory, SIZE_MAX);
    arena_begin(&arenas[1], &memory, document_bytes);
    arena_begin(&arenas[2], &memory, finding_bytes);
    for (size_t i = 0; i < 3; i++) {
        arenas[i].escape = &escape;
    }
    finding_list_begin(&findings, &arenas[2]);
    struct document_reader *reader =
        document_reader_open(&arenas[0], TEXT(refused_source), DOCUMENT_YAML, &usual_limits);
    if (setjmp(escape) == 0) {
        const struct node *root = NULL;
        enum document_status status = DOCUMENT_READ;
        while (status == DOCUMENT_READ || status == DOCUMENT_UNREADABLE) {
            status = document_read(reader, &arenas[1], &findings, &root);
        }
        is_read = status == DOCUMENT_END;
    }
    document_reader_close(reader);
    for (size_t i = 0; i < 3; i++) {
        arena_end(&arenas[i]);
    }
    ck_assert_uint_eq(blocks_taken, 0);
    return is_read;
}

START_TEST(test_refused_memory)
{
    enum { ENOUGH = 64 * 1024 };
    ck_assert(is_enough(ENOUGH, ENOUGH));
    size_t document_bytes = 0;
    while (!is_enough(document_bytes, ENOUGH)) {
        document_bytes += 16;
    }
    ck_assert_uint_gt(document_bytes, 1024);
    size_t finding_bytes = 0;
    while (!is_enough(ENOUGH, finding_bytes)) {
        finding_bytes += 16;
    }
    ck_assert_uint_gt(finding_bytes, 256);
}
END_TEST

START_TEST(test_refused_reader)
{
    struct arena arena;
    arena_begin(&arena, &memory, 64);
    ck_assert_ptr_null(document_reader_open(&arena, TEXT("a"), DOCUMENT_YAML, &usual_limits));
    arena_end(&arena);
}
END_TEST

START_TEST(test_closed_early)
{
    struct arena arena;
    arena_begin(&arena, &memory, SIZE_MAX);
    struct finding_list findings;
    finding_list_begin(&findings, &arena);
    document_reader_close(document_reader_open(&arena, TEXT("a"), DOCUMENT_YAML, &usual_limits));
    struct document_reader *reader = document_reader_open(&arena, TEXT("a\n---\nb"), DOCUMENT_YAML, &usual_limits);
    const struct node *root = NULL;
    ck_assert_int_eq(document_read(reader, &arena, &findings, &root), DOCUMENT_READ);
    document_reader_close(reader);
    ck_assert(text_equals(root->text, TEXT("a")));
    arena_end(&arena);
}
END_TEST

START_TEST(test_node_value)
{
    struct node second = { .kind = NODE_SCALAR, .key = TEXT("a"), .text = TEXT("2") };
    struct node other = { .kind = NODE_SCALAR, .key = TEXT("项目"), .next = &second };
    struct node first = { .kind = NODE_SCALAR, .key = TEXT("a"), .text = TEXT("1"), .next = &other };
    struct node mapping = { .kind = NODE_MAPPING, .first_child = &first, .child_count = 3 };
    struct node sequence = { .kind = NODE_SEQUENCE, .first_child = &first, .child_count = 3 };
    ck_assert_ptr_eq(node_value(&mapping, TEXT("a")), &first);
    ck_assert_ptr_eq(node_value(&mapping, TEXT("项目")), &other);
    ck_assert_ptr_null(node_value(&mapping, TEXT("b")));
    ck_assert_ptr_null(node_value(&sequence, TEXT("a")));
    ck_assert_ptr_null(node_value(&first, TEXT("a")));
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
    Suite *suite = suite_create("document");
    TCase *tcase = tcase_create("document");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, test_tree, 0, ROWS(trees));
    tcase_add_loop_test(tcase, test_error, 0, ROWS(errors));
    tcase_add_loop_test(tcase, test_line, 0, ROWS(lines));
    tcase_add_loop_test(tcase, test_limit, 0, ROWS(limited));
    tcase_add_loop_test(tcase, test_hostile, 0, ROWS(hostile));
    tcase_add_test(tcase, test_refused_memory);
    tcase_add_test(tcase, test_refused_reader);
    tcase_add_test(tcase, test_closed_early);
    tcase_add_test(tcase, test_node_value);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
