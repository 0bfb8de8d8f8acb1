#include "fitted.h"

static int compare(struct quotient_of_decimals a, struct quotient_of_decimals b)
{
    return decimal_compare_quotients(a.upper, a.lower, b.upper, b.lower);
}

static void put_end(struct fitted_end *end, struct quotient_of_decimals value, bool is_closed,
                    const struct declared_result *result, const struct keeping *keeping)
{
    witness_keep(&end->witness, keeping->memory, keeping->scratch, result);
    end->is_given = true;
    end->is_closed = is_closed;
    end->value = value;
}

/* `direction` is 1 where greater values leave less, -1 where lesser ones do. At one value the open end leaves less. */
static bool leaves_less(const struct fitted_end *end, struct quotient_of_decimals value, bool is_closed, int direction)
{
    if (!end->is_given) {
        return true;
    }
    int order = direction * compare(value, end->value);
    return order > 0 || (order == 0 && end->is_closed && !is_closed);
}

void fitted_raise_low(struct fitted_interval *interval, struct quotient_of_decimals value, bool is_closed,
                      const struct declared_result *result, const struct keeping *keeping)
{
    if (leaves_less(&interval->low, value, is_closed, 1)) {
        put_end(&interval->low, value, is_closed, result, keeping);
    }
}

void fitted_lower_high(struct fitted_interval *interval, struct quotient_of_decimals value, bool is_closed,
                       const struct declared_result *result, const struct keeping *keeping)
{
    if (leaves_less(&interval->high, value, is_closed, -1)) {
        put_end(&interval->high, value, is_closed, result, keeping);
    }
}

bool fitted_interval_is_empty(const struct fitted_interval *interval)
{
    if (!interval->low.is_given || !interval->high.is_given) {
        return false;
    }
    int order = compare(interval->low.value, interval->high.value);
    return order > 0 || (order == 0 && !(interval->low.is_closed && interval->high.is_closed));
}

bool fitted_interval_holds(const struct fitted_interval *interval, struct quotient_of_decimals value)
{
    int against_low = interval->low.is_given ? compare(value, interval->low.value) : 1;
    int against_high = interval->high.is_given ? compare(value, interval->high.value) : -1;
    return (against_low > 0 || (against_low == 0 && interval->low.is_closed)) &&
           (against_high < 0 || (against_high == 0 && interval->high.is_closed));
}

void fitted_shares_add(struct fitted_shares *shares, struct quotient_of_decimals share,
                       const struct declared_result *result, const struct keeping *keeping)
{
    shares->evidence++;
    if (!shares->least.is_given || compare(share, shares->least.value) < 0) {
        put_end(&shares->least, share, true, result, keeping);
    }
    if (!shares->greatest.is_given || compare(share, shares->greatest.value) > 0) {
        put_end(&shares->greatest, share, true, result, keeping);
    }
}

void fitted_places_add(struct fitted_places *places, const bool *is_reproduced, const struct declared_result *result,
                       const struct keeping *keeping)
{
    size_t reproduced = 0;
    for (size_t i = 0; i < FITTED_PLACES; i++) {
        reproduced += is_reproduced[i];
    }
    places->unreproduced += reproduced == 0;
    if (reproduced == 0 || reproduced == FITTED_PLACES) {
        return;
    }
    places->evidence++;
    for (size_t i = 0; i < FITTED_PLACES; i++) {
        places->reproduced[i] += is_reproduced[i];
        if (!is_reproduced[i] && !places->missed[i].is_given) {
            witness_keep(&places->missed[i], keeping->memory, keeping->scratch, result);
        }
    }
}

bool fitted_places_allow(const struct fitted_places *places, size_t count)
{
    return places->reproduced[count] == places->evidence;
}

void fitted_interval_end(struct fitted_interval *interval, const struct memory *memory)
{
    witness_end(&interval->low.witness, memory);
    witness_end(&interval->high.witness, memory);
}

void fitted_shares_end(struct fitted_shares *shares, const struct memory *memory)
{
    witness_end(&shares->least.witness, memory);
    witness_end(&shares->greatest.witness, memory);
}

void fitted_places_end(struct fitted_places *places, const struct memory *memory)
{
    for (size_t i = 0; i < FITTED_PLACES; i++) {
        witness_end(&places->missed[i], memory);
    }
}
