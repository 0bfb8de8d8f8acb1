/* The file of --cache: what was put in comes out, or nothing does. */
#include "cache.h"
#include "run_suite.h"

#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 64, FILES = 5 };

static char folder[] = "/tmp/ziping-test-cache-XXXXXX";
static const struct digest key = { { 1, 2, 3 } };
static const struct digest other_key = { { 9 } };

/* ---- files ---- */

static void write_file(const char *path, const char *bytes, size_t size_bytes)
{
    unlink(path); /* a file that is cut to nothing is written to the disk when it is closed */
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size_bytes, file), size_bytes);
    ck_assert_int_eq(fclose(file), 0);
}

static char *read_file(const char *path, size_t *size_bytes_out)
{
    struct stat about;
    ck_assert_int_eq(stat(path, &about), 0);
    char *bytes = malloc((size_t)about.st_size + 1);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(bytes);
    ck_assert_ptr_nonnull(file);
    *size_bytes_out = fread(bytes, 1, (size_t)about.st_size, file);
    ck_assert_uint_eq(*size_bytes_out, (size_t)about.st_size);
    fclose(file);
    return bytes;
}

static const char *path_of(int file)
{
    static char path[PATH_ROOM];
    snprintf(path, sizeof(path), "file-%05d.yaml", file);
    return path;
}

static struct record_name name_of(const char *path, const struct digest *of_key)
{
    return (struct record_name){ path, strlen(path), of_key };
}

static void begin_folder(void)
{
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    for (int i = 0; i < FILES; i++) {
        write_file(path_of(i), path_of(i), strlen(path_of(i)));
    }
    ck_assert_ptr_nonnull(freopen("messages", "w", stderr));
}

