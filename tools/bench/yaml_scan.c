/* The least that a program on libyaml must do with a folder of files: open, read, take every event, forget it.
   Usage: yaml_scan FOLDER. Prints how many files, bytes and events there were. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

struct sums {
    unsigned long files;
    unsigned long bytes;
    unsigned long events;
};

static char content[1 << 20];

static int scan(const char *path, struct sums *sums)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return 0;
    }
    size_t size = fread(content, 1, sizeof(content), file);
    fclose(file);
    yaml_parser_t parser;
    yaml_event_t event;
    int is_at_end = 0;
    if (!yaml_parser_initialize(&parser)) {
        return 0;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)content, size);
    while (!is_at_end && yaml_parser_parse(&parser, &event)) {
        is_at_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        sums->events++;
    }
    yaml_parser_delete(&parser);
    sums->files++;
    sums->bytes += size;
    return is_at_end;
}

int main(int count, char **arguments)
{
    struct sums sums = { 0, 0, 0 };
    char path[4096];
    DIR *folder = count == 2 ? opendir(arguments[1]) : NULL;
    if (folder == NULL) {
        fputs("usage: yaml_scan FOLDER\n", stderr);
        return 2;
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        int length = snprintf(path, sizeof(path), "%s/%s", arguments[1], entry->d_name);
        if (length < 0 || (size_t)length >= sizeof(path) || !scan(path, &sums)) {
            fprintf(stderr, "cannot scan %s\n", entry->d_name);
            closedir(folder);
            return 1;
        }
    }
    closedir(folder);
    printf("%lu files, %lu bytes, %lu events\n", sums.files, sums.bytes, sums.events);
    return 0;
}
