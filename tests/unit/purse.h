#ifndef ZIPING_TEST_PURSE_H
#define ZIPING_TEST_PURSE_H

#include <stdlib.h>

/* Memory that counts, and refuses: for zp_settings, so that every block can be refused in turn and none is lost. */
struct purse {
    long blocks_out;
    long takes_left; /* before it refuses; below 0: never */
};

static inline void *purse_take(void *context, size_t size_bytes)
{
    struct purse *purse = context;
    void *block = purse->takes_left == 0 ? NULL : malloc(size_bytes);
    if (block != NULL) {
        purse->blocks_out++;
        purse->takes_left -= purse->takes_left > 0;
    }
    return block;
}

static inline void purse_give_back(void *context, void *block)
{
    struct purse *purse = context;
    purse->blocks_out -= block != NULL;
    free(block);
}

#endif
