/* Loaded before the C library (LD_PRELOAD): lets one call of a program go wrong, so that a test can see what the
   program makes of it.

     ZIPING_FAILURE=CALL:NTH:WHAT   the NTH call of that function, counted from 1, goes wrong; WHAT is
                                    an errno (a number): it answers as if the system had refused
                                    short: it reads or writes one byte only
                                    from: as an errno of 5, and so does every call after it
                                    do: first the shell runs $ZIPING_DO, then the call is done
     ZIPING_CALLS=FILE              at the end a line for each function with the number of its calls is added there */
#define _GNU_SOURCE

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CALLS(CALL)                                                                                                    \
    CALL(open)                                                                                                         \
    CALL(openat)                                                                                                       \
    CALL(read)                                                                                                         \
    CALL(pread)                                                                                                        \
    CALL(write)                                                                                                        \
    CALL(pwrite)                                                                                                       \
    CALL(close)                                                                                                        \
    CALL(fstat)                                                                                                        \
    CALL(stat)                                                                                                         \
    CALL(fstatat)                                                                                                      \
    CALL(opendir)                                                                                                      \
    CALL(fdopendir)                                                                                                    \
    CALL(readdir)                                                                                                      \
    CALL(closedir)                                                                                                     \
    CALL(realpath)                                                                                                     \
    CALL(access)                                                                                                       \
    CALL(mkstemp)                                                                                                      \
    CALL(fchmod)                                                                                                       \
    CALL(fsync)                                                                                                        \
    CALL(rename)                                                                                                       \
    CALL(tmpfile)                                                                                                      \
    CALL(fwrite)                                                                                                       \
    CALL(fread)                                                                                                        \
    CALL(fseek)                                                                                                        \
    CALL(fflush)                                                                                                       \
    CALL(pthread_create)                                                                                               \
    CALL(posix_memalign)                                                                                               \
    CALL(malloc)                                                                                                       \
    CALL(calloc)                                                                                                       \
    CALL(realloc)

enum call {
#define CALL(name) CALL_##name,
    CALLS(CALL)
#undef CALL
        CALL_COUNT
};

static const char *const call_names[CALL_COUNT] = {
#define CALL(name) #name,
    CALLS(CALL)
#undef CALL
};

static atomic_ulong made[CALL_COUNT];

/* What is to go wrong. */
static enum call failing = CALL_COUNT;
static unsigned long failing_number;
static int failing_error;
static bool is_short;
static bool is_lasting;
static bool is_begun;

__attribute__((constructor)) static void begin(void)
{
    char name[32];
    char what[32];
    const char *failure = getenv("ZIPING_FAILURE");
    if (failure != NULL && sscanf(failure, "%31[^:]:%lu:%31s", name, &failing_number, what) == 3) {
        for (int i = 0; i < CALL_COUNT; i++) {
            failing = strcmp(name, call_names[i]) == 0 ? (enum call)i : failing;
        }
        is_short = strcmp(what, "short") == 0;
        is_lasting = strcmp(what, "from") == 0;
        failing_error = is_lasting ? EIO : atoi(what);
    }
    for (int i = 0; i < CALL_COUNT; i++) {
        atomic_store(&made[i], 0);
    }
    is_begun = true;
}

__attribute__((destructor)) static void end(void)
{
    is_begun = false;
    const char *path = getenv("ZIPING_CALLS");
    FILE *file = path == NULL ? NULL : fopen(path, "a");
    if (file != NULL) {
        for (int i = 0; i < CALL_COUNT; i++) {
            (void)fprintf(file, "%s %lu\n", call_names[i], atomic_load(&made[i]));
        }
        (void)fclose(file);
    }
}

static void do_what_is_asked(void)
{
    const char *command = getenv("ZIPING_DO");
    failing = CALL_COUNT;
    unsetenv("LD_PRELOAD");
    if (command == NULL || system(command) != 0) {
        _exit(99);
    }
}

enum fate { FATE_DONE, FATE_SHORT, FATE_REFUSED };

/* Counts a call, and says what becomes of it. */
static enum fate fate_of(enum call call)
{
    if (!is_begun) {
        return FATE_DONE;
    }
    const unsigned long number = atomic_fetch_add(&made[call], 1) + 1;
    if (call != failing || number < failing_number || (number > failing_number && !is_lasting)) {
        return FATE_DONE;
    }
    if (is_short) {
        return FATE_SHORT;
    }
    if (failing_error == 0) {
        do_what_is_asked();
        return FATE_DONE;
    }
    errno = failing_error;
    return FATE_REFUSED;
}

