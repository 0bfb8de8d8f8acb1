#include "memo.h"

#include "key.h"

/* Where a text belongs, and what tells it apart there. */
struct memo_place {
    size_t set;
    uint16_t tag;
};

static struct memo_place memo_place(struct text text, enum value_role role)
{
    uint64_t hash = text_hash(text, (uint64_t)role + 1);
    return (struct memo_place){ (size_t)(hash % MEMO_SETS), (uint16_t)(hash >> 48 | 1) };
}

static bool entry_is_of(const struct memo_entry *entry, struct text text, enum value_role role, int32_t year)
{
    return entry->size_bytes == text.size_bytes && entry->role == (uint8_t)role &&
           (entry->is_of_any_year || entry->year == year) && text_same_bytes(entry->text, text);
}

void memo_begin(struct memo *memo)
{
    memset(memo->tags, 0, sizeof(memo->tags));
    memo->replaced = 0;
}

const struct memo_entry *memo_find(const struct memo *memo, struct text text, enum value_role role, int32_t year)
{
    if (text.size_bytes > MEMO_TEXT_MOST_BYTES) {
        return NULL;
    }
    struct memo_place place = memo_place(text, role);
    for (size_t way = 0; way < MEMO_WAYS; way++) {
        const struct memo_entry *entry = &memo->entries[place.set][way];
        if (memo->tags[place.set][way] == place.tag && entry_is_of(entry, text, role, year)) {
            return entry;
        }
    }
    return NULL;
}

/* Where the unit can be kept: in the vocabulary, which outlives the memo, or in the entry. */
static void entry_keep_unit(struct memo_entry *entry, const struct vocabulary *vocabulary, struct text unit)
{
    const struct unit_word *known = text_is_empty(unit) ? NULL : vocabulary_unit(vocabulary, unit);
    if (text_is_empty(unit)) {
        entry->value.unit = TEXT("");
    } else if (known != NULL && text_equals(known->normal, unit)) {
        entry->value.unit = known->normal;
    } else {
        memcpy(entry->unit, unit.bytes, unit.size_bytes);
        entry->value.unit = (struct text){ NULL, unit.size_bytes };
    }
}

void memo_keep(struct memo *memo, const struct vocabulary *vocabulary, struct text text, enum value_role role,
               int32_t year, bool has_calendar, const struct value *value)
{
    if (text.size_bytes > MEMO_TEXT_MOST_BYTES || value->unit.size_bytes > MEMO_UNIT_MOST_BYTES) {
        return;
    }
    struct memo_place place = memo_place(text, role);
    size_t way = memo->tags[place.set][0] == 0 ? 0 : memo->tags[place.set][1] == 0 ? 1 : memo->replaced % MEMO_WAYS;
    struct memo_entry *entry = &memo->entries[place.set][way];
    memo->replaced++;
    memo->tags[place.set][way] = place.tag;
    entry->value = *value;
    entry_keep_unit(entry, vocabulary, value->unit);
    if (!text_is_empty(text)) {
        memcpy(entry->text, text.bytes, text.size_bytes);
    }
    entry->size_bytes = (uint8_t)text.size_bytes;
    entry->role = (uint8_t)role;
    entry->year = year;
    entry->is_of_any_year = !has_calendar;
}
