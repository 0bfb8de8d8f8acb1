/* The quick looks and the memory of value_read against the rules alone, which are the reference: on all rows of
   tests/cases, on mutants of them and on texts made of the form's words. ZIPING_MUTANTS=10000000 makes a long run. */

#include "reader.h"
#include "run_suite.h"
#include "utf8.h"
#include "value_difference.h"
#include "vocabulary_load.h"

/* Behind the floors: its `arena` would be in the way of theirs. */
#include "loading_fixture.h"

#include <inttypes.h>

enum { TEXT_MOST_BYTES = 512, MOST_SEEDS = 2000, MUTANT_TESTS = 8, LEAST_MUTANTS = 104000 };

static struct value_vocabulary vocabulary;
static struct value_reader *reader;
static struct value_workspace *workspace;
static struct arena unit_arena; /* of units that are put together */
static struct text seeds[MOST_SEEDS];
static size_t seed_count;

/* The second column of a table of tests/cases. */
static void seeds_read(const char *path)
{
    struct text file = file_text(path);
    for (const char *line = file.bytes; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
        const char *begin = line + strcspn(line, "\t\n");
        if (*line != '#' && *begin == '\t') {
            ck_assert_uint_lt(seed_count, MOST_SEEDS);
            seeds[seed_count++] = (struct text){ begin + 1, strcspn(begin + 1, "\t\n") };
        }
    }
}

static void set_up(void)
{
    begin();
    ck_assert(vocabulary_load(&loading, document_of(file_text("indicators/vocabulary/tiers.yaml")),
                              document_of(file_text("indicators/vocabulary/blanks.yaml")),
                              document_of(file_text("indicators/units.yaml")), &vocabulary));
    reader = value_reader_create(&heap, &vocabulary);
    ck_assert_ptr_nonnull(reader);
    workspace = value_workspace_create(reader);
    ck_assert_ptr_nonnull(workspace);
    arena_begin(&unit_arena, &heap, (size_t)1 << 20);
    seed_count = 0;
    seeds_read("tests/cases/notations.tsv");
    seeds_read("tests/cases/values.tsv");
}

static void tear_down(void)
{
    arena_end(&unit_arena);
    value_workspace_destroy(workspace);
    value_reader_destroy(reader);
    end();
}

static void assert_same(const char *way, struct text text, enum value_role role, int32_t year,
                        const struct value *value, const struct value *expected)
{
    const char *difference = value_difference(value, expected);
    ck_assert_msg(difference == NULL, "\"%.*s\" as %s of %" PRId32 ": %s differs when it is read %s",
                  (int)text.size_bytes, text.bytes, role == VALUE_TARGET ? "target" : "achieved value", year,
                  difference, way);
}

/* Read three times: with whatever is known of it, anew, and with what has just been learnt. */
static void assert_read_as_by_rules(struct text text, enum value_role role, int32_t year)
{
    struct value expected = value_read_by_rules(workspace, &unit_arena, text, role, year);
    struct value first = value_read(workspace, &unit_arena, text, role, year);
    assert_same("first", text, role, year, &first, &expected);
    struct value anew = value_read_anew(workspace, &unit_arena, text, role, year);
    assert_same("anew", text, role, year, &anew, &expected);
    struct value again = value_read(workspace, &unit_arena, text, role, year);
    assert_same("again", text, role, year, &again, &expected);
}

static const int32_t years[] = { 2023, 2024, 0, 2023, 1900, INT32_MAX };

START_TEST(rows_are_read_as_by_rules)
{
    ck_assert_uint_gt(seed_count, 700);
    for (size_t i = 0; i < seed_count; i++) {
        for (size_t y = 0; y < COUNT_OF(years); y++) {
            assert_read_as_by_rules(seeds[i], VALUE_TARGET, years[y]);
            assert_read_as_by_rules(seeds[i], VALUE_ACHIEVED, years[y]);
        }
        arena_rewind(&unit_arena);
    }
}
END_TEST

/* ---- mutants ---- */

/* splitmix64: the same everywhere. */
struct chance {
    uint64_t state;
};

static size_t below(struct chance *chance, size_t count)
{
    uint64_t mixed = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (size_t)((mixed ^ (mixed >> 31)) % count);
}

