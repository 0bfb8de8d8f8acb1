#include "report.h"
#include "shown.h"

/* The layout is a contract: interfaces.md § JSON. A project stands on one line, so that two runs can be compared line
   by line. */

/* An object or a list being written. */
struct json {
    struct writer *writer;
    bool has_member;
};

static struct json begin(struct writer *writer, char bracket)
{
    writer_character(writer, bracket);
    return (struct json){ .writer = writer };
}

static void begin_item(struct json *json)
{
    if (json->has_member) {
        writer_string(json->writer, ", ");
    }
    json->has_member = true;
}

static void begin_member(struct json *json, const char *key)
{
    begin_item(json);
    writer_character(json->writer, '"');
    writer_string(json->writer, key);
    writer_string(json->writer, "\": ");
}

static void write_escaped(struct writer *writer, struct text text)
{
    static const char digits[] = "0123456789abcdef";
    size_t begin_bytes = 0;
    for (size_t i = 0; i < text.size_bytes; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte >= ' ' && byte != '"' && byte != '\\') {
            continue;
        }
        writer_text(writer, (struct text){ text.bytes + begin_bytes, i - begin_bytes });
        begin_bytes = i + 1;
        writer_character(writer, '\\');
        if (byte >= ' ') {
            writer_character(writer, (char)byte);
        } else {
            writer_string(writer, byte < 0x10 ? "u000" : "u001");
            writer_character(writer, digits[byte & 0xF]);
        }
    }
    writer_text(writer, (struct text){ text.bytes + begin_bytes, text.size_bytes - begin_bytes });
}

static void write_characters(struct writer *writer, struct text text)
{
    /* A document is UTF-8 once it was read; a file name may be anything. */
    while (!text_is_empty(text)) {
        write_escaped(writer, valid_take(&text));
    }
}

void json_string(struct writer *writer, struct text text)
{
    writer_character(writer, '"');
    write_characters(writer, text);
    writer_character(writer, '"');
}

static void write_null(struct json *json, const char *key)
{
    begin_member(json, key);
    writer_string(json->writer, "null");
}

static void write_text(struct json *json, const char *key, struct text text)
{
    begin_member(json, key);
    json_string(json->writer, text);
}

static void write_text_or_null(struct json *json, const char *key, struct text text)
{
    if (text_is_empty(text)) {
        write_null(json, key);
    } else {
        write_text(json, key, text);
    }
}

static void write_word_or_null(struct json *json, const char *key, const char *word)
{
    write_text_or_null(json, key, text_of(word));
}

static void write_decimal(struct json *json, const char *key, struct decimal decimal)
{
    begin_member(json, key);
    writer_decimal(json->writer, decimal);
}

static void write_decimal_if(struct json *json, const char *key, bool is_given, struct decimal decimal)
{
    if (is_given && decimal_is_in_range(decimal)) {
        write_decimal(json, key, decimal);
    } else {
        write_null(json, key);
    }
}

static void write_figure(struct json *json, const char *key, const struct figure *figure)
{
    write_decimal_if(json, key, figure->is_given, figure->value);
}

static void write_count(struct json *json, const char *key, uint64_t count)
{
    begin_member(json, key);
    writer_count(json->writer, count);
}

static void write_year(struct json *json, const char *key, int32_t year)
{
    if (year > 0) {
        write_count(json, key, (uint64_t)year);
    } else {
        write_null(json, key);
    }
}

static const char *const kind_words[] = {
    [VALUE_BLANK] = "blank",           [VALUE_NUMBER] = "number", [VALUE_RANGE] = "range",
    [VALUE_DEADLINE] = "deadline",     [VALUE_TIER] = "tier",     [VALUE_TEXT] = "text",
    [VALUE_UNREADABLE] = "unreadable",
};

static const char *const comparison_words[] = {
    [COMPARISON_NONE] = NULL,    [COMPARISON_AT_LEAST] = ">=", [COMPARISON_ABOVE] = ">",
    [COMPARISON_AT_MOST] = "<=", [COMPARISON_BELOW] = "<",     [COMPARISON_EQUAL] = "=",
};

static const char *const tier_words[TIER_COUNT] = {
    [TIER_ACHIEVED] = "达成",
    [TIER_PARTLY_ACHIEVED] = "部分达成",
    [TIER_NOT_ACHIEVED] = "未达成",
};

