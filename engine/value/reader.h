#ifndef ZIPING_READER_H
#define ZIPING_READER_H

#include "fold.h"
#include "memo.h"
#include "number_memory.h"
#include "pattern.h"
#include "value.h"
#include "vocabulary.h"

/* How a text that the quick looks do not settle is read: by rules, in order, each a pattern and what to make of it. */

enum { READING_MOST_CHARACTERS = 256 }; /* of a text that is looked at; what is longer is no value */

struct reading {
    struct value_workspace *workspace;
    struct arena *arena;
    struct text text;         /* folded, without closing punctuation; of a long text the beginning */
    unsigned features;        /* of it */
    bool is_long;             /* there is more text than that */
    unsigned features_beyond; /* of what is more */
    enum value_role role;
    int32_t year;
    bool tries_all_rules; /* also those that no text with this first character can match */
};

enum rule_outcome {
    RULE_READ,
    RULE_DIFFERS,    /* it is something else: the next rule looks */
    RULE_UNREADABLE, /* it is this, but says nothing: 2月30日 */
    RULE_TOO_LARGE,  /* unreadable too: a number is beyond what can be computed */
};

struct rule {
    const char *pattern;
    unsigned any_feature;   /* the text must have one of them */
    unsigned every_feature; /* and all of these */
    bool in_target;
    bool in_achieved;
    bool may_lead;                /* a long text may begin so */
    const char *first_characters; /* of all texts that can match */
    enum rule_outcome (*read)(const struct reading *reading, const struct pattern_match *match,
                              struct value *value_out);
};

enum { DEADLINE_RULE_COUNT = 5, MEASURE_RULE_COUNT = 5, RULE_COUNT = DEADLINE_RULE_COUNT + MEASURE_RULE_COUNT };

extern const struct rule deadline_rules[DEADLINE_RULE_COUNT];
extern const struct rule
    measure_rules[MEASURE_RULE_COUNT]; /* after the deadlines: 12月 is a date, 12个月 is a number */

struct value_reader {
    struct memory memory;
    struct arena arena; /* of the vocabulary */
    struct vocabulary vocabulary;
    pcre2_general_context *general;
};

struct value_workspace {
    const struct value_reader *reader;
    pcre2_match_context *limits;
    pcre2_match_data *block;
    pcre2_match_data *name_block;             /* a rule asks for names while it holds its own match */
    struct pattern rule_patterns[RULE_COUNT]; /* without code until they are needed */
    struct pattern name_pattern;
    char folded[FOLD_ROOM_BYTES(4 * READING_MOST_CHARACTERS)];
    struct number_memory numbers;
    struct memo memo;
};

static inline const struct vocabulary *reading_vocabulary(const struct reading *reading)
{
    return &reading->workspace->reader->vocabulary;
}

/* Whether the digits of a text are only those of names: 5G基站, ISO9001, 晋财绩〔2020〕10号. */
bool reading_has_only_names(const struct reading *reading);

/* Of a text that is folded and has been looked at for blanks and tiers. */
struct value reading_value_by_rules(const struct reading *reading);

/* value_read without what it remembers of the text; what it reads is kept. */
struct value value_read_anew(struct value_workspace *workspace, struct arena *arena, struct text text,
                             enum value_role role, int32_t year);

/* value_read without its quick looks: the same value, more slowly. */
struct value value_read_by_rules(struct value_workspace *workspace, struct arena *arena, struct text text,
                                 enum value_role role, int32_t year);

#endif
