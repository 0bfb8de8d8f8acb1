/* The cases of the YAML test suite (third_party/yaml-test-suite), through both readers: they read the same, and what
   they read is what the suite says; where libyaml is known to see it otherwise, deviations.txt says so. */
#define _POSIX_C_SOURCE 200809L

#include "document.h"
#include "finding.h"
#include "reader_comparison.h"
#include "run_suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUITE_FOLDER ZIPING_TEST_DATA "/third_party/yaml-test-suite/"

enum { MOST_SUITE_BYTES = 1 << 18, MOST_DUMP_BYTES = 1 << 14, MOST_ANCHORS = 16, NAME_BYTES = 16, LEAST_CASES = 400 };

static char suite[MOST_SUITE_BYTES];
static char deviations[MOST_SUITE_BYTES];

static size_t read_whole(const char *path, char *bytes)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    const size_t size_bytes = fread(bytes, 1, MOST_SUITE_BYTES - 1, file);
    ck_assert_msg(feof(file) != 0, "%s", path);
    (void)fclose(file);
    bytes[size_bytes] = '\0';
    return size_bytes;
}

/* ---- cases ---- */

struct suite_case {
    char name[NAME_BYTES];
    bool is_wrong; /* no YAML */
    struct text yaml;
    struct text events;
};

/* Takes the case at `*at`, and goes behind it. */
static bool next_case(const char **at, struct suite_case *next_out)
{
    char verdict[8];
    int head_bytes = 0;
    if (**at == '\0') {
        return false;
    }
    ck_assert_int_eq(sscanf(*at, "=== %15s %7s %zu %zu%n", next_out->name, verdict, &next_out->yaml.size_bytes,
                            &next_out->events.size_bytes, &head_bytes),
                     4);
    next_out->is_wrong = strcmp(verdict, "wrong") == 0;
    next_out->yaml.bytes = strchr(*at + head_bytes, '\n') + 1;
    next_out->events.bytes = next_out->yaml.bytes + next_out->yaml.size_bytes + 1;
    *at = next_out->events.bytes + next_out->events.size_bytes + 1;
    return true;
}

/* ---- trees as text: [] {} and scalars in < >, those that were quoted in " " ---- */

struct dump {
    char bytes[MOST_DUMP_BYTES];
    size_t size_bytes;
};

static void dump_bytes(struct dump *dump, const char *bytes, size_t size_bytes)
{
    ck_assert_uint_le(dump->size_bytes + size_bytes, sizeof(dump->bytes));
    if (size_bytes > 0) {
        memcpy(dump->bytes + dump->size_bytes, bytes, size_bytes);
        dump->size_bytes += size_bytes;
    }
}

static void dump_text(struct dump *dump, const char *text)
{
    dump_bytes(dump, text, strlen(text));
}

static void dump_node(struct dump *dump, const struct node *node)
{
    if (node->kind == NODE_SCALAR) {
        dump_text(dump, node->is_quoted ? "\"" : "<");
        dump_bytes(dump, node->text.bytes, node->text.size_bytes);
        dump_text(dump, node->is_quoted ? "\"" : ">");
        return;
    }
    dump_text(dump, node->kind == NODE_MAPPING ? "{" : "[");
    for (const struct node *child = node->first_child; child != NULL; child = child->next) {
        if (node->kind == NODE_MAPPING) {
            dump_text(dump, "(");
            dump_bytes(dump, child->key.bytes, child->key.size_bytes);
            dump_text(dump, ")");
        }
        dump_node(dump, child);
    }
    dump_text(dump, node->kind == NODE_MAPPING ? "}" : "]");
}

/* ---- events ---- */

struct replayed_anchor {
    char name[64];
    size_t begin;
    size_t end;
    char first; /* what it begins and ends with, before a key was made of it */
    char last;
};

/* What the events say, as the same text. */
struct replay {
    struct text rest; /* of the events */
    struct dump *dump;
    struct replayed_anchor anchors[MOST_ANCHORS];
    size_t anchor_count;
    bool has_other_key; /* that is no scalar: our documents know none */
};

static struct text next_line(struct replay *replay)
{
    const char *end = memchr(replay->rest.bytes, '\n', replay->rest.size_bytes);
    ck_assert_ptr_nonnull(end);
    struct text line = { replay->rest.bytes, (size_t)(end - replay->rest.bytes) };
    replay->rest = text_without_first(replay->rest, line.size_bytes + 1);
    return line;
}

