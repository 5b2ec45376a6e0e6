"""Questions about the rows of filings that stay whole: a ranking of rows over years, a list whose further clauses ask of each item."""

from __future__ import annotations

from budget.amount import dimension
from budget.compute import listing, rank
from budget.compute.desk import Desk
from budget.compute.listing_words import asks
from budget.compute.outcome import Outcome
from budget.compute.project_list import projects
from budget.number import squeeze
from budget.question.clauses import Clause
from budget.question.operations import Operation
from budget.question.shapes import claimed_bound
from budget.scope import Scope

# Units that name no line: words of the question, everyday words, places to look.
_LOOSE = ("", "everyday", "implied", "measure", "table", "section", "indicator")


def run(desk: Desk) -> Outcome | None:
    """The whole question as one ranking or one list; None where it is neither, or asks about a body that no row names."""
    if desk.reading.unknown_body and not _names_unit(desk):
        return None
    if asks(desk.reading.text, "years") or (
        asks(desk.reading.text, "bodies") and len({f.department for f in desk.frame}) > 1
    ):
        return None
    if rank.over_rows(desk):
        return rank.run(desk)
    if asks(desk.reading.text, "each_part") and not desk.reading.shows(Operation.CHANGE, Operation.RANK):
        return listing.run_parts(desk)
    if (
        desk.reading.shows(Operation.LIST, Operation.COUNT)
        and not desk.reading.shows(Operation.RANK)
        and _one_list(desk)
    ):
        return (listing.run_count(desk) if desk.reading.shows(Operation.COUNT) else None) or listing.run(desk)
    return listing.run(desk) if _bounded(desk) else None


def _bounded(desk: Desk) -> bool:
    """True where the question asks for projects over or under an amount ("有没有哪个项目超过1000万元")."""
    money = any(dimension(number.unit) == "money" for number in desk.reading.numbers)
    return (
        money
        and bool(claimed_bound(desk.reading))
        and asks(desk.reading.text, "projects")
        and asks(desk.reading.text, "each_project")
    )


def _names_unit(desk: Desk) -> bool:
    """True where the body that the library lacks as a filer is one that carries out some of its projects."""
    body = squeeze(desk.reading.unknown_body or "")
    units = {squeeze(item.unit) for item in projects(desk) if item.unit}
    return any(body.endswith(unit[-size:]) for unit in units for size in range(4, len(unit) + 1))


def _one_list(desk: Desk) -> bool:
    """True where the question lists projects or carried-over funds, and its other clauses only ask of each or of all."""
    text, clauses = desk.reading.text, desk.reading.clauses
    parted = len(clauses) > 1 or desk.reading.unknown_body is not None
    listed = parted and (asks(text, "projects") or Scope.CARRY_OVER in desk.reading.scopes)
    first = next((i for i, clause in enumerate(clauses) if clause.asks), 0)
    return listed and all(_loose(clause) for clause in clauses[first + 1 :])


def _loose(clause: Clause) -> bool:
    return all(not unit.known or unit.kind in _LOOSE for unit in clause.units)
