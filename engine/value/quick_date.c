#include "quick_date.h"

#include "calendar.h"
#include "digits.h"

/* Every step is a case of what the rules do, which are the reference (value_read_by_rules); tests hold the two against
   each other. A text that ends where its day does, or with a word for "by then", is that day whatever it is read for.
   Without - ~ — 至 到 no day can be the second of two. */

static inline struct text behind_bytes(struct text text, size_t bytes)
{
    return (struct text){ text.bytes + bytes, text.size_bytes - bytes };
}

static inline bool take_word(struct text *rest, struct text word)
{
    if (rest->size_bytes < word.size_bytes || memcmp(rest->bytes, word.bytes, word.size_bytes) != 0) {
        return false;
    }
    *rest = behind_bytes(*rest, word.size_bytes);
    return true;
}

/* Takes up to `most` digits that no other digit follows; false, with `rest` untouched, where there are none or more, or
   nothing but zeros. */
static inline bool take_digits(struct text *rest, size_t most, int32_t *number_out)
{
    int32_t number = 0;
    size_t digits = 0;
    for (; digits < rest->size_bytes && is_digit(rest->bytes[digits]); digits++) {
        if (digits == most) {
            return false;
        }
        number = number * 10 + (rest->bytes[digits] - '0');
    }
    if (number == 0) {
        return false;
    }
    *rest = behind_bytes(*rest, digits);
    *number_out = number;
    return true;
}

/* 1900 to 2099. */
static inline bool take_year(struct text *rest, int32_t *year_out)
{
    struct text behind = *rest;
    int32_t year = 0;
    if (!take_digits(&behind, 4, &year) || rest->size_bytes - behind.size_bytes != 4 || year < 1900 || year > 2099) {
        return false;
    }
    *rest = behind;
    *year_out = year;
    return true;
}

/* Whether nothing more stands there than 前 or 内. */
static inline bool is_end(struct text rest)
{
    if (text_is_empty(rest)) {
        return true;
    }
    if (!take_word(&rest, TEXT("之"))) {
        take_word(&rest, TEXT("以"));
    }
    return (take_word(&rest, TEXT("前")) || take_word(&rest, TEXT("内"))) && text_is_empty(rest);
}

/* 2022-12-31, 2022/12/31, 2022.12.31. */
static bool take_date_in_digits(struct text *rest, struct year_month *of_out, int32_t *day_out)
{
    if (!take_year(rest, &of_out->year) || text_is_empty(*rest)) {
        return false;
    }
    struct text separator = { rest->bytes, 1 };
    bool is_separated = separator.bytes[0] == '-' || separator.bytes[0] == '.' || separator.bytes[0] == '/';
    return is_separated && take_word(rest, separator) && take_digits(rest, 2, &of_out->month) &&
           take_word(rest, separator) && take_digits(rest, 2, day_out) && (take_word(rest, TEXT("日")) || true);
}

/* 10月5日, 10月底, 10月. `day_out` is 0 for the last day. */
static bool take_month(struct text *rest, int32_t *month_out, int32_t *day_out)
{
    if (!take_digits(rest, 2, month_out) || !take_word(rest, TEXT("月"))) {
        return false;
    }
    take_word(rest, TEXT("份"));
    if (take_digits(rest, 2, day_out)) {
        return take_word(rest, TEXT("日")) || take_word(rest, TEXT("号"));
    }
    *day_out = 0;
    return take_word(rest, TEXT("底")) || take_word(rest, TEXT("末")) || true;
}

/* 年底, 年内; behind a year 底 and 内 too. */
static bool take_year_end(struct text *rest, bool is_behind_year)
{
    bool has_word = take_word(rest, TEXT("年"));
    return (has_word || is_behind_year) &&
           (take_word(rest, TEXT("底")) || take_word(rest, TEXT("末")) || take_word(rest, TEXT("内")));
}

static bool take_date_in_words(struct text *rest, int32_t project_year, struct year_month *of_out, int32_t *day_out)
{
    of_out->year = project_year;
    bool has_year = take_year(rest, &of_out->year);
    if (has_year && !take_word(rest, TEXT("年"))) {
        return false;
    }
    struct text behind = *rest;
    if (take_month(&behind, &of_out->month, day_out)) {
        *rest = behind;
        return true;
    }
    of_out->month = 12;
    *day_out = 0;
    return take_year_end(rest, has_year);
}

static bool take_date(const struct reading *reading, struct text *rest, struct year_month *of_out, int32_t *day_out)
{
    *rest = reading->text;
    bool may_be_two_days = (reading->features & FOLD_HAS_JOINER) != 0;
    if (!may_be_two_days && take_date_in_words(rest, reading->year, of_out, day_out)) {
        return true;
    }
    *rest = reading->text;
    return take_date_in_digits(rest, of_out, day_out);
}

/* `day` is 0 for the last one of the month. */
static bool deadline_make(struct year_month of, int32_t day, struct value *value_out)
{
    struct date date;
    if (of.month > 12 || !date_make(of, day == 0 ? last_day(of) : day, &date)) {
        return false;
    }
    *value_out = (struct value){ .kind = VALUE_DEADLINE, .date = date };
    return true;
}

bool date_read_quickly(const struct reading *reading, struct value *value_out)
{
    struct text rest;
    struct year_month of;
    int32_t day;
    return !reading->is_long && take_date(reading, &rest, &of, &day) && is_end(rest) &&
           deadline_make(of, day, value_out);
}

bool date_read_plainly(struct text text, struct value *value_out)
{
    struct text rest = text;
    struct year_month of = { 0, 0 };
    int32_t day = 0;
    bool is_date = text.bytes[YEAR_BYTES] == '-' ? take_date_in_digits(&rest, &of, &day)
                                                 : take_date_in_words(&rest, 0, &of, &day) && of.year != 0;
    return is_date && is_end(rest) && deadline_make(of, day, value_out);
}
