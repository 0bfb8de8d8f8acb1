#include "commands.h"
#include "library.h"
#include "message.h"
#include "rules_diff.h"
#include "rules_fit.h"

#include <stdlib.h>
#include <string.h>

/* ---- list ---- */

static zp_status list_rules(const zp_engine *engine, struct output *output)
{
    enum { ID_CELLS = 20 };
    const zp_rule_set *rules = NULL;
    for (size_t i = 0; (rules = zp_rule_set_at(engine, i)) != NULL; i++) {
        zp_text id = zp_rule_set_id(rules);
        output_bytes(output, id);
        for (size_t cells = id.size_bytes; cells < ID_CELLS; cells++) {
            output_text(output, " ");
        }
        output_bytes(output, zp_rule_set_name(rules));
        output_text(output, "\n");
    }
    return ZP_OK;
}

static enum exit_status run_list(const struct request *request, zp_engine *engine)
{
    struct output output;
    if (request->operand_count != 1) {
        return wrong_usage(request, (struct words){ "rules list 不带参数", "rules list takes no argument" }, NULL,
                           NULL);
    }
    if (!output_open(&output, request->output, request->language)) {
        return STATUS_FAILED;
    }
    return close_with(&output, list_rules(engine, &output));
}

/* ---- show ---- */

static size_t rule_set_count(const zp_engine *engine)
{
    size_t count = 0;
    while (zp_rule_set_at(engine, count) != NULL) {
        count++;
    }
    return count;
}

static bool is_of_id(const zp_rule_set *rules, zp_text id)
{
    zp_text own = zp_rule_set_id(rules);
    return own.size_bytes == id.size_bytes && memcmp(own.bytes, id.bytes, id.size_bytes) == 0;
}

/* The versions of a rule set from `first` on: a file that extends one of several versions makes as many. */
static zp_status show_versions(const zp_engine *engine, size_t first, zp_text id, const zp_style *style,
                               struct output *output)
{
    zp_status status = ZP_OK;
    bool has_shown = false;
    const zp_rule_set *rules = NULL;
    for (size_t i = first; (rules = zp_rule_set_at(engine, i)) != NULL && status == ZP_OK; i++) {
        if (is_of_id(rules, id)) {
            output_text(output, has_shown ? "\n" : "");
            status = zp_rule_set_write(rules, style, output_sink(output));
            has_shown = true;
        }
    }
    return status;
}

static enum exit_status run_show(const struct request *request, zp_engine *engine)
{
    if (request->operand_count != 2) {
        return wrong_usage(request, (struct words){ "rules show 要写一个规则集", "rules show needs one rule set" },
                           NULL, NULL);
    }
    const zp_rule_set *rules = NULL;
    size_t count_before = rule_set_count(engine);
    enum exit_status found = rules_find(engine, request, request->operands[1], &rules, NULL);
    if (found != STATUS_FINE) {
        return found;
    }
    struct output output;
    if (!output_open(&output, request->output, request->language)) {
        return STATUS_FAILED;
    }
    zp_style style = style_of(request, &output);
    size_t first = rule_set_count(engine) > count_before ? count_before : 0;
    return close_with(&output, show_versions(engine, first, zp_rule_set_id(rules), &style, &output));
}

/* ---- check ---- */

/* Findings on their way to the output. */
struct findings {
    struct output *output;
    bool has_any;
};

static bool put_finding(void *context, const char *bytes, size_t size_bytes)
{
    struct findings *findings = context;
    zp_sink sink = output_sink(findings->output);
    findings->has_any = findings->has_any || size_bytes > 0;
    return sink.put(sink.context, bytes, size_bytes);
}

/* The last line about a rule set that can be used. */
static void put_accepted(struct output *output, const char *path, const zp_rule_set *rules, bool has_findings)
{
    struct words sound = { " 没有矛盾", " does not contradict itself" };
    struct words doubtful = { " 可以使用，但有上面列出的问题", " can be used, but has the findings above" };
    char *name = must_have(text_repaired(path, false));
    output_text(output, name);
    output_text(output, words_in((struct words){ "：规则集 ", ": the rule set " }, output->language));
    output_bytes(output, zp_rule_set_id(rules));
    output_line(output, words_in(has_findings ? doubtful : sound, output->language));
    free(name);
}

