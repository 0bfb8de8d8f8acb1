#include "calendar.h"
#include "number.h"
#include "reader.h"

/* Days and periods. A period (2023年2月, 第四季度, 年底) is its last day. */

#define LEAD "(?:已?[于在]|不晚于|不迟于|截至|截止[至到]?)?"
#define YEAR(name) "(?<" name ">(?:19|20)\\d\\d|[一二][零〇一二三四五六七八九]{3})年度?"
#define BEFORE "(?<before>之前|以前|前|以内|之内|内)?"
#define REST "(?<rest>.*)\\z"
#define DAY "(?<day>\\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
#define MONTH "(?<month>\\d{1,2}|十[一二]?|[一二三四五六七八九])月份?"
#define MONTH_PART "(?:" DAY "[日号]|(?<ten_days>[上中下])旬|月?[底末])?"

/* The first half of 2023年1-12月 and 2023年3月15日至5月20日; only its year is of use. */
#define START                                                                                                                  \
    "(?:(?=[\\d一二三四])(?:(?<from_year>(?:19|20)\\d\\d)年?)?(?:\\d{1,2}月?份?)?(?:\\d{1,2}[日号]?|[一二三四])?" \
    "(?:-|~|—{1,2}|至|到))?"

#define PERIOD(year_end)                                                                                               \
    "(?:" MONTH MONTH_PART "|[第前]?(?<quarter>[一二三四1-4])季度[底末]?|(?<half>[上下])半年[底末]?|"  \
    "(?<year_end>" year_end "))"

#define WITHOUT_YEAR_PATTERN LEAD START PERIOD("年(?:[底末]|终(?=\\z|前|之前|以前)|度?内)|岁末") BEFORE REST
#define WITH_YEAR_PATTERN                                                                                              \
    LEAD START "(?:" YEAR("year") "|当年|本年度?|今年|(?<next_year>次年|下一?年|明年|翌年))"           \
                                  "年?(?:" PERIOD("[底末终]|度?内") ")?" BEFORE REST

/* 2023-12-31, 2023/12/31, 2023.12.31. */
#define DIGITS_PATTERN                                                                                                 \
    LEAD "(?:(?:19|20)\\d\\d[-./]\\d{1,2}[-./]\\d{1,2}日?(?:-|~|—{1,2}|至|到))?"                                  \
         "(?<year>(?:19|20)\\d\\d)(?<between>[-./])(?<month>\\d{1,2})\\k<between>(?<day>\\d{1,2})日?" BEFORE REST

/* 2023-12 and 2023.12 are dates only with a word that says so. */
#define MONTH_DIGITS_PATTERN                                                                                           \
    LEAD "(?<year>(?:19|20)\\d\\d)[-./](?<month>\\d{1,2})(?:月?[底末]|月|(?=前|之前|以前|内))" BEFORE REST

/* 每月25日前, 每季度首月5日, 每季度结束后10个工作日内, 次月5日前, 月底前. */
#define RECURRING_PATTERN                                                                                                                       \
    LEAD                                                                                                                                        \
        "(?:(?:每个?(?:年|半年|季度?|月|周|星期)|[次当本](?:月|季度?|周))度?(?:结束)?"                                     \
        "(?:[首末]月|第[一二三]个?月)?(?:(?<after>后)|的)?(?:(?<month>\\d{1,2}|十[一二]?|[一二三四五六七八九])月份?)?" \
        "(?:" DAY "(?(<after>)(?:日|号|天|个?工作日)|[日号])"                                                                          \
        "|(?<year_end>[年月]?[底末]|[上中下]旬|(?:周|星期)?[一二三四五六日天](?=前|之前|以前|\\z)))?"                   \
        "|(?<month_end>月[底末]|季度?[底末]))" BEFORE REST

/* One or two digits or a numeral; 0 where there is none. */
static int32_t small_number(struct text text)
{
    if (text_is_empty(text)) {
        return 0;
    }
    struct decimal decimal;
    enum decimal_status status =
        (unsigned char)text.bytes[0] < 0x80 ? decimal_read(text, &decimal) : numeral_read(text, &decimal);
    return status == DECIMAL_READ && decimal.places == 0 ? (int32_t)decimal.coefficient : 0;
}

