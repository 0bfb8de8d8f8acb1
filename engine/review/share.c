#include "review_parts.h"

bool share_in_per_cent(struct decimal a, struct decimal b, struct decimal *per_cent_out)
{
    *per_cent_out = decimal_product_quotient_rounded_half_up(decimal_from_integer(100), a, b, 2);
    return decimal_is_in_range(*per_cent_out);
}
