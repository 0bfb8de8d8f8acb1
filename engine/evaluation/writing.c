#include "internal.h"

#include "document_layout.h"
#include "filling.h"

/* Computed scores put into the documents of a file, each by itself. A document is evaluated, the edits are made, and
   what comes out is read and evaluated again before it is believed. */

enum { MOST_HEIGHT = 200 }; /* of a document that is compared with itself, which goes down as deep as it is */

struct writing {
    zp_session *session;
    const zp_writing_request *request;
    const zp_source_description *description;
    struct arena arena; /* of one document at a time */
    zp_source *source;
    zp_evaluation *evaluation;
    struct document_reader *readers[2]; /* of the document before and after */
    zp_source *new_source;
    zp_evaluation *new_evaluation;
    struct document_layout layout;
    const struct filling *filling;
    struct text revised; /* the document with the values */
    enum writing_outcome outcome;
    enum edit_status problem;
    const struct filled_value *failed;
    size_t copied_bytes; /* of the file, that are in the new one already */
    zp_writing counts;
};

/* What is held outside of the arena. */
static void release_document(struct writing *writing)
{
    for (size_t i = 0; i < 2; i++) {
        document_reader_close(writing->readers[i]);
        writing->readers[i] = NULL;
    }
    zp_evaluation_destroy(writing->new_evaluation);
    zp_source_close(writing->new_source);
    zp_evaluation_destroy(writing->evaluation);
    writing->new_evaluation = NULL;
    writing->new_source = NULL;
    writing->evaluation = NULL;
}

/* ---- believing it ---- */

static const struct node *tree_of(struct writing *writing, struct text text, struct document_reader **reader)
{
    struct arena *arena = &writing->arena;
    struct document_limits limits = engine_document_limits(writing->session->engine);
    enum document_syntax syntax = writing->description->is_json_lines ? DOCUMENT_JSON_LINES : DOCUMENT_YAML;
    struct finding_list ignored;
    const struct node *root = NULL;
    finding_list_begin(&ignored, arena);
    *reader = document_reader_open(arena, text, syntax, &limits);
    if (*reader == NULL || document_read(*reader, arena, &ignored, &root) == DOCUMENT_NO_MEMORY) {
        arena_escape(arena);
    }
    return root;
}

static bool has_only_new_values(struct writing *writing)
{
    const struct node *before = tree_of(writing, writing->layout.text, &writing->readers[0]);
    const struct node *after = tree_of(writing, writing->revised, &writing->readers[1]);
    return before != NULL && after != NULL &&
           filling_is_all_that_differs(writing->filling, writing->layout.place, before, after);
}

/* Findings that values which were written cannot have. */
static bool is_about_values(enum finding_code code)
{
    static const enum finding_code codes[] = {
        FINDING_rate_mismatch,      FINDING_execution_score_mismatch,
        FINDING_score_overclaimed,  FINDING_score_underclaimed,
        FINDING_score_missing,      FINDING_total_mismatch,
        FINDING_total_out_of_range, FINDING_grade_mismatch,
        FINDING_grade_missing,      FINDING_grade_unknown,
        FINDING_achieved_missing,
    };
    size_t i = 0;
    while (i < sizeof(codes) / sizeof(codes[0]) && codes[i] != code) {
        i++;
    }
    return i < sizeof(codes) / sizeof(codes[0]);
}

static bool has_findings_about_values(const struct finding_list *findings)
{
    const struct finding *finding = findings->first;
    while (finding != NULL && !is_about_values(message_code(finding->message))) {
        finding = finding->next;
    }
    return finding != NULL;
}

/* Evaluates the new document; leaves where there is no memory for it. */
static bool evaluate_revised(struct writing *writing)
{
    zp_source_description description = *writing->description;
    description.bytes = text_to_api(writing->revised);
    zp_status status = zp_source_open(writing->session, &description, &writing->new_source);
    if (status == ZP_OK) {
        status = zp_source_next(writing->new_source, &writing->new_evaluation);
    }
    if (status == ZP_NO_MEMORY) {
        arena_escape(&writing->arena);
    }
    return status == ZP_OK && writing->new_evaluation->score != NULL;
}

/* There is nothing left to be written, and the total is what it was. */
static bool is_settled(struct writing *writing)
{
    const struct zp_evaluation *evaluation = writing->new_evaluation;
    const struct filling *left = filling_of(&writing->arena, evaluation->project, evaluation->score);
    return left->value_count == 0 && !has_findings_about_values(&evaluation->findings) &&
           decimal_equals(evaluation->score->total, writing->evaluation->score->total);
}

/* ---- one document ---- */

static void refuse(struct writing *writing, enum edit_status problem, const struct filled_value *failed)
{
    writing->outcome = WRITING_REFUSED;
    writing->problem = problem;
    writing->failed = failed;
}

static const struct filled_value *any_filled(const struct filling *filling)
{
    const struct filled_mapping *mapping = filling->first_by_place;
    return mapping->values[0].is_wanted ? &mapping->filled[0] : &mapping->filled[mapping->count - 1];
}

static bool read_layout(struct writing *writing)
{
    switch (document_read_layout(writing->source->reader, &writing->arena, &writing->layout)) {
    case DOCUMENT_READ:
        return writing->layout.height <= MOST_HEIGHT;
    case DOCUMENT_NO_MEMORY:
        arena_escape(&writing->arena);
    case DOCUMENT_UNREADABLE:
    case DOCUMENT_END:
    case DOCUMENT_INPUT_FAILED:
        break;
    }
    return false;
}

