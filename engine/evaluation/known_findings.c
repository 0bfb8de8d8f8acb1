#include "known_findings.h"

#include "baseline_load.h"

#include <stdlib.h>

/* What a run has seen of an entry. */
struct sighting {
    uint64_t found;
    bool is_expired;
    bool was_looked_for;
};

struct recorded {
    struct known_finding known;
    struct recorded *next;
};

struct zp_baseline {
    const struct zp_engine *engine;
    struct arena arena;
    struct arena scratch; /* of one evaluation */
    zp_baseline_description description;
    struct baseline known;
    struct sighting *sightings; /* as many as there are entries */
    struct recorded *recorded;  /* the newest first */
    size_t recorded_count;
    zp_baseline_totals totals;
};

static struct date date_from_api(zp_date date)
{
    return (struct date){ date.year, date.month, date.day };
}

/* ---- loading ---- */

struct baseline_request {
    struct zp_baseline *baseline;
    struct finding_list findings;
    struct document_reader *reader;
    bool is_loaded;
};

static void load_known(void *context)
{
    struct baseline_request *request = context;
    struct zp_baseline *baseline = request->baseline;
    struct arena *arena = &baseline->arena;
    struct document_limits limits = engine_document_limits(baseline->engine);
    struct date today = date_from_api(baseline->description.today);
    finding_list_begin(&request->findings, arena);
    const struct node *root = sole_document(arena, text_from_api(baseline->description.source), &limits,
                                            &request->findings, &request->reader);
    if (root == NULL) {
        return;
    }
    struct loading loading = { .arena = arena, .findings = &request->findings, .is_scorable = true };
    const struct baseline *known = baseline_load(&loading, root, today);
    finding_list_sort(&request->findings);
    if (known == NULL) {
        return;
    }
    baseline->known = *known;
    baseline->sightings = ARENA_ARRAY(arena, struct sighting, known->count);
    for (size_t i = 0; i < known->count; i++) {
        baseline->sightings[i].is_expired = date_compare(known->entries[i]->until, today) < 0;
        baseline->totals.expired += baseline->sightings[i].is_expired;
    }
    request->is_loaded = true;
}

static zp_status load_source(struct zp_baseline *baseline, const zp_style *style, zp_sink findings)
{
    struct baseline_request request = { .baseline = baseline };
    zp_status status = guarded(&baseline->arena, load_known, &request);
    document_reader_close(request.reader);
    if (status == ZP_OK) {
        status = write_findings(&request.findings, text_from_api(baseline->description.file), style, &findings);
    }
    return status == ZP_OK && !request.is_loaded ? ZP_REJECTED : status;
}

static void keep_reason(void *context)
{
    struct zp_baseline *baseline = context;
    zp_text *reason = &baseline->description.reason;
    *reason = text_to_api(arena_text(&baseline->arena, text_from_api(*reason)));
}

zp_status zp_baseline_load(const zp_engine *engine, const zp_baseline_description *description, const zp_style *style,
                           zp_sink findings, zp_baseline **baseline_out)
{
    struct zp_baseline *baseline = engine_take(engine, sizeof(*baseline));
    if (baseline == NULL) {
        return ZP_NO_MEMORY;
    }
    baseline->engine = engine;
    baseline->description = *description;
    arena_begin(&baseline->arena, &engine->memory, SIZE_MAX);
    arena_begin(&baseline->scratch, &engine->memory, SIZE_MAX);
    zp_status status = guarded(&baseline->arena, keep_reason, baseline);
    if (status == ZP_OK && description->source.bytes != NULL) {
        status = load_source(baseline, style, findings);
    }
    if (status != ZP_OK) {
        zp_baseline_destroy(baseline);
        return status;
    }
    *baseline_out = baseline;
    return ZP_OK;
}

void zp_baseline_destroy(zp_baseline *baseline)
{
    if (baseline == NULL) {
        return;
    }
    arena_end(&baseline->scratch);
    arena_end(&baseline->arena);
    engine_give_back(baseline->engine, baseline);
}

/* ---- where in the form an indicator stands ---- */

/* The indicators of a form by name, those of one name in the order of their places. */
struct directory {
    const struct indicator **indicators;
    size_t count;
};

static int compare_places(struct place a, struct place b)
{
    int order = (a.line > b.line) - (a.line < b.line);
    return order != 0 ? order : (a.column > b.column) - (a.column < b.column);
}

static int compare_indicators(const void *a, const void *b)
{
    const struct indicator *first = *(const struct indicator *const *)a;
    const struct indicator *second = *(const struct indicator *const *)b;
    int order = text_compare(first->name.text, second->name.text);
    order = order != 0 ? order : compare_places(first->place, second->place);
    order = order != 0 ? order : text_compare(first->level1, second->level1);
    return order != 0 ? order : text_compare(first->level2, second->level2);
}

static struct directory directory_of(struct arena *arena, const struct project *project)
{
    struct directory directory = { ARENA_ARRAY(arena, const struct indicator *, project->indicator_count), 0 };
    for (const struct indicator *indicator = project->indicators; indicator != NULL; indicator = indicator->next) {
        directory.indicators[directory.count++] = indicator;
    }
    qsort(directory.indicators, directory.count, sizeof(directory.indicators[0]), compare_indicators);
    return directory;
}

