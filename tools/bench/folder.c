#include "folder.h"
#include <dirent.h>
#include <stdio.h>

bool folder_visit(const char *folder, bool (*visit)(const char *path, void *context), void *context)
{
    DIR *opened = opendir(folder);
    if (opened == NULL) {
        perror(folder);
        return false;
    }
    bool goes_on = true;
    const struct dirent *entry;
    while (goes_on && (entry = readdir(opened)) != NULL) {
        if (entry->d_name[0] != '.') {
            char path[4096];
            snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
            goes_on = visit(path, context);
            if (!goes_on) {
                fprintf(stderr, "cannot read %s\n", path);
            }
        }
    }
    closedir(opened);
    return goes_on;
}
