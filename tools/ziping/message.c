#include "message.h"

#include "output.h"
#include "status.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    int error;
    struct words words;
} reasons[] = {
    { ENOENT, { "路径不存在", "no such file or folder" } },
    { EACCES, { "没有权限", "permission denied" } },
    { EPERM, { "操作不被允许", "operation not permitted" } },
    { EISDIR, { "是一个文件夹", "is a folder" } },
    { ENOTDIR, { "路径中有一段不是文件夹", "a part of the path is no folder" } },
    { ELOOP, { "符号链接互相指向", "too many symbolic links" } },
    { ENAMETOOLONG, { "路径太长", "the path is too long" } },
    { EMFILE, { "打开的文件太多", "too many open files" } },
    { ENFILE, { "系统中打开的文件太多", "too many open files in the system" } },
    { ENOMEM, { "内存不足", "out of memory" } },
    { EIO, { "读写设备出错", "input/output error" } },
    { ENOSPC, { "磁盘已满", "no space left on the device" } },
    { EDQUOT, { "超出磁盘配额", "disk quota exceeded" } },
    { EFBIG, { "文件太大", "the file is too large" } },
    { EROFS, { "文件系统是只读的", "the file system is read-only" } },
    { EBADF, { "没有打开", "is not open" } },
    { ENXIO, { "没有这个设备", "no such device" } },
};

const char *reason_of(int error, zp_language language)
{
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
        if (reasons[i].error == error) {
            return words_in(reasons[i].words, language);
        }
    }
    return words_in((struct words){ "操作系统报告错误", "the operating system reports an error" }, language);
}

/* Bytes of the UTF-8 sequence that `text` begins with; 0 where it begins with none. The zero behind the text ends
   every sequence that is cut. */
static size_t sequence_size(const unsigned char *text)
{
    static const struct {
        unsigned char first_from, first_to, second_from, second_to;
        size_t size;
    } forms[] = {
        { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 }, { 0xE1, 0xEC, 0x80, 0xBF, 3 },
        { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 }, { 0xF0, 0xF0, 0x90, 0xBF, 4 },
        { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
    };
    if (text[0] < 0x80) {
        return 1;
    }
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (text[0] >= forms[i].first_from && text[0] <= forms[i].first_to) {
            bool holds = text[1] >= forms[i].second_from && text[1] <= forms[i].second_to;
            for (size_t k = 2; holds && k < forms[i].size; k++) {
                holds = (text[k] & 0xC0) == 0x80;
            }
            return holds ? forms[i].size : 0;
        }
    }
    return 0;
}

static bool is_control(const unsigned char *text, size_t size)
{
    return (size == 1 && (text[0] < 0x20 || text[0] == 0x7F)) || (size == 2 && text[0] == 0xC2 && text[1] < 0xA0);
}

char *text_repaired(const char *text, bool keeps_controls)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    size_t length = strlen(text);
    if (length > (SIZE_MAX - 1) / 3) {
        return NULL;
    }
    char *repaired = malloc(3 * length + 1);
    if (repaired == NULL) {
        return NULL;
    }
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        const unsigned char *at = (const unsigned char *)text + i;
        size_t size = sequence_size(at);
        bool is_kept = size > 0 && (keeps_controls || !is_control(at, size));
        const char *source = is_kept ? text + i : replacement;
        size_t source_size = is_kept ? size : sizeof(replacement) - 1;
        memcpy(repaired + used, source, source_size);
        used += source_size;
        i += size > 0 ? size : 1;
    }
    repaired[used] = '\0';
    return repaired;
}

static void put_text(const char *text)
{
    char *repaired = text == NULL ? NULL : text_repaired(text, false);
    if (repaired != NULL) {
        fputs(repaired, stderr);
        free(repaired);
    }
}

void message(zp_language language, struct words words, const char *first, const char *second)
{
    const char *at = words_in(words, language);
    fputs("ziping: ", stderr);
    while (*at != '\0') {
        if (strncmp(at, "{1}", 3) == 0 || strncmp(at, "{2}", 3) == 0) {
            put_text(at[1] == '1' ? first : second);
            at += 3;
        } else {
            fputc(*at++, stderr);
        }
    }
    fputc('\n', stderr);
}

void end_without_memory(void)
{
    output_forsake();
    fputs("ziping: 内存不足 out of memory\n", stderr);
    exit(STATUS_FAILED);
}

void *must_have(void *block)
{
    if (block == NULL) {
        end_without_memory();
    }
    return block;
}
