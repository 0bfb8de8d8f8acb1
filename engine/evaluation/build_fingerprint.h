#ifndef ZIPING_BUILD_FINGERPRINT_H
#define ZIPING_BUILD_FINGERPRINT_H

/* A hash of the sources and data that the library is built of (fingerprint.cmake), terminated by a zero. */
extern const char build_fingerprint[];

#endif