static void write_execution(struct json *json, const struct project *project, const struct execution_score *execution)
{
    begin_member(json, "execution");
    struct json object = begin(json->writer, '{');
    write_decimal(&object, "budget", project_amount_in_wan_yuan(project, execution->budget));
    write_decimal(&object, "executed", project_amount_in_wan_yuan(project, execution->executed));
    write_decimal(&object, "rate", execution->rate_per_cent);
    write_decimal(&object, "score", execution->score);
    write_figure(&object, "declared_rate", &project->total.rate);
    write_figure(&object, "declared_score", &project->total.score);
    writer_character(json->writer, '}');
}

/* Of an indicator with 分项 the texts and values are null: it has none of its own. */
static void write_values(struct json *json, const struct assessment *assessment, bool has_parts)
{
    const struct value *target = &assessment->target;
    const struct value *achieved = &assessment->achieved;
    bool has_target_value = !has_parts && (target->kind == VALUE_NUMBER || target->kind == VALUE_RANGE);
    bool has_achieved_value = !has_parts && achieved->kind == VALUE_NUMBER;
    struct text unit = text_is_empty(target->unit) ? achieved->unit : target->unit;
    write_text_or_null(json, "target", has_parts ? TEXT("") : assessment->target_text);
    write_text_or_null(json, "achieved", has_parts ? TEXT("") : assessment->achieved_text);
    write_text(json, "kind", has_parts ? TEXT("parts") : text_of(kind_words[target->kind]));
    write_word_or_null(json, "comparison", has_parts ? NULL : comparison_words[target->comparison]);
    write_decimal_if(json, "target_value", has_target_value, target->number);
    write_decimal_if(json, "achieved_value", has_achieved_value,
                     assessment->is_compared ? assessment->achieved_in_target_unit : achieved->number);
    write_text_or_null(json, "unit", has_parts ? TEXT("") : unit);
}

static void write_indicator(struct json *list, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    begin_item(list);
    struct json object = begin(list->writer, '{');
    write_text_or_null(&object, "level1", indicator->level1);
    write_text_or_null(&object, "level2", indicator->level2);
    write_text_or_null(&object, "name", indicator->name.text);
    write_decimal(&object, "weight", indicator->weight.value);
    write_values(&object, &score->assessment, indicator->parts != NULL);
    write_decimal(&object, "low", score->low);
    write_decimal(&object, "high", score->high);
    write_decimal(&object, "computed", score->computed);
    write_figure(&object, "declared", &indicator->declared_score);
    writer_character(list->writer, '}');
}

static void write_total(struct json *json, const struct project *project, const struct project_score *score)
{
    begin_member(json, "total");
    struct json object = begin(json->writer, '{');
    write_decimal(&object, "computed", score->total);
    write_decimal(&object, "low", score->total_low);
    write_decimal(&object, "high", score->total_high);
    write_figure(&object, "declared", &project->declared_total);
    write_decimal(&object, "declared_sum", score->declared_sum);
    writer_character(json->writer, '}');
}

static void write_band(struct json *json, const char *key, const struct grade_band *band)
{
    write_text_or_null(json, key, band == NULL ? TEXT("") : band->grade);
}

static void write_grade(struct json *json, const struct report_project *report)
{
    const struct grade_result *grade = &report->score->grade;
    begin_member(json, "grade");
    struct json object = begin(json->writer, '{');
    write_band(&object, "computed", grade->computed);
    write_band(&object, "band", grade->band);
    begin_member(&object, "possible");
    struct json possible = begin(json->writer, '[');
    for (size_t i = 0; i < grade->possible_count; i++) {
        begin_item(&possible);
        json_string(json->writer, grade->possible[i]->grade);
    }
    writer_character(json->writer, ']');
    const struct cell *declared = &report->project->declared_grade;
    write_text_or_null(&object, "declared", declared->is_given ? declared->text : TEXT(""));
    int consistency = report_consistency(report);
    begin_member(&object, "consistent");
    writer_string(json->writer, consistency < 0 ? "null" : consistency > 0 ? "true" : "false");
    write_text_or_null(&object, "veto", grade->veto == NULL ? TEXT("") : grade->veto->title);
    writer_character(json->writer, '}');
}

