#include "project.h"

enum { YUAN_OF_WAN_YUAN_POWER = 4 };

int32_t project_year(const struct project *project)
{
    return (int32_t)project->year.value.coefficient; /* four digits, no places */
}

struct decimal project_amount_in_wan_yuan(const struct project *project, struct decimal amount)
{
    return project->is_in_yuan ? decimal_shifted(amount, -YUAN_OF_WAN_YUAN_POWER) : amount;
}
