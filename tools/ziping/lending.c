#include "lending.h"

#include "folder.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

struct looked_folder {
    char *path; /* the real one, without a slash behind it */
    struct lender *own;
    struct lender *lender; /* its own, or that of a folder above */
};

static int compare_folders(const void *a, const void *b)
{
    return strcmp(((const struct looked_folder *)a)->path, ((const struct looked_folder *)b)->path);
}

static void end_with_slash(struct text_buffer *path)
{
    if (path->used == 0 || path->bytes[path->used - 1] != '/') {
        text_add(path, "/", 1);
    }
}

void lending_begin(struct lending *lending, const struct own_files *own)
{
    *lending = (struct lending){ .own = own };
    char *here = realpath(".", NULL);
    if (here != NULL) {
        text_add(&lending->here, here, strlen(here));
        end_with_slash(&lending->here);
        free(here);
    }
}

void lending_end(struct lending *lending)
{
    while (lending->folders != NULL) {
        struct looked_folder *folder = *(struct looked_folder **)lending->folders;
        tdelete(folder, &lending->folders, compare_folders);
        free(folder->own);
        free(folder->path);
        free(folder);
    }
    free(lending->here.bytes);
    free(lending->last_named.bytes);
}

/* ---- one folder ---- */

/* `folder` is its path, ended by its slash, and comes back as it was. */
static enum thing thing_in(struct text_buffer *folder, const char *name, const struct own_files *own)
{
    size_t length = folder->used;
    text_add(folder, name, strlen(name));
    enum thing thing = thing_at(AT_FDCWD, folder->bytes, own);
    text_cut(folder, length);
    return thing;
}

/* Whether a file is there, or what is there cannot be seen for a reason that reading will say. A folder that we may not
   look into has none for us. */
static bool is_lender(enum thing thing, int error)
{
    return thing == THING_FILE || (thing == THING_UNSEEN && error != ENOENT && error != ENOTDIR && error != EACCES);
}

static struct lender *lender_in(struct text_buffer *folder, const struct own_files *own)
{
    for (size_t i = 0; i < DEPARTMENT_NAMES; i++) {
        const char *name = department_names[i];
        enum thing thing = thing_in(folder, name, own);
        if (is_lender(thing, errno)) {
            size_t name_size = strlen(name) + 1;
            struct lender *lender = must_have(malloc(sizeof(*lender) + folder->used + name_size));
            lender->department = NULL;
            lender->is_known = false;
            memcpy(lender->path, folder->bytes, folder->used);
            memcpy(lender->path + folder->used, name, name_size);
            return lender;
        }
    }
    return NULL;
}

/* ---- the folders above ---- */

static struct looked_folder *look_at(struct lending *lending, char *path, struct text_buffer *named);

static char *copy_of(const char *text, size_t size)
{
    char *copy = must_have(malloc(size + 1));
    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

static struct lender *lender_above(struct lending *lending, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL || slash[1] == '\0') {
        return NULL;
    }
    char *above = copy_of(path, slash == path ? 1 : (size_t)(slash - path));
    struct text_buffer named = { 0 };
    text_add(&named, above, strlen(above));
    end_with_slash(&named);
    const struct text_buffer *here = &lending->here;
    if (here->used > 0 && strncmp(named.bytes, here->bytes, here->used) == 0) {
        memmove(named.bytes, named.bytes + here->used, named.used - here->used + 1);
        named.used -= here->used;
    }
    struct lender *lender = look_at(lending, above, &named)->lender;
    free(named.bytes);
    return lender;
}

/* Takes `path`, the real one. `named` is what the folder is called in messages, ended by a slash. */
static struct looked_folder *look_at(struct lending *lending, char *path, struct text_buffer *named)
{
    struct looked_folder key = { .path = path };
    void *found = tfind(&key, &lending->folders, compare_folders);
    if (found != NULL) {
        free(path);
        return *(struct looked_folder **)found;
    }
    struct looked_folder *folder = must_have(malloc(sizeof(*folder)));
    folder->path = path;
    folder->own = lender_in(named, lending->own);
    folder->lender = folder->own;
    if (folder->own == NULL && thing_in(named, ".git", NULL) == THING_UNSEEN) {
        folder->lender = lender_above(lending, path);
    }
    must_have(tsearch(folder, &lending->folders, compare_folders));
    return folder;
}

/* Where the system does not tell the real path (too long, say), it is told from the names. */
static char *path_by_name(const struct lending *lending, const char *folder, size_t length)
{
    struct text_buffer path = { 0 };
    if (lending->here.used > 0 && (length == 0 || folder[0] != '/')) {
        text_add(&path, lending->here.bytes, lending->here.used);
    }
    text_add(&path, folder, length);
    if (path.used > 1 && path.bytes[path.used - 1] == '/') {
        text_cut(&path, path.used - 1);
    }
    return path.bytes;
}

struct lender *lending_to(struct lending *lending, const char *folder, size_t length)
{
    struct text_buffer *named = &lending->last_named;
    if (named->bytes != NULL && named->used == length && memcmp(named->bytes, folder, length) == 0) {
        return lending->last_lender;
    }
    named->used = 0;
    text_add(named, folder, length);
    char *path = realpath(length == 0 ? "." : named->bytes, NULL);
    if (path == NULL) {
        path = path_by_name(lending, folder, length);
    }
    lending->last_lender = look_at(lending, path, named)->lender;
    return lending->last_lender;
}
