#ifndef ZIPING_WRITING_CHECK_H
#define ZIPING_WRITING_CHECK_H

/* What must hold of any file that computed scores were put into. Used by a unit test and by a fuzz target. */

#include "reader_comparison.h"

#include "ziping.h"

struct sheet {
    char *bytes;
    size_t size_bytes;
    size_t room_bytes;
};

static inline bool sheet_put(void *context, const char *bytes, size_t size_bytes)
{
    struct sheet *sheet = context;
    if (sheet->size_bytes + size_bytes > sheet->room_bytes) {
        sheet->room_bytes = 2 * (sheet->size_bytes + size_bytes);
        sheet->bytes = realloc(sheet->bytes, sheet->room_bytes);
        if (sheet->bytes == NULL) {
            abort();
        }
    }
    if (size_bytes > 0) {
        memcpy(sheet->bytes + sheet->size_bytes, bytes, size_bytes);
        sheet->size_bytes += size_bytes;
    }
    return true;
}

static inline struct text sheet_text(const struct sheet *sheet)
{
    return (struct text){ sheet->bytes, sheet->size_bytes };
}

struct written_file {
    struct sheet bytes;
    struct sheet report;
    zp_writing counts;
};

static inline zp_status write_file(zp_session *session, struct text source, bool is_json_lines,
                                   struct written_file *file_out)
{
    zp_source_description description = { .bytes = { source.bytes, source.size_bytes },
                                          .file = { "form.yaml", 9 },
                                          .is_json_lines = is_json_lines };
    *file_out = (struct written_file){ .counts.documents = 0 };
    zp_writing_request request = { .revised = { sheet_put, &file_out->bytes },
                                   .report = { sheet_put, &file_out->report } };
    return zp_scores_write(session, &description, &request, &file_out->counts);
}

static inline void written_file_end(struct written_file *file)
{
    free(file->bytes.bytes);
    free(file->report.bytes);
}

/* ---- what may differ ---- */

static inline bool is_one_of(struct text key, const char *const *words)
{
    while (*words != NULL && !text_equals(key, text_of(*words))) {
        words++;
    }
    return *words != NULL;
}

enum level { LEVEL_ANY, LEVEL_SELF_EVALUATION };

static inline bool may_differ(struct text key, enum level level)
{
    static const char *const anywhere[] = { "得分", "score", "执行率", "rate", NULL };
    static const char *const in_self_evaluation[] = { "总分", "total", "等级", "grade", NULL };
    return is_one_of(key, level == LEVEL_SELF_EVALUATION ? in_self_evaluation : anywhere);
}

static inline bool is_self_evaluation(struct text key)
{
    static const char *const names[] = { "自评", "self_evaluation", NULL };
    return is_one_of(key, names);
}

static inline const struct node *passed(const struct node *node, enum level level)
{
    while (node != NULL && (may_differ(node->key, level) || (level == LEVEL_ANY && is_self_evaluation(node->key)))) {
        node = node->next;
    }
    return node;
}

static inline bool is_same_but_for_values(const struct node *a, const struct node *b, enum level level)
{
    if (a->kind != b->kind || a->is_quoted != b->is_quoted) {
        return false;
    }
    if (a->kind == NODE_SCALAR) {
        return text_equals(text_trimmed(a->text), text_trimmed(b->text));
    }
    const struct node *left = passed(a->first_child, level);
    const struct node *right = passed(b->first_child, level);
    while (left != NULL && right != NULL && text_equals(left->key, right->key) &&
           is_same_but_for_values(left, right, LEVEL_ANY)) {
        left = passed(left->next, level);
        right = passed(right->next, level);
    }
    return left == NULL && right == NULL;
}

static inline const struct node *self_evaluation_of(const struct node *root)
{
    const struct node *node = root->kind == NODE_MAPPING ? root->first_child : NULL;
    while (node != NULL && !(is_self_evaluation(node->key) && node->kind == NODE_MAPPING)) {
        node = node->next;
    }
    return node;
}

