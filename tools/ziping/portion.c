#include "portion.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void portion_fill(struct portion *portion, struct walk *walk, size_t most)
{
    struct walked_file walked;
    while (portion->file_count < most && walk_next(walk, &walked)) {
        size_t path = portion->paths.used;
        text_add(&portion->paths, walked.path, strlen(walked.path));
        portion->paths.used++; /* the zero stays, between this path and the next */
        walk_keep_folder(walked.folder);
        portion->files[portion->file_count++] = (struct portion_file){
            .path = path,
            .name = path + walked.name_offset,
            .folder = walked.folder,
            .department = walked.department,
            .is_regular = walked.is_regular,
            .error = walked.error,
            .descriptor = -1,
        };
    }
}

void portion_clear(struct portion *portion, struct walk *walk)
{
    for (size_t i = 0; i < portion->file_count; i++) {
        if (portion->files[i].descriptor >= 0) {
            close(portion->files[i].descriptor); /* opened ahead of an end that came before */
        }
        walk_release_folder(walk, portion->files[i].folder);
    }
    portion->file_count = 0;
    portion->paths.used = 0;
}

void portion_end(struct portion *portion)
{
    free(portion->paths.bytes);
    portion->paths = (struct text_buffer){ 0 };
}
