#include "json_member.h"
#include "report.h"

/* The layout is a contract: interfaces.md § JSON. A project stands on one line, so that two runs can be compared line
   by line. */

KEY(execution);
KEY(budget);
KEY(executed);
KEY(rate);
KEY(score);
KEY(declared_rate);
KEY(declared_score);
KEY(target);
KEY(achieved);
KEY(kind);
KEY(comparison);
KEY(target_value);
KEY(achieved_value);
KEY(unit);
KEY(level1);
KEY(level2);
KEY(name);
KEY(weight);
KEY(low);
KEY(high);
KEY(computed);
KEY(declared);
KEY(total);
KEY(declared_sum);
KEY(grade);
KEY(band);
KEY(possible);
KEY(consistent);
KEY(veto);
KEY(message);
KEY(findings);
KEY(code);
KEY(severity);
KEY(file);
KEY(line);
KEY(column);
KEY(indicator);
KEY(indicators);
KEY(project);
KEY(year);
KEY(rules);
KEY(status);
KEY(version);
KEY(projects);
KEY(published);
KEY(funds);
KEY(grades);
KEY(department);
KEY(counted);
KEY(declared_grades);
KEY(computed_grades);
KEY(scored);
KEY(unreadable);
KEY(inconsistent);
KEY(date);
KEY(text);
KEY(role);
KEY(value);
KEY(upper);
KEY(tier);
KEY(error);
KEY(warning);
KEY(note);

static void member_year(struct json *json, const struct key *key, int32_t year)
{
    if (year > 0) {
        member_count(json, key, (uint64_t)year);
    } else {
        member_null(json, key);
    }
}

static const struct text kind_words[] = {
    [VALUE_BLANK] = { "blank", 5 },
    [VALUE_NUMBER] = { "number", 6 },
    [VALUE_RANGE] = { "range", 5 },
    [VALUE_DEADLINE] = { "deadline", 8 },
    [VALUE_TIER] = { "tier", 4 },
    [VALUE_TEXT] = { "text", 4 },
    [VALUE_UNREADABLE] = { "unreadable", 10 },
};

static const struct text comparison_words[] = {
    [COMPARISON_NONE] = { NULL, 0 },    [COMPARISON_AT_LEAST] = { ">=", 2 }, [COMPARISON_ABOVE] = { ">", 1 },
    [COMPARISON_AT_MOST] = { "<=", 2 }, [COMPARISON_BELOW] = { "<", 1 },     [COMPARISON_EQUAL] = { "=", 1 },
};

static const struct text tier_words[TIER_COUNT] = {
    [TIER_ACHIEVED] = { "达成", 6 },
    [TIER_PARTLY_ACHIEVED] = { "部分达成", 12 },
    [TIER_NOT_ACHIEVED] = { "未达成", 9 },
};

static void write_execution(struct json *json, const struct project *project, const struct execution_score *execution)
{
    member_begin(json, &key_execution);
    struct json object = json_open(json->writer, '{');
    member_decimal(&object, &key_budget, project_amount_in_wan_yuan(project, execution->budget));
    member_decimal(&object, &key_executed, project_amount_in_wan_yuan(project, execution->executed));
    member_decimal(&object, &key_rate, execution->rate_per_cent);
    member_decimal(&object, &key_score, execution->score);
    member_figure(&object, &key_declared_rate, &project->total.rate);
    member_figure(&object, &key_declared_score, &project->total.score);
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
    member_text_or_null(json, &key_target, has_parts ? TEXT("") : assessment->target_text);
    member_text_or_null(json, &key_achieved, has_parts ? TEXT("") : assessment->achieved_text);
    member_word(json, &key_kind, has_parts ? TEXT("parts") : kind_words[target->kind]);
    if (has_parts || target->comparison == COMPARISON_NONE) {
        member_null(json, &key_comparison);
    } else {
        member_word(json, &key_comparison, comparison_words[target->comparison]);
    }
    member_decimal_if(json, &key_target_value, has_target_value, target->number);
    member_decimal_if(json, &key_achieved_value, has_achieved_value,
                      assessment->is_compared ? assessment->achieved_in_target_unit : achieved->number);
    member_text_or_null(json, &key_unit, has_parts ? TEXT("") : unit);
}