static inline bool is_same_project(const struct node *a, const struct node *b)
{
    const struct node nothing = { .kind = NODE_MAPPING };
    const struct node *left = self_evaluation_of(a);
    const struct node *right = self_evaluation_of(b);
    return is_same_but_for_values(a, b, LEVEL_ANY) &&
           is_same_but_for_values(left == NULL ? &nothing : left, right == NULL ? &nothing : right,
                                  LEVEL_SELF_EVALUATION);
}

static inline const char *compare_files(struct text before, struct text after, enum document_syntax syntax,
                                        enum document_reading how)
{
    struct reading old;
    struct reading new;
    const char *difference = NULL;
    bool goes_on = true;
    reading_begin(&old, before, syntax, how);
    reading_begin(&new, after, syntax, how);
    while (difference == NULL && goes_on) {
        enum document_status old_status = reading_next(&old);
        enum document_status new_status = reading_next(&new);
        if (old_status != new_status) {
            difference = "one document can be read, one cannot";
        } else if (old_status == DOCUMENT_READ && !is_same_project(old.root, new.root)) {
            difference = "more differs than values";
        }
        goes_on = old_status == DOCUMENT_READ || old_status == DOCUMENT_UNREADABLE;
    }
    reading_end(&old);
    reading_end(&new);
    return difference;
}

/* ---- bytes ---- */

/* The next comment, as far as a look at one line tells; no bytes where there is none. */
static inline struct text take_comment(struct text *rest)
{
    for (size_t i = 0; i < rest->size_bytes; i++) {
        bool begins = rest->bytes[i] == '#' && (i == 0 || memchr(" \t\r\n", rest->bytes[i - 1], 4) != NULL);
        if (begins) {
            size_t end = i;
            while (end < rest->size_bytes && rest->bytes[end] != '\n' && rest->bytes[end] != '\r') {
                end++;
            }
            struct text comment = { rest->bytes + i, end - i };
            *rest = text_without_first(*rest, end);
            return comment;
        }
    }
    return (struct text){ 0 };
}

static inline bool has_same_comments(struct text before, struct text after)
{
    struct text left;
    struct text right;
    do {
        left = take_comment(&before);
        right = take_comment(&after);
    } while (text_equals(left, right) && !text_is_empty(left));
    return text_equals(left, right);
}

/* ---- all of it ---- */

/* NULL, or what is wrong. `has_comments`: a # behind a blank begins one, wherever it stands. */
static inline const char *check_writing(zp_session *session, struct text source, bool is_json_lines, bool has_comments)
{
    struct written_file first;
    struct written_file second;
    const char *difference = NULL;
    enum document_syntax syntax = is_json_lines ? DOCUMENT_JSON_LINES : DOCUMENT_YAML;
    if (write_file(session, source, is_json_lines, &first) != ZP_OK) {
        difference = "the scores cannot be written";
    }
    struct text written = sheet_text(&first.bytes);
    if (difference == NULL && first.counts.values == 0 && !text_equals(source, written)) {
        difference = "nothing is written, and the bytes differ";
    }
    if (difference == NULL && first.counts.values > 0) {
        difference = compare_files(source, written, syntax, DOCUMENT_AUTO);
        difference = difference == NULL ? compare_files(source, written, syntax, DOCUMENT_LIBYAML) : difference;
    }
    if (difference == NULL && has_comments && !has_same_comments(source, written)) {
        difference = "comments differ";
    }
    if (difference == NULL && write_file(session, written, is_json_lines, &second) != ZP_OK) {
        difference = "the scores cannot be written again";
    } else if (difference == NULL) {
        bool is_same = second.counts.values == 0 && text_equals(written, sheet_text(&second.bytes)) &&
                       second.counts.left == first.counts.left && second.counts.documents == first.counts.documents;
        difference = is_same ? NULL : "the second run changes something";
        written_file_end(&second);
    }
    written_file_end(&first);
    return difference;
}

#endif
