#include "fold.h"

#include "utf8.h"
#include "value.h"

enum { BLANK = ' ', DROPPED = 0x110000 /* no code point */ };

/* A run of code points beyond ASCII that are all written as one other. */
struct spelling {
    uint32_t first;
    uint32_t last;
    uint32_t folded;
};

/* Sorted. What office programs, input methods and PDF readers put in the place of the plain character. */
static const struct spelling spellings[] = {
    { 0x0085, 0x0085, BLANK },   { 0x00A0, 0x00A0, BLANK },  { 0x00AD, 0x00AD, DROPPED }, { 0x2000, 0x200A, BLANK },
    { 0x200B, 0x200F, DROPPED }, { 0x2010, 0x2013, '-' }, /* hyphens and the en dash */
    { 0x2015, 0x2015, 0x2014 },  { 0x2022, 0x2022, 0x00B7 }, { 0x2028, 0x2029, BLANK },   { 0x202A, 0x202E, DROPPED },
    { 0x202F, 0x202F, BLANK },   { 0x2044, 0x2044, '/' },    { 0x205F, 0x205F, BLANK },   { 0x2060, 0x2060, DROPPED },
    { 0x2066, 0x2069, DROPPED }, { 0x2212, 0x2212, '-' },    { 0x2215, 0x2215, '/' },     { 0x2219, 0x2219, 0x00B7 },
    { 0x2236, 0x2236, ':' },     { 0x223C, 0x223C, '~' },    { 0x2266, 0x2266, 0x2264 }, /* ≦ */
    { 0x2267, 0x2267, 0x2265 },                                                          /* ≧ */
    { 0x226E, 0x226E, 0x2265 },                                                          /* ≮ */
    { 0x226F, 0x226F, 0x2264 },                                                          /* ≯ */
    { 0x22C5, 0x22C5, 0x00B7 },  { 0x2550, 0x2550, '=' },                                /* ═ */
    { 0x2A7D, 0x2A7D, 0x2264 },                                                          /* ⩽ */
    { 0x2A7E, 0x2A7E, 0x2265 },                                                          /* ⩾ */
    { 0x3000, 0x3000, BLANK },   { 0x301C, 0x301C, '~' },    { 0x30FB, 0x30FB, 0x00B7 },  { 0xFE50, 0xFE50, ',' },
    { 0xFE51, 0xFE51, 0x3001 },  { 0xFE52, 0xFE52, '.' },    { 0xFE54, 0xFE54, ';' },     { 0xFE55, 0xFE55, ':' },
    { 0xFE59, 0xFE59, '(' },     { 0xFE5A, 0xFE5A, ')' },    { 0xFE5F, 0xFE5F, '#' },     { 0xFE61, 0xFE61, '*' },
    { 0xFE62, 0xFE62, '+' },     { 0xFE63, 0xFE63, '-' },    { 0xFE64, 0xFE64, '<' },     { 0xFE65, 0xFE65, '>' },
    { 0xFE66, 0xFE66, '=' },     { 0xFE69, 0xFE69, '$' },    { 0xFE6A, 0xFE6A, '%' },     { 0xFEFF, 0xFEFF, DROPPED },
    { 0xFF61, 0xFF61, 0x3002 },  { 0xFF64, 0xFF64, 0x3001 }, { 0xFF65, 0xFF65, 0x00B7 },  { 0xFFE5, 0xFFE5, 0x00A5 },
};

/* What a character beyond ASCII means. The slots are so many, and so chosen, that no two of these characters share
   one (compilers warn of a slot that is given twice): one look settles what a character is. */
struct meaning {
    uint32_t code_point;
    unsigned feature;
};

enum { MEANING_SLOTS = 128 };
#define MEANING_SLOT(code_point) ((code_point)*399u / 512u % MEANING_SLOTS)
#define MEANS(code_point, feature) [MEANING_SLOT(code_point)] = { (code_point), (feature) }

