#include "sorted_names.h"

#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUN_BYTES = 1 << 22, BUFFER_BYTES = 1 << 15 };

/* A part of the file that is in order, and a piece of it that is in memory. */
struct sorted_run {
    off_t at; /* in the file: what comes behind the buffer */
    off_t end;
    char *buffer; /* NULL until it is read */
    size_t first; /* of what was not taken */
    size_t used;
};

void sorted_names_begin(struct sorted_names *names)
{
    *names = (struct sorted_names){ 0 };
}

void sorted_names_end(struct sorted_names *names)
{
    for (size_t i = 0; i < names->run_count; i++) {
        free(names->runs[i].buffer);
    }
    free(names->runs);
    free(names->sorted);
    free(names->text.bytes);
    if (names->file != NULL) {
        fclose(names->file);
    }
    sorted_names_begin(names);
}

/* ---- in memory ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_in_memory(struct sorted_names *names)
{
    if (names->count == 0) {
        return;
    }
    free(names->sorted);
    names->sorted = must_have(malloc(names->count * sizeof(*names->sorted)));
    const char *at = names->text.bytes;
    for (size_t i = 0; i < names->count; i++) {
        names->sorted[i] = at + 1;
        at += strlen(at + 1) + 2;
    }
    qsort(names->sorted, names->count, sizeof(*names->sorted), compare_names);
}

/* ---- in the file ---- */

static int error_of_file(void)
{
    return errno != 0 ? errno : EIO;
}

/* Answers false where there can be no file: then names stay in memory. */
static bool has_file(struct sorted_names *names)
{
    if (names->file == NULL && !names->is_kept_in_memory) {
        names->file = tmpfile();
        names->is_kept_in_memory = names->file == NULL;
    }
    return names->file != NULL;
}

static int write_run(struct sorted_names *names)
{
    sort_in_memory(names);
    errno = 0;
    off_t begin = ftello(names->file);
    for (size_t i = 0; i < names->count; i++) {
        const char *name = names->sorted[i];
        size_t size = strlen(name) + 2;
        if (fwrite(name - 1, 1, size, names->file) != size) {
            return error_of_file();
        }
    }
    off_t end = ftello(names->file);
    if (begin < 0 || end < 0) {
        return error_of_file();
    }
    names->runs = grown(names->runs, names->run_count, 1, sizeof(*names->runs), &names->run_room);
    names->runs[names->run_count++] = (struct sorted_run){ .at = begin, .end = end };
    names->count = 0;
    names->text.used = 0;
    return 0;
}

/* Sees to it that the run's next name is in memory as a whole, unless it is at its end. */
static int fill_buffer(const struct sorted_names *names, struct sorted_run *run)
{
    if (run->buffer == NULL) {
        run->buffer = must_have(malloc(BUFFER_BYTES));
    }
    if (run->used - run->first >= 2 && memchr(run->buffer + run->first + 1, '\0', run->used - run->first - 1) != NULL) {
        return 0;
    }
    memmove(run->buffer, run->buffer + run->first, run->used - run->first);
    run->used -= run->first;
    run->first = 0;
    while (run->used < BUFFER_BYTES && run->at < run->end) {
        size_t room = BUFFER_BYTES - run->used;
        off_t left = run->end - run->at;
        ssize_t size =
            pread(fileno(names->file), run->buffer + run->used, left < (off_t)room ? (size_t)left : room, run->at);
        if (size == 0 || (size < 0 && errno != EINTR)) {
            return size == 0 ? EIO : errno;
        }
        run->used += size > 0 ? (size_t)size : 0;
        run->at += size > 0 ? size : 0;
    }
    return 0;
}

static int begin_merge(struct sorted_names *names)
{
    errno = 0;
    if (fflush(names->file) != 0) {
        return error_of_file();
    }
    for (size_t i = 0; i < names->run_count; i++) {
        int error = fill_buffer(names, &names->runs[i]);
        if (error != 0) {
            return error;
        }
    }
    return 0;
}

static void pass_over_taken(struct sorted_run *run)
{
    run->first += strlen(run->buffer + run->first + 1) + 2;
}

/* NULL where all runs are at their end. */
static const char *least_of_runs(struct sorted_names *names)
{
    const char *least = NULL;
    for (size_t i = 0; i < names->run_count; i++) {
        const struct sorted_run *run = &names->runs[i];
        const char *name = run->first < run->used ? run->buffer + run->first + 1 : NULL;
        if (name != NULL && (least == NULL || strcmp(name, least) < 0)) {
            least = name;
            names->run_taken = i;
        }
    }
    names->has_taken = least != NULL;
    return least;
}

static const char *take_from_file(struct sorted_names *names, int *error_out)
{
    if (names->has_taken) {
        struct sorted_run *run = &names->runs[names->run_taken];
        names->has_taken = false;
        pass_over_taken(run);
        *error_out = fill_buffer(names, run);
        if (*error_out != 0) {
            return NULL;
        }
    }
    return least_of_runs(names);
}

/* ---- */

int sorted_names_put(struct sorted_names *names, char mark, const char *name, const char *ending)
{
    int error = 0;
    if (names->text.used >= RUN_BYTES && has_file(names)) {
        error = write_run(names);
    }
    if (error == 0) {
        text_add(&names->text, &mark, 1);
        text_add(&names->text, name, strlen(name));
        text_add(&names->text, ending, strlen(ending));
        names->text.used++; /* the zero stays, between this name and the next */
        names->count++;
    }
    return error;
}

int sorted_names_sort(struct sorted_names *names)
{
    if (names->file == NULL) {
        sort_in_memory(names);
        return 0;
    }
    int error = write_run(names);
    free(names->sorted);
    free(names->text.bytes);
    names->sorted = NULL;
    names->text = (struct text_buffer){ 0 };
    return error != 0 ? error : begin_merge(names);
}

const char *sorted_names_take(struct sorted_names *names, char *mark_out, int *error_out)
{
    const char *name = NULL;
    *error_out = 0;
    if (names->file != NULL) {
        name = take_from_file(names, error_out);
    } else if (names->next < names->count) {
        name = names->sorted[names->next++];
    }
    if (name != NULL) {
        *mark_out = name[-1];
    }
    return name;
}
