#include "loading_fixture.h"

#include "rule_set_load.h"

/* ---- a source of two rule sets, and what reads conditions ---- */

static struct value_reader *reader;
static struct value_workspace *values;

static void begin_rules(void)
{
    static const struct unit_word per_cent = {
        .word = { "%", 1 }, .normal = { "%", 1 }, .dimension = { "比例", sizeof("比例") - 1 }, .factor = { 10, 0 }
    };
    const struct value_vocabulary vocabulary = { .unit_words = &per_cent, .unit_word_count = 1 };
    begin();
    reader = value_reader_create(&heap, &vocabulary);
    ck_assert_ptr_nonnull(reader);
    values = value_workspace_create(reader);
    ck_assert_ptr_nonnull(values);
}

static void end_rules(void)
{
    value_workspace_destroy(values);
    value_reader_destroy(reader);
    end();
}

static const char base[] = "规则集: base\n"                                                       /* 1 */
                           "名称: 一套规则\n"                                                     /* 2 */
                           "适用年度: {自: 2020, 至: 2023}\n"                                     /* 3 */
                           "满分: 100\n"                                                          /* 4 */
                           "权重: {预算执行率: 10, 产出指标: 50, 效益指标: 30, 满意度指标: 10}\n" /* 5 */
                           "预算执行: {预算为零: 0, 小数位: 2}\n"                                 /* 6 */
                           "定量指标: {未达标: 按比例, 超上限: 反比, 等号超额: 满分,\n"           /* 7 */
                           "  小数位: 2, 超额说明: 130%}\n"                                       /* 8 */
                           "定性指标:\n"                                                          /* 9 */
                           "  达成: {区间: [80%, 100%], 取值: 100%}\n"                            /* 10 */
                           "  部分达成: {区间: [60%, 80%], 取值: 70%}\n"                          /* 11 */
                           "  未达成: {区间: [0%, 60%], 取值: 0%}\n"                              /* 12 */
                           "时限未达: {区间: [0%, 80%], 取值: 60%}\n"                             /* 13 */
                           "指标值空白: {区间: [0%, 100%], 取值: 0%}\n"                           /* 14 */
                           "等级: {优: 90, 良: 80, 中: 60, 差: 0}\n"                              /* 15 */
                           "否决:\n"                                                              /* 16 */
                           "  - {条件: {执行率: \"=0%\"}, 等级: 差, 依据: 决算说明}\n"            /* 17 */
                           "  - {条件: {产出指标: \"<60%\"}, 上限: 中}\n"                         /* 18 */
                           "依据: 办法\n";                                                        /* 19 */

static const struct rule_set *load_from(struct loading *into, struct text source);

/* base, and child, which extends it. What is found in them is not found in what extends them. */
static const struct rule_set *find_rule_set(void *context, struct text id)
{
    (void)context;
    struct finding_list own;
    finding_list_begin(&own, &arena);
    struct loading loading_own = { .arena = &arena, .findings = &own };
    if (text_equals(id, TEXT("base"))) {
        return load_from(&loading_own, text_of(base));
    }
    if (text_equals(id, TEXT("child"))) {
        return load_from(&loading_own, TEXT("规则集: child\n继承: base\n"));
    }
    return NULL;
}

static const struct rule_set *load_from(struct loading *into, struct text source)
{
    const struct rule_set_source rule_sets = { .find = find_rule_set,
                                               .known = TEXT("base、child"),
                                               .file = TEXT("a.yaml") };
    return rule_set_load(into, document_of(source), &rule_sets, values);
}

static const struct rule_set *load(const char *source)
{
    return load_from(&loading, text_of(source));
}

/* `base` with one passage replaced. */
static const char *base_with(const char *passage, const char *replacement)
{
    const char *start = strstr(base, passage);
    ck_assert_msg(start != NULL, "no passage %s", passage);
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, &arena);
    writer_text(&writer, (struct text){ base, (size_t)(start - base) });
    writer_string(&writer, replacement);
    writer_string(&writer, start + strlen(passage));
    return terminated(collected_text(&writer, &collected));
}

/* ---- accepted ---- */

