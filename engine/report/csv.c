#include "labels.h"
#include "marks.h"
#include "report.h"
#include "shown.h"
#include "text_why.h"

/* RFC 4180, for spreadsheets. */

static bool is_plain_number(struct text text)
{
    struct decimal number;
    bool is_positive = text_starts_with(text, TEXT("+")) && !text_starts_with(text, TEXT("+-"));
    return decimal_read(is_positive ? text_without_first(text, 1) : text, &number) == DECIMAL_READ;
}

/* Whether the first byte may be the beginning of a formula; 0xEF is that of the full-width signs. */
static bool may_be_formula(struct text text)
{
    if (text_is_empty(text)) {
        return false;
    }
    switch (text.bytes[0]) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case '\xEF':
        return true;
    default:
        return false;
    }
}

/* Whether a spreadsheet would run the text instead of showing it. */
static bool is_formula(struct text text)
{
    if (!may_be_formula(text)) {
        return false;
    }
    static const char *const beginnings[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
        if (text_starts_with(text, text_of(beginnings[i]))) {
            return !is_plain_number(text);
        }
    }
    return false;
}

/* A comma, a quote, a line end; other control characters go the slow way with them. */
static const struct marks cell_marks = { ',', '"', '\r' };

static bool needs_quotes(struct text text)
{
    if (!text_has_marks(text, cell_marks)) {
        return false;
    }
    for (size_t i = 0; i < text.size_bytes; i++) {
        if (memchr(",\"\r\n", text.bytes[i], 4) != NULL) {
            return true;
        }
    }
    return false;
}

static void write_doubling_quotes(struct writer *writer, struct text text)
{
    const char *quote = NULL;
    while (!text_is_empty(text) && (quote = memchr(text.bytes, '"', text.size_bytes)) != NULL) {
        size_t before_bytes = (size_t)(quote - text.bytes);
        writer_text(writer, (struct text){ text.bytes, before_bytes });
        writer_string(writer, "\"\"");
        text = text_without_first(text, before_bytes + 1);
    }
    writer_text(writer, text);
}

void csv_cell(struct writer *writer, struct text text, bool is_last)
{
    const char *quote = needs_quotes(text) ? "\"" : "";
    writer_string(writer, quote);
    writer_string(writer, is_formula(text) ? "'" : "");
    while (!text_is_empty(text)) {
        write_doubling_quotes(writer, valid_take(&text));
    }
    writer_string(writer, quote);
    writer_string(writer, is_last ? "\r\n" : ",");
}

struct column {
    const char *titles[LANGUAGE_COUNT];
};

static const struct column audit_columns[] = {
    { { "文件", "file" } },
    { { "项目名称", "project" } },
    { { "年度", "year" } },
    { { "规则集", "rules" } },
    { { "状态", "status" } },
    { { "全年预算数（万元）", "budget (万元)" } },
    { { "全年执行数（万元）", "executed (万元)" } },
    { { "执行率（%）", "rate (%)" } },
    { { "预算执行得分 复算", "execution score computed" } },
    { { "预算执行得分 自评", "execution score declared" } },
    { { "总分 复算", "total computed" } },
    { { "总分 可得下限", "total low" } },
    { { "总分 可得上限", "total high" } },
    { { "总分 自评", "total declared" } },
    { { "各项自评之和", "declared sum" } },
    { { "等级 复算", "grade computed" } },
    { { "等级 否决前", "grade band" } },
    { { "等级 自评", "grade declared" } },
    { { "可能的等级", "grades possible" } },
    { { "是否一致", "consistent" } },
    { { "否决", "veto" } },
    { { "错误", "errors" } },
    { { "警告", "warnings" } },
    { { "提示", "notes" } },
    { { "发现", "findings" } },
};

static const struct column score_columns[] = {
    { { "文件", "file" } },       { { "项目名称", "project" } },  { { "一级指标", "level1" } },
    { { "二级指标", "level2" } }, { { "名称", "name" } },         { { "分值", "weight" } },
    { { "指标值", "target" } },   { { "完成值", "achieved" } },   { { "可得下限", "low" } },
    { { "可得上限", "high" } },   { { "复算得分", "computed" } }, { { "自评得分", "declared" } },
    { { "说明", "verdict" } },
};

