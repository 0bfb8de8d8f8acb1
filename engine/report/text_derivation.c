#include "shown.h"
#include "text_style.h"

/* Steps as lines, and below them what they rest on, each basis once. */

enum { BASIS_CELLS = 18 };

/* What it is of, and for an indicator where it stands. */
static void write_heading(struct writer *writer, const struct derivation *derivation, const struct report_style *style)
{
    static const enum label figures[SUBJECT_COUNT] = {
        [SUBJECT_EXECUTION] = LABEL_execution, [SUBJECT_TOTAL] = LABEL_total, [SUBJECT_GRADE] = LABEL_grade
    };
    struct wrap wrap;
    writer_character(writer, '\n');
    ink_begin(writer, INK_BOLD, style);
    wrap_begin(&wrap, writer, 0, 0, style_columns(style));
    if (derivation->subject == SUBJECT_INDICATOR) {
        const struct indicator *indicator = derivation->indicator->indicator;
        writer_text(&wrap.pieces, indicator->name.text);
        write_label(&wrap.pieces, LABEL_opening, style);
        writer_text(&wrap.pieces, indicator->level1);
        if (!text_is_empty(indicator->level2)) {
            writer_string(&wrap.pieces, " · ");
            writer_text(&wrap.pieces, indicator->level2);
        }
        write_label(&wrap.pieces, LABEL_closing, style);
    } else {
        write_label(&wrap.pieces, figures[derivation->subject], style);
    }
    wrap_end(&wrap);
    ink_end(writer, INK_BOLD, style);
}

/* A cell may hold anything. */
static bool put_shown(void *context, const char *bytes, size_t size_bytes)
{
    writer_shown(context, (struct text){ bytes, size_bytes });
    return true;
}

static void write_step(struct writer *writer, const struct step *step, const struct report_style *style)
{
    enum { BULLET_CELLS = 4, PART_CELLS = 2 };
    size_t words_at = BULLET_CELLS + (step->is_of_part ? PART_CELLS : 0);
    struct wrap wrap;
    struct writer shown;
    writer_repeat(writer, ' ', words_at - BULLET_CELLS);
    writer_string(writer, "  · ");
    wrap_begin(&wrap, writer, words_at, words_at, style_columns(style));
    writer_begin(&shown, put_shown, &wrap.pieces);
    step_write_words(&shown, step, style->language);
    writer_flush(&shown);
    writer_string(&wrap.pieces, "  〔");
    writer_text(&wrap.pieces, basis_label(step_basis_of(step->kind), style->language));
    writer_string(&wrap.pieces, "〕");
    if (!text_is_empty(step->own_basis)) {
        writer_string(&wrap.pieces, " ");
        writer_shown(&wrap.pieces, step->own_basis);
    }
    wrap_end(&wrap);
}

static bool has_basis(const struct derivation *derivations, size_t derivation_count, enum step_basis basis)
{
    for (size_t i = 0; i < derivation_count; i++) {
        for (const struct step *step = derivations[i].first; step != NULL; step = step->next) {
            if (step_basis_of(step->kind) == basis && text_is_empty(step->own_basis)) {
                return true;
            }
        }
    }
    return false;
}

void text_explanation_of_score(struct writer *writer, const struct report_project *report,
                               const struct derivation *derivations, size_t derivation_count,
                               const struct report_style *style)
{
    write_project_head(writer, report, style);
    for (size_t i = 0; i < derivation_count; i++) {
        write_heading(writer, &derivations[i], style);
        for (const struct step *step = derivations[i].first; step != NULL; step = step->next) {
            write_step(writer, step, style);
        }
    }
    write_title(writer, LABEL_basis, style);
    for (enum step_basis basis = 0; basis < STEP_ALL_BASIS_COUNT; basis = (enum step_basis)(basis + 1)) {
        if (has_basis(derivations, derivation_count, basis)) {
            struct wrap wrap;
            entry_begin(&wrap, writer, basis_label(basis, style->language), BASIS_CELLS, style);
            writer_shown(&wrap.pieces, basis_text(basis, report->rules, style->language));
            wrap_end(&wrap);
        }
    }
}