static void assert_shares(const struct share_interval *shares, const char *low, const char *high, const char *value)
{
    ck_assert_str_eq(number(shares->low), low);
    ck_assert_str_eq(number(shares->high), high);
    ck_assert_str_eq(number(shares->value), value);
}

START_TEST(test_base)
{
    const struct rule_set *rules = load(base);
    assert_found(base, "");
    ck_assert_ptr_nonnull(rules);
    assert_text(rules->id, "base");
    assert_text(rules->name, "一套规则");
    ck_assert(text_is_empty(rules->extends));
    ck_assert_int_eq(rules->from_year, 2020);
    ck_assert_int_eq(rules->until_year, 2023);
    ck_assert_str_eq(number(rules->full_marks), "100");
    ck_assert_str_eq(number(rules->execution_weight), "10");
    assert_text(rules->level_weights->level, "产出指标");
    ck_assert_str_eq(number(rules->level_weights->weight), "50");
    assert_text(rules->level_weights->next->next->level, "满意度指标");
    ck_assert_ptr_null(rules->level_weights->next->next->next);
    ck_assert_str_eq(number(rules->zero_budget_points), "0");
    ck_assert_uint_eq(rules->execution_places, 2);
    ck_assert_int_eq(rules->shortfall, SHORTFALL_PROPORTIONAL);
    ck_assert_int_eq(rules->excess, EXCESS_RATIO);
    ck_assert_int_eq(rules->surplus, SURPLUS_FULL);
    ck_assert_uint_eq(rules->indicator_places, 2);
    ck_assert_str_eq(number(rules->overachievement_share), "1.3");
    assert_shares(&rules->tiers[TIER_ACHIEVED], "0.8", "1", "1");
    assert_shares(&rules->tiers[TIER_PARTLY_ACHIEVED], "0.6", "0.8", "0.7");
    assert_shares(&rules->tiers[TIER_NOT_ACHIEVED], "0", "0.6", "0");
    assert_shares(&rules->late, "0", "0.8", "0.6");
    assert_shares(&rules->blank_target, "0", "1", "0");
    assert_text(rules->basis[RULE_PART_WHOLE], "办法");
    ck_assert(text_equals(rules->basis[RULE_PART_WEIGHTS], TEXT("没有写明")));
}
END_TEST

START_TEST(test_vetoes)
{
    const struct rule_set *rules = load(base);
    const struct veto *rate = rules->vetoes;
    ck_assert(rate->is_on_execution_rate && !rate->is_cap);
    ck_assert_int_eq(rate->comparison, COMPARISON_EQUAL);
    ck_assert_str_eq(number(rate->bound), "0");
    assert_text(rate->grade->grade, "差");
    assert_text(rate->title, "执行率 =0%");
    assert_text(rate->basis, "决算说明");
    ck_assert_uint_eq(rate->place.line, 17);
    const struct veto *output = rate->next;
    ck_assert(!output->is_on_execution_rate && output->is_cap);
    assert_text(output->level, "产出指标");
    ck_assert_int_eq(output->comparison, COMPARISON_BELOW);
    ck_assert_str_eq(number(output->bound), "0.6");
    ck_assert_ptr_eq(output->grade, rule_set_grade(rules, TEXT("中")));
    assert_text(output->title, "产出指标 <60%");
    ck_assert_ptr_null(output->next);
}
END_TEST

static const char english[] = "rules: ours\n"
                              "name: A set\n"
                              "years: {until: 2024}\n"
                              "full_marks: 10\n"
                              "weights: {execution: 1, output: 9, basis: law}\n"
                              "execution: {zero_budget: 1, decimals: 0, basis: a}\n"
                              "quantitative:\n"
                              "  shortfall: zero\n"
                              "  excess: linear\n"
                              "  surplus: ratio\n"
                              "  decimals: 6\n"
                              "  overachievement: 150%\n"
                              "  basis: b\n"
                              "qualitative:\n"
                              "  achieved: {interval: [90%, 100%], value: 95%}\n"
                              "  partly_achieved: {interval: [50%, 90%], value: 70%}\n"
                              "  not_achieved: {interval: [0%, 50%], value: 10%}\n"
                              "  basis: c\n"
                              "late: {interval: [0%, 33.3%], value: 0%, basis: d}\n"
                              "blank_target: {interval: [0%, 0%], value: 0%, basis: e}\n"
                              "grades: {pass: 6, fail: 0, basis: f}\n"
                              "vetoes: [{condition: {execution_rate: \"<=50%\"}, cap: fail, basis: g}]\n"
                              "basis: h\n";

