#include "commands.h"
#include "content.h"
#include "explain_score.h"
#include "library.h"
#include "message.h"
#include "nearest.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_SUGGESTIONS_BYTES = 256, CODE_CELLS = 30 };

static bool is_code(const char *word)
{
    zp_text code;
    for (size_t i = 0; (code = zp_finding_code_at(i)).size_bytes > 0; i++) {
        if (strlen(word) == code.size_bytes && memcmp(word, code.bytes, code.size_bytes) == 0) {
            return true;
        }
    }
    return false;
}

/* The codes near to `word`, with blanks between them. */
static void collect_nearest(const char *word, char *suggestions, size_t room)
{
    size_t used = 0;
    zp_text code;
    for (size_t i = 0; (code = zp_finding_code_at(i)).size_bytes > 0; i++) {
        if (nearness(word, code.bytes, code.size_bytes) != NOT_NEAR && used + code.size_bytes + 2 <= room) {
            if (used > 0) {
                suggestions[used++] = ' ';
            }
            memcpy(suggestions + used, code.bytes, code.size_bytes);
            used += code.size_bytes;
        }
    }
    suggestions[used] = '\0';
}

static enum exit_status refuse_code(const struct request *request, const char *word)
{
    char suggestions[MOST_SUGGESTIONS_BYTES];
    collect_nearest(word, suggestions, sizeof(suggestions));
    if (suggestions[0] == '\0') {
        message(
            request->language,
            (struct words){ "没有问题代码“{1}”，也没有这个文件或文件夹；全部代码见：ziping explain",
                            "there is no finding {1}, nor such a file or folder; for all findings: ziping explain" },
            word, NULL);
    } else {
        message(request->language,
                (struct words){ "没有问题代码“{1}”；相近的有：{2}", "there is no finding {1}; near to it: {2}" }, word,
                suggestions);
    }
    return STATUS_USAGE;
}

/* Severities in Chinese are two characters, which take four cells. */
static const char *severity_cell(zp_severity severity, zp_language language)
{
    switch (severity) {
    case ZP_ERROR:
        return words_in((struct words){ "错误  ", "error    " }, language);
    case ZP_WARNING:
        return words_in((struct words){ "警告  ", "warning  " }, language);
    case ZP_NOTE:
        return words_in((struct words){ "提示  ", "note     " }, language);
    }
    return "";
}

static void list_codes(struct output *output)
{
    zp_text code;
    for (size_t i = 0; (code = zp_finding_code_at(i)).size_bytes > 0; i++) {
        output_bytes(output, code);
        for (size_t cells = code.size_bytes; cells < CODE_CELLS; cells++) {
            output_text(output, " ");
        }
        output_text(output, severity_cell(zp_finding_code_severity(i), output->language));
        output_bytes(output, zp_finding_code_title(i, output->language));
        output_text(output, "\n");
    }
}

/* What is no code may be a path: - and what has a slash or a known ending, or is there. */
static bool is_path(const char *word)
{
    return strcmp(word, "-") == 0 || strchr(word, '/') != NULL || has_known_ending(word) || access(word, F_OK) == 0;
}

enum exit_status run_explain(const struct request *request)
{
    if (request->operand_count > 0 && !is_code(request->operands[0]) && is_path(request->operands[0])) {
        return explain_score(request);
    }
    if (request->to != NULL) {
        return wrong_usage(request, (struct words){ "--to 前面要写一个文件或文件夹", "--to needs a file or folder" },
                           NULL, NULL);
    }
    for (size_t i = 0; i < request->operand_count; i++) {
        if (!is_code(request->operands[i])) {
            return refuse_code(request, request->operands[i]);
        }
    }
    struct output output;
    if (!output_open(&output, request->output, request->language)) {
        return STATUS_FAILED;
    }
    zp_style style = style_of(request, &output);
    zp_status status = ZP_OK;
    if (request->operand_count == 0) {
        list_codes(&output);
    }
    for (size_t i = 0; status == ZP_OK && i < request->operand_count; i++) {
        output_text(&output, i == 0 ? "" : "\n");
        status = zp_finding_explain(text_of(request->operands[i]), &style, output_sink(&output));
    }
    return close_with(&output, status);
}
