#ifndef ZIPING_REPORT_DIFFERENCE_H
#define ZIPING_REPORT_DIFFERENCE_H

#include "difference_totals.h"
#include "labels.h"
#include "report.h"

/* rules diff: what changes when one rule set takes the place of another. Projects that stay as they are are left out.
 */

struct report_difference_head {
    const struct rule_set *before;
    const struct rule_set *after;
    unsigned differing; /* bits of enum rule_part */
};

struct report_difference {
    struct text file;
    const struct project *project; /* NULL when the document could not be read at all */
    struct text department;        /* blank where none is named */
    struct judgement before;
    struct judgement after;
    const struct difference *difference; /* NULL: one of the two could not score it, or neither */
};

enum label label_of_part(enum rule_part part);
enum label label_of_change(enum change change);
/* With the sign of a gain, too. Answers how many bytes there are. */
enum { GAINED_MOST_BYTES = 1 + DECIMAL_MOST_TEXT_BYTES };
size_t gained_to_text(struct decimal gained, char *bytes_out);
/* The stable words of JSON and CSV. */
struct text word_of_part(enum rule_part part);
struct text word_of_change(enum change change);

void text_difference_head(struct writer *writer, const struct report_difference_head *head,
                          const struct report_style *style);
void text_difference_project(struct writer *writer, const struct report_difference *report,
                             const struct report_style *style);
void text_difference_totals(struct writer *writer, const struct difference_totals *totals,
                            const struct report_style *style);

void json_difference_begin(struct writer *writer, const struct report_difference_head *head);
void json_difference_project(struct writer *writer, const struct report_difference *report, bool is_first);
void json_difference_end(struct writer *writer, const struct difference_totals *totals);
void json_line_difference(struct writer *writer, const struct report_difference *report);

void csv_difference_head(struct writer *writer, enum language language);
void csv_difference_project(struct writer *writer, const struct report_difference *report);

#endif
