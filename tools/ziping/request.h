#ifndef ZIPING_PROGRAM_REQUEST_H
#define ZIPING_PROGRAM_REQUEST_H

#include "status.h"
#include "words.h"

#include <ziping.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the command line asks for. */

enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

enum { FAIL_ON_NEVER = -1, MOST_JOBS = 64, MOST_RULE_SETS = 16 };

/* Each option is a bit, by which a command says what it knows. */
enum option_bit {
    OPTION_RULES = 1 << 0,
    OPTION_FORMAT = 1 << 1,
    OPTION_OUTPUT = 1 << 2,
    OPTION_LANG = 1 << 3,
    OPTION_FAIL_ON = 1 << 4,
    OPTION_BASELINE = 1 << 5,
    OPTION_COLOR = 1 << 6,
    OPTION_JOBS = 1 << 7,
    OPTION_READER = 1 << 8,
    OPTION_CACHE = 1 << 9,
    OPTION_QUIET = 1 << 10,
    OPTION_VERBOSE = 1 << 11,
    OPTION_ACHIEVED = 1 << 12,
    OPTION_YEAR = 1 << 13,
    OPTION_TO = 1 << 14,
    OPTION_CHECKLIST = 1 << 15,
    OPTION_WRITE = 1 << 16,
    OPTION_DRY_RUN = 1 << 17,
    OPTION_HELP = 1 << 18,
    OPTION_VERSION = 1 << 19
};

struct request;

struct command {
    const char *name;
    const char *arguments; /* as its usage shows them */
    struct words summary;
    struct words details;
    const char *examples; /* a line each */
    unsigned options;     /* of enum option_bit */
    bool takes_any_word;  /* what is none of its options is something to read, such as -3% */
    enum exit_status (*run)(const struct request *request);
};

struct option {
    const char *name;       /* with its two dashes */
    const char *value_name; /* NULL: it takes none */
    enum option_bit bit;
    bool (*set)(struct request *request, const char *value); /* false: no value it can have */
    struct words help;
};

struct request {
    const struct command *command; /* NULL: none was named */
    unsigned given;                /* of enum option_bit */
    zp_language language;
    zp_format format;
    int fail_on; /* the least zp_severity that counts, or FAIL_ON_NEVER */
    enum colour_choice colour;
    const char *rules[MOST_RULE_SETS]; /* in their order; the last one decides */
    size_t rule_set_count;
    const char *output;           /* NULL: not given */
    const char *cache;            /* NULL: not given */
    const char *baseline;         /* of known findings; NULL: not given */
    const char *written_baseline; /* the same, to be written */
    const char *to;               /* a grade, or all; NULL: not given */
    size_t jobs;
    zp_reader reader;
    bool is_quiet;
    bool is_verbose;
    bool is_achieved;
    bool has_checklist;
    bool is_writing;
    bool is_dry_run;
    int32_t year; /* 0: not given */
    char **operands;
    size_t operand_count;
};

/* `arguments` as main gets them; they are put into another order. Answers false when they are wrong, and says how. */
bool request_parse(struct request *request_out, int count, char **arguments);

/* The table of options, ended by one without a name. */
const struct option *options_table(void);

/* Says what is wrong with the usage and where to read about it. */
enum exit_status wrong_usage(const struct request *request, struct words words, const char *first, const char *second);

/* The same for a command that there is not, with the nearest that there is. */
enum exit_status unknown_command(const struct request *request, const char *name);

#endif
