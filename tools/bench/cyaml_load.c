/* Loads every project of a folder into structs by libcyaml, without looking at them. Usage: cyaml_load FOLDER.
   Prints how many projects and indicators there were. libcyaml wants all keys named, so the headings and sources of
   money are those of the corpus; each field has two members, for its Chinese and its English key. */
#include <stdio.h>

#if __has_include(<cyaml/cyaml.h>)
#include "folder.h"
#include <cyaml/cyaml.h>

/* A field has a member for each of its two keys. */
#define BOTH(type, member)                                                                                             \
    type member##_zh;                                                                                                  \
    type member##_en
#define STRING_FIELDS(structure, member, zh, en)                                                                       \
    CYAML_FIELD_STRING_PTR(zh, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member##_zh, 0, CYAML_UNLIMITED),  \
        CYAML_FIELD_STRING_PTR(en, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member##_en, 0,                \
                               CYAML_UNLIMITED)
#define MAPPING_FIELD(structure, member, key, fields)                                                                  \
    CYAML_FIELD_MAPPING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member, fields)
#define MAPPING_FIELDS(structure, member, zh, en, fields)                                                              \
    MAPPING_FIELD(structure, member##_zh, zh, fields), MAPPING_FIELD(structure, member##_en, en, fields)

struct party {
    BOTH(char *, code);
    BOTH(char *, name);
};
static const cyaml_schema_field_t party_fields[] = {
    STRING_FIELDS(struct party, code, "代码", "code"),
    STRING_FIELDS(struct party, name, "名称", "name"),
    CYAML_FIELD_END,
};

struct fund_line {
    BOTH(char *, budgeted);
    BOTH(char *, annual_budget);
    BOTH(char *, executed);
    BOTH(char *, carryover);
    BOTH(char *, rate);
    BOTH(char *, score);
    BOTH(char *, reason);
};
static const cyaml_schema_field_t line_fields[] = {
    STRING_FIELDS(struct fund_line, budgeted, "预算编制数", "budgeted"),
    STRING_FIELDS(struct fund_line, annual_budget, "全年预算数", "annual_budget"),
    STRING_FIELDS(struct fund_line, executed, "全年执行数", "executed"),
    STRING_FIELDS(struct fund_line, carryover, "结转结余", "carryover"),
    STRING_FIELDS(struct fund_line, rate, "执行率", "rate"),
    STRING_FIELDS(struct fund_line, score, "得分", "score"),
    STRING_FIELDS(struct fund_line, reason, "偏差原因", "reason"),
    CYAML_FIELD_END,
};

struct funds {
    BOTH(struct fund_line *, total);
    struct fund_line *sources[4];
};
static const cyaml_schema_field_t funds_fields[] = {
    MAPPING_FIELDS(struct funds, total, "资金总额", "total", line_fields),
    MAPPING_FIELD(struct funds, sources[0], "中央财政资金", line_fields),
    MAPPING_FIELD(struct funds, sources[1], "省级财政资金", line_fields),
    MAPPING_FIELD(struct funds, sources[2], "市县财政资金", line_fields),
    MAPPING_FIELD(struct funds, sources[3], "其他资金", line_fields),
    CYAML_FIELD_END,
};

struct indicator {
    BOTH(char *, name);
    BOTH(char *, target);
    BOTH(char *, adjusted_target);
    BOTH(char *, achieved);
    BOTH(char *, weight);
    BOTH(char *, score);
    BOTH(char *, reason);
};
static const cyaml_schema_field_t indicator_fields[] = {
    STRING_FIELDS(struct indicator, name, "名称", "name"),
    STRING_FIELDS(struct indicator, target, "指标值", "target"),
    STRING_FIELDS(struct indicator, adjusted_target, "调整后指标值", "adjusted_target"),
    STRING_FIELDS(struct indicator, achieved, "完成值", "achieved"),
    STRING_FIELDS(struct indicator, weight, "分值", "weight"),
    STRING_FIELDS(struct indicator, score, "得分", "score"),
    STRING_FIELDS(struct indicator, reason, "偏差原因", "reason"),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t indicator_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct indicator, indicator_fields),
};

enum { HEADINGS = 8, HEADINGS_OF_ONE = 4 };

/* All headings of the second level, whatever stands above them. */
struct level {
    struct indicator *lists[HEADINGS_OF_ONE];
    unsigned counts[HEADINGS_OF_ONE];
};
#define LIST_FIELD(index, key)                                                                                         \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct level, lists[index],              \
                               counts[index], &indicator_value, 0, CYAML_UNLIMITED)
