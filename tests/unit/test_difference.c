/* What changes when one rule set takes the place of another, and which of its parts make it so: cases worked out by
   hand, and rule sets drawn by lot against rule sets that are written out for every set of parts. */
#include "engine_fixture.h"

#include "difference_totals.h"
#include "review.h"

#include <stdarg.h>

/* ---- rule sets, part by part ---- */

static const struct rule_set *extended(void *context, struct text id)
{
    (void)context;
    return text_equals(id, TEXT("mof-2020")) ? rules_named("mof") : NULL;
}

/* NULL where it is rejected. */
static const struct rule_set *loaded(const char *source)
{
    const struct rule_set_source source_of_rules = { .find = extended,
                                                     .known = TEXT("mof-2020"),
                                                     .file = TEXT("rules.yaml") };
    struct finding_list rule_findings;
    finding_list_begin(&rule_findings, &arena);
    struct loading rule_loading = { .arena = &arena, .findings = &rule_findings };
    return rule_set_load(&rule_loading, document_of(text_of(source)), &source_of_rules, values);
}

enum { VARIANTS = 3 };
/* By enum rule_part, in the order of a file; 适用年度 is looked at by the façade. */
static const char *const variants[RULE_PART_COUNT][VARIANTS] = {
    [RULE_PART_WHOLE] = { "名称: 自定\n", "名称: 自定\n", "名称: 自定\n" },
    [RULE_PART_WEIGHTS] = { "满分: 100\n权重: {预算执行率: 10, 产出指标: 50, 效益指标: 30, 满意度指标: 10}\n",
                            "满分: 100\n权重: {预算执行率: 20, 产出指标: 40, 效益指标: 30, 满意度指标: 10}\n",
                            "满分: 110\n权重: {预算执行率: 10, 产出指标: 70, 效益指标: 30}\n" },
    [RULE_PART_EXECUTION] = { "预算执行: {预算为零: 0, 小数位: 2}\n", "预算执行: {预算为零: 5, 小数位: 2}\n",
                              "预算执行: {预算为零: 0, 小数位: 0}\n" },
    [RULE_PART_QUANTITATIVE] = { "定量指标: {未达标: 按比例, 超上限: 反比, 等号超额: 满分, 小数位: 2, 超额说明: "
                                 "130%}\n",
                                 "定量指标: {未达标: 不得分, 超上限: 反比, 等号超额: 满分, 小数位: 2, 超额说明: "
                                 "130%}\n",
                                 "定量指标: {未达标: 按比例, 超上限: 线性, 等号超额: 反比, 小数位: 0, 超额说明: "
                                 "300%}\n" },
    [RULE_PART_QUALITATIVE] = { "定性指标: {达成: {区间: [80%, 100%], 取值: 100%}, 部分达成: {区间: [60%, 80%], 取值: "
                                "70%}, 未达成: {区间: [0%, 60%], 取值: 0%}}\n",
                                "定性指标: {达成: {区间: [90%, 100%], 取值: 100%}, 部分达成: {区间: [50%, 90%], 取值: "
                                "70%}, 未达成: {区间: [0%, 50%], 取值: 0%}}\n",
                                "定性指标: {达成: {区间: [80%, 100%], 取值: 90%}, 部分达成: {区间: [60%, 80%], 取值: "
                                "60%}, 未达成: {区间: [0%, 60%], 取值: 20%}}\n" },
    [RULE_PART_LATE] = { "时限未达: {区间: [0%, 80%], 取值: 60%}\n", "时限未达: {区间: [0%, 50%], 取值: 50%}\n",
                         "时限未达: {区间: [0%, 0%], 取值: 0%}\n" },
    [RULE_PART_BLANK_TARGET] = { "指标值空白: {区间: [0%, 100%], 取值: 0%}\n",
                                 "指标值空白: {区间: [0%, 50%], 取值: 50%}\n",
                                 "指标值空白: {区间: [0%, 0%], 取值: 0%}\n" },
    [RULE_PART_BANDS] = { "等级: {优: 90, 良: 80, 中: 60, 差: 0}\n", "等级: {优: 85, 良: 70, 中: 60, 差: 0}\n",
                          "等级: {合格: 60, 差: 0}\n" },
    [RULE_PART_VETOES] = { "否决: []\n", "否决: [{条件: {产出指标: \"<60%\"}, 等级: 差}]\n",
                           "否决: [{条件: {执行率: \"<60%\"}, 上限: 中}, {条件: {效益指标: \"=0%\"}, 等级: 差}]\n" },
};

