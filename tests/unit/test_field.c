#include "loading_fixture.h"

#include "nearest.h"
#include "value.h"

/* A mapping with a field of every kind. */
struct form {
    struct cell name;
    struct figure weight;
    struct figure amount;
    struct figure count;
    struct figure rate;
    struct figure share;
    struct figure year;
    const struct node *list;
};
static const struct field form_fields[] = {
    FIELD("名称", "name", FIELD_TEXT, FIELD_REQUIRED, struct form, name),
    FIELD("分值", "weight", FIELD_NUMBER, FIELD_DECISIVE, struct form, weight),
    FIELD("全年预算数", "annual_budget", FIELD_POSITIVE_NUMBER, FIELD_OPTIONAL, struct form, amount),
    FIELD("项目个数", "count", FIELD_COUNT, FIELD_OPTIONAL, struct form, count),
    FIELD("执行率", "rate", FIELD_PER_CENT, FIELD_OPTIONAL, struct form, rate),
    FIELD("取值", "share", FIELD_SHARE, FIELD_OPTIONAL, struct form, share),
    FIELD("年度", "year", FIELD_YEAR, FIELD_OPTIONAL, struct form, year),
    FIELD("分项", "parts", FIELD_NODE, FIELD_OPTIONAL, struct form, list),
};
static const struct field_table form_table = FIELD_TABLE("指标", form_fields);

static struct form load(const char *source)
{
    struct form form = { 0 };
    loading.is_scorable = true;
    fields_load(&loading, &form_table, document_of(text_of(source)), &form);
    return form;
}

/* ---- findings ---- */

struct finding_row {
    const char *source;
    const char *findings;
    bool is_scorable;
};

static const struct finding_row finding_rows[] = {
    { "{名称: 甲, 分值: 10}", "", true },
    { "{name: 甲, weight: 10}", "", true },
    { "{名称: 甲, weight: 10, 执行率: 87.7%, year: ２０２３}", "", true },
    /* required */
    { "{分值: 10}", "missing-field 1:1", true },
    { "\n\n  名称: 甲", "missing-field 3:3", false },
    { "{名称: '', 分值: 10}", "missing-field 1:6", true },
    { "{名称: '  　', 分值: 10}", "missing-field 1:6", true },
    { "{名称: ~, 分值: 10}", "missing-field 1:6", true },
    { "{名称: null, 分值: 10}", "missing-field 1:6", true },
    { "{名称: 'null', 分值: '~'}", "unreadable-number 1:18", false },
    { "{名称: 甲, 分值: '-'}", "missing-field 1:13", false },
    { "{名称: 甲, 分值: ——}", "missing-field 1:13", false },
    { "{名称: 甲, 分值: /}", "missing-field 1:13", false },
    { "{名称: 甲, 分值: 未填报}", "missing-field 1:13", false },
    { "{名称: 甲, 分值: null}", "missing-field 1:13", false },
    /* kinds of content */
    { "[名称, 分值]", "wrong-type 1:1", true },
    { "名称：甲", "wrong-type 1:1", true },
    { "{名称: [甲], 分值: 10}", "wrong-type 1:6", true },
    { "{名称: 甲, 分值: {数: 10}}", "wrong-type 1:13", false },
    /* numbers */
    { "{名称: 甲, 分值: 十分}", "unreadable-number 1:13", false },
    { "{名称: 甲, 分值: 10分}", "unreadable-number 1:13", false },
    { "{名称: 甲, 分值: 1e2}", "unreadable-number 1:13", false },
    { "{名称: 甲, 分值: 0x10}", "unreadable-number 1:13", false },
    { "{名称: 甲, 分值: 1234567890123456789}", "unreadable-number 1:13", false },
    { "{名称: 甲, 分值: 0.1234567890123}", "unreadable-number 1:13", false },
    { "{名称: 甲, 分值: -1}", "", true },
    { "{名称: 甲, 分值: 10%}", "unreadable-number 1:13", false },
    { "{名称: 甲, 分值: 10, 全年预算数: -1}", "unreadable-number 1:24", true },
    { "{名称: 甲, 分值: 10, 全年预算数: -0}", "", true },
    { "{名称: 甲, 分值: 10, 全年预算数: 1万}", "unreadable-number 1:24", true },
    { "{名称: 甲, 分值: 10, 项目个数: 13}", "", true },
    { "{名称: 甲, 分值: 10, 项目个数: 13.0}", "", true },
    { "{名称: 甲, 分值: 10, 项目个数: 13.5}", "unreadable-number 1:23", true },
    { "{名称: 甲, 分值: 10, 项目个数: -1}", "unreadable-number 1:23", true },
    { "{名称: 甲, 分值: 10, 执行率: 87.7}", "", true },
    { "{名称: 甲, 分值: 10, 执行率: 87.7﹪}", "", true },
    { "{名称: 甲, 分值: 10, 执行率: 87.7‰}", "unreadable-number 1:22", true },
    { "{名称: 甲, 分值: 10, 取值: 80%}", "", true },
    { "{名称: 甲, 分值: 10, 取值: 0.8}", "unreadable-number 1:21", true },
    { "{名称: 甲, 分值: 10, 年度: 23}", "unreadable-number 1:21", true },
    { "{名称: 甲, 分值: 10, 年度: 02023}", "unreadable-number 1:21", true },
    { "{名称: 甲, 分值: 10, 年度: 2023年}", "unreadable-number 1:21", true },
    { "{名称: 甲, 分值: 10, 年度: -202}", "unreadable-number 1:21", true },
    { "{名称: 甲, 分值: 10, 年度: 20.3}", "unreadable-number 1:21", true },
    { "{名称: 甲, 分值: 10, 年度: '0000'}", "unreadable-number 1:21", true },
    /* keys */
    { "{名称: 甲, 分值: 10, 备注: 无}", "unknown-key 1:17", true },
    { "{名称: 甲, 分值: 10, 备注：无: }", "unknown-key 1:17", true },
    { "{名称: 甲, 分值: 10, 名称: 乙}", "duplicate-key 1:17", true },
    { "{名称: 甲, 分值: 10, name: 乙}", "duplicate-key 1:17", true },
    { "{weight: 1, 名称: 甲, 分值: 10, 年度: 23}", "duplicate-key 1:20, unreadable-number 1:32", true },
};

