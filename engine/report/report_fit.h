#ifndef ZIPING_REPORT_FIT_H
#define ZIPING_REPORT_FIT_H

#include "fit.h"
#include "labels.h"
#include "report.h"

/* rules fit: which rule sets reproduce what is declared, and what it says about each parameter. */

struct report_fit {
    const struct fit *fits; /* in the order of the rule sets */
    size_t fit_count;
    const struct fit *chosen; /* the one whose parameters are looked at */
    bool is_named;            /* it was asked for; else it reproduces the most */
    uint64_t declared[DECLARED_COUNT];
    uint64_t projects;
    uint64_t scored;
};

/* A parameter with what was found out about it: one of the three is not NULL. */
enum parameter_kind { PARAMETER_VETO, PARAMETER_BAND, PARAMETER_PLACES, PARAMETER_SHARES };
struct report_parameter {
    enum parameter_kind kind;
    enum label title;
    const char *word;  /* stable */
    struct text grade; /* that it is about; no bytes: none */
    const struct fitted_interval *interval;
    const struct fitted_places *places;
    const struct fitted_shares *shares;
};
enum { FIT_MOST_PARAMETERS = RULE_SET_MOST_GRADES + 2 + FITTED_SHARE_COUNT };
/* In the order of a rule set; answers how many there are. */
size_t fit_parameters(const struct fit *fit, struct report_parameter *parameters_out);

uint64_t parameter_evidence(const struct report_parameter *parameter);
uint64_t parameter_unreproduced(const struct report_parameter *parameter);
/* No value reproduces all the evidence. */
bool parameter_is_contradictory(const struct report_parameter *parameter);

/* A quotient as people would check it: 28 ÷ 30 ≈ 93.3333%, or 80% where it is a decimal of at most 6 places. */
void write_share_quotient(struct writer *writer, struct quotient_of_decimals quotient);
/* Whether it is a decimal of at most 12 places. */
bool quotient_is_decimal(struct quotient_of_decimals quotient, struct decimal *decimal_out);

void text_fit(struct writer *writer, const struct report_fit *report, const struct report_style *style);
void json_fit(struct writer *writer, const struct report_fit *report);
/* A line a rule set, then a line a parameter. */
void json_lines_fit(struct writer *writer, const struct report_fit *report);
void csv_fit(struct writer *writer, const struct report_fit *report, enum language language);

#endif
