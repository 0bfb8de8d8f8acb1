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
    if (!text_is_empty(finding->indicator)) {
        writer_text(&wrap.pieces, finding->indicator);
        write_label(&wrap.pieces, LABEL_colon, style);
    }
    finding_write_message(&wrap.pieces, finding, style->language);
    wrap_end(&wrap);
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
    writer_string(&wrap.pieces, finding_code_name(message_code(finding->message)));
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

static void write_left_out(struct wrap *wrap, uint64_t count, const struct report_style *style)
{
    write_label(&wrap->pieces, LABEL_known, style);
    writer_count(&wrap->pieces, count);
    write_label(&wrap->pieces, LABEL_are_left_out, style);
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
        writer_character(writer, ' ');
        wrap_begin(&wrap, writer, 2, 2, style_columns(style));
        writer_text(&wrap.pieces, file);
        write_label(&wrap.pieces, LABEL_colon, style);
        if (findings->known_count > 0) {
            write_label(&wrap.pieces, LABEL_nothing_new, style);
            write_left_out(&wrap, findings->known_count, style);
        } else {
            write_label(&wrap.pieces, LABEL_no_findings, style);
        }
        wrap_end(&wrap);
    }
}

void text_left_out(struct writer *writer, uint64_t count, const struct report_style *style)
{
    struct wrap wrap;
    wrap_begin(&wrap, writer, 0, 0, style_columns(style));
    write_left_out(&wrap, count, style);
    wrap_end(&wrap);
}

/* Where the words of `term  words` begin, or of a line that is set in to go on with them. */
static size_t words_offset(struct text line)
{
    size_t offset_bytes = 0;
    if (!text_starts_with(line, TEXT(" "))) {
        while (offset_bytes < line.size_bytes &&
               !text_starts_with(text_without_first(line, offset_bytes), TEXT("  "))) {
            offset_bytes++;
        }
    }
    while (offset_bytes < line.size_bytes && line.bytes[offset_bytes] == ' ') {
        offset_bytes++;
    }
    return offset_bytes < line.size_bytes ? offset_bytes : 0;
}

/* The catalogue sets its lines itself; a terminal that is narrower parts them once more. */
static void write_explanation_line(struct writer *writer, struct text line, const struct report_style *style)
{
    struct wrap wrap;
    struct text term = { line.bytes, words_offset(line) };
    size_t term_cells = shown_cells(term);
    ink_begin(writer, INK_BOLD, style);
    writer_shown(writer, term);
    ink_end(writer, INK_BOLD, style);
    wrap_begin(&wrap, writer, term_cells, term_cells, style_columns(style));
    writer_text(&wrap.pieces, text_without_first(line, term.size_bytes));
    wrap_end(&wrap);
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
    writer_character(writer, '\n');
    write_explanation_line(writer, text_of(finding_code_title(code, style->language)), style);

    struct text rest = text_of(finding_code_explanation(code, style->language));
    writer_string(writer, text_is_empty(rest) ? "" : "\n");
    while (!text_is_empty(rest)) {
        const char *end = memchr(rest.bytes, '\n', rest.size_bytes);
        size_t line_bytes = end == NULL ? rest.size_bytes : (size_t)(end - rest.bytes);
        write_explanation_line(writer, (struct text){ rest.bytes, line_bytes }, style);
        rest = text_without_first(rest, line_bytes + 1);
    }
}
