/* What declared results say about rule sets: the sixteen projects, worked out by hand, and small corpora against really
   scoring with many values of each parameter. */
#include "engine_fixture.h"

#include "fit.h"

#include <stdarg.h>

/* ---- projects ---- */

enum { MOST_PROJECTS = 16, MOST_GRID = 400 };

static const struct project *projects[MOST_PROJECTS];
static size_t project_count;
static struct arena scratch;
static struct arena trial;

static const char *const annex[] = {
    "01-operating-expenses",
    "02-office-building-management",
    "03-heating-water-electricity",
    "04-staff-training",
    "05-senior-title-review",
    "06-private-economy-task-force",
    "07-sme-public-services",
    "08-sme-special-fund-provincial",
    "09-scale-up-award",
    "10-maker-contest-award",
    "11-model-county-award",
    "12-shareholding-reform-award",
    "13-startup-base-award",
    "14-distinctive-carrier-award",
    "15-sme-park-support",
    "16-specialised-innovative-award",
};

static void begin_fitting(void)
{
    begin_engine();
    arena.limit_bytes = SIZE_MAX;
    arena_begin(&scratch, &heap, SIZE_MAX);
    arena_begin(&trial, &heap, SIZE_MAX);
    project_count = 0;
}

static void end_fitting(void)
{
    arena_end(&trial);
    arena_end(&scratch);
    end_engine();
}

static void add_annex(void)
{
    for (size_t i = 0; i < COUNT_OF(annex); i++) {
        char path[256];
        snprintf(path, sizeof(path), "projects/shanxi-sme-bureau-2023/%s.yaml", annex[i]);
        projects[project_count++] = project_of(file_text(path));
    }
}

static void fit_all(struct fit *fit, const struct rule_set *rules)
{
    fit_begin(fit, &arena, rules);
    for (size_t i = 0; i < project_count; i++) {
        char file[32];
        snprintf(file, sizeof(file), "%02zu", i + 1);
        const struct fitting fitting = {
            .scratch = &scratch,
            .trial = &trial,
            .memory = &heap,
            .values = values,
            .reader = reader,
            .file = text_of(file),
            .project = projects[i],
        };
        ck_assert(fit_project(fit, &fitting));
        arena_rewind(&scratch);
    }
}

/* ---- the sixteen projects ---- */

static void assert_end(const struct fitted_end *end, const char *upper, const char *lower, bool is_closed,
                       const char *file, const char *indicator)
{
    struct decimal a;
    struct decimal b;
    ck_assert(end->is_given);
    ck_assert_int_eq(decimal_read(text_of(upper), &a), DECIMAL_READ);
    ck_assert_int_eq(decimal_read(text_of(lower), &b), DECIMAL_READ);
    ck_assert_int_eq(decimal_compare_quotients(end->value.upper, end->value.lower, a, b), 0);
    ck_assert_int_eq(end->is_closed, is_closed);
    assert_text(end->witness.result.file, file);
    assert_text(end->witness.result.indicator, indicator);
}

START_TEST(how_many_results_are_reproduced)
{
    /* 163 indicators and 15 executions have a declared score, 16 projects a total, all but the 9th a grade. What
       shanxi-2023 does not reproduce: 2.5 of 2.5 points for 部分达成 in the 8th (60% to 80%), and the totals of the
       8th, 98.62 above 98.12, and of the 9th, 100 above 98. mof-2020: besides these, 4 for 4.395 (4.40) and 3
       for 2.9025 (2.90), with it the total of the 7th, and the grades of the 2nd and 3rd. */
    static const uint64_t all[DECLARED_COUNT] = { 163, 15, 16, 15 };
    static const uint64_t by_shanxi[DECLARED_COUNT] = { 162, 15, 14, 15 };
    static const uint64_t by_mof[DECLARED_COUNT] = { 160, 15, 13, 13 };
    uint64_t declared[DECLARED_COUNT] = { 0 };
    struct fit shanxi;
    struct fit mof;
    add_annex();
    fit_all(&shanxi, rules_named("shanxi"));
    fit_all(&mof, rules_named("mof"));
    for (size_t i = 0; i < project_count; i++) {
        fit_count_declared(projects[i], declared);
    }
    for (size_t i = 0; i < DECLARED_COUNT; i++) {
        ck_assert_uint_eq(declared[i], all[i]);
        ck_assert_uint_eq(shanxi.reproduced[i], by_shanxi[i]);
        ck_assert_uint_eq(mof.reproduced[i], by_mof[i]);
    }
    ck_assert_uint_eq(fit_reproduced(&shanxi), 206);
    ck_assert_uint_eq(fit_reproduced(&mof), 201);
    fit_end(&shanxi, &heap);
    fit_end(&mof, &heap);
}
END_TEST

