#ifndef ZIPING_PROGRAM_WORDS_H
#define ZIPING_PROGRAM_WORDS_H

#include <ziping.h>

/* What the program says, in both of its languages. */
struct words {
    const char *chinese;
    const char *english;
};

static inline const char *words_in(struct words words, zp_language language)
{
    return language == ZP_ENGLISH ? words.english : words.chinese;
}

#endif
