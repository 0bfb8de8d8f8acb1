/* Documents whose lines say which findings they cause, in tests/cases/findings and tests/cases/accept.

   A fixture is a file, or a folder whose files are one run, with department.yaml and rules.yaml for it if they are
   there; below rule-sets/ they are rule sets, loaded in name order, below baselines/ files of known findings, loaded on
   1 July 2026. It is named after its code: CODE.yaml and
   CODE-what.yaml raise it, CODE--what.yaml is a near miss and does not. Its comments say what must be found, and
   nothing else may be:

       - {名称: 甲, 分值: 0}  # expect: weight-not-positive, weight-sum
       # expect 12: unreadable-document "全角冒号"      another line; the message has these words
       # total: 98.77 [90.77, 98.77] 优                 of the next document: computed, low, high, grade
       # limits: depth=5 nodes=100                      settings of the engine
       # unopened: 没有权限                             the bytes could not be had, for this reason

   Where no comment can stand, NAME.expect beside the file has such lines without the number sign and `expect`. */
#define _POSIX_C_SOURCE 200809L

#include "run_suite.h"
#include <check.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <ziping.h>

#define FINDINGS ZIPING_TEST_DATA "/cases/findings"
#define RULE_SETS FINDINGS "/rule-sets"
#define BASELINES FINDINGS "/baselines"
#define ACCEPTED ZIPING_TEST_DATA "/cases/accept"

enum { PATH_BYTES = 1024, NAME_BYTES = 128, CODE_BYTES = 48, WORDS_BYTES = 2048, TOTAL_BYTES = 512 };
enum { MOST_ENTRIES = 64, MOST_TOTALS = 16, MOST_FILES = 16, MOST_FIXTURES = 1024 };

/* ---- texts ---- */

static zp_text text_of(const char *string)
{
    return (zp_text){ string, strlen(string) };
}

static void copy_string(char *copy, size_t capacity_bytes, const char *begin, size_t size_bytes)
{
    size_t kept_bytes = size_bytes < capacity_bytes ? size_bytes : capacity_bytes - 1;
    memcpy(copy, begin, kept_bytes);
    copy[kept_bytes] = '\0';
}

static bool starts_with(const char *string, const char *beginning)
{
    return strncmp(string, beginning, strlen(beginning)) == 0;
}

static bool ends_with(const char *string, const char *end)
{
    size_t size_bytes = strlen(string);
    size_t end_bytes = strlen(end);
    return size_bytes >= end_bytes && strcmp(string + size_bytes - end_bytes, end) == 0;
}

struct buffer {
    char *bytes; /* terminated by a zero */
    size_t size_bytes;
};

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct buffer *buffer = context;
    char *grown = realloc(buffer->bytes, buffer->size_bytes + size_bytes + 1);
    if (grown == NULL) {
        return false;
    }
    memcpy(grown + buffer->size_bytes, bytes, size_bytes);
    buffer->bytes = grown;
    buffer->size_bytes += size_bytes;
    buffer->bytes[buffer->size_bytes] = '\0';
    return true;
}

static zp_sink sink_to(struct buffer *buffer)
{
    return (zp_sink){ put, buffer };
}

static struct buffer read_file(const char *path)
{
    struct buffer buffer = { NULL, 0 };
    char chunk[4096];
    size_t size_bytes = 0;
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s cannot be opened", path);
    ck_assert(put(&buffer, "", 0));
    while ((size_bytes = fread(chunk, 1, sizeof(chunk), file)) > 0) {
        ck_assert(put(&buffer, chunk, size_bytes));
    }
    ck_assert_int_eq(ferror(file), 0);
    ck_assert_int_eq(fclose(file), 0);
    return buffer;
}

/* ---- what is expected, and what is found ---- */

struct entry {
    char file[NAME_BYTES];
    unsigned long line;
    char code[CODE_BYTES];
    char words[WORDS_BYTES]; /* expected: to be in the message, or none; found: the message */
    bool is_matched;
};

