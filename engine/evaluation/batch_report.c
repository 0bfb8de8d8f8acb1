#include "batch.h"

/* Which renderer writes what: report × format. */

void batch_write_head(struct zp_batch *batch)
{
    struct writer *writer = &batch->table;
    bool is_audit = batch->settings.report == ZP_REPORT_AUDIT;
    switch (batch->settings.format) {
    case ZP_TEXT_FORMAT:
        if (is_audit) {
            text_audit_head(writer, &batch->style);
        }
        return;
    case ZP_JSON:
        json_begin(writer, text_from_api(batch->settings.rules));
        return;
    case ZP_JSON_LINES:
        return;
    case ZP_CSV:
        if (batch->settings.report == ZP_REPORT_CHECK) {
            csv_findings_head(writer, batch->style.language);
        } else if (is_audit) {
            csv_audit_head(writer, batch->style.language);
        } else {
            csv_score_head(writer, batch->style.language);
        }
        return;
    }
}

static bool write_project_as_text(const struct batch_lines *lines, const struct zp_batch *batch,
                                  const struct report_project *report)
{
    switch (batch->settings.report) {
    case ZP_REPORT_SCORE:
        text_score_project(lines->table, report, &batch->style);
        break;
    case ZP_REPORT_AUDIT:
        text_audit_row(lines->table, report, &batch->style);
        return text_audit_inconsistency(lines->below, report, &batch->style);
    case ZP_REPORT_CHECK:
        text_check_document(lines->table, report->file, report->findings, &batch->style);
        break;
    }
    return false;
}

static void write_project_as_csv(struct writer *table, const struct zp_batch *batch,
                                 const struct report_project *report)
{
    enum language language = batch->style.language;
    switch (batch->settings.report) {
    case ZP_REPORT_SCORE:
        csv_score_project(table, report, language);
        return;
    case ZP_REPORT_AUDIT:
        csv_audit_project(table, report, language);
        return;
    case ZP_REPORT_CHECK:
        csv_findings(table, report->file, report->findings, language);
        return;
    }
}

bool batch_write_project(const struct batch_lines *lines, const struct zp_batch *batch,
                         const struct report_project *report)
{
    switch (batch->settings.format) {
    case ZP_TEXT_FORMAT:
        return write_project_as_text(lines, batch, report);
    case ZP_JSON:
        json_project(lines->table, report, batch->style.language, lines->is_first);
        break;
    case ZP_JSON_LINES:
        json_line_project(lines->table, report, batch->style.language);
        break;
    case ZP_CSV:
        write_project_as_csv(lines->table, batch, report);
        break;
    }
    return false;
}

void batch_write_department(struct zp_batch *batch, const struct report_department *report, bool is_first)
{
    bool is_check = batch->settings.report == ZP_REPORT_CHECK;
    switch (batch->settings.format) {
    case ZP_TEXT_FORMAT:
        if (is_check) {
            text_check_document(&batch->table, report->file, report->findings, &batch->style);
        } else {
            text_department(&batch->table, report, &batch->style);
        }
        return;
    case ZP_JSON:
        json_department(&batch->table, report, batch->style.language, is_first);
        return;
    case ZP_CSV:
        if (is_check) {
            csv_findings(&batch->table, report->file, report->findings, batch->style.language);
        }
        return;
    case ZP_JSON_LINES:
        return;
    }
}

void batch_write_left_out(struct zp_batch *batch)
{
    const zp_baseline *baseline = batch->settings.baseline;
    uint64_t left_out = baseline == NULL ? 0 : zp_baseline_count(baseline).left_out;
    if (left_out > 0 && batch->settings.format == ZP_TEXT_FORMAT) {
        text_left_out(&batch->table, left_out, &batch->style);
    }
}
