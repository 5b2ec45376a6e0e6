"""Where the money comes from: the income side of the general table, each source with its share of the total."""

from __future__ import annotations

from decimal import Decimal

from budget.amount import Amount
from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig, plain, ratio_percent
from budget.fact import Fact
from budget.line import AMOUNTS, amount_of, line_name
from budget.question.phrases import phrase


def run(desk: Desk) -> Outcome | None:
    """The sources of income of the newest body in play; None where the question asks otherwise or no table has them."""
    if not phrase("income_sources").search(desk.reading.text):
        return None
    rows = _sources(_one_body(desk))
    if not rows:
        return None
    amounts = [amount_of(fact) for fact in rows]
    total = sum((a.to(amounts[0].unit).value for a in amounts), Decimal(0))
    lines = [Line("list.count", {}, {"count": count_fig(len(rows))})]
    for fact, amount in zip(rows, amounts, strict=True):
        figures = {"amount": Fig(RESULT, line_name(fact), amount, (fact,))}
        share = ratio_percent(amount.to(amounts[0].unit).value, total)
        if share is not None:
            formula = f"{plain(amount.to(amounts[0].unit).value)} / {plain(total)}"
            figures["share"] = Fig(OPERAND, line_name(fact), Amount(share, "%"), (fact,), formula)
        lines.append(Line("list.source", {"name": line_name(fact)}, figures))
    return Outcome(Status.ANSWERED, tuple(lines), operation="list")


def _one_body(desk: Desk) -> Desk:
    """The desk over the newest filings of one body, where several are in play."""
    newest = max(desk.frame, key=lambda f: f.year or 0, default=None)
    return desk.over([f for f in desk.frame if newest is not None and f.department == newest.department])


def _sources(desk: Desk) -> list[Fact]:
    """The rows of the income side that have a figure: the finer ones where they add up to the coarser."""
    accept = desk.accept(AMOUNTS)
    side = [
        f
        for f in desk.shelf.links.facts
        if f.kind == "overview" and f.side == "income" and f.total_column and not f.total_row and f.value and accept(f)
    ]
    table = [f for f in side if f.source.table == side[0].source.table and f.filing == side[0].filing]
    coarse, fine = ([f for f in table if f.level == level] for level in (1, 2))
    same = sum((f.value or Decimal(0) for f in coarse), Decimal(0)) == sum(
        (f.value or Decimal(0) for f in fine), Decimal(0)
    )
    return fine if fine and same else coarse