static const struct meaning meanings[MEANING_SLOTS] = {
    MEANS(0x00A5u, FOLD_HAS_MARK),                      /* ¥ */
    MEANS(0x00B1u, FOLD_HAS_MARK | FOLD_HAS_TOLERANCE), /* ± */
    MEANS(0x00D7u, FOLD_HAS_MARK),                      /* × */
    MEANS(0x2014u, FOLD_HAS_JOINER),                    /* — */
    MEANS(0x2030u, FOLD_HAS_MARK),                      /* ‰ */
    MEANS(0x2264u, FOLD_HAS_SIGN),                      /* ≤ */
    MEANS(0x2265u, FOLD_HAS_SIGN),                      /* ≥ */
    MEANS(0x3007u, FOLD_HAS_NUMERAL),                   /* 〇 */
    MEANS(0x4E00u, FOLD_HAS_NUMERAL),                   /* 一 */
    MEANS(0x4E03u, FOLD_HAS_NUMERAL),                   /* 七 */
    MEANS(0x4E07u, FOLD_HAS_NUMERAL),                   /* 万 */
    MEANS(0x4E09u, FOLD_HAS_NUMERAL),                   /* 三 */
    MEANS(0x4E24u, FOLD_HAS_NUMERAL),                   /* 两 */
    MEANS(0x4E5Du, FOLD_HAS_NUMERAL),                   /* 九 */
    MEANS(0x4E8Cu, FOLD_HAS_NUMERAL),                   /* 二 */
    MEANS(0x4E94u, FOLD_HAS_NUMERAL),                   /* 五 */
    MEANS(0x4EBFu, FOLD_HAS_NUMERAL),                   /* 亿 */
    MEANS(0x516Bu, FOLD_HAS_NUMERAL),                   /* 八 */
    MEANS(0x516Du, FOLD_HAS_NUMERAL),                   /* 六 */
    MEANS(0x5230u, FOLD_HAS_JOINER),                    /* 到 */
    MEANS(0x5341u, FOLD_HAS_NUMERAL),                   /* 十 */
    MEANS(0x5343u, FOLD_HAS_NUMERAL),                   /* 千 */
    MEANS(0x534Au, FOLD_HAS_NUMERAL),                   /* 半 */
    MEANS(0x5468u, FOLD_HAS_CALENDAR),                  /* 周 */
    MEANS(0x56DBu, FOLD_HAS_NUMERAL),                   /* 四 */
    MEANS(0x5B63u, FOLD_HAS_CALENDAR),                  /* 季 */
    MEANS(0x5C81u, FOLD_HAS_CALENDAR),                  /* 岁 of 岁末 */
    MEANS(0x5E74u, FOLD_HAS_CALENDAR),                  /* 年 */
    MEANS(0x6708u, FOLD_HAS_CALENDAR),                  /* 月 */
    MEANS(0x6BCFu, FOLD_HAS_EVERY),                     /* 每 */
    MEANS(0x767Eu, FOLD_HAS_NUMERAL),                   /* 百 */
    MEANS(0x81F3u, FOLD_HAS_JOINER),                    /* 至 */
    MEANS(0x96F6u, FOLD_HAS_NUMERAL),                   /* 零 */
};

enum { SPELLING_COUNT = sizeof(spellings) / sizeof(spellings[0]) };

static uint32_t spelling_folded(uint32_t code_point)
{
    size_t low = 0;
    size_t high = SPELLING_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point > spellings[middle].last) {
            low = middle + 1;
        } else if (code_point < spellings[middle].first) {
            high = middle;
        } else {
            return spellings[middle].folded;
        }
    }
    return code_point;
}

