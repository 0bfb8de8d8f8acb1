#ifndef ZIPING_PROGRAM_MESSAGE_H
#define ZIPING_PROGRAM_MESSAGE_H

#include "words.h"

#include <stdbool.h>

/* A line on the standard error output. {1} and {2} in the words stand for the two texts, which may be NULL. */
void message(zp_language language, struct words words, const char *first, const char *second);

/* Why a call of the system failed, said in words; `error` is an errno. Never NULL. */
const char *reason_of(int error, zp_language language);

/* Says that memory is used up and ends the program. For the main thread, where nothing sensible is left to do. */
_Noreturn void end_without_memory(void);

/* `block`, which a taking function gave; ends the program when it is NULL. */
void *must_have(void *block);

/* A copy that is UTF-8 whatever the bytes were: what is none becomes U+FFFD, and so do control characters unless
   `keeps_controls`. The caller frees it. NULL when there is no memory. */
char *text_repaired(const char *text, bool keeps_controls);

#endif
