"""Execution: what was spent of what was budgeted, from the final accounts."""

from __future__ import annotations

from budget.amount import Amount, dimension
from budget.answer import Status
from budget.compute.absent import no_final
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, plain, ratio_percent
from budget.compute.say import words
from budget.compute.target import Variant
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name


def run(desk: Desk) -> Outcome | None:
    """The rate at which a line's budget was carried out; "not there" where the library has no final accounts of it."""
    if not desk.has_final():
        return no_final(desk)
    newest = max(desk.reading.periods.years, default=None)
    for target in desk.targets(
        desk.reading.units, desk.reading.context, (Measure.FINAL, Measure.AMOUNT, Measure.BUDGET), ("money",)
    ):
        for variant in sorted(target.variants, key=lambda v: v.year != newest):
            if (pair := _pair(desk, variant)) is not None:
                return Outcome(Status.ANSWERED, (_line(variant, *pair),), operation="execution")
    return None


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