static const char *const heads[] = {
    "",       "",       "",       "≥",        "≤",      "=",      ">",        "<",        "＞",         "＜",
    "＝",     ">=",     "<=",     "≧",        "≦",      "＞＝",   "≥ ",       "> = ",     "不少于",     "不低于",
    "不超过", "不高于", "至少",   "不得低于", "达到",   "控制在", "大于",     "大于等于", "大于或等于", "超过",
    "高于",   "约",     "大约",   "接近",     "近",     "将近",   "≥约",      "约为",     "-",          "≥-",
    "－",     "逾",     "不足",   "不到",     "每",     "每年",   "每月至少", "每人每天", "已于",       "于",
    "截至",   "截止到", "不晚于", "第",       "百分之", "千分之", "介于",     "在",       "完成",       "共",
};
static const char *const digits[] = {
    "0",
    "1",
    "3",
    "5",
    "12",
    "30",
    "31",
    "60",
    "90",
    "95.5",
    "100",
    "1,270",
    "12.50",
    "1,270.92",
    "2023",
    "2022",
    "1999",
    "2023.12",
    "2024.2",
    "1,2345",
    "007",
    "0.0",
    "1,27",
    "12.",
    "一",
    "两",
    "三",
    "十",
    "十五",
    "一百二十",
    "半",
    "三千五",
    "一点五",
    "９０",
    "１２．５",
    "99999999999999999",
    "1234567890123456789",
    "0.1234567890123",
    "二〇二三",
    "千",
    "万",
    "亿",
    "2.5万",
};
static const char *const tails[] = {
    "",         "%",         "％",    "﹪",      "‰",    "人",       "次",       "户",       "个",
    "项",       "元",        "万元",  "亿元",    "千克", "万千瓦",   "平方米",   "元/人",    "元/人/天",
    "元/天.人", "元/平方米", "次/年", "次/每年", "人次", "个工作日", "工作日",   "天",       "日",
    "月",       "个月",      "年",    "季度",    "小时", "百分点",   "个百分点", "余人",     "多人",
    "余万元",   "万",        "亿",    "m2",      "m",    "㎡",       " 人",      "　%",      "帕",
    "件套",     "A级",       "G",     "级",      "分",   "号",       "标准",     "以上项目",
};
static const char *const suffixes[] = {
    "",     "",     "",       "",         "以上",     "以下",         "以内",
    "之内", "内",   "及以上", "或以下",   "(含)以上", "（不含）以下", "以上(含)",
    "左右", "上下", "多",     "左右以内", "。",       "；",           "、",
    ".",    ",",    "!",      "前",       "后",
};
static const char *const days[] = {
    "年",     "月",     "日",     "号",   "底",   "末",   "年底", "年末",     "年内", "年终", "月底", "月份",
    "季度",   "季度末", "上半年", "下旬", "岁末", "前",   "之前", "以前",     "内",   "以内", "-",    "/",
    ".",      "~",      "至",     "到",   "—",    "第",   "年度", "当年",     "次年", "本年", "全年", "每月",
    "每季度", "完成",   "下达",   "未",   "2022", "2023", "2024", "12",       "2",    "29",   "30",   "31",
    "1",      "10",     "十",     "四",   "后",   "起",   " ",    "２０２３",
};
static const char *const words[] = {
    "达成",
    "完成",
    "已完成",
    "部分达成",
    "未达成",
    "达成预期指标",
    "未完成预期指",
    "部分完成",
    "良好",
    "显著",
    "提升",
    "无",
    "未填报",
    "/",
    "—",
    "——",
    "-",
    "，",
    "、",
    "；",
    "。",
    "：",
    "但",
    "未",
    "不",
    "部分",
    "基本",
    "5",
    "三",
    "%",
    "年",
    "每",
    "元",
    "：",
    " ",
    "效果良好",
    "ISO9001",
    "5G",
    "〔2020〕10号",
    "12345热线",
    "*",
    "^",
    "$",
    "±",
    "×",
    "±5",
    "~",
    "至",
    "/400",
    "‰",
    "_",
    "#",
    "¥",
    "\xE2\x80\x8B",
    "\xC2\xA0",
    "\n",
};
static const char *const broken[] = {
    "\xFF",     "\xE4",     "\xE4\xBA", "\x80", "\xC0\x80", "\xED\xA0\x80", "\xF0\x9F\x98\x80",
    "\xF0\x9F", "\xE3\x80", "\xEF\xBC", "\x01", "\x7F"
};

struct mutant {
    char bytes[TEXT_MOST_BYTES];
    size_t size_bytes;
};

static void mutant_insert(struct mutant *mutant, size_t offset, struct text text)
{
    if (mutant->size_bytes + text.size_bytes <= TEXT_MOST_BYTES) {
        memmove(mutant->bytes + offset + text.size_bytes, mutant->bytes + offset, mutant->size_bytes - offset);
        memcpy(mutant->bytes + offset, text.bytes, text.size_bytes);
        mutant->size_bytes += text.size_bytes;
    }
}

static void mutant_add(struct mutant *mutant, const char *text)
{
    mutant_insert(mutant, mutant->size_bytes, text_of(text));
}

