/* Stands where libFuzzer would: runs every input of the folders and packs given through the target once, and again cut
   short. A pack is a file `…inputs`: how many inputs there are, the bytes that each has, all as decimal lines, then the
   inputs one behind the other. */
#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { MOST_INPUT_BYTES = 1 << 17, MOST_PATH_BYTES = 4096, MOST_INPUTS = 4096 };

static uint8_t input[MOST_INPUT_BYTES];

static void run_input(size_t size_bytes)
{
    LLVMFuzzerTestOneInput(input, size_bytes);
    LLVMFuzzerTestOneInput(input, size_bytes / 2);
}

static bool run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    const size_t size_bytes = fread(input, 1, sizeof(input), file);
    const bool is_read = ferror(file) == 0 && feof(file) != 0;
    if (fclose(file) != 0 || !is_read) {
        return false;
    }
    run_input(size_bytes);
    return true;
}

static bool run_inputs_of(FILE *pack, size_t *inputs_out)
{
    static size_t sizes[MOST_INPUTS];
    size_t count = 0;
    if (fscanf(pack, "%zu\n", &count) != 1 || count > MOST_INPUTS) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        /* The line end is read by hand: behind the last an input begins, perhaps with a blank. */
        if (fscanf(pack, "%zu", &sizes[i]) != 1 || sizes[i] > sizeof(input) || fgetc(pack) != '\n') {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (fread(input, 1, sizes[i], pack) != sizes[i]) {
            return false;
        }
        run_input(sizes[i]);
    }
    *inputs_out += count;
    return fgetc(pack) == EOF;
}

static bool run_pack(const char *path, size_t *inputs_out)
{
    FILE *pack = fopen(path, "rb");
    const bool is_run = pack != NULL && run_inputs_of(pack, inputs_out);
    if (pack != NULL) {
        (void)fclose(pack);
    }
    if (!is_run) {
        fprintf(stderr, "%s cannot be read, or is no pack\n", path);
    }
    return is_run;
}

static bool run_folder(const char *folder, size_t *inputs_out)
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
        (*inputs_out)++;
    }
    return closedir(entries) == 0 && is_run;
}

static bool is_pack(const char *path)
{
    static const char ending[] = ".inputs";
    const size_t size = strlen(path);
    return size >= sizeof(ending) && strcmp(path + size - (sizeof(ending) - 1), ending) == 0;
}

int main(int argument_count, char **arguments)
{
    size_t inputs = 0;
    for (int i = 1; i < argument_count; i++) {
        const char *path = arguments[i];
        if (!(is_pack(path) ? run_pack(path, &inputs) : run_folder(path, &inputs))) {
            return 1;
        }
    }
    printf("%zu inputs\n", inputs);
    return inputs > 0 ? 0 : 1;
}
