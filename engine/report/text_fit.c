#include "report_fit.h"
#include "shown.h"
#include "text_table.h"

/* A note as a statistician would write it: what the forms settle, what they do not, and where they contradict each
   other; every end with the result that makes it. */

enum { TERM_CELLS = 20 };

/* ---- rule sets ---- */

enum column { COLUMN_MARK, COLUMN_RULES, COLUMN_FIRST_DECLARED, COLUMN_SUM = COLUMN_FIRST_DECLARED + DECLARED_COUNT };

static const struct table_column columns[] = {
    [COLUMN_MARK] = { LABEL_nothing, .least_cells = 1 },
    [COLUMN_RULES] = { LABEL_rule_set, .least_cells = 14, .most_cells = 40, .gap_cells = 1 },
    [COLUMN_FIRST_DECLARED +
        DECLARED_INDICATOR_SCORE] = { LABEL_indicator_scores, .least_cells = 17, .gap_cells = 2, .is_right = true },
    [COLUMN_FIRST_DECLARED + DECLARED_EXECUTION_SCORE] = { LABEL_execution_scores, .least_cells = 13, .gap_cells = 2,
                                                           .is_right = true, .rank = 1 },
    [COLUMN_FIRST_DECLARED +
        DECLARED_TOTAL] = { LABEL_total, .least_cells = 13, .gap_cells = 2, .is_right = true, .rank = 2 },
    [COLUMN_FIRST_DECLARED + DECLARED_GRADE] = { LABEL_grade, .least_cells = 13, .gap_cells = 2, .is_right = true },
    [COLUMN_SUM] = { LABEL_altogether, .least_cells = 17, .gap_cells = 2, .is_right = true, .rank = 3 },
};

static void write_of(struct table *table, size_t column, uint64_t count, uint64_t all)
{
    char bytes[2 * COUNT_MOST_DIGITS + 1];
    size_t size_bytes = count_to_text(count, bytes);
    bytes[size_bytes++] = '/';
    size_bytes += count_to_text(all, bytes + size_bytes);
    table_cell(table, column, (struct text){ bytes, size_bytes }, INK_PLAIN);
}

/* Versions of one rule set are told apart by their files. */
static struct text name_of(const struct report_fit *report, const struct fit *fit)
{
    for (size_t i = 0; i < report->fit_count; i++) {
        if (&report->fits[i] != fit && text_equals(report->fits[i].rules->id, fit->rules->id)) {
            return fit->rules->file;
        }
    }
    return fit->rules->id;
}

static void write_rule_sets(struct writer *writer, const struct report_fit *report, const struct report_style *style)
{
    struct table table;
    uint64_t declared = 0;
    table_begin(&table, writer, style, columns, sizeof(columns) / sizeof(columns[0]));
    table_head(&table);
    for (size_t i = 0; i < DECLARED_COUNT; i++) {
        declared += report->declared[i];
    }
    for (size_t i = 0; i < report->fit_count; i++) {
        const struct fit *fit = &report->fits[i];
        bool is_chosen = fit == report->chosen;
        table_cell(&table, COLUMN_MARK, mark_text(is_chosen ? MARK_GOOD : MARK_NONE), mark_ink(MARK_GOOD));
        table_cell(&table, COLUMN_RULES, name_of(report, fit), is_chosen ? INK_BOLD : INK_PLAIN);
        for (size_t kind = 0; kind < DECLARED_COUNT; kind++) {
            write_of(&table, COLUMN_FIRST_DECLARED + kind, fit->reproduced[kind], report->declared[kind]);
        }
        write_of(&table, COLUMN_SUM, fit_reproduced(fit), declared);
        table_end_row(&table);
    }
}

static void write_remark(struct writer *writer, enum label words, const struct report_style *style)
{
    struct wrap wrap;
    writer_repeat(writer, ' ', 2);
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    write_label(&wrap.pieces, words, style);
    wrap_end(&wrap);
}

static void write_held(struct writer *writer, const struct report_fit *report, const struct report_style *style)
{
    struct wrap wrap;
    writer_repeat(writer, ' ', 2);
    wrap_begin(&wrap, writer, 2, 2, style_columns(style));
    write_label(&wrap.pieces, LABEL_fit_held, style);
    writer_shown(&wrap.pieces, name_of(report, report->chosen));
    write_label(&wrap.pieces, report->is_named ? LABEL_fit_named : LABEL_fit_best, style);
    wrap_end(&wrap);
}

/* ---- one parameter ---- */

struct entry {
    struct writer *writer;
    const struct report_parameter *parameter;
    const struct report_style *style;
};

