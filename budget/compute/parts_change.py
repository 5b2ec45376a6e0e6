"""The change of a total that the filing does not state: its parts' stated changes added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budget.amount import Amount, dimension, scale
from budget.compute.desk import Desk
from budget.compute.target import Variant
from budget.fact import Fact, statement_to_facts
from budget.line import half_digit
from budget.statement import Statement

# So many sentences behind the one that states the total may state its parts.
_REACH = 14


@dataclass(frozen=True, slots=True)
class SummedChange:
    """The change of a total as the sum of its parts' changes, with the facts and the sentences that state them."""

    delta: Amount
    formula: str
    facts: tuple[Fact, ...]
    parts: tuple[Statement, ...]


def summed_change(desk: Desk, variant: Variant) -> SummedChange | None:
    """The sentences on the items of the class (of the total: those of one section, one after the other) whose amounts add up to
    it and whose changes are all stated."""
    fact = variant.fact
    if fact.value is None or dimension(fact.unit) != "money":
        return None
    filing = desk.shelf.filings[variant.filing]
    told = [
        s
        for s in filing.statements
        if s.amount is not None and s.delta is not None and s.unit and dimension(s.unit) == "money"
    ]
    target = fact.value * scale(fact.unit)
    items = [s for s in told if variant.name in s.path]
    for run in ([items] if items else []) + _runs(told):
        parts = [(s.amount, s.unit or "") for s in run if s.amount is not None]
        total = sum((value * scale(unit) for value, unit in parts), Decimal(0))
        if abs(total - target) <= sum((half_digit(value, unit) for value, unit in parts), Decimal(0)):
            return _summed(desk, variant, run)
    return None


def _runs(told: Sequence[Statement]) -> list[Sequence[Statement]]:
    """Runs of two or more statements under one heading, the longest first."""
    runs = []
    for start in range(len(told)):
        for end in range(start + 2, min(len(told), start + _REACH) + 1):
            if told[end - 1].headings != told[start].headings:
                break
            runs.append(told[start:end])
    return sorted(runs, key=lambda run: -len(run))


def _summed(desk: Desk, variant: Variant, run: Sequence[Statement]) -> SummedChange:
    unit = variant.fact.unit
    deltas = [Amount(s.delta or Decimal(0), s.delta_unit or s.unit or unit).to(unit).value for s in run]
    facts = tuple(next(statement_to_facts(desk.shelf.filings[variant.filing], s)) for s in run)
    formula = " + ".join(f"({value})" if value < 0 else str(value) for value in deltas)
    return SummedChange(Amount(sum(deltas, Decimal(0)), unit), formula, facts, tuple(run))
