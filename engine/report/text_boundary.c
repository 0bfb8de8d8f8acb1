#include "text_style.h"

/* How far each grade is, in sentences. */

enum { BULLET_CELLS = 4 };

/* What all of it is written with. */
struct sheet {
    struct writer *writer;
    const struct report_style *style;
    const struct report_project *report;
    const struct boundaries *found;
};

static void sentence_begin(const struct sheet *sheet, struct wrap *wrap)
{
    wrap_begin(wrap, sheet->writer, 0, 0, style_columns(sheet->style));
}

static void words(const struct sheet *sheet, struct wrap *wrap, enum term term, const struct argument *arguments,
                  size_t argument_count)
{
    term_write(&wrap->pieces, term, arguments, argument_count, sheet->style->language);
}

static void bullet(const struct sheet *sheet, enum term term, const struct argument *arguments, size_t argument_count)
{
    struct wrap wrap;
    writer_string(sheet->writer, "  · ");
    wrap_begin(&wrap, sheet->writer, BULLET_CELLS, BULLET_CELLS, style_columns(sheet->style));
    term_write(&wrap.pieces, term, arguments, argument_count, sheet->style->language);
    wrap_end(&wrap);
}

#define ARGUMENTS(...)                                                                                                 \
    (const struct argument[]){ __VA_ARGS__ }, sizeof((const struct argument[]){ __VA_ARGS__ }) / sizeof(struct argument)

static struct argument grade_argument(const struct grade_band *grade)
{
    return TEXT_ARGUMENT(grade == NULL ? TEXT("—") : grade->grade);
}

static struct argument goes(struct decimal from, struct decimal to)
{
    return TERM_ARGUMENT(decimal_compare(from, to) < 0 ? TERM_goes_up_to : TERM_goes_down_to);
}

/* ---- where the project is ---- */

static void write_now(const struct sheet *sheet)
{
    const struct project_score *score = sheet->report->score;
    const struct grade_result *grade = &score->grade;
    struct wrap wrap;
    sentence_begin(sheet, &wrap);
    if (grade->computed == NULL) {
        words(sheet, &wrap, TERM_now_below_all, ARGUMENTS(DECIMAL_ARGUMENT(score->total)));
    } else if (grade->veto != NULL) {
        words(sheet, &wrap, TERM_now_vetoed,
              ARGUMENTS(DECIMAL_ARGUMENT(score->total), grade_argument(grade->band), TEXT_ARGUMENT(grade->veto->title),
                        grade_argument(grade->computed)));
    } else {
        words(sheet, &wrap, TERM_now, ARGUMENTS(DECIMAL_ARGUMENT(score->total), grade_argument(grade->computed)));
    }
    if (grade->possible_count > 1) {
        words(sheet, &wrap, TERM_now_between,
              ARGUMENTS(DECIMAL_ARGUMENT(score->total_low), DECIMAL_ARGUMENT(score->total_high),
                        TEXT_ARGUMENT(sheet->found->possible)));
    }
    wrap_end(&wrap);
}

static void write_uncertainty(const struct sheet *sheet)
{
    const struct boundaries *found = sheet->found;
    struct wrap wrap;
    enum term title = found->uncertain_count == 0 ? TERM_because_of_several : TERM_because_of_each;
    if (sheet->report->score->grade.possible_count < 2) {
        return;
    }
    if (found->is_sole_reason) {
        title = found->uncertain_count == 1 ? TERM_only_because_of : TERM_because_of_any;
    }
    sentence_begin(sheet, &wrap);
    words(sheet, &wrap, title, NULL, 0);
    wrap_end(&wrap);
    for (size_t i = 0; i < found->uncertain_count; i++) {
        const struct indicator_score *score = found->uncertain[i];
        bullet(sheet, TERM_interval_of_row,
               ARGUMENTS(TEXT_ARGUMENT(score->indicator->name.text), DECIMAL_ARGUMENT(score->low),
                         DECIMAL_ARGUMENT(score->high)));
    }
}

/* ---- one grade ---- */

