#include "digits.h"
#include "marks.h"
#include "report.h"
#include "shown.h"

/* The layout is a contract: interfaces.md § JSON. A project stands on one line, so that two runs can be compared line
   by line. */

/* A key as it stands behind another member. All take the same room, so that one is copied without a look at its size.
 */
enum { KEY_ROOM_BYTES = 24, BEFORE_MEMBER_BYTES = 2 };
struct key {
    char bytes[KEY_ROOM_BYTES + BEFORE_MEMBER_BYTES];
    size_t size_bytes;
};
#define KEY(name)                                                                                                      \
    static const struct key key_##name = { ", \"" #name "\": ", sizeof(", \"" #name "\": ") - 1 };                     \
    _Static_assert(sizeof(", \"" #name "\": ") - 1 <= KEY_ROOM_BYTES, "room for every key")

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

/* An object or a list being written. */
struct json {
    struct writer *writer;
    bool has_member;
};

static inline struct json begin(struct writer *writer, char bracket)
{
    writer_character(writer, bracket);
    return (struct json){ .writer = writer };
}

static inline void begin_item(struct json *json)
{
    if (json->has_member) {
        writer_literal(json->writer, ", ");
    }
    json->has_member = true;
}

/* Puts a key where there is room for KEY_ROOM_BYTES; answers how many bytes count. */
static inline size_t put_key(struct json *json, const struct key *key, char *bytes_out)
{
    size_t before_bytes = json->has_member ? 0 : BEFORE_MEMBER_BYTES;
    json->has_member = true;
    memcpy(bytes_out, key->bytes + before_bytes, KEY_ROOM_BYTES);
    return key->size_bytes - before_bytes;
}

static inline void begin_member(struct json *json, const struct key *key)
{
    writer_took(json->writer, put_key(json, key, writer_room(json->writer, KEY_ROOM_BYTES)));
}

/* ---- texts ---- */

static const struct marks string_marks = { '"', '\\', 0x1F };

static void write_escaped_byte(struct writer *writer, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    writer_character(writer, '\\');
    if (byte >= ' ') {
        writer_character(writer, (char)byte);
    } else {
        writer_string(writer, byte < 0x10 ? "u000" : "u001");
        writer_character(writer, digits[byte & 0xF]);
    }
}

static void write_escaped(struct writer *writer, struct text text)
{
    if (!text_has_marks(text, string_marks)) {
        writer_text(writer, text);
        return;
    }
    size_t begin_bytes = 0;
    for (size_t i = 0; i < text.size_bytes; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < ' ' || byte == '"' || byte == '\\') {
            writer_text(writer, (struct text){ text.bytes + begin_bytes, i - begin_bytes });
            begin_bytes = i + 1;
            write_escaped_byte(writer, byte);
        }
    }
    writer_text(writer, (struct text){ text.bytes + begin_bytes, text.size_bytes - begin_bytes });
}

void json_string(struct writer *writer, struct text text)
{
    writer_character(writer, '"');
    while (!text_is_empty(text)) {
        write_escaped(writer, valid_take(&text));
    }
    writer_character(writer, '"');
}

static void write_null(struct json *json, const struct key *key)
{
    enum { NULL_BYTES = 4 };
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + NULL_BYTES);
    size_t key_bytes = put_key(json, key, member);
    memcpy(member + key_bytes, "null", NULL_BYTES);
    writer_took(json->writer, key_bytes + NULL_BYTES);
}

/* A text that need not be UTF-8: the name of a file, or what a caller asked about. */
static void write_name(struct json *json, const struct key *key, struct text text)
{
    begin_member(json, key);
    json_string(json->writer, text);
}

enum { MOST_USUAL_BYTES = 512, QUOTE_BYTES = 2 };

/* A text of at most MOST_USUAL_BYTES in which nothing has to be escaped: a word of ours. */
static inline void write_word(struct json *json, const struct key *key, struct text word)
{
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + MOST_USUAL_BYTES + QUOTE_BYTES);
    size_t key_bytes = put_key(json, key, member);
    member += key_bytes;
    member[0] = '"';
    bytes_copy(member + 1, word.bytes, word.size_bytes);
    member[1 + word.size_bytes] = '"';
    writer_took(json->writer, key_bytes + word.size_bytes + QUOTE_BYTES);
}

