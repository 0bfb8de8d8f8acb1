#include "report.h"
#include "shown.h"
#include "width.h"

#include <string.h>

/* The file that a department fills in. What stands in it can be read as it is: blanks are missing fields, and nothing
   else is wrong. */

enum { COMMENT_CELL = 28, INDENTATION = 2, WEIGHT_PLACES = 2 };

struct words {
    const char *chinese;
    const char *english;
};

struct form {
    struct writer *writer;
    const struct rule_set *rules;
    bool is_built_in; /* the rule set: found by its id alone */
    enum language language;
    bool has_explained; /* the fields of an indicator */
};

/* `key: value   # comment`; what is NULL is left out. */
struct line {
    struct words key;
    struct words comment;
};

static const char *said(const struct form *form, struct words words)
{
    return form->language == LANGUAGE_ENGLISH ? words.english : words.chinese;
}

/* ---- lines ---- */

/* A word of a rule set as YAML can take it for nothing else. */
static void put_word(struct writer *writer, struct text word)
{
    bool is_plain = !text_is_empty(word) && word.bytes[0] != '-';
    for (size_t i = 0; i < word.size_bytes; i++) {
        unsigned char byte = (unsigned char)word.bytes[i];
        is_plain = is_plain && (byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                                (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '_' || byte == '.');
    }
    if (is_plain) {
        writer_text(writer, word);
    } else {
        json_string(writer, word);
    }
}

static void put_comment_line(const struct form *form, struct words words)
{
    writer_string(form->writer, "# ");
    writer_string(form->writer, said(form, words));
    writer_character(form->writer, '\n');
}

/* The rest of a line, behind `cells` cells. */
static void put_pair(const struct form *form, size_t cells, struct text key, struct text value, struct text comment)
{
    struct writer *writer = form->writer;
    cells += width_cells(key) + 1;
    put_word(writer, key);
    writer_character(writer, ':');
    if (!text_is_empty(value)) {
        writer_character(writer, ' ');
        put_word(writer, value);
        cells += 1 + width_cells(value);
    }
    if (!text_is_empty(comment)) {
        writer_repeat(writer, ' ', cells < COMMENT_CELL ? COMMENT_CELL - cells : 1);
        writer_string(writer, "# ");
        writer_shown(writer, comment);
    }
    writer_character(writer, '\n');
}

static void put_line(const struct form *form, size_t depth, struct text key, struct text value, struct text comment)
{
    writer_repeat(form->writer, ' ', depth * INDENTATION);
    put_pair(form, depth * INDENTATION, key, value, comment);
}

static void put_field(const struct form *form, size_t depth, const struct line *line)
{
    put_line(form, depth, text_of(said(form, line->key)), TEXT(""), text_of(said(form, line->comment)));
}

#define FIELD_LINE(chinese, english, chinese_comment, english_comment)                                                 \
    {                                                                                                                  \
        { (chinese), (english) },                                                                                      \
        {                                                                                                              \
            (chinese_comment), (english_comment)                                                                       \
        }                                                                                                              \
    }

/* ---- head and funds ---- */

static const struct words introduction[] = {
    { "带 * 的必须填写，其余的可以空着或整行删去。冒号是半角的，后面空一格。金额单位是万元。",
      "Lines with * must be filled in, others may stay empty or go. A blank behind each colon. Amounts in 万元." },
};
static const struct words next_step = { "填好以后：ziping score 这个文件", "Then: ziping score this-file" };
static const struct words next_step_by_own_rules = { "填好以后：ziping score --rules 规则集文件 这个文件",
                                                     "Then: ziping score --rules rule-set-file this-file" };

static const struct line head[] = {
    FIELD_LINE("项目名称", "project", "*", "*"),
    FIELD_LINE("项目编码", "project_code", "", ""),
    FIELD_LINE("年度", "year", "* 四位数字，例如 2023", "* four digits, such as 2023"),
    FIELD_LINE("主管部门", "department", "名称；有代码的写成 {代码: 238, 名称: 某局}",
               "its name; with a code {code: 238, name: some bureau}"),
    FIELD_LINE("预算单位", "unit", "", ""),
};

static const struct line funds[] = {
    FIELD_LINE("目标申报数", "requested", "", ""),
    FIELD_LINE("预算编制数", "budgeted", "", ""),
    FIELD_LINE("全年预算数", "annual_budget", "* 调整以后的", "* after adjustment"),
    FIELD_LINE("全年执行数", "executed", "*", "*"),
    FIELD_LINE("结转结余", "carryover", "全年预算数 − 全年执行数", "annual_budget − executed"),
    FIELD_LINE("执行率", "rate", "全年执行数 ÷ 全年预算数，例如 87.7",
               "executed ÷ annual_budget in per cent, such as 87.7"),
    FIELD_LINE("得分", "score", "", ""),
    FIELD_LINE("偏差原因", "reason", "没有执行完的说明原因", "why it was not spent"),
};

static void put_head(const struct form *form)
{
    struct writer *writer = form->writer;
    writer_string(writer, said(form, (struct words){ "# 项目支出绩效自评表，按规则集 ",
                                                     "# Self-evaluation of a project by the rule set " }));
    writer_shown(writer, form->rules->id);
    writer_string(writer, said(form, (struct words){ " 的权重：", ": " }));
    writer_shown(writer, form->rules->name);
    writer_character(writer, '\n');
    for (size_t i = 0; i < sizeof(introduction) / sizeof(introduction[0]); i++) {
        put_comment_line(form, introduction[i]);
    }
    put_comment_line(form, form->is_built_in ? next_step : next_step_by_own_rules);
    for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++) {
        put_field(form, 0, &head[i]);
    }
    put_line(form, 0, text_of(said(form, (struct words){ "规则集", "rules" })), form->rules->id, TEXT(""));
}

