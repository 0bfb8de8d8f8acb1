#include "internal.h"

/* How far an evaluation is from each grade, worked out when it is asked for. */

struct asking {
    const struct zp_evaluation *evaluation;
    const struct grade_band *grade; /* NULL: all */
    struct arena arena;
    struct boundaries found;
};

static void find(void *context)
{
    struct asking *asking = context;
    const struct zp_evaluation *evaluation = asking->evaluation;
    const struct boundary_source source = { &asking->arena, evaluation->engine->value_reader, evaluation->project,
                                            evaluation->rules, evaluation->score };
    asking->found = boundaries_find(&source, asking->grade);
}

static zp_status answer(const struct asking *asking, zp_format format, const zp_style *style, zp_sink *sink)
{
    struct writer writer;
    struct report_style report_style = style_from_api(style);
    struct report_project report = evaluation_report(asking->evaluation);
    writer_to_sink(&writer, sink);
    if (format == ZP_JSON) {
        json_boundaries(&writer, &report, &asking->found);
    } else {
        text_boundaries(&writer, &report, &asking->found, &report_style);
    }
    return writer_end(&writer);
}

zp_status zp_evaluation_boundary(const zp_evaluation *evaluation, zp_text grade, zp_format format,
                                 const zp_style *style, zp_sink sink)
{
    struct asking asking = { .evaluation = evaluation };
    if (evaluation->score == NULL || evaluation->kept != NULL) {
        return ZP_NOT_FOUND;
    }
    if (grade.bytes != NULL) {
        asking.grade = rule_set_grade(evaluation->rules, text_from_api(grade));
        if (asking.grade == NULL) {
            return ZP_NOT_FOUND;
        }
    }
    arena_begin(&asking.arena, &evaluation->engine->memory, evaluation->engine->settings.memory_bytes);
    zp_status status = guarded(&asking.arena, find, &asking);
    if (status == ZP_OK) {
        status = answer(&asking, format, style, &sink);
    }
    arena_end(&asking.arena);
    return status;
}