/* The function that ours stands before. C has no way from an object's address to a function's but its bytes. */
static void find(const char *name, void *function_out)
{
    void *address = dlsym(RTLD_NEXT, name);
    if (address == NULL) {
        abort();
    }
    memcpy(function_out, &address, sizeof(address));
}

/* A function that only may be refused. */
#define REFUSABLE(result, name, refusal, parameters, arguments)                                                        \
    result name parameters                                                                                             \
    {                                                                                                                  \
        result(*after) parameters;                                                                                     \
        find(#name, &after);                                                                                           \
        return fate_of(CALL_##name) == FATE_REFUSED ? (refusal) : after arguments;                                     \
    }

REFUSABLE(int, close, (after(descriptor), -1), (int descriptor), (descriptor))
REFUSABLE(int, fstat, -1, (int descriptor, struct stat *about), (descriptor, about))
REFUSABLE(int, stat, -1, (const char *restrict path, struct stat *restrict about), (path, about))
REFUSABLE(int, fstatat, -1, (int folder, const char *restrict path, struct stat *restrict about, int flags),
          (folder, path, about, flags))
REFUSABLE(DIR *, opendir, NULL, (const char *path), (path))
REFUSABLE(DIR *, fdopendir, NULL, (int descriptor), (descriptor))
REFUSABLE(struct dirent *, readdir, NULL, (DIR * folder), (folder))
REFUSABLE(int, closedir, (after(folder), -1), (DIR * folder), (folder))
REFUSABLE(char *, realpath, NULL, (const char *restrict path, char *restrict resolved), (path, resolved))
REFUSABLE(int, access, -1, (const char *path, int mode), (path, mode))
REFUSABLE(int, mkstemp, -1, (char *template), (template))
REFUSABLE(int, fchmod, -1, (int descriptor, mode_t mode), (descriptor, mode))
REFUSABLE(int, fsync, -1, (int descriptor), (descriptor))
REFUSABLE(int, rename, -1, (const char *from, const char *to), (from, to))
REFUSABLE(FILE *, tmpfile, NULL, (void), ())
REFUSABLE(size_t, fwrite, 0, (const void *restrict bytes, size_t size, size_t count, FILE *restrict file),
          (bytes, size, count, file))
REFUSABLE(size_t, fread, 0, (void *restrict bytes, size_t size, size_t count, FILE *restrict file),
          (bytes, size, count, file))

REFUSABLE(int, fseek, -1, (FILE * file, long offset, int whence), (file, offset, whence))
REFUSABLE(int, fflush, EOF, (FILE * file), (file))
/* These answer the error itself. */
REFUSABLE(int, posix_memalign, errno, (void **block_out, size_t alignment, size_t size), (block_out, alignment, size))
REFUSABLE(int, pthread_create, errno,
          (pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*function)(void *),
           void *restrict context),
          (thread, attributes, function, context))

/* A function that may also do a part of its work. */
#define SHORTENABLE(name, parameters, arguments)                                                                       \
    ssize_t name parameters                                                                                            \
    {                                                                                                                  \
        ssize_t(*after) parameters;                                                                                    \
        find(#name, &after);                                                                                           \
        const enum fate fate = fate_of(CALL_##name);                                                                   \
        size = fate == FATE_SHORT && size > 1 ? 1 : size;                                                              \
        return fate == FATE_REFUSED ? -1 : after arguments;                                                            \
    }

SHORTENABLE(read, (int descriptor, void *bytes, size_t size), (descriptor, bytes, size))
SHORTENABLE(pread, (int descriptor, void *bytes, size_t size, off_t offset), (descriptor, bytes, size, offset))
SHORTENABLE(write, (int descriptor, const void *bytes, size_t size), (descriptor, bytes, size))

SHORTENABLE(pwrite, (int descriptor, const void *bytes, size_t size, off_t offset), (descriptor, bytes, size, offset))

static mode_t mode_behind(va_list more, int flags)
{
    return (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    int (*after)(const char *, int, ...);
    find("open", &after);
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_behind(more, flags);
    va_end(more);
    return fate_of(CALL_open) == FATE_REFUSED ? -1 : after(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    int (*after)(int, const char *, int, ...);
    find("openat", &after);
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_behind(more, flags);
    va_end(more);
    return fate_of(CALL_openat) == FATE_REFUSED ? -1 : after(folder, path, flags, mode);
}

/* A sanitizer has its own. dlsym may want memory, so these know their function by name. */
#ifndef ZIPING_SANITIZED
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size)
{
    return fate_of(CALL_malloc) == FATE_REFUSED ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fate_of(CALL_calloc) == FATE_REFUSED ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return fate_of(CALL_realloc) == FATE_REFUSED ? NULL : __libc_realloc(block, size);
}
#endif