START_TEST(test_findings)
{
    const struct finding_row *row = &finding_rows[_i];
    load(row->source);
    assert_found(row->source, row->findings);
    ck_assert_msg(loading.is_scorable == row->is_scorable, "is_scorable of %s", row->source);
}
END_TEST

struct message_row {
    const char *source;
    const char *message;
};

static const struct message_row message_rows[] = {
    { "{名称: 甲}", "缺少必填的“分值”" },
    { "{名称: 甲, 分值: }", "必填的“分值”是空的" },
    { "名称：甲", "“指标”应当是“键: 值”的形式，而“名称：甲”里的冒号是全角的“：”；请改为半角冒号加空格" },
    { "甲", "“指标”应当是“键: 值”，这里是一个值" },
    { "{名称: 甲, 分值: [1]}", "“分值”应当是一个值，这里是列表" },
    { "{名称: 甲, 分值: 1, 全年预算: 3}", "不认识“全年预算”，它没有被读取；是不是“全年预算数”？" },
    { "{名称: 甲, 分值: 1, Rate: 3}", "不认识“Rate”，它没有被读取；是不是“rate”？" },
    { "{名称: 甲, 分值: 1, 备注: 3}", "不认识“备注”，它没有被读取" },
    { "{名称: 甲, 分值: 1, '年度：2023': }",
      "“年度：2023”里的冒号是全角的“：”，后面的值没有被读取；请改为半角冒号加空格" },
    { "{名称: 甲, 分值: 1,\n weight: 3}", "“weight”与第 1 行的“分值”是同一项；以先写的为准，请删去一处" },
    { "{名称: 甲, 分值: 1, 年度: 二〇二三}", "“年度”的“二〇二三”不是四位数的年份" },
    { "{名称: 甲, 分值: 1, 全年预算数: -3}", "“全年预算数”的“-3”是负数；这里不能小于 0" },
};

START_TEST(test_message)
{
    load(message_rows[_i].source);
    ck_assert_str_eq(first_message(), message_rows[_i].message);
}
END_TEST

