#include "rules_fit.h"

#include "library.h"
#include "message.h"
#include "report.h"

struct fit {
    const struct request *request; /* whose operands are the paths */
    const zp_engine *engine;
    const zp_rule_set *rules; /* NULL: none was named */
    zp_fit *fit;              /* NULL until there is something to write to */
    zp_fit_totals totals;
};

static enum exit_status find_rules(void *context, zp_engine *engine, const zp_rule_set *rules)
{
    struct fit *fit = context;
    fit->engine = engine;
    fit->rules = rules;
    return STATUS_FINE;
}

static zp_status begin_fit(struct fit *fit, struct output *output)
{
    const zp_fit_settings settings = {
        .rules = fit->rules,
        .format = fit->request->format,
        .style = style_of(fit->request, output),
        .sink = output_sink(output),
    };
    return fit->fit != NULL ? ZP_OK : zp_fit_create(fit->engine, &settings, &fit->fit);
}

static zp_status take_evaluation(void *context, struct output *output, zp_evaluation *evaluation)
{
    struct fit *fit = context;
    zp_status status = begin_fit(fit, output);
    return status == ZP_OK ? zp_fit_admit(fit->fit, evaluation) : status;
}

static zp_status end_fit(void *context, struct output *output)
{
    struct fit *fit = context;
    zp_status status = begin_fit(fit, output);
    return status == ZP_OK ? zp_fit_finish(fit->fit, &fit->totals) : status;
}

static void forget_fit(void *context)
{
    struct fit *fit = context;
    zp_fit_destroy(fit->fit);
    fit->fit = NULL;
}

enum exit_status rules_fit(const struct request *request)
{
    if (request->operand_count < 2) {
        return wrong_usage(request,
                           (struct words){ "rules fit 要写文件或文件夹（“-”是标准输入）",
                                           "rules fit needs files or folders (- is the standard input)" },
                           NULL, NULL);
    }
    struct request of_paths = *request;
    of_paths.operands++;
    of_paths.operand_count--;
    struct fit fit = { .request = &of_paths };
    const struct evaluation_use use = {
        .begin = find_rules,
        .take = take_evaluation,
        .finish = end_fit,
        .end = forget_fit,
        .context = &fit,
        .is_only_checked = true,
    };
    enum exit_status status = run_evaluations(&of_paths, &use);
    return status == STATUS_FINE && fit.totals.unreadable > 0 ? STATUS_FAILED : status;
}
