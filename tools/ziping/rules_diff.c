#include "rules_diff.h"

#include "library.h"
#include "message.h"
#include "report.h"

enum { OPERANDS_BEFORE_PATHS = 3 };

struct diff {
    const struct request *request; /* whose operands are the paths */
    const char *names[2];
    const zp_engine *engine;
    const zp_rule_set *rules[2];
    zp_difference *difference; /* NULL until there is something to write to */
    zp_difference_totals totals;
};

static enum exit_status find_rules(void *context, zp_engine *engine, const zp_rule_set *rules)
{
    (void)rules; /* those of --rules are there to be extended */
    struct diff *diff = context;
    diff->engine = engine;
    enum exit_status status = rules_find(engine, diff->request, diff->names[0], &diff->rules[0], NULL);
    return status == STATUS_FINE ? rules_find(engine, diff->request, diff->names[1], &diff->rules[1], NULL) : status;
}

static zp_status begin_difference(struct diff *diff, struct output *output)
{
    const zp_difference_settings settings = {
        .before = diff->rules[0],
        .after = diff->rules[1],
        .format = diff->request->format,
        .style = style_of(diff->request, output),
        .sink = output_sink(output),
    };
    return diff->difference != NULL ? ZP_OK : zp_difference_create(diff->engine, &settings, &diff->difference);
}

static zp_status take_evaluation(void *context, struct output *output, zp_evaluation *evaluation)
{
    struct diff *diff = context;
    zp_status status = begin_difference(diff, output);
    return status == ZP_OK ? zp_difference_admit(diff->difference, evaluation) : status;
}

static zp_status end_difference(void *context, struct output *output)
{
    struct diff *diff = context;
    zp_status status = begin_difference(diff, output);
    return status == ZP_OK ? zp_difference_finish(diff->difference, &diff->totals) : status;
}

static void forget_difference(void *context)
{
    struct diff *diff = context;
    zp_difference_destroy(diff->difference);
    diff->difference = NULL;
}

enum exit_status rules_diff(const struct request *request)
{
    if (request->operand_count <= OPERANDS_BEFORE_PATHS) {
        return wrong_usage(request,
                           (struct words){ "rules diff 要写两个规则集，再写文件或文件夹（“-”是标准输入）",
                                           "rules diff needs two rule sets, and behind them files or folders (- is the "
                                           "standard input)" },
                           NULL, NULL);
    }
    struct request of_paths = *request;
    of_paths.operands += OPERANDS_BEFORE_PATHS;
    of_paths.operand_count -= OPERANDS_BEFORE_PATHS;
    struct diff diff = { .request = &of_paths, .names = { request->operands[1], request->operands[2] } };
    const struct evaluation_use use = {
        .begin = find_rules,
        .take = take_evaluation,
        .finish = end_difference,
        .end = forget_difference,
        .context = &diff,
        .is_only_checked = true,
    };
    enum exit_status status = run_evaluations(&of_paths, &use);
    return status == STATUS_FINE && diff.totals.unreadable > 0 ? STATUS_FAILED : status;
}
