#include "request.h"

#include "commands.h"
#include "message.h"
#include "nearest.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- values ---- */

struct choice {
    const char *name;
    int value;
};

/* `choices` end with one without a name. */
static bool choose(const struct choice *choices, const char *name, int *value_out)
{
    for (; choices->name != NULL; choices++) {
        if (strcmp(choices->name, name) == 0) {
            *value_out = choices->value;
            return true;
        }
    }
    return false;
}

static bool read_count(const char *digits, int32_t most, int32_t *count_out)
{
    int32_t count = 0;
    if (*digits == '\0') {
        return false;
    }
    for (; *digits != '\0'; digits++) {
        if (*digits < '0' || *digits > '9' || count > most / 10) {
            return false;
        }
        count = count * 10 + (*digits - '0');
    }
    *count_out = count;
    return count <= most;
}

static bool set_rules(struct request *request, const char *value)
{
    if (request->rule_set_count == MOST_RULE_SETS) {
        return false;
    }
    request->rules[request->rule_set_count++] = value;
    return *value != '\0';
}

static bool set_format(struct request *request, const char *value)
{
    static const struct choice formats[] = {
        { "text", ZP_TEXT_FORMAT }, { "json", ZP_JSON }, { "jsonl", ZP_JSON_LINES }, { "csv", ZP_CSV }, { NULL, 0 },
    };
    int format = 0;
    bool is_known = choose(formats, value, &format);
    request->format = (zp_format)format;
    return is_known;
}

static bool set_output(struct request *request, const char *value)
{
    request->output = value;
    return *value != '\0';
}

static bool set_cache(struct request *request, const char *value)
{
    request->cache = value;
    return *value != '\0';
}

static bool is_file_name(const char *value)
{
    return *value != '\0' && strcmp(value, "-") != 0;
}

static bool set_baseline(struct request *request, const char *value)
{
    request->baseline = value;
    return is_file_name(value);
}

static bool set_written_baseline(struct request *request, const char *value)
{
    request->written_baseline = value;
    return is_file_name(value);
}

static bool set_to(struct request *request, const char *value)
{
    request->to = value;
    return *value != '\0';
}

static bool set_language(struct request *request, const char *value)
{
    static const struct choice languages[] = { { "zh", ZP_CHINESE }, { "en", ZP_ENGLISH }, { NULL, 0 } };
    int language = (int)request->language;
    bool is_known = choose(languages, value, &language);
    request->language = (zp_language)language;
    return is_known;
}

static bool set_fail_on(struct request *request, const char *value)
{
    static const struct choice severities[] = {
        { "error", ZP_ERROR }, { "warning", ZP_WARNING }, { "note", ZP_NOTE }, { "never", FAIL_ON_NEVER }, { NULL, 0 },
    };
    return choose(severities, value, &request->fail_on);
}

static bool set_colour(struct request *request, const char *value)
{
    static const struct choice choices[] = {
        { "auto", COLOUR_AUTO }, { "always", COLOUR_ALWAYS }, { "never", COLOUR_NEVER }, { NULL, 0 }
    };
    int colour = COLOUR_AUTO;
    bool is_known = choose(choices, value, &colour);
    request->colour = (enum colour_choice)colour;
    return is_known;
}

static bool set_reader(struct request *request, const char *value)
{
    static const struct choice readers[] = {
        { "auto", ZP_READER_AUTO }, { "fast", ZP_READER_FAST }, { "libyaml", ZP_READER_LIBYAML }, { NULL, 0 }
    };
    int reader = ZP_READER_AUTO;
    bool is_known = choose(readers, value, &reader);
    request->reader = (zp_reader)reader;
    return is_known;
}

static bool set_jobs(struct request *request, const char *value)
{
    int32_t jobs = 0;
    bool is_count = read_count(value, MOST_JOBS, &jobs) && jobs > 0;
    request->jobs = is_count ? (size_t)jobs : 1;
    return is_count;
}

static bool set_quiet(struct request *request, const char *value)
{
    (void)value;
    request->is_quiet = true;
    return true;
}

