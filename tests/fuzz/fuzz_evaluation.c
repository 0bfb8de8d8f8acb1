/* Any bytes as a file of projects, between two good ones, and as their department: read, scored, checked, and reported
   in every form there is; the same with both readers. */
#include "fuzz.h"
#include "report.h"

static const char good[] =
    "{项目名称: 培训, 年度: 2023, 资金: {资金总额: {全年预算数: 3, 全年执行数: 3, 得分: 10}},"
    " 绩效指标: {产出指标: [{名称: 人数, 指标值: ≥60人, 完成值: 66人, 分值: 50, 得分: 50}],"
    " 效益指标: [{名称: 成效, 指标值: 良好, 完成值: 达成, 分值: 40, 得分: 40}]}, 自评: {总分: 100, 等级: 优}}\n";

static const struct report_row json_lines = { ZP_REPORT_AUDIT, ZP_JSON_LINES, { .language = ZP_ENGLISH } };

static void compare_readers(const zp_engine *engine, const zp_engine *libyaml_engine, const struct folder *folder)
{
    struct printed printed = { 0 };
    struct printed with_libyaml = { 0 };
    report_folder(engine, folder, &json_lines, &printed);
    report_folder(libyaml_engine, folder, &json_lines, &with_libyaml);
    EXPECT(printed_is_same(&printed, &with_libyaml));
    printed_end(&printed);
    printed_end(&with_libyaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    static zp_engine *engine;
    static zp_engine *libyaml_engine;
    if (engine == NULL) {
        engine = small_engine_create(ZP_READER_AUTO);
        libyaml_engine = small_engine_create(ZP_READER_LIBYAML);
    }
    char *copy = copy_of(data, size_bytes);
    const zp_text input = { copy, size_bytes };
    const zp_text projects[] = { { good, sizeof(good) - 1 }, input, { good, sizeof(good) - 1 } };
    struct folder folder = { .projects = projects, .project_files = 3, .department = input };
    compare_readers(engine, libyaml_engine, &folder);
    report_folder_in_ways(engine, &folder, sum_of(data, size_bytes));
    folder = (struct folder){ .projects = &input, .project_files = 1, .is_json_lines = true };
    compare_readers(engine, libyaml_engine, &folder);
    free(copy);
    return 0;
}