/* 83.8%; of a total 91.38. */
static void write_value(struct writer *writer, const struct report_parameter *parameter,
                        struct quotient_of_decimals value)
{
    if (parameter->kind == PARAMETER_BAND) {
        writer_decimal(writer, value.upper);
    } else {
        write_share_quotient(writer, value);
    }
}

/* “优”的下限: the title in the entry's first column. */
static void begin_entry(struct wrap *wrap, const struct entry *entry)
{
    enum { TITLE_BYTES = 128 };
    char bytes[TITLE_BYTES];
    const char *title = label_words(entry->parameter->title, entry->style->language);
    struct text grade = entry->parameter->grade;
    bool has_grade = entry->parameter->kind == PARAMETER_BAND && grade.size_bytes + strlen(title) < TITLE_BYTES;
    size_t grade_bytes = has_grade ? grade.size_bytes : 0;
    bytes_copy(bytes, grade.bytes, grade_bytes);
    bytes_copy(bytes + grade_bytes, title, strlen(title));
    entry_begin(wrap, entry->writer, (struct text){ bytes, grade_bytes + strlen(title) }, TERM_CELLS, entry->style);
}

static void begin_line_below(struct wrap *wrap, const struct entry *entry)
{
    enum { WORDS_AT = TERM_CELLS + 4, BULLET_CELLS = 2 };
    writer_repeat(entry->writer, ' ', WORDS_AT);
    writer_string(entry->writer, "· ");
    wrap_begin(wrap, entry->writer, WORDS_AT + BULLET_CELLS, WORDS_AT + BULLET_CELLS, style_columns(entry->style));
}

/* Who says so: the project, and what is declared there. */
static void write_result(struct writer *writer, const struct declared_result *result, const struct report_style *style)
{
    writer_string(writer, " ← ");
    writer_shown(writer, text_is_empty(result->project) ? result->file : result->project);
    if (!text_is_empty(result->indicator)) {
        write_label(writer, LABEL_colon, style);
        writer_shown(writer, result->indicator);
    }
    if (text_is_empty(result->grade)) {
        write_label(writer, LABEL_fit_declared_points, style);
        writer_decimal(writer, result->points);
    } else {
        write_label(writer, LABEL_fit_total, style);
        writer_decimal(writer, result->points);
        write_label(writer, LABEL_fit_declared_grade, style);
        writer_shown(writer, result->grade);
        write_label(writer, LABEL_fit_end_quote, style);
    }
    write_label(writer, LABEL_opening, style);
    writer_shown(writer, result->file);
    write_label(writer, LABEL_closing, style);
}

/* `sign`: how x lies to the end. */
static void write_end(const struct entry *entry, const char *sign, const struct fitted_end *end)
{
    struct wrap wrap;
    if (!end->is_given) {
        return;
    }
    begin_line_below(&wrap, entry);
    writer_string(&wrap.pieces, sign);
    write_value(&wrap.pieces, entry->parameter, end->value);
    write_result(&wrap.pieces, &end->witness.result, entry->style);
    wrap_end(&wrap);
}

static void write_ends(const struct entry *entry)
{
    const struct fitted_interval *interval = entry->parameter->interval;
    write_end(entry, interval->low.is_closed ? "x ≥ " : "x > ", &interval->low);
    write_end(entry, interval->high.is_closed ? "x ≤ " : "x < ", &interval->high);
}

/* How many results this rests on, and how many no value reproduces. */
static void write_counts(struct writer *writer, const struct entry *entry)
{
    bool is_about_grades = entry->parameter->interval != NULL;
    uint64_t unreproduced = parameter_unreproduced(entry->parameter);
    write_label(writer, LABEL_fit_rests_on, entry->style);
    writer_count(writer, parameter_evidence(entry->parameter));
    write_label(writer, is_about_grades ? LABEL_fit_grades : LABEL_fit_scores, entry->style);
    if (unreproduced > 0) {
        write_label(writer, LABEL_fit_besides, entry->style);
        writer_count(writer, unreproduced);
        write_label(writer, LABEL_fit_never_reproduced, entry->style);
    }
    write_label(writer, LABEL_closing, entry->style);
}

/* 执行率 ≤ x 时定为“差”：0% ≤ x < 83.8% */
static void write_meaning(struct writer *writer, const struct entry *entry)
{
    bool is_veto = entry->parameter->kind == PARAMETER_VETO;
    write_label(writer, is_veto ? LABEL_fit_veto_means : LABEL_fit_band_means, entry->style);
    writer_shown(writer, entry->parameter->grade);
    write_label(writer, LABEL_fit_end_quote, entry->style);
    write_label(writer, LABEL_colon, entry->style);
}

