#include "spare_evaluations.h"

#include <stdatomic.h>

enum {
    SPARE_COUNT = 32,
    MOST_KEPT_BYTES = 256 * 1024, /* of one: a large document does not hold its memory for the whole batch */
};

struct spare_evaluations {
    _Atomic(struct zp_evaluation *) spares[SPARE_COUNT];
};

struct spare_evaluations *spare_evaluations_create(const struct memory *memory)
{
    struct spare_evaluations *spares = memory->take(memory->context, sizeof(*spares));
    if (spares != NULL) {
        for (size_t i = 0; i < SPARE_COUNT; i++) {
            atomic_init(&spares->spares[i], NULL);
        }
    }
    return spares;
}

void spare_evaluations_destroy(struct spare_evaluations *spares, const struct memory *memory)
{
    if (spares == NULL) {
        return;
    }
    for (struct zp_evaluation *spare; (spare = spare_evaluations_take(spares)) != NULL;) {
        arena_end(&spare->arena);
        memory->give_back(memory->context, spare);
    }
    memory->give_back(memory->context, spares);
}

struct zp_evaluation *spare_evaluations_take(struct spare_evaluations *spares)
{
    for (size_t i = 0; i < SPARE_COUNT; i++) {
        /* Looking costs less than exchanging, and most places are empty. */
        if (atomic_load_explicit(&spares->spares[i], memory_order_relaxed) != NULL) {
            struct zp_evaluation *spare = atomic_exchange_explicit(&spares->spares[i], NULL, memory_order_acquire);
            if (spare != NULL) {
                return spare;
            }
        }
    }
    return NULL;
}

bool spare_evaluations_keep(struct spare_evaluations *spares, struct zp_evaluation *evaluation)
{
#ifdef ZIPING_NO_SPARES
    /* Sanitizers see what is used after it was destroyed only if it is given back. */
    (void)spares;
    (void)evaluation;
    return false;
#else
    if (evaluation->arena.taken_bytes > MOST_KEPT_BYTES) {
        return false;
    }
    for (size_t i = 0; i < SPARE_COUNT; i++) {
        struct zp_evaluation *none = NULL;
        if (atomic_load_explicit(&spares->spares[i], memory_order_relaxed) == NULL &&
            atomic_compare_exchange_strong_explicit(&spares->spares[i], &none, evaluation, memory_order_release,
                                                    memory_order_relaxed)) {
            return true;
        }
    }
    return false;
#endif
}
