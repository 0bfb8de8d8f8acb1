/* The least change to a grade, held against every other value: small random projects, whose achieved values and
   executed amounts are all tried by scoring itself. */
#include "engine_fixture.h"

#include "boundary.h"
#include "grading.h"
#include "possible.h"

enum {
    SEEDS = 21,
    LEAST_STEP = -700, /* of the grid, from what is */
    MOST_STEP = 700,
    LEAST_VALUE = -20, /* tried */
    STEPS = MOST_STEP - LEAST_STEP + 1,
    MOST_ROWS = 8,
    TEXT_BYTES = 48,
    RULES_COUNT = 7,
};

/* ---- random projects ---- */

static uint32_t state;

static uint32_t random_below(uint32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % limit;
}

static const char *one_of(const char *const *words, size_t count)
{
    return words[random_below((uint32_t)count)];
}
#define ONE_OF(words) one_of((words), COUNT_OF(words))

static const struct rule_set *rules_of(int index)
{
    static const char *const own[] = {
        "规则集: vetoes\n名称: 否决\n继承: mof-2020\n"
        "否决:\n  - {条件: {执行率: \"≤60%\"}, 上限: 良}\n  - {条件: {产出指标: \"<60%\"}, 上限: 中}\n"
        "  - {条件: {执行率: \"<30%\"}, 等级: 差}\n  - {条件: {效益指标: \"=0%\"}, 等级: 差}\n",
        "规则集: odd\n名称: 怪\n继承: mof-2020\n定量指标: {等号超额: 反比, 小数位: 1}\n"
        "等级: {优: 92.5, 良: 77.255, 中: 60, 差: 0}\n"
        "否决:\n  - {条件: {产出指标: \">95%\"}, 上限: 良}\n  - {条件: {执行率: \">90%\"}, 上限: 良}\n",
        "规则集: whole\n名称: 整数\n继承: mof-2020\n定量指标: {小数位: 0}\n预算执行: {小数位: 0}\n",
    };
    static const char *const names[] = { "mof", "shanxi", "strict", "linear" };
    return index < 4 ? rules_named(names[index]) : rules_from(text_of(own[index - 4]));
}

static const char *random_number(uint32_t limit, uint32_t places, char *bytes)
{
    uint32_t number = random_below(limit);
    uint32_t power = places == 0 ? 1 : 10;
    if (places == 0) {
        snprintf(bytes, TEXT_BYTES, "%u", number);
    } else {
        snprintf(bytes, TEXT_BYTES, "%u.%u", number / power, number % power);
    }
    return bytes;
}

static void random_row(char *source, size_t room_bytes, int weight)
{
    static const char *const signs[] = { "≥", "≤", "=", ">", "<", "" };
    static const char *const words[] = { "达成", "部分达成", "未达成", "不好说", "" };
    static const char *const units[] = { "人", "%", "" };
    char target[TEXT_BYTES];
    char achieved[TEXT_BYTES];
    const char *unit = ONE_OF(units);
    uint32_t places = random_below(2);
    size_t used = strlen(source);
    uint32_t kind = random_below(10);
    char score[TEXT_BYTES] = "";
    if (random_below(2) == 0) {
        snprintf(score, sizeof(score), ", 得分: %u", random_below((uint32_t)weight + 1));
    }
    if (kind < 3) {
        snprintf(source + used, room_bytes - used, "{名称: 甲, 指标值: 良好, 完成值: \"%s\", 分值: %d%s},",
                 ONE_OF(words), weight, score);
        return;
    }
    random_number(40, places, target);
    random_number(60, places, achieved);
    if (kind == 3) {
        snprintf(source + used, room_bytes - used, "{名称: 甲, 指标值: \"%s%s%s\", 完成值: \"%s\", 分值: %d%s},",
                 ONE_OF(signs), target, unit, ONE_OF(words), weight, score);
    } else if (kind == 4) {
        snprintf(source + used, room_bytes - used, "{名称: 甲, 指标值: \"10-%u%s\", 完成值: \"%s%s\", 分值: %d%s},",
                 12 + random_below(9), unit, achieved, unit, weight, score);
    } else if (kind == 5) {
        snprintf(source + used, room_bytes - used,
                 "{名称: 甲, 分值: %d%s, 分项: [{名称: 子, 指标值: \"≥%s\", 完成值: \"%s\"}, {名称: 丑, 指标值: "
                 "\"%s7\", 完成值: \"%u\"}, {名称: 寅, 指标值: 良好, 完成值: %s}]},",
                 weight, score, target, achieved, ONE_OF(signs), random_below(12), words[random_below(4)]);
    } else {
        snprintf(source + used, room_bytes - used, "{名称: 甲, 指标值: \"%s%s%s\", 完成值: \"%s%s\", 分值: %d%s},",
                 ONE_OF(signs), target, unit, achieved, random_below(3) == 0 ? "" : unit, weight, score);
    }
}

