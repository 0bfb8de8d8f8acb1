#ifndef ZIPING_REPORT_H
#define ZIPING_REPORT_H

#include "baseline.h"
#include "boundary.h"
#include "catalogue.h"
#include "checklist.h"
#include "department.h"
#include "derivation.h"
#include "filling.h"
#include "project.h"
#include "rule_set.h"
#include "score.h"
#include "writer.h"

#include <stdbool.h>

/* What reports are made of: plain results in, bytes to a writer out. A report computes nothing. The layout of JSON is
   a contract: interfaces.md § JSON. */

struct report_style {
    enum language language;
    bool has_colour;    /* text only: ANSI colours, never the only carrier of a meaning */
    bool is_quiet;      /* text only: leave out what is in order */
    bool has_checklist; /* text of score only: the checklist of every project */
    size_t columns;     /* text only: the terminal's cells, 100 unless known */
};

struct report_project {
    struct text file;                  /* as it was given */
    const struct project *project;     /* NULL when the document could not be read at all */
    const struct rule_set *rules;      /* NULL when unreadable */
    const struct project_score *score; /* NULL when it could not be scored: status "unreadable" */
    const struct finding_list *findings;
    const struct checklist *checklist; /* text of score only: NULL where it is not to be shown */
    bool is_only_checked;              /* nobody asked for a score: status "checked" where it could have had one */
};

enum { REPORT_MOST_GRADES = 2 * RULE_SET_MOST_GRADES }; /* of different rule sets, and declared ones of none */

struct grade_count {
    struct text grade; /* as the rule sets write it */
    uint64_t count;
};
struct grade_counts {
    struct grade_count grades[REPORT_MOST_GRADES]; /* in the order of the rule set that named them first */
    size_t grade_count;
};

struct report_department {
    struct text file;
    const struct department *department; /* NULL when it could not be read */
    uint64_t projects;                   /* counted, the unreadable ones too */
    struct decimal funds;                /* Σ 全年预算数, 万元 */
    struct grade_counts declared_grades;
    struct grade_counts computed_grades;
    const struct finding_list *findings;
};

struct report_summary {
    uint64_t projects;
    uint64_t scored;
    uint64_t unreadable;
    uint64_t consistent;
    uint64_t inconsistent;
    struct grade_counts grades; /* computed */
    uint64_t findings[SEVERITY_COUNT];
};

/* The document could not be scored, or, where nobody asked for a score, could not have been. */
bool report_is_unreadable(const struct report_project *report);

/* `scored`, `checked` or `unreadable`: the stable word of JSON and CSV. */
const char *report_status(const struct report_project *report);

/* Whether the declared grade agrees: 1 yes, 0 no (it differs, or a total is declared without a grade), -1 nothing is
   declared or nothing was scored. */
int report_consistency(const struct report_project *report);

/* ---- JSON and JSON Lines ---- */

void json_begin(struct writer *writer, struct text rules); /* `rules` without bytes: null */
void json_project(struct writer *writer, const struct report_project *report, enum language language, bool is_first);
void json_departments_begin(struct writer *writer);
void json_department(struct writer *writer, const struct report_department *report, enum language language,
                     bool is_first);
void json_end(struct writer *writer, const struct report_summary *summary);
void json_line_project(struct writer *writer, const struct report_project *report, enum language language);

/* A JSON string with its quotes. */
void json_string(struct writer *writer, struct text text);
/* One line of `ziping read`. */
void json_line_reading(struct writer *writer, struct text text, enum value_role role, const struct value *value);

/* ---- CSV (RFC 4180, UTF-8 with a byte order mark, CRLF) ----
   A cell that a spreadsheet would take for a formula (it begins with = + - @, full-width or not, a tab or a line end)
   gets an apostrophe in front, unless it is a plain number. */

void csv_audit_head(struct writer *writer, enum language language);
void csv_audit_project(struct writer *writer, const struct report_project *report, enum language language);
void csv_score_head(struct writer *writer, enum language language);
void csv_score_project(struct writer *writer, const struct report_project *report, enum language language);
/* check: a row a finding. */
void csv_findings_head(struct writer *writer, enum language language);
void csv_findings(struct writer *writer, struct text file, const struct finding_list *findings, enum language language);
void csv_cell(struct writer *writer, struct text text, bool is_last);

/* ---- text for a terminal ---- */

/* score: the whole form of one project, with a blank line behind it. */
void text_score_project(struct writer *writer, const struct report_project *report, const struct report_style *style);

/* audit: a table with a line a project, then what is inconsistent, then departments and summary. The two parts of a
   project are written apart, so that a long run can keep the second elsewhere until the table is done. */
