#include "path.h"

/* Farther than any cell can count. */
static const uint128 step_limit = (uint128)1 << 110;

static bool is_in_stretch(const struct path *path, uint128 step, int stretch)
{
    struct path_place place = path->look(path->context, step);
    return !place.is_behind_end && place.stretch == stretch;
}

/* The last step of the stretch that `first` lies in. */
static uint128 last_of_stretch(const struct path *path, uint128 first, int stretch)
{
    uint128 inside = first;
    uint128 stride = 1;
    while (inside + stride <= step_limit && is_in_stretch(path, inside + stride, stretch)) {
        inside += stride;
        stride *= 2;
    }
    while (stride > 1) {
        stride /= 2;
        if (inside + stride <= step_limit && is_in_stretch(path, inside + stride, stretch)) {
            inside += stride;
        }
    }
    return inside;
}

/* `does_not` < `does` in one stretch. */
static uint128 first_between(const struct path *path, uint128 does_not, uint128 does)
{
    while (does - does_not > 1) {
        uint128 middle = does_not + (does - does_not) / 2;
        if (path->look(path->context, middle).does) {
            does = middle;
        } else {
            does_not = middle;
        }
    }
    return does;
}

bool path_find(const struct path *path, uint128 *step_out)
{
    uint128 first = path->first_step;
    while (first <= step_limit) {
        struct path_place place = path->look(path->context, first);
        if (place.is_behind_end) {
            return false;
        }
        if (place.does) {
            *step_out = first;
            return true;
        }
        uint128 last = last_of_stretch(path, first, place.stretch);
        if (last > first && path->look(path->context, last).does) {
            *step_out = first_between(path, first, last);
            return true;
        }
        first = last + 1;
    }
    return false;
}

bool nearer_step(const struct path *a, const struct path *b, uint128 *step_out, bool *is_b_out)
{
    uint128 a_step;
    uint128 b_step;
    bool a_does = path_find(a, &a_step);
    bool b_does = path_find(b, &b_step);
    if (!a_does && !b_does) {
        return false;
    }
    *is_b_out = b_does && (!a_does || b_step < a_step);
    *step_out = *is_b_out ? b_step : a_step;
    return true;
}