static bool set_verbose(struct request *request, const char *value)
{
    (void)value;
    request->is_verbose = true;
    return true;
}

static bool set_achieved(struct request *request, const char *value)
{
    (void)value;
    request->is_achieved = true;
    return true;
}

static bool set_checklist(struct request *request, const char *value)
{
    (void)value;
    request->has_checklist = true;
    return true;
}

static bool set_write(struct request *request, const char *value)
{
    (void)value;
    request->is_writing = true;
    return true;
}

static bool set_dry_run(struct request *request, const char *value)
{
    (void)value;
    request->is_dry_run = true;
    return true;
}

static bool set_year(struct request *request, const char *value)
{
    return strlen(value) == 4 && read_count(value, 9999, &request->year) && request->year > 0;
}

/* What these two ask for is known by their bit. */
static bool set_nothing(struct request *request, const char *value)
{
    (void)request;
    (void)value;
    return true;
}

static const struct option options[] = {
    { "--rules",
      "ID|FILE",
      OPTION_RULES,
      set_rules,
      { "按这个规则集评分（id 或 YAML 文件）；可写几次，最后一个起作用",
        "score by this rule set: an id, or a YAML file; of several the last decides" } },
    { "--format",
      "text|json|jsonl|csv",
      OPTION_FORMAT,
      set_format,
      { "输出格式，默认 text", "how the report is written; text by default" } },
    { "--output",
      "FILE",
      OPTION_OUTPUT,
      set_output,
      { "写入文件，全部写完才替换原文件", "write to a file, which is replaced only when all is written" } },
    { "--fail-on",
      "error|warning|note|never",
      OPTION_FAIL_ON,
      set_fail_on,
      { "有此级别及以上的问题时退出状态为 1，默认 error",
        "exit with 1 when there is a finding of this severity or above; error by default" } },
    { "--baseline",
      "FILE",
      OPTION_BASELINE,
      set_baseline,
      { "已知问题文件：其中的问题到期以前不列出，也不影响退出状态",
        "a file of known findings: left out, and no reason to fail, until their last day" } },
    { "--write-baseline",
      "FILE",
      OPTION_BASELINE,
      set_written_baseline,
      { "把问题都写成已知问题；已有的理由和到期保留，不再出现的删去",
        "write all findings to such a file; its reasons and days stay, what is gone is dropped" } },
    { "--jobs",
      "1..64",
      OPTION_JOBS,
      set_jobs,
      { "并行的线程数；默认为处理器数，最多 8", "threads to work with; by default one per processor, 8 at most" } },
    { "--reader",
      "auto|fast|libyaml",
      OPTION_READER,
      set_reader,
      { "读取文件的方式；默认 auto：不能快速读取的由 libyaml 读取",
        "how files are read; auto, the default: by libyaml what cannot be read quickly" } },
    { "--cache",
      "FILE",
      OPTION_CACHE,
      set_cache,
      { "把结果存入这个文件，下次不再读取没有改动的文件",
        "keep results in this file, and do not read again what has not changed" } },
    { "--quiet",
      NULL,
      OPTION_QUIET,
      set_quiet,
      { "不列出没有问题的内容和提示", "leave out what is in order, and notes" } },
    { "--verbose",
      NULL,
      OPTION_VERBOSE,
      set_verbose,
      { "在标准错误输出上说明有多少文档没有快速读取",
        "tell on the standard error output how many documents were not read quickly" } },
    { "--to",
      "GRADE|all",
      OPTION_TO,
      set_to,
      { "离这个等级（all：每个等级）有多远，改变哪一项就到",
        "how far this grade is (all: every grade), and which single change gets there" } },
    { "--checklist",
      NULL,
      OPTION_CHECKLIST,
      set_checklist,
      { "列出各项判断要有的材料和提交前要核对的地方；不写时只对没有填得分的项目列出",
        "list what evidence judgements need and what to check before submitting; without it, for "
        "projects that declare no score only" } },
    { "--write",
      NULL,
      OPTION_WRITE,
      set_write,
      { "把复算的得分、执行率、总分、等级写进所给的文件；文件的其余部分一个字节也不改",
        "put the computed 得分, 执行率, 总分 and 等级 into the files; no other byte changes" } },
    { "--dry-run",
      NULL,
      OPTION_DRY_RUN,
      set_dry_run,
      { "与 --write 同用：只列出要写的，不改文件", "with --write: list what would be written, change no file" } },
    { "--achieved",
      NULL,
      OPTION_ACHIEVED,
      set_achieved,
      { "按完成值读取（默认按指标值）", "read achieved values instead of targets" } },
    { "--year", "YYYY", OPTION_YEAR, set_year, { "项目的年度，用于时限", "the year of the project, for deadlines" } },
    { "--color",
      "auto|always|never",
      OPTION_COLOR,
      set_colour,
      { "颜色，默认 auto：只在终端上使用，并遵守 NO_COLOR",
        "colours; auto, the default, is on a terminal only and honours NO_COLOR" } },
    { "--lang",
      "zh|en",
      OPTION_LANG,
      set_language,
      { "语言；默认按 LC_ALL、LC_MESSAGES、LANG，否则中文",
        "language; by default from LC_ALL, LC_MESSAGES, LANG, else Chinese" } },
    { "--help", NULL, OPTION_HELP, set_nothing, { "显示帮助", "show this help" } },
    { "--version", NULL, OPTION_VERSION, set_nothing, { "显示版本", "show the version" } },
    { NULL, NULL, OPTION_HELP, NULL, { NULL, NULL } },
};