static void write_interval_entry(const struct entry *entry)
{
    const struct fitted_interval *interval = entry->parameter->interval;
    struct wrap wrap;
    begin_entry(&wrap, entry);
    write_meaning(&wrap.pieces, entry);
    if (interval->low.is_given) {
        write_value(&wrap.pieces, entry->parameter, interval->low.value);
        writer_string(&wrap.pieces, interval->low.is_closed ? " ≤ " : " < ");
    }
    writer_character(&wrap.pieces, 'x');
    if (interval->high.is_given) {
        writer_string(&wrap.pieces, interval->high.is_closed ? " ≤ " : " < ");
        write_value(&wrap.pieces, entry->parameter, interval->high.value);
    }
    if (entry->parameter->kind == PARAMETER_VETO && !interval->low.is_given) {
        write_label(&wrap.pieces, LABEL_fit_or_no_veto, entry->style);
    }
    write_counts(&wrap.pieces, entry);
    wrap_end(&wrap);
    write_ends(entry);
}

static bool is_same_result(const struct declared_result *a, const struct declared_result *b)
{
    return text_equals(a->file, b->file) && text_equals(a->project, b->project) &&
           text_equals(a->indicator, b->indicator) && decimal_equals(a->points, b->points);
}

static void write_shares_entry(const struct entry *entry)
{
    const struct fitted_shares *shares = entry->parameter->shares;
    struct wrap wrap;
    begin_entry(&wrap, entry);
    write_label(&wrap.pieces, LABEL_fit_low_end, entry->style);
    write_share_quotient(&wrap.pieces, shares->least.value);
    write_label(&wrap.pieces, LABEL_fit_high_end, entry->style);
    write_share_quotient(&wrap.pieces, shares->greatest.value);
    write_counts(&wrap.pieces, entry);
    wrap_end(&wrap);
    write_end(entry, "", &shares->least);
    if (!is_same_result(&shares->least.witness.result, &shares->greatest.witness.result)) {
        write_end(entry, "", &shares->greatest);
    }
}

/* 0、1: the numbers of places that `is_allowed` or not. */
static void write_places(struct writer *writer, const struct entry *entry, const bool *is_listed)
{
    bool is_first = true;
    for (size_t places = 0; places < FITTED_PLACES; places++) {
        if (is_listed[places]) {
            write_label(writer, is_first ? LABEL_nothing : LABEL_list_comma, entry->style);
            writer_count(writer, places);
            is_first = false;
        }
    }
}

/* 0 位 2 个，1 位 0 个, … */
static void write_places_counts(struct writer *writer, const struct entry *entry)
{
    for (size_t places = 0; places < FITTED_PLACES; places++) {
        write_label(writer, places == 0 ? LABEL_fit_places_counts : LABEL_comma, entry->style);
        writer_count(writer, places);
        write_label(writer, LABEL_fit_places_gives, entry->style);
        writer_count(writer, entry->parameter->places->reproduced[places]);
        write_label(writer, LABEL_fit_places_end, entry->style);
    }
}

/* Places that one result rules out, with it. */
static void write_ruled_out(const struct entry *entry)
{
    const struct witness *missed = entry->parameter->places->missed;
    bool is_written[FITTED_PLACES] = { false };
    for (size_t first = 0; first < FITTED_PLACES; first++) {
        bool is_listed[FITTED_PLACES] = { false };
        struct wrap wrap;
        if (!missed[first].is_given || is_written[first]) {
            continue;
        }
        for (size_t places = first; places < FITTED_PLACES; places++) {
            is_listed[places] = missed[places].is_given && !is_written[places] &&
                                is_same_result(&missed[places].result, &missed[first].result);
            is_written[places] |= is_listed[places];
        }
        begin_line_below(&wrap, entry);
        write_label(&wrap.pieces, LABEL_fit_not_places, entry->style);
        write_places(&wrap.pieces, entry, is_listed);
        write_result(&wrap.pieces, &missed[first].result, entry->style);
        wrap_end(&wrap);
    }
}

static void write_places_entry(const struct entry *entry)
{
    bool is_allowed[FITTED_PLACES];
    struct wrap wrap;
    for (size_t places = 0; places < FITTED_PLACES; places++) {
        is_allowed[places] = fitted_places_allow(entry->parameter->places, places);
    }
    begin_entry(&wrap, entry);
    write_places(&wrap.pieces, entry, is_allowed);
    write_places_counts(&wrap.pieces, entry);
    write_counts(&wrap.pieces, entry);
    wrap_end(&wrap);
    write_ruled_out(entry);
}