void text_audit_head(struct writer *writer, const struct report_style *style);
void text_audit_row(struct writer *writer, const struct report_project *report, const struct report_style *style);
/* Writes nothing where there is nothing to flag. Answers whether it wrote something. */
bool text_audit_inconsistency(struct writer *writer, const struct report_project *report,
                              const struct report_style *style);
void text_audit_inconsistencies_title(struct writer *writer, const struct report_style *style);
void text_department(struct writer *writer, const struct report_department *report, const struct report_style *style);
void text_summary(struct writer *writer, const struct report_summary *summary, const struct report_style *style);

/* check: the findings of a document, or that there are none. */
void text_check_document(struct writer *writer, struct text file, const struct finding_list *findings,
                         const struct report_style *style);

/* One finding: file:line:column, severity and code, the message. */
void text_finding(struct writer *writer, struct text file, const struct finding *finding,
                  const struct report_style *style);

/* explain CODE, rules show */
void text_explanation(struct writer *writer, enum finding_code code, const struct report_style *style);
void text_rule_set(struct writer *writer, const struct rule_set *rules, const struct report_style *style);

/* At the end of any of them: how many known findings were left out. */
void text_left_out(struct writer *writer, uint64_t count, const struct report_style *style);

/* ---- why a score is what it is ---- */

/* The steps of derivations, of single indicators or of the project, each with the name of its basis; then what those
   bases say. Every number is a value of a step. */
void text_explanation_of_score(struct writer *writer, const struct report_project *report,
                               const struct derivation *derivations, size_t derivation_count,
                               const struct report_style *style);
/* {"project", "year", "file", "rules", "explanations": [{"of": "indicator"|"execution"|"total"|"grade", "indicator":
   name|null, "level1", "level2", "steps": [{"step", "values": {…}, "words", "basis": {"name", "text"}}]}]}. Numbers are
   numbers, shares per cent, dates text. */
void json_explanation_of_score(struct writer *writer, const struct report_project *report,
                               const struct derivation *derivations, size_t derivation_count, enum language language);

/* ---- how far a grade is ---- */

/* The grades that were asked for, best first, with what reaches them. */
void text_boundaries(struct writer *writer, const struct report_project *report, const struct boundaries *found,
                     const struct report_style *style);
/* {"project", "year", "file", "rules", "total", "low", "high", "grade", "possible": [], "uncertain": {"is_only_reason",
   "indicators": [{"indicator", "level1", "level2", "low", "high"}]}, "boundaries": [{"grade", "relation":
   "better"|"same"|"worse", "bound", "distance", "executed": {"from", "to", "rate", "score", "total", "grade"}|null,
   "lift": {"vetoes": [], and as executed}|null, "indicators": [{"indicator", "level1", "level2", "part", "kind":
   "number"|"tier", "reaches", then of a number "from", "to", "text" and of a tier "tier", "same_tier", "low", "high",
   "certain", then "score", "total", "grade"}]}]}. Amounts are 万元, rates per cent; what no change reaches has the
   score and total of the best there is. */
void json_boundaries(struct writer *writer, const struct report_project *report, const struct boundaries *found);

/* ---- known findings ---- */

/* The file of known findings, as YAML: its beginning, its entries in their order, its end. */
void baseline_file_begin(struct writer *writer);
void baseline_file_entry(struct writer *writer, const struct known_finding *known, bool is_first);
void baseline_file_end(struct writer *writer, bool is_empty);

/* ---- score --write ---- */

enum writing_outcome {
    WRITING_NOTHING,  /* everything is there and right */
    WRITING_FILLED,   /* the values of the filling were put in */
    WRITING_UNSCORED, /* there is nothing to put in */
    WRITING_REFUSED,  /* a value cannot be put in */
    WRITING_DOUBTED,  /* the document did not read as it should with them */
};

struct report_writing {
    const struct report_project *project; /* as it was */
    enum writing_outcome outcome;
    const struct filling *filling;            /* WRITING_FILLED */
    const struct finding_list *left_findings; /* of the project as it is now */
    enum edit_status problem;                 /* WRITING_REFUSED */
    const struct filled_value *failed;        /* the same */
    bool is_rehearsal;                        /* nothing is written */
};

/* What was written into a document, value by value, or why nothing was. */
void text_writing(struct writer *writer, const struct report_writing *report, const struct report_style *style);

/* ---- the form to fill in ---- */

/* new: a project file with the levels and weights of a rule set, and comments that say what belongs where. It is read
   without any finding but the fields that nobody filled in. Keys are Chinese, or the English ones. `is_built_in`: the
   rule set is found by its id alone. */
void form_to_fill_in(struct writer *writer, const struct rule_set *rules, bool is_built_in, enum language language);

#endif
