#ifndef ZIPING_SIGN_H
#define ZIPING_SIGN_H

#include "value.h"

/* What stands around a number and says how it is to be compared: ≥, 不少于, 以上, 左右. All texts are folded. */

/* A weak one only says it when no suffix word says otherwise: 达到5%以下. Of two that begin alike the longer one is
   first. */
#define SIGN_WORDS(X)                                                                                                  \
    X("≥", COMPARISON_AT_LEAST, false)                                                                                 \
    X(">", COMPARISON_ABOVE, false)                                                                                    \
    X("≤", COMPARISON_AT_MOST, false)                                                                                  \
    X("<", COMPARISON_BELOW, false)                                                                                    \
    X("=", COMPARISON_EQUAL, false)                                                                                    \
    X("不低于", COMPARISON_AT_LEAST, false)                                                                            \
    X("不少于", COMPARISON_AT_LEAST, false)                                                                            \
    X("不小于", COMPARISON_AT_LEAST, false)                                                                            \
    X("不得低于", COMPARISON_AT_LEAST, false)                                                                          \
    X("不得少于", COMPARISON_AT_LEAST, false)                                                                          \
    X("不得小于", COMPARISON_AT_LEAST, false)                                                                          \
    X("至少", COMPARISON_AT_LEAST, false)                                                                              \
    X("最少", COMPARISON_AT_LEAST, false)                                                                              \
    X("大于等于", COMPARISON_AT_LEAST, false)                                                                          \
    X("大于或等于", COMPARISON_AT_LEAST, false)                                                                        \
    X("达到", COMPARISON_AT_LEAST, true)                                                                               \
    X("大于", COMPARISON_ABOVE, false)                                                                                 \
    X("超过", COMPARISON_ABOVE, false)                                                                                 \
    X("高于", COMPARISON_ABOVE, false)                                                                                 \
    X("多于", COMPARISON_ABOVE, false)                                                                                 \
    X("逾", COMPARISON_ABOVE, false)                                                                                   \
    X("不高于", COMPARISON_AT_MOST, false)                                                                             \
    X("不超过", COMPARISON_AT_MOST, false)                                                                             \
    X("不大于", COMPARISON_AT_MOST, false)                                                                             \
    X("不多于", COMPARISON_AT_MOST, false)                                                                             \
    X("不得高于", COMPARISON_AT_MOST, false)                                                                           \
    X("不得超过", COMPARISON_AT_MOST, false)                                                                           \
    X("不得大于", COMPARISON_AT_MOST, false)                                                                           \
    X("不得多于", COMPARISON_AT_MOST, false)                                                                           \
    X("未超过", COMPARISON_AT_MOST, false)                                                                             \
    X("至多", COMPARISON_AT_MOST, false)                                                                               \
    X("最多", COMPARISON_AT_MOST, false)                                                                               \
    X("小于等于", COMPARISON_AT_MOST, false)                                                                           \
    X("小于或等于", COMPARISON_AT_MOST, false)                                                                         \
    X("控制在", COMPARISON_AT_MOST, true)                                                                              \
    X("小于", COMPARISON_BELOW, false)                                                                                 \
    X("低于", COMPARISON_BELOW, false)                                                                                 \
    X("少于", COMPARISON_BELOW, false)                                                                                 \
    X("不足", COMPARISON_BELOW, false)                                                                                 \
    X("不到", COMPARISON_BELOW, false)                                                                                 \
    X("等于", COMPARISON_EQUAL, false)

/* Words before a number that make it approximate. */
#define ABOUT_WORDS(X) X("大约") X("约为") X("约") X("将近") X("接近") X("近")

struct sign_word {
    struct text word;
    enum comparison comparison;
    bool is_weak;
};

/* NULL where the text is none. */
const struct sign_word *sign_word_find(struct text text);

/* Of 及以上, 以内, (不含)以下; COMPARISON_NONE where it is blank. */
enum comparison suffix_comparison(struct text suffix);

/* +1 where more is better, -1 where less is, 0 where neither. */
static inline int direction(enum comparison comparison)
{
    static const int directions[] = {
        [COMPARISON_NONE] = 0,     [COMPARISON_AT_LEAST] = 1, [COMPARISON_ABOVE] = 1,
        [COMPARISON_AT_MOST] = -1, [COMPARISON_BELOW] = -1,   [COMPARISON_EQUAL] = 0,
    };
    return directions[comparison];
}

/* What a sign word (COMPARISON_NONE for none) and a suffix word say together; false when they contradict each other. */
static inline bool comparison_read(enum comparison sign, bool is_weak, enum comparison behind,
                                   enum comparison *comparison_out)
{
    if (sign == COMPARISON_NONE || (is_weak && behind != COMPARISON_NONE)) {
        *comparison_out = behind;
        return true;
    }
    *comparison_out = sign;
    return behind == COMPARISON_NONE || direction(behind) == direction(sign);
}

/* What stands before the digits of a number. */
struct head {
    enum comparison comparison; /* COMPARISON_NONE where there is no sign word */
    bool is_weak;
    bool is_approximate;
    bool is_negative;
};

/* False where the text is not [sign word][约][-]. */
bool head_read(struct text text, struct head *head_out);

/* What stands behind a number and its unit. */
struct suffix {
    struct text text;    /* 及以上, blank where there is none */
    bool is_approximate; /* 左右 上下 多 */
};

/* Takes a suffix off the end of `text`, the longest that there is. False where brackets are in it: the rules know what
   may stand in them. */
bool suffix_take(struct text *text, struct suffix *suffix_out);

#endif
