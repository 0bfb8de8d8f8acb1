/* Makes up projects like those that departments publish, with faults planted at known rates.
   Usage: corpus FOLDER COUNT [SEED]

   Writes FOLDER/files/000000.yaml and so on, the same projects as one stream of documents (FOLDER/stream.yaml) and as
   JSON Lines (FOLDER/lines.jsonl), and prints how many faults of each code were planted, with the sizes. The same seed
   gives the same bytes anywhere, and a project does not depend on how many there are. */
#include "corpus_indicator.h"
#include "corpus_words.h"
#include "corpus_writer.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* ---- faults ---- */

enum fault {
    NO_FAULT,
    WRONG_TOTAL,
    WRONG_GRADE,
    WRONG_RATE,
    WRONG_CARRYOVER,
    WRONG_FUND_SUM,
    WRONG_WEIGHTS,
    WRONG_EXECUTION_SCORE,
    OVERCLAIMED,
    BLANK_TARGET,
    MISSPELT_KEY,
    NO_REASON,
    FAULTS
};

/* A project has one fault at most, so that each is found under its own code. */
static const struct {
    const char *code;
    int per_mille;
    enum fault also; /* whose code is found with it */
} faults[FAULTS] = {
    [WRONG_TOTAL] = { "total-mismatch", 20, NO_FAULT },
    [WRONG_GRADE] = { "grade-mismatch", 15, NO_FAULT },
    [WRONG_RATE] = { "rate-mismatch", 20, NO_FAULT },
    [WRONG_CARRYOVER] = { "carryover-mismatch", 10, WRONG_FUND_SUM },
    [WRONG_FUND_SUM] = { "fund-sum", 10, NO_FAULT },
    [WRONG_WEIGHTS] = { "weight-sum", 10, NO_FAULT },
    [WRONG_EXECUTION_SCORE] = { "execution-score-mismatch", 10, NO_FAULT },
    [OVERCLAIMED] = { "score-overclaimed", 30, NO_FAULT },
    [BLANK_TARGET] = { "target-missing", 20, NO_FAULT },
    [MISSPELT_KEY] = { "unknown-key", 10, OVERCLAIMED },
    [NO_REASON] = { "reason-missing", 40, NO_FAULT },
};

static enum fault fault_choose(struct chance *chance)
{
    int64_t left = chance_between(chance, 0, 999);
    for (int fault = NO_FAULT + 1; fault < FAULTS; fault++) {
        left -= faults[fault].per_mille;
        if (left < 0) {
            return (enum fault)fault;
        }
    }
    return NO_FAULT;
}

/* ---- a project ---- */

enum { FUND_LINES = 4, ALL_EXECUTED = 10000, EXECUTION_WEIGHT = 1000 };

/* Amounts are thousandths of 万元, rates hundredths of a per cent, scores hundredths of a point. */
struct fund_line {
    const char *source;
    int64_t budgeted;
    int64_t annual_budget;
    int64_t executed;
    int64_t carryover;
    int64_t rate;
    int64_t score;
};

struct project {
    struct short_text name;
    int year;
    int64_t number;
    enum fault fault;
    struct fund_line funds[FUND_LINES]; /* the total and its sources */
    int fund_count;
    const char *fund_reason;
    struct indicator indicators[INDICATORS];
    int64_t total;
    const char *grade;
};

static void line_finish(struct fund_line *line)
{
    line->carryover = line->annual_budget - line->executed;
    line->rate = quotient_rounded(line->executed * ALL_EXECUTED, line->annual_budget);
    line->score = quotient_rounded(line->executed * EXECUTION_WEIGHT, line->annual_budget);
}

