#include "walk.h"

#include "growth.h"
#include "message.h"
#include "output.h"
#include "reading.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of few files is not worth to be opened. */
enum { LEAST_FILES_TO_OPEN = 8 };

/* A folder that is being walked. */
struct level {
    struct folder_names names;
    size_t path_length;        /* of the folder, its slash included */
    zp_department *department; /* of its files */
    bool is_lent;              /* of the folders above the walk: looked at when a file asks for it */
    bool is_opened;            /* it was tried */
    struct open_folder *folder;
    int error; /* the folder could not be read to its end, which was not said yet */
};

/* NULL where a folder has none of them, so that nothing need be compared with them. */
static const struct own_files *own_files_of(const struct walk *walk)
{
    const struct own_files *own = &walk->own;
    bool may_be_met =
        own->output.looks_like_project || own->baseline.looks_like_project || own->cache.looks_like_project;
    return may_be_met ? own : NULL;
}

void walk_begin(struct walk *walk, const struct request *request, const char *baseline,
                struct department_receiver departments)
{
    *walk = (struct walk){
        .request = request,
        .language = request->language,
        .own = { own_file_find(request->output), own_file_find(baseline), own_file_find(request->cache) },
        .departments = departments,
        .most_open_folders = descriptors_to_spare() / 8,
    };
    lending_begin(&walk->lending, own_files_of(walk));
}

static void leave_folder(struct walk *walk)
{
    struct level *level = &walk->levels[walk->level_count - 1];
    folder_names_end(&level->names);
    walk_release_folder(walk, level->folder);
    walk->level_count--;
}

void walk_end(struct walk *walk)
{
    while (walk->level_count > 0) {
        leave_folder(walk);
    }
    free(walk->levels);
    free(walk->path.bytes);
    lending_end(&walk->lending);
}

/* ---- folders that are open ---- */

void walk_keep_folder(struct open_folder *folder)
{
    if (folder != NULL) {
        folder->users++;
    }
}

void walk_release_folder(struct walk *walk, struct open_folder *folder)
{
    if (folder != NULL && --folder->users == 0) {
        close(folder->descriptor);
        free(folder);
        walk->open_folders--;
    }
}

/* NULL where it is not worth it, or cannot be: then files are opened by their paths. */
static struct open_folder *open_folder_of(struct walk *walk, struct level *level)
{
    if (level->is_opened || level->names.file_count < LEAST_FILES_TO_OPEN ||
        walk->open_folders >= walk->most_open_folders) {
        return level->folder;
    }
    level->is_opened = true;
    text_cut(&walk->path, level->path_length);
    int descriptor = open(walk->path.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        level->folder = must_have(malloc(sizeof(*level->folder)));
        *level->folder = (struct open_folder){ .descriptor = descriptor, .users = 1 };
        walk->open_folders++;
    }
    return level->folder;
}

/* ---- what was found ---- */

static void find_file(struct walk *walk, const char *path, size_t name_offset, zp_department *department, int error)
{
    walk->file =
        (struct walked_file){ .path = path, .name_offset = name_offset, .department = department, .error = error };
    walk->has_file = true;
    walk->has_found = true;
}

static zp_department *find_department(struct walk *walk, const char *path, enum department_origin origin)
{
    walk->has_found = true;
    return walk->departments.take(walk->departments.context, path, origin);
}

/* The department whose rule set is lent to the files of a folder; `folder` as for lending_to. */
static zp_department *lent_department(struct walk *walk, const char *folder, size_t length)
{
    struct lender *lender = lending_to(&walk->lending, folder, length);
    if (lender == NULL) {
        return NULL;
    }
    if (!lender->is_known) {
        lender->is_known = true;
        lender->department = find_department(walk, lender->path, DEPARTMENT_LENT);
    }
    return lender->department;
}

/* ---- a folder ---- */

static struct level *innermost(struct walk *walk)
{
    return &walk->levels[walk->level_count - 1];
}

/* The department of the folder itself. */
static void find_own_department(struct walk *walk, struct level *level)
{
    bool has_own = false;
    for (size_t i = 0; i < DEPARTMENT_NAMES; i++) {
        if (!level->names.has_department[i]) {
            continue;
        }
        text_add(&walk->path, department_names[i], strlen(department_names[i]));
        if (has_own) {
            message(walk->language,
                    (struct words){ "{1}：同一文件夹里已有另一个部门文件，这一个没有读取",
                                    "{1}: not read, there is another department file in this folder" },
                    walk->path.bytes, NULL);
        } else {
            level->department = find_department(walk, walk->path.bytes, DEPARTMENT_OF_FOLDER);
            level->is_lent = false;
        }
        has_own = true;
        text_cut(&walk->path, level->path_length);
    }
}

/* The path of the walk is the folder's, and ends in a slash. A folder without a department of its own has that of the
   folder above, unless it is a checkout, which is a world of its own. */
static void enter_folder(struct walk *walk, zp_department *above, bool is_lent)
{
    walk->levels = grown(walk->levels, walk->level_count, 1, sizeof(*walk->levels), &walk->level_room);
    struct level *level = &walk->levels[walk->level_count++];
    *level = (struct level){ .path_length = walk->path.used };
    level->error = folder_read(walk->path.bytes, own_files_of(walk), &level->names);
    if (!level->names.is_checkout) {
        level->department = above;
        level->is_lent = is_lent;
    }
    find_own_department(walk, level);
}

static void find_walked_file(struct walk *walk, struct open_folder *folder)
{
    struct level *level = innermost(walk);
    if (level->is_lent) {
        level->department = lent_department(walk, walk->path.bytes, walk->root_length);
        level->is_lent = false;
    }
    find_file(walk, walk->path.bytes, level->path_length, level->department, 0);
    walk->file.folder = folder;
    walk->file.is_regular = true;
}

