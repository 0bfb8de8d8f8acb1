#ifndef ZIPING_FIELD_H
#define ZIPING_FIELD_H

#include "arena.h"
#include "cell.h"
#include "decimal.h"
#include "document.h"
#include "finding.h"
#include "short_text.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Mappings into structs by table: which keys a mapping may have, under which names, what they hold, and where that
   goes. Everything that is not as the table says becomes a finding with its place. */

enum field_kind {
    FIELD_TEXT,            /* struct cell */
    FIELD_NUMBER,          /* struct figure: 分值, 得分 */
    FIELD_POSITIVE_NUMBER, /* struct figure, below 0 is a finding: amounts */
    FIELD_COUNT,           /* struct figure: a whole number, not below 0 */
    FIELD_PER_CENT,        /* struct figure: with or without a % */
    FIELD_SHARE,           /* struct figure: written with a %, kept as a share of 1 (80% is 0.8) */
    FIELD_YEAR,            /* struct figure: four digits */
    FIELD_NODE,            /* const struct node *: its loader looks at it; NULL when absent or a blank scalar */
};

enum field_need {
    FIELD_OPTIONAL,
    FIELD_REQUIRED,    /* absent, empty or unreadable: a finding */
    FIELD_DECISIVE,    /* the same, and without it there is nothing to score: loading.is_scorable becomes false */
    FIELD_INHERITABLE, /* required, but may be absent where loading.is_extending */
};

struct field {
    struct text key;
    struct text alias; /* English */
    enum field_kind kind;
    enum field_need need;
    size_t offset_bytes; /* in the struct that is filled */
};

#define FIELD(key, alias, kind, need, type, member)                                                                    \
    {                                                                                                                  \
        { (key), sizeof(key) - 1 }, { (alias), sizeof(alias) - 1 }, (kind), (need), offsetof(type, member)             \
    }

struct field_table {
    const char *title; /* what the mapping is, in Chinese, for messages: 项目, 资金, 指标 */
    const struct field *fields;
    size_t field_count;
    bool has_data_keys;   /* keys that no field names are data (levels, grades, sources), not unknown */
    bool names_indicator; /* the first field is the name of the indicator that findings are about */
};

enum { FIELD_TABLE_MOST_FIELDS = 16 };

#define FIELD_TABLE(table_title, table_fields)                                                                         \
    {                                                                                                                  \
        .title = (table_title), .fields = (table_fields),                                                              \
        .field_count = sizeof(table_fields) / sizeof((table_fields)[0])                                                \
    }
#define FIELD_TABLE_WITH_DATA_KEYS(table_title, table_fields)                                                          \
    {                                                                                                                  \
        .title = (table_title), .fields = (table_fields),                                                              \
        .field_count = sizeof(table_fields) / sizeof((table_fields)[0]), .has_data_keys = true                         \
    }
#define FIELD_TABLE_OF_INDICATOR(table_title, table_fields)                                                            \
    {                                                                                                                  \
        .title = (table_title), .fields = (table_fields),                                                              \
        .field_count = sizeof(table_fields) / sizeof((table_fields)[0]), .names_indicator = true                       \
    }

/* How the fields of a table were last spelt in this document: as their key, their alias, or as either of them may be
   where none has come yet. Rows are mostly spelt as those before them. */
struct field_spellings {
    const struct field_table *table;
    struct text keys[FIELD_TABLE_MOST_FIELDS + 1];
    bool is_english; /* the last one */
};

/* One document being loaded. */
struct loading {
    struct arena *arena;
    struct finding_list *findings;
    struct text indicator; /* the one that findings are about; no bytes where none */
    bool is_scorable;
    bool is_extending; /* what it does not state is taken from another document */
    struct field_spellings spellings;
};

/* Fills from a mapping what the table names in `struct_out`, and nothing else there. What is absent is blank and has
   the place of the mapping. Answers false, with a finding wrong-type, when `node` is no mapping; then nothing is
   filled. Findings: unknown-key, duplicate-key (a field under both its names), missing-field, wrong-type,
   unreadable-number. */
bool fields_load(struct loading *loading, const struct field_table *table, const struct node *node, void *struct_out);

/* Whether `key` is the name or the alias of `field`. */
static inline bool field_is_named(const struct field *field, struct text key)
{
    return short_text_equals(key, field->key) || short_text_equals(key, field->alias);
}

/* The first value under the name or the alias of `field`; NULL where there is none. */
const struct node *field_value(const struct field *field, const struct node *mapping);

/* The values of a mapping whose keys are data: those that no field of `table` names (NULL: all), in order. A key that
   stands twice counts once, the first time. */
struct entries {
    const struct node **nodes;
    size_t count;
};
struct entries data_entries(struct arena *arena, const struct field_table *table, const struct node *mapping);

/* Nothing is written: an empty scalar, or a plain `~` or `null`. */
bool node_is_blank(const struct node *node);

/* The same where a number belongs, for which people also write -, —, /, 未填报. */
bool number_is_blank(const struct node *node);

/* The kind of a node as messages say it. */
enum term node_kind_term(enum node_kind kind);

/* Reports wrong-type: `field` should be `expected`. */
void report_wrong_type(struct loading *loading, struct text field, enum term expected, const struct node *found);

/* Reports missing-field: `field` is absent from what stands at `place`; `field` is empty. */
void report_missing(struct loading *loading, struct text field, struct place place);
void report_empty(struct loading *loading, struct text field, struct place place);

/* Reports wrong-type for a list that does not hold what it should: `words` says what that is. */
void report_wrong_list(struct loading *loading, struct text field, struct text words, const struct node *list);

/* Reports duplicate-key: `field` says the same as `other`, which counts. */
void report_duplicate_field(struct loading *loading, struct text field, struct place place, struct text other,
                            struct place other_place);

/* Reads single nodes as fields_load does, for mappings whose keys are data (levels, grades, sources). */
struct cell cell_load(struct loading *loading, struct text field, const struct node *node);
struct figure figure_load(struct loading *loading, struct text field, enum field_kind kind, const struct node *node);
/* The same, where it has to be given: an empty one is a finding too. */
struct figure figure_load_required(struct loading *loading, struct text field, enum field_kind kind,
                                   const struct node *node);

/* One of a few words, each with its English alias and a value: 未达标 is 按比例 or 不得分. */
struct word {
    struct text word;
    struct text alias;
    int value;
};
#define WORD(word, alias, value)                                                                                       \
    {                                                                                                                  \
        { (word), sizeof(word) - 1 }, { (alias), sizeof(alias) - 1 }, (value)                                          \
    }

/* Answers whether `cell` is one of them; if not, reports wrong-type with the words that it could be. */
bool word_load(struct loading *loading, struct text field, const struct cell *cell, const struct word *words,
               size_t word_count, int *value_out);

/* A list in words, as messages say it: 优、良、中. */
struct text texts_joined(struct arena *arena, const struct text *texts, size_t count);

#endif