static void end_folder(void)
{
    DIR *opened = opendir(".");
    ck_assert_ptr_nonnull(opened);
    for (const struct dirent *entry; (entry = readdir(opened)) != NULL;) {
        if (unlink(entry->d_name) != 0) {
            (void)rmdir(entry->d_name);
        }
    }
    closedir(opened);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

static bool was_said(const char *word)
{
    size_t size = 0;
    fflush(stderr);
    char *said = read_file("messages", &size);
    said[size] = '\0';
    bool is_there = strstr(said, word) != NULL;
    free(said);
    return is_there;
}

/* ---- runs ---- */

/* Waiting for a file to settle would take seconds: the clock of the run is put forward instead. */
static struct cache *open_settled(void)
{
    struct cache *cache = cache_open("cache", ZP_ENGLISH);
    struct cache_window window;
    cache_look_begin(cache, &window);
    window.file->opened_seconds += 10;
    cache_window_end(&window);
    return cache;
}

/* What is kept of a file: two evaluations, which are words that its path decides. */
static void put_evaluations(struct cache *cache, const char *path)
{
    zp_sink first = cache_keep(cache);
    ck_assert(first.put(first.context, "first of ", 9));
    ck_assert(first.put(first.context, path, strlen(path)));
    zp_sink second = cache_keep(cache);
    ck_assert(second.put(second.context, "second", 6));
}

static bool are_evaluations_of(const struct record *record, const char *path)
{
    size_t position = 0;
    zp_text first, second, none;
    return record->head.evaluation_count == 2 && record_next_evaluation(record, &position, &first) &&
           first.size_bytes == 9 + strlen(path) && memcmp(first.bytes + 9, path, strlen(path)) == 0 &&
           record_next_evaluation(record, &position, &second) && second.size_bytes == 6 &&
           memcmp(second.bytes, "second", 6) == 0 && !record_next_evaluation(record, &position, &none);
}

/* As a run does for a file: looks, reads where it must, puts in. Answers how the file was found. */
static enum file_state run_file(struct cache *cache, struct cache_window *window, const char *path,
                                const struct digest *of_key)
{
    struct cached_file about;
    struct record record;
    struct record_name name = name_of(path, of_key);
    struct file_place place = { AT_FDCWD, path };
    bool is_known = cache_look(window, &place, &name, &about, &record);
    if (is_known) {
        ck_assert(are_evaluations_of(&record, path));
    }
    if (about.state != FILE_AS_KEPT) {
        size_t size = 0;
        char *bytes = read_file(path, &size);
        cache_compare(is_known ? &record : NULL, bytes, size, &about);
        free(bytes);
    }
    cache_begin_file(cache, &name);
    if (about.state == FILE_READ) {
        put_evaluations(cache, path);
    }
    cache_end_file(cache, &about);
    return about.state;
}

/* A run over the first `count` files. Answers how many came from the cache. */
static int run_files(int count, const struct digest *of_key)
{
    struct cache *cache = open_settled();
    struct cache_window window;
    int found = 0;
    cache_look_begin(cache, &window);
    for (int i = 0; i < count; i++) {
        found += run_file(cache, &window, path_of(i), of_key) == FILE_AS_KEPT;
    }
    cache_window_end(&window);
    cache_close(cache, true);
    return found;
}

static enum file_state look_at(const char *path, const struct digest *of_key)
{
    struct cache *cache = open_settled();
    struct cache_window window;
    struct cached_file about;
    struct record record;
    struct record_name name = name_of(path, of_key);
    cache_look_begin(cache, &window);
    struct file_place place = { AT_FDCWD, path };
    cache_look(&window, &place, &name, &about, &record);
    cache_window_end(&window);
    cache_close(cache, true);
    return about.state;
}

/* ---- what it is for ---- */

START_TEST(files_that_were_not_touched_are_not_read)
{
    ck_assert_int_eq(run_files(FILES, &key), 0);
    for (int i = 0; i < FILES; i++) {
        ck_assert_int_eq(look_at(path_of(i), &key), FILE_AS_KEPT);
        ck_assert_int_eq(look_at(path_of(i), &other_key), FILE_UNKNOWN);
    }
    ck_assert_int_eq(run_files(FILES, &key), FILES);
    ck_assert(!was_said("cache"));
}
END_TEST

START_TEST(where_nothing_is_new_nothing_is_written)
{
    struct stat before, after;
    run_files(FILES, &key);
    ck_assert_int_eq(stat("cache", &before), 0);
    ck_assert_int_eq(run_files(FILES, &key), FILES);
    ck_assert_int_eq(run_files(2, &key), 2);
    ck_assert_int_eq(stat("cache", &after), 0);
    ck_assert(before.st_ino == after.st_ino && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}
END_TEST

START_TEST(a_touched_file_is_known_by_its_bytes)
{
    static const struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
    run_files(FILES, &key);
    ck_assert_int_eq(utimensat(AT_FDCWD, path_of(2), times, 0), 0);
    ck_assert_int_eq(look_at(path_of(2), &key), FILE_UNKNOWN);
    ck_assert_int_eq(run_files(FILES, &key), FILES);
    ck_assert_int_eq(look_at(path_of(2), &key), FILE_AS_KEPT);
}
END_TEST

START_TEST(a_changed_file_is_read_again)
{
    run_files(FILES, &key);
    write_file(path_of(3), "FILE-00003.yaml", 15); /* as long as before */
    ck_assert_int_eq(run_files(FILES, &key), FILES - 1);
    ck_assert_int_eq(run_files(FILES, &key), FILES);
}
END_TEST

START_TEST(a_file_that_just_changed_is_not_trusted)
{
    for (int round = 0; round < 2; round++) {
        struct cache *cache = cache_open("cache", ZP_ENGLISH);
        struct cache_window window;
        struct cached_file about;
        struct record record;
        struct record_name name = name_of(path_of(0), &key);
        cache_look_begin(cache, &window);
        struct file_place place = { AT_FDCWD, path_of(0) };
        ck_assert_int_eq(cache_look(&window, &place, &name, &about, &record), round == 1);
        ck_assert_int_eq(about.state, FILE_UNKNOWN);
        cache_window_end(&window);
        cache_look_begin(cache, &window);
        ck_assert_int_eq(run_file(cache, &window, path_of(0), &key), round == 1 ? FILE_AS_KEPT : FILE_READ);
        cache_window_end(&window);
        cache_close(cache, true);
    }
}
END_TEST

/* One whose evaluations are not all there is not put in. */
START_TEST(half_a_file_is_not_kept)
{
    struct cache *cache = open_settled();
    struct cache_window window;
    struct cached_file about;
    struct record record;
    struct record_name name = name_of(path_of(0), &key);
    struct file_place place = { AT_FDCWD, path_of(0) };
    cache_look_begin(cache, &window);
    for (int missing = 0; missing < 3; missing++) {
        cache_look(&window, &place, &name, &about, &record);
        cache_compare(NULL, "", 0, &about);
        cache_begin_file(cache, &name);
        for (int i = 0; i < 3; i++) {
            zp_sink sink = cache_keep(cache);
            (void)(i != missing && sink.put(sink.context, "some", 4));
        }
        cache_end_file(cache, &about);
    }
    cache_window_end(&window);
    cache_close(cache, true);
    ck_assert_int_ne(access("cache", F_OK), 0);
}
END_TEST

/* Of what is never there all at once. */
START_TEST(a_large_file_is_known_by_its_stamp_alone)
{
    static const struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
    struct cache *cache = open_settled();
    struct cache_window window;
    struct cached_file about;
    struct record record;
    struct record_name name = name_of(path_of(0), &key);
    struct file_place place = { AT_FDCWD, path_of(0) };
    cache_look_begin(cache, &window);
    cache_look(&window, &place, &name, &about, &record);
    cache_do_not_compare(&about);
    ck_assert_int_eq(about.state, FILE_READ);
    cache_begin_file(cache, &name);
    put_evaluations(cache, path_of(0));
    cache_end_file(cache, &about);
    cache_window_end(&window);
    cache_close(cache, true);
    ck_assert_int_eq(look_at(path_of(0), &key), FILE_AS_KEPT);
    ck_assert_int_eq(utimensat(AT_FDCWD, path_of(0), times, 0), 0);
    ck_assert_int_eq(run_files(1, &key), 0);
}
END_TEST

START_TEST(what_is_no_regular_file_is_not_kept)
{
    ck_assert_int_eq(mkdir("a-folder", 0700), 0);
    struct cache *cache = open_settled();
    struct cache_window window;
    struct cached_file about;
    struct record record;
    const char *const paths[] = { "a-folder", "/dev/null", "not-there" };
    cache_look_begin(cache, &window);
    for (size_t i = 0; i < 3; i++) {
        struct record_name name = name_of(paths[i], &key);
        struct file_place place = { AT_FDCWD, paths[i] };
        ck_assert(!cache_look(&window, &place, &name, &about, &record));
        cache_compare(NULL, "", 0, &about);
        ck_assert_int_eq(about.state, FILE_UNKNOWN);
        cache_begin_file(cache, &name);
        put_evaluations(cache, paths[i]);
        cache_end_file(cache, &about);
    }
    cache_window_end(&window);
    cache_close(cache, true);
    ck_assert_int_ne(access("cache", F_OK), 0);
}
END_TEST

/* In any order, with some gone and some new, and with much more between two files than a window holds. */
START_TEST(files_are_found_in_any_order)
{
    enum { MANY = 3000 };
    struct cache *cache = open_settled();
    struct cache_window window;
    struct cached_file about;
    struct record record;
    char *filling = calloc(1, 4096);
    ck_assert_ptr_nonnull(filling);
    cache_look_begin(cache, &window);
    ck_assert_int_eq(stat(path_of(0), &(struct stat){ 0 }), 0);
    for (int i = 0; i < MANY; i++) {
        char path[PATH_ROOM];
        snprintf(path, sizeof(path), "./%s%0*d", "../../dev/null", 1 + i % 40, i); /* never looked at */
        struct record_name name = name_of(path, &key);
        about = (struct cached_file){ .state = FILE_READ };
        cache_begin_file(cache, &name);
        zp_sink sink = cache_keep(cache);
        ck_assert(sink.put(sink.context, path, strlen(path)) && sink.put(sink.context, filling, (size_t)i % 4096));
        cache_end_file(cache, &about);
    }
    free(filling);
    cache_window_end(&window);
    cache_close(cache, true);
    cache = open_settled();
    cache_look_begin(cache, &window);
    for (int i = 0, at = 17; i < MANY; i++, at = (at + (i % 3 == 0 ? 1 : 1013)) % MANY) {
        char path[PATH_ROOM];
        zp_text evaluation;
        size_t position = 0;
        snprintf(path, sizeof(path), "./%s%0*d", "../../dev/null", 1 + at % 40, at);
        struct record_name name = name_of(path, &key);
        ck_assert(cache_window_find(&window, &name, &record));
        ck_assert(record_next_evaluation(&record, &position, &evaluation));
        ck_assert_uint_eq(evaluation.size_bytes, strlen(path) + (size_t)at % 4096);
        ck_assert_int_eq(memcmp(evaluation.bytes, path, strlen(path)), 0);
        name.key = &other_key;
        ck_assert(!cache_window_find(&window, &name, &record));
    }
    cache_window_end(&window);
    cache_close(cache, true);
    ck_assert(!was_said("cache"));
}
END_TEST

START_TEST(what_is_not_asked_for_goes_in_time)
{
    run_files(FILES, &other_key);
    for (int round = 0; round < 10; round++) {
        char changed[2] = { (char)('a' + round), 0 };
        ck_assert_int_eq(look_at(path_of(1), &other_key), round < 8 ? FILE_AS_KEPT : FILE_UNKNOWN);
        write_file(path_of(0), changed, 1);
        run_files(FILES, &key);
    }
    ck_assert_int_eq(run_files(FILES, &key), FILES);
}
END_TEST

/* ---- what may be wrong with it ---- */

/* Looks for every record, forwards and backwards, with and without the index. What is found must be true. */
static void look_for_all(void)
{
    struct cache *cache = open_settled();
    struct cache_window window;
    struct record record;
    cache_look_begin(cache, &window);
    for (int i = 0; i < 2 * FILES; i++) {
        const char *path = path_of(i < FILES ? i : 2 * FILES - 1 - i);
        struct record_name name = name_of(path, &key);
        if (cache_window_find(&window, &name, &record)) {
            ck_assert(are_evaluations_of(&record, path));
            ck_assert_int_eq(digest_equals(&record.head.content, &(struct digest){ { 0 } }), 0);
        }
    }
    cache_window_end(&window);
    cache_close(cache, true);
}

START_TEST(no_changed_bit_is_believed)
{
    size_t size = 0;
    run_files(FILES, &key);
    char *bytes = read_file("cache", &size);
    for (size_t bit = 0; bit < 8 * size; bit++) {
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
        write_file("cache", bytes, size);
        look_for_all();
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
    }
    free(bytes);
    ck_assert(was_said("the cache cache is damaged"));
    ck_assert(was_said("cache is no cache of ziping"));
}
END_TEST

START_TEST(no_other_length_is_believed)
{
    size_t size = 0;
    run_files(FILES, &key);
    char *bytes = read_file("cache", &size);
    for (size_t length = 0; length < size; length++) {
        write_file("cache", bytes, length);
        look_for_all();
        ck_assert_int_eq(look_at(path_of(0), &key), FILE_UNKNOWN);
    }
    bytes[size] = '\0'; /* read_file left room for one */
    write_file("cache", bytes, size + 1);
    ck_assert_int_eq(look_at(path_of(0), &key), FILE_UNKNOWN);
    free(bytes);
}
END_TEST

/* Damage in the middle costs what it hits, and the next run mends it. */
START_TEST(a_damaged_cache_is_mended)
{
    size_t size = 0;
    run_files(FILES, &key);
    char *bytes = read_file("cache", &size);
    for (size_t i = 0; i < size; i++) {
        bool is_magic = i < 16;
        bytes[i] = (char)(bytes[i] ^ 0x55);
        write_file("cache", bytes, size);
        int found = run_files(FILES, &key);
        ck_assert_int_le(found, FILES);
        if (!is_magic) {
            ck_assert_int_eq(run_files(FILES, &key), FILES);
        } else {
            ck_assert_int_eq(found, 0);
        }
        bytes[i] = (char)(bytes[i] ^ 0x55);
    }
    free(bytes);
}
END_TEST

START_TEST(a_foreign_file_stays_as_it_is)
{
    static const char form[] = "项目名称: 不是缓存\n";
    size_t size = 0;
    write_file("cache", form, sizeof(form) - 1);
    ck_assert_int_eq(run_files(FILES, &key), 0);
    char *bytes = read_file("cache", &size);
    ck_assert_uint_eq(size, sizeof(form) - 1);
    ck_assert_int_eq(memcmp(bytes, form, size), 0);
    free(bytes);
    ck_assert(was_said("cache is no cache of ziping"));
}
END_TEST

START_TEST(a_folder_is_no_cache)
{
    ck_assert_int_eq(mkdir("cache", 0700), 0);
    ck_assert_int_eq(run_files(FILES, &key), 0);
    ck_assert(was_said("cannot be read: is a folder"));
}
END_TEST

START_TEST(a_cache_without_a_place_is_said)
{
    struct cache *cache = cache_open("not-there/cache", ZP_ENGLISH);
    struct cache_window window;
    cache_look_begin(cache, &window);
    ck_assert_int_eq(run_file(cache, &window, path_of(0), &key), FILE_READ);
    ck_assert_int_eq(run_file(cache, &window, path_of(1), &key), FILE_READ);
    cache_window_end(&window);
    cache_close(cache, true);
    ck_assert(was_said("cannot be written: no such file"));
}
END_TEST

START_TEST(an_empty_file_may_become_a_cache)
{
    write_file("cache", "", 0);
    ck_assert_int_eq(chmod("cache", 0640), 0);
    run_files(FILES, &key);
    ck_assert_int_eq(run_files(FILES, &key), FILES);
    struct stat about;
    ck_assert_int_eq(stat("cache", &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0640);
}
END_TEST

START_TEST(two_runs_at_once_do_not_mix)
{
    int other = open("cache.new", O_RDWR | O_CREAT, 0600);
    ck_assert_int_ge(other, 0);
    ck_assert_int_eq(flock(other, LOCK_EX), 0);
    ck_assert_int_eq(run_files(FILES, &key), 0);
    ck_assert(was_said("is being written by another run"));
    ck_assert_int_eq(access("cache.new", F_OK), 0);
    ck_assert_int_ne(access("cache", F_OK), 0);
    close(other);
    ck_assert_int_eq(run_files(FILES, &key), 0); /* what a killed run left behind is no hindrance */
    ck_assert_int_eq(run_files(FILES, &key), FILES);
    ck_assert_int_ne(access("cache.new", F_OK), 0);
}
END_TEST

START_TEST(an_unfinished_run_changes_nothing)
{
    run_files(2, &key);
    struct cache *cache = open_settled();
    struct cache_window window;
    cache_look_begin(cache, &window);
    for (int i = 0; i < FILES; i++) {
        run_file(cache, &window, path_of(i), &key);
    }
    cache_window_end(&window);
    cache_close(cache, false);
    ck_assert_int_ne(access("cache.new", F_OK), 0);
    ck_assert_int_eq(look_at(path_of(1), &key), FILE_AS_KEPT);
    ck_assert_int_eq(look_at(path_of(2), &key), FILE_UNKNOWN);
}
END_TEST

START_TEST(what_is_too_much_is_not_kept)
{
    struct cache *cache = open_settled();
    struct cache_window window;
    struct cached_file about;
    struct record record;
    struct record_name name = name_of(path_of(0), &key);
    char *much = calloc(1, 1 << 20);
    ck_assert_ptr_nonnull(much);
    cache_look_begin(cache, &window);
    struct file_place place = { AT_FDCWD, path_of(0) };
    cache_look(&window, &place, &name, &about, &record);
    cache_compare(NULL, "", 0, &about);
    cache_begin_file(cache, &name);
    zp_sink sink = cache_keep(cache);
    int taken = 0;
    while (sink.put(sink.context, much, 1 << 20)) {
        taken++;
    }
    ck_assert_int_le(taken, 16);
    free(much);
    cache_end_file(cache, &about);
    run_file(cache, &window, path_of(1), &key);
    cache_window_end(&window);
    cache_close(cache, true);
    ck_assert_int_eq(look_at(path_of(0), &key), FILE_UNKNOWN);
    ck_assert_int_eq(look_at(path_of(1), &key), FILE_AS_KEPT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cache");
    TCase *tests = tcase_create("cache");
    tcase_set_timeout(tests, 300);
    tcase_add_checked_fixture(tests, begin_folder, end_folder);
    tcase_add_test(tests, files_that_were_not_touched_are_not_read);
    tcase_add_test(tests, where_nothing_is_new_nothing_is_written);
    tcase_add_test(tests, a_touched_file_is_known_by_its_bytes);
    tcase_add_test(tests, a_changed_file_is_read_again);
    tcase_add_test(tests, a_file_that_just_changed_is_not_trusted);
    tcase_add_test(tests, half_a_file_is_not_kept);
    tcase_add_test(tests, a_large_file_is_known_by_its_stamp_alone);
    tcase_add_test(tests, what_is_no_regular_file_is_not_kept);
    tcase_add_test(tests, files_are_found_in_any_order);
    tcase_add_test(tests, what_is_not_asked_for_goes_in_time);
    tcase_add_test(tests, no_changed_bit_is_believed);
    tcase_add_test(tests, no_other_length_is_believed);
    tcase_add_test(tests, a_damaged_cache_is_mended);
    tcase_add_test(tests, a_foreign_file_stays_as_it_is);
    tcase_add_test(tests, a_folder_is_no_cache);
    tcase_add_test(tests, a_cache_without_a_place_is_said);
    tcase_add_test(tests, an_empty_file_may_become_a_cache);
    tcase_add_test(tests, two_runs_at_once_do_not_mix);
    tcase_add_test(tests, an_unfinished_run_changes_nothing);
    tcase_add_test(tests, what_is_too_much_is_not_kept);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
