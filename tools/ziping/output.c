#include "output.h"

#include "content.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a signal has to remove. Changed only while these signals are held back. */
static const char *volatile unfinished_path;

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP };
enum { ENDING_SIGNALS = sizeof(ending_signals) / sizeof(ending_signals[0]) };

void output_forsake(void)
{
    const char *path = unfinished_path;
    if (path != NULL) {
        unlink(path);
    }
}

static void remove_unfinished_and_end(int signal_number)
{
    output_forsake();
    raise(signal_number); /* as it would have ended without us: SA_RESETHAND */
}

static void handle_ending_signals(void)
{
    struct sigaction action = { .sa_handler = remove_unfinished_and_end, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ENDING_SIGNALS; i++) {
        struct sigaction before;
        if (sigaction(ending_signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(ending_signals[i], &action, NULL);
        }
    }
}

static void hold_ending_signals(sigset_t *before_out)
{
    sigset_t held;
    sigemptyset(&held);
    for (size_t i = 0; i < ENDING_SIGNALS; i++) {
        sigaddset(&held, ending_signals[i]);
    }
    pthread_sigmask(SIG_BLOCK, &held, before_out);
}

static void set_unfinished(const char *path)
{
    sigset_t before;
    hold_ending_signals(&before);
    unfinished_path = path;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Makes the file whose name ends in XXXXXX, so that no signal finds it unnoticed. */
static int make_unfinished(char *template)
{
    sigset_t before;
    hold_ending_signals(&before);
    int descriptor = mkstemp(template);
    int error = errno;
    unfinished_path = descriptor >= 0 ? template : NULL;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return descriptor;
}

static char *beside(const char *target)
{
    static const char name[] = ".ziping-XXXXXX";
    const char *slash = strrchr(target, '/');
    size_t folder_size = slash == NULL ? 0 : (size_t)(slash - target) + 1;
    char *path = must_have(malloc(folder_size + sizeof(name)));
    memcpy(path, target, folder_size);
    memcpy(path + folder_size, name, sizeof(name));
    return path;
}

static mode_t mode_of_new_files(void)
{
    mode_t masked = umask(0);
    umask(masked);
    return (mode_t)(0666 & ~masked);
}

static int open_beside(struct output *output, mode_t mode)
{
    output->temporary = beside(output->target);
    handle_ending_signals();
    output->descriptor = make_unfinished(output->temporary);
    if (output->descriptor < 0 || fchmod(output->descriptor, mode) != 0) {
        return errno;
    }
    return 0;
}

/* A device or a pipe is written to directly; a link keeps pointing to its file. */
static int open_path(struct output *output)
{
    struct stat about;
    if (stat(output->path, &about) != 0) {
        if (errno != ENOENT) {
            return errno;
        }
        output->target = must_have(strdup(output->path));
        return open_beside(output, mode_of_new_files());
    }
    if (S_ISDIR(about.st_mode)) {
        return EISDIR;
    }
    if (!S_ISREG(about.st_mode)) {
        output->descriptor = open(output->path, O_WRONLY | O_CLOEXEC);
        return output->descriptor < 0 ? errno : 0;
    }
    if (access(output->path, W_OK) != 0) {
        return errno;
    }
    output->target = realpath(output->path, NULL);
    if (output->target == NULL) {
        return errno;
    }
    int error = open_beside(output, about.st_mode & 0777);
    if (error == 0 && (about.st_uid != geteuid() || about.st_gid != getegid())) {
        /* Whose it was, where we may; otherwise it is ours from now on. */
        int is_refused = fchown(output->descriptor, about.st_uid, about.st_gid);
        (void)is_refused;
    }
    return error;
}

static void end_paths(struct output *output)
{
    free(output->target);
    free(output->temporary);
    output->target = NULL;
    output->temporary = NULL;
}

static void forget_unfinished(struct output *output)
{
    if (output->temporary != NULL) {
        output_forsake();
        set_unfinished(NULL);
    }
}

static void complain(const struct output *output)
{
    struct words words = { "“{1}”写不成：{2}", "{1} cannot be written: {2}" };
    struct words standard = { "标准输出", "the standard output" };
    if (output->error != EPIPE) {
        const char *name = output->path != NULL ? output->path : words_in(standard, output->language);
        message(output->language, words, name, reason_of(output->error, output->language));
    }
}

bool output_open(struct output *output, const char *path, zp_language language)
{
    /* Field by field: an initializer would clear the buffer. */
    output->language = language;
    output->path = path != NULL && strcmp(path, "-") != 0 ? path : NULL;
    output->target = NULL;
    output->temporary = NULL;
    output->descriptor = STDOUT_FILENO;
    output->before_write = NULL;
    output->may_replace = NULL;
    output->used_bytes = 0;
    output->error = output->path == NULL ? 0 : open_path(output);
    output->is_terminal = output->path == NULL && isatty(STDOUT_FILENO) == 1;
    if (output->error != 0) {
        complain(output);
        forget_unfinished(output);
        end_paths(output);
    }
    return output->error == 0;
}

bool path_is_file(const char *path, dev_t device, ino_t inode)
{
    struct stat about;
    return path != NULL && strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           about.st_dev == device && about.st_ino == inode;
}

struct own_file own_file_find(const char *path)
{
    struct stat about;
    if (path == NULL || stat(path, &about) != 0 || !S_ISREG(about.st_mode)) {
        return (struct own_file){ .path = NULL };
    }
    char *real = realpath(path, NULL);
    struct own_file file = { path, about.st_dev, about.st_ino, real == NULL || has_known_ending(real) };
    free(real);
    return file;
}

static bool is_this_file(const struct own_file *file, dev_t device, ino_t inode)
{
    return file->path != NULL && file->device == device && file->inode == inode;
}

bool is_own_file(const struct own_files *own, dev_t device, ino_t inode)
{
    return own != NULL && (is_this_file(&own->output, device, inode) || is_this_file(&own->baseline, device, inode) ||
                           is_this_file(&own->cache, device, inode));
}

static bool write_all(struct output *output, const char *bytes, size_t size_bytes)
{
    while (output->error == 0 && size_bytes > 0) {
        ssize_t written = write(output->descriptor, bytes, size_bytes);
        if (written > 0) {
            bytes += written;
            size_bytes -= (size_t)written;
        } else if (written == 0) {
            output->error = EIO;
        } else if (errno != EINTR) {
            output->error = errno;
        }
    }
    return output->error == 0;
}

static bool flush(struct output *output)
{
    if (output->used_bytes > 0 && output->before_write != NULL) {
        output->before_write(output->before_write_context);
    }
    bool is_written = write_all(output, output->buffer, output->used_bytes);
    output->used_bytes = 0;
    return is_written;
}

static bool put(void *context, const char *bytes, size_t size_bytes)
{
    struct output *output = context;
    while (output->error == 0 && size_bytes > 0) {
        size_t room = OUTPUT_BUFFER_BYTES - output->used_bytes;
        size_t part = size_bytes < room ? size_bytes : room;
        memcpy(output->buffer + output->used_bytes, bytes, part);
        output->used_bytes += part;
        bytes += part;
        size_bytes -= part;
        if (output->used_bytes == OUTPUT_BUFFER_BYTES) {
            flush(output);
        }
    }
    return output->error == 0;
}

zp_sink output_sink(struct output *output)
{
    return (zp_sink){ .put = put, .context = output };
}

void output_text(struct output *output, const char *text)
{
    put(output, text, strlen(text));
}

void output_line(struct output *output, const char *text)
{
    output_text(output, text);
    output_text(output, "\n");
}

void output_bytes(struct output *output, zp_text text)
{
    put(output, text.bytes, text.size_bytes);
}

/* So that the new name outlives a loss of power. Some file systems cannot, and then nothing is lost by trying. */
static void settle_folder(const char *target)
{
    char *folder = must_have(strdup(target));
    char *slash = strrchr(folder, '/');
    if (slash != NULL) {
        slash[slash == folder ? 1 : 0] = '\0';
    }
    int descriptor = open(slash == NULL ? "." : folder, O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    free(folder);
}

static int put_in_place(struct output *output)
{
    if (rename(output->temporary, output->target) != 0) {
        return errno;
    }
    set_unfinished(NULL);
    settle_folder(output->target);
    return 0;
}

bool output_close(struct output *output, bool is_complete)
{
    flush(output);
    if (output->error == 0 && output->temporary != NULL && fsync(output->descriptor) != 0) {
        output->error = errno;
    }
    if (close(output->descriptor) != 0 && output->error == 0) {
        output->error = errno;
    }
    bool is_wanted = is_complete && output->error == 0 &&
                     (output->may_replace == NULL || output->may_replace(output->may_replace_context));
    if (is_wanted && output->temporary != NULL) {
        output->error = put_in_place(output);
    }
    bool stands = is_wanted && output->error == 0;
    if (!stands) {
        forget_unfinished(output);
    }
    if (output->error != 0) {
        complain(output);
    }
    end_paths(output);
    return stands;
}
