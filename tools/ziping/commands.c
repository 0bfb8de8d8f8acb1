#include "commands.h"

#include "nearest.h"

#include <string.h>

enum {
    OPTIONS_OF_READ = OPTION_LANG | OPTION_HELP | OPTION_OUTPUT | OPTION_ACHIEVED | OPTION_YEAR,
    OPTIONS_OF_ALL = OPTION_LANG | OPTION_HELP | OPTION_VERSION | OPTION_OUTPUT,
    OPTIONS_OF_TEXT = OPTIONS_OF_ALL | OPTION_COLOR,
    OPTIONS_OF_REPORTS = OPTIONS_OF_TEXT | OPTION_RULES | OPTION_FORMAT | OPTION_FAIL_ON | OPTION_BASELINE |
                         OPTION_JOBS | OPTION_READER | OPTION_CACHE | OPTION_QUIET | OPTION_VERBOSE,
    OPTIONS_OF_SCORE = OPTIONS_OF_REPORTS | OPTION_CHECKLIST | OPTION_WRITE | OPTION_DRY_RUN
};

static const struct command commands[] = {
    { "score",
      "PATH…",
      { "逐项重新评分：每个项目一张表", "score again, indicator by indicator: a table per project" },
      { "每个指标列出分值、自评得分、可得区间、复算得分及理由，\n"
        "并列出执行率、总分、等级和各项发现。还没有填得分的，另列提交前要核对的地方。\n"
        "--write 把复算的结果写进文件，逐处列出改动（原来的 → 写入的）。\n",
        "Shows for every indicator its weight, the declared score, the admissible interval,\n"
        "the computed score and why; then execution rate, total, grade and findings. For a\n"
        "form without scores it lists what to check before it is submitted. --write puts the\n"
        "results into the file and lists each change, old → new.\n" },
      "ziping score 项目.yaml\nziping score --rules shanxi-2023 --format json projects/\n"
      "ziping score --write --dry-run 项目.yaml\n",
      OPTIONS_OF_SCORE,
      false,
      run_score },
    { "audit",
      "PATH…",
      { "批量审核：每个项目一行，并与部门公开数核对",
        "the batch: a line per project, and the department's published counts" },
      { "每个项目一行（自评与复算的总分、等级，发现的个数），然后是有出入的地方、\n"
        "各部门公开数的核对和汇总。文件夹里有 department.yaml 时核对该部门。\n",
        "Shows a line per project (declared and computed total and grade, findings), then what is\n"
        "inconsistent, the departments and a summary. A folder with a department.yaml is\n"
        "reconciled with what the department published.\n" },
      "ziping audit projects/shanxi-sme-bureau-2023\nziping audit --format csv --output 审核.csv projects/\n",
      OPTIONS_OF_REPORTS,
      false,
      run_audit },
    { "check",
      "PATH…",
      { "只检查文件，不评分", "read and check the documents only, without scores" },
      { "检查项目文件和 department.yaml 是否写得对。\n",
        "Checks whether project files and department.yaml are well written.\n" },
      "ziping check projects/\nziping check --fail-on warning 项目.yaml\n",
      OPTIONS_OF_REPORTS,
      false,
      run_check },
    { "explain",
      "[CODE… | PATH [指标名 | --to 等级]]",
      { "说明一种发现，或者逐步推导得分", "explain a kind of finding, or a score step by step" },
      { "代码是发现后面的那个词，例如 score-overclaimed；什么都不写时列出全部代码。\n"
        "写文件或文件夹时，逐步推导一个指标的得分，或者执行率、总分、等级；不写名称时推导全部。\n"
        "同名的指标在前面加上一级、二级指标来区分：产出指标/数量指标/培训干部人数。\n"
        "加上 --to 等级，说明离这个等级还差几分，全年执行数或某一项完成值至少改到多少就到。\n",
        "A code is the word that a finding is printed with, such as score-overclaimed; without one,\n"
        "all are listed. For a file or folder, the score of one indicator is derived step by step,\n"
        "or execution rate, total or grade; without a name, all of them. Of indicators with one name,\n"
        "that which stands behind its levels is meant: 产出指标/数量指标/培训干部人数. With --to, how\n"
        "many points are missing to that grade, and the least change of the executed amount or of\n"
        "one achieved value that gets there.\n" },
      "ziping explain score-overclaimed\nziping explain 项目.yaml 培训干部人数\nziping explain 项目.yaml 总分\nziping "
      "explain 项目.yaml --to 良\n",
      OPTIONS_OF_TEXT | OPTION_TO | OPTION_RULES | OPTION_FORMAT | OPTION_READER | OPTION_JOBS,
      false,
      run_explain },
    { "rules",
      "list | show ID|FILE | check FILE… | diff A B PATH… | fit PATH…",
      { "列出、显示、检查、比较规则集，或者由自评表推断规则",
        "list, show, check and compare rule sets, or infer rules from forms" },
      { "list   列出内置的规则集\n"
        "show   显示一个规则集（继承的部分已展开）及其依据\n"
        "check  检查自己写的规则集有没有自相矛盾；有矛盾时退出状态为 1\n"
        "diff   规则集 A 换成 B，哪些项目的得分、等级、发现会变，变多少，由哪一部分引起；\n"
        "       --quiet 只列得分或等级有变化的\n"
        "fit    哪个规则集能再现表里填的得分和等级，各能再现多少；再逐个参数推断，这些表允许\n"
        "       取哪些值（--rules 指定其余参数按哪个规则集，默认按再现最多的）\n",
        "list   the rule sets that are built in\n"
        "show   a rule set, with what it inherits, and the basis of each part\n"
        "check  whether a rule set of your own contradicts itself; exits with 1 if it does\n"
        "diff   which projects change score, grade or findings when rule set B takes the place of\n"
        "       A, by how much, and which part makes it; --quiet: only scores and grades\n"
        "fit    which rule sets reproduce the declared scores and grades, and how many of them;\n"
        "       then, for each parameter, which values the forms allow, the others held as in\n"
        "       --rules, or in the rule set that reproduces the most\n" },
      "ziping rules show shanxi-2023\nziping rules check 本省规则.yaml\n"
      "ziping rules diff mof-2020 本省规则.yaml projects/\nziping rules fit projects/\n",
      OPTIONS_OF_TEXT | OPTION_RULES | OPTION_FORMAT | OPTION_JOBS | OPTION_READER | OPTION_QUIET | OPTION_VERBOSE,
      false,
      run_rules },
    { "new",
      "",
      { "写出一份可以填写的项目文件", "write a project file to fill in" },
      { "按规则集的一级指标和权重编排，注释说明每一处填什么。用 --output 写进文件；已有内容的\n"
        "文件不会被覆盖。\n",
        "Laid out by the levels and weights of the rule set, with comments that say what belongs\n"
        "where. --output writes it to a file; one that has something in it is not replaced.\n" },
      "ziping new --output 项目.yaml\nziping new --rules shanxi-2023 > 项目.yaml\n",
      OPTION_LANG | OPTION_HELP | OPTION_OUTPUT | OPTION_RULES,
      false,
      run_new },
    { "read",
      "TEXT…",
      { "显示程序怎样读取一个指标值或完成值", "show how a target or an achieved value is read" },
      { "每个文本输出一行 JSON。不是本命令选项的词都当作要读的文本，例如 -3%；“--”之后的都是文本。\n",
        "One line of JSON per text. A word that is none of the options below is a text, such as -3%;\n"
        "behind -- everything is.\n" },
      "ziping read '≥60人' 2023年底前\nziping read --achieved '≥71人' -3%\n",
      OPTIONS_OF_READ,
      true,
      run_read },
    { "help",
      "[COMMAND]",
      { "显示帮助", "show help" },
      { "", "" },
      "ziping help score\n",
      OPTIONS_OF_ALL,
      false,
      run_help },
    { NULL, NULL, { NULL, NULL }, { NULL, NULL }, NULL, 0, false, NULL },
};

const struct command *commands_table(void)
{
    return commands;
}

const struct command *command_find(const char *name)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (strcmp(command->name, name) == 0) {
            return command;
        }
    }
    return NULL;
}

const char *command_nearest(const char *name)
{
    const char *nearest = NULL;
    size_t least = NOT_NEAR;
    for (const struct command *command = commands; command->name != NULL; command++) {
        size_t distance = nearness(name, command->name, strlen(command->name));
        if (distance < least) {
            least = distance;
            nearest = command->name;
        }
    }
    return nearest;
}
