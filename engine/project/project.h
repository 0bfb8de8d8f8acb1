#ifndef ZIPING_PROJECT_H
#define ZIPING_PROJECT_H

#include "cell.h"

/* One 项目支出绩效自评表, as it is printed. Nothing here is judged yet. Everything lies in one arena. */

/* 主管部门, 预算单位 */
struct party {
    struct cell code;
    struct cell name;
};

/* A line of 资金: 资金总额 or one of its sources. Amounts in the project's money unit. */
struct fund_line {
    struct text source;
    struct place place;
    struct figure requested;     /* 目标申报数 */
    struct figure budgeted;      /* 预算编制数 */
    struct figure annual_budget; /* 全年预算数: after adjustment */
    struct figure executed;      /* 全年执行数 */
    struct figure carryover;     /* 结转结余 */
    struct figure rate;          /* 执行率 as declared, per cent */
    struct figure score;         /* 得分 as declared, points */
    struct cell reason;          /* 偏差原因 */
    struct fund_line *next;
};

/* 分项: a row that shares the weight of its indicator with others. */
struct indicator_part {
    struct place place;
    struct cell name;
    struct cell target;
    struct cell adjusted_target;
    struct cell achieved;
    struct indicator_part *next;
};

/* 三级指标 */
struct indicator {
    struct place place;
    struct text level1; /* 产出指标 */
    struct text level2; /* 数量指标; blank where the list stands directly under the 一级指标 */
    bool is_cost;       /* under a level that is named for cost: a target without a sign means "at most" */
    struct cell name;
    struct cell target;
    struct cell adjusted_target;
    struct cell achieved;
    struct figure weight;         /* points */
    struct figure declared_score; /* points */
    struct cell reason;
    struct indicator_part *parts;
    size_t part_count;
    struct indicator *next;
};

struct project {
    struct place place;
    struct cell name;
    struct cell code;
    struct figure year; /* value 0 where unknown */
    struct party department;
    struct party unit;
    bool is_in_yuan; /* amounts in 元; else in 万元 */
    struct fund_line total;
    struct fund_line *sources;
    struct indicator *indicators;
    size_t indicator_count;
    struct place indicators_place; /* of the key 绩效指标 */
    struct cell rule_set;
    struct place self_evaluation_place;
    struct figure declared_total; /* points */
    struct cell declared_grade;
    bool is_scorable; /* nothing that a score needs is missing */
};

/* The project's year as a whole number; 0 where it is unknown. */
int32_t project_year(const struct project *project);

/* An amount of the project in 万元. */
struct decimal project_amount_in_wan_yuan(const struct project *project, struct decimal amount);

#endif