static enum exit_status check_file(const struct request *request, zp_engine *engine, struct output *output,
                                   const char *path)
{
    const zp_rule_set *rules = NULL;
    int error = 0;
    zp_style style = style_of(request, output);
    struct findings findings = { .output = output };
    zp_sink sink = { .put = put_finding, .context = &findings };
    zp_status status = rules_load(engine, path, &style, sink, &rules, &error, NULL);
    if (error != 0) {
        message(request->language, (struct words){ "“{1}”读不出：{2}", "{1} cannot be read: {2}" }, path,
                reason_of(error, request->language));
        return STATUS_FAILED;
    }
    if (status == ZP_OK) {
        put_accepted(output, path, rules, findings.has_any);
        return STATUS_FINE;
    }
    if (status == ZP_REJECTED) {
        return STATUS_FINDINGS;
    }
    if (status != ZP_OUTPUT_FAILED) {
        end_without_memory();
    }
    return STATUS_FAILED;
}

static enum exit_status run_check_rules(const struct request *request, zp_engine *engine)
{
    if (request->operand_count < 2) {
        return wrong_usage(request, (struct words){ "rules check 要写文件", "rules check needs a file" }, NULL, NULL);
    }
    struct output output;
    if (!output_open(&output, request->output, request->language)) {
        return STATUS_FAILED;
    }
    enum exit_status worst = STATUS_FINE;
    for (size_t i = 1; i < request->operand_count; i++) {
        enum exit_status status = check_file(request, engine, &output, request->operands[i]);
        worst = status > worst ? status : worst;
    }
    return output_close(&output, true) ? worst : STATUS_FAILED;
}

/* ---- */

enum {
    OPTIONS_OF_PAGES = OPTION_LANG | OPTION_HELP | OPTION_VERSION | OPTION_OUTPUT | OPTION_COLOR | OPTION_RULES,
    OPTIONS_OF_PROJECTS = OPTIONS_OF_PAGES | OPTION_FORMAT | OPTION_JOBS | OPTION_READER | OPTION_QUIET | OPTION_VERBOSE
};

static const struct {
    const char *name;
    unsigned options;                                                          /* of those of the command */
    enum exit_status (*run)(const struct request *request, zp_engine *engine); /* NULL: the other */
    enum exit_status (*run_on_projects)(const struct request *request);
} actions[] = {
    { "list", OPTIONS_OF_PAGES, run_list, NULL },         { "show", OPTIONS_OF_PAGES, run_show, NULL },
    { "check", OPTIONS_OF_PAGES, run_check_rules, NULL }, { "diff", OPTIONS_OF_PROJECTS, NULL, rules_diff },
    { "fit", OPTIONS_OF_PROJECTS, NULL, rules_fit },
};

static enum exit_status run_action(const struct request *request, size_t action)
{
    for (const struct option *option = options_table(); option->name != NULL; option++) {
        if ((request->given & ~actions[action].options & option->bit) != 0) {
            return wrong_usage(
                request, (struct words){ "命令“rules {2}”没有选项“{1}”", "the command rules {2} has no option {1}" },
                option->name, actions[action].name);
        }
    }
    if (actions[action].run_on_projects != NULL) {
        return actions[action].run_on_projects(request);
    }
    zp_engine *engine = engine_open(ZP_READER_AUTO, NULL);
    const zp_rule_set *extended = NULL;
    enum exit_status status = rules_of_request(engine, request, &extended, NULL);
    if (status == STATUS_FINE) {
        status = actions[action].run(request, engine);
    }
    zp_engine_destroy(engine);
    return status;
}

enum exit_status run_rules(const struct request *request)
{
    struct words choices = { "rules 后面写 list、show、check、diff 或 fit",
                             "rules takes list, show, check, diff or fit" };
    const char *name = request->operand_count == 0 ? "" : request->operands[0];
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        if (strcmp(name, actions[i].name) == 0) {
            return run_action(request, i);
        }
    }
    return wrong_usage(request, choices, NULL, NULL);
}
