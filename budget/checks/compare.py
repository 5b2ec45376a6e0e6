"""Two figures held against each other: the same amount, apart by rounding, or by what a carry-over explains."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from budget.amount import scale
from budget.checks.finding import CheckStatus, Finding, figure, make_finding
from budget.checks.spots import Figure
from budget.checks.views import base_value
from budget.line import half_digit

# 元 for 万元, the slip that happens.
UNIT_SLIP: Final = Decimal(10_000)


def same(left: Figure, right: Figure) -> bool:
    """True where two figures print one amount, to the coarser one's digits."""
    tolerance = (
        max(half_digit(left.value, left.unit), half_digit(right.value, right.unit))
        if left.unit != right.unit
        else Decimal(0)
    )
    return abs(base_value(left) - base_value(right)) <= tolerance


def rounded(left: Figure, right: Figure) -> bool:
    """True where two figures are one unit of the last printed digit apart: each was rounded to make its own table add up."""
    apart = abs(base_value(left) - base_value(right))
    # Only what was rounded can differ by rounding: money in 万元, not in 元.
    if scale(left.unit) <= 1 or scale(right.unit) <= 1:
        return False
    return 0 < apart <= 2 * max(half_digit(left.value, left.unit), half_digit(right.value, right.unit))


def slipped(left: Figure, right: Figure) -> bool:
    """True where two figures print the same digits in units that are one slip apart (元 for 万元)."""
    low, high = sorted((abs(base_value(left)), abs(base_value(right))))
    return bool(low) and high == low * UNIT_SLIP


def difference(left: Figure, right: Figure) -> str:
    """How far two figures are apart, in the first one's unit."""
    return figure(
        (abs(base_value(left) - base_value(right)) / scale(left.unit)).normalize() + Decimal("0.00"), left.unit
    )


def compared(
    rule: str, status: CheckStatus, left: Figure, right: Figure, *more: Figure, variant: str = "", project: str = ""
) -> Finding:
    """A finding about two figures."""
    figures = (left, right, *more)
    return make_finding(
        rule,
        status,
        tuple(one.spot for one in figures),
        tuple(one.shown for one in figures),
        variant,
        left=left.shown,
        right=right.shown,
        difference=difference(left, right),
        project=project,
    )


def explanation(left: Figure, right: Figure, carried: Sequence[Figure]) -> Figure | None:
    """The carry-over that is just the difference, where there is one; the same line's before any other."""
    apart = abs(base_value(left) - base_value(right))
    fits = [
        one
        for one in carried
        if abs(base_value(one) - apart)
        <= sum((half_digit(each.value, each.unit) for each in (one, left, right)), Decimal(0))
        and one.spot.source not in (left.spot.source, right.spot.source)
    ]
    return next((one for one in fits if one.spot.row == left.spot.row), fits[0] if fits else None)
