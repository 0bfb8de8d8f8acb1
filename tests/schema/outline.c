/* Prints the field tables of the loaders as JSON, for tests/schema/run. All texts in them are words of ours, without
   quotes or backslashes. */
#include "baseline_load.h"
#include "department_load.h"
#include "project_load.h"
#include "rule_set_load.h"

#include <stdio.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const kind_names[] = {
    [FIELD_TEXT] = "text",   [FIELD_NUMBER] = "number", [FIELD_POSITIVE_NUMBER] = "positive_number",
    [FIELD_COUNT] = "count", [FIELD_SHARE] = "share",   [FIELD_PER_CENT] = "per_cent",
    [FIELD_YEAR] = "year",   [FIELD_NODE] = "node",
};
static const char *const need_names[] = {
    [FIELD_OPTIONAL] = "optional",
    [FIELD_REQUIRED] = "required",
    [FIELD_DECISIVE] = "required",
    [FIELD_INHERITABLE] = "inheritable",
};

static void print_text(struct text text)
{
    printf("\"%.*s\"", (int)text.size_bytes, text.bytes);
}

/* The words of a field that names a finding are those of the catalogue. */
static void print_codes(void)
{
    for (int code = 0; code < FINDING_CODE_COUNT; code++) {
        printf("%s\"%s\"", code == 0 ? "" : ", ", finding_code_name((enum finding_code)code));
    }
}

static void print_words(const struct field_outline *outline, const struct field_table *table, struct text key)
{
    printf("[");
    for (size_t i = 0; i < outline->words_count; i++) {
        const struct outlined_words *row = &outline->words[i];
        for (size_t j = 0; row->table == table && text_equals(text_of(row->key), key) && j < row->word_count; j++) {
            printf("%s", j == 0 ? "" : ", ");
            print_text(row->words[j].word);
            printf(", ");
            print_text(row->words[j].alias);
        }
    }
    if (outline == &baseline_outline && text_equals(key, TEXT("代码"))) {
        print_codes();
    }
    printf("]");
}

static void print_table(const struct field_outline *outline, const struct outlined_table *row)
{
    printf("{\"name\": \"%s\", \"title\": \"%s\", \"has_data_keys\": %s, \"fields\": [", row->name, row->table->title,
           row->table->has_data_keys ? "true" : "false");
    for (size_t i = 0; i < row->table->field_count; i++) {
        const struct field *field = &row->table->fields[i];
        printf("%s\n  {\"key\": ", i == 0 ? "" : ",");
        print_text(field->key);
        printf(", \"alias\": ");
        print_text(field->alias);
        printf(", \"kind\": \"%s\", \"need\": \"%s\", \"words\": ", kind_names[field->kind], need_names[field->need]);
        print_words(outline, row->table, field->key);
        printf("}");
    }
    printf("]}");
}

int main(void)
{
    const struct {
        const char *file;
        const struct field_outline *outline;
    } outlines[] = {
        { "project", &project_outline },        { "department", &department_outline },
        { "rule_set", &rule_set_outline },      { "rule_set", &rule_set_part_outline },
        { "rule_set", &rule_set_veto_outline }, { "baseline", &baseline_outline },
    };
    const char *separator = "";
    printf("[");
    for (size_t i = 0; i < COUNT_OF(outlines); i++) {
        for (size_t j = 0; j < outlines[i].outline->table_count; j++) {
            printf("%s\n{\"file\": \"%s\", \"table\": ", separator, outlines[i].file);
            print_table(outlines[i].outline, &outlines[i].outline->tables[j]);
            printf("}");
            separator = ",";
        }
    }
    printf("]\n");
    return 0;
}