static const struct project *random_project(void)
{
    static const int weights[][2] = { { 30, 20 }, { 25, 5 }, { 10, 0 } };
    static const char *const levels[] = { "产出指标", "效益指标", "满意度指标" };
    static char source[8192];
    char executed[TEXT_BYTES];
    uint32_t budget = 20 + random_below(30);
    random_number(budget * 11, 1, executed);
    snprintf(source, sizeof(source),
             "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: %u, 全年执行数: %s}}\n绩效指标: {", budget,
             random_below(4) == 0 ? "0" : executed);
    for (size_t level = 0; level < COUNT_OF(levels); level++) {
        strcat(source, levels[level]);
        strcat(source, ": {数量指标: [");
        for (size_t row = 0; row < COUNT_OF(weights[level]) && weights[level][row] > 0; row++) {
            random_row(source, sizeof(source), weights[level][row]);
        }
        strcat(source, "]},");
    }
    strcat(source, "}\n");
    return project_of(text_of(source));
}

/* ---- a copy that may be changed ---- */

struct copy {
    struct project project;
    struct indicator rows[MOST_ROWS];
    struct indicator_part parts[MOST_ROWS][4];
    struct arena scratch;
};

/* What each achieved value is graded, with one executed amount. */
struct ranks {
    bool is_known;
    struct decimal executed;
    uint8_t ranks[STEPS]; /* NOT_TRIED: too small a value */
};
enum { NOT_TRIED = 255 };
static struct ranks known_ranks[MOST_ROWS][3];

static void copy_begin(struct copy *copy, const struct project *project)
{
    size_t row = 0;
    copy->project = *project;
    copy->project.indicators = copy->rows;
    for (const struct indicator *indicator = project->indicators; indicator != NULL; indicator = indicator->next) {
        size_t part_index = 0;
        ck_assert_uint_lt(row, MOST_ROWS);
        copy->rows[row] = *indicator;
        copy->rows[row].next = indicator->next == NULL ? NULL : &copy->rows[row + 1];
        for (const struct indicator_part *part = indicator->parts; part != NULL; part = part->next) {
            copy->parts[row][part_index] = *part;
            copy->parts[row][part_index].next = part->next == NULL ? NULL : &copy->parts[row][part_index + 1];
            part_index++;
        }
        copy->rows[row].parts = indicator->parts == NULL ? NULL : copy->parts[row];
        row++;
    }
    arena_begin(&copy->scratch, &heap, (size_t)16 << 20);
    memset(known_ranks, 0, sizeof(known_ranks));
}

static struct text *cell_of(struct copy *copy, size_t row, int part)
{
    return part < 0 ? &copy->rows[row].achieved.text : &copy->parts[row][part].achieved.text;
}

/* Valid until the next one. */
static const struct project_score *score_of(struct copy *copy, const struct rule_set *rules)
{
    arena_rewind(&copy->scratch);
    return project_assess(&copy->scratch, values, reader, &copy->project, rules);
}

static size_t rank_of_copy(struct copy *copy, const struct rule_set *rules)
{
    const struct project_score *score = score_of(copy, rules);
    ck_assert(score->is_in_range);
    return grade_rank(rules, score->grade.computed);
}

/* ---- what is expected of one project ---- */

struct case_of_grade {
    const struct rule_set *rules;
    const struct project *project;
    const struct project_score *score;
    const struct boundary *boundary;
    struct copy *copy;
    size_t goal;
    bool is_upwards;
    int seed;
};

static bool is_goal(const struct case_of_grade *expected, size_t rank)
{
    return expected->is_upwards ? rank <= expected->goal : rank >= expected->goal;
}