static uint32_t code_point_folded(uint32_t code_point)
{
    if (code_point < 0x80) {
        return code_point >= '\t' && code_point <= '\r' ? BLANK : code_point;
    }
    if (code_point >= 0xFF01 && code_point <= 0xFF5E) { /* the full-width forms of ! to ~ */
        return code_point - 0xFEE0;
    }
    /* Nothing between 々 and the compatibility forms has another spelling: the Chinese characters are there. */
    bool may_differ = code_point < 0x3100 || code_point >= 0xFE00;
    return may_differ ? spelling_folded(code_point) : code_point;
}

static unsigned ascii_feature(uint32_t code_point)
{
    static const unsigned char features[0x80] = {
        ['0'] = FOLD_HAS_DIGIT,  ['1'] = FOLD_HAS_DIGIT, ['2'] = FOLD_HAS_DIGIT, ['3'] = FOLD_HAS_DIGIT,
        ['4'] = FOLD_HAS_DIGIT,  ['5'] = FOLD_HAS_DIGIT, ['6'] = FOLD_HAS_DIGIT, ['7'] = FOLD_HAS_DIGIT,
        ['8'] = FOLD_HAS_DIGIT,  ['9'] = FOLD_HAS_DIGIT, ['<'] = FOLD_HAS_SIGN,  ['='] = FOLD_HAS_SIGN,
        ['>'] = FOLD_HAS_SIGN,   ['%'] = FOLD_HAS_MARK,  ['^'] = FOLD_HAS_MARK,  ['$'] = FOLD_HAS_MARK,
        ['*'] = FOLD_HAS_MARK,   ['#'] = FOLD_HAS_MARK,  ['_'] = FOLD_HAS_MARK,  ['-'] = FOLD_HAS_JOINER,
        ['~'] = FOLD_HAS_JOINER, ['/'] = FOLD_HAS_LINE,
    };
    return features[code_point];
}

static unsigned code_point_feature(uint32_t code_point)
{
    if (code_point < 0x80) {
        return ascii_feature(code_point);
    }
    const struct meaning *meaning = &meanings[MEANING_SLOT(code_point)];
    return meaning->code_point == code_point ? meaning->feature : 0;
}

static bool is_digit(uint32_t code_point)
{
    return code_point >= '0' && code_point <= '9';
}

/* Letters of the scripts that put blanks between their words. */
static bool is_spaced_letter(uint32_t code_point)
{
    return (code_point >= 'A' && code_point <= 'Z') || (code_point >= 'a' && code_point <= 'z') ||
           (code_point >= 0xC0 && code_point < 0x2000 && code_point != 0xD7 && code_point != 0xF7);
}

/* A blank tells two words, or two numbers, apart: 12 34 must not become 1234. Anywhere else it says nothing. */
static bool blank_matters(uint32_t before, uint32_t after)
{
    return (is_digit(before) && is_digit(after)) || (is_spaced_letter(before) && is_spaced_letter(after));
}

struct sign_pair {
    uint32_t first;
    uint32_t second;
    uint32_t folded;
};

static const struct sign_pair sign_pairs[] = {
    { '>', '=', 0x2265 },    { '=', '>', 0x2265 }, { 0x2265, '=', 0x2265 }, { '<', '=', 0x2264 },
    { 0x2264, '=', 0x2264 }, { '=', '<', 0x2264 }, { '=', '=', '=' },
};

/* The sign that two neighbours are together; 0 when they are none. */
static uint32_t sign_of_pair(uint32_t first, uint32_t second)
{
    if (second < '<' || second > '>') {
        return 0;
    }
    for (size_t i = 0; i < sizeof(sign_pairs) / sizeof(sign_pairs[0]); i++) {
        if (sign_pairs[i].first == first && sign_pairs[i].second == second) {
            return sign_pairs[i].folded;
        }
    }
    return 0;
}

struct folding {
    char *bytes;
    size_t size_bytes;
    size_t last_offset; /* where `last` begins */
    uint32_t last;      /* 0 at the beginning */
    bool blank_waits;
};

static void folding_put(struct folding *folding, uint32_t code_point)
{
    folding->last_offset = folding->size_bytes;
    folding->last = code_point;
    folding->size_bytes += utf8_put(code_point, folding->bytes + folding->size_bytes);
}

