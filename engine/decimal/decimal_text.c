#include "decimal.h"

#include "must.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t leading_digits(struct text text)
{
    size_t digits = 0;
    while (digits < text.size_bytes && is_digit(text.bytes[digits])) {
        digits++;
    }
    return digits;
}

static struct text without_leading_zeros(struct text digits)
{
    while (text_starts_with(digits, TEXT("0"))) {
        digits = text_without_first(digits, 1);
    }
    return digits;
}

static int128 followed_by_digits(int128 coefficient, struct text digits)
{
    for (size_t i = 0; i < digits.size_bytes; i++) {
        coefficient = coefficient * 10 + (digits.bytes[i] - '0');
    }
    return coefficient;
}

/* A text of any length. */
DECIMAL_RARELY_CALLED static enum decimal_status read_widely(struct text text, struct decimal *decimal_out)
{
    bool is_negative = text_starts_with(text, TEXT("-"));
    struct text rest = text_without_first(text, is_negative);
    struct text whole = { rest.bytes, leading_digits(rest) };
    rest = text_without_first(rest, whole.size_bytes);
    bool has_point = text_starts_with(rest, TEXT("."));
    struct text places = text_without_first(rest, has_point);
    if (text_is_empty(whole) || leading_digits(places) != places.size_bytes || has_point == text_is_empty(places)) {
        return DECIMAL_NOT_A_NUMBER;
    }
    while (places.size_bytes > DECIMAL_MOST_PLACES && text_ends_with(places, TEXT("0"))) {
        places = text_without_last(places, 1);
    }
    whole = without_leading_zeros(whole);
    if (whole.size_bytes > DECIMAL_MOST_WHOLE_DIGITS || places.size_bytes > DECIMAL_MOST_PLACES) {
        return DECIMAL_TOO_LARGE;
    }
    int128 coefficient = followed_by_digits(followed_by_digits(0, whole), places);
    *decimal_out = (struct decimal){ is_negative ? -coefficient : coefficient, (uint32_t)places.size_bytes };
    return DECIMAL_READ;
}

/* The text's digits from `*at` up to the first byte that is none, where `*at` then is, added to `coefficient`. */
static inline int64_t take_digits(struct text text, size_t *at, int64_t coefficient)
{
    for (; *at < text.size_bytes && is_digit(text.bytes[*at]); (*at)++) {
        coefficient = coefficient * 10 + (text.bytes[*at] - '0');
    }
    return coefficient;
}

enum decimal_status decimal_read(struct text text, struct decimal *decimal_out)
{
    enum { QUICK_BYTES = 18 }; /* so few digits cannot overflow, nor be too many */
    if (text_is_empty(text) || text.size_bytes > QUICK_BYTES) {
        return read_widely(text, decimal_out);
    }
    bool is_negative = text.bytes[0] == '-';
    size_t at = is_negative;
    size_t places = 0;
    int64_t coefficient = take_digits(text, &at, 0);
    bool is_number = at > is_negative;
    if (is_number && at < text.size_bytes && text.bytes[at] == '.') {
        size_t point = at++;
        coefficient = take_digits(text, &at, coefficient);
        places = at - point - 1;
        is_number = places > 0 && places <= DECIMAL_MOST_PLACES;
    }
    if (!is_number || at < text.size_bytes) {
        return read_widely(text, decimal_out);
    }
    *decimal_out = (struct decimal){ is_negative ? -coefficient : coefficient, (uint32_t)places };
    return DECIMAL_READ;
}

/* A decimal's digits: at least one whole one, then `places` others, the last `needless` of which are zeros. */
struct digits {
    char bytes[DECIMAL_MOST_DIGITS + 1];
    uint32_t whole;
    uint32_t places;
    uint32_t needless;
};

