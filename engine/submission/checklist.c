#include "checklist.h"

#include "catalogue.h"

struct checker {
    struct arena *arena;
    const struct project *project;
    const struct rule_set *rules;
    const struct project_score *score;
    struct judged **judgement_link;
    struct check_item *by_check[CHECK_COUNT];
    struct check_item *by_code[FINDING_CODE_COUNT];
};

bool project_declares_nothing(const struct project *project, const struct project_score *score)
{
    return !score->has_declared_scores && !project->total.score.is_given && !project->declared_total.is_given &&
           !project->declared_grade.is_given;
}

/* ---- kinds of indicators ---- */

static const struct {
    struct text word;
    enum indicator_kind kind;
} kind_words[] = {
    { { "满意", sizeof("满意") - 1 }, KIND_SATISFACTION },
    { { "satisf", sizeof("satisf") - 1 }, KIND_SATISFACTION },
    { { "生态", sizeof("生态") - 1 }, KIND_ECOLOGICAL },
    { { "ecolog", sizeof("ecolog") - 1 }, KIND_ECOLOGICAL },
    { { "可持续", sizeof("可持续") - 1 }, KIND_SUSTAINABILITY },
    { { "sustain", sizeof("sustain") - 1 }, KIND_SUSTAINABILITY },
    { { "经济", sizeof("经济") - 1 }, KIND_ECONOMIC },
    { { "econom", sizeof("econom") - 1 }, KIND_ECONOMIC },
    { { "社会", sizeof("社会") - 1 }, KIND_SOCIAL },
    { { "social", sizeof("social") - 1 }, KIND_SOCIAL },
    { { "数量", sizeof("数量") - 1 }, KIND_QUANTITY },
    { { "quantity", sizeof("quantity") - 1 }, KIND_QUANTITY },
    { { "质量", sizeof("质量") - 1 }, KIND_QUALITY },
    { { "quality", sizeof("quality") - 1 }, KIND_QUALITY },
    { { "时效", sizeof("时效") - 1 }, KIND_TIMELINESS },
    { { "time", sizeof("time") - 1 }, KIND_TIMELINESS },
    { { "效益", sizeof("效益") - 1 }, KIND_SOCIAL },
    { { "benefit", sizeof("benefit") - 1 }, KIND_SOCIAL },
};

static enum indicator_kind kind_of_level(struct text level)
{
    for (size_t i = 0; i < sizeof(kind_words) / sizeof(kind_words[0]); i++) {
        if (text_contains(level, kind_words[i].word)) {
            return kind_words[i].kind;
        }
    }
    return KIND_OTHER;
}

enum indicator_kind indicator_kind(const struct indicator *indicator)
{
    if (indicator->is_cost) {
        return KIND_COST;
    }
    enum indicator_kind kind = kind_of_level(indicator->level2);
    return kind == KIND_OTHER ? kind_of_level(indicator->level1) : kind;
}

/* ---- judgements ---- */

/* Whether somebody could judge otherwise. What a date or a word says has to be shown to be so; a number speaks for
   itself. */
static bool is_judgement(const struct assessment *assessment)
{
    switch (assessment->verdict) {
    case VERDICT_TIER:
    case VERDICT_SAME_TEXT:
    case VERDICT_ON_TIME:
    case VERDICT_LATE:
    case VERDICT_TARGET_BLANK:
    case VERDICT_ACHIEVED_BLANK:
    case VERDICT_UNVERIFIABLE:
        return true;
    case VERDICT_MET:
    case VERDICT_MISSED:
    case VERDICT_PARTS:
        break;
    }
    return false;
}

static void add_judgement(struct checker *checker, const struct indicator *indicator, const struct indicator_part *part,
                          const struct assessment *assessment)
{
    if (!is_judgement(assessment)) {
        return;
    }
    struct judged *judgement = ARENA_NEW(checker->arena, struct judged);
    *judgement = (struct judged){ indicator, part, assessment, indicator_kind(indicator), NULL };
    *checker->judgement_link = judgement;
    checker->judgement_link = &judgement->next;
}

static void judge_indicator(struct checker *checker, const struct indicator_score *score)
{
    size_t i = 0;
    if (score->indicator->part_count == 0) {
        add_judgement(checker, score->indicator, NULL, &score->assessment);
    }
    for (const struct indicator_part *part = score->indicator->parts; part != NULL; part = part->next) {
        add_judgement(checker, score->indicator, part, &score->part_assessments[i++]);
    }
}

/* ---- what a reviewer would question ---- */

static bool is_same_row(const struct checked_row *row, struct place place, struct text name)
{
    return row != NULL && row->place.line == place.line && text_equals(row->name, name);
}

/* Findings of one kind about one row are one thing to check. */
static void add_row(struct checker *checker, struct check_item *item, struct place place, struct text name)
{
    if (is_same_row(item->last_row, place, name)) {
        return;
    }
    struct checked_row *row = ARENA_NEW(checker->arena, struct checked_row);
    *row = (struct checked_row){ place, name, NULL };
    *(item->last_row == NULL ? &item->first_row : &item->last_row->next) = row;
    item->last_row = row;
    item->row_count++;
}

static struct check_item *item_of_check(struct checker *checker, enum check check, enum severity severity)
{
    if (checker->by_check[check] == NULL) {
        struct check_item *item = ARENA_NEW(checker->arena, struct check_item);
        item->check = check;
        item->severity = severity;
        checker->by_check[check] = item;
    }
    return checker->by_check[check];
}

static struct check_item *item_of_code(struct checker *checker, enum finding_code code)
{
    if (checker->by_code[code] == NULL) {
        struct check_item *item = ARENA_NEW(checker->arena, struct check_item);
        item->check = CHECK_FINDING;
        item->severity = finding_code_severity(code);
        item->code = code;
        checker->by_code[code] = item;
    }
    return checker->by_code[code];
}