/* -1 where the text is no year. */
static int32_t year_number(struct text text)
{
    bool is_ascii = (unsigned char)text.bytes[0] < 0x80;
    int32_t year = is_ascii ? small_number(text) : numeral_digits_read(text);
    return year >= 1900 && year <= 2099 ? year : -1;
}

static bool match_has(const struct pattern_match *match, enum pattern_group group)
{
    return !text_is_empty(match_group(match, group));
}

/* The year that the text names, else the project's. */
static int32_t year_of(const struct reading *reading, const struct pattern_match *match)
{
    struct text year = match_group(match, GROUP_YEAR);
    if (text_is_empty(year)) {
        year = match_group(match, GROUP_FROM_YEAR);
    }
    if (!text_is_empty(year)) {
        return year_number(year);
    }
    bool is_next = match_has(match, GROUP_NEXT_YEAR) && reading->year > 0 && reading->year < INT32_MAX;
    return is_next ? reading->year + 1 : reading->year;
}

/* The month that is named, or the last one of the quarter, half or year. */
static int32_t month_of(const struct pattern_match *match)
{
    if (match_has(match, GROUP_MONTH)) {
        return small_number(match_group(match, GROUP_MONTH));
    }
    if (match_has(match, GROUP_QUARTER)) {
        return 3 * small_number(match_group(match, GROUP_QUARTER));
    }
    return text_equals(match_group(match, GROUP_HALF), TEXT("上")) ? 6 : 12;
}

static int32_t day_of(const struct pattern_match *match, struct year_month of)
{
    if (match_has(match, GROUP_DAY)) {
        return small_number(match_group(match, GROUP_DAY));
    }
    struct text ten_days = match_group(match, GROUP_TEN_DAYS);
    if (text_equals(ten_days, TEXT("上"))) {
        return 10;
    }
    return text_equals(ten_days, TEXT("中")) ? 20 : last_day(of);
}

static bool date_of(const struct reading *reading, const struct pattern_match *match, struct date *date_out)
{
    struct year_month of = { year_of(reading, match), month_of(match) };
    return of.month >= 1 && of.month <= 12 && date_make(of, day_of(match, of), date_out);
}

#define WORD(literal)                                                                                                  \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

/* What may not follow a date: it begins there, or it is not this day. */
static const struct text continuations[] = { WORD("后"), WORD("以"), WORD("之"), WORD("起"), WORD("开始"),
                                             WORD("至"), WORD("初"), WORD("中"), WORD("-"),  WORD("~"),
                                             WORD("—"),  WORD("、"), WORD("/"),  WORD(".") };

/* What leaves open whether the thing was done on the day. */
static const struct text doubts[] = {
    WORD("未"),   WORD("没"), WORD("尚"),   WORD("不"),   WORD("无"),   WORD("部分"),
    WORD("基本"), WORD("延"), WORD("推迟"), WORD("逾期"), WORD("预计"), WORD("计划"),
    WORD("拟"),   WORD("将"), WORD("待"),   WORD("暂"),   WORD("仅"),   WORD("进行")
};

/* What is done by a day. 2023年完成 is a deadline, 2023年标准 is none. */
static const struct text deeds[] = { WORD("完成"), WORD("达成"), WORD("达到"), WORD("下达"), WORD("支付"), WORD("拨付"),
                                     WORD("兑付"), WORD("发放"), WORD("到位"), WORD("实现"), WORD("实施"), WORD("建成"),
                                     WORD("竣工"), WORD("验收"), WORD("交付"), WORD("开展"), WORD("落实"), WORD("上线"),
                                     WORD("投入"), WORD("印发"), WORD("提交"), WORD("报送"), WORD("启动"), WORD("举办"),
                                     WORD("出台"), WORD("公布"), WORD("公示"), WORD("结束") };

#define COUNT(words) (sizeof(words) / sizeof((words)[0]))

static bool contains_any(struct text text, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_contains(text, words[i])) {
            return true;
        }
    }
    return false;
}

static bool starts_with_any(struct text text, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_starts_with(text, words[i])) {
            return true;
        }
    }
    return false;
}