START_TEST(test_values)
{
    struct form form = load("名称: 　甲 乙\n分值: １０.５０\nannual_budget: 1,270.92\n项目个数: 13.0\n执行率: 87.70%\n"
                            "取值: ８０％\n年度: 2023\n分项: [1]\n");
    assert_found("values", "");
    assert_text(form.name.text, "甲 乙");
    ck_assert_uint_eq(form.name.place.line, 1);
    ck_assert_uint_eq(form.name.place.column, 5);
    ck_assert_str_eq(number(form.weight.value), "10.5");
    assert_text(form.weight.text, "１０.５０");
    ck_assert_str_eq(number(form.amount.value), "1270.92");
    ck_assert_str_eq(number(form.count.value), "13");
    ck_assert_str_eq(number(form.rate.value), "87.7");
    ck_assert_uint_eq(form.rate.value.places, 2); /* as printed */
    ck_assert_str_eq(number(form.share.value), "0.8");
    ck_assert_str_eq(number(form.year.value), "2023");
    ck_assert(form.name.is_given && form.weight.is_given && form.amount.is_given && form.year.is_given);
    ck_assert_ptr_nonnull(form.list);
    ck_assert_int_eq(form.list->kind, NODE_SEQUENCE);
}
END_TEST

START_TEST(test_absent_values)
{
    struct form form = load("\n  {名称: 甲, 分值: 10, 执行率: '-', 分项: }");
    assert_found("absent values", "");
    ck_assert(!form.amount.is_given && !form.rate.is_given);
    ck_assert_uint_eq(form.amount.place.line, 2);
    ck_assert_uint_eq(form.amount.place.column, 3);
    ck_assert_uint_eq(form.rate.place.column, 24);
    ck_assert(decimal_is_zero(form.rate.value));
    ck_assert_ptr_null(form.list);
}
END_TEST

START_TEST(test_first_name_counts)
{
    struct form form = load("{weight: 1, 名称: 甲, 分值: 2, weight: 3}");
    ck_assert_str_eq(number(form.weight.value), "1");
}
END_TEST

/* A form is the same however its keys are spelt and ordered, and whatever was loaded before it. */
START_TEST(test_any_order_and_spelling)
{
    static const char *const sources[] = {
        "{名称: 甲, 分值: 10.5, 全年预算数: '', 执行率: 87.70%, 年度: 2023, 分项: 一}",
        "{name: 甲, weight: 10.5, annual_budget: '', rate: 87.70%, year: 2023, parts: 一}",
        "{name: 甲, weight: 10.5, 全年预算数: '', 执行率: 87.70%, 年度: 2023, parts: 一}",
        "{年度: 2023, 分项: 一, weight: 10.5, annual_budget: '-', rate: 87.70%, 名称: 甲}",
    };
    for (size_t i = 0; i < 16; i++) {
        struct form form = load(sources[i % 4 ^ i / 4]);
        assert_text(form.name.text, "甲");
        ck_assert_str_eq(number(form.weight.value), "10.5");
        assert_text(form.weight.text, "10.5");
        ck_assert(!form.amount.is_given && !form.amount.is_garbled && form.amount.place.column > 1);
        ck_assert(!form.count.is_given && form.count.place.column == 1);
        ck_assert(form.rate.is_given && form.rate.value.places == 2);
        assert_text(form.rate.text, "87.70%");
        ck_assert_str_eq(number(form.year.value), "2023");
        ck_assert_ptr_nonnull(form.list);
    }
    assert_found("four spellings", "");
}
END_TEST

/* Keys may share their bytes, and then are known by where they are. */
START_TEST(test_shared_keys)
{
    const struct node *root = document_of(TEXT("[{名称: 甲, 分值: 1, 年度: 2023}, {名称: 乙, 分值: 2}, {年度: 2024}]"));
    struct node *first = root->first_child;
    struct node *second = first->next;
    second->first_child->key.bytes = first->first_child->key.bytes;
    second->first_child->next->key.bytes = first->first_child->next->key.bytes;
    struct form forms[2];
    memset(forms, 0, sizeof(forms));
    ck_assert(fields_load(&loading, &form_table, first, &forms[0]));
    ck_assert(fields_load(&loading, &form_table, second, &forms[1]));
    assert_text(forms[1].name.text, "乙");
    ck_assert_str_eq(number(forms[1].weight.value), "2");
    /* The beginning of a known key is another key. */
    second->next->first_child->key = (struct text){ first->first_child->key.bytes, 3 };
    ck_assert(fields_load(&loading, &form_table, second->next, &forms[1]));
    assert_found("名", "missing-field 1:44, missing-field 1:44, unknown-key 1:45");
}
END_TEST