/* What the checks by value say better, and what no reviewer minds. */
static bool is_left_out(enum finding_code code)
{
    return code == FINDING_score_missing || code == FINDING_reason_missing || code == FINDING_target_not_met ||
           code == FINDING_achieved_operator;
}

static void check_findings(struct checker *checker, const struct finding_list *findings)
{
    for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
        enum finding_code code = message_code(finding->message);
        if (!is_left_out(code)) {
            add_row(checker, item_of_code(checker, code), finding->place, finding->indicator);
        }
    }
}

static bool has_unverifiable(const struct indicator_score *score)
{
    bool has_any = score->verdict == VERDICT_UNVERIFIABLE;
    for (size_t i = 0; i < score->indicator->part_count; i++) {
        has_any = has_any || score->part_assessments[i].verdict == VERDICT_UNVERIFIABLE;
    }
    return has_any;
}

static void check_indicators(struct checker *checker)
{
    for (size_t i = 0; i < checker->score->indicator_count; i++) {
        const struct indicator_score *score = &checker->score->indicators[i];
        const struct indicator *indicator = score->indicator;
        bool is_deducted = decimal_compare(score->computed, indicator->weight.value) < 0;
        if (has_unverifiable(score)) {
            add_row(checker, item_of_check(checker, CHECK_UNVERIFIABLE, SEVERITY_WARNING), indicator->place,
                    indicator->name.text);
        } else if (is_deducted && !indicator->reason.is_given) {
            add_row(checker, item_of_check(checker, CHECK_REASON_DUE, SEVERITY_WARNING), indicator->place,
                    indicator->name.text);
        }
    }
}

static void check_execution(struct checker *checker)
{
    const struct fund_line *total = &checker->project->total;
    bool is_deducted = decimal_compare(checker->score->execution.score, checker->rules->execution_weight) < 0;
    if (is_deducted && !total->reason.is_given) {
        add_row(checker, item_of_check(checker, CHECK_REASON_DUE, SEVERITY_WARNING), total->place, total->source);
    }
}

/* All of some, not of one or two. */
static void check_full_marks(struct checker *checker)
{
    enum { LEAST_INDICATORS = 3 };
    size_t full = 0;
    for (size_t i = 0; i < checker->score->indicator_count; i++) {
        const struct indicator_score *score = &checker->score->indicators[i];
        full += decimal_equals(score->computed, score->indicator->weight.value);
    }
    if (full == checker->score->indicator_count && full >= LEAST_INDICATORS) {
        add_row(checker, item_of_check(checker, CHECK_ALL_FULL_MARKS, SEVERITY_NOTE),
                checker->project->indicators_place, TEXT(""));
    }
}

static bool has_worded_target(const struct indicator_score *score)
{
    bool is_worded = score->indicator->part_count == 0 && score->assessment.target.kind == VALUE_TEXT;
    for (size_t i = 0; i < score->indicator->part_count; i++) {
        is_worded = is_worded || score->part_assessments[i].target.kind == VALUE_TEXT;
    }
    return is_worded;
}

static void check_worded_targets(struct checker *checker)
{
    struct decimal worded = decimal_from_integer(0);
    struct decimal all = decimal_from_integer(0);
    for (size_t i = 0; i < checker->score->indicator_count; i++) {
        const struct indicator_score *score = &checker->score->indicators[i];
        all = decimal_add(all, score->indicator->weight.value);
        worded = has_worded_target(score) ? decimal_add(worded, score->indicator->weight.value) : worded;
    }
    struct decimal twice = decimal_add(worded, worded);
    bool is_known = decimal_is_in_range(twice) && decimal_is_in_range(all) && decimal_sign(worded) > 0;
    for (size_t i = 0; is_known && decimal_compare(twice, all) >= 0 && i < checker->score->indicator_count; i++) {
        const struct indicator_score *score = &checker->score->indicators[i];
        if (has_worded_target(score)) {
            add_row(checker, item_of_check(checker, CHECK_WORDED_TARGETS, SEVERITY_NOTE), score->indicator->place,
                    score->indicator->name.text);
        }
    }
}

/* The most serious first; of those that are as serious, the checks by value, then findings in the catalogue's order. */
static const struct check_item *items_in_order(struct checker *checker)
{
    struct check_item *first = NULL;
    struct check_item **link = &first;
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        for (size_t i = 0; i < CHECK_COUNT + FINDING_CODE_COUNT; i++) {
            struct check_item *item = i < CHECK_COUNT ? checker->by_check[i] : checker->by_code[i - CHECK_COUNT];
            if (item != NULL && item->severity == severity) {
                *link = item;
                link = &item->next;
            }
        }
    }
    return first;
}

const struct checklist *checklist_of(struct arena *arena, const struct project *project, const struct rule_set *rules,
                                     const struct project_score *score, const struct finding_list *findings)
{
    struct checklist *checklist = ARENA_NEW(arena, struct checklist);
    struct checker *checker = ARENA_NEW(arena, struct checker);
    struct judged *judgements = NULL;
    checker->arena = arena;
    checker->project = project;
    checker->rules = rules;
    checker->score = score;
    checker->judgement_link = &judgements;
    for (size_t i = 0; i < score->indicator_count; i++) {
        judge_indicator(checker, &score->indicators[i]);
    }
    check_findings(checker, findings);
    check_execution(checker);
    check_indicators(checker);
    check_full_marks(checker);
    check_worded_targets(checker);
    checklist->judgements = judgements;
    checklist->items = items_in_order(checker);
    return checklist;
}