static void write_heading(const struct sheet *sheet, const struct boundary *boundary)
{
    const struct veto *veto = sheet->report->score->grade.veto;
    bool is_above = decimal_sign(boundary->distance) <= 0;
    struct decimal above = decimal_subtract(decimal_from_integer(0), boundary->distance);
    struct argument grade = grade_argument(boundary->grade);
    struct argument bound = DECIMAL_ARGUMENT(boundary->bound);
    struct wrap wrap;
    writer_character(sheet->writer, '\n');
    ink_begin(sheet->writer, INK_BOLD, sheet->style);
    sentence_begin(sheet, &wrap);
    if (boundary->relation == BOUNDARY_SAME && veto != NULL) {
        words(sheet, &wrap, TERM_at_same_by_veto, ARGUMENTS(grade, TEXT_ARGUMENT(veto->title)));
    } else if (boundary->relation == BOUNDARY_SAME) {
        words(sheet, &wrap, TERM_at_same, ARGUMENTS(grade, bound, DECIMAL_ARGUMENT(above)));
    } else if (boundary->relation == BOUNDARY_BETTER && is_above) {
        words(sheet, &wrap, TERM_to_better_vetoed, ARGUMENTS(grade, bound));
    } else if (boundary->relation == BOUNDARY_BETTER) {
        words(sheet, &wrap, TERM_to_better, ARGUMENTS(grade, bound, DECIMAL_ARGUMENT(boundary->distance)));
    } else if (is_above) {
        words(sheet, &wrap, TERM_to_worse, ARGUMENTS(grade, bound, DECIMAL_ARGUMENT(above)));
    } else {
        words(sheet, &wrap, TERM_to_worse_below, ARGUMENTS(grade, bound));
    }
    wrap_end(&wrap);
    ink_end(sheet->writer, INK_BOLD, sheet->style);
}

/* The lift alone reaches the grade: then nothing else was looked for. */
static bool is_enough(const struct boundary *boundary)
{
    return boundary->lift.is_found && boundary->achieved == NULL;
}

static void write_lift(const struct sheet *sheet, const struct boundary *boundary)
{
    const struct executed_change *lift = &boundary->lift;
    struct argument titles = TEXT_ARGUMENT(boundary->lifted_titles);
    if (boundary->lifted_count == 0) {
        return;
    }
    if (!lift->is_found) {
        bullet(sheet, TERM_not_to_be_lifted, ARGUMENTS(titles));
        return;
    }
    bullet(sheet, TERM_lift,
           ARGUMENTS(titles, AMOUNT_ARGUMENT(lift->from), goes(lift->from, lift->to), AMOUNT_ARGUMENT(lift->to),
                     DECIMAL_ARGUMENT(lift->rate_per_cent)));
    enum term term = is_enough(boundary) ? TERM_lifted_is_enough : TERM_lifted_is_not_enough;
    for (size_t i = 0; i < boundary->achieved_count; i++) {
        if (boundary->achieved[i].is_found) {
            term = TERM_lifted_and_more;
        }
    }
    bullet(sheet, term, ARGUMENTS(DECIMAL_ARGUMENT(lift->total), grade_argument(lift->grade)));
}

static void write_executed(const struct sheet *sheet, const struct executed_change *change)
{
    if (change->is_found) {
        bullet(sheet, TERM_change_of_executed,
               ARGUMENTS(AMOUNT_ARGUMENT(change->from), goes(change->from, change->to), AMOUNT_ARGUMENT(change->to),
                         DECIMAL_ARGUMENT(change->rate_per_cent), DECIMAL_ARGUMENT(change->points),
                         DECIMAL_ARGUMENT(change->total), grade_argument(change->grade)));
    }
}

static struct text cell_of(const struct achieved_change *change)
{
    return change->part == NULL ? change->indicator->indicator->achieved.text : change->part->achieved.text;
}

static void write_number(const struct sheet *sheet, const struct achieved_change *change)
{
    struct argument row = TEXT_ARGUMENT(change->row);
    struct argument points = DECIMAL_ARGUMENT(change->points);
    struct argument total = DECIMAL_ARGUMENT(change->total);
    if (change->has_from) {
        bullet(sheet, TERM_change_of_number,
               ARGUMENTS(row, TEXT_ARGUMENT(cell_of(change)), goes(change->from, change->to),
                         TEXT_ARGUMENT(change->to_text), points, total, grade_argument(change->grade)));
    } else {
        bullet(sheet, TERM_change_to_number,
               ARGUMENTS(row, TEXT_ARGUMENT(change->to_text), points, total, grade_argument(change->grade)));
    }
}

