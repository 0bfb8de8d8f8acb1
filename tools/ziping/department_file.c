#include "department_file.h"

#include "library.h"
#include "message.h"

#include <stdlib.h>

struct department_file department_file_load(zp_session *session, struct content *content, const char *path,
                                            size_t most_bytes, zp_language language)
{
    struct department_file file = { .status = ZP_REJECTED, .error = content_read(content, path, most_bytes) };
    char *name = must_have(text_repaired(path, true));
    zp_status status;
    if (file.error != 0) {
        status = zp_department_of_failure(session, text_of(name), text_of(reason_of(file.error, language)),
                                          &file.department);
    } else {
        file.bytes = (zp_text){ .bytes = content->bytes, .size_bytes = content->size_bytes };
        file.status = zp_department_load(session, file.bytes, text_of(name), &file.department);
        status = file.status;
    }
    free(name);
    if (status != ZP_OK && status != ZP_REJECTED) {
        end_without_memory();
    }
    return file;
}

void department_file_say(const struct department_file *file, const char *path, zp_language language)
{
    if (file->error != 0) {
        message(language, (struct words){ "“{1}”读不出：{2}", "{1} cannot be read: {2}" }, path,
                reason_of(file->error, language));
    } else {
        message(language,
                (struct words){ "{1}：部门文件不能使用，其中的规则集没有采用；原因见：ziping check",
                                "{1}: cannot be used as a department file, nor its rule set; for why: ziping check" },
                path, NULL);
    }
}
