"""Which answers a picture says better, and what is drawn: points of the answer's own figures, nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from budget.answer import Answer, Figure, Status

MOST: Final = 15
"""More bars than this are no picture any more; the list beside says them all."""
_POINT: Final = re.compile(r"(.+?) · (.+)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_QUOTIENT: Final = re.compile(r"(\d+(?:\.\d+)?) / (\d+(?:\.\d+)?)")
_OUTTURN: Final = ("plan_and_outturn", "execution")


class ChartKind(StrEnum):
    """What a picture shows."""

    TREND = "trend"
    BARS = "bars"
    SHARES = "shares"
    PART = "part"
    OUTTURN = "outturn"


@dataclass(frozen=True, slots=True)
class Point:
    """One bar or point: its label, how long it is, and the words beside it, which are the answer's."""

    label: str
    value: Decimal
    display: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: what sort, of what (a figure's name, "" where each bar has its own), in which unit, and its points in order."""

    kind: ChartKind
    name: str
    unit: str
    points: tuple[Point, ...]


def answer_to_chart(answer: Answer) -> Chart | None:
    """The picture of the answer; None where words and figures say it as well."""
    if answer.status is not Status.ANSWERED:
        return None
    return _of_points(answer) or _of_parts(answer) or _of_quotient(answer)


def _of_points(answer: Answer) -> Chart | None:
    """One figure over years ("项目支出 · 2024") or over bodies ("支出合计 · 财政局")."""
    found = [(match, figure) for figure in answer.figures if (match := _POINT.fullmatch(figure.label))]
    figures = [figure for _, figure in found]
    names = {match.group(1) for match, _ in found}
    if len(names) != 1 or not _comparable(figures):
        return None
    points = tuple(Point(match.group(2), figure.value, _short(figure.display)) for match, figure in found)
    (name,) = names
    if all(_YEAR.fullmatch(point.label) for point in points):
        ordered = tuple(sorted(points, key=lambda point: point.label))
        return Chart(ChartKind.TREND, name, figures[0].unit, ordered) if len(points) > 2 else None
    return Chart(ChartKind.BARS, name, figures[0].unit, points)


def _of_parts(answer: Answer) -> Chart | None:
    """Things side by side: a ranking, or the parts of a whole with the share that the answer gives for each."""
    parts = [figure for figure in answer.figures if figure.role == "result" and figure.formula is None]
    if not _comparable(parts):
        return None
    shares = {
        figure.label: figure.display for figure in answer.figures if figure.role != "result" and figure.unit == "%"
    }
    whole = len(parts) > 1 and all(part.label in shares for part in parts)
    if not whole and len(parts) < 3:
        return None
    points = tuple(
        Point(part.label, part.value, _short(part.display) + (f" · {shares[part.label]}" if whole else ""))
        for part in parts
    )
    return Chart(ChartKind.SHARES if whole else ChartKind.BARS, "", parts[0].unit, points)


def _of_quotient(answer: Answer) -> Chart | None:
    """A part beside its whole, or final accounts beside their budget: the two figures that a printed share was computed of."""
    for result in answer.figures:
        match = _QUOTIENT.fullmatch(result.formula or "")
        if match is None or result.unit != "%" or result.role != "result":
            continue
        taken = [_operand(answer, Decimal(number)) for number in match.groups()]
        if (
            taken[0] is None
            or taken[1] is None
            or taken[0] is taken[1]
            or not _comparable([taken[0], taken[1]], same=True)
        ):
            continue
        kind = ChartKind.OUTTURN if answer.plan.get("operation") in _OUTTURN else ChartKind.PART
        part, whole = (Point(one.label, one.value, _short(one.display)) for one in taken if one is not None)
        return Chart(kind, "", taken[0].unit, (whole, part))
    return None


def _operand(answer: Answer, value: Decimal) -> Figure | None:
    return next((figure for figure in answer.figures if figure.unit != "%" and figure.value == value), None)


def _comparable(figures: Sequence[Figure], same: bool = False) -> bool:
    """True where bars of these can stand side by side: two to MOST, one unit, none below zero, not all zero, told apart."""
    return (
        2 <= len(figures) <= MOST
        and len({figure.unit for figure in figures}) == 1
        and all(figure.value >= 0 for figure in figures)
        and any(figure.value for figure in figures)
        and (same or len({figure.label for figure in figures}) == len(figures))
    )


def _short(display: str) -> str:
    """The figure without what stands in parentheses behind it (the same amount in the filing's own unit)."""
    return display.partition(" (")[0]
