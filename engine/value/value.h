#ifndef ZIPING_VALUE_H
#define ZIPING_VALUE_H

#include "arena.h"
#include "decimal.h"
#include "text.h"
#include "writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a cell of the form is read: 指标值 and 完成值. Source: scoring.md § Reading a value. */

enum value_kind {
    VALUE_BLANK,
    VALUE_NUMBER,
    VALUE_RANGE,
    VALUE_DEADLINE, /* as a target a last day; as an achieved value the day (or the last day of the period) of it */
    VALUE_TIER,     /* achieved values only */
    VALUE_TEXT,
    VALUE_UNREADABLE,
};

enum value_role { VALUE_TARGET, VALUE_ACHIEVED };

enum comparison {
    COMPARISON_NONE,
    COMPARISON_AT_LEAST, /* ≥ */
    COMPARISON_ABOVE,    /* > */
    COMPARISON_AT_MOST,  /* ≤ */
    COMPARISON_BELOW,    /* < */
    COMPARISON_EQUAL,    /* = */
};

/* In the order of 定性指标's tiers. */
enum tier { TIER_ACHIEVED, TIER_PARTLY_ACHIEVED, TIER_NOT_ACHIEVED, TIER_COUNT };

/* A calendar day; year 0 where the text gives no fixed day (每月25日前). */
struct date {
    int32_t year;
    int32_t month;
    int32_t day;
};

struct value {
    enum value_kind kind;
    enum comparison comparison; /* of a target; COMPARISON_NONE in an achieved value, whose sign is a habit */
    struct decimal number;      /* of a number; the lower end of a range. Scale applied: 260万元 is 2600000 元 */
    struct decimal upper;       /* the upper end of a range */
    struct decimal denominator; /* of a fraction 387/400 in an achieved value, whose number is then 387; else 0 */
    struct text unit;           /* in its normal form (元/人/天, 平方米, 月, %); blank where none is given */
    enum tier tier;
    struct date date;
    bool has_sign;       /* a sign or sign word stood before an achieved number */
    bool is_approximate; /* 约 近 余 多 */
    bool is_cut;         /* a tier word recognised by its beginning only */
    bool is_too_large;   /* unreadable because a number is beyond what can be computed */
    bool has_scale;      /* 万, 亿 … was written behind digits of a number or range: 12万元, 3千户 */
    int scale_power;     /* of 10, of that scale: 4 for 万; 0 where the ends of a range have different ones */
};

/* A number or a range: what can be compared with a number. */
static inline bool value_is_measure(const struct value *value)
{
    return value->kind == VALUE_NUMBER || value->kind == VALUE_RANGE;
}

/* What the words of the form mean: data (indicators/vocabulary, indicators/units.yaml), loaded by another floor.
   Texts must outlive the reader. */
struct tier_word {
    struct text word;
    enum tier tier;
};
struct blank_word {
    struct text word;
    bool in_target;
    bool in_achieved;
};
/* A unit, or another spelling of one. */
struct unit_word {
    struct text word;      /* as people write it: 平米 */
    struct text normal;    /* 平方米 */
    struct text dimension; /* 面积; blank for a counting word (家, 户) */
    /* How many of the dimension's smallest unit: whole numbers, so that a conversion stays exact. 1 for counting words.
     */
    struct decimal factor;
};
struct value_vocabulary {
    const struct tier_word *tier_words;
    size_t tier_word_count;
    const struct blank_word *blank_words;
    size_t blank_word_count;
    const struct unit_word *unit_words;
    size_t unit_word_count;
};

/* The vocabulary, indexed. Immutable once made; one may serve many threads, each with its own value_workspace, which
   holds what a reading needs: patterns, and the texts that were read last (about 0.6 MiB, of which only what is used is
   touched). A workspace must not outlive its reader. */
struct value_reader;
struct value_workspace;

/* NULL where memory is refused. Everything is taken from `memory`. */
struct value_reader *value_reader_create(const struct memory *memory, const struct value_vocabulary *vocabulary);
void value_reader_destroy(struct value_reader *reader);
struct value_workspace *value_workspace_create(const struct value_reader *reader);
void value_workspace_destroy(struct value_workspace *workspace);

/* Reads one cell. `year` is the project's, for dates without one; 0 where it is unknown (then such a date has year 0).
   Texts of the value lie in `arena` or in the vocabulary. Never fails: what cannot be read is VALUE_UNREADABLE, and
   a pattern that runs into a limit is that too. */
void value_read_to(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                   int32_t year, struct value *value_out);

/* The same, for whom a copy is no matter. */
struct value value_read(struct value_workspace *workspace, struct arena *arena, struct text text, enum value_role role,
                        int32_t year);

/* The row of the vocabulary by which a cell was read as `value`: the tier word, the word that counts as blank, or the
   spelling of a unit where that is not the unit's normal form. Blank where there is none. */
struct text value_row(const struct value_reader *reader, struct arena *arena, struct text cell, enum value_role role,
                      const struct value *value);

/* A plain number of the form (分值, 得分, amounts, 执行率): folded as a value is, thousands separators allowed, no
   scale, no unit, no Chinese numerals. `may_be_per_cent`: a % behind it is dropped. `decimal_out` is untouched unless
   DECIMAL_READ. `12.` or `1,2,3` is no number. */
enum decimal_status number_read(struct text text, bool may_be_per_cent, struct decimal *decimal_out);

/* The form's habit of writing a text in several ways, folded away: full-width letters, digits and punctuation to ASCII,
   ﹪ to %, signs to ≥ ≤ = > <, runs of white space dropped next to a sign, a number or a unit. */
struct text value_folded(struct arena *arena, struct text text);

/* How two values' units stand to each other. */
enum unit_relation {
    UNITS_SAME,         /* the same, or one of them is missing */
    UNITS_CONVERTIBLE,  /* of one dimension: 5公里 and 4800米 */
    UNITS_COUNTING,     /* two counting words that differ: compared by number */
    UNITS_INCOMPARABLE, /* of two dimensions */
};

/* Compares two normal forms. For UNITS_CONVERTIBLE a number in unit a equals number × a_factor ÷ b_factor in unit b;
   else both factors are 1. Both are positive. */
enum unit_relation unit_relate(const struct value_reader *reader, struct text a, struct text b,
                               struct decimal *a_factor_out, struct decimal *b_factor_out);

/* 2023-02-28; Y-12-31 where the year is unknown. The date must have a day. */
void writer_date(struct writer *writer, struct date date);

/* <0, 0, >0 */
int date_compare(struct date a, struct date b);

#endif
