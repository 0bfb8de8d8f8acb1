#include "shown.h"
#include "text_style.h"

/* A rule set as it is once all that it extends is taken over: every part with its values, the file that states each,
   and what they rest on. */

enum { TERM_CELLS = 20 };

struct page {
    struct writer *writer;
    const struct rule_set *rules;
    const struct report_style *style;
};

static struct text words_of(const struct page *page, enum label label)
{
    return text_of(label_words(label, page->style->language));
}

/* ← mof-2020.yaml: behind a value. */
static void write_file(struct wrap *wrap, struct text file)
{
    if (!text_is_empty(file)) {
        writer_string(&wrap->pieces, "  ← ");
        writer_shown(&wrap->pieces, file);
    }
}

static struct text value_file(const struct page *page, enum rule_value value)
{
    return page->rules->value_files[value];
}

static void write_entry(const struct page *page, struct text term, struct text words)
{
    struct wrap wrap;
    entry_begin(&wrap, page->writer, term, TERM_CELLS, page->style);
    writer_text(&wrap.pieces, words);
    wrap_end(&wrap);
}

static void write_choice(const struct page *page, enum label term, enum label words, enum rule_value value)
{
    struct wrap wrap;
    entry_begin(&wrap, page->writer, words_of(page, term), TERM_CELLS, page->style);
    writer_text(&wrap.pieces, words_of(page, words));
    write_file(&wrap, value_file(page, value));
    wrap_end(&wrap);
}

static void write_points(const struct page *page, struct text term, struct decimal points, struct text file)
{
    struct wrap wrap;
    entry_begin(&wrap, page->writer, term, TERM_CELLS, page->style);
    writer_decimal(&wrap.pieces, points);
    writer_text(&wrap.pieces, words_of(page, LABEL_points));
    write_file(&wrap, file);
    wrap_end(&wrap);
}

static void write_count(const struct page *page, enum label term, uint64_t count, enum rule_value value)
{
    struct wrap wrap;
    entry_begin(&wrap, page->writer, words_of(page, term), TERM_CELLS, page->style);
    writer_count(&wrap.pieces, count);
    write_file(&wrap, value_file(page, value));
    wrap_end(&wrap);
}

static void write_share(const struct page *page, struct text term, const struct share_interval *share)
{
    struct wrap wrap;
    entry_begin(&wrap, page->writer, term, TERM_CELLS, page->style);
    write_share_interval(&wrap.pieces, share);
    if (!text_equals(share->file, share->value_file)) {
        write_file(&wrap, share->file);
    }
    writer_text(&wrap.pieces, words_of(page, LABEL_comma));
    writer_text(&wrap.pieces, words_of(page, LABEL_value));
    write_per_cent(&wrap.pieces, share->value);
    write_file(&wrap, share->value_file);
    wrap_end(&wrap);
}

static void write_basis(const struct page *page, struct text basis)
{
    if (!text_is_empty(basis)) {
        ink_begin(page->writer, INK_DIM, page->style);
        write_entry(page, words_of(page, LABEL_basis), basis);
        ink_end(page->writer, INK_DIM, page->style);
    }
}

static void write_year(const struct page *page, struct writer *writer, int32_t year)
{
    if (year > 0) {
        writer_count(writer, (uint64_t)year);
    } else {
        writer_text(writer, words_of(page, LABEL_open_end));
    }
}

static void write_years(const struct page *page)
{
    struct wrap wrap;
    entry_begin(&wrap, page->writer, words_of(page, LABEL_years), TERM_CELLS, page->style);
    write_year(page, &wrap.pieces, page->rules->from_year);
    if (page->rules->until_year != page->rules->from_year) {
        writer_string(&wrap.pieces, "–");
        write_year(page, &wrap.pieces, page->rules->until_year);
    }
    write_file(&wrap, value_file(page, RULE_VALUE_FROM_YEAR));
    if (!text_equals(value_file(page, RULE_VALUE_FROM_YEAR), value_file(page, RULE_VALUE_UNTIL_YEAR))) {
        write_file(&wrap, value_file(page, RULE_VALUE_UNTIL_YEAR));
    }
    wrap_end(&wrap);
}

static void write_whole(const struct page *page)
{
    const struct rule_set *rules = page->rules;
    struct wrap wrap;
    ink_begin(page->writer, INK_BOLD, page->style);
    wrap_begin(&wrap, page->writer, 0, 0, style_columns(page->style));
    writer_text(&wrap.pieces, rules->id);
    writer_character(&wrap.pieces, ' ');
    writer_text(&wrap.pieces, rules->name);
    wrap_end(&wrap);
    ink_end(page->writer, INK_BOLD, page->style);
    if (!text_is_empty(rules->extends)) {
        write_entry(page, words_of(page, LABEL_extends), rules->extends);
    }
    write_years(page);
    write_points(page, words_of(page, LABEL_full_marks), rules->full_marks, value_file(page, RULE_VALUE_FULL_MARKS));
}

static void write_weights(const struct page *page)
{
    write_points(page, words_of(page, LABEL_execution), page->rules->execution_weight,
                 value_file(page, RULE_VALUE_EXECUTION_WEIGHT));
    for (const struct level_weight *weight = page->rules->level_weights; weight != NULL; weight = weight->next) {
        write_points(page, weight->level, weight->weight, weight->file);
    }
}

