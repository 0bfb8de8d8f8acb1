#include "fraction.h"
#include "report_fit.h"

static const struct {
    enum label title;
    const char *word;
} shares[FITTED_SHARE_COUNT] = {
    [FITTED_ACHIEVED] = { LABEL_fit_achieved, "tier_achieved" },
    [FITTED_PARTLY_ACHIEVED] = { LABEL_fit_partly_achieved, "tier_partly_achieved" },
    [FITTED_NOT_ACHIEVED] = { LABEL_fit_not_achieved, "tier_not_achieved" },
    [FITTED_LATE] = { LABEL_fit_late, "late" },
    [FITTED_BLANK_TARGET] = { LABEL_fit_blank_target, "blank_target" },
};

size_t fit_parameters(const struct fit *fit, struct report_parameter *parameters_out)
{
    size_t count = 0;
    const struct grade_band *band = fit->rules->bands;
    for (size_t rank = 0; band != NULL && band->next != NULL; band = band->next, rank++) {
        parameters_out[count++] = (struct report_parameter){ .kind = PARAMETER_BAND,
                                                             .title = LABEL_fit_band,
                                                             .word = "grade_bound",
                                                             .grade = band->grade,
                                                             .interval = &fit->bands[rank] };
    }
    parameters_out[count++] = (struct report_parameter){ .kind = PARAMETER_VETO,
                                                         .title = LABEL_fit_veto,
                                                         .word = "veto_threshold",
                                                         .grade = band == NULL ? TEXT("") : band->grade,
                                                         .interval = &fit->veto };
    parameters_out[count++] = (struct report_parameter){ .kind = PARAMETER_PLACES,
                                                         .title = LABEL_fit_indicator_places,
                                                         .word = "indicator_places",
                                                         .places = &fit->indicator_places };
    parameters_out[count++] = (struct report_parameter){ .kind = PARAMETER_PLACES,
                                                         .title = LABEL_fit_execution_places,
                                                         .word = "execution_places",
                                                         .places = &fit->execution_places };
    for (size_t i = 0; i < FITTED_SHARE_COUNT; i++) {
        parameters_out[count++] = (struct report_parameter){
            .kind = PARAMETER_SHARES, .title = shares[i].title, .word = shares[i].word, .shares = &fit->shares[i]
        };
    }
    return count;
}

uint64_t parameter_evidence(const struct report_parameter *parameter)
{
    return parameter->interval != NULL ? parameter->interval->evidence
           : parameter->places != NULL ? parameter->places->evidence
                                       : parameter->shares->evidence;
}

uint64_t parameter_unreproduced(const struct report_parameter *parameter)
{
    return parameter->interval != NULL ? parameter->interval->unreproduced
           : parameter->places != NULL ? parameter->places->unreproduced
                                       : parameter->shares->unreproduced;
}

bool parameter_is_contradictory(const struct report_parameter *parameter)
{
    if (parameter->interval != NULL) {
        return fitted_interval_is_empty(parameter->interval);
    }
    for (size_t i = 0; parameter->places != NULL && i < FITTED_PLACES; i++) {
        if (fitted_places_allow(parameter->places, i)) {
            return false;
        }
    }
    return parameter->places != NULL;
}

bool quotient_is_decimal(struct quotient_of_decimals quotient, struct decimal *decimal_out)
{
    struct fraction fraction;
    fraction_zero(&fraction);
    fraction_add_product_quotient(&fraction, quotient.upper, decimal_from_integer(1), quotient.lower);
    return fraction_is_decimal(&fraction, decimal_out);
}

void write_share_quotient(struct writer *writer, struct quotient_of_decimals quotient)
{
    enum { SHOWN_PLACES = 4, EXACT_PLACES = 6 };
    struct decimal exact;
    if (quotient_is_decimal(quotient, &exact) && decimal_equals(exact, decimal_truncated(exact, EXACT_PLACES))) {
        writer_decimal(writer, decimal_shifted(exact, 2));
    } else {
        writer_decimal(writer, quotient.upper);
        writer_string(writer, " ÷ ");
        writer_decimal(writer, quotient.lower);
        writer_string(writer, " ≈ ");
        writer_decimal(writer, decimal_product_quotient_rounded_half_up(decimal_from_integer(100), quotient.upper,
                                                                        quotient.lower, SHOWN_PLACES));
    }
    writer_character(writer, '%');
}