START_TEST(the_veto_and_the_bands_of_the_annex)
{
    struct fit fit;
    add_annex();
    fit_all(&fit, rules_named("shanxi"));
    /* 差 with totals of 85 and 90 at a rate of 0; 优 at 8.38 of 10, the lowest rate of all others. The 6th is 差 with a
       total of 0 anyway, the 9th has no grade. */
    assert_end(&fit.veto.low, "0", "1", true, "02", "");
    assert_end(&fit.veto.high, "0.838", "1", false, "05", "");
    ck_assert_uint_eq(fit.veto.evidence, 14);
    ck_assert_uint_eq(fit.veto.unreproduced, 0);
    /* The lowest total with 优 is 91.38. Seven of the twelve have 100, which is 优 wherever it begins. 良 and 中: no
     * grade depends on where they begin. */
    ck_assert(!fit.bands[0].low.is_given);
    assert_end(&fit.bands[0].high, "91.38", "1", true, "05", "");
    ck_assert_uint_eq(fit.bands[0].evidence, 5);
    for (size_t i = 1; i <= 2; i++) {
        ck_assert(!fit.bands[i].low.is_given && !fit.bands[i].high.is_given);
        ck_assert_uint_eq(fit.bands[i].evidence, 0);
        ck_assert_uint_eq(fit.bands[i].unreproduced, 0);
    }
    fit_end(&fit, &heap);
}
END_TEST

START_TEST(the_places_of_the_annex)
{
    struct fit fit;
    add_annex();
    fit_all(&fit, rules_named("shanxi"));
    /* 6 × 293 ÷ 400 = 4.395 declared 4, 3 × 387 ÷ 400 = 2.9025 declared 3: whole points give both, no decimals either.
     */
    ck_assert_uint_eq(fit.indicator_places.evidence, 2);
    ck_assert_uint_eq(fit.indicator_places.unreproduced, 0);
    ck_assert_uint_eq(fit.indicator_places.reproduced[0], 2);
    ck_assert(!fit.indicator_places.missed[0].is_given);
    for (size_t places = 1; places < FITTED_PLACES; places++) {
        ck_assert_uint_eq(fit.indicator_places.reproduced[places], 0);
        assert_text(fit.indicator_places.missed[places].result.file, "05");
        assert_text(fit.indicator_places.missed[places].result.indicator, "被评审人员");
    }
    /* 10 × 235.249 ÷ 268.75 = 8.7534… declared 8.75; 8.7703125: 8.77; 8.38: 8.38 at 2 places and more;
       10 × 1104.934 ÷ 1281.82 = 8.620040…: 8.62 at 2, 3 and 4. The others are 0 or 10. */
    static const uint64_t reproduced[FITTED_PLACES] = { 0, 0, 4, 2, 2, 1, 1 };
    ck_assert_uint_eq(fit.execution_places.evidence, 4);
    for (size_t places = 0; places < FITTED_PLACES; places++) {
        /* 8.7703125 is 8.770 at 3 places, which is 8.77. */
        ck_assert_uint_eq(fit.execution_places.reproduced[places], reproduced[places] + (places == 3));
        ck_assert_int_eq(fitted_places_allow(&fit.execution_places, places), places == 2);
    }
    fit_end(&fit, &heap);
}
END_TEST