/* A text of ours, or of a document: UTF-8. */
static void write_text(struct json *json, const struct key *key, struct text text)
{
    if (text.size_bytes > MOST_USUAL_BYTES || text_has_marks(text, string_marks)) {
        begin_member(json, key);
        writer_character(json->writer, '"');
        write_escaped(json->writer, text);
        writer_character(json->writer, '"');
    } else {
        write_word(json, key, text);
    }
}

static void write_text_or_null(struct json *json, const struct key *key, struct text text)
{
    if (text_is_empty(text)) {
        write_null(json, key);
    } else {
        write_text(json, key, text);
    }
}

/* ---- numbers ---- */

static void write_decimal(struct json *json, const struct key *key, struct decimal decimal)
{
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + DECIMAL_MOST_TEXT_BYTES);
    size_t key_bytes = put_key(json, key, member);
    writer_took(json->writer, key_bytes + digits_of_decimal(decimal, member + key_bytes));
}

/* What was written last, for one that comes again: most scores are the weight. */
struct written_decimal {
    struct decimal decimal;
    size_t size_bytes;
    char bytes[DECIMAL_MOST_TEXT_BYTES];
};

static void write_decimal_again(struct json *json, const struct key *key, struct decimal decimal,
                                const struct written_decimal *written)
{
    if (decimal.coefficient != written->decimal.coefficient || decimal.places != written->decimal.places) {
        write_decimal(json, key, decimal);
        return;
    }
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + DECIMAL_MOST_TEXT_BYTES);
    size_t key_bytes = put_key(json, key, member);
    bytes_copy(member + key_bytes, written->bytes, written->size_bytes);
    writer_took(json->writer, key_bytes + written->size_bytes);
}

static void write_decimal_if(struct json *json, const struct key *key, bool is_given, struct decimal decimal)
{
    if (is_given && decimal_is_in_range(decimal)) {
        write_decimal(json, key, decimal);
    } else {
        write_null(json, key);
    }
}

static void write_figure(struct json *json, const struct key *key, const struct figure *figure)
{
    write_decimal_if(json, key, figure->is_given, figure->value);
}

static void write_count(struct json *json, const struct key *key, uint64_t count)
{
    char *member = writer_room(json->writer, KEY_ROOM_BYTES + COUNT_MOST_DIGITS);
    size_t key_bytes = put_key(json, key, member);
    writer_took(json->writer, key_bytes + count_to_text(count, member + key_bytes));
}

