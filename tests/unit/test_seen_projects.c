/* What a batch remembers of its projects: nothing that came is forgotten, nothing that did not is found. */
#include "kept_bytes.h"
#include "run_suite.h"
#include "seen_projects.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- memory that counts and refuses ---- */

struct purse {
    size_t takes_left;
    size_t blocks_out;
    size_t bytes_out;
    size_t most_bytes_out;
};

struct block {
    size_t size_bytes;
    size_t unused; /* so that what follows is aligned */
};

static void *take(void *context, size_t size_bytes)
{
    struct purse *purse = context;
    if (purse->takes_left == 0) {
        return NULL;
    }
    purse->takes_left--;
    struct block *block = malloc(sizeof(*block) + size_bytes);
    ck_assert_ptr_nonnull(block);
    block->size_bytes = size_bytes;
    purse->blocks_out++;
    purse->bytes_out += size_bytes;
    purse->most_bytes_out = purse->bytes_out > purse->most_bytes_out ? purse->bytes_out : purse->most_bytes_out;
    return block + 1;
}

static void give_back(void *context, void *taken)
{
    struct purse *purse = context;
    struct block *block = (struct block *)taken - 1;
    purse->blocks_out--;
    purse->bytes_out -= block->size_bytes;
    free(block);
}

/* ---- a store that somebody may write into ---- */

struct shelf {
    char *bytes;
    size_t size_bytes;
    size_t room_bytes;
};

static bool shelf_put(void *context, const char *bytes, size_t size_bytes)
{
    struct shelf *shelf = context;
    if (shelf->room_bytes - shelf->size_bytes < size_bytes) {
        shelf->room_bytes = 2 * (shelf->room_bytes + size_bytes);
        shelf->bytes = realloc(shelf->bytes, shelf->room_bytes);
        ck_assert_ptr_nonnull(shelf->bytes);
    }
    memcpy(shelf->bytes + shelf->size_bytes, bytes, size_bytes);
    shelf->size_bytes += size_bytes;
    return true;
}

static bool shelf_get(void *context, uint64_t offset, char *bytes_out, size_t size_bytes)
{
    const struct shelf *shelf = context;
    ck_assert_uint_le(offset + size_bytes, shelf->size_bytes);
    memcpy(bytes_out, shelf->bytes + offset, size_bytes);
    return true;
}

/* ---- one run ---- */

static struct purse purse;
static struct memory memory = { take, give_back, &purse };
static struct purse arena_purse;
static struct memory arena_memory = { take, give_back, &arena_purse };
static struct arena arena; /* of what is found, and of what is kept */
static struct shelf shelf;
static struct kept_bytes kept;
static zp_store store;
static struct seen_projects seen;

static void begin(void)
{
    purse = (struct purse){ .takes_left = SIZE_MAX };
    arena_purse = (struct purse){ .takes_left = SIZE_MAX };
    arena_begin(&arena, &arena_memory, SIZE_MAX);
    shelf = (struct shelf){ NULL, 0, 0 };
    store = (zp_store){ shelf_put, shelf_get, &shelf };
    seen_begin(&seen, &memory, &store);
}

static void end(void)
{
    seen_end(&seen);
    arena_end(&arena);
    free(shelf.bytes);
    ck_assert_uint_eq(purse.blocks_out, 0);
    ck_assert_uint_eq(arena_purse.blocks_out, 0);
}

/* `before`, the number, `behind`. */
static struct text numbered(char *bytes, size_t room_bytes, const char *before, unsigned number, const char *behind)
{
    int size_bytes = snprintf(bytes, room_bytes, "%s%u%s", before, number, behind);
    return (struct text){ bytes, (size_t)size_bytes };
}

/* Answers the file of the project that came first; no bytes where this one did. */
static struct text first_file(struct text name, int32_t year, struct text file)
{
    struct text first = { NULL, 0 };
    return seen_before(&seen, &arena, name, year, file, &first) ? first : (struct text){ NULL, 0 };
}

START_TEST(names_and_years_are_told_apart)
{
    ck_assert_ptr_null(first_file(TEXT("培训"), 2023, TEXT("a.yaml")).bytes);
    ck_assert_ptr_null(first_file(TEXT("培训"), 2022, TEXT("b.yaml")).bytes);
    ck_assert_ptr_null(first_file(TEXT("培训费"), 2023, TEXT("c.yaml")).bytes);
    ck_assert_ptr_null(first_file(TEXT("培"), 2023, TEXT("")).bytes);
    ck_assert_ptr_null(first_file(TEXT("a\0b"), 2023, TEXT("d.yaml")).bytes);
    ck_assert_ptr_null(first_file(TEXT("a"), 2023, TEXT("e.yaml")).bytes);
    ck_assert(text_equals(first_file(TEXT("培训"), 2023, TEXT("f.yaml")), TEXT("a.yaml")));
    ck_assert(text_equals(first_file(TEXT("培训"), 2022, TEXT("f.yaml")), TEXT("b.yaml")));
    ck_assert(text_equals(first_file(TEXT("培训费"), 2023, TEXT("f.yaml")), TEXT("c.yaml")));
    ck_assert(text_equals(first_file(TEXT("a\0b"), 2023, TEXT("f.yaml")), TEXT("d.yaml")));
    struct text first;
    ck_assert(seen_before(&seen, &arena, TEXT("培"), 2023, TEXT("f.yaml"), &first));
    ck_assert_uint_eq(first.size_bytes, 0);
    ck_assert(!seen.has_lost_records);
}
END_TEST

