#include "steps.h"

void steps_rest_on(struct steps *steps, struct text basis)
{
    steps->last->own_basis = basis;
}

struct step_value equals_value(struct decimal shown, struct decimal upper, struct decimal lower)
{
    struct decimal product = decimal_multiply(shown, lower);
    bool is_exact = decimal_is_in_range(product) && decimal_is_in_range(upper) && decimal_equals(product, upper);
    return text_value(is_exact ? TEXT("=") : TEXT("≈"));
}
