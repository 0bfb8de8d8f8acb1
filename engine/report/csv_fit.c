#include "csv_row.h"
#include "report_fit.h"

/* A row a rule set, then a row a parameter. */

static const struct csv_column columns[] = {
    { { "内容", "what" } },
    { { "名称", "name" } },
    { { "等级", "grade" } },
    { { "指标得分 再现", "indicator scores reproduced" } },
    { { "指标得分 已填", "indicator scores declared" } },
    { { "预算执行得分 再现", "execution scores reproduced" } },
    { { "预算执行得分 已填", "execution scores declared" } },
    { { "总分 再现", "totals reproduced" } },
    { { "总分 已填", "totals declared" } },
    { { "等级 再现", "grades reproduced" } },
    { { "等级 已填", "grades declared" } },
    { { "依据个数", "evidence" } },
    { { "取什么值都不能再现", "unreproduced" } },
    { { "下端", "low" } },
    { { "下端 含", "low closed" } },
    { { "下端 文件", "low file" } },
    { { "下端 指标", "low indicator" } },
    { { "上端", "high" } },
    { { "上端 含", "high closed" } },
    { { "上端 文件", "high file" } },
    { { "上端 指标", "high indicator" } },
    { { "可以的小数位", "places allowed" } },
};
enum {
    COLUMN_COUNT = sizeof(columns) / sizeof(columns[0]),
    PARAMETER_COLUMNS = 11,
    END_COLUMNS = 4,
};

static void write_rule_set(struct writer *writer, const struct report_fit *report, const struct fit *fit)
{
    struct csv_row row = { writer, COLUMN_COUNT };
    csv_row_text(&row, fit == report->chosen ? TEXT("rule_set_held") : TEXT("rule_set"));
    csv_row_text(&row, fit->rules->id);
    csv_row_blanks(&row, 1);
    for (size_t kind = 0; kind < DECLARED_COUNT; kind++) {
        csv_row_count(&row, fit->reproduced[kind]);
        csv_row_count(&row, report->declared[kind]);
    }
    csv_row_blanks(&row, PARAMETER_COLUMNS);
}

/* A share or a bound; upper/lower where it is no decimal. */
static void write_end(struct csv_row *row, const struct fitted_end *end)
{
    struct decimal value;
    if (!end->is_given) {
        csv_row_blanks(row, END_COLUMNS);
        return;
    }
    if (quotient_is_decimal(end->value, &value)) {
        csv_row_decimal(row, value);
    } else {
        writer_decimal(row->writer, end->value.upper);
        writer_character(row->writer, '/');
        writer_decimal(row->writer, end->value.lower);
        csv_row_end_cell(row);
    }
    csv_row_text(row, end->is_closed ? TEXT("true") : TEXT("false"));
    csv_row_text(row, end->witness.result.file);
    csv_row_text(row, end->witness.result.indicator);
}

static void write_allowed_places(struct csv_row *row, const struct fitted_places *places)
{
    bool is_first = true;
    for (size_t i = 0; i < FITTED_PLACES; i++) {
        if (fitted_places_allow(places, i)) {
            writer_string(row->writer, is_first ? "" : " ");
            writer_count(row->writer, i);
            is_first = false;
        }
    }
    csv_row_end_cell(row);
}

static void write_parameter(struct writer *writer, const struct report_parameter *parameter)
{
    struct csv_row row = { writer, COLUMN_COUNT };
    csv_row_text(&row, TEXT("parameter"));
    csv_row_text(&row, text_of(parameter->word));
    csv_row_text(&row, parameter->grade);
    csv_row_blanks(&row, (size_t)2 * DECLARED_COUNT);
    csv_row_count(&row, parameter_evidence(parameter));
    csv_row_count(&row, parameter_unreproduced(parameter));
    if (parameter->places != NULL) {
        csv_row_blanks(&row, (size_t)2 * END_COLUMNS);
        write_allowed_places(&row, parameter->places);
        return;
    }
    const struct fitted_interval *interval = parameter->interval;
    write_end(&row, interval != NULL ? &interval->low : &parameter->shares->least);
    write_end(&row, interval != NULL ? &interval->high : &parameter->shares->greatest);
    csv_row_blanks(&row, 1);
}

void csv_fit(struct writer *writer, const struct report_fit *report, enum language language)
{
    struct report_parameter parameters[FIT_MOST_PARAMETERS];
    size_t parameter_count = fit_parameters(report->chosen, parameters);
    csv_row_of_titles(writer, columns, COLUMN_COUNT, language);
    for (size_t i = 0; i < report->fit_count; i++) {
        write_rule_set(writer, report, &report->fits[i]);
    }
    for (size_t i = 0; i < parameter_count; i++) {
        write_parameter(writer, &parameters[i]);
    }
}
