/* What an engine makes of documents beyond the limits that are set by default, with limits that let them pass: a value
   of very many megabytes, and a form of very many indicators.
     raised_limits [MEGABYTES [INDICATORS]]    default 100 and 30000 */
#include "ziping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
    "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 1, 全年执行数: 1}}\n绩效指标:\n  产出指标:\n";
static const char long_value[] = "    - {名称: 乙, 分值: 90, 指标值: \"";
static const char indicator[] = "    - {名称: 乙, 指标值: ≥2, 完成值: 1, 分值: 1}\n";

enum { BYTES_OF_MEGABYTE = 1000000 };

static void must_hold(bool holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "not so: %s\n", what);
        exit(1);
    }
}

static zp_engine *unlimited_engine(void)
{
    zp_settings settings;
    zp_settings_default(&settings);
    settings.document_bytes = SIZE_MAX / 2;
    settings.nodes = SIZE_MAX / 2;
    settings.scalar_bytes = SIZE_MAX / 2;
    settings.memory_bytes = SIZE_MAX / 2;
    zp_engine *engine = NULL;
    must_hold(zp_engine_create(&settings, &engine) == ZP_OK, "there is an engine");
    return engine;
}

static bool count_bytes(void *context, const char *bytes, size_t size_bytes)
{
    (void)bytes;
    *(size_t *)context += size_bytes;
    return true;
}

/* Reads one document; answers how many bytes of JSON its evaluation has. */
static size_t evaluate(const zp_engine *engine, zp_text form)
{
    zp_session *session = NULL;
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    const zp_source_description description = { .bytes = form, .file = { "form.yaml", 9 } };
    size_t json_bytes = 0;
    must_hold(zp_session_create(engine, &session) == ZP_OK, "there is a session");
    must_hold(zp_source_open(session, &description, &source) == ZP_OK, "the source can be read");
    must_hold(zp_source_next(source, &evaluation) == ZP_OK, "it has a document");
    must_hold(zp_evaluation_is_scored(evaluation), "which is scored");
    must_hold(zp_evaluation_write_json(evaluation, ZP_CHINESE, (zp_sink){ count_bytes, &json_bytes }) == ZP_OK,
              "and reported");
    zp_evaluation_destroy(evaluation);
    must_hold(zp_source_next(source, &evaluation) == ZP_END, "and is the only one");
    zp_source_close(source);
    zp_session_destroy(session);
    return json_bytes;
}

static char *add(char *at, const char *bytes, size_t size_bytes)
{
    memcpy(at, bytes, size_bytes);
    return at + size_bytes;
}

static char *room_for(size_t size_bytes)
{
    char *bytes = malloc(size_bytes);
    must_hold(bytes != NULL, "there is memory");
    return bytes;
}

static void evaluate_long_value(const zp_engine *engine, size_t value_bytes)
{
    char *form = room_for(sizeof(head) + sizeof(long_value) + value_bytes + 8);
    char *at = add(add(form, head, sizeof(head) - 1), long_value, sizeof(long_value) - 1);
    memset(at, 'a', value_bytes);
    at = add(at + value_bytes, "\"}\n", 3);
    must_hold(evaluate(engine, (zp_text){ form, (size_t)(at - form) }) > value_bytes, "all of it is reported");
    free(form);
}

static void evaluate_many_indicators(const zp_engine *engine, size_t count)
{
    char *form = room_for(sizeof(head) + count * (sizeof(indicator) - 1));
    char *at = add(form, head, sizeof(head) - 1);
    for (size_t i = 0; i < count; i++) {
        at = add(at, indicator, sizeof(indicator) - 1);
    }
    must_hold(evaluate(engine, (zp_text){ form, (size_t)(at - form) }) > 100 * count, "all of them are reported");
    free(form);
}

static size_t number_of(int argument_count, char **arguments, int index, size_t otherwise)
{
    return argument_count > index ? (size_t)strtoull(arguments[index], NULL, 10) : otherwise;
}

int main(int argument_count, char **arguments)
{
    zp_engine *engine = unlimited_engine();
    evaluate_long_value(engine, number_of(argument_count, arguments, 1, 100) * BYTES_OF_MEGABYTE);
    evaluate_many_indicators(engine, number_of(argument_count, arguments, 2, 30000));
    zp_engine_destroy(engine);
    return 0;
}
