#ifndef ZIPING_CATALOGUE_H
#define ZIPING_CATALOGUE_H

#include "finding.h"
#include "writer.h"

#include <stdbool.h>
#include <stddef.h>

/* `unmet-full-marks` for FINDING_unmet_full_marks. */
const char *finding_code_name(enum finding_code code);
struct text finding_code_text(enum finding_code code);
bool finding_code_find(struct text name, enum finding_code *code_out);
enum severity finding_code_severity(enum finding_code code);
const char *finding_code_title(enum finding_code code, enum language language);
/* The paragraph of `ziping explain CODE`: what it means, an example, what to do, the basis. UTF-8, lines of at most 90
   terminal cells, each ended by \n. */
const char *finding_code_explanation(enum finding_code code, enum language language);

enum finding_code message_code(enum message message);
/* How many values the message is said with. */
size_t message_value_count(enum message message);

/* `error`, `warning`, `note`: the stable word of JSON and CSV. */
const char *severity_name(enum severity severity);
struct text severity_text(enum severity severity);
/* 错误, 警告, 提示 / error, warning, note: the word for people. */
const char *severity_title(enum severity severity, enum language language);
bool severity_find(struct text name, enum severity *severity_out);

const char *term_title(enum term term, enum language language);
/* A term with values in place of {1}, {2} …, as in a message. */
void term_write(struct writer *writer, enum term term, const struct argument *arguments, size_t argument_count,
                enum language language);

/* Puts a finding into words: the message's template with its values in place of {name}. One line, no line end: a
   control character in a quoted text is written as a blank, a byte that is not UTF-8 as U+FFFD,
   and a text is cut after 60 characters, with … behind it. */
void finding_write_message(struct writer *writer, const struct finding *finding, enum language language);

#endif
