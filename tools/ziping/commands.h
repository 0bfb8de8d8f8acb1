#ifndef ZIPING_PROGRAM_COMMANDS_H
#define ZIPING_PROGRAM_COMMANDS_H

#include "request.h"

/* The table of commands, ended by one without a name. */
const struct command *commands_table(void);

/* NULL where there is none of that name. */
const struct command *command_find(const char *name);
/* NULL where none is near. */
const char *command_nearest(const char *name);

enum exit_status run_score(const struct request *request);
enum exit_status run_audit(const struct request *request);
enum exit_status run_check(const struct request *request);
enum exit_status run_explain(const struct request *request);
enum exit_status run_rules(const struct request *request);
enum exit_status run_new(const struct request *request);
enum exit_status run_read(const struct request *request);
enum exit_status run_help(const struct request *request);

/* Help about the command of the request, or about the program where it has none. */
enum exit_status show_help(const struct request *request, const struct command *command);

#endif
