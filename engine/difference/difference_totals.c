#include "difference_totals.h"

void difference_totals_begin(struct difference_totals *totals, struct arena *arena)
{
    *totals = (struct difference_totals){ .arena = arena };
    totals->last_link = &totals->first_department;
}

/* ---- departments ---- */

static size_t hash_of(struct text key)
{
    uint64_t hash = 14695981039346656037U;
    for (size_t i = 0; i < key.size_bytes; i++) {
        hash = (hash ^ (unsigned char)key.bytes[i]) * 1099511628211U;
    }
    return (size_t)(hash ^ (hash >> 32));
}

static struct difference_department **slot_of(struct difference_totals *totals, struct text key)
{
    size_t slot_count = sizeof(totals->slots) / sizeof(totals->slots[0]);
    size_t slot = hash_of(key) % slot_count;
    while (totals->slots[slot] != NULL && !text_equals(totals->slots[slot]->key, key)) {
        slot = (slot + 1) % slot_count;
    }
    return &totals->slots[slot];
}

static struct difference_department *department_of_key(struct difference_totals *totals, struct text key,
                                                       struct text name)
{
    struct difference_department **slot = slot_of(totals, key);
    if (*slot != NULL) {
        return *slot;
    }
    if (totals->department_count == DIFFERENCE_MOST_DEPARTMENTS) {
        return &totals->others;
    }
    struct difference_department *department = ARENA_NEW(totals->arena, struct difference_department);
    department->key = arena_text(totals->arena, key);
    department->name = arena_text(totals->arena, name);
    *slot = department;
    *totals->last_link = department;
    totals->last_link = &department->next;
    totals->department_count++;
    return department;
}

struct difference_department *difference_department_of(struct difference_totals *totals, const struct project *project,
                                                       struct text folder)
{
    struct text code = project == NULL ? TEXT("") : project->department.code.text;
    struct text name = project == NULL ? TEXT("") : project->department.name.text;
    name = text_is_empty(name) ? folder : name;
    struct text key = text_is_empty(code) ? name : code;
    name = text_is_empty(name) ? code : name;
    if (text_is_empty(key) || key.size_bytes > DIFFERENCE_MOST_NAME_BYTES ||
        name.size_bytes > DIFFERENCE_MOST_NAME_BYTES) {
        return &totals->others;
    }
    return department_of_key(totals, key, name);
}

/* ---- counting ---- */

static struct text name_of(const struct grade_band *band)
{
    return band == NULL ? TEXT("") : band->grade;
}

static struct grade_move *move_of(struct difference_counts *counts, struct arena *arena, struct text from,
                                  struct text to)
{
    struct grade_move **link = &counts->moves;
    while (*link != NULL && (!text_equals((*link)->from, from) || !text_equals((*link)->to, to))) {
        link = &(*link)->next;
    }
    if (*link == NULL) {
        struct grade_move *move = ARENA_NEW(arena, struct grade_move);
        *move = (struct grade_move){ .from = from, .to = to };
        *link = move;
    }
    return *link;
}

static void count_in(struct difference_counts *counts, struct grade_move *move, const struct judgement *before,
                     const struct judgement *after, unsigned changes)
{
    struct decimal gained = decimal_subtract(after->score->total, before->score->total);
    counts->compared++;
    counts->changed += changes != 0;
    counts->raised += decimal_sign(gained) > 0;
    counts->lowered += decimal_sign(gained) < 0;
    counts->points = decimal_add(counts->points, gained);
    move->count++;
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        counts->by_change[change] += (changes & change_bit((enum change)change)) != 0;
    }
}

static void count_causes(struct difference_totals *totals, const struct difference *difference)
{
    unsigned alone = 0;
    bool is_together = false;
    for (size_t change = 0; change < CHANGE_COUNT; change++) {
        alone |= difference->causes[change].alone;
        is_together |= difference->causes[change].together_count > 0;
    }
    for (size_t part = 0; part < RULE_PART_COUNT; part++) {
        totals->by_part[part] += (alone & part_bit((enum rule_part)part)) != 0;
    }
    totals->together += is_together;
}

void difference_count(struct difference_totals *totals, struct difference_department *department,
                      const struct judgement *before, const struct judgement *after,
                      const struct difference *difference)
{
    struct grade_move *moves[2] = { NULL, NULL };
    if (difference != NULL) {
        struct text from = name_of(before->score->grade.computed);
        struct text to = name_of(after->score->grade.computed);
        moves[0] = move_of(&totals->all, totals->arena, from, to);
        moves[1] = move_of(&department->counts, totals->arena, from, to);
    }
    totals->all.projects++;
    department->counts.projects++;
    totals->has_others |= department == &totals->others;
    if (difference != NULL) {
        count_in(&totals->all, moves[0], before, after, difference->changes);
        count_in(&department->counts, moves[1], before, after, difference->changes);
        count_causes(totals, difference);
    }
}