static void mutant_delete(struct mutant *mutant, size_t offset, size_t size_bytes)
{
    memmove(mutant->bytes + offset, mutant->bytes + offset + size_bytes, mutant->size_bytes - offset - size_bytes);
    mutant->size_bytes -= size_bytes;
}

#define ONE_OF(chance, pieces) ((pieces)[below((chance), COUNT_OF(pieces))])

static const char *any_piece(struct chance *chance)
{
    switch (below(chance, 13)) {
    case 0:
    case 1:
        return ONE_OF(chance, heads);
    case 2:
    case 3:
        return ONE_OF(chance, digits);
    case 4:
    case 5:
        return ONE_OF(chance, tails);
    case 6:
    case 7:
        return ONE_OF(chance, suffixes);
    case 8:
    case 9:
        return ONE_OF(chance, days);
    case 10:
    case 11:
        return ONE_OF(chance, words);
    default:
        return ONE_OF(chance, broken);
    }
}

/* A place between two characters; now and then between any two bytes. */
static size_t any_offset(struct chance *chance, const struct mutant *mutant)
{
    size_t offset = below(chance, mutant->size_bytes + 1);
    bool may_be_within = below(chance, 16) == 0;
    while (!may_be_within && offset > 0 && offset < mutant->size_bytes &&
           ((unsigned char)mutant->bytes[offset] & 0xC0) == 0x80) {
        offset--;
    }
    return offset;
}

static void mutant_change(struct chance *chance, struct mutant *mutant)
{
    size_t offset = any_offset(chance, mutant);
    size_t other = any_offset(chance, mutant);
    size_t begin = offset < other ? offset : other;
    size_t length = offset < other ? other - offset : offset - other;
    length = length > 6 ? 3 : length;
    struct text piece = text_of(any_piece(chance));
    char copy[8];
    switch (below(chance, 5)) {
    case 0:
        mutant_delete(mutant, begin, length);
        return;
    case 1:
        mutant_delete(mutant, begin, length);
        mutant_insert(mutant, begin, piece);
        return;
    case 2:
        memcpy(copy, mutant->bytes + begin, length);
        mutant_insert(mutant, other, (struct text){ copy, length });
        return;
    default:
        mutant_insert(mutant, offset, piece);
        return;
    }
}

static void mutant_make(struct chance *chance, struct mutant *mutant)
{
    mutant->size_bytes = 0;
    switch (below(chance, 6)) {
    case 0: /* a number */
    case 1:
        mutant_add(mutant, ONE_OF(chance, heads));
        mutant_add(mutant, ONE_OF(chance, digits));
        mutant_add(mutant, ONE_OF(chance, tails));
        mutant_add(mutant, ONE_OF(chance, suffixes));
        break;
    case 2: /* a day, more or less */
        for (size_t i = 1 + below(chance, 7); i > 0; i--) {
            mutant_add(mutant, ONE_OF(chance, days));
        }
        break;
    case 3:
        for (size_t i = 1 + below(chance, 5); i > 0; i--) {
            mutant_add(mutant, any_piece(chance));
        }
        break;
    default:
        mutant_insert(mutant, 0, seeds[below(chance, seed_count)]);
        break;
    }
    for (size_t i = below(chance, 4); i > 0; i--) {
        mutant_change(chance, mutant);
    }
}

static size_t mutants_wanted(void)
{
    const char *wanted = getenv("ZIPING_MUTANTS");
    return (wanted == NULL ? LEAST_MUTANTS : strtoul(wanted, NULL, 10)) / MUTANT_TESTS;
}

START_TEST(mutants_are_read_as_by_rules)
{
    struct chance chance = { (uint64_t)_i * UINT64_C(1000003) };
    for (size_t i = mutants_wanted(); i > 0; i--) {
        struct mutant mutant;
        mutant_make(&chance, &mutant);
        /* Of its own size, so that whoever reads beyond its end is noticed. */
        char *bytes = malloc(mutant.size_bytes + (mutant.size_bytes == 0));
        memcpy(bytes, mutant.bytes, mutant.size_bytes);
        enum value_role role = below(&chance, 2) == 0 ? VALUE_TARGET : VALUE_ACHIEVED;
        assert_read_as_by_rules((struct text){ bytes, mutant.size_bytes }, role, ONE_OF(&chance, years));
        free(bytes);
        arena_rewind(&unit_arena);
    }
}
END_TEST

/* ---- the first characters of rules ---- */

static const struct rule *rule_of(size_t index)
{
    return index < DEADLINE_RULE_COUNT ? &deadline_rules[index] : &measure_rules[index - DEADLINE_RULE_COUNT];
}