/* `after` for the parts named, `before` for the others: indices of variants. */
static const struct rule_set *written_out(const unsigned *before, const unsigned *after, unsigned parts)
{
    char source[8192] = "规则集: own\n";
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        bool is_after = (parts & part_bit((enum rule_part)part)) != 0;
        strcat(source, variants[part][is_after ? after[part] : before[part]]);
    }
    return loaded(source);
}

/* ---- judgements ---- */

static struct judgement judged(const struct project *project, const struct rule_set *rules)
{
    struct finding_list *list = ARENA_NEW(&arena, struct finding_list);
    finding_list_begin(list, &arena);
    const struct project_score *score = project_assess(&arena, values, reader, project, rules);
    ck_assert(score->is_in_range);
    project_review(list, project, rules, score);
    finding_list_sort(list);
    return (struct judgement){ score, list };
}

struct page {
    char bytes[32768];
    size_t used;
};

__attribute__((format(printf, 2, 3))) static void print(struct page *page, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(page->bytes + page->used, sizeof(page->bytes) - page->used, format, arguments);
    va_end(arguments);
    ck_assert_int_ge(size, 0);
    page->used += (size_t)size;
    ck_assert_uint_lt(page->used, sizeof(page->bytes));
}

/* What a judgement says, one text for each kind of change. */
static void write_out(const struct judgement *judgement, struct page *pages)
{
    const struct project_score *score = judgement->score;
    const struct grade_band *grade = score->grade.computed;
    print(&pages[CHANGE_SCORE], "%s %s", number(score->total), number(score->execution.score));
    print(&pages[CHANGE_INTERVAL], "%s %s", number(score->total_low), number(score->total_high));
    for (size_t i = 0; i < score->indicator_count; i++) {
        const struct indicator_score *indicator = &score->indicators[i];
        print(&pages[CHANGE_SCORE], " %s", number(indicator->computed));
        print(&pages[CHANGE_INTERVAL], " %s %s", number(indicator->low), number(indicator->high));
    }
    print(&pages[CHANGE_GRADE], "%s", grade == NULL ? "" : terminated(grade->grade));
    for (size_t i = 0; i < score->grade.possible_count; i++) {
        print(&pages[CHANGE_POSSIBLE], "%s ", terminated(score->grade.possible[i]->grade));
    }
    for (const struct finding *finding = judgement->findings->first; finding != NULL; finding = finding->next) {
        print(&pages[CHANGE_FINDINGS], "%s %u:%u ", finding_code_name(message_code(finding->message)),
              (unsigned)finding->place.line, (unsigned)finding->place.column);
    }
}

/* Bits of enum change, by what is written out. */
static unsigned compared(const struct judgement *a, const struct judgement *b)
{
    static struct page pages[2][CHANGE_COUNT];
    unsigned changes = 0;
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        pages[0][change] = pages[1][change] = (struct page){ .used = 0 };
    }
    write_out(a, pages[0]);
    write_out(b, pages[1]);
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        if (strcmp(pages[0][change].bytes, pages[1][change].bytes) != 0) {
            changes |= change_bit((enum change)change);
        }
    }
    return changes;
}

struct trying {
    const struct project *project;
    struct judgement before;
    size_t count;
};

static unsigned try_rules(void *context, const struct rule_set *rules)
{
    struct trying *trying = context;
    struct judgement tried = judged(trying->project, rules);
    trying->count++;
    return judgements_compare(&trying->before, &tried);
}

