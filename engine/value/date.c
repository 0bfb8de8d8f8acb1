#include "calendar.h"

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

int32_t last_day(struct year_month of)
{
    static const int32_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool may_be_leap = of.year == 0 || (of.year % 4 == 0 && (of.year % 100 != 0 || of.year % 400 == 0));
    return of.month == 2 && may_be_leap ? 29 : days[of.month - 1];
}

bool date_make(struct year_month of, int32_t day, struct date *date_out)
{
    if (of.year < 0 || day < 1 || day > last_day(of)) {
        return false;
    }
    *date_out = (struct date){ of.year, of.month, day };
    return true;
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year) {
        return a.year < b.year ? -1 : 1;
    }
    if (a.month != b.month) {
        return a.month < b.month ? -1 : 1;
    }
    return (a.day > b.day) - (a.day < b.day);
}
