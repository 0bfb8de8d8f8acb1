#ifndef ZIPING_FILLING_H
#define ZIPING_FILLING_H

#include "document_edit.h"
#include "score.h"

#include <stdbool.h>
#include <stddef.h>

/* Which values a form is to have so that it declares what was computed: 得分 of its indicators and of 资金总额, 执行率,
   总分, 等级. What is there and right is left as it is written. */

enum filled_field { FILLED_SCORE, FILLED_RATE, FILLED_TOTAL, FILLED_GRADE, FILLED_FIELD_COUNT };

struct filled_value {
    enum filled_field field;
    struct text row;    /* whose it is: an indicator, a line of 资金; no bytes for those of 自评 */
    struct place place; /* of what is there, else of the mapping that it belongs to */
    struct text before; /* as it is written; no bytes where nothing is */
    struct text after;
    const struct indicator_score *score; /* of an indicator; else NULL */
};

enum { MOST_VALUES_OF_MAPPING = 2 };

/* The values of one mapping. */
struct filled_mapping {
    struct place place; /* of the mapping; of the project where 自评 has no mapping yet */
    bool is_new;        /* 自评 is to be made, in the project */
    struct wanted_value values[MOST_VALUES_OF_MAPPING]; /* where none is wanted, nothing is to be done */
    struct filled_value filled[MOST_VALUES_OF_MAPPING]; /* of those that are wanted */
    size_t count;
    const struct wanted_value *behind;
    size_t behind_count;
    struct filled_mapping *next;          /* in the order of the form: 资金, indicators, 自评 */
    struct filled_mapping *next_by_place; /* of those with values to be put in */
};

struct filling {
    struct filled_mapping *first;
    struct filled_mapping *first_by_place;
    size_t value_count; /* that are to be put in */
};

/* The project must be scored. Everything lies in `arena`, and the filling refers to project and score. */
const struct filling *filling_of(struct arena *arena, const struct project *project, const struct project_score *score);

/* The key of 自评, and what else it is called. */
struct text filling_self_evaluation_key(void);
struct text filling_self_evaluation_alias(void);

/* Edits that put the values in. What they cannot is told with the value that it failed at in `failed_out`. */
enum edit_status filling_edit(const struct filling *filling, struct place funds_total, struct document_edits *edits,
                              const struct filled_value **failed_out);

/* Whether the tree behind the edits is the one before them with these values, and no other difference. Both were read
   from the document alone; `first` is where that begins in its file. */
bool filling_is_all_that_differs(const struct filling *filling, struct place first, const struct node *before,
                                 const struct node *after);

/* 得分, score */
struct text filled_field_name(enum filled_field field, enum language language);

#endif