struct entries {
    struct entry items[MOST_ENTRIES];
    size_t count;
};

struct totals {
    char items[MOST_TOTALS][TOTAL_BYTES];
    size_t count;
};

struct outcome {
    struct entries expected;
    struct entries found;
    struct totals expected_totals;
    struct totals found_totals;
    zp_settings settings;
    bool has_settings;
    char unopened[NAME_BYTES]; /* why the file could not be opened; none: it could */
};

static struct entry *add_entry(struct entries *entries, const char *file, unsigned long line, const char *code,
                               size_t code_bytes)
{
    ck_assert_uint_lt(entries->count, MOST_ENTRIES);
    struct entry *entry = &entries->items[entries->count++];
    *entry = (struct entry){ .line = line };
    copy_string(entry->file, sizeof(entry->file), file, strlen(file));
    copy_string(entry->code, sizeof(entry->code), code, code_bytes);
    return entry;
}

static void add_total(struct totals *totals, const char *text)
{
    ck_assert_uint_lt(totals->count, MOST_TOTALS);
    copy_string(totals->items[totals->count++], TOTAL_BYTES, text, strlen(text));
}

/* ---- reading expectations ---- */

/* code "words", code … */
static void read_codes(struct outcome *outcome, const char *file, unsigned long line, const char *text)
{
    struct entry *entry = NULL;
    while (*(text += strspn(text, ", ")) != '\0') {
        if (*text == '"') {
            size_t words_bytes = strcspn(text + 1, "\"");
            ck_assert_msg(entry != NULL && text[words_bytes + 1] == '"', "%s:%lu: quotes", file, line);
            copy_string(entry->words, sizeof(entry->words), text + 1, words_bytes);
            text += words_bytes + 2;
        } else {
            size_t code_bytes = strcspn(text, ", ");
            entry = add_entry(&outcome->expected, file, line, text, code_bytes);
            text += code_bytes;
        }
    }
}

static void read_limits(struct outcome *outcome, const char *text)
{
    const struct {
        const char *name;
        size_t *value;
    } limits[] = {
        { "document_bytes=", &outcome->settings.document_bytes },
        { "depth=", &outcome->settings.depth },
        { "nodes=", &outcome->settings.nodes },
        { "scalar_bytes=", &outcome->settings.scalar_bytes },
        { "memory_bytes=", &outcome->settings.memory_bytes },
    };
    outcome->has_settings = true;
    while (*(text += strspn(text, " ")) != '\0') {
        size_t i = 0;
        while (i < sizeof(limits) / sizeof(limits[0]) && !starts_with(text, limits[i].name)) {
            i++;
        }
        ck_assert_msg(i < sizeof(limits) / sizeof(limits[0]), "no limit: %s", text);
        *limits[i].value = strtoul(text + strlen(limits[i].name), NULL, 10);
        text += strcspn(text, " ");
    }
}

/* `text` is what stands behind the number sign, on line `line`. */
static void read_remark(struct outcome *outcome, const char *file, unsigned long line, const char *text)
{
    if (starts_with(text, "expect: ")) {
        read_codes(outcome, file, line, text + strlen("expect: "));
    } else if (starts_with(text, "expect ")) {
        char *end = NULL;
        unsigned long other_line = strtoul(text + strlen("expect "), &end, 10);
        ck_assert_msg(starts_with(end, ": "), "%s:%lu: %s", file, line, text);
        read_codes(outcome, file, other_line, end + strlen(": "));
    } else if (starts_with(text, "total: ")) {
        add_total(&outcome->expected_totals, text + strlen("total: "));
    } else if (starts_with(text, "limits: ")) {
        read_limits(outcome, text + strlen("limits: "));
    } else if (starts_with(text, "unopened: ")) {
        copy_string(outcome->unopened, sizeof(outcome->unopened), text + strlen("unopened: "),
                    strlen(text + strlen("unopened: ")));
    }
}