START_TEST(the_shares_of_the_annex)
{
    struct fit fit;
    add_annex();
    fit_all(&fit, rules_named("mof"));
    const struct fitted_shares *shares = fit.shares;
    /* 28 of 30 points for a tier word of 达成; both blank targets 5 of 10; the late payment 8 of 10; 2.5 of 2.5 for the
       one 部分达成. 未达成 has no declared scores. */
    assert_end(&shares[FITTED_ACHIEVED].least, "28", "30", true, "11", "促进中小企业高质量发展");
    assert_end(&shares[FITTED_ACHIEVED].greatest, "1", "1", true, "01", "活动组织情况");
    assert_end(&shares[FITTED_BLANK_TARGET].least, "5", "10", true, "02", "成本指标");
    assert_end(&shares[FITTED_BLANK_TARGET].greatest, "5", "10", true, "02", "成本指标");
    ck_assert_uint_eq(shares[FITTED_BLANK_TARGET].evidence, 2);
    assert_end(&shares[FITTED_LATE].greatest, "8", "10", true, "09", "奖励发放及时情况");
    ck_assert_uint_eq(shares[FITTED_LATE].evidence, 1);
    assert_end(&shares[FITTED_PARTLY_ACHIEVED].least, "1", "1", true, "08", "产业地图模块运行");
    ck_assert_uint_eq(shares[FITTED_NOT_ACHIEVED].evidence, 0);
    ck_assert(!shares[FITTED_NOT_ACHIEVED].least.is_given);
    fit_end(&fit, &heap);
}
END_TEST

/* ---- small corpora ---- */

static uint64_t seed;

static unsigned drawn(unsigned below)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)((seed >> 33) % below);
}

static const char *drawn_of(const char *const *words, size_t count)
{
    return words[drawn((unsigned)count)];
}