static void say_left_out(const struct walk *walk, struct words words)
{
    if (!walk->request->is_quiet) {
        message(walk->language, words, walk->path.bytes, NULL);
    }
}

static void look_at_thing(struct walk *walk, const char *name, enum thing thing, struct open_folder *folder)
{
    switch (thing) {
    case THING_FOLDER:
        enter_folder(walk, innermost(walk)->department, innermost(walk)->is_lent);
        break;
    case THING_FILE:
        if (!is_department_name(name)) {
            find_walked_file(walk, folder);
        }
        break;
    case THING_FOLDER_LINK:
        say_left_out(walk, (struct words){ "{1}：是指向文件夹的链接，其中的文件没有读取",
                                           "{1}: a link to a folder, whose files are not read" });
        break;
    case THING_SPECIAL:
        say_left_out(walk, (struct words){ "{1}：不是普通文件，没有读取", "{1}: not read, it is no regular file" });
        break;
    case THING_OWN:
    case THING_UNSEEN:
        break;
    }
}

static void end_folder(struct walk *walk)
{
    leave_folder(walk);
    if (walk->level_count == 0 && !walk->has_found) {
        walk->has_missed = true;
        message(walk->language,
                (struct words){ "{1}：文件夹里没有可读的文件（*.yaml、*.yml、*.json、*.jsonl）",
                                "{1}: the folder has nothing to read (*.yaml *.yml *.json *.jsonl)" },
                walk->request->operands[walk->next_operand - 1], NULL);
    }
}

/* The next step in the innermost folder: a file, a folder in it, or its end. */
static void walk_on(struct walk *walk)
{
    struct level *level = innermost(walk);
    struct open_folder *folder = open_folder_of(walk, level);
    text_cut(&walk->path, level->path_length);
    int error = level->error;
    enum thing thing = THING_UNSEEN;
    const char *name = NULL;
    if (error != 0) {
        level->error = 0;
    } else {
        name = folder_next(&level->names, &thing, &error);
    }
    if (error != 0) {
        find_file(walk, walk->path.bytes, 0, NULL, error);
    } else if (name == NULL) {
        end_folder(walk);
    } else {
        text_add(&walk->path, name, strlen(name));
        look_at_thing(walk, name, thing, folder);
    }
}

/* ---- paths of the command line ---- */

static void begin_walk(struct walk *walk, const char *path)
{
    size_t size = strlen(path);
    while (size > 0 && path[size - 1] == '/') {
        size--;
    }
    walk->path.used = 0;
    text_add(&walk->path, path, size);
    text_add(&walk->path, "/", 1);
    walk->root_length = walk->path.used;
    walk->has_found = false;
    enter_folder(walk, NULL, true);
}

static void find_named_file(struct walk *walk, const char *path, bool is_regular)
{
    const char *slash = strrchr(path, '/');
    size_t folder_length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    if (is_department_name(path + folder_length)) {
        (void)find_department(walk, path, DEPARTMENT_NAMED);
    } else {
        find_file(walk, path, folder_length, lent_department(walk, path, folder_length), 0);
        walk->file.is_regular = is_regular;
    }
}

static void look_at_operand(struct walk *walk, const char *path)
{
    struct stat about;
    if (strcmp(path, "-") == 0) {
        find_file(walk, path, 0, NULL, 0);
    } else if (stat(path, &about) != 0) {
        find_file(walk, path, 0, NULL, errno);
    } else if (S_ISDIR(about.st_mode)) {
        begin_walk(walk, path);
    } else {
        find_named_file(walk, path, S_ISREG(about.st_mode));
    }
}

/* `own` may be NULL. */
static bool is_same_file(const char *own, const char *path)
{
    struct stat about;
    return own != NULL && stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           path_is_file(own, about.st_dev, about.st_ino);
}

/* Says so where a file of the run itself is to be read. */
static bool is_own_operand(const struct walk *walk, const char *path)
{
    if (is_same_file(walk->own.output.path, path)) {
        message(walk->language,
                (struct words){ "{1}：不能既是要读的文件，又是 --output 要写的文件",
                                "{1}: cannot be read and be written by --output at once" },
                path, NULL);
        return true;
    }
    if (is_same_file(walk->own.baseline.path, path)) {
        message(
            walk->language,
            (struct words){ "{1}：是已知问题文件，不能当作项目来读", "{1}: is the file of known findings, no project" },
            path, NULL);
        return true;
    }
    return false;
}

bool walk_is_sensible(struct walk *walk)
{
    bool has_standard_input = false;
    for (size_t i = 0; i < walk->request->operand_count; i++) {
        const char *path = walk->request->operands[i];
        bool is_standard_input = strcmp(path, "-") == 0;
        if (is_standard_input && has_standard_input) {
            message(walk->language,
                    (struct words){ "标准输入“-”只能写一次", "the standard input \"-\" can be named only once" }, NULL,
                    NULL);
            return false;
        }
        has_standard_input = has_standard_input || is_standard_input;
        if (!is_standard_input && is_own_operand(walk, path)) {
            return false;
        }
    }
    return true;
}

bool walk_has_next(struct walk *walk)
{
    while (!walk->has_file && (walk->level_count > 0 || walk->next_operand < walk->request->operand_count)) {
        if (walk->level_count > 0) {
            walk_on(walk);
        } else {
            look_at_operand(walk, walk->request->operands[walk->next_operand++]);
        }
    }
    return walk->has_file;
}

bool walk_next(struct walk *walk, struct walked_file *file_out)
{
    bool has_next = walk_has_next(walk);
    if (has_next) {
        *file_out = walk->file;
        walk->has_file = false;
    }
    return has_next;
}
