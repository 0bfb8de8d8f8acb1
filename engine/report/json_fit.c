#include "json_member.h"
#include "report_fit.h"

/* {"version", "projects", "unreadable", "rule_sets": […], "held", "parameters": […]}; each rule set and each parameter
   stands on one line. */

KEY(projects);
KEY(unreadable);
KEY(rules);
KEY(name);
KEY(file);
KEY(indicator_scores);
KEY(execution_scores);
KEY(totals);
KEY(grades);
KEY(reproduced);
KEY(declared);
KEY(held);
KEY(parameter);
KEY(grade);
KEY(evidence);
KEY(unreproduced);
KEY(contradictory);
KEY(low);
KEY(high);
KEY(least);
KEY(greatest);
KEY(value);
KEY(upper);
KEY(lower);
KEY(closed);
KEY(result);
KEY(project);
KEY(indicator);
KEY(points);
KEY(total);
KEY(allowed);
KEY(missed);

static const struct key *key_of_declared(enum declared declared)
{
    static const struct key *const keys[DECLARED_COUNT] = {
        [DECLARED_INDICATOR_SCORE] = &key_indicator_scores,
        [DECLARED_EXECUTION_SCORE] = &key_execution_scores,
        [DECLARED_TOTAL] = &key_totals,
        [DECLARED_GRADE] = &key_grades,
    };
    return keys[declared];
}

static void write_rule_set(struct writer *writer, const struct report_fit *report, const struct fit *fit)
{
    struct json object = json_open(writer, '{');
    member_text(&object, &key_rules, fit->rules->id);
    member_text(&object, &key_name, fit->rules->name);
    member_name(&object, &key_file, fit->rules->file);
    for (size_t kind = 0; kind < DECLARED_COUNT; kind++) {
        member_begin(&object, key_of_declared((enum declared)kind));
        struct json counts = json_open(writer, '{');
        member_count(&counts, &key_reproduced, fit->reproduced[kind]);
        member_count(&counts, &key_declared, report->declared[kind]);
        writer_character(writer, '}');
    }
    member_begin(&object, &key_held);
    writer_string(writer, fit == report->chosen ? "true}" : "false}");
}

static void write_result(struct json *json, const struct key *key, const struct witness *witness)
{
    const struct declared_result *result = &witness->result;
    member_begin(json, key);
    struct json object = json_open(json->writer, '{');
    member_name(&object, &key_file, result->file);
    member_text_or_null(&object, &key_project, result->project);
    member_text_or_null(&object, &key_indicator, result->indicator);
    if (text_is_empty(result->grade)) {
        member_decimal(&object, &key_points, result->points);
    } else {
        member_decimal(&object, &key_total, result->points);
        member_text(&object, &key_grade, result->grade);
    }
    writer_character(json->writer, '}');
}

/* The value is null where it is no decimal; upper ÷ lower always is exact. */
static void write_end(struct json *json, const struct key *key, const struct fitted_end *end)
{
    if (!end->is_given) {
        member_null(json, key);
        return;
    }
    struct decimal value = decimal_out_of_range();
    bool is_decimal = quotient_is_decimal(end->value, &value);
    member_begin(json, key);
    struct json object = json_open(json->writer, '{');
    member_decimal_if(&object, &key_value, is_decimal, value);
    member_decimal(&object, &key_upper, end->value.upper);
    member_decimal(&object, &key_lower, end->value.lower);
    member_begin(&object, &key_closed);
    writer_string(json->writer, end->is_closed ? "true" : "false");
    write_result(&object, &key_result, &end->witness);
    writer_character(json->writer, '}');
}

static void write_places(struct json *json, const struct fitted_places *places)
{
    member_begin(json, &key_allowed);
    struct json allowed = json_open(json->writer, '[');
    for (size_t i = 0; i < FITTED_PLACES; i++) {
        if (fitted_places_allow(places, i)) {
            json_item(&allowed);
            writer_count(json->writer, i);
        }
    }
    writer_character(json->writer, ']');
    member_begin(json, &key_reproduced);
    struct json reproduced = json_open(json->writer, '[');
    for (size_t i = 0; i < FITTED_PLACES; i++) {
        json_item(&reproduced);
        writer_count(json->writer, places->reproduced[i]);
    }
    writer_character(json->writer, ']');
    member_begin(json, &key_missed);
    struct json missed = json_open(json->writer, '[');
    for (size_t i = 0; i < FITTED_PLACES; i++) {
        json_item(&missed);
        if (places->missed[i].is_given) {
            struct json object = json_open(json->writer, '{');
            write_result(&object, &key_result, &places->missed[i]);
            writer_character(json->writer, '}');
        } else {
            writer_literal(json->writer, "null");
        }
    }
    writer_character(json->writer, ']');
}

static void write_parameter(struct writer *writer, const struct report_parameter *parameter)
{
    struct json object = json_open(writer, '{');
    member_word(&object, &key_parameter, text_of(parameter->word));
    member_text_or_null(&object, &key_grade, parameter->grade);
    member_count(&object, &key_evidence, parameter_evidence(parameter));
    member_count(&object, &key_unreproduced, parameter_unreproduced(parameter));
    member_begin(&object, &key_contradictory);
    writer_string(writer, parameter_is_contradictory(parameter) ? "true" : "false");
    if (parameter->interval != NULL) {
        write_end(&object, &key_low, &parameter->interval->low);
        write_end(&object, &key_high, &parameter->interval->high);
    } else if (parameter->places != NULL) {
        write_places(&object, parameter->places);
    } else {
        write_end(&object, &key_least, &parameter->shares->least);
        write_end(&object, &key_greatest, &parameter->shares->greatest);
    }
    writer_character(writer, '}');
}

void json_fit(struct writer *writer, const struct report_fit *report)
{
    struct report_parameter parameters[FIT_MOST_PARAMETERS];
    size_t parameter_count = fit_parameters(report->chosen, parameters);
    writer_literal(writer, "{\"version\": 1");
    struct json object = { .writer = writer, .has_member = true };
    member_count(&object, &key_projects, report->projects);
    member_count(&object, &key_unreadable, report->projects - report->scored);
    writer_literal(writer, ", \"rule_sets\": [");
    for (size_t i = 0; i < report->fit_count; i++) {
        writer_string(writer, i == 0 ? "\n" : ",\n");
        write_rule_set(writer, report, &report->fits[i]);
    }
    writer_literal(writer, "\n], \"parameters\": [");
    for (size_t i = 0; i < parameter_count; i++) {
        writer_string(writer, i == 0 ? "\n" : ",\n");
        write_parameter(writer, &parameters[i]);
    }
    writer_literal(writer, "\n]}\n");
}

void json_lines_fit(struct writer *writer, const struct report_fit *report)
{
    struct report_parameter parameters[FIT_MOST_PARAMETERS];
    size_t parameter_count = fit_parameters(report->chosen, parameters);
    for (size_t i = 0; i < report->fit_count; i++) {
        write_rule_set(writer, report, &report->fits[i]);
        writer_character(writer, '\n');
    }
    for (size_t i = 0; i < parameter_count; i++) {
        write_parameter(writer, &parameters[i]);
        writer_character(writer, '\n');
    }
}
