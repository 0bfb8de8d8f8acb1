#ifndef ZIPING_PATTERN_H
#define ZIPING_PATTERN_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "text.h"

#include <stdbool.h>

/* The names that groups have in the patterns of this floor. */
#define PATTERN_GROUPS(X)                                                                                              \
    X(SIGN, "sign")                                                                                                    \
    X(ABOUT, "about")                                                                                                  \
    X(SHARE, "share")                                                                                                  \
    X(NUMBER, "number")                                                                                                \
    X(TAIL, "tail")                                                                                                    \
    X(UPPER_SHARE, "upper_share")                                                                                      \
    X(UPPER, "upper")                                                                                                  \
    X(UPPER_TAIL, "upper_tail")                                                                                        \
    X(ABOUT_AFTER, "about_after")                                                                                      \
    X(SUFFIX, "suffix")                                                                                                \
    X(EVERY, "every")                                                                                                  \
    X(FROM_YEAR, "from_year")                                                                                          \
    X(YEAR, "year")                                                                                                    \
    X(NEXT_YEAR, "next_year")                                                                                          \
    X(MONTH, "month")                                                                                                  \
    X(DAY, "day")                                                                                                      \
    X(TEN_DAYS, "ten_days")                                                                                            \
    X(QUARTER, "quarter")                                                                                              \
    X(HALF, "half")                                                                                                    \
    X(YEAR_END, "year_end")                                                                                            \
    X(MONTH_END, "month_end")                                                                                          \
    X(BEFORE, "before")                                                                                                \
    X(REST, "rest")

enum pattern_group {
#define PATTERN_GROUP(name, text) GROUP_##name,
    PATTERN_GROUPS(PATTERN_GROUP)
#undef PATTERN_GROUP
        GROUP_COUNT
};

enum { PATTERN_MOST_PAIRS = 32 }; /* of offsets, the whole match included */

/* A compiled pattern. It must match from the first byte on. */
struct pattern {
    pcre2_code *code;
    unsigned char group_numbers[GROUP_COUNT]; /* 0 where the pattern has no such group */
};

enum pattern_outcome { PATTERN_MATCHES, PATTERN_DIFFERS, PATTERN_OVER_LIMIT, PATTERN_NO_MEMORY };

/* What a pattern found. Valid until the match block is used again. */
struct pattern_match {
    const struct pattern *pattern;
    struct text subject;
    const PCRE2_SIZE *offsets;
    size_t pair_count;
};

/* False where memory is refused; then nothing is held. */
bool pattern_create(struct pattern *pattern, const char *text, pcre2_general_context *general);
void pattern_destroy(struct pattern *pattern);

/* `subject` must be valid UTF-8. */
enum pattern_outcome pattern_find(const struct pattern *pattern, struct text subject, pcre2_match_data *block,
                                  pcre2_match_context *limits, struct pattern_match *match_out);

/* What a group matched; blank where it matched nothing or the pattern has none of that name. */
struct text match_group(const struct pattern_match *match, enum pattern_group group);

#endif
