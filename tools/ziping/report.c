#include "report.h"

#include "batch.h"
#include "commands.h"
#include "content.h"
#include "department_file.h"
#include "known.h"
#include "library.h"
#include "message.h"
#include "progress.h"
#include "reuse.h"
#include "spool.h"
#include "store.h"
#include "walk.h"
#include "write.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* score, audit, check: files in, one report out. */

/* A department that the walk has met. */
struct met_department {
    zp_department *department;
    bool is_reported;
};

struct report_run {
    const struct request *request;
    zp_report kind;
    const struct evaluation_use *use; /* NULL: the report of that kind */
    zp_engine *engine;
    size_t document_bytes;
    const zp_rule_set *rules;
    struct walk walk;
    zp_session *session;
    struct content content; /* of department files */
    struct met_department *departments;
    size_t department_count;
    size_t department_room;
    bool has_reported_department;
    struct output output;
    struct spool spool;
    struct store store;
    struct progress progress;
    size_t files_done;
    struct reuse *reuse;   /* NULL: there is no cache */
    zp_batch *batch;       /* NULL until the report is begun */
    zp_baseline *baseline; /* NULL: nothing is known */
    enum exit_status worst;
};

static void worsen(struct report_run *run, enum exit_status status)
{
    run->worst = status > run->worst ? status : run->worst;
}

/* ---- departments ---- */

/* A department is reported when all its projects are here, or when its file itself is what is checked. */
static bool is_reported(const struct report_run *run, enum department_origin origin)
{
    switch (origin) {
    case DEPARTMENT_OF_FOLDER:
        return run->kind != ZP_REPORT_SCORE;
    case DEPARTMENT_NAMED:
        return run->kind == ZP_REPORT_CHECK;
    case DEPARTMENT_LENT:
        break;
    }
    return false;
}

/* A department is announced before the first of its projects is admitted. */
static void announce(const struct report_run *run, const struct met_department *met)
{
    if (met->is_reported && zp_batch_admit_department(run->batch, met->department) != ZP_OK) {
        end_without_memory();
    }
}

/* A department that cannot be used is kept too: where it is reported, its findings say why. Where it is not, we do. */
static void keep_department(struct report_run *run, const char *path, const struct department_file *file,
                            bool is_reported)
{
    const struct met_department met = { file->department, is_reported };
    run->departments =
        grown(run->departments, run->department_count, 1, sizeof(*run->departments), &run->department_room);
    run->departments[run->department_count++] = met;
    run->has_reported_department = run->has_reported_department || is_reported;
    if (run->batch != NULL) {
        announce(run, &met);
    }
    if (file->status == ZP_OK) {
        return;
    }
    worsen(run, STATUS_FAILED);
    /* Tables and lines have no room for what is found about a department. */
    bool is_told = is_reported && (run->request->format == ZP_TEXT_FORMAT || run->request->format == ZP_JSON);
    if (!is_told) {
        department_file_say(file, path, run->request->language);
    }
}

static zp_department *load_department(struct report_run *run, const char *path, bool is_reported)
{
    struct department_file file =
        department_file_load(run->session, &run->content, path, run->document_bytes, run->request->language);
    if (run->reuse != NULL) {
        reuse_department(run->reuse, path, &file);
    }
    content_forget(&run->content);
    keep_department(run, path, &file, is_reported);
    return file.department;
}

static zp_department *meet_department(void *context, const char *path, enum department_origin origin)
{
    struct report_run *run = context;
    if (origin == DEPARTMENT_NAMED && run->kind != ZP_REPORT_CHECK) {
        if (run->kind == ZP_REPORT_AUDIT && !run->request->is_quiet) {
            message(run->request->language,
                    (struct words){ "{1}：只给了文件，不核对部门；要核对请给它所在的文件夹",
                                    "{1}: not reconciled, since files were named; name its folder instead" },
                    path, NULL);
        }
        return NULL;
    }
    if (origin == DEPARTMENT_LENT && run->rules != NULL) {
        return NULL; /* --rules decides, so nothing is to be lent */
    }
    return load_department(run, path, is_reported(run, origin));
}

static void destroy_departments(struct report_run *run)
{
    for (size_t i = 0; i < run->department_count; i++) {
        zp_department_destroy(run->departments[i].department);
    }
    free(run->departments);
    content_end(&run->content);
}

/* ---- the batch ---- */

static zp_status admit(void *context, zp_evaluation *evaluation, struct portion *portion, size_t file)
{
    struct report_run *run = context;
    if (run->use != NULL) {
        return run->use->take(run->use->context, &run->output, evaluation);
    }
    return run->reuse == NULL ? zp_batch_admit(run->batch, evaluation)
                              : reuse_admit(run->reuse, evaluation, portion, file);
}

