/*
 * Ziping (自评) re-scores 项目支出绩效自评表, the performance self-evaluation forms of Chinese public departments.
 *
 * Bytes in, evaluations out, reports through a callback. The library opens no files, prints nothing, never exits, looks
 * at no locale and has no global state.
 *
 * Ownership. What a function creates through an `_out` parameter belongs to the caller, who destroys it with the
 * function named beside it; NULL may be destroyed. What a function returns as `const` belongs to the object that it was
 * asked of and lives as long. Bytes handed in are not kept beyond the call, unless it says so.
 *
 * Threads. A zp_engine may be used by many threads at once as soon as no rule set is being loaded into it, and a
 * zp_department by many sources at once. Every other object belongs to one thread at a time.
 *
 * Failure. A call that cannot do its work answers a zp_status other than ZP_OK and leaves its out-parameters as they
 * were. That a document says something wrong is no failure: it is a finding of the evaluation.
 *
 * Text is UTF-8. Numbers are exact decimals and are handed out as text. Scores are points, rates per cent, amounts
 * 万元.
 */
#ifndef ZIPING_H
#define ZIPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define ZP_API
#else
#define ZP_API __attribute__((visibility("default")))
#endif

#define ZP_VERSION "0.1.0"

typedef enum zp_status {
    ZP_OK = 0,
    ZP_END,           /* there is no further document */
    ZP_NO_MEMORY,     /* a block was refused, or settings.memory_bytes was reached */
    ZP_NOT_FOUND,     /* no rule set or finding of that name */
    ZP_REJECTED,      /* the rule set or department cannot be used; its findings say why */
    ZP_OUTPUT_FAILED, /* a sink, spool or store did not take its bytes, or not give them back */
    ZP_INPUT_FAILED,  /* an input could not be read to its end */
    ZP_OUTDATED,      /* the restored evaluation says what does not hold in this batch */
} zp_status;

typedef enum zp_language { ZP_CHINESE = 0, ZP_ENGLISH } zp_language;
typedef enum zp_severity { ZP_ERROR = 0, ZP_WARNING, ZP_NOTE } zp_severity;
typedef enum zp_format { ZP_TEXT_FORMAT = 0, ZP_JSON, ZP_JSON_LINES, ZP_CSV } zp_format;
typedef enum zp_role { ZP_TARGET = 0, ZP_ACHIEVED } zp_role;

/* Text that somebody else owns; not terminated by a zero. */
typedef struct zp_text {
    const char *bytes;
    size_t size_bytes;
} zp_text;

/* Takes bytes of a report. Answers whether it could; after a false it is not called again for that report. */
typedef bool (*zp_put)(void *context, const char *bytes, size_t size_bytes);

typedef struct zp_sink {
    zp_put put;
    void *context;
} zp_sink;

/* ---- engine: settings, vocabulary, rule sets ---- */

/* Two readers of YAML, which give the same evaluations. */
typedef enum zp_reader {
    ZP_READER_AUTO = 0, /* the quick one, and libyaml for what that does not know */
    ZP_READER_LIBYAML,
    ZP_READER_FAST, /* the quick one alone: what it does not know, and any mistake, is unreadable-document */
} zp_reader;

typedef struct zp_settings {
    /* Blocks, aligned as by malloc. `take` answers NULL to refuse. Called from every thread that uses the engine. */
    void *(*take)(void *context, size_t size_bytes);
    void (*give_back)(void *context, void *block);
    void *memory_context;

    /* Limits, so that no document can use more than is its due. What exceeds one is a finding, unreadable-document. */
    size_t document_bytes; /* of one document with the comments around it; default 64 MiB */
    size_t depth;          /* of mappings and lists in each other; default 64 */
    size_t nodes;          /* of one document, aliases counted as often as they are used; default 2,000,000 */
    size_t scalar_bytes;   /* of one value; default 1 MiB */
    size_t memory_bytes;   /* of one evaluation; default 1 GiB */

    zp_reader reader;
    bool
        keeps_derivations; /* makes the derivation of every score at once, not when zp_evaluation_explain asks for it */
} zp_settings;

typedef struct zp_engine zp_engine;
typedef struct zp_rule_set zp_rule_set;

