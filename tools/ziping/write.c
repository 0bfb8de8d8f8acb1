#include "write.h"

#include "content.h"
#include "department_file.h"
#include "library.h"
#include "message.h"
#include "walk.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* score --write: files in, the same files with their computed scores. A file is replaced when all of it is written
   beside it, and only if it is still what was read. */

struct write_run {
    const struct request *request;
    zp_engine *engine;
    zp_session *session;
    const zp_rule_set *rules;
    struct walk walk;
    zp_department **departments;
    size_t department_count;
    size_t department_room;
    struct content content;     /* of the file at hand */
    struct text_buffer revised; /* the same file as it is to be */
    struct text_buffer report;  /* what was changed in it */
    struct output listing;      /* where reports go */
    struct output file;         /* where the file goes */
    uint64_t files;             /* that were replaced */
    zp_writing counts;
    enum exit_status worst;
};

static void worsen(struct write_run *run, enum exit_status status)
{
    run->worst = status > run->worst ? status : run->worst;
}

/* ---- departments, for their rule sets ---- */

static zp_department *load_department(struct write_run *run, const char *path)
{
    zp_language language = run->request->language;
    struct department_file file = department_file_load(run->session, &run->content, path, SIZE_MAX, language);
    if (file.status != ZP_OK) {
        department_file_say(&file, path, language);
        worsen(run, STATUS_FAILED);
    }
    run->departments =
        grown(run->departments, run->department_count, 1, sizeof(zp_department *), &run->department_room);
    run->departments[run->department_count++] = file.department;
    return file.department;
}

static zp_department *meet_department(void *context, const char *path, enum department_origin origin)
{
    struct write_run *run = context;
    bool is_needed = origin != DEPARTMENT_NAMED && run->rules == NULL;
    return is_needed ? load_department(run, path) : NULL;
}

/* ---- one file ---- */

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static bool add_to_buffer(void *context, const char *bytes, size_t size_bytes)
{
    text_add(context, bytes, size_bytes);
    return true;
}

/* A file as it was when it was read. */
struct file_as_read {
    const char *path;
    struct stat about;
    zp_language language;
};

/* Whether it is still that; if not, that is said. */
static bool is_as_read(void *context)
{
    struct stat now;
    const struct file_as_read *file = context;
    bool is_same = stat(file->path, &now) == 0 && is_same_file(&file->about, &now);
    if (!is_same) {
        message(file->language,
                (struct words){ "“{1}”在读取以后又有改动，没有写入；请再运行一次",
                                "{1} was changed after it was read, and was left as it is; run this again" },
                file->path, NULL);
    }
    return is_same;
}

/* Puts the new bytes where the file is. What became of the file meanwhile is not lost. */
static bool replace_file(struct write_run *run, struct file_as_read *file)
{
    if (!output_open(&run->file, file->path, file->language)) {
        return false;
    }
    run->file.may_replace = is_as_read;
    run->file.may_replace_context = file;
    output_bytes(&run->file, (zp_text){ run->revised.bytes, run->revised.used });
    return output_close(&run->file, true);
}

static void add_counts(struct write_run *run, const zp_writing *counts, bool is_replaced)
{
    run->files += is_replaced;
    run->counts.documents += counts->documents;
    run->counts.values += counts->values;
    run->counts.left += counts->left;
    for (int severity = ZP_ERROR; severity <= ZP_NOTE; severity++) {
        run->counts.findings[severity] += counts->findings[severity];
    }
}

/* The content has been read. */
static void write_content(struct write_run *run, const struct walked_file *file, struct file_as_read *as_read)
{
    zp_writing counts;
    char *name = must_have(text_repaired(as_read->path, true));
    zp_source_description description = {
        .bytes = { run->content.bytes, run->content.size_bytes },
        .file = text_of(name),
        .is_json_lines = content_is_json_lines(&run->content, as_read->path),
        .rules = run->rules,
        .department = file->department,
    };
    zp_writing_request request = {
        .style = style_of(run->request, &run->listing),
        .is_rehearsal = run->request->is_dry_run,
        .revised = { add_to_buffer, &run->revised },
        .report = { add_to_buffer, &run->report },
    };
    run->revised.used = 0;
    run->report.used = 0;
    if (zp_scores_write(run->session, &description, &request, &counts) != ZP_OK) {
        end_without_memory();
    }
    free(name);
    bool is_to_be_replaced = counts.values > 0 && !run->request->is_dry_run;
    if (is_to_be_replaced && !replace_file(run, as_read)) {
        worsen(run, STATUS_FAILED);
        return;
    }
    output_bytes(&run->listing, (zp_text){ run->report.bytes, run->report.used });
    add_counts(run, &counts, is_to_be_replaced);
}

static void write_file(struct write_run *run, const struct walked_file *file)
{
    zp_language language = run->request->language;
    struct file_as_read as_read = { .path = file->path, .language = language };
    int error = file->error;
    if (error == 0) {
        error = stat(file->path, &as_read.about) != 0 ? errno : 0;
    }
    if (error == 0 && !S_ISREG(as_read.about.st_mode)) {
        message(language,
                (struct words){ "“{1}”不是普通文件，不能写入", "{1} is no plain file and cannot be written to" },
                file->path, NULL);
        worsen(run, STATUS_FAILED);
        return;
    }
    if (error == 0) {
        error = content_read(&run->content, file->path, SIZE_MAX);
    }
    if (error != 0) {
        message(language, (struct words){ "“{1}”读不出：{2}", "{1} cannot be read: {2}" }, file->path,
                reason_of(error, language));
        worsen(run, STATUS_FAILED);
        return;
    }
    write_content(run, file, &as_read);
    content_forget(&run->content);
}