const struct option *options_table(void)
{
    return options;
}

/* ---- messages ---- */

enum exit_status wrong_usage(const struct request *request, struct words words, const char *first, const char *second)
{
    message(request->language, words, first, second);
    message(request->language, (struct words){ "用法见：ziping {1}{2}", "for usage see: ziping {1}{2}" },
            request->command == NULL ? "" : request->command->name, request->command == NULL ? "--help" : " --help");
    return STATUS_USAGE;
}

/* The option nearest to what was typed, of those that the command knows; NULL where none is near. */
static const char *nearest_option(const struct request *request, const char *typed)
{
    const char *nearest = NULL;
    size_t least = NOT_NEAR;
    for (const struct option *option = options; option->name != NULL; option++) {
        size_t distance = nearness(typed, option->name, strlen(option->name));
        bool is_known = request->command == NULL || (request->command->options & option->bit) != 0;
        if (is_known && distance < least) {
            least = distance;
            nearest = option->name;
        }
    }
    return nearest;
}

static bool refuse_option(const struct request *request, char *token)
{
    token[strcspn(token, "=")] = '\0';
    const char *nearest = nearest_option(request, token);
    if (nearest == NULL) {
        wrong_usage(request, (struct words){ "没有选项“{1}”", "there is no option {1}" }, token, NULL);
    } else {
        wrong_usage(request,
                    (struct words){ "没有选项“{1}”；是不是“{2}”？", "there is no option {1}; did you mean {2}?" },
                    token, nearest);
    }
    return false;
}

enum exit_status unknown_command(const struct request *request, const char *name)
{
    const char *nearest = command_nearest(name);
    if (nearest == NULL) {
        return wrong_usage(request, (struct words){ "没有命令“{1}”", "there is no command {1}" }, name, NULL);
    }
    return wrong_usage(request,
                       (struct words){ "没有命令“{1}”；是不是“{2}”？", "there is no command {1}; did you mean {2}?" },
                       name, nearest);
}

/* ---- the command line ---- */

struct parse {
    struct request *request;
    char **arguments;
    int count;
    int next;
};

