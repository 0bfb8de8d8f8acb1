/* Sources that come from an input: longer than the window, over the limit, cut off by an error, refused memory. What is
   read in pieces like what is read as a whole is in test_document_readers.c. */
#include "document.h"
#include "finding.h"
#include "reader_comparison.h"
#include "run_suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- an input that makes up its bytes ---- */

/* `parts`, one after another, each as often as it says. */
struct part {
    const char *text;
    size_t times;
};

struct made_input {
    const struct part *parts;
    size_t times; /* of the first part, given so far */
    size_t offset;
    size_t most_bytes;  /* given at once; 0: as many as there is room for */
    size_t fails_after; /* bytes; 0: never */
    size_t given_bytes;
};

static bool give(void *context, char *buffer, size_t room_bytes, size_t *size_out)
{
    struct made_input *input = context;
    size_t most = input->most_bytes == 0 || input->most_bytes > room_bytes ? room_bytes : input->most_bytes;
    size_t size = 0;
    while (size < most && input->parts->text != NULL) {
        if (input->times == input->parts->times) {
            input->parts++;
            input->times = 0;
        } else if (input->parts->text[input->offset] == '\0') {
            input->times++;
            input->offset = 0;
        } else {
            buffer[size++] = input->parts->text[input->offset++];
        }
    }
    input->given_bytes += size;
    *size_out = size;
    return input->fails_after == 0 || input->given_bytes <= input->fails_after;
}

/* ---- memory that is counted, and refused ---- */

struct counted_memory {
    size_t taken_bytes; /* now */
    size_t most_bytes;
    size_t blocks_left; /* until one is refused */
};

static void *take_counted(void *context, size_t size_bytes)
{
    struct counted_memory *counted = context;
    size_t *block = counted->blocks_left == 0 ? NULL : malloc(size_bytes + 16);
    if (block == NULL) {
        return NULL;
    }
    counted->blocks_left--;
    counted->taken_bytes += size_bytes;
    counted->most_bytes = counted->taken_bytes > counted->most_bytes ? counted->taken_bytes : counted->most_bytes;
    block[0] = size_bytes;
    return (char *)block + 16;
}

static void give_back_counted(void *context, void *block)
{
    struct counted_memory *counted = context;
    char *begin = (char *)block - 16;
    counted->taken_bytes -= *(size_t *)(void *)begin;
    free(begin);
}

/* ---- reading ---- */

struct outcome {
    size_t read;
    size_t unreadable;
    struct finding first; /* the first finding */
    uint32_t last_line;   /* of the last document that was read */
    enum document_status end;
    struct counted_memory memory; /* of the reader */
};

static const struct document_limits usual = {
    .document_bytes = 1 << 22, .depth = 64, .nodes = 1 << 20, .scalar_bytes = 1 << 22
};

static struct outcome read_all(struct made_input input, enum document_syntax syntax,
                               const struct document_limits *limits, size_t blocks)
{
    static const struct memory heap = { comparison_take, comparison_give_back, NULL };
    struct outcome outcome = { .memory = { .blocks_left = blocks }, .end = DOCUMENT_NO_MEMORY };
    struct memory counted = { take_counted, give_back_counted, &outcome.memory };
    struct arena arena;
    struct arena documents;
    struct finding_list findings;
    arena_begin(&arena, &counted, SIZE_MAX);
    arena_begin(&documents, &heap, SIZE_MAX);
    struct document_reader *reader =
        document_reader_open_input(&arena, (struct document_input){ give, &input }, TEXT(""), syntax, limits);
    bool goes_on = reader != NULL;
    while (goes_on) {
        const struct node *root = NULL;
        arena_rewind(&documents);
        finding_list_begin(&findings, &documents);
        outcome.end = document_read(reader, &documents, &findings, &root);
        goes_on = outcome.end == DOCUMENT_READ || outcome.end == DOCUMENT_UNREADABLE;
        outcome.read += outcome.end == DOCUMENT_READ;
        outcome.last_line = outcome.end == DOCUMENT_READ ? root->place.line : outcome.last_line;
        if (outcome.end == DOCUMENT_UNREADABLE && outcome.unreadable++ == 0) {
            outcome.first = *findings.first;
        }
    }
    document_reader_close(reader);
    arena_end(&documents);
    arena_end(&arena);
    ck_assert_uint_eq(outcome.memory.taken_bytes, 0);
    return outcome;
}

enum { ENOUGH_BLOCKS = 1000 };

/* ---- tests ---- */