static struct difference found_between(const struct project *project, const struct rule_set *before,
                                       const struct rule_set *after)
{
    struct rule_set_mixer *mixer = ARENA_NEW(&arena, struct rule_set_mixer);
    struct trying trying = { project, judged(project, before), 0 };
    struct judgement last = judged(project, after);
    const struct trial_of_rules trial = { try_rules, &trying };
    struct difference difference;
    rule_set_mixer_begin(mixer, &arena, before, after);
    difference_find(mixer, &trying.before, &last, &trial, &difference);
    ck_assert(difference.changes != 0 || trying.count == 0);
    return difference;
}

/* ---- by hand ---- */

/* 3.5 of 5 points for 7 of 10, 85 and 10: 98.5. */
static const char shortfall_form[] =
    "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 10, 全年执行数: 10, 得分: 10}}\n绩效指标:\n"
    "  产出指标: [{名称: 次数, 指标值: ≥10次, 完成值: 7次, 分值: 5, 得分: 3.5, 偏差原因: 少办}]\n"
    "  效益指标: [{名称: 户数, 指标值: ≥5户, 完成值: 5户, 分值: 85, 得分: 85}]\n自评: {总分: 98.5, 等级: 优}\n";

START_TEST(a_part_alone_is_named)
{
    const struct rule_set *before = rules_named("mof");
    const struct rule_set *after =
        loaded("规则集: own\n继承: mof-2020\n定量指标: {未达标: 不得分}\n时限未达: {取值: 50%}\n");
    struct difference difference = found_between(project_of(text_of(shortfall_form)), before, after);
    /* 0 instead of 3.5: the score, its interval, and that it is overclaimed. The grade stays. */
    ck_assert_uint_eq(difference.changes,
                      change_bit(CHANGE_SCORE) | change_bit(CHANGE_INTERVAL) | change_bit(CHANGE_FINDINGS));
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        bool is_changed = (difference.changes & change_bit((enum change)change)) != 0;
        ck_assert_uint_eq(difference.causes[change].alone, is_changed ? part_bit(RULE_PART_QUANTITATIVE) : 0);
        ck_assert_uint_eq(difference.causes[change].together_count, 0);
    }
}
END_TEST

START_TEST(parts_that_only_together_change_something_are_named_together)
{
    const struct rule_set *before = rules_named("mof");
    const struct rule_set *after = loaded("规则集: own\n继承: mof-2020\n定量指标: {未达标: 不得分}\n"
                                          "否决: [{条件: {产出指标: \"<60%\"}, 等级: 差}]\n指标值空白: {取值: 10%}\n");
    struct difference difference = found_between(project_of(text_of(shortfall_form)), before, after);
    /* The veto does not hold at 70%, and 95 points are 优 too; at 0% it holds. */
    const struct cause *grade = &difference.causes[CHANGE_GRADE];
    ck_assert_uint_eq(grade->alone, 0);
    ck_assert_uint_eq(grade->together_count, 1);
    ck_assert_uint_eq(grade->together[0], part_bit(RULE_PART_QUANTITATIVE) | part_bit(RULE_PART_VETOES));
    ck_assert_uint_eq(difference.causes[CHANGE_SCORE].alone, part_bit(RULE_PART_QUANTITATIVE));
}
END_TEST

START_TEST(parts_that_cannot_be_changed_alone_go_together)
{
    const struct rule_set *before =
        loaded("规则集: own\n继承: mof-2020\n否决: [{条件: {执行率: \"<50%\"}, 等级: 差}]\n");
    const struct rule_set *after = loaded("规则集: own\n继承: mof-2020\n等级: {合格: 60, 不合格: 0}\n"
                                          "否决: [{条件: {执行率: \"<50%\"}, 等级: 不合格}]\n");
    struct rule_set_mixer *mixer = ARENA_NEW(&arena, struct rule_set_mixer);
    rule_set_mixer_begin(mixer, &arena, before, after);
    ck_assert_uint_eq(mixer->differing, part_bit(RULE_PART_BANDS) | part_bit(RULE_PART_VETOES));
    ck_assert_ptr_null(rule_set_mixed(mixer, part_bit(RULE_PART_BANDS)));
    ck_assert_ptr_null(rule_set_mixed(mixer, part_bit(RULE_PART_BANDS)));
    ck_assert_ptr_null(rule_set_mixed(mixer, part_bit(RULE_PART_VETOES)));
    ck_assert_ptr_eq(rule_set_mixed(mixer, mixer->differing), after);
    ck_assert_ptr_eq(rule_set_mixed(mixer, 0), before);
    struct difference difference = found_between(project_of(text_of(shortfall_form)), before, after);
    ck_assert_uint_eq(difference.causes[CHANGE_GRADE].alone, 0);
    ck_assert_uint_eq(difference.causes[CHANGE_GRADE].together_count, 1);
    ck_assert_uint_eq(difference.causes[CHANGE_GRADE].together[0], mixer->differing);
}
END_TEST