static void revise(void *context)
{
    struct writing *writing = context;
    const struct zp_evaluation *evaluation = writing->evaluation;
    writing->outcome = WRITING_UNSCORED;
    if (evaluation->score == NULL) {
        return;
    }
    writing->filling = filling_of(&writing->arena, evaluation->project, evaluation->score);
    writing->outcome = WRITING_NOTHING;
    if (writing->filling->value_count == 0) {
        return;
    }
    struct document_edits edits;
    const struct filled_value *failed = NULL;
    if (!read_layout(writing)) {
        refuse(writing, EDIT_UNUSUAL, any_filled(writing->filling));
        return;
    }
    edits_begin(&edits, &writing->layout, &writing->arena);
    enum edit_status status = filling_edit(writing->filling, evaluation->project->total.place, &edits, &failed);
    if (status != EDIT_MADE) {
        refuse(writing, status, failed);
        return;
    }
    writing->revised = edits_applied(&edits);
    bool is_sound = has_only_new_values(writing) && evaluate_revised(writing) && is_settled(writing);
    writing->outcome = is_sound ? WRITING_FILLED : WRITING_DOUBTED;
}

/* ---- what comes out ---- */

/* The evaluation of the document as it is to be. */
static const struct zp_evaluation *standing(const struct writing *writing)
{
    return writing->outcome == WRITING_FILLED ? writing->new_evaluation : writing->evaluation;
}

static void count(struct writing *writing)
{
    const struct finding_list *findings = &standing(writing)->findings;
    bool is_done = writing->outcome == WRITING_FILLED || writing->outcome == WRITING_NOTHING;
    writing->counts.documents++;
    writing->counts.values += writing->outcome == WRITING_FILLED ? writing->filling->value_count : 0;
    writing->counts.left += !is_done;
    for (enum severity severity = SEVERITY_ERROR; severity < SEVERITY_COUNT; severity++) {
        writing->counts.findings[severity] += findings->count_by_severity[severity];
    }
}

static zp_status report_document(const struct writing *writing)
{
    struct report_project project = evaluation_report(writing->evaluation);
    struct report_style style = style_from_api(&writing->request->style);
    struct report_writing report = {
        .project = &project,
        .outcome = writing->outcome,
        .filling = writing->filling,
        .left_findings = &standing(writing)->findings,
        .problem = writing->problem,
        .failed = writing->failed,
        .is_rehearsal = writing->request->is_rehearsal,
    };
    zp_sink sink = writing->request->report;
    struct writer writer;
    writer_to_sink(&writer, &sink);
    text_writing(&writer, &report, &style);
    return writer_end(&writer);
}

static zp_status put_bytes(const struct writing *writing, const char *bytes, size_t size_bytes)
{
    const zp_sink *sink = &writing->request->revised;
    return size_bytes == 0 || sink->put(sink->context, bytes, size_bytes) ? ZP_OK : ZP_OUTPUT_FAILED;
}

/* The file up to the end of the document, with the document as it is now. */
static zp_status put_document(struct writing *writing)
{
    if (writing->outcome != WRITING_FILLED) {
        return ZP_OK; /* it is copied with what comes next */
    }
    const char *file = writing->description->bytes.bytes;
    size_t begin = (size_t)(writing->layout.text.bytes - file);
    zp_status status = put_bytes(writing, file + writing->copied_bytes, begin - writing->copied_bytes);
    writing->copied_bytes = begin + writing->layout.text.size_bytes;
    return status == ZP_OK ? put_bytes(writing, writing->revised.bytes, writing->revised.size_bytes) : status;
}

static zp_status write_document(struct writing *writing)
{
    zp_status status = guarded(&writing->arena, revise, writing);
    if (status == ZP_OK) {
        count(writing);
        status = report_document(writing);
    }
    return status == ZP_OK ? put_document(writing) : status;
}

static zp_status write_documents(struct writing *writing)
{
    zp_status status = ZP_OK;
    while (status == ZP_OK && (status = zp_source_next(writing->source, &writing->evaluation)) == ZP_OK) {
        status = write_document(writing);
        release_document(writing);
        arena_rewind(&writing->arena);
    }
    if (status != ZP_END) {
        return status;
    }
    struct text rest = text_without_first(text_from_api(writing->description->bytes), writing->copied_bytes);
    return put_bytes(writing, rest.bytes, rest.size_bytes);
}

zp_status zp_scores_write(zp_session *session, const zp_source_description *description,
                          const zp_writing_request *request, zp_writing *writing_out)
{
    const struct zp_engine *engine = session->engine;
    zp_source_description whole = *description;
    whole.input = (zp_input){ NULL, NULL };
    whole.is_only_checked = false;
    struct writing writing = { .session = session, .request = request, .description = &whole };
    arena_begin(&writing.arena, &engine->memory, engine->settings.memory_bytes);
    zp_status status = zp_source_open(session, &whole, &writing.source);
    if (status == ZP_OK) {
        status = write_documents(&writing);
    }
    zp_source_close(writing.source);
    arena_end(&writing.arena);
    if (status == ZP_OK) {
        *writing_out = writing.counts;
    }
    return status;
}
