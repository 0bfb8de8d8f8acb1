#include "document_fast_bytes.h"

#include "text.h"
#include "utf8.h"

enum { A = ENDS_ALL, B = IS_BRACKET, I = BEGINS_NO_PLAIN, M = IS_MULTIBYTE };
enum { BLANK = ENDS_BLOCK | ENDS_FLOW | I, COLON = BLANK, TAB = IS_TAB };
enum { DOUBLE = ENDS_DOUBLE | I, SINGLE = ENDS_SINGLE | I, ESCAPE = ENDS_DOUBLE };

/* clang-format off */
const unsigned char byte_classes[256] = {
    A, A, A, A, A, A, A, A, A, TAB, A, A, A, A, A, A,                     /* 00 */
    A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,                       /* 10 */
    BLANK, I, DOUBLE, I, 0, I, I, SINGLE, 0, 0, I, 0, B, I, 0, 0,         /* 20 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, COLON, 0, 0, 0, I, I,                   /* 30 */
    I, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                       /* 40 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, B, ESCAPE, B, 0, 0,                  /* 50 */
    I, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                       /* 60 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, B, I, B, 0, A,                       /* 70 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* 80 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* 90 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* A0 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* B0 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* C0 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* D0 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* E0 */
    M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,                       /* F0 */
};
/* clang-format on */

size_t rare_character_bytes(const unsigned char *at)
{
    if (at[0] < 0xC2 || (at[0] == 0xC2 && at[1] < 0xA0)) {
        return 0;
    }
    size_t bytes = at[0] < 0xE0 ? 2 : 4;
    struct text character = { (const char *)at, bytes };
    return utf8_valid_bytes(character) == bytes ? bytes : 0;
}
