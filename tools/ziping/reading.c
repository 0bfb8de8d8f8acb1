#include "reading.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_BYTES = 4096, BEGINNING_BYTES = 1 << 18 };

void reading_begin(struct reading *reading)
{
    *reading = (struct reading){ .descriptor = -1 };
}

void reading_end(struct reading *reading)
{
    reading_close(reading);
    content_end(&reading->content);
}

size_t descriptors_to_spare(void)
{
    enum { MOST = 256, UNLESS_KNOWN = 16 };
    long most = sysconf(_SC_OPEN_MAX);
    size_t part = most < 0 ? UNLESS_KNOWN : (size_t)most / 4;
    return part < MOST ? part : MOST;
}

int reading_open(int folder, const char *name)
{
    return openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

void reading_announce(int descriptor)
{
#ifdef POSIX_FADV_WILLNEED
    (void)posix_fadvise(descriptor, 0, 0, POSIX_FADV_WILLNEED);
#else
    (void)descriptor;
#endif
}

/* The room for beginnings is taken once, on a page, where the system copies quickest. */
static bool has_room(struct reading *reading)
{
    struct content *content = &reading->content;
    if (content->room_bytes >= BEGINNING_BYTES) {
        return true;
    }
    void *block = NULL;
    if (posix_memalign(&block, PAGE_BYTES, BEGINNING_BYTES) != 0) {
        return false;
    }
    free(content->bytes);
    content->bytes = block;
    content->room_bytes = BEGINNING_BYTES;
    return true;
}

/* Reads once, as much as there is and has room. Answers 0 or an errno. */
static int read_on(struct reading *reading)
{
    struct content *content = &reading->content;
    ssize_t size = 0;
    do {
        size =
            read(reading->descriptor, content->bytes + content->size_bytes, content->room_bytes - content->size_bytes);
    } while (size < 0 && errno == EINTR);
    if (size < 0) {
        return errno;
    }
    content->size_bytes += (size_t)size;
    reading->is_whole = size == 0;
    return 0;
}

/* Whether enough was read: a file that is long will be read as it is evaluated. */
static bool is_started(const struct reading *reading, const char *path, size_t limit_bytes)
{
    const struct content *content = &reading->content;
    bool is_standard_input = strcmp(path, "-") == 0;
    bool is_full = content->size_bytes == content->room_bytes;
    if (!is_full && !(is_standard_input && content->size_bytes > 0)) {
        return false;
    }
    return content_shows_lines(content, path) || content->size_bytes > limit_bytes;
}

int reading_start(struct reading *reading, int descriptor, const char *path, size_t limit_bytes)
{
    struct content *content = &reading->content;
    reading->descriptor = descriptor;
    reading->is_whole = false;
    reading->error = 0;
    reading->given_bytes = 0;
    content->size_bytes = 0;
    int error = has_room(reading) ? 0 : ENOMEM;
    while (error == 0 && !reading->is_whole && !is_started(reading, path, limit_bytes)) {
        bool is_full = content->size_bytes == content->room_bytes;
        error = is_full && !content_grow(content) ? ENOMEM : read_on(reading);
    }
    return error;
}

static bool give(void *context, char *buffer, size_t room_bytes, size_t *size_bytes_out)
{
    struct reading *reading = context;
    ssize_t size = 0;
    do {
        size = read(reading->descriptor, buffer, room_bytes);
    } while (size < 0 && errno == EINTR);
    if (size < 0) {
        reading->error = errno;
        return false;
    }
    *size_bytes_out = (size_t)size;
    reading->given_bytes += (size_t)size;
    return true;
}

zp_input reading_rest(struct reading *reading)
{
    return reading->is_whole ? (zp_input){ NULL, NULL } : (zp_input){ give, reading };
}

void reading_close(struct reading *reading)
{
    if (reading->descriptor > STDIN_FILENO) {
        close(reading->descriptor);
    }
    reading->descriptor = -1;
    content_forget(&reading->content);
}
