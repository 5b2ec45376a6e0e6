"""Marks counted: shares by type, language and filing; how long answers took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.measure import MEASURES, SHARES, Mark

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds an answer."""

    median: Decimal
    p95: Decimal
    longest: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One group of questions: how many, the share of them (in %) for which each measure holds, how long they took."""

    name: str
    count: int
    shares: dict[str, Decimal | None]
    latency: Latency | None

    @property
    def right(self) -> Decimal:
        """The share of right answers, in %."""
        share = self.shares["right"]
        return Decimal(0) if share is None else share


GROUPS: dict[str, Callable[[Mark], str]] = {
    "type": lambda mark: mark.type,
    "language": lambda mark: mark.lang,
    "filings": lambda mark: ", ".join(mark.filings),
}


# A run over a hundred tables has as many groups by filing: no one reads those.
_MOST_GROUPS = 20


def shown_groups(marks: Sequence[Mark]) -> list[str]:
    """The groupings with few enough groups to be read."""
    return [by for by, key in GROUPS.items() if len({key(mark) for mark in marks}) <= _MOST_GROUPS]


def overall(marks: Sequence[Mark]) -> Line:
    """All marks as one line."""
    return _line("all", marks)


def tally(marks: Sequence[Mark], by: str) -> list[Line]:
    """A line a group, by "type", "language" or "filings", in alphabetical order."""
    groups: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[GROUPS[by](mark)].append(mark)
    return [_line(name, members) for name, members in sorted(groups.items())]


def _line(name: str, marks: Sequence[Mark]) -> Line:
    shares = {measure: _share(marks, measure) for measure in (*MEASURES, *SHARES)}
    return Line(name, len(marks), shares, latency(marks))


def _share(marks: Sequence[Mark], measure: str) -> Decimal | None:
    """In %, of the marks that have this measure at all; None where none has."""
    held = [Decimal(value) for mark in marks if (value := getattr(mark, measure)) is not None]
    return percent(held) if held else None


def percent(parts: Sequence[Decimal | bool]) -> Decimal:
    """Their average, in %."""
    return (sum(map(Decimal, parts), Decimal(0)) * 100 / len(parts)).quantize(_TENTH)


def latency(marks: Sequence[Mark]) -> Latency | None:
    """How long the answers took; None where no answer says."""
    times = sorted(mark.milliseconds for mark in marks if mark.milliseconds is not None)
    if not times:
        return None
    return Latency(times[len(times) // 2], times[min(len(times) - 1, len(times) * 95 // 100)], times[-1])
