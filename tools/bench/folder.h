/* Goes through the files of a folder, in the order that the folder has them. */
#ifndef ZIPING_BENCH_FOLDER_H
#define ZIPING_BENCH_FOLDER_H

#include <stdbool.h>

/* Calls `visit` with the path of each file until it answers false; false then, or if the folder cannot be read. */
bool folder_visit(const char *folder, bool (*visit)(const char *path, void *context), void *context);

#endif
