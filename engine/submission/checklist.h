#ifndef ZIPING_CHECKLIST_H
#define ZIPING_CHECKLIST_H

#include "score.h"

#include <stdbool.h>
#include <stddef.h>

/* What a department should have at hand, and look at once more, before it submits a form: evidence for every judgement
   that a score rests on, and what a reviewer would question. */

/* What an indicator is about, by the level that it stands under. */
enum indicator_kind {
    KIND_QUANTITY,       /* 数量指标 */
    KIND_QUALITY,        /* 质量指标 */
    KIND_TIMELINESS,     /* 时效指标 */
    KIND_COST,           /* 成本指标 */
    KIND_ECONOMIC,       /* 经济效益指标 */
    KIND_SOCIAL,         /* 社会效益指标 */
    KIND_ECOLOGICAL,     /* 生态效益指标 */
    KIND_SUSTAINABILITY, /* 可持续影响指标 */
    KIND_SATISFACTION,   /* 满意度指标 */
    KIND_OTHER,
    KIND_COUNT
};

enum indicator_kind indicator_kind(const struct indicator *indicator);

/* A judgement: of an indicator, or of one of its 分项. */
struct judged {
    const struct indicator *indicator;
    const struct indicator_part *part; /* NULL: of the whole */
    const struct assessment *assessment;
    enum indicator_kind kind;
    struct judged *next;
};

enum check {
    CHECK_FINDING,        /* what the finding says */
    CHECK_UNVERIFIABLE,   /* a score cannot be verified */
    CHECK_REASON_DUE,     /* points are lost, and no reason is given */
    CHECK_ALL_FULL_MARKS, /* every indicator has full marks */
    CHECK_WORDED_TARGETS, /* half of the points or more rest on targets in words */
    CHECK_COUNT
};

/* Where something is to be checked. */
struct checked_row {
    struct place place;
    struct text name; /* of an indicator, a line of 资金; no bytes where it is about none */
    struct checked_row *next;
};

struct check_item {
    enum check check;
    enum severity severity;
    enum finding_code code; /* of CHECK_FINDING */
    struct checked_row *first_row;
    struct checked_row *last_row;
    size_t row_count;
    struct check_item *next;
};

struct checklist {
    const struct judged *judgements; /* in the order of the form */
    const struct check_item *items;  /* the most serious first */
};

/* Nothing of what could be declared is: the form is not submitted yet. */
bool project_declares_nothing(const struct project *project, const struct project_score *score);

/* The project must be scored, and its findings be sorted. Everything lies in `arena`, and the checklist refers to the
   others. */
const struct checklist *checklist_of(struct arena *arena, const struct project *project, const struct rule_set *rules,
                                     const struct project_score *score, const struct finding_list *findings);

#endif
