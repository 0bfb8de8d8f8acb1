#include "report.h"
#include "utf8.h"

/* The file of known findings, as somebody edits it: an entry a block, a line a field. */

/* Characters that no reader of YAML takes for anything else, or at all: control characters of both kinds, what ends a
   line for some, the mark of byte order. */
static bool is_unseen(uint32_t code_point)
{
    return code_point < ' ' || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0xFEFF || code_point == 0xFFFE || code_point == 0xFFFF;
}

/* Whether a character means nothing in a line of YAML, wherever it stands but at the beginning. */
static bool is_plain(uint32_t code_point)
{
    bool is_alphanumeric = (code_point >= '0' && code_point <= '9') || (code_point >= 'A' && code_point <= 'Z') ||
                           (code_point >= 'a' && code_point <= 'z');
    bool is_harmless = code_point < 0x80 && code_point > 0 && memchr(" ()-./_", (int)code_point, 7) != NULL;
    return is_alphanumeric || is_harmless || (code_point >= 0xA0 && !is_unseen(code_point));
}

static bool is_plain_text(struct text text)
{
    if (text_is_empty(text) || memchr(" (-./", text.bytes[0], 5) != NULL || text_equals(text, TEXT("null"))) {
        return false;
    }
    while (!text_is_empty(text)) {
        if (!is_plain(utf8_take(&text))) {
            return false;
        }
    }
    return true;
}

static void write_escaped(struct writer *writer, uint32_t code_point)
{
    static const char digits[] = "0123456789abcdef";
    writer_string(writer, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
        writer_character(writer, digits[code_point >> shift & 0xF]);
    }
}

static void write_quoted(struct writer *writer, struct text text)
{
    writer_character(writer, '"');
    while (!text_is_empty(text)) {
        struct text rest = text;
        uint32_t code_point = utf8_take(&rest);
        if (is_unseen(code_point)) {
            write_escaped(writer, code_point);
        } else {
            writer_string(writer, code_point == '"' || code_point == '\\' ? "\\" : "");
            writer_text(writer, (struct text){ text.bytes, text.size_bytes - rest.size_bytes });
        }
        text = rest;
    }
    writer_character(writer, '"');
}

static void write_field(struct writer *writer, const char *key, struct text text)
{
    writer_string(writer, key);
    if (is_plain_text(text)) {
        writer_text(writer, text);
    } else {
        write_quoted(writer, text);
    }
    writer_character(writer, '\n');
}

static void write_year(struct writer *writer, int32_t year)
{
    enum { YEAR_DIGITS = 4 };
    int32_t divisor = 1000;
    writer_string(writer, "    年度: ");
    for (size_t i = 0; i < YEAR_DIGITS; i++, divisor /= 10) {
        writer_character(writer, (char)('0' + year / divisor % 10));
    }
    writer_character(writer, '\n');
}

void baseline_file_begin(struct writer *writer)
{
    writer_string(writer,
                  "# 已知问题：看过、暂时留着的发现，到期日（含）以前不再报告。由 ziping --write-baseline 写出；\n"
                  "# 理由和到期可以修改，再次写出时保留，注释和顺序不保留。\n");
}

void baseline_file_entry(struct writer *writer, const struct known_finding *known, bool is_first)
{
    const struct fingerprint *fingerprint = &known->fingerprint;
    writer_string(writer, is_first ? "已知问题:\n" : "");
    write_field(writer, fingerprint->is_of_department ? "  - 部门: " : "  - 项目: ", fingerprint->owner);
    if (fingerprint->year > 0) {
        write_year(writer, fingerprint->year);
    }
    if (!text_is_empty(fingerprint->indicator)) {
        write_field(writer, "    指标: ", fingerprint->indicator);
    }
    write_field(writer, "    代码: ", text_of(finding_code_name(fingerprint->code)));
    if (known->count > 1) {
        writer_string(writer, "    个数: ");
        writer_count(writer, known->count);
        writer_character(writer, '\n');
    }
    write_field(writer, "    理由: ", known->reason);
    writer_string(writer, "    到期: ");
    writer_date(writer, known->until);
    writer_character(writer, '\n');
}

void baseline_file_end(struct writer *writer, bool is_empty)
{
    writer_string(writer, is_empty ? "已知问题: []\n" : "");
}
