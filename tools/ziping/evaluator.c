#include "evaluator.h"

#include "library.h"
#include "message.h"
#include "reuse.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

zp_status evaluator_begin(struct evaluator *evaluator, const struct batch_work *work)
{
    *evaluator = (struct evaluator){ .work = work };
    reading_begin(&evaluator->reading);
    if (work->reuse != NULL) {
        reuse_look_begin(work->reuse, &evaluator->window);
    }
    return zp_session_create(work->engine, &evaluator->session);
}

void evaluator_end(struct evaluator *evaluator)
{
    reading_end(&evaluator->reading);
    cache_window_end(&evaluator->window);
    zp_session_destroy(evaluator->session);
    evaluator->session = NULL;
}

/* ---- one file ---- */

/* A file that is being evaluated, and who gets what it gives. */
struct task {
    struct evaluator *evaluator;
    struct portion *portion;
    size_t index; /* of the file */
    const char *path;
    const char *shown; /* the path as it is reported */
    struct evaluation_receiver receiver;
    bool is_wanted; /* the receiver still takes more */
};

static struct portion_file *file_of(const struct task *task)
{
    return &task->portion->files[task->index];
}

static zp_source_description describe(const struct task *task)
{
    const struct batch_work *work = task->evaluator->work;
    return (zp_source_description){
        .file = text_of(task->shown),
        .rules = work->rules,
        .department = file_of(task)->department,
        .is_only_checked = work->is_only_checked,
    };
}

static zp_status hand_on_failure(struct task *task, int error)
{
    zp_evaluation *evaluation = NULL;
    zp_source_description description = describe(task);
    const char *reason = reason_of(error, task->evaluator->work->language);
    zp_status status = zp_evaluation_of_failure(task->evaluator->session, &description, text_of(reason), &evaluation);
    if (status == ZP_OK) {
        task->is_wanted = task->receiver.take(task->receiver.context, evaluation, task->index, 0);
    }
    return status;
}

/* ZP_END behind the last document. */
static zp_status hand_on_documents(struct task *task, zp_source *source)
{
    const struct reading *reading = &task->evaluator->reading;
    size_t weighed_bytes = 0;
    while (task->is_wanted) {
        zp_evaluation *evaluation = NULL;
        zp_status status = zp_source_next(source, &evaluation);
        if (status != ZP_OK) {
            return status;
        }
        size_t read_bytes = reading->content.size_bytes + reading->given_bytes;
        task->is_wanted =
            task->receiver.take(task->receiver.context, evaluation, task->index, read_bytes - weighed_bytes);
        weighed_bytes = read_bytes;
    }
    return ZP_END;
}

static zp_status hand_on_content(struct task *task)
{
    struct reading *reading = &task->evaluator->reading;
    zp_source_description description = describe(task);
    description.bytes = (zp_text){ .bytes = reading->content.bytes, .size_bytes = reading->content.size_bytes };
    description.input = reading_rest(reading);
    description.is_json_lines = content_is_json_lines(&reading->content, task->path);
    zp_source *source = NULL;
    zp_status status = zp_source_open(task->evaluator->session, &description, &source);
    if (status == ZP_OK) {
        status = hand_on_documents(task, source);
        zp_source_close(source);
    }
    return status;
}

static int open_file(const struct portion *portion, const struct portion_file *file)
{
    return file->folder != NULL ? reading_open(file->folder->descriptor, portion->paths.bytes + file->name)
                                : reading_open(AT_FDCWD, portion->paths.bytes + file->path);
}

/* Opens the files behind the current one and asks for what they hold, so that waiting for one is waiting for all. A
   file that cannot be opened now will be tried again when its turn comes. */
static void announce_files(const struct task *task)
{
    struct portion *portion = task->portion;
    size_t end = task->index + 1 + task->evaluator->work->files_ahead;
    for (size_t i = task->index + 1; i < end && i < portion->file_count; i++) {
        struct portion_file *file = &portion->files[i];
        if (file->is_regular && file->descriptor < 0) {
            file->descriptor = open_file(portion, file);
            if (file->descriptor >= 0) {
                reading_announce(file->descriptor);
            }
        }
    }
}

