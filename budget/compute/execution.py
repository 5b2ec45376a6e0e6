"""Execution: what was spent of what was budgeted, from the final accounts."""

from __future__ import annotations

from decimal import Decimal

from budget.amount import Amount, dimension
from budget.answer import Status
from budget.compute.absent import no_final
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, plain, ratio_percent
from budget.compute.say import words
from budget.compute.target import Variant
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.question.reading import is_about_budget

_EXCEEDED = phrase("exceeded")


def run(desk: Desk) -> Outcome | None:
    """The rate at which a line's budget was carried out; "not there" where the library has no final accounts of it."""
    newest = max(desk.reading.periods.years, default=None)
    for target in desk.targets(
        desk.reading.units, desk.reading.context, (Measure.FINAL, Measure.AMOUNT, Measure.BUDGET), ("money",)
    ):
        for variant in sorted(target.variants, key=lambda v: v.year != newest):
            pair = _pair(desk, variant)
            line = _line(variant, *pair) if pair is not None else _told(desk, variant)
            if line is not None:
                return Outcome(Status.ANSWERED, (*_verdict(desk, line), line), operation="execution")
    return None if desk.has_final() else no_final(desk)


def _told(desk: Desk, variant: Variant) -> Line | None:
    """The rate as a sentence about the line prints it (为年初预算的113.8%), with the amount that it is told of."""
    kin = (variant.share, *desk.shelf.by_name[variant.filing, variant.name])
    rates = (f for f in kin if f is not None and f.measure is Measure.SHARE and f.year == variant.year and f.statement)
    for rate in rates:
        told = rate.statement
        if told is not None and told.amount is not None and is_about_budget(told.share_of):
            figures = {
                "rate": Fig(RESULT, variant.name, Amount(rate.value or Decimal(0), "%"), (rate,)),
                "final": Fig(RESULT, variant.name, Amount(told.amount, told.unit or ""), (rate,)),
            }
            return Line("execution.told", {**words(variant), "whole_name": told.share_of}, figures)
    return None


def _verdict(desk: Desk, line: Line) -> list[Line]:
    """Yes or no first, where the question claims that a budget was reached; exceeded, where it says so."""
    if not desk.reading.shows(Operation.VERIFY):
        return []
    rate = line.figures["rate"].amount.value
    reached = rate > 100 if _EXCEEDED.search(desk.reading.text) else rate >= 100
    return [Line("verify.yes" if reached else "verify.no")]


def _pair(desk: Desk, variant: Variant) -> tuple[Fact, Fact] | None:
    """The budget and the final figure of the variant's row."""
    kin = [
        f
        for f in desk.shelf.by_name[variant.filing, variant.name]
        if f.value is not None and dimension(f.unit) == "money"
    ]
    for fact in variant.facts:
        row = [f for f in kin if f.from_cell and (f.source.table, f.source.row) == (fact.source.table, fact.source.row)]
        # The year before stands in the same row: only figures of one year are set against each other.
        budget = next((f for f in row if f.measure is Measure.BUDGET and f.year == fact.year), None)
        final = next((f for f in row if f.measure is Measure.FINAL and f.year == fact.year), None)
        if budget is not None and final is not None and budget.value:
            return budget, final
    return None


def _line(variant: Variant, budget: Fact, final: Fact) -> Line:
    planned, spent = amount_of(budget), amount_of(final).to(budget.unit)
    rate = ratio_percent(spent.value, planned.value)
    assert rate is not None
    figures = {
        "rate": Fig(
            RESULT,
            line_name(final),
            Amount(rate, "%"),
            (final, budget),
            f"{plain(spent.value)} / {plain(planned.value)}",
        ),
        "final": Fig(OPERAND, line_name(final), spent, (final,)),
        "budget": Fig(OPERAND, line_name(budget), planned, (budget,)),
        "gap": Fig(
            OPERAND,
            line_name(budget),
            planned - spent,
            (final, budget),
            f"{plain(planned.value)} - {plain(spent.value)}",
            "gap",
        ),
    }
    return Line("execution.rate", words(variant), figures)
