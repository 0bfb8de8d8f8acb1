#include "text_finding.h"

#include "shown.h"

enum { MESSAGE_INDENT_CELLS = 4 };

void write_place(struct writer *writer, struct place place)
{
    writer_count(writer, place.line);
    writer_character(writer, ':');
    writer_count(writer, place.column);
}

void write_message(struct writer *writer, const struct finding *finding, size_t indent_cells,
                   const struct report_style *style)
{
    struct wrap wrap;
    writer_repeat(writer, ' ', indent_cells);
    wrap_begin(&wrap, writer, indent_cells, indent_cells, style_columns(style));
    finding_write_message(&wrap.pieces, finding, style->language);
    wrap_end(&wrap);
}

/* The code, and the indicator that the message is about, which the message does not name. */
void write_code(struct writer *writer, const struct finding *finding, enum language language)
{
    writer_string(writer, finding_code_name(message_code(finding->message)));
    if (!text_is_empty(finding->indicator)) {
        writer_string(writer, label_words(LABEL_opening, language));
        writer_text(writer, finding->indicator);
        writer_string(writer, label_words(LABEL_closing, language));
    }
}

void text_finding(struct writer *writer, struct text file, const struct finding *finding,
                  const struct report_style *style)
{
    enum severity severity = finding_code_severity(message_code(finding->message));
    struct wrap wrap;
    ink_begin(writer, ink_of_severity(severity), style);
    wrap_begin(&wrap, writer, 0, 0, style_columns(style));
    writer_text(&wrap.pieces, file);
    if (finding->place.line > 0) {
        writer_character(&wrap.pieces, ':');
        write_place(&wrap.pieces, finding->place);
    }
    writer_string(&wrap.pieces, ": ");
    writer_string(&wrap.pieces, severity_title(severity, style->language));
    writer_character(&wrap.pieces, ' ');
    write_code(&wrap.pieces, finding, style->language);
    wrap_end(&wrap);
    ink_end(writer, ink_of_severity(severity), style);
    write_message(writer, finding, MESSAGE_INDENT_CELLS, style);
}

void text_findings(struct writer *writer, struct text file, const struct finding_list *findings,
                   const struct report_style *style)
{
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        if (!style_shows(style, severity)) {
            continue;
        }
        for (const struct finding *finding = findings->first; finding != NULL; finding = finding->next) {
            if (finding_code_severity(message_code(finding->message)) == severity) {
                text_finding(writer, file, finding, style);
            }
        }
    }
}

size_t shown_findings(const struct finding_list *findings, const struct report_style *style)
{
    size_t count = 0;
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        count += style_shows(style, severity) ? findings->count_by_severity[severity] : 0;
    }
    return count;
}

void text_check_document(struct writer *writer, struct text file, const struct finding_list *findings,
                         const struct report_style *style)
{
    if (shown_findings(findings, style) > 0) {
        text_findings(writer, file, findings, style);
        return;
    }
    if (!style->is_quiet) {
        struct wrap wrap;
        write_mark(writer, MARK_GOOD, style);
        wrap_begin(&wrap, writer, 1, 2, style_columns(style));
        writer_character(&wrap.pieces, ' ');
        writer_text(&wrap.pieces, file);
        write_label(&wrap.pieces, LABEL_colon, style);
        write_label(&wrap.pieces, LABEL_no_findings, style);
        wrap_end(&wrap);
    }
}

static void write_paragraph(struct writer *writer, struct text line, const struct report_style *style)
{
    /* An example is set in from the text around it, and stays so. */
    size_t indent_cells = 0;
    while (indent_cells < line.size_bytes && line.bytes[indent_cells] == ' ') {
        indent_cells++;
    }
    if (indent_cells < line.size_bytes) {
        struct wrap wrap;
        writer_repeat(writer, ' ', indent_cells);
        wrap_begin(&wrap, writer, indent_cells, indent_cells, style_columns(style));
        writer_text(&wrap.pieces, text_without_first(line, indent_cells));
        wrap_end(&wrap);
    } else {
        writer_character(writer, '\n');
    }
}

void text_explanation(struct writer *writer, enum finding_code code, const struct report_style *style)
{
    enum severity severity = finding_code_severity(code);
    ink_begin(writer, INK_BOLD, style);
    writer_string(writer, finding_code_name(code));
    ink_end(writer, INK_BOLD, style);
    writer_string(writer, "  ");
    ink_begin(writer, ink_of_severity(severity), style);
    writer_string(writer, severity_title(severity, style->language));
    ink_end(writer, ink_of_severity(severity), style);
    writer_string(writer, "\n");
    write_paragraph(writer, text_of(finding_code_title(code, style->language)), style);

    struct text rest = text_of(finding_code_explanation(code, style->language));
    if (!text_is_empty(rest)) {
        writer_character(writer, '\n');
    }
    while (!text_is_empty(rest)) {
        const char *end = memchr(rest.bytes, '\n', rest.size_bytes);
        size_t line_bytes = end == NULL ? rest.size_bytes : (size_t)(end - rest.bytes);
        write_paragraph(writer, (struct text){ rest.bytes, line_bytes }, style);
        rest = text_without_first(rest, end == NULL ? line_bytes : line_bytes + 1);
    }
}
