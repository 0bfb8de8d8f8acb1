#include "corpus_text.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t chance_next(struct chance *chance)
{
    uint64_t mixed = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

int64_t chance_between(struct chance *chance, int64_t least, int64_t most)
{
    return least + (int64_t)(chance_next(chance) % (uint64_t)(most - least + 1));
}

bool chance_is(struct chance *chance, int per_mille)
{
    return chance_between(chance, 0, 999) < per_mille;
}

struct short_text text_join(const char *const *parts)
{
    struct short_text text;
    size_t size = 0;
    for (; *parts != NULL; parts++) {
        size_t part_size = strlen(*parts);
        if (part_size >= TEXT_BYTES - size) {
            abort();
        }
        memcpy(text.bytes + size, *parts, part_size);
        size += part_size;
    }
    text.bytes[size] = '\0';
    return text;
}

struct short_text text_of_number(int64_t number)
{
    struct short_text text;
    snprintf(text.bytes, sizeof(text.bytes), "%" PRId64, number);
    return text;
}

struct short_text text_of_decimal(int64_t number, int places, bool is_padded)
{
    int64_t one = 1;
    for (int i = 0; i < places; i++) {
        one *= 10;
    }
    int64_t size = number < 0 ? -number : number;
    struct short_text text;
    int length = snprintf(text.bytes, sizeof(text.bytes), "%s%" PRId64 ".%0*" PRId64, number < 0 ? "-" : "", size / one,
                          places, size % one);
    while (!is_padded && text.bytes[length - 1] == '0') {
        length--;
    }
    if (text.bytes[length - 1] == '.') {
        length--;
    }
    text.bytes[length] = '\0';
    return text;
}

struct short_text text_of_thousands(int64_t number)
{
    if (number < 1000) {
        return text_of_number(number);
    }
    struct short_text text;
    snprintf(text.bytes, sizeof(text.bytes), "%" PRId64 ",%03" PRId64, number / 1000, number % 1000);
    return text;
}

int64_t quotient_rounded(int64_t dividend, int64_t divisor)
{
    return (2 * dividend + divisor) / (2 * divisor);
}