START_TEST(test_inheritable_field)
{
    static const struct field fields[] = {
        FIELD("取值", "value", FIELD_SHARE, FIELD_INHERITABLE, struct form, share),
    };
    static const struct field_table table = FIELD_TABLE("时限未达", fields);
    struct form form = { 0 };
    loading.is_extending = true;
    fields_load(&loading, &table, document_of(TEXT("{}")), &form);
    assert_found("extending, absent", "");
    fields_load(&loading, &table, document_of(TEXT("{取值: }")), &form);
    assert_found("extending, empty", "missing-field 1:6");
    loading.is_extending = false;
    fields_load(&loading, &table, document_of(TEXT("\n{}")), &form);
    assert_found("not extending", "missing-field 1:6, missing-field 2:1");
}
END_TEST

/* ---- keys that are data ---- */

START_TEST(test_data_entries)
{
    static const struct field fields[] = {
        FIELD("依据", "basis", FIELD_TEXT, FIELD_OPTIONAL, struct form, name),
    };
    static const struct field_table table = FIELD_TABLE_WITH_DATA_KEYS("等级", fields);
    const struct node *root = document_of(TEXT("{良: 80, 优: 90, basis: 办法, 良: 70, 差: 0}"));
    struct form form = { 0 };
    ck_assert(fields_load(&loading, &table, root, &form));
    assert_found("data keys", "duplicate-key 1:27");
    assert_text(form.name.text, "办法");
    struct entries entries = data_entries(&arena, &table, root);
    ck_assert_uint_eq(entries.count, 3);
    assert_text(entries.nodes[0]->key, "良");
    assert_text(entries.nodes[0]->text, "80");
    assert_text(entries.nodes[1]->key, "优");
    assert_text(entries.nodes[2]->key, "差");
    ck_assert_uint_eq(data_entries(&arena, NULL, root).count, 4);
}
END_TEST

START_TEST(test_words)
{
    static const struct word words[] = { WORD("反比", "ratio", 4), WORD("线性", "linear", 7) };
    struct cell cell = { .text = TEXT("linear"), .place = { 3, 5 }, .is_given = true };
    int value = 1;
    ck_assert(word_load(&loading, TEXT("超上限"), &cell, words, COUNT_OF(words), &value));
    ck_assert_int_eq(value, 7);
    cell.text = TEXT("反比");
    ck_assert(word_load(&loading, TEXT("超上限"), &cell, words, COUNT_OF(words), &value));
    ck_assert_int_eq(value, 4);
    cell.text = TEXT("正比");
    ck_assert(!word_load(&loading, TEXT("超上限"), &cell, words, COUNT_OF(words), &value));
    ck_assert_int_eq(value, 4);
    assert_found("正比", "wrong-type 3:5");
    ck_assert_str_eq(first_message(), "“超上限”不能是“正比”；可以是：反比、线性");
}
END_TEST

START_TEST(test_data_keys_between_fields)
{
    static const struct field fields[] = {
        FIELD("名称", "name", FIELD_TEXT, FIELD_REQUIRED, struct form, name),
        FIELD("年度", "year", FIELD_YEAR, FIELD_OPTIONAL, struct form, year),
    };
    static const struct field_table table = FIELD_TABLE_WITH_DATA_KEYS("资金", fields);
    static const char *const sources[] = { "{甲: 1, 名称: 总, 乙: 2, 年度: 2023, 丙: 3}",
                                           "{年度: 2023, 甲: 1, 乙: 2, name: 总, 丙: 3}" };
    for (size_t i = 0; i < 4; i++) {
        const struct node *root = document_of(text_of(sources[i % 2]));
        struct form form = { 0 };
        ck_assert(fields_load(&loading, &table, root, &form));
        assert_text(form.name.text, "总");
        ck_assert_str_eq(number(form.year.value), "2023");
        struct entries entries = data_entries(&arena, &table, root);
        ck_assert_uint_eq(entries.count, 3);
        assert_text(entries.nodes[2]->key, "丙");
    }
    assert_found("data keys", "");
}
END_TEST

