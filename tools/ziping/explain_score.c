#include "explain_score.h"

#include "growth.h"
#include "library.h"
#include "message.h"
#include "nearest.h"
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NEAR_NAMES = 5 };

/* A name of something that was not asked for, but nearly. */
struct near_name {
    char *name;
    size_t distance;
};

struct explaining {
    const struct request *request;
    zp_text name; /* of what is to be explained; no bytes: everything */
    size_t explained;
    bool has_scored;
    bool has_unscored;
    struct near_name near[MOST_NEAR_NAMES]; /* the nearest first; as long as nothing was explained */
    size_t near_count;
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
        return zp_evaluation_explain(evaluation, explaining->name, request->format, style, sink);
    }
    zp_text all = { NULL, 0 };
    return zp_evaluation_boundary(evaluation, strcmp(request->to, "all") == 0 ? all : text_of(request->to),
                                  request->format, style, sink);
}

/* ---- what cannot be scored ---- */

static bool put_added(void *context, const char *bytes, size_t size_bytes)
{
    text_add(context, bytes, size_bytes);
    return true;
}

/* file:line:column: error code: message */
static void say_error(zp_language language, const char *file, const zp_finding *finding)
{
    struct text_buffer place = { 0 };
    struct text_buffer words = { 0 };
    char position[64] = "";
    const char *severity = words_in((struct words){ ": 错误 ", ": error " }, language);
    if (finding->line > 0) {
        snprintf(position, sizeof(position), ":%" PRIu32 ":%" PRIu32, finding->line, finding->column);
    }
    text_add(&place, file, strlen(file));
    text_add(&place, position, strlen(position));
    text_add(&place, severity, strlen(severity));
    text_add(&place, finding->code.bytes, finding->code.size_bytes);
    if (finding->indicator.size_bytes > 0) {
        const char *colon = words_in((struct words){ "：", ": " }, language);
        text_add(&words, finding->indicator.bytes, finding->indicator.size_bytes);
        text_add(&words, colon, strlen(colon));
    }
    if (zp_finding_message(finding, language, (zp_sink){ put_added, &words }) != ZP_OK) {
        end_without_memory();
    }
    message(language, (struct words){ "{1}：{2}", "{1}: {2}" }, place.bytes, words.bytes);
    free(place.bytes);
    free(words.bytes);
}

static void say_unscored(const struct request *request, const struct output *output, const zp_evaluation *evaluation)
{
    struct text_buffer file = { 0 };
    zp_finding finding;
    zp_text name = zp_evaluation_file(evaluation);
    text_add(&file, name.bytes, name.size_bytes);
    if (output->before_write != NULL) {
        output->before_write(output->before_write_context);
    }
    message(
        request->language,
        (struct words){ "“{1}”不能评分，没有可以推导的：", "{1} cannot be scored, so there is nothing to explain:" },
        file.bytes, NULL);
    for (bool more = zp_evaluation_first_finding(evaluation, &finding); more; more = zp_finding_next(&finding)) {
        if (finding.severity == ZP_ERROR) {
            say_error(request->language, file.bytes, &finding);
        }
    }
    free(file.bytes);
}

/* ---- names that nothing has ---- */

static bool is_near_already(const struct explaining *explaining, zp_text name)
{
    for (size_t i = 0; i < explaining->near_count; i++) {
        const char *known = explaining->near[i].name;
        if (strlen(known) == name.size_bytes && memcmp(known, name.bytes, name.size_bytes) == 0) {
            return true;
        }
    }
    return false;
}

static void keep_near(struct explaining *explaining, zp_text name, size_t distance)
{
    struct near_name *near = explaining->near;
    bool is_full = explaining->near_count == MOST_NEAR_NAMES;
    if (is_near_already(explaining, name) || (is_full && near[MOST_NEAR_NAMES - 1].distance <= distance)) {
        return;
    }
    if (is_full) {
        free(near[--explaining->near_count].name);
    }
    size_t at = explaining->near_count++;
    for (; at > 0 && near[at - 1].distance > distance; at--) {
        near[at] = near[at - 1];
    }
    near[at] = (struct near_name){ must_have(strndup(name.bytes, name.size_bytes)), distance };
}

