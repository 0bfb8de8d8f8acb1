#ifndef ZIPING_TEXT_CHECKLIST_H
#define ZIPING_TEXT_CHECKLIST_H

#include "text_style.h"

/* What to have at hand, a line a judgement, and what to check before the form is submitted, a line a question. */
void text_checklist(struct writer *writer, const struct checklist *checklist, const struct report_style *style);

#endif
