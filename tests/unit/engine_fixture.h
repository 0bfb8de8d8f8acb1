#ifndef ZIPING_ENGINE_FIXTURE_H
#define ZIPING_ENGINE_FIXTURE_H

/* For tests that score: the project's own vocabulary and rule sets, and rule sets of the tests. */

#include "loading_fixture.h"

#include "project_load.h"
#include "rule_set_load.h"
#include "scoring.h"
#include "vocabulary_load.h"

static struct value_reader *reader;
static struct value_workspace *values;

static void begin_engine(void)
{
    struct value_vocabulary vocabulary;
    begin();
    ck_assert(vocabulary_load(&loading, document_of(file_text("indicators/vocabulary/tiers.yaml")),
                              document_of(file_text("indicators/vocabulary/blanks.yaml")),
                              document_of(file_text("indicators/units.yaml")), &vocabulary));
    reader = value_reader_create(&heap, &vocabulary);
    ck_assert_ptr_nonnull(reader);
    values = value_workspace_create(reader);
    ck_assert_ptr_nonnull(values);
}

static void end_engine(void)
{
    value_workspace_destroy(values);
    value_reader_destroy(reader);
    end();
}

static const struct rule_set *rules_named(const char *name);

static const struct rule_set *find_rules(void *context, struct text id)
{
    (void)context;
    return rules_named(terminated(id));
}

static const struct rule_set *rules_from(struct text source)
{
    const struct rule_set_source source_of_rules = { .find = find_rules,
                                                     .known = TEXT("mof-2020"),
                                                     .file = TEXT("rules.yaml") };
    struct finding_list rule_findings;
    finding_list_begin(&rule_findings, &arena);
    struct loading rule_loading = { .arena = &arena, .findings = &rule_findings };
    const struct rule_set *rules = rule_set_load(&rule_loading, document_of(source), &source_of_rules, values);
    ck_assert_ptr_nonnull(rules);
    return rules;
}

/* mof, shanxi, strict, linear: see tests/cases/scores.tsv. */
static const struct rule_set *rules_named(const char *name)
{
    if (strncmp(name, "mof", 3) == 0) {
        return rules_from(file_text("indicators/rules/mof-2020.yaml"));
    }
    if (strncmp(name, "shanxi", 6) == 0) {
        return rules_from(file_text("indicators/rules/shanxi-2023.yaml"));
    }
    if (strcmp(name, "strict") == 0) {
        return rules_from(TEXT("规则集: strict\n名称: 严格\n继承: mof-2020\n"
                               "定量指标: {未达标: 不得分, 超上限: 不得分, 等号超额: 反比}\n"));
    }
    ck_assert_str_eq(name, "linear");
    return rules_from(TEXT("规则集: linear\n名称: 线性\n继承: mof-2020\n定量指标: {超上限: 线性}\n"));
}

static inline const struct project *project_of(struct text source)
{
    loading.is_scorable = true;
    return project_load(&loading, document_of(source));
}

#endif