static const struct column finding_columns[] = {
    { { "文件", "file" } }, { { "行", "line" } },        { { "列", "column" } },    { { "级别", "severity" } },
    { { "代码", "code" } }, { { "指标", "indicator" } }, { { "说明", "message" } },
};

enum {
    AUDIT_COLUMN_COUNT = sizeof(audit_columns) / sizeof(audit_columns[0]),
    SCORE_COLUMN_COUNT = sizeof(score_columns) / sizeof(score_columns[0]),
    FINDING_COLUMN_COUNT = sizeof(finding_columns) / sizeof(finding_columns[0]),
};

static void write_head(struct writer *writer, const struct column *columns, size_t column_count, enum language language)
{
    writer_string(writer, "\xEF\xBB\xBF");
    for (size_t i = 0; i < column_count; i++) {
        csv_cell(writer, text_of(columns[i].titles[language]), i + 1 == column_count);
    }
}

void csv_audit_head(struct writer *writer, enum language language)
{
    write_head(writer, audit_columns, AUDIT_COLUMN_COUNT, language);
}

void csv_score_head(struct writer *writer, enum language language)
{
    write_head(writer, score_columns, SCORE_COLUMN_COUNT, language);
}

void csv_findings_head(struct writer *writer, enum language language)
{
    write_head(writer, finding_columns, FINDING_COLUMN_COUNT, language);
}

struct row {
    struct writer *writer;
    size_t cells_left;
};

/* Puts what ends a cell behind it; answers how many bytes that were. */
static size_t end_cell(struct row *row, char *behind)
{
    row->cells_left--;
    if (row->cells_left > 0) {
        behind[0] = ',';
        return 1;
    }
    memcpy(behind, "\r\n", 2);
    return 2;
}

enum { MOST_CELL_END_BYTES = 2, MOST_USUAL_BYTES = 256 };

/* A text that need not be UTF-8: a file's name. */
static void write_name(struct row *row, struct text text)
{
    row->cells_left--;
    csv_cell(row->writer, text, row->cells_left == 0);
}

/* A text of ours, or of a document: UTF-8. */
static void write_text(struct row *row, struct text text)
{
    if (text.size_bytes > MOST_USUAL_BYTES || may_be_formula(text) || text_has_marks(text, cell_marks)) {
        write_name(row, text);
        return;
    }
    char *cell = writer_room(row->writer, text.size_bytes + MOST_CELL_END_BYTES);
    bytes_copy(cell, text.bytes, text.size_bytes);
    writer_took(row->writer, text.size_bytes + end_cell(row, cell + text.size_bytes));
}

static void write_blanks(struct row *row, size_t cells)
{
    for (size_t i = 0; i < cells; i++) {
        char *cell = writer_room(row->writer, MOST_CELL_END_BYTES);
        writer_took(row->writer, end_cell(row, cell));
    }
}

static void write_decimal(struct row *row, struct decimal decimal)
{
    if (decimal.coefficient < 0) {
        char bytes[DECIMAL_MOST_TEXT_BYTES];
        write_text(row, (struct text){ bytes, decimal_to_text(decimal, bytes) });
        return;
    }
    char *cell = writer_room(row->writer, DECIMAL_MOST_TEXT_BYTES + MOST_CELL_END_BYTES);
    size_t size_bytes = decimal_to_text(decimal, cell);
    writer_took(row->writer, size_bytes + end_cell(row, cell + size_bytes));
}

static void write_figure(struct row *row, const struct figure *figure)
{
    if (figure->is_given) {
        write_decimal(row, figure->value);
    } else {
        write_blanks(row, 1);
    }
}

static void write_count(struct row *row, uint64_t count)
{
    char *cell = writer_room(row->writer, COUNT_MOST_DIGITS + MOST_CELL_END_BYTES);
    size_t size_bytes = count_to_text(count, cell);
    writer_took(row->writer, size_bytes + end_cell(row, cell + size_bytes));
}

