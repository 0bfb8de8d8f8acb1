#include "loading_fixture.h"

#include "vocabulary_load.h"

static const char tiers[] = "{达成: [达成, 完成], 部分达成: [部分达成], 未达成: [未达成]}";
static const char blanks[] = "{两者: [未填报, /], 指标值: [无]}";
static const char units[] = "{计数: [家, 人], 维度: {金额: {元: 10, 角: 1}}, 同义: {元: [圆], 人: [个人]}}";

static bool load(const char *tiers_source, const char *blanks_source, const char *units_source,
                 struct value_vocabulary *vocabulary_out)
{
    const struct node *tiers_root = document_of(text_of(tiers_source));
    const struct node *blanks_root = document_of(text_of(blanks_source));
    const struct node *units_root = document_of(text_of(units_source));
    return vocabulary_load(&loading, tiers_root, blanks_root, units_root, vocabulary_out);
}

static const struct unit_word *unit_of(const struct value_vocabulary *vocabulary, const char *word)
{
    for (size_t i = 0; i < vocabulary->unit_word_count; i++) {
        if (text_equals(vocabulary->unit_words[i].word, text_of(word))) {
            return &vocabulary->unit_words[i];
        }
    }
    ck_abort_msg("no unit %s", word);
    return NULL;
}

static void assert_unit(const struct value_vocabulary *vocabulary, const char *word, const char *normal,
                        const char *dimension, const char *factor)
{
    const struct unit_word *unit = unit_of(vocabulary, word);
    assert_text(unit->normal, normal);
    assert_text(unit->dimension, dimension);
    ck_assert_str_eq(number(unit->factor), factor);
}

START_TEST(test_words)
{
    struct value_vocabulary vocabulary;
    ck_assert(load(tiers, blanks, units, &vocabulary));
    ck_assert_str_eq(found(), "");
    ck_assert_uint_eq(vocabulary.tier_word_count, 4);
    assert_text(vocabulary.tier_words[1].word, "完成");
    ck_assert_int_eq(vocabulary.tier_words[1].tier, TIER_ACHIEVED);
    ck_assert_int_eq(vocabulary.tier_words[3].tier, TIER_NOT_ACHIEVED);
    ck_assert_uint_eq(vocabulary.blank_word_count, 3);
    assert_text(vocabulary.blank_words[1].word, "/");
    ck_assert(vocabulary.blank_words[1].in_target && vocabulary.blank_words[1].in_achieved);
    assert_text(vocabulary.blank_words[2].word, "无");
    ck_assert(vocabulary.blank_words[2].in_target && !vocabulary.blank_words[2].in_achieved);
    ck_assert_uint_eq(vocabulary.unit_word_count, 6);
    assert_unit(&vocabulary, "家", "家", "", "1");
    assert_unit(&vocabulary, "元", "元", "金额", "10");
    assert_unit(&vocabulary, "圆", "元", "金额", "10");
    assert_unit(&vocabulary, "个人", "人", "", "1");
}
END_TEST

struct row {
    const char *tiers;
    const char *blanks;
    const char *units;
    const char *findings;
};

static const struct row rows[] = {
    { "[达成]", blanks, units, "wrong-type 1:1" },
    { "{达成: [达成], 部分达成: [部分达成]}", blanks, units, "missing-field 1:1" },
    { "{达成: 完成, 部分达成: [], 未达成: []}", blanks, units, "wrong-type 1:6" },
    { "{达成: [[完成]], 部分达成: [], 未达成: []}", blanks, units, "wrong-type 1:7" },
    { "{达成: [''], 部分达成: [], 未达成: []}", blanks, units, "missing-field 1:7" },
    { "{达成: [完成], 部分达成: [完成], 未达成: []}", blanks, units, "duplicate-key 1:19" },
    { "{达成: [], 部分达成: [], 未达成: [], 其他: []}", blanks, units, "unknown-key 1:29" },
    { tiers, "未填报", units, "wrong-type 1:1" },
    { tiers, "{两者: [无]}", units, "missing-field 1:1" },
    { tiers, "{两者: [无], 指标值: [无]}", units, "duplicate-key 1:17" },
    { tiers, "{两者: {无: 无}, 指标值: []}", units, "wrong-type 1:6" },
    { tiers, blanks, "[家]", "wrong-type 1:1" },
    { tiers, blanks, "{计数: [], 维度: {}}", "missing-field 1:1" },
    { tiers, blanks, "{计数: 家, 维度: [], 同义: []}", "wrong-type 1:6, wrong-type 1:13, wrong-type 1:21" },
    { tiers, blanks, "{计数: [], 维度: {金额: 元}, 同义: {}}", "wrong-type 1:19" },
    { tiers, blanks, "{计数: [], 维度: {金额: {元: 十}}, 同义: {}}", "unreadable-number 1:23" },
    { tiers, blanks, "{计数: [], 维度: {金额: {元: 0}}, 同义: {}}", "unreadable-number 1:23" },
    { tiers, blanks, "{计数: [], 维度: {金额: {元: 0.1}}, 同义: {}}", "unreadable-number 1:23" },
    { tiers, blanks, "{计数: [], 维度: {金额: {元: [1]}}, 同义: {}}", "wrong-type 1:23" },
    { tiers, blanks, "{计数: [], 维度: {金额: {元: }}, 同义: {}}", "missing-field 1:23" },
    { tiers, blanks, "{计数: [], 维度: {}, 同义: {元: [圆]}}", "unknown-key 1:23" },
    { tiers, blanks, "{计数: [家], 维度: {}, 同义: {家: 户}}", "wrong-type 1:27" },
    { tiers, blanks, "{计数: [家, 家], 维度: {}, 同义: {}}", "duplicate-key 1:10" },
    { tiers, blanks, "{计数: [元], 维度: {金额: {元: 1}}, 同义: {}}", "duplicate-key 1:21" },
    { tiers, blanks, "{计数: [家, 户], 维度: {}, 同义: {家: [户]}}", "duplicate-key 1:31" },
};

START_TEST(test_rejected)
{
    const struct row *row = &rows[_i];
    struct value_vocabulary vocabulary;
    bool is_rejected = !load(row->tiers, row->blanks, row->units, &vocabulary);
    assert_found(row->units, row->findings);
    ck_assert(is_rejected);
}
END_TEST

START_TEST(test_our_vocabulary)
{
    struct value_vocabulary vocabulary;
    bool is_loaded = vocabulary_load(&loading, document_of(file_text("indicators/vocabulary/tiers.yaml")),
                                     document_of(file_text("indicators/vocabulary/blanks.yaml")),
                                     document_of(file_text("indicators/units.yaml")), &vocabulary);
    ck_assert_str_eq(found(), "");
    ck_assert(is_loaded);
    ck_assert_uint_gt(vocabulary.tier_word_count, 3);
    ck_assert_uint_eq(vocabulary.blank_word_count, 6);
    assert_unit(&vocabulary, "平米", "平方米", "面积", "30000");
    assert_unit(&vocabulary, "元", "元", "金额", "10");
    assert_unit(&vocabulary, "家", "家", "", "1");
    assert_unit(&vocabulary, "百分比", "%", "比率", "10");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vocabulary");
    TCase *words = tcase_create("words");
    tcase_add_checked_fixture(words, begin, end);
    tcase_add_test(words, test_words);
    tcase_add_loop_test(words, test_rejected, 0, COUNT_OF(rows));
    tcase_add_test(words, test_our_vocabulary);
    suite_add_tcase(suite, words);
    return run_suite(suite);
}
