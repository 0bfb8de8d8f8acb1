/* The two readers behind document.h, held against each other, and sources as a whole against the same in pieces: over
   every file of ours, over mutants of them (ZIPING_MUTANTS says how many, ZIPING_SEED which, ZIPING_FILES a folder of
   further files), and over tables of what
   the fast one must read and must leave. */
#define _POSIX_C_SOURCE 200809L

#include "document.h"
#include "finding.h"
#include "reader_comparison.h"
#include "run_suite.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

enum { MOST_FILES = 2000, MOST_FILE_BYTES = 1 << 17, MOST_PATH_BYTES = 1024, USUAL_MUTANTS = 100000 };

static struct file {
    char *bytes;
    size_t size_bytes;
} files[MOST_FILES];
static size_t file_count;

/* ---- files ---- */

static void read_file(const char *path)
{
    FILE *stream = fopen(path, "rb");
    ck_assert_msg(stream != NULL && file_count < MOST_FILES, "%s", path);
    char *bytes = malloc(MOST_FILE_BYTES);
    ck_assert_ptr_nonnull(bytes);
    size_t size_bytes = fread(bytes, 1, MOST_FILE_BYTES, stream);
    (void)fclose(stream);
    files[file_count++] = (struct file){ bytes, size_bytes };
}

static void read_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    ck_assert_msg(entries != NULL, "%s", folder);
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        char path[MOST_PATH_BYTES];
        struct stat status;
        int path_bytes = snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        ck_assert_int_lt(path_bytes, MOST_PATH_BYTES);
        if (entry->d_name[0] == '.' || stat(path, &status) != 0) {
            continue;
        }
        if (S_ISDIR(status.st_mode)) {
            read_folder(path);
        } else {
            read_file(path);
        }
    }
    (void)closedir(entries);
}

/* Where Check does not fork, an earlier test may have read others. */
static void forget_files(void)
{
    while (file_count > 0) {
        free(files[--file_count].bytes);
    }
}

static void read_files(void)
{
    forget_files();
    static const char *const folders[] = { "tests/cases", "projects", "indicators", "tests/fuzz/corpus" };
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        char path[MOST_PATH_BYTES];
        (void)snprintf(path, sizeof(path), "%s/%s", ZIPING_SOURCE_DIR, folders[i]);
        read_folder(path);
    }
    ck_assert_uint_gt(file_count, 500);
    const char *further = getenv("ZIPING_FILES");
    if (further != NULL) {
        read_folder(further);
    }
}

/* ---- mutants ---- */

static uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = (*state ^ *state >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit == 0 ? 0 : (size_t)(next_random(state) % limit);
}

struct mutant {
    char bytes[2 * (size_t)MOST_FILE_BYTES];
    size_t size_bytes;
};

/* Puts `size_bytes` bytes in the place of `replaced_bytes`. */
static void replace(struct mutant *mutant, size_t offset, size_t replaced_bytes, const char *bytes, size_t size_bytes)
{
    if (mutant->size_bytes + size_bytes > sizeof(mutant->bytes)) {
        return;
    }
    memmove(mutant->bytes + offset + size_bytes, mutant->bytes + offset + replaced_bytes,
            mutant->size_bytes - offset - replaced_bytes);
    memcpy(mutant->bytes + offset, bytes, size_bytes);
    mutant->size_bytes += size_bytes - replaced_bytes;
}