static void read_remark_of_line(struct outcome *outcome, const char *file, unsigned long number, char *line,
                                bool is_in_source)
{
    size_t size_bytes = strlen(line);
    while (size_bytes > 0 && strchr("\r ", line[size_bytes - 1]) != NULL) {
        line[--size_bytes] = '\0';
    }
    if (is_in_source) {
        for (char *sign = strstr(line, "# "); sign != NULL; sign = strstr(sign + 2, "# ")) {
            read_remark(outcome, file, number, sign + 2);
        }
    } else if (line[0] >= '0' && line[0] <= '9') {
        char remark[WORDS_BYTES];
        (void)snprintf(remark, sizeof(remark), "expect %s", line);
        read_remark(outcome, file, number, remark);
    } else {
        read_remark(outcome, file, number, line);
    }
}

static void read_remarks(struct outcome *outcome, const char *file, struct buffer source, bool is_in_source)
{
    unsigned long number = 1;
    for (char *line = source.bytes; *line != '\0'; number++) {
        char copy[WORDS_BYTES];
        size_t size_bytes = strcspn(line, "\n");
        copy_string(copy, sizeof(copy), line, size_bytes);
        read_remark_of_line(outcome, file, number, copy, is_in_source);
        line += size_bytes + (line[size_bytes] == '\n');
    }
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static const char *name_of_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static struct buffer read_source(struct outcome *outcome, const char *path)
{
    struct buffer source = read_file(path);
    char beside[PATH_BYTES];
    read_remarks(outcome, name_of_path(path), source, true);
    (void)snprintf(beside, sizeof(beside), "%s.expect", path);
    if (is_file(beside)) {
        struct buffer expectations = read_file(beside);
        read_remarks(outcome, name_of_path(path), expectations, false);
        free(expectations.bytes);
    }
    return source;
}

/* ---- folders ---- */

struct paths {
    char (*items)[PATH_BYTES];
    size_t count;
};

static int compare_paths(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Adds the entries of a folder, sorted by name; without `.expect` files. */
static void list_folder(struct paths *paths, const char *folder, size_t capacity)
{
    size_t first = paths->count;
    DIR *entries = opendir(folder);
    if (entries == NULL) {
        fprintf(stderr, "%s cannot be opened\n", folder);
        exit(EXIT_FAILURE);
    }
    for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        if (entry->d_name[0] == '.' || ends_with(entry->d_name, ".expect")) {
            continue;
        }
        int path_bytes = paths->count < capacity
                             ? snprintf(paths->items[paths->count], PATH_BYTES, "%s/%s", folder, entry->d_name)
                             : PATH_BYTES;
        if (path_bytes < 0 || path_bytes >= PATH_BYTES) {
            fprintf(stderr, "%s/%s is one too many, or too long\n", folder, entry->d_name);
            exit(EXIT_FAILURE);
        }
        const char *path = paths->items[paths->count];
        paths->count += strcmp(path, RULE_SETS) != 0 && strcmp(path, BASELINES) != 0;
    }
    (void)closedir(entries);
    qsort(paths->items + first, paths->count - first, PATH_BYTES, compare_paths);
}

/* The files of a fixture: itself, or those of the folder. */
static void list_fixture(struct paths *paths, const char *path)
{
    if (is_folder(path)) {
        list_folder(paths, path, MOST_FILES);
    } else {
        copy_string(paths->items[paths->count++], PATH_BYTES, path, strlen(path));
    }
}

/* ---- running a fixture ---- */

static void note_findings(struct outcome *outcome, const char *file, const zp_evaluation *evaluation)
{
    zp_finding finding;
    for (bool is_one = zp_evaluation_first_finding(evaluation, &finding); is_one; is_one = zp_finding_next(&finding)) {
        struct buffer message = { NULL, 0 };
        struct entry *entry =
            add_entry(&outcome->found, file, finding.line, finding.code.bytes, finding.code.size_bytes);
        ck_assert_int_eq(zp_finding_message(&finding, ZP_CHINESE, sink_to(&message)), ZP_OK);
        copy_string(entry->words, sizeof(entry->words), message.bytes, message.size_bytes);
        free(message.bytes);
    }
}

static void note_total(struct outcome *outcome, const zp_evaluation *evaluation)
{
    char total[TOTAL_BYTES];
    zp_text grade = zp_evaluation_grade(evaluation);
    if (zp_evaluation_is_scored(evaluation)) {
        (void)snprintf(total, sizeof(total), "%s [%s, %s] %.*s", zp_evaluation_total(evaluation).text,
                       zp_evaluation_total_low(evaluation).text, zp_evaluation_total_high(evaluation).text,
                       (int)grade.size_bytes, grade.bytes == NULL ? "" : grade.bytes);
        add_total(&outcome->found_totals, total);
    }
}

static void admit(struct outcome *outcome, zp_batch *batch, const char *file, zp_evaluation *evaluation)
{
    ck_assert_int_eq(zp_batch_admit(batch, evaluation), ZP_OK);
    note_findings(outcome, file, evaluation);
    note_total(outcome, evaluation);
    zp_evaluation_destroy(evaluation);
}

static void run_source(struct outcome *outcome, zp_session *session, zp_batch *batch, const char *file,
                       struct buffer bytes, const zp_department *department)
{
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    zp_status status = ZP_OK;
    zp_source_description description = {
        .bytes = { bytes.bytes, bytes.size_bytes },
        .file = text_of(file),
        .is_json_lines = ends_with(file, ".jsonl"),
        .department = department,
    };
    ck_assert_int_eq(zp_source_open(session, &description, &source), ZP_OK);
    while ((status = zp_source_next(source, &evaluation)) == ZP_OK) {
        admit(outcome, batch, file, evaluation);
    }
    ck_assert_int_eq(status, ZP_END);
    zp_source_close(source);
}

static void run_unopened(struct outcome *outcome, zp_session *session, zp_batch *batch, const char *file)
{
    zp_evaluation *evaluation = NULL;
    ck_assert_int_eq(zp_evaluation_of_failure(session, &(zp_source_description){ .file = text_of(file) },
                                              text_of(outcome->unopened), &evaluation),
                     ZP_OK);
    admit(outcome, batch, file, evaluation);
}

/* The departments' part of the JSON; quotes within a message have a backslash before them. */
static void note_department_findings(struct outcome *outcome, const char *file, const char *json)
{
    static const char code_key[] = "{\"code\": \"";
    static const char message_key[] = "\"message\": \"";
    static const char line_key[] = "\"line\": ";
    const char *at = strstr(json, "\"departments\": [");
    ck_assert_ptr_nonnull(at);
    while ((at = strstr(at, code_key)) != NULL) {
        const char *code = at + strlen(code_key);
        const char *message = strstr(code, message_key);
        const char *line = strstr(code, line_key);
        ck_assert(message != NULL && line != NULL);
        message += strlen(message_key);
        struct entry *entry =
            add_entry(&outcome->found, file, strtoul(line + strlen(line_key), NULL, 10), code, strcspn(code, "\""));
        copy_string(entry->words, sizeof(entry->words), message, (size_t)(line - message));
        at = line;
    }
}

/* A fixture may bring a rule set of its own. */
static void load_rules(zp_engine *engine, const struct paths *paths)
{
    const zp_style style = { .language = ZP_CHINESE };
    for (size_t i = 0; i < paths->count; i++) {
        if (strcmp(name_of_path(paths->items[i]), "rules.yaml") == 0) {
            const zp_rule_set *rules = NULL;
            struct buffer refused = { NULL, 0 };
            struct buffer source = read_file(paths->items[i]);
            zp_status status = zp_rule_set_load(engine, (zp_text){ source.bytes, source.size_bytes },
                                                text_of("rules.yaml"), &style, sink_to(&refused), &rules);
            ck_assert_msg(status == ZP_OK, "%s: %s", paths->items[i], refused.bytes == NULL ? "" : refused.bytes);
            free(source.bytes);
            free(refused.bytes);
        }
    }
}

static bool is_project(const char *file)
{
    return strcmp(file, "department.yaml") != 0 && strcmp(file, "rules.yaml") != 0;
}

static zp_department *load_department(struct outcome *outcome, zp_session *session, struct paths *paths)
{
    zp_department *department = NULL;
    for (size_t i = 0; i < paths->count; i++) {
        const char *file = name_of_path(paths->items[i]);
        if (strcmp(file, "department.yaml") == 0) {
            struct buffer source = read_source(outcome, paths->items[i]);
            zp_status status =
                zp_department_load(session, (zp_text){ source.bytes, source.size_bytes }, text_of(file), &department);
            ck_assert(status == ZP_OK || status == ZP_REJECTED);
            free(source.bytes);
        }
    }
    return department;
}

static void run_projects(struct outcome *outcome, zp_engine *engine, struct paths *paths)
{
    zp_session *session = NULL;
    zp_batch *batch = NULL;
    struct buffer json = { NULL, 0 };
    zp_totals totals;
    zp_batch_settings settings = { .report = ZP_REPORT_AUDIT, .format = ZP_JSON, .sink = sink_to(&json) };
    load_rules(engine, paths);
    ck_assert_int_eq(zp_session_create(engine, &session), ZP_OK);
    ck_assert_int_eq(zp_batch_create(engine, &settings, &batch), ZP_OK);
    zp_department *department = load_department(outcome, session, paths);
    for (size_t i = 0; i < paths->count; i++) {
        const char *file = name_of_path(paths->items[i]);
        if (!is_project(file)) {
            continue;
        }
        struct buffer source = read_source(outcome, paths->items[i]);
        if (outcome->unopened[0] != '\0') {
            run_unopened(outcome, session, batch, file);
        } else {
            run_source(outcome, session, batch, file, source, department);
        }
        free(source.bytes);
    }
    if (department != NULL) {
        ck_assert_int_eq(zp_batch_admit_department(batch, department), ZP_OK);
    }
    ck_assert_int_eq(zp_batch_finish(batch, &totals), ZP_OK);
    note_department_findings(outcome, "department.yaml", json.bytes);
    zp_batch_destroy(batch);
    zp_department_destroy(department);
    zp_session_destroy(session);
    free(json.bytes);
}

/* Lines `file:line:column: severity code`, each with a line for the message below it. */
static void note_findings_of_text(struct outcome *outcome, const char *file, const char *text)
{
    size_t file_bytes = strlen(file);
    while (*text != '\0') {
        size_t head_bytes = strcspn(text, "\n");
        size_t code_bytes = 0;
        ck_assert_msg(starts_with(text, file) && text[head_bytes] == '\n', "%s", text);
        while (code_bytes < head_bytes && text[head_bytes - code_bytes - 1] != ' ') {
            code_bytes++;
        }
        unsigned long line = strtoul(text + file_bytes + 1, NULL, 10);
        struct entry *entry = add_entry(&outcome->found, file, line, text + head_bytes - code_bytes, code_bytes);
        text += head_bytes + 1;
        size_t message_bytes = strcspn(text, "\n");
        copy_string(entry->words, sizeof(entry->words), text, message_bytes);
        text += message_bytes + (text[message_bytes] == '\n');
    }
}

static void run_rule_sets(struct outcome *outcome, zp_engine *engine, struct paths *paths)
{
    const zp_style style = { .language = ZP_CHINESE, .columns = 100000 };
    for (size_t i = 0; i < paths->count; i++) {
        const char *file = name_of_path(paths->items[i]);
        const zp_rule_set *rules = NULL;
        struct buffer findings = { NULL, 0 };
        struct buffer source = read_source(outcome, paths->items[i]);
        ck_assert(put(&findings, "", 0));
        zp_status status = zp_rule_set_load(engine, (zp_text){ source.bytes, source.size_bytes }, text_of(file), &style,
                                            sink_to(&findings), &rules);
        ck_assert(status == ZP_OK || (status == ZP_REJECTED && findings.size_bytes > 0));
        note_findings_of_text(outcome, file, findings.bytes);
        free(findings.bytes);
        free(source.bytes);
    }
}

static void run_baselines(struct outcome *outcome, zp_engine *engine, struct paths *paths)
{
    const zp_style style = { .language = ZP_CHINESE, .columns = 100000 };
    for (size_t i = 0; i < paths->count; i++) {
        const char *file = name_of_path(paths->items[i]);
        zp_baseline *baseline = NULL;
        struct buffer findings = { NULL, 0 };
        struct buffer source = read_source(outcome, paths->items[i]);
        zp_baseline_description description = {
            .source = { source.bytes, source.size_bytes },
            .file = text_of(file),
            .today = { 2026, 7, 1 },
        };
        ck_assert(put(&findings, "", 0));
        zp_status status = zp_baseline_load(engine, &description, &style, sink_to(&findings), &baseline);
        ck_assert(status == ZP_OK || (status == ZP_REJECTED && findings.size_bytes > 0));
        note_findings_of_text(outcome, file, findings.bytes);
        zp_baseline_destroy(baseline);
        free(findings.bytes);
        free(source.bytes);
    }
}

/* The settings are read with the sources, before there is an engine; what else was read then is read again. */
static void read_settings(struct outcome *outcome, struct paths *paths)
{
    struct outcome *first = calloc(1, sizeof(*first));
    ck_assert_ptr_nonnull(first);
    zp_settings_default(&first->settings);
    for (size_t i = 0; i < paths->count; i++) {
        free(read_source(first, paths->items[i]).bytes);
    }
    outcome->settings = first->settings;
    free(first);
}

static struct outcome *run(const char *path)
{
    static char items[MOST_FILES][PATH_BYTES];
    struct paths paths = { items, 0 };
    struct outcome *outcome = calloc(1, sizeof(*outcome));
    zp_engine *engine = NULL;
    ck_assert_ptr_nonnull(outcome);
    list_fixture(&paths, path);
    read_settings(outcome, &paths);
    ck_assert_int_eq(zp_engine_create(&outcome->settings, &engine), ZP_OK);
    if (starts_with(path, RULE_SETS "/")) {
        run_rule_sets(outcome, engine, &paths);
    } else if (starts_with(path, BASELINES "/")) {
        run_baselines(outcome, engine, &paths);
    } else {
        run_projects(outcome, engine, &paths);
    }
    zp_engine_destroy(engine);
    return outcome;
}

/* ---- comparing ---- */

static bool fits(const struct entry *expected, const struct entry *found)
{
    return strcmp(expected->file, found->file) == 0 && expected->line == found->line &&
           strcmp(expected->code, found->code) == 0 && strstr(found->words, expected->words) != NULL;
}

/* Expectations with words first: one without could take the finding that another one means. */
static void match(struct outcome *outcome, bool has_words)
{
    for (size_t i = 0; i < outcome->expected.count; i++) {
        struct entry *expected = &outcome->expected.items[i];
        for (size_t j = 0; j < outcome->found.count && (expected->words[0] != '\0') == has_words; j++) {
            struct entry *found = &outcome->found.items[j];
            if (!expected->is_matched && !found->is_matched && fits(expected, found)) {
                expected->is_matched = found->is_matched = true;
            }
        }
    }
}

static size_t report_unmatched(const char *path, const char *title, const struct entries *entries)
{
    size_t count = 0;
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        if (!entry->is_matched) {
            fprintf(stderr, "%s: %s %s:%lu %s %s\n", path, title, entry->file, entry->line, entry->code, entry->words);
            count++;
        }
    }
    return count;
}