START_TEST(test_english)
{
    const struct rule_set *rules = load(english);
    ck_assert_str_eq(found(), "");
    ck_assert_ptr_nonnull(rules);
    ck_assert_int_eq(rules->from_year, 0);
    ck_assert_int_eq(rules->until_year, 2024);
    ck_assert_int_eq(rules->shortfall, SHORTFALL_ZERO);
    ck_assert_int_eq(rules->excess, EXCESS_LINEAR);
    ck_assert_int_eq(rules->surplus, SURPLUS_RATIO);
    ck_assert_uint_eq(rules->indicator_places, 6);
    ck_assert_uint_eq(rules->execution_places, 0);
    assert_shares(&rules->late, "0", "0.333", "0");
    ck_assert_ptr_null(rules->level_weights->next);
    assert_text(rules->vetoes->title, "执行率 <=50%");
    static const char *const basis[RULE_PART_COUNT] = { "h", "law", "a", "b", "c", "d", "e", "f", "" };
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        assert_text(rules->basis[part], basis[part]);
    }
}
END_TEST

START_TEST(test_bands)
{
    const struct rule_set *rules = load(base);
    static const struct {
        const char *total;
        const char *grade;
    } rows[] = { { "100", "优" },   { "90", "优" },    { "89.99", "良" }, { "80", "良" },
                 { "60.00", "中" }, { "59.99", "差" }, { "0", "差" } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct decimal total;
        ck_assert_int_eq(decimal_read(text_of(rows[i].total), &total), DECIMAL_READ);
        assert_text(rule_set_band(rules, total)->grade, rows[i].grade);
    }
    ck_assert_ptr_null(rule_set_band(rules, decimal_from_integer(-1)));
    ck_assert_ptr_null(rule_set_grade(rules, TEXT("好")));
}
END_TEST

/* ---- extending ---- */

START_TEST(test_extends_everything)
{
    const struct rule_set *rules = load("规则集: mine\n继承: base\n");
    ck_assert_str_eq(found(), "");
    ck_assert_ptr_nonnull(rules);
    assert_text(rules->id, "mine");
    assert_text(rules->name, "mine"); /* a name says what a set is: it is not inherited */
    assert_text(rules->extends, "base");
    ck_assert_int_eq(rules->until_year, 2023);
    assert_shares(&rules->late, "0", "0.8", "0.6");
    assert_text(rules->vetoes->next->title, "产出指标 <60%");
    /* Grades are told apart by where they are, so that a veto has to name one of its own rule set's. */
    ck_assert_ptr_eq(rules->vetoes->grade, rule_set_grade(rules, TEXT("差")));
    assert_text(rules->basis[RULE_PART_WHOLE], "办法");
}
END_TEST

START_TEST(test_extends_key_by_key)
{
    const struct rule_set *rules = load("规则集: mine\n继承: child\n适用年度: {自: 2024}\n预算执行: {小数位: 1}\n"
                                        "定量指标: {超上限: 不得分}\n定性指标: {未达成: {取值: 20%}, 依据: 通知}\n"
                                        "时限未达: {区间: [10%, 70%]}\n");
    ck_assert_str_eq(found(), "");
    ck_assert_ptr_nonnull(rules);
    ck_assert_int_eq(rules->from_year, 2024);
    ck_assert_int_eq(rules->until_year, 0);
    ck_assert_uint_eq(rules->execution_places, 1);
    ck_assert_str_eq(number(rules->zero_budget_points), "0");
    ck_assert_int_eq(rules->shortfall, SHORTFALL_PROPORTIONAL);
    ck_assert_int_eq(rules->excess, EXCESS_ZERO);
    assert_shares(&rules->tiers[TIER_NOT_ACHIEVED], "0", "0.6", "0.2");
    assert_shares(&rules->tiers[TIER_ACHIEVED], "0.8", "1", "1");
    assert_shares(&rules->late, "0.1", "0.7", "0.6");
    assert_text(rules->basis[RULE_PART_QUALITATIVE], "通知");
}
END_TEST