/* The nearest step that does; the larger value where two are as near. MOST_STEP + 1: none. */
static int nearest_step(const bool *does)
{
    for (int distance = 1; distance <= MOST_STEP; distance++) {
        if (does[distance - LEAST_STEP]) {
            return distance;
        }
        if (-distance >= LEAST_STEP && does[-distance - LEAST_STEP]) {
            return -distance;
        }
    }
    return MOST_STEP + 1;
}

/* What stands in a cell as a number: "12.5人" of 12.5. */
static bool number_of_cell(struct text cell, struct decimal *number_out, struct text *unit_out)
{
    size_t size_bytes = 0;
    while (size_bytes < cell.size_bytes &&
           ((cell.bytes[size_bytes] >= '0' && cell.bytes[size_bytes] <= '9') || cell.bytes[size_bytes] == '.')) {
        size_bytes++;
    }
    *unit_out = text_without_first(cell, size_bytes);
    return decimal_read((struct text){ cell.bytes, size_bytes }, number_out) == DECIMAL_READ;
}

static void set_number(struct text *cell, struct decimal value, uint32_t places, struct text unit, char *room)
{
    size_t size_bytes = decimal_to_text_with_places(value, places, room);
    if (unit.size_bytes > 0) {
        memcpy(room + size_bytes, unit.bytes, unit.size_bytes);
    }
    *cell = (struct text){ room, size_bytes + unit.size_bytes };
}

static const struct achieved_change *change_of(const struct case_of_grade *expected, size_t row, int part)
{
    const struct boundary *boundary = expected->boundary;
    for (size_t i = 0; i < boundary->achieved_count; i++) {
        const struct achieved_change *change = &boundary->achieved[i];
        const struct indicator_part *wanted = expected->score->indicators[row].indicator->parts;
        for (int skipped = 0; skipped < part; skipped++) {
            wanted = wanted->next;
        }
        if (change->indicator == &expected->score->indicators[row] && (part < 0 || change->part == wanted)) {
            return change->is_found ? change : NULL;
        }
    }
    return NULL;
}

#define HERE(expected, row, part)                                                                                      \
    (expected)->seed, number((expected)->score->total), (int)(expected)->goal, (int)(row), (part)
#define HERE_FORMAT "seed %d, total %s, goal %d, row %d, part %d: "

/* Tries every value, unless they were tried with this executed amount. */
static const uint8_t *ranks_of(const struct case_of_grade *expected, size_t row, int part, struct decimal from,
                               uint32_t places, struct text unit)
{
    char room[DECIMAL_MOST_TEXT_BYTES + TEXT_BYTES];
    struct copy *copy = expected->copy;
    struct ranks *known = &known_ranks[row][part + 1];
    struct decimal executed = copy->project.total.executed.value;
    if (known->is_known && decimal_equals(known->executed, executed)) {
        return known->ranks;
    }
    for (int step = LEAST_STEP; step <= MOST_STEP; step++) {
        struct decimal moved = decimal_add(from, (struct decimal){ step, places });
        set_number(cell_of(copy, row, part), moved, places > moved.places ? places : moved.places, unit, room);
        bool is_tried = decimal_compare(moved, decimal_from_integer(LEAST_VALUE)) >= 0;
        known->ranks[step - LEAST_STEP] = is_tried ? (uint8_t)rank_of_copy(copy, expected->rules) : NOT_TRIED;
    }
    known->is_known = true;
    known->executed = executed;
    return known->ranks;
}