static const cyaml_schema_field_t output_fields[] = {
    LIST_FIELD(0, "数量指标"), LIST_FIELD(1, "质量指标"), LIST_FIELD(2, "时效指标"),
    LIST_FIELD(3, "成本指标"), CYAML_FIELD_END,
};
static const cyaml_schema_field_t effect_fields[] = {
    LIST_FIELD(0, "经济效益指标"),
    LIST_FIELD(1, "社会效益指标"),
    LIST_FIELD(2, "可持续影响指标"),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t satisfaction_fields[] = {
    LIST_FIELD(0, "服务对象满意度指标"),
    CYAML_FIELD_END,
};

enum { LEVELS = 3 };

struct indicators {
    struct level *levels[LEVELS];
};
static const cyaml_schema_field_t indicators_fields[] = {
    MAPPING_FIELD(struct indicators, levels[0], "产出指标", output_fields),
    MAPPING_FIELD(struct indicators, levels[1], "效益指标", effect_fields),
    MAPPING_FIELD(struct indicators, levels[2], "满意度指标", satisfaction_fields),
    CYAML_FIELD_END,
};

struct self_evaluation {
    BOTH(char *, total);
    BOTH(char *, grade);
};
static const cyaml_schema_field_t self_evaluation_fields[] = {
    STRING_FIELDS(struct self_evaluation, total, "总分", "total"),
    STRING_FIELDS(struct self_evaluation, grade, "等级", "grade"),
    CYAML_FIELD_END,
};

struct project {
    BOTH(char *, name);
    BOTH(char *, code);
    BOTH(char *, year);
    BOTH(struct party *, department);
    BOTH(struct party *, unit);
    BOTH(struct funds *, funds);
    BOTH(struct indicators *, indicators);
    BOTH(struct self_evaluation *, self_evaluation);
};
static const cyaml_schema_field_t project_fields[] = {
    STRING_FIELDS(struct project, name, "项目名称", "project"),
    STRING_FIELDS(struct project, code, "项目编码", "project_code"),
    STRING_FIELDS(struct project, year, "年度", "year"),
    MAPPING_FIELDS(struct project, department, "主管部门", "department", party_fields),
    MAPPING_FIELDS(struct project, unit, "预算单位", "unit", party_fields),
    MAPPING_FIELDS(struct project, funds, "资金", "funds", funds_fields),
    MAPPING_FIELDS(struct project, indicators, "绩效指标", "indicators", indicators_fields),
    MAPPING_FIELDS(struct project, self_evaluation, "自评", "self_evaluation", self_evaluation_fields),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t project_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct project, project_fields),
};

struct counts {
    unsigned long projects;
    unsigned long indicators;
};

static void count_indicators(const struct project *project, struct counts *counts)
{
    const struct indicators *indicators =
        project->indicators_zh != NULL ? project->indicators_zh : project->indicators_en;
    counts->projects++;
    for (int level = 0; indicators != NULL && level < LEVELS; level++) {
        for (int list = 0; indicators->levels[level] != NULL && list < HEADINGS_OF_ONE; list++) {
            counts->indicators += indicators->levels[level]->counts[list];
        }
    }
}

static bool load_file(const char *path, void *context)
{
    static const cyaml_config_t config = {
        .log_fn = cyaml_log,
        .log_level = CYAML_LOG_ERROR,
        .mem_fn = cyaml_mem,
        .flags = CYAML_CFG_IGNORE_UNKNOWN_KEYS,
    };
    cyaml_data_t *data = NULL;
    if (cyaml_load_file(path, &config, &project_value, &data, NULL) != CYAML_OK) {
        return false;
    }
    count_indicators(data, context);
    return cyaml_free(&config, &project_value, data, 0) == CYAML_OK;
}

int main(int argument_count, char **arguments)
{
    struct counts counts = { 0, 0 };
    if (argument_count != 2) {
        fputs("usage: cyaml_load FOLDER\n", stderr);
        return 2;
    }
    if (!folder_visit(arguments[1], load_file, &counts)) {
        return 1;
    }
    printf("projects %lu\nindicators %lu\n", counts.projects, counts.indicators);
    return 0;
}

#else

int main(void)
{
    fputs("cyaml_load was built without libcyaml\n", stderr);
    return 2;
}

#endif
