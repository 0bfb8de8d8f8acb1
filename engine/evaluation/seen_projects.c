#include "seen_projects.h"

#include <string.h>

__extension__ typedef unsigned __int128 uint128;

void seen_begin(struct seen_projects *seen, const struct memory *memory, const zp_store *store)
{
    /* Field by field: an initializer would clear the writer's buffer. */
    seen->memory = memory;
    seen->store = *store;
    writer_begin(&seen->records, store->put, store->context);
    seen->stored_bytes = 0;
    /* Where we lie differs from run to run, so that nobody can make up names that all fall on one row. It decides
       nothing but the order of rows. */
    seen->seed = (uint64_t)(uintptr_t)seen;
    seen->has_lost_records = false;
    memset(seen->tables, 0, sizeof(seen->tables));
}

void seen_end(struct seen_projects *seen)
{
    for (size_t i = 0; i < SEEN_TABLES; i++) {
        if (seen->tables[i].rows != NULL) {
            seen->memory->give_back(seen->memory->context, seen->tables[i].rows);
            seen->tables[i].rows = NULL;
        }
    }
}

/* ---- hashes ---- */

static uint64_t mixed(uint64_t a, uint64_t b)
{
    uint128 product = (uint128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word_at(const char *bytes, size_t size_bytes)
{
    uint64_t word = 0;
    memcpy(&word, bytes, size_bytes < sizeof(word) ? size_bytes : sizeof(word));
    return word;
}

static uint64_t hash_of(uint64_t seed, struct text name, int32_t year)
{
    static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    const char *at = name.bytes;
    size_t left_bytes = name.size_bytes;
    uint64_t hash = mixed(seed ^ (uint32_t)year, odd);
    for (; left_bytes >= sizeof(uint64_t); left_bytes -= sizeof(uint64_t)) {
        hash = mixed(hash ^ word_at(at, sizeof(uint64_t)), odd);
        at += sizeof(uint64_t);
    }
    return mixed(mixed(hash ^ word_at(at, left_bytes), odd) ^ name.size_bytes, odd);
}

/* ---- records ---- */

/* What stands in front of a name and the name of a file. */
struct record_head {
    uint64_t name_bytes;
    uint64_t file_bytes;
    int64_t year;
};

static uint32_t record_put(struct seen_projects *seen, struct text name, int32_t year, struct text file)
{
    struct record_head head = { name.size_bytes, file.size_bytes, year };
    uint64_t begin = seen->stored_bytes;
    uint64_t size_bytes = sizeof(head) + name.size_bytes + file.size_bytes;
    uint64_t padding_bytes = -size_bytes % SEEN_RECORD_UNIT_BYTES;
    writer_text(&seen->records, (struct text){ (const char *)&head, sizeof(head) });
    writer_text(&seen->records, name);
    writer_text(&seen->records, file);
    writer_repeat(&seen->records, '\0', (size_t)padding_bytes);
    seen->stored_bytes += size_bytes + padding_bytes;
    return (uint32_t)(begin / SEEN_RECORD_UNIT_BYTES) + 1;
}

static uint64_t offset_of(uint32_t record)
{
    return (uint64_t)(record - 1) * SEEN_RECORD_UNIT_BYTES;
}

static bool get(struct seen_projects *seen, uint64_t offset, char *bytes_out, size_t size_bytes)
{
    bool is_got = seen->store.get(seen->store.context, offset, bytes_out, size_bytes);
    seen->has_lost_records |= !is_got;
    return is_got;
}

static bool is_stored(struct seen_projects *seen, uint64_t offset, struct text text)
{
    char part[256];
    while (!text_is_empty(text)) {
        size_t part_bytes = text.size_bytes < sizeof(part) ? text.size_bytes : sizeof(part);
        if (!get(seen, offset, part, part_bytes) || memcmp(part, text.bytes, part_bytes) != 0) {
            return false;
        }
        offset += part_bytes;
        text = text_without_first(text, part_bytes);
    }
    return true;
}

/* Whether a record is of that name and year, and then its file. Equal hashes alone prove nothing. */
static bool record_is_of(struct seen_projects *seen, struct arena *arena, uint32_t record, struct text name,
                         int32_t year, struct text *file_out)
{
    struct record_head head;
    uint64_t offset = offset_of(record);
    seen->has_lost_records |= !writer_flush(&seen->records);
    if (seen->has_lost_records || !get(seen, offset, (char *)&head, sizeof(head)) ||
        head.name_bytes != name.size_bytes || head.year != year || !is_stored(seen, offset + sizeof(head), name)) {
        return false;
    }
    char *file = arena_take_unset(arena, (size_t)head.file_bytes);
    if (head.file_bytes > 0 && !get(seen, offset + sizeof(head) + head.name_bytes, file, (size_t)head.file_bytes)) {
        return false;
    }
    *file_out = (struct text){ file, (size_t)head.file_bytes };
    return true;
}

/* ---- tables ---- */

static uint32_t first_row(const struct seen_table *table, uint32_t hash)
{
    return (uint32_t)((uint64_t)hash * table->row_count >> 32);
}

static uint32_t next_row(const struct seen_table *table, uint32_t row)
{
    return row + 1 == table->row_count ? 0 : row + 1;
}

static void row_put(struct seen_table *table, struct seen_row row)
{
    uint32_t at = first_row(table, row.hash);
    while (table->rows[at].record != 0) {
        at = next_row(table, at);
    }
    table->rows[at] = row;
    table->used_rows++;
}

/* Half as many again, or the first ones. */
static void table_grow(struct seen_projects *seen, struct arena *arena, struct seen_table *table)
{
    enum { FIRST_ROWS = 16 };
    struct seen_table larger = { .row_count = table->row_count == 0 ? FIRST_ROWS : table->row_count / 2 * 3 };
    size_t size_bytes = (size_t)larger.row_count * sizeof(struct seen_row);
    larger.rows = seen->memory->take(seen->memory->context, size_bytes);
    if (larger.rows == NULL) {
        arena_escape(arena);
    }
    memset(larger.rows, 0, size_bytes);
    for (uint32_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].record != 0) {
            row_put(&larger, table->rows[i]);
        }
    }
    if (table->rows != NULL) {
        seen->memory->give_back(seen->memory->context, table->rows);
    }
    *table = larger;
}