static void funds_make(struct chance *chance, struct project *project)
{
    bool is_all_spent = project->fault != NO_REASON && chance_is(chance, 550);
    struct fund_line *total = &project->funds[0];
    *total = (struct fund_line){ .source = NULL };
    project->fund_count = 1 + (int)chance_between(chance, 1, FUND_LINES - 1);
    for (int i = 1; i < project->fund_count; i++) {
        struct fund_line *line = &project->funds[i];
        line->source = fund_sources[i - 1];
        line->annual_budget = chance_between(chance, 5000, 2000000);
        line->annual_budget -= line->annual_budget % (chance_is(chance, 700) ? 100 : 1);
        line->executed =
            is_all_spent ? line->annual_budget : line->annual_budget * chance_between(chance, 600, 995) / 1000;
        line->budgeted = chance_is(chance, 150) ? line->annual_budget + 1000 : line->annual_budget;
        line_finish(line);
        total->annual_budget += line->annual_budget;
        total->executed += line->executed;
        total->budgeted += line->budgeted;
    }
    line_finish(total);
    project->fund_reason = is_all_spent || project->fault == NO_REASON ? NULL : CHANCE_OF(chance, reasons);
}

static const char *grade_of(int64_t total)
{
    return total >= 9000 ? "优" : total >= 8000 ? "良" : total >= 6000 ? "中" : "差";
}

/* Before the total is made of what is declared. */
static void fault_plant(struct project *project, struct indicator *chosen)
{
    struct fund_line *total = &project->funds[0];
    switch (project->fault) {
    case WRONG_RATE:
        total->rate = total->rate > 100 ? total->rate - 100 : 100;
        break;
    case WRONG_CARRYOVER:
        total->carryover += 1500;
        break;
    case WRONG_FUND_SUM:
        total->budgeted += 10000;
        break;
    case WRONG_WEIGHTS:
        chosen->target = TEXT_OF("≥5次");
        chosen->achieved = TEXT_OF("6次");
        chosen->weight += 100;
        chosen->declared = chosen->computed = chosen->weight;
        chosen->reason = NULL;
        break;
    case WRONG_EXECUTION_SCORE:
        total->score -= 50;
        project->fund_reason = reasons[0];
        break;
    case OVERCLAIMED:
        indicator_overclaim(chosen);
        break;
    case BLANK_TARGET:
        chosen->target = TEXT_OF("");
        chosen->has_adjusted = false;
        break;
    case MISSPELT_KEY:
        chosen->is_misspelt = true;
        chosen->computed = 0;
        break;
    case NO_FAULT:
    case WRONG_TOTAL:
    case WRONG_GRADE:
    case NO_REASON:
    case FAULTS:
        break;
    }
}

static void project_make(struct chance *chance, int64_t number, struct project *project)
{
    project->year = (int)chance_between(chance, 2021, 2024);
    project->number = number;
    project->fault = fault_choose(chance);
    project->name = TEXT_OF(CHANCE_OF(chance, regions), text_of_number(project->year).bytes, "年度",
                            CHANCE_OF(chance, undertakings), "（", text_of_number(number + 1).bytes, "号）");
    funds_make(chance, project);
    int64_t luck = chance_between(chance, 0, 99);
    struct circumstances circumstances = {
        .year = project->year,
        .missed_per_mille = luck < 3    ? 800
                            : luck < 15 ? 400
                                        : 70,
    };
    indicators_make(chance, circumstances, project->indicators);
    int64_t computed = project->funds[0].score;
    fault_plant(project, &project->indicators[chance_between(chance, 0, 5)]);
    project->total = project->funds[0].score;
    for (int i = 0; i < INDICATORS; i++) {
        project->total += project->indicators[i].declared;
        computed += project->indicators[i].computed;
    }
    project->total += project->fault == WRONG_TOTAL ? 150 : 0;
    project->grade = grade_of(computed);
    if (project->fault == WRONG_GRADE) {
        project->grade = computed >= 9000 ? "良" : "优";
    }
}

/* ---- how it is written ---- */

enum key {
    PROJECT,
    PROJECT_CODE,
    YEAR,
    DEPARTMENT,
    UNIT,
    CODE,
    NAME,
    FUNDS,
    TOTAL_FUNDS,
    BUDGETED,
    ANNUAL_BUDGET,
    EXECUTED,
    CARRYOVER,
    RATE_KEY,
    SCORE,
    REASON,
    INDICATOR_LIST,
    INDICATOR,
    TARGET,
    ADJUSTED_TARGET,
    ACHIEVED,
    WEIGHT,
    SELF_EVALUATION,
    TOTAL,
    GRADE,
    NOTES,
    MISSPELT,
    KEYS
};

