#include "json_member.h"
#include "report.h"

/* The grades and what reaches them, typed. */

KEY(project);
KEY(year);
KEY(file);
KEY(rules);
KEY(total);
KEY(low);
KEY(high);
KEY(grade);
KEY(possible);
KEY(uncertain);
KEY(is_only_reason);
KEY(indicators);
KEY(indicator);
KEY(level1);
KEY(level2);
KEY(boundaries);
KEY(relation);
KEY(bound);
KEY(distance);
KEY(lift);
KEY(vetoes);
KEY(executed);
KEY(from);
KEY(to);
KEY(rate);
KEY(score);
KEY(part);
KEY(kind);
KEY(reaches);
KEY(text);
KEY(tier);
KEY(same_tier);
KEY(certain);

static void member_grade(struct json *json, const struct grade_band *grade)
{
    member_text_or_null(json, &key_grade, grade == NULL ? TEXT("") : grade->grade);
}

static struct json member_open(struct json *json, const struct key *key, char bracket)
{
    member_begin(json, key);
    return json_open(json->writer, bracket);
}

static void write_reason(struct json *list, const struct indicator_score *score)
{
    json_item(list);
    struct json json = json_open(list->writer, '{');
    member_text(&json, &key_indicator, score->indicator->name.text);
    member_text_or_null(&json, &key_level1, score->indicator->level1);
    member_text_or_null(&json, &key_level2, score->indicator->level2);
    member_decimal(&json, &key_low, score->low);
    member_decimal(&json, &key_high, score->high);
    writer_character(list->writer, '}');
}

static void write_uncertainty(struct json *json, const struct report_project *report, const struct boundaries *found)
{
    struct json possible = member_open(json, &key_possible, '[');
    for (size_t i = 0; i < report->score->grade.possible_count; i++) {
        json_item(&possible);
        json_string(json->writer, report->score->grade.possible[i]->grade);
    }
    writer_character(json->writer, ']');
    struct json uncertain = member_open(json, &key_uncertain, '{');
    member_begin(&uncertain, &key_is_only_reason);
    writer_string(json->writer, found->is_sole_reason ? "true" : "false");
    struct json list = member_open(&uncertain, &key_indicators, '[');
    for (size_t i = 0; i < found->uncertain_count; i++) {
        write_reason(&list, found->uncertain[i]);
    }
    writer_string(json->writer, "]}");
}

static void executed_members(struct json *json, const struct executed_change *change)
{
    member_decimal(json, &key_from, change->from);
    member_decimal(json, &key_to, change->to);
    member_decimal(json, &key_rate, change->rate_per_cent);
    member_decimal(json, &key_score, change->points);
    member_decimal(json, &key_total, change->total);
    member_grade(json, change->grade);
}

static void write_lift(struct json *json, const struct boundary *boundary)
{
    if (boundary->lifted_count == 0) {
        member_null(json, &key_lift);
        return;
    }
    struct json lift = member_open(json, &key_lift, '{');
    struct json vetoes = member_open(&lift, &key_vetoes, '[');
    for (size_t i = 0; i < boundary->lifted_count; i++) {
        json_item(&vetoes);
        json_string(json->writer, boundary->lifted[i]->title);
    }
    writer_character(json->writer, ']');
    if (boundary->lift.is_found) {
        executed_members(&lift, &boundary->lift);
    } else {
        member_null(&lift, &key_to);
    }
    writer_character(json->writer, '}');
}

static void write_executed(struct json *json, const struct executed_change *change)
{
    if (!change->is_found) {
        member_null(json, &key_executed);
        return;
    }
    struct json executed = member_open(json, &key_executed, '{');
    executed_members(&executed, change);
    writer_character(json->writer, '}');
}

static void tier_members(struct json *json, const struct achieved_change *change)
{
    static const char *const tiers[TIER_COUNT] = { "achieved", "partly", "not" };
    member_text(json, &key_tier, text_of(tiers[change->tier]));
    member_begin(json, &key_same_tier);
    writer_string(json->writer, change->keeps_tier ? "true" : "false");
    member_decimal(json, &key_low, change->low);
    member_decimal(json, &key_high, change->high);
    member_begin(json, &key_certain);
    writer_string(json->writer, change->is_certain ? "true" : "false");
}

static void write_achieved(struct json *list, const struct achieved_change *change)
{
    const struct indicator *indicator = change->indicator->indicator;
    json_item(list);
    struct json json = json_open(list->writer, '{');
    member_text(&json, &key_indicator, indicator->name.text);
    member_text_or_null(&json, &key_level1, indicator->level1);
    member_text_or_null(&json, &key_level2, indicator->level2);
    member_text_or_null(&json, &key_part, change->part == NULL ? TEXT("") : change->part->name.text);
    member_text(&json, &key_kind, change->is_tier ? TEXT("tier") : TEXT("number"));
    member_begin(&json, &key_reaches);
    writer_string(list->writer, change->is_found ? "true" : "false");
    if (change->is_found && change->is_tier) {
        tier_members(&json, change);
    } else if (change->is_found) {
        member_decimal_if(&json, &key_from, change->has_from, change->from);
        member_decimal(&json, &key_to, change->to);
        member_text(&json, &key_text, change->to_text);
    }
    member_decimal(&json, &key_score, change->points);
    member_decimal(&json, &key_total, change->total);
    member_grade(&json, change->grade);
    writer_character(list->writer, '}');
}

static void write_boundary(struct json *list, const struct boundary *boundary)
{
    static const char *const relations[BOUNDARY_RELATION_COUNT] = { "better", "same", "worse" };
    json_item(list);
    writer_character(list->writer, '\n');
    struct json json = json_open(list->writer, '{');
    member_grade(&json, boundary->grade);
    member_text(&json, &key_relation, text_of(relations[boundary->relation]));
    member_decimal(&json, &key_bound, boundary->bound);
    member_decimal(&json, &key_distance, boundary->distance);
    write_executed(&json, &boundary->executed);
    write_lift(&json, boundary);
    struct json achieved = member_open(&json, &key_indicators, '[');
    for (size_t i = 0; i < boundary->achieved_count; i++) {
        write_achieved(&achieved, &boundary->achieved[i]);
    }
    writer_string(list->writer, "]}");
}

void json_boundaries(struct writer *writer, const struct report_project *report, const struct boundaries *found)
{
    struct json json = json_open(writer, '{');
    member_text(&json, &key_project, report->project->name.text);
    member_figure(&json, &key_year, &report->project->year);
    member_name(&json, &key_file, report->file);
    member_text(&json, &key_rules, report->rules->id);
    member_decimal(&json, &key_total, report->score->total);
    member_decimal(&json, &key_low, report->score->total_low);
    member_decimal(&json, &key_high, report->score->total_high);
    member_grade(&json, report->score->grade.computed);
    write_uncertainty(&json, report, found);
    struct json list = member_open(&json, &key_boundaries, '[');
    for (size_t i = 0; i < found->boundary_count; i++) {
        write_boundary(&list, &found->boundaries[i]);
    }
    writer_string(writer, "\n]}");
}
