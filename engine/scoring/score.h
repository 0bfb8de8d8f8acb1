#ifndef ZIPING_SCORE_H
#define ZIPING_SCORE_H

#include "project.h"
#include "rule_set.h"
#include "value.h"

/* What scoring finds out about a project: intervals, computed scores, total, grade. Plain results; nothing here is
   compared with what was declared. All scores are points. Source: scoring.md. */

/* Why an interval is what it is. */
enum verdict {
    VERDICT_MET,            /* number or range: met, full marks */
    VERDICT_MISSED,         /* number or range: missed, one value */
    VERDICT_TIER,           /* a tier word */
    VERDICT_SAME_TEXT,      /* the target's own text, as 达成 */
    VERDICT_ON_TIME,        /* a date within the deadline, as 达成 */
    VERDICT_LATE,           /* a date after the deadline */
    VERDICT_TARGET_BLANK,   /* nothing to compare with */
    VERDICT_ACHIEVED_BLANK, /* nothing stated: no points */
    VERDICT_UNVERIFIABLE,   /* anything from nothing to full marks */
    VERDICT_PARTS,          /* the sum of 分项 */
};

/* One target against one achieved value: of an indicator, or of one of its 分项. Stays where it was made: the targets
   as read may be its own `target`. */
struct assessment {
    struct value target; /* the one that counts */
    struct value achieved;
    const struct value *stated_target;   /* 指标值, as read */
    const struct value *adjusted_target; /* 调整后指标值, as read; VALUE_BLANK where none is given */
    struct text target_text;             /* as printed, of the target that counts */
    struct text achieved_text;
    bool has_adjusted_target;
    bool is_target_restated;    /* the adjusted target is the stated one in another unit: 5公里, 5000米 */
    enum comparison comparison; /* that decides: a target without a sign means ≤ for cost, else ≥ */
    enum unit_relation units;
    /* Both numbers in one unit, where they are comparable: the achieved one, and the end of the target that decides. */
    bool is_compared;
    struct decimal compared_achieved;
    struct decimal compared_target;
    struct decimal achieved_in_target_unit; /* for showing: to 12 decimals where it does not end */
    enum verdict verdict;
    enum tier tier; /* of VERDICT_TIER */
    /* A missed number keeps weight × upper ÷ lower, before rounding; lower is 0 where it keeps a fixed nothing. */
    struct decimal quotient_upper;
    struct decimal quotient_lower;
    bool is_missed_at_bound; /* > or < with a value equal to the bound: the ratio is 1 */
};

struct indicator_score {
    const struct indicator *indicator;
    struct assessment assessment;        /* of an indicator without 分项 */
    struct assessment *part_assessments; /* one for each 分项, in order */
    enum verdict verdict;
    struct decimal low;
    struct decimal high;
    struct decimal computed;
    struct decimal exact; /* before rounding, to 6 decimals, where the verdict is VERDICT_MISSED or parts are missed */
    bool has_missed_part;
    bool is_rounded; /* `exact` is not `high` */
};

struct execution_score {
    struct decimal budget;        /* 全年预算数, in the project's money unit */
    struct decimal executed;      /* 全年执行数 */
    bool has_rate;                /* the budget is not 0 */
    struct decimal rate_per_cent; /* rounded half up to 4 decimals; 0 without a rate */
    struct decimal score;
};

struct grade_result {
    const struct grade_band *band;      /* of the computed total; NULL where it lies below all bands */
    const struct grade_band *computed;  /* after vetoes */
    const struct veto *veto;            /* the one that made the two differ; NULL where none */
    const struct grade_band **possible; /* every grade of a total in [low, high], after vetoes, best first */
    size_t possible_count;
};

struct project_score {
    struct indicator_score *indicators; /* one for each indicator, in order */
    size_t indicator_count;
    struct execution_score execution;
    struct decimal indicator_sum; /* Σ computed of the indicators, not rounded */
    struct decimal total;         /* rounded half up to 2 decimals, as are the next two */
    struct decimal total_low;
    struct decimal total_high;
    struct decimal declared_indicator_sum; /* Σ declared scores of the indicators; what is missing counts 0 */
    struct decimal declared_execution;     /* declared, else computed */
    struct decimal declared_sum;           /* the two together */
    bool has_declared_scores;              /* at least one indicator declares a score */
    struct grade_result grade;
    bool is_in_range; /* no figure overflowed; else nothing here may be used */
};

#endif