START_TEST(test_extends_wholes)
{
    const struct rule_set *rules = load("规则集: mine\n继承: base\n满分: 20\n权重: {预算执行率: 5, 产出指标: 15}\n"
                                        "等级: {合格: 12, 不合格: 0}\n否决: []\n");
    ck_assert_str_eq(found(), "");
    ck_assert_ptr_nonnull(rules);
    ck_assert_ptr_null(rules->level_weights->next);
    assert_text(rules->bands->grade, "合格");
    ck_assert_ptr_null(rules->bands->next->next);
    ck_assert_ptr_null(rules->vetoes);
}
END_TEST

static const char *weights_of(const struct rule_set *rules)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, &arena);
    writer_decimal(&writer, rules->execution_weight);
    for (const struct level_weight *level = rules->level_weights; level != NULL; level = level->next) {
        writer_character(&writer, ' ');
        writer_decimal(&writer, level->weight);
    }
    for (const struct grade_band *band = rules->bands; band != NULL; band = band->next) {
        writer_character(&writer, ' ');
        writer_text(&writer, band->grade);
        writer_decimal(&writer, band->lower_bound);
    }
    return terminated(collected_text(&writer, &collected));
}

/* base: 10, 50 30 10, 优90 良80 中60 差0 */
static const struct {
    const char *stated;
    const char *resolved;
} override_rows[] = {
    { "权重: {产出指标: 60, 效益指标: 20}", "10 60 20 10 优90 良80 中60 差0" },
    { "权重: {预算执行率: 20, 产出指标: 40}", "20 40 30 10 优90 良80 中60 差0" },
    { "权重: {预算执行率: 10, 产出指标: 90}", "10 90 优90 良80 中60 差0" },
    { "权重: {预算执行率: 10, 产出指标: 40, 效益指标: 20, 满意度指标: 10, 成本指标: 20}",
      "10 40 20 10 20 优90 良80 中60 差0" },
    { "等级: {优: 95}", "10 50 30 10 优95 良80 中60 差0" },
    { "等级: {优: 85, 差: 0}", "10 50 30 10 优85 良80 中60 差0" },
    { "等级: {差: 0}", "10 50 30 10 优90 良80 中60 差0" },
    { "等级: {合格: 70}", "10 50 30 10 优90 良80 合格70 中60 差0" },
    { "权重: {产出指标: 40, 管理指标: 10}", "10 40 30 10 10 优90 良80 中60 差0" },
    { "满分: 105\n权重: {加分项: 5}", "10 50 30 10 5 优90 良80 中60 差0" },
    { "等级: {差: 0, 中: 60, 良: 80, 优: 95}", "10 50 30 10 优95 良80 中60 差0" },
    { "等级: {不合格: 0, 合格: 60}\n否决: []", "10 50 30 10 合格60 不合格0" },
};

START_TEST(test_overrides_what_is_stated)
{
    char source[1024];
    snprintf(source, sizeof(source), "规则集: mine\n继承: base\n%s\n", override_rows[_i].stated);
    const struct rule_set *rules = load(source);
    ck_assert_msg(rules != NULL, "%s: %s", source, found());
    ck_assert_str_eq(weights_of(rules), override_rows[_i].resolved);
    ck_assert_str_eq(weights_of(load(base)), "10 50 30 10 优90 良80 中60 差0");
}
END_TEST

/* ---- rejected ---- */

struct change_row {
    const char *passage; /* of base */
    const char *replacement;
    const char *findings;
};

