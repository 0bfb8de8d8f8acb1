#include "catalogue.h"
#include "json_member.h"
#include "report_difference.h"

/* {"version", "before", "after", "parts", "projects": […], "departments": […], "summary"}. A project stands on one
   line; of projects that stay as they are there is none. */

KEY(before);
KEY(after);
KEY(parts);
KEY(project);
KEY(year);
KEY(file);
KEY(department);
KEY(status);
KEY(total);
KEY(low);
KEY(high);
KEY(execution);
KEY(grade);
KEY(possible);
KEY(gained);
KEY(changes);
KEY(change);
KEY(alone);
KEY(together);
KEY(indicators);
KEY(level1);
KEY(level2);
KEY(name);
KEY(computed);
KEY(new_findings);
KEY(gone_findings);
KEY(code);
KEY(line);
KEY(column);
KEY(indicator);
KEY(projects);
KEY(compared);
KEY(unreadable);
KEY(changed);
KEY(score);
KEY(interval);
KEY(findings);
KEY(raised);
KEY(lowered);
KEY(grades);
KEY(count);

/* ---- one project ---- */

static void write_parts(struct json *json, const struct key *key, unsigned parts)
{
    if (key != NULL) {
        member_begin(json, key);
    } else {
        json_item(json);
    }
    struct json list = json_open(json->writer, '[');
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        if ((parts & part_bit((enum rule_part)part)) != 0) {
            json_item(&list);
            json_string(json->writer, word_of_part((enum rule_part)part));
        }
    }
    writer_character(json->writer, ']');
}

static void write_changes(struct json *json, const struct difference *difference)
{
    member_begin(json, &key_changes);
    struct json list = json_open(json->writer, '[');
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        const struct cause *cause = &difference->causes[change];
        if ((difference->changes & change_bit((enum change)change)) == 0) {
            continue;
        }
        json_item(&list);
        struct json object = json_open(json->writer, '{');
        member_word(&object, &key_change, word_of_change((enum change)change));
        write_parts(&object, &key_alone, cause->alone);
        member_begin(&object, &key_together);
        struct json sets = json_open(json->writer, '[');
        for (size_t i = 0; i < cause->together_count; i++) {
            write_parts(&sets, NULL, cause->together[i]);
        }
        writer_literal(json->writer, "]}");
    }
    writer_character(json->writer, ']');
}

static void write_judgement(struct json *json, const struct key *key, const struct project_score *score)
{
    if (score == NULL) {
        member_null(json, key);
        return;
    }
    member_begin(json, key);
    struct json object = json_open(json->writer, '{');
    member_decimal(&object, &key_total, score->total);
    member_decimal(&object, &key_low, score->total_low);
    member_decimal(&object, &key_high, score->total_high);
    member_decimal(&object, &key_execution, score->execution.score);
    member_text_or_null(&object, &key_grade, score->grade.computed == NULL ? TEXT("") : score->grade.computed->grade);
    member_begin(&object, &key_possible);
    struct json list = json_open(json->writer, '[');
    for (size_t i = 0; i < score->grade.possible_count; i++) {
        json_item(&list);
        json_string(json->writer, score->grade.possible[i]->grade);
    }
    writer_literal(json->writer, "]}");
}

static void write_points(struct json *json, const struct key *key, const struct indicator_score *score)
{
    member_begin(json, key);
    struct json object = json_open(json->writer, '{');
    member_decimal(&object, &key_low, score->low);
    member_decimal(&object, &key_high, score->high);
    member_decimal(&object, &key_computed, score->computed);
    writer_character(json->writer, '}');
}

/* Those that change. */
static void write_indicators(struct json *json, const struct project_score *before, const struct project_score *after)
{
    member_begin(json, &key_indicators);
    struct json list = json_open(json->writer, '[');
    for (size_t i = 0; i < before->indicator_count; i++) {
        const struct indicator_score *old = &before->indicators[i];
        const struct indicator_score *new = &after->indicators[i];
        if (decimal_equals(old->low, new->low) && decimal_equals(old->high, new->high) &&
            decimal_equals(old->computed, new->computed)) {
            continue;
        }
        json_item(&list);
        struct json object = json_open(json->writer, '{');
        member_text(&object, &key_level1, old->indicator->level1);
        member_text_or_null(&object, &key_level2, old->indicator->level2);
        member_text_or_null(&object, &key_name, old->indicator->name.text);
        write_points(&object, &key_before, old);
        write_points(&object, &key_after, new);
        writer_character(json->writer, '}');
    }
    writer_character(json->writer, ']');
}

static void write_findings(struct json *json, const struct key *key, const struct report_difference *report,
                           bool are_new)
{
    struct finding_changes changes = { report->before.findings->first, report->after.findings->first };
    const struct finding *finding = NULL;
    bool is_new = false;
    member_begin(json, key);
    struct json list = json_open(json->writer, '[');
    while ((finding = finding_change_next(&changes, &is_new)) != NULL) {
        if (is_new != are_new) {
            continue;
        }
        json_item(&list);
        struct json object = json_open(json->writer, '{');
        member_word(&object, &key_code, finding_code_text(message_code(finding->message)));
        member_count(&object, &key_line, finding->place.line);
        member_count(&object, &key_column, finding->place.column);
        member_text_or_null(&object, &key_indicator, finding->indicator);
        writer_character(json->writer, '}');
    }
    writer_character(json->writer, ']');
}

