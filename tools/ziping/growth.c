#include "growth.h"

#include "message.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *grown(void *block, size_t used, size_t count, size_t thing_size, size_t *room)
{
    enum { FIRST_ROOM = 64 };
    if (count <= *room - used) {
        return block;
    }
    size_t needed = used + count;
    size_t wanted = *room + *room / 2 + FIRST_ROOM;
    if (wanted < needed) {
        wanted = needed;
    }
    if (needed < used || wanted > SIZE_MAX / thing_size) {
        end_without_memory();
    }
    *room = wanted;
    return must_have(realloc(block, wanted * thing_size));
}

void text_cut(struct text_buffer *text, size_t length)
{
    text->used = length;
    text->bytes[length] = '\0';
}

void text_add(struct text_buffer *text, const char *added, size_t size)
{
    text->bytes = grown(text->bytes, text->used, size + 1, 1, &text->room);
    memcpy(text->bytes + text->used, added, size);
    text_cut(text, text->used + size);
}
