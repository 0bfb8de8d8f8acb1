#include "text_checklist.h"

#include "shown.h"
#include "text_finding.h"

enum { INDENT_CELLS = 2, HANGING_CELLS = 4, MOST_ROWS = 3 };

/* ---- evidence ---- */

static const enum label evidence_labels[KIND_COUNT] = {
    [KIND_QUANTITY] = LABEL_evidence_quantity,         [KIND_QUALITY] = LABEL_evidence_quality,
    [KIND_TIMELINESS] = LABEL_evidence_timeliness,     [KIND_COST] = LABEL_evidence_cost,
    [KIND_ECONOMIC] = LABEL_evidence_economic,         [KIND_SOCIAL] = LABEL_evidence_social,
    [KIND_ECOLOGICAL] = LABEL_evidence_ecological,     [KIND_SUSTAINABILITY] = LABEL_evidence_sustainability,
    [KIND_SATISFACTION] = LABEL_evidence_satisfaction, [KIND_OTHER] = LABEL_evidence_other,
};

/* What is to be shown, and by what. */
struct demand {
    enum label what;
    enum label evidence;
};

static struct demand demand_of_tier(const struct judged *judgement)
{
    enum label evidence = evidence_labels[judgement->kind];
    switch (judgement->assessment->tier) {
    case TIER_PARTLY_ACHIEVED:
        return (struct demand){ LABEL_judged_partly, evidence };
    case TIER_NOT_ACHIEVED:
        return (struct demand){ LABEL_judged_not, LABEL_evidence_of_failure };
    case TIER_ACHIEVED:
    case TIER_COUNT:
        break;
    }
    return (struct demand){ LABEL_judged_achieved, evidence };
}

static struct demand demand_of(const struct judged *judgement)
{
    enum label evidence = evidence_labels[judgement->kind];
    switch (judgement->assessment->verdict) {
    case VERDICT_SAME_TEXT:
        return (struct demand){ LABEL_judged_same_text, evidence };
    case VERDICT_ON_TIME:
        return (struct demand){ LABEL_judged_on_time, LABEL_evidence_timeliness };
    case VERDICT_LATE:
        return (struct demand){ LABEL_judged_late, LABEL_evidence_timeliness };
    case VERDICT_TARGET_BLANK:
        return (struct demand){ LABEL_judged_target_blank, LABEL_evidence_of_target };
    case VERDICT_ACHIEVED_BLANK:
        return (struct demand){ LABEL_judged_achieved_blank, evidence };
    case VERDICT_UNVERIFIABLE:
        return (struct demand){ LABEL_judged_unverifiable, evidence };
    case VERDICT_TIER:
    case VERDICT_MET:
    case VERDICT_MISSED:
    case VERDICT_PARTS:
        break;
    }
    return demand_of_tier(judgement);
}

static void write_given(struct writer *writer, struct text text, const struct report_style *style)
{
    writer_text(writer, text_is_empty(text) ? text_of(label_words(LABEL_none, style->language)) : text);
}

static void write_judgement(struct writer *writer, const struct judged *judgement, const struct report_style *style)
{
    struct wrap wrap;
    struct demand demand = demand_of(judgement);
    writer_repeat(writer, ' ', INDENT_CELLS);
    wrap_begin(&wrap, writer, INDENT_CELLS, HANGING_CELLS, style_columns(style));
    write_place(&wrap.pieces, judgement->part != NULL ? judgement->part->place : judgement->indicator->place);
    writer_character(&wrap.pieces, ' ');
    writer_text(&wrap.pieces, judgement->indicator->name.text);
    if (judgement->part != NULL) {
        writer_string(&wrap.pieces, " · ");
        writer_text(&wrap.pieces, judgement->part->name.text);
    }
    write_label(&wrap.pieces, LABEL_colon, style);
    write_given(&wrap.pieces, judgement->assessment->target_text, style);
    writer_string(&wrap.pieces, " → ");
    write_given(&wrap.pieces, judgement->assessment->achieved_text, style);
    write_label(&wrap.pieces, LABEL_comma, style);
    write_label(&wrap.pieces, demand.what, style);
    write_label(&wrap.pieces, demand.evidence, style);
    wrap_end(&wrap);
}

/* ---- questions ---- */

static const enum label check_labels[CHECK_COUNT] = {
    [CHECK_FINDING] = LABEL_nothing,
    [CHECK_UNVERIFIABLE] = LABEL_check_unverifiable,
    [CHECK_REASON_DUE] = LABEL_check_reason_due,
    [CHECK_ALL_FULL_MARKS] = LABEL_check_all_full_marks,
    [CHECK_WORDED_TARGETS] = LABEL_check_worded_targets,
};