/* However long a stream is, no more of it is in memory than a window. */
START_TEST(test_long_stream)
{
    static const struct part yaml[] = { { "---\n项目名称: 培训\n年度: 2023\n", 1 << 18 }, { NULL, 0 } };
    static const struct part lines[] = { { "{\"项目名称\": \"培训\"}\r\n", 1 << 18 }, { NULL, 0 } };
    struct outcome outcome = read_all((struct made_input){ .parts = yaml }, DOCUMENT_YAML, &usual, ENOUGH_BLOCKS);
    ck_assert_int_eq(outcome.end, DOCUMENT_END);
    ck_assert_uint_eq(outcome.read, 1 << 18);
    ck_assert_uint_eq(outcome.last_line, 3 * (1 << 18) - 1);
    ck_assert_uint_lt(outcome.memory.most_bytes, 1 << 19);
    outcome =
        read_all((struct made_input){ .parts = lines, .most_bytes = 5000 }, DOCUMENT_JSON_LINES, &usual, ENOUGH_BLOCKS);
    ck_assert_int_eq(outcome.end, DOCUMENT_END);
    ck_assert_uint_eq(outcome.read, 1 << 18);
    ck_assert_uint_eq(outcome.last_line, 1 << 18);
    ck_assert_uint_lt(outcome.memory.most_bytes, 1 << 19);
}
END_TEST

/* A document that is longer than the window is read all the same. */
START_TEST(test_long_document)
{
    static const struct part parts[] = { { "a: 1\n---\n", 1 },  { "- text of an item\n", 100000 },
                                         { "---\nb: |\n", 1 },  { "  a line\n", 100000 },
                                         { "---\nc: '", 1 },    { "0123456789", 100000 },
                                         { "'\n...\nd: 2", 1 }, { NULL, 0 } };
    static const size_t pieces[] = { 0, 100, 65536 };
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        struct outcome outcome = read_all((struct made_input){ .parts = parts, .most_bytes = pieces[i] }, DOCUMENT_YAML,
                                          &usual, ENOUGH_BLOCKS);
        ck_assert_int_eq(outcome.end, DOCUMENT_END);
        ck_assert_uint_eq(outcome.unreadable, 0);
        ck_assert_uint_eq(outcome.read, 5);
        ck_assert_uint_eq(outcome.last_line, 200008);
    }
}
END_TEST

/* What is over the limit is passed over without being kept, be it many lines or a single one, and what is behind it is
   read. */
static const struct over_limit {
    const char *name;
    struct part parts[6];
    size_t read;
    uint32_t line; /* of the finding */
    uint32_t last_line;
    enum document_syntax syntax;
} over_limit[] = {
    { "many lines",
      { { "a: 1\n---\n", 1 }, { "b: text\n", 1 << 16 }, { "---\nc: 2\n", 1 }, { NULL, 0 } },
      2,
      2,
      (1 << 16) + 4,
      DOCUMENT_YAML },
    { "a line",
      { { "a: 1\n---\nb: ", 1 }, { "0123456789", 1 << 16 }, { "\n---\nc: 2\n", 1 }, { NULL, 0 } },
      2,
      2,
      5,
      DOCUMENT_YAML },
    { "a line that begins a document",
      { { "a: 1\n--- ", 1 }, { "0123456789", 1 << 16 }, { "\n---\nc: 2\n", 1 }, { NULL, 0 } },
      2,
      2,
      4,
      DOCUMENT_YAML },
    { "blanks behind a document",
      { { "a: 1\n...\n", 1 }, { "          ", 1 << 16 }, { "b: 1\n---\nc: 2\n", 1 }, { NULL, 0 } },
      2,
      3,
      5,
      DOCUMENT_YAML },
    { "blanks before a comment",
      { { "a: 1\n...\n", 1 }, { "          ", 1 << 16 }, { "#\n---\nc: 2\n", 1 }, { NULL, 0 } },
      1,
      1,
      5,
      DOCUMENT_YAML },
    { "the last lines", { { "a: 1\n---\n", 1 }, { "b: text\n", 1 << 16 }, { NULL, 0 } }, 1, 2, 1, DOCUMENT_YAML },
    { "the last line", { { "a: 1\n---\n", 1 }, { "0123456789", 1 << 16 }, { NULL, 0 } }, 1, 2, 1, DOCUMENT_YAML },
    { "a line of JSON",
      { { "{\"a\": 1}\n  {\"b\": [", 1 }, { "0123456789,", 1 << 16 }, { "0]}\r\n{\"c\": 2}", 1 }, { NULL, 0 } },
      2,
      2,
      3,
      DOCUMENT_JSON_LINES },
    { "carriage returns",
      { { "a: 1\r\n---\r\nb: ", 1 }, { "0123456789", 1 << 16 }, { "\r\nc: d\r\n---\r\nc: 2\r\n", 1 }, { NULL, 0 } },
      2,
      2,
      6,
      DOCUMENT_YAML },
    { "carriage returns alone",
      { { "a: 1\r---\rb: 1\r", 1 }, { "b: text\r", 1 << 16 }, { "---\rc: 2\r", 1 }, { NULL, 0 } },
      2,
      2,
      (1 << 16) + 5,
      DOCUMENT_YAML },
};