/* malloc, free, and the limits above. */
ZP_API void zp_settings_default(zp_settings *settings_out);

/* Loads the vocabulary and the rule sets that are built in. `settings` NULL: the default ones. */
ZP_API zp_status zp_engine_create(const zp_settings *settings, zp_engine **engine_out);
ZP_API void zp_engine_destroy(zp_engine *engine);

/* Rule sets in the order of their loading, the built-in ones first; NULL behind the last. */
ZP_API const zp_rule_set *zp_rule_set_at(const zp_engine *engine, size_t index);
/* NULL where there is none of that id. */
ZP_API const zp_rule_set *zp_rule_set_find(const zp_engine *engine, zp_text id);
ZP_API zp_text zp_rule_set_id(const zp_rule_set *rules);
ZP_API zp_text zp_rule_set_name(const zp_rule_set *rules);

/* How reports look. */
typedef struct zp_style {
    zp_language language;
    bool has_colour; /* text only */
    bool is_quiet;   /* text only: leaves out what is in order, and notes */
    size_t columns;  /* text only: cells of a line; 0 means 100 */
    /* Text of ZP_REPORT_SCORE only: what evidence the judgements need, and what a reviewer would question. Unless it is
       quiet, projects that declare no score, total or grade have it anyway. */
    bool has_checklist;
} zp_style;

/* Loads a rule set from YAML and checks that it does not contradict itself. ZP_REJECTED when it cannot be used. What is
   found in it, in a rule set that can be used too, goes to `findings` as text. `file` names the source there. The rule
   set belongs to the engine. Rule sets of one id are versions of it: a project is scored by the one that is in force in
   its year (适用年度), of several by the one loaded last, and where none is by the one loaded last, with a finding.
   zp_rule_set_find finds the one loaded last. What extends (继承) a rule set of several versions is resolved with each
   of them, and so comes in as many versions, each in force no longer than the one it rests on; `rules_out` is the
   newest. */
ZP_API zp_status zp_rule_set_load(zp_engine *engine, zp_text source, zp_text file, const zp_style *style,
                                  zp_sink findings, const zp_rule_set **rules_out);

/* The resolved rule set with the basis of each part, as text. */
ZP_API zp_status zp_rule_set_write(const zp_rule_set *rules, const zp_style *style, zp_sink sink);

/* A project file to fill in, as YAML: the levels and weights of the rule set, with comments. In English keys and
   comments are English; the levels keep their names. */
ZP_API zp_status zp_rule_set_write_form(const zp_rule_set *rules, zp_language language, zp_sink sink);

/* The catalogue's paragraph about a code such as `score-overclaimed`, as text. ZP_NOT_FOUND for other codes. */
ZP_API zp_status zp_finding_explain(zp_text code, const zp_style *style, zp_sink sink);
/* The codes of the catalogue in its order; no bytes behind the last. */
ZP_API zp_text zp_finding_code_at(size_t index);
ZP_API zp_text zp_finding_code_title(size_t index, zp_language language);
ZP_API zp_severity zp_finding_code_severity(size_t index);

/* ---- sessions: reading and evaluating, one thread each ---- */

typedef struct zp_session zp_session;
typedef struct zp_source zp_source;
typedef struct zp_evaluation zp_evaluation;
typedef struct zp_department zp_department;

/* The engine must live longer than the session. */
ZP_API zp_status zp_session_create(const zp_engine *engine, zp_session **session_out);
ZP_API void zp_session_destroy(zp_session *session);

typedef struct zp_reading_counts {
    uint64_t quick; /* documents that the quick reader read */
    uint64_t other; /* that it did not: left to libyaml, or with ZP_READER_FAST refused */
} zp_reading_counts;
/* Of the sources of the session that were closed. */
ZP_API zp_reading_counts zp_session_reading_counts(const zp_session *session);

/* How one value is read, as one line of JSON (ended by a line feed). `year` 0: unknown. */
ZP_API zp_status zp_value_read(zp_session *session, zp_text text, zp_role role, int32_t year, zp_sink sink);

/* What department.yaml says. ZP_REJECTED when it cannot be used: then too `department_out` is set, with the findings,
   so that they can be reported. */
