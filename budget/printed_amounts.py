"""The amounts that a text prints: each number with its unit, in the order they stand."""

from __future__ import annotations

import re
from decimal import Decimal

from budget.amount import Amount
from budget.number import fold

_AMOUNT = re.compile(
    r"(?<![\d.\-])(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)\s*"
    r"(?P<unit>亿元|百万元|万元|千元|元|%|百分点|万人次|万人|人次|人|名|件次|批次|平方米|辆|台|件|个|项|家|次|场|处|户|套|亩|万|亿)"
)
_LIKE = {"名": "人", "万": "万元", "亿": "亿元"}


def printed_amounts(text: str) -> tuple[Amount, ...]:
    """Every number of the text that has a unit; years and bare numbers are none."""
    found = (
        (Decimal(m["digits"].replace(",", "")), _LIKE.get(m["unit"], m["unit"])) for m in _AMOUNT.finditer(fold(text))
    )
    return tuple(Amount(value, unit) for value, unit in found)