/* Whether what follows the date leaves it the date: no second number, no other meaning. */
static bool rest_is_harmless(const struct reading *reading, struct text rest)
{
    unsigned features = fold_features(rest) | reading->features_beyond;
    if ((features & (FOLD_HAS_DIGIT | FOLD_HAS_SIGN | FOLD_HAS_MARK)) != 0 ||
        starts_with_any(rest, continuations, COUNT(continuations))) {
        return false;
    }
    return reading->role == VALUE_TARGET || (!reading->is_long && !contains_any(rest, doubts, COUNT(doubts)));
}

/* A period that only leads a text, with nothing that says "by then", is a deadline when the text says what is done. */
static bool is_said_to_be_done(const struct pattern_match *match)
{
    struct text rest = match_group(match, GROUP_REST);
    bool is_dated_year_end = match_has(match, GROUP_YEAR) && match_has(match, GROUP_YEAR_END);
    return text_is_empty(rest) || match_has(match, GROUP_BEFORE) || match_has(match, GROUP_DAY) || is_dated_year_end ||
           contains_any(rest, deeds, COUNT(deeds));
}

static enum rule_outcome deadline_on(const struct reading *reading, const struct pattern_match *match, struct date date,
                                     struct value *value_out)
{
    if (!is_said_to_be_done(match) || !rest_is_harmless(reading, match_group(match, GROUP_REST))) {
        return (reading->features & FOLD_HAS_DIGIT) != 0 ? RULE_UNREADABLE : RULE_DIFFERS;
    }
    value_out->kind = VALUE_DEADLINE;
    value_out->date = date;
    return RULE_READ;
}

static enum rule_outcome read_dated(const struct reading *reading, const struct pattern_match *match,
                                    struct value *value_out)
{
    struct date date;
    if (!date_of(reading, match, &date)) {
        return RULE_UNREADABLE;
    }
    return deadline_on(reading, match, date, value_out);
}

/* 当年 and 次年 alone are no deadlines. */
static enum rule_outcome read_with_year(const struct reading *reading, const struct pattern_match *match,
                                        struct value *value_out)
{
    bool has_period = match_has(match, GROUP_MONTH) || match_has(match, GROUP_QUARTER) ||
                      match_has(match, GROUP_HALF) || match_has(match, GROUP_YEAR_END) ||
                      match_has(match, GROUP_BEFORE);
    return match_has(match, GROUP_YEAR) || has_period ? read_dated(reading, match, value_out) : RULE_DIFFERS;
}

/* There is no fixed day, but a 32nd of the month is none at all. */
static enum rule_outcome read_recurring(const struct reading *reading, const struct pattern_match *match,
                                        struct value *value_out)
{
    bool has_day = match_has(match, GROUP_MONTH) || match_has(match, GROUP_DAY) || match_has(match, GROUP_YEAR_END) ||
                   match_has(match, GROUP_MONTH_END) || match_has(match, GROUP_BEFORE);
    if (!has_day) {
        return RULE_DIFFERS;
    }
    struct year_month of = { 0, match_has(match, GROUP_MONTH) ? month_of(match) : 1 };
    if (of.month < 1 || of.month > 12 || day_of(match, of) < 1 || day_of(match, of) > last_day(of)) {
        return RULE_UNREADABLE;
    }
    return deadline_on(reading, match, (struct date){ 0, 0, 0 }, value_out);
}

#define LEAD_FIRST "已于在不截"
#define START_FIRST "0123456789一二三四"

const struct rule deadline_rules[DEADLINE_RULE_COUNT] = {
    { RECURRING_PATTERN, FOLD_HAS_CALENDAR, 0, true, true, true, LEAD_FIRST "每次当本月季", read_recurring },
    { DIGITS_PATTERN, FOLD_HAS_DIGIT, 0, true, true, true, LEAD_FIRST "12", read_dated },
    { MONTH_DIGITS_PATTERN, FOLD_HAS_DIGIT, 0, true, true, true, LEAD_FIRST "12", read_dated },
    { WITHOUT_YEAR_PATTERN, FOLD_HAS_CALENDAR, 0, true, true, true, LEAD_FIRST START_FIRST "五六七八九十第前上下年岁",
      read_dated },
    { WITH_YEAR_PATTERN, FOLD_HAS_CALENDAR, 0, true, true, true, LEAD_FIRST START_FIRST "当本今次下明翌",
      read_with_year },
};