static bool find_in_table(struct seen_projects *seen, const struct seen_table *table, uint32_t row_hash,
                          struct arena *arena, struct text name, int32_t year, struct text *first_file_out)
{
    for (uint32_t at = table->row_count == 0 ? 0 : first_row(table, row_hash);
         table->row_count > 0 && table->rows[at].record != 0; at = next_row(table, at)) {
        if (table->rows[at].hash == row_hash &&
            record_is_of(seen, arena, table->rows[at].record, name, year, first_file_out)) {
            return true;
        }
    }
    return false;
}

bool seen_find(struct seen_projects *seen, struct arena *arena, struct text name, int32_t year,
               struct text *first_file_out)
{
    uint64_t hash = hash_of(seen->seed, name, year);
    return !seen->has_lost_records && find_in_table(seen, &seen->tables[hash % SEEN_TABLES], (uint32_t)(hash >> 32),
                                                    arena, name, year, first_file_out);
}

bool seen_before(struct seen_projects *seen, struct arena *arena, struct text name, int32_t year, struct text file,
                 struct text *first_file_out)
{
    if (seen->has_lost_records) {
        return false;
    }
    uint64_t hash = hash_of(seen->seed, name, year);
    struct seen_table *table = &seen->tables[hash % SEEN_TABLES];
    uint32_t row_hash = (uint32_t)(hash >> 32);
    if (find_in_table(seen, table, row_hash, arena, name, year, first_file_out)) {
        return true;
    }
    if ((uint64_t)table->used_rows * 5 >= (uint64_t)table->row_count * 4) {
        table_grow(seen, arena, table);
    }
    if (seen->stored_bytes / SEEN_RECORD_UNIT_BYTES >= UINT32_MAX) {
        arena_escape(arena);
    }
    row_put(table, (struct seen_row){ row_hash, record_put(seen, name, year, file) });
    seen->has_lost_records |= seen->records.failed;
    return false;
}
