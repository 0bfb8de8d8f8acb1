#ifndef ZIPING_DERIVATION_H
#define ZIPING_DERIVATION_H

#include "finding.h"
#include "score.h"
#include "writer.h"

/* Why a score is what it is, step by step: from the cell as it is printed to the verdict. A derivation says nothing
   that scoring did not do; it is made from the score, of typed values, and told in sentences by steps.def. */

enum step_basis {
#define STEP_BASIS(name, chinese_label, english_label, chinese, english) STEP_BASIS_##name,
#define STEP(name, value_count, values, basis, chinese, english)
#include "steps.def"
#undef STEP
#undef STEP_BASIS
    STEP_OWN_BASIS_COUNT,
    /* Parts of the rule set stand behind our own rules. */
    STEP_BASIS_execution = STEP_OWN_BASIS_COUNT,
    STEP_BASIS_quantitative,
    STEP_BASIS_qualitative,
    STEP_BASIS_late,
    STEP_BASIS_blank_target,
    STEP_BASIS_bands,
    STEP_BASIS_vetoes,
    STEP_ALL_BASIS_COUNT
};

enum step_kind {
#define STEP_BASIS(name, chinese_label, english_label, chinese, english)
#define STEP(name, value_count, values, basis, chinese, english) STEP_##name,
#include "steps.def"
#undef STEP
#undef STEP_BASIS
    STEP_COUNT
};

enum step_value_kind {
    STEP_VALUE_TEXT,   /* as it is printed in the form, the vocabulary or the rule set */
    STEP_VALUE_NUMBER, /* points, amounts, values of cells */
    STEP_VALUE_SHARE,  /* a share of 1, shown in per cent */
    STEP_VALUE_DATE,
    STEP_VALUE_TIER,
};

struct step_value {
    enum step_value_kind kind;
    union {
        struct text text;
        struct decimal number;
        struct date date;
        enum tier tier;
    };
};

struct step {
    struct step *next;
    enum step_kind kind;
    bool is_of_part;            /* of one of several 分项, not of the indicator */
    struct text own_basis;      /* of a veto; blank: that of the kind */
    struct step_value values[]; /* as many as step_value_count says */
};

/* What a derivation is of. */
enum subject { SUBJECT_INDICATOR, SUBJECT_EXECUTION, SUBJECT_TOTAL, SUBJECT_GRADE, SUBJECT_COUNT };
enum {
    FIGURE_COUNT = SUBJECT_COUNT - SUBJECT_EXECUTION
}; /* figures of the project itself, from SUBJECT_EXECUTION on */

struct derivation {
    enum subject subject;
    const struct indicator_score *indicator; /* NULL but for SUBJECT_INDICATOR */
    struct step *first;
    size_t step_count;
};

/* What a derivation looks with. */
struct derivation_source {
    struct arena *arena; /* of the derivation, which leaves through its escape */
    const struct value_reader *reader;
    const struct project *project;
    const struct rule_set *rules;
    const struct project_score *score; /* in range */
};

struct derivation derive_indicator(const struct derivation_source *source, const struct indicator_score *score);
/* Of a figure of the project itself: execution rate and score; total; band, vetoes and grade. */
struct derivation derive_figure(const struct derivation_source *source, enum subject figure);

/* ---- names, as somebody asks for them ---- */

/* Whether somebody who asks for `name` means this one: an indicator by its own name or that of one of its 分项, alone
   or behind its levels (产出指标/数量指标/培训干部人数); a figure of the project by one of its names in either
   language. */
bool derivation_is_named(const struct derivation *derivation, struct text name);
/* What a figure of the project is called first. */
struct text figure_name(enum subject figure, enum language language);

/* ---- telling ---- */

const char *step_name(enum step_kind kind);
size_t step_value_count(enum step_kind kind);
/* `index` is below the count. */
struct text step_value_name(enum step_kind kind, size_t index);

/* The step in words, without a full stop. */
void step_write_words(struct writer *writer, const struct step *step, enum language language);
/* A value as the words print it. */
void step_value_write(struct writer *writer, const struct step_value *value, enum language language);

/* What a step rests on: a part of the rule set by its name there, with the text of its 依据; or a rule of our own. */
enum step_basis step_basis_of(enum step_kind kind);
struct text basis_label(enum step_basis basis, enum language language);
struct text basis_text(enum step_basis basis, const struct rule_set *rules, enum language language);

#endif
