#ifndef ZIPING_BATCH_H
#define ZIPING_BATCH_H

#include "internal.h"
#include "kept_bytes.h"
#include "seen_projects.h"

struct department_count {
    const struct zp_department *department;
    struct zp_department *announced; /* the same, once it is to be reconciled */
    struct report_department report;
    const struct rule_set *named_rules; /* whose grades its counts named last */
    struct department_count *next;
};

struct spooled {
    char *bytes;
    size_t size_bytes;
    struct spooled *next;
};

struct zp_batch {
    const struct zp_engine *engine;
    struct zp_batch_settings settings;
    struct report_style style;
    struct arena arena;
    struct writer table; /* to the sink */
    struct writer below; /* to the spool: what stands below the table of an audit */
    struct spooled *first_spooled;
    struct spooled *last_spooled;
    struct seen_projects seen;
    struct kept_bytes kept; /* of `seen`, where the caller gave no store */
    bool is_kept;
    struct department_count *departments;
    struct department_count *last_department;
    struct department_count *recent_department; /* the one that was looked for last */
    struct report_summary summary;
    const struct rule_set *named_rules; /* whose grades the summary named last */
    uint64_t unreadable_departments;
    bool has_inconsistencies;
    struct arena lines_arena; /* of the lines that are being kept, until they are handed on */
};

/* Where the lines about a project go. */
struct batch_lines {
    struct writer *table;
    struct writer *below;
    bool is_first; /* in the table */
};

/* Writes the beginning of the report, a project, a department, in the batch's form. Of a project it answers whether
   anything went below the table. */
void batch_write_head(struct zp_batch *batch);
bool batch_write_project(const struct batch_lines *lines, const struct zp_batch *batch,
                         const struct report_project *report);
void batch_write_department(struct zp_batch *batch, const struct report_department *report, bool is_first);
/* What stands at the end of a text where known findings were left out. */
void batch_write_left_out(struct zp_batch *batch);

#endif
