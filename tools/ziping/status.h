#ifndef ZIPING_PROGRAM_STATUS_H
#define ZIPING_PROGRAM_STATUS_H

/* How the program ends. The greater one counts, but for wrong usage, which ends it before anything is read. */
enum exit_status {
    STATUS_FINE = 0,
    STATUS_FINDINGS = 1, /* at or above --fail-on */
    STATUS_USAGE = 2,
    STATUS_FAILED = 3 /* something could not be read or written */
};

#endif