/* The last indicator of that name which does not begin behind the finding; the first one where all do. */
static const struct indicator *indicator_of(const struct directory *directory, const struct finding *finding)
{
    size_t low = 0;
    size_t high = directory->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct indicator *indicator = directory->indicators[middle];
        int order = text_compare(indicator->name.text, finding->indicator);
        order = order != 0 ? order : compare_places(indicator->place, finding->place);
        if (order <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t i = low == 0 ? 0 : low - 1; i < directory->count && i <= low; i++) {
        if (text_equals(directory->indicators[i]->name.text, finding->indicator)) {
            return directory->indicators[i];
        }
    }
    return NULL;
}

static struct text path_of(struct arena *arena, const struct directory *directory, const struct finding *finding)
{
    const struct indicator *indicator = indicator_of(directory, finding);
    if (indicator == NULL) {
        return finding->indicator;
    }
    struct writer writer;
    struct collected collected;
    writer_to_arena(&writer, &collected, arena);
    writer_text(&writer, indicator->level1);
    writer_character(&writer, '/');
    if (!text_is_empty(indicator->level2)) {
        writer_text(&writer, indicator->level2);
        writer_character(&writer, '/');
    }
    writer_text(&writer, finding->indicator);
    return collected_text(&writer, &collected);
}

/* ---- leaving out ---- */

struct sifting {
    struct zp_baseline *baseline;
    struct finding_list *findings;
    const struct project *project; /* NULL: of a department */
    bool is_only_checked;
    struct directory directory; /* once a finding is about an indicator */
    struct fingerprint fingerprint;
    struct text kept_owner; /* in the baseline's arena, once something is recorded */
};

static void record(struct sifting *sifting)
{
    struct zp_baseline *baseline = sifting->baseline;
    struct recorded *recorded = ARENA_NEW(&baseline->arena, struct recorded);
    if (text_is_empty(sifting->kept_owner)) {
        sifting->kept_owner = arena_text(&baseline->arena, sifting->fingerprint.owner);
    }
    recorded->known = (struct known_finding){
        .fingerprint = sifting->fingerprint,
        .count = 1,
        .reason = text_from_api(baseline->description.reason),
        .until = date_from_api(baseline->description.until),
    };
    recorded->known.fingerprint.owner = sifting->kept_owner;
    recorded->known.fingerprint.indicator = arena_text(&baseline->arena, sifting->fingerprint.indicator);
    recorded->next = baseline->recorded;
    baseline->recorded = recorded;
    baseline->recorded_count++;
    baseline->totals.added++;
}

static bool is_new(struct sifting *sifting)
{
    struct zp_baseline *baseline = sifting->baseline;
    bool is_recording = baseline->description.is_recording;
    size_t index = baseline_find(&baseline->known, &sifting->fingerprint, fingerprint_compare);
    const struct known_finding *known = index < baseline->known.count ? baseline->known.entries[index] : NULL;
    if (known == NULL || fingerprint_compare(&known->fingerprint, &sifting->fingerprint) != 0) {
        if (is_recording) {
            record(sifting);
        }
        return !is_recording;
    }
    struct sighting *sighting = &baseline->sightings[index];
    sighting->found++;
    bool is_one_more = sighting->found > known->count;
    baseline->totals.added += is_recording && is_one_more;
    return sighting->is_expired || (is_one_more && !is_recording);
}

static bool is_kept(void *context, const struct finding *finding)
{
    struct sifting *sifting = context;
    struct arena *scratch = &sifting->baseline->scratch;
    sifting->fingerprint.code = message_code(finding->message);
    sifting->fingerprint.indicator = finding->indicator;
    if (!text_is_empty(finding->indicator) && sifting->project != NULL) {
        if (sifting->directory.indicators == NULL) {
            sifting->directory = directory_of(scratch, sifting->project);
        }
        sifting->fingerprint.indicator = path_of(scratch, &sifting->directory, finding);
    }
    bool is_kept = is_new(sifting);
    sifting->baseline->totals.left_out += !is_kept;
    return is_kept;
}

/* What a document that is only checked can be found to have; unreadable-number comes of scoring too. */
static bool is_of_document(enum finding_code code)
{
    return code == FINDING_duplicate_key || code == FINDING_unknown_key || code == FINDING_missing_field ||
           code == FINDING_wrong_type;
}

static void look_for_entries(const struct sifting *sifting)
{
    struct zp_baseline *baseline = sifting->baseline;
    const struct fingerprint *owner = &sifting->fingerprint;
    size_t i = baseline_find(&baseline->known, owner, fingerprint_compare_owner);
    for (; i < baseline->known.count; i++) {
        const struct fingerprint *fingerprint = &baseline->known.entries[i]->fingerprint;
        if (fingerprint_compare_owner(fingerprint, owner) != 0) {
            return;
        }
        baseline->sightings[i].was_looked_for |= !sifting->is_only_checked || is_of_document(fingerprint->code);
    }
}