static void write_execution(const struct page *page)
{
    write_points(page, words_of(page, LABEL_zero_budget), page->rules->zero_budget_points,
                 value_file(page, RULE_VALUE_ZERO_BUDGET));
    write_count(page, LABEL_decimal_places, page->rules->execution_places, RULE_VALUE_EXECUTION_PLACES);
}

static void write_quantitative(const struct page *page)
{
    static const enum label shortfalls[] = {
        [SHORTFALL_PROPORTIONAL] = LABEL_shortfall_proportional,
        [SHORTFALL_ZERO] = LABEL_shortfall_zero,
    };
    static const enum label excesses[] = {
        [EXCESS_RATIO] = LABEL_excess_ratio,
        [EXCESS_LINEAR] = LABEL_excess_linear,
        [EXCESS_ZERO] = LABEL_excess_zero,
    };
    static const enum label surpluses[] = {
        [SURPLUS_FULL] = LABEL_surplus_full,
        [SURPLUS_RATIO] = LABEL_surplus_ratio,
    };
    const struct rule_set *rules = page->rules;
    write_choice(page, LABEL_shortfall, shortfalls[rules->shortfall], RULE_VALUE_SHORTFALL);
    write_choice(page, LABEL_excess, excesses[rules->excess], RULE_VALUE_EXCESS);
    write_choice(page, LABEL_surplus, surpluses[rules->surplus], RULE_VALUE_SURPLUS);
    write_count(page, LABEL_decimal_places, rules->indicator_places, RULE_VALUE_INDICATOR_PLACES);

    struct wrap wrap;
    entry_begin(&wrap, page->writer, words_of(page, LABEL_overachievement), TERM_CELLS, page->style);
    write_per_cent(&wrap.pieces, rules->overachievement_share);
    writer_text(&wrap.pieces, words_of(page, LABEL_overachievement_of_target));
    write_file(&wrap, value_file(page, RULE_VALUE_OVERACHIEVEMENT));
    wrap_end(&wrap);
}

static void write_qualitative(const struct page *page)
{
    static const enum label tiers[TIER_COUNT] = {
        [TIER_ACHIEVED] = LABEL_achieved,
        [TIER_PARTLY_ACHIEVED] = LABEL_partly_achieved,
        [TIER_NOT_ACHIEVED] = LABEL_not_achieved,
    };
    for (size_t tier = 0; tier < TIER_COUNT; tier++) {
        write_share(page, words_of(page, tiers[tier]), &page->rules->tiers[tier]);
    }
}

static void write_late(const struct page *page)
{
    write_share(page, words_of(page, LABEL_share), &page->rules->late);
}

static void write_blank_target(const struct page *page)
{
    write_share(page, words_of(page, LABEL_share), &page->rules->blank_target);
}

static void write_bands(const struct page *page)
{
    for (const struct grade_band *band = page->rules->bands; band != NULL; band = band->next) {
        struct wrap wrap;
        entry_begin(&wrap, page->writer, band->grade, TERM_CELLS, page->style);
        writer_decimal(&wrap.pieces, band->lower_bound);
        writer_text(&wrap.pieces, words_of(page, LABEL_points_and_above));
        write_file(&wrap, band->file);
        wrap_end(&wrap);
    }
}

static void write_vetoes(const struct page *page)
{
    if (page->rules->vetoes == NULL) {
        write_entry(page, words_of(page, LABEL_none), TEXT(""));
    }
    for (const struct veto *veto = page->rules->vetoes; veto != NULL; veto = veto->next) {
        struct wrap wrap;
        entry_begin(&wrap, page->writer, veto->title, TERM_CELLS, page->style);
        writer_text(&wrap.pieces, words_of(page, veto->is_cap ? LABEL_veto_cap : LABEL_veto_grade));
        writer_text(&wrap.pieces, veto->grade->grade);
        write_file(&wrap, veto->file);
        wrap_end(&wrap);
        write_basis(page, veto->basis);
    }
}

static const struct {
    enum label title;
    void (*write)(const struct page *page);
} parts[RULE_PART_COUNT] = {
    [RULE_PART_WHOLE] = { LABEL_nothing, write_whole },
    [RULE_PART_WEIGHTS] = { LABEL_weights, write_weights },
    [RULE_PART_EXECUTION] = { LABEL_execution_part, write_execution },
    [RULE_PART_QUANTITATIVE] = { LABEL_quantitative, write_quantitative },
    [RULE_PART_QUALITATIVE] = { LABEL_qualitative, write_qualitative },
    [RULE_PART_LATE] = { LABEL_late_part, write_late },
    [RULE_PART_BLANK_TARGET] = { LABEL_blank_target, write_blank_target },
    [RULE_PART_BANDS] = { LABEL_bands, write_bands },
    [RULE_PART_VETOES] = { LABEL_vetoes, write_vetoes },
};

void text_rule_set(struct writer *writer, const struct rule_set *rules, const struct report_style *style)
{
    const struct page page = { writer, rules, style };
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        if (part != RULE_PART_WHOLE) {
            write_title(writer, parts[part].title, style);
        }
        parts[part].write(&page);
        write_basis(&page, rules->basis[part]);
    }
}
