#include "cache_file.h"

#include "message.h"

#include <xxhash.h>
#include <ziping.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A hash of the sources of this program (fingerprint.cmake), terminated by a zero. */
extern const char program_fingerprint[];

static const char cache_magic[16] = "ziping cache\n";

enum { CACHE_FORMAT = 1, CACHE_BYTE_ORDER = 0x01020304, WINDOW_BYTES = 1 << 18 };

/* ---- the head ---- */

uint64_t cache_checksum(const void *bytes, size_t size_bytes)
{
    return XXH3_64bits(bytes, size_bytes);
}

uint64_t cache_head_checksum(const struct cache_head *head)
{
    return cache_checksum(head, offsetof(struct cache_head, checksum));
}

void cache_head_begin(struct cache_head *head_out)
{
    struct digest_maker maker;
    digest_begin(&maker);
    digest_add_text(&maker, program_fingerprint);
    digest_add_text(&maker, zp_build());
    *head_out = (struct cache_head){ .format = CACHE_FORMAT, .byte_order = CACHE_BYTE_ORDER };
    head_out->build = digest_end(&maker);
    memcpy(head_out->magic, cache_magic, sizeof(cache_magic));
}

static enum cache_state judge_head(const struct cache_head *head, uint64_t file_bytes)
{
    struct cache_head ours;
    cache_head_begin(&ours);
    if (memcmp(head->magic, ours.magic, sizeof(ours.magic)) != 0) {
        return CACHE_FOREIGN;
    }
    if (head->checksum != cache_head_checksum(head)) {
        return CACHE_DAMAGED;
    }
    if (head->format != ours.format || head->byte_order != ours.byte_order ||
        !digest_equals(&head->build, &ours.build)) {
        return CACHE_OTHER;
    }
    bool is_whole = head->file_bytes == file_bytes && head->index_offset >= sizeof(*head) &&
                    head->index_offset <= file_bytes && head->index_offset % RECORD_ALIGNMENT == 0 &&
                    file_bytes - head->index_offset == head->record_count * sizeof(uint64_t) &&
                    head->record_count <= file_bytes / sizeof(uint64_t);
    return is_whole ? CACHE_FINE : CACHE_DAMAGED;
}

/* Answers how much could be read, less than `size_bytes` only at the end of the file or where reading fails. */
static size_t read_at(int descriptor, char *bytes, size_t size_bytes, uint64_t offset)
{
    size_t done = 0;
    while (done < size_bytes) {
        ssize_t size = pread(descriptor, bytes + done, size_bytes - done, (off_t)(offset + done));
        if (size > 0) {
            done += (size_t)size;
        } else if (size == 0 || errno != EINTR) {
            break;
        }
    }
    return done;
}

static enum cache_state read_head(struct cache_file *file, const struct stat *about)
{
    size_t size = read_at(file->descriptor, (char *)&file->head, sizeof(file->head), 0);
    if (size == 0 && about->st_size == 0) {
        return CACHE_NEW;
    }
    if (size < sizeof(file->head)) {
        /* What is cut this short is ours only if it begins like ours. */
        bool is_ours = size >= sizeof(cache_magic) && memcmp(file->head.magic, cache_magic, sizeof(cache_magic)) == 0;
        return is_ours ? CACHE_DAMAGED : CACHE_FOREIGN;
    }
    return judge_head(&file->head, (uint64_t)about->st_size);
}

static enum cache_state open_and_judge(struct cache_file *file, const char *path, int *error_out)
{
    struct stat about;
    /* Not to wait for a pipe that nobody writes to. */
    file->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    *error_out = file->descriptor < 0 ? errno : 0;
    if (*error_out == ENOENT) {
        return CACHE_NEW;
    }
    if (*error_out == 0 && fstat(file->descriptor, &about) != 0) {
        *error_out = errno;
    }
    if (*error_out != 0) {
        return CACHE_UNREADABLE;
    }
    if (S_ISDIR(about.st_mode)) {
        *error_out = EISDIR;
        return CACHE_UNREADABLE;
    }
    return S_ISREG(about.st_mode) ? read_head(file, &about) : CACHE_FOREIGN;
}

enum cache_state cache_file_open(struct cache_file *file, const char *path, int *error_out)
{
    struct timespec now = { 0 };
    clock_gettime(CLOCK_REALTIME, &now);
    *file = (struct cache_file){ .descriptor = -1, .opened_seconds = now.tv_sec };
    pthread_mutex_init(&file->mutex, NULL);
    enum cache_state state = open_and_judge(file, path, error_out);
    if (state != CACHE_FINE) {
        if (file->descriptor >= 0) {
            close(file->descriptor);
            file->descriptor = -1;
        }
        file->head = (struct cache_head){ .index_offset = 0 };
    }
    return state;
}

