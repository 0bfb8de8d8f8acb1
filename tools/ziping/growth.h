#ifndef ZIPING_PROGRAM_GROWTH_H
#define ZIPING_PROGRAM_GROWTH_H

#include <stddef.h>

/* Room for `count` more things in a block that grows by halves. Ends the program when memory is used up. */
void *grown(void *block, size_t used, size_t count, size_t thing_size, size_t *room);

/* Text that grows. Freed by its bytes; NULL before something was added. */
struct text_buffer {
    char *bytes;
    size_t used; /* the zero behind it not counted */
    size_t room;
};

void text_cut(struct text_buffer *text, size_t length);
void text_add(struct text_buffer *text, const char *added, size_t size);

#endif