/* Behind a lift the executed amount is another one. */
static void expect_number(const struct case_of_grade *expected, size_t row, int part)
{
    bool does[STEPS];
    struct decimal from;
    struct text unit;
    struct copy *copy = expected->copy;
    struct text *cell = cell_of(copy, row, part);
    const struct text as_it_is = *cell;
    const struct achieved_change *change = change_of(expected, row, part);
    ck_assert(number_of_cell(as_it_is, &from, &unit));
    const struct assessment *assessment = part < 0 ? &expected->score->indicators[row].assessment
                                                   : &expected->score->indicators[row].part_assessments[part];
    uint32_t places = decimal_more_places(from, assessment->target.number);
    const uint8_t *ranks = ranks_of(expected, row, part, from, places, unit);
    for (size_t i = 0; i < STEPS; i++) {
        does[i] = ranks[i] != NOT_TRIED && is_goal(expected, ranks[i]);
    }
    *cell = as_it_is;
    int nearest = nearest_step(does);
    if (nearest <= MOST_STEP) {
        struct decimal wanted = decimal_add(from, (struct decimal){ nearest, places });
        ck_assert_msg(change != NULL, HERE_FORMAT "%s not found", HERE(expected, row, part), number(wanted));
        ck_assert_msg(!change->is_tier && decimal_equals(change->to, wanted), HERE_FORMAT "%s is not %s",
                      HERE(expected, row, part), number(change->to), number(wanted));
        *cell = change->to_text;
        const struct project_score *score = score_of(copy, expected->rules);
        ck_assert_msg(decimal_equals(score->total, change->total) && score->grade.computed == change->grade &&
                          decimal_equals(score->indicators[row].computed, change->points),
                      HERE_FORMAT "%s gives another total", HERE(expected, row, part), terminated(change->to_text));
        *cell = as_it_is;
    } else if (change != NULL) {
        struct decimal distance = decimal_subtract(change->to, from);
        bool is_far = decimal_compare(distance, (struct decimal){ MOST_STEP, places }) > 0 ||
                      decimal_needed_places(change->to) > places;
        ck_assert_msg(is_far, HERE_FORMAT "%s is none", HERE(expected, row, part), number(change->to));
        *cell = change->to_text;
        ck_assert_msg(is_goal(expected, rank_of_copy(copy, expected->rules)), HERE_FORMAT "%s does not do",
                      HERE(expected, row, part), number(change->to));
        *cell = as_it_is;
    }
}

/* Without a number: the value that asks for least does, and the next worse one does not. */
static void expect_least(const struct case_of_grade *expected, size_t row)
{
    char room[DECIMAL_MOST_TEXT_BYTES + TEXT_BYTES];
    struct copy *copy = expected->copy;
    struct text *cell = cell_of(copy, row, -1);
    const struct text as_it_is = *cell;
    const struct achieved_change *change = change_of(expected, row, -1);
    const struct value *target = &expected->score->indicators[row].assessment.target;
    uint32_t places = decimal_needed_places(target->number);
    bool is_any = false;
    int most = (int)(2 * MOST_STEP);
    struct decimal best = target->number;
    bool is_limit = expected->score->indicators[row].assessment.comparison == COMPARISON_AT_MOST ||
                    expected->score->indicators[row].assessment.comparison == COMPARISON_BELOW;
    for (int step = 0; step <= most; step++) {
        struct decimal tried = (struct decimal){ step, places };
        set_number(cell, tried, places, target->unit, room);
        if (is_goal(expected, rank_of_copy(copy, expected->rules))) {
            bool is_worse = is_limit ? decimal_compare(tried, best) >= 0 : decimal_compare(tried, best) <= 0;
            best = is_worse || !is_any ? tried : best;
            is_any = true;
            if (!is_limit) {
                break;
            }
        }
    }
    *cell = as_it_is;
    if (change != NULL) {
        ck_assert_msg(!change->has_from, HERE_FORMAT "has a number", HERE(expected, row, -1));
        *cell = change->to_text;
        ck_assert_msg(is_goal(expected, rank_of_copy(copy, expected->rules)), HERE_FORMAT "%s does not do",
                      HERE(expected, row, -1), terminated(change->to_text));
        *cell = as_it_is;
        bool is_near = decimal_compare(change->to, (struct decimal){ most, places }) < 0;
        ck_assert_msg(!is_near || decimal_equals(change->to, best), HERE_FORMAT "%s is not %s", HERE(expected, row, -1),
                      number(change->to), number(best));
    } else {
        ck_assert_msg(!is_any, HERE_FORMAT "%s not found", HERE(expected, row, -1), number(best));
    }
}

