"""Verify: is a claim true? Yes or no first, then the figure that decides."""

from __future__ import annotations

from dataclasses import replace

from budget.amount import Amount, dimension
from budget.answer import Status
from budget.compute.change import changed_targets
from budget.compute.desk import Desk
from budget.compute.lookup import say_targets
from budget.compute.outcome import OPERAND, Fig, Line, Outcome, difference, rounds_to
from budget.compute.say import amount_fig, change_line, delta_amount, scope_caveat, words
from budget.compute.target import Target, Variant
from budget.line import amount_of
from budget.question.direction import asked_direction
from budget.question.shapes import claimed_bound

_VERDICTS = ("verify.yes", "verify.no")


def run(desk: Desk) -> Outcome | None:
    """The verdict with its figures; None where the claim names no line of the library."""
    targets = changed_targets(desk)
    if not targets:
        return None
    bound = _bound(desk, targets[0])
    if bound is not None:
        return _over_or_under(desk, targets[0], bound)
    return _direction(desk, targets) or replace(say_targets(desk, targets), operation="verify")


def _bound(desk: Desk, target: Target) -> Amount | None:
    """The claimed bound: a figure of the question in the target's dimension."""
    unit = target.variants[0].fact.unit
    for number in desk.reading.numbers:
        if claimed_bound(desk.reading) and dimension(number.unit or unit) == dimension(unit):
            return Amount(number.value, number.unit or unit)
    return None


def _over_or_under(desk: Desk, target: Target, bound: Amount) -> Outcome:
    claim = claimed_bound(desk.reading)
    lines = []
    for variant in target.variants[:4]:
        gap = amount_of(variant.fact) - bound.to(variant.fact.unit)
        over = gap.value > 0
        key = "verify.over" if over else "verify.under" if gap.value < 0 else "verify.equal"
        verdict = "yes" if (claim > 0) == over and gap.value != 0 else "no"
        formula = difference(amount_of(variant.fact).value, bound.to(amount_of(variant.fact).unit).value)
        figures = {
            "amount": amount_fig(variant),
            "bound": Fig(OPERAND, "bound", bound),
            "gap": Fig(OPERAND, variant.name, gap, (variant.fact,), formula, "gap"),
        }
        lines.append(Line(key, {**words(variant, target.scoped), "verdict": verdict}, figures))
    return Outcome(Status.ANSWERED, tuple(lines), tuple(scope_caveat(target)), operation="verify")


def _direction(desk: Desk, targets: list[Target]) -> Outcome | None:
    claim = asked_direction(desk.reading.text, desk.reading.language)
    if claim == 0:
        return None
    claimed = next((number for number in desk.reading.numbers if dimension(number.unit) in ("percent", "money")), None)
    lines: list[Line] = []
    for target in targets:
        for variant in target.variants[:3]:
            lines += _verdict(variant, claim, target.scoped, claimed)
    return Outcome(Status.ANSWERED, tuple(_once(lines)), operation="verify") if lines else None


def _once(lines: list[Line]) -> list[Line]:
    """The lines, a verdict that is the same for all of them said once."""
    verdicts = {line.key for line in lines if line.key in _VERDICTS}
    return [line for i, line in enumerate(lines) if i == 0 or len(verdicts) > 1 or line.key not in _VERDICTS]


def _verdict(variant: Variant, claim: int, scoped: bool, claimed: Amount | None) -> list[Line]:
    relative = claimed is not None and claimed.unit == "%"
    delta, line = delta_amount(variant), change_line(variant, scoped, relative)
    if delta is None or line is None:
        return []
    true = (delta.value > 0) == (claim > 0) and delta.value != 0
    if claimed is not None and relative and "percent" in line.figures:
        true = true and rounds_to(line.figures["percent"].amount.value, claimed.value)
    elif claimed is not None and not relative and dimension(delta.unit) == "money":
        true = true and rounds_to(delta.to(claimed.unit).value, claimed.value)
    return [Line("verify.yes" if true else "verify.no", words(variant)), line]