static void write_band(struct row *row, const struct grade_band *band)
{
    write_text(row, band == NULL ? TEXT("") : band->grade);
}

/* A cell of several words, however many; always in quotes, since it is not known what is still to come. */
static void write_possible(struct row *row, const struct grade_result *grade)
{
    if (grade->possible_count == 1) {
        write_band(row, grade->possible[0]);
        return;
    }
    writer_character(row->writer, '"');
    for (size_t i = 0; i < grade->possible_count; i++) {
        struct text word = grade->possible[i]->grade;
        writer_string(row->writer, i > 0 ? " " : is_formula(word) ? "'" : "");
        write_doubling_quotes(row->writer, word);
    }
    writer_string(row->writer, "\",");
    row->cells_left--;
}

/* The last cell of a row: every code once, in the order of the findings. A code needs no quotes. */
static void write_codes(struct row *row, const struct finding_list *findings)
{
    bool is_written[FINDING_CODE_COUNT] = { false };
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        enum finding_code code = message_code(finding->message);
        if (!is_written[code]) {
            if (finding != findings->first) {
                writer_character(row->writer, ' ');
            }
            writer_text(row->writer, finding_code_text(code));
            is_written[code] = true;
        }
    }
    write_blanks(row, 1);
}

/* ---- audit ---- */

enum { AUDIT_SCORE_COLUMN_COUNT = 16 }; /* from the budget to the veto */

static void write_audit_score(struct row *row, const struct report_project *report, const struct project_score *score)
{
    static const struct text consistency_words[] = { { "", 0 }, { "false", 5 }, { "true", 4 } };
    const struct project *project = report->project;
    const struct execution_score *execution = &score->execution;
    write_decimal(row, project_amount_in_wan_yuan(project, execution->budget));
    write_decimal(row, project_amount_in_wan_yuan(project, execution->executed));
    write_decimal(row, execution->rate_per_cent);
    write_decimal(row, execution->score);
    write_figure(row, &project->total.score);
    write_decimal(row, score->total);
    write_decimal(row, score->total_low);
    write_decimal(row, score->total_high);
    write_figure(row, &project->declared_total);
    write_decimal(row, score->declared_sum);
    write_band(row, score->grade.computed);
    write_band(row, score->grade.band);
    write_text(row, project->declared_grade.is_given ? project->declared_grade.text : TEXT(""));
    write_possible(row, &score->grade);
    write_text(row, consistency_words[report_consistency(report) + 1]);
    write_text(row, score->grade.veto == NULL ? TEXT("") : score->grade.veto->title);
}

void csv_audit_project(struct writer *writer, const struct report_project *report, enum language language)
{
    (void)language;
    const struct project_score *score = report->score;
    struct row row = { writer, AUDIT_COLUMN_COUNT };
    write_name(&row, report->file);
    write_text(&row, report->project == NULL ? TEXT("") : report->project->name.text);
    if (report->project != NULL && project_year(report->project) > 0) {
        write_count(&row, (uint64_t)project_year(report->project));
    } else {
        write_blanks(&row, 1);
    }
    write_text(&row, report->rules == NULL ? TEXT("") : report->rules->id);
    write_text(&row, text_of(report_status(report)));
    if (score == NULL) {
        write_blanks(&row, AUDIT_SCORE_COLUMN_COUNT);
    } else {
        write_audit_score(&row, report, score);
    }
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        write_count(&row, report->findings->count_by_severity[severity]);
    }
    write_codes(&row, report->findings);
}

/* ---- score ---- */

static struct row begin_score_row(struct writer *writer, const struct report_project *report)
{
    struct row row = { writer, SCORE_COLUMN_COUNT };
    write_name(&row, report->file);
    write_text(&row, report->project == NULL ? TEXT("") : report->project->name.text);
    return row;
}