static void write_determined(const struct entry *entry)
{
    if (entry->parameter->interval != NULL) {
        write_interval_entry(entry);
    } else if (entry->parameter->places != NULL) {
        write_places_entry(entry);
    } else {
        write_shares_entry(entry);
    }
}

/* What is open: the whole parameter, or one side of it. */
static void write_open(const struct entry *entry)
{
    const struct fitted_interval *interval = entry->parameter->interval;
    struct wrap wrap;
    bool is_about_grades = interval != NULL;
    begin_entry(&wrap, entry);
    if (parameter_evidence(entry->parameter) > 0) {
        write_label(&wrap.pieces, interval->low.is_given ? LABEL_fit_no_high : LABEL_fit_no_low, entry->style);
    } else {
        write_label(&wrap.pieces, is_about_grades ? LABEL_fit_no_grade : LABEL_fit_no_score, entry->style);
        if (parameter_unreproduced(entry->parameter) > 0) {
            write_label(&wrap.pieces, LABEL_fit_besides, entry->style);
            writer_count(&wrap.pieces, parameter_unreproduced(entry->parameter));
            write_label(&wrap.pieces, LABEL_fit_never_reproduced, entry->style);
        }
    }
    wrap_end(&wrap);
}

static bool is_open(const struct report_parameter *parameter)
{
    const struct fitted_interval *interval = parameter->interval;
    return parameter_evidence(parameter) == 0 ||
           (interval != NULL && !(interval->low.is_given && interval->high.is_given));
}

static bool is_determined(const struct report_parameter *parameter)
{
    return parameter_evidence(parameter) > 0 && !parameter_is_contradictory(parameter);
}

static void write_contradiction(const struct entry *entry)
{
    struct wrap wrap;
    begin_entry(&wrap, entry);
    if (entry->parameter->interval != NULL) {
        write_meaning(&wrap.pieces, entry);
    }
    write_label(&wrap.pieces, LABEL_fit_no_value, entry->style);
    if (entry->parameter->places != NULL) {
        write_places_counts(&wrap.pieces, entry);
    }
    write_counts(&wrap.pieces, entry);
    wrap_end(&wrap);
    if (entry->parameter->interval != NULL) {
        write_ends(entry);
    } else {
        write_ruled_out(entry);
    }
}

/* ---- the note ---- */

struct section {
    enum label title;
    bool (*has)(const struct report_parameter *parameter);
    void (*write)(const struct entry *entry);
};
static const struct section sections[] = {
    { LABEL_fit_determined, is_determined, write_determined },
    { LABEL_fit_open, is_open, write_open },
    { LABEL_fit_contradictory, parameter_is_contradictory, write_contradiction },
};

static void write_section(struct writer *writer, const struct section *section,
                          const struct report_parameter *parameters, size_t parameter_count,
                          const struct report_style *style)
{
    bool has_any = false;
    for (size_t i = 0; i < parameter_count; i++) {
        const struct entry entry = { writer, &parameters[i], style };
        if (section->has(&parameters[i])) {
            if (!has_any) {
                write_title(writer, section->title, style);
            }
            has_any = true;
            section->write(&entry);
        }
    }
}

void text_fit(struct writer *writer, const struct report_fit *report, const struct report_style *style)
{
    struct report_parameter parameters[FIT_MOST_PARAMETERS];
    size_t parameter_count = fit_parameters(report->chosen, parameters);
    struct wrap wrap;
    entry_begin(&wrap, writer, text_of(label_words(LABEL_projects, style->language)), TERM_CELLS, style);
    writer_count(&wrap.pieces, report->projects);
    write_label(&wrap.pieces, LABEL_colon, style);
    write_label(&wrap.pieces, LABEL_scored, style);
    writer_character(&wrap.pieces, ' ');
    writer_count(&wrap.pieces, report->scored);
    write_label(&wrap.pieces, LABEL_comma, style);
    write_label(&wrap.pieces, LABEL_unreadable, style);
    writer_character(&wrap.pieces, ' ');
    writer_count(&wrap.pieces, report->projects - report->scored);
    wrap_end(&wrap);
    write_title(writer, LABEL_fit_reproduced, style);
    write_rule_sets(writer, report, style);
    write_remark(writer, LABEL_fit_reproduced_means, style);
    write_held(writer, report, style);
    for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
        write_section(writer, &sections[i], parameters, parameter_count, style);
    }
    write_title(writer, LABEL_fit_remarks, style);
    write_remark(writer, LABEL_fit_determined_means, style);
    write_remark(writer, LABEL_fit_not_looked_at, style);
}
