#include "commands.h"
#include "content.h"
#include "message.h"
#include "output.h"
#include "terminal.h"

#include <signal.h>
#include <stddef.h>
#include <sys/stat.h>

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

/* No report is YAML: what is there is a form, a rule set or a department that somebody wrote. */
static bool would_replace_yaml(const char *path)
{
    struct stat about;
    return path != NULL && (has_ending(path, ".yaml") || has_ending(path, ".yml")) && stat(path, &about) == 0 &&
           S_ISREG(about.st_mode) && about.st_size > 0;
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
    if (would_replace_yaml(request.output)) {
        message(
            request.language,
            (struct words){ "--output 不能写到已有内容的 YAML 文件“{1}”，没有改动；请换一个文件名",
                            "--output cannot go to {1}, a YAML file that is not empty: it was left as it is; choose "
                            "another name" },
            request.output, NULL);
        return STATUS_USAGE;
    }
    return (int)request.command->run(&request);
}
