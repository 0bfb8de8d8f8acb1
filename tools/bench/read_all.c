/* The least that any program must do with a folder of files: open and read each. Usage: read_all FOLDER. */
#include "folder.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static char content[1 << 20];

static bool read_file(const char *path, void *context)
{
    unsigned long *files = context;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = file < 0 ? -1 : read(file, content, sizeof(content));
    if (file >= 0) {
        close(file);
    }
    (*files)++;
    return size >= 0;
}

int main(int argument_count, char **arguments)
{
    unsigned long files = 0;
    if (argument_count != 2) {
        fputs("usage: read_all FOLDER\n", stderr);
        return 2;
    }
    if (!folder_visit(arguments[1], read_file, &files)) {
        return 1;
    }
    printf("projects %lu\n", files);
    return 0;
}
