"""The items of an enumeration: the units that stand between commas and "and" in a question."""

from __future__ import annotations

from collections.abc import Sequence

from budget.question.phrases import phrase
from budget.question.reading import Reading
from budget.question.words import Unit

_BETWEEN, _JOINT = phrase("enumerates"), phrase("joins_items")


def items_of(reading: Reading, units: Sequence[Unit]) -> list[list[Unit]]:
    """The units in groups, parted where the words between them enumerate (A、B和C; A, B, and C)."""
    start = reading.clauses[0].start if len(reading.clauses) == 1 else 0
    groups: list[list[Unit]] = []
    for unit in sorted(units, key=lambda u: u.start):
        between = reading.text[groups[-1][-1].end - start : unit.start - start] if groups else ""
        if not groups or _BETWEEN.search(between):
            groups.append([unit])
        else:
            groups[-1].append(unit)
    return groups


def joined_units(reading: Reading, units: Sequence[Unit]) -> list[Unit]:
    """The units that stand side by side as items of one enumeration (事业收入和其他收入): nothing but its joint is between them."""
    start = reading.clauses[0].start if len(reading.clauses) == 1 else 0
    ordered = sorted(units, key=lambda u: u.start)
    joined: list[Unit] = []
    for left, right in zip(ordered, ordered[1:], strict=False):
        if _JOINT.fullmatch(reading.text[left.end - start : right.start - start]):
            joined += [left, right]
    return joined