/* So many that they are sorted; of equal ones the first counts. */
START_TEST(test_many_data_entries)
{
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, &arena);
    for (uint64_t i = 0; i < 300; i++) {
        writer_character(&writer, 'k');
        writer_count(&writer, i * 7 % 100);
        writer_string(&writer, ": ");
        writer_count(&writer, i);
        writer_character(&writer, '\n');
    }
    struct entries entries = data_entries(&arena, NULL, document_of(collected_text(&writer, &collected)));
    ck_assert_uint_eq(entries.count, 100);
    for (size_t i = 0; i < entries.count; i++) {
        struct decimal value;
        ck_assert_int_eq(decimal_read(entries.nodes[i]->text, &value), DECIMAL_READ);
        ck_assert_int_eq((int)value.coefficient, (int)i);
    }
}
END_TEST

/* ---- at a glance ---- */

START_TEST(test_short_text_equals)
{
    char a[40];
    char b[40];
    memset(a, 'x', sizeof(a));
    memset(b, 'x', sizeof(b));
    for (size_t size_bytes = 0; size_bytes <= sizeof(a); size_bytes++) {
        struct text first = { a, size_bytes };
        struct text second = { b, size_bytes };
        ck_assert(short_text_equals(first, second));
        ck_assert(!short_text_equals(first, (struct text){ b, size_bytes + 1 }));
        for (size_t i = 0; i < size_bytes; i++) {
            b[i] = 'y';
            ck_assert_msg(!short_text_equals(first, second), "%zu of %zu", i, size_bytes);
            b[i] = 'x';
        }
    }
    ck_assert(short_text_equals((struct text){ NULL, 0 }, TEXT("")));
}
END_TEST

struct glance_row {
    const char *written;
    const char *trimmed;
    bool is_blank;
};

static const struct glance_row glance_rows[] = {
    { "甲", "甲", false },
    { "全国统一", "全国统一", false }, /* ends in E4 B8 80 */
    { "\xE3\x80\x80", "", true },
    { "甲\xE3\x80\x80", "甲", false },
    { "\xE3\x80\x80甲", "甲", false },
    { "々", "々", false }, /* E3 80 85 */
    { " 甲\t\r\n", "甲", false },
    { "", "", true },
    { " ", "", true },
    { "~", "~", true },
    { " null ", "null", true },
    { "none", "none", false },
    { "n", "n", false },
    { "\x80", "\x80", false },
    { "\x80\x80", "\x80\x80", false },
};

START_TEST(test_glance)
{
    const struct glance_row *row = &glance_rows[_i];
    struct node node = { .kind = NODE_SCALAR, .text = text_of(row->written) };
    assert_text(short_text_trimmed(node.text), row->trimmed);
    ck_assert(node_is_blank(&node) == row->is_blank);
    ck_assert(!is_plainly_written(node.text) || (!row->is_blank && strcmp(row->written, row->trimmed) == 0));
}
END_TEST

/* Numbers read at a glance are the numbers that number_read reads. */
START_TEST(test_plain_numbers)
{
    static const char *const texts[] = {
        "0",
        "7",
        "007",
        "0.50",
        "3.5",
        "12345678901234",
        "123456789012345",
        "0.123456789012",
        "0.1234567890123",
        "1.",
        ".5",
        "1.2.3",
        "1,270.92",
        "-3",
        "+3",
        "1e2",
        "１２",
        "3 ",
        "12:30",
        "12345678.87654",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct node value = { .kind = NODE_SCALAR, .text = text_of(texts[i]), .key = TEXT("数") };
        struct node mapping = { .kind = NODE_MAPPING, .first_child = &value, .child_count = 1 };
        static const struct field fields[] = {
            FIELD("数", "number", FIELD_NUMBER, FIELD_OPTIONAL, struct form, weight),
        };
        static const struct field_table table = FIELD_TABLE("数", fields);
        struct form form = { 0 };
        struct decimal expected = { 0, 0 };
        bool is_number = number_read(value.text, false, &expected) == DECIMAL_READ;
        ck_assert(fields_load(&loading, &table, &mapping, &form));
        ck_assert_msg(form.weight.is_given == is_number, "%s", texts[i]);
        ck_assert_msg(form.weight.value.coefficient == expected.coefficient, "%s", texts[i]);
        ck_assert_msg(form.weight.value.places == expected.places, "%s", texts[i]);
    }
}
END_TEST

