#include "json_member.h"
#include "report.h"

static void write_key(struct writer *writer, struct text key, bool is_first)
{
    writer_string(writer, is_first ? "" : ", ");
    json_string(writer, key);
    writer_string(writer, ": ");
}

static void write_value(struct writer *writer, const struct step_value *value, enum language language)
{
    switch (value->kind) {
    case STEP_VALUE_TEXT:
        json_string(writer, value->text);
        return;
    case STEP_VALUE_NUMBER:
        writer_decimal(writer, value->number);
        return;
    case STEP_VALUE_SHARE:
        writer_decimal(writer, decimal_shifted(value->number, 2));
        return;
    case STEP_VALUE_DATE:
    case STEP_VALUE_TIER:
        writer_character(writer, '"');
        step_value_write(writer, value, language);
        writer_character(writer, '"');
        return;
    }
}

/* A sentence may quote anything that a cell holds, so it is escaped like any text. */
static bool put_escaped(void *context, const char *bytes, size_t size_bytes)
{
    json_escaped(context, (struct text){ bytes, size_bytes });
    return true;
}

static void write_words(struct writer *writer, const struct step *step, enum language language)
{
    struct writer escaped;
    writer_character(writer, '"');
    writer_begin(&escaped, put_escaped, writer);
    step_write_words(&escaped, step, language);
    writer_flush(&escaped);
    writer_character(writer, '"');
}

static void write_step(struct writer *writer, const struct step *step, const struct rule_set *rules,
                       enum language language)
{
    writer_string(writer, "{\"step\": ");
    json_string(writer, text_of(step_name(step->kind)));
    writer_string(writer, ", \"values\": {");
    for (size_t i = 0; i < step_value_count(step->kind); i++) {
        write_key(writer, step_value_name(step->kind, i), i == 0);
        write_value(writer, &step->values[i], language);
    }
    writer_string(writer, "}, \"words\": ");
    write_words(writer, step, language);
    writer_string(writer, ", \"basis\": {\"name\": ");
    json_string(writer, basis_label(step_basis_of(step->kind), language));
    writer_string(writer, ", \"text\": ");
    json_string(writer, text_is_empty(step->own_basis) ? basis_text(step_basis_of(step->kind), rules, language)
                                                       : step->own_basis);
    writer_string(writer, "}}");
}

static void write_text_or_null(struct writer *writer, struct text text)
{
    if (text_is_empty(text)) {
        writer_string(writer, "null");
    } else {
        json_string(writer, text);
    }
}

static void write_derivation(struct writer *writer, const struct derivation *derivation, const struct rule_set *rules,
                             enum language language)
{
    static const char *const subjects[SUBJECT_COUNT] = { "indicator", "execution", "total", "grade" };
    const struct text none = TEXT("");
    const struct indicator *indicator = derivation->indicator == NULL ? NULL : derivation->indicator->indicator;
    writer_string(writer, "{\"of\": ");
    json_string(writer, text_of(subjects[derivation->subject]));
    writer_string(writer, ", \"indicator\": ");
    write_text_or_null(writer, indicator == NULL ? none : indicator->name.text);
    writer_string(writer, ", \"level1\": ");
    write_text_or_null(writer, indicator == NULL ? none : indicator->level1);
    writer_string(writer, ", \"level2\": ");
    write_text_or_null(writer, indicator == NULL ? none : indicator->level2);
    writer_string(writer, ", \"steps\": [");
    for (const struct step *step = derivation->first; step != NULL; step = step->next) {
        writer_string(writer, step == derivation->first ? "\n" : ",\n");
        write_step(writer, step, rules, language);
    }
    writer_string(writer, "\n]}");
}

void json_explanation_of_score(struct writer *writer, const struct report_project *report,
                               const struct derivation *derivations, size_t derivation_count, enum language language)
{
    writer_string(writer, "{\"project\": ");
    json_string(writer, report->project->name.text);
    writer_string(writer, ", \"year\": ");
    if (report->project->year.is_given) {
        writer_decimal(writer, report->project->year.value);
    } else {
        writer_string(writer, "null");
    }
    writer_string(writer, ", \"file\": ");
    json_string(writer, report->file);
    writer_string(writer, ", \"rules\": ");
    json_string(writer, report->rules->id);
    writer_string(writer, ", \"explanations\": [");
    for (size_t i = 0; i < derivation_count; i++) {
        writer_string(writer, i == 0 ? "\n" : ",\n");
        write_derivation(writer, &derivations[i], report->rules, language);
    }
    writer_string(writer, "\n]}");
}
