#include "unit.h"

#include "reader.h"
#include "utf8.h"

enum {
    UNIT_MOST_WORDS = 5,
    LIKELY_MOST_CHARACTERS = 6, /* of one word that is not in the vocabulary */
};

/* The words of a unit: the first above the line, the others below it. */
struct unit_words {
    struct text words[UNIT_MOST_WORDS];
    size_t count;
};

/* What a list of words below the line is separated by; above it only / and 每 lead below it. */
static const struct text separators[] = {
    { "/", 1 }, { ".", 1 }, { "\xC2\xB7", 2 } /* · */, { "\xE3\x80\x81", 3 } /* 、 */, { "\xE6\xAF\x8F", 3 } /* 每 */,
};

static bool is_line(struct text separator)
{
    return text_equals(separator, TEXT("/")) || text_equals(separator, TEXT("每"));
}

/* Most characters need no more than a look at their first byte. */
static bool may_begin_separator(char byte)
{
    return byte == '/' || byte == '.' || byte == '\xC2' || byte == '\xE3' || byte == '\xE6';
}

static struct text leading_separator(struct text text)
{
    if (text_is_empty(text) || !may_begin_separator(text.bytes[0])) {
        return TEXT("");
    }
    for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
        if (text_starts_with(text, separators[i])) {
            return separators[i];
        }
    }
    return TEXT("");
}

/* 元/(人·天) is 元/人·天. */
static struct text without_brackets(struct text below)
{
    if (!text_starts_with(below, TEXT("(")) || !text_ends_with(below, TEXT(")"))) {
        return below;
    }
    return text_without_last(text_without_first(below, 1), 1);
}

/* Takes the word before the next separator off `rest`, and the separators behind it. */
static struct text take_word(struct text *rest, bool is_first)
{
    size_t bytes = 0;
    while (bytes < rest->size_bytes) {
        struct text separator = leading_separator(text_without_first(*rest, bytes));
        if (!text_is_empty(separator) && (!is_first || is_line(separator))) {
            break;
        }
        struct text after = text_without_first(*rest, bytes);
        utf8_take(&after);
        bytes = rest->size_bytes - after.size_bytes;
    }
    struct text word = { rest->bytes, bytes };
    *rest = text_without_first(*rest, bytes);
    struct text separator = leading_separator(*rest);
    *rest = text_without_first(*rest, separator.size_bytes);
    /* 次/每年 has two in a row. */
    if (!text_is_empty(separator) && text_starts_with(*rest, TEXT("每"))) {
        *rest = text_without_first(*rest, sizeof("每") - 1);
    }
    return word;
}

/* False where a word is blank or there are too many. */
static bool unit_split(struct text text, struct unit_words *words_out)
{
    words_out->count = 0;
    bool is_ended = false;
    while (!is_ended) {
        if (words_out->count == UNIT_MOST_WORDS) {
            return false;
        }
        size_t before_bytes = text.size_bytes;
        struct text word = take_word(&text, words_out->count == 0);
        if (text_is_empty(word)) {
            return false;
        }
        is_ended = word.size_bytes == before_bytes;
        words_out->words[words_out->count++] = word;
        if (words_out->count == 1) {
            text = without_brackets(text);
        }
    }
    return true;
}

/* Whole words that hold a separator (人·次) come first. */
static bool unit_words_read(const struct vocabulary *vocabulary, struct text text, struct unit_words *words_out)
{
    if (vocabulary_unit(vocabulary, text) != NULL) {
        *words_out = (struct unit_words){ { text }, 1 };
        return true;
    }
    return unit_split(text, words_out);
}

/* Characters that make a run of letters a piece of a sentence, a date or another number: 5个以上项目, 22年底, 3年一次.
 */
static const char SENTENCE_CHARACTERS[] = "以内前后底上至到的了为是已未不没无约余多近仅均共各每超达完号年月季日"
                                          "零〇一二两三四五六七八九半";

static bool is_chinese(uint32_t code_point)
{
    return (code_point >= 0x4E00 && code_point <= 0x9FFF) || (code_point >= 0x3400 && code_point <= 0x4DBF);
}

static bool is_latin(uint32_t code_point)
{
    return (code_point >= 'A' && code_point <= 'Z') || (code_point >= 'a' && code_point <= 'z');
}

/* A word that the vocabulary does not have: a few Chinese characters, or a few Latin letters (one alone is a name: 5G).
 */
static bool word_is_likely(struct text word)
{
    size_t chinese = 0;
    size_t latin = 0;
    while (!text_is_empty(word)) {
        struct text character = word;
        uint32_t code_point = utf8_take(&word);
        character.size_bytes -= word.size_bytes;
        chinese += is_chinese(code_point);
        latin += is_latin(code_point);
        if ((!is_chinese(code_point) && !is_latin(code_point)) ||
            text_contains(text_of(SENTENCE_CHARACTERS), character)) {
            return false;
        }
    }
    return chinese + latin <= LIKELY_MOST_CHARACTERS && (latin == 0 || (chinese == 0 && latin > 1));
}

enum unit_standing unit_judge(const struct vocabulary *vocabulary, struct text text)
{
    struct unit_words words;
    if (!unit_words_read(vocabulary, text, &words)) {
        return UNIT_UNLIKELY;
    }
    enum unit_standing standing = UNIT_KNOWN;
    for (size_t i = 0; i < words.count; i++) {
        if (vocabulary_unit(vocabulary, words.words[i]) == NULL) {
            standing = UNIT_LIKELY;
            if (!word_is_likely(words.words[i])) {
                return UNIT_UNLIKELY;
            }
        }
    }
    return standing;
}