/* A partial match says whether any text that begins so can match. */
START_TEST(rules_name_their_first_characters)
{
    const struct rule *rule = rule_of((size_t)_i);
    struct pattern pattern = { .code = NULL };
    ck_assert(pattern_create(&pattern, rule->pattern, reader->general));
    for (uint32_t code_point = 1; code_point < 0x20000; code_point++) {
        if (code_point >= 0xD800 && code_point < 0xE000) {
            continue;
        }
        char bytes[4];
        struct text character = { bytes, utf8_put(code_point, bytes) };
        int found = pcre2_match(pattern.code, (PCRE2_SPTR)bytes, character.size_bytes, 0,
                                PCRE2_NO_UTF_CHECK | PCRE2_PARTIAL_HARD, workspace->block, workspace->limits);
        bool is_named = text_contains(text_of(rule->first_characters), character);
        ck_assert_msg(found == PCRE2_ERROR_NOMATCH || is_named, "rule %d can begin with U+%04" PRIX32, _i, code_point);
    }
    pattern_destroy(&pattern);
}
END_TEST

/* ---- memory ---- */

/* More texts than are remembered, twice over: what was driven out is read as before. */
START_TEST(texts_drive_each_other_out)
{
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4 * MEMO_SETS; i++) {
            char bytes[64];
            int length = snprintf(bytes, sizeof(bytes), "第%d类、%d～%d元/人", i, i, i + 1);
            assert_read_as_by_rules((struct text){ bytes, (size_t)length }, VALUE_TARGET, 2023);
        }
        arena_rewind(&unit_arena);
    }
}
END_TEST

/* The year belongs to what is remembered where the text does not say it. */
START_TEST(years_are_not_mixed_up)
{
    struct text text = TEXT("2月29日前");
    for (int32_t year = 2020; year < 2030; year++) {
        struct value value = value_read(workspace, &unit_arena, text, VALUE_TARGET, year);
        ck_assert_int_eq(value.kind, year % 4 == 0 ? VALUE_DEADLINE : VALUE_UNREADABLE);
        ck_assert_int_eq(value.date.year, year % 4 == 0 ? year : 0);
    }
}
END_TEST

/* A unit that is put together lies in the arena of the reading, not of the one that is remembered. */
START_TEST(units_live_in_the_arena_given)
{
    static const char *const texts[] = { "≤400元/人/天", "约400元/人/天以内", "300-400元/人/天" };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        for (int round = 0; round < 3; round++) {
            struct arena own;
            arena_begin(&own, &heap, (size_t)1 << 20);
            struct value value = value_read(workspace, &own, text_of(texts[i]), VALUE_TARGET, 2023);
            ck_assert(text_equals(value.unit, TEXT("元/人/天")));
            ck_assert_uint_gt(own.taken_bytes, 0);
            arena_end(&own);
        }
    }
}
END_TEST

/* With digits among the words of tiers or blanks, quick looks would take a word for a number. */
START_TEST(digits_among_the_words_are_heeded)
{
    static const struct tier_word tiers[] = { { { "100%", 4 }, TIER_ACHIEVED } };
    static const struct blank_word blanks[] = { { { "0", 1 }, true, true } };
    struct value_vocabulary own = vocabulary;
    own.tier_words = tiers;
    own.tier_word_count = COUNT_OF(tiers);
    own.blank_words = blanks;
    own.blank_word_count = COUNT_OF(blanks);
    struct value_reader *own_reader = value_reader_create(&heap, &own);
    struct value_workspace *own_workspace = value_workspace_create(own_reader);
    ck_assert_ptr_nonnull(own_workspace);
    for (int round = 0; round < 2; round++) {
        ck_assert_int_eq(value_read(own_workspace, &unit_arena, TEXT("100%"), VALUE_ACHIEVED, 2023).kind, VALUE_TIER);
        ck_assert_int_eq(value_read(own_workspace, &unit_arena, TEXT("100%"), VALUE_TARGET, 2023).kind, VALUE_NUMBER);
        ck_assert_int_eq(value_read(own_workspace, &unit_arena, TEXT("0"), VALUE_TARGET, 2023).kind, VALUE_BLANK);
    }
    value_workspace_destroy(own_workspace);
    value_reader_destroy(own_reader);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("value_quick");
    TCase *cases = tcase_create("value_quick");
    tcase_add_unchecked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 7200);
    tcase_add_test(cases, rows_are_read_as_by_rules);
    tcase_add_loop_test(cases, mutants_are_read_as_by_rules, 0, MUTANT_TESTS);
    tcase_add_loop_test(cases, rules_name_their_first_characters, 0, RULE_COUNT);
    tcase_add_test(cases, texts_drive_each_other_out);
    tcase_add_test(cases, years_are_not_mixed_up);
    tcase_add_test(cases, units_live_in_the_arena_given);
    tcase_add_test(cases, digits_among_the_words_are_heeded);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
