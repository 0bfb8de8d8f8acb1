#include "batch.h"
#include "commands.h"
#include "content.h"
#include "files.h"
#include "library.h"
#include "message.h"
#include "progress.h"
#include "spool.h"
#include "store.h"

#include <stdlib.h>

/* score, audit, check: files in, one report out. */

struct report_run {
    const struct request *request;
    zp_report kind;
    zp_engine *engine;
    size_t document_bytes;
    const zp_rule_set *rules;
    struct file_list files;
    zp_session *session;
    zp_department **departments; /* as many as the list has; NULL where one could not be had */
    struct output output;
    struct spool spool;
    struct store store;
    struct progress progress;
    zp_batch *batch;
    enum exit_status worst;
};

static void worsen(struct report_run *run, enum exit_status status)
{
    run->worst = status > run->worst ? status : run->worst;
}

/* ---- files ---- */

/* Answers false when the paths cannot be meant. */
static bool list_files(struct report_run *run)
{
    const struct request *request = run->request;
    for (size_t i = 0; i < request->operand_count; i++) {
        switch (file_list_add(&run->files, request->operands[i])) {
        case LISTED:
            break;
        case LISTED_NOTHING:
            worsen(run, STATUS_FAILED);
            break;
        case LISTED_WRONGLY:
            return false;
        }
    }
    return true;
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

static void say_unreadable(const struct report_run *run, const char *path, int error)
{
    message(run->request->language, (struct words){ "“{1}”读不出：{2}", "{1} cannot be read: {2}" }, path,
            reason_of(error, run->request->language));
}

/* A department that cannot be used is kept too: where it is reported, its findings say why. Where it is not, we do. */
static void keep_department(struct report_run *run, size_t index, const char *path, zp_status status,
                            zp_department *department)
{
    run->departments[index] = department;
    if (status == ZP_OK) {
        return;
    }
    if (status != ZP_REJECTED) {
        end_without_memory();
    }
    worsen(run, STATUS_FAILED);
    if (!is_reported(run, run->files.departments[index].origin)) {
        message(run->request->language,
                (struct words){ "{1}：部门文件不能使用，其中的规则集没有采用；原因见：ziping check",
                                "{1}: cannot be used as a department file, nor its rule set; for why: ziping check" },
                path, NULL);
    }
}

static void load_department(struct report_run *run, struct content *content, size_t index)
{
    const struct listed_department *listed = &run->files.departments[index];
    const char *path = listed_path(&run->files, listed->path);
    if (listed->origin == DEPARTMENT_NAMED && run->kind != ZP_REPORT_CHECK) {
        if (run->kind == ZP_REPORT_AUDIT && !run->request->is_quiet) {
            message(run->request->language,
                    (struct words){ "{1}：只给了文件，不核对部门；要核对请给它所在的文件夹",
                                    "{1}: not reconciled, since files were named; name its folder instead" },
                    path, NULL);
        }
        return;
    }
    if (listed->origin == DEPARTMENT_LENT && run->rules != NULL) {
        return; /* --rules decides, so nothing is to be lent */
    }
    int error = content_read(content, path, run->document_bytes);
    if (error != 0) {
        say_unreadable(run, path, error);
        worsen(run, STATUS_FAILED);
        return;
    }
    zp_department *department = NULL;
    char *name = must_have(text_repaired(path, true));
    zp_text source = { .bytes = content->bytes, .size_bytes = content->size_bytes };
    zp_status status = zp_department_load(run->session, source, text_of(name), &department);
    free(name);
    keep_department(run, index, path, status, department);
}

static void load_departments(struct report_run *run)
{
    struct content content;
    size_t count = run->files.department_count;
    run->departments = must_have(calloc(count + 1, sizeof(zp_department *)));
    content_begin(&content);
    for (size_t i = 0; i < count; i++) {
        load_department(run, &content, i);
    }
    content_end(&content);
}

static zp_status admit_departments(struct report_run *run)
{
    zp_status status = ZP_OK;
    for (size_t i = 0; status == ZP_OK && i < run->files.department_count; i++) {
        if (run->departments[i] != NULL && is_reported(run, run->files.departments[i].origin)) {
            status = zp_batch_admit_department(run->batch, run->departments[i]);
        }
    }
    return status;
}

/* Whether there is anything to report about. */
static bool has_anything(const struct report_run *run)
{
    bool has = run->files.file_count > 0;
    for (size_t i = 0; !has && i < run->files.department_count; i++) {
        has = run->departments[i] != NULL && is_reported(run, run->files.departments[i].origin);
    }
    return has;
}

/* ---- the batch ---- */

static zp_status admit(void *context, zp_evaluation *evaluation, size_t file_index)
{
    struct report_run *run = context;
    progress_show(&run->progress, file_index, run->files.file_count);
    return zp_batch_admit(run->batch, evaluation);
}

static zp_status evaluate_files(struct report_run *run)
{
    struct batch_work work = {
        .engine = run->engine,
        .files = &run->files,
        .departments = run->departments,
        .rules = run->rules,
        .is_only_checked = run->kind == ZP_REPORT_CHECK,
        .document_bytes = run->document_bytes,
        .thread_count = run->request->jobs,
        .language = run->request->language,
    };
    return batch_run(&work, (struct batch_receiver){ .take = admit, .context = run });
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
    };
    if (run->rules != NULL) {
        settings.rules = zp_rule_set_id(run->rules);
    }
    return zp_batch_create(run->engine, &settings, &run->batch);
}