/* The text of a scalar, in which the suite escapes some characters. */
static void dump_escaped(struct dump *dump, struct text text)
{
    static const char escapes[] = "\\\\n\nt\tr\rb\b";
    for (size_t i = 0; i < text.size_bytes; i++) {
        const char *escape = NULL;
        if (text.bytes[i] == '\\' && i + 1 < text.size_bytes) {
            i++;
            for (escape = escapes; *escape != text.bytes[i]; escape += 2) {
                ck_assert_int_ne(*escape, '\0');
            }
        }
        dump_bytes(dump, escape == NULL ? &text.bytes[i] : escape + 1, 1);
    }
}

static void remember(struct replay *replay, struct text name, size_t begin)
{
    ck_assert_uint_lt(replay->anchor_count, MOST_ANCHORS);
    struct replayed_anchor *anchor = &replay->anchors[replay->anchor_count++];
    ck_assert_uint_lt(name.size_bytes, sizeof(anchor->name));
    memcpy(anchor->name, name.bytes, name.size_bytes);
    anchor->name[name.size_bytes] = '\0';
    anchor->begin = begin;
    anchor->end = replay->dump->size_bytes;
    anchor->first = replay->dump->bytes[begin];
    anchor->last = replay->dump->bytes[anchor->end - 1];
}

static void replay_alias(struct replay *replay, struct text name)
{
    static struct dump copy;
    size_t i = replay->anchor_count;
    while (i > 0 && !text_equals(text_of(replay->anchors[i - 1].name), name)) {
        i--;
    }
    ck_assert_msg(i > 0, "no anchor %.*s", (int)name.size_bytes, name.bytes);
    const struct replayed_anchor *anchor = &replay->anchors[i - 1];
    const size_t begin = replay->dump->size_bytes;
    copy = *replay->dump;
    dump_bytes(replay->dump, copy.bytes + anchor->begin, anchor->end - anchor->begin);
    replay->dump->bytes[begin] = anchor->first;
    replay->dump->bytes[replay->dump->size_bytes - 1] = anchor->last;
}

/* Takes ` &name` and ` <tag>` off the line behind +SEQ, +MAP or =VAL; answers the anchor's name. */
static struct text take_properties(struct text *line)
{
    struct text anchor = { NULL, 0 };
    while (line->size_bytes >= 2 && line->bytes[0] == ' ' && strchr("&<[{", line->bytes[1]) != NULL) {
        const char *blank = memchr(line->bytes + 1, ' ', line->size_bytes - 1);
        const size_t bytes = blank == NULL ? line->size_bytes : (size_t)(blank - line->bytes);
        if (line->bytes[1] == '&') {
            anchor = (struct text){ line->bytes + 2, bytes - 2 };
        }
        *line = text_without_first(*line, bytes);
    }
    return anchor;
}

/* A key stands in ( ), which its own signs give way to. */
static void make_key(struct dump *dump, size_t begin)
{
    dump->bytes[begin] = '(';
    dump->bytes[dump->size_bytes - 1] = ')';
}

static void replay_node(struct replay *replay, struct text line);

static void replay_children(struct replay *replay, const char *end, bool has_keys)
{
    bool is_key = has_keys;
    for (struct text line = next_line(replay); !text_equals(line, text_of(end)); line = next_line(replay)) {
        const size_t begin = replay->dump->size_bytes;
        replay_node(replay, line);
        if (is_key) {
            replay->has_other_key = replay->has_other_key || strchr("[{", replay->dump->bytes[begin]) != NULL;
            make_key(replay->dump, begin);
        }
        is_key = has_keys && !is_key;
    }
}

static void replay_node(struct replay *replay, struct text line)
{
    const size_t begin = replay->dump->size_bytes;
    const struct text kind = { line.bytes, 4 };
    line = text_without_first(line, 4);
    const struct text anchor = take_properties(&line);
    if (text_equals(kind, text_of("=ALI"))) {
        replay_alias(replay, text_without_first(line, 2));
    } else if (text_equals(kind, text_of("=VAL"))) {
        const bool is_quoted = line.bytes[1] != ':';
        dump_text(replay->dump, is_quoted ? "\"" : "<");
        dump_escaped(replay->dump, text_without_first(line, 2));
        dump_text(replay->dump, is_quoted ? "\"" : ">");
    } else if (text_equals(kind, text_of("+SEQ"))) {
        dump_text(replay->dump, "[");
        replay_children(replay, "-SEQ", false);
        dump_text(replay->dump, "]");
    } else {
        dump_text(replay->dump, "{");
        replay_children(replay, "-MAP", true);
        dump_text(replay->dump, "}");
    }
    if (!text_is_empty(anchor)) {
        remember(replay, anchor, begin);
    }
}