static const char *const keys[KEYS][2] = {
    [PROJECT] = { "项目名称", "project" },
    [PROJECT_CODE] = { "项目编码", "project_code" },
    [YEAR] = { "年度", "year" },
    [DEPARTMENT] = { "主管部门", "department" },
    [UNIT] = { "预算单位", "unit" },
    [CODE] = { "代码", "code" },
    [NAME] = { "名称", "name" },
    [FUNDS] = { "资金", "funds" },
    [TOTAL_FUNDS] = { "资金总额", "total" },
    [BUDGETED] = { "预算编制数", "budgeted" },
    [ANNUAL_BUDGET] = { "全年预算数", "annual_budget" },
    [EXECUTED] = { "全年执行数", "executed" },
    [CARRYOVER] = { "结转结余", "carryover" },
    [RATE_KEY] = { "执行率", "rate" },
    [SCORE] = { "得分", "score" },
    [REASON] = { "偏差原因", "reason" },
    [INDICATOR_LIST] = { "绩效指标", "indicators" },
    [INDICATOR] = { "名称", "name" },
    [TARGET] = { "指标值", "target" },
    [ADJUSTED_TARGET] = { "调整后指标值", "adjusted_target" },
    [ACHIEVED] = { "完成值", "achieved" },
    [WEIGHT] = { "分值", "weight" },
    [SELF_EVALUATION] = { "自评", "self_evaluation" },
    [TOTAL] = { "总分", "total" },
    [GRADE] = { "等级", "grade" },
    [NOTES] = { "说明", "notes" },
    [MISSPELT] = { "完成植", "acheived" },
};

struct manner {
    int language; /* the column of the keys */
    enum style funds;
    enum style indicators;
    bool has_comments;
    bool has_quotes;
    bool is_split; /* one flow mapping is broken over two lines */
};

struct output {
    struct corpus_writer writer;
    struct manner manner;
};

static void write_value(struct output *output, enum key key, const char *value, enum scalar scalar)
{
    bool is_quoted = scalar == TEXT && output->manner.has_quotes;
    write_pair(&output->writer, keys[key][output->manner.language], value, is_quoted ? QUOTED_TEXT : scalar);
}

static void write_number(struct output *output, enum key key, int64_t number, int places, bool is_padded)
{
    write_value(output, key, text_of_decimal(number, places, is_padded).bytes, NUMBER);
}

static void write_fund_line(struct output *output, const struct fund_line *line, const char *reason)
{
    bool is_source = line->source != NULL;
    const char *title = is_source ? line->source : keys[TOTAL_FUNDS][output->manner.language];
    open_mapping(&output->writer, title, output->manner.funds);
    write_number(output, BUDGETED, line->budgeted, 3, false);
    write_number(output, ANNUAL_BUDGET, line->annual_budget, 3, false);
    write_number(output, EXECUTED, line->executed, 3, false);
    write_number(output, CARRYOVER, line->carryover, 3, false);
    if (output->manner.has_quotes) {
        write_value(output, RATE_KEY, TEXT_OF(text_of_decimal(line->rate, 2, false).bytes, "%").bytes, TEXT);
    } else {
        write_number(output, RATE_KEY, line->rate, 2, is_source);
    }
    write_number(output, SCORE, line->score, 2, is_source);
    if (reason != NULL) {
        write_value(output, REASON, reason, TEXT);
    }
    close_last(&output->writer);
}

static void write_indicator(struct output *output, const struct indicator *indicator)
{
    open_item(&output->writer, output->manner.indicators);
    write_value(output, INDICATOR, indicator->name, TEXT);
    write_value(output, TARGET, indicator->target.bytes, TEXT);
    if (indicator->has_adjusted) {
        write_value(output, ADJUSTED_TARGET, indicator->target.bytes, TEXT);
    }
    write_value(output, indicator->is_misspelt ? MISSPELT : ACHIEVED, indicator->achieved.bytes, TEXT);
    write_number(output, WEIGHT, indicator->weight, 2, false);
    write_number(output, SCORE, indicator->declared, 2, false);
    if (indicator->reason != NULL) {
        write_value(output, REASON, indicator->reason, TEXT);
    }
    close_last(&output->writer);
}