/* A hash says where to look, never what was found. */
START_TEST(equal_hashes_prove_nothing)
{
    ck_assert_ptr_null(first_file(TEXT("培训"), 2023, TEXT("a.yaml")).bytes);
    ck_assert(text_equals(first_file(TEXT("培训"), 2023, TEXT("b.yaml")), TEXT("a.yaml")));
    size_t name_offset = 24;
    ck_assert_int_eq(memcmp(shelf.bytes + name_offset, "培训", 6), 0);
    memcpy(shelf.bytes + name_offset, "培养", 6); /* as if another name had the same hash */
    ck_assert_ptr_null(first_file(TEXT("培训"), 2023, TEXT("c.yaml")).bytes);
    ck_assert(text_equals(first_file(TEXT("培训"), 2023, TEXT("d.yaml")), TEXT("c.yaml")));
    ck_assert(!seen.has_lost_records);
}
END_TEST

START_TEST(many_are_remembered_in_little_memory)
{
    enum { PROJECTS = 300000, MOST_BYTES_EACH = 16, LOOKED_FOR = 7 };
    char name[64];
    char file[64];
    for (unsigned i = 0; i < PROJECTS; i++) {
        struct text first = first_file(numbered(name, sizeof(name), "某省某市某局某某项目第", i, "号"),
                                       2000 + (int)(i % 9), numbered(file, sizeof(file), "folder/", i, ".yaml"));
        ck_assert_ptr_null(first.bytes);
    }
    ck_assert_uint_le(purse.most_bytes_out, (size_t)PROJECTS * MOST_BYTES_EACH);
    for (unsigned i = 0; i < PROJECTS; i += LOOKED_FOR) {
        arena_rewind(&arena);
        struct text first = first_file(numbered(name, sizeof(name), "某省某市某局某某项目第", i, "号"),
                                       2000 + (int)(i % 9), TEXT("again"));
        ck_assert(text_equals(first, numbered(file, sizeof(file), "folder/", i, ".yaml")));
    }
}
END_TEST

/* Texts longer than any buffer. */
START_TEST(long_texts_are_remembered)
{
    enum { LONG_BYTES = 100000 };
    char *name = malloc(LONG_BYTES);
    char *file = malloc(LONG_BYTES);
    ck_assert(name != NULL && file != NULL);
    memset(name, 'n', LONG_BYTES);
    memset(file, 'f', LONG_BYTES);
    struct text long_file = { file, LONG_BYTES };
    ck_assert_ptr_null(first_file((struct text){ name, LONG_BYTES }, 2023, long_file).bytes);
    ck_assert_ptr_null(first_file((struct text){ name, LONG_BYTES - 1 }, 2023, TEXT("b")).bytes);
    name[LONG_BYTES / 2] = 'm';
    ck_assert_ptr_null(first_file((struct text){ name, LONG_BYTES }, 2023, TEXT("c")).bytes);
    name[LONG_BYTES / 2] = 'n';
    ck_assert(text_equals(first_file((struct text){ name, LONG_BYTES }, 2023, TEXT("d")), long_file));
    free(name);
    free(file);
}
END_TEST

START_TEST(memory_keeps_what_a_store_would)
{
    enum { PROJECTS = 5000 };
    char name[64];
    char file[64];
    store = kept_bytes_store(&kept, &arena);
    seen_end(&seen);
    seen_begin(&seen, &memory, &store);
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < PROJECTS; i++) {
            struct text expected = numbered(file, sizeof(file), "folder/", i, ".yaml");
            struct text first = first_file(numbered(name, sizeof(name), "第", i, "号"), 2023, expected);
            ck_assert(round == 0 ? first.bytes == NULL : text_equals(first, expected));
        }
    }
}
END_TEST

static void remember_some(void)
{
    char name[64];
    for (unsigned i = 0; i < 200; i++) {
        ck_assert_ptr_null(first_file(numbered(name, sizeof(name), "第", i, "号"), 2023, TEXT("a.yaml")).bytes);
    }
}

static bool escapes(void (*work)(void))
{
    jmp_buf escape;
    if (setjmp(escape) != 0) {
        return true;
    }
    arena.escape = &escape;
    work();
    return false;
}

START_TEST(refused_memory_leaves)
{
    seen_end(&seen);
    seen_begin(&seen, &memory, &store);
    shelf.size_bytes = 0;
    purse.takes_left = (size_t)_i;
    ck_assert(escapes(remember_some));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("seen projects");
    TCase *tests = tcase_create("seen projects");
    tcase_set_timeout(tests, 300);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, names_and_years_are_told_apart);
    tcase_add_test(tests, equal_hashes_prove_nothing);
    tcase_add_test(tests, many_are_remembered_in_little_memory);
    tcase_add_test(tests, long_texts_are_remembered);
    tcase_add_test(tests, memory_keeps_what_a_store_would);
    tcase_add_loop_test(tests, refused_memory_leaves, 0, 40);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
