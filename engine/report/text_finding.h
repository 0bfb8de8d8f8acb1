#ifndef ZIPING_TEXT_FINDING_H
#define ZIPING_TEXT_FINDING_H

#include "text_style.h"

/* line:column */
void write_place(struct writer *writer, struct place place);
/* The indicator that the finding is about, which the message does not name, and the message: wrapped, every line set
 * in. */
void write_message(struct writer *writer, const struct finding *finding, size_t indent_cells,
                   const struct report_style *style);

/* All findings that the style shows: errors, then warnings, then notes. */
void text_findings(struct writer *writer, struct text file, const struct finding_list *findings,
                   const struct report_style *style);
/* How many those are. */
size_t shown_findings(const struct finding_list *findings, const struct report_style *style);

#endif
