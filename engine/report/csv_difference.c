#include "catalogue.h"
#include "csv_row.h"
#include "report_difference.h"

/* A row a project that changes, or that could not be compared. */

static const struct csv_column columns[] = {
    { { "文件", "file" } },
    { { "项目名称", "project" } },
    { { "年度", "year" } },
    { { "主管部门", "department" } },
    { { "状态", "status" } },
    { { "总分 原规则", "total before" } },
    { { "总分 新规则", "total after" } },
    { { "总分 相差", "total change" } },
    { { "可得下限 原规则", "low before" } },
    { { "可得上限 原规则", "high before" } },
    { { "可得下限 新规则", "low after" } },
    { { "可得上限 新规则", "high after" } },
    { { "等级 原规则", "grade before" } },
    { { "等级 新规则", "grade after" } },
    { { "得分由哪一部分引起", "score changed by" } },
    { { "可得区间由哪一部分引起", "interval changed by" } },
    { { "等级由哪一部分引起", "grade changed by" } },
    { { "可能的等级由哪一部分引起", "possible grades changed by" } },
    { { "发现由哪一部分引起", "findings changed by" } },
    { { "新增的发现", "new findings" } },
    { { "消失的发现", "gone findings" } },
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(columns[0]), FIRST_COLUMNS = 5 };

void csv_difference_head(struct writer *writer, enum language language)
{
    csv_row_of_titles(writer, columns, COLUMN_COUNT, language);
}

static void write_parts(struct writer *writer, unsigned parts, char between)
{
    bool is_first = true;
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        if ((parts & part_bit((enum rule_part)part)) != 0) {
            if (!is_first) {
                writer_character(writer, between);
            }
            writer_text(writer, word_of_part((enum rule_part)part));
            is_first = false;
        }
    }
}

/* `quantitative late`: each alone; `grades+vetoes`: only together. */
static void write_cause(struct csv_row *row, const struct cause *cause)
{
    write_parts(row->writer, cause->alone, ' ');
    for (size_t i = 0; i < cause->together_count; i++) {
        writer_string(row->writer, i == 0 ? "" : " ");
        write_parts(row->writer, cause->together[i], '+');
    }
    csv_row_end_cell(row);
}

static void write_findings(struct csv_row *row, const struct report_difference *report, bool are_new)
{
    struct finding_changes changes = { report->before.findings->first, report->after.findings->first };
    const struct finding *finding = NULL;
    bool is_new = false;
    bool is_first = true;
    while ((finding = finding_change_next(&changes, &is_new)) != NULL) {
        if (is_new == are_new) {
            writer_string(row->writer, is_first ? "" : " ");
            writer_text(row->writer, finding_code_text(message_code(finding->message)));
            is_first = false;
        }
    }
    csv_row_end_cell(row);
}

static void write_grade(struct csv_row *row, const struct judgement *judgement)
{
    const struct grade_band *grade = judgement->score->grade.computed;
    csv_row_text(row, grade == NULL ? TEXT("") : grade->grade);
}

void csv_difference_project(struct writer *writer, const struct report_difference *report)
{
    struct csv_row row = { writer, COLUMN_COUNT };
    const struct project *project = report->project;
    csv_row_text(&row, report->file);
    csv_row_text(&row, project == NULL ? TEXT("") : project->name.text);
    csv_row_text(&row, project == NULL ? TEXT("") : project->year.text);
    csv_row_text(&row, report->department);
    csv_row_text(&row, report->difference == NULL ? TEXT("unreadable") : TEXT("compared"));
    if (report->difference == NULL) {
        csv_row_blanks(&row, COLUMN_COUNT - FIRST_COLUMNS);
        return;
    }
    const struct project_score *before = report->before.score;
    const struct project_score *after = report->after.score;
    csv_row_decimal(&row, before->total);
    csv_row_decimal(&row, after->total);
    csv_row_decimal(&row, decimal_subtract(after->total, before->total));
    csv_row_decimal(&row, before->total_low);
    csv_row_decimal(&row, before->total_high);
    csv_row_decimal(&row, after->total_low);
    csv_row_decimal(&row, after->total_high);
    write_grade(&row, &report->before);
    write_grade(&row, &report->after);
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        write_cause(&row, &report->difference->causes[change]);
    }
    write_findings(&row, report, true);
    write_findings(&row, report, false);
}
