#!/usr/bin/env python3
"""The core of the job as spreadsheets: a row a project with its figures and the formulas over them, and what they count
above.

Usage: spreadsheet.py LINES FOLDER PROJECTS. JSON Lines in, sheets of so many projects out, as CSV whose cells that begin
with = are formulas. What the formulas are to compute is not computed here: figures are copied.
"""
import csv
import json
import os
import sys

FUND_LINES = 5
INDICATORS = 32
SUMMARY_ROWS = 11


def column(index):
    """0 is A, 26 is AA."""
    name = ""
    index += 1
    while index > 0:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def either(mapping, chinese, english):
    value = mapping.get(chinese)
    return mapping.get(english) if value is None else value


def figures_of(project):
    """Fund lines of four figures, the score of execution, the total; weights; scores."""
    funds = either(project, "资金", "funds")
    lines = []
    for line in funds.values():
        rate = str(either(line, "执行率", "rate")).rstrip("%")
        lines += [either(line, "全年预算数", "annual_budget"), either(line, "全年执行数", "executed"),
                  either(line, "结转结余", "carryover"), rate]
    indicators = [
        indicator
        for level in either(project, "绩效指标", "indicators").values()
        for indicators in level.values()
        for indicator in indicators
    ]
    if len(funds) > FUND_LINES or len(indicators) > INDICATORS:
        sys.exit("spreadsheet.py: a project has too many rows")
    lines += [""] * (4 * FUND_LINES - len(lines))
    padding = [""] * (INDICATORS - len(indicators))
    total = either(either(project, "自评", "self_evaluation"), "总分", "total")
    return [
        *lines, either(either(funds, "资金总额", "total"), "得分", "score"), total,
        *[either(indicator, "分值", "weight") for indicator in indicators], *padding,
        *[either(indicator, "得分", "score") for indicator in indicators], *padding,
    ]


EXECUTION = 4 * FUND_LINES
TOTAL = EXECUTION + 1
WEIGHTS = TOTAL + 1
SCORES = WEIGHTS + INDICATORS
FORMULAS = SCORES + INDICATORS


def cell(index, row):
    return f"{column(index)}{row}"


def formulas_of(row):
    rates, carryovers = [], []
    for line in range(FUND_LINES):
        budget, executed, carryover, rate = (cell(4 * line + i, row) for i in range(4))
        rates.append(f'IF({budget}="",FALSE(),ROUND({executed}/{budget}*100,2)<>{rate})')
        carryovers.append(f'IF({budget}="",FALSE(),ROUND({budget}-{executed},3)<>{carryover})')
    weights = f"{cell(WEIGHTS, row)}:{cell(SCORES - 1, row)}"
    scores = f"{cell(SCORES, row)}:{cell(FORMULAS - 1, row)}"
    sum_cell = cell(FORMULAS + 5, row)
    return [
        f"=COUNT({weights})", f"=OR({','.join(rates)})", f"=OR({','.join(carryovers)})", f"=ROUND(SUM({weights}),3)<>90",
        f"={sum_cell}<>{cell(TOTAL, row)}", f"=ROUND({cell(EXECUTION, row)}+SUM({scores}),3)",
        f'=IF({sum_cell}>=90,"优",IF({sum_cell}>=80,"良",IF({sum_cell}>=60,"中","差")))',
    ]


def summary_of(projects):
    first, last = SUMMARY_ROWS + 1, SUMMARY_ROWS + projects

    def whole(index):
        return f"{cell(index, first)}:{cell(index, last)}"

    rows = [("projects", f"=COUNT({whole(TOTAL)})"), ("indicators", f"=SUM({whole(FORMULAS)})")]
    for offset, name in enumerate(("rate-mismatch", "carryover-mismatch", "weight-sum", "total-mismatch"), 1):
        rows.append((name, f"=COUNTIF({whole(FORMULAS + offset)},TRUE())"))
    rows += [(grade, f'=COUNTIF({whole(FORMULAS + 6)},"{grade}")') for grade in "优良中差"]
    rows.append(("declared-total", f'=TEXT(SUM({whole(TOTAL)}),"0.00")'))
    return rows


def write_sheet(path, projects):
    with open(path, "w", encoding="utf-8") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerows(summary_of(len(projects)))
        for row, figures in enumerate(projects, SUMMARY_ROWS + 1):
            sheet.writerow([*figures, *formulas_of(row)])


def main(lines, folder, size):
    with open(lines, encoding="utf-8") as file:
        projects = [figures_of(json.loads(line, parse_float=str)) for line in file]
    os.makedirs(folder, exist_ok=True)
    for first in range(0, len(projects), size):
        write_sheet(os.path.join(folder, f"{first:06}.csv"), projects[first : first + size])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