static void write_year(struct json *json, const struct key *key, int32_t year)
{
    if (year > 0) {
        write_count(json, key, (uint64_t)year);
    } else {
        write_null(json, key);
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
    begin_member(json, &key_execution);
    struct json object = begin(json->writer, '{');
    write_decimal(&object, &key_budget, project_amount_in_wan_yuan(project, execution->budget));
    write_decimal(&object, &key_executed, project_amount_in_wan_yuan(project, execution->executed));
    write_decimal(&object, &key_rate, execution->rate_per_cent);
    write_decimal(&object, &key_score, execution->score);
    write_figure(&object, &key_declared_rate, &project->total.rate);
    write_figure(&object, &key_declared_score, &project->total.score);
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
    write_text_or_null(json, &key_target, has_parts ? TEXT("") : assessment->target_text);
    write_text_or_null(json, &key_achieved, has_parts ? TEXT("") : assessment->achieved_text);
    write_word(json, &key_kind, has_parts ? TEXT("parts") : kind_words[target->kind]);
    if (has_parts || target->comparison == COMPARISON_NONE) {
        write_null(json, &key_comparison);
    } else {
        write_word(json, &key_comparison, comparison_words[target->comparison]);
    }
    write_decimal_if(json, &key_target_value, has_target_value, target->number);
    write_decimal_if(json, &key_achieved_value, has_achieved_value,
                     assessment->is_compared ? assessment->achieved_in_target_unit : achieved->number);
    write_text_or_null(json, &key_unit, has_parts ? TEXT("") : unit);
}

static void write_indicator(struct json *list, const struct indicator_score *score)
{
    const struct indicator *indicator = score->indicator;
    begin_item(list);
    struct json object = begin(list->writer, '{');
    write_text_or_null(&object, &key_level1, indicator->level1);
    write_text_or_null(&object, &key_level2, indicator->level2);
    write_text_or_null(&object, &key_name, indicator->name.text);
    struct written_decimal weight;
    weight.decimal = indicator->weight.value;
    weight.size_bytes = digits_of_decimal(weight.decimal, weight.bytes);
    write_decimal_again(&object, &key_weight, weight.decimal, &weight);
    write_values(&object, &score->assessment, indicator->parts != NULL);
    write_decimal_again(&object, &key_low, score->low, &weight);
    write_decimal_again(&object, &key_high, score->high, &weight);
    write_decimal_again(&object, &key_computed, score->computed, &weight);
    if (indicator->declared_score.is_given) {
        write_decimal_again(&object, &key_declared, indicator->declared_score.value, &weight);
    } else {
        write_null(&object, &key_declared);
    }
    writer_character(list->writer, '}');
}

static void write_total(struct json *json, const struct project *project, const struct project_score *score)
{
    begin_member(json, &key_total);
    struct json object = begin(json->writer, '{');
    write_decimal(&object, &key_computed, score->total);
    write_decimal(&object, &key_low, score->total_low);
    write_decimal(&object, &key_high, score->total_high);
    write_figure(&object, &key_declared, &project->declared_total);
    write_decimal(&object, &key_declared_sum, score->declared_sum);
    writer_character(json->writer, '}');
}

static void write_band(struct json *json, const struct key *key, const struct grade_band *band)
{
    write_text_or_null(json, key, band == NULL ? TEXT("") : band->grade);
}

static void write_grade(struct json *json, const struct report_project *report)
{
    const struct grade_result *grade = &report->score->grade;
    begin_member(json, &key_grade);
    struct json object = begin(json->writer, '{');
    write_band(&object, &key_computed, grade->computed);
    write_band(&object, &key_band, grade->band);
    begin_member(&object, &key_possible);
    struct json possible = begin(json->writer, '[');
    for (size_t i = 0; i < grade->possible_count; i++) {
        begin_item(&possible);
        json_string(json->writer, grade->possible[i]->grade);
    }
    writer_character(json->writer, ']');
    const struct cell *declared = &report->project->declared_grade;
    write_text_or_null(&object, &key_declared, declared->is_given ? declared->text : TEXT(""));
    int consistency = report_consistency(report);
    begin_member(&object, &key_consistent);
    writer_string(json->writer, consistency < 0 ? "null" : consistency > 0 ? "true" : "false");
    write_text_or_null(&object, &key_veto, grade->veto == NULL ? TEXT("") : grade->veto->title);
    writer_character(json->writer, '}');
}

static bool put_message(void *context, const char *bytes, size_t size_bytes)
{
    struct writer *writer = context;
    write_escaped(writer, (struct text){ bytes, size_bytes });
    return !writer->failed;
}

static void write_message(struct json *json, const struct finding *finding, enum language language)
{
    struct writer message;
    begin_member(json, &key_message);
    writer_character(json->writer, '"');
    writer_begin(&message, put_message, json->writer);
    finding_write_message(&message, finding, language);
    writer_flush(&message);
    writer_character(json->writer, '"');
}

static void write_findings(struct json *json, struct text file, const struct finding_list *findings,
                           enum language language)
{
    begin_member(json, &key_findings);
    struct json list = begin(json->writer, '[');
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        enum finding_code code = message_code(finding->message);
        begin_item(&list);
        struct json object = begin(json->writer, '{');
        write_word(&object, &key_code, finding_code_text(code));
        write_word(&object, &key_severity, severity_text(finding_code_severity(code)));
        write_message(&object, finding, language);
        write_name(&object, &key_file, file);
        write_count(&object, &key_line, finding->place.line);
        write_count(&object, &key_column, finding->place.column);
        write_text_or_null(&object, &key_indicator, finding->indicator);
        writer_character(json->writer, '}');
    }
    writer_character(json->writer, ']');
}