ZP_API zp_status zp_department_load(zp_session *session, zp_text source, zp_text file, zp_department **department_out);
/* The department of a file that is there but whose bytes could not be had, with the reason: like one that cannot be
   used, it is reported, and leaves unscored whatever names no rule set of its own. */
ZP_API zp_status zp_department_of_failure(zp_session *session, zp_text file, zp_text reason,
                                          zp_department **department_out);
ZP_API void zp_department_destroy(zp_department *department);

/* Puts the next bytes of a source into `buffer`, `room_bytes` at most, and their number into `size_bytes_out`: 0 at the
   end. It need not fill the buffer. Answers false where they cannot be had; then it is not called again. */
typedef bool (*zp_read)(void *context, char *buffer, size_t room_bytes, size_t *size_bytes_out);

typedef struct zp_input {
    zp_read read; /* NULL: none */
    void *context;
} zp_input;

typedef struct zp_source_description {
    zp_text bytes;                   /* of the file; must stay until the source is closed */
    zp_input input;                  /* gives what comes behind `bytes`, for a source of any length: it is called by
                                        zp_source_next, and about as much is in memory as the longest document has */
    zp_text file;                    /* its name, for reports; copied */
    bool is_json_lines;              /* one document a line */
    const zp_rule_set *rules;        /* to score by, whatever the project says; NULL: the project's own, else the
                                        department's, else mof-2020 */
    const zp_department *department; /* of the folder; NULL: none. Must live longer than the evaluations */
    bool is_only_checked;            /* read and check the documents, do not score them */
} zp_source_description;

/* A source has one or several documents. */
ZP_API zp_status zp_source_open(zp_session *session, const zp_source_description *description, zp_source **source_out);
/* The evaluation of the next document; ZP_END behind the last. A document that cannot be read is an evaluation too.
   ZP_INPUT_FAILED, once: what is left of the source is not known, a document that was begun included. */
ZP_API zp_status zp_source_next(zp_source *source, zp_evaluation **evaluation_out);
ZP_API void zp_source_close(zp_source *source);

/* The evaluation of a source whose bytes could not be had: unreadable-document, with the reason. The description's
   bytes are not looked at. */
ZP_API zp_status zp_evaluation_of_failure(zp_session *session, const zp_source_description *description, zp_text reason,
                                          zp_evaluation **evaluation_out);
ZP_API void zp_evaluation_destroy(zp_evaluation *evaluation);

/* ---- what an evaluation says ---- */

ZP_API bool zp_evaluation_is_scored(const zp_evaluation *evaluation);
ZP_API zp_text zp_evaluation_file(const zp_evaluation *evaluation);    /* as its source was described */
ZP_API zp_text zp_evaluation_project(const zp_evaluation *evaluation); /* its name; no bytes where unknown */
ZP_API zp_text zp_evaluation_grade(const zp_evaluation *evaluation);   /* computed; no bytes where there is none */
ZP_API zp_text zp_evaluation_declared_grade(const zp_evaluation *evaluation);

typedef struct zp_number {
    char text[96]; /* a decimal such as 96.75, terminated by a zero; blank where there is none */
} zp_number;
ZP_API zp_number zp_evaluation_total(const zp_evaluation *evaluation); /* computed */
ZP_API zp_number zp_evaluation_total_low(const zp_evaluation *evaluation);
ZP_API zp_number zp_evaluation_total_high(const zp_evaluation *evaluation);
ZP_API zp_number zp_evaluation_declared_total(const zp_evaluation *evaluation);

/* 1: the declared grade is the computed one. 0: it differs, or a total is declared without a grade. -1: nothing is
   declared, or nothing could be scored. */
ZP_API int zp_evaluation_consistency(const zp_evaluation *evaluation);

typedef struct zp_finding {
    zp_text code;
    zp_severity severity;
    uint32_t line;     /* from 1; 0: the whole document */
    uint32_t column;   /* from 1, in characters */
    zp_text indicator; /* no bytes where it is about none */
    const void *entry; /* the library's */
} zp_finding;