/* 10 points: a number in a comment. */
static void put_level(const struct form *form, size_t depth, struct text level, struct decimal points)
{
    char comment[DECIMAL_MOST_TEXT_BYTES + 16];
    size_t used_bytes = decimal_to_text(points, comment);
    struct text unit = text_of(said(form, (struct words){ " 分", " points" }));
    memcpy(comment + used_bytes, unit.bytes, unit.size_bytes);
    put_line(form, depth, level, TEXT(""), (struct text){ comment, used_bytes + unit.size_bytes });
}

static void put_funds(const struct form *form)
{
    static const struct words name = { "资金", "funds" };
    static const struct words total = { "资金总额", "total" };
    put_line(form, 0, text_of(said(form, name)), TEXT(""), TEXT(""));
    put_level(form, 1, text_of(said(form, total)), form->rules->execution_weight);
    for (size_t i = 0; i < sizeof(funds) / sizeof(funds[0]); i++) {
        put_field(form, 2, &funds[i]);
    }
}

/* ---- indicators ---- */

enum { MOST_KINDS = 4 };

/* What usually stands below a 一级指标; the lists of the official form. Source: 财预〔2020〕10号, its form. */
static const struct {
    struct text level;
    const char *kinds[MOST_KINDS]; /* ended by NULL where there are fewer */
} usual_kinds[] = {
    { { "产出指标", sizeof("产出指标") - 1 }, { "数量指标", "质量指标", "时效指标", "成本指标" } },
    { { "成本指标", sizeof("成本指标") - 1 }, { "经济成本指标", "社会成本指标", "生态环境成本指标" } },
    { { "效益指标", sizeof("效益指标") - 1 }, { "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标" } },
    { { "满意度指标", sizeof("满意度指标") - 1 }, { "服务对象满意度指标" } },
};

static const struct line indicator_fields[] = {
    FIELD_LINE("指标值", "target", "例如 ≥60人、=11市、≤2800元/人、良好、年底前",
               "such as ≥60人, =11市, ≤2800元/人, 良好, 年底前"),
    FIELD_LINE("调整后指标值", "adjusted_target", "调整过的才填，按它评分", "only if it was adjusted; then it counts"),
    FIELD_LINE("完成值", "achieved", "例如 71人；定性的写 达成、部分达成、未达成",
               "such as 71人, or in words 达成, 部分达成, 未达成"),
};
static const struct line score_fields[] = {
    FIELD_LINE("得分", "score", "可以先空着，由 ziping score 算出", "may stay empty: ziping score works it out"),
    FIELD_LINE("偏差原因", "reason", "没有完成的、明显超过的说明原因", "why it was missed, or exceeded by far"),
};

static void put_indicator_field(const struct form *form, size_t depth, const struct line *line)
{
    struct text comment = form->has_explained ? TEXT("") : text_of(said(form, line->comment));
    put_line(form, depth, text_of(said(form, line->key)), TEXT(""), comment);
}

