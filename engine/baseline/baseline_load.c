#include "baseline_load.h"

#include "writer.h"

#include <stdlib.h>

/* ---- one entry ---- */

struct known_draft {
    struct cell project;
    struct cell department;
    struct figure year;
    struct cell indicator;
    struct cell code;
    struct figure count;
    struct cell reason;
    struct cell until;
};
static const struct field known_fields[] = {
    FIELD("项目", "project", FIELD_TEXT, FIELD_OPTIONAL, struct known_draft, project),
    FIELD("部门", "department", FIELD_TEXT, FIELD_OPTIONAL, struct known_draft, department),
    FIELD("年度", "year", FIELD_YEAR, FIELD_OPTIONAL, struct known_draft, year),
    FIELD("指标", "indicator", FIELD_TEXT, FIELD_OPTIONAL, struct known_draft, indicator),
    FIELD("代码", "code", FIELD_TEXT, FIELD_REQUIRED, struct known_draft, code),
    FIELD("个数", "count", FIELD_COUNT, FIELD_OPTIONAL, struct known_draft, count),
    FIELD("理由", "reason", FIELD_TEXT, FIELD_REQUIRED, struct known_draft, reason),
    FIELD("到期", "until", FIELD_TEXT, FIELD_REQUIRED, struct known_draft, until),
};
static const struct field_table known_table = FIELD_TABLE("已知问题", known_fields);

static void report_wrong(struct loading *loading, struct text field, const struct cell *cell, struct text words)
{
    finding_report(loading->findings, MESSAGE_wrong_word, cell->place, loading->indicator, TEXT_ARGUMENT(field),
                   TEXT_ARGUMENT(cell->text), TEXT_ARGUMENT(words));
}

static void owner_load(struct loading *loading, struct fingerprint *fingerprint, const struct known_draft *draft)
{
    const struct cell *project = &draft->project;
    const struct cell *department = &draft->department;
    if (project->is_given && department->is_given) {
        report_duplicate_field(loading, TEXT("部门"), department->place, TEXT("项目"), project->place);
    } else if (!project->is_given && !department->is_given) {
        report_missing(loading, TEXT("项目"), project->place);
    }
    fingerprint->is_of_department = !project->is_given;
    fingerprint->owner = project->is_given ? project->text : department->text;
    fingerprint->year = (int32_t)draft->year.value.coefficient;
}

static void code_load(struct loading *loading, struct fingerprint *fingerprint, const struct cell *code)
{
    if (code->is_given && !finding_code_find(code->text, &fingerprint->code)) {
        report_wrong(loading, TEXT("代码"), code, TEXT("score-overclaimed, … (ziping explain)"));
    }
}

static bool is_of_calendar(struct date date)
{
    static const int32_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap_year = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    return date.year > 0 && date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= days[date.month - 1] &&
           (date.month != 2 || date.day < 29 || is_leap_year);
}

/* 2027-06-30 */
static bool date_read(struct text text, struct date *date_out)
{
    enum { DATE_BYTES = 10, FIRST_LINE = 4, SECOND_LINE = 7 };
    int32_t numbers[3] = { 0, 0, 0 };
    if (text.size_bytes != DATE_BYTES) {
        return false;
    }
    for (size_t i = 0; i < DATE_BYTES; i++) {
        bool is_line = i == FIRST_LINE || i == SECOND_LINE;
        bool is_digit = text.bytes[i] >= '0' && text.bytes[i] <= '9';
        if (is_line ? text.bytes[i] != '-' : !is_digit) {
            return false;
        }
        int32_t *number = &numbers[(i > FIRST_LINE) + (i > SECOND_LINE)];
        *number = is_line ? *number : *number * 10 + (text.bytes[i] - '0');
    }
    *date_out = (struct date){ numbers[0], numbers[1], numbers[2] };
    return is_of_calendar(*date_out);
}

static void count_load(struct loading *loading, struct known_finding *known, const struct figure *count)
{
    known->count = count->is_given ? (uint64_t)decimal_truncated(count->value, 0).coefficient : 1;
    if (known->count == 0) {
        finding_report(loading->findings, MESSAGE_wrong_word, count->place, loading->indicator,
                       TEXT_ARGUMENT(TEXT("个数")), TEXT_ARGUMENT(count->text), TEXT_ARGUMENT(TEXT("1, 2, 3, …")));
    }
}