/* ---- all files ---- */

static void list_totals(struct write_run *run)
{
    char line[256];
    bool is_dry_run = run->request->is_dry_run;
    if (run->counts.documents < 2 || run->request->is_quiet) {
        return;
    }
    if (run->request->language == ZP_ENGLISH) {
        snprintf(line, sizeof(line),
                 "%" PRIu64 " projects: %s%" PRIu64 " values%s, %" PRIu64 " projects left as they are\n",
                 run->counts.documents, is_dry_run ? "would write " : "wrote ", run->counts.values,
                 is_dry_run ? " (no file was changed)" : "", run->counts.left);
    } else {
        snprintf(line, sizeof(line), "共 %" PRIu64 " 个项目，%s %" PRIu64 " 处%s，%" PRIu64 " 个项目写不成\n",
                 run->counts.documents, is_dry_run ? "将写入" : "写入", run->counts.values,
                 is_dry_run ? "（没有改文件）" : "", run->counts.left);
    }
    output_text(&run->listing, line);
}

static void judge(struct write_run *run)
{
    for (int severity = ZP_ERROR; severity <= run->request->fail_on; severity++) {
        if (run->counts.findings[severity] > 0) {
            worsen(run, STATUS_FINDINGS);
        }
    }
    if (run->counts.left > 0 || run->walk.has_missed) {
        worsen(run, STATUS_FAILED);
    }
}

static void write_files(struct write_run *run)
{
    struct walked_file file;
    if (!output_open(&run->listing, NULL, run->request->language)) {
        worsen(run, STATUS_FAILED);
        return;
    }
    while (walk_next(&run->walk, &file)) {
        write_file(run, &file);
    }
    list_totals(run);
    judge(run);
    worsen(run, close_with(&run->listing, ZP_OK));
}

static enum exit_status write_with_engine(struct write_run *run)
{
    enum exit_status found = rules_of_request(run->engine, run->request, &run->rules, NULL);
    if (found != STATUS_FINE) {
        return found;
    }
    if (!walk_is_sensible(&run->walk)) {
        return STATUS_USAGE;
    }
    if (zp_session_create(run->engine, &run->session) != ZP_OK) {
        end_without_memory();
    }
    if (!walk_has_next(&run->walk)) {
        message(run->request->language, (struct words){ "没有可读的内容", "there is nothing to read" }, NULL, NULL);
        worsen(run, STATUS_FAILED);
    } else {
        write_files(run);
    }
    zp_session_destroy(run->session);
    return run->worst;
}

/* ---- */

static bool names_standard_input(const struct request *request)
{
    bool does = false;
    for (size_t i = 0; i < request->operand_count; i++) {
        does = does || strcmp(request->operands[i], "-") == 0;
    }
    return does;
}

static bool is_sensible(const struct request *request)
{
    if (names_standard_input(request)) {
        wrong_usage(
            request,
            (struct words){ "--write 改写文件，不能用于标准输入“-”", "--write changes files, not the standard input" },
            NULL, NULL);
    } else if (request->output != NULL) {
        wrong_usage(
            request,
            (struct words){ "--write 直接改写所给的文件，不能与 --output 同用；要留原文件，先复制一份",
                            "--write changes the files themselves and has no --output; copy what you want to keep" },
            NULL, NULL);
    } else if ((request->given & OPTION_BASELINE) != 0) {
        wrong_usage(request,
                    (struct words){ "--write 不与 --baseline、--write-baseline 同用",
                                    "--write goes with neither --baseline nor --write-baseline" },
                    NULL, NULL);
    } else if (request->cache != NULL) {
        wrong_usage(request, (struct words){ "--write 不与 --cache 同用", "--write goes without --cache" }, NULL, NULL);
    } else if (request->has_checklist) {
        wrong_usage(request,
                    (struct words){ "--write 只列出改动，不与 --checklist 同用；写完再用 ziping score --checklist",
                                    "--write lists what it changes; run ziping score --checklist after it" },
                    NULL, NULL);
    } else if (request->format != ZP_TEXT_FORMAT) {
        wrong_usage(
            request,
            (struct words){ "--write 只列出改动，不能与 --format 同用；写完再用 ziping score --format 输出",
                            "--write lists what it changes and has no --format; run ziping score again for that" },
            NULL, NULL);
    } else {
        return true;
    }
    return false;
}

enum exit_status write_scores(const struct request *request)
{
    if (!is_sensible(request)) {
        return STATUS_USAGE;
    }
    struct write_run *run = must_have(calloc(1, sizeof(*run)));
    run->request = request;
    run->engine = engine_open(request->reader, NULL);
    walk_begin(&run->walk, request, NULL, (struct department_receiver){ meet_department, run });
    enum exit_status status = write_with_engine(run);
    walk_end(&run->walk);
    for (size_t i = 0; i < run->department_count; i++) {
        zp_department_destroy(run->departments[i]);
    }
    free(run->departments);
    content_end(&run->content);
    free(run->revised.bytes);
    free(run->report.bytes);
    zp_engine_destroy(run->engine);
    free(run);
    return status;
}
