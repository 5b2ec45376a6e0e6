"""Adds the amounts of several lines and shows each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budget.amount import Amount, UnlikeUnits
from budget.answer import Status
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig, plain
from budget.compute.say import MOST_CITED, amount_fig, words
from budget.compute.target import Variant
from budget.line import amount_of


def sum_fig(variants: Sequence[Variant], name: str = "") -> Fig | None:
    """The variants' amounts added up, under a name or that of all together; None where their units are unlike."""
    unit = amount_of(variants[0].fact).unit
    try:
        values = [amount_of(v.fact).to(unit).value for v in variants]
    except UnlikeUnits:
        return None
    facts = tuple(v.fact for v in variants[:MOST_CITED])
    formula = " + ".join(plain(value) for value in values)
    return Fig(
        RESULT, name or "+".join(v.name for v in variants), Amount(sum(values, Decimal(0)), unit), facts, formula
    )


def sum_outcome(variants: Sequence[Variant]) -> Outcome | None:
    """Add the variants' amounts and show each."""
    total = sum_fig(variants)
    if total is None:
        return None
    head = Line("sum.total", {}, {"total": total, "count": count_fig(len(variants))})
    parts = [Line("sum.part", words(v), {"amount": amount_fig(v, OPERAND)}) for v in variants]
    return Outcome(Status.ANSWERED, (head, *parts), operation="sum")
