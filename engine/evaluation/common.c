#include "internal.h"

#include <string.h>

zp_status guarded(struct arena *arena, void (*work)(void *context), void *context)
{
    jmp_buf escape;
    jmp_buf *outer = arena->escape;
    if (setjmp(escape) != 0) {
        arena->escape = outer;
        return ZP_NO_MEMORY;
    }
    arena->escape = &escape;
    work(context);
    arena->escape = outer;
    return ZP_OK;
}

static void refuse_second_document(struct arena *arena, struct finding_list *findings, struct document_reader *reader)
{
    struct finding_list ignored;
    const struct node *second = NULL;
    const struct place unread = { 0, 0 };
    finding_list_begin(&ignored, arena);
    switch (document_read(reader, arena, &ignored, &second)) {
    case DOCUMENT_READ:
    case DOCUMENT_UNREADABLE:
        finding_add(findings, MESSAGE_second_document,
                    second != NULL          ? second->place
                    : ignored.first != NULL ? ignored.first->place
                                            : unread,
                    (struct text){ NULL, 0 }, NULL, 0);
        return;
    case DOCUMENT_END:
    case DOCUMENT_INPUT_FAILED: /* it is all in memory */
        return;
    case DOCUMENT_NO_MEMORY:
        longjmp(*arena->escape, 1);
    }
}

const struct node *sole_document(struct arena *arena, struct text source, const struct document_limits *limits,
                                 struct finding_list *findings, struct document_reader **reader_out)
{
    const struct node *root = NULL;
    *reader_out = document_reader_open(arena, source, DOCUMENT_YAML, limits);
    if (*reader_out == NULL || document_read(*reader_out, arena, findings, &root) == DOCUMENT_NO_MEMORY) {
        longjmp(*arena->escape, 1);
    }
    if (root != NULL) {
        refuse_second_document(arena, findings, *reader_out);
    }
    return root;
}

void *engine_take(const struct zp_engine *engine, size_t size_bytes)
{
    void *block = engine->memory.take(engine->memory.context, size_bytes);
    return block == NULL ? NULL : memset(block, 0, size_bytes);
}

void engine_give_back(const struct zp_engine *engine, void *block)
{
    engine->memory.give_back(engine->memory.context, block);
}

struct document_limits engine_document_limits(const struct zp_engine *engine)
{
    const zp_settings *settings = &engine->settings;
    return (struct document_limits){ settings->document_bytes, settings->depth, settings->nodes,
                                     settings->scalar_bytes };
}

struct text text_from_api(zp_text text)
{
    return (struct text){ text.bytes, text.size_bytes };
}

zp_text text_to_api(struct text text)
{
    return (zp_text){ text.bytes, text.size_bytes };
}

enum language language_from_api(zp_language language)
{
    return language == ZP_ENGLISH ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE;
}

struct report_style style_from_api(const zp_style *style)
{
    enum { USUAL_COLUMNS = 100 };
    if (style == NULL) {
        return (struct report_style){ .columns = USUAL_COLUMNS };
    }
    return (struct report_style){
        .language = language_from_api(style->language),
        .has_colour = style->has_colour,
        .is_quiet = style->is_quiet,
        .has_checklist = style->has_checklist,
        .columns = style->columns == 0 ? USUAL_COLUMNS : style->columns,
    };
}

static bool put_to_sink(void *context, const char *bytes, size_t size_bytes)
{
    const zp_sink *sink = context;
    return sink->put(sink->context, bytes, size_bytes);
}

void writer_to_sink(struct writer *writer, zp_sink *sink)
{
    writer_begin(writer, put_to_sink, sink);
}

zp_status writer_end(struct writer *writer)
{
    return writer_flush(writer) ? ZP_OK : ZP_OUTPUT_FAILED;
}

zp_status write_findings(const struct finding_list *findings, struct text file, const zp_style *style, zp_sink *sink)
{
    struct writer writer;
    struct report_style report_style = style_from_api(style);
    writer_to_sink(&writer, sink);
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        text_finding(&writer, file, finding, &report_style);
    }
    return writer_end(&writer);
}
