#include "progress.h"

#include "terminal.h"
#include "words.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_AFTER_MILLISECONDS = 2000, EVERY_MILLISECONDS = 200 };

static int64_t now_milliseconds(void)
{
    struct timespec now = { 0 };
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, bool is_quiet, zp_language language)
{
    *progress = (struct progress){
        .language = language,
        .is_wanted = !is_quiet && terminal_is_capable(STDERR_FILENO),
    };
    if (progress->is_wanted) {
        progress->next_milliseconds = now_milliseconds() + FIRST_AFTER_MILLISECONDS;
    }
}

void progress_show(struct progress *progress, size_t done)
{
    if (!progress->is_wanted) {
        return;
    }
    int64_t now = now_milliseconds();
    if (now < progress->next_milliseconds) {
        return;
    }
    progress->next_milliseconds = now + EVERY_MILLISECONDS;
    progress->is_shown = true;
    if (progress->language == ZP_ENGLISH) {
        fprintf(stderr, "\r%zu files done\033[K", done);
    } else {
        fprintf(stderr, "\r已完成 %zu 个文件\033[K", done);
    }
}

void progress_erase(void *progress)
{
    struct progress *shown = progress;
    if (shown->is_shown) {
        fputs("\r\033[K", stderr);
        shown->is_shown = false;
    }
}