void cache_file_close(struct cache_file *file)
{
    if (file->descriptor >= 0) {
        close(file->descriptor);
    }
    free(file->index);
    pthread_mutex_destroy(&file->mutex);
    *file = (struct cache_file){ .descriptor = -1 };
}

/* ---- the index ---- */

enum { INDEX_PLACE_BITS = 38 };
static const uint64_t place_mask = (UINT64_C(1) << INDEX_PLACE_BITS) - 1;

uint64_t index_entry(uint64_t name_hash, uint64_t offset)
{
    return (name_hash & ~place_mask) | ((offset / RECORD_ALIGNMENT) & place_mask);
}

uint64_t index_offset(uint64_t entry)
{
    return (entry & place_mask) * RECORD_ALIGNMENT;
}

bool index_is_of(uint64_t entry, uint64_t name_hash)
{
    return (entry & ~place_mask) == (name_hash & ~place_mask);
}

size_t index_first(const uint64_t *index, size_t count, uint64_t name_hash)
{
    uint64_t least = index_entry(name_hash, 0);
    size_t from = 0;
    while (count > 0) {
        size_t half = count / 2;
        if (index[from + half] < least) {
            from += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return from;
}

static void note_damage(struct cache_file *file)
{
    pthread_mutex_lock(&file->mutex);
    file->has_damage = true;
    pthread_mutex_unlock(&file->mutex);
}

static void read_index(struct cache_file *file)
{
    size_t size = (size_t)file->head.record_count * sizeof(uint64_t);
    uint64_t *index = malloc(size);
    if (index == NULL) {
        return;
    }
    if (read_at(file->descriptor, (char *)index, size, file->head.index_offset) != size ||
        cache_checksum(index, size) != file->head.index_checksum) {
        file->has_damage = true;
        free(index);
        return;
    }
    file->index = index;
}

/* NULL where there is none. */
static const uint64_t *index_of(struct cache_file *file)
{
    pthread_mutex_lock(&file->mutex);
    if (!file->is_index_read && file->head.record_count > 0) {
        file->is_index_read = true;
        read_index(file);
    }
    const uint64_t *index = file->index;
    pthread_mutex_unlock(&file->mutex);
    return index;
}

/* ---- records ---- */

uint64_t record_name_hash(const struct record_name *name)
{
    uint64_t seed;
    memcpy(&seed, name->key->bytes, sizeof(seed));
    return XXH3_64bits_withSeed(name->path, name->path_bytes, seed);
}

uint64_t record_checksum(const char *bytes, size_t size_bytes)
{
    return cache_checksum(bytes + sizeof(uint64_t), size_bytes - sizeof(uint64_t));
}

size_t record_padded(size_t size_bytes)
{
    return (size_bytes + RECORD_ALIGNMENT - 1) / RECORD_ALIGNMENT * RECORD_ALIGNMENT;
}

bool record_next_evaluation(const struct record *record, size_t *position, zp_text *evaluation_out)
{
    uint64_t size = 0;
    size_t at = *position != 0 ? *position : sizeof(record->head) + (size_t)record->head.path_bytes;
    size_t left = (size_t)record->head.size_bytes - at;
    if (left < sizeof(size)) {
        return false;
    }
    memcpy(&size, record->bytes + at, sizeof(size));
    if (size == 0 || size > left - sizeof(size)) {
        return false;
    }
    *evaluation_out = (zp_text){ record->bytes + at + sizeof(size), (size_t)size };
    *position = at + sizeof(size) + (size_t)size;
    return true;
}

/* ---- windows ---- */

void cache_window_begin(struct cache_window *window, struct cache_file *file)
{
    *window = (struct cache_window){ .file = file, .next = sizeof(struct cache_head) };
}

void cache_window_end(struct cache_window *window)
{
    free(window->bytes);
    *window = (struct cache_window){ .file = window->file, .next = sizeof(struct cache_head) };
}

static bool make_room(struct cache_window *window, size_t size_bytes)
{
    size_t room = size_bytes < WINDOW_BYTES ? WINDOW_BYTES : size_bytes;
    if (room <= window->room_bytes) {
        return true;
    }
    free(window->bytes);
    window->bytes = malloc(room);
    window->room_bytes = window->bytes == NULL ? 0 : room;
    window->size_bytes = 0;
    return window->bytes != NULL;
}

static bool holds(const struct cache_window *window, uint64_t offset, size_t size_bytes)
{
    return offset >= window->from && offset - window->from <= window->size_bytes &&
           window->size_bytes - (size_t)(offset - window->from) >= size_bytes;
}

/* Bytes of the records; NULL where there are not so many. */
static const char *bytes_at(struct cache_window *window, uint64_t offset, size_t size_bytes)
{
    uint64_t end = window->file->head.index_offset;
    if (window->file->descriptor < 0 || offset > end || end - offset < size_bytes) {
        return NULL;
    }
    if (!holds(window, offset, size_bytes)) {
        if (!make_room(window, size_bytes)) {
            return NULL;
        }
        size_t wanted = end - offset < window->room_bytes ? (size_t)(end - offset) : window->room_bytes;
        window->from = offset;
        window->size_bytes = read_at(window->file->descriptor, window->bytes, wanted, offset);
    }
    return holds(window, offset, size_bytes) ? window->bytes + (offset - window->from) : NULL;
}

/* Answers whether a record can begin like that, and end where there is room for it. */
static bool read_head_at(struct cache_window *window, uint64_t offset, struct record_head *head_out)
{
    const char *bytes = bytes_at(window, offset, sizeof(*head_out));
    if (bytes == NULL) {
        return false;
    }
    memcpy(head_out, bytes, sizeof(*head_out));
    return head_out->size_bytes >= sizeof(*head_out) && head_out->size_bytes <= MOST_RECORD_BYTES &&
           head_out->size_bytes % RECORD_ALIGNMENT == 0 &&
           head_out->size_bytes <= window->file->head.index_offset - offset &&
           head_out->path_bytes <= head_out->size_bytes - sizeof(*head_out);
}

bool cache_window_read(struct cache_window *window, uint64_t offset, struct record *record_out,
                       uint64_t *size_bytes_out)
{
    struct record record = { .offset = offset };
    uint64_t size = 0;
    bool is_good = read_head_at(window, offset, &record.head);
    if (is_good) {
        size = record.head.size_bytes;
        record.bytes = bytes_at(window, offset, (size_t)size);
        is_good = record.bytes != NULL && record_checksum(record.bytes, (size_t)size) == record.head.checksum;
    }
    if (is_good) {
        *record_out = record;
    } else if (offset < window->file->head.index_offset) {
        note_damage(window->file);
    }
    if (size_bytes_out != NULL) {
        *size_bytes_out = size;
    }
    return is_good;
}

static bool read_if_named(struct cache_window *window, uint64_t offset, const struct record_name *name,
                          struct record *record_out)
{
    if (!cache_window_read(window, offset, record_out, NULL)) {
        return false;
    }
    const struct record_head *head = &record_out->head;
    return head->path_bytes == name->path_bytes && digest_equals(&head->key, name->key) &&
           memcmp(record_out->bytes + sizeof(*head), name->path, name->path_bytes) == 0;
}

/* Files were added or removed, or other threads have taken those between: it is a little further on. What is not in the
   window yet would have to be read twice. */
static bool find_near(struct cache_window *window, const struct record_name *name, uint64_t hash,
                      struct record *record_out)
{
    enum { MOST_PASSED_OVER = 64 };
    struct record_head head;
    uint64_t offset = window->next;
    for (int i = 0; i < MOST_PASSED_OVER; i++) {
        if ((i > 0 && !holds(window, offset, sizeof(head))) || !read_head_at(window, offset, &head)) {
            return false;
        }
        if (head.name_hash == hash) {
            return read_if_named(window, offset, name, record_out);
        }
        offset += head.size_bytes;
    }
    return false;
}

static bool find_anywhere(struct cache_window *window, const struct record_name *name, uint64_t hash,
                          struct record *record_out)
{
    const uint64_t *index = index_of(window->file);
    size_t count = index == NULL ? 0 : (size_t)window->file->head.record_count;
    for (size_t i = index_first(index, count, hash); i < count && index_is_of(index[i], hash); i++) {
        if (read_if_named(window, index_offset(index[i]), name, record_out)) {
            return true;
        }
    }
    return false;
}

bool cache_window_find(struct cache_window *window, const struct record_name *name, struct record *record_out)
{
    if (window->file->descriptor < 0) {
        return false;
    }
    uint64_t hash = record_name_hash(name);
    bool is_found = find_near(window, name, hash, record_out) || find_anywhere(window, name, hash, record_out);
    if (is_found) {
        window->next = record_out->offset + record_out->head.size_bytes;
    }
    return is_found;
}
