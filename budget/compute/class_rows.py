"""A class of which a table prints only the single rows (0210-信息化服务/网络接入服务): their sum, and its share of the table's total."""

from __future__ import annotations

from collections.abc import Sequence

from budget.answer import Status
from budget.compute.adding import sum_outcome
from budget.compute.desk import Desk
from budget.compute.outcome import Outcome
from budget.compute.target import Variant
from budget.fact import Fact
from budget.line import line_name
from budget.number import squeeze
from budget.question.shapes import share_shape
from budget.question.words import Unit

_SHORTEST = 4


def class_sum(desk: Desk) -> tuple[Outcome, Sequence[Fact]] | None:
    """The sum of the rows under the class that the question asks about, with those rows; None where it names no such class."""
    groups: dict[tuple[str, str, str | None, int | None], list[Fact]] = {}
    text, accepted = squeeze(desk.reading.text), desk.accept()
    for name, fact in desk.shelf.classed:
        if len(name) >= _SHORTEST and name in text and accepted(fact):
            groups.setdefault((name, fact.filing, fact.source.table, fact.source.column), []).append(fact)
    part = share_shape(desk.reading).part
    usable = [(key, facts) for key, facts in groups.items() if len(facts) > 1 and _asked(key[0], part)]
    if not usable:
        return None
    facts = max(usable, key=lambda item: len(item[0][0]))[1]
    variants = [Variant(line_name(f), f.scope, f.filing, f.year, (f,)) for f in facts]
    summed = sum_outcome(variants)
    return (summed, facts) if summed and summed.status is Status.ANSWERED else None


def _asked(name: str, part: Sequence[Unit]) -> bool:
    """True where what is asked about stands in the name of the class."""
    return any(squeeze(unit.text) in name for unit in part if unit.known)
