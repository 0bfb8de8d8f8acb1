#include "memo.h"

#include "key.h"

/* Where a text belongs, and what tells it apart there. */
struct memo_place {
    size_t set;
    uint16_t tag;
};

static inline struct memo_place place_of(uint64_t hash)
{
    return (struct memo_place){ (size_t)(hash % MEMO_SETS), (uint16_t)(hash >> 48 | 1) };
}

static inline uint64_t hash_of(struct text text, enum value_role role)
{
    return text_hash(text, (uint64_t)role + 1);
}

/* Where a text belongs that is read differently in each year. */
static inline uint64_t hash_in_year(uint64_t hash, int32_t year)
{
    return key_mixed(hash, (uint32_t)year);
}

static inline const struct memo_entry *memo_look(const struct memo *memo, struct memo_place place, struct text text,
                                                 enum value_role role)
{
    for (size_t way = 0; way < MEMO_WAYS; way++) {
        const struct memo_entry *entry = &memo->entries[place.set][way];
        if (memo->tags[place.set][way] == place.tag && entry->size_bytes == text.size_bytes &&
            entry->role == (uint8_t)role && text_same_bytes(entry->text, text)) {
            return entry;
        }
    }
    return NULL;
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
    uint64_t hash = hash_of(text, role);
    const struct memo_entry *entry = memo_look(memo, place_of(hash), text, role);
    if (entry == NULL || !entry->is_of_any_year) {
        entry = memo_look(memo, place_of(hash_in_year(hash, year)), text, role);
    }
    return entry != NULL && (entry->is_of_any_year || entry->year == year) ? entry : NULL;
}

struct value memo_value(const struct memo_entry *entry, struct arena *arena)
{
    struct value value = entry->value;
    value.unit = arena_text(arena, (struct text){ entry->unit, entry->value.unit.size_bytes });
    return value;
}

/* The vocabulary's own unit outlives the memo; any other is kept in the entry. */
static void entry_keep_unit(struct memo_entry *entry, const struct vocabulary *vocabulary)
{
    struct text unit = entry->value.unit;
    entry->has_own_unit = false;
    if (text_is_empty(unit)) {
        return;
    }
    const struct unit_word *known = vocabulary_unit(vocabulary, unit);
    if (known != NULL && text_equals(known->normal, unit)) {
        entry->value.unit = known->normal;
        return;
    }
    memcpy(entry->unit, unit.bytes, unit.size_bytes);
    entry->has_own_unit = true;
}

void memo_keep(struct memo *memo, const struct vocabulary *vocabulary, struct text text, enum value_role role,
               int32_t year, bool asks_year, const struct value *value)
{
    if (text.size_bytes > MEMO_TEXT_MOST_BYTES || value->unit.size_bytes > MEMO_UNIT_MOST_BYTES) {
        return;
    }
    uint64_t hash = hash_of(text, role);
    struct memo_place place = place_of(asks_year ? hash_in_year(hash, year) : hash);
    size_t way = memo->tags[place.set][0] == 0 ? 0 : memo->tags[place.set][1] == 0 ? 1 : memo->replaced % MEMO_WAYS;
    struct memo_entry *entry = &memo->entries[place.set][way];
    memo->replaced++;
    memo->tags[place.set][way] = place.tag;
    entry->value = *value;
    entry_keep_unit(entry, vocabulary);
    if (!text_is_empty(text)) {
        memcpy(entry->text, text.bytes, text.size_bytes);
    }
    entry->size_bytes = (uint8_t)text.size_bytes;
    entry->role = (uint8_t)role;
    entry->year = year;
    entry->is_of_any_year = !asks_year;
}