/* The levels of an indicator as they were written: those of a list have the same. */
struct written_levels {
    struct text level1;
    struct text level2;
    size_t size_bytes; /* 0: nothing is kept */
    char bytes[512];
};

static inline bool is_same_text(struct text a, struct text b)
{
    return a.bytes == b.bytes && a.size_bytes == b.size_bytes;
}

/* The beginning of an indicator. */
static void write_levels(struct json *json, const struct indicator *indicator, struct written_levels *written)
{
    enum { MOST_LEVELS_BYTES = 2 * (KEY_ROOM_BYTES + MOST_USUAL_BYTES + QUOTE_BYTES) };
    enum { MOST_KEPT_BYTES = 128 }; /* six times as many where each is escaped */
    struct text level1 = indicator->level1;
    struct text level2 = indicator->level2;
    if (written->size_bytes > 0 && is_same_text(level1, written->level1) && is_same_text(level2, written->level2)) {
        writer_text(json->writer, (struct text){ written->bytes, written->size_bytes });
        json->has_member = true;
        return;
    }
    /* There is room for both, so that short ones stand where they were written. */
    const char *begin = writer_room(json->writer, MOST_LEVELS_BYTES);
    member_text_or_null(json, &key_level1, level1);
    member_text_or_null(json, &key_level2, level2);
    const char *end = json->writer->buffer + json->writer->used_bytes;
    bool is_kept = level1.size_bytes + level2.size_bytes <= MOST_KEPT_BYTES && begin <= end &&
                   (size_t)(end - begin) <= sizeof(written->bytes);
    written->level1 = level1;
    written->level2 = level2;
    written->size_bytes = is_kept ? (size_t)(end - begin) : 0;
    memcpy(written->bytes, begin, written->size_bytes);
}

static void write_indicator(struct json *list, const struct indicator_score *score, struct written_levels *levels)
{
    const struct indicator *indicator = score->indicator;
    json_item(list);
    struct json object = json_open(list->writer, '{');
    write_levels(&object, indicator, levels);
    member_text_or_null(&object, &key_name, indicator->name.text);
    struct written_decimal weight;
    written_decimal_set(&weight, indicator->weight.value);
    member_decimal_again(&object, &key_weight, weight.decimal, &weight);
    write_values(&object, &score->assessment, indicator->parts != NULL);
    member_decimal_again(&object, &key_low, score->low, &weight);
    member_decimal_again(&object, &key_high, score->high, &weight);
    member_decimal_again(&object, &key_computed, score->computed, &weight);
    if (indicator->declared_score.is_given) {
        member_decimal_again(&object, &key_declared, indicator->declared_score.value, &weight);
    } else {
        member_null(&object, &key_declared);
    }
    writer_character(list->writer, '}');
}

static void write_total(struct json *json, const struct project *project, const struct project_score *score)
{
    member_begin(json, &key_total);
    struct json object = json_open(json->writer, '{');
    member_decimal(&object, &key_computed, score->total);
    member_decimal(&object, &key_low, score->total_low);
    member_decimal(&object, &key_high, score->total_high);
    member_figure(&object, &key_declared, &project->declared_total);
    member_decimal(&object, &key_declared_sum, score->declared_sum);
    writer_character(json->writer, '}');
}

static void write_band(struct json *json, const struct key *key, const struct grade_band *band)
{
    member_text_or_null(json, key, band == NULL ? TEXT("") : band->grade);
}

