#ifndef ZIPING_PROGRAM_LIBRARY_H
#define ZIPING_PROGRAM_LIBRARY_H

#include "digest.h"
#include "output.h"
#include "request.h"

#include <ziping.h>

/* What several commands do with the library. */

zp_text text_of(const char *terminated);

/* As the request wants it, for what goes to `output`; NULL: to the standard error output. */
zp_style style_of(const struct request *request, const struct output *output);

/* For findings about files of the request. */
zp_sink standard_error_sink(void);

/* Never NULL: where the engine cannot be had, the program ends. `document_bytes_out` may be NULL. */
zp_engine *engine_open(zp_reader reader, size_t *document_bytes_out);

/* Finds a rule set by its id; else `name` is the path of one, which is loaded. What is wrong is said on the standard
   error output. STATUS_FINE, or what to exit with. `digest`, which may be NULL, takes in
   the name and the file. */
enum exit_status rules_find(zp_engine *engine, const struct request *request, const char *name,
                            const zp_rule_set **rules_out, struct digest_maker *digest);

/* Finds those of --rules in their order: one may extend another that stands in front of it, and the last one decides;
   NULL where none was given. `digest` as above. */
enum exit_status rules_of_request(zp_engine *engine, const struct request *request, const zp_rule_set **rules_out,
                                  struct digest_maker *digest);

/* Loads a rule set from a file. Its findings go to `findings`. ZP_REJECTED when it cannot be used; `error_out` is an
   errno where the file cannot be read, else 0. `digest`, which may be NULL, takes in what was read. */
zp_status rules_load(zp_engine *engine, const char *path, const zp_style *style, zp_sink findings,
                     const zp_rule_set **rules_out, int *error_out, struct digest_maker *digest);

/* Ends the output and turns a status of the library into the program's. */
enum exit_status close_with(struct output *output, zp_status status);

#endif