static zp_status report_all(struct report_run *run, zp_totals *totals_out)
{
    zp_status status = create_batch(run);
    if (status == ZP_OK) {
        status = admit_departments(run);
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
    worsen(run, close_with(&run->output, status));
    zp_batch_destroy(run->batch);
    spool_end(&run->spool);
    store_end(&run->store);
}

/* ---- */

static void report_files(struct report_run *run)
{
    load_departments(run);
    bool is_blank = !has_anything(run);
    if (is_blank) {
        message(run->request->language, (struct words){ "没有可读的内容", "there is nothing to read" }, NULL, NULL);
        worsen(run, STATUS_FAILED);
    }
    /* A program that reads the report gets one that is whole, though nothing is in it. */
    if (!is_blank || run->request->format != ZP_TEXT_FORMAT) {
        write_report(run);
    }
    for (size_t i = 0; i < run->files.department_count; i++) {
        zp_department_destroy(run->departments[i]);
    }
    free(run->departments);
}

static enum exit_status run_with_engine(struct report_run *run)
{
    const struct request *request = run->request;
    enum exit_status found = rules_of_request(run->engine, request, &run->rules);
    if (found != STATUS_FINE) {
        return found;
    }
    if (!list_files(run)) {
        return STATUS_USAGE;
    }
    if (zp_session_create(run->engine, &run->session) != ZP_OK) {
        end_without_memory();
    }
    report_files(run);
    zp_session_destroy(run->session);
    return run->worst;
}

static enum exit_status run_report(const struct request *request, zp_report kind)
{
    if (request->operand_count == 0) {
        return wrong_usage(request,
                           (struct words){ "没有写要读的文件或文件夹（“-”是标准输入）",
                                           "no file or folder was named (- is the standard input)" },
                           NULL, NULL);
    }
    struct report_run run = { .request = request, .kind = kind, .worst = STATUS_FINE };
    run.engine = engine_open(request->reader, &run.document_bytes);
    file_list_begin(&run.files, request->output, request->language, request->is_quiet);
    enum exit_status status = run_with_engine(&run);
    file_list_end(&run.files);
    zp_engine_destroy(run.engine);
    return status;
}

enum exit_status run_score(const struct request *request)
{
    return run_report(request, ZP_REPORT_SCORE);
}

enum exit_status run_audit(const struct request *request)
{
    return run_report(request, ZP_REPORT_AUDIT);
}

enum exit_status run_check(const struct request *request)
{
    return run_report(request, ZP_REPORT_CHECK);
}