/* What to do, where the title of the finding does not say it. */
static const struct {
    enum finding_code code;
    enum label advice;
} advices[] = {
    { FINDING_weight_split, LABEL_advice_weight_split },
    { FINDING_overspent, LABEL_advice_overspent },
    { FINDING_zero_budget, LABEL_advice_annual_budget },
    { FINDING_budget_adjusted, LABEL_advice_approval },
    { FINDING_target_missing, LABEL_advice_target },
    { FINDING_target_unreadable, LABEL_advice_target },
    { FINDING_target_changed, LABEL_advice_approval },
    { FINDING_target_vacuous, LABEL_advice_target },
    { FINDING_cost_direction, LABEL_advice_cost },
    { FINDING_stale_deadline, LABEL_advice_deadline },
    { FINDING_achieved_missing, LABEL_advice_figure },
    { FINDING_achieved_unreadable, LABEL_advice_figure },
    { FINDING_achieved_not_numeric, LABEL_advice_figure },
    { FINDING_unit_mismatch, LABEL_advice_unit },
    { FINDING_value_approximate, LABEL_advice_exact },
    { FINDING_value_truncated, LABEL_advice_whole_word },
    { FINDING_deadline_missed, LABEL_advice_late },
    { FINDING_unmet_full_marks, LABEL_advice_full_marks },
    { FINDING_grade_vetoed, LABEL_advice_vetoed },
    { FINDING_grade_uncertain, LABEL_advice_uncertain },
    { FINDING_overachievement_unexplained, LABEL_advice_overachievement },
    { FINDING_copied_values, LABEL_advice_copied },
    { FINDING_duplicate_indicator, LABEL_advice_duplicate },
};

static enum label advice_about(enum finding_code code)
{
    for (size_t i = 0; i < sizeof(advices) / sizeof(advices[0]); i++) {
        if (advices[i].code == code) {
            return advices[i].advice;
        }
    }
    return LABEL_nothing;
}

static void write_question(struct writer *writer, const struct check_item *item, const struct report_style *style)
{
    if (item->check != CHECK_FINDING) {
        write_label(writer, check_labels[item->check], style);
        return;
    }
    enum label advice = advice_about(item->code);
    writer_string(writer, finding_code_title(item->code, style->language));
    write_label(writer, advice == LABEL_nothing ? LABEL_nothing : LABEL_colon, style);
    write_label(writer, advice, style);
}

static void write_rows(struct writer *writer, const struct check_item *item, const struct report_style *style)
{
    size_t count = 0;
    write_label(writer, LABEL_opening, style);
    for (const struct checked_row *row = item->first_row; row != NULL && count < MOST_ROWS; row = row->next) {
        write_label(writer, count == 0 ? LABEL_nothing : LABEL_list_comma, style);
        write_place(writer, row->place);
        writer_string(writer, text_is_empty(row->name) ? "" : " ");
        writer_text(writer, row->name);
        count++;
    }
    if (item->row_count > count) {
        write_label(writer, LABEL_and_others, style);
        writer_count(writer, item->row_count);
        write_label(writer, LABEL_places, style);
    }
    write_label(writer, LABEL_closing, style);
}

static void write_item(struct writer *writer, const struct check_item *item, const struct report_style *style)
{
    struct wrap wrap;
    writer_repeat(writer, ' ', INDENT_CELLS);
    write_mark(writer, mark_of_severity(item->severity), style);
    writer_character(writer, ' ');
    wrap_begin(&wrap, writer, HANGING_CELLS, HANGING_CELLS, style_columns(style));
    write_question(&wrap.pieces, item, style);
    write_rows(&wrap.pieces, item, style);
    wrap_end(&wrap);
}

void text_checklist(struct writer *writer, const struct checklist *checklist, const struct report_style *style)
{
    if (checklist->judgements != NULL) {
        write_title(writer, LABEL_evidence, style);
    }
    for (const struct judged *judgement = checklist->judgements; judgement != NULL; judgement = judgement->next) {
        write_judgement(writer, judgement, style);
    }
    write_title(writer, LABEL_before_submitting, style);
    for (const struct check_item *item = checklist->items; item != NULL; item = item->next) {
        write_item(writer, item, style);
    }
    if (checklist->items == NULL) {
        writer_repeat(writer, ' ', INDENT_CELLS);
        write_label(writer, LABEL_nothing_to_check, style);
        writer_character(writer, '\n');
    }
}
