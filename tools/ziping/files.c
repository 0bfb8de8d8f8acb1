#include "files.h"

#include "folder.h"
#include "growth.h"
#include "message.h"
#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* In place of a department: that of the folders above a walk, which are looked at when a file asks for it. */
#define DEPARTMENT_ABOVE (UINT32_MAX - 1)

void file_list_begin(struct file_list *list, const char *output_path, zp_language language, bool is_quiet)
{
    *list = (struct file_list){ .output_path = output_path, .language = language, .is_quiet = is_quiet };
    lending_begin(&list->lending, output_path);
}

void file_list_end(struct file_list *list)
{
    free(list->bytes);
    free(list->files);
    free(list->departments);
    lending_end(&list->lending);
    *list = (struct file_list){ 0 };
}

const char *listed_path(const struct file_list *list, size_t path)
{
    return list->bytes + path;
}

/* ---- the list ---- */

static size_t keep_path(struct file_list *list, const char *path)
{
    size_t size = strlen(path) + 1;
    list->bytes = grown(list->bytes, list->used_bytes, size, 1, &list->room_bytes);
    memcpy(list->bytes + list->used_bytes, path, size);
    list->used_bytes += size;
    return list->used_bytes - size;
}

static void add_file(struct file_list *list, const char *path, uint32_t department, int error)
{
    list->files = grown(list->files, list->file_count, 1, sizeof(*list->files), &list->file_room);
    list->files[list->file_count++] =
        (struct listed_file){ .path = keep_path(list, path), .department = department, .error = error };
}

static uint32_t add_department(struct file_list *list, const char *path, enum department_origin origin)
{
    list->departments =
        grown(list->departments, list->department_count, 1, sizeof(*list->departments), &list->department_room);
    list->departments[list->department_count] =
        (struct listed_department){ .path = keep_path(list, path), .origin = origin };
    return (uint32_t)list->department_count++;
}

/* The department whose rule set is lent to the files of a folder; `folder` as for lending_to. */
static uint32_t lent_department(struct file_list *list, const char *folder, size_t length)
{
    struct lender *lender = lending_to(&list->lending, folder, length);
    if (lender == NULL) {
        return NO_DEPARTMENT;
    }
    if (lender->department == NO_DEPARTMENT) {
        lender->department = add_department(list, lender->path, DEPARTMENT_LENT);
    }
    return lender->department;
}

/* ---- a folder ---- */

struct walk {
    struct file_list *list;
    struct text_buffer path;
    size_t root_length; /* of the folder that was named */
};

/* The department of this folder; that of the folder above where it has none and is not a checkout, which is a world of
   its own. */
static uint32_t department_of(struct walk *walk, const struct folder_names *names, uint32_t above)
{
    uint32_t department = names->is_checkout ? NO_DEPARTMENT : above;
    size_t folder_length = walk->path.used;
    bool has_own = false;
    for (size_t i = 0; i < DEPARTMENT_NAMES; i++) {
        if (!folder_holds_file(names, department_names[i])) {
            continue;
        }
        text_add(&walk->path, department_names[i], strlen(department_names[i]));
        if (has_own) {
            message(walk->list->language,
                    (struct words){ "{1}：同一文件夹里已有另一个部门文件，这一个没有读取",
                                    "{1}: not read, there is another department file in this folder" },
                    walk->path.bytes, NULL);
        } else {
            department = add_department(walk->list, walk->path.bytes, DEPARTMENT_OF_FOLDER);
        }
        has_own = true;
        text_cut(&walk->path, folder_length);
    }
    return department;
}

static void add_walked_file(struct walk *walk, uint32_t department)
{
    if (department == DEPARTMENT_ABOVE) {
        department = lent_department(walk->list, walk->path.bytes, walk->root_length);
    }
    add_file(walk->list, walk->path.bytes, department, 0);
}

static void say_left_out(const struct walk *walk, struct words words)
{
    if (!walk->list->is_quiet) {
        message(walk->list->language, words, walk->path.bytes, NULL);
    }
}

/* The path of the walk is the folder's, and ends in a slash. It is what it was before when this is done. */
static void walk_folder(struct walk *walk, uint32_t department)
{
    struct folder_names names;
    size_t folder_length = walk->path.used;
    int error = folder_read(walk->path.bytes, walk->list->output_path, &names);
    if (error != 0) {
        add_file(walk->list, walk->path.bytes, NO_DEPARTMENT, error);
    }
    department = department_of(walk, &names, department);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.sorted[i];
        text_add(&walk->path, name, strlen(name));
        switch (folder_thing(name)) {
        case THING_FOLDER:
            walk_folder(walk, department);
            break;
        case THING_FILE:
            if (!is_department_name(name)) {
                add_walked_file(walk, department);
            }
            break;
        case THING_FOLDER_LINK:
            say_left_out(walk, (struct words){ "{1}：是指向文件夹的链接，其中的文件没有读取",
                                               "{1}: a link to a folder, whose files are not read" });
            break;
        case THING_SPECIAL:
            say_left_out(walk, (struct words){ "{1}：不是普通文件，没有读取", "{1}: not read, it is no regular file" });
            break;
        case THING_OUTPUT:
        case THING_UNSEEN:
            break;
        }
        text_cut(&walk->path, folder_length);
    }
    folder_names_end(&names);
}

static enum listing add_folder(struct file_list *list, const char *path)
{
    size_t files = list->file_count;
    size_t departments = list->department_count;
    struct walk walk = { .list = list };
    size_t size = strlen(path);
    while (size > 0 && path[size - 1] == '/') {
        size--;
    }
    text_add(&walk.path, path, size);
    text_add(&walk.path, "/", 1);
    walk.root_length = walk.path.used;
    walk_folder(&walk, DEPARTMENT_ABOVE);
    free(walk.path.bytes);
    if (list->file_count == files && list->department_count == departments) {
        message(list->language,
                (struct words){ "{1}：文件夹里没有可读的文件（*.yaml、*.yml、*.json、*.jsonl）",
                                "{1}: the folder has nothing to read (*.yaml *.yml *.json *.jsonl)" },
                path, NULL);
        return LISTED_NOTHING;
    }
    return LISTED;
}

/* ---- a file ---- */

static enum listing add_named_file(struct file_list *list, const char *path, const struct stat *about)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    if (S_ISREG(about->st_mode) && output_is_file(list->output_path, about->st_dev, about->st_ino)) {
        message(list->language,
                (struct words){ "{1}：不能既是要读的文件，又是 --output 要写的文件",
                                "{1}: cannot be read and be written by --output at once" },
                path, NULL);
        return LISTED_WRONGLY;
    }
    if (is_department_name(name)) {
        add_department(list, path, DEPARTMENT_NAMED);
    } else {
        add_file(list, path, lent_department(list, path, (size_t)(name - path)), 0);
    }
    return LISTED;
}

static enum listing add_standard_input(struct file_list *list)
{
    if (list->has_standard_input) {
        message(list->language,
                (struct words){ "标准输入“-”只能写一次", "the standard input \"-\" can be named only once" }, NULL,
                NULL);
        return LISTED_WRONGLY;
    }
    list->has_standard_input = true;
    add_file(list, "-", NO_DEPARTMENT, 0);
    return LISTED;
}

enum listing file_list_add(struct file_list *list, const char *path)
{
    struct stat about;
    if (strcmp(path, "-") == 0) {
        return add_standard_input(list);
    }
    if (stat(path, &about) != 0) {
        add_file(list, path, NO_DEPARTMENT, errno);
        return LISTED;
    }
    return S_ISDIR(about.st_mode) ? add_folder(list, path) : add_named_file(list, path, &about);
}
