/* Any bytes as a cell of the form, in both roles: the whole input, and each of its lines. */
#include "fuzz.h"
#include "printed.h"

#include <string.h>

static void read_value(zp_session *session, zp_text text)
{
    struct printed printed = { 0 };
    EXPECT(zp_value_read(session, text, ZP_TARGET, 2023, printed_sink(&printed)) == ZP_OK);
    EXPECT(zp_value_read(session, text, ZP_ACHIEVED, 0, printed_sink(&printed)) == ZP_OK);
    expect_json_lines(&printed);
    printed_end(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
    static zp_engine *engine;
    if (engine == NULL) {
        EXPECT(zp_engine_create(NULL, &engine) == ZP_OK);
    }
    zp_session *session = NULL;
    EXPECT(zp_session_create(engine, &session) == ZP_OK);
    char *copy = copy_of(data, size_bytes);
    const zp_text input = { copy, size_bytes };
    read_value(session, input);
    for (zp_text rest = input; rest.size_bytes > 0;) {
        const char *end = memchr(rest.bytes, '\n', rest.size_bytes);
        const size_t line_bytes = end == NULL ? rest.size_bytes : (size_t)(end - rest.bytes);
        read_value(session, (zp_text){ rest.bytes, line_bytes });
        const size_t taken_bytes = end == NULL ? line_bytes : line_bytes + 1;
        rest = (zp_text){ rest.bytes + taken_bytes, rest.size_bytes - taken_bytes };
    }
    zp_session_destroy(session);
    free(copy);
    return 0;
}