static bool put_message(void *context, const char *bytes, size_t size_bytes)
{
    struct writer *writer = context;
    write_characters(writer, (struct text){ bytes, size_bytes });
    return !writer->failed;
}

static void write_message(struct json *json, const struct finding *finding, enum language language)
{
    struct writer message;
    begin_member(json, "message");
    writer_character(json->writer, '"');
    writer_begin(&message, put_message, json->writer);
    finding_write_message(&message, finding, language);
    writer_flush(&message);
    writer_character(json->writer, '"');
}

static void write_findings(struct json *json, struct text file, const struct finding_list *findings,
                           enum language language)
{
    begin_member(json, "findings");
    struct json list = begin(json->writer, '[');
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        enum finding_code code = message_code(finding->message);
        begin_item(&list);
        struct json object = begin(json->writer, '{');
        write_text(&object, "code", text_of(finding_code_name(code)));
        write_text(&object, "severity", text_of(severity_name(finding_code_severity(code))));
        write_message(&object, finding, language);
        write_text(&object, "file", file);
        write_count(&object, "line", finding->place.line);
        write_count(&object, "column", finding->place.column);
        write_text_or_null(&object, "indicator", finding->indicator);
        writer_character(json->writer, '}');
    }
    writer_character(json->writer, ']');
}

static void write_scores(struct json *json, const struct report_project *report)
{
    const struct project_score *score = report->score;
    if (score == NULL) {
        write_null(json, "execution");
    } else {
        write_execution(json, report->project, &score->execution);
    }
    begin_member(json, "indicators");
    struct json indicators = begin(json->writer, '[');
    for (size_t i = 0; score != NULL && i < score->indicator_count; i++) {
        write_indicator(&indicators, &score->indicators[i]);
    }
    writer_character(json->writer, ']');
    if (score == NULL) {
        write_null(json, "total");
        write_null(json, "grade");
    } else {
        write_total(json, report->project, score);
        write_grade(json, report);
    }
}

static void write_project(struct writer *writer, const struct report_project *report, enum language language)
{
    /* The contract: of an unreadable document status, file and findings, the rest null. */
    const struct project *project = report_is_unreadable(report) ? NULL : report->project;
    bool has_rules = project != NULL && report->rules != NULL;
    struct json object = begin(writer, '{');
    write_text_or_null(&object, "project", project == NULL ? TEXT("") : project->name.text);
    write_year(&object, "year", project == NULL ? 0 : project_year(project));
    write_text(&object, "file", report->file);
    write_text_or_null(&object, "rules", has_rules ? report->rules->id : TEXT(""));
    write_text(&object, "status", text_of(report_status(report)));
    write_scores(&object, report);
    write_findings(&object, report->file, report->findings, language);
    writer_character(writer, '}');
}

void json_begin(struct writer *writer, struct text rules)
{
    struct json object = begin(writer, '{');
    write_count(&object, "version", 1);
    write_text_or_null(&object, "rules", rules);
    begin_member(&object, "projects");
    writer_character(writer, '[');
}

void json_project(struct writer *writer, const struct report_project *report, enum language language, bool is_first)
{
    writer_string(writer, is_first ? "\n" : ",\n");
    write_project(writer, report, language);
}

void json_departments_begin(struct writer *writer)
{
    writer_string(writer, "\n], \"departments\": [");
}

static void write_grade_counts(struct json *json, const char *key, const struct grade_counts *counts)
{
    begin_member(json, key);
    struct json object = begin(json->writer, '{');
    for (size_t i = 0; i < counts->grade_count; i++) {
        begin_item(&object);
        json_string(json->writer, counts->grades[i].grade);
        writer_string(json->writer, ": ");
        writer_count(json->writer, counts->grades[i].count);
    }
    writer_character(json->writer, '}');
}

static void write_published(struct json *json, const struct department *department)
{
    begin_member(json, "published");
    struct json object = begin(json->writer, '{');
    write_figure(&object, "projects", &department->published_projects);
    write_figure(&object, "funds", &department->published_funds);
    begin_member(&object, "grades");
    struct json grades = begin(json->writer, '{');
    for (const struct published_grade *grade = department->published_grades; grade != NULL; grade = grade->next) {
        begin_item(&grades);
        json_string(json->writer, grade->grade);
        writer_string(json->writer, ": ");
        writer_count(json->writer, grade->count);
    }
    writer_string(json->writer, "}}");
}

