#include "content.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { USUAL_ROOM_BYTES = 1 << 16, KEPT_ROOM_BYTES = 1 << 22 };

void content_begin(struct content *content)
{
    *content = (struct content){ 0 };
}

void content_end(struct content *content)
{
    free(content->bytes);
    content_begin(content);
}

void content_forget(struct content *content)
{
    if (content->room_bytes > KEPT_ROOM_BYTES) {
        content_end(content);
    }
}

static bool make_room(struct content *content, size_t room_bytes)
{
    if (room_bytes <= content->room_bytes) {
        return true;
    }
    char *bytes = realloc(content->bytes, room_bytes);
    if (bytes == NULL) {
        return false;
    }
    content->bytes = bytes;
    content->room_bytes = room_bytes;
    return true;
}

bool content_grow(struct content *content)
{
    size_t room_bytes = content->room_bytes <= SIZE_MAX / 2 ? 2 * content->room_bytes : SIZE_MAX;
    return make_room(content, room_bytes);
}

static int read_all(struct content *content, int descriptor, size_t most_bytes)
{
    content->size_bytes = 0;
    if (!make_room(content, USUAL_ROOM_BYTES)) {
        return ENOMEM;
    }
    while (content->size_bytes < most_bytes) {
        if (content->size_bytes == content->room_bytes && !content_grow(content)) {
            return ENOMEM;
        }
        size_t room = content->room_bytes - content->size_bytes;
        size_t left = most_bytes - content->size_bytes;
        ssize_t size = read(descriptor, content->bytes + content->size_bytes, room < left ? room : left);
        if (size == 0) {
            return 0;
        }
        if (size > 0) {
            content->size_bytes += (size_t)size;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

int content_read(struct content *content, const char *path, size_t limit_bytes)
{
    size_t most_bytes = limit_bytes < SIZE_MAX ? limit_bytes + 1 : SIZE_MAX;
    if (strcmp(path, "-") == 0) {
        return read_all(content, STDIN_FILENO, most_bytes);
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return errno;
    }
    int error = read_all(content, descriptor, most_bytes);
    close(descriptor);
    return error;
}

bool has_ending(const char *name, const char *ending)
{
    size_t name_size = strlen(name);
    size_t ending_size = strlen(ending);
    return name_size >= ending_size && strcmp(name + name_size - ending_size, ending) == 0;
}

bool has_known_ending(const char *name)
{
    static const char *const endings[] = { ".yaml", ".yml", ".json", ".jsonl" };
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (has_ending(name, endings[i])) {
            return true;
        }
    }
    return false;
}

static bool is_blank(const char *from, const char *end)
{
    while (from < end && (*from == ' ' || *from == '\t' || *from == '\r')) {
        from++;
    }
    return from == end;
}

enum beginning { BEGINS_AS_JSON_LINES, BEGINS_OTHERWISE, BEGINS_UNDECIDED };

/* Of a line that is not complete only its first character counts. */
static enum beginning beginning_of(const struct content *content)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    const char *at = content->bytes;
    const char *end = at + content->size_bytes;
    if (content->size_bytes >= 3 && memcmp(at, byte_order_mark, 3) == 0) {
        at += 3;
    }
    for (int objects = 0; at < end;) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        line_end = line_end == NULL ? end : line_end;
        if (!is_blank(at, line_end)) {
            if (*at != '{') {
                return BEGINS_OTHERWISE;
            }
            objects++;
            if (objects == 2) {
                return BEGINS_AS_JSON_LINES;
            }
        }
        at = line_end < end ? line_end + 1 : end;
    }
    return BEGINS_UNDECIDED;
}

bool content_is_json_lines(const struct content *content, const char *path)
{
    if (has_known_ending(path)) {
        return has_ending(path, ".jsonl");
    }
    return content->size_bytes > 0 && beginning_of(content) == BEGINS_AS_JSON_LINES;
}

bool content_shows_lines(const struct content *content, const char *path)
{
    enum { MARK_BYTES = 3 };
    return has_known_ending(path) || (content->size_bytes > MARK_BYTES && beginning_of(content) != BEGINS_UNDECIDED);
}
