/* Evaluates one form and prints its total and grade. */
#include <stdio.h>
#include <string.h>
#include <ziping.h>

static const char form[] = "项目名称: 干部履职能力提升培训\n"
                           "年度: 2023\n"
                           "资金:\n"
                           "  资金总额: {全年预算数: 25.6, 全年执行数: 22.452}\n"
                           "绩效指标:\n"
                           "  产出指标:\n"
                           "    - {名称: 培训干部人数, 指标值: ≥60人, 完成值: 71人, 分值: 50, 得分: 50}\n"
                           "  效益指标:\n"
                           "    - {名称: 培训合格率, 指标值: ≥90%, 完成值: 95%, 分值: 30, 得分: 30}\n"
                           "  满意度指标:\n"
                           "    - {名称: 参训人员满意度, 指标值: ≥90%, 完成值: 45%, 分值: 10, 得分: 5}\n";

static zp_text text_of(const char *terminated)
{
    return (zp_text){ terminated, strlen(terminated) };
}

int main(void)
{
    zp_engine *engine = NULL;
    zp_session *session = NULL;
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    const zp_source_description description = { .bytes = text_of(form), .file = text_of("form.yaml") };

    const bool is_evaluated =
        zp_engine_create(NULL, &engine) == ZP_OK && zp_session_create(engine, &session) == ZP_OK &&
        zp_source_open(session, &description, &source) == ZP_OK && zp_source_next(source, &evaluation) == ZP_OK;
    if (is_evaluated) {
        const zp_text grade = zp_evaluation_grade(evaluation);
        printf("%s %.*s\n", zp_evaluation_total(evaluation).text, (int)grade.size_bytes, grade.bytes);
    }
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    zp_session_destroy(session);
    zp_engine_destroy(engine);
    return is_evaluated ? 0 : 1;
}
