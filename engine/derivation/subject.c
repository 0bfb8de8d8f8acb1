#include "derivation.h"

/* What somebody writes who asks for a derivation. */

enum { MOST_FIGURE_NAMES = 5 };

static const char *const figure_names[SUBJECT_COUNT][LANGUAGE_COUNT][MOST_FIGURE_NAMES] = {
    [SUBJECT_EXECUTION] = { { "执行率", "预算执行率", "预算执行", "预算执行得分" },
                            { "execution rate", "execution score", "execution", "rate" } },
    [SUBJECT_TOTAL] = { { "总分", "总得分" }, { "total", "total score" } },
    [SUBJECT_GRADE] = { { "等级", "自评等级", "复算等级" }, { "grade" } },
};

struct text figure_name(enum subject figure, enum language language)
{
    return text_of(figure_names[figure][language][0]);
}

static char small_letter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static bool is_same_word(struct text a, struct text b)
{
    size_t same = 0;
    while (same < a.size_bytes && same < b.size_bytes && small_letter(a.bytes[same]) == small_letter(b.bytes[same])) {
        same++;
    }
    return same == a.size_bytes && same == b.size_bytes;
}

static bool is_figure(enum subject figure, struct text name)
{
    for (size_t language = 0; language < LANGUAGE_COUNT; language++) {
        const char *const *names = figure_names[figure][language];
        for (size_t i = 0; i < MOST_FIGURE_NAMES && names[i] != NULL; i++) {
            if (is_same_word(name, text_of(names[i]))) {
                return true;
            }
        }
    }
    return false;
}

/* Takes `last`, and the slash in front of it, off the end of a path. */
static bool path_without_last(struct text *path, struct text last)
{
    last = text_trimmed(last);
    if (text_is_empty(last) || !text_ends_with(*path, last)) {
        return false;
    }
    struct text before = text_trimmed(text_without_last(*path, last.size_bytes));
    if (!text_is_empty(before) && !text_ends_with(before, TEXT("/"))) {
        return false;
    }
    *path = text_trimmed(text_without_last(before, 1));
    return true;
}

/* Each level may be left out. */
static bool leads_to(struct text path, const struct indicator *indicator, struct text name)
{
    if (!path_without_last(&path, name)) {
        return false;
    }
    if (!text_is_empty(path)) {
        path_without_last(&path, indicator->level2);
    }
    return text_is_empty(path) || (path_without_last(&path, indicator->level1) && text_is_empty(path));
}

static bool is_indicator(const struct indicator *indicator, struct text name)
{
    bool is_found = leads_to(name, indicator, indicator->name.text);
    for (const struct indicator_part *part = indicator->parts; part != NULL && !is_found; part = part->next) {
        is_found = leads_to(name, indicator, part->name.text);
    }
    return is_found;
}

bool derivation_is_named(const struct derivation *derivation, struct text name)
{
    name = text_trimmed(name);
    return derivation->subject == SUBJECT_INDICATOR ? is_indicator(derivation->indicator->indicator, name)
                                                    : is_figure(derivation->subject, name);
}
