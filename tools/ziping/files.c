#include "files.h"

#include "content.h"
#include "message.h"
#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The first that a folder has is its department's. */
static const char *const department_names[] = { "department.yaml", "department.yml", "department.json" };
enum { DEPARTMENT_NAMES = sizeof(department_names) / sizeof(department_names[0]) };

void file_list_begin(struct file_list *list, const char *output_path, zp_language language)
{
    *list = (struct file_list){ .output_path = output_path, .language = language };
}

void file_list_end(struct file_list *list)
{
    free(list->bytes);
    free(list->files);
    free(list->departments);
    *list = (struct file_list){ 0 };
}

const char *listed_path(const struct file_list *list, size_t path)
{
    return list->bytes + path;
}

/* Room for `count` more things in a block that grows by halves. */
static void *grown(void *block, size_t used, size_t count, size_t thing_size, size_t *room)
{
    enum { FIRST_ROOM = 64 };
    if (count <= *room - used) {
        return block;
    }
    size_t needed = used + count;
    size_t wanted = *room + *room / 2 + FIRST_ROOM;
    if (wanted < needed) {
        wanted = needed;
    }
    if (needed < used || wanted > SIZE_MAX / thing_size) {
        end_without_memory();
    }
    *room = wanted;
    return must_have(realloc(block, wanted * thing_size));
}

/* ---- text that grows ---- */

struct text_buffer {
    char *bytes;
    size_t used; /* the zero behind it not counted */
    size_t room;
};

static void text_cut(struct text_buffer *text, size_t length)
{
    text->used = length;
    text->bytes[length] = '\0';
}

static void text_add(struct text_buffer *text, const char *added, size_t size)
{
    text->bytes = grown(text->bytes, text->used, size + 1, 1, &text->room);
    memcpy(text->bytes + text->used, added, size);
    text_cut(text, text->used + size);
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

static bool is_department_name(const char *name)
{
    for (size_t i = 0; i < DEPARTMENT_NAMES; i++) {
        if (strcmp(name, department_names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- a folder ---- */

/* The names in one folder. Those of folders end in a slash, by which names are in the order of the paths below them. */
struct names {
    struct text_buffer text;
    size_t *offsets;
    size_t count;
    size_t room;
    const char **sorted;
};

struct walk {
    struct file_list *list;
    struct text_buffer path;
};

static void names_end(struct names *names)
{
    free(names->text.bytes);
    free(names->offsets);
    free(names->sorted);
}

static void add_name(struct names *names, const char *name, bool is_folder)
{
    names->offsets = grown(names->offsets, names->count, 1, sizeof(*names->offsets), &names->room);
    names->offsets[names->count++] = names->text.used;
    text_add(&names->text, name, strlen(name));
    text_add(&names->text, "/", is_folder ? 1 : 0);
    names->text.used++; /* the zero stays, between this name and the next */
}

/* Links to folders are left out, so that no walk goes round in circles; what is neither file nor folder too, since
   reading it may wait forever. A link that leads nowhere is kept: that it cannot be read has to be said. */
static void look_at_name(const struct walk *walk, struct names *names, int folder, const char *name)
{
    struct stat about;
    if (name[0] == '.') {
        return;
    }
    if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        if (has_known_ending(name)) {
            add_name(names, name, false);
        }
        return;
    }
    if (S_ISDIR(about.st_mode)) {
        add_name(names, name, true);
        return;
    }
    if (!has_known_ending(name)) {
        return;
    }
    bool leads_somewhere = !S_ISLNK(about.st_mode) || fstatat(folder, name, &about, 0) == 0;
    if (leads_somewhere && !S_ISREG(about.st_mode)) {
        return;
    }
    if (!output_is_file(walk->list->output_path, about.st_dev, about.st_ino)) {
        add_name(names, name, false);
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_names(struct names *names)
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

/* Answers an errno where the folder could not be read to its end. */
static int read_names(const struct walk *walk, struct names *names_out)
{
    *names_out = (struct names){ 0 };
    DIR *folder = opendir(walk->path.bytes);
    if (folder == NULL) {
        return errno;
    }
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            break;
        }
        look_at_name(walk, names_out, dirfd(folder), entry->d_name);
    }
    int error = errno;
    closedir(folder);
    sort_names(names_out);
    return error;
}

static bool names_hold(const struct names *names, const char *name)
{
    return names->count > 0 &&
           bsearch(&name, names->sorted, names->count, sizeof(*names->sorted), compare_names) != NULL;
}

/* The department of this folder; that of the folder above where it has none. */
static uint32_t department_of(struct walk *walk, const struct names *names, uint32_t above)
{
    uint32_t department = above;
    size_t folder_length = walk->path.used;
    bool has_own = false;
    for (size_t i = 0; i < DEPARTMENT_NAMES; i++) {
        if (!names_hold(names, department_names[i])) {
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

/* The path of the walk is the folder's, and ends in a slash. It is what it was before when this is done. */
static void walk_folder(struct walk *walk, uint32_t department)
{
    struct names names;
    size_t folder_length = walk->path.used;
    int error = read_names(walk, &names);
    if (error != 0) {
        add_file(walk->list, walk->path.bytes, NO_DEPARTMENT, error);
    }
    department = department_of(walk, &names, department);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.sorted[i];
        text_add(&walk->path, name, strlen(name));
        if (has_ending(name, "/")) {
            walk_folder(walk, department);
        } else if (!is_department_name(name)) {
            add_file(walk->list, walk->path.bytes, department, 0);
        }
        text_cut(&walk->path, folder_length);
    }
    names_end(&names);
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
    walk_folder(&walk, NO_DEPARTMENT);
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

/* Whether the path is a department file in the folder that `beside`, of that length, stands in. */
static bool is_in_folder(const char *path, const char *folder, size_t folder_length)
{
    return strncmp(path, folder, folder_length) == 0 && is_department_name(path + folder_length);
}

/* The department file in the folder of a file that was named. Files of one folder mostly come one after the other. */
static uint32_t department_beside(struct file_list *list, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t folder_length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    size_t last = list->department_count;
    if (last > 0 && list->departments[last - 1].origin == DEPARTMENT_BESIDE &&
        is_in_folder(listed_path(list, list->departments[last - 1].path), path, folder_length)) {
        return (uint32_t)(last - 1);
    }
    uint32_t department = NO_DEPARTMENT;
    struct text_buffer beside = { 0 };
    text_add(&beside, path, folder_length);
    for (size_t i = 0; i < DEPARTMENT_NAMES && department == NO_DEPARTMENT; i++) {
        struct stat about;
        text_add(&beside, department_names[i], strlen(department_names[i]));
        if (stat(beside.bytes, &about) == 0 && S_ISREG(about.st_mode)) {
            department = add_department(list, beside.bytes, DEPARTMENT_BESIDE);
        }
        text_cut(&beside, folder_length);
    }
    free(beside.bytes);
    return department;
}

static enum listing add_named_file(struct file_list *list, const char *path, const struct stat *about)
{
    const char *slash = strrchr(path, '/');
    if (S_ISREG(about->st_mode) && output_is_file(list->output_path, about->st_dev, about->st_ino)) {
        message(list->language,
                (struct words){ "{1}：不能既是要读的文件，又是 --output 要写的文件",
                                "{1}: cannot be read and be written by --output at once" },
                path, NULL);
        return LISTED_WRONGLY;
    }
    if (is_department_name(slash == NULL ? path : slash + 1)) {
        add_department(list, path, DEPARTMENT_NAMED);
    } else {
        add_file(list, path, department_beside(list, path), 0);
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
