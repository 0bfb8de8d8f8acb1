#include "commands.h"
#include "library.h"

enum exit_status run_new(const struct request *request)
{
    if (request->operand_count != 0) {
        return wrong_usage(request,
                           (struct words){ "new 不带参数；要写进文件，用 --output FILE",
                                           "new takes no argument; to write to a file, use --output FILE" },
                           NULL, NULL);
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