static void pass_files(void *context, size_t file_count)
{
    struct report_run *run = context;
    if (run->reuse != NULL) {
        reuse_end_portion(run->reuse);
    }
    run->files_done += file_count;
    progress_show(&run->progress, run->files_done);
}

/* How many documents the quick reader did not read, and their share of all in hundredths of a per cent. */
static void say_counts(const struct report_run *run, const zp_reading_counts *counts)
{
    char all[32];
    char others[64];
    uint64_t sum = counts->quick + counts->other;
    uint64_t share = sum == 0 ? 0 : (counts->other * 10000 + sum / 2) / sum;
    snprintf(all, sizeof(all), "%" PRIu64, sum);
    if (run->request->language == ZP_ENGLISH) {
        snprintf(others, sizeof(others), "%" PRIu64 " (%" PRIu64 ".%02" PRIu64 "%%)", counts->other, share / 100,
                 share % 100);
    } else {
        snprintf(others, sizeof(others), "%" PRIu64 " 份（%" PRIu64 ".%02" PRIu64 "%%）", counts->other, share / 100,
                 share % 100);
    }
    message(run->request->language,
            (struct words){ "读取文档 {1} 份，其中 {2}没有快速读取", "{1} documents read, {2} of them not quickly" },
            all, others);
}

static zp_status evaluate_files(struct report_run *run)
{
    struct batch_work work = {
        .engine = run->engine,
        .walk = &run->walk,
        .rules = run->rules,
        .is_only_checked = run->kind == ZP_REPORT_CHECK || (run->use != NULL && run->use->is_only_checked),
        .document_bytes = run->document_bytes,
        .thread_count = run->request->jobs,
        .language = run->request->language,
        .reuse = run->reuse,
    };
    if (run->reuse != NULL) {
        zp_style style = style_of(run->request, &run->output);
        reuse_begin(run->reuse, &work, run->batch, &style);
    }
    zp_reading_counts counts;
    struct batch_receiver receiver = { .take = admit, .pass = pass_files, .context = run };
    zp_status status = batch_run(&work, receiver, &counts);
    progress_erase(&run->progress);
    if (run->reuse != NULL) {
        zp_reading_counts anew = reuse_reading_counts(run->reuse);
        counts.quick += anew.quick;
        counts.other += anew.other;
    }
    if (run->request->is_verbose) {
        say_counts(run, &counts);
    }
    if (run->request->is_verbose && run->reuse != NULL) {
        reuse_say_counts(run->reuse);
    }
    reuse_end(run->reuse, status == ZP_OK);
    run->reuse = NULL;
    return status;
}

static zp_status create_batch(struct report_run *run)
{
    zp_batch_settings settings = {
        .report = run->kind,
        .format = run->request->format,
        .style = style_of(run->request, &run->output),
        .sink = output_sink(&run->output),
        .spool = spool_of(&run->spool),
        .store = store_of(&run->store),
        .baseline = run->baseline,
    };
    if (run->rules != NULL) {
        settings.rules = zp_rule_set_id(run->rules);
    }
    return zp_batch_create(run->engine, &settings, &run->batch);
}

static zp_status use_all(struct report_run *run)
{
    zp_status status = evaluate_files(run);
    bool has_end = status == ZP_OK && run->use->finish != NULL;
    return has_end ? run->use->finish(run->use->context, &run->output) : status;
}

static zp_status report_all(struct report_run *run, zp_totals *totals_out)
{
    if (run->use != NULL) {
        return use_all(run);
    }
    zp_status status = create_batch(run);
    for (size_t i = 0; status == ZP_OK && i < run->department_count; i++) {
        announce(run, &run->departments[i]);
    }
    if (status == ZP_OK) {
        status = evaluate_files(run);
    }
    return status == ZP_OK ? zp_batch_finish(run->batch, totals_out) : status;
}

static void judge(struct report_run *run, const zp_totals *totals)
{
    for (int severity = ZP_ERROR; severity <= run->request->fail_on; severity++) {
        if (totals->findings[severity] > 0) {
            worsen(run, STATUS_FINDINGS);
        }
    }
    if (totals->unreadable > 0 || totals->unreadable_departments > 0) {
        worsen(run, STATUS_FAILED);
    }
}

