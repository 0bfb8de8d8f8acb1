#include "commands.h"
#include "library.h"
#include "message.h"

#include <stdlib.h>

static zp_status read_text(const struct request *request, zp_session *session, const char *text, zp_sink sink)
{
    char *repaired = must_have(text_repaired(text, true));
    zp_role role = request->is_achieved ? ZP_ACHIEVED : ZP_TARGET;
    zp_status status = zp_value_read(session, text_of(repaired), role, request->year, sink);
    free(repaired);
    return status;
}

enum exit_status run_read(const struct request *request)
{
    if (request->operand_count == 0) {
        return wrong_usage(request, (struct words){ "没有写要读的文本", "no text to read" }, NULL, NULL);
    }
    struct output output;
    if (!output_open(&output, request->output, request->language)) {
        return STATUS_FAILED;
    }
    zp_engine *engine = engine_open(ZP_READER_AUTO, NULL);
    zp_session *session = NULL;
    zp_status status = zp_session_create(engine, &session);
    for (size_t i = 0; status == ZP_OK && i < request->operand_count; i++) {
        status = read_text(request, session, request->operands[i], output_sink(&output));
    }
    zp_session_destroy(session);
    zp_engine_destroy(engine);
    return close_with(&output, status);
}