struct page {
    char bytes[8192];
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

static void print_values(struct page *page)
{
    static const char *const worded[] = { "达成预期指标", "部分达成预期指标", "未达成", "良好" };
    switch (drawn(6)) {
    case 0:
        print(page, "指标值: ≥%u人, 完成值: %u人", 3 + drawn(5), drawn(9));
        break;
    case 1:
        print(page, "指标值: ≤%u元, 完成值: %u元", 3 + drawn(5), 1 + drawn(9));
        break;
    case 2:
        print(page, "指标值: 2023年6月底前, 完成值: 2023年%u月", 1 + drawn(12));
        break;
    case 3:
        print(page, "指标值: /, 完成值: 达成");
        break;
    default:
        print(page, "指标值: 良好, 完成值: %s", drawn_of(worded, COUNT_OF(worded)));
        break;
    }
}

/* Weights of which every twentieth is a decimal; scores on the twentieths, a few above or below all that can be. */
static void print_indicator(struct page *page, unsigned weight)
{
    print(page, "    - {名称: 甲%u, 分值: %u, ", drawn(1000), weight);
    if (drawn(8) == 0) {
        print(page, "分项: [{名称: 一, ");
        print_values(page);
        print(page, "}, {名称: 二, ");
        print_values(page);
        print(page, "}]");
    } else {
        print_values(page);
    }
    if (drawn(10) > 0) {
        unsigned twentieths = drawn(3) == 0 ? drawn(23) : 10 + drawn(11);
        unsigned hundredths = weight * twentieths * 5;
        print(page, ", 得分: %s%u.%02u", drawn(40) == 0 ? "-" : "", hundredths / 100, hundredths % 100);
    }
    print(page, "}\n");
}

static const struct project *drawn_project(void)
{
    static const char *const grades[] = { "优", "优", "良", "中", "差", "合格" };
    static const char *const execution_scores[] = { "5", "7.5", "8.33", "8.3", "8", "10", "6.667", "3" };
    struct page page = { .used = 0 };
    unsigned budget = drawn(9) == 0 ? 0 : 12 * (1 + drawn(2));
    print(&page, "项目名称: 项目\n年度: 2023\n资金: {资金总额: {全年预算数: %u, 全年执行数: %u", budget, drawn(28));
    if (drawn(3) > 0) {
        print(&page, ", 得分: %s", drawn_of(execution_scores, COUNT_OF(execution_scores)));
    }
    print(&page, "}}\n绩效指标:\n  产出指标:\n");
    print_indicator(&page, 20);
    print_indicator(&page, 20);
    print_indicator(&page, 10);
    print(&page, "  效益指标:\n");
    print_indicator(&page, 40);
    if (drawn(6) > 0) {
        print(&page, "自评: {总分: %u, 等级: %s}\n", 40 + drawn(60), drawn_of(grades, COUNT_OF(grades)));
    }
    return project_of((struct text){ page.bytes, page.used });
}

/* Vetoes of all kinds. */
enum { MOST_VETOES = 4 };
static const char *drawn_vetoes[MOST_VETOES];
static size_t drawn_veto_count;

static const char *const veto_choices[] = {
    "{条件: {执行率: \"=0%\"}, 等级: 差}",   "{条件: {执行率: \"<50%\"}, 等级: 差}",
    "{条件: {执行率: \"<60%\"}, 上限: 良}",  "{条件: {产出指标: \"<40%\"}, 等级: 差}",
    "{条件: {执行率: \">100%\"}, 等级: 中}", "{条件: {效益指标: \"≤50%\"}, 上限: 中}",
    "{条件: {执行率: \"≥100%\"}, 上限: 良}",
};

static void draw_vetoes(void)
{
    drawn_veto_count = drawn(MOST_VETOES);
    for (size_t i = 0; i < drawn_veto_count; i++) {
        drawn_vetoes[i] = veto_choices[drawn(COUNT_OF(veto_choices))];
    }
}

static bool fixes_worst_by_rate(const char *veto)
{
    return veto == veto_choices[0] || veto == veto_choices[1];
}

/* `is_replaced`: those that fix 差 by the rate go; in the place of the first stands `执行率 ≤ 1%`, if `has_threshold`.
 */
static const struct rule_set *rules_with(bool is_replaced, bool has_threshold)
{
    struct page page = { .used = 0 };
    bool has_new = !has_threshold;
    print(&page, "规则集: own\n名称: 自定\n继承: mof-2020\n否决:\n  [");
    const char *between = "";
    for (size_t i = 0; i <= drawn_veto_count; i++) {
        bool is_end = i == drawn_veto_count;
        bool goes = !is_end && is_replaced && fixes_worst_by_rate(drawn_vetoes[i]);
        if (!has_new && (goes || is_end)) {
            print(&page, "%s{条件: {执行率: \"≤1%%\"}, 等级: 差}", between);
            between = ",\n   ";
            has_new = true;
        }
        if (!goes && !is_end) {
            print(&page, "%s%s", between, drawn_vetoes[i]);
            between = ",\n   ";
        }
    }
    print(&page, "]\n");
    return rules_from((struct text){ page.bytes, page.used });
}

static void draw_corpus(int number)
{
    seed = (uint64_t)number * 7919 + 17;
    draw_vetoes();
    project_count = 2 + drawn(6);
    for (size_t i = 0; i < project_count; i++) {
        projects[i] = drawn_project();
    }
}

static const struct project_score *scored(const struct project *project, const struct rule_set *rules)
{
    return project_assess(&arena, values, reader, project, rules);
}

/* ---- really scoring with many values ---- */

/* One result by one value of a parameter: whether it is reproduced. */
struct grid {
    size_t value_count;
    size_t result_count;
    bool is_reproduced[MOST_GRID][MOST_PROJECTS * 4];
};
static struct grid grid;

/* A result that some values of the grid reproduce and others do not. */
static bool is_evidence(size_t result)
{
    size_t reproduced = 0;
    for (size_t i = 0; i < grid.value_count; i++) {
        reproduced += grid.is_reproduced[i][result];
    }
    return reproduced > 0 && reproduced < grid.value_count;
}

static size_t evidence_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < grid.result_count; i++) {
        count += is_evidence(i);
    }
    return count;
}

