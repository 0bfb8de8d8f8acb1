/* Evaluates every document of a stream, and keeps the derivation of every score or does not.

       derive with|without STREAM            prints how many documents were scored

   What keeping costs is the difference, as valgrind's callgrind counts it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ziping.h>

struct content {
    char *bytes;
    size_t size_bytes;
};

static struct content read_all(const char *path)
{
    struct content content = { NULL, 0 };
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    content.size_bytes = (size_t)ftell(file);
    rewind(file);
    content.bytes = malloc(content.size_bytes + 1);
    if (content.bytes == NULL || fread(content.bytes, 1, content.size_bytes, file) != content.size_bytes) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    (void)fclose(file);
    return content;
}

static void need(zp_status status)
{
    if (status != ZP_OK) {
        (void)fprintf(stderr, "status %d\n", (int)status);
        exit(EXIT_FAILURE);
    }
}

int main(int count, char **arguments)
{
    if (count != 3) {
        (void)fprintf(stderr, "usage: derive with|without STREAM\n");
        return 2;
    }
    struct content content = read_all(arguments[2]);
    zp_settings settings;
    zp_engine *engine = NULL;
    zp_session *session = NULL;
    zp_source *source = NULL;
    zp_evaluation *evaluation = NULL;
    zp_settings_default(&settings);
    settings.document_bytes = content.size_bytes;
    settings.keeps_derivations = strcmp(arguments[1], "with") == 0;
    need(zp_engine_create(&settings, &engine));
    need(zp_session_create(engine, &session));
    const zp_source_description description = { .bytes = { content.bytes, content.size_bytes },
                                                .file = { arguments[2], strlen(arguments[2]) } };
    need(zp_source_open(session, &description, &source));
    size_t scored = 0;
    while (zp_source_next(source, &evaluation) == ZP_OK) {
        scored += zp_evaluation_is_scored(evaluation);
        zp_evaluation_destroy(evaluation);
    }
    printf("%zu\n", scored);
    zp_source_close(source);
    zp_session_destroy(session);
    zp_engine_destroy(engine);
    free(content.bytes);
    return 0;
}