/* The first score of the tier, in hundredths from its nearer end, that does. */
static bool tier_does(const struct case_of_grade *expected, size_t row, enum tier tier, struct decimal *nearest_out)
{
    static const char *const words[TIER_COUNT] = { "达成", "部分达成", "未达成" };
    struct copy *copy = expected->copy;
    struct indicator *indicator = &copy->rows[row];
    const struct indicator as_it_is = *indicator;
    struct decimal weight = indicator->weight.value;
    const struct share_interval *shares = &expected->rules->tiers[tier];
    struct decimal low = decimal_multiply(weight, shares->low);
    struct decimal high = decimal_multiply(weight, shares->high);
    bool is_found = false;
    indicator->achieved.text = text_of(words[tier]);
    indicator->declared_score.is_given = true;
    const struct assessment *assessment = &expected->score->indicators[row].assessment;
    bool is_same = assessment->verdict == VERDICT_TIER && assessment->tier == tier;
    struct decimal score = expected->is_upwards ? low : high;
    if (is_same) {
        score = expected->score->indicators[row].computed;
    }
    while (!is_found && decimal_compare(score, low) >= 0 && decimal_compare(score, high) <= 0) {
        indicator->declared_score.value = score;
        bool is_now = is_same && decimal_equals(score, expected->score->indicators[row].computed);
        is_found = !is_now && is_goal(expected, rank_of_copy(copy, expected->rules));
        *nearest_out = score;
        score = decimal_add(score, (struct decimal){ expected->is_upwards ? 1 : -1, 2 });
    }
    *indicator = as_it_is;
    return is_found;
}

static void expect_tier(const struct case_of_grade *expected, size_t row)
{
    const struct assessment *assessment = &expected->score->indicators[row].assessment;
    const struct achieved_change *change = change_of(expected, row, -1);
    bool has_tier = assessment->verdict == VERDICT_TIER;
    int first = has_tier ? (int)assessment->tier : TIER_NOT_ACHIEVED;
    int step = expected->is_upwards ? -1 : 1;
    struct decimal nearest;
    if (!expected->is_upwards && !has_tier) {
        return;
    }
    for (int tier = first; tier >= 0 && tier < TIER_COUNT; tier += step) {
        if (tier_does(expected, row, (enum tier)tier, &nearest)) {
            ck_assert_msg(change != NULL && change->is_tier, HERE_FORMAT "tier %d not found", HERE(expected, row, -1),
                          tier);
            ck_assert_msg(change->tier == (enum tier)tier && decimal_equals(change->points, nearest),
                          HERE_FORMAT "tier %d with %s is not %d with %s", HERE(expected, row, -1), (int)change->tier,
                          number(change->points), tier, number(nearest));
            return;
        }
    }
    ck_assert_msg(change == NULL, HERE_FORMAT "no tier does", HERE(expected, row, -1));
}

static void expect_row(const struct case_of_grade *expected, size_t row)
{
    const struct indicator_score *score = &expected->score->indicators[row];
    if (score->indicator->part_count > 0) {
        for (int part = 0; part < 2; part++) {
            expect_number(expected, row, part);
        }
    } else if (!value_is_measure(&score->assessment.target)) {
        expect_tier(expected, row);
    } else if (score->assessment.is_compared) {
        expect_number(expected, row, -1);
    } else if (expected->is_upwards) {
        expect_least(expected, row);
    }
}

/* ---- amounts ---- */

static struct decimal amount_at(const struct case_of_grade *expected, int step)
{
    const struct execution_score *execution = &expected->score->execution;
    uint32_t places = decimal_more_places(execution->executed, execution->budget);
    return decimal_add(execution->executed, (struct decimal){ step, places });
}

static bool are_lifted(const struct boundary *boundary, const struct execution_score *execution)
{
    for (size_t i = 0; i < boundary->lifted_count; i++) {
        if (execution_veto_holds(boundary->lifted[i], execution)) {
            return false;
        }
    }
    return true;
}

static void expect_amount(const struct case_of_grade *expected, const struct executed_change *change, const bool *does,
                          const char *what)
{
    int nearest = nearest_step(does);
    bool is_found = nearest <= MOST_STEP;
    ck_assert_msg(is_found == change->is_found, HERE_FORMAT "%s: %s", HERE(expected, 0, -1), what,
                  number(change->is_found ? change->to : amount_at(expected, nearest)));
    ck_assert_msg(!is_found || decimal_equals(change->to, amount_at(expected, nearest)), HERE_FORMAT "%s: %s is not %s",
                  HERE(expected, 0, -1), what, number(change->to), number(amount_at(expected, nearest)));
}