/* Documents that hold nothing are passed over, as our readers do. */
static bool replay_events(struct text events, struct dump *dump)
{
    struct replay replay = { .rest = events, .dump = dump };
    while (replay.rest.size_bytes > 0) {
        struct text line = next_line(&replay);
        if (!text_starts_with(line, text_of("+DOC"))) {
            continue;
        }
        const size_t begin = dump->size_bytes;
        replay_node(&replay, next_line(&replay));
        dump_text(dump, "\n");
        if (dump->size_bytes == begin + 3 && memcmp(dump->bytes + begin, "<>\n", 3) == 0) {
            dump->size_bytes = begin;
        }
        replay.anchor_count = 0;
    }
    return !replay.has_other_key;
}

/* ---- what we make of a case ---- */

/* Answers whether all of it could be read. Nothing in it counts as read: the suite knows empty streams. */
static bool read_case(const struct suite_case *one, struct dump *dump)
{
    struct reading reading;
    bool is_read = true;
    reading_begin(&reading, one->yaml, DOCUMENT_YAML, DOCUMENT_AUTO);
    enum document_status status;
    while ((status = reading_next(&reading)) != DOCUMENT_END) {
        if (status == DOCUMENT_READ) {
            dump_node(dump, reading.root);
            dump_text(dump, "\n");
        } else {
            is_read = is_read && reading.findings.first->message == MESSAGE_document_empty;
        }
    }
    reading_end(&reading);
    return is_read;
}

static const char *deviation_of(const struct suite_case *one)
{
    static struct dump expected;
    static struct dump found;
    expected.size_bytes = 0;
    found.size_bytes = 0;
    const bool is_read = read_case(one, &found);
    if (one->is_wrong) {
        return is_read ? "accepted" : NULL;
    }
    const bool is_ours = replay_events(one->events, &expected);
    if (!is_ours) {
        return NULL;
    }
    if (!is_read) {
        return "refused";
    }
    const bool is_same =
        expected.size_bytes == found.size_bytes && memcmp(expected.bytes, found.bytes, found.size_bytes) == 0;
    return is_same ? NULL : "different";
}

/* Whether deviations.txt has the line `NAME WHAT …`. */
static bool is_known(const char *name, const char *what)
{
    char line[2 * NAME_BYTES];
    (void)snprintf(line, sizeof(line), "\n%s %s ", name, what);
    return strstr(deviations, line) != NULL;
}

static size_t known_deviations(void)
{
    size_t count = 0;
    for (const char *at = strchr(deviations, '\n'); at != NULL && at[1] != '\0'; at = strchr(at + 1, '\n')) {
        count += at[1] != '#' && at[1] != '\n';
    }
    return count;
}

START_TEST(test_readers_agree)
{
    struct suite_case one;
    size_t cases = 0;
    read_whole(SUITE_FOLDER "cases.txt", suite);
    for (const char *at = suite; next_case(&at, &one); cases++) {
        for (int syntax = DOCUMENT_YAML; syntax <= DOCUMENT_JSON_LINES; syntax++) {
            struct reader_counts counts = { 0, 0, 0 };
            const char *difference = compare_readers(one.yaml, (enum document_syntax)syntax, &counts);
            ck_assert_msg(difference == NULL, "%s: %s", one.name, difference);
        }
    }
    ck_assert_uint_ge(cases, LEAST_CASES);
}
END_TEST

START_TEST(test_trees_are_the_suites)
{
    struct suite_case one;
    size_t deviating = 0;
    read_whole(SUITE_FOLDER "cases.txt", suite);
    read_whole(SUITE_FOLDER "deviations.txt", deviations);
    for (const char *at = suite; next_case(&at, &one);) {
        const char *deviation = deviation_of(&one);
        if (deviation != NULL) {
            ck_assert_msg(is_known(one.name, deviation), "%s: %s, and deviations.txt does not say so", one.name,
                          deviation);
            deviating++;
        }
    }
    ck_assert_uint_eq(deviating, known_deviations());
}
END_TEST

int main(void)
{
    Suite *all = suite_create("yaml suite");
    TCase *cases = tcase_create("cases");
    tcase_add_test(cases, test_readers_agree);
    tcase_add_test(cases, test_trees_are_the_suites);
    suite_add_tcase(all, cases);
    return run_suite(all);
}