static size_t report_totals(const char *path, const struct outcome *outcome)
{
    const struct totals *expected = &outcome->expected_totals;
    const struct totals *found = &outcome->found_totals;
    size_t wrong = 0;
    bool is_stated = expected->count > 0 || starts_with(path, ACCEPTED "/");
    for (size_t i = 0; is_stated && (i < expected->count || i < found->count); i++) {
        const char *stated = i < expected->count ? expected->items[i] : "nothing";
        const char *computed = i < found->count ? found->items[i] : "nothing";
        if (strcmp(stated, computed) != 0) {
            fprintf(stderr, "%s: expected %s, found %s\n", path, stated, computed);
            wrong++;
        }
    }
    return wrong;
}

static char all_fixtures[MOST_FIXTURES][PATH_BYTES];
static struct paths fixtures = { all_fixtures, 0 };

START_TEST(test_fixture)
{
    const char *path = fixtures.items[_i];
    struct outcome *outcome = run(path);
    match(outcome, true);
    match(outcome, false);
    size_t wrong = report_unmatched(path, "expected", &outcome->expected) +
                   report_unmatched(path, "found", &outcome->found) + report_totals(path, outcome);
    free(outcome);
    ck_assert_msg(wrong == 0, "%s", path);
}
END_TEST

/* ---- completeness ---- */

