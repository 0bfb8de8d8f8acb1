#include "library.h"

#include "content.h"
#include "message.h"
#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_RULE_SET_BYTES = 1 << 24 };

zp_text text_of(const char *terminated)
{
    return (zp_text){ .bytes = terminated, .size_bytes = strlen(terminated) };
}

static bool wants_colour(const struct request *request, const struct output *output)
{
    const char *no_colour = getenv("NO_COLOR");
    int descriptor = output == NULL ? STDERR_FILENO : STDOUT_FILENO;
    switch (request->colour) {
    case COLOUR_ALWAYS:
        return true;
    case COLOUR_NEVER:
        return false;
    case COLOUR_AUTO:
        break;
    }
    return (output == NULL || output->is_terminal) && terminal_is_capable(descriptor) &&
           (no_colour == NULL || no_colour[0] == '\0');
}

zp_style style_of(const struct request *request, const struct output *output)
{
    return (zp_style){
        .language = request->language,
        .has_colour = wants_colour(request, output),
        .is_quiet = request->is_quiet,
        .has_checklist = request->has_checklist,
        .columns = output != NULL && output->is_terminal ? terminal_columns(STDOUT_FILENO) : 0,
    };
}

zp_engine *engine_open(zp_reader reader, size_t *document_bytes_out)
{
    zp_settings settings;
    zp_settings_default(&settings);
    settings.reader = reader;
    zp_engine *engine = NULL;
    if (zp_engine_create(&settings, &engine) != ZP_OK) {
        end_without_memory();
    }
    if (document_bytes_out != NULL) {
        *document_bytes_out = settings.document_bytes;
    }
    return engine;
}

zp_status rules_load(zp_engine *engine, const char *path, const zp_style *style, zp_sink findings,
                     const zp_rule_set **rules_out, int *error_out, struct digest_maker *digest)
{
    struct content content;
    content_begin(&content);
    zp_status status = ZP_NOT_FOUND;
    *error_out = content_read(&content, path, MOST_RULE_SET_BYTES);
    if (*error_out == 0) {
        char *name = must_have(text_repaired(strcmp(path, "-") == 0 ? "<stdin>" : path, true));
        zp_text source = { .bytes = content.bytes, .size_bytes = content.size_bytes };
        status = zp_rule_set_load(engine, source, text_of(name), style, findings, rules_out);
        free(name);
        if (digest != NULL) {
            digest_add(digest, content.bytes, content.size_bytes);
        }
    }
    content_end(&content);
    return status;
}

/* Where this cannot be written, nobody can be told, and the work goes on. */
static bool put_to_standard_error(void *context, const char *bytes, size_t size_bytes)
{
    (void)context;
    fwrite(bytes, 1, size_bytes, stderr);
    return true;
}

zp_sink standard_error_sink(void)
{
    return (zp_sink){ .put = put_to_standard_error };
}

/* The ids of the engine's rule sets, with blanks between them; the caller frees them. */
static char *known_ids(const zp_engine *engine)
{
    const zp_rule_set *rules = NULL;
    size_t room = 1;
    for (size_t i = 0; (rules = zp_rule_set_at(engine, i)) != NULL; i++) {
        room += zp_rule_set_id(rules).size_bytes + 1;
    }
    char *ids = must_have(malloc(room));
    size_t used = 0;
    for (size_t i = 0; (rules = zp_rule_set_at(engine, i)) != NULL; i++) {
        zp_text id = zp_rule_set_id(rules);
        if (i > 0) {
            ids[used++] = ' ';
        }
        memcpy(ids + used, id.bytes, id.size_bytes);
        used += id.size_bytes;
    }
    ids[used] = '\0';
    return ids;
}

/* What cannot be a path was meant as an id. */
static enum exit_status refuse_id(const zp_engine *engine, const struct request *request, const char *name)
{
    char *ids = known_ids(engine);
    struct words words = { "没有规则集“{1}”，也没有这个文件；内置的规则集：{2}",
                           "there is no rule set {1} and no such file; the rule sets built in: {2}" };
    enum exit_status status = wrong_usage(request, words, name, ids);
    free(ids);
    return status;
}

enum exit_status rules_find(zp_engine *engine, const struct request *request, const char *name,
                            const zp_rule_set **rules_out, struct digest_maker *digest)
{
    if (digest != NULL) {
        digest_add_text(digest, name);
    }
    *rules_out = zp_rule_set_find(engine, text_of(name));
    if (*rules_out != NULL) {
        return STATUS_FINE;
    }
    bool looks_like_path = strchr(name, '/') != NULL || has_known_ending(name) || access(name, F_OK) == 0;
    if (!looks_like_path) {
        return refuse_id(engine, request, name);
    }
    int error = 0;
    zp_style style = style_of(request, NULL);
    zp_status status = rules_load(engine, name, &style, standard_error_sink(), rules_out, &error, digest);
    if (error != 0) {
        message(request->language, (struct words){ "规则集“{1}”读不出：{2}", "the rule set {1} cannot be read: {2}" },
                name, reason_of(error, request->language));
    } else if (status == ZP_REJECTED) {
        message(request->language, (struct words){ "规则集“{1}”不能使用", "the rule set {1} cannot be used" }, name,
                NULL);
    } else if (status != ZP_OK) {
        end_without_memory();
    }
    return status == ZP_OK ? STATUS_FINE : STATUS_FAILED;
}

enum exit_status rules_of_request(zp_engine *engine, const struct request *request, const zp_rule_set **rules_out,
                                  struct digest_maker *digest)
{
    enum exit_status status = STATUS_FINE;
    *rules_out = NULL;
    for (size_t i = 0; i < request->rule_set_count && status == STATUS_FINE; i++) {
        status = rules_find(engine, request, request->rules[i], rules_out, digest);
    }
    return status;
}

enum exit_status close_with(struct output *output, zp_status status)
{
    bool is_complete = status == ZP_OK;
    if (status != ZP_OK && status != ZP_OUTPUT_FAILED) {
        message(output->language, (struct words){ "内存不足，没有完成", "out of memory, not completed" }, NULL, NULL);
    }
    return output_close(output, is_complete) ? STATUS_FINE : STATUS_FAILED;
}
