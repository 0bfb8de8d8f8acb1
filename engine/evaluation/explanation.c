#include "internal.h"

/* Derivations, made when they are asked for unless they are kept. */

struct derivations evaluation_derive(const struct zp_evaluation *evaluation, struct arena *arena)
{
    const struct project_score *score = evaluation->score;
    const struct derivation_source source = { arena, evaluation->engine->value_reader, evaluation->project,
                                              evaluation->rules, score };
    size_t count = score->indicator_count + FIGURE_COUNT;
    struct derivation *derivations = ARENA_ARRAY_UNSET(arena, struct derivation, count);
    for (size_t i = 0; i < score->indicator_count; i++) {
        derivations[i] = derive_indicator(&source, &score->indicators[i]);
    }
    for (size_t i = score->indicator_count; i < count; i++) {
        enum subject figure = (enum subject)(SUBJECT_EXECUTION + (i - score->indicator_count));
        derivations[i] = derive_figure(&source, figure);
    }
    return (struct derivations){ derivations, count };
}

struct explanation {
    const struct zp_evaluation *evaluation;
    struct text name; /* no bytes: all of them */
    struct arena arena;
    struct derivation *chosen;
    size_t count;
};

static bool is_asked_for(const struct explanation *explanation, const struct derivation *derivation)
{
    return explanation->name.bytes == NULL || derivation_is_named(derivation, explanation->name);
}

static void choose(void *context)
{
    struct explanation *explanation = context;
    struct derivations all = explanation->evaluation->derivations;
    if (all.derivations == NULL) {
        all = evaluation_derive(explanation->evaluation, &explanation->arena);
    }
    explanation->chosen = ARENA_ARRAY(&explanation->arena, struct derivation, all.count);
    for (size_t i = 0; i < all.count; i++) {
        if (is_asked_for(explanation, &all.derivations[i])) {
            explanation->chosen[explanation->count++] = all.derivations[i];
        }
    }
}

static zp_status explanation_write(const struct explanation *explanation, zp_format format, const zp_style *style,
                                   zp_sink *sink)
{
    struct writer writer;
    struct report_style report_style = style_from_api(style);
    struct report_project report = evaluation_report(explanation->evaluation);
    writer_to_sink(&writer, sink);
    if (format == ZP_JSON) {
        json_explanation_of_score(&writer, &report, explanation->chosen, explanation->count, report_style.language);
    } else {
        text_explanation_of_score(&writer, &report, explanation->chosen, explanation->count, &report_style);
    }
    return writer_end(&writer);
}

zp_status zp_evaluation_explain(const zp_evaluation *evaluation, zp_text name, zp_format format, const zp_style *style,
                                zp_sink sink)
{
    struct explanation explanation = { .evaluation = evaluation, .name = text_from_api(name) };
    if (evaluation->kept != NULL) {
        return ZP_REJECTED;
    }
    if (evaluation->score == NULL) {
        return ZP_NOT_FOUND;
    }
    arena_begin(&explanation.arena, &evaluation->engine->memory, evaluation->engine->settings.memory_bytes);
    zp_status status = guarded(&explanation.arena, choose, &explanation);
    if (status == ZP_OK) {
        status = explanation.count == 0 ? ZP_NOT_FOUND : explanation_write(&explanation, format, style, &sink);
    }
    arena_end(&explanation.arena);
    return status;
}

zp_text zp_evaluation_explained_at(const zp_evaluation *evaluation, size_t index, zp_language language)
{
    const struct project_score *score = evaluation->score;
    struct text name = { NULL, 0 };
    if (score != NULL && index < score->indicator_count) {
        name = score->indicators[index].indicator->name.text;
        name = name.bytes == NULL ? TEXT("") : name;
    } else if (score != NULL && index - score->indicator_count < FIGURE_COUNT) {
        enum subject figure = (enum subject)(SUBJECT_EXECUTION + (index - score->indicator_count));
        name = figure_name(figure, language_from_api(language));
    }
    return text_to_api(name);
}
