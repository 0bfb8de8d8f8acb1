#ifndef ZIPING_INTERNAL_H
#define ZIPING_INTERNAL_H

#include "ziping.h"

#include "arena.h"
#include "department.h"
#include "derivation.h"
#include "document.h"
#include "field.h"
#include "finding.h"
#include "project.h"
#include "report.h"
#include "rule_set.h"
#include "score.h"
#include "value.h"

/* What stands behind the names of ziping.h. */

struct zp_rule_set {
    const struct rule_set *rules;
    bool is_built_in;
    struct zp_rule_set *next;
};

struct spare_evaluations;

struct zp_engine {
    zp_settings settings;
    struct memory memory;
    struct arena arena; /* of vocabulary and rule sets */
    struct spare_evaluations *spares;
    struct value_vocabulary vocabulary;
    struct value_reader *value_reader;
    struct zp_rule_set *first_rules;
    struct zp_rule_set *last_rules;
};

struct zp_session {
    const struct zp_engine *engine;
    struct arena scratch; /* of single values */
    struct document_keys *keys;
    struct value_workspace *values;
    struct zp_source *spare; /* one that was closed, with its memory; NULL: none */
    zp_reading_counts counts;
};

struct zp_source {
    struct zp_session *session;
    struct arena arena;
    zp_source_description description;
    struct text file;
    struct document_reader *reader;
    bool is_at_end;
};

/* Of the indicators in order, then of the figures of the project. */
struct derivations {
    const struct derivation *derivations; /* NULL: none were made */
    size_t count;
};

struct zp_evaluation {
    const struct zp_engine *engine;
    struct arena arena;
    struct text file;
    const struct zp_department *department;
    const struct project *project; /* NULL where the document could not be read */
    const struct rule_set *rules;  /* NULL where unknown */
    const struct project_score *score;
    const struct checklist *checklist; /* NULL where the report has none */
    struct derivations derivations;    /* kept where the settings say so */
    struct finding_list findings;      /* of a restored evaluation: only counted */
    bool is_only_checked;
    bool has_failed;                    /* for want of memory or of bytes: another time it may not */
    const struct kept_evaluation *kept; /* that it was restored from; NULL: it was read from a document */
};

struct zp_department {
    const struct zp_engine *engine;
    struct arena arena;
    struct text file;
    const struct department *department; /* NULL where it could not be read */
    struct finding_list findings;
};

/* Ends what a session keeps for its next source. */
void spare_source_destroy(struct zp_session *session);

/* Derives all scores of an evaluation that is scored. Inside guarded, by the arena's escape. */
struct derivations evaluation_derive(const struct zp_evaluation *evaluation, struct arena *arena);

/* Runs `work`, which may take from `arena` and from arenas that share its escape. ZP_NO_MEMORY where it left through
   the escape; what it had taken outside of arenas it must have kept where it can be found. */
zp_status guarded(struct arena *arena, void (*work)(void *context), void *context);

/* A zeroed block of the engine's memory; NULL where it is refused. */
void *engine_take(const struct zp_engine *engine, size_t size_bytes);
void engine_give_back(const struct zp_engine *engine, void *block);

struct document_limits engine_document_limits(const struct zp_engine *engine);

/* The first document of a source that has one; NULL, with findings, where it cannot be read. Inside guarded: the reader
   is kept in `reader_out`, and whoever set the guard closes it, after an escape too. */
const struct node *sole_document(struct arena *arena, struct text source, const struct document_limits *limits,
                                 struct finding_list *findings, struct document_reader **reader_out);

/* A rule set by its id; NULL where there is none. Of several versions it is the one in force in `year` (0: in any),
   the newest first, else the newest. */
const struct rule_set *engine_rule_set(const struct zp_engine *engine, struct text id, int32_t year);
/* The ids there are: mof-2020、shanxi-2023 */
struct text engine_rule_set_ids(const struct zp_engine *engine, struct arena *arena);

/* Loads a rule set into the engine's arena; NULL, with findings, when it is rejected. `file` names the source and is
   copied. Inside guarded. */
struct zp_rule_set *engine_load_rule_set(struct zp_engine *engine, struct text source, struct text file,
                                         const struct document_limits *limits, struct finding_list *findings);

struct text text_from_api(zp_text text);
zp_text text_to_api(struct text text);
enum language language_from_api(zp_language language);
struct report_style style_from_api(const zp_style *style);

/* What projects are scored with, whatever the rules. */
struct judge {
    const struct zp_engine *engine;
    struct value_workspace *values;
};

/* Scores a scorable project by a rule set and reviews it. NULL, with the finding, where a figure is out of range. All
   lies in the arena of the findings. Inside guarded. */
const struct project_score *project_judge(const struct judge *judge, const struct project *project,
                                          const struct rule_set *rules, struct finding_list *findings);

/* A writer to a sink of the caller. */
void writer_to_sink(struct writer *writer, zp_sink *sink);
/* ZP_OK or ZP_OUTPUT_FAILED. */
zp_status writer_end(struct writer *writer);

/* One of nothing yet; NULL where memory is refused. */
struct zp_evaluation *evaluation_begin(const struct zp_engine *engine);

/* Findings about a file of the caller, as text. */
zp_status write_findings(const struct finding_list *findings, struct text file, const zp_style *style, zp_sink *sink);

struct report_project evaluation_report(const struct zp_evaluation *evaluation);

#endif
