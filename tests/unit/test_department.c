#include "loading_fixture.h"

#include "department_load.h"

static const struct department *load(const char *source)
{
    return department_load(&loading, document_of(text_of(source)));
}

struct row {
    const char *source;
    const char *findings;
};

static const struct row rows[] = {
    { "部门: 省局", "" },
    { "department: 省局\nyear: 2023\nrules: mof-2020\npublished: {projects: 1, funds: 2.5, grades: {优: 1}}\n", "" },
    { "{部门: 省局, 年度: , 公开数: ~}", "" },
    { "{部门: 省局, 公开数: {等级: {}}}", "" },
    { "省局", "wrong-type 1:1" },
    { "部门：省局", "wrong-type 1:1" },
    { "年度: 2023", "missing-field 1:1" },
    { "部门: \n年度: 2023", "missing-field 1:4" },
    { "{部门: [省局], 年度: 二三}", "wrong-type 1:6, unreadable-number 1:16" },
    { "{部门: 省局, 单位: 中心}", "unknown-key 1:10" },
    { "{部门: 省局, department: 省局}", "duplicate-key 1:10" },
    { "{部门: 省局, 公开数: 16}", "wrong-type 1:15" },
    { "{部门: 省局, 公开数: {项目个数: 16个}}", "unreadable-number 1:22" },
    { "{部门: 省局, 公开数: {项目个数: 1.5}}", "unreadable-number 1:22" },
    { "{部门: 省局, 公开数: {项目个数: -1}}", "unreadable-number 1:22" },
    { "{部门: 省局, 公开数: {涉及资金: -0.01}}", "unreadable-number 1:22" },
    { "{部门: 省局, 公开数: {项目: 16}}", "unknown-key 1:16" },
    { "{部门: 省局, 公开数: {等级: 优}}", "wrong-type 1:20" },
    { "{部门: 省局, 公开数: {等级: {优: 十三, 良: 0}}}", "unreadable-number 1:24" },
    { "{部门: 省局, 公开数: {等级: {优: , 良: [1]}}}", "missing-field 1:24, wrong-type 1:29" },
};

START_TEST(test_row)
{
    const struct department *department = load(rows[_i].source);
    assert_found(rows[_i].source, rows[_i].findings);
    bool is_mapping = strstr(rows[_i].source, ": ") != NULL;
    ck_assert_msg((department != NULL) == is_mapping, "%s", rows[_i].source);
}
END_TEST

START_TEST(test_our_department)
{
    const struct department *department =
        department_load(&loading, document_of(file_text("projects/shanxi-sme-bureau-2023/department.yaml")));
    ck_assert_str_eq(found(), "");
    assert_text(department->name.text, "山西省小企业发展促进局");
    ck_assert_str_eq(number(department->year.value), "2023");
    assert_text(department->rule_set.text, "shanxi-2023");
    ck_assert_str_eq(number(department->published_projects.value), "16");
    ck_assert_str_eq(number(department->published_funds.value), "82993.77");
    static const struct {
        const char *grade;
        uint64_t count;
    } grades[] = { { "优", 13 }, { "良", 0 }, { "中", 0 }, { "差", 3 } };
    const struct published_grade *grade = department->published_grades;
    for (size_t i = 0; i < COUNT_OF(grades); i++, grade = grade->next) {
        assert_text(grade->grade, grades[i].grade);
        ck_assert_uint_eq(grade->count, grades[i].count);
        ck_assert_uint_eq(grade->place.line, 8);
    }
    ck_assert_ptr_null(grade);
    ck_assert_uint_eq(department->published_grades_place.line, 8);
    ck_assert_uint_eq(department->published_place.line, 6);
}
END_TEST

START_TEST(test_places_of_what_is_absent)
{
    const struct department *department = load("\n部门: 省局\n");
    ck_assert(!department->published_projects.is_given && !department->published_funds.is_given);
    ck_assert_uint_eq(department->published_projects.place.line, 2);
    ck_assert_uint_eq(department->published_grades_place.line, 2);
    ck_assert_ptr_null(department->published_grades);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("department");
    TCase *departments = tcase_create("departments");
    tcase_add_checked_fixture(departments, begin, end);
    tcase_add_loop_test(departments, test_row, 0, COUNT_OF(rows));
    tcase_add_test(departments, test_our_department);
    tcase_add_test(departments, test_places_of_what_is_absent);
    suite_add_tcase(suite, departments);
    return run_suite(suite);
}
