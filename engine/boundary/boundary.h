#ifndef ZIPING_BOUNDARY_H
#define ZIPING_BOUNDARY_H

#include "arena.h"
#include "score.h"

/* How far a project is from each grade, and the least that has to change for it. Nothing here is an opinion: every
   change is the nearest one that scoring itself grades so, all else being as it is. */

enum boundary_relation { BOUNDARY_BETTER, BOUNDARY_SAME, BOUNDARY_WORSE, BOUNDARY_RELATION_COUNT };

/* Of the amount of 全年执行数, in 万元. */
struct executed_change {
    bool is_found;
    struct decimal from;
    struct decimal to;
    struct decimal rate_per_cent; /* at `to`, as is what follows */
    struct decimal points;
    struct decimal total;
    const struct grade_band *grade;
};

/* Of one achieved value: of an indicator, or of one of its 分项. */
struct achieved_change {
    const struct indicator_score *indicator;
    const struct indicator_part *part; /* NULL: the indicator has none */
    struct text row;                   /* the indicator's name, of 分项 with theirs behind it: 培训·甲班 */
    bool is_found;
    bool is_tier; /* a tier word instead of a number */
    /* A number, as the cell prints it: of 260万元 it is 260. With as many decimals as the cell or its target has, or,
       where none of those will do, six more. Without a number to start from, the one that asks for least. */
    bool has_from;
    struct decimal from;
    struct decimal to;
    struct text to_text; /* the cell as it would read */
    /* The nearest tier that may do, its interval, and whether every score of it does. `points` then is the score of the
       interval that just does. The tier may be the present one, of which another score is enough. */
    enum tier tier;
    bool keeps_tier;
    struct decimal low;
    struct decimal high;
    bool is_certain;
    /* Of the indicator and the project behind the change; where none is found, behind the best there is. */
    struct decimal points;
    struct decimal total;
    const struct grade_band *grade; /* NULL: below all bands */
};

struct boundary {
    const struct grade_band *grade;
    enum boundary_relation relation; /* of this grade to the computed one */
    /* Points from the computed total to the lower bound: above 0 where some are missing. Of a worse grade to the bound
       that the total would have to fall below. */
    struct decimal bound;
    struct decimal distance;
    /* Vetoes on the execution rate that keep the grade away, whatever the indicators do, and the least change of the
       executed amount that lifts them. The indicators' changes then come on top of it. */
    const struct veto **lifted;
    size_t lifted_count;
    struct text lifted_titles; /* with 、 between them */
    struct executed_change lift;
    /* Changes that reach a better grade or one above it, or a worse one or one below it. */
    struct executed_change executed;
    struct achieved_change *achieved;
    size_t achieved_count;
};

struct boundaries {
    struct boundary *boundaries; /* best grade first; of the one that was asked for, or of all */
    size_t boundary_count;
    bool has_too_many_rows; /* no achieved values were looked at */
    /* Where several grades are possible: the indicators each of which alone is the reason (with its computed score
       instead of its interval only one grade is left); where there is none, those whose interval alone is enough to
       change the grade. In the order of the form. */
    const struct indicator_score **uncertain;
    size_t uncertain_count;
    bool is_sole_reason;
    struct text possible; /* the possible grades with 、 between them */
};

enum {
    BOUNDARY_MOST_ROWS = 2000,     /* achieved values; a form has some fifty */
    BOUNDARY_MOST_UNCERTAIN = 200, /* indicators with an interval that are looked at one by one */
    BOUNDARY_FINER_PLACES = 6,
};

struct boundary_source {
    struct arena *arena; /* of the result, which leaves through its escape */
    const struct value_reader *reader;
    const struct project *project;
    const struct rule_set *rules;
    const struct project_score *score; /* in range, with a computed grade or below all bands */
};

/* `grade` NULL: all. */
struct boundaries boundaries_find(const struct boundary_source *source, const struct grade_band *grade);

#endif
