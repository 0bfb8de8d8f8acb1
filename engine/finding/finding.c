#include "finding.h"

#include "catalogue.h"

#include <string.h>

void finding_list_begin(struct finding_list *list, struct arena *arena)
{
    *list = (struct finding_list){ .arena = arena };
}

/* A finding and its arguments in one piece. */
struct finding_with_arguments {
    struct finding finding;
    struct argument arguments[];
};

void finding_add(struct finding_list *list, enum message message, struct place place, struct text indicator,
                 const struct argument *arguments, size_t argument_count)
{
    /* Everything is taken before the list is touched: the arena may leave through its escape. */
    struct finding_with_arguments *added =
        arena_take_unset(list->arena, sizeof(struct finding_with_arguments) + argument_count * sizeof(struct argument));
    added->finding = (struct finding){
        .message = message,
        .place = place,
        .indicator = indicator,
        .arguments = argument_count == 0 ? NULL : added->arguments,
        .argument_count = argument_count,
    };
    for (size_t i = 0; i < argument_count; i++) {
        added->arguments[i] = arguments[i];
    }
    if (list->last == NULL) {
        list->first = &added->finding;
    } else {
        list->last->next = &added->finding;
    }
    list->last = &added->finding;
    list->count++;
    list->count_by_severity[finding_code_severity(message_code(message))]++;
}

void finding_list_leave_out(struct finding_list *list, bool (*is_kept)(void *context, const struct finding *finding),
                            void *context)
{
    struct finding *last = NULL;
    struct finding **link = &list->first;
    while (*link != NULL) {
        struct finding *finding = *link;
        if (is_kept(context, finding)) {
            last = finding;
            link = &finding->next;
            continue;
        }
        *link = finding->next;
        list->last = finding->next == NULL ? last : list->last;
        list->count--;
        list->count_by_severity[finding_code_severity(message_code(finding->message))]--;
    }
}

/* <0, 0, >0 */
static int finding_compare(const struct finding *a, const struct finding *b)
{
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    if (a->place.column != b->place.column) {
        return a->place.column < b->place.column ? -1 : 1;
    }
    return strcmp(finding_code_name(message_code(a->message)), finding_code_name(message_code(b->message)));
}

/* Of equal findings those of `a` come first. */
static struct finding *merged(struct finding *a, struct finding *b)
{
    struct finding *first = NULL;
    struct finding **end = &first;
    while (a != NULL && b != NULL) {
        struct finding **least = finding_compare(a, b) <= 0 ? &a : &b;
        *end = *least;
        end = &(*least)->next;
        *least = *end;
    }
    *end = a != NULL ? a : b;
    return first;
}

/* Takes the first `count` off `rest` and answers them sorted; `count` is at least 1. Halves, so that it never goes
   deeper than a count has bits. */
static struct finding *sorted(struct finding **rest, size_t count)
{
    if (count == 1) {
        struct finding *only = *rest;
        *rest = only->next;
        only->next = NULL;
        return only;
    }
    struct finding *a = sorted(rest, count / 2);
    struct finding *b = sorted(rest, count - count / 2);
    return merged(a, b);
}

static bool is_sorted(const struct finding_list *list)
{
    const struct finding *finding = list->first;
    while (finding != NULL && finding->next != NULL && finding_compare(finding, finding->next) <= 0) {
        finding = finding->next;
    }
    return finding == NULL || finding->next == NULL;
}

void finding_list_sort(struct finding_list *list)
{
    if (is_sorted(list)) {
        return;
    }
    struct finding *rest = list->first;
    list->first = sorted(&rest, list->count);
    list->last = list->first;
    while (list->last->next != NULL) {
        list->last = list->last->next;
    }
}
