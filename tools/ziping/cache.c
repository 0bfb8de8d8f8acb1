#include "cache.h"

#include "cache_writer.h"
#include "growth.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    /* As coarse as the clock of any file system is; what changed since then may change again and look the same. */
    SETTLING_SECONDS = 2,
    MOST_KEPT_BYTES = 1 << 24, /* of the evaluations of one file */
    MOST_UNUSED_RUNS = 8,      /* that wrote; what none of them asked for goes */
};

/* Records of the old file that lie one behind another and are in use. */
struct record_range {
    uint64_t from;
    uint64_t to;
};

struct cache {
    const char *path;
    zp_language language;
    struct cache_file file;
    struct cache_window window; /* of the thread that reports */
    struct cache_writer writer;
    bool is_writing;
    bool is_not_to_be_written;
    struct record_range *ranges; /* in the order of the run */
    size_t range_count;
    size_t range_room;
    struct record_head head; /* of the record in the making */
    char *record;
    size_t record_bytes;
    size_t record_room;
    size_t evaluation_at;   /* where the size of the last evaluation goes */
    bool is_not_to_be_kept; /* it is too large, or cannot be kept */
};

/* ---- begin ---- */

static void say_state(const struct cache *cache, enum cache_state state, int error)
{
    switch (state) {
    case CACHE_FINE:
    case CACHE_NEW:
        return;
    case CACHE_OTHER:
        message(cache->language,
                (struct words){ "缓存“{1}”来自另一个版本的程序，不采用，将重新建立",
                                "the cache {1} is of another version of the program: not used, made anew" },
                cache->path, NULL);
        return;
    case CACHE_DAMAGED:
        message(
            cache->language,
            (struct words){ "缓存“{1}”已损坏，不采用，将重新建立", "the cache {1} is damaged: not used, made anew" },
            cache->path, NULL);
        return;
    case CACHE_FOREIGN:
        message(cache->language,
                (struct words){ "“{1}”不是 ziping 的缓存，不采用，也不改动",
                                "{1} is no cache of ziping: neither used nor replaced" },
                cache->path, NULL);
        return;
    case CACHE_UNREADABLE:
        message(cache->language, (struct words){ "缓存“{1}”读不出：{2}", "the cache {1} cannot be read: {2}" },
                cache->path, reason_of(error, cache->language));
        return;
    }
}

struct cache *cache_open(const char *path, zp_language language)
{
    struct cache *cache = must_have(calloc(1, sizeof(*cache)));
    int error = 0;
    cache->path = path;
    cache->language = language;
    cache->writer.descriptor = -1;
    enum cache_state state = cache_file_open(&cache->file, path, &error);
    cache->is_not_to_be_written = state == CACHE_FOREIGN || state == CACHE_UNREADABLE;
    cache_window_begin(&cache->window, &cache->file);
    say_state(cache, state, error);
    return cache;
}

bool cache_has_records(const struct cache *cache)
{
    return cache->file.head.record_count > 0;
}

/* ---- looking ---- */

void cache_look_begin(struct cache *cache, struct cache_window *window)
{
    cache_window_begin(window, &cache->file);
}

static bool take_stamp(const struct file_place *place, struct file_stamp *stamp_out)
{
    struct stat about;
    if (fstatat(place->folder, place->name, &about, 0) != 0 || !S_ISREG(about.st_mode)) {
        return false;
    }
    *stamp_out = (struct file_stamp){
        .device = (uint64_t)about.st_dev,
        .inode = (uint64_t)about.st_ino,
        .size_bytes = (uint64_t)about.st_size,
        .modified_seconds = about.st_mtim.tv_sec,
        .modified_nanoseconds = about.st_mtim.tv_nsec,
        .changed_seconds = about.st_ctim.tv_sec,
        .changed_nanoseconds = about.st_ctim.tv_nsec,
    };
    return true;
}

/* Whatever changes the bytes changes the time of the inode, which nobody can set. */
static bool is_settled(const struct file_stamp *stamp, int64_t began_seconds)
{
    return stamp->changed_seconds < began_seconds - SETTLING_SECONDS;
}

