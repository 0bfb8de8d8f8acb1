#ifndef ZIPING_FIT_PARTS_H
#define ZIPING_FIT_PARTS_H

#include "fit.h"

/* The parameters, some at a time. `score` is the project's by the rule set of the fit. */

void fit_vetoes_begin(struct fit *fit, struct arena *arena);
void fit_grade(struct fit *fit, const struct fitting *fitting, const struct project_score *score);
void fit_places(struct fit *fit, const struct fitting *fitting, const struct project_score *score);
void fit_shares(struct fit *fit, const struct fitting *fitting, const struct project_score *score);

static inline struct keeping keeping_of(const struct fitting *fitting)
{
    return (struct keeping){ fitting->memory, fitting->scratch };
}

static inline struct declared_result result_of_indicator(const struct fitting *fitting,
                                                         const struct indicator *indicator)
{
    return (struct declared_result){
        .file = fitting->file,
        .project = fitting->project->name.text,
        .indicator = indicator->name.text,
        .points = indicator->declared_score.value,
    };
}

#endif
