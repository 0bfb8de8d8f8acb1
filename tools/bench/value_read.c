/* What the reading of one cell costs: targets and achieved values mixed as in the corpus, few enough to stay in the
   cache, as they are when a document has just been read. First every one is held against the rules alone, then three
   ways are timed in turn, and the median of the runs is printed: `read` is value_read; `anew` does without what is
   remembered of whole texts; `by_rules` tries the rules alone. It looks inside, through headers of the unit tests.
   Usage: value_read [PROJECTS [RUNS]]. */
#include "corpus_indicator.h"
#include "value_difference.h"
#include "value_words.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_RUNS = 99, CELLS_OF_PROJECT = 2 * INDICATORS };

struct cell_to_read {
    struct text text;
    enum value_role role;
    int32_t year;
};

struct bench {
    struct arena arena; /* vocabulary and cells */
    struct arena units; /* of one project: rewound */
    struct value_reader *reader;
    struct value_workspace *workspace;
    struct cell_to_read *cells;
    size_t cell_count;
};

_Noreturn static void give_up(const char *why)
{
    (void)fprintf(stderr, "value_read: %s\n", why);
    exit(1);
}

static void *take(void *context, size_t size_bytes)
{
    (void)context;
    return malloc(size_bytes);
}

static void give_back(void *context, void *block)
{
    (void)context;
    free(block);
}

static void reader_make(struct bench *bench, const struct memory *memory)
{
    bench->reader = reader_of_folder(&bench->arena, memory, INDICATORS_FOLDER);
    bench->workspace = bench->reader == NULL ? NULL : value_workspace_create(bench->reader);
    if (bench->workspace == NULL) {
        give_up("the words of " INDICATORS_FOLDER " cannot be read");
    }
}

static void cell_add(struct bench *bench, const struct short_text *text, enum value_role role, int32_t year)
{
    bench->cells[bench->cell_count++] =
        (struct cell_to_read){ arena_text(&bench->arena, text_of(text->bytes)), role, year };
}

/* The indicators of made-up projects; one project in seven misses many of its targets. */
static void cells_make(struct bench *bench, size_t projects)
{
    bench->cells = ARENA_ARRAY(&bench->arena, struct cell_to_read, projects * CELLS_OF_PROJECT);
    for (size_t i = 0; i < projects; i++) {
        struct chance chance = { .state = UINT64_C(1000000007) + i };
        int year = (int)chance_between(&chance, 2021, 2024);
        struct circumstances circumstances = { .year = year, .missed_per_mille = i % 7 == 0 ? 400 : 70 };
        struct indicator indicators[INDICATORS];
        indicators_make(&chance, circumstances, indicators);
        for (size_t k = 0; k < INDICATORS; k++) {
            cell_add(bench, &indicators[k].target, VALUE_TARGET, year);
            cell_add(bench, &indicators[k].achieved, VALUE_ACHIEVED, year);
        }
    }
}

typedef struct value reading(struct value_workspace *workspace, struct arena *arena, struct text text,
                             enum value_role role, int32_t year);

static struct value cell_read(struct bench *bench, reading *read, const struct cell_to_read *cell)
{
    return read(bench->workspace, &bench->units, cell->text, cell->role, cell->year);
}

static void ways_compare(struct bench *bench)
{
    for (size_t i = 0; i < bench->cell_count; i++) {
        const struct cell_to_read *cell = &bench->cells[i];
        struct value expected = cell_read(bench, value_read_by_rules, cell);
        struct value anew = cell_read(bench, value_read_anew, cell);
        struct value read = cell_read(bench, value_read, cell);
        if (value_difference(&anew, &expected) != NULL || value_difference(&read, &expected) != NULL) {
            (void)fprintf(stderr, "%.*s\n", (int)cell->text.size_bytes, cell->text.bytes);
            give_up("is not read as by the rules");
        }
        arena_rewind(&bench->units);
    }
}

static double seconds_now(void)
{
    struct timespec now;
    (void)timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Nanoseconds a cell. */
static double way_time(struct bench *bench, reading *read)
{
    size_t numbers = 0;
    double began = seconds_now();
    for (size_t i = 0; i < bench->cell_count; i++) {
        struct value value = cell_read(bench, read, &bench->cells[i]);
        numbers += value_is_measure(&value);
        if (i % CELLS_OF_PROJECT == 0) {
            arena_rewind(&bench->units);
        }
    }
    double seconds = seconds_now() - began;
    if (numbers == 0) {
        give_up("nothing is a number");
    }
    return seconds * 1e9 / (double)bench->cell_count;
}

static int compare_times(const void *a, const void *b)
{
    const double *first = a;
    const double *second = b;
    return (*first > *second) - (*first < *second);
}

static void ways_time(struct bench *bench, size_t runs)
{
    static const struct {
        const char *name;
        reading *read;
    } ways[] = { { "read", value_read }, { "anew", value_read_anew }, { "by_rules", value_read_by_rules } };
    double times[COUNT_OF(ways)][MOST_RUNS];
    for (size_t run = 0; run < runs; run++) {
        for (size_t way = 0; way < COUNT_OF(ways); way++) {
            times[way][run] = way_time(bench, ways[way].read);
        }
    }
    for (size_t way = 0; way < COUNT_OF(ways); way++) {
        qsort(times[way], runs, sizeof(times[way][0]), compare_times);
        printf("%s %.1f ns\n", ways[way].name, times[way][runs / 2]);
    }
}

int main(int argument_count, char **arguments)
{
    size_t projects = argument_count > 1 ? strtoul(arguments[1], NULL, 10) : 1000;
    size_t runs = argument_count > 2 ? strtoul(arguments[2], NULL, 10) : 25;
    if (argument_count > 3 || projects == 0 || projects > 1000000 || runs == 0 || runs > MOST_RUNS) {
        (void)fputs("usage: value_read [PROJECTS [RUNS]]\n", stderr);
        return 2;
    }
    const struct memory memory = { take, give_back, NULL };
    struct bench bench = { .cell_count = 0 };
    jmp_buf escape;
    arena_begin(&bench.arena, &memory, SIZE_MAX);
    arena_begin(&bench.units, &memory, SIZE_MAX);
    bench.arena.escape = bench.units.escape = &escape;
    if (setjmp(escape) != 0) {
        give_up("there is no memory");
    }
    reader_make(&bench, &memory);
    cells_make(&bench, projects);
    ways_compare(&bench);
    printf("cells %zu\n", bench.cell_count);
    ways_time(&bench, runs);
    value_workspace_destroy(bench.workspace);
    value_reader_destroy(bench.reader);
    arena_end(&bench.units);
    arena_end(&bench.arena);
    return 0;
}
