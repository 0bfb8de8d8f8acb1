#include "commands.h"
#include "output.h"

#include <stdbool.h>
#include <string.h>

enum { NAME_CELLS = 10, OPTION_CELLS = 36, LINE_CELLS = 100 };

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

/* Of the words of help: Chinese takes two cells and three bytes, but not “ ” and the like. */
static size_t character_bytes(const char *text)
{
    return (unsigned char)*text < 0x80 ? 1 : 3;
}

static size_t character_cells(const char *text)
{
    return (unsigned char)*text < 0x80 || (unsigned char)*text == 0xE2 ? 1 : 2;
}

static bool is_closing(const char *text)
{
    static const char closing[] = "，、；：。）";
    char character[] = { text[0], text[1], text[2], '\0' };
    return character_bytes(text) == 3 && strstr(closing, character) != NULL;
}

/* The bytes that a line must not part: a Latin word or a Chinese character, with the punctuation behind it. */
static size_t run_bytes(const char *text)
{
    size_t size = 0;
    while (text[size] != '\0' && text[size] != ' ' && character_bytes(text + size) == 1) {
        size++;
    }
    if (size == 0) {
        size = character_bytes(text);
    }
    while (text[size] != '\0' && is_closing(text + size)) {
        size += 3;
    }
    return size;
}

static size_t run_cells(const char *text, size_t size)
{
    size_t cells = 0;
    for (size_t i = 0; i < size; i += character_bytes(text + i)) {
        cells += character_cells(text + i);
    }
    return cells;
}

/* Words that begin in column `indent_cells`, in as many lines as they need. */
static void put_wrapped(struct output *output, const char *words, size_t indent_cells)
{
    size_t used_cells = indent_cells;
    while (*words != '\0') {
        size_t blank = *words == ' ' ? 1 : 0;
        size_t size = run_bytes(words + blank);
        size_t cells = run_cells(words + blank, size);
        if (used_cells + blank + cells > LINE_CELLS) {
            output_text(output, "\n");
            put_padded(output, "", indent_cells);
            used_cells = indent_cells;
            words += blank;
            blank = 0;
        }
        output_bytes(output, (zp_text){ words, blank + size });
        used_cells += blank + cells;
        words += blank + size;
    }
    output_text(output, "\n");
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
        put_wrapped(output, words_in(option->help, output->language), OPTION_CELLS + 2);
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
