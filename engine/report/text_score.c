#include "shown.h"
#include "text_checklist.h"
#include "text_finding.h"
#include "text_table.h"
#include "text_why.h"

/* The form of one project, scored: a verdict, the table with its arithmetic, the findings. */

enum column { COLUMN_MARK, COLUMN_NAME, COLUMN_WEIGHT, COLUMN_DECLARED, COLUMN_COMPUTED, COLUMN_INTERVAL, COLUMN_WHY };

static const struct table_column columns[] = {
    [COLUMN_MARK] = { LABEL_nothing, .least_cells = 1 },
    [COLUMN_NAME] = { LABEL_indicator, .least_cells = 16, .most_cells = 24, .gap_cells = 1 },
    [COLUMN_WEIGHT] = { LABEL_weight, .least_cells = 4, .gap_cells = 1, .is_right = true, .rank = 1 },
    [COLUMN_DECLARED] = { LABEL_declared, .least_cells = 6, .gap_cells = 1, .is_right = true },
    [COLUMN_COMPUTED] = { LABEL_computed, .least_cells = 6, .gap_cells = 1, .is_right = true },
    [COLUMN_INTERVAL] = { LABEL_interval, .least_cells = 11, .gap_cells = 2, .rank = 2 },
    [COLUMN_WHY] = { LABEL_why, .least_cells = 32, .most_cells = 96, .gap_cells = 2, .rank = 3 },
};

/* Findings about no indicator, by the row that they are about. */
static const enum finding_code execution_codes[] = {
    FINDING_rate_mismatch,      FINDING_execution_score_mismatch,
    FINDING_carryover_mismatch, FINDING_fund_sum,
    FINDING_overspent,          FINDING_zero_budget,
    FINDING_reason_missing,
};
static const enum finding_code total_codes[] = { FINDING_weight_sum, FINDING_total_mismatch,
                                                 FINDING_total_out_of_range };
static const enum finding_code grade_codes[] = { FINDING_grade_mismatch, FINDING_grade_missing, FINDING_grade_unknown,
                                                 FINDING_grade_vetoed, FINDING_grade_uncertain };

struct form {
    struct writer *writer;
    const struct report_project *report;
    const struct project_score *score;
    const struct report_style *style;
    struct table table;
    const struct finding *next_finding; /* the first that may be about an indicator still to come */
};