static void expect_amounts(const struct case_of_grade *expected)
{
    bool does[STEPS];
    bool lifts[STEPS];
    struct decimal *executed = &expected->copy->project.total.executed.value;
    for (int step = LEAST_STEP; step <= MOST_STEP; step++) {
        *executed = amount_at(expected, step);
        bool is_amount = decimal_sign(*executed) >= 0;
        const struct project_score *score = score_of(expected->copy, expected->rules);
        does[step - LEAST_STEP] = is_amount && is_goal(expected, grade_rank(expected->rules, score->grade.computed));
        lifts[step - LEAST_STEP] = is_amount && are_lifted(expected->boundary, &score->execution);
    }
    *executed = expected->score->execution.executed;
    expect_amount(expected, &expected->boundary->executed, does, "executed");
    if (expected->boundary->lifted_count > 0) {
        expect_amount(expected, &expected->boundary->lift, lifts, "lift");
    }
}

/* Behind the lift nothing may be missing, or each row is tried on top of it. */
static void expect_boundary(const struct case_of_grade *expected)
{
    const struct executed_change *lift = &expected->boundary->lift;
    struct decimal *executed = &expected->copy->project.total.executed.value;
    expect_amounts(expected);
    if (lift->is_found) {
        *executed = lift->to;
        const struct project_score *score = score_of(expected->copy, expected->rules);
        ck_assert(decimal_equals(score->total, lift->total) && score->grade.computed == lift->grade);
        if (is_goal(expected, grade_rank(expected->rules, score->grade.computed))) {
            ck_assert_uint_eq(expected->boundary->achieved_count, 0);
            *executed = expected->score->execution.executed;
            return;
        }
    }
    for (size_t row = 0; row < expected->score->indicator_count; row++) {
        expect_row(expected, row);
    }
    *executed = expected->score->execution.executed;
}

START_TEST(least_changes_are_those_of_every_value_tried)
{
    struct copy copy;
    int changes = 0;
    state = (uint32_t)_i * 7919u + 17u;
    const struct rule_set *rules = rules_of(_i % RULES_COUNT);
    const struct project *project = random_project();
    ck_assert_msg(project->is_scorable, "seed %d: %s", _i, findings.first == NULL ? "" : first_message());
    copy_begin(&copy, project);
    const struct project_score *score = project_assess(&arena, values, reader, project, rules);
    const struct boundary_source source = { &arena, reader, project, rules, score };
    struct boundaries found = boundaries_find(&source, NULL);
    size_t computed = grade_rank(rules, score->grade.computed);
    for (size_t rank = 0; rank < found.boundary_count; rank++) {
        struct case_of_grade expected = { rules, project, score,           &found.boundaries[rank],
                                          &copy, rank,    rank < computed, _i };
        ck_assert_ptr_eq(expected.boundary->grade, grade_at(rules, rank));
        if (rank != computed) {
            expect_boundary(&expected);
        }
        changes += (int)expected.boundary->achieved_count;
    }
    arena_end(&copy.scratch);
    ck_assert_int_ge(changes, 0);
}
END_TEST

/* ---- by hand ---- */

/* 10 points for execution, 30 and 10 for what is met: 50 without the row. 良 from 80 on needs 30 of its 50 points,
   which 29.995 round to. */
static const struct boundaries *boundaries_of_row(const char *row, const char *rules, const char *executed)
{
    char source[2048];
    snprintf(source, sizeof(source),
             "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 20, 全年执行数: %s}}\n绩效指标:\n"
             "  产出指标:\n    - {名称: 乙, 分值: 50, %s}\n"
             "  效益指标:\n    - {名称: 丙, 指标值: ≥1人, 完成值: 1人, 分值: 30}\n"
             "  满意度指标:\n    - {名称: 丁, 指标值: ≥90%%, 完成值: 95%%, 分值: 10}\n",
             executed, row);
    const struct project *project = project_of(text_of(source));
    const struct rule_set *rule_set = rules_named(rules);
    const struct boundary_source boundary_source = { &arena, reader, project, rule_set,
                                                     project_assess(&arena, values, reader, project, rule_set) };
    struct boundaries *found = ARENA_NEW(&arena, struct boundaries);
    *found = boundaries_find(&boundary_source, NULL);
    return found;
}

