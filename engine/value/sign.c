#include "sign.h"

#define WORD(literal)                                                                                                  \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

static const struct sign_word sign_words[] = {
#define SIGN_WORD(word, comparison, is_weak) { WORD(word), (comparison), (is_weak) },
    SIGN_WORDS(SIGN_WORD)
#undef SIGN_WORD
};

static const struct text about_words[] = {
#define ABOUT_WORD(word) WORD(word),
    ABOUT_WORDS(ABOUT_WORD)
#undef ABOUT_WORD
};

#define COUNT(words) (sizeof(words) / sizeof((words)[0]))

const struct sign_word *sign_word_find(struct text text)
{
    for (size_t i = 0; i < COUNT(sign_words); i++) {
        if (text_equals(sign_words[i].word, text)) {
            return &sign_words[i];
        }
    }
    return NULL;
}

enum comparison suffix_comparison(struct text suffix)
{
    bool is_strict = text_contains(suffix, TEXT("不含"));
    if (text_is_empty(suffix)) {
        return COMPARISON_NONE;
    }
    if (text_contains(suffix, TEXT("上"))) {
        return is_strict ? COMPARISON_ABOVE : COMPARISON_AT_LEAST;
    }
    return is_strict ? COMPARISON_BELOW : COMPARISON_AT_MOST;
}

/* Takes the first of the words that the text ends with off its end. */
static bool take_last(struct text *text, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_ends_with(*text, words[i])) {
            *text = text_without_last(*text, words[i].size_bytes);
            return true;
        }
    }
    return false;
}

bool head_read(struct text text, struct head *head_out)
{
    bool is_negative = text_ends_with(text, TEXT("-"));
    text = text_without_last(text, is_negative);
    bool is_approximate = take_last(&text, about_words, COUNT(about_words));
    const struct sign_word *sign = sign_word_find(text);
    *head_out = (struct head){ .is_approximate = is_approximate, .is_negative = is_negative };
    if (sign != NULL) {
        head_out->comparison = sign->comparison;
        head_out->is_weak = sign->is_weak;
    }
    return text_is_empty(text) || sign != NULL;
}

bool suffix_take(struct text *text, struct suffix *suffix_out)
{
    static const struct text bounds[] = { WORD("以上"), WORD("以下"), WORD("以内"), WORD("之内"), WORD("内") };
    static const struct text links[] = { WORD("及"), WORD("或") };
    static const struct text abouts[] = { WORD("左右"), WORD("上下"), WORD("多") };
    struct text rest = *text;
    struct text behind = TEXT("");
    if (take_last(&rest, bounds, COUNT(bounds))) {
        behind = text_without_first(*text, rest.size_bytes);
        take_last(&rest, links, COUNT(links));
    }
    if (text_ends_with(rest, TEXT(")"))) {
        return false;
    }
    suffix_out->text = behind;
    suffix_out->is_approximate = take_last(&rest, abouts, COUNT(abouts));
    *text = rest;
    return true;
}