/* Headings are compared as pointers: each is one text. */
static void write_indicators(struct chance *chance, struct output *output, const struct indicator *indicators)
{
    struct corpus_writer *writer = &output->writer;
    open_mapping(writer, keys[INDICATOR_LIST][output->manner.language], BLOCK);
    for (int i = 0; i < INDICATORS; i++) {
        bool is_new_1 = i == 0 || indicators[i].level_1 != indicators[i - 1].level_1;
        bool is_new_2 = i == 0 || indicators[i].level_2 != indicators[i - 1].level_2;
        for (int level = i == 0 ? 0 : is_new_2 + is_new_1; level > 0; level--) {
            close_last(writer);
        }
        if (is_new_1) {
            open_mapping(writer, indicators[i].level_1, BLOCK);
        }
        if (is_new_2) {
            open_list(writer, indicators[i].level_2);
        }
        if (output->manner.has_comments && chance_is(chance, 60)) {
            write_comment(writer, CHANCE_OF(chance, comments));
        }
        writer->is_split = output->manner.is_split && i == INDICATORS / 2;
        write_indicator(output, &indicators[i]);
    }
    close_last(writer);
    close_last(writer);
    close_last(writer);
}

static void write_notes(struct chance *chance, struct output *output)
{
    static const char *const headings[] = { "年度目标", "完成情况", "自评结果分析" };
    enum scalar scalar = chance_is(chance, 300) ? FOLDED_TEXT : TEXT;
    open_mapping(&output->writer, keys[NOTES][output->manner.language], BLOCK);
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        struct short_text note = TEXT_OF(CHANCE_OF(chance, sentences), CHANCE_OF(chance, sentences),
                                         CHANCE_OF(chance, sentences), i == 0 ? "" : CHANCE_OF(chance, sentences));
        write_pair(&output->writer, headings[i], note.bytes, scalar);
    }
    close_last(&output->writer);
}

static void write_party(struct output *output, enum key key, const char *code, const char *name)
{
    open_mapping(&output->writer, keys[key][output->manner.language], output->manner.funds);
    write_value(output, CODE, code, TEXT);
    write_value(output, NAME, name, TEXT);
    close_last(&output->writer);
}

static void project_write(struct chance *chance, struct output *output, const struct project *project)
{
    struct corpus_writer *writer = &output->writer;
    output->manner = (struct manner){
        .language = chance_is(chance, 120),
        .funds = chance_is(chance, 700) ? FLOW : BLOCK,
        .indicators = chance_is(chance, 550) ? FLOW : BLOCK,
        .has_comments = chance_is(chance, 400),
        .has_quotes = chance_is(chance, 60),
        .is_split = chance_is(chance, 20),
    };
    int language = output->manner.language;
    const char *place = CHANCE_OF(chance, regions);
    writer_begin(writer);
    if (chance_is(chance, 500)) {
        write_comment(writer, TEXT_OF(place, "财政局 部门决算公开附件，第 ",
                                      text_of_number(project->number % 40 + 1).bytes, " 张表")
                                  .bytes);
    }
    write_value(output, PROJECT, project->name.bytes, TEXT);
    write_value(output, PROJECT_CODE, TEXT_OF("P", text_of_number(140000000 + project->number).bytes).bytes, TEXT);
    write_value(output, YEAR, text_of_number(project->year).bytes, NUMBER);
    write_party(output, DEPARTMENT, text_of_number(100 + project->number % 300).bytes, TEXT_OF(place, "主管局").bytes);
    write_party(output, UNIT, text_of_number(100001 + project->number % 300000).bytes,
                TEXT_OF(place, "服务中心").bytes);
    open_mapping(writer, keys[FUNDS][language], BLOCK);
    for (int i = 0; i < project->fund_count; i++) {
        write_fund_line(output, &project->funds[i], i == 0 ? project->fund_reason : NULL);
    }
    close_last(writer);
    write_indicators(chance, output, project->indicators);
    open_mapping(writer, keys[SELF_EVALUATION][language], output->manner.funds);
    write_number(output, TOTAL, project->total, 2, false);
    write_value(output, GRADE, project->grade, TEXT);
    close_last(writer);
    write_notes(chance, output);
    writer_end(writer);
}