/* ---- which key was meant ---- */

struct nearest_row {
    const char *written;
    const char *known;
    bool is_near;
};

static const struct nearest_row nearest_rows[] = {
    { "名称", "名称", true },
    { "得份", "得分", true },
    { "备注", "得分", false },
    { "完成率", "完成值", true },
    { "实际值", "完成值", false },
    { "调整指标值", "调整后指标值", true },
    { "主管单位", "主管部门", true },
    { "全年预算", "全年预算数", true },
    { "项目", "项目名称", true },
    { "得分说明", "得分", true },
    { "得分的说明", "得分", false }, /* less than half of it */
    { "名", "名称", true },
    { "类", "名称", false },
    { "", "名称", false },
    { "Targets", "target", true },
    { "WEIGTH", "weight", true },
    { "anual_budget", "annual_budget", true },
    { "budget", "budgeted", true },
    { "reson", "reason", true },
    { "nome", "name", true },
    { "note", "name", false },
    { "to", "total", false },
    { "目标", "target", false },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"
      "七八九十"
      "一二三四五",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"
      "七八九十"
      "一二三四五",
      false }, /* the same, but longer than anybody compares */
};

START_TEST(test_nearest)
{
    const struct nearest_row *row = &nearest_rows[_i];
    bool is_near = nearest_distance(text_of(row->written), text_of(row->known)) < NEAREST_TOO_FAR;
    ck_assert_msg(is_near == row->is_near, "%s for %s", row->written, row->known);
}
END_TEST

START_TEST(test_distance)
{
    ck_assert_uint_eq(nearest_distance(TEXT("RATE"), TEXT("rate")), 0);
    ck_assert_uint_eq(nearest_distance(TEXT("rates"), TEXT("rate")), 1);
    ck_assert_uint_eq(nearest_distance(TEXT("主管单位"), TEXT("主管部门")), 2);
    ck_assert_uint_lt(nearest_distance(TEXT("budget"), TEXT("budgeted")),
                      nearest_distance(TEXT("budget"), TEXT("the_budget")));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("field");
    TCase *fields = tcase_create("fields");
    tcase_add_checked_fixture(fields, begin, end);
    tcase_add_loop_test(fields, test_findings, 0, COUNT_OF(finding_rows));
    tcase_add_loop_test(fields, test_message, 0, COUNT_OF(message_rows));
    tcase_add_test(fields, test_values);
    tcase_add_test(fields, test_absent_values);
    tcase_add_test(fields, test_first_name_counts);
    tcase_add_test(fields, test_any_order_and_spelling);
    tcase_add_test(fields, test_shared_keys);
    tcase_add_test(fields, test_inheritable_field);
    tcase_add_test(fields, test_data_entries);
    tcase_add_test(fields, test_data_keys_between_fields);
    tcase_add_test(fields, test_many_data_entries);
    tcase_add_test(fields, test_words);
    suite_add_tcase(suite, fields);
    TCase *glance = tcase_create("glance");
    tcase_add_checked_fixture(glance, begin, end);
    tcase_add_test(glance, test_short_text_equals);
    tcase_add_loop_test(glance, test_glance, 0, COUNT_OF(glance_rows));
    tcase_add_test(glance, test_plain_numbers);
    suite_add_tcase(suite, glance);
    TCase *nearest = tcase_create("nearest");
    tcase_add_loop_test(nearest, test_nearest, 0, COUNT_OF(nearest_rows));
    tcase_add_test(nearest, test_distance);
    suite_add_tcase(suite, nearest);
    return run_suite(suite);
}