/* The code that a fixture is named after: the longest with which its name begins, a dash or a point behind it. */
static zp_text code_of_name(const char *name)
{
    zp_text longest = { NULL, 0 };
    zp_text code;
    for (size_t i = 0; (code = zp_finding_code_at(i)).bytes != NULL; i++) {
        bool is_beginning =
            strncmp(name, code.bytes, code.size_bytes) == 0 && strchr("-.", name[code.size_bytes]) != NULL;
        if (is_beginning && code.size_bytes > longest.size_bytes) {
            longest = code;
        }
    }
    return longest;
}

static bool is_near_miss(const char *name, zp_text code)
{
    return strncmp(name + code.size_bytes, "--", 2) == 0;
}

static bool raises(const char *path, zp_text code)
{
    struct outcome *outcome = run(path);
    bool is_raised = false;
    for (size_t i = 0; i < outcome->found.count; i++) {
        const char *found = outcome->found.items[i].code;
        is_raised = is_raised || (strlen(found) == code.size_bytes && memcmp(found, code.bytes, code.size_bytes) == 0);
    }
    free(outcome);
    return is_raised;
}

static bool has_fixture(zp_text code, bool is_near)
{
    for (size_t i = 0; i < fixtures.count; i++) {
        const char *name = name_of_path(fixtures.items[i]);
        if (starts_with(fixtures.items[i], FINDINGS "/") && code_of_name(name).bytes == code.bytes &&
            is_near_miss(name, code) == is_near) {
            return true;
        }
    }
    return false;
}

