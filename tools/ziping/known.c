#include "known.h"

#include "content.h"
#include "library.h"
#include "message.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { MOST_BASELINE_BYTES = 64 << 20, COUNT_BYTES = 24, DATE_BYTES = 64 };

static const char reason_to_be_stated[] = "待说明";

/* ---- dates ---- */

/* SOURCE_DATE_EPOCH, where it is set, is the time at which a run is said to take place. Answers whether it is one. */
static bool epoch_read(const char *digits, time_t *time_out)
{
    char *end = NULL;
    errno = 0;
    intmax_t seconds = strtoimax(digits, &end, 10);
    bool is_time = errno == 0 && end != digits && *end == '\0' && seconds >= 0 && seconds <= INT64_C(99999999999);
    *time_out = (time_t)(is_time ? seconds : 0);
    return is_time;
}

static bool today_find(const struct request *request, zp_date *today_out)
{
    struct tm day;
    time_t now = time(NULL);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    bool has_epoch = epoch != NULL && *epoch != '\0';
    if (has_epoch && !epoch_read(epoch, &now)) {
        wrong_usage(request,
                    (struct words){ "环境变量 SOURCE_DATE_EPOCH 不是秒数：{1}",
                                    "the environment variable SOURCE_DATE_EPOCH is no number of seconds: {1}" },
                    epoch, NULL);
        return false;
    }
    if ((has_epoch ? gmtime_r(&now, &day) : localtime_r(&now, &day)) == NULL) {
        day = (struct tm){ .tm_year = 70, .tm_mday = 1 };
    }
    *today_out = (zp_date){ day.tm_year + 1900, day.tm_mon + 1, day.tm_mday };
    return true;
}

static zp_date a_year_later(zp_date date)
{
    bool is_leap_day = date.month == 2 && date.day == 29;
    return (zp_date){ date.year + 1, date.month, is_leap_day ? 28 : date.day };
}

/* ---- the file ---- */

const char *known_path(const struct request *request)
{
    return request->written_baseline != NULL ? request->written_baseline : request->baseline;
}

static bool is_output(const struct request *request)
{
    struct stat about;
    const char *path = known_path(request);
    if (path == NULL || request->output == NULL) {
        return false;
    }
    return strcmp(path, request->output) == 0 ||
           (stat(path, &about) == 0 && path_is_file(request->output, about.st_dev, about.st_ino));
}

bool known_is_meant(const struct request *request)
{
    if (request->cache != NULL && known_path(request) != NULL) {
        wrong_usage(request,
                    (struct words){ "--cache 不能和 --baseline、--write-baseline 一起用",
                                    "--cache cannot be used together with --baseline or --write-baseline" },
                    NULL, NULL);
        return false;
    }
    if (request->baseline != NULL && request->written_baseline != NULL) {
        wrong_usage(request,
                    (struct words){ "--baseline 和 --write-baseline 只能写一个；后者也保留文件里已有的内容",
                                    "either --baseline or --write-baseline, which keeps what is in its file too" },
                    NULL, NULL);
        return false;
    }
    if (is_output(request)) {
        wrong_usage(request,
                    (struct words){ "{1}：不能既是已知问题文件，又是 --output 要写的文件",
                                    "{1}: cannot be the file of known findings and be written by --output at once" },
                    request->output, NULL);
        return false;
    }
    return true;
}

static enum exit_status load(const zp_engine *engine, const struct request *request, zp_baseline_description *known,
                             zp_baseline **baseline_out)
{
    const char *path = known_path(request);
    zp_style style = style_of(request, NULL);
    char *name = must_have(text_repaired(path, true));
    known->file = text_of(name);
    zp_status status = zp_baseline_load(engine, known, &style, standard_error_sink(), baseline_out);
    free(name);
    if (status == ZP_REJECTED) {
        message(request->language,
                (struct words){ "已知问题文件“{1}”不能使用，没有改动",
                                "the file of known findings {1} cannot be used; it "
                                "stays as it is" },
                path, NULL);
        return STATUS_FAILED;
    }
    if (status != ZP_OK) {
        end_without_memory();
    }
    return STATUS_FINE;
}