bool cache_look(struct cache_window *window, const struct file_place *place, const struct record_name *name,
                struct cached_file *about_out, struct record *record_out)
{
    *about_out = (struct cached_file){ .state = FILE_UNKNOWN };
    struct file_stamp stamp;
    about_out->can_be_kept = take_stamp(place, &stamp);
    if (about_out->can_be_kept && is_settled(&stamp, window->file->opened_seconds)) {
        about_out->stamp = stamp;
    }
    if (!about_out->can_be_kept || !cache_window_find(window, name, record_out)) {
        return false;
    }
    about_out->record = record_out->offset;
    about_out->record_bytes = record_out->head.size_bytes;
    if (memcmp(&stamp, &record_out->head.stamp, sizeof(stamp)) == 0) {
        about_out->state = FILE_AS_KEPT;
    }
    return true;
}

void cache_compare(const struct record *record, const void *bytes, size_t size_bytes, struct cached_file *about)
{
    if (!about->can_be_kept) {
        return;
    }
    about->content = digest_of(bytes, size_bytes);
    about->is_compared = record != NULL && digest_equals(&about->content, &record->head.content);
    about->state = about->is_compared ? FILE_AS_KEPT : FILE_READ;
    about->has_new_stamp = about->is_compared && memcmp(&about->stamp, &record->head.stamp, sizeof(about->stamp)) != 0;
}

void cache_do_not_compare(struct cached_file *about)
{
    static const struct file_stamp none = { 0 };
    bool has_stamp = memcmp(&about->stamp, &none, sizeof(none)) != 0;
    about->content = (struct digest){ { 0 } };
    about->state = about->can_be_kept && has_stamp ? FILE_READ : FILE_UNKNOWN;
}

/* ---- writing ---- */

static void say_not_written(const struct cache *cache, int error)
{
    if (error == EWOULDBLOCK) {
        message(cache->language,
                (struct words){ "缓存“{1}”正由另一次运行写入，这一次的结果没有存入",
                                "the cache {1} is being written by another run; nothing of this one is kept" },
                cache->path, NULL);
    } else {
        message(cache->language, (struct words){ "缓存“{1}”写不成：{2}", "the cache {1} cannot be written: {2}" },
                cache->path, reason_of(error, cache->language));
    }
}

static void copy_record(struct cache *cache, uint64_t offset, const struct file_stamp *stamp, uint64_t unused_runs,
                        uint64_t *size_bytes_out)
{
    struct record record;
    if (!cache_window_read(&cache->window, offset, &record, size_bytes_out)) {
        return;
    }
    record.head.unused_runs = unused_runs;
    if (stamp != NULL) {
        record.head.stamp = *stamp;
    }
    cache_writer_add(&cache->writer, &record.head, cache->window.bytes + (record.bytes - cache->window.bytes));
}

static void copy_range(struct cache *cache, const struct record_range *range)
{
    uint64_t size = 0;
    for (uint64_t offset = range->from; offset < range->to; offset += size) {
        copy_record(cache, offset, NULL, 0, &size);
        if (size == 0) {
            return;
        }
    }
}

/* At the first thing that is new. Until then nothing is written, and where all is as it was, nothing ever is. */
static bool begin_writing(struct cache *cache)
{
    if (cache->is_not_to_be_written || cache->is_writing) {
        return cache->is_writing;
    }
    int error = cache_writer_begin(&cache->writer, cache->path);
    if (error != 0) {
        say_not_written(cache, error);
        cache_writer_forsake(&cache->writer);
        cache->is_not_to_be_written = true;
        return false;
    }
    cache->is_writing = true;
    for (size_t i = 0; i < cache->range_count; i++) {
        copy_range(cache, &cache->ranges[i]);
    }
    return true;
}

static void note_use(struct cache *cache, uint64_t offset, uint64_t size_bytes)
{
    if (cache->range_count > 0 && cache->ranges[cache->range_count - 1].to == offset) {
        cache->ranges[cache->range_count - 1].to += size_bytes;
        return;
    }
    cache->ranges = grown(cache->ranges, cache->range_count, 1, sizeof(*cache->ranges), &cache->range_room);
    cache->ranges[cache->range_count++] = (struct record_range){ offset, offset + size_bytes };
}

/* ---- files ---- */

static void add_bytes(struct cache *cache, const void *bytes, size_t size_bytes)
{
    if (size_bytes > MOST_KEPT_BYTES - cache->record_bytes) {
        cache->is_not_to_be_kept = true;
    }
    if (!cache->is_not_to_be_kept) {
        cache->record = grown(cache->record, cache->record_bytes, size_bytes, 1, &cache->record_room);
        memcpy(cache->record + cache->record_bytes, bytes, size_bytes);
        cache->record_bytes += size_bytes;
    }
}