START_TEST(test_name)
{
    const char *path = fixtures.items[_i];
    const char *name = name_of_path(path);
    if (!starts_with(path, FINDINGS "/")) {
        return;
    }
    zp_text code = code_of_name(name);
    ck_assert_msg(code.bytes != NULL, "%s is named after no code", path);
    ck_assert_msg(raises(path, code) != is_near_miss(name, code), "%s: raised by a near miss, or not raised", path);
}
END_TEST

START_TEST(test_completeness)
{
    zp_text code;
    size_t missing = 0;
    for (size_t i = 0; (code = zp_finding_code_at(i)).bytes != NULL; i++) {
        if (!has_fixture(code, false) || !has_fixture(code, true)) {
            fprintf(stderr, "%.*s has no fixture, or no near miss\n", (int)code.size_bytes, code.bytes);
            missing++;
        }
    }
    ck_assert_uint_eq(missing, 0);
}
END_TEST

int main(void)
{
    list_folder(&fixtures, FINDINGS, MOST_FIXTURES);
    list_folder(&fixtures, RULE_SETS, MOST_FIXTURES);
    list_folder(&fixtures, BASELINES, MOST_FIXTURES);
    list_folder(&fixtures, ACCEPTED, MOST_FIXTURES);
    Suite *suite = suite_create("fixtures");
    TCase *tcase = tcase_create("fixtures");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, test_fixture, 0, (int)fixtures.count);
    tcase_add_loop_test(tcase, test_name, 0, (int)fixtures.count);
    tcase_add_test(tcase, test_completeness);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
