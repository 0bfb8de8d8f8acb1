#ifndef ZIPING_FINDING_H
#define ZIPING_FINDING_H

#include "arena.h"
#include "decimal.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The catalogue (catalogue.def) names every kind of finding once. A code may have several messages; a finding is a
   message with its typed values, and is put into words last, in one language or the other. */

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE, SEVERITY_COUNT };

enum finding_code {
#define FINDING(code, ...) FINDING_##code,
#define MESSAGE(...)
#include "catalogue.def"
#undef FINDING
#undef MESSAGE
    FINDING_CODE_COUNT
};

enum message {
#define FINDING(...)
#define MESSAGE(message, ...) MESSAGE_##message,
#include "catalogue.def"
#undef FINDING
#undef MESSAGE
    MESSAGE_COUNT
};

enum language { LANGUAGE_CHINESE, LANGUAGE_ENGLISH, LANGUAGE_COUNT };

/* Words of ours that a message quotes, in both languages; {1}, {2} … in them stand for values (term_write). The list is
   in catalogue.def's companion, terms.def. */
enum term {
#define TERM(term, chinese, english) TERM_##term,
#include "terms.def"
#undef TERM
    TERM_COUNT
};

/* Line and column count from 1; the column counts characters (code points), not bytes. Line 0 is no place in
   particular (the whole document). */
struct place {
    uint32_t line;
    uint32_t column;
};

enum argument_kind {
    ARGUMENT_TEXT,
    ARGUMENT_DECIMAL,
    ARGUMENT_AMOUNT,
    ARGUMENT_COUNT,
    ARGUMENT_TERM,
    ARGUMENT_WORDS,
};

struct writer;

/* Words that are found when the message is written, since finding them takes long and many reports print no message. */
struct late_words {
    void (*write)(struct writer *writer, const void *subject, enum language language);
    const void *subject; /* lives as long as the finding */
};

struct argument {
    enum argument_kind kind;
    union {
        struct text text;       /* quoted as it stands; lives as long as the finding */
        struct decimal decimal; /* ARGUMENT_DECIMAL as it is, ARGUMENT_AMOUNT with thousands separators */
        uint64_t count;
        enum term term;
        struct late_words words;
    };
};

#define TEXT_ARGUMENT(value) ((struct argument){ .kind = ARGUMENT_TEXT, .text = (value) })
#define DECIMAL_ARGUMENT(value) ((struct argument){ .kind = ARGUMENT_DECIMAL, .decimal = (value) })
#define AMOUNT_ARGUMENT(value) ((struct argument){ .kind = ARGUMENT_AMOUNT, .decimal = (value) })
#define COUNT_ARGUMENT(value) ((struct argument){ .kind = ARGUMENT_COUNT, .count = (value) })
#define TERM_ARGUMENT(value) ((struct argument){ .kind = ARGUMENT_TERM, .term = (value) })
#define WORDS_ARGUMENT(...) ((struct argument){ .kind = ARGUMENT_WORDS, .words = { __VA_ARGS__ } })

struct finding {
    enum message message;
    struct place place;
    struct text indicator; /* its name; no bytes where the finding is about no indicator */
    const struct argument *arguments;
    size_t argument_count;
    struct finding *next;
};

struct finding_list {
    struct arena *arena; /* of the findings */
    struct finding *first;
    struct finding *last;
    size_t count;
    size_t count_by_severity[SEVERITY_COUNT];
    size_t known_count; /* of findings that were in the list, until a baseline knew them */
};

void finding_list_begin(struct finding_list *list, struct arena *arena);

/* Adds a finding at the end; the arguments are copied, the texts in them (valid UTF-8) are not. There are as many
   arguments as the message has values. Leaves through the arena's escape where there is no more; then the list is as it
   was. */
void finding_add(struct finding_list *list, enum message message, struct place place, struct text indicator,
                 const struct argument *arguments, size_t argument_count);

/* finding_report(list, MESSAGE_X, place, indicator, argument…): at least one argument. */
#define finding_report(list, message, place, indicator, ...)                                                           \
    finding_add((list), (message), (place), (indicator), (const struct argument[]){ __VA_ARGS__ },                     \
                sizeof((const struct argument[]){ __VA_ARGS__ }) / sizeof(struct argument))

/* Leaves out of the list what `is_kept` does not keep. It is asked of each finding once, in order, and may leave
   through an escape: the list is whole at any time. */
void finding_list_leave_out(struct finding_list *list, bool (*is_kept)(void *context, const struct finding *finding),
                            void *context);

/* Sorts by line, column, code (by its name, as bytes); what is equal keeps its order. */
void finding_list_sort(struct finding_list *list);

#endif
