#include "catalogue.h"

#include "must.h"
#include "utf8.h"

#include <string.h>

enum { QUOTED_MOST_CHARACTERS = 80 };

/* A literal as a text: what a table may be made of. */
#define ENTRY(literal)                                                                                                 \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

struct code_entry {
    struct text name;
    enum severity severity;
    const char *titles[LANGUAGE_COUNT];
    const char *explanations[LANGUAGE_COUNT];
};

static const struct code_entry codes[FINDING_CODE_COUNT] = {
#define FINDING(code, name, severity, chinese_title, english_title, chinese, english)                                  \
    [FINDING_##code] = { ENTRY(name), SEVERITY_##severity, { chinese_title, english_title }, { chinese, english } },
#define MESSAGE(...)
#include "catalogue.def"
#undef FINDING
#undef MESSAGE
};

struct message_entry {
    enum finding_code code;
    struct text names; /* of its values, a blank between two */
    struct text templates[LANGUAGE_COUNT];
};

static const struct message_entry messages[MESSAGE_COUNT] = {
#define FINDING(...)
#define MESSAGE(message, code, names, chinese, english)                                                                \
    [MESSAGE_##message] = { FINDING_##code, ENTRY(names), { ENTRY(chinese), ENTRY(english) } },
#include "catalogue.def"
#undef FINDING
#undef MESSAGE
};

static const char *const terms[TERM_COUNT][LANGUAGE_COUNT] = {
#define TERM(term, chinese, english) [TERM_##term] = { chinese, english },
#include "terms.def"
#undef TERM
};

static const struct {
    struct text name;
    const char *titles[LANGUAGE_COUNT];
} severities[SEVERITY_COUNT] = {
    [SEVERITY_ERROR] = { ENTRY("error"), { "错误", "error" } },
    [SEVERITY_WARNING] = { ENTRY("warning"), { "警告", "warning" } },
    [SEVERITY_NOTE] = { ENTRY("note"), { "提示", "note" } },
};

const char *finding_code_name(enum finding_code code)
{
    return codes[code].name.bytes;
}

struct text finding_code_text(enum finding_code code)
{
    return codes[code].name;
}

bool finding_code_find(struct text name, enum finding_code *code_out)
{
    for (size_t i = 0; i < FINDING_CODE_COUNT; i++) {
        if (text_equals(name, codes[i].name)) {
            *code_out = (enum finding_code)i;
            return true;
        }
    }
    return false;
}

enum severity finding_code_severity(enum finding_code code)
{
    return codes[code].severity;
}

const char *finding_code_title(enum finding_code code, enum language language)
{
    return codes[code].titles[language];
}

const char *finding_code_explanation(enum finding_code code, enum language language)
{
    return codes[code].explanations[language];
}

enum finding_code message_code(enum message message)
{
    return messages[message].code;
}

const char *severity_name(enum severity severity)
{
    return severities[severity].name.bytes;
}

struct text severity_text(enum severity severity)
{
    return severities[severity].name;
}

const char *severity_title(enum severity severity, enum language language)
{
    return severities[severity].titles[language];
}

bool severity_find(struct text name, enum severity *severity_out)
{
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        if (text_equals(name, severities[i].name)) {
            *severity_out = (enum severity)i;
            return true;
        }
    }
    return false;
}

const char *term_title(enum term term, enum language language)
{
    return terms[term][language];
}

size_t message_value_count(enum message message)
{
    struct text names = messages[message].names;
    size_t count = !text_is_empty(names);
    for (size_t i = 0; i < names.size_bytes; i++) {
        count += names.bytes[i] == ' ';
    }
    return count;
}

/* The names of a message's values from one of them on, a blank between two. */
struct value_names {
    struct text rest;
    size_t index;
};

static bool is_next(const struct value_names *names, struct text name)
{
    return text_starts_with(names->rest, name) &&
           (names->rest.size_bytes == name.size_bytes || names->rest.bytes[name.size_bytes] == ' ');
}

static void skip_name(struct value_names *names)
{
    size_t size_bytes = 0;
    while (size_bytes < names->rest.size_bytes && names->rest.bytes[size_bytes] != ' ') {
        size_bytes++;
    }
    names->rest = text_without_first(names->rest, size_bytes + 1);
    names->index++;
}

/* Mostly the next one: `names` stands behind the one that was asked for last. A name that the message has no value for
   is our own mistake. */
static const struct argument *argument_named(const struct finding *finding, struct value_names *names, struct text name)
{
    if (!is_next(names, name)) {
        *names = (struct value_names){ messages[finding->message].names, 0 };
    }
    while (!text_is_empty(names->rest) && !is_next(names, name)) {
        skip_name(names);
    }
    must(names->index < finding->argument_count);
    const struct argument *argument = &finding->arguments[names->index];
    names->rest = text_without_first(names->rest, name.size_bytes + 1);
    names->index++;
    return argument;
}

/* What would break a line, move the cursor or turn the direction of what follows: control characters, line and
   paragraph separators, and the signs of bidirectional text. */
static bool is_disturbing(uint32_t code_point)
{
    static const struct {
        uint32_t first;
        uint32_t last;
    } ranges[] = {
        { 0x0000, 0x001F }, { 0x007F, 0x009F }, { 0x061C, 0x061C },
        { 0x200E, 0x200F }, { 0x2028, 0x202E }, { 0x2066, 0x2069 },
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (code_point >= ranges[i].first && code_point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

static bool is_further_byte(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* How many bytes a character takes that is quoted as it is, and that nearly all are: ASCII without control characters,
   or one of three bytes that is no surrogate and no general punctuation, among which are the disturbing ones. 0 for any
   other, which has to be looked at. */
static size_t usual_character_bytes(struct text text)
{
    unsigned char first = (unsigned char)text.bytes[0];
    if (first >= ' ' && first < 0x7F) {
        return 1;
    }
    bool is_usual = first >= 0xE2 && first <= 0xEF && first != 0xED && text.size_bytes >= 3 &&
                    is_further_byte(text.bytes[1]) && is_further_byte(text.bytes[2]) &&
                    (first != 0xE2 || (unsigned char)text.bytes[1] > 0x81);
    return is_usual ? 3 : 0;
}

/* Whether a short text is quoted as it is. */
static bool is_plain(struct text text)
{
    size_t character_bytes = 1;
    if (text.size_bytes > QUOTED_MOST_CHARACTERS) {
        return false;
    }
    while (!text_is_empty(text) && character_bytes > 0) {
        character_bytes = usual_character_bytes(text);
        text = text_without_first(text, character_bytes);
    }
    return character_bytes > 0;
}

/* Takes a character off `rest`. What is not UTF-8, as the name of a file may be, is written as U+FFFD. */
static void write_quoted_character(struct writer *writer, struct text *rest)
{
    enum { MOST_CHARACTER_BYTES = 4 };
    struct text before = *rest;
    size_t looked_at = before.size_bytes < MOST_CHARACTER_BYTES ? before.size_bytes : MOST_CHARACTER_BYTES;
    if (utf8_valid_bytes((struct text){ before.bytes, looked_at }) == 0) {
        *rest = text_without_first(before, 1);
        writer_string(writer, "\xEF\xBF\xBD");
    } else if (is_disturbing(utf8_take(rest))) {
        writer_character(writer, ' ');
    } else {
        writer_text(writer, (struct text){ before.bytes, before.size_bytes - rest->size_bytes });
    }
}

static void write_quoted(struct writer *writer, struct text text)
{
    if (is_plain(text)) {
        writer_text(writer, text);
        return;
    }
    for (size_t i = 0; i < QUOTED_MOST_CHARACTERS && !text_is_empty(text); i++) {
        write_quoted_character(writer, &text);
    }
    if (!text_is_empty(text)) {
        writer_string(writer, "…");
    }
}

static void write_argument(struct writer *writer, const struct argument *argument, enum language language)
{
    switch (argument->kind) {
    case ARGUMENT_TEXT:
        write_quoted(writer, argument->text);
        break;
    case ARGUMENT_DECIMAL:
        writer_decimal(writer, argument->decimal);
        break;
    case ARGUMENT_AMOUNT:
        writer_decimal_grouped(writer, argument->decimal);
        break;
    case ARGUMENT_COUNT:
        writer_count(writer, argument->count);
        break;
    case ARGUMENT_TERM:
        writer_string(writer, term_title(argument->term, language));
        break;
    case ARGUMENT_WORDS:
        argument->words.write(writer, argument->words.subject, language);
        break;
    }
}

void term_write(struct writer *writer, enum term term, const struct argument *arguments, size_t argument_count,
                enum language language)
{
    const size_t placeholder_bytes = sizeof("{1}") - 1;
    struct text rest = text_of(term_title(term, language));
    while (!text_is_empty(rest)) {
        const char *brace = memchr(rest.bytes, '{', rest.size_bytes);
        size_t plain_bytes = brace == NULL ? rest.size_bytes : (size_t)(brace - rest.bytes);
        writer_text(writer, (struct text){ rest.bytes, plain_bytes });
        rest = text_without_first(rest, plain_bytes);
        if (brace != NULL) {
            must(rest.size_bytes >= placeholder_bytes && brace[2] == '}');
            size_t index = (size_t)(brace[1] - '1');
            must(index < argument_count);
            write_argument(writer, &arguments[index], language);
            rest = text_without_first(rest, placeholder_bytes);
        }
    }
}

/* The name in a {name} at the beginning of a template; blank where the brace stands for itself. */
static struct text placeholder_name(struct text template)
{
    size_t end = 1;
    while (end < template.size_bytes &&
           ((template.bytes[end] >= 'a' && template.bytes[end] <= 'z') || template.bytes[end] == '_')) {
        end++;
    }
    bool is_closed = end < template.size_bytes && template.bytes[end] == '}';
    return is_closed ? (struct text){ template.bytes + 1, end - 1 } : TEXT("");
}

void finding_write_message(struct writer *writer, const struct finding *finding, enum language language)
{
    must(finding->argument_count == message_value_count(finding->message));
    struct text rest = messages[finding->message].templates[language];
    struct value_names names = { messages[finding->message].names, 0 };
    while (!text_is_empty(rest)) {
        const char *brace = memchr(rest.bytes, '{', rest.size_bytes);
        size_t plain_bytes = brace == NULL ? rest.size_bytes : (size_t)(brace - rest.bytes);
        struct text name = brace == NULL ? TEXT("") : placeholder_name(text_without_first(rest, plain_bytes));
        if (brace != NULL && text_is_empty(name)) {
            plain_bytes++;
        }
        writer_text(writer, (struct text){ rest.bytes, plain_bytes });
        rest = text_without_first(rest, plain_bytes);
        if (!text_is_empty(name)) {
            write_argument(writer, argument_named(finding, &names, name), language);
            rest = text_without_first(rest, name.size_bytes + 2);
        }
    }
}
