"""Figures set side by side: what one year or one body says of a line, and how far the highest is from the lowest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budget.amount import Amount, scale
from budget.compute.outcome import RESULT, Fig, Line, count_fig, plain


@dataclass(frozen=True, slots=True)
class Point:
    """One of the figures compared: whose it is (`of`: the body, the filing), what that is called beside the others, the figure."""

    of: str
    name: str
    fig: Fig

    @property
    def size(self) -> Decimal:
        """The figure in base units, for sorting."""
        return self.fig.amount.value * scale(self.fig.amount.unit)

    def labelled(self, role: str) -> Fig:
        """The figure, labelled with whose it is."""
        return replace(self.fig, label=f"{self.fig.label} · {self.name}", role=role)


def point_line(point: Point) -> Line:
    """The line that tells one point."""
    return Line("across.point", {"point": point.name, "name": point.fig.label}, {"amount": point.labelled(RESULT)})


def all_together(found: Sequence[Point]) -> Fig:
    """The points added up, in the first one's unit, with the sum written out."""
    unit = found[0].fig.amount.unit
    values = [p.fig.amount.to(unit).value for p in found]
    facts = tuple(fact for p in found for fact in p.fig.facts[:1])
    formula = " + ".join(plain(v) for v in values)
    return Fig(RESULT, found[0].fig.label, Amount(sum(values, Decimal(0)), unit), facts, formula)


def sum_line(found: Sequence[Point]) -> Line:
    """What the points come to together, and how many they are."""
    return Line("sum.total", {}, {"total": all_together(found), "count": count_fig(len(found))})


def extremes(found: Sequence[Point], smallest: bool) -> Line:
    """The highest and the lowest (the other way round where the smallest is asked), and how far apart they are."""
    ordered = sorted(found, key=lambda p: p.size, reverse=not smallest)
    first, last = ordered[0], ordered[-1]
    gap = first.fig.amount - last.fig.amount
    formula = f"{plain(first.fig.amount.value)} - {plain(last.fig.amount.to(first.fig.amount.unit).value)}"
    facts = (*first.fig.facts[:1], *last.fig.facts[:1])
    figures = {
        "first": first.labelled(first.fig.role),
        "last": last.labelled(last.fig.role),
        "gap": Fig(RESULT, f"{first.name} - {last.name}", gap, facts, formula, "gap"),
    }
    return Line("across.lowest" if smallest else "across.highest", {"point": first.name, "other": last.name}, figures)
