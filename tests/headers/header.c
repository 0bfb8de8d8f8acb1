/* What a program in C11 sees: nothing but the header. */
#include "ziping.h"

int main(void)
{
    const char *expected = ZP_VERSION;
    const char *found = zp_version();
    while (*expected != '\0' && *expected == *found) {
        expected++;
        found++;
    }
    return *expected == *found ? 0 : 1;
}
