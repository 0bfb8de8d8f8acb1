/* Stands where libFuzzer would: runs every file of the folders given through the target once, and again cut short. */
#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { MOST_INPUT_BYTES = 1 << 17, MOST_PATH_BYTES = 4096 };

static bool run_file(const char *path)
{
    static uint8_t input[MOST_INPUT_BYTES];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    const size_t size_bytes = fread(input, 1, sizeof(input), file);
    const bool is_read = ferror(file) == 0 && feof(file) != 0;
    if (fclose(file) != 0 || !is_read) {
        return false;
    }
    LLVMFuzzerTestOneInput(input, size_bytes);
    LLVMFuzzerTestOneInput(input, size_bytes / 2);
    return true;
}

static bool run_folder(const char *folder, size_t *files_out)
{
    DIR *entries = opendir(folder);
    if (entries == NULL) {
        return false;
    }
    bool is_run = true;
    for (struct dirent *entry = readdir(entries); is_run && entry != NULL; entry = readdir(entries)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        char path[MOST_PATH_BYTES];
        const int path_bytes = snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        is_run = path_bytes > 0 && path_bytes < MOST_PATH_BYTES && run_file(path);
        if (!is_run) {
            fprintf(stderr, "%s cannot be read, or is too long\n", path);
        }
        (*files_out)++;
    }
    return closedir(entries) == 0 && is_run;
}

int main(int argument_count, char **arguments)
{
    size_t files = 0;
    for (int i = 1; i < argument_count; i++) {
        if (!run_folder(arguments[i], &files)) {
            return 1;
        }
    }
    printf("%zu files\n", files);
    return files > 0 ? 0 : 1;
}
