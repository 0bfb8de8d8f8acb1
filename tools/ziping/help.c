#include "commands.h"
#include "output.h"

#include <stdbool.h>
#include <string.h>

enum { NAME_CELLS = 10, OPTION_CELLS = 36 };

/* Names and options are ASCII, but for the … of PATH…, which never stands in front of another column. */
static void put_padded(struct output *output, const char *text, size_t cells)
{
    output_text(output, text);
    for (size_t used = strlen(text); used < cells; used++) {
        output_text(output, " ");
    }
}

static void put_title(struct output *output, struct words words)
{
    output_text(output, "\n");
    output_line(output, words_in(words, output->language));
}

static void put_options(struct output *output, unsigned bits)
{
    put_title(output, (struct words){ "选项：", "Options:" });
    for (const struct option *option = options_table(); option->name != NULL; option++) {
        if ((bits & option->bit) == 0) {
            continue;
        }
        size_t name_cells = strlen(option->name);
        output_text(output, "  ");
        if (option->value_name == NULL) {
            put_padded(output, option->name, OPTION_CELLS);
        } else {
            output_text(output, option->name);
            output_text(output, " ");
            put_padded(output, option->value_name, OPTION_CELLS - name_cells - 1);
        }
        output_line(output, words_in(option->help, output->language));
    }
}

static void put_statuses(struct output *output)
{
    put_title(output, (struct words){ "退出状态：", "Exit status:" });
    output_text(output, words_in((struct words){ "  0  没有达到 --fail-on 级别的问题\n"
                                                 "  1  有问题\n"
                                                 "  2  用法不对\n"
                                                 "  3  有内容读不出或写不成\n",
                                                 "  0  no finding at or above --fail-on\n"
                                                 "  1  there are findings\n"
                                                 "  2  wrong usage\n"
                                                 "  3  something could not be read or written\n" },
                                 output->language));
}

static void put_examples(struct output *output, const char *examples)
{
    put_title(output, (struct words){ "示例：", "Examples:" });
    while (*examples != '\0') {
        size_t size = strcspn(examples, "\n") + 1;
        zp_sink sink = output_sink(output);
        output_text(output, "  ");
        sink.put(sink.context, examples, size);
        examples += size;
    }
}

static void put_help_of_command(struct output *output, const struct command *command)
{
    output_text(output, words_in((struct words){ "用法：ziping ", "Usage: ziping " }, output->language));
    output_text(output, command->name);
    output_text(output, words_in((struct words){ " [选项]", " [OPTIONS]" }, output->language));
    output_text(output, command->arguments[0] == '\0' ? "" : " ");
    output_line(output, command->arguments);
    output_text(output, "\n");
    output_line(output, words_in(command->summary, output->language));
    output_text(output, words_in(command->details, output->language));
    if ((command->options & OPTION_FORMAT) != 0) {
        output_text(output, words_in((struct words){ "PATH 是文件、文件夹（查找其中的 *.yaml、*.yml、*.json、*.jsonl）"
                                                     "或“-”（标准输入）。\n",
                                                     "A PATH is a file, a folder (searched for *.yaml *.yml *.json "
                                                     "*.jsonl) or - (the standard input).\n" },
                                     output->language));
    }
    put_options(output, command->options);
    put_examples(output, command->examples);
}

static void put_help(struct output *output)
{
    output_text(output, words_in((struct words){ "ziping（自评）：重新计算项目支出绩效自评表的得分和等级\n\n"
                                                 "用法：ziping 命令 [选项] PATH…\n",
                                                 "ziping (自评) re-scores the performance self-evaluation forms of "
                                                 "项目支出\n\n"
                                                 "Usage: ziping COMMAND [OPTIONS] PATH…\n" },
                                 output->language));
    put_title(output, (struct words){ "命令：", "Commands:" });
    for (const struct command *command = commands_table(); command->name != NULL; command++) {
        output_text(output, "  ");
        put_padded(output, command->name, NAME_CELLS);
        output_line(output, words_in(command->summary, output->language));
    }
    put_options(output, ~(unsigned)(OPTION_ACHIEVED | OPTION_YEAR));
    put_statuses(output);
    output_text(output, "\n");
    output_line(output,
                words_in((struct words){ "各命令的说明：ziping 命令 --help", "About a command: ziping COMMAND --help" },
                         output->language));
}

enum exit_status show_help(const struct request *request, const struct command *command)
{
    struct output output;
    if (!output_open(&output, request->output, request->language)) {
        return STATUS_FAILED;
    }
    if (command == NULL) {
        put_help(&output);
    } else {
        put_help_of_command(&output, command);
    }
    return output_close(&output, true) ? STATUS_FINE : STATUS_FAILED;
}

enum exit_status run_help(const struct request *request)
{
    const struct command *command = NULL;
    if (request->operand_count > 1) {
        return wrong_usage(request, (struct words){ "help 只能带一个命令", "help takes one command" }, NULL, NULL);
    }
    if (request->operand_count == 1) {
        command = command_find(request->operands[0]);
        if (command == NULL) {
            return unknown_command(request, request->operands[0]);
        }
    }
    return show_help(request, command);
}
