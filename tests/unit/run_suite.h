#ifndef ZIPING_TEST_RUN_SUITE_H
#define ZIPING_TEST_RUN_SUITE_H

#include <check.h>
#include <stdlib.h>

/* What main answers: runs all tests of a suite, which it ends. */
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