static void write_tier(const struct sheet *sheet, const struct achieved_change *change, bool is_upwards)
{
    static const enum term tiers[TIER_COUNT] = { TERM_tier_achieved, TERM_tier_partly_achieved,
                                                 TERM_tier_not_achieved };
    enum term term = is_upwards ? TERM_change_to_tier_at_least : TERM_change_to_tier_at_most;
    if (change->is_certain && decimal_equals(change->low, change->high)) {
        bullet(sheet, TERM_change_to_sole_tier,
               ARGUMENTS(TEXT_ARGUMENT(change->row), TERM_ARGUMENT(tiers[change->tier]),
                         DECIMAL_ARGUMENT(change->points), DECIMAL_ARGUMENT(change->total),
                         grade_argument(change->grade)));
        return;
    }
    if (change->keeps_tier) {
        term = is_upwards ? TERM_change_in_tier_at_least : TERM_change_in_tier_at_most;
    } else if (change->is_certain) {
        term = TERM_change_to_tier;
    }
    bullet(sheet, term,
           ARGUMENTS(TEXT_ARGUMENT(change->row), TERM_ARGUMENT(tiers[change->tier]), DECIMAL_ARGUMENT(change->low),
                     DECIMAL_ARGUMENT(change->high), DECIMAL_ARGUMENT(change->points), DECIMAL_ARGUMENT(change->total),
                     grade_argument(change->grade)));
}

/* The totals of those that are not enough, in one line. */
static void write_insufficient(const struct sheet *sheet, const struct boundary *boundary)
{
    struct wrap wrap;
    bool is_first = true;
    for (size_t i = 0; i < boundary->achieved_count; i++) {
        const struct achieved_change *change = &boundary->achieved[i];
        if (change->is_found) {
            continue;
        }
        if (is_first) {
            writer_string(sheet->writer, "  · ");
            wrap_begin(&wrap, sheet->writer, BULLET_CELLS, BULLET_CELLS, style_columns(sheet->style));
            writer_string(&wrap.pieces, term_title(TERM_not_enough, sheet->style->language));
            writer_string(&wrap.pieces, sheet->style->language == LANGUAGE_ENGLISH ? " " : "");
        } else {
            writer_string(&wrap.pieces, label_words(LABEL_list_comma, sheet->style->language));
        }
        term_write(&wrap.pieces, TERM_best_of_row,
                   ARGUMENTS(TEXT_ARGUMENT(change->row), DECIMAL_ARGUMENT(change->total)), sheet->style->language);
        is_first = false;
    }
    if (!is_first) {
        wrap_end(&wrap);
    }
}

static void write_boundary(const struct sheet *sheet, const struct boundary *boundary)
{
    bool is_upwards = boundary->relation == BOUNDARY_BETTER;
    size_t found = boundary->executed.is_found + boundary->lift.is_found;
    write_heading(sheet, boundary);
    if (boundary->relation == BOUNDARY_SAME) {
        return;
    }
    if (!is_enough(boundary)) {
        write_executed(sheet, &boundary->executed);
    }
    write_lift(sheet, boundary);
    for (size_t i = 0; i < boundary->achieved_count; i++) {
        const struct achieved_change *change = &boundary->achieved[i];
        if (change->is_found && change->is_tier) {
            write_tier(sheet, change, is_upwards);
        } else if (change->is_found) {
            write_number(sheet, change);
        }
        found += change->is_found;
    }
    if (sheet->found->has_too_many_rows) {
        bullet(sheet, TERM_too_many_rows, NULL, 0);
    } else if (found == 0) {
        bullet(sheet, TERM_no_change_reaches, NULL, 0);
    }
    write_insufficient(sheet, boundary);
}

void text_boundaries(struct writer *writer, const struct report_project *report, const struct boundaries *found,
                     const struct report_style *style)
{
    const struct sheet sheet = { writer, style, report, found };
    write_project_head(writer, report, style);
    writer_character(writer, '\n');
    write_now(&sheet);
    write_uncertainty(&sheet);
    for (size_t i = 0; i < found->boundary_count; i++) {
        write_boundary(&sheet, &found->boundaries[i]);
    }
}