START_TEST(test_over_limit)
{
    static const size_t pieces[] = { 0, 4099, 65536 };
    const struct over_limit *row = &over_limit[_i];
    struct document_limits limits = usual;
    limits.document_bytes = 1 << 18;
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        struct outcome outcome = read_all((struct made_input){ .parts = row->parts, .most_bytes = pieces[i] },
                                          row->syntax, &limits, ENOUGH_BLOCKS);
        ck_assert_msg(outcome.end == DOCUMENT_END && outcome.unreadable == 1, "%s: %zu unreadable", row->name,
                      outcome.unreadable);
        ck_assert_msg(outcome.read == row->read && outcome.last_line == row->last_line, "%s: %zu read, the last at %u",
                      row->name, outcome.read, outcome.last_line);
        ck_assert_int_eq(outcome.first.message, MESSAGE_document_too_large);
        ck_assert_uint_eq(outcome.first.place.line, row->line);
        ck_assert_uint_eq(outcome.first.place.column, 1);
        ck_assert_uint_lt(outcome.memory.most_bytes, 3 * limits.document_bytes + (1 << 19));
    }
}
END_TEST

/* An input without an end is given up where nobody can wait any longer, and that is the last that is said of it. */
static const struct {
    const char *name;
    struct part parts[3];
} endless[] = {
    { "lines", { { "a: 1\n---\n", 1 }, { "b: text\n", SIZE_MAX }, { NULL, 0 } } },
    { "a line", { { "a: 1\n---\n", 1 }, { "0123456789", SIZE_MAX }, { NULL, 0 } } },
};

START_TEST(test_without_an_end)
{
    struct document_limits limits = usual;
    limits.document_bytes = 1 << 14;
    struct outcome outcome =
        read_all((struct made_input){ .parts = endless[_i].parts }, DOCUMENT_YAML, &limits, ENOUGH_BLOCKS);
    ck_assert_msg(outcome.end == DOCUMENT_END && outcome.unreadable == 1 && outcome.read == 1, "%s: %zu unreadable",
                  endless[_i].name, outcome.unreadable);
    ck_assert_int_eq(outcome.first.message, MESSAGE_document_endless);
    ck_assert_uint_eq(outcome.first.place.line, 2);
}
END_TEST

/* Documents that were complete are read; one that was begun is not taken for a shorter one. */
START_TEST(test_failing_input)
{
    static const struct part parts[] = { { "a: 1\n---\nb: 2\n---\nc: 3\nd: 4\n", 1 }, { NULL, 0 } };
    struct outcome outcome = read_all((struct made_input){ .parts = parts, .most_bytes = 1, .fails_after = 24 },
                                      DOCUMENT_YAML, &usual, ENOUGH_BLOCKS);
    ck_assert_int_eq(outcome.end, DOCUMENT_INPUT_FAILED);
    ck_assert_uint_eq(outcome.read, 2);
    ck_assert_uint_eq(outcome.unreadable, 0);
    outcome = read_all((struct made_input){ .parts = parts, .fails_after = 1 }, DOCUMENT_YAML, &usual, ENOUGH_BLOCKS);
    ck_assert_int_eq(outcome.end, DOCUMENT_INPUT_FAILED);
    ck_assert_uint_eq(outcome.read, 0);
}
END_TEST

/* An input that says it gave more than there was room for is not believed. */
static bool give_too_much(void *context, char *buffer, size_t room_bytes, size_t *size_out)
{
    (void)context;
    (void)buffer;
    *size_out = room_bytes + 1;
    return true;
}

START_TEST(test_lying_input)
{
    static const struct memory heap = { comparison_take, comparison_give_back, NULL };
    struct arena arena;
    struct finding_list findings;
    const struct node *root = NULL;
    arena_begin(&arena, &heap, SIZE_MAX);
    finding_list_begin(&findings, &arena);
    struct document_reader *reader = document_reader_open_input(&arena, (struct document_input){ give_too_much, NULL },
                                                                TEXT(""), DOCUMENT_YAML, &usual);
    ck_assert_ptr_nonnull(reader);
    ck_assert_int_eq(document_read(reader, &arena, &findings, &root), DOCUMENT_INPUT_FAILED);
    document_reader_close(reader);
    arena_end(&arena);
}
END_TEST

/* The reader, and a window that grows three times. */
START_TEST(test_refused_memory)
{
    static const struct part parts[] = { { "a: 1\n---\nb:\n", 1 }, { "- text of an item\n", 60000 }, { NULL, 0 } };
    size_t blocks = 0;
    struct outcome outcome = { .end = DOCUMENT_NO_MEMORY };
    while (outcome.end == DOCUMENT_NO_MEMORY) {
        outcome = read_all((struct made_input){ .parts = parts }, DOCUMENT_YAML, &usual, blocks++);
        ck_assert_uint_le(blocks, 16);
    }
    ck_assert_int_eq(outcome.end, DOCUMENT_END);
    ck_assert_uint_eq(outcome.read, 2);
    ck_assert_uint_ge(blocks, 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("document_input");
    TCase *tcase = tcase_create("document_input");
    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, test_long_stream);
    tcase_add_test(tcase, test_long_document);
    tcase_add_loop_test(tcase, test_over_limit, 0, (int)(sizeof(over_limit) / sizeof(over_limit[0])));
    tcase_add_loop_test(tcase, test_without_an_end, 0, sizeof(endless) / sizeof(endless[0]));
    tcase_add_test(tcase, test_failing_input);
    tcase_add_test(tcase, test_lying_input);
    tcase_add_test(tcase, test_refused_memory);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
