#include "internal.h"

/* Derivations, made when they are asked for unless they are kept. */

struct derivations evaluation_derive(const struct zp_evaluation *evaluation, struct arena *arena)
{
    const struct project_score *score = evaluation->score;
    const struct derivation_source source = { arena, evaluation->engine->value_reader, evaluation->project,
                                              evaluation->rules, score };
    struct derivation *derivations = ARENA_ARRAY_UNSET(arena, struct derivation, score->indicator_count + 1);
    for (size_t i = 0; i < score->indicator_count; i++) {
        derivations[i] = derive_indicator(&source, &score->indicators[i]);
    }
    derivations[score->indicator_count] = derive_project(&source);
    return (struct derivations){ derivations, score->indicator_count + 1 };
}

struct explanation {
    const struct zp_evaluation *evaluation;
    struct text indicator; /* no bytes: all of them, and the project */
    struct arena arena;
    struct derivation *chosen;
    size_t count;
};

static bool is_asked_for(const struct explanation *explanation, const struct derivation *derivation)
{
    const struct indicator_score *score = derivation->indicator;
    return explanation->indicator.bytes == NULL ||
           (score != NULL && text_equals(score->indicator->name.text, explanation->indicator));
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

zp_status zp_evaluation_explain(const zp_evaluation *evaluation, zp_text indicator, zp_format format,
                                const zp_style *style, zp_sink sink)
{
    struct explanation explanation = { .evaluation = evaluation, .indicator = text_from_api(indicator) };
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
