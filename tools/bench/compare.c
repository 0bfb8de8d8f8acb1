/* Runs two commands in turn, A B A B, and prints a row of a table: what is compared, the median wall time of each, the
   median of the ratios A ÷ B of neighbouring runs (wall time, processor time), how many times quicker A is, and the
   peak memory of each. Their output is thrown away.
   Usage: compare RUNS WHAT 'COMMAND A' 'COMMAND B' ['COMMAND BEFORE EACH'] (each is given to a shell; the last is not
   measured). */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 99 };

/* Times in microseconds. */
struct run {
    int64_t wall;
    int64_t processor;
    int64_t peak_kibibytes;
};

static int64_t microseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t microseconds_of(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

static int run_once(const char *command, struct run *run)
{
    int64_t start = microseconds_now();
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, STDOUT_FILENO);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return 0;
    }
    run->wall = microseconds_now() - start;
    run->processor = microseconds_of(usage.ru_utime) + microseconds_of(usage.ru_stime);
    run->peak_kibibytes = usage.ru_maxrss;
    return 1;
}

static int run_prepared(const char *before, const char *command, struct run *run)
{
    struct run preparation;
    return (before == NULL || run_once(before, &preparation)) && run_once(command, run);
}

static int compare_numbers(const void *a, const void *b)
{
    int64_t first = *(const int64_t *)a;
    int64_t second = *(const int64_t *)b;
    return (first > second) - (first < second);
}

static int64_t median(int64_t *numbers, int count)
{
    qsort(numbers, (size_t)count, sizeof(numbers[0]), compare_numbers);
    return numbers[count / 2];
}

/* What is measured of a run. */
enum measure { WALL, PROCESSOR, PEAK };

static int64_t measure_of(const struct run *run, enum measure measure)
{
    switch (measure) {
    case WALL:
        return run->wall;
    case PROCESSOR:
        return run->processor;
    case PEAK:
        return run->peak_kibibytes;
    }
    return 0;
}

static int64_t median_of(const struct run *runs, int count, enum measure measure)
{
    int64_t numbers[MOST_RUNS];
    for (int i = 0; i < count; i++) {
        numbers[i] = measure_of(&runs[i], measure);
    }
    return median(numbers, count);
}

static int64_t median_ratio_per_mille(const struct run *a, const struct run *b, int count, enum measure measure)
{
    int64_t ratios[MOST_RUNS];
    for (int i = 0; i < count; i++) {
        ratios[i] = (measure_of(&a[i], measure) * 1000 + 500) / (measure_of(&b[i], measure) + 1);
    }
    return median(ratios, count);
}

static void print_thousandths(int64_t number)
{
    printf(" %lld.%03lld |", (long long)(number / 1000), (long long)(number % 1000));
}

static void print_row(const char *what, const struct run *a, const struct run *b, int count)
{
    int64_t wall_ratio = median_ratio_per_mille(a, b, count, WALL);
    int64_t tenths = (median_ratio_per_mille(b, a, count, WALL) + 50) / 100;
    printf("| %s |", what);
    print_thousandths(median_of(a, count, WALL) / 1000);
    print_thousandths(median_of(b, count, WALL) / 1000);
    print_thousandths(wall_ratio);
    print_thousandths(median_ratio_per_mille(a, b, count, PROCESSOR));
    printf(" %lld.%lld |", (long long)(tenths / 10), (long long)(tenths % 10));
    printf(" %lld / %lld |\n", (long long)(median_of(a, count, PEAK) / 1024),
           (long long)(median_of(b, count, PEAK) / 1024));
    fflush(stdout);
}

int main(int argument_count, char **arguments)
{
    struct run a[MOST_RUNS];
    struct run b[MOST_RUNS];
    int count = argument_count == 5 || argument_count == 6 ? atoi(arguments[1]) : 0;
    const char *before = argument_count == 6 ? arguments[5] : NULL;
    if (count < 1 || count > MOST_RUNS) {
        fputs("usage: compare RUNS WHAT 'COMMAND A' 'COMMAND B' ['COMMAND BEFORE EACH']\n", stderr);
        return 2;
    }
    for (int i = -1; i < count; i++) {
        /* The first pair warms up. */
        int slot = i < 0 ? 0 : i;
        if (!run_prepared(before, arguments[3], &a[slot]) || !run_prepared(before, arguments[4], &b[slot])) {
            fputs("a command could not be run\n", stderr);
            return 1;
        }
    }
    print_row(arguments[2], a, b, count);
    return 0;
}
