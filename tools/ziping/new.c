#include "commands.h"
#include "library.h"
#include "message.h"

#include <string.h>
#include <sys/stat.h>

/* A form that somebody has filled in is not for us to replace. */
static bool would_replace(const char *path)
{
    struct stat about;
    return path != NULL && strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           about.st_size > 0;
}

enum exit_status run_new(const struct request *request)
{
    if (request->operand_count != 0) {
        return wrong_usage(request,
                           (struct words){ "new 不带参数；要写进文件，用 --output FILE",
                                           "new takes no argument; to write to a file, use --output FILE" },
                           NULL, NULL);
    }
    if (would_replace(request->output)) {
        message(request->language,
                (struct words){ "“{1}”已经有内容，没有改动；请换一个文件名",
                                "{1} is not empty and was left as it is; choose another name" },
                request->output, NULL);
        return STATUS_FAILED;
    }
    zp_engine *engine = engine_open(ZP_READER_AUTO, NULL);
    const zp_rule_set *rules = NULL;
    struct output output;
    enum exit_status status = rules_of_request(engine, request, &rules, NULL);
    if (status == STATUS_FINE && rules == NULL) {
        status = rules_find(engine, request, "mof-2020", &rules, NULL);
    }
    if (status == STATUS_FINE && !output_open(&output, request->output, request->language)) {
        status = STATUS_FAILED;
    } else if (status == STATUS_FINE) {
        status = close_with(&output, zp_rule_set_write_form(rules, request->language, output_sink(&output)));
    }
    zp_engine_destroy(engine);
    return status;
}
