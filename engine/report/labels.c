#include "labels.h"

static const char *const words[LABEL_COUNT][LANGUAGE_COUNT] = {
#define LABEL(label, chinese, english) { chinese, english },
#include "labels.def"
#undef LABEL
};

const char *label_words(enum label label, enum language language)
{
    return words[label][language];
}
