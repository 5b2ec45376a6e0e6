"""Afford: is a sum enough for a rate × heads × months, all from the question, the sum from the filing?"""

from __future__ import annotations

from collections.abc import Sequence

from budget.amount import Amount, dimension, scale
from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, plain
from budget.compute.say import amount_fig, words
from budget.compute.target import Variant
from budget.line import amount_of
from budget.question.phrases import phrase

_MONTHLY = phrase("monthly")
_YEAR = phrase("whole_year")
_MONTHS = phrase("months")


def _months(text: str) -> int:
    named = _MONTHS.search(text)
    if named:
        return int(named.group(1) or named.group(2))
    return 12 if _MONTHLY.search(text) and _YEAR.search(text) else 1


def _said(variants: Sequence[Variant], money: Sequence[Amount]) -> Variant:
    """The variant whose amount the question says, else the first."""
    said = (v for v in variants if any(amount_of(v.fact).to(n.unit).value == n.value for n in money))
    return next(said, variants[0])


def run(desk: Desk) -> Outcome | None:
    """What is needed against what there is; None where the question gives no rate and heads, or names no sum."""
    text = desk.reading.text
    heads = next((n for n in desk.reading.numbers if dimension(n.unit) == "people"), None)
    money = [n for n in desk.reading.numbers if dimension(n.unit) == "money"]
    if heads is None or not money:
        return None
    rate = min((n.to("元") for n in money), key=lambda amount: amount.value)
    targets = desk.targets(desk.reading.units, dimensions=("money",), most=1)
    if not targets:
        return None
    variant = _said(targets[0].variants, money)
    months = _months(text)
    there = amount_of(variant.fact)
    needed = Amount(rate.value * heads.value * months, "元").to(there.unit)
    product = f"{plain(rate.value)} * {plain(heads.value)} * {months}"
    formula = f"{product} / {plain(scale(there.unit))}" if there.unit != "元" else product
    figures = {
        "needed": Fig(RESULT, variant.name, needed, (variant.fact,), formula),
        "there": amount_fig(variant, OPERAND),
        "gap": Fig(
            OPERAND,
            variant.name,
            there - needed,
            (variant.fact,),
            f"{plain(there.value)} - {plain(needed.value)}",
            "gap",
        ),
    }
    key = "afford.enough" if there.value >= needed.value else "afford.short"
    return Outcome(Status.ANSWERED, (Line(key, words(variant), figures),), operation="afford")
