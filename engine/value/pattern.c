#include "pattern.h"

#include "must.h"

static const char *const group_names[GROUP_COUNT] = {
#define PATTERN_GROUP(name, text) [GROUP_##name] = (text),
    PATTERN_GROUPS(PATTERN_GROUP)
#undef PATTERN_GROUP
};

static void find_group_numbers(struct pattern *pattern)
{
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        int number = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)group_names[i]);
        must(number < PATTERN_MOST_PAIRS);
        pattern->group_numbers[i] = number > 0 ? (unsigned char)number : 0;
    }
}

bool pattern_create(struct pattern *pattern, const char *text, pcre2_general_context *general)
{
    pcre2_compile_context *context = pcre2_compile_context_create(general);
    if (context == NULL) {
        return false;
    }
    int error = 0;
    PCRE2_SIZE error_offset = 0;
    uint32_t options = PCRE2_UTF | PCRE2_ANCHORED | PCRE2_DOTALL | PCRE2_NO_AUTO_CAPTURE | PCRE2_NEVER_BACKSLASH_C |
                       PCRE2_NO_UTF_CHECK;
    pattern->code = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, &error, &error_offset, context);
    pcre2_compile_context_free(context);
    if (pattern->code == NULL) {
        must(error == PCRE2_ERROR_HEAP_FAILED); /* the patterns are our own */
        return false;
    }
    /* Interpreted, not compiled for the machine: the JIT compiler of PCRE2 10.42 reads through NULL when it is refused
       memory, takes pages that are not the caller's, and costs more time at the start than most runs win back. */
    find_group_numbers(pattern);
    return true;
}

void pattern_destroy(struct pattern *pattern)
{
    pcre2_code_free(pattern->code);
    pattern->code = NULL;
}

enum pattern_outcome pattern_find(const struct pattern *pattern, struct text subject, pcre2_match_data *block,
                                  pcre2_match_context *limits, struct pattern_match *match_out)
{
    int found =
        pcre2_match(pattern->code, (PCRE2_SPTR)subject.bytes, subject.size_bytes, 0, PCRE2_NO_UTF_CHECK, block, limits);
    if (found > 0) {
        *match_out = (struct pattern_match){ pattern, subject, pcre2_get_ovector_pointer(block), (size_t)found };
        return PATTERN_MATCHES;
    }
    switch (found) {
    case PCRE2_ERROR_NOMATCH:
        return PATTERN_DIFFERS;
    case PCRE2_ERROR_NOMEMORY:
        return PATTERN_NO_MEMORY;
    default:
        return PATTERN_OVER_LIMIT;
    }
}

struct text match_group(const struct pattern_match *match, enum pattern_group group)
{
    size_t number = match->pattern->group_numbers[group];
    if (number == 0 || number >= match->pair_count || match->offsets[2 * number] == PCRE2_UNSET) {
        return TEXT("");
    }
    size_t begin = match->offsets[2 * number];
    return (struct text){ match->subject.bytes + begin, match->offsets[2 * number + 1] - begin };
}