static const struct {
    const char *row;
    size_t rank;      /* of the grade that is asked for */
    const char *text; /* of the cell; NULL: nothing there reaches it */
    const char *points;
    const char *total;
} cells[] = {
    { "指标值: ≥10万元, 完成值: 5.0万元", 1, "6.0万元", "30", "80" },
    { "指标值: \"≥2,000万元\", 完成值: \"1,100.5万元\"", 1, "1,199.8万元", "30",
      "80" },                                                 /* 50 × 1199.8 ÷ 2000 = 29.995 */
    { "指标值: ≥10万元, 完成值: \"5\"", 1, "6", "30", "80" }, /* 万元 of the target */
    { "指标值: ≥5公里, 完成值: 1000米", 1, "3000米", "30", "80" },
    { "指标值: ≥5公里, 完成值: 1000米", 0, "4000米", "40", "90" },
    { "指标值: ≤100元, 完成值: 200元", 1, "166元", "30.12", "80.12" }, /* 50 × 100 ÷ 166.69 */
    { "指标值: ≥60人, 完成值: 约20人", 1, "约36人", "30", "80" },
    { "指标值: ≥60人, 完成值: \"≥２０人\"", 1, "≥36人", "30", "80" },
    { "指标值: ≥60人, 完成值: 二十人", 1, "36人", "30", "80" },
    { "指标值: ≥60人, 完成值: \"\"", 1, "36人", "30", "80" },
    { "指标值: ≥60人, 完成值: 达成, 得分: 20", 1, "36人", "30", "80" },
    { "指标值: ≤60人, 完成值: \"\"", 1, "100人", "30", "80" },
    { "指标值: 30-60人, 完成值: \"\"", 1, "18人", "30", "80" },
    { "指标值: \">0人\", 完成值: 0人", 0, "1人", "50", "100" },
    { "指标值: =95.37%, 完成值: 40%", 0, "76.29%", "40", "90" }, /* 50 × 76.29 ÷ 95.37 = 39.9968… */
    { "指标值: 95.2%-95.4%, 完成值: 40%", 0, "76.2%", "40.02", "90.02" },
    { "指标值: ≥60人, 完成值: 47人", 2, "35人", "29.17", "79.17" }, /* down to 中 */
    { "指标值: ≥60户, 完成值: 20公里", 1, "36户", "30", "80" },
    { "指标值: \"\", 完成值: 20", 1, NULL, NULL, NULL },
};

START_TEST(cells_by_hand)
{
    const struct boundaries *found = boundaries_of_row(cells[_i].row, "mof", "20");
    const struct boundary *boundary = &found->boundaries[cells[_i].rank];
    const struct achieved_change *change = boundary->achieved_count == 0 ? NULL : &boundary->achieved[0];
    ck_assert_msg((change != NULL && change->is_found) == (cells[_i].text != NULL), "row %d", _i);
    if (cells[_i].text != NULL) {
        assert_text(change->to_text, cells[_i].text);
        ck_assert_str_eq(number(change->points), cells[_i].points);
        ck_assert_str_eq(number(change->total), cells[_i].total);
    }
}
END_TEST

static const struct {
    const char *row;
    size_t rank;
    enum tier tier; /* TIER_COUNT: none */
    bool keeps_tier, is_certain;
    const char *points;
} tiers[] = {
    { "指标值: 良好, 完成值: 部分达成, 得分: 32", 0, TIER_PARTLY_ACHIEVED, true, false, "40" },
    { "指标值: 良好, 完成值: 未达成, 得分: 10", 0, TIER_PARTLY_ACHIEVED, false, false, "40" },
    { "指标值: 良好, 完成值: 未达成, 得分: 10", 1, TIER_NOT_ACHIEVED, true, false, "30" },
    { "指标值: 良好, 完成值: 达成, 得分: 45", 1, TIER_PARTLY_ACHIEVED, false, false, "39.99" },
    { "指标值: 良好, 完成值: 达成, 得分: 45", 2, TIER_NOT_ACHIEVED, false, false, "29.99" },
    { "指标值: 2023年6月底前, 完成值: 2023年8月, 得分: 20", 0, TIER_ACHIEVED, false, true, "40" },
    { "指标值: 良好, 完成值: 不好说", 2, TIER_NOT_ACHIEVED, false, false, "10" },
};

START_TEST(tiers_by_hand)
{
    const struct boundaries *found = boundaries_of_row(tiers[_i].row, "mof", "20");
    const struct boundary *boundary = &found->boundaries[tiers[_i].rank];
    ck_assert_msg(boundary->achieved_count > 0 && boundary->achieved[0].is_found, "row %d", _i);
    const struct achieved_change *change = &boundary->achieved[0];
    ck_assert_msg(change->is_tier && change->tier == tiers[_i].tier, "row %d: tier %d", _i, (int)change->tier);
    ck_assert_msg(change->keeps_tier == tiers[_i].keeps_tier && change->is_certain == tiers[_i].is_certain, "row %d",
                  _i);
    ck_assert_str_eq(number(change->points), tiers[_i].points);
}
END_TEST

