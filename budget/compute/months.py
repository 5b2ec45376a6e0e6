"""The number of months that a sum is for, where a question asks what each gets a month."""

from __future__ import annotations

from decimal import Decimal

from budget.amount import Amount
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, Fig
from budget.compute.target import Target
from budget.fact import Fact
from budget.line import amount_of, line_name, same_amount
from budget.number import squeeze
from budget.question.link import pairs
from budget.question.phrases import phrase

_MONTHS = "个月"
# How much of the shorter of two names must stand in the other for two places to tell of one payment.
_LIKE = 0.25


def months_of(desk: Desk, money: Target) -> Fig | None:
    """The months that the money is for, as the question says or as a sentence with this very sum does; None where no figure
    for a month is asked for or none says how many they are."""
    if not phrase("by_month").search(desk.reading.text):
        return None
    if said := phrase("months").search(desk.reading.text):
        return Fig(OPERAND, _MONTHS, Amount(Decimal(next(g for g in said.groups() if g)), _MONTHS))
    fact = next((f for f in _told_with(desk, money.variants[0].fact) if f.unit == _MONTHS and f.value), None)
    return Fig(OPERAND, line_name(fact), amount_of(fact), (fact,)) if fact is not None else None


def _told_with(desk: Desk, money: Fact) -> list[Fact]:
    """The figures of the sentences that give this sum for what is called alike, the money's own sentence first."""
    name = pairs(squeeze(line_name(money)))
    alike = [
        f
        for f in desk.shelf.facts_of(money.filing)
        if f.statement is not None and f.unit == money.unit and same_amount(f, money) and _is_like(name, f)
    ]
    return [other for fact in (money, *alike) for other in desk.shelf.said_with(fact)]


def _is_like(name: set[str] | frozenset[str], fact: Fact) -> bool:
    other = pairs(squeeze(line_name(fact)))
    return len(name & other) >= _LIKE * min(len(name), len(other))
