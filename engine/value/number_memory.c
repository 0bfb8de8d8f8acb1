#include "number_memory.h"

#include "fold.h"
#include "measure.h"
#include "utf8.h"

static bool head_understand(struct known_head *head, struct text text)
{
    char bytes[FOLD_ROOM_BYTES(HEAD_MOST_BYTES)];
    return utf8_valid_bytes(text) == text.size_bytes && head_read(fold_text(text, bytes).text, &head->head);
}

#define WORD(literal)                                                                                                  \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }
#define COUNT(words) (sizeof(words) / sizeof((words)[0]))

static bool starts_with_any(struct text text, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_starts_with(text, words[i])) {
            return true;
        }
    }
    return false;
}

static bool tail_keep_unit(struct known_tail *tail, const struct vocabulary *vocabulary, struct arena *arena,
                           struct text unit)
{
    struct text normal = unit_normal(vocabulary, arena, unit);
    const struct unit_word *known = vocabulary_unit(vocabulary, normal);
    bool is_of_vocabulary = text_is_empty(normal) || (known != NULL && text_equals(known->normal, normal));
    if (normal.size_bytes > (is_of_vocabulary ? UINT8_MAX : TAIL_UNIT_MOST_BYTES)) {
        return false;
    }
    tail->unit_size_bytes = (uint8_t)normal.size_bytes;
    tail->unit_bytes = NULL;
    if (is_of_vocabulary && known != NULL) {
        tail->unit_bytes = known->normal.bytes;
    } else {
        memcpy(tail->unit, normal.bytes, normal.size_bytes);
    }
    return true;
}

/* `text` is folded. */
static bool tail_split(struct known_tail *tail, const struct vocabulary *vocabulary, struct arena *arena,
                       struct text text)
{
    static const struct text days[] = { WORD("年"), WORD("月"), WORD("季") };
    static const struct text month_ends[] = { WORD("月"), WORD("底"), WORD("末"), WORD("前"),
                                              WORD("之"), WORD("以"), WORD("内") };
    static const struct text cuts[] = { WORD("."), WORD(",") };
    bool may_date = starts_with_any(text, days, COUNT(days));
    bool may_end_month = starts_with_any(text, month_ends, COUNT(month_ends));
    bool may_be_cut = starts_with_any(text, cuts, COUNT(cuts)); /* 5. and 5, are no numbers */
    text = text_without_closing(text);
    struct suffix suffix;
    if (may_be_cut || !suffix_take(&text, &suffix)) {
        return false;
    }
    struct tail read = tail_read(vocabulary, text);
    if (read.standing != UNIT_KNOWN || !tail_keep_unit(tail, vocabulary, arena, read.unit)) {
        return false;
    }
    bool may_be_year = text_starts_with(read.unit, TEXT("年"));
    tail->doubts = (uint8_t)((may_date ? TAIL_MAY_DATE : 0) | (may_end_month ? TAIL_MAY_END_MONTH : 0) |
                             (may_be_year ? TAIL_MAY_BE_YEAR : 0));
    tail->power = (uint8_t)read.power;
    tail->suffix = (uint8_t)suffix_comparison(suffix.text);
    tail->is_approximate = read.is_approximate || suffix.is_approximate;
    return true;
}

/* Days have a second number in their tail, and are many. */
static bool has_digit(struct text text)
{
    size_t offset = 0;
    while (offset < text.size_bytes && !is_digit(text.bytes[offset])) {
        offset++;
    }
    return offset < text.size_bytes;
}

static bool tail_understand(struct known_tail *tail, const struct vocabulary *vocabulary, struct arena *arena,
                            struct text text)
{
    enum { SECOND_NUMBER = FOLD_HAS_DIGIT | FOLD_HAS_SIGN | FOLD_HAS_JOINER | FOLD_HAS_TOLERANCE };
    char bytes[FOLD_ROOM_BYTES(TAIL_MOST_BYTES)];
    if (has_digit(text) || utf8_valid_bytes(text) != text.size_bytes) {
        return false;
    }
    struct folded folded = fold_text(text, bytes);
    return (folded.features & SECOND_NUMBER) == 0 && tail_split(tail, vocabulary, arena, folded.text);
}

void number_memory_begin(struct number_memory *memory, const struct vocabulary *vocabulary)
{
    memory->is_unsafe = vocabulary->has_digit_in_words;
    for (size_t i = 0; i < (size_t)1 << HEAD_SET_BITS; i++) {
        memory->heads[i][0].key.size_bytes = memory->heads[i][1].key.size_bytes = 0;
    }
    for (size_t i = 0; i < (size_t)1 << TAIL_SET_BITS; i++) {
        memory->tails[i][0].key.size_bytes = memory->tails[i][1].key.size_bytes = 0;
    }
}

static bool head_learn(struct number_memory *memory, struct text text)
{
    struct known_head head = { .key = key_of(text) };
    if (!head_understand(&head, text)) {
        return false;
    }
    struct known_head *places = memory->heads[key_hash(&head.key, HEAD_SET_BITS)];
    places[1] = places[0];
    places[0] = head;
    return true;
}

static bool tail_learn(struct number_memory *memory, const struct vocabulary *vocabulary, struct arena *arena,
                       struct text text)
{
    struct known_tail tail = { .key = key_of(text) };
    if (!tail_understand(&tail, vocabulary, arena, text)) {
        return false;
    }
    struct known_tail *places = memory->tails[key_hash(&tail.key, TAIL_SET_BITS)];
    places[1] = places[0];
    places[0] = tail;
    return true;
}

const struct known_head *head_find_long(const struct number_memory *memory, struct text text)
{
    if (text.size_bytes > HEAD_MOST_BYTES) {
        return NULL;
    }
    struct key key = key_of(text);
    const struct known_head *places = memory->heads[key_hash(&key, HEAD_SET_BITS)];
    return key_equals(&places[0].key, &key) ? &places[0] : key_equals(&places[1].key, &key) ? &places[1] : NULL;
}

const struct known_tail *tail_find_long(const struct number_memory *memory, struct text text)
{
    if (text.size_bytes > TAIL_MOST_BYTES) {
        return NULL;
    }
    struct key key = key_of(text);
    const struct known_tail *places = memory->tails[key_hash(&key, TAIL_SET_BITS)];
    return key_equals(&places[0].key, &key) ? &places[0] : key_equals(&places[1].key, &key) ? &places[1] : NULL;
}

bool number_learn(struct number_memory *memory, const struct vocabulary *vocabulary, struct arena *arena,
                  struct text text)
{
    size_t begin = head_bytes(text);
    struct decimal number;
    size_t end = digits_take(text, begin, &number);
    struct text head = { text.bytes, begin };
    struct text tail = text_without_first(text, end);
    if (end == begin || begin > HEAD_MOST_BYTES || tail.size_bytes > TAIL_MOST_BYTES) {
        return false;
    }
    return (head_find(memory, head) != NULL || head_learn(memory, head)) &&
           (tail_find(memory, tail) != NULL || tail_learn(memory, vocabulary, arena, tail));
}
