"""A number and its unit: money, people, percentages and counts that can't be mixed up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_SCALES: Final[dict[str, dict[str, Decimal]]] = {
    "money": {
        "元": Decimal(1),
        "千元": Decimal(1_000),
        "万元": Decimal(10_000),
        "百万元": Decimal(1_000_000),
        "亿元": Decimal(100_000_000),
    },
    "people": {
        "人": Decimal(1),
        "名": Decimal(1),
        "位": Decimal(1),
        "人次": Decimal(1),
        "万人": Decimal(10_000),
        "万名": Decimal(10_000),
        "万人次": Decimal(10_000),
    },
    "percent": {"%": Decimal(1), "百分点": Decimal(1)},
    "area": {"平方米": Decimal(1), "万平方米": Decimal(10_000), "亩": Decimal("666.67")},
}


class UnlikeUnits(ValueError):
    """Two amounts whose units can't be added or compared."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} are unlike units: they can't be added or compared")


def dimension(unit: str) -> str:
    """What the unit measures: money, people, percent, area, or the unit itself (辆, 台, 次).

    A rate such as 元/人/月 is of its numerator's dimension with the rest kept: "money/人/月".
    """
    head, slash, rest = unit.partition("/")
    for name, scales in _SCALES.items():
        if head in scales:
            return name + slash + rest
    return unit


def scale(unit: str) -> Decimal:
    """How many base units (元, 人, %) one of this unit is; 1 where the unit has no scale."""
    head = unit.partition("/")[0]
    for scales in _SCALES.values():
        if head in scales:
            return scales[head]
    return Decimal(1)


def readable(amount: Amount) -> Amount:
    """Money in the unit one reads it in: 元 from ten thousand up become 万元, exactly."""
    return amount.to("万元") if amount.unit == "元" and abs(amount.value) >= 10_000 else amount


@dataclass(frozen=True, slots=True)
class Amount:
    """A Decimal with its unit; unlike units refuse to add."""

    value: Decimal
    unit: str

    def to(self, unit: str) -> Amount:
        """The same amount in another unit of its dimension, exactly; raises UnlikeUnits for another dimension."""
        if unit == self.unit:
            return self
        if dimension(unit) != dimension(self.unit):
            raise UnlikeUnits(self.unit, unit)
        return Amount(self.value * scale(self.unit) / scale(unit), unit)

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.value + other.to(self.unit).value, self.unit)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.value - other.to(self.unit).value, self.unit)

    def __neg__(self) -> Amount:
        return Amount(-self.value, self.unit)