static void write_report(struct report_run *run)
{
    zp_totals totals = { 0 };
    if (!output_open(&run->output, run->request->output, run->request->language)) {
        worsen(run, STATUS_FAILED);
        return;
    }
    spool_begin(&run->spool);
    store_begin(&run->store);
    progress_begin(&run->progress, run->request->is_quiet, run->request->language);
    run->output.before_write = progress_erase;
    run->output.before_write_context = &run->progress;
    zp_status status = report_all(run, &totals);
    progress_erase(&run->progress);
    int error = run->spool.error != 0 ? run->spool.error : run->store.error;
    if (error != 0) {
        message(run->request->language,
                (struct words){ "临时文件读写不成：{1}", "a temporary file cannot be used: {1}" },
                reason_of(error, run->request->language), NULL);
    }
    judge(run, &totals);
    enum exit_status closed = close_with(&run->output, status);
    worsen(run, closed);
    zp_batch_destroy(run->batch);
    if (closed == STATUS_FINE) {
        worsen(run, known_settle(run->request, run->baseline));
    }
    spool_end(&run->spool);
    store_end(&run->store);
}

/* ---- */

static void report_files(struct report_run *run)
{
    bool is_blank = !walk_has_next(&run->walk) && !run->has_reported_department;
    if (is_blank) {
        message(run->request->language, (struct words){ "没有可读的内容", "there is nothing to read" }, NULL, NULL);
        worsen(run, STATUS_FAILED);
    }
    /* A program that reads the report gets one that is whole, though nothing is in it. */
    if (!is_blank || run->request->format != ZP_TEXT_FORMAT) {
        write_report(run);
    }
    if (run->walk.has_missed) {
        worsen(run, STATUS_FAILED);
    }
}

static enum exit_status run_with_engine(struct report_run *run)
{
    const struct request *request = run->request;
    enum exit_status found = rules_of_request(run->engine, request, &run->rules, reuse_rules(run->reuse));
    if (found == STATUS_FINE && run->use != NULL && run->use->begin != NULL) {
        found = run->use->begin(run->use->context, run->engine, run->rules);
    }
    if (found != STATUS_FINE) {
        return found;
    }
    if (!walk_is_sensible(&run->walk)) {
        return STATUS_USAGE;
    }
    found = known_open(run->engine, request, &run->baseline);
    if (found != STATUS_FINE) {
        return found;
    }
    if (zp_session_create(run->engine, &run->session) != ZP_OK) {
        end_without_memory();
    }
    report_files(run);
    zp_session_destroy(run->session);
    zp_baseline_destroy(run->baseline);
    return run->worst;
}

static bool is_cache_output(const struct request *request)
{
    struct stat about;
    if (request->cache == NULL || request->output == NULL) {
        return false;
    }
    return strcmp(request->cache, request->output) == 0 ||
           (stat(request->cache, &about) == 0 && path_is_file(request->output, about.st_dev, about.st_ino));
}

static enum exit_status run_report(const struct request *request, zp_report kind, const struct evaluation_use *use)
{
    if (request->operand_count == 0) {
        return wrong_usage(request,
                           (struct words){ "没有写要读的文件或文件夹（“-”是标准输入）",
                                           "no file or folder was named (- is the standard input)" },
                           NULL, NULL);
    }
    if (request->is_writing) {
        return write_scores(request);
    }
    if (request->is_dry_run) {
        return wrong_usage(request, (struct words){ "--dry-run 要与 --write 同用", "--dry-run goes with --write" },
                           NULL, NULL);
    }
    if (is_cache_output(request)) {
        return wrong_usage(
            request,
            (struct words){ "--cache 和 --output 不能是同一个文件", "--cache and --output cannot be the same file" },
            NULL, NULL);
    }
    if (!known_is_meant(request)) {
        return STATUS_USAGE;
    }
    struct report_run run = { .request = request, .kind = kind, .use = use, .worst = STATUS_FINE };
    run.engine = engine_open(request->reader, &run.document_bytes);
    walk_begin(&run.walk, request, known_path(request), (struct department_receiver){ meet_department, &run });
    run.reuse = use == NULL ? reuse_create(request, kind) : NULL;
    enum exit_status status = run_with_engine(&run);
    reuse_end(run.reuse, false);
    if (use != NULL && use->end != NULL) {
        use->end(use->context);
    }
    walk_end(&run.walk);
    destroy_departments(&run);
    zp_engine_destroy(run.engine);
    return status;
}

enum exit_status run_evaluations(const struct request *request, const struct evaluation_use *use)
{
    return run_report(request, ZP_REPORT_SCORE, use);
}

enum exit_status run_score(const struct request *request)
{
    return run_report(request, ZP_REPORT_SCORE, NULL);
}

enum exit_status run_audit(const struct request *request)
{
    return run_report(request, ZP_REPORT_AUDIT, NULL);
}

enum exit_status run_check(const struct request *request)
{
    return run_report(request, ZP_REPORT_CHECK, NULL);
}