static void write_year(struct json *json, const struct project *project)
{
    int32_t year = project == NULL ? 0 : project_year(project);
    if (year > 0) {
        member_count(json, &key_year, (uint64_t)year);
    } else {
        member_null(json, &key_year);
    }
}

static void write_project(struct writer *writer, const struct report_difference *report)
{
    const struct project *project = report->project;
    struct json object = json_open(writer, '{');
    member_text_or_null(&object, &key_project, project == NULL ? TEXT("") : project->name.text);
    write_year(&object, project);
    member_name(&object, &key_file, report->file);
    member_text_or_null(&object, &key_department, report->department);
    member_word(&object, &key_status, report->difference == NULL ? TEXT("unreadable") : TEXT("compared"));
    write_judgement(&object, &key_before, report->before.score);
    write_judgement(&object, &key_after, report->after.score);
    if (report->difference != NULL) {
        const struct project_score *before = report->before.score;
        const struct project_score *after = report->after.score;
        member_decimal(&object, &key_gained, decimal_subtract(after->total, before->total));
        write_changes(&object, report->difference);
        write_indicators(&object, before, after);
        write_findings(&object, &key_new_findings, report, true);
        write_findings(&object, &key_gone_findings, report, false);
    }
    writer_character(writer, '}');
}

void json_line_difference(struct writer *writer, const struct report_difference *report)
{
    write_project(writer, report);
    writer_character(writer, '\n');
}

void json_difference_project(struct writer *writer, const struct report_difference *report, bool is_first)
{
    writer_string(writer, is_first ? "\n" : ",\n");
    write_project(writer, report);
}

/* ---- the whole ---- */

void json_difference_begin(struct writer *writer, const struct report_difference_head *head)
{
    writer_literal(writer, "{\"version\": 1");
    struct json object = { .writer = writer, .has_member = true };
    member_text(&object, &key_before, head->before->id);
    member_text(&object, &key_after, head->after->id);
    write_parts(&object, &key_parts, head->differing);
    member_begin(&object, &key_projects);
    writer_character(writer, '[');
}

static void write_counts(struct json *json, const struct difference_counts *counts)
{
    member_count(json, &key_projects, counts->projects);
    member_count(json, &key_compared, counts->compared);
    member_count(json, &key_unreadable, counts->projects - counts->compared);
    member_count(json, &key_changed, counts->changed);
    member_count(json, &key_score, counts->by_change[CHANGE_SCORE]);
    member_count(json, &key_interval, counts->by_change[CHANGE_INTERVAL]);
    member_count(json, &key_grade, counts->by_change[CHANGE_GRADE]);
    member_count(json, &key_possible, counts->by_change[CHANGE_POSSIBLE]);
    member_count(json, &key_findings, counts->by_change[CHANGE_FINDINGS]);
    member_count(json, &key_raised, counts->raised);
    member_count(json, &key_lowered, counts->lowered);
    member_decimal_if(json, &key_gained, true, counts->points);
    member_begin(json, &key_grades);
    struct json list = json_open(json->writer, '[');
    for (const struct grade_move *move = counts->moves; move != NULL; move = move->next) {
        json_item(&list);
        struct json object = json_open(json->writer, '{');
        member_text_or_null(&object, &key_before, move->from);
        member_text_or_null(&object, &key_after, move->to);
        member_count(&object, &key_count, move->count);
        writer_character(json->writer, '}');
    }
    writer_character(json->writer, ']');
}

static void write_department(struct writer *writer, struct text name, const struct difference_counts *counts,
                             bool is_first)
{
    writer_string(writer, is_first ? "\n" : ",\n");
    struct json object = json_open(writer, '{');
    member_text_or_null(&object, &key_department, name);
    write_counts(&object, counts);
    writer_character(writer, '}');
}

static void write_by_part(struct json *json, const struct difference_totals *totals)
{
    static const struct text together = { "together", sizeof("together") - 1 };
    member_begin(json, &key_parts);
    struct json object = json_open(json->writer, '{');
    for (size_t part = 0; part <= RULE_PART_COUNT; part++) {
        json_item(&object);
        json_string(json->writer, part == RULE_PART_COUNT ? together : word_of_part((enum rule_part)part));
        writer_literal(json->writer, ": ");
        writer_count(json->writer, part == RULE_PART_COUNT ? totals->together : totals->by_part[part]);
    }
    writer_character(json->writer, '}');
}

void json_difference_end(struct writer *writer, const struct difference_totals *totals)
{
    bool is_first = true;
    writer_literal(writer, "\n], \"departments\": [");
    for (const struct difference_department *department = totals->first_department; department != NULL;
         department = department->next) {
        write_department(writer, department->name, &department->counts, is_first);
        is_first = false;
    }
    if (totals->has_others) {
        write_department(writer, TEXT(""), &totals->others.counts, is_first);
    }
    writer_literal(writer, "\n], \"summary\": ");
    struct json object = json_open(writer, '{');
    write_counts(&object, &totals->all);
    write_by_part(&object, totals);
    writer_literal(writer, "}}\n");
}