static size_t line_begin(const struct mutant *mutant, size_t offset)
{
    while (offset > 0 && mutant->bytes[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

static size_t line_end(const struct mutant *mutant, size_t offset)
{
    while (offset < mutant->size_bytes && mutant->bytes[offset] != '\n') {
        offset++;
    }
    return offset < mutant->size_bytes ? offset + 1 : offset;
}

/* What has a meaning in YAML, or in UTF-8. */
static const char *const pieces[] = {
    ":",
    ": ",
    ":\n",
    " #",
    "#",
    "-",
    "- ",
    "-\n",
    "?",
    "? ",
    ",",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "\\u4e2d",
    "\\uD83D\\uDE00",
    "\\u0000",
    "\\/",
    "\\x41",
    "|\n",
    "|-\n",
    ">\n",
    ">-\n",
    "|2\n",
    "|+\n",
    "&a ",
    "*a",
    "!x ",
    "!!str ",
    "%",
    "@",
    "`",
    "~",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\xE3\x80\x80",
    "：",
    "中",
    "\xC2\xA0",
    "\xC2\x85",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xEF\xBB\xBF",
    "\xEF\xBF\xBF",
    "\xF0\x9F\x98\x80",
    "\x7F",
    "\n---\n",
    "\n...\n",
    "---",
    "...",
    "--- ",
    "\n- ",
    "\n  ",
    "\n    ",
    "a: b\n",
    "- a\n",
    "? a\n: b\n",
    "<<: ",
    "{a: b}",
    "[a, b]",
    "a:\n",
    "''",
    "\"\"",
    "- - ",
    "- a: b\n",
    "\xED\xA0\x80",
    "\xC0\xAF",
    " :",
    ":,",
    ":}",
    ": }",
    ":]",
    ",}",
    ",]",
    "[]",
    "{}",
    "# c\n",
    "  # c\n",
    "  \n",
    " \n",
    "\t\n",
};

static void insert_piece(struct mutant *mutant, size_t offset, uint64_t *state)
{
    const char *piece = pieces[below(state, sizeof(pieces) / sizeof(pieces[0]))];
    replace(mutant, offset, 0, piece, strlen(piece));
}

static void change_byte(struct mutant *mutant, size_t offset, uint64_t *state)
{
    if (offset < mutant->size_bytes) {
        char byte = (char)(mutant->bytes[offset] ^ (char)(1u << below(state, 8)));
        replace(mutant, offset, 1, &byte, 1);
    }
}

static void drop_bytes(struct mutant *mutant, size_t offset, uint64_t *state)
{
    size_t dropped = 1 + below(state, 4);
    replace(mutant, offset, dropped < mutant->size_bytes - offset ? dropped : mutant->size_bytes - offset, "", 0);
}

static void repeat_line(struct mutant *mutant, size_t offset, uint64_t *state)
{
    char line[4096];
    size_t begin = line_begin(mutant, offset);
    size_t size_bytes = line_end(mutant, offset) - begin;
    if (size_bytes <= sizeof(line)) {
        memcpy(line, mutant->bytes + begin, size_bytes);
        replace(mutant, line_begin(mutant, below(state, mutant->size_bytes + 1)), 0, line, size_bytes);
    }
}

static void drop_line(struct mutant *mutant, size_t offset, uint64_t *state)
{
    (void)state;
    size_t begin = line_begin(mutant, offset);
    replace(mutant, begin, line_end(mutant, offset) - begin, "", 0);
}

static void indent_line(struct mutant *mutant, size_t offset, uint64_t *state)
{
    replace(mutant, line_begin(mutant, offset), 0, "    ", 1 + below(state, 4));
}

static void outdent_line(struct mutant *mutant, size_t offset, uint64_t *state)
{
    size_t begin = line_begin(mutant, offset);
    size_t blanks = 0;
    size_t most = 1 + below(state, 4);
    while (blanks < most && begin + blanks < mutant->size_bytes && mutant->bytes[begin + blanks] == ' ') {
        blanks++;
    }
    replace(mutant, begin, blanks, "", 0);
}

static void cut(struct mutant *mutant, size_t offset, uint64_t *state)
{
    if (below(state, 4) == 0) {
        mutant->size_bytes = offset;
    }
}

/* A piece of the document, short enough for the next changes to meet in it. */
static void keep_some_lines(struct mutant *mutant, size_t offset, uint64_t *state)
{
    size_t begin = line_begin(mutant, offset);
    size_t end = begin;
    for (size_t lines = 1 + below(state, 8); lines > 0; lines--) {
        end = line_end(mutant, end);
    }
    replace(mutant, end, mutant->size_bytes - end, "", 0);
    replace(mutant, 0, begin, "", 0);
}

static void mutate(struct mutant *mutant, uint64_t *state)
{
    static void (*const changes[])(struct mutant * mutant, size_t offset, uint64_t * state) = {
        insert_piece, insert_piece, insert_piece, insert_piece, change_byte,  drop_bytes,
        drop_bytes,   repeat_line,  drop_line,    indent_line,  outdent_line, cut,
    };
    const struct file *file = &files[below(state, file_count)];
    memcpy(mutant->bytes, file->bytes, file->size_bytes);
    mutant->size_bytes = file->size_bytes;
    if (below(state, 8) != 0) {
        keep_some_lines(mutant, below(state, mutant->size_bytes + 1), state);
    }
    for (size_t left = 1 + below(state, 4); left > 0; left--) {
        changes[below(state, sizeof(changes) / sizeof(changes[0]))](mutant, below(state, mutant->size_bytes + 1),
                                                                    state);
    }
}

/* ---- comparisons ---- */

static struct reader_counts total;

/* Check refuses a message that is too long. */
static int shown_bytes(struct text source)
{
    enum { MOST_SHOWN_BYTES = 2000 };
    return source.size_bytes < MOST_SHOWN_BYTES ? (int)source.size_bytes : MOST_SHOWN_BYTES;
}

static void expect_same(struct text source)
{
    struct reader_counts counts = { 0, 0, 0 };
    for (int syntax = DOCUMENT_YAML; syntax <= DOCUMENT_JSON_LINES; syntax++) {
        const char *difference = compare_readers(source, (enum document_syntax)syntax, &counts);
        if (difference != NULL) {
            ck_abort_msg("%s (%s):\n%.*s", difference, syntax == DOCUMENT_YAML ? "YAML" : "JSON lines",
                         shown_bytes(source), source.bytes);
        }
    }
    total.fast += counts.fast;
    total.fallbacks += counts.fallbacks;
    total.needless += counts.needless;
}

static void expect_same_in_pieces(struct text source, size_t piece_bytes)
{
    for (int syntax = DOCUMENT_YAML; syntax <= DOCUMENT_JSON_LINES; syntax++) {
        const char *difference = compare_pieces(source, (enum document_syntax)syntax, piece_bytes);
        if (difference != NULL) {
            ck_abort_msg("in pieces of %zu bytes %s (%s):\n%.*s", piece_bytes, difference,
                         syntax == DOCUMENT_YAML ? "YAML" : "JSON lines", shown_bytes(source), source.bytes);
        }
    }
}

static void print_total(const char *what, size_t sources)
{
    printf("%s: %zu sources; %zu documents read fast, %zu left to libyaml, of which it could read %zu\n", what, sources,
           total.fast, total.fallbacks, total.needless);
    (void)fflush(stdout);
}

START_TEST(test_files)
{
    read_files();
    for (size_t i = 0; i < file_count; i++) {
        expect_same((struct text){ files[i].bytes, files[i].size_bytes });
    }
    print_total("files", file_count);
}
END_TEST

static const size_t piece_sizes[] = { 1, 2, 3, 7, 4096 };

START_TEST(test_pieces)
{
    read_files();
    for (size_t i = 0; i < file_count; i++) {
        expect_same_in_pieces((struct text){ files[i].bytes, files[i].size_bytes }, piece_sizes[_i]);
    }
}
END_TEST

static size_t number_from(const char *variable, size_t otherwise)
{
    const char *value = getenv(variable);
    return value == NULL ? otherwise : (size_t)strtoull(value, NULL, 10);
}

START_TEST(test_mutants)
{
    static struct mutant mutant;
    read_files();
    size_t count = number_from("ZIPING_MUTANTS", USUAL_MUTANTS);
    uint64_t state = number_from("ZIPING_SEED", 1);
    for (size_t i = 0; i < count; i++) {
        mutate(&mutant, &state);
        expect_same((struct text){ mutant.bytes, mutant.size_bytes });
        if (i % 4 == 0) {
            expect_same_in_pieces((struct text){ mutant.bytes, mutant.size_bytes }, 1 + below(&state, 32));
        }
    }
    print_total("mutants", count);
}
END_TEST

/* ---- what is read fast, and what is not ---- */

static const char *const accepted[] = {
    "a: 1",
    "a: 1\n",
    "a: 1\r\nb: 2\r\n",
    "\xEF\xBB\xBF项目名称: 培训\n",
    "# c\n\n---\n# d\na: b # c\n...\n# e\n",
    "a:\nb:\n  c:\n   d: e\nf:\n",
    "a:\n- b\n- c\nd:\n  - e\n  -\n  - - f\n    - g\n",
    "- a: 1\n  b: 2\n-\n  c: 3\n",
    "a: {b: c, 'd': \"e\", f: [g, [], {}, h ], }\n",
    "a: {b: , c: }\n",
    "a b: c d  # e\n'f g' : h\n\"i\": j\n",
    "a: 'it''s'\nb: \"x\\n\\u4e2d\\\\\"\n",
    "a: x#y\nb: http://x\nc: 10:30\nd: -5\ne: --\nf: <5\ng: =5\nh: a?b\n",
    "a: |\n  x\n  y\n\n  z\nb: >-\n  x\n  y\n\n  z\n\n",
    "a:\n  text\nb:\n  'quoted'\n",
    "{\"a\":1,\"b\":[true,null]}",
    "{\n\t\"a\": 1, # c\n\t\"b\": [\n\t\t\"c\"\n\t]\n}\n",
    "[1, 2]",
    "a: 1\na: 2\n",
    "a: 1\n---\nb: 2\n",
    "a: \xC2\xA0\xF0\x9F\x98\x80\xE3\x80\x80\n",
    "# 说明\n  # 更多\na: 1\n\n  # 尾\n",
};

static const char *const refused[] = {
    "",
    "# c\n",
    "text\n",
    "'text'\n",
    "a: &x 1\n",
    "a: *x\n",
    "a: !x 1\n",
    "%YAML 1.1\n---\na: 1\n",
    "? a\n: b\n",
    "a:\tb\n",
    "a: b\t\n",
    "\ta: b\n",
    "a: b\n\t\n",
    "a: b\n  c\n",
    "a: \"b\n  c\"\n",
    "a: 'b\n  c'\n",
    "a: b: c\n",
    "a: 1\n  b: 2\n",
    "a:\n  b: 1\n c: 2\n",
    "- a\nb: 1\n",
    "a: - b\n",
    "a: > 5\n",
    "a: |2\n    x\n",
    "a: |+\n  x\n",
    "a: >\n  x\n   y\n",
    "a: |\n",
    "a: |\n  x",
    "a: @\n",
    "a: `\n",
    "a: %\n",
    "a: b\rc: d\n",
    "a: \xC2\x85\n",
    "a: \xE2\x80\xA8\n",
    "a: \xEF\xBB\xBF\n",
    "a: \xFF\n",
    "a: \x01\n",
    "# \xED\xA0\x80\na: 1\n",
    "# \xEF\xBF\xBE\na: 1\n",
    "a: \"\\uD83D\\uDE00\"\n",
    "a: \"\\x41\"\n",
    "a: \"\\u0000\"\n",
    "[a b: c]",
    "[a: b]",
    "{a}",
    "{a, b}",
    "{a: b",
    "[a]]",
    "[a]: b\n",
    "{a: b}: c\n",
    "[a,,b]",
    "[,a]",
    "{? a : b}",
    "{a:,}",
    "a: {b: c\n\td: e}\n",
    "--- a: b\n",
    "--- {a: b}\n",
    "项目名称：培训\n",
    "a:b\n",
    "\"a\":b\n",
    "a: 'b' c\n",
    "a: 'b'#c\n",
    "{a: 1} {b: 2}",
    "{}\n{}\n",
    "...\na: b\n",
    "{a: b,\n... c: d}\n",
};

static size_t read_fast(struct text source, enum document_status *status_out)
{
    struct reading reading;
    reading_begin(&reading, source, DOCUMENT_YAML, DOCUMENT_FAST_ONLY);
    size_t documents = 0;
    do {
        *status_out = reading_next(&reading);
        documents += *status_out == DOCUMENT_READ;
    } while (*status_out == DOCUMENT_READ);
    reading_end(&reading);
    return documents;
}

START_TEST(test_accepted)
{
    enum document_status status;
    ck_assert_msg(read_fast(text_of(accepted[_i]), &status) > 0 && status == DOCUMENT_END, "%s", accepted[_i]);
    expect_same(text_of(accepted[_i]));
}
END_TEST

START_TEST(test_refused)
{
    enum document_status status;
    ck_assert_msg(read_fast(text_of(refused[_i]), &status) == 0 && status == DOCUMENT_UNREADABLE, "%s", refused[_i]);
    expect_same(text_of(refused[_i]));
}
END_TEST

/* A key is read fast as long as libyaml surely finds it short enough. */
START_TEST(test_long_key)
{
    static const size_t sizes[] = { 500, 501, 1024, 1025 };
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        char bytes[1100];
        memset(bytes, 'k', sizes[i]);
        memcpy(bytes + sizes[i], ": v", 3);
        struct text source = { bytes, sizes[i] + 3 };
        enum document_status status;
        ck_assert_uint_eq(read_fast(source, &status), sizes[i] <= 500);
        expect_same(source);
    }
}
END_TEST

/* The forms that we publish are what the fast reader is for. */
START_TEST(test_own_projects)
{
    forget_files();
    read_folder(ZIPING_SOURCE_DIR "/projects");
    ck_assert_uint_ge(file_count, 17);
    for (size_t i = 0; i < file_count; i++) {
        enum document_status status;
        struct text source = { files[i].bytes, files[i].size_bytes };
        ck_assert_msg(read_fast(source, &status) > 0 && status == DOCUMENT_END, "%.*s", (int)source.size_bytes,
                      source.bytes);
    }
}
END_TEST

/* ---- limits ---- */

static const struct document_limits tight[] = {
    { .document_bytes = 1 << 20, .depth = 2, .nodes = 1 << 20, .scalar_bytes = 1 << 20 },
    { .document_bytes = 1 << 20, .depth = 3, .nodes = 1 << 20, .scalar_bytes = 1 << 20 },
    { .document_bytes = 1 << 20, .depth = 64, .nodes = 5, .scalar_bytes = 1 << 20 },
    { .document_bytes = 1 << 20, .depth = 64, .nodes = 20, .scalar_bytes = 1 << 20 },
    { .document_bytes = 1 << 20, .depth = 64, .nodes = 100, .scalar_bytes = 1 << 20 },
    { .document_bytes = 1 << 20, .depth = 64, .nodes = 1 << 20, .scalar_bytes = 3 },
    { .document_bytes = 1 << 20, .depth = 64, .nodes = 1 << 20, .scalar_bytes = 20 },
    { .document_bytes = 100, .depth = 64, .nodes = 1 << 20, .scalar_bytes = 1 << 20 },
    { .document_bytes = 30, .depth = 64, .nodes = 1 << 20, .scalar_bytes = 1 << 20 },
};

START_TEST(test_limits)
{
    read_files();
    comparison_limits = tight[_i];
    for (size_t i = 0; i < file_count; i++) {
        struct text source = { files[i].bytes, files[i].size_bytes };
        expect_same(source);
        expect_same_in_pieces(source, piece_sizes[i % ROWS(piece_sizes)]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("document_readers");
    TCase *tcase = tcase_create("document_readers");
    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, test_accepted, 0, ROWS(accepted));
    tcase_add_loop_test(tcase, test_refused, 0, ROWS(refused));
    tcase_add_test(tcase, test_long_key);
    tcase_add_test(tcase, test_own_projects);
    tcase_add_loop_test(tcase, test_limits, 0, ROWS(tight));
    tcase_add_test(tcase, test_files);
    tcase_add_loop_test(tcase, test_pieces, 0, ROWS(piece_sizes));
    tcase_add_test(tcase, test_mutants);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
