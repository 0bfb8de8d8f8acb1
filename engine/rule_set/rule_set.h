#ifndef ZIPING_RULE_SET_H
#define ZIPING_RULE_SET_H

#include "cell.h"
#include "value.h"

/* How projects are scored: data with its basis. Source of the format: format.md § A rule set. */

/* 依据 of each part. */
enum rule_part {
    RULE_PART_WHOLE, /* 规则集 as a whole, 满分, 适用年度 */
    RULE_PART_WEIGHTS,
    RULE_PART_EXECUTION,
    RULE_PART_QUANTITATIVE,
    RULE_PART_QUALITATIVE,
    RULE_PART_LATE,
    RULE_PART_BLANK_TARGET,
    RULE_PART_BANDS,
    RULE_PART_VETOES,
    RULE_PART_COUNT,
};

/* Single values, so that each can say which file it comes from. Those of lists (weights, grades, vetoes) and of
   intervals say it themselves. */
enum rule_value {
    RULE_VALUE_FROM_YEAR,
    RULE_VALUE_UNTIL_YEAR,
    RULE_VALUE_FULL_MARKS,
    RULE_VALUE_EXECUTION_WEIGHT,
    RULE_VALUE_ZERO_BUDGET,
    RULE_VALUE_EXECUTION_PLACES,
    RULE_VALUE_SHORTFALL,
    RULE_VALUE_EXCESS,
    RULE_VALUE_SURPLUS,
    RULE_VALUE_INDICATOR_PLACES,
    RULE_VALUE_OVERACHIEVEMENT,
    RULE_VALUE_COUNT,
};

/* 未达标: what a missed target keeps. */
enum shortfall { SHORTFALL_PROPORTIONAL, SHORTFALL_ZERO };
/* 超上限: what an exceeded upper limit keeps. */
enum excess { EXCESS_RATIO, EXCESS_LINEAR, EXCESS_ZERO };
/* 等号超额: what happens above an `=` target. */
enum surplus { SURPLUS_FULL, SURPLUS_RATIO };

/* 区间 and 取值 of a weight, as shares of 1: 80% is 0.8. */
struct share_interval {
    struct decimal low;
    struct decimal high;
    struct decimal value;
    struct place place; /* of the 区间 */
    struct place value_place;
    struct text file; /* that states the 区间 */
    struct text value_file;
};

struct level_weight {
    struct text level;
    struct decimal weight; /* points */
    struct text file;      /* that states it */
    struct level_weight *next;
};

/* 等级, best first. */
struct grade_band {
    struct text grade;
    struct decimal lower_bound; /* points, included */
    struct place place;
    struct text file; /* that states it */
    struct grade_band *next;
};

struct veto {
    bool is_on_execution_rate; /* else on the share of a 一级指标's points */
    struct text level;
    enum comparison comparison;
    struct decimal bound;           /* a share of 1 */
    const struct grade_band *grade; /* that it fixes, or above which nothing may be */
    bool is_cap;                    /* 上限 instead of 等级 */
    struct text title;              /* as people say it: 执行率 =0% */
    struct text basis;
    struct place place;
    struct text file; /* that states it */
    struct veto *next;
};

/* More than any form has; every project pays for each. Of vetoes on levels: how many combinations of what they leave
   open may be tried for the possible grades. */
enum {
    RULE_SET_MOST_GRADES = 16,
    RULE_SET_MOST_LEVELS = 64,
    RULE_SET_MOST_VETOES = 64,
    RULE_SET_MOST_COMBINATIONS = 4096,
};

/* Places lie in the document of this rule set. What it takes from another stands where 继承 stands, or where the part
   is that it has to agree with. */
struct rule_set {
    struct text id;
    struct text name;
    struct text extends;                       /* the id of 继承; blank where none */
    struct text file;                          /* this rule set's own, as it was named */
    struct text value_files[RULE_VALUE_COUNT]; /* that state them; blank where none does */
    int32_t from_year;                         /* 0: open */
    int32_t until_year;                        /* 0: open */
    struct place years_place;
    struct decimal full_marks;
    struct decimal execution_weight;
    struct level_weight *level_weights;
    struct place weights_place;
    struct decimal zero_budget_points;
    struct place execution_place;
    uint32_t execution_places;
    enum shortfall shortfall;
    enum excess excess;
    enum surplus surplus;
    uint32_t indicator_places;
    struct decimal overachievement_share; /* 1.3 */
    struct place quantitative_place;
    struct share_interval tiers[TIER_COUNT];
    struct share_interval late;
    struct share_interval blank_target;
    struct grade_band *bands;
    struct veto *vetoes;
    struct text basis[RULE_PART_COUNT];
};

/* Whether 适用年度 has `year`; 0, an unknown year, is in all of them. */
bool rule_set_is_in_force(const struct rule_set *rules, int32_t year);
bool rule_set_is_ever_in_force(const struct rule_set *rules);
/* Whether `rules` is in force in all the years of the other. */
bool rule_set_covers(const struct rule_set *rules, const struct rule_set *other);

/* The band of a total: the highest grade whose lower bound it reaches; NULL below them all. */
const struct grade_band *rule_set_band(const struct rule_set *rules, struct decimal total);
const struct grade_band *rule_set_grade(const struct rule_set *rules, struct text grade);

/* Whether a veto's condition holds for the share upper ÷ lower; lower must be above 0. */
bool veto_holds(const struct veto *veto, struct decimal upper, struct decimal lower);

/* What a veto that holds makes of a grade, by rank; the best grade has rank 0. */
size_t veto_rank(const struct rule_set *rules, const struct veto *veto, size_t rank);
size_t grade_rank(const struct rule_set *rules, const struct grade_band *grade);
const struct grade_band *grade_at(const struct rule_set *rules, size_t rank);

#endif
