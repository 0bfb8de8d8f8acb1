#include "text_style.h"

#include "shown.h"

enum { FEWEST_COLUMNS = 48 };

static const char *const ink_codes[] = {
    [INK_PLAIN] = "",        [INK_BOLD] = "\x1B[1m",     [INK_DIM] = "\x1B[2m",
    [INK_GOOD] = "\x1B[32m", [INK_WARNING] = "\x1B[33m", [INK_ERROR] = "\x1B[31m",
};

void ink_begin(struct writer *writer, enum ink ink, const struct report_style *style)
{
    if (style->has_colour) {
        writer_string(writer, ink_codes[ink]);
    }
}

void ink_end(struct writer *writer, enum ink ink, const struct report_style *style)
{
    if (style->has_colour && ink != INK_PLAIN) {
        writer_string(writer, "\x1B[0m");
    }
}

static const struct {
    const char *sign;
    enum ink ink;
} marks[] = {
    [MARK_NONE] = { " ", INK_PLAIN },      [MARK_GOOD] = { "✓", INK_GOOD }, [MARK_NOTE] = { "·", INK_DIM },
    [MARK_WARNING] = { "!", INK_WARNING }, [MARK_BAD] = { "✗", INK_ERROR }, [MARK_UNKNOWN] = { "?", INK_ERROR },
};

static const struct {
    enum mark mark;
    enum ink ink;
} severities[SEVERITY_COUNT] = {
    [SEVERITY_ERROR] = { MARK_BAD, INK_ERROR },
    [SEVERITY_WARNING] = { MARK_WARNING, INK_WARNING },
    [SEVERITY_NOTE] = { MARK_NOTE, INK_DIM },
};

struct text mark_text(enum mark mark)
{
    return text_of(marks[mark].sign);
}

enum ink mark_ink(enum mark mark)
{
    return marks[mark].ink;
}

enum mark mark_of_severity(enum severity severity)
{
    return severities[severity].mark;
}

enum ink ink_of_severity(enum severity severity)
{
    return severities[severity].ink;
}

enum mark mark_of_project(const struct report_project *report)
{
    if (report->score == NULL) {
        return MARK_UNKNOWN;
    }
    if (report_consistency(report) == 0 || report->findings->count_by_severity[SEVERITY_ERROR] > 0) {
        return MARK_BAD;
    }
    return report->findings->count_by_severity[SEVERITY_WARNING] > 0 ? MARK_WARNING : MARK_GOOD;
}

void write_mark(struct writer *writer, enum mark mark, const struct report_style *style)
{
    ink_begin(writer, mark_ink(mark), style);
    writer_text(writer, mark_text(mark));
    ink_end(writer, mark_ink(mark), style);
}

size_t style_columns(const struct report_style *style)
{
    return style->columns < FEWEST_COLUMNS ? FEWEST_COLUMNS : style->columns;
}

bool style_shows(const struct report_style *style, enum severity severity)
{
    return !style->is_quiet || severity != SEVERITY_NOTE;
}

void write_label(struct writer *writer, enum label label, const struct report_style *style)
{
    writer_string(writer, label_words(label, style->language));
}

void write_title(struct writer *writer, enum label title, const struct report_style *style)
{
    writer_character(writer, '\n');
    ink_begin(writer, INK_BOLD, style);
    write_label(writer, title, style);
    ink_end(writer, INK_BOLD, style);
    writer_character(writer, '\n');
}

void write_line(struct writer *writer, size_t cells, const struct report_style *style)
{
    ink_begin(writer, INK_DIM, style);
    for (size_t cell = 0; cell < cells; cell++) {
        writer_string(writer, "─");
    }
    ink_end(writer, INK_DIM, style);
    writer_character(writer, '\n');
}

void write_interval(struct writer *writer, struct decimal low, struct decimal high)
{
    writer_decimal(writer, low);
    if (!decimal_equals(low, high)) {
        writer_string(writer, "–");
        writer_decimal(writer, high);
    }
}

void write_per_cent(struct writer *writer, struct decimal share)
{
    writer_decimal(writer, decimal_shifted(share, 2));
    writer_character(writer, '%');
}

void write_share_interval(struct writer *writer, const struct share_interval *share)
{
    write_per_cent(writer, share->low);
    if (!decimal_equals(share->low, share->high)) {
        writer_string(writer, "–");
        write_per_cent(writer, share->high);
    }
}

void entry_begin(struct wrap *wrap, struct writer *writer, struct text term, size_t term_cells,
                 const struct report_style *style)
{
    enum { INDENT_CELLS = 2, GAP_CELLS = 2 };
    size_t words_at = INDENT_CELLS + term_cells + GAP_CELLS;
    writer_repeat(writer, ' ', INDENT_CELLS);
    size_t used_cells = INDENT_CELLS + writer_shown_within(writer, term, term_cells);
    writer_repeat(writer, ' ', words_at - used_cells);
    wrap_begin(wrap, writer, words_at, words_at, style_columns(style));
}

void write_project_head(struct writer *writer, const struct report_project *report, const struct report_style *style)
{
    struct wrap wrap;
    ink_begin(writer, INK_BOLD, style);
    wrap_begin(&wrap, writer, 0, 0, style_columns(style));
    writer_text(&wrap.pieces, report_title(report));
    if (report->project != NULL && project_year(report->project) > 0) {
        writer_character(&wrap.pieces, ' ');
        writer_count(&wrap.pieces, (uint64_t)project_year(report->project));
    }
    wrap_end(&wrap);
    ink_end(writer, INK_BOLD, style);

    ink_begin(writer, INK_DIM, style);
    struct text file_term = text_of(label_words(LABEL_file, style->language));
    struct text rules_term = text_of(label_words(LABEL_rules, style->language));
    size_t term_cells =
        shown_cells(file_term) > shown_cells(rules_term) ? shown_cells(file_term) : shown_cells(rules_term);
    entry_begin(&wrap, writer, file_term, term_cells, style);
    writer_text(&wrap.pieces, report->file);
    wrap_end(&wrap);
    if (report->rules != NULL) {
        entry_begin(&wrap, writer, rules_term, term_cells, style);
        writer_text(&wrap.pieces, report->rules->id);
        writer_character(&wrap.pieces, ' ');
        writer_text(&wrap.pieces, report->rules->name);
        wrap_end(&wrap);
    }
    ink_end(writer, INK_DIM, style);
}

struct text report_title(const struct report_project *report)
{
    if (report->project != NULL && !text_is_empty(report->project->name.text)) {
        return report->project->name.text;
    }
    struct text title = report->file;
    for (size_t i = 0; i < report->file.size_bytes; i++) {
        if (report->file.bytes[i] == '/' || report->file.bytes[i] == '\\') {
            title = text_without_first(report->file, i + 1);
        }
    }
    return title;
}
