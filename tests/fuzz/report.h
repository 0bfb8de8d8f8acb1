#ifndef ZIPING_FUZZ_REPORT_H
#define ZIPING_FUZZ_REPORT_H

#include "printed.h"

#include <stdbool.h>

#include "ziping.h"

/* One way to report, with all that the program can ask for. */
struct report_row {
    zp_report report;
    zp_format format;
    zp_style style;
};

/* Every renderer in every style. */
enum { REPORT_ROWS = 13 };
extern const struct report_row report_rows[REPORT_ROWS];

/* Limits that an input of a few kilobytes can reach. */
zp_engine *small_engine_create(zp_reader reader);

/* A folder: some files of projects, and a file of the department, or none (no bytes). */
struct folder {
    const zp_text *projects;
    size_t project_files;
    bool is_json_lines;
    zp_text department;
};

/* Reads the folder and reports it, looks at everything that can be asked for, and at whether the report is well formed.
   What was printed is in `printed_out`, zeroed by the caller and freed by it. */
void report_folder(const zp_engine *engine, const struct folder *folder, const struct report_row *row,
                   struct printed *printed_out);

/* The same in WAYS_AT_ONCE of the ways there are, which `seed` chooses; nothing is kept. libFuzzer gets on quicker with
   few of them; a corpus goes through all. */
void report_folder_in_ways(const zp_engine *engine, const struct folder *folder, size_t seed);

#endif