START_TEST(what_stays_the_same_is_no_difference)
{
    /* Levels in another order, a value with other zeros, other texts. */
    const struct rule_set *before = loaded("规则集: own\n继承: mof-2020\n"
                                           "权重: {预算执行率: 10, 产出指标: 50, 效益指标: 40}\n依据: 甲\n");
    const struct rule_set *after = loaded("规则集: other\n继承: mof-2020\n等级: {优: 90.0}\n"
                                          "权重: {预算执行率: 10.00, 效益指标: 40, 产出指标: 50}\n依据: 乙\n");
    struct rule_set_mixer *mixer = ARENA_NEW(&arena, struct rule_set_mixer);
    rule_set_mixer_begin(mixer, &arena, before, after);
    ck_assert_uint_eq(mixer->differing, 0);
    ck_assert_uint_eq(found_between(project_of(text_of(shortfall_form)), before, after).changes, 0);
}
END_TEST

/* ---- by lot ---- */

static uint64_t seed;

static unsigned drawn(unsigned below)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)((seed >> 33) % below);
}

static const struct project *drawn_project(void)
{
    static const char *const cells[] = {
        "指标值: ≥10次, 完成值: 7次",
        "指标值: ≥3次, 完成值: 11次",
        "指标值: ≤4元, 完成值: 6元",
        "指标值: =5场, 完成值: 9场",
        "指标值: 2023年6月前, 完成值: 2023年8月",
        "指标值: /, 完成值: 达成",
        "指标值: 良好, 完成值: 部分达成预期指标",
        "指标值: 良好, 完成值: 未达成",
        "指标值: 良好, 完成值: 达成",
    };
    static const unsigned weights[] = { 30, 20, 30, 10 };
    static const char *const levels[] = { "产出指标", "产出指标", "效益指标", "满意度指标" };
    static const char *const grades[] = { "优", "良", "中", "差", "合格" };
    struct page page = { .used = 0 };
    print(&page, "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: %u, 全年执行数: %u}}\n绩效指标:\n",
          drawn(5) == 0 ? 0 : 10, drawn(13));
    for (size_t i = 0; i < COUNT_OF(weights); i++) {
        if (i == 0 || strcmp(levels[i], levels[i - 1]) != 0) {
            print(&page, "  %s:\n", levels[i]);
        }
        print(&page, "    - {名称: 指标%zu, %s, 分值: %u", i, cells[drawn(COUNT_OF(cells))], weights[i]);
        if (drawn(3) > 0) {
            print(&page, ", 得分: %u", weights[i] * (2 + drawn(9)) / 10);
        }
        print(&page, "}\n");
    }
    print(&page, "自评: {总分: %u, 等级: %s}\n", 40 + drawn(60), grades[drawn(COUNT_OF(grades))]);
    return project_of((struct text){ page.bytes, page.used });
}

static size_t bits_in(unsigned bits)
{
    size_t count = 0;
    for (; bits != 0; bits >>= 1) {
        count += bits & 1;
    }
    return count;
}

/* What each set of parts changes, by rule sets that are written out. Those that cannot be change nothing. */
static unsigned changes_of[RULE_SET_MIXES];

