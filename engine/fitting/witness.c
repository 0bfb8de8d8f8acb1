#include "witness.h"

#include "writer.h"

static struct text copied(char **next, struct text text)
{
    struct text copy = { *next, text.size_bytes };
    bytes_copy(*next, text.bytes, text.size_bytes);
    *next += text.size_bytes;
    return copy;
}

static void make_room(struct witness *witness, const struct memory *memory, struct arena *scratch, size_t needed_bytes)
{
    if (needed_bytes <= witness->block_bytes) {
        return;
    }
    char *block = memory->take(memory->context, 2 * needed_bytes);
    if (block == NULL) {
        arena_escape(scratch);
    }
    witness_end(witness, memory);
    witness->block = block;
    witness->block_bytes = 2 * needed_bytes;
}

void witness_keep(struct witness *witness, const struct memory *memory, struct arena *scratch,
                  const struct declared_result *result)
{
    make_room(witness, memory, scratch,
              result->file.size_bytes + result->project.size_bytes + result->indicator.size_bytes +
                  result->grade.size_bytes);
    char *next = witness->block;
    witness->is_given = true;
    witness->result = (struct declared_result){
        .file = copied(&next, result->file),
        .project = copied(&next, result->project),
        .indicator = copied(&next, result->indicator),
        .grade = copied(&next, result->grade),
        .points = result->points,
    };
}

void witness_end(struct witness *witness, const struct memory *memory)
{
    if (witness->block != NULL) {
        memory->give_back(memory->context, witness->block);
    }
    *witness = (struct witness){ .is_given = false };
}
