/* Runs two commands in turn, A B A B, and prints of each the median wall time, processor time and peak memory, and the
   median of the ratios A ÷ B of neighbouring runs. Their output is thrown away.
   Usage: compare RUNS 'COMMAND A' 'COMMAND B' (each is given to a shell). */
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
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) == 127) {
        return 0;
    }
    run->wall = microseconds_now() - start;
    run->processor = microseconds_of(usage.ru_utime) + microseconds_of(usage.ru_stime);
    run->peak_kibibytes = usage.ru_maxrss;
    return 1;
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

static void print_runs(const char *name, const struct run *runs, int count)
{
    int64_t wall[MOST_RUNS];
    int64_t processor[MOST_RUNS];
    int64_t peak[MOST_RUNS];
    for (int i = 0; i < count; i++) {
        wall[i] = runs[i].wall;
        processor[i] = runs[i].processor;
        peak[i] = runs[i].peak_kibibytes;
    }
    printf("%s: wall %lld ms, processor %lld ms, peak %lld KiB\n", name, (long long)(median(wall, count) / 1000),
           (long long)(median(processor, count) / 1000), (long long)median(peak, count));
}

int main(int argument_count, char **arguments)
{
    struct run a[MOST_RUNS];
    struct run b[MOST_RUNS];
    int64_t ratio_per_mille[MOST_RUNS];
    int count = argument_count == 4 ? atoi(arguments[1]) : 0;
    if (count < 1 || count > MOST_RUNS) {
        fputs("usage: compare RUNS 'COMMAND A' 'COMMAND B'\n", stderr);
        return 2;
    }
    for (int i = -1; i < count; i++) {
        /* The first pair warms up. */
        int slot = i < 0 ? 0 : i;
        if (!run_once(arguments[2], &a[slot]) || !run_once(arguments[3], &b[slot])) {
            fputs("a command could not be run\n", stderr);
            return 1;
        }
        ratio_per_mille[slot] = a[slot].processor * 1000 / (b[slot].processor + 1);
    }
    print_runs("A", a, count);
    print_runs("B", b, count);
    int64_t ratio = median(ratio_per_mille, count);
    printf("A / B, processor time, pair by pair: %lld.%03lld\n", (long long)(ratio / 1000), (long long)(ratio % 1000));
    return 0;
}