DECIMAL_RARELY_CALLED static struct digits digits_of(struct decimal decimal)
{
    struct digits digits;
    char reversed[sizeof(digits.bytes)];
    uint32_t count = 0;
    uint128 rest = decimal_magnitude(decimal);
    for (; rest >> 64 != 0; rest /= 10) {
        reversed[count++] = (char)('0' + (char)(rest % 10));
    }
    for (uint64_t low = (uint64_t)rest; low > 0 || count <= decimal.places; low /= 10) {
        reversed[count++] = (char)('0' + (char)(low % 10));
    }
    for (uint32_t i = 0; i < count; i++) {
        digits.bytes[i] = reversed[count - 1 - i];
    }
    digits.places = decimal.places;
    digits.whole = count - decimal.places;
    digits.needless = 0;
    while (digits.needless < digits.places && reversed[digits.needless] == '0') {
        digits.needless++;
    }
    return digits;
}

/* A narrow decimal, without needless zeros. */
static size_t narrow_to_text(struct decimal decimal, char *bytes_out)
{
    int64_t coefficient = (int64_t)decimal.coefficient;
    if (coefficient >= 0) {
        return scaled_to_text((uint64_t)coefficient, decimal.places, bytes_out);
    }
    bytes_out[0] = '-';
    return 1 + scaled_to_text(-(uint64_t)coefficient, decimal.places, bytes_out + 1);
}

static size_t put_bytes(char *bytes_out, const char *bytes, size_t size_bytes)
{
    memcpy(bytes_out, bytes, size_bytes);
    return size_bytes;
}

/* The point and `places` digits behind it; nothing when there are none. */
static size_t put_places(const struct digits *digits, uint32_t places, char *bytes_out)
{
    if (places == 0) {
        return 0;
    }
    uint32_t needed = digits->places - digits->needless;
    bytes_out[0] = '.';
    memcpy(bytes_out + 1, digits->bytes + digits->whole, needed);
    memset(bytes_out + 1 + needed, '0', places - needed);
    return 1 + (size_t)places;
}

static size_t put_digits(const struct digits *digits, bool is_negative, uint32_t places, char *bytes_out)
{
    size_t size_bytes = put_bytes(bytes_out, "-", is_negative);
    size_bytes += put_bytes(bytes_out + size_bytes, digits->bytes, digits->whole);
    return size_bytes + put_places(digits, places, bytes_out + size_bytes);
}

size_t decimal_to_text(struct decimal decimal, char *bytes_out)
{
    must(decimal_is_in_range(decimal));
    if (decimal_is_narrow(decimal)) {
        return narrow_to_text(decimal, bytes_out);
    }
    struct digits digits = digits_of(decimal);
    return put_digits(&digits, decimal.coefficient < 0, digits.places - digits.needless, bytes_out);
}

size_t decimal_to_text_with_places(struct decimal decimal, uint32_t places, char *bytes_out)
{
    must(decimal_is_in_range(decimal));
    struct digits digits = digits_of(decimal);
    must(places >= digits.places - digits.needless && places <= DECIMAL_MOST_DIGITS);
    return put_digits(&digits, decimal.coefficient < 0, places, bytes_out);
}

void writer_decimal(struct writer *writer, struct decimal decimal)
{
    writer_took(writer, decimal_to_text(decimal, writer_room(writer, DECIMAL_MOST_TEXT_BYTES)));
}

void writer_decimal_grouped(struct writer *writer, struct decimal decimal)
{
    char bytes[DECIMAL_MOST_TEXT_BYTES];
    struct text rest = { bytes, decimal_to_text(decimal, bytes) };
    if (text_starts_with(rest, TEXT("-"))) {
        writer_character(writer, '-');
        rest = text_without_first(rest, 1);
    }
    for (size_t whole = leading_digits(rest); whole > 0; whole--) {
        writer_character(writer, rest.bytes[0]);
        rest = text_without_first(rest, 1);
        if (whole > 1 && whole % 3 == 1) {
            writer_character(writer, ',');
        }
    }
    writer_text(writer, rest);
}
