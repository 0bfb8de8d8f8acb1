#include "commands.h"
#include "output.h"
#include "terminal.h"

#include <signal.h>
#include <stddef.h>

static enum exit_status show_version(const struct request *request)
{
    struct output output;
    if (!output_open(&output, request->output, request->language)) {
        return STATUS_FAILED;
    }
    output_text(&output, "ziping ");
    output_line(&output, zp_version());
    return output_close(&output, true) ? STATUS_FINE : STATUS_FAILED;
}

int main(int count, char **arguments)
{
    struct request request;
    standard_descriptors_keep();
    /* A write to a closed pipe, or beyond a limit, answers that it failed, and the temporary file is removed. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    if (!request_parse(&request, count, arguments)) {
        return STATUS_USAGE;
    }
    if ((request.given & OPTION_HELP) != 0) {
        return (int)show_help(&request, request.command);
    }
    if ((request.given & OPTION_VERSION) != 0) {
        return (int)show_version(&request);
    }
    if (request.command == NULL) {
        return (int)wrong_usage(&request, (struct words){ "没有写命令", "no command was named" }, NULL, NULL);
    }
    return (int)request.command->run(&request);
}