static void write_scores(struct json *json, const struct report_project *report)
{
    const struct project_score *score = report->score;
    if (score == NULL) {
        write_null(json, &key_execution);
    } else {
        write_execution(json, report->project, &score->execution);
    }
    begin_member(json, &key_indicators);
    struct json indicators = begin(json->writer, '[');
    for (size_t i = 0; score != NULL && i < score->indicator_count; i++) {
        write_indicator(&indicators, &score->indicators[i]);
    }
    writer_character(json->writer, ']');
    if (score == NULL) {
        write_null(json, &key_total);
        write_null(json, &key_grade);
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
    write_text_or_null(&object, &key_project, project == NULL ? TEXT("") : project->name.text);
    write_year(&object, &key_year, project == NULL ? 0 : project_year(project));
    write_name(&object, &key_file, report->file);
    write_text_or_null(&object, &key_rules, has_rules ? report->rules->id : TEXT(""));
    write_text(&object, &key_status, text_of(report_status(report)));
    write_scores(&object, report);
    write_findings(&object, report->file, report->findings, language);
    writer_character(writer, '}');
}

void json_begin(struct writer *writer, struct text rules)
{
    struct json object = begin(writer, '{');
    write_count(&object, &key_version, 1);
    write_text_or_null(&object, &key_rules, rules);
    begin_member(&object, &key_projects);
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
    begin_member(json, &key_published);
    struct json object = begin(json->writer, '{');
    write_figure(&object, &key_projects, &department->published_projects);
    write_figure(&object, &key_funds, &department->published_funds);
    begin_member(&object, &key_grades);
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
    write_text_or_null(&object, &key_department, department == NULL ? TEXT("") : department->name.text);
    if (department == NULL) {
        write_null(&object, &key_year);
    } else {
        write_figure(&object, &key_year, &department->year);
    }
    write_name(&object, &key_file, report->file);
    if (department == NULL) {
        write_null(&object, &key_published);
    } else {
        write_published(&object, department);
    }
    begin_member(&object, &key_counted);
    struct json counted = begin(writer, '{');
    write_count(&counted, &key_projects, report->projects);
    write_decimal_if(&counted, &key_funds, true, report->funds);
    write_grade_counts(&counted, &key_declared_grades, &report->declared_grades);
    write_grade_counts(&counted, &key_computed_grades, &report->computed_grades);
    writer_character(writer, '}');
    write_findings(&object, report->file, report->findings, language);
    writer_character(writer, '}');
}

void json_end(struct writer *writer, const struct report_summary *summary)
{
    writer_string(writer, "\n], \"summary\": ");
    struct json object = begin(writer, '{');
    write_count(&object, &key_projects, summary->projects);
    write_count(&object, &key_scored, summary->scored);
    write_count(&object, &key_unreadable, summary->unreadable);
    write_count(&object, &key_consistent, summary->consistent);
    write_count(&object, &key_inconsistent, summary->inconsistent);
    write_grade_counts(&object, &key_grades, &summary->grades);
    begin_member(&object, &key_findings);
    struct json findings = begin(writer, '{');
    write_count(&findings, &key_error, summary->findings[SEVERITY_ERROR]);
    write_count(&findings, &key_warning, summary->findings[SEVERITY_WARNING]);
    write_count(&findings, &key_note, summary->findings[SEVERITY_NOTE]);
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
        write_null(json, &key_date);
        return;
    }
    begin_member(json, &key_date);
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
    begin_member(json, &key_findings);
    struct json list = begin(json->writer, '[');
    for (size_t i = 0; i < sizeof(findings) / sizeof(findings[0]); i++) {
        if (findings[i].is_found) {
            begin_item(&list);
            json_string(json->writer, finding_code_text(findings[i].code));
        }
    }
    writer_character(json->writer, ']');
}

void json_line_reading(struct writer *writer, struct text text, enum value_role role, const struct value *value)
{
    bool is_range = value->kind == VALUE_RANGE;
    struct json object = begin(writer, '{');
    write_name(&object, &key_text, text);
    write_text(&object, &key_role, role == VALUE_TARGET ? TEXT("target") : TEXT("achieved"));
    write_text(&object, &key_kind, kind_words[value->kind]);
    write_text_or_null(&object, &key_comparison, comparison_words[value->comparison]);
    write_decimal_if(&object, &key_value, is_range || value->kind == VALUE_NUMBER, value->number);
    write_text_or_null(&object, &key_unit, value->unit);
    write_decimal_if(&object, &key_upper, is_range, value->upper);
    write_text_or_null(&object, &key_tier, value->kind == VALUE_TIER ? tier_words[value->tier] : TEXT(""));
    write_date(&object, value);
    write_reading_findings(&object, value);
    writer_string(writer, "}\n");
}