void cache_begin_file(struct cache *cache, const struct record_name *name)
{
    cache->head = (struct record_head){ .path_bytes = name->path_bytes, .key = *name->key };
    cache->head.name_hash = record_name_hash(name);
    cache->record_bytes = 0;
    cache->is_not_to_be_kept = false;
    add_bytes(cache, &cache->head, sizeof(cache->head));
    add_bytes(cache, name->path, name->path_bytes);
}

static bool keep_bytes(void *context, const char *bytes, size_t size_bytes)
{
    struct cache *cache = context;
    add_bytes(cache, bytes, size_bytes);
    return !cache->is_not_to_be_kept;
}

static void end_evaluation(struct cache *cache)
{
    if (cache->head.evaluation_count > 0 && !cache->is_not_to_be_kept) {
        uint64_t size = cache->record_bytes - cache->evaluation_at - sizeof(size);
        cache->is_not_to_be_kept = size == 0; /* nothing was put */
        memcpy(cache->record + cache->evaluation_at, &size, sizeof(size));
    }
}

zp_sink cache_keep(struct cache *cache)
{
    static const uint64_t later = 0;
    end_evaluation(cache);
    cache->head.evaluation_count++;
    cache->evaluation_at = cache->record_bytes;
    add_bytes(cache, &later, sizeof(later));
    return (zp_sink){ .put = keep_bytes, .context = cache };
}

static void add_record(struct cache *cache, const struct cached_file *about)
{
    static const char zeros[RECORD_ALIGNMENT] = { 0 };
    end_evaluation(cache);
    add_bytes(cache, zeros, record_padded(cache->record_bytes) - cache->record_bytes);
    if (cache->is_not_to_be_kept || !begin_writing(cache)) {
        return;
    }
    cache->head.size_bytes = cache->record_bytes;
    cache->head.stamp = about->stamp;
    cache->head.content = about->content;
    cache_writer_add(&cache->writer, &cache->head, cache->record);
}

void cache_end_file(struct cache *cache, const struct cached_file *about)
{
    switch (about->state) {
    case FILE_UNKNOWN:
        break;
    case FILE_READ:
        add_record(cache, about);
        break;
    case FILE_AS_KEPT:
        if (about->has_new_stamp) {
            begin_writing(cache);
        }
        if (cache->is_writing) {
            copy_record(cache, about->record, about->has_new_stamp ? &about->stamp : NULL, 0, NULL);
        }
        note_use(cache, about->record, about->record_bytes);
        break;
    }
}

/* ---- end ---- */

static int compare_ranges(const void *a, const void *b)
{
    const struct record_range *first = a;
    const struct record_range *second = b;
    return (first->from > second->from) - (first->from < second->from);
}

static void copy_unused_between(struct cache *cache, uint64_t from, uint64_t to)
{
    uint64_t size = 0;
    for (uint64_t offset = from; offset < to; offset += size) {
        struct record record;
        size = 0;
        if (cache_window_read(&cache->window, offset, &record, &size) &&
            record.head.unused_runs + 1 < MOST_UNUSED_RUNS &&
            !cache_writer_has(&cache->writer, record.head.name_hash)) {
            copy_record(cache, offset, NULL, record.head.unused_runs + 1, NULL);
        }
        if (size == 0) {
            return;
        }
    }
}

/* What this run did not ask for may be of other files, or of another kind of report. */
static void copy_unused(struct cache *cache)
{
    uint64_t from = sizeof(struct cache_head);
    cache_writer_settle(&cache->writer);
    if (cache->range_count > 0) {
        qsort(cache->ranges, cache->range_count, sizeof(*cache->ranges), compare_ranges);
    }
    for (size_t i = 0; i < cache->range_count; i++) {
        copy_unused_between(cache, from, cache->ranges[i].from);
        from = cache->ranges[i].to > from ? cache->ranges[i].to : from;
    }
    copy_unused_between(cache, from, cache->file.head.index_offset);
}

static void end_writing(struct cache *cache, bool is_complete)
{
    if (!is_complete) {
        cache_writer_forsake(&cache->writer);
        return;
    }
    copy_unused(cache);
    int error = cache_writer_finish(&cache->writer);
    if (error != 0) {
        say_not_written(cache, error);
    }
}

void cache_close(struct cache *cache, bool is_complete)
{
    if (cache->is_writing) {
        end_writing(cache, is_complete);
    }
    if (cache->file.has_damage) {
        say_state(cache, CACHE_DAMAGED, 0);
    }
    cache_window_end(&cache->window);
    cache_file_close(&cache->file);
    free(cache->ranges);
    free(cache->record);
    free(cache);
}