ZP_API size_t zp_evaluation_finding_count(const zp_evaluation *evaluation);
/* The findings one after another, sorted by line, column, code. Both answer false where there is none. */
ZP_API bool zp_evaluation_first_finding(const zp_evaluation *evaluation, zp_finding *finding_out);
ZP_API bool zp_finding_next(zp_finding *finding);
/* The finding in words: one line, without a line end. */
ZP_API zp_status zp_finding_message(const zp_finding *finding, zp_language language, zp_sink sink);

/* The evaluation as one line of JSON: P of the documented format. */
ZP_API zp_status zp_evaluation_write_json(const zp_evaluation *evaluation, zp_language language, zp_sink sink);

/* Why a score is what it is, step by step from the printed cell to the verdict, each step with what it rests on; where
   `name` has no bytes of all that zp_evaluation_explained_at names, else of those that are meant by it: indicators by
   their name or that of one of their 分项, alone or behind their levels (产出指标/数量指标/培训干部人数), and 执行率,
   总分 and 等级 of the project, in either language. As text, or with ZP_JSON as JSON. ZP_NOT_FOUND where nothing is
   meant by it, or nothing was scored. */
ZP_API zp_status zp_evaluation_explain(const zp_evaluation *evaluation, zp_text name, zp_format format,
                                       const zp_style *style, zp_sink sink);
/* What there is to explain, one after the other: the names of the indicators (of no bytes where one has none), then
   执行率, 总分 and 等级 in that language. `bytes` are NULL behind the last, and where nothing was scored. */
ZP_API zp_text zp_evaluation_explained_at(const zp_evaluation *evaluation, size_t index, zp_language language);

/* How far the project is from a grade of its rule set, or where `grade` has no bytes from each of them, and the least
   change of one achieved value or of the executed amount that leads there, all else being as it is; which vetoes have
   to be lifted first; and whose interval makes the grade uncertain. As text, or with ZP_JSON as JSON. ZP_NOT_FOUND
   where the rule set has no such grade, or nothing was scored. */
ZP_API zp_status zp_evaluation_boundary(const zp_evaluation *evaluation, zp_text grade, zp_format format,
                                        const zp_style *style, zp_sink sink);

/* ---- known findings ---- */

/* Findings that somebody has looked at and leaves for a while, each with a reason and a last day. They are known by the
   name and year of their project or department, by the path of their indicator and by their code, and are counted: of
   three that are alike where two are known, the third is new. A project that cannot be scored is reported whole. */
typedef struct zp_baseline zp_baseline;

typedef struct zp_date {
    int32_t year;
    int32_t month; /* from 1 */
    int32_t day;   /* from 1 */
} zp_date;

typedef struct zp_baseline_description {
    zp_text source;    /* YAML, as zp_baseline_write writes it; bytes NULL: nothing is known yet */
    zp_text file;      /* its name, for what is found in it */
    zp_date today;     /* what was known until an earlier day is reported again */
    bool is_recording; /* what is not known becomes known */
    zp_text reason;    /* of what is recorded; copied */
    zp_date until;     /* the last day of what is recorded */
} zp_baseline_description;

/* ZP_REJECTED when the source cannot be used. What is found in it, in one that can be used too (baseline-expired), goes
   to `findings` as text. Belongs to one thread at a time. */
ZP_API zp_status zp_baseline_load(const zp_engine *engine, const zp_baseline_description *description,
                                  const zp_style *style, zp_sink findings, zp_baseline **baseline_out);
ZP_API void zp_baseline_destroy(zp_baseline *baseline);

typedef struct zp_baseline_totals {
    uint64_t left_out;  /* findings */
    uint64_t added;     /* findings that became known by recording */
    uint64_t expired;   /* entries */
    uint64_t gone;      /* entries that were looked for, and nothing was found */
    uint64_t elsewhere; /* entries that were not looked for: of projects and departments that could not be scored or
                           were not there, or of what only a score shows, where documents were only checked */
} zp_baseline_totals;

/* Up to now. */
ZP_API zp_baseline_totals zp_baseline_count(const zp_baseline *baseline);

/* What is known after a run that recorded, sorted, as YAML. The entries there were keep their reason and last day;
   those that are gone are left out. */
ZP_API zp_status zp_baseline_write(zp_baseline *baseline, zp_sink sink);

/* ---- writing computed scores into a file ---- */

