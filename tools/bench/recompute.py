#!/usr/bin/env python3
"""The core of the job with PyYAML's C loader and decimal: rates, weights, totals, grades of the declared scores.

Usage: recompute.py FOLDER. Everything is read as text, as the form has it. Values are not read, nothing is explained.
"""
import os
import sys
from decimal import ROUND_HALF_UP, Decimal

import yaml


class Loader(yaml.CBaseLoader):
    """Scalars stay text."""


HUNDREDTH = Decimal("0.01")
BANDS = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))


def either(mapping, chinese, english):
    value = mapping.get(chinese)
    return mapping.get(english) if value is None else value


def amount(line, chinese, english):
    return Decimal(either(line, chinese, english))


def has_wrong_rate(line):
    printed = Decimal(either(line, "执行率", "rate").rstrip("%"))
    exact = 100 * amount(line, "全年执行数", "executed") / amount(line, "全年预算数", "annual_budget")
    return exact.quantize(HUNDREDTH, ROUND_HALF_UP) != printed


def has_wrong_carryover(line):
    left = amount(line, "全年预算数", "annual_budget") - amount(line, "全年执行数", "executed")
    return left != amount(line, "结转结余", "carryover")


def recompute(project, sums):
    funds = either(project, "资金", "funds")
    indicators = [
        indicator
        for level in either(project, "绩效指标", "indicators").values()
        for indicators in level.values()
        for indicator in indicators
    ]
    evaluation = either(project, "自评", "self_evaluation")
    total = Decimal(either(evaluation, "总分", "total"))
    execution = amount(either(funds, "资金总额", "total"), "得分", "score")
    scores = execution + sum(amount(indicator, "得分", "score") for indicator in indicators)
    weights = 10 + sum(amount(indicator, "分值", "weight") for indicator in indicators)
    sums["projects"] += 1
    sums["indicators"] += len(indicators)
    sums["rate-mismatch"] += any(has_wrong_rate(line) for line in funds.values())
    sums["carryover-mismatch"] += any(has_wrong_carryover(line) for line in funds.values())
    sums["weight-sum"] += weights != 100
    sums["total-mismatch"] += scores != total
    sums["declared-total"] += total
    sums[next(grade for least, grade in BANDS if scores >= least)] += 1


def main(folder):
    names = ("projects", "indicators", "rate-mismatch", "carryover-mismatch", "weight-sum", "total-mismatch")
    sums = dict.fromkeys((*names, "优", "良", "中", "差"), 0)
    sums["declared-total"] = Decimal(0)
    for entry in os.scandir(folder):
        with open(entry.path, "rb") as file:
            recompute(yaml.load(file, Loader), sums)
    for name, value in sums.items():
        print(name, f"{value:.2f}" if name == "declared-total" else value)


if __name__ == "__main__":
    main(sys.argv[1])