static size_t reproduced_evidence(size_t value)
{
    size_t count = 0;
    for (size_t i = 0; i < grid.result_count; i++) {
        count += is_evidence(i) && grid.is_reproduced[value][i];
    }
    return count;
}

static void try_grades(size_t value, const struct rule_set *rules)
{
    for (size_t i = 0; i < project_count; i++) {
        const struct grade_band *grade = scored(projects[i], rules)->grade.computed;
        grid.is_reproduced[value][i] = grade != NULL && text_equals(grade->grade, projects[i]->declared_grade.text);
    }
    grid.result_count = project_count;
}

static void try_indicators(size_t value, const struct rule_set *rules, bool has_parts)
{
    grid.result_count = 0;
    for (size_t i = 0; i < project_count; i++) {
        const struct project_score *score = scored(projects[i], rules);
        for (size_t j = 0; j < score->indicator_count; j++) {
            const struct indicator_score *indicator = &score->indicators[j];
            const struct figure *declared = &indicator->indicator->declared_score;
            bool counts = declared->is_given && (has_parts || indicator->indicator->part_count == 0);
            grid.is_reproduced[value][grid.result_count++] = counts &&
                                                             decimal_compare(declared->value, indicator->low) >= 0 &&
                                                             decimal_compare(declared->value, indicator->high) <= 0;
        }
    }
}

/* ---- vetoes ---- */

static void set_threshold(const struct rule_set *rules, struct decimal share)
{
    for (struct veto *veto = rules->vetoes; veto != NULL; veto = veto->next) {
        if (veto->is_on_execution_rate && veto->comparison == COMPARISON_AT_MOST) {
            veto->bound = share;
        }
    }
}

START_TEST(the_threshold_is_what_really_scoring_finds)
{
    /* Rates are quotients of whole numbers up to 27 and of 12 or 24: multiples of 1/24, in grid steps of 1/48. What has
       no end is rounded: such a rate itself is not tried, but what lies beside it is. */
    enum { STEPS_OF_WHOLE = 48, STEPS = STEPS_OF_WHOLE * 27 / 12 + 1 };
    struct decimal shares[STEPS + 1];
    struct fit fit;
    draw_corpus(_i);
    const struct rule_set *rules = rules_with(true, true);
    fit_all(&fit, rules_with(false, false));
    grid.value_count = 0;
    try_grades(grid.value_count++, rules_with(true, false));
    for (size_t i = 0; i <= STEPS; i++) {
        shares[i] =
            decimal_quotient_rounded_half_up(decimal_from_integer((int64_t)i), decimal_from_integer(STEPS_OF_WHOLE), 6);
        set_threshold(rules, shares[i]);
        try_grades(grid.value_count++, rules);
    }
    ck_assert_uint_eq(fit.veto.evidence, evidence_count());
    for (size_t i = 0; i < grid.value_count; i++) {
        bool is_allowed = reproduced_evidence(i) == evidence_count();
        bool is_fitted =
            i == 0 ? !fit.veto.low.is_given : fitted_interval_holds(&fit.veto, quotient_of_one(shares[i - 1]));
        ck_assert_msg(is_allowed == is_fitted, "corpus %d, value %zu (%s)", _i, i,
                      i == 0 ? "none" : number(shares[i - 1]));
    }
    fit_end(&fit, &heap);
}
END_TEST

/* ---- bands ---- */

static struct rule_set with_bound(const struct rule_set *rules, size_t rank, struct decimal bound)
{
    struct rule_set changed = *rules;
    struct grade_band **link = &changed.bands;
    for (size_t i = 0; *link != NULL; i++) {
        struct grade_band *copy = ARENA_NEW(&arena, struct grade_band);
        *copy = **link;
        copy->lower_bound = i == rank ? bound : copy->lower_bound;
        *link = copy;
        link = &copy->next;
    }
    /* Vetoes name the bands of their own rule set. */
    struct veto **veto = &changed.vetoes;
    for (; *veto != NULL; veto = &(*veto)->next) {
        struct veto *copy = ARENA_NEW(&arena, struct veto);
        *copy = **veto;
        copy->grade = rule_set_grade(&changed, (*veto)->grade->grade);
        *veto = copy;
    }
    return changed;
}