typedef struct zp_writing_request {
    zp_style style;
    bool is_rehearsal; /* nothing will be made of the new bytes; the report says so */
    zp_sink revised;   /* takes the file as it is to be, all of it */
    zp_sink report;    /* takes what was changed in it, as text */
} zp_writing_request;

typedef struct zp_writing {
    uint64_t documents;
    uint64_t values;      /* that are new or other ones; 0: the new bytes are the old ones */
    uint64_t left;        /* documents as they were, though not all in them is right: they cannot be scored, or not be
                             changed, and the report says why */
    uint64_t findings[3]; /* by zp_severity, of the documents as they are now */
} zp_writing;

/* Puts 得分, 执行率, 总分 and 等级, as computed, where they are not there or differ, and leaves every other byte of the
   file as it is. The description's bytes are the whole file. A document is changed completely or not at all: what was
   made of it has been read again, is the same but for these values, and leaves nothing to be put in. What the sinks
   took is worth nothing unless the answer is ZP_OK. */
ZP_API zp_status zp_scores_write(zp_session *session, const zp_source_description *description,
                                 const zp_writing_request *request, zp_writing *writing_out);

/* ---- batches: what is between projects, and the report of them all ---- */

typedef struct zp_batch zp_batch;

typedef enum zp_report { ZP_REPORT_SCORE = 0, ZP_REPORT_AUDIT, ZP_REPORT_CHECK } zp_report;

/* Keeps bytes for later: what an audit as text prints below its table. */
typedef struct zp_spool {
    zp_put put;
    /* Hands everything that was put to `sink`, in order. Answers whether all of it was taken. */
    bool (*replay)(void *context, zp_sink sink);
    void *context;
} zp_spool;

/* Keeps bytes to be read again: the names of projects and of their files, by which one that comes twice is known. */
typedef struct zp_store {
    zp_put put; /* appends them to what was put before */
    /* Copies `size_bytes` that begin at `offset` of all that was put; they were. Answers whether it could. */
    bool (*get)(void *context, uint64_t offset, char *bytes_out, size_t size_bytes);
    void *context;
} zp_store;

typedef struct zp_batch_settings {
    zp_report report;
    zp_format format;
    zp_style style;
    zp_text rules; /* the id that was asked for, for the head of the JSON; no bytes: none was. Must stay */
    zp_sink sink;
    zp_spool spool; /* `put` NULL: kept in memory */
    /* `put` NULL: kept in memory, some 100 bytes and more a project. Otherwise a batch takes less than 16 bytes a
       project, and nothing else that grows with their number. */
    zp_store store;
    zp_baseline *baseline; /* known findings are left out of the report and of the totals; NULL: none are known. Must
                              live until the batch is destroyed, and serves one batch */
} zp_batch_settings;

typedef struct zp_totals {
    uint64_t projects;
    uint64_t scored;
    uint64_t unreadable;
    uint64_t unreadable_departments; /* department files */
    uint64_t consistent;
    uint64_t inconsistent;
    uint64_t findings[3]; /* by zp_severity, those of departments included */
} zp_totals;

ZP_API zp_status zp_batch_create(const zp_engine *engine, const zp_batch_settings *settings, zp_batch **batch_out);
/* Adds what only a run of several projects shows (duplicate-project) to the evaluation, counts it towards the
   department that its source named, and reports it. Evaluations are reported in the order in which they are admitted.
 */
ZP_API zp_status zp_batch_admit(zp_batch *batch, zp_evaluation *evaluation);
/* The same, and hands `keep` the bytes from which zp_evaluation_restore makes the evaluation again; none where memory
   or the bytes of the source were wanting, since that may be otherwise another time, and where the batch leaves known
   findings out. That `keep` takes them all or not changes nothing here. */
ZP_API zp_status zp_batch_admit_and_keep(zp_batch *batch, zp_evaluation *evaluation, zp_sink keep);
/* Departments are reconciled at the end only when they were announced here: when all their projects are in the batch.
   The department must live until the batch is destroyed. */
ZP_API zp_status zp_batch_admit_department(zp_batch *batch, zp_department *department);
/* Reports departments and summary. Call it once. */
ZP_API zp_status zp_batch_finish(zp_batch *batch, zp_totals *totals_out);
ZP_API void zp_batch_destroy(zp_batch *batch);

