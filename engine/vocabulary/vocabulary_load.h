#ifndef ZIPING_VOCABULARY_LOAD_H
#define ZIPING_VOCABULARY_LOAD_H

#include "document.h"
#include "field.h"
#include "value.h"

/* Loads the words of the form from the documents of indicators/vocabulary/tiers.yaml, indicators/vocabulary/blanks.yaml
   and indicators/units.yaml. Answers whether they were as they should be; if not, findings say why. Everything lies in
   the loading's arena. */
bool vocabulary_load(struct loading *loading, const struct node *tiers, const struct node *blanks,
                     const struct node *units, struct value_vocabulary *vocabulary_out);

#endif
