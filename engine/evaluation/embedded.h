#ifndef ZIPING_EMBEDDED_H
#define ZIPING_EMBEDDED_H

#include <stddef.h>

/* The files of indicators/ that the build compiles in (embed.cmake), so that the library needs no files. Rule sets
   stand behind those that they extend. */
struct embedded_file {
    const char *name; /* from indicators/ on: rules/mof-2020.yaml */
    const char *bytes;
    size_t size_bytes;
};

extern const struct embedded_file embedded_files[];
extern const size_t embedded_file_count;

#endif