/* Values between the neighbouring bounds: each total there, a cent above and below it, and points on the way. */
static size_t bounds_to_try(const struct rule_set *rules, size_t rank, struct decimal *bounds)
{
    const struct decimal cent = { 1, 2 };
    const struct grade_band *below = grade_at(rules, rank + 1);
    struct decimal low = below->lower_bound;
    struct decimal high = rank == 0 ? decimal_add(rules->full_marks, cent) : grade_at(rules, rank - 1)->lower_bound;
    size_t count = 0;
    for (size_t i = 0; i < project_count * 3 + 100; i++) {
        struct decimal bound = decimal_from_integer((int64_t)i - (int64_t)project_count * 3);
        if (i < project_count * 3) {
            struct decimal total = scored(projects[i / 3], rules)->total;
            bound = i % 3 == 0 ? total : i % 3 == 1 ? decimal_add(total, cent) : decimal_subtract(total, cent);
        }
        if (decimal_compare(bound, low) > 0 && decimal_compare(bound, high) < 0) {
            bounds[count++] = bound;
        }
    }
    return count;
}

START_TEST(the_bounds_are_what_really_scoring_finds)
{
    struct fit fit;
    draw_corpus(_i);
    const struct rule_set *rules = rules_with(false, false);
    fit_all(&fit, rules);
    for (size_t rank = 0; rank < 3; rank++) {
        struct decimal bounds[MOST_GRID];
        grid.value_count = bounds_to_try(rules, rank, bounds);
        for (size_t i = 0; i < grid.value_count; i++) {
            struct rule_set changed = with_bound(rules, rank, bounds[i]);
            try_grades(i, &changed);
        }
        ck_assert_uint_eq(fit.bands[rank].evidence, evidence_count());
        for (size_t i = 0; i < grid.value_count; i++) {
            bool is_allowed = reproduced_evidence(i) == evidence_count();
            bool is_fitted = fitted_interval_holds(&fit.bands[rank], quotient_of_one(bounds[i]));
            ck_assert_msg(is_allowed == is_fitted, "corpus %d, bound %zu at %s", _i, rank, number(bounds[i]));
        }
    }
    fit_end(&fit, &heap);
}
END_TEST

/* ---- places ---- */

START_TEST(the_places_are_what_really_scoring_finds)
{
    struct fit fit;
    draw_corpus(_i);
    const struct rule_set *rules = rules_named(_i % 2 == 0 ? "mof" : "linear");
    struct rule_set changed = *rules;
    fit_all(&fit, rules);
    grid.value_count = FITTED_PLACES;
    for (uint32_t places = 0; places < FITTED_PLACES; places++) {
        changed.indicator_places = places;
        try_indicators(places, &changed, true);
    }
    ck_assert_uint_eq(fit.indicator_places.evidence, evidence_count());
    for (size_t places = 0; places < FITTED_PLACES; places++) {
        ck_assert_uint_eq(fit.indicator_places.reproduced[places], reproduced_evidence(places));
        ck_assert_int_eq(fit.indicator_places.missed[places].is_given, reproduced_evidence(places) < evidence_count());
    }
    changed = *rules;
    for (uint32_t places = 0; places < FITTED_PLACES; places++) {
        changed.execution_places = places;
        for (size_t i = 0; i < project_count; i++) {
            const struct figure *declared = &projects[i]->total.score;
            grid.is_reproduced[places][i] =
                declared->is_given && decimal_equals(declared->value, scored(projects[i], &changed)->execution.score);
        }
    }
    grid.result_count = project_count;
    ck_assert_uint_eq(fit.execution_places.evidence, evidence_count());
    for (size_t places = 0; places < FITTED_PLACES; places++) {
        ck_assert_uint_eq(fit.execution_places.reproduced[places], reproduced_evidence(places));
    }
    fit_end(&fit, &heap);
}
END_TEST