static bool is_option_word(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/* NULL where the word names none. */
static const struct option *option_find(const char *word)
{
    size_t size = strcspn(word, "=");
    for (const struct option *option = options; option->name != NULL; option++) {
        if (strlen(option->name) == size && memcmp(option->name, word, size) == 0) {
            return option;
        }
    }
    return NULL;
}

static bool take_option(struct parse *parse, const struct option *option, char *word)
{
    struct request *request = parse->request;
    char *equals = strchr(word, '=');
    const char *value = equals == NULL ? NULL : equals + 1;
    if (option->value_name == NULL && value != NULL) {
        wrong_usage(request, (struct words){ "选项“{1}”不带值", "the option {1} takes no value" }, option->name, NULL);
        return false;
    }
    if (option->value_name != NULL && value == NULL) {
        if (parse->next == parse->count) {
            wrong_usage(request, (struct words){ "选项“{1}”缺少值：{2}", "the option {1} needs a value: {2}" },
                        option->name, option->value_name);
            return false;
        }
        value = parse->arguments[parse->next++];
    }
    if (!option->set(request, value)) {
        struct words words = { "选项“{1}”的值不对；可以是：{2}",
                               "the option {1} cannot have this value; it can be: {2}" };
        wrong_usage(request, words, option->name, option->value_name);
        return false;
    }
    request->given |= option->bit;
    return true;
}

static bool take_word(struct request *request, char *word)
{
    if (request->command != NULL) {
        request->operands[request->operand_count++] = word;
        return true;
    }
    request->command = command_find(word);
    if (request->command == NULL) {
        unknown_command(request, word);
    }
    return request->command != NULL;
}

static bool take_next(struct parse *parse, bool *is_ended)
{
    struct request *request = parse->request;
    char *word = parse->arguments[parse->next++];
    if (*is_ended || !is_option_word(word)) {
        return take_word(request, word);
    }
    if (strcmp(word, "--") == 0) {
        *is_ended = true;
        return true;
    }
    const struct option *option = option_find(word);
    const struct command *command = request->command;
    bool is_known = option != NULL && (command == NULL || (command->options & option->bit) != 0);
    if (!is_known && command != NULL && command->takes_any_word) {
        return take_word(request, word);
    }
    return option == NULL ? refuse_option(request, word) : take_option(parse, option, word);
}

static bool check_options_of_command(const struct request *request)
{
    for (const struct option *option = options; request->command != NULL && option->name != NULL; option++) {
        if ((request->given & ~request->command->options & option->bit) != 0) {
            wrong_usage(request, (struct words){ "命令“{2}”没有选项“{1}”", "the command {2} has no option {1}" },
                        option->name, request->command->name);
            return false;
        }
    }
    return true;
}

static bool is_english(const char *locale)
{
    return strncmp(locale, "en", 2) == 0 && strchr("_.@-", locale[2]) != NULL; /* the zero is found too */
}

static zp_language language_of_environment(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *locale = getenv(names[i]);
        if (locale != NULL && locale[0] != '\0') {
            return is_english(locale) ? ZP_ENGLISH : ZP_CHINESE;
        }
    }
    return ZP_CHINESE;
}

/* So that what is wrong in front of --lang is said in that language too. */
static void look_ahead_for_language(struct request *request, int count, char **arguments)
{
    for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strncmp(arguments[i], "--lang=", 7) == 0) {
            set_language(request, arguments[i] + 7);
        } else if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count) {
            set_language(request, arguments[i + 1]);
        }
    }
}

static size_t jobs_unless_given(void)
{
    enum { MOST_UNLESS_GIVEN = 8 };
#ifdef _SC_NPROCESSORS_ONLN
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors > 1) {
        return processors < MOST_UNLESS_GIVEN ? (size_t)processors : MOST_UNLESS_GIVEN;
    }
#endif
    return 1;
}

bool request_parse(struct request *request_out, int count, char **arguments)
{
    *request_out = (struct request){
        .language = language_of_environment(),
        .format = ZP_TEXT_FORMAT,
        .fail_on = ZP_ERROR,
        .jobs = jobs_unless_given(),
        .operands = arguments, /* taken words move to the front, never past the one being looked at */
    };
    look_ahead_for_language(request_out, count, arguments);
    struct parse parse = { .request = request_out, .arguments = arguments, .count = count, .next = 1 };
    bool is_ended = false;
    while (parse.next < count) {
        if (!take_next(&parse, &is_ended)) {
            return false;
        }
    }
    bool asks_about = (request_out->given & (OPTION_HELP | OPTION_VERSION)) != 0;
    return asks_about || check_options_of_command(request_out);
}