static void sort_words(struct text *words, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct text word = words[i];
        size_t place = i;
        for (; place > 0 && text_compare(words[place - 1], word) > 0; place--) {
            words[place] = words[place - 1];
        }
        words[place] = word;
    }
}

struct text unit_normal(const struct vocabulary *vocabulary, struct arena *arena, struct text text)
{
    struct unit_words words;
    if (text_is_empty(text) || !unit_words_read(vocabulary, text, &words)) {
        return TEXT("");
    }
    size_t size_bytes = words.count;
    for (size_t i = 0; i < words.count; i++) {
        const struct unit_word *known = vocabulary_unit(vocabulary, words.words[i]);
        words.words[i] = known == NULL ? words.words[i] : known->normal;
        size_bytes += words.words[i].size_bytes;
        if (words.count == 1 && known != NULL) {
            return known->normal;
        }
    }
    sort_words(words.words + 1, words.count - 1);
    char *bytes = arena_take(arena, size_bytes);
    size_t used_bytes = 0;
    for (size_t i = 0; i < words.count; i++) {
        if (i > 0) {
            bytes[used_bytes++] = '/';
        }
        memcpy(bytes + used_bytes, words.words[i].bytes, words.words[i].size_bytes);
        used_bytes += words.words[i].size_bytes;
    }
    return (struct text){ bytes, used_bytes };
}

/* Two units while the words of one are paired with those of the other. */
struct unit_pairing {
    const struct vocabulary *vocabulary;
    bool counts_differ;
    bool is_converted;
    struct decimal a_factor;
    struct decimal b_factor;
};

static bool is_counting(const struct unit_word *word)
{
    return word == NULL || text_is_empty(word->dimension);
}

/* Pairs two words, both above the line or both below it; false where they measure different things. */
static bool pair_words(struct unit_pairing *pairing, struct text a, struct text b, bool is_below)
{
    if (text_equals(a, b)) {
        return true;
    }
    const struct unit_word *a_word = vocabulary_unit(pairing->vocabulary, a);
    const struct unit_word *b_word = vocabulary_unit(pairing->vocabulary, b);
    if (is_counting(a_word) && is_counting(b_word)) {
        pairing->counts_differ = true;
        return true;
    }
    if (is_counting(a_word) || is_counting(b_word) || !text_equals(a_word->dimension, b_word->dimension)) {
        return false;
    }
    pairing->is_converted = true;
    struct decimal *above = is_below ? &pairing->b_factor : &pairing->a_factor;
    struct decimal *below = is_below ? &pairing->a_factor : &pairing->b_factor;
    *above = decimal_multiply(*above, a_word->factor);
    *below = decimal_multiply(*below, b_word->factor);
    return true;
}

/* How close two words are: those that are closest are paired first. */
static int closeness(const struct vocabulary *vocabulary, struct text a, struct text b)
{
    if (text_equals(a, b)) {
        return 2;
    }
    const struct unit_word *a_word = vocabulary_unit(vocabulary, a);
    const struct unit_word *b_word = vocabulary_unit(vocabulary, b);
    return !is_counting(a_word) && !is_counting(b_word) && text_equals(a_word->dimension, b_word->dimension) ? 1 : 0;
}

/* Pairs the words below the line: equal ones first, then those of one dimension, then what is left. */
static bool pair_words_below(struct unit_pairing *pairing, const struct unit_words *a, const struct unit_words *b)
{
    bool is_paired_a[UNIT_MOST_WORDS] = { false };
    bool is_paired_b[UNIT_MOST_WORDS] = { false };
    for (int close = 2; close >= 0; close--) {
        for (size_t i = 1; i < a->count; i++) {
            for (size_t j = 1; j < b->count && !is_paired_a[i]; j++) {
                if (is_paired_b[j] || closeness(pairing->vocabulary, a->words[i], b->words[j]) < close) {
                    continue;
                }
                is_paired_a[i] = true;
                is_paired_b[j] = true;
                if (!pair_words(pairing, a->words[i], b->words[j], true)) {
                    return false;
                }
            }
        }
    }
    return true;
}

static enum unit_relation pairing_relation(const struct unit_pairing *pairing)
{
    if (!pairing->is_converted) {
        return pairing->counts_differ ? UNITS_COUNTING : UNITS_SAME;
    }
    bool can_convert =
        !pairing->counts_differ && decimal_is_in_range(pairing->a_factor) && decimal_is_in_range(pairing->b_factor);
    return can_convert ? UNITS_CONVERTIBLE : UNITS_INCOMPARABLE;
}

enum unit_relation unit_relate(const struct value_reader *reader, struct text a, struct text b,
                               struct decimal *a_factor_out, struct decimal *b_factor_out)
{
    struct decimal one = decimal_from_integer(1);
    *a_factor_out = one;
    *b_factor_out = one;
    if (text_is_empty(a) || text_is_empty(b) || text_equals(a, b)) {
        return UNITS_SAME;
    }
    struct unit_words a_words;
    struct unit_words b_words;
    if (!unit_words_read(&reader->vocabulary, a, &a_words) || !unit_words_read(&reader->vocabulary, b, &b_words) ||
        a_words.count != b_words.count) {
        return UNITS_INCOMPARABLE;
    }
    struct unit_pairing pairing = { &reader->vocabulary, false, false, one, one };
    if (!pair_words(&pairing, a_words.words[0], b_words.words[0], false) ||
        !pair_words_below(&pairing, &a_words, &b_words)) {
        return UNITS_INCOMPARABLE;
    }
    enum unit_relation relation = pairing_relation(&pairing);
    if (relation == UNITS_CONVERTIBLE) {
        *a_factor_out = pairing.a_factor;
        *b_factor_out = pairing.b_factor;
    }
    return relation;
}