static const struct known_finding *known_load(struct loading *loading, const struct node *node)
{
    struct known_finding *known = ARENA_NEW(loading->arena, struct known_finding);
    struct known_draft draft = { .project.place = node->place };
    if (!fields_load(loading, &known_table, node, &draft)) {
        return known;
    }
    known->place = node->place;
    owner_load(loading, &known->fingerprint, &draft);
    known->fingerprint.indicator = draft.indicator.text;
    code_load(loading, &known->fingerprint, &draft.code);
    count_load(loading, known, &draft.count);
    known->reason = draft.reason.text;
    if (draft.until.is_given && !date_read(draft.until.text, &known->until)) {
        report_wrong(loading, TEXT("到期"), &draft.until, TEXT("YYYY-MM-DD (2027-06-30)"));
    }
    return known;
}

/* ---- the list ---- */

struct baseline_draft {
    const struct node *known;
};
static const struct field baseline_fields[] = {
    FIELD("已知问题", "known_findings", FIELD_NODE, FIELD_REQUIRED, struct baseline_draft, known),
};
static const struct field_table baseline_table = FIELD_TABLE("已知问题文件", baseline_fields);

static const struct outlined_table outlined_tables[] = {
    { "baseline", &baseline_table },
    { "known_finding", &known_table },
};
const struct field_outline baseline_outline = { .tables = outlined_tables,
                                                .table_count = sizeof(outlined_tables) / sizeof(outlined_tables[0]) };

static int compare_entries(const void *a, const void *b)
{
    const struct known_finding *first = *(const struct known_finding *const *)a;
    const struct known_finding *second = *(const struct known_finding *const *)b;
    int order = fingerprint_compare(&first->fingerprint, &second->fingerprint);
    if (order == 0) {
        order = (first->place.line > second->place.line) - (first->place.line < second->place.line);
    }
    return order != 0 ? order
                      : (first->place.column > second->place.column) - (first->place.column < second->place.column);
}

static void report_repetitions(struct loading *loading, const struct baseline *baseline)
{
    for (size_t i = 1; i < baseline->count; i++) {
        const struct known_finding *before = baseline->entries[i - 1];
        const struct known_finding *known = baseline->entries[i];
        if (fingerprint_compare(&before->fingerprint, &known->fingerprint) == 0) {
            struct text code = text_of(finding_code_name(known->fingerprint.code));
            report_duplicate_field(loading, code, known->place, code, before->place);
        }
    }
}

static struct text date_text(struct arena *arena, struct date date)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    writer_date(&writer, date);
    return collected_text(&writer, &collected);
}

static void report_expired(struct loading *loading, const struct baseline *baseline, struct date today)
{
    for (size_t i = 0; i < baseline->count; i++) {
        const struct known_finding *known = baseline->entries[i];
        if (date_compare(known->until, today) < 0) {
            finding_report(loading->findings, MESSAGE_baseline_expired, known->place, known->fingerprint.indicator,
                           TEXT_ARGUMENT(known->fingerprint.owner),
                           TEXT_ARGUMENT(text_of(finding_code_name(known->fingerprint.code))),
                           TEXT_ARGUMENT(date_text(loading->arena, known->until)), TEXT_ARGUMENT(known->reason));
        }
    }
}

static struct baseline *entries_load(struct loading *loading, const struct node *list)
{
    struct baseline *baseline = ARENA_NEW(loading->arena, struct baseline);
    if (list->kind != NODE_SEQUENCE) {
        report_wrong_type(loading, TEXT("已知问题"), TERM_sequence, list);
        return baseline;
    }
    baseline->entries = ARENA_ARRAY(loading->arena, const struct known_finding *, list->child_count);
    for (const struct node *item = list->first_child; item != NULL; item = item->next) {
        baseline->entries[baseline->count++] = known_load(loading, item);
    }
    return baseline;
}

const struct baseline *baseline_load(struct loading *loading, const struct node *root, struct date today)
{
    const size_t *errors = &loading->findings->count_by_severity[SEVERITY_ERROR];
    struct baseline_draft draft = { 0 };
    loading->indicator = (struct text){ 0 };
    loading->is_extending = false;
    loading->spellings = (struct field_spellings){ 0 };
    if (!fields_load(loading, &baseline_table, root, &draft) || draft.known == NULL) {
        return NULL;
    }
    struct baseline *baseline = entries_load(loading, draft.known);
    /* What could not be read is like others without being it. */
    if (*errors == 0) {
        qsort(baseline->entries, baseline->count, sizeof(baseline->entries[0]), compare_entries);
        report_repetitions(loading, baseline);
        report_expired(loading, baseline, today);
    }
    return *errors == 0 ? baseline : NULL;
}