START_TEST(veto_is_lifted_first)
{
    /* Nothing executed is 差 by shanxi-2023; any amount lifts that. 90 − 14 points are 76, 中. */
    const struct boundaries *found = boundaries_of_row("指标值: ≥50人, 完成值: 36人", "shanxi", "0");
    const struct boundary *excellent = &found->boundaries[0];
    const struct boundary *good = &found->boundaries[1];
    const struct boundary *fair = &found->boundaries[2];
    ck_assert_int_eq(fair->relation, BOUNDARY_BETTER);
    ck_assert_uint_eq(fair->lifted_count, 1);
    ck_assert_str_eq(number(fair->lift.to), "1");
    ck_assert_str_eq(number(fair->lift.total), "76.5");
    ck_assert_uint_eq(fair->achieved_count, 0);
    ck_assert_str_eq(number(good->executed.to), "8"); /* 76 + 4 */
    assert_text(good->achieved[0].to_text, "40人");   /* 0.5 + 40 + 40 */
    ck_assert_str_eq(number(good->achieved[0].total), "80.5");
    ck_assert(!excellent->executed.is_found);
    assert_text(excellent->achieved[0].to_text, "50人");
    ck_assert_str_eq(number(excellent->achieved[0].total), "90.5");
    ck_assert_int_eq(found->boundaries[3].relation, BOUNDARY_SAME);
}
END_TEST

START_TEST(what_makes_a_grade_uncertain)
{
    /* 50 and 40–50 points: 90 to 100. */
    const struct boundaries *certain = boundaries_of_row("指标值: 良好, 完成值: 达成", "mof", "20");
    ck_assert_uint_eq(certain->uncertain_count, 0);
    /* 50 and 30–40. */
    const struct boundaries *sole = boundaries_of_row("指标值: 良好, 完成值: 部分达成", "mof", "20");
    ck_assert_uint_eq(sole->uncertain_count, 1);
    ck_assert(sole->is_sole_reason);
    assert_text(sole->uncertain[0]->indicator->name.text, "乙");
    assert_text(sole->possible, "优、良");
}
END_TEST

START_TEST(too_many_rows_are_not_tried)
{
    char row[32];
    size_t room_bytes = (size_t)BOUNDARY_MOST_ROWS * 64;
    char *source = arena_take(&arena, room_bytes);
    strcpy(source,
           "项目名称: 甲\n年度: 2023\n资金: {资金总额: {全年预算数: 20, 全年执行数: 5}}\n绩效指标:\n  产出指标:\n");
    size_t used = strlen(source);
    for (int i = 0; i <= BOUNDARY_MOST_ROWS; i++) {
        snprintf(row, sizeof(row), "    - {名称: %d, ", i);
        used += (size_t)snprintf(source + used, room_bytes - used, "%s分值: 1}\n", row);
    }
    const struct project *project = project_of(text_of(source));
    const struct rule_set *rules = rules_named("mof");
    const struct boundary_source boundary_source = { &arena, reader, project, rules,
                                                     project_assess(&arena, values, reader, project, rules) };
    struct boundaries found = boundaries_find(&boundary_source, rules->bands);
    ck_assert(found.has_too_many_rows);
    ck_assert_uint_eq(found.boundary_count, 1);
    ck_assert_uint_eq(found.boundaries[0].achieved_count, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("boundary");
    TCase *cases = tcase_create("least changes");
    tcase_set_timeout(cases, 300);
    tcase_add_checked_fixture(cases, begin_engine, end_engine);
    const char *seeds = getenv("ZIPING_SEEDS");
    tcase_add_loop_test(cases, least_changes_are_those_of_every_value_tried, 0,
                        seeds == NULL ? SEEDS : (int)strtol(seeds, NULL, 10));
    tcase_add_loop_test(cases, cells_by_hand, 0, COUNT_OF(cells));
    tcase_add_loop_test(cases, tiers_by_hand, 0, COUNT_OF(tiers));
    tcase_add_test(cases, veto_is_lifted_first);
    tcase_add_test(cases, what_makes_a_grade_uncertain);
    tcase_add_test(cases, too_many_rows_are_not_tried);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