static void sift(void *context)
{
    struct sifting *sifting = context;
    struct zp_baseline *baseline = sifting->baseline;
    baseline->scratch.escape = baseline->arena.escape;
    look_for_entries(sifting);
    size_t count = sifting->findings->count;
    finding_list_leave_out(sifting->findings, is_kept, sifting);
    sifting->findings->known_count += count - sifting->findings->count;
}

static zp_status sift_findings(struct sifting *sifting)
{
    struct zp_baseline *baseline = sifting->baseline;
    zp_status status = guarded(&baseline->arena, sift, sifting);
    baseline->scratch.escape = NULL;
    arena_rewind(&baseline->scratch);
    return status;
}

zp_status known_findings_leave_out(struct zp_baseline *baseline, struct zp_evaluation *evaluation)
{
    const struct project *project = evaluation->project;
    if (baseline == NULL || project == NULL || !project->name.is_given) {
        return ZP_OK;
    }
    struct report_project report = evaluation_report(evaluation);
    if (report_is_unreadable(&report)) {
        return ZP_OK;
    }
    struct sifting sifting = {
        .baseline = baseline,
        .findings = &evaluation->findings,
        .project = project,
        .is_only_checked = evaluation->is_only_checked,
        .fingerprint = { .owner = project->name.text, .year = project_year(project) },
    };
    return sift_findings(&sifting);
}

zp_status known_findings_leave_out_of_department(struct zp_baseline *baseline, struct zp_department *department,
                                                 bool is_only_checked)
{
    if (baseline == NULL || department->department == NULL || !department->department->name.is_given) {
        return ZP_OK;
    }
    struct sifting sifting = {
        .baseline = baseline,
        .findings = &department->findings,
        .is_only_checked = is_only_checked,
        .fingerprint = { .is_of_department = true,
                         .owner = department->department->name.text,
                         .year = (int32_t)department->department->year.value.coefficient },
    };
    return sift_findings(&sifting);
}

/* ---- what came of it ---- */

zp_baseline_totals zp_baseline_count(const zp_baseline *baseline)
{
    zp_baseline_totals totals = baseline->totals;
    for (size_t i = 0; i < baseline->known.count; i++) {
        const struct sighting *sighting = &baseline->sightings[i];
        totals.gone += sighting->found == 0 && sighting->was_looked_for;
        totals.elsewhere += sighting->found == 0 && !sighting->was_looked_for;
    }
    return totals;
}

static int compare_recorded(const void *a, const void *b)
{
    const struct known_finding *const *first = a;
    const struct known_finding *const *second = b;
    return fingerprint_compare(&(*first)->fingerprint, &(*second)->fingerprint);
}

struct writing {
    struct zp_baseline *baseline;
    struct writer writer;
    bool is_first;
};

static void write_entry(struct writing *writing, const struct known_finding *known, uint64_t count)
{
    struct known_finding counted = *known;
    counted.count = count;
    baseline_file_entry(&writing->writer, &counted, writing->is_first);
    writing->is_first = false;
}

/* Writes the entries that come before `fingerprint` and are not gone; NULL: all that are left. */
static size_t write_kept(struct writing *writing, size_t next, const struct fingerprint *fingerprint)
{
    const struct baseline *known = &writing->baseline->known;
    for (; next < known->count; next++) {
        const struct known_finding *entry = known->entries[next];
        if (fingerprint != NULL && fingerprint_compare(&entry->fingerprint, fingerprint) > 0) {
            break;
        }
        const struct sighting *sighting = &writing->baseline->sightings[next];
        bool is_as_it_was = sighting->found == 0 && !sighting->was_looked_for;
        if (is_as_it_was || sighting->found > 0) {
            write_entry(writing, entry, is_as_it_was ? entry->count : sighting->found);
        }
    }
    return next;
}

static void write_baseline(void *context)
{
    struct writing *writing = context;
    struct zp_baseline *baseline = writing->baseline;
    size_t count = baseline->recorded_count;
    const struct known_finding **added = ARENA_ARRAY(&baseline->arena, const struct known_finding *, count);
    size_t next = 0;
    for (const struct recorded *recorded = baseline->recorded; recorded != NULL; recorded = recorded->next) {
        added[next++] = &recorded->known;
    }
    qsort(added, count, sizeof(added[0]), compare_recorded);
    baseline_file_begin(&writing->writer);
    next = 0;
    for (size_t i = 0, alike = 0; i < count; i += alike) {
        for (alike = 1; i + alike < count && compare_recorded(&added[i], &added[i + alike]) == 0;) {
            alike++;
        }
        next = write_kept(writing, next, &added[i]->fingerprint);
        write_entry(writing, added[i], alike);
    }
    write_kept(writing, next, NULL);
    baseline_file_end(&writing->writer, writing->is_first);
}

zp_status zp_baseline_write(zp_baseline *baseline, zp_sink sink)
{
    struct writing writing = { .baseline = baseline, .is_first = true };
    writer_to_sink(&writing.writer, &sink);
    zp_status status = guarded(&baseline->arena, write_baseline, &writing);
    return status == ZP_OK ? writer_end(&writing.writer) : status;
}