/* ---- the files ---- */

static bool write_file(const char *path, const struct page *page)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        return false;
    }
    bool is_written = fwrite(page->bytes, 1, page->size, file) == page->size;
    return fclose(file) == 0 && is_written;
}

static int compare_sizes(const void *a, const void *b)
{
    size_t first = *(const size_t *)a;
    size_t second = *(const size_t *)b;
    return (first > second) - (first < second);
}

struct corpus {
    FILE *stream;
    FILE *lines;
    size_t *sizes;
    int64_t count;
    int64_t planted[FAULTS];
};

static bool corpus_write(struct corpus *corpus, const char *folder, uint64_t seed)
{
    static struct output output;
    static struct project project;
    for (int64_t i = 0; i < corpus->count; i++) {
        struct chance chance = { .state = seed * UINT64_C(1000000007) + (uint64_t)i };
        project_make(&chance, i, &project);
        project_write(&chance, &output, &project);
        corpus->planted[project.fault]++;
        corpus->planted[faults[project.fault].also]++;
        const struct page *yaml = &output.writer.yaml;
        const struct page *json = &output.writer.json;
        corpus->sizes[i] = yaml->size;
        char path[4096];
        snprintf(path, sizeof(path), "%s/files/%06" PRId64 ".yaml", folder, i);
        if (!write_file(path, yaml) || fputs("---\n", corpus->stream) < 0 ||
            fwrite(yaml->bytes, 1, yaml->size, corpus->stream) != yaml->size ||
            fwrite(json->bytes, 1, json->size, corpus->lines) != json->size) {
            perror(path);
            return false;
        }
    }
    return true;
}

static void corpus_print(struct corpus *corpus)
{
    size_t bytes = 0;
    for (int64_t i = 0; i < corpus->count; i++) {
        bytes += corpus->sizes[i];
    }
    qsort(corpus->sizes, (size_t)corpus->count, sizeof(corpus->sizes[0]), compare_sizes);
    printf("projects %" PRId64 "\nbytes %zu\nmedian-bytes %zu\n", corpus->count, bytes,
           corpus->sizes[corpus->count / 2]);
    for (int fault = NO_FAULT + 1; fault < FAULTS; fault++) {
        printf("planted %s %" PRId64 "\n", faults[fault].code, corpus->planted[fault]);
    }
}

static FILE *open_in(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
    }
    return file;
}

int main(int argument_count, char **arguments)
{
    long count = argument_count >= 3 ? strtol(arguments[2], NULL, 10) : 0;
    unsigned long seed = argument_count == 4 ? strtoul(arguments[3], NULL, 10) : 1;
    if (count < 1 || argument_count > 4) {
        fputs("usage: corpus FOLDER COUNT [SEED]\n", stderr);
        return 2;
    }
    char files[4096];
    snprintf(files, sizeof(files), "%s/files", arguments[1]);
    /* What is there already is found by the first file that cannot be written. */
    mkdir(arguments[1], 0777);
    mkdir(files, 0777);
    struct corpus corpus = { .count = count };
    corpus.stream = open_in(arguments[1], "stream.yaml");
    corpus.lines = open_in(arguments[1], "lines.jsonl");
    corpus.sizes = calloc((size_t)count, sizeof(corpus.sizes[0]));
    bool is_made = corpus.stream != NULL && corpus.lines != NULL && corpus.sizes != NULL &&
                   corpus_write(&corpus, arguments[1], seed);
    is_made = corpus.stream != NULL && fclose(corpus.stream) == 0 && is_made;
    is_made = corpus.lines != NULL && fclose(corpus.lines) == 0 && is_made;
    if (is_made) {
        corpus_print(&corpus);
    }
    free(corpus.sizes);
    return is_made ? 0 : 1;
}
