#include "value.h"

static void write_two_digits(struct writer *writer, int32_t number)
{
    writer_character(writer, (char)('0' + number / 10 % 10));
    writer_character(writer, (char)('0' + number % 10));
}

void writer_date(struct writer *writer, struct date date)
{
    if (date.year == 0) {
        writer_character(writer, 'Y');
    } else {
        write_two_digits(writer, date.year / 100);
        write_two_digits(writer, date.year % 100);
    }
    writer_character(writer, '-');
    write_two_digits(writer, date.month);
    writer_character(writer, '-');
    write_two_digits(writer, date.day);
}