static bool is_before(struct place a, struct place b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

/* Two indicators may have one name: a finding lies between its indicator's beginning and the next one's. */
static bool is_about(const struct finding *finding, const struct indicator *indicator)
{
    return text_equals(finding->indicator, indicator->name.text) && !text_is_empty(finding->indicator) &&
           !is_before(finding->place, indicator->place);
}

static bool is_among(enum finding_code code, const enum finding_code *codes, size_t code_count)
{
    for (size_t i = 0; i < code_count; i++) {
        if (codes[i] == code) {
            return true;
        }
    }
    return false;
}

static enum mark worse_mark(enum mark mark, const struct finding *finding, const struct report_style *style)
{
    enum severity severity = finding_code_severity(message_code(finding->message));
    enum mark found = style_shows(style, severity) ? mark_of_severity(severity) : MARK_NONE;
    return found > mark ? found : mark;
}

/* Findings are sorted by place and indicators mostly stand in its order, so that each finding is looked at once. Where
   an alias repeats an indicator, only the first has marks. */
static enum mark indicator_mark(struct form *form, const struct indicator *indicator)
{
    enum mark mark = MARK_NONE;
    const struct finding *finding = form->next_finding;
    while (finding != NULL && (indicator->next == NULL || is_before(finding->place, indicator->next->place))) {
        if (is_about(finding, indicator)) {
            mark = worse_mark(mark, finding, form->style);
        }
        finding = finding->next;
    }
    form->next_finding = finding;
    return mark;
}

static enum mark codes_mark(const struct form *form, const enum finding_code *codes, size_t code_count)
{
    enum mark mark = MARK_NONE;
    for (const struct finding *finding = form->report->findings->first; finding != NULL; finding = finding->next) {
        if (text_is_empty(finding->indicator) && is_among(message_code(finding->message), codes, code_count)) {
            mark = worse_mark(mark, finding, form->style);
        }
    }
    return mark;
}

static void begin_row(struct form *form, enum mark mark, struct text name, enum ink name_ink)
{
    if (mark != MARK_NONE) {
        table_cell(&form->table, COLUMN_MARK, mark_text(mark), mark_ink(mark));
    }
    table_cell(&form->table, COLUMN_NAME, name, name_ink);
}

static void write_points(struct form *form, const struct figure *declared, struct decimal computed, struct decimal low,
                         struct decimal high, enum mark mark)
{
    if (declared->is_given) {
        table_decimal(&form->table, COLUMN_DECLARED, declared->value, mark == MARK_BAD ? INK_ERROR : INK_PLAIN);
    } else {
        table_label(&form->table, COLUMN_DECLARED, LABEL_none, INK_DIM);
    }
    table_decimal(&form->table, COLUMN_COMPUTED, computed, INK_PLAIN);
    table_interval(&form->table, COLUMN_INTERVAL, low, high, INK_PLAIN);
}

static void write_group(struct form *form, const struct indicator *indicator)
{
    struct wrap wrap;
    ink_begin(form->writer, INK_DIM, form->style);
    writer_repeat(form->writer, ' ', 2);
    wrap_begin(&wrap, form->writer, 2, 2, style_columns(form->style));
    writer_text(&wrap.pieces, indicator->level1);
    if (!text_is_empty(indicator->level2)) {
        writer_string(&wrap.pieces, " · ");
        writer_text(&wrap.pieces, indicator->level2);
    }
    wrap_end(&wrap);
    ink_end(form->writer, INK_DIM, form->style);
}

static void write_parts(struct form *form, const struct indicator_score *score)
{
    struct wrap wrap;
    size_t index = 0;
    for (const struct indicator_part *part = score->indicator->parts; part != NULL; part = part->next) {
        table_cell_set_in(&form->table, COLUMN_NAME, part->name.text, INK_DIM);
        table_wrap(&form->table, COLUMN_WHY, &wrap);
        write_part_why(&wrap.pieces, &score->part_assessments[index++], form->report->rules, form->style->language);
        wrap_end(&wrap);
    }
}

static void write_indicator(struct form *form, const struct indicator_score *score)
{
    struct wrap wrap;
    const struct indicator *indicator = score->indicator;
    enum mark mark = indicator_mark(form, indicator);
    begin_row(form, mark, indicator->name.text, INK_PLAIN);
    table_decimal(&form->table, COLUMN_WEIGHT, indicator->weight.value, INK_PLAIN);
    write_points(form, &indicator->declared_score, score->computed, score->low, score->high, mark);
    table_wrap(&form->table, COLUMN_WHY, &wrap);
    write_why(&wrap.pieces, score, form->report->rules, form->style->language);
    wrap_end(&wrap);
    write_parts(form, score);
}

static void write_indicators(struct form *form)
{
    const struct indicator *before = NULL;
    for (size_t i = 0; i < form->score->indicator_count; i++) {
        const struct indicator *indicator = form->score->indicators[i].indicator;
        if (before == NULL || !text_equals(before->level1, indicator->level1) ||
            !text_equals(before->level2, indicator->level2)) {
            write_group(form, indicator);
        }
        write_indicator(form, &form->score->indicators[i]);
        before = indicator;
    }
}

static void write_execution_why(struct writer *writer, const struct form *form)
{
    enum language language = form->style->language;
    const struct project *project = form->report->project;
    const struct execution_score *execution = &form->score->execution;
    if (!execution->has_rate) {
        writer_string(writer, label_words(LABEL_no_rate, language));
        writer_decimal(writer, execution->score);
        writer_string(writer, label_words(LABEL_points, language));
        return;
    }
    struct decimal hundred = decimal_from_integer(100);
    writer_decimal_grouped(writer, project_amount_in_wan_yuan(project, execution->executed));
    writer_string(writer, " ÷ ");
    writer_decimal_grouped(writer, project_amount_in_wan_yuan(project, execution->budget));
    write_equality(writer, execution->rate_per_cent, decimal_multiply(execution->executed, hundred), execution->budget);
    writer_decimal(writer, execution->rate_per_cent);
    writer_character(writer, '%');
    if (project->total.rate.is_given) {
        writer_string(writer, label_words(LABEL_opening, language));
        writer_string(writer, label_words(LABEL_printed_rate, language));
        writer_decimal(writer, project->total.rate.value);
        writer_character(writer, '%');
        writer_string(writer, label_words(LABEL_closing, language));
    }
    if (decimal_compare(execution->rate_per_cent, hundred) > 0) {
        writer_string(writer, label_words(LABEL_at_most_100_per_cent, language));
    }
}

static void write_execution(struct form *form)
{
    struct wrap wrap;
    const struct execution_score *execution = &form->score->execution;
    enum mark mark = codes_mark(form, execution_codes, sizeof(execution_codes) / sizeof(execution_codes[0]));
    begin_row(form, mark, text_of(label_words(LABEL_execution, form->style->language)), INK_PLAIN);
    table_decimal(&form->table, COLUMN_WEIGHT, form->report->rules->execution_weight, INK_PLAIN);
    write_points(form, &form->report->project->total.score, execution->score, execution->score, execution->score, mark);
    table_wrap(&form->table, COLUMN_WHY, &wrap);
    write_execution_why(&wrap.pieces, form);
    wrap_end(&wrap);
}

static void write_total(struct form *form)
{
    struct wrap wrap;
    const struct project_score *score = form->score;
    enum mark mark = codes_mark(form, total_codes, sizeof(total_codes) / sizeof(total_codes[0]));
    begin_row(form, mark, text_of(label_words(LABEL_total, form->style->language)), INK_BOLD);
    table_decimal(&form->table, COLUMN_WEIGHT, form->report->rules->full_marks, INK_PLAIN);
    write_points(form, &form->report->project->declared_total, score->total, score->total_low, score->total_high, mark);
    if (!score->has_declared_scores) {
        table_end_row(&form->table);
        return;
    }
    table_wrap(&form->table, COLUMN_WHY, &wrap);
    write_label(&wrap.pieces, LABEL_declared_sum, form->style);
    writer_decimal(&wrap.pieces, score->declared_sum);
    wrap_end(&wrap);
}

static void write_band_why(struct writer *writer, const struct form *form)
{
    const struct grade_result *grade = &form->score->grade;
    if (grade->veto != NULL && grade->band != NULL && grade->computed != NULL) {
        writer_decimal(writer, form->score->total);
        write_label(writer, LABEL_lies_in, form->style);
        writer_text(writer, grade->band->grade);
        write_label(writer, LABEL_because_of, form->style);
        writer_text(writer, grade->veto->title);
        write_label(writer, LABEL_becomes, form->style);
        writer_text(writer, grade->computed->grade);
    } else if (grade->computed != NULL) {
        writer_decimal(writer, grade->computed->lower_bound);
        write_label(writer, LABEL_points_and_above, form->style);
    } else {
        write_label(writer, LABEL_below_all_grades, form->style);
    }
}

static struct text grade_text(const struct grade_band *band, const struct report_style *style)
{
    return band == NULL ? text_of(label_words(LABEL_none, style->language)) : band->grade;
}

/* Far more than the column shows; what is over is cut there with “…”. */
struct possible_words {
    char bytes[128];
    size_t size_bytes;
};

static void add_words(struct possible_words *words, struct text text)
{
    size_t room_bytes = sizeof(words->bytes) - words->size_bytes;
    size_t added_bytes = text.size_bytes < room_bytes ? text.size_bytes : room_bytes;
    if (added_bytes > 0) {
        memcpy(words->bytes + words->size_bytes, text.bytes, added_bytes);
        words->size_bytes += added_bytes;
    }
}

static void write_possible(struct form *form)
{
    const struct grade_result *grade = &form->score->grade;
    struct possible_words words = { .size_bytes = 0 };
    for (size_t i = 0; i < grade->possible_count; i++) {
        enum label comma = i == 0 ? LABEL_nothing : LABEL_list_comma;
        add_words(&words, text_of(label_words(comma, form->style->language)));
        add_words(&words, grade->possible[i]->grade);
    }
    table_cell(&form->table, COLUMN_INTERVAL, (struct text){ words.bytes, words.size_bytes }, INK_PLAIN);
}

static void write_grade(struct form *form)
{
    struct wrap wrap;
    const struct cell *declared = &form->report->project->declared_grade;
    enum mark mark = codes_mark(form, grade_codes, sizeof(grade_codes) / sizeof(grade_codes[0]));
    begin_row(form, mark, text_of(label_words(LABEL_grade, form->style->language)), INK_BOLD);
    table_cell(&form->table, COLUMN_DECLARED,
               declared->is_given ? declared->text : text_of(label_words(LABEL_none, form->style->language)),
               mark == MARK_BAD ? INK_ERROR : INK_PLAIN);
    table_cell(&form->table, COLUMN_COMPUTED, grade_text(form->score->grade.computed, form->style), INK_PLAIN);
    write_possible(form);
    table_wrap(&form->table, COLUMN_WHY, &wrap);
    write_band_why(&wrap.pieces, form);
    wrap_end(&wrap);
}

static void write_declared_and_computed(struct writer *writer, const struct report_project *report,
                                        const struct report_style *style)
{
    const struct project_score *score = report->score;
    const struct project *project = report->project;
    write_label(writer, LABEL_colon, style);
    if (project->declared_total.is_given || project->declared_grade.is_given) {
        write_label(writer, LABEL_says, style);
        if (project->declared_total.is_given) {
            writer_decimal(writer, project->declared_total.value);
        }
        if (project->declared_grade.is_given) {
            writer_string(writer, project->declared_total.is_given ? " " : "");
            writer_text(writer, project->declared_grade.text);
        }
        write_label(writer, LABEL_comma, style);
    }
    write_label(writer, LABEL_says_computed, style);
    writer_decimal(writer, score->total);
    writer_character(writer, ' ');
    writer_text(writer, grade_text(score->grade.computed, style));
    if (!decimal_equals(score->total_low, score->total_high)) {
        write_label(writer, LABEL_opening, style);
        write_label(writer, LABEL_admissible, style);
        write_interval(writer, score->total_low, score->total_high);
        write_label(writer, LABEL_closing, style);
    }
}

static enum label verdict_label(const struct report_project *report)
{
    if (report->score == NULL) {
        return LABEL_not_scored;
    }
    switch (report_consistency(report)) {
    case 1:
        return LABEL_grade_consistent;
    case 0:
        return report->project->declared_grade.is_given ? LABEL_grade_differs : LABEL_grade_not_declared;
    default:
        return LABEL_nothing_declared;
    }
}

static void write_verdict_line(struct writer *writer, const struct report_project *report,
                               const struct report_style *style)
{
    struct wrap wrap;
    enum mark mark = mark_of_project(report);
    writer_character(writer, '\n');
    ink_begin(writer, mark_ink(mark), style);
    writer_text(writer, mark_text(mark));
    writer_character(writer, ' ');
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    write_label(&wrap.pieces, verdict_label(report), style);
    if (report->score != NULL) {
        write_declared_and_computed(&wrap.pieces, report, style);
        uint64_t errors = report->findings->count_by_severity[SEVERITY_ERROR];
        if (report_consistency(report) != 0 && errors > 0) {
            write_label(&wrap.pieces, LABEL_semicolon, style);
            write_label(&wrap.pieces, LABEL_but, style);
            writer_count(&wrap.pieces, errors);
            write_label(&wrap.pieces, errors == 1 ? LABEL_error_to_mend : LABEL_errors_to_mend, style);
        }
    }
    wrap_end(&wrap);
    ink_end(writer, mark_ink(mark), style);
}

static void write_form(struct writer *writer, const struct report_project *report, const struct report_style *style)
{
    struct form form = { .writer = writer,
                         .report = report,
                         .score = report->score,
                         .style = style,
                         .next_finding = report->findings->first };
    writer_character(writer, '\n');
    table_begin(&form.table, writer, style, columns, sizeof(columns) / sizeof(columns[0]));
    table_head(&form.table);
    write_indicators(&form);
    write_group(&form, &(const struct indicator){ .level1 = text_of(label_words(LABEL_funds_group, style->language)) });
    write_execution(&form);
    write_line(writer, table_cells(&form.table), style);
    write_total(&form);
    write_grade(&form);
}

void text_score_project(struct writer *writer, const struct report_project *report, const struct report_style *style)
{
    write_project_head(writer, report, style);
    write_verdict_line(writer, report, style);
    if (report->score != NULL) {
        write_form(writer, report, style);
    }
    if (shown_findings(report->findings, style) > 0) {
        writer_character(writer, '\n');
        text_findings(writer, report->file, report->findings, style);
    }
    if (report->checklist != NULL) {
        text_checklist(writer, report->checklist, style);
    }
    writer_character(writer, '\n');
}
