#include "writer.h"

void writer_begin(struct writer *writer, bool (*put)(void *context, const char *bytes, size_t size_bytes),
                  void *context)
{
    /* Field by field: an initializer would clear the whole buffer. */
    writer->put = put;
    writer->context = context;
    writer->failed = false;
    writer->used_bytes = 0;
}

static void hand_on(struct writer *writer, const char *bytes, size_t size_bytes)
{
    if (!writer->failed && size_bytes > 0) {
        writer->failed = !writer->put(writer->context, bytes, size_bytes);
    }
}

bool writer_flush(struct writer *writer)
{
    /* Forgotten first: a put that leaves through an arena's escape must not find the same bytes again. */
    size_t used_bytes = writer->used_bytes;
    writer->used_bytes = 0;
    hand_on(writer, writer->buffer, used_bytes);
    return !writer->failed;
}

void writer_text(struct writer *writer, struct text text)
{
    if (text.size_bytes > sizeof(writer->buffer) - writer->used_bytes) {
        writer_flush(writer);
    }
    if (text.size_bytes >= sizeof(writer->buffer)) {
        hand_on(writer, text.bytes, text.size_bytes);
    } else {
        bytes_copy(writer->buffer + writer->used_bytes, text.bytes, text.size_bytes);
        writer->used_bytes += text.size_bytes;
    }
}

void writer_string(struct writer *writer, const char *terminated)
{
    writer_text(writer, text_of(terminated));
}

void writer_repeat(struct writer *writer, char ascii, size_t times)
{
    for (; times > 0 && !writer->failed; times--) {
        writer_character(writer, ascii);
    }
}

static const char digit_pairs[] = "00010203040506070809101112131415161718192021222324"
                                  "25262728293031323334353637383940414243444546474849"
                                  "50515253545556575859606162636465666768697071727374"
                                  "75767778798081828384858687888990919293949596979899";

static size_t digits_of(uint64_t count)
{
    size_t digits = 1;
    for (; count >= 10000; count /= 10000) {
        digits += 4;
    }
    return digits + (count >= 10) + (count >= 100) + (count >= 1000);
}

/* Exactly `digits` of them, zeros in front where the count has fewer. */
static inline void put_digits(uint64_t count, size_t digits, char *bytes_out)
{
    for (; digits >= 2; count /= 100) {
        digits -= 2;
        memcpy(bytes_out + digits, digit_pairs + count % 100 * 2, 2);
    }
    if (digits == 1) {
        bytes_out[0] = (char)('0' + count);
    }
}

size_t count_to_text(uint64_t count, char *bytes_out)
{
    if (count < 10) {
        bytes_out[0] = (char)('0' + count);
        return 1;
    }
    if (count < 100) {
        memcpy(bytes_out, digit_pairs + count * 2, 2);
        return 2;
    }
    size_t digits = digits_of(count);
    put_digits(count, digits, bytes_out);
    return digits;
}

static const uint64_t powers_of_ten[COUNT_MOST_DIGITS] = {
    1u,
    10u,
    100u,
    1000u,
    10000u,
    100000u,
    1000000u,
    10000000u,
    100000000u,
    1000000000u,
    10000000000u,
    100000000000u,
    1000000000000u,
    10000000000000u,
    100000000000000u,
    1000000000000000u,
    10000000000000000u,
    100000000000000000u,
    1000000000000000000u,
    10000000000000000000u,
};

size_t scaled_to_text(uint64_t count, uint32_t places, char *bytes_out)
{
    for (; places > 0 && count % 10 == 0; places--) {
        count /= 10;
    }
    if (places == 0) {
        return count_to_text(count, bytes_out);
    }
    uint64_t whole = places < COUNT_MOST_DIGITS ? count / powers_of_ten[places] : 0;
    uint64_t rest = places < COUNT_MOST_DIGITS ? count % powers_of_ten[places] : count;
    size_t whole_bytes = count_to_text(whole, bytes_out);
    bytes_out[whole_bytes] = '.';
    put_digits(rest, places, bytes_out + whole_bytes + 1);
    return whole_bytes + 1 + places;
}

void writer_count(struct writer *writer, uint64_t count)
{
    writer_took(writer, count_to_text(count, writer_room(writer, COUNT_MOST_DIGITS)));
}

enum { FIRST_ROOM_BYTES = 128 };

static void move_to_larger_room(struct collected *collected, size_t needed_bytes)
{
    size_t room_bytes = collected->room_bytes == 0 ? FIRST_ROOM_BYTES : collected->room_bytes;
    while (room_bytes < needed_bytes) {
        room_bytes *= 2;
    }
    char *bytes = arena_take(collected->arena, room_bytes);
    if (collected->size_bytes > 0) {
        memcpy(bytes, collected->bytes, collected->size_bytes);
    }
    collected->bytes = bytes;
    collected->room_bytes = room_bytes;
}

static bool collect(void *context, const char *bytes, size_t size_bytes)
{
    struct collected *collected = context;
    size_t needed_bytes = collected->size_bytes + size_bytes;
    if (needed_bytes > collected->room_bytes) {
        move_to_larger_room(collected, needed_bytes);
    }
    memcpy(collected->bytes + collected->size_bytes, bytes, size_bytes);
    collected->size_bytes = needed_bytes;
    return true;
}

void writer_to_arena(struct writer *writer, struct collected *collected, struct arena *arena)
{
    *collected = (struct collected){ .arena = arena };
    writer_begin(writer, collect, collected);
}

struct text collected_text(struct writer *writer, struct collected *collected)
{
    writer_flush(writer);
    if (collected->size_bytes == 0) {
        return TEXT("");
    }
    return (struct text){ collected->bytes, collected->size_bytes };
}