static const struct change_row change_rows[] = {
    /* what every set must say */
    { "规则集: base\n", "编号: base\n", "missing-field 1:1, unknown-key 1:1" },
    { "满分: 100", "# 满分", "missing-field 1:1" },
    { "满分: 100", "满分:", "missing-field 4:4" },
    { "时限未达: {区间: [0%, 80%], 取值: 60%}", "时限未达:", "missing-field 13:6" },
    { "指标值空白: {区间: [0%, 100%], 取值: 0%}", "", "missing-field 1:1" },
    { "  部分达成: {区间: [60%, 80%], 取值: 70%}\n", "", "missing-field 10:3" },
    { "预算为零: 0, ", "", "missing-field 6:7" },
    { "预算执行率: 10, ", "", "missing-field 5:5" },
    { "区间: [0%, 80%], ", "", "missing-field 13:7" },
    { "{优: 90, 良: 80, 中: 60, 差: 0}", "{}", "missing-field 15:5" },
    { "中: 60", "中: ", "missing-field 15:23" },
    { "中: 60", "中: 六十", "unreadable-number 15:23" },
    { "依据: 办法", "依据: 办法\n满分: 90", "duplicate-key 20:1" },
    { "依据: 办法", "依据: 办法\nfull_marks: 90", "duplicate-key 20:1" },
    /* kinds of content */
    { "满分: 100", "满分: 百分", "unreadable-number 4:5" },
    { "满分: 100", "满分: -100", "unreadable-number 4:5" },
    { "{自: 2020, 至: 2023}", "2020", "wrong-type 3:7" },
    { "{自: 2020, 至: 2023}", "{自: 二〇二〇}", "unreadable-number 3:11" },
    { "{自: 2020, 至: 2023}", "{从: 2020}", "unknown-key 3:8" },
    { "产出指标: 50", "产出指标: -50", "unreadable-number 5:23" },
    { "{预算执行率: 10, 产出指标: 50, 效益指标: 30, 满意度指标: 10}", "100", "wrong-type 5:5" },
    { "小数位: 2}", "小数位: 7}", "wrong-type 6:22" },
    { "小数位: 2}", "小数位: 1.5}", "wrong-type 6:22" },
    { "小数位: 2}", "小数位: [2]}", "wrong-type 6:22" },
    { "超上限: 反比", "超上限: 正比", "wrong-type 7:23" },
    { "超上限: 反比", "超限: 反比", "missing-field 7:7, unknown-key 7:18" },
    { "超额说明: 130%", "超额说明: 1.3", "unreadable-number 8:17" },
    { "取值: 70%", "取值: 0.7", "unreadable-number 11:30" },
    { "取值: 70%", "取值: 70%, 依据: 无", "unknown-key 11:35" },
    { "[60%, 80%]", "60%-80%", "wrong-type 11:14" },
    { "[60%, 80%]", "[60%]", "wrong-type 11:14" },
    { "[60%, 80%]", "[60%, 70%, 80%]", "wrong-type 11:14" },
    { "[60%, 80%]", "[60%, 80]", "unreadable-number 11:20" },
    { "[60%, 80%]", "['', 80%]", "missing-field 11:15" },
    { "等级: {优: 90, 良: 80, 中: 60, 差: 0}", "等级: [优, 良]", "wrong-type 15:5" },
    /* contradictions */
    { "至: 2023", "至: 2019", "rule-set-years 3:7" },
    { "满分: 100", "满分: 120", "rule-set-weights 5:5" },
    { "产出指标: 50", "产出指标: 49.9", "rule-set-weights 5:5" },
    { "差: 0}", "差: 10}", "rule-set-bands 15:30" },
    { "良: 80", "良: 90", "rule-set-bands 15:16" },
    { "良: 80", "良: 50", "rule-set-bands 15:23" },
    { "优: 90", "优: 100.01", "rule-set-bands 15:9" },
    { "差: 0}", "差: -1}", "rule-set-bands 15:30" },
    { "[60%, 80%]", "[80%, 60%]", "rule-set-interval 11:14" },
    { "[80%, 100%]", "[80%, 110%]", "rule-set-interval 10:12" },
    { "[0%, 60%]", "[-10%, 60%]", "rule-set-interval 12:13" },
    { "取值: 70%", "取值: 81%", "rule-set-interval 11:30" },
    { "取值: 60%}\n指标", "取值: 81%}\n指标", "rule-set-interval 13:27" },
    { "指标值空白: {区间: [0%, 100%], 取值: 0%}", "指标值空白: {区间: [10%, 100%], 取值: 0%}",
      "rule-set-interval 14:30" },
    /* vetoes */
    { "否决:\n", "否决: 无\n暂且:\n", "wrong-type 16:5, unknown-key 17:1" },
    { "等级: 差, 依据", "等级: 劣, 依据", "rule-set-veto 17:28" },
    { "上限: 中", "上限: 中等", "rule-set-veto 18:30" },
    { "上限: 中", "备注: 中", "missing-field 18:5, unknown-key 18:26" },
    { "上限: 中", "上限: 中, 等级: 差", "duplicate-key 18:30" },
    { "产出指标: \"<60%\"", "质量指标: \"<60%\"", "rule-set-veto 18:11" },
    { "产出指标: \"<60%\"", "预算执行率: \"<60%\"", "rule-set-veto 18:11" },
    { "\"=0%\"", "零", "rule-set-veto 17:16" },
    { "\"=0%\"", "0%", "rule-set-veto 17:16" },
    { "\"=0%\"", "=0", "rule-set-veto 17:16" },
    { "\"=0%\"", "约=0%", "rule-set-veto 17:16" },
    { "\"=0%\"", "[0]", "wrong-type 17:16" },
    { "\"=0%\"", "''", "missing-field 17:16" },
    { "{执行率: \"=0%\"}", "{}", "missing-field 17:10" },
    { "{执行率: \"=0%\"}", "执行率=0%", "wrong-type 17:10" },
    { "{执行率: \"=0%\"}", "{执行率: =0%, 产出指标: =0%}", "duplicate-key 17:21" },
    { "条件: {执行率: \"=0%\"}, ", "", "missing-field 17:5" },
};

