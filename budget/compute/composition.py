"""Where the money comes from and where it goes: one side of the budget, each line with its share of the total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budget.amount import Amount
from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, count_fig, plain, ratio_percent
from budget.compute.ranking_rows import class_lines
from budget.fact import Fact
from budget.line import AMOUNTS, amount_of, line_name
from budget.question.implied import is_whole_budget
from budget.question.phrases import phrase
from budget.question.reading import Reading

# So many lines are shown; how the codes of spending begin, which some tables print beside those of income.
_MOST, _SPENDING = 12, "2"


def run(desk: Desk) -> Outcome | None:
    """The sources of income or the classes of spending of the newest body in play; None where the question asks otherwise."""
    if phrase("income_sources").search(desk.reading.text):
        return _listed(_sources(_one_body(desk)))
    if _asks_uses(desk.reading):
        return _listed(_uses(_one_body(desk)))
    return None


def _asks_uses(reading: Reading) -> bool:
    """True where the question asks what the money goes to, and names nothing that it might be a part of."""
    asked = phrase("spending_uses").search(reading.text)
    if asked is None:
        return False
    beside = (u for u in reading.units if not asked.start() <= u.start < asked.end())
    return all(u.generic or u.kind == "implied" or is_whole_budget(u) for u in beside)


def _listed(rows: Sequence[Fact]) -> Outcome | None:
    """The lines with their shares of their sum."""
    if not rows:
        return None
    amounts = [amount_of(fact) for fact in rows]
    total = sum((a.to(amounts[0].unit).value for a in amounts), Decimal(0))
    lines = [Line("list.count", {}, {"count": count_fig(len(rows))})]
    for fact, amount in zip(rows[:_MOST], amounts, strict=False):
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


def _uses(desk: Desk) -> list[Fact]:
    """The classes of spending that have a figure, the largest first; the expenditure side of the general table where no table
    has classes."""
    classes = [item.fact for item in class_lines(desk) if (item.fact.code or "").startswith(_SPENDING)]
    rows = [fact for fact in classes if fact.value] or _side(desk, "expenditure")
    return sorted(rows, key=lambda f: -amount_of(f).to("元").value)


def _sources(desk: Desk) -> list[Fact]:
    """The rows of the income side that have a figure."""
    return _side(desk, "income")


def _side(desk: Desk, side: str) -> list[Fact]:
    """The rows of one side of the general table that have a figure: the finer ones where they add up to the coarser."""
    accept = desk.accept(AMOUNTS)
    rows = [
        f
        for f in desk.shelf.links.facts
        if f.kind == "overview" and f.side == side and f.total_column and not f.total_row and f.value and accept(f)
    ]
    table = [f for f in rows if f.source.table == rows[0].source.table and f.filing == rows[0].filing]
    coarse, fine = ([f for f in table if f.level == level] for level in (1, 2))
    same = sum((f.value or Decimal(0) for f in coarse), Decimal(0)) == sum(
        (f.value or Decimal(0) for f in fine), Decimal(0)
    )
    return fine if fine and same and side == "income" else coarse
