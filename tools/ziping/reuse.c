#include "reuse.h"

#include "evaluator.h"
#include "message.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By what the files of a department are kept. */
struct department_key {
    const zp_department *department; /* NULL: of files without one */
    struct digest file;              /* of its name and bytes */
    struct digest key;
    struct department_key *next;
};

struct reuse {
    const struct request *request;
    zp_report kind;
    struct digest_maker rules;
    struct digest run_key; /* of all but paths, bytes and departments */
    struct department_key none;
    struct department_key *departments;
    const struct department_key *last;
    struct cache *cache;    /* NULL: not begun */
    struct batch_work work; /* without reuse */
    zp_batch *batch;
    struct portion *portion; /* of the file whose evaluations are being admitted; NULL: none are */
    size_t file;
    size_t admitted;  /* evaluations of the file */
    size_t passed;    /* of those that came anew */
    zp_status status; /* of evaluating anew */
    struct evaluator evaluator;
    bool has_evaluator; /* begun when the first file is read anew */
    bool is_read_anew;  /* what the cache still gives of the file is not wanted */
    uint64_t untouched_files;
    uint64_t compared_files;
};

/* ---- keys ---- */

static void add_number(struct digest_maker *maker, uint64_t number)
{
    digest_add(maker, &number, sizeof(number));
}

static void make_run_key(struct reuse *reuse, const zp_style *style)
{
    struct digest rules = digest_end(&reuse->rules);
    struct digest_maker maker;
    digest_begin(&maker);
    digest_add(&maker, &rules, sizeof(rules));
    add_number(&maker, reuse->kind);
    add_number(&maker, reuse->request->format);
    add_number(&maker, reuse->request->reader);
    add_number(&maker, style->language);
    add_number(&maker, style->has_colour);
    add_number(&maker, style->is_quiet);
    add_number(&maker, style->has_checklist);
    add_number(&maker, style->columns);
    reuse->run_key = digest_end(&maker);
}

static void make_key(const struct reuse *reuse, struct department_key *department)
{
    struct digest_maker maker;
    digest_begin(&maker);
    digest_add(&maker, &reuse->run_key, sizeof(reuse->run_key));
    if (department->department != NULL) {
        digest_add(&maker, &department->file, sizeof(department->file));
    }
    department->key = digest_end(&maker);
}

static const struct digest *key_of(struct reuse *reuse, const zp_department *department)
{
    if (reuse->last->department != department) {
        reuse->last = &reuse->none;
        for (const struct department_key *known = reuse->departments; known != NULL && department != NULL;
             known = known->next) {
            if (known->department == department) {
                reuse->last = known;
                break;
            }
        }
    }
    return &reuse->last->key;
}

/* ---- begin and end ---- */

struct reuse *reuse_create(const struct request *request, zp_report kind)
{
    if (request->cache == NULL) {
        return NULL;
    }
    struct reuse *reuse = must_have(calloc(1, sizeof(*reuse)));
    reuse->request = request;
    reuse->kind = kind;
    reuse->last = &reuse->none;
    digest_begin(&reuse->rules);
    return reuse;
}

struct digest_maker *reuse_rules(struct reuse *reuse)
{
    return reuse == NULL ? NULL : &reuse->rules;
}

void reuse_department(struct reuse *reuse, const char *path, const struct department_file *file)
{
    struct digest_maker maker;
    struct department_key *known = must_have(calloc(1, sizeof(*known)));
    digest_begin(&maker);
    digest_add_text(&maker, path);
    add_number(&maker, (uint64_t)file->error);
    digest_add(&maker, file->bytes.bytes, file->bytes.size_bytes);
    known->department = file->department;
    known->file = digest_end(&maker);
    known->next = reuse->departments;
    make_key(reuse, known);
    reuse->departments = known;
}

void reuse_begin(struct reuse *reuse, const struct batch_work *work, zp_batch *batch, const zp_style *style)
{
    make_run_key(reuse, style);
    make_key(reuse, &reuse->none);
    for (struct department_key *known = reuse->departments; known != NULL; known = known->next) {
        make_key(reuse, known);
    }
    reuse->work = *work;
    reuse->work.reuse = NULL;
    reuse->batch = batch;
    reuse->cache = cache_open(reuse->request->cache, reuse->request->language);
}

void reuse_say_counts(const struct reuse *reuse)
{
    char untouched[32];
    char compared[32];
    snprintf(untouched, sizeof(untouched), "%" PRIu64, reuse->untouched_files);
    snprintf(compared, sizeof(compared), "%" PRIu64, reuse->compared_files);
    message(reuse->request->language,
            (struct words){ "缓存：未读取文件 {1} 个，读取后内容未变 {2} 个",
                            "from the cache: {1} files not read, {2} read and found the same" },
            untouched, compared);
}

zp_reading_counts reuse_reading_counts(const struct reuse *reuse)
{
    bool has_session = reuse->has_evaluator && reuse->evaluator.session != NULL;
    return has_session ? zp_session_reading_counts(reuse->evaluator.session) : (zp_reading_counts){ 0 };
}

void reuse_end(struct reuse *reuse, bool is_complete)
{
    if (reuse == NULL) {
        return;
    }
    if (reuse->cache != NULL) {
        cache_close(reuse->cache, is_complete);
    }
    if (reuse->has_evaluator) {
        evaluator_end(&reuse->evaluator);
    }
    for (struct department_key *known = reuse->departments; known != NULL;) {
        struct department_key *next = known->next;
        free(known);
        known = next;
    }
    free(reuse);
}