static void folding_add(struct folding *folding, uint32_t code_point)
{
    uint32_t sign = sign_of_pair(folding->last, code_point);
    if (sign != 0) {
        folding->size_bytes = folding->last_offset;
        folding_put(folding, sign);
    } else {
        if (folding->blank_waits && blank_matters(folding->last, code_point)) {
            folding_put(folding, BLANK);
        }
        folding_put(folding, code_point);
    }
    folding->blank_waits = false;
}

/* Chinese characters are most of what is written. They are not folded, and no blank next to one matters. */
static bool starts_with_chinese(struct text text)
{
    unsigned char first = (unsigned char)text.bytes[0];
    return text.size_bytes >= 3 && first >= 0xE4 && first <= 0xE9;
}

/* The character that a text starts with, when it is Chinese. */
static uint32_t leading_chinese(struct text text)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
}

/* Takes the Chinese characters that the text starts with; answers what they mean. */
static unsigned folding_add_chinese(struct folding *folding, struct text *text)
{
    unsigned features = 0;
    struct text rest = *text;
    size_t size_bytes = folding->size_bytes;
    uint32_t last = folding->last;
    while (!text_is_empty(rest) && starts_with_chinese(rest)) {
        last = leading_chinese(rest);
        features |= code_point_feature(last);
        memcpy(folding->bytes + size_bytes, rest.bytes, 3);
        size_bytes += 3;
        rest = (struct text){ rest.bytes + 3, rest.size_bytes - 3 };
    }
    folding->last = last;
    folding->last_offset = size_bytes - 3;
    folding->size_bytes = size_bytes;
    folding->blank_waits = false;
    *text = rest;
    return features;
}

struct folded fold_text(struct text text, char *bytes_out)
{
    struct folding folding = { .bytes = bytes_out };
    unsigned features = 0;
    while (!text_is_empty(text)) {
        if (starts_with_chinese(text)) {
            features |= folding_add_chinese(&folding, &text);
            continue;
        }
        uint32_t code_point = code_point_folded(utf8_take(&text));
        if (code_point == BLANK) {
            folding.blank_waits = true;
        } else if (code_point != DROPPED) {
            features |= code_point_feature(code_point);
            folding_add(&folding, code_point);
        }
    }
    return (struct folded){ { bytes_out, folding.size_bytes }, features };
}

unsigned fold_features(struct text text)
{
    unsigned features = 0;
    while (!text_is_empty(text)) {
        bool is_chinese = starts_with_chinese(text);
        uint32_t code_point = utf8_take(&text);
        features |= code_point_feature(is_chinese ? code_point : code_point_folded(code_point));
    }
    return features;
}

/* How many bytes the stop takes that the text ends with; 0 where there is none. */
static size_t closing_bytes(struct text text)
{
    if (text_is_empty(text)) {
        return 0;
    }
    const char *end = text.bytes + text.size_bytes;
    switch (end[-1]) {
    case ';':
    case '!':
        return 1;
    case '.':
    case ',': /* behind a digit it may be a number that was cut */
        return text.size_bytes > 1 && is_digit((unsigned char)end[-2]) ? 0 : 1;
    default:
        return text_ends_with(text, TEXT("。")) || text_ends_with(text, TEXT("、")) ? sizeof("。") - 1 : 0;
    }
}

struct text text_without_closing(struct text text)
{
    for (size_t bytes = closing_bytes(text); bytes > 0; bytes = closing_bytes(text)) {
        text = text_without_last(text, bytes);
    }
    return text;
}

struct text value_folded(struct arena *arena, struct text text)
{
    if (text_is_empty(text) || utf8_valid_bytes(text) != text.size_bytes) {
        return text;
    }
    return fold_text(text, arena_take(arena, FOLD_ROOM_BYTES(text.size_bytes))).text;
}