static int64_t now_nanoseconds(void)
{
    struct timespec now = { 0 };
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Reads the beginning. Where that takes longer than to copy it from memory, the files behind are asked for. Answers 0
   or an errno. */
static int start(const struct task *task)
{
    enum { SLOW_NANOSECONDS = 40000 };
    struct reading *reading = &task->evaluator->reading;
    struct portion_file *file = file_of(task);
    bool was_announced = file->descriptor >= 0;
    bool is_standard_input = strcmp(task->path, "-") == 0;
    int descriptor = is_standard_input ? STDIN_FILENO
                     : was_announced   ? file->descriptor
                                       : open_file(task->portion, file);
    file->descriptor = -1; /* now the reading's */
    if (descriptor < 0) {
        return errno;
    }
    int64_t began = now_nanoseconds();
    int error = reading_start(reading, descriptor, task->path, task->evaluator->work->document_bytes);
    int64_t usual = SLOW_NANOSECONDS + (int64_t)reading->content.size_bytes;
    bool may_be_kept = reuse_may_have(task->evaluator->work->reuse);
    if (!was_announced && !may_be_kept && now_nanoseconds() - began > usual) {
        announce_files(task);
    }
    return error;
}

/* ---- from the cache ---- */

/* Answers false, and has handed on nothing, where the record is of no use. */
static bool hand_on_kept(struct task *task, const struct record *record)
{
    zp_source_description description = describe(task);
    zp_evaluation **evaluations = reuse_restore(task->evaluator->work->engine, record, &description);
    if (evaluations == NULL) {
        return false;
    }
    size_t count = (size_t)record->head.evaluation_count;
    size_t weight_bytes = (size_t)record->head.size_bytes / count;
    for (size_t i = 0; i < count; i++) {
        if (task->is_wanted) {
            task->is_wanted = task->receiver.take(task->receiver.context, evaluations[i], task->index, weight_bytes);
        } else {
            zp_evaluation_destroy(evaluations[i]);
        }
    }
    free(evaluations);
    return true;
}

/* Answers whether what is known of the file was handed on without reading it. `known_out` is its record, which may
   answer for its bytes; NULL: there is none. */
static bool is_untouched(struct task *task, struct record *room, const struct record **known_out)
{
    struct evaluator *evaluator = task->evaluator;
    struct portion_file *file = file_of(task);
    *known_out = NULL;
    if (evaluator->work->reuse == NULL || file->error != 0 ||
        !reuse_look(&evaluator->window, task->portion, file, room)) {
        return false;
    }
    if (file->about.state != FILE_AS_KEPT) {
        *known_out = room;
        return false;
    }
    return hand_on_kept(task, room);
}

/* The same, now that its beginning was read. Notes what the cache has to know of it. */
static bool has_same_content(struct task *task, const struct record *known)
{
    const struct reading *reading = &task->evaluator->reading;
    struct cached_file *about = &file_of(task)->about;
    if (file_of(task)->key == NULL) {
        return false;
    }
    if (!reading->is_whole) {
        cache_do_not_compare(about);
        return false;
    }
    cache_compare(known, reading->content.bytes, reading->content.size_bytes, about);
    if (about->state == FILE_AS_KEPT && hand_on_kept(task, known)) {
        return true;
    }
    about->state = about->state == FILE_AS_KEPT ? FILE_READ : about->state;
    return false;
}

/* ---- one file, from wherever ---- */

/* What could be read is handed on, and then what could not. */
static zp_status evaluate_file(struct task *task)
{
    struct reading *reading = &task->evaluator->reading;
    struct record record;
    const struct record *known = NULL;
    if (is_untouched(task, &record, &known)) {
        return ZP_OK;
    }
    int error = file_of(task)->error;
    if (error == 0) {
        error = start(task);
    }
    if (error == 0 && !has_same_content(task, known)) {
        zp_status status = hand_on_content(task);
        /* Too big for this machine's memory is one more thing that a file can be; the others go on. */
        error = status == ZP_NO_MEMORY ? ENOMEM : status == ZP_INPUT_FAILED ? reading->error : 0;
    }
    reading_close(reading);
    if (error != 0) {
        file_of(task)->about.state = FILE_UNKNOWN;
        return hand_on_failure(task, error);
    }
    return ZP_OK;
}

/* ---- some files ---- */

/* The path as text; repaired where it is none, which the caller frees. */
static const char *shown_path(const char *path, char **repaired_out)
{
    size_t plain = 0;
    while (path[plain] >= ' ' && path[plain] <= '~') {
        plain++;
    }
    bool is_plain = plain > 0 && path[plain] == '\0';
    *repaired_out = is_plain ? NULL : text_repaired(path, true);
    return is_plain ? path : *repaired_out;
}

static zp_status evaluate_file_of_portion(struct task *task, size_t index)
{
    char *repaired = NULL;
    task->index = index;
    task->path = task->portion->paths.bytes + file_of(task)->path;
    task->shown = strcmp(task->path, "-") == 0 ? "<stdin>" : shown_path(task->path, &repaired);
    zp_status status = task->shown == NULL ? ZP_NO_MEMORY : evaluate_file(task);
    free(repaired);
    return status;
}

zp_status evaluator_file(struct evaluator *evaluator, struct portion *portion, size_t file,
                         struct evaluation_receiver receiver)
{
    struct task task = { .evaluator = evaluator, .portion = portion, .receiver = receiver, .is_wanted = true };
    return evaluate_file_of_portion(&task, file);
}

zp_status evaluator_portion(struct evaluator *evaluator, struct portion *portion, struct evaluation_receiver receiver)
{
    struct task task = { .evaluator = evaluator, .portion = portion, .receiver = receiver, .is_wanted = true };
    zp_status status = ZP_OK;
    for (size_t i = 0; status == ZP_OK && task.is_wanted && i < portion->file_count; i++) {
        status = evaluate_file_of_portion(&task, i);
    }
    return status;
}