/* Only an unknown key leaves a rule set that can be used. */
START_TEST(test_change)
{
    const struct change_row *row = &change_rows[_i];
    const char *source = base_with(row->passage, row->replacement);
    const struct rule_set *rules = load(source);
    assert_found(row->replacement, row->findings);
    bool is_usable = findings.count_by_severity[SEVERITY_ERROR] == 0;
    ck_assert_msg((rules != NULL) == is_usable, "whether this can be used:\n%s", source);
}
END_TEST

struct extending_row {
    const char *source;
    const char *findings;
};

static const struct extending_row extending_rows[] = {
    { "规则集", "wrong-type 1:1" },
    { "规则集: a\n继承: nothing\n", "rule-set-unknown 2:5" },
    { "规则集: a\n继承: [base]\n", "wrong-type 2:5" },
    { "规则集: base\n继承: base\n", "rule-set-cycle 2:5" },
    { "规则集: base\n继承: child\n", "rule-set-cycle 2:5" },
    { "继承: base\n", "missing-field 1:1" },
    { "规则集: a\n继承: nothing\n满分: 90\n否决: [{条件: {产出: =0%}, 等级: 差}]\n", "rule-set-unknown 2:5" },
    { "规则集: a\n继承: base\n满分: 90\n", "rule-set-weights 3:5" },
    { "规则集: a\n继承: base\n满分: 80\n权重: {预算执行率: 10, 产出指标: 70}\n", "rule-set-bands 3:5" },
    { "规则集: a\n继承: base\n权重: {预算执行率: 10, 产出: 90}\n", "rule-set-veto 3:5" },
    { "规则集: a\n继承: base\n等级: {好: 60, 差: 0}\n", "rule-set-veto 3:5" },
    { "规则集: a\n继承: base\n时限未达: {区间: [0%, 50%]}\n", "rule-set-interval 3:7" },
    { "规则集: a\n继承: base\n时限未达: {取值: 90%}\n", "rule-set-interval 3:12" },
    { "规则集: a\n继承: base\n时限未达: {取值: }\n", "missing-field 3:12" },
    { "规则集: a\n继承: base\n权重: {产出指标: 100}\n", "rule-set-weights 3:5" },
};

START_TEST(test_extending_rejected)
{
    const struct extending_row *row = &extending_rows[_i];
    ck_assert_ptr_null(load(row->source));
    assert_found(row->source, row->findings);
}
END_TEST

struct message_row {
    const char *passage;
    const char *replacement;
    const char *message;
};

