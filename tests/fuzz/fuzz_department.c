/* Any bytes as a department of five projects, whose rule set it may name, and with which it is reconciled. */
#include "fuzz.h"
#include "report.h"

static const char projects[] =
    "{项目名称: 甲, 年度: 2023, 资金: {资金总额: {全年预算数: 3.5, 全年执行数: 3.5, 得分: 10}},"
    " 绩效指标: {产出指标: [{名称: 人数, 指标值: ≥60人, 完成值: 66人, 分值: 90, 得分: 90}]},"
    " 自评: {总分: 100, 等级: 优}}\n"
    "---\n"
    "{项目名称: 乙, 年度: 2023, 金额单位: 元, 资金: {资金总额: {全年预算数: 30000, 全年执行数: 100}},"
    " 绩效指标: {产出指标: [{名称: 人数, 指标值: ≥60人, 完成值: 50人, 分值: 90, 得分: 90}]},"
    " 自评: {总分: 90, 等级: 良}}\n"
    "---\n"
    "{项目名称: 丙, 年度: 2022, 资金: {资金总额: {全年预算数: 0, 全年执行数: 0}},"
    " 绩效指标: {产出指标: [{名称: 成效, 指标值: 良好, 完成值: 未达成, 分值: 90, 得分: 0}]}}\n"
    "---\n"
    "{项目名称: 丁, 年度: 2023, 资金: 无}\n"
    "---\n"
    "[\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    static zp_engine *engine;
    if (engine == NULL) {
        engine = small_engine_create(ZP_READER_AUTO);
    }
    char *copy = copy_of(data, size_bytes);
    const zp_text files[] = { { projects, sizeof(projects) - 1 } };
    const struct folder folder = { .projects = files, .project_files = 1, .department = { copy, size_bytes } };
    report_folder_in_ways(engine, &folder, sum_of(data, size_bytes));
    free(copy);
    return 0;
}
