#ifndef ZIPING_PRINTED_H
#define ZIPING_PRINTED_H

#include <stdbool.h>
#include <stddef.h>

#include "ziping.h"

/* What a report printed, kept to be looked at. Zeroed to begin with; printed_end frees it. */
struct printed {
    char *bytes;
    size_t size_bytes;
    size_t room_bytes;
};

zp_sink printed_sink(struct printed *printed);
void printed_end(struct printed *printed);

bool printed_is_same(const struct printed *a, const struct printed *b);

/* Each ends the program where what was printed is not well formed, and all where it is not UTF-8.
   No control characters but line feeds, and escapes where there is colour. */
void expect_text(const struct printed *printed, bool has_colour);
/* One value of JSON a line, or one in all. */
void expect_json_lines(const struct printed *printed);
void expect_json(const struct printed *printed);
/* Records of as many fields as the first. */
void expect_csv(const struct printed *printed);

#endif