static void try_all_sets(const struct project *project, const unsigned *before, const unsigned *after,
                         unsigned differing)
{
    const struct rule_set *whole = written_out(before, after, 0);
    ck_assert_ptr_nonnull(whole);
    struct judgement first = judged(project, whole);
    for (unsigned parts = 0; parts < RULE_SET_MIXES; parts++) {
        changes_of[parts] = 0;
        if ((parts & ~differing) == 0 && parts != 0) {
            const struct rule_set *rules = written_out(before, after, parts);
            struct judgement other = rules == NULL ? first : judged(project, rules);
            changes_of[parts] = compared(&first, &other);
        }
    }
}

static void assert_cause(const struct difference *difference, unsigned change)
{
    const struct cause *cause = &difference->causes[change];
    struct cause expected = { .alone = 0 };
    size_t size = 0;
    for (size_t tried = 1; tried <= RULE_PART_COUNT && size == 0; tried++) {
        for (unsigned parts = 1; parts < RULE_SET_MIXES; parts++) {
            if (bits_in(parts) == tried && (changes_of[parts] & (1U << change)) != 0) {
                size = tried;
                expected.alone |= tried == 1 ? parts : 0;
                if (tried > 1) {
                    expected.together[expected.together_count++] = parts;
                }
            }
        }
    }
    ck_assert_uint_eq(cause->alone, expected.alone);
    ck_assert_uint_eq(cause->together_count, expected.together_count);
    for (size_t i = 0; i < expected.together_count; i++) {
        ck_assert_uint_eq(cause->together[i], expected.together[i]);
    }
}

/* Not every combination is a rule set. */
static void draw_rule_sets(unsigned *before, unsigned *after, unsigned *differing)
{
    do {
        *differing = 0;
        for (size_t part = 1; part < RULE_PART_COUNT; part++) {
            before[part] = drawn(VARIANTS);
            after[part] = drawn(2) == 0 ? before[part] : drawn(VARIANTS);
            *differing |= before[part] == after[part] ? 0 : part_bit((enum rule_part)part);
        }
        before[0] = after[0] = 0;
    } while (bits_in(*differing) > 6 || written_out(before, after, 0) == NULL ||
             written_out(before, after, *differing) == NULL);
}

START_TEST(causes_are_those_of_rule_sets_written_out)
{
    enum { PROJECTS = 3 };
    unsigned before[RULE_PART_COUNT];
    unsigned after[RULE_PART_COUNT];
    unsigned differing = 0;
    seed = (uint64_t)_i * 104729 + 3;
    draw_rule_sets(before, after, &differing);
    const struct rule_set *first = written_out(before, after, 0);
    const struct rule_set *second = written_out(before, after, differing);
    for (size_t i = 0; i < PROJECTS; i++) {
        const struct project *project = drawn_project();
        struct difference difference = found_between(project, first, second);
        try_all_sets(project, before, after, differing);
        ck_assert_uint_eq(difference.changes, changes_of[differing]);
        for (unsigned change = 0; change < CHANGE_COUNT; change++) {
            if ((difference.changes & (1U << change)) != 0) {
                assert_cause(&difference, change);
            }
        }
    }
}
END_TEST

/* ---- totals ---- */

static void count(struct difference_totals *totals, const char *department, const struct rule_set *before,
                  const struct rule_set *after)
{
    char source[2048];
    snprintf(source, sizeof(source), "%s%s", department, shortfall_form);
    const struct project *project = project_of(text_of(source));
    struct judgement first = judged(project, before);
    struct judgement second = judged(project, after);
    struct difference difference = found_between(project, before, after);
    difference_count(totals, difference_department_of(totals, project, TEXT("文件夹的部门")), &first, &second,
                     &difference);
}

