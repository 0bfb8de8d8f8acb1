#include "baseline.h"

int fingerprint_compare_owner(const struct fingerprint *a, const struct fingerprint *b)
{
    if (a->is_of_department != b->is_of_department) {
        return a->is_of_department ? 1 : -1;
    }
    int order = text_compare(a->owner, b->owner);
    return order != 0 ? order : (a->year > b->year) - (a->year < b->year);
}

int fingerprint_compare(const struct fingerprint *a, const struct fingerprint *b)
{
    int order = fingerprint_compare_owner(a, b);
    if (order == 0) {
        order = text_compare(a->indicator, b->indicator);
    }
    return order != 0 ? order : text_compare(text_of(finding_code_name(a->code)), text_of(finding_code_name(b->code)));
}

size_t baseline_find(const struct baseline *baseline, const struct fingerprint *fingerprint,
                     int (*compare)(const struct fingerprint *a, const struct fingerprint *b))
{
    size_t low = 0;
    size_t high = baseline->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&baseline->entries[middle]->fingerprint, fingerprint) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