/* What is behind the last slash: a path with a wrong level still ends in a name. */
static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    return name + strspn(name, " ");
}

static void collect_near(struct explaining *explaining, const zp_evaluation *evaluation)
{
    const char *typed = last_name(explaining->request->operands[1]);
    zp_text name;
    for (size_t i = 0; (name = zp_evaluation_explained_at(evaluation, i, explaining->request->language)).bytes != NULL;
         i++) {
        size_t distance = nearness(typed, name.bytes, name.size_bytes);
        if (name.size_bytes > 0 && distance != NOT_NEAR) {
            keep_near(explaining, name, distance);
        }
    }
}

static void forget_near(struct explaining *explaining)
{
    for (size_t i = 0; i < explaining->near_count; i++) {
        free(explaining->near[i].name);
    }
    explaining->near_count = 0;
}

static void say_not_there(const struct explaining *explaining)
{
    zp_language language = explaining->request->language;
    const char *typed = explaining->request->operands[1];
    struct text_buffer names = { 0 };
    if (explaining->near_count == 0) {
        message(language,
                (struct words){ "没有名称是“{1}”的指标；不写名称时说明全部",
                                "no indicator has the name {1}; without a name all are explained" },
                typed, NULL);
        return;
    }
    for (size_t i = 0; i < explaining->near_count; i++) {
        const char *comma = i == 0 ? "" : words_in((struct words){ "、", ", " }, language);
        text_add(&names, comma, strlen(comma));
        text_add(&names, explaining->near[i].name, strlen(explaining->near[i].name));
    }
    message(language,
            (struct words){ "没有名称是“{1}”的指标；相近的有：{2}", "no indicator has the name {1}; near to it: {2}" },
            typed, names.bytes);
    free(names.bytes);
}

/* ---- */

static zp_status explain_evaluation(void *context, struct output *output, zp_evaluation *evaluation)
{
    struct explaining *explaining = context;
    if (!zp_evaluation_is_scored(evaluation)) {
        explaining->has_unscored = true;
        say_unscored(explaining->request, output, evaluation);
        return ZP_OK;
    }
    explaining->has_scored = true;
    zp_style style = style_of(explaining->request, output);
    struct preceded preceded = { output, before_next(explaining) };
    zp_status status =
        explain_or_compare(explaining, evaluation, &style, (zp_sink){ .put = put_preceded, .context = &preceded });
    explaining->explained += status == ZP_OK;
    if (status == ZP_NOT_FOUND && explaining->name.bytes != NULL && explaining->explained == 0) {
        collect_near(explaining, evaluation);
    }
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

/* What was not there to be explained. */
static enum exit_status judge(const struct explaining *explaining, enum exit_status status)
{
    const struct request *request = explaining->request;
    enum exit_status unscored = explaining->has_unscored ? STATUS_FAILED : status;
    if (explaining->explained > 0 || !explaining->has_scored || status != STATUS_FINE) {
        return unscored;
    }
    if (request->to == NULL) {
        say_not_there(explaining);
    } else {
        message(request->language,
                (struct words){ "规则集里没有等级“{1}”；每个等级都看用 --to all",
                                "the rule set has no grade {1}; for all of them: --to all" },
                request->to, NULL);
    }
    return unscored == STATUS_FINE ? STATUS_USAGE : unscored;
}

enum exit_status explain_score(const struct request *request)
{
    const char *name = request->operand_count > 1 ? request->operands[1] : NULL;
    if (request->operand_count > 2) {
        return wrong_usage(request,
                           (struct words){ "explain 后面写一个文件或文件夹，再写一个指标名称，或者都不写",
                                           "explain takes a file or folder and the name of one indicator, or none" },
                           NULL, NULL);
    }
    if (name != NULL && request->to != NULL) {
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
    if (name != NULL) {
        explaining.name = text_of(name);
    }
    const struct evaluation_use use = { .take = explain_evaluation,
                                        .finish = end_explanations,
                                        .context = &explaining };
    enum exit_status status = judge(&explaining, run_evaluations(&of_path, &use));
    forget_near(&explaining);
    return status;
}
