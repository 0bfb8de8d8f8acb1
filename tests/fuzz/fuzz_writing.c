/* Any bytes as a file that computed scores are put into: nothing else in it changes, and a second time nothing does. It
   looks inside, and links the floors. */
#include "writing_check.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    static zp_engine *engine;
    static zp_session *session;
    if (engine == NULL) {
        zp_settings settings;
        zp_settings_default(&settings);
        EXPECT(zp_engine_create(&settings, &engine) == ZP_OK);
        EXPECT(zp_session_create(engine, &session) == ZP_OK);
    }
    char *copy = copy_of(data, size_bytes);
    for (int is_json_lines = 0; is_json_lines < 2; is_json_lines++) {
        const char *difference = check_writing(session, (struct text){ copy, size_bytes }, is_json_lines != 0, false);
        if (difference != NULL) {
            (void)fprintf(stderr, "%s\n", difference);
            abort();
        }
    }
    free(copy);
    return 0;
}
