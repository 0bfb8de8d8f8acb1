#include "cache_writer.h"

#include "growth.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 1 << 18 };

/* ---- begin ---- */

static char *text_joined(const char *first, const char *second)
{
    size_t first_size = strlen(first);
    size_t second_size = strlen(second);
    char *joined = must_have(malloc(first_size + second_size + 1));
    memcpy(joined, first, first_size);
    memcpy(joined + first_size, second, second_size + 1);
    return joined;
}

/* The run that had the lock may have renamed or removed the file between our opening and locking it. */
static bool is_still_there(int descriptor, const char *path)
{
    struct stat opened;
    struct stat named;
    return fstat(descriptor, &opened) == 0 && S_ISREG(opened.st_mode) && lstat(path, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

static int open_locked(struct cache_writer *writer)
{
    int descriptor = open(writer->temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (descriptor < 0) {
        return errno;
    }
    int error = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
    if (error == 0 && !is_still_there(descriptor, writer->temporary)) {
        error = EWOULDBLOCK;
    }
    if (error == 0 && ftruncate(descriptor, 0) != 0) {
        error = errno;
    }
    if (error != 0) {
        close(descriptor);
        return error;
    }
    writer->descriptor = descriptor;
    return 0;
}

/* A cache holds what the reports say, so whoever may not read it must not be able to read the next one. */
static void keep_mode(const struct cache_writer *writer)
{
    struct stat about;
    if (stat(writer->target, &about) == 0 && fchmod(writer->descriptor, about.st_mode & 0777) != 0) {
        (void)fchmod(writer->descriptor, 0600);
    }
}

int cache_writer_begin(struct cache_writer *writer, const char *path)
{
    *writer = (struct cache_writer){ .descriptor = -1, .offset = sizeof(struct cache_head) };
    writer->target = realpath(path, NULL);
    if (writer->target == NULL) {
        writer->target = text_joined(path, "");
    }
    writer->temporary = text_joined(writer->target, ".new");
    writer->error = open_locked(writer);
    if (writer->error == 0) {
        keep_mode(writer);
        writer->buffer = must_have(malloc(BUFFER_BYTES));
        /* Room for the head, which is written last. */
        memset(writer->buffer, 0, sizeof(struct cache_head));
        writer->used_bytes = sizeof(struct cache_head);
    }
    return writer->error;
}

/* ---- records ---- */

static void write_at(struct cache_writer *writer, const char *bytes, size_t size_bytes, off_t offset)
{
    while (writer->error == 0 && size_bytes > 0) {
        ssize_t size = offset < 0 ? write(writer->descriptor, bytes, size_bytes)
                                  : pwrite(writer->descriptor, bytes, size_bytes, offset);
        if (size > 0) {
            bytes += size;
            size_bytes -= (size_t)size;
            offset += offset < 0 ? 0 : size;
        } else if (size == 0) {
            writer->error = EIO;
        } else if (errno != EINTR) {
            writer->error = errno;
        }
    }
}

static void write_out(struct cache_writer *writer)
{
    write_at(writer, writer->buffer, writer->used_bytes, -1);
    writer->used_bytes = 0;
}

static void write_on(struct cache_writer *writer, const char *bytes, size_t size_bytes)
{
    if (size_bytes > BUFFER_BYTES - writer->used_bytes) {
        write_out(writer);
    }
    if (size_bytes > BUFFER_BYTES) {
        write_at(writer, bytes, size_bytes, -1);
    } else {
        memcpy(writer->buffer + writer->used_bytes, bytes, size_bytes);
        writer->used_bytes += size_bytes;
    }
}

void cache_writer_add(struct cache_writer *writer, struct record_head *head, char *bytes)
{
    size_t size = (size_t)head->size_bytes;
    memcpy(bytes, head, sizeof(*head));
    head->checksum = record_checksum(bytes, size);
    memcpy(bytes, &head->checksum, sizeof(head->checksum));
    writer->index = grown(writer->index, writer->record_count, 1, sizeof(*writer->index), &writer->index_room);
    writer->index[writer->record_count++] = index_entry(head->name_hash, writer->offset);
    writer->offset += size;
    write_on(writer, bytes, size);
}

/* ---- the index ---- */

static int compare_entries(const void *a, const void *b)
{
    uint64_t first = *(const uint64_t *)a;
    uint64_t second = *(const uint64_t *)b;
    return (first > second) - (first < second);
}

static void sort_index(struct cache_writer *writer)
{
    if (writer->record_count > 0) {
        qsort(writer->index, writer->record_count, sizeof(*writer->index), compare_entries);
    }
}

void cache_writer_settle(struct cache_writer *writer)
{
    write_out(writer);
    sort_index(writer);
    writer->settled_count = writer->record_count;
}

bool cache_writer_has(struct cache_writer *writer, uint64_t name_hash)
{
    size_t at = index_first(writer->index, writer->settled_count, name_hash);
    for (; at < writer->settled_count && index_is_of(writer->index[at], name_hash); at++) {
        uint64_t offset = index_offset(writer->index[at]) + offsetof(struct record_head, name_hash);
        uint64_t found = 0;
        if (pread(writer->descriptor, &found, sizeof(found), (off_t)offset) == (ssize_t)sizeof(found) &&
            found == name_hash) {
            return true;
        }
    }
    return false;
}

/* ---- end ---- */

static void write_index_and_head(struct cache_writer *writer)
{
    size_t index_bytes = writer->record_count * sizeof(*writer->index);
    struct cache_head head;
    sort_index(writer);
    cache_head_begin(&head);
    head.record_count = writer->record_count;
    head.index_offset = writer->offset;
    head.file_bytes = writer->offset + index_bytes;
    head.index_checksum = cache_checksum(writer->index, index_bytes);
    head.checksum = cache_head_checksum(&head);
    if (index_bytes > 0) {
        write_on(writer, (const char *)writer->index, index_bytes);
    }
    write_out(writer);
    write_at(writer, (const char *)&head, sizeof(head), 0);
}

static void end(struct cache_writer *writer)
{
    int error = writer->error;
    if (writer->descriptor >= 0) {
        close(writer->descriptor);
    }
    free(writer->target);
    free(writer->temporary);
    free(writer->buffer);
    free(writer->index);
    *writer = (struct cache_writer){ .descriptor = -1, .error = error };
}

int cache_writer_finish(struct cache_writer *writer)
{
    if (writer->error == 0) {
        write_index_and_head(writer);
    }
    /* Not settled on the disk first: what a loss of power takes from it is noticed, and then only work is lost. The
       lock goes with the descriptor, after the name has. */
    if (writer->error == 0 && rename(writer->temporary, writer->target) != 0) {
        writer->error = errno;
    }
    if (writer->error != 0) {
        unlink(writer->temporary);
    }
    end(writer);
    return writer->error;
}

void cache_writer_forsake(struct cache_writer *writer)
{
    if (writer->descriptor >= 0) {
        unlink(writer->temporary);
    }
    end(writer);
}