static const struct message_row message_rows[] = {
    { "至: 2023", "至: 2019", "适用年度自 2020 至 2019，上下颠倒" },
    { "满分: 100", "满分: 120", "各项权重合计 100，满分是 120" },
    { "差: 0}", "差: 10}", "最低一级“差”从 10 分起，0 到 10 分之间没有等级" },
    { "良: 80", "良: 90", "“优”与“良”的下限同为 90，两段重叠：总分 90 两个等级都是" },
    { "良: 80", "良: 50", "“良”与“中”的下限高低颠倒；请从高到低排列" },
    { "[60%, 80%]", "[80%, 60%]", "“部分达成”的区间 [80%, 60%] 上下颠倒" },
    { "取值: 70%", "取值: 81%", "“部分达成”的取值 81% 不在区间 [60%, 80%] 内" },
    { "等级: 差, 依据", "等级: 劣, 依据", "否决定为“劣”，等级中没有它；可以是：优、良、中、差" },
    { "\"=0%\"", "零", "否决条件“零”读不懂；请写成如“=0%”“<60%”" },
    { "小数位: 2}", "小数位: 7}", "“小数位”不能是“7”；可以是：0、1、2、3、4、5、6" },
    { "[60%, 80%]", "[60%]", "“区间”不能是“[60%]”；可以是：[60%, 80%]" },
};

START_TEST(test_message)
{
    const struct message_row *row = &message_rows[_i];
    load(base_with(row->passage, row->replacement));
    ck_assert_str_eq(first_message(), row->message);
}
END_TEST

/* ---- ours ---- */

static const struct rule_set *find_ours(void *context, struct text id)
{
    (void)context;
    const struct rule_set_source none = { .find = NULL, .known = TEXT(""), .file = TEXT("a.yaml") };
    ck_assert(text_equals(id, TEXT("mof-2020")));
    struct finding_list own;
    finding_list_begin(&own, &arena);
    struct loading loading_own = { .arena = &arena, .findings = &own };
    const struct node *root = document_of(file_text("indicators/rules/mof-2020.yaml"));
    const struct rule_set *rules = rule_set_load(&loading_own, root, &none, values);
    ck_assert_uint_eq(own.count, 0);
    return rules;
}

START_TEST(test_our_rule_sets)
{
    const struct rule_set_source ours = { .find = find_ours, .known = TEXT("mof-2020"), .file = TEXT("b.yaml") };
    const struct node *root = document_of(file_text("indicators/rules/shanxi-2023.yaml"));
    const struct rule_set *shanxi = rule_set_load(&loading, root, &ours, values);
    ck_assert_str_eq(found(), "");
    ck_assert_ptr_nonnull(shanxi);
    assert_text(shanxi->id, "shanxi-2023");
    assert_text(shanxi->extends, "mof-2020");
    ck_assert_int_eq(shanxi->from_year, 2020);
    ck_assert_uint_eq(shanxi->indicator_places, 0);
    ck_assert_uint_eq(shanxi->execution_places, 2);
    assert_shares(&shanxi->blank_target, "0", "0.5", "0.5");
    assert_shares(&shanxi->late, "0", "0.8", "0.8");
    assert_text(shanxi->vetoes->title, "执行率 =0%");
    assert_text(shanxi->vetoes->grade->grade, "差");
    for (size_t part = 0; part < RULE_PART_VETOES; part++) {
        ck_assert_msg(!text_is_empty(shanxi->basis[part]), "part %zu has no basis", part);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rule_set");
    TCase *rules = tcase_create("rule sets");
    tcase_add_checked_fixture(rules, begin_rules, end_rules);
    tcase_add_test(rules, test_base);
    tcase_add_test(rules, test_vetoes);
    tcase_add_test(rules, test_english);
    tcase_add_test(rules, test_bands);
    tcase_add_test(rules, test_extends_everything);
    tcase_add_test(rules, test_extends_key_by_key);
    tcase_add_test(rules, test_extends_wholes);
    tcase_add_loop_test(rules, test_overrides_what_is_stated, 0, (int)COUNT_OF(override_rows));
    tcase_add_loop_test(rules, test_change, 0, COUNT_OF(change_rows));
    tcase_add_loop_test(rules, test_extending_rejected, 0, COUNT_OF(extending_rows));
    tcase_add_loop_test(rules, test_message, 0, COUNT_OF(message_rows));
    tcase_add_test(rules, test_our_rule_sets);
    suite_add_tcase(suite, rules);
    return run_suite(suite);
}