enum exit_status known_open(const zp_engine *engine, const struct request *request, zp_baseline **baseline_out)
{
    const char *path = known_path(request);
    bool is_recording = request->written_baseline != NULL;
    zp_baseline_description known = { .is_recording = is_recording, .reason = text_of(reason_to_be_stated) };
    *baseline_out = NULL;
    if (path == NULL) {
        return STATUS_FINE;
    }
    if (!today_find(request, &known.today)) {
        return STATUS_USAGE;
    }
    known.until = a_year_later(known.today);
    struct content content;
    content_begin(&content);
    int error = content_read(&content, path, MOST_BASELINE_BYTES);
    enum exit_status status = STATUS_FAILED;
    if (error == 0 || (error == ENOENT && is_recording)) {
        known.source = (zp_text){ error == 0 ? content.bytes : NULL, content.size_bytes };
        status = load(engine, request, &known, baseline_out);
    } else {
        message(request->language,
                (struct words){ "已知问题文件“{1}”读不出：{2}", "the file of known findings {1} cannot be read: {2}" },
                path, reason_of(error, request->language));
    }
    content_end(&content);
    return status;
}

/* ---- what came of it ---- */

static void say(const struct request *request, struct words words, uint64_t first, uint64_t second)
{
    char counts[2][COUNT_BYTES];
    (void)snprintf(counts[0], COUNT_BYTES, "%" PRIu64, first);
    (void)snprintf(counts[1], COUNT_BYTES, "%" PRIu64, second);
    message(request->language, words, counts[0], counts[1]);
}

static void say_written(const struct request *request, const zp_baseline_totals *totals)
{
    if (totals->added > 0) {
        say(request,
            (struct words){
                "已知问题写好：新增 {1} 个，理由是“待说明”，请改写；不再出现而删去 {2} 条",
                "known findings written; added: {1}, for the reason 待说明 (state one); gone and dropped: {2}" },
            totals->added, totals->gone);
    } else {
        say(request,
            (struct words){ "已知问题写好：没有新增；不再出现而删去 {1} 条",
                            "known findings written; none added; gone and dropped: {1}" },
            totals->gone, 0);
    }
}

static void say_gone(const struct request *request, const zp_baseline_totals *totals)
{
    if (totals->gone > 0) {
        say(request,
            (struct words){ "已知问题中 {1} 条没有再出现，可以用 --write-baseline 删去",
                            "known findings that did not occur any more: {1}; --write-baseline drops them" },
            totals->gone, 0);
    }
    if (totals->elsewhere > 0) {
        say(request,
            (struct words){ "已知问题中 {1} 条这次没有核对：项目没有读或者不能评分，或者只检查而没有评分",
                            "known findings that were not looked for: {1}, of projects that were not read or cannot be "
                            "scored, or of scores" },
            totals->elsewhere, 0);
    }
}

static enum exit_status write_known(const struct request *request, zp_baseline *baseline)
{
    struct output output;
    if (!output_open(&output, known_path(request), request->language)) {
        return STATUS_FAILED;
    }
    return close_with(&output, zp_baseline_write(baseline, output_sink(&output)));
}

enum exit_status known_settle(const struct request *request, zp_baseline *baseline)
{
    if (baseline == NULL) {
        return STATUS_FINE;
    }
    zp_baseline_totals totals = zp_baseline_count(baseline);
    bool is_written = request->written_baseline != NULL;
    enum exit_status status = is_written ? write_known(request, baseline) : STATUS_FINE;
    if (status == STATUS_FINE && !request->is_quiet) {
        if (is_written) {
            say_written(request, &totals);
        } else {
            say_gone(request, &totals);
        }
    }
    return status;
}