static void write_grade(struct json *json, const struct report_project *report)
{
    const struct grade_result *grade = &report->score->grade;
    member_begin(json, &key_grade);
    struct json object = json_open(json->writer, '{');
    write_band(&object, &key_computed, grade->computed);
    write_band(&object, &key_band, grade->band);
    member_begin(&object, &key_possible);
    struct json possible = json_open(json->writer, '[');
    for (size_t i = 0; i < grade->possible_count; i++) {
        json_item(&possible);
        json_string(json->writer, grade->possible[i]->grade);
    }
    writer_character(json->writer, ']');
    const struct cell *declared = &report->project->declared_grade;
    member_text_or_null(&object, &key_declared, declared->is_given ? declared->text : TEXT(""));
    int consistency = report_consistency(report);
    member_begin(&object, &key_consistent);
    writer_string(json->writer, consistency < 0 ? "null" : consistency > 0 ? "true" : "false");
    member_text_or_null(&object, &key_veto, grade->veto == NULL ? TEXT("") : grade->veto->title);
    writer_character(json->writer, '}');
}

static bool put_message(void *context, const char *bytes, size_t size_bytes)
{
    struct writer *writer = context;
    json_escaped(writer, (struct text){ bytes, size_bytes });
    return !writer->failed;
}

static void write_message(struct json *json, const struct finding *finding, enum language language)
{
    struct writer message;
    member_begin(json, &key_message);
    writer_character(json->writer, '"');
    writer_begin(&message, put_message, json->writer);
    finding_write_message(&message, finding, language);
    writer_flush(&message);
    writer_character(json->writer, '"');
}

static void write_findings(struct json *json, struct text file, const struct finding_list *findings,
                           enum language language)
{
    member_begin(json, &key_findings);
    struct json list = json_open(json->writer, '[');
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        enum finding_code code = message_code(finding->message);
        json_item(&list);
        struct json object = json_open(json->writer, '{');
        member_word(&object, &key_code, finding_code_text(code));
        member_word(&object, &key_severity, severity_text(finding_code_severity(code)));
        write_message(&object, finding, language);
        member_name(&object, &key_file, file);
        member_count(&object, &key_line, finding->place.line);
        member_count(&object, &key_column, finding->place.column);
        member_text_or_null(&object, &key_indicator, finding->indicator);
        writer_character(json->writer, '}');
    }
    writer_character(json->writer, ']');
}

