#include "report_difference.h"

static const struct {
    enum label label;
    const char *word;
} parts[RULE_PART_COUNT] = {
    [RULE_PART_WHOLE] = { LABEL_years, "years" },
    [RULE_PART_WEIGHTS] = { LABEL_weights, "weights" },
    [RULE_PART_EXECUTION] = { LABEL_execution_part, "execution" },
    [RULE_PART_QUANTITATIVE] = { LABEL_quantitative, "quantitative" },
    [RULE_PART_QUALITATIVE] = { LABEL_qualitative, "qualitative" },
    [RULE_PART_LATE] = { LABEL_late_part, "late" },
    [RULE_PART_BLANK_TARGET] = { LABEL_blank_target, "blank_target" },
    [RULE_PART_BANDS] = { LABEL_bands, "grades" },
    [RULE_PART_VETOES] = { LABEL_vetoes, "vetoes" },
};

enum label label_of_part(enum rule_part part)
{
    return parts[part].label;
}

struct text word_of_part(enum rule_part part)
{
    return text_of(parts[part].word);
}

struct text word_of_change(enum change change)
{
    static const char *const words[CHANGE_COUNT] = {
        [CHANGE_SCORE] = "score",       [CHANGE_INTERVAL] = "interval", [CHANGE_GRADE] = "grade",
        [CHANGE_POSSIBLE] = "possible", [CHANGE_FINDINGS] = "findings",
    };
    return text_of(words[change]);
}

enum label label_of_change(enum change change)
{
    static const enum label labels[CHANGE_COUNT] = {
        [CHANGE_SCORE] = LABEL_change_of_score,    [CHANGE_INTERVAL] = LABEL_interval, [CHANGE_GRADE] = LABEL_grade,
        [CHANGE_POSSIBLE] = LABEL_possible_grades, [CHANGE_FINDINGS] = LABEL_findings,
    };
    return labels[change];
}

size_t gained_to_text(struct decimal gained, char *bytes_out)
{
    bool is_gain = decimal_sign(gained) > 0;
    if (is_gain) {
        bytes_out[0] = '+';
    }
    return is_gain + decimal_to_text(gained, bytes_out + is_gain);
}
