#include "folder.h"

#include "content.h"
#include "message.h"
#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *const department_names[DEPARTMENT_NAMES] = { "department.yaml", "department.yml", "department.json" };

bool is_department_name(const char *name)
{
    for (size_t i = 0; i < DEPARTMENT_NAMES; i++) {
        if (strcmp(name, department_names[i]) == 0) {
            return true;
        }
    }
    return false;
}

enum thing thing_at(int folder, const char *name, const char *output_path)
{
    struct stat about;
    if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        return THING_UNSEEN;
    }
    bool is_link = S_ISLNK(about.st_mode);
    if (is_link && fstatat(folder, name, &about, 0) != 0) {
        return THING_FILE;
    }
    if (S_ISDIR(about.st_mode)) {
        return is_link ? THING_FOLDER_LINK : THING_FOLDER;
    }
    if (!S_ISREG(about.st_mode)) {
        return THING_SPECIAL;
    }
    return output_is_file(output_path, about.st_dev, about.st_ino) ? THING_OUTPUT : THING_FILE;
}

/* What a name stands for is kept in the byte in front of it. */
static void add_name(struct folder_names *names, const char *name, enum thing thing)
{
    char mark = (char)thing;
    text_add(&names->text, &mark, 1);
    names->offsets = grown(names->offsets, names->count, 1, sizeof(*names->offsets), &names->room);
    names->offsets[names->count++] = names->text.used;
    text_add(&names->text, name, strlen(name));
    text_add(&names->text, "/", thing == THING_FOLDER ? 1 : 0);
    names->text.used++; /* the zero stays, between this name and the next */
}

enum thing folder_thing(const char *name)
{
    return (enum thing)name[-1];
}

static void look_at_name(struct folder_names *names, int folder, const char *name, const char *output_path)
{
    if (name[0] == '.') {
        names->is_checkout = names->is_checkout || strcmp(name, ".git") == 0;
        return;
    }
    enum thing thing = thing_at(folder, name, output_path);
    switch (thing) {
    case THING_FOLDER:
    case THING_FOLDER_LINK:
        add_name(names, name, thing);
        break;
    case THING_FILE:
    case THING_SPECIAL:
        if (has_known_ending(name)) {
            add_name(names, name, thing);
        }
        break;
    case THING_UNSEEN:
        if (has_known_ending(name)) {
            add_name(names, name, THING_FILE); /* its name was here: to read it will fail, and that is said */
        }
        break;
    case THING_OUTPUT:
        break;
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_names(struct folder_names *names)
{
    if (names->count == 0) {
        return;
    }
    names->sorted = must_have(malloc(names->count * sizeof(*names->sorted)));
    for (size_t i = 0; i < names->count; i++) {
        names->sorted[i] = names->text.bytes + names->offsets[i];
    }
    qsort(names->sorted, names->count, sizeof(*names->sorted), compare_names);
}

int folder_read(const char *path, const char *output_path, struct folder_names *names_out)
{
    *names_out = (struct folder_names){ 0 };
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return errno;
    }
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            break;
        }
        look_at_name(names_out, dirfd(folder), entry->d_name, output_path);
    }
    int error = errno;
    closedir(folder);
    sort_names(names_out);
    return error;
}

void folder_names_end(struct folder_names *names)
{
    free(names->text.bytes);
    free(names->offsets);
    free(names->sorted);
}

bool folder_holds_file(const struct folder_names *names, const char *name)
{
    const char *const *found =
        names->count == 0 ? NULL : bsearch(&name, names->sorted, names->count, sizeof(*names->sorted), compare_names);
    return found != NULL && folder_thing(*found) == THING_FILE;
}