/* ---- receiving ---- */

void reuse_mark(struct reuse *reuse, struct portion *portion)
{
    for (size_t i = 0; i < portion->file_count; i++) {
        portion->files[i].key = key_of(reuse, portion->files[i].department);
    }
}

static struct record_name name_of(const struct portion *portion, const struct portion_file *file)
{
    const char *path = portion->paths.bytes + file->path;
    return (struct record_name){ path, strlen(path), file->key };
}

static void end_file(struct reuse *reuse)
{
    if (reuse->portion != NULL) {
        const struct cached_file *about = &reuse->portion->files[reuse->file].about;
        bool is_kept = about->state == FILE_AS_KEPT;
        reuse->untouched_files += is_kept && !about->is_compared;
        reuse->compared_files += is_kept && about->is_compared;
        cache_end_file(reuse->cache, about);
    }
    reuse->portion = NULL;
}

static void begin_file(struct reuse *reuse, struct portion *portion, size_t file)
{
    struct record_name name = name_of(portion, &portion->files[file]);
    end_file(reuse);
    cache_begin_file(reuse->cache, &name);
    reuse->portion = portion;
    reuse->file = file;
    reuse->admitted = 0;
    reuse->is_read_anew = false;
}

static zp_status admit_and_keep(struct reuse *reuse, zp_evaluation *evaluation)
{
    return zp_batch_admit_and_keep(reuse->batch, evaluation, cache_keep(reuse->cache));
}

/* What was admitted before the outdated one was the same. */
static bool admit_anew(void *context, zp_evaluation *evaluation, size_t file, size_t weight_bytes)
{
    struct reuse *reuse = context;
    (void)file;
    (void)weight_bytes;
    if (reuse->passed < reuse->admitted) {
        reuse->passed++;
    } else {
        reuse->status = admit_and_keep(reuse, evaluation);
    }
    zp_evaluation_destroy(evaluation);
    return reuse->status == ZP_OK;
}

/* A project of the same name came or went in another file. What is admitted of this one is kept again, unless a part
   of it was admitted already. */
static zp_status read_anew(struct reuse *reuse)
{
    struct portion_file *file = &reuse->portion->files[reuse->file];
    reuse->is_read_anew = true;
    reuse->passed = 0;
    reuse->status = reuse->has_evaluator ? ZP_OK : evaluator_begin(&reuse->evaluator, &reuse->work);
    reuse->has_evaluator = true;
    if (reuse->status == ZP_OK) {
        struct record_name name = name_of(reuse->portion, file);
        cache_begin_file(reuse->cache, &name);
        struct evaluation_receiver receiver = { .take = admit_anew, .context = reuse };
        zp_status status = evaluator_file(&reuse->evaluator, reuse->portion, reuse->file, receiver);
        reuse->status = reuse->status == ZP_OK ? status : reuse->status;
    }
    if (reuse->admitted > 0) {
        file->about.state = FILE_UNKNOWN;
    }
    return reuse->status;
}

zp_status reuse_admit(struct reuse *reuse, zp_evaluation *evaluation, struct portion *portion, size_t file)
{
    if (reuse->portion != portion || reuse->file != file) {
        begin_file(reuse, portion, file);
    }
    if (reuse->is_read_anew) {
        return ZP_OK;
    }
    zp_status status = admit_and_keep(reuse, evaluation);
    if (status == ZP_OUTDATED) {
        return read_anew(reuse);
    }
    reuse->admitted++;
    return status;
}

void reuse_end_portion(struct reuse *reuse)
{
    end_file(reuse);
}

/* ---- evaluating ---- */

bool reuse_may_have(const struct reuse *reuse)
{
    return reuse != NULL && cache_has_records(reuse->cache);
}

void reuse_look_begin(struct reuse *reuse, struct cache_window *window)
{
    cache_look_begin(reuse->cache, window);
}

bool reuse_look(struct cache_window *window, const struct portion *portion, struct portion_file *file,
                struct record *record_out)
{
    struct record_name name = name_of(portion, file);
    struct file_place place = { file->folder == NULL ? AT_FDCWD : file->folder->descriptor,
                                portion->paths.bytes + (file->folder == NULL ? file->path : file->name) };
    file->about = (struct cached_file){ .state = FILE_UNKNOWN };
    return strcmp(name.path, "-") != 0 && cache_look(window, &place, &name, &file->about, record_out);
}

zp_evaluation **reuse_restore(const zp_engine *engine, const struct record *record,
                              const zp_source_description *description)
{
    size_t count = (size_t)record->head.evaluation_count;
    size_t position = 0;
    size_t restored = 0;
    zp_text kept;
    if (count == 0 || count > record->head.size_bytes / sizeof(uint64_t)) {
        return NULL;
    }
    zp_evaluation **evaluations = calloc(count, sizeof(zp_evaluation *));
    while (evaluations != NULL && restored < count && record_next_evaluation(record, &position, &kept) &&
           zp_evaluation_restore(engine, description, kept, &evaluations[restored]) == ZP_OK) {
        restored++;
    }
    if (evaluations != NULL && restored < count) {
        while (restored > 0) {
            zp_evaluation_destroy(evaluations[--restored]);
        }
        free(evaluations);
        return NULL;
    }
    return evaluations;
}
