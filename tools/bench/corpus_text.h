/* Chance and short texts for the making of a corpus. */
#ifndef ZIPING_BENCH_CORPUS_TEXT_H
#define ZIPING_BENCH_CORPUS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The state of splitmix64, which is a few lines and the same everywhere. */
struct chance {
    uint64_t state;
};

/* Both ends included. */
int64_t chance_between(struct chance *chance, int64_t least, int64_t most);
bool chance_is(struct chance *chance, int per_mille);

#define CHANCE_OF(chance, array) ((array)[chance_between((chance), 0, (int64_t)COUNT_OF(array) - 1)])

enum { TEXT_BYTES = 512 };

struct short_text {
    char bytes[TEXT_BYTES];
};

/* The parts one after another; ends the program if they are too long. */
struct short_text text_join(const char *const *parts);

#define TEXT_OF(...) text_join((const char *const[]){ __VA_ARGS__, NULL })

/* 1234 → 1234 */
struct short_text text_of_number(int64_t number);
/* 1234, 2 places → 12.34; zeros at the end are left out unless `is_padded`. */
struct short_text text_of_decimal(int64_t number, int places, bool is_padded);
/* 1234 → 1,234 */
struct short_text text_of_thousands(int64_t number);

/* Half up, of what is not negative. */
int64_t quotient_rounded(int64_t dividend, int64_t divisor);

#endif