/* ---- what a batch needs of an evaluation, kept from one run of a program to the next ---- */

/* An evaluation from the bytes that zp_batch_admit_and_keep handed out; they are copied. They hold for documents, rule
   sets, department, description and batch settings that are the same again, and for the same zp_build: that this is so
   is for the caller to know. ZP_REJECTED: no such bytes.
   zp_batch_admit takes it for the evaluation that was kept, to the last byte of the report. It answers ZP_OUTDATED, and
   has admitted nothing, where duplicate-project has come, has gone, or names another file, or where the batch writes in
   another form or leaves known findings out: then the document has to be evaluated. A restored evaluation can be asked
   about its project and its grades; its totals are blank, its findings only counted in those of the batch, its JSON and
   its explanation ZP_REJECTED. */
ZP_API zp_status zp_evaluation_restore(const zp_engine *engine, const zp_source_description *description, zp_text kept,
                                       zp_evaluation **evaluation_out);

/* ---- rule sets held against projects ---- */

/* What changes when one rule set takes the place of another: a report of the projects that do, with the parts of the
   rule set that make it so, and totals for each department and all together. Used on one thread, as a session is. */
typedef struct zp_difference zp_difference;

typedef struct zp_difference_settings {
    const zp_rule_set *before; /* of the engine; just this version, in whatever year */
    const zp_rule_set *after;
    zp_format format; /* ZP_JSON_LINES and ZP_CSV: the projects only */
    zp_style style;
    zp_sink sink;
} zp_difference_settings;

typedef struct zp_difference_totals {
    uint64_t projects;
    uint64_t unreadable; /* one of the two could not score it, or neither */
    uint64_t changed;    /* in any of these: */
    uint64_t changed_scores;
    uint64_t changed_intervals; /* what may be scored, or the grades that are possible */
    uint64_t changed_grades;
    uint64_t changed_findings;
} zp_difference_totals;

ZP_API zp_status zp_difference_create(const zp_engine *engine, const zp_difference_settings *settings,
                                      zp_difference **difference_out);
/* Scores the evaluation's project by both rule sets, whatever it was scored by, or only checked; it stays as it is.
   Projects are reported in the order in which they are admitted. ZP_REJECTED: it was restored, and has no document. */
ZP_API zp_status zp_difference_admit(zp_difference *difference, const zp_evaluation *evaluation);
/* Reports the totals. Call it once. */
ZP_API zp_status zp_difference_finish(zp_difference *difference, zp_difference_totals *totals_out);
ZP_API void zp_difference_destroy(zp_difference *difference);

/* What declared results say about rule sets: how many of them each rule set of the engine reproduces, and for each
   parameter of one of these, the others held, which values reproduce them. Used on one thread, as a session is. */
typedef struct zp_fit zp_fit;

typedef struct zp_fit_settings {
    const zp_rule_set *rules; /* whose parameters are held; NULL: those of the one that reproduces the most */
    zp_format format;
    zp_style style;
    zp_sink sink;
} zp_fit_settings;

typedef struct zp_fit_totals {
    uint64_t projects;
    uint64_t unreadable; /* could not be scored */
} zp_fit_totals;

/* All rule sets must be loaded. */
ZP_API zp_status zp_fit_create(const zp_engine *engine, const zp_fit_settings *settings, zp_fit **fit_out);
/* Scores the evaluation's project by all rule sets, whatever it was scored by, or only checked; it stays as it is.
   ZP_REJECTED: it was restored, and has no document. After ZP_NO_MEMORY the fit can only be destroyed. */
ZP_API zp_status zp_fit_admit(zp_fit *fit, const zp_evaluation *evaluation);
/* Reports what was found. Call it once. */
ZP_API zp_status zp_fit_finish(zp_fit *fit, zp_fit_totals *totals_out);
ZP_API void zp_fit_destroy(zp_fit *fit);

ZP_API const char *zp_version(void);
/* Tells builds apart whose evaluations or reports may differ: a word that is another one whenever the sources are. */
ZP_API const char *zp_build(void);

#ifdef __cplusplus
}
#endif

#endif
