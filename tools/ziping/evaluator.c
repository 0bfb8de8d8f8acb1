#include "evaluator.h"

#include "library.h"
#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

zp_status evaluator_begin(struct evaluator *evaluator, const struct batch_work *work)
{
    *evaluator = (struct evaluator){ .work = work };
    content_begin(&evaluator->content);
    return zp_session_create(work->engine, &evaluator->session);
}

void evaluator_end(struct evaluator *evaluator)
{
    content_end(&evaluator->content);
    zp_session_destroy(evaluator->session);
    evaluator->session = NULL;
}

static zp_source_description describe(const struct evaluator *evaluator, const struct listed_file *file,
                                      const char *name)
{
    const struct batch_work *work = evaluator->work;
    return (zp_source_description){
        .file = text_of(name),
        .rules = work->rules,
        .department = file->department == NO_DEPARTMENT ? NULL : work->departments[file->department],
        .is_only_checked = work->is_only_checked,
    };
}

static zp_status hand_on_failure(struct evaluator *evaluator, const struct listed_file *file, const char *name,
                                 int error, struct evaluation_receiver receiver)
{
    zp_evaluation *evaluation = NULL;
    zp_source_description description = describe(evaluator, file, name);
    const char *reason = reason_of(error, evaluator->work->language);
    zp_status status = zp_evaluation_of_failure(evaluator->session, &description, text_of(reason), &evaluation);
    if (status == ZP_OK) {
        receiver.take(receiver.context, evaluation, 0);
    }
    return status;
}

static zp_status hand_on_documents(struct evaluator *evaluator, zp_source *source, struct evaluation_receiver receiver)
{
    size_t weight_bytes = evaluator->content.size_bytes;
    for (;;) {
        zp_evaluation *evaluation = NULL;
        zp_status status = zp_source_next(source, &evaluation);
        if (status != ZP_OK) {
            return status == ZP_END ? ZP_OK : status;
        }
        if (!receiver.take(receiver.context, evaluation, weight_bytes)) {
            return ZP_OK;
        }
        weight_bytes = 0;
    }
}

static zp_status hand_on_content(struct evaluator *evaluator, const struct listed_file *file, const char *path,
                                 const char *name, struct evaluation_receiver receiver)
{
    zp_source_description description = describe(evaluator, file, name);
    description.bytes = (zp_text){ .bytes = evaluator->content.bytes, .size_bytes = evaluator->content.size_bytes };
    description.is_json_lines = content_is_json_lines(&evaluator->content, path);
    zp_source *source = NULL;
    zp_status status = zp_source_open(evaluator->session, &description, &source);
    if (status == ZP_OK) {
        status = hand_on_documents(evaluator, source, receiver);
        zp_source_close(source);
    }
    return status;
}

zp_status evaluator_file(struct evaluator *evaluator, size_t file_index, struct evaluation_receiver receiver)
{
    const struct batch_work *work = evaluator->work;
    const struct listed_file *file = &work->files->files[file_index];
    const char *path = listed_path(work->files, file->path);
    char *name = text_repaired(strcmp(path, "-") == 0 ? "<stdin>" : path, true);
    if (name == NULL) {
        return ZP_NO_MEMORY;
    }
    int error = file->error;
    if (error == 0) {
        error = content_read(&evaluator->content, path, work->document_bytes);
    }
    zp_status status = ZP_OK;
    if (error == 0) {
        status = hand_on_content(evaluator, file, path, name, receiver);
        error = status == ZP_NO_MEMORY ? ENOMEM : 0;
    }
    if (error != 0) {
        /* Too big for this machine's memory is one more thing that a file can be; the others go on. */
        status = hand_on_failure(evaluator, file, name, error, receiver);
    }
    content_forget(&evaluator->content);
    free(name);
    return status;
}
