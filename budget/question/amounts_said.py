"""The figures that a question itself says: 73%, 1421.25万元, 七成, "a half"."""

from __future__ import annotations

import re
from decimal import Decimal

from budget.amount import Amount

_MONEY_OR_COUNT = re.compile(
    r"(?<![\d.\-])(\d+(?:,\d{3})*(?:\.\d+)?)\s*(万元|亿元|千元|元|平方米|%|万人|人|名|辆|台|条|个月|[万亿](?=[还的是吗呢和与跟对、]|\b|$)|million|yuan|percent)?"
)


def amounts_said(text: str) -> tuple[Amount, ...]:
    """The figures in the order they are looked for, each with its unit, "" where it has none; a year is none."""
    bare = re.sub(r"(?:19|20)\d\d(?=年|\D|$)(?!\.\d)", " ", text)
    found = []
    for digits, unit in _MONEY_OR_COUNT.findall(bare):
        value = Decimal(digits.replace(",", ""))
        if unit == "million":
            value, unit = value * 100, "万元"
        found.append(
            Amount(value, {"percent": "%", "yuan": "元", "名": "人", "万": "万元", "亿": "亿元"}.get(unit, unit))
        )
    tenths = {char: i for i, char in enumerate("零一二三四五六七八九")}
    found += [Amount(Decimal(tenths[char] * 10), "%") for char in re.findall(r"([一二三四五六七八九])成", text)]
    return tuple(found) + (
        (Amount(Decimal(50), "%"),) if re.search(r"(?:占|超|过|不到|不足).{0,6}一半|\bhalf\b", text) else ()
    )
