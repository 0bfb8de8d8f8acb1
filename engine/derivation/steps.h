#ifndef ZIPING_DERIVATION_STEPS_H
#define ZIPING_DERIVATION_STEPS_H

#include "arena.h"
#include "derivation.h"
#include "must.h"

/* A derivation while it grows. */
struct steps {
    const struct derivation_source *source;
    struct step **end;
    struct step *last;
    size_t count;
    bool is_in_part; /* what comes now is of one of several 分项 */
};

static inline struct steps steps_begin(const struct derivation_source *source, struct derivation *derivation)
{
    derivation->first = NULL;
    return (struct steps){ .source = source, .end = &derivation->first };
}

/* How many values each kind has. */
extern const unsigned char step_value_counts[STEP_COUNT];

/* The values are copied; there are as many as the kind has. Inline, because every score is told in a dozen steps. */
static inline void steps_add(struct steps *steps, enum step_kind kind, const struct step_value *values,
                             size_t value_count)
{
    must(value_count == step_value_counts[kind]);
    struct step *step = arena_take_unset(steps->source->arena, sizeof(*step) + value_count * sizeof(*values));
    step->next = NULL;
    step->kind = kind;
    step->is_of_part = steps->is_in_part;
    step->own_basis = TEXT("");
    for (size_t i = 0; i < value_count; i++) {
        step->values[i] = values[i];
    }
    *steps->end = step;
    steps->end = &step->next;
    steps->last = step;
    steps->count++;
}

/* steps_take(steps, STEP_X, value…): at least one value. */
#define steps_take(steps, kind, ...)                                                                                   \
    steps_add((steps), (kind), (const struct step_value[]){ __VA_ARGS__ },                                             \
              sizeof((const struct step_value[]){ __VA_ARGS__ }) / sizeof(struct step_value))
/* The last step rests on a basis of its own. */
void steps_rest_on(struct steps *steps, struct text basis);

#define steps_take_bare(steps, kind) steps_add((steps), (kind), NULL, 0)

static inline struct step_value text_value(struct text text)
{
    return (struct step_value){ .kind = STEP_VALUE_TEXT, .text = text };
}

static inline struct step_value number_value(struct decimal number)
{
    return (struct step_value){ .kind = STEP_VALUE_NUMBER, .number = number };
}

static inline struct step_value count_value(size_t count)
{
    return number_value(decimal_from_integer((int64_t)count));
}

static inline struct step_value share_value(struct decimal share)
{
    return (struct step_value){ .kind = STEP_VALUE_SHARE, .number = share };
}

static inline struct step_value date_value(struct date date)
{
    return (struct step_value){ .kind = STEP_VALUE_DATE, .date = date };
}

static inline struct step_value tier_value(enum tier tier)
{
    return (struct step_value){ .kind = STEP_VALUE_TIER, .tier = tier };
}

/* = or ≈: whether shown × lower is exactly upper. */
struct step_value equals_value(struct decimal shown, struct decimal upper, struct decimal lower);

#endif
