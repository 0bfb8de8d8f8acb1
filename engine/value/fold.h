#ifndef ZIPING_FOLD_H
#define ZIPING_FOLD_H

#include "text.h"

#include <stddef.h>

/* What a folded text holds, so that a reading that cannot apply is never tried. */
enum {
    FOLD_HAS_DIGIT = 1,       /* 0 to 9 */
    FOLD_HAS_SIGN = 2,        /* ≥ ≤ = > < */
    FOLD_HAS_MARK = 4,        /* what else means a number or a gap for one: % ‰ ± ^ $ ¥ * # × _ */
    FOLD_HAS_NUMERAL = 8,     /* 一 二 … 亿 半 */
    FOLD_HAS_CALENDAR = 16,   /* 年 月 季 周 岁 */
    FOLD_HAS_JOINER = 32,     /* - ~ — 至 到 */
    FOLD_HAS_LINE = 64,       /* / */
    FOLD_HAS_TOLERANCE = 128, /* ± */
    FOLD_HAS_EVERY = 256,     /* 每 */
};

struct folded {
    struct text text;
    unsigned features;
};

/* How much room fold_text needs for a text of `size_bytes`: >= is two bytes and ≥ is three. */
#define FOLD_ROOM_BYTES(size_bytes) ((size_bytes) + (size_bytes) / 2 + 4)

/* Folds a valid UTF-8 text into `bytes_out`; the ends are trimmed. What is folded stays as it is when it is folded
   again. */
struct folded fold_text(struct text text, char *bytes_out);

/* A folded text without the stops at its end. */
struct text text_without_closing(struct text text);

/* The features alone, of a valid text of any size. */
unsigned fold_features(struct text text);

#endif
