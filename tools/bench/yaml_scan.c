/* The least that a program on libyaml must do: open, read, take every event, forget it.
   Usage: yaml_scan FOLDER, or yaml_scan FILE for one stream of documents. Prints how many documents there were. */
#include "folder.h"
#include <stdio.h>
#include <sys/stat.h>
#include <yaml.h>

static char content[1 << 20];

static bool take_events(yaml_parser_t *parser, unsigned long *documents)
{
    yaml_event_t event;
    bool is_at_end = false;
    while (!is_at_end && yaml_parser_parse(parser, &event)) {
        is_at_end = event.type == YAML_STREAM_END_EVENT;
        *documents += event.type == YAML_DOCUMENT_START_EVENT;
        yaml_event_delete(&event);
    }
    return is_at_end;
}

/* The whole file is read first: a quicker way than to let libyaml call for parts of it. */
static bool scan_file(const char *path, void *context)
{
    FILE *file = fopen(path, "rb");
    yaml_parser_t parser;
    if (file == NULL) {
        return false;
    }
    size_t size = fread(content, 1, sizeof(content), file);
    fclose(file);
    if (!yaml_parser_initialize(&parser)) {
        return false;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)content, size);
    bool is_scanned = take_events(&parser, context);
    yaml_parser_delete(&parser);
    return is_scanned;
}

static bool scan_stream(const char *path, unsigned long *documents)
{
    FILE *file = fopen(path, "rb");
    yaml_parser_t parser;
    bool is_scanned = false;
    if (file == NULL) {
        return false;
    }
    if (yaml_parser_initialize(&parser)) {
        yaml_parser_set_input_file(&parser, file);
        is_scanned = take_events(&parser, documents);
        yaml_parser_delete(&parser);
    }
    fclose(file);
    return is_scanned;
}

int main(int argument_count, char **arguments)
{
    unsigned long documents = 0;
    struct stat status;
    if (argument_count != 2 || stat(arguments[1], &status) != 0) {
        fputs("usage: yaml_scan FOLDER|FILE\n", stderr);
        return 2;
    }
    bool is_scanned = S_ISDIR(status.st_mode) ? folder_visit(arguments[1], scan_file, &documents)
                                              : scan_stream(arguments[1], &documents);
    if (!is_scanned) {
        fputs("cannot scan\n", stderr);
        return 1;
    }
    printf("projects %lu\n", documents);
    return 0;
}
