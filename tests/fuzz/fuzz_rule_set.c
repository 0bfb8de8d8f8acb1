/* Any bytes as a rule set: rejected with findings, or usable, and then it can be printed and scores a project. */
#include "fuzz.h"
#include "printed.h"

static const char form[] =
    "{项目名称: 培训, 年度: 2023, 资金: {资金总额: {全年预算数: 3, 全年执行数: 1}},"
    " 绩效指标: {产出指标: [{名称: 人数, 指标值: ≥60人, 完成值: 7人, 分值: 50, 得分: 6},"
    " {名称: 成效, 指标值: 良好, 完成值: 部分达成, 分值: 40, 得分: 3}]}, 自评: {总分: 12, 等级: 差}}";

static void score_form(const zp_engine *engine, const zp_rule_set *rules)
{
    zp_session *session = NULL;
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    const zp_source_description description = {
        .bytes = { form, sizeof(form) - 1 },
        .file = { "form.yaml", 9 },
        .rules = rules,
    };
    EXPECT(zp_session_create(engine, &session) == ZP_OK);
    EXPECT(zp_source_open(session, &description, &source) == ZP_OK);
    EXPECT(zp_source_next(source, &evaluation) == ZP_OK);
    struct printed printed = { 0 };
    EXPECT(zp_evaluation_write_json(evaluation, ZP_CHINESE, printed_sink(&printed)) == ZP_OK);
    expect_json_lines(&printed);
    printed_end(&printed);
    zp_evaluation_destroy(evaluation);
    zp_source_close(source);
    zp_session_destroy(session);
}

static void write_rule_set(const zp_rule_set *rules, const zp_style *style)
{
    struct printed printed = { 0 };
    EXPECT(zp_rule_set_write(rules, style, printed_sink(&printed)) == ZP_OK);
    expect_text(&printed, style->has_colour);
    printed_end(&printed);
}

/* Rule sets stay in their engine, so it is made anew from time to time. */
static zp_engine *engine_for_next(void)
{
    enum { INPUTS_OF_ENGINE = 50 };
    static zp_engine *engine;
    static int inputs;
    if (inputs++ % INPUTS_OF_ENGINE == 0) {
        zp_engine_destroy(engine);
        EXPECT(zp_engine_create(NULL, &engine) == ZP_OK);
    }
    return engine;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    zp_engine *engine = engine_for_next();
    char *copy = copy_of(data, size_bytes);
    const zp_text input = { copy, size_bytes };
    const zp_style style = { .language = ZP_ENGLISH };
    const zp_rule_set *rules = NULL;
    struct printed findings = { 0 };
    const zp_status status =
        zp_rule_set_load(engine, input, (zp_text){ "rules.yaml", 10 }, &style, printed_sink(&findings), &rules);
    expect_text(&findings, false);
    printed_end(&findings);
    EXPECT(status == ZP_OK || status == ZP_REJECTED);
    EXPECT((status == ZP_OK) == (rules != NULL));
    free(copy); /* a rule set keeps nothing of its source */
    if (rules != NULL) {
        write_rule_set(rules, &style);
        score_form(engine, rules);
    }
    return 0;
}
