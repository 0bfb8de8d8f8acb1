#ifndef ZIPING_TEXT_STYLE_H
#define ZIPING_TEXT_STYLE_H

#include "labels.h"
#include "report.h"
#include "text_wrap.h"

/* What all text reports share: colours and the marks in front of a line. */

enum ink { INK_PLAIN, INK_BOLD, INK_DIM, INK_GOOD, INK_WARNING, INK_ERROR };

/* Colours until ink_end; nothing where the style has no colour, or for INK_PLAIN. */
void ink_begin(struct writer *writer, enum ink ink, const struct report_style *style);
void ink_end(struct writer *writer, enum ink ink, const struct report_style *style);

/* ✓ in order, · a note, ! to be looked at, ✗ wrong, ? not known. Each takes one cell. */
enum mark { MARK_NONE, MARK_GOOD, MARK_NOTE, MARK_WARNING, MARK_BAD, MARK_UNKNOWN };

struct text mark_text(enum mark mark);
enum ink mark_ink(enum mark mark);
enum mark mark_of_severity(enum severity severity);
enum mark mark_of_project(const struct report_project *report);
void write_mark(struct writer *writer, enum mark mark, const struct report_style *style);

enum ink ink_of_severity(enum severity severity);

/* The terminal's cells; never fewer than the reports can do with. */
size_t style_columns(const struct report_style *style);

/* A title on a line of its own, with a blank line before it. */
void write_title(struct writer *writer, enum label title, const struct report_style *style);
/* A line across `cells`. */
void write_line(struct writer *writer, size_t cells, const struct report_style *style);

void write_label(struct writer *writer, enum label label, const struct report_style *style);

/* low–high, or the one number that they both are. */
void write_interval(struct writer *writer, struct decimal low, struct decimal high);
/* A share of 1 in per cent: 0.8 is 80%. */
void write_per_cent(struct writer *writer, struct decimal share);
void write_share_interval(struct writer *writer, const struct share_interval *share);

/* Begins a line of `term  words`, the term in a column of `term_cells`. The words are written to the wrap's pieces;
   wrap_end ends the line. */
void entry_begin(struct wrap *wrap, struct writer *writer, struct text term, size_t term_cells,
                 const struct report_style *style);

/* Project and year, its file, its rule set, each on a line of its own. */
void write_project_head(struct writer *writer, const struct report_project *report, const struct report_style *style);

/* The project's name; where that is unknown, the last part of the file's. */
struct text report_title(const struct report_project *report);

/* Whether a report in this style says something about findings of this severity. */
bool style_shows(const struct report_style *style, enum severity severity);

#endif