void json_department(struct writer *writer, const struct report_department *report, enum language language,
                     bool is_first)
{
    const struct department *department = report->department;
    writer_string(writer, is_first ? "\n" : ",\n");
    struct json object = begin(writer, '{');
    write_text_or_null(&object, "department", department == NULL ? TEXT("") : department->name.text);
    if (department == NULL) {
        write_null(&object, "year");
    } else {
        write_figure(&object, "year", &department->year);
    }
    write_text(&object, "file", report->file);
    if (department == NULL) {
        write_null(&object, "published");
    } else {
        write_published(&object, department);
    }
    begin_member(&object, "counted");
    struct json counted = begin(writer, '{');
    write_count(&counted, "projects", report->projects);
    write_decimal_if(&counted, "funds", true, report->funds);
    write_grade_counts(&counted, "declared_grades", &report->declared_grades);
    write_grade_counts(&counted, "computed_grades", &report->computed_grades);
    writer_character(writer, '}');
    write_findings(&object, report->file, report->findings, language);
    writer_character(writer, '}');
}

void json_end(struct writer *writer, const struct report_summary *summary)
{
    writer_string(writer, "\n], \"summary\": ");
    struct json object = begin(writer, '{');
    write_count(&object, "projects", summary->projects);
    write_count(&object, "scored", summary->scored);
    write_count(&object, "unreadable", summary->unreadable);
    write_count(&object, "consistent", summary->consistent);
    write_count(&object, "inconsistent", summary->inconsistent);
    write_grade_counts(&object, "grades", &summary->grades);
    begin_member(&object, "findings");
    struct json findings = begin(writer, '{');
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        write_count(&findings, severity_name(severity), summary->findings[severity]);
    }
    writer_string(writer, "}}}\n");
}

void json_line_project(struct writer *writer, const struct report_project *report, enum language language)
{
    write_project(writer, report, language);
    writer_character(writer, '\n');
}

/* ---- ziping read ---- */

static void write_date(struct json *json, const struct value *value)
{
    /* What comes again every month or quarter has no day. */
    if (value->kind != VALUE_DEADLINE || value->date.day == 0) {
        write_null(json, "date");
        return;
    }
    begin_member(json, "date");
    writer_character(json->writer, '"');
    writer_date(json->writer, value->date);
    writer_character(json->writer, '"');
}

static void write_reading_findings(struct json *json, const struct value *value)
{
    const struct {
        bool is_found;
        enum finding_code code;
    } findings[] = {
        { value->has_sign, FINDING_achieved_operator },
        { value->is_approximate, FINDING_value_approximate },
        { value->is_cut, FINDING_value_truncated },
    };
    begin_member(json, "findings");
    struct json list = begin(json->writer, '[');
    for (size_t i = 0; i < sizeof(findings) / sizeof(findings[0]); i++) {
        if (findings[i].is_found) {
            begin_item(&list);
            json_string(json->writer, text_of(finding_code_name(findings[i].code)));
        }
    }
    writer_character(json->writer, ']');
}

void json_line_reading(struct writer *writer, struct text text, enum value_role role, const struct value *value)
{
    bool is_range = value->kind == VALUE_RANGE;
    struct json object = begin(writer, '{');
    write_text(&object, "text", text);
    write_text(&object, "role", role == VALUE_TARGET ? TEXT("target") : TEXT("achieved"));
    write_text(&object, "kind", text_of(kind_words[value->kind]));
    write_word_or_null(&object, "comparison", comparison_words[value->comparison]);
    write_decimal_if(&object, "value", is_range || value->kind == VALUE_NUMBER, value->number);
    write_text_or_null(&object, "unit", value->unit);
    write_decimal_if(&object, "upper", is_range, value->upper);
    write_word_or_null(&object, "tier", value->kind == VALUE_TIER ? tier_words[value->tier] : NULL);
    write_date(&object, value);
    write_reading_findings(&object, value);
    writer_string(writer, "}\n");
}
