#include "explain_score.h"

#include "library.h"
#include "message.h"
#include "report.h"

#include <string.h>

struct explaining {
    const struct request *request;
    zp_text indicator; /* no bytes: all of them, and the project */
    size_t explained;
    bool has_unscored;
};

/* Something that stands in front of a text, if the text comes. */
struct preceded {
    struct output *output;
    const char *before;
};

static bool put_preceded(void *context, const char *bytes, size_t size_bytes)
{
    struct preceded *preceded = context;
    zp_sink sink = output_sink(preceded->output);
    output_text(preceded->output, preceded->before);
    preceded->before = "";
    return sink.put(sink.context, bytes, size_bytes);
}

static const char *before_next(const struct explaining *explaining)
{
    if (explaining->request->format == ZP_JSON) {
        return explaining->explained == 0 ? "{\"version\": 1, \"projects\": [\n" : ",\n";
    }
    return explaining->explained == 0 ? "" : "\n";
}

static zp_status explain_or_compare(const struct explaining *explaining, const zp_evaluation *evaluation,
                                    const zp_style *style, zp_sink sink)
{
    const struct request *request = explaining->request;
    if (request->to == NULL) {
        return zp_evaluation_explain(evaluation, explaining->indicator, request->format, style, sink);
    }
    zp_text all = { NULL, 0 };
    return zp_evaluation_boundary(evaluation, strcmp(request->to, "all") == 0 ? all : text_of(request->to),
                                  request->format, style, sink);
}

static zp_status explain_evaluation(void *context, struct output *output, zp_evaluation *evaluation)
{
    struct explaining *explaining = context;
    if (!zp_evaluation_is_scored(evaluation)) {
        explaining->has_unscored = true;
        return ZP_OK;
    }
    zp_style style = style_of(explaining->request, output);
    struct preceded preceded = { output, before_next(explaining) };
    zp_status status =
        explain_or_compare(explaining, evaluation, &style, (zp_sink){ .put = put_preceded, .context = &preceded });
    explaining->explained += status == ZP_OK;
    return status == ZP_NOT_FOUND ? ZP_OK : status;
}

static zp_status end_explanations(void *context, struct output *output)
{
    const struct explaining *explaining = context;
    if (explaining->request->format == ZP_JSON) {
        output_text(output, explaining->explained == 0 ? before_next(explaining) : "\n");
        output_text(output, "]}\n");
    }
    return ZP_OK;
}

/* What could not be explained, once all the rest was. */
static enum exit_status judge(const struct explaining *explaining, const char *indicator, enum exit_status status)
{
    zp_language language = explaining->request->language;
    if (explaining->has_unscored) {
        message(language,
                (struct words){ "有的文件不能评分，没有推导；原因见：ziping score",
                                "something could not be scored, and is not explained; for why: ziping score" },
                NULL, NULL);
        return STATUS_FAILED;
    }
    if (explaining->explained == 0 && explaining->request->to != NULL && status == STATUS_FINE) {
        message(language,
                (struct words){ "规则集里没有等级“{1}”；每个等级都看用 --to all",
                                "the rule set has no grade {1}; for all of them: --to all" },
                explaining->request->to, NULL);
        return STATUS_USAGE;
    }
    if (explaining->explained == 0 && indicator != NULL && status == STATUS_FINE) {
        message(language,
                (struct words){ "没有名称是“{1}”的指标；不写名称时说明全部",
                                "no indicator has the name {1}; without a name all are explained" },
                indicator, NULL);
        return STATUS_USAGE;
    }
    return status;
}

enum exit_status explain_score(const struct request *request)
{
    const char *indicator = request->operand_count > 1 ? request->operands[1] : NULL;
    if (request->operand_count > 2) {
        return wrong_usage(request,
                           (struct words){ "explain 后面写一个文件或文件夹，再写一个指标名称，或者都不写",
                                           "explain takes a file or folder and the name of one indicator, or none" },
                           NULL, NULL);
    }
    if (indicator != NULL && request->to != NULL) {
        return wrong_usage(request,
                           (struct words){ "--to 不和指标名一起用：它把每一项都试一遍",
                                           "--to takes no name of an indicator: it tries each of them" },
                           NULL, NULL);
    }
    if (request->format != ZP_TEXT_FORMAT && request->format != ZP_JSON) {
        return wrong_usage(request,
                           (struct words){ "explain 的格式是 text 或 json", "explain is written as text or json" },
                           NULL, NULL);
    }
    struct request of_path = *request;
    of_path.operand_count = 1;
    struct explaining explaining = { .request = request };
    if (indicator != NULL) {
        explaining.indicator = text_of(indicator);
    }
    const struct evaluation_use use = { .take = explain_evaluation,
                                        .finish = end_explanations,
                                        .context = &explaining };
    return judge(&explaining, indicator, run_evaluations(&of_path, &use));
}