START_TEST(totals_are_counted_by_department)
{
    struct difference_totals *totals = ARENA_NEW(&arena, struct difference_totals);
    const struct rule_set *before = rules_named("mof");
    const struct rule_set *after = loaded("规则集: own\n继承: mof-2020\n定量指标: {未达标: 不得分}\n"
                                          "否决: [{条件: {产出指标: \"<60%\"}, 等级: 差}]\n");
    difference_totals_begin(totals, &arena);
    count(totals, "主管部门: {代码: 238, 名称: 甲局}\n", before, after);
    count(totals, "主管部门: {代码: 238, 名称: 甲的局}\n", before, before);
    count(totals, "主管部门: 乙局\n", after, before);
    count(totals, "", before, before);
    struct difference_department *others = difference_department_of(totals, NULL, TEXT(""));
    difference_count(totals, others, NULL, NULL, NULL);
    ck_assert_uint_eq(totals->all.projects, 5);
    ck_assert_uint_eq(totals->all.compared, 4);
    ck_assert_uint_eq(totals->all.changed, 2);
    ck_assert_uint_eq(totals->all.by_change[CHANGE_GRADE], 2);
    ck_assert_uint_eq(totals->all.raised, 1);
    ck_assert_uint_eq(totals->all.lowered, 1);
    ck_assert_str_eq(number(totals->all.points), "0");
    ck_assert_uint_eq(totals->together, 1); /* 差 to 优: each part alone takes the veto's ground away */
    ck_assert_uint_eq(totals->by_part[RULE_PART_QUANTITATIVE], 2);
    ck_assert_uint_eq(totals->by_part[RULE_PART_VETOES], 1);
    ck_assert_uint_eq(totals->department_count, 3);
    const struct difference_department *first = totals->first_department;
    assert_text(first->key, "238");
    assert_text(first->name, "甲局");
    ck_assert_uint_eq(first->counts.projects, 2);
    ck_assert_str_eq(number(first->counts.points), "-3.5");
    assert_text(first->counts.moves->from, "优");
    assert_text(first->counts.moves->to, "差");
    ck_assert_uint_eq(first->counts.moves->count, 1);
    assert_text(first->counts.moves->next->to, "优");
    assert_text(first->next->key, "乙局");
    assert_text(first->next->next->name, "文件夹的部门");
    ck_assert(totals->has_others);
    ck_assert_uint_eq(others->counts.projects, 1);
    ck_assert_uint_eq(others->counts.compared, 0);
}
END_TEST

START_TEST(departments_are_bounded)
{
    struct difference_totals *totals = ARENA_NEW(&arena, struct difference_totals);
    char name[DIFFERENCE_MOST_NAME_BYTES + 1];
    difference_totals_begin(totals, &arena);
    struct difference_department *first = difference_department_of(totals, NULL, TEXT("0"));
    for (size_t i = 0; i < DIFFERENCE_MOST_DEPARTMENTS + 10; i++) {
        int size = snprintf(name, sizeof(name), "%zu", i);
        struct difference_department *department =
            difference_department_of(totals, NULL, (struct text){ name, (size_t)size });
        ck_assert_int_eq(department == &totals->others, i >= DIFFERENCE_MOST_DEPARTMENTS);
    }
    ck_assert_ptr_eq(difference_department_of(totals, NULL, TEXT("0")), first);
    memset(name, 'x', sizeof(name));
    ck_assert_ptr_eq(difference_department_of(totals, NULL, (struct text){ name, sizeof(name) }), &totals->others);
    ck_assert_uint_eq(totals->department_count, DIFFERENCE_MOST_DEPARTMENTS);
}
END_TEST

static void begin_difference(void)
{
    begin_engine();
    arena.limit_bytes = SIZE_MAX;
}

int main(void)
{
    enum { DRAWS = 60 };
    Suite *suite = suite_create("difference");
    TCase *cases = tcase_create("difference");
    tcase_add_checked_fixture(cases, begin_difference, end_engine);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, a_part_alone_is_named);
    tcase_add_test(cases, parts_that_only_together_change_something_are_named_together);
    tcase_add_test(cases, parts_that_cannot_be_changed_alone_go_together);
    tcase_add_test(cases, what_stays_the_same_is_no_difference);
    tcase_add_loop_test(cases, causes_are_those_of_rule_sets_written_out, 0, DRAWS);
    tcase_add_test(cases, totals_are_counted_by_department);
    tcase_add_test(cases, departments_are_bounded);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