static void write_indicator(struct writer *writer, const struct report_project *report,
                            const struct indicator_score *score, enum language language)
{
    const struct indicator *indicator = score->indicator;
    struct row row = begin_score_row(writer, report);
    write_text(&row, indicator->level1);
    write_text(&row, indicator->level2);
    write_text(&row, indicator->name.text);
    write_decimal(&row, indicator->weight.value);
    write_text(&row, score->assessment.target_text);
    write_text(&row, score->assessment.achieved_text);
    write_decimal(&row, score->low);
    write_decimal(&row, score->high);
    write_decimal(&row, score->computed);
    write_figure(&row, &indicator->declared_score);
    write_text(&row, verdict_words(score->verdict, &score->assessment, language));
}

static void write_execution(struct writer *writer, const struct report_project *report, enum language language)
{
    const struct execution_score *execution = &report->score->execution;
    struct row row = begin_score_row(writer, report);
    write_text(&row, text_of(label_words(LABEL_execution, language)));
    write_blanks(&row, 1);
    write_text(&row, text_of(label_words(LABEL_execution, language)));
    write_decimal(&row, report->rules->execution_weight);
    write_decimal(&row, project_amount_in_wan_yuan(report->project, execution->budget));
    write_decimal(&row, project_amount_in_wan_yuan(report->project, execution->executed));
    write_decimal(&row, execution->score);
    write_decimal(&row, execution->score);
    write_decimal(&row, execution->score);
    write_figure(&row, &report->project->total.score);
    char rate[DECIMAL_MOST_TEXT_BYTES + 1];
    size_t rate_bytes = decimal_to_text(execution->rate_per_cent, rate);
    rate[rate_bytes++] = '%';
    write_text(&row, (struct text){ rate, rate_bytes });
}

static void write_total(struct writer *writer, const struct report_project *report, enum language language)
{
    const struct project_score *score = report->score;
    struct row row = begin_score_row(writer, report);
    write_text(&row, text_of(label_words(LABEL_total, language)));
    write_blanks(&row, 1);
    write_text(&row, text_of(label_words(LABEL_total, language)));
    write_decimal(&row, report->rules->full_marks);
    write_blanks(&row, 2);
    write_decimal(&row, score->total_low);
    write_decimal(&row, score->total_high);
    write_decimal(&row, score->total);
    write_figure(&row, &report->project->declared_total);
    write_band(&row, score->grade.computed);
}

void csv_score_project(struct writer *writer, const struct report_project *report, enum language language)
{
    const struct project_score *score = report->score;
    if (score == NULL) {
        struct row row = begin_score_row(writer, report);
        write_blanks(&row, row.cells_left - 1);
        write_text(&row, text_of(label_words(LABEL_unreadable, language)));
        return;
    }
    for (size_t i = 0; i < score->indicator_count; i++) {
        write_indicator(writer, report, &score->indicators[i], language);
    }
    write_execution(writer, report, language);
    write_total(writer, report, language);
}

/* ---- check ---- */

/* A message on its way into a cell in quotes. */
struct message_cell {
    struct writer *writer;
    bool is_begun;
};

static bool put_message(void *context, const char *bytes, size_t size_bytes)
{
    struct message_cell *cell = context;
    struct text rest = { bytes, size_bytes };
    writer_string(cell->writer, !cell->is_begun && is_formula(rest) ? "'" : "");
    cell->is_begun = true;
    while (!text_is_empty(rest)) {
        write_doubling_quotes(cell->writer, valid_take(&rest));
    }
    return !cell->writer->failed;
}

/* The last cell of a row. */
static void write_message(struct row *row, const struct finding *finding, enum language language)
{
    struct message_cell cell = { .writer = row->writer };
    struct writer message;
    writer_character(row->writer, '"');
    writer_begin(&message, put_message, &cell);
    finding_write_message(&message, finding, language);
    writer_flush(&message);
    writer_character(row->writer, '"');
    write_blanks(row, 1);
}

void csv_findings(struct writer *writer, struct text file, const struct finding_list *findings, enum language language)
{
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        enum finding_code code = message_code(finding->message);
        struct row row = { writer, FINDING_COLUMN_COUNT };
        write_name(&row, file);
        write_count(&row, finding->place.line);
        write_count(&row, finding->place.column);
        write_text(&row, severity_text(finding_code_severity(code)));
        write_text(&row, finding_code_text(code));
        write_text(&row, finding->indicator);
        write_message(&row, finding, language);
    }
}