/* ---- shares ---- */

static struct share_interval *share_in(struct rule_set *rules, enum fitted_share share)
{
    switch (share) {
    case FITTED_LATE:
        return &rules->late;
    case FITTED_BLANK_TARGET:
        return &rules->blank_target;
    case FITTED_ACHIEVED:
        return &rules->tiers[TIER_ACHIEVED];
    case FITTED_PARTLY_ACHIEVED:
        return &rules->tiers[TIER_PARTLY_ACHIEVED];
    case FITTED_NOT_ACHIEVED:
        return &rules->tiers[TIER_NOT_ACHIEVED];
    case FITTED_SHARE_COUNT:
        break;
    }
    return NULL;
}

START_TEST(the_shares_are_what_really_scoring_finds)
{
    enum { STEPS = 20 };
    struct fit fit;
    draw_corpus(_i);
    const struct rule_set *rules = rules_named("mof");
    fit_all(&fit, rules);
    for (size_t share = 0; share < FITTED_SHARE_COUNT; share++) {
        const struct fitted_shares *fitted = &fit.shares[share];
        struct share_interval tried[MOST_GRID];
        grid.value_count = 0;
        for (int64_t low = 0; low <= STEPS; low++) {
            for (int64_t high = low; high <= STEPS; high++) {
                struct rule_set changed = *rules;
                struct share_interval *interval = share_in(&changed, (enum fitted_share)share);
                interval->low = decimal_from_per_cent(low * 5);
                interval->high = decimal_from_per_cent(high * 5);
                tried[grid.value_count] = *interval;
                try_indicators(grid.value_count++, &changed, false);
            }
        }
        ck_assert_uint_eq(fitted->evidence, evidence_count());
        for (size_t i = 0; i < grid.value_count; i++) {
            bool is_allowed = reproduced_evidence(i) == evidence_count();
            const struct decimal one = decimal_from_integer(1);
            bool is_fitted =
                !fitted->least.is_given || (decimal_compare_quotients(tried[i].low, one, fitted->least.value.upper,
                                                                      fitted->least.value.lower) <= 0 &&
                                            decimal_compare_quotients(tried[i].high, one, fitted->greatest.value.upper,
                                                                      fitted->greatest.value.lower) >= 0);
            ck_assert_msg(is_allowed == is_fitted, "corpus %d, share %zu, [%s, %s]", _i, share, number(tried[i].low),
                          number(tried[i].high));
        }
    }
    fit_end(&fit, &heap);
}
END_TEST

int main(void)
{
    const char *seeds = getenv("ZIPING_SEEDS");
    int corpora = seeds == NULL ? 100 : (int)strtol(seeds, NULL, 10);
    Suite *suite = suite_create("fitting");
    TCase *of_annex = tcase_create("annex");
    tcase_add_checked_fixture(of_annex, begin_fitting, end_fitting);
    tcase_add_test(of_annex, how_many_results_are_reproduced);
    tcase_add_test(of_annex, the_veto_and_the_bands_of_the_annex);
    tcase_add_test(of_annex, the_places_of_the_annex);
    tcase_add_test(of_annex, the_shares_of_the_annex);
    suite_add_tcase(suite, of_annex);
    TCase *drawn_corpora = tcase_create("drawn corpora");
    tcase_add_checked_fixture(drawn_corpora, begin_fitting, end_fitting);
    tcase_set_timeout(drawn_corpora, 120);
    tcase_add_loop_test(drawn_corpora, the_threshold_is_what_really_scoring_finds, 0, corpora);
    tcase_add_loop_test(drawn_corpora, the_bounds_are_what_really_scoring_finds, 0, corpora);
    tcase_add_loop_test(drawn_corpora, the_places_are_what_really_scoring_finds, 0, corpora);
    tcase_add_loop_test(drawn_corpora, the_shares_are_what_really_scoring_finds, 0, corpora);
    suite_add_tcase(suite, drawn_corpora);
    return run_suite(suite);
}