static void put_indicator(struct form *form, size_t depth, struct decimal weight)
{
    char points[DECIMAL_MOST_TEXT_BYTES];
    struct text value = { points, decimal_to_text(weight, points) };
    struct words required = form->has_explained ? (struct words){ "", "" } : (struct words){ "*", "*" };
    struct words weight_comment =
        form->has_explained ? (struct words){ "", "" }
                            : (struct words){ "* 同类有几个指标的，分值由它们分", "* shared where there are several" };
    writer_repeat(form->writer, ' ', depth * INDENTATION);
    writer_string(form->writer, "- ");
    put_pair(form, (depth + 1) * INDENTATION, text_of(said(form, (struct words){ "名称", "name" })), TEXT(""),
             text_of(said(form, required)));
    for (size_t i = 0; i < sizeof(indicator_fields) / sizeof(indicator_fields[0]); i++) {
        put_indicator_field(form, depth + 1, &indicator_fields[i]);
    }
    put_line(form, depth + 1, text_of(said(form, (struct words){ "分值", "weight" })), value,
             text_of(said(form, weight_comment)));
    for (size_t i = 0; i < sizeof(score_fields) / sizeof(score_fields[0]); i++) {
        put_indicator_field(form, depth + 1, &score_fields[i]);
    }
    form->has_explained = true;
}

static bool has_level(const struct rule_set *rules, struct text name)
{
    for (const struct level_weight *level = rules->level_weights; level != NULL; level = level->next) {
        if (text_equals(level->level, name)) {
            return true;
        }
    }
    return false;
}

/* The kinds below a level, without one that is a level of its own in this rule set: cost. */
static size_t find_kinds(const struct rule_set *rules, struct text level, struct text *kinds)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof(usual_kinds) / sizeof(usual_kinds[0]); i++) {
        for (size_t j = 0; text_equals(usual_kinds[i].level, level) && j < MOST_KINDS; j++) {
            struct text kind = text_of(usual_kinds[i].kinds[j]);
            if (!text_is_empty(kind) && !has_level(rules, kind)) {
                kinds[count++] = kind;
            }
        }
    }
    return count;
}

/* The level's points in equal parts of two decimals; the last kind has what is left. */
static void put_level_indicators(struct form *form, const struct level_weight *level)
{
    struct text kinds[MOST_KINDS];
    size_t count = find_kinds(form->rules, level->level, kinds);
    put_level(form, 1, level->level, level->weight);
    if (count == 0) {
        put_indicator(form, 2, level->weight);
        return;
    }
    struct decimal left = level->weight;
    struct decimal part = decimal_product_quotient_truncated(level->weight, decimal_from_integer(1),
                                                             decimal_from_integer((int64_t)count), WEIGHT_PLACES);
    for (size_t i = 0; i < count; i++) {
        put_line(form, 2, kinds[i], TEXT(""), TEXT(""));
        put_indicator(form, 3, i + 1 < count ? part : left);
        left = decimal_subtract(left, part);
    }
}

/* ---- what the department declares ---- */

static void put_self_evaluation(const struct form *form)
{
    struct writer *writer = form->writer;
    put_line(form, 0, text_of(said(form, (struct words){ "自评", "self_evaluation" })), TEXT(""), TEXT(""));
    put_field(form, 1,
              &(struct line)FIELD_LINE("总分", "total", "各项得分与执行率得分之和",
                                       "all scores, that of the execution rate included"));
    struct text grade = text_of(said(form, (struct words){ "  等级:", "  grade:" }));
    writer_text(writer, grade);
    writer_repeat(writer, ' ', COMMENT_CELL - width_cells(grade));
    writer_character(writer, '#');
    for (const struct grade_band *band = form->rules->bands; band != NULL; band = band->next) {
        writer_character(writer, ' ');
        writer_shown(writer, band->grade);
        writer_string(writer, " ≥");
        writer_decimal(writer, band->lower_bound);
    }
    writer_character(writer, '\n');
}

void form_to_fill_in(struct writer *writer, const struct rule_set *rules, bool is_built_in, enum language language)
{
    struct form form = { .writer = writer, .rules = rules, .is_built_in = is_built_in, .language = language };
    put_head(&form);
    put_funds(&form);
    put_line(&form, 0, text_of(said(&form, (struct words){ "绩效指标", "indicators" })), TEXT(""),
             text_of(said(
                 &form, (struct words){ "每类指标可以有几个，没有的整类删去", "as many as there are of each kind" })));
    for (const struct level_weight *level = rules->level_weights; level != NULL; level = level->next) {
        put_level_indicators(&form, level);
    }
    put_self_evaluation(&form);
}
