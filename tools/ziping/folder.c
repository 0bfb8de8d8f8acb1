#include "folder.h"

#include "content.h"
#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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

enum thing thing_at(int folder, const char *name, const struct own_files *own)
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
    return is_own_file(own, about.st_dev, about.st_ino) ? THING_OWN : THING_FILE;
}

/* What the folder itself says about a name, without a look at the thing. Whether it is the report's file cannot be told
   so. THING_UNSEEN: it does not say. */
static enum thing thing_of_entry(const struct dirent *entry)
{
#ifdef DT_REG
    return entry->d_type == DT_REG ? THING_FILE : entry->d_type == DT_DIR ? THING_FOLDER : THING_UNSEEN;
#else
    (void)entry;
    return THING_UNSEEN;
#endif
}

static int add_name(struct folder_names *names, const char *name, enum thing thing)
{
    for (size_t i = 0; i < DEPARTMENT_NAMES; i++) {
        if (thing == THING_FILE && strcmp(name, department_names[i]) == 0) {
            names->has_department[i] = true;
        }
    }
    names->file_count += thing == THING_FILE;
    return sorted_names_put(&names->names, (char)thing, name, thing == THING_FOLDER ? "/" : "");
}

static int look_at_name(struct folder_names *names, int folder, const struct dirent *entry, const struct own_files *own)
{
    const char *name = entry->d_name;
    if (name[0] == '.') {
        names->is_checkout = names->is_checkout || strcmp(name, ".git") == 0;
        return 0;
    }
    enum thing thing = thing_of_entry(entry);
    if (thing == THING_UNSEEN || (thing == THING_FILE && own != NULL)) {
        thing = thing_at(folder, name, own);
    }
    switch (thing) {
    case THING_FOLDER:
    case THING_FOLDER_LINK:
        return add_name(names, name, thing);
    case THING_FILE:
    case THING_SPECIAL:
        return has_known_ending(name) ? add_name(names, name, thing) : 0;
    case THING_UNSEEN:
        /* Its name was here: to read it will fail, and that is said. */
        return has_known_ending(name) || errno != ENOENT ? add_name(names, name, THING_FILE) : 0;
    case THING_OWN:
        break;
    }
    return 0;
}

int folder_read(const char *path, const struct own_files *own, struct folder_names *names_out)
{
    *names_out = (struct folder_names){ .is_checkout = false };
    sorted_names_begin(&names_out->names);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return errno;
    }
    int error = 0;
    while (error == 0) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            error = errno;
            break;
        }
        error = look_at_name(names_out, dirfd(folder), entry, own);
    }
    closedir(folder);
    int sort_error = sorted_names_sort(&names_out->names);
    return error != 0 ? error : sort_error;
}

void folder_names_end(struct folder_names *names)
{
    sorted_names_end(&names->names);
}

const char *folder_next(struct folder_names *names, enum thing *thing_out, int *error_out)
{
    char mark = 0;
    const char *name = sorted_names_take(&names->names, &mark, error_out);
    *thing_out = (enum thing)mark;
    return name;
}