static void write_scores(struct json *json, const struct report_project *report)
{
    const struct project_score *score = report->score;
    if (score == NULL) {
        member_null(json, &key_execution);
    } else {
        write_execution(json, report->project, &score->execution);
    }
    member_begin(json, &key_indicators);
    struct json indicators = json_open(json->writer, '[');
    struct written_levels levels;
    levels.size_bytes = 0;
    for (size_t i = 0; score != NULL && i < score->indicator_count; i++) {
        write_indicator(&indicators, &score->indicators[i], &levels);
    }
    writer_character(json->writer, ']');
    if (score == NULL) {
        member_null(json, &key_total);
        member_null(json, &key_grade);
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
    struct json object = json_open(writer, '{');
    member_text_or_null(&object, &key_project, project == NULL ? TEXT("") : project->name.text);
    member_year(&object, &key_year, project == NULL ? 0 : project_year(project));
    member_name(&object, &key_file, report->file);
    member_text_or_null(&object, &key_rules, has_rules ? report->rules->id : TEXT(""));
    member_text(&object, &key_status, text_of(report_status(report)));
    write_scores(&object, report);
    write_findings(&object, report->file, report->findings, language);
    writer_character(writer, '}');
}

void json_begin(struct writer *writer, struct text rules)
{
    struct json object = json_open(writer, '{');
    member_count(&object, &key_version, 1);
    member_text_or_null(&object, &key_rules, rules);
    member_begin(&object, &key_projects);
    writer_character(writer, '[');
}

void json_project(struct writer *writer, const struct report_project *report, enum language language, bool is_first)
{
    writer_string(writer, is_first ? "\n" : ",\n");
    write_project(writer, report, language);
}

void json_departments_begin(struct writer *writer)
{
    writer_literal(writer, "\n], \"departments\": [");
}

static void write_grade_counts(struct json *json, const struct key *key, const struct grade_counts *counts)
{
    member_begin(json, key);
    struct json object = json_open(json->writer, '{');
    for (size_t i = 0; i < counts->grade_count; i++) {
        json_item(&object);
        json_string(json->writer, counts->grades[i].grade);
        writer_string(json->writer, ": ");
        writer_count(json->writer, counts->grades[i].count);
    }
    writer_character(json->writer, '}');
}

static void write_published(struct json *json, const struct department *department)
{
    member_begin(json, &key_published);
    struct json object = json_open(json->writer, '{');
    member_figure(&object, &key_projects, &department->published_projects);
    member_figure(&object, &key_funds, &department->published_funds);
    member_begin(&object, &key_grades);
    struct json grades = json_open(json->writer, '{');
    for (const struct published_grade *grade = department->published_grades; grade != NULL; grade = grade->next) {
        json_item(&grades);
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
    struct json object = json_open(writer, '{');
    member_text_or_null(&object, &key_department, department == NULL ? TEXT("") : department->name.text);
    if (department == NULL) {
        member_null(&object, &key_year);
    } else {
        member_figure(&object, &key_year, &department->year);
    }
    member_name(&object, &key_file, report->file);
    if (department == NULL) {
        member_null(&object, &key_published);
    } else {
        write_published(&object, department);
    }
    member_begin(&object, &key_counted);
    struct json counted = json_open(writer, '{');
    member_count(&counted, &key_projects, report->projects);
    member_decimal_if(&counted, &key_funds, true, report->funds);
    write_grade_counts(&counted, &key_declared_grades, &report->declared_grades);
    write_grade_counts(&counted, &key_computed_grades, &report->computed_grades);
    writer_character(writer, '}');
    write_findings(&object, report->file, report->findings, language);
    writer_character(writer, '}');
}

void json_end(struct writer *writer, const struct report_summary *summary)
{
    writer_string(writer, "\n], \"summary\": ");
    struct json object = json_open(writer, '{');
    member_count(&object, &key_projects, summary->projects);
    member_count(&object, &key_scored, summary->scored);
    member_count(&object, &key_unreadable, summary->unreadable);
    member_count(&object, &key_consistent, summary->consistent);
    member_count(&object, &key_inconsistent, summary->inconsistent);
    write_grade_counts(&object, &key_grades, &summary->grades);
    member_begin(&object, &key_findings);
    struct json findings = json_open(writer, '{');
    member_count(&findings, &key_error, summary->findings[SEVERITY_ERROR]);
    member_count(&findings, &key_warning, summary->findings[SEVERITY_WARNING]);
    member_count(&findings, &key_note, summary->findings[SEVERITY_NOTE]);
    writer_literal(writer, "}}}\n");
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
        member_null(json, &key_date);
        return;
    }
    member_begin(json, &key_date);
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
    member_begin(json, &key_findings);
    struct json list = json_open(json->writer, '[');
    for (size_t i = 0; i < sizeof(findings) / sizeof(findings[0]); i++) {
        if (findings[i].is_found) {
            json_item(&list);
            json_string(json->writer, finding_code_text(findings[i].code));
        }
    }
    writer_character(json->writer, ']');
}

void json_line_reading(struct writer *writer, struct text text, enum value_role role, const struct value *value)
{
    bool is_range = value->kind == VALUE_RANGE;
    struct json object = json_open(writer, '{');
    member_name(&object, &key_text, text);
    member_text(&object, &key_role, role == VALUE_TARGET ? TEXT("target") : TEXT("achieved"));
    member_text(&object, &key_kind, kind_words[value->kind]);
    member_text_or_null(&object, &key_comparison, comparison_words[value->comparison]);
    member_decimal_if(&object, &key_value, is_range || value->kind == VALUE_NUMBER, value->number);
    member_text_or_null(&object, &key_unit, value->unit);
    member_decimal_if(&object, &key_upper, is_range, value->upper);
    member_text_or_null(&object, &key_tier, value->kind == VALUE_TIER ? tier_words[value->tier] : TEXT(""));
    write_date(&object, value);
    write_reading_findings(&object, value);
    writer_string(writer, "}\n");
}
